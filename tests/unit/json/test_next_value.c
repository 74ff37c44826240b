/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>
#include "json/tree.h"

/* A stream, and its values as "line:value" one after another, joined by `|`. */
static const struct { const char *text, *values; } streams[] = {
    { "", "" },
    { " \n\t\r\n", "" },
    { "{}", "1:{}" },
    { "\n {\"a\":1}\n\n{\"b\":2}", "2:{\"a\":1}|4:{\"b\":2}" },
    { "{}{} {}", "1:{}|1:{}|1:{}" },
    { "\xEF\xBB\xBF{}\n{}", "1:{}|2:{}" },
    { "{\n\"a\": {\n}\n}\n{}", "1:{\n\"a\": {\n}\n}|5:{}" },
    { "{\"}\\\"}\": \"{\\\\\"}{}", "1:{\"}\\\"}\": \"{\\\\\"}|1:{}" },
    { "{\"a\":[\n{},\n{}\n]}\n{}", "1:{\"a\":[\n{},\n{}\n]}|5:{}" },
    { "{\"a\":[\n{\"b\":{}\r\n}\t]\r}\r\n{}", "1:{\"a\":[\n{\"b\":{}\r\n}\t]\r}|4:{}" },
    { "{\"a\":\n{}}{}", "1:{\"a\":\n{}}|2:{}" },
    /* a line cut short ends at the next that begins with a brace */
    { "{\"a\":\n{}\n{}", "1:{\"a\":|2:{}|3:{}" },
    { "{\"a\": {\"b\": 1}\n{}\n", "1:{\"a\": {\"b\": 1}|2:{}" },
    { "{\"a\": \"b\n{}\n{}", "1:{\"a\": \"b|2:{}|3:{}" },
    { "{\"a\": \"b\\\n{}", "1:{\"a\": \"b\\|2:{}" },
    { "{\"a\"  \n\n{}", "1:{\"a\"|3:{}" },
    { "{\n  \"a\": {\n", "1:{\n  \"a\": {" },
    { "{\"a\": \"\\", "1:{\"a\": \"\\" },
    /* what does not begin with a brace, too */
    { "oops {}\n  {}\n{}", "1:oops {}\n  {}|3:{}" },
    { "}\n{}", "1:}|2:{}" },
    { "[{}\n,{}]\n{}\n", "1:[{}\n,{}]|3:{}" },
    { "x", "1:x" },
};

static void put_values(base_buffer *out, const char *text, size_t length)
{
    int64_t offset = 0, line = 1, value_line = 0;
    base_str value;
    base_put(out, "");
    while (json_next_value((base_str){ text, length }, &offset, &line, &value, &value_line)) {
        base_put(out, out->length > 0 ? "|" : "");
        base_put_int(out, value_line);
        base_put_char(out, ':');
        base_put_str(out, value);
    }
    assert_int_equal(offset, length);
}

static void test_frames_streams(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof streams / sizeof streams[0]; i++) {
        base_buffer out;
        base_buffer_init(&out, base_context_use(NULL));
        put_values(&out, streams[i].text, strlen(streams[i].text));
        assert_string_equal(out.data != NULL ? out.data : "", streams[i].values);
        base_buffer_finish(&out);
    }
}

/* Lines that each open a list of objects and never close it: read to the end at most a few times each, or
 * this takes hours. */
static void test_stays_linear_on_values_that_never_close(void **state)
{
    static const char piece[] = "{\"a\":[\n{},\n";
    enum { PIECES = 200000 };
    char *text = malloc(PIECES * (sizeof piece - 1));
    int64_t offset = 0, line = 1, value_line, values = 0;
    base_str value;
    (void)state;
    assert_non_null(text);
    for (size_t i = 0; i < PIECES; i++)
        memcpy(text + i * (sizeof piece - 1), piece, sizeof piece - 1);
    while (json_next_value((base_str){ text, PIECES * (sizeof piece - 1) }, &offset, &line, &value, &value_line))
        values++;
    assert_int_equal(values, 3 * PIECES);
    assert_int_equal(line, 2 * PIECES + 1);
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_frames_streams),
        cmocka_unit_test(test_stays_linear_on_values_that_never_close),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>
#include "json/split.h"

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

/* The values that are there, each taken. */
static void take_values(json_split *split, base_buffer *out)
{
    int64_t line = 0;
    base_str value, again;
    while (json_split_peek(split, &value, &line)) {
        assert_true(json_split_peek(split, &again, &line));
        assert_true(base_str_equal(value, again));
        base_put(out, out->length > 0 ? "|" : "");
        base_put_int(out, line);
        base_put_char(out, ':');
        base_put_str(out, value);
        json_split_take(split);
    }
}

static void assert_values(const char *text, int64_t size, int64_t most, const char *values)
{
    int64_t length = (int64_t)strlen(text);
    json_split split;
    base_buffer out;
    base_buffer_init(&out, base_context_use(NULL));
    json_split_init(&split, base_context_use(NULL), most);
    for (int64_t at = 0; at < length; at += size) {
        assert_true(json_split_feed(&split, text + at, length - at < size ? length - at : size));
        take_values(&split, &out);
    }
    json_split_end(&split);
    take_values(&split, &out);
    assert_int_equal(split.start, split.end);
    assert_string_equal(out.data != NULL ? out.data : "", values);
    base_buffer_finish(&out);
    json_split_finish(&split);
}

static void assert_values_in_any_pieces(const char *text, int64_t most, const char *values)
{
    for (int64_t size = (int64_t)strlen(text) + 1; size > 0; size--)
        assert_values(text, size, most, values);
}

static void test_splits_streams(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof streams / sizeof streams[0]; i++)
        assert_values_in_any_pieces(streams[i].text, 1000, streams[i].values);
}

/* No value longer than 8 bytes: of longer ones 9 are given, and the rest is passed over. */
static const struct { const char *text, *values; } long_streams[] = {
    { "{\"a\":12}\n{}", "1:{\"a\":12}|2:{}" },
    { "{\"a\":123}\n{}", "1:{\"a\":123}|2:{}" },
    { "{\"a\":1234567}\n{}", "1:{\"a\":1234|2:{}" },
    { "{\"a\":1234567}{}", "1:{\"a\":1234|1:{}" },
    { "{\"a\":[\n{\"b\":\"\\\"}\"}]}\n{}", "1:{\"a\":[\n{\"|3:{}" },
    /* beyond the limit a broken value ends where it shows */
    { "{\"a\":1234567\n{}\n{}", "1:{\"a\":1234|2:{}|3:{}" },
    { "{\"a\": \"bcdefg\n {}\n{}", "1:{\"a\": \"bc|3:{}" },
    { "{\"a\": \"bc\n{}", "1:{\"a\": \"bc|2:{}" },
    { "{\"a\":1234567", "1:{\"a\":1234" },
    /* so do lines of something else */
    { "something else {}\n{}", "1:something|2:{}" },
    { "somethi\n{}", "1:somethi|2:{}" },
    { "somethin\n{}", "1:somethin\n|2:{}" },
    { "something\n{}", "1:something|2:{}" },
    { "somethin\n\n\n{}", "1:somethin\n|4:{}" },
    { "something\n", "1:something" },
    { "some\nthi\nng {}", "1:some\nthi\n" },
};

static void test_passes_over_what_is_too_long(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof long_streams / sizeof long_streams[0]; i++)
        assert_values_in_any_pieces(long_streams[i].text, 8, long_streams[i].values);
}

/* However long the stream, what is held is one value and one piece. */
static void test_holds_one_value(void **state)
{
    static const char piece[] = "{\"a\": \"0123456789\"}\n", word[] = "no brace at all ";
    json_split split;
    base_str value;
    int64_t line, values = 0;
    (void)state;
    json_split_init(&split, base_context_use(NULL), 100);
    for (int i = 0; i < 10000; i++) {
        assert_true(json_split_feed(&split, piece, 13));
        assert_false(json_split_peek(&split, &value, &line));
        assert_true(json_split_feed(&split, piece + 13, sizeof piece - 14));
        for (; json_split_peek(&split, &value, &line); values++)
            json_split_take(&split);
    }
    assert_int_equal(values, 10000);
    for (int i = 0; i < 10000; i++) {
        assert_true(json_split_feed(&split, word, sizeof word - 1));
        for (; json_split_peek(&split, &value, &line); values++)
            json_split_take(&split);
    }
    assert_int_equal(values, 10001);
    assert_true(split.capacity <= 512);
    json_split_finish(&split);
}

/* Lines that each open a list of objects and never close it: looked at a few times each, or this takes hours. */
static void test_stays_linear_on_values_that_never_close(void **state)
{
    static const char piece[] = "{\"a\":[\n{},\n";
    enum { PIECES = 200000 };
    json_split split;
    base_str value;
    int64_t line, values = 0;
    (void)state;
    json_split_init(&split, base_context_use(NULL), 1 << 28);
    for (int i = 0; i < PIECES; i++)
        assert_true(json_split_feed(&split, piece, sizeof piece - 1));
    json_split_end(&split);
    for (; json_split_peek(&split, &value, &line); values++)
        json_split_take(&split);
    assert_int_equal(values, 3 * PIECES);
    assert_int_equal(split.line, 2 * PIECES + 1);
    json_split_finish(&split);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_splits_streams), cmocka_unit_test(test_passes_over_what_is_too_long),
        cmocka_unit_test(test_holds_one_value), cmocka_unit_test(test_stays_linear_on_values_that_never_close),
    };
    return cmocka_run_group_tests_name("json/split", tests, NULL, NULL);
}

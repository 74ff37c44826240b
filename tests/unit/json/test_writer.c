/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>
#include "json/writer.h"

static void write_sample(json_writer *w)
{
    json_open_object(w);
    json_key(w, BASE_STR("a\"b"));
    json_open_array(w);
    json_write_null(w);
    json_write_bool(w, true);
    json_write_bool(w, false);
    json_write_int(w, INT64_MIN);
    json_open_array(w);
    json_close_array(w);
    json_open_object(w);
    json_close_object(w);
    json_close_array(w);
    json_key(w, BASE_STR("s"));
    json_write_string(w, BASE_STR("\"\\/\b\f\n\r\t\x01\x1f\x7f\xC3\xA9"));
    json_key(w, BASE_STR("r"));
    json_write_raw(w, BASE_STR("{ \"x y\" :\t[ 1 ,\r\n\"\\\" z\" ] }"));
    json_close_object(w);
}

static void expect_sample(bool indented, const char *expected)
{
    base_buffer buffer;
    json_writer writer;
    base_buffer_init(&buffer, base_context_use(NULL));
    json_writer_init(&writer, &buffer, indented);
    write_sample(&writer);
    assert_string_equal(buffer.data, expected);
    base_buffer_finish(&buffer);
}

static void test_writes_compactly(void **state)
{
    (void)state;
    expect_sample(false, "{\"a\\\"b\":[null,true,false,-9223372036854775808,[],{}],"
                         "\"s\":\"\\\"\\\\/\\b\\f\\n\\r\\t\\u0001\\u001f\x7f\xC3\xA9\","
                         "\"r\":{\"x y\":[1,\"\\\" z\"]}}");
}

static void test_writes_indented(void **state)
{
    (void)state;
    expect_sample(true, "{\n  \"a\\\"b\": [\n    null,\n    true,\n    false,\n    -9223372036854775808,\n    [],\n    {}\n  ],\n"
                        "  \"s\": \"\\\"\\\\/\\b\\f\\n\\r\\t\\u0001\\u001f\x7f\xC3\xA9\",\n"
                        "  \"r\": { \"x y\" :\t[ 1 ,\r\n\"\\\" z\" ] }\n}");
}

static void test_writes_a_bare_value(void **state)
{
    base_buffer buffer;
    json_writer writer;
    (void)state;
    base_buffer_init(&buffer, base_context_use(NULL));
    json_writer_init(&writer, &buffer, true);
    json_write_string(&writer, BASE_STR(""));
    assert_string_equal(buffer.data, "\"\"");
    base_buffer_finish(&buffer);
}

/* The spelling of RFC 8785, byte by byte. */
static void put_slowly(base_buffer *out, base_str text)
{
    base_put_char(out, '"');
    for (size_t i = 0; i < text.length; i++) {
        const char *const letters = "\"\\bfnrt", *const meant = "\"\\\b\f\n\r\t";
        const char *sign = strchr(meant, text.at[i]);
        if (sign != NULL)
            base_putf(out, "\\%c", letters[sign - meant]);
        else if ((unsigned char)text.at[i] < 0x20)
            base_putf(out, "\\u%04x", (unsigned)text.at[i]);
        else
            base_put_char(out, text.at[i]);
    }
    base_put_char(out, '"');
}

/* Texts of all lengths about the eight bytes that are looked at together, with each sign at each place. */
static void test_a_sign_at_any_place(void **state)
{
    static const char signs[] = "\"\\\b\f\n\r\t\x01\x1f\x20\x7f\xC3";
    base_buffer found, expected;
    (void)state;
    base_buffer_init(&found, base_context_use(NULL));
    base_buffer_init(&expected, base_context_use(NULL));
    for (size_t length = 0; length <= 26; length++)
        for (size_t place = 0; place < (length > 0 ? length : 1); place++)
            for (const char *sign = signs; *sign != '\0'; sign++) {
                char text[] = "abcdefghijklmnopqrstuvwxyz";
                text[place] = *sign;
                base_buffer_clear(&found);
                base_buffer_clear(&expected);
                json_put_string(&found, (base_str){ text, length });
                put_slowly(&expected, (base_str){ text, length });
                assert_string_equal(found.data, expected.data);
            }
    base_buffer_finish(&expected);
    base_buffer_finish(&found);
}

static void expect_again(bool indented, const char *expected)
{
    base_buffer buffer;
    json_writer writer;
    size_t start = 0, length = 0;
    base_buffer_init(&buffer, base_context_use(NULL));
    json_writer_init(&writer, &buffer, indented);
    json_open_array(&writer);
    for (int i = 0; i < 3; i++) {
        json_open_object(&writer);
        if (i == 0) {
            start = buffer.length;
            json_key_plain(&writer, BASE_STR("a"));
            json_write_plain(&writer, BASE_STR("b"));
            length = buffer.length - start;
        } else
            json_write_again(&writer, start, length);
        json_key_plain(&writer, BASE_STR("i"));
        json_write_int(&writer, i);
        json_close_object(&writer);
    }
    json_close_array(&writer);
    assert_string_equal(buffer.data, expected);
    base_buffer_finish(&buffer);
}

static void test_writes_again(void **state)
{
    (void)state;
    expect_again(false, "[{\"a\":\"b\",\"i\":0},{\"a\":\"b\",\"i\":1},{\"a\":\"b\",\"i\":2}]");
    expect_again(true, "[\n  {\n    \"a\": \"b\",\n    \"i\": 0\n  },\n  {\n    \"a\": \"b\",\n    \"i\": 1\n  },\n"
                       "  {\n    \"a\": \"b\",\n    \"i\": 2\n  }\n]");
}

static void test_raw_values_are_made_canonical(void **state)
{
    base_buffer buffer;
    json_writer writer;
    (void)state;
    base_buffer_init(&buffer, base_context_use(NULL));
    base_put(&buffer, "before ");
    json_writer_init_canonical(&writer, &buffer);
    json_open_object(&writer);
    json_key(&writer, BASE_STR("a"));
    json_write_raw(&writer, BASE_STR("{\"d\": 1.0, \"c\": []}"));
    json_key(&writer, BASE_STR("b"));
    json_write_raw(&writer, BASE_STR(" 1000"));
    json_close_object(&writer);
    assert_string_equal(buffer.data, "before {\"a\":{\"c\":[],\"d\":1},\"b\":1e3}");
    base_buffer_finish(&buffer);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_writes_compactly),
        cmocka_unit_test(test_writes_indented),
        cmocka_unit_test(test_writes_a_bare_value),
        cmocka_unit_test(test_a_sign_at_any_place),
        cmocka_unit_test(test_writes_again),
        cmocka_unit_test(test_raw_values_are_made_canonical),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

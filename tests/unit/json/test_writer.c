/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_writes_compactly),
        cmocka_unit_test(test_writes_indented),
        cmocka_unit_test(test_writes_a_bare_value),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

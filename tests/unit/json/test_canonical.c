/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>
#include "json/writer.h"

static const struct { const char *text, *canonical; } pairs[] = {
    { " null ", "null" },
    { "[ true , false , null ]", "[true,false,null]" },
    { "{ }", "{}" },
    { "{\"b\":1,\"a\":2,\"\":3,\"ab\":4,\"B\":5}", "{\"\":3,\"B\":5,\"a\":2,\"ab\":4,\"b\":1}" },
    { "{\"c\":{\"z\":[],\"y\":[{\"q\":1,\"p\":2}]},\"b\":3,\"a\":{}}", "{\"a\":{},\"b\":3,\"c\":{\"y\":[{\"p\":2,\"q\":1}],\"z\":[]}}" },
    /* by code point: U+FF5E before U+1F600, which UTF-16 would turn round */
    { "{\"\xF0\x9F\x98\x80\":1,\"\xEF\xBD\x9E\":2}", "{\"\xEF\xBD\x9E\":2,\"\xF0\x9F\x98\x80\":1}" },
    { "\"\\u00e9\\/\\u001f\\u0009\\ud83d\\ude00\\u007f\"", "\"\xC3\xA9/\\u001f\\t\xF0\x9F\x98\x80\x7f\"" },
    { "[3,1,2]", "[3,1,2]" },
};

static const struct { const char *text, *canonical; } numbers[] = {
    { "0", "0" }, { "-0", "0" }, { "-0.000e99999999999999999999", "0" }, { "0e-5", "0" },
    { "1", "1" }, { "1.0", "1" }, { "1e0", "1" }, { "10e-1", "1" }, { "0.1e1", "1" }, { "-1.50", "-1.5" },
    { "100", "100" }, { "1000", "1e3" }, { "1e2", "100" }, { "1E+3", "1e3" }, { "12000", "12e3" }, { "1200", "1200" },
    { "0.5", "0.5" }, { "5e-1", "0.5" }, { "0.05", "0.05" }, { "0.005", "5e-3" }, { "0.00123", "123e-5" },
    { "123.456", "123.456" }, { "123456e-3", "123.456" }, { "12e-10", "12e-10" }, { "1.2e-9", "12e-10" },
    { "0.123", "0.123" }, { "1e400", "1e400" }, { "10e399", "1e400" }, { "-1e-400", "-1e-400" },
    { "123456789012345678901234567890123456789", "123456789012345678901234567890123456789" },
    { "1e0000000000000000000000003", "1e3" },
    { "1e99999999999999999999", "1e99999999999999999999" },
    { "10e99999999999999999998", "1e99999999999999999999" },
    { "100e99999999999999999998", "1e100000000000000000000" },
    { "0.1e99999999999999999999", "1e99999999999999999998" },
    { "1.5e1000000000000000000", "15e999999999999999999" },
    { "15e999999999999999999", "15e999999999999999999" },
    { "10e-1000000000000000000", "1e-999999999999999999" },
    { "0.1e-99999999999999999999", "1e-100000000000000000000" },
    { "1e-00099999999999999999999", "1e-99999999999999999999" },
};

static void expect_canonical(const char *text, const char *canonical)
{
    const cw_context *context = base_context_use(NULL);
    base_buffer buffer;
    base_buffer_init(&buffer, context);
    assert_int_equal(json_write_canonical(&buffer, context, base_str_of(text)), CW_OK);
    assert_string_equal(buffer.data, canonical);
    base_buffer_finish(&buffer);
}

static void test_sorts_and_shortens(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
        expect_canonical(pairs[i].text, pairs[i].canonical);
        expect_canonical(pairs[i].canonical, pairs[i].canonical);
    }
}

static void test_spells_numbers_shortest(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
        expect_canonical(numbers[i].text, numbers[i].canonical);
        expect_canonical(numbers[i].canonical, numbers[i].canonical);
        assert_true(strlen(numbers[i].canonical) <= strlen(numbers[i].text));
    }
}

/* Only with very many digits does a point before an exponent save anything. */
static void test_a_point_where_it_shortens_the_exponent(void **state)
{
    char text[1100], expected[1100];
    (void)state;
    memset(text, '7', 902);
    strcpy(text + 902, "e-1000");
    memset(expected, '7', 903);
    expected[1] = '.';
    strcpy(expected + 903, "e-99");
    expect_canonical(text, expected);
    expect_canonical(expected, expected);
    memset(text, '7', 996);
    strcpy(text + 996, "e-1000");
    memset(expected, '7', 997);
    expected[1] = '.';
    strcpy(expected + 997, "e-5");
    expect_canonical(text, expected);
}

static void test_writes_a_part_of_a_tree(void **state)
{
    base_arena arena;
    base_buffer buffer;
    json_tree tree;
    (void)state;
    base_arena_init(&arena, base_context_use(NULL));
    base_buffer_init(&buffer, arena.context);
    assert_int_equal(json_read_valid(&arena, BASE_STR("[1,{\"k\":[{\"b\":1.0,\"a\":[]}]},2]"), &tree), CW_OK);
    assert_int_equal(json_write_canonical_node(&buffer, &tree, 3), CW_OK);
    assert_string_equal(buffer.data, "[{\"a\":[],\"b\":1}]");
    base_buffer_clear(&buffer);
    assert_int_equal(json_write_canonical_node(&buffer, &tree, tree.count - 1), CW_OK);
    assert_string_equal(buffer.data, "2");
    base_buffer_finish(&buffer);
    base_arena_finish(&arena);
}

static void test_refuses_what_is_no_json(void **state)
{
    const cw_context *context = base_context_use(NULL);
    base_buffer buffer;
    (void)state;
    base_buffer_init(&buffer, context);
    assert_int_equal(json_write_canonical(&buffer, context, BASE_STR("{\"a\":1,\"a\":[}")), CW_ERR_INPUT);
    assert_int_equal(json_write_canonical(&buffer, context, BASE_STR("{\"a\":1,\"a\":2}")), CW_ERR_INPUT);
    base_buffer_finish(&buffer);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sorts_and_shortens),
        cmocka_unit_test(test_spells_numbers_shortest),
        cmocka_unit_test(test_a_point_where_it_shortens_the_exponent),
        cmocka_unit_test(test_writes_a_part_of_a_tree),
        cmocka_unit_test(test_refuses_what_is_no_json),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

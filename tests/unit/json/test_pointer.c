/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "json/tree.h"

static const char text[] = "{\"a\": [1, {\"x/y\": null, \"m~n\": []}], \"\": 2, \"b\": \"s\"}";

static void read_tree(base_arena *arena, json_tree *tree)
{
    base_arena_init(arena, base_context_use(NULL));
    assert_int_equal(json_read_valid(arena, BASE_STR(text), tree), CW_OK);
}

static void test_puts_pointers(void **state)
{
    static const char *const pointers[] = { "", "/a", "/a/0", "/a/1", "/a/1/x~1y", "/a/1/m~0n", "/", "/b" };
    base_arena arena;
    json_tree tree;
    base_buffer buffer;
    (void)state;
    read_tree(&arena, &tree);
    base_buffer_init(&buffer, arena.context);
    assert_int_equal(tree.count, sizeof pointers / sizeof pointers[0]);
    for (int32_t i = 0; i < tree.count; i++) {
        base_buffer_clear(&buffer);
        base_put(&buffer, "#");
        json_put_pointer(&buffer, &tree, i);
        assert_string_equal(buffer.data + 1, pointers[i]);
    }
    base_buffer_finish(&buffer);
    base_arena_finish(&arena);
}

static void test_puts_pointers_without_keys_that_may_be_names(void **state)
{
    static const char *const pointers[] = { "", "/a", "/a/0", "/a/1", "/a/1", "/a/1", "", "/b" };
    base_arena arena;
    json_tree tree;
    base_buffer buffer;
    (void)state;
    read_tree(&arena, &tree);
    base_buffer_init(&buffer, arena.context);
    for (int32_t i = 0; i < tree.count; i++) {
        base_buffer_clear(&buffer);
        base_put(&buffer, "#");
        json_put_plain_pointer(&buffer, &tree, i);
        assert_string_equal(buffer.data + 1, pointers[i]);
    }
    base_buffer_finish(&buffer);
    base_arena_finish(&arena);
}

static void test_knows_plain_keys(void **state)
{
    static const struct { const char *key; bool plain; } keys[] = {
        { "", false }, { "a", true }, { "case_opened_2", true }, { "Leo", false }, { "leo doe", false }, { "l\xC3\xA9o", false },
        { "a-b", false }, { "a.b", false }, { "0123456789012345678901234567890123456789", true },
        { "01234567890123456789012345678901234567890", false } };
    (void)state;
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++)
        assert_int_equal(json_key_is_plain(base_str_of(keys[i].key)), keys[i].plain);
}

static void test_finds_members(void **state)
{
    base_arena arena;
    json_tree tree;
    (void)state;
    read_tree(&arena, &tree);
    assert_int_equal(json_member(&tree, 0, "a"), 1);
    assert_int_equal(json_member(&tree, 0, ""), 6);
    assert_int_equal(json_member(&tree, 0, "b"), 7);
    assert_int_equal(json_member(&tree, 0, "c"), -1);
    assert_int_equal(json_member(&tree, 1, "0"), -1);
    assert_int_equal(json_member(&tree, 7, "s"), -1);
    assert_int_equal(json_first(&tree, 5), -1);
    assert_int_equal(json_first(&tree, 1), 2);
    base_arena_finish(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_puts_pointers),
        cmocka_unit_test(test_puts_pointers_without_keys_that_may_be_names),
        cmocka_unit_test(test_knows_plain_keys),
        cmocka_unit_test(test_finds_members),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

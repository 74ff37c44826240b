/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <string.h>
#include "json/writer.h"

/* Writes a tree member by member. */
static void write_tree(json_writer *writer, const json_tree *tree)
{
    for (int32_t i = 0, next; i >= 0; i = next) {
        const json_node *node = &tree->nodes[i];
        if (node->keyed)
            json_key(writer, json_key_of(tree, i));
        if (node->type == JSON_OBJECT)
            json_open_object(writer);
        else if (node->type == JSON_ARRAY)
            json_open_array(writer);
        else if (node->type == JSON_STRING)
            json_write_string(writer, json_text_of(tree, i));
        else
            json_write_raw(writer, (base_str){ tree->text.at + node->offset, (size_t)(node->end - node->offset) });
        next = json_first(tree, i);
        for (int32_t at = i; next < 0 && at >= 0; at = tree->nodes[at].parent) {
            if (tree->nodes[at].type == JSON_OBJECT)
                json_close_object(writer);
            else if (tree->nodes[at].type == JSON_ARRAY)
                json_close_array(writer);
            next = tree->nodes[at].next;
        }
    }
}

/* Written in order or sorted afterwards, the text is the same. */
static void assert_sorts(const char *text)
{
    base_arena arena;
    base_buffer found, expected;
    json_tree tree;
    json_writer writer;
    json_sorter sorter;
    base_arena_init(&arena, base_context_use(NULL));
    base_buffer_init(&found, arena.context);
    base_buffer_init(&expected, arena.context);
    assert_int_equal(json_read_valid(&arena, base_str_of(text), &tree), CW_OK);
    json_writer_init_canonical(&writer, &found, &sorter);
    write_tree(&writer, &tree);
    assert_int_equal(sorter.count, 0);
    json_sorter_finish(&sorter);
    assert_false(found.failed);
    assert_int_equal(json_write_canonical(&expected, arena.context, base_str_of(text)), CW_OK);
    assert_string_equal(found.data, expected.data);
    base_buffer_finish(&expected);
    base_buffer_finish(&found);
    base_arena_finish(&arena);
}

static void test_sorts_objects(void **state)
{
    static const char *const texts[] = {
        "{}", "[]", "null", "\"a\"", "1.50", "{\"a\":1}", "{\"b\":1,\"a\":2}", "{\"a\":1,\"b\":2,\"c\":3}",
        "{\"c\":{\"z\":[1e0,{\"y\":1,\"x\":2}],\"b\":{}},\"a\":[],\"\":\"\\u0041\",\"B\":true,\"\xC3\xA9\":1,\"\xF0\x9F\x98\x80\":2,\"~\":3}",
        "[{\"b\":[{\"d\":1,\"c\":2}],\"a\":{\"f\":1,\"e\":2}},{\"b\":1,\"a\":2}]",
        "{\"aa\":1,\"a\":2,\"ab\":3,\"a\\\"\":4,\"a\\n\":5}",
    };
    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        assert_sorts(texts[i]);
}

static void test_sorts_many_members(void **state)
{
    static char text[40000];
    size_t length = 0;
    (void)state;
    for (int i = 0; i < 2000; i++)
        length += (size_t)snprintf(text + length, sizeof text - length, "%s\"k%d\":%d", i ? "," : "{", i * 7919 % 2000, i);
    snprintf(text + length, sizeof text - length, "}");
    assert_sorts(text);
}

static void test_keeps_what_stood_before(void **state)
{
    base_buffer buffer;
    json_writer writer;
    json_sorter sorter;
    (void)state;
    base_buffer_init(&buffer, base_context_use(NULL));
    base_put(&buffer, "before ");
    json_writer_init_canonical(&writer, &buffer, &sorter);
    json_open_object(&writer);
    json_key(&writer, BASE_STR("b"));
    json_write_null(&writer);
    json_key(&writer, BASE_STR("a"));
    json_write_raw(&writer, BASE_STR("{\"d\": 1.0, \"c\": []}"));
    json_close_object(&writer);
    json_sorter_finish(&sorter);
    assert_string_equal(buffer.data, "before {\"a\":{\"c\":[],\"d\":1},\"b\":null}");
    base_buffer_finish(&buffer);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sorts_objects), cmocka_unit_test(test_sorts_many_members),
        cmocka_unit_test(test_keeps_what_stood_before),
    };
    return cmocka_run_group_tests_name("json/sorter", tests, NULL, NULL);
}

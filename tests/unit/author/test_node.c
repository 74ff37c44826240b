/* SPDX-License-Identifier: MIT */
/* JSON texts that can be changed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "author/node.h"

static const char family[] =
    "{\"id\": \"f\", \"members\": [{\"id\": \"ann\"}, {\"id\": \"7\"}, {\"born\": null}], \"a/b~\": [true, false, 1e2, []], \"\": {}}";

typedef struct world { base_arena arena; cw_diag *diag; author_node *root; } world;

static author_node *parse(world *world, const char *text)
{
    json_tree tree;
    assert_int_equal(json_read(&world->arena, BASE_STR("t"), 1, base_str_of(text), world->diag, &tree), CW_OK);
    author_node *root = author_node_tree(&world->arena, &tree, 10, true);
    assert_non_null(root);
    return root;
}

static int begin(void **state)
{
    static world world;
    base_arena_init(&world.arena, NULL);
    assert_int_equal(base_diag_new(NULL, &world.diag), CW_OK);
    world.root = parse(&world, family);
    *state = &world;
    return 0;
}

static int end(void **state)
{
    world *world = *state;
    base_diag_drop(world->diag);
    base_arena_finish(&world->arena);
    return 0;
}

static void assert_written(const author_node *root, const char *expected)
{
    base_buffer buffer;
    base_buffer_init(&buffer, NULL);
    author_node_put(&buffer, root);
    assert_false(buffer.failed);
    assert_string_equal(buffer.data, expected);
    base_buffer_finish(&buffer);
}

static author_node *at(const world *world, const char *pointer)
{
    return (author_node *)author_node_at(world->root, base_str_of(pointer));
}

static void test_written_as_read(void **state)
{
    world *world = *state;
    static const char *const texts[] = {"1", "\"x\"", "[]", "{}", "null", "[[],{}]", "[[1,[2]],{\"a\":{\"b\":[]}},3]"};
    assert_written(world->root, "{\"id\":\"f\",\"members\":[{\"id\":\"ann\"},{\"id\":\"7\"},{\"born\":null}],"
                                "\"a/b~\":[true,false,1e2,[]],\"\":{}}");
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        assert_written(parse(world, texts[i]), texts[i]);
}

static void test_found(void **state)
{
    world *world = *state;
    const author_node *members = author_node_member(world->root, BASE_STR("members"));
    assert_ptr_equal(author_node_item(members, BASE_STR("ann")), members->first);
    /* An id comes before an index. */
    assert_ptr_equal(author_node_item(members, BASE_STR("7")), members->first->next);
    assert_ptr_equal(author_node_item(members, BASE_STR("2")), members->last);
    assert_null(author_node_item(members, BASE_STR("3")));
    assert_null(author_node_item(members, BASE_STR("")));
    assert_null(author_node_item(members, BASE_STR("99999999999999999999")));
    assert_null(author_node_item(world->root, BASE_STR("0")));
    assert_null(author_node_member(members, BASE_STR("id")));
    assert_null(author_node_member(world->root, BASE_STR("member")));
    assert_int_equal(author_node_id(members->last).length, 0);
}

static void test_pointers(void **state)
{
    world *world = *state;
    assert_ptr_equal(at(world, ""), world->root);
    assert_ptr_equal(at(world, "/members/0/id"), at(world, "/members/0")->first);
    assert_int_equal(at(world, "/a~1b~0/1")->type, JSON_FALSE);
    assert_int_equal(at(world, "/")->type, JSON_OBJECT);
    assert_ptr_not_equal(at(world, "/"), world->root);
    /* What is not there: the innermost on the way. */
    assert_ptr_equal(at(world, "/members/9/id"), at(world, "/members"));
    assert_ptr_equal(at(world, "/a~1b/0"), world->root);
    assert_ptr_equal(at(world, "/id/x"), at(world, "/id"));
}

static void test_places(void **state)
{
    world *world = *state;
    const author_node *id = at(world, "/id");
    assert_int_equal(id->key_at.start, 11);
    assert_int_equal(id->key_at.end, 15);
    assert_int_equal(id->at.start, 17);
    assert_int_equal(id->at.end, 20);
    assert_true(id->edited);
}

static void test_removed(void **state)
{
    world *world = *state;
    author_node_remove(at(world, "/members/1"));
    author_node_remove(at(world, "/a~1b~0"));
    author_node_remove(at(world, "/"));
    assert_written(world->root, "{\"id\":\"f\",\"members\":[{\"id\":\"ann\"},{\"born\":null}]}");
    author_node_remove(at(world, "/members/1"));
    author_node_remove(at(world, "/members/0"));
    author_node_remove(at(world, "/id"));
    assert_written(world->root, "{\"members\":[]}");
    author_node_append(at(world, "/members"), parse(world, "1"));
    author_node_append(at(world, "/members"), parse(world, "2"));
    assert_written(world->root, "{\"members\":[1,2]}");
}

static void test_replaced(void **state)
{
    world *world = *state;
    author_node_remove(at(world, "/a~1b~0"));
    author_node_replace(at(world, "/id"), parse(world, "[1]"));
    author_node_replace(at(world, "/members/1"), parse(world, "2"));
    author_node_replace(at(world, "/members/2"), parse(world, "3"));
    author_node_append(at(world, "/members"), parse(world, "4"));
    assert_written(world->root, "{\"id\":[1],\"members\":[{\"id\":\"ann\"},2,3,4],\"\":{}}");
}

static void test_copied(void **state)
{
    world *world = *state;
    author_node *copy = author_node_copy(&world->arena, world->root), *part = author_node_copy(&world->arena, at(world, "/members"));
    part->key = (base_str){0};
    assert_null(part->parent);
    assert_null(part->next);
    author_node_remove(copy->first);
    author_node_append(part, parse(world, "1"));
    assert_written(part, "[{\"id\":\"ann\"},{\"id\":\"7\"},{\"born\":null},1]");
    assert_true(base_str_equal(copy->first->key, BASE_STR("members")));
    assert_ptr_equal(copy->last->parent, copy);
    assert_true(base_str_equal(world->root->first->key, BASE_STR("id")));
    assert_null(at(world, "/members/2")->next);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_copied, begin, end),
        cmocka_unit_test_setup_teardown(test_written_as_read, begin, end), cmocka_unit_test_setup_teardown(test_found, begin, end),
        cmocka_unit_test_setup_teardown(test_pointers, begin, end),        cmocka_unit_test_setup_teardown(test_places, begin, end),
        cmocka_unit_test_setup_teardown(test_removed, begin, end),         cmocka_unit_test_setup_teardown(test_replaced, begin, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

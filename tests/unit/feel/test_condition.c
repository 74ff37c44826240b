/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "front.h"

enum { PARAMETERS_MOST = 3 };

/* Declares a condition whose body is the text behind `=` in the front's source, to the end of that line. */
static feel_condition *declare(front *front, const char *name, int32_t count, const char *const *parameters, const char *body)
{
    feel_condition *condition = base_arena_alloc(&front->arena, sizeof *condition);
    base_str *names = base_arena_array(&front->arena, PARAMETERS_MOST, sizeof *names);
    feel_source *source = base_arena_alloc(&front->arena, sizeof *source);
    for (int32_t i = 0; i < count; i++)
        names[i] = base_str_of(parameters[i]);
    *source = (feel_source){BASE_STR("conditions.rules"), base_str_of(body)};
    *condition = (feel_condition){.name = base_str_of(name), .source = source, .body_end = (uint32_t)strlen(body), .parameter_count = count,
                                  .parameters = names, .scope = &front->scope};
    front_declare(front, name, FEEL_AS_CONDITION, 0, NULL)->condition = condition;
    return condition;
}

#define PARAMETERS(...) (const char *const[]){__VA_ARGS__}

static const feel_node *check(front *front, const char *text, uint32_t *slots)
{
    front->source.text = base_str_of(text);
    feel_node *tree = feel_parse(&front->compiler, 0, (uint32_t)strlen(text));
    assert_non_null(tree);
    return feel_check(&front->compiler, tree, &front->scope, 3, NULL, "", slots);
}

static void calls(void **state)
{
    (void)state;
    front front;
    uint32_t slots;
    front_begin(&front, "", 0);
    feel_condition *busy = declare(&front, "busy", 0, NULL, "open and count(books) > 3");
    feel_condition *junior = declare(&front, "junior", 1, PARAMETERS("who"), "who.level = \"junior\"");
    assert_string_equal(front_tree(&front, check(&front, "busy and junior(members[1])", &slots)),
                        "(and (call 3 busy) (call 3 junior (index (host members) 1)))");
    assert_true(busy->called);
    assert_true(junior->called);
    assert_int_equal(slots, 4);
    assert_string_equal(front_tree(&front, busy->instances->body), "(and (host open) (greater (builtin count (host books)) 3))");
    assert_string_equal(front_tree(&front, junior->instances->body), "(equal (field level (slot 0)) \"junior\")");
    front_end(&front);
}

static void one_instance_for_each_combination_of_types(void **state)
{
    (void)state;
    front front;
    uint32_t slots;
    front_begin(&front, "", 0);
    feel_condition *named = declare(&front, "same", 2, PARAMETERS("a", "b"), "a = b");
    const feel_node *node = check(&front, "[same(members[1], members[2]), same(members[3], null), same(1, 2), same(1, \"a\" + \"b\")]", &slots);
    assert_null(node);
    assert_string_equal(front_told(&front),
                        "470 1:1 a number never equals a string | where `same` is called with a number, a string");
    assert_int_equal(front.compiler.instances, 4);
    base_diag_clear(front.diag);
    named->instances = NULL;
    node = check(&front, "[same(members[1], members[2]), same(1, 2), same(members[3], members[1]), same(null, null)]", &slots);
    assert_ptr_equal(node->kids[0]->handle, node->kids[2]->handle);
    assert_ptr_not_equal(node->kids[0]->handle, node->kids[1]->handle);
    assert_ptr_equal(node->kids[3]->type, &feel_type_boolean);
    front_end(&front);
}

static void the_result_has_the_bodys_type(void **state)
{
    (void)state;
    front front;
    uint32_t slots;
    front_begin(&front, "", 0);
    declare(&front, "owed", 1, PARAMETERS("who"), "who.books[due != null]");
    assert_string_equal(front_tree(&front, check(&front, "owed(members[1]).title", &slots)),
                        "(map 3 (call 3 owed (index (host members) 1)) (field title (slot 3)))");
    assert_int_equal(slots, 5);
    front_end(&front);
}

/* Frames begin behind what is in use, and behind the arguments already found. */
static void frames_do_not_overlap(void **state)
{
    (void)state;
    front front;
    uint32_t slots;
    front_begin(&front, "", 0);
    declare(&front, "f", 1, PARAMETERS("a"), "some q in books satisfies q = a");                       /* frame of 2 */
    declare(&front, "g", 2, PARAMETERS("a", "b"), "some q in books satisfies f(q) and a = b");          /* 3 and the 2 of f */
    const feel_node *node = check(&front, "some r in members satisfies g(r, members[f(best)][1])", &slots);
    assert_string_equal(front_tree(&front, node),
                        "(some 3 r (host members) (call 4 g (slot 3) (index (filter 5 (host members) (call 6 f (host best))) 1)))");
    const feel_node *g = node->kids[1];
    const feel_instance *instance = g->handle;
    assert_string_equal(front_tree(&front, instance->body), "(some 2 q (host books) (and (call 3 f (slot 2)) (equal (slot 0) (slot 1))))");
    assert_int_equal(instance->frames, 5);
    assert_int_equal(slots, 9);
    front_end(&front);
}

static void a_body_sees_no_variables_of_the_caller(void **state)
{
    (void)state;
    front front;
    uint32_t slots;
    front_begin(&front, "", 0);
    declare(&front, "f", 0, NULL, "q.active");
    assert_null(check(&front, "some q in members satisfies f", &slots));
    assert_string_equal(front_told(&front), "450 1:1 unknown name `q`");
    assert_string_equal(base_diag_at(front.diag, 0)->source, "conditions.rules");
    front_end(&front);
}

static void errors_of_a_body_are_told_once(void **state)
{
    (void)state;
    front front;
    uint32_t slots;
    front_begin(&front, "", 0);
    declare(&front, "f", 1, PARAMETERS("who"), "who.naem = 1 or foo");
    declare(&front, "broken", 0, NULL, "1 +");
    assert_null(check(&front, "f(members[1]) and f(books[1]) and f(members[2]) and broken and broken and baz", &slots));
    assert_string_equal(front_told(&front),
                        "451 1:5 a member has no field `naem` | did you mean `name`?; where `f` is called with a member\n"
                        "450 1:17 unknown name `foo` | where `f` is called with a member\n"
                        "410 1:4 expected an expression, found the end\n"
                        "450 1:75 unknown name `baz`");
    front_end(&front);
}

static void wrong_calls(void **state)
{
    (void)state;
    front front;
    uint32_t slots;
    front_begin(&front, "", 0);
    declare(&front, "f", 1, PARAMETERS("who"), "who.active");
    declare(&front, "g", 0, NULL, "open");
    assert_null(check(&front, "f and f() and f(1, 2) and g() and g(1)", &slots));
    assert_null(check(&front, "ff(1)", &slots));
    assert_null(check(&front, "documented(g)", &slots));
    assert_string_equal(front_told(&front),
                        "458 1:1 condition `f` needs its arguments in parentheses\n"
                        "461 1:7 `f` takes 1 argument, found 0\n"
                        "461 1:15 `f` takes 1 argument, found 2\n"
                        "459 1:27 `g` takes no arguments and is written without parentheses\n"
                        "459 1:35 `g` takes no arguments and is written without parentheses\n"
                        "455 1:1 unknown function `ff` | did you mean `f`?\n"
                        "465 1:12 `documented` takes a path of names and fields or one variable");
    front_end(&front);
}

static void recursion_is_refused(void **state)
{
    (void)state;
    front front;
    uint32_t slots;
    front_begin(&front, "", 0);
    feel_condition *self = declare(&front, "self", 1, PARAMETERS("a"), "self([a])");
    declare(&front, "even_one", 0, NULL, "odd_one");
    declare(&front, "odd_one", 0, NULL, "even_one");
    assert_null(check(&front, "self(1)", &slots));
    assert_null(check(&front, "even_one", &slots));
    assert_string_equal(front_told(&front),
                        "463 1:1 condition `self` calls itself | where `self` is called with a number\n"
                        "463 1:1 condition `even_one` calls itself");
    assert_false(self->running);
    front_end(&front);
}

/* Declares c0 to c<count - 1>, each calling the one before, c0 being true. */
static void declare_chain(front *front, int count)
{
    for (int i = 0; i < count; i++) {
        char *name = base_arena_alloc(&front->arena, 32), *body = base_arena_alloc(&front->arena, 32);
        snprintf(name, 32, "c%d", i);
        snprintf(body, 32, "c%d", i - 1);
        declare(front, name, 0, NULL, i ? body : "true");
    }
}

static void depth_goes_through_calls(void **state)
{
    (void)state;
    front front;
    uint32_t slots;
    front_begin(&front, "", 0);
    declare_chain(&front, 20000);
    const feel_node *node = check(&front, "c198", &slots);
    assert_int_equal(node->depth, FRONT_DEPTH);
    assert_null(check(&front, "c199", &slots));
    assert_string_equal(front_told(&front), "412 1:1 the expression nests deeper than 200 levels | conditions that it calls count too");
    base_diag_clear(front.diag);
    assert_null(check(&front, "c19999", &slots));
    assert_int_equal(base_diag_count(front.diag), 1);
    front_end(&front);
}

static void instances_are_bounded(void **state)
{
    (void)state;
    front front;
    uint32_t slots;
    front_begin(&front, "", 0);
    declare(&front, "f", 3, PARAMETERS("a", "b", "c"), "true");
    static const char *const values[] = {"1", "true", "\"a\"", "open", "founded", "@\"P1D\"", "@\"P1M\"", "best", "members[1]", "[1]"};
    char text[64];
    bool failed = false;
    for (int i = 0; i < 1000 && !failed; i++) {
        snprintf(text, sizeof text, "f(%s, %s, %s)", values[i % 10], values[i / 10 % 10], values[i / 100]);
        failed = !check(&front, text, &slots);
    }
    assert_true(failed);
    assert_int_equal(front.compiler.instances, FEEL_INSTANCES_EACH);
    assert_string_equal(front_told(&front), "464 1:1 condition `f` is called with too many different kinds of arguments");
    front_end(&front);
}

static void the_text_of_instances_is_bounded(void **state)
{
    (void)state;
    front front;
    uint32_t slots;
    front_begin(&front, "", 0);
    declare(&front, "f", 1, PARAMETERS("a"), "true");
    assert_non_null(check(&front, "f(1)", &slots));
    front.compiler.instance_bytes = FEEL_INSTANCE_BYTES_MOST - 3;
    assert_null(check(&front, "f(\"a\")", &slots));
    front.compiler.instance_bytes = FEEL_INSTANCE_BYTES_MOST - 4;
    assert_non_null(check(&front, "f(\"a\")", &slots));
    front.compiler.instances = FEEL_INSTANCES_MOST;
    assert_null(check(&front, "f(true)", &slots));
    assert_int_equal(base_diag_errors(front.diag), 2);
    front_end(&front);
}

static void an_uncalled_condition_is_checked(void **state)
{
    (void)state;
    front front;
    front_begin(&front, "", 0);
    feel_condition *good = declare(&front, "good", 2, PARAMETERS("a", "b"),
                                   "a.level = \"x\" and b[due > 3].title = a + b and (some q in a.books satisfies q.lent) and a[c]");
    feel_condition *bad = declare(&front, "bad", 1, PARAMETERS("a"), "a.b = foo and count() and 1 < \"a\"");
    feel_check_uncalled(&front.compiler, good);
    assert_string_equal(front_told(&front), "");
    feel_check_uncalled(&front.compiler, bad);
    assert_string_equal(front_told(&front),
                        "450 1:7 unknown name `foo`\n"
                        "461 1:15 `count` takes 1 argument, found 0 | write `count(list)`\n"
                        "471 1:27 `<` cannot order a number and a string");
    assert_false(good->called);
    front_end(&front);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(calls),
        cmocka_unit_test(one_instance_for_each_combination_of_types),
        cmocka_unit_test(the_result_has_the_bodys_type),
        cmocka_unit_test(frames_do_not_overlap),
        cmocka_unit_test(a_body_sees_no_variables_of_the_caller),
        cmocka_unit_test(errors_of_a_body_are_told_once),
        cmocka_unit_test(wrong_calls),
        cmocka_unit_test(recursion_is_refused),
        cmocka_unit_test(depth_goes_through_calls),
        cmocka_unit_test(instances_are_bounded),
        cmocka_unit_test(the_text_of_instances_is_bounded),
        cmocka_unit_test(an_uncalled_condition_is_checked),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

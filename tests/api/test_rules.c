/* SPDX-License-Identifier: MIT */
#include "fixture.h"

static cw_rules_builder *make_builder(cw_context *context)
{
    cw_rules_builder *builder = NULL;
    assert_int_equal(cw_rules_builder_new(context, &builder), CW_OK);
    return builder;
}

static cw_status add(cw_rules_builder *builder, const char *text)
{
    return cw_rules_builder_add(builder, "x.rules", text, (int64_t)strlen(text));
}

static void refuses(void **state)
{
    cw_rules_builder *builder = make_builder(NULL);
    cw_rules *rules = NULL;
    (void)state;
    assert_int_equal(cw_rules_builder_new(NULL, NULL), CW_ERR_ARGUMENT);
    assert_int_equal(cw_rules_builder_add(NULL, "x", "", 0), CW_ERR_ARGUMENT);
    assert_int_equal(cw_rules_builder_add(builder, NULL, "", 0), CW_ERR_ARGUMENT);
    assert_int_equal(cw_rules_builder_add(builder, "x", NULL, 1), CW_ERR_ARGUMENT);
    assert_int_equal(cw_rules_builder_add(builder, "x", "", -1), CW_ERR_ARGUMENT);
    assert_int_equal(cw_rules_builder_add_pack(NULL, "us-ky"), CW_ERR_ARGUMENT);
    assert_int_equal(cw_rules_builder_add_pack(builder, NULL), CW_ERR_ARGUMENT);
    assert_int_equal(cw_rules_builder_add_pack(builder, "us-zz"), CW_ERR_NOT_FOUND);
    assert_int_equal(cw_rules_builder_compile(NULL, &rules, NULL), CW_ERR_ARGUMENT);
    assert_int_equal(cw_rules_builder_compile(builder, NULL, NULL), CW_ERR_ARGUMENT);
    assert_int_equal(cw_rules_builder_compile(builder, &rules, NULL), CW_ERR_ARGUMENT);   /* empty */
    assert_null(rules);
    cw_rules_builder_release(builder);
    cw_rules_builder_release(NULL);
}

static void compiles(void **state)
{
    cw_rules_builder *builder = make_builder(NULL);
    cw_rules *rules = NULL, *more = NULL;
    (void)state;
    assert_int_equal(add(builder, fixture_rules), CW_OK);
    assert_int_equal(cw_rules_builder_compile(builder, &rules, NULL), CW_OK);
    assert_int_equal(cw_rules_builder_add_pack(builder, "us-ky"), CW_OK);
    assert_int_equal(cw_rules_builder_add_pack(builder, "us-ky"), CW_OK);
    assert_int_equal(cw_rules_builder_compile(builder, &more, NULL), CW_OK);
    cw_rules_builder_release(builder);
    assert_int_equal(cw_rules_count(rules), 3);
    assert_string_equal(cw_rules_name_at(rules, 1), "demo:born");
    assert_null(cw_rules_name_at(rules, 3));
    assert_null(cw_rules_name_at(rules, -1));
    assert_int_equal(cw_rules_find(rules, "demo:born"), 1);
    assert_int_equal(cw_rules_find(rules, "born"), 1);
    assert_int_equal(cw_rules_find(rules, "nothing"), -1);
    assert_int_equal(cw_rules_find(rules, NULL), -1);
    assert_true(cw_rules_count(more) > 3);
    assert_int_equal(cw_rules_find(more, "demo:later"), 2);
    assert_ptr_equal(cw_rules_ref(rules), rules);
    cw_rules_unref(rules);
    cw_rules_unref(rules);
    cw_rules_unref(more);
}

/* A bare name that two sets have names neither rule. */
static void finds_no_ambiguous_name(void **state)
{
    cw_rules_builder *builder = make_builder(NULL);
    cw_rules *rules = NULL;
    (void)state;
    assert_int_equal(add(builder, "language 1\nrules a \"A\"\nrule r\n  title: \"t\"\n  require: true\n"), CW_OK);
    assert_int_equal(add(builder, "language 1\nrules b \"B\"\nrule r\n  title: \"t\"\n  require: true\n"), CW_OK);
    assert_int_equal(cw_rules_builder_compile(builder, &rules, NULL), CW_OK);
    assert_int_equal(cw_rules_find(rules, "r"), -1);
    assert_int_equal(cw_rules_find(rules, "b:r"), 1);
    cw_rules_builder_release(builder);
    cw_rules_unref(rules);
}

static void tells_what_is_wrong(void **state)
{
    cw_rules_builder *builder = make_builder(NULL);
    cw_rules *rules = NULL;
    cw_diag *diag = NULL;
    (void)state;
    assert_int_equal(cw_diag_new(NULL, &diag), CW_OK);
    assert_int_equal(add(builder, "language 1\nrules x \"x\"\nrule r\n  title: \"t\"\n  require: case.opend = null\n"), CW_OK);
    assert_int_equal(cw_rules_builder_compile(builder, &rules, NULL), CW_ERR_INPUT);
    assert_int_equal(cw_rules_builder_compile(builder, &rules, diag), CW_ERR_INPUT);
    assert_null(rules);
    assert_int_equal(cw_diag_errors(diag), 1);
    assert_string_equal(cw_diag_source(diag, 0), "x.rules");
    assert_int_equal(cw_diag_line(diag, 0), 5);
    assert_string_equal(cw_diag_help(diag, 0), "did you mean `opened`?");
    cw_diag_unref(diag);
    cw_rules_builder_release(builder);
}

static void keeps_limits(void **state)
{
    cw_context *context = NULL;
    cw_rules *rules = NULL;
    (void)state;
    assert_int_equal(cw_context_new(&context), CW_OK);
    assert_int_equal(cw_context_set_limit(context, CW_LIMIT_DOCUMENT_BYTES, (int64_t)strlen(fixture_rules)), CW_OK);
    assert_int_equal(cw_context_set_limit(context, CW_LIMIT_RULES, 2), CW_OK);
    cw_rules_builder *builder = make_builder(context);
    assert_int_equal(cw_rules_builder_add(builder, "x", fixture_rules, (int64_t)strlen(fixture_rules) + 1), CW_ERR_LIMIT);
    assert_int_equal(add(builder, fixture_rules), CW_OK);
    assert_int_equal(cw_rules_builder_compile(builder, &rules, NULL), CW_ERR_LIMIT);
    assert_null(rules);
    cw_rules_builder_release(builder);
    cw_context_unref(context);
}

static void runs_out_of_memory(void **state)
{
    heap memory = {.fail_at = -1};
    cw_context *context = heap_context(&memory);
    cw_rules_builder *builder = NULL;
    cw_rules *rules = NULL;
    (void)state;
    memory.fail_at = 0;
    assert_int_equal(cw_rules_builder_new(context, &builder), CW_ERR_NOMEM);
    assert_null(builder);
    memory.fail_at = -1;
    builder = make_builder(context);
    memory.fail_at = 0;
    assert_int_equal(add(builder, fixture_rules), CW_ERR_NOMEM);
    assert_int_equal(cw_rules_builder_add_pack(builder, "us-ky"), CW_ERR_NOMEM);
    memory.fail_at = -1;
    assert_int_equal(add(builder, fixture_rules), CW_OK);
    memory.fail_at = 0;
    assert_int_equal(cw_rules_builder_compile(builder, &rules, NULL), CW_ERR_NOMEM);
    assert_null(rules);
    memory.fail_at = -1;
    assert_int_equal(cw_rules_builder_compile(builder, &rules, NULL), CW_OK);
    cw_rules_builder_release(builder);
    cw_context_unref(context);
    cw_rules_unref(rules);
    assert_int_equal(memory.live, 0);
}

static void lists_packs(void **state)
{
    int found = 0;
    (void)state;
    for (int64_t i = 0; i < cw_pack_count(); i++)
        found += strcmp(cw_pack_name_at(i), "us-ky") == 0;
    assert_int_equal(found, 1);
    assert_null(cw_pack_name_at(-1));
    assert_null(cw_pack_name_at(cw_pack_count()));
}

static void takes_null(void **state)
{
    (void)state;
    assert_null(cw_rules_ref(NULL));
    cw_rules_unref(NULL);
    assert_int_equal(cw_rules_count(NULL), 0);
    assert_null(cw_rules_name_at(NULL, 0));
    assert_int_equal(cw_rules_find(NULL, "r"), -1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(refuses), cmocka_unit_test(compiles), cmocka_unit_test(finds_no_ambiguous_name),
        cmocka_unit_test(tells_what_is_wrong), cmocka_unit_test(keeps_limits), cmocka_unit_test(runs_out_of_memory),
        cmocka_unit_test(lists_packs), cmocka_unit_test(takes_null),
    };
    return cmocka_run_group_tests_name("api/rules", tests, NULL, NULL);
}

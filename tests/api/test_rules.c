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
    assert_int_equal(cw_rules_builder_compile(builder, &rules, NULL), CW_ERR_STATE);   /* empty */
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

/* ---- includes ---- */

static const char county[] =
    "language 1\nrules county \"A county\"\ninclude state\ninclude us-ky\ninclude house.rules-of\n"
    "rule r\n  title: \"t\"\n  for: m in members\n  require: old(m) and grown > 0\n";
static const char the_state[] =
    "language 1\nrules state \"A state\"\ninclude house.rules-of\ncondition old(m) = age(m.born) > limit\n"
    "parameter limit = 17 in [1..99] reading A1\nparameter open : number\nparameter wait = 30 days\n";
static const char house[] = "language 1\nrules house.rules-of \"A house\"\nparameter grown = 1\n";

static void includes(void **state)
{
    cw_rules_builder *builder = make_builder(NULL);
    cw_rules *rules = NULL;
    (void)state;
    assert_int_equal(cw_rules_builder_add(builder, "county.rules", county, sizeof county - 1), CW_OK);
    assert_int_equal(cw_rules_builder_compile(builder, &rules, NULL), CW_ERR_INPUT);
    assert_int_equal(cw_rules_builder_unresolved_count(builder), 2);
    assert_string_equal(cw_rules_builder_unresolved_at(builder, 0), "state");
    assert_string_equal(cw_rules_builder_unresolved_source(builder, 0), "county.rules");
    assert_string_equal(cw_rules_builder_unresolved_at(builder, 1), "house.rules-of");
    assert_null(cw_rules_builder_unresolved_at(builder, 2));
    assert_null(cw_rules_builder_unresolved_source(builder, -1));
    assert_int_equal(cw_rules_builder_add(builder, "state.rules", the_state, sizeof the_state - 1), CW_OK);
    assert_int_equal(cw_rules_builder_compile(builder, &rules, NULL), CW_ERR_INPUT);
    assert_int_equal(cw_rules_builder_unresolved_count(builder), 1);      /* two files include it */
    assert_int_equal(cw_rules_builder_add(builder, "house.rules", house, sizeof house - 1), CW_OK);
    assert_int_equal(cw_rules_builder_compile(builder, &rules, NULL), CW_OK);
    assert_int_equal(cw_rules_builder_unresolved_count(builder), 0);
    assert_int_equal(cw_rules_find(rules, "county:r"), 0);
    assert_true(cw_rules_find(rules, "us-ky:monthly-contact") > 0);
    cw_rules_unref(rules);
    cw_rules_builder_release(builder);
    assert_int_equal(cw_rules_builder_unresolved_count(NULL), 0);
    assert_null(cw_rules_builder_unresolved_at(NULL, 0));
}

static void keeps_the_limit_of_includes(void **state)
{
    cw_context *context = NULL;
    cw_rules *rules = NULL;
    (void)state;
    assert_int_equal(cw_context_new(&context), CW_OK);
    assert_int_equal(cw_context_set_limit(context, CW_LIMIT_INCLUDES, 4), CW_OK);
    cw_rules_builder *builder = make_builder(context);
    assert_int_equal(cw_rules_builder_add(builder, "county.rules", county, sizeof county - 1), CW_OK);
    assert_int_equal(cw_rules_builder_add(builder, "house.rules", house, sizeof house - 1), CW_OK);
    assert_int_equal(cw_rules_builder_add(builder, "state.rules", the_state, sizeof the_state - 1), CW_OK);
    assert_int_equal(cw_rules_builder_compile(builder, &rules, NULL), CW_OK);
    cw_rules_unref(rules);
    assert_int_equal(add(builder, "language 1\nrules one \"One\"\ninclude county\n"), CW_OK);
    cw_diag *diag = NULL;
    assert_int_equal(cw_diag_new(NULL, &diag), CW_OK);
    assert_int_equal(cw_rules_builder_compile(builder, &rules, diag), CW_ERR_LIMIT);
    assert_string_equal(cw_diag_message(diag, 0), "there are more includes than the limit of 4");
    cw_diag_unref(diag);
    assert_null(rules);
    cw_rules_builder_release(builder);
    cw_context_unref(context);
}

/* ---- parameters ---- */

typedef struct setting { const char *name, *value, *message, *help; } setting;

/* The one thing that is told of a setting; `message` NULL: nothing. */
static void check_setting(cw_rules_builder *builder, const setting *one)
{
    cw_rules *rules = NULL;
    cw_diag *diag = NULL;
    assert_int_equal(cw_diag_new(NULL, &diag), CW_OK);
    assert_int_equal(cw_rules_builder_set_parameter(builder, one->name, one->value), CW_OK);
    assert_int_equal(cw_rules_builder_compile(builder, &rules, diag), one->message ? CW_ERR_INPUT : CW_OK);
    assert_int_equal(cw_diag_count(diag), one->message ? 1 : 0);
    if (one->message) {
        assert_string_equal(cw_diag_message(diag, 0), one->message);
        assert_string_equal(cw_diag_source(diag, 0), one->name);
    }
    if (one->help)
        assert_string_equal(cw_diag_help(diag, 0), one->help);
    assert_int_equal(cw_rules_builder_set_parameter(builder, one->name, NULL), CW_OK);
    cw_rules_unref(rules);
    cw_diag_unref(diag);
}

static void sets_parameters(void **state)
{
    static const setting settings[] = {
        {"state:limit", "20", NULL, NULL}, {"limit", "99", NULL, NULL}, {"open", "-1.5", NULL, NULL},
        {"wait", "2 months", NULL, NULL},
        {"limit", "100", "`100` is not within [1..99]", NULL},
        {"limit", "0", "`0` is not within [1..99]", NULL},
        {"limit", "20 days", "the value of a parameter of type `a number` cannot be a term", NULL},
        {"limit", "20, 21", "expected the end of the line, found `,`", NULL},
        {"limit", "", "expected a term, a number, a text, `true`, `false` or `@\"..\"`, found nothing more", NULL},
        {"open", "\"a\"", "the value of a parameter of type `number` cannot be a text", NULL},
        {"wait", "2", "the value of a parameter of type `a term` cannot be a number", NULL},
        {"wait", "2 moths", "`moths` is not a unit of time", "did you mean `months`?"},
        {"limt", "1", "no rule set that is compiled declares the parameter `limt`", "did you mean `limit`?"},
        {"state:limt", "1", "no rule set that is compiled declares the parameter `state:limt`", "did you mean `state:limit`?"},
        {"house.rules-of:limit", "1", "no rule set that is compiled declares the parameter `house.rules-of:limit`", NULL},
        {":", "1", "no rule set that is compiled declares the parameter `:`", NULL},
        {"grown", "2", "more than one rule set declares a parameter `grown`", "write it with its rule set, `set:name`"},
        {"house.rules-of:grown", "2", NULL, NULL},
    };
    cw_rules_builder *builder = make_builder(NULL);
    (void)state;
    assert_int_equal(cw_rules_builder_add(builder, "state.rules", the_state, sizeof the_state - 1), CW_OK);
    assert_int_equal(cw_rules_builder_add(builder, "house.rules", house, sizeof house - 1), CW_OK);
    assert_int_equal(add(builder, "language 1\nrules two \"Two\"\nparameter grown = 1\n"), CW_OK);
    for (size_t i = 0; i < sizeof settings / sizeof settings[0]; i++)
        check_setting(builder, &settings[i]);
    assert_int_equal(cw_rules_builder_set_parameter(NULL, "limit", "1"), CW_ERR_ARGUMENT);
    assert_int_equal(cw_rules_builder_set_parameter(builder, NULL, "1"), CW_ERR_ARGUMENT);
    assert_int_equal(cw_rules_builder_set_parameter(builder, "limit", "100"), CW_OK);
    assert_int_equal(cw_rules_builder_set_parameter(builder, "limit", "1"), CW_OK);
    cw_rules *rules = NULL;
    assert_int_equal(cw_rules_builder_compile(builder, &rules, NULL), CW_OK);
    cw_rules_unref(rules);
    cw_rules_builder_release(builder);
}

/* ---- what is measured ---- */

static void tells_instruments_and_targets(void **state)
{
    cw_rules_builder *builder = make_builder(NULL);
    cw_rules *rules = NULL;
    (void)state;
    assert_int_equal(add(builder, "language 1\nrules x \"x\"\nrule a\n  title: \"t\"\n  require: true\n"
                                  "rule b\n  title: \"t\"\n  instrument: x.review \"Engagement\"\n  for: m in members\n  require: rating(\"b\", m) = \"met\"\n"
                                  "rule c\n  title: \"t\"\n  target: 95.5 %\n  every: 1 month\n  from: case.opened\n  require: true\n"), CW_OK);
    assert_int_equal(cw_rules_builder_compile(builder, &rules, NULL), CW_OK);
    assert_null(cw_rules_instrument_at(rules, 0));
    assert_string_equal(cw_rules_instrument_at(rules, 1), "x.review");
    assert_null(cw_rules_instrument_at(rules, 3));
    assert_null(cw_rules_instrument_at(NULL, 0));
    assert_null(cw_rules_target_at(rules, 1));
    assert_string_equal(cw_rules_target_at(rules, 2), "95.5");
    assert_null(cw_rules_target_at(rules, -1));
    cw_rules_unref(rules);
    cw_rules_builder_release(builder);
}

static void lists_and_sets_without_memory(void **state)
{
    (void)state;
    for (int64_t fail_at = 0, done = 0; !done; fail_at++) {
        heap memory = {.fail_at = -1};
        cw_context *context = heap_context(&memory);
        cw_rules_builder *builder = make_builder(context);
        cw_rules *rules = NULL;
        assert_int_equal(add(builder, "language 1\nrules small \"S\"\ninclude state\ninclude house.rules-of\n"), CW_OK);
        assert_int_equal(cw_rules_builder_set_parameter(builder, "state:limit", "5"), CW_OK);
        memory.fail_at = fail_at;
        cw_status set = cw_rules_builder_set_parameter(builder, "state:limit", "6");
        cw_status status = set == CW_OK ? cw_rules_builder_compile(builder, &rules, NULL) : CW_ERR_NOMEM;
        done = status == CW_ERR_INPUT;
        if (!done)
            assert_int_equal(status, CW_ERR_NOMEM);
        assert_null(rules);
        cw_rules_builder_release(builder);
        cw_context_unref(context);
        assert_int_equal(memory.live, 0);
    }
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
        cmocka_unit_test(includes), cmocka_unit_test(keeps_the_limit_of_includes), cmocka_unit_test(sets_parameters),
        cmocka_unit_test(tells_instruments_and_targets), cmocka_unit_test(lists_and_sets_without_memory),
        cmocka_unit_test(lists_packs), cmocka_unit_test(takes_null),
    };
    return cmocka_run_group_tests_name("api/rules", tests, NULL, NULL);
}

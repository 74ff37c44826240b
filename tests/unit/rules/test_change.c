/* SPDX-License-Identifier: MIT */
/* Rules that another file overrides or retires: what becomes of their clauses and their days. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "../base/host.h"
#include "base/date.h"
#include "fake_env.h"
#include "rules/rules.h"

static const char the_state[] =
    "language 1\nrules state \"x\"\n"
    "rule one\n  title: \"one\"\n  force: advised\n  within: 3 days of library.founded\n  require: true\n"
    "rule two\n  valid: from 2011-01-01 until 2019-12-31\n  require: true\n"
    "rule two\n  valid: from 2020-01-01\n  require: true\n"
    "rule three\n  require: true\n";

static cw_status compile(const cw_context *context, const char *county, cw_diag *diag, cw_rules **out)
{
    const rules_input inputs[] = {
        {BASE_STR("county.rules"), base_str_of(county)}, {BASE_STR("state.rules"), base_str_of(the_state)},
    };
    return rules_compile(context, &fake_schema, inputs, 2, diag, out);
}

static cw_rules *compiled(const char *changes)
{
    cw_diag *diag;
    cw_rules *rules;
    char text[1024] = "language 1\nrules county \"x\"\ninclude state\n";
    strcat(text, changes);
    assert_int_equal(base_diag_new(NULL, &diag), CW_OK);
    cw_status status = compile(base_context_use(NULL), text, diag, &rules);
    if (status != CW_OK)
        fail_msg("%s", base_diag_at(diag, 0)->message);
    base_diag_drop(diag);
    return rules;
}

static const rules_rule *rule(const cw_rules *rules, const char *name)
{
    return rules_find(rules, base_str_of(name));
}

/* "from until;" of each version, `-` where there is no bound, and `*` where it is changed. */
static void check_versions(const char *changes, const char *name, const char *expected)
{
    cw_rules *rules = compiled(changes);
    base_buffer text;
    base_buffer_init(&text, base_context_use(NULL));
    base_put(&text, "");
    for (const rules_rule *one = rule(rules, name); one; one = one->next_version) {
        if (one->valid_from == INT64_MIN) base_put_char(&text, '-');
        else base_put_day(&text, one->valid_from);
        base_put_char(&text, ' ');
        if (one->valid_until == INT64_MAX) base_put_char(&text, '-');
        else base_put_day(&text, one->valid_until);
        base_put(&text, one->changed_by ? "*;" : ";");
        assert_string_equal(one->full_name, name);
    }
    assert_string_equal(text.data ? text.data : "", expected);
    base_buffer_finish(&text);
    rules_release(rules);
}

static void test_clauses(void **state)
{
    (void)state;
    cw_rules *rules = compiled("override one\n  title: \"another\"\n  every: 1 month\n  from: library.founded\n");
    const rules_rule *one = rule(rules, "state:one");
    assert_non_null(one);
    assert_int_equal(rules->rule_count, 3);
    assert_int_equal(one->force, RULES_ADVISED);
    assert_int_equal(one->shape, RULES_SHAPE_RECURRENCE);
    assert_null(one->anchor);
    assert_non_null(one->from);
    assert_non_null(one->require);
    assert_int_equal(one->title.count, 1);
    assert_memory_equal(one->title.pieces[0].text.at, "another", 7);
    assert_string_equal(one->changed_by->source.name.at, "county.rules");
    assert_string_equal(one->file->source.name.at, "state.rules");
    assert_null(rule(rules, "state:three")->changed_by);
    rules_release(rules);
}

static void test_days(void **state)
{
    (void)state;
    check_versions("", "state:two", "2011-01-01 2019-12-31;2020-01-01 -;");
    check_versions("override two\n  force: advised\n", "state:two", "2011-01-01 2019-12-31*;2020-01-01 -*;");
    check_versions("override two\n  valid: from 2024-01-01\n", "state:two",
                   "2011-01-01 2019-12-31;2020-01-01 2023-12-31;2024-01-01 -*;");
    check_versions("override two\n  valid: from 2015-01-01 until 2021-01-01\n", "state:two",
                   "2011-01-01 2014-12-31;2015-01-01 2019-12-31*;2020-01-01 2021-01-01*;2021-01-02 -;");
    check_versions("override two\n  valid: until 2020-01-01\n", "state:two",
                   "2011-01-01 2019-12-31*;2020-01-01 2020-01-01*;2020-01-02 -;");
    check_versions("override two\n  valid: until 2000-01-01\n", "state:two", "2011-01-01 2019-12-31;2020-01-01 -;");
    check_versions("override three\n  valid: from 2024-01-01\n", "state:three", "- 2023-12-31;2024-01-01 -*;");
    check_versions("retire two from 2015-01-01\n", "state:two", "2011-01-01 2014-12-31;");
    check_versions("retire two from 2020-01-01\n", "state:two", "2011-01-01 2019-12-31;");
    check_versions("retire three from 2020-01-01\n", "state:three", "- 2019-12-31;");
    check_versions("retire two from 2011-01-01\n", "state:two", "");
    check_versions("retire two\n", "state:two", "");
    check_versions("override two\n  valid: from 2015-01-01 until 2021-01-01\nretire two from 2018-01-01\n", "state:two",
                   "2011-01-01 2014-12-31;2015-01-01 2017-12-31*;");
}

/* Whatever the order of the files is, who includes the other comes last. */
static void test_one_over_the_other(void **state)
{
    static const char county[] = "language 1\nrules county \"x\"\ninclude region\n"
                                 "override state:one\n  title: \"county\"\noverride state:two\n  valid: from 2018-01-01\n  title: \"county\"\n";
    static const char region[] = "language 1\nrules region \"x\"\ninclude state\n"
                                 "override state:one\n  title: \"region\"\n  force: required\n"
                                 "override state:two\n  valid: from 2015-01-01 until 2021-01-01\n  force: advised\n";
    static const struct { const char *from, *changed_by; rules_force force; size_t title; } expected[] = {
        {"2011-01-01", NULL, RULES_REQUIRED, 0}, {"2015-01-01", "region", RULES_ADVISED, 0}, {"2018-01-01", "county", RULES_ADVISED, 1},
        {"2020-01-01", "county", RULES_ADVISED, 1}, {"2021-01-02", "county", RULES_REQUIRED, 1},
    };
    (void)state;
    for (int turn = 0; turn < 2; turn++) {
        const rules_input inputs[] = {
            {BASE_STR("county.rules"), base_str_of(turn == 0 ? county : region)}, {BASE_STR("state.rules"), base_str_of(the_state)},
            {BASE_STR("region.rules"), base_str_of(turn == 0 ? region : county)},
        };
        cw_diag *diag;
        cw_rules *rules;
        assert_int_equal(base_diag_new(NULL, &diag), CW_OK);
        assert_int_equal(rules_compile(base_context_use(NULL), &fake_schema, inputs, 3, diag, &rules), CW_OK);
        const rules_rule *one = rule(rules, "state:one"), *two = rule(rules, "state:two");
        assert_int_equal(one->force, RULES_REQUIRED);
        assert_memory_equal(one->title.pieces[0].text.at, "county", 6);
        assert_string_equal(one->changed_by->set.at, "county");
        for (size_t i = 0; i < sizeof expected / sizeof *expected; i++, two = two->next_version) {
            int64_t day;
            assert_non_null(two);
            assert_true(base_day_parse(base_str_of(expected[i].from), &day));
            assert_int_equal(two->valid_from, day);
            assert_int_equal(two->force, expected[i].force);
            assert_int_equal(two->title.count, expected[i].title);
            assert_int_equal(two->changed_by != NULL, expected[i].changed_by != NULL);
            if (two->changed_by)
                assert_string_equal(two->changed_by->set.at, expected[i].changed_by);
        }
        assert_null(two);
        rules_release(rules);
        base_diag_drop(diag);
    }
}

/* One more than the limit, each over the last. */
static void test_at_most(void **state)
{
    enum { MOST = 8 };
    (void)state;
    for (int count = MOST; count <= MOST + 1; count++) {
        char texts[MOST + 1][160];
        rules_input inputs[MOST + 2] = {{BASE_STR("state.rules"), base_str_of(the_state)}};
        cw_diag *diag;
        cw_rules *rules;
        for (int i = 0; i < count; i++) {
            snprintf(texts[i], sizeof texts[i], "language 1\nrules s%d \"x\"\n%s%.1s%s\noverride state:three\n  force: advised\n", i,
                     "include ", i > 0 ? "s" : "", i > 0 ? (const char[2]){(char)('0' + i - 1), 0} : "state");
            inputs[i + 1] = (rules_input){BASE_STR("one.rules"), base_str_of(texts[i])};
        }
        assert_int_equal(base_diag_new(NULL, &diag), CW_OK);
        assert_int_equal(rules_compile(base_context_use(NULL), &fake_schema, inputs, count + 1, diag, &rules), count > MOST ? CW_ERR_INPUT : CW_OK);
        if (count > MOST)
            assert_string_equal(base_diag_at(diag, 0)->message, "the rule `state:three` is overridden more than 8 times");
        rules_release(rules);
        base_diag_drop(diag);
    }
}

static void test_a_retired_rule_is_no_rule(void **state)
{
    (void)state;
    cw_rules *rules = compiled("retire state:two\n");
    assert_int_equal(rules->rule_count, 2);
    assert_null(rule(rules, "two"));
    assert_non_null(rule(rules, "three"));
    rules_release(rules);
}

static void test_memory(void **state)
{
    static const char county[] =
        "language 1\nrules county \"x\"\ninclude state\nvalue book.genre: atlas\n"
        "override one\n  let a = 1\n  every: 1 month\n  from: library.founded\n"
        "override two\n  valid: from 2015-01-01 until 2021-01-01\nretire three from 2020-01-01\n";
    (void)state;
    for (int64_t refused = 1, done = 0; !done; refused++) {
        host self = {0};
        cw_context *context = host_context(&self);
        cw_diag *diag;
        cw_rules *rules;
        assert_int_equal(base_diag_new(context, &diag), CW_OK);
        host_refuse(&self, refused);
        cw_status status = compile(context, county, diag, &rules);
        done = status == CW_OK;
        if (!done) {
            assert_int_equal(status, CW_ERR_NOMEM);
            assert_null(rules);
        }
        host_refuse(&self, 0);
        rules_release(rules);
        base_diag_drop(diag);
        cw_context_unref(context);
        assert_int_equal(self.pieces, 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_clauses),
        cmocka_unit_test(test_days), cmocka_unit_test(test_one_over_the_other), cmocka_unit_test(test_at_most),
        cmocka_unit_test(test_a_retired_rule_is_no_rule),
        cmocka_unit_test(test_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

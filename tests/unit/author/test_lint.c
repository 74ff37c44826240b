/* SPDX-License-Identifier: MIT */
/* Lint: when memory runs out anywhere. What it makes of rules is tested through the command. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "../base/host.h"
#include "author/lint.h"
#include "base/diag.h"

static const char odd[] =
    "language 1\nrules demo \"A demonstration\"\nsource OLD: \"x\"\nparameter most = 3 reading A1\ncondition kin(m) = m.living = \"kin\"\n"
    "table t key a\n  a | b\n"
    "rule gap  // lint: allow no-sources\n  title: \"x\"\n  valid: until 2023-12-31\n  for: m in members\n  let unused = m.born\n"
    "  when: m.living = \"home\" and kin(m)\n  by: plan.ends\n  require: m.living in [\"kin\"] or m.living != \"kin\"\n"
    "rule gap\n  title: \"x\"\n  valid: from 2024-02-01\n  for: m in members, r in t\n"
    "  require: m.born < date(\"2000-01-01\") and m.born > date(\"2001-01-01\") and count(m.roles) > 3\n";
static const char tests[] = "tests demo\ntest \"t\"\n  case: a.json\n  on: 2024-01-01\n  expect: other met\n";

enum { NO_TEST = 1050, NO_SOURCE = 1052, UNUSED = 1054, GAP = 1055, EMPTY_TABLE = 1057, NEVER_APPLIES = 1058, NEVER_TRUE = 1059,
       NEVER_FALSE = 1060, MOVING_ANCHOR = 1061, READING = 1062, UNKNOWN_WARNING = 1063 };

static cw_rules *compiled(void)
{
    cw_rules_builder *builder;
    cw_rules *rules;
    assert_int_equal(cw_rules_builder_new(NULL, &builder), CW_OK);
    assert_int_equal(cw_rules_builder_add(builder, "a.rules", odd, (int64_t)strlen(odd)), CW_OK);
    assert_int_equal(cw_rules_builder_compile(builder, &rules, NULL), CW_OK);
    cw_rules_builder_release(builder);
    return rules;
}

static const author_lint_file asked = {"a.rules", "folder/a.tests", tests, sizeof tests - 1};

static void test_in_order(void **state)
{
    static const int32_t codes[] = {UNUSED, UNUSED, READING, NO_TEST, NO_SOURCE, UNKNOWN_WARNING, UNUSED, NEVER_APPLIES, MOVING_ANCHOR,
                                    NEVER_FALSE, NO_SOURCE, GAP, EMPTY_TABLE, NEVER_TRUE};
    (void)state;
    cw_rules *rules = compiled();
    cw_diag *diag;
    assert_int_equal(cw_diag_new(NULL, &diag), CW_OK);
    assert_int_equal(author_lint(NULL, rules, &asked, 1, diag), CW_OK);
    int64_t line = 0;
    for (int64_t i = 0; i < cw_diag_count(diag); i++) {
        assert_true(cw_diag_line(diag, i) >= line);
        line = cw_diag_line(diag, i);
        assert_int_equal(cw_diag_severity(diag, i), CW_SEVERITY_WARNING);
        assert_true(i < (int64_t)(sizeof codes / sizeof codes[0]));
        assert_int_equal(cw_diag_code(diag, i), codes[i]);
    }
    assert_int_equal(cw_diag_count(diag), sizeof codes / sizeof codes[0]);
    cw_diag_unref(diag);
    cw_rules_unref(rules);
}

/* Nothing is told of files that nobody asks about. */
static void test_others(void **state)
{
    const author_lint_file other = {.name = "b.rules"};
    (void)state;
    cw_rules *rules = compiled();
    cw_diag *diag;
    assert_int_equal(cw_diag_new(NULL, &diag), CW_OK);
    assert_int_equal(author_lint(NULL, rules, &other, 1, diag), CW_OK);
    assert_int_equal(cw_diag_count(diag), 0);
    cw_diag_unref(diag);
    cw_rules_unref(rules);
}

/* Every allocation refused in turn: the call says so, and nothing is lost. */
static void test_no_memory(void **state)
{
    (void)state;
    cw_rules *rules = compiled();
    bool refused = true;
    for (long nth = 1; refused; nth++) {
        host host = {0};
        cw_diag *diag = NULL;
        cw_context *context = host_context(&host);
        host_refuse(&host, nth);
        cw_status status = base_diag_new(context, &diag);
        if (status == CW_OK)
            status = author_lint(context, rules, &asked, 1, diag);
        refused = host.calls >= nth;
        assert_int_equal(status, refused ? CW_ERR_NOMEM : CW_OK);
        if (diag)
            base_diag_drop(diag);
        cw_context_unref(context);
        assert_int_equal(host.pieces, 0);
    }
    cw_rules_unref(rules);
}

int main(void)
{
    const struct CMUnitTest all[] = {
        cmocka_unit_test(test_in_order),
        cmocka_unit_test(test_others),
        cmocka_unit_test(test_no_memory),
    };
    return cmocka_run_group_tests(all, NULL, NULL);
}

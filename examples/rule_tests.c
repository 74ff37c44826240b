/* SPDX-License-Identifier: MIT */
/*
 * An agency edits its rules in a web form, and sees at once whether they are well formed, what they find in a case, and
 * which of its tests no longer hold. Everything comes from memory: no file, no database, no second program.
 */
#include <casework.h>
#include <stdio.h>
#include <string.h>

/* What an agency wrote: its own term in the place of the state's, and a slip. */
static const char slip[] =
    "language 1\n"
    "rules county \"What the county asks\"\n"
    "rule plan-made\n"
    "  title:   \"A plan is made in time\"\n"
    "  within:  21 days of case.opend\n"
    "  require: count(plans) > 0\n";
static const char sound[] =
    "language 1\n"
    "rules county \"What the county asks\"\n"
    "rule plan-made\n"
    "  title:   \"A plan is made in time\"\n"
    "  within:  21 days of case.opened\n"
    "  require: count(plans) > 0\n";

static const char family[] =
    "{\"format\": \"casework.case/1\", \"id\": \"c1\", \"types\": [\"in_home_cps\"], \"opened\": \"2025-01-01\","
    " \"current_to\": \"2025-12-31\"}";

/* What was right when the term was thirty days. */
static const char tests_text[] =
    "tests county\n"
    "\n"
    "test \"on the last day it is not overdue\"\n"
    "  case:   family.json\n"
    "  on:     2025-01-31\n"
    "  expect: plan-made pending due 2025-01-31\n"
    "\n"
    "test \"with a plan it is done\"\n"
    "  case:   family.json\n"
    "  on:     2025-01-20\n"
    "  add:    plans {\"id\": \"p1\", \"developed\": \"2025-01-20\"}\n"
    "  expect: plan-made met\n";

static void print_problems(const cw_diag *diag)
{
    cw_text *text = NULL;
    if (cw_diag_render(diag, &text) == CW_OK)
        fputs(cw_text_data(text), stdout);
    cw_text_unref(text);
}

/* NULL: what is wrong was printed. */
static cw_rules *compile(const char *text)
{
    cw_rules_builder *builder = NULL;
    cw_rules *rules = NULL;
    cw_diag *diag = NULL;
    cw_diag_new(NULL, &diag);
    if (cw_rules_builder_new(NULL, &builder) == CW_OK &&
        cw_rules_builder_add(builder, "county.rules", text, (int64_t)strlen(text)) == CW_OK)
        cw_rules_builder_compile(builder, &rules, diag);
    print_problems(diag);
    cw_rules_builder_release(builder);
    cw_diag_unref(diag);
    return rules;
}

static void print_findings(cw_rules *rules)
{
    cw_evaluator *evaluator = NULL;
    cw_report *report = NULL;
    cw_case *one = NULL;
    if (cw_case_read(NULL, "family.json", 1, family, (int64_t)strlen(family), 0, &one, NULL) == CW_OK &&
        cw_case_freeze(one, NULL) == CW_OK && cw_evaluator_new(NULL, &evaluator) == CW_OK && cw_report_new(NULL, &report) == CW_OK)
        cw_evaluator_run(evaluator, rules, one, cw_date_parse("2025-02-01"), report);
    for (int64_t i = 0; i < cw_report_count(report); i++)
        printf("%s: %s\n", cw_finding_rule(cw_report_at(report, i)), cw_finding_status_name(cw_finding_status(cw_report_at(report, i))));
    cw_report_unref(report);
    cw_evaluator_unref(evaluator);
    cw_case_unref(one);
}

static int print_tests(cw_rules *rules)
{
    cw_tests *tests = NULL;
    cw_diag *diag = NULL;
    cw_diag_new(NULL, &diag);
    cw_status status = cw_tests_new(NULL, &tests);
    if (status == CW_OK)
        status = cw_tests_add_case(tests, "family.json", family, (int64_t)strlen(family));
    if (status == CW_OK)
        status = cw_tests_run(tests, rules, "county.tests", tests_text, (int64_t)strlen(tests_text), NULL, 0, diag);
    print_problems(diag);
    for (int64_t i = 0; i < cw_tests_count(tests); i++) {
        printf("%s: %s\n", cw_tests_passed_at(tests, i) ? "passed" : "failed", cw_tests_name_at(tests, i));
        fputs(cw_tests_details_at(tests, i), stdout);
    }
    cw_tests_release(tests);
    cw_diag_unref(diag);
    return status == CW_OK;
}

int main(void)
{
    cw_rules *rules = compile(slip);
    if (!rules)
        rules = compile(sound);
    if (!rules)
        return 1;
    print_findings(rules);
    int done = print_tests(rules);
    cw_rules_unref(rules);
    return !done;
}

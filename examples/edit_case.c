/* SPDX-License-Identifier: MIT */
/*
 * Editing a long-lived case and judging it again: the case stays editable for as long as the host keeps it; each
 * evaluation freezes a copy, which is compact, immutable, and shows what was known when it was made.
 */
#include <casework.h>
#include <stdio.h>
#include <string.h>

static const char rules_text[] =
    "language 1\n"
    "rules visits \"Monthly visits\"\n"
    "rule seen-each-month\n"
    "  title:   \"{m.id} is seen each month\"\n"
    "  for:     m in members\n"
    "  when:    \"child\" in m.roles\n"
    "  every:   1 calendar month\n"
    "  from:    case.opened\n"
    "  require: some c in contacts[date in period] satisfies m in c.with\n";

static cw_rules *compile(void)
{
    cw_rules_builder *builder = NULL;
    cw_rules *rules = NULL;
    cw_rules_builder_new(NULL, &builder);
    cw_rules_builder_add(builder, "visits.rules", rules_text, (int64_t)strlen(rules_text));
    cw_rules_builder_compile(builder, &rules, NULL);
    cw_rules_builder_release(builder);
    return rules;
}

/* What the host's screens do, one call for each field that somebody fills in. */
static void record_visit(cw_case *family, const char *date, const char *child)
{
    cw_entry *visit = NULL;
    cw_case_add_entry(family, "contact", cw_date_parse(date), NULL, &visit);
    cw_entry_add_with(visit, child);
}

/* The case goes on being edited; its copy is judged, and the report is filled anew each time. */
static int judge(cw_evaluator *evaluator, cw_rules *rules, const cw_case *family, const char *date, cw_report *report)
{
    cw_case *copy = NULL;
    cw_status status = cw_case_copy(family, &copy);
    if (status == CW_OK)
        status = cw_case_freeze(copy, NULL);
    if (status == CW_OK)
        status = cw_evaluator_run(evaluator, rules, copy, cw_date_parse(date), report);
    cw_case_unref(copy);   /* the report holds it for as long as it needs it */
    if (status != CW_OK) {
        fprintf(stderr, "edit_case: %s\n", cw_status_name(status));
        return 1;
    }
    printf("%s: %d met, %d pending, %d overdue\n", date, (int)cw_report_count_of(report, CW_MET),
           (int)cw_report_count_of(report, CW_PENDING), (int)cw_report_count_of(report, CW_OVERDUE));
    return 0;
}

int main(void)
{
    cw_rules *rules = compile();
    cw_case *family = NULL;
    cw_member *leo = NULL;
    cw_evaluator *evaluator = NULL;
    cw_report *report = NULL;
    cw_evaluator_new(NULL, &evaluator);
    cw_report_new(NULL, &report);

    cw_case_new(NULL, "family-7", cw_date_parse("2025-03-01"), &family);
    cw_case_add_type(family, CW_CASE_TYPE_IN_HOME_CPS);
    cw_case_add_member(family, "leo", &leo);
    cw_member_add_role(leo, CW_ROLE_CHILD);

    int failed = judge(evaluator, rules, family, "2025-03-20", report);   /* March is not over */
    failed |= judge(evaluator, rules, family, "2025-04-02", report);      /* nobody came in March */
    record_visit(family, "2025-03-28", "leo");                            /* somebody did, and enters it now */
    failed |= judge(evaluator, rules, family, "2025-04-02", report);
    record_visit(family, "2025-04-15", "leo");
    failed |= judge(evaluator, rules, family, "2025-04-30", report);

    cw_report_unref(report);
    cw_evaluator_unref(evaluator);
    cw_case_unref(family);
    cw_rules_unref(rules);
    return failed;
}

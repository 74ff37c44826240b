/* SPDX-License-Identifier: MIT */
/* Deadlines: the day before, on and after; late and overdue; closing, pauses, versions. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "table.h"

#define REMOVED(day) "\"record\": [" ENTRY("removal", day, ", \"id\": \"e\"") "]"
#define SIXTY "parameter term = 60 days\n" RULE("  for: e in removals\n  within: term of e.date\n  require: some p in plans satisfies p.developed >= e.date\n")
#define BY(clauses) RULE("  by: case.opened + @\"P31D\"\n" clauses)      /* 2024-02-01 */
#define HEARD(day) "\"record\": [" ENTRY("contact", day, "") "]"
#define PLANNED(day) "\"plans\": [" PLAN("p", "\"developed\": \"" day "\"") "]"

static const row rows[] = {
    /* within a term of an anchor: 60 days after 2024-01-10 is 2024-03-10 */
    { "before it is due", SIXTY, REMOVED("2024-01-10"), "2024-03-09", "a(e):pending@2024-03-10" },
    { "due today is not overdue", SIXTY, REMOVED("2024-01-10"), "2024-03-10", "a(e):pending@2024-03-10" },
    { "the day after", SIXTY, REMOVED("2024-01-10"), "2024-03-11", "a(e):overdue@2024-03-10" },
    { "done on the due day", SIXTY, REMOVED("2024-01-10") ", " PLANNED("2024-03-10"), "2024-03-10", "a(e):met@2024-03-10" },
    { "done early", SIXTY, REMOVED("2024-01-10") ", " PLANNED("2024-02-10"), "2024-02-15", "a(e):met@2024-03-10" },
    { "done early, seen later", SIXTY, REMOVED("2024-01-10") ", " PLANNED("2024-02-10"), "2024-06-15", "a(e):met@2024-03-10" },
    { "done on the day after: late", SIXTY, REMOVED("2024-01-10") ", " PLANNED("2024-03-11"), "2024-03-11", "a(e):late@2024-03-10" },
    { "done later, not yet as of then", SIXTY, REMOVED("2024-01-10") ", " PLANNED("2024-03-20"), "2024-03-19", "a(e):overdue@2024-03-10" },
    { "nothing to begin with", SIXTY, "\"record\": []", "2024-03-19", "" },
    { "months clamp to the end", RULE("  within: 1 month of date(\"2024-01-31\")\n  require: false\n"), MEMBERS, "2024-03-01",
      "a:overdue@2024-02-29" },
    { "years from a leap day", RULE("  within: 1 year of date(\"2024-02-29\")\n  require: false\n"), MEMBERS, "2025-02-28",
      "a:pending@2025-02-28" },
    { "working days skip the weekend", RULE("  within: 3 working days of date(\"2024-01-04\")\n  require: false\n"), MEMBERS, "2024-01-09",
      "a:pending@2024-01-09" },
    { "each subject has a due day of its own", RULE("  for: c in contacts\n  by: c.date + @\"P10D\"\n  require: false\n"),
      "\"record\": [" ENTRY("contact", "2024-01-02", ", \"id\": \"x\"") ", " ENTRY("contact", "2024-01-05", ", \"id\": \"y\"") "]", "2024-01-12",
      "a(x):pending@2024-01-12 a(y):pending@2024-01-15" },
    { "weeks", RULE("  within: 2 weeks of date(\"2024-01-04\")\n  require: false\n"), MEMBERS, "2024-01-19", "a:overdue@2024-01-18" },
    { "no anchor", RULE("  within: 3 days of plan.developed\n  require: false\n"), "\"plans\": []", "2024-01-09",
      "a:not_applicable{no anchor yet}" },
    { "the anchor is not known", RULE("  within: 3 days of case.assigned\n  require: true\n"), MEMBERS, "2024-01-09",
      "a:unknown[met..overdue: case.assigned]" },
    { "the anchor is not known, of one whom a filter leaves out",
      RULE("  for: m in members[false]\n  within: 3 days of case.assigned\n  require: true\n"), "\"members\": [" LEO "]", "2024-01-09",
      "a(leo):not_applicable" },
    { "beyond the calendar", RULE("  within: 9000 years of case.opened\n  require: true\n"), MEMBERS, "2024-01-09",
      "a:unknown[met..overdue: the due day lies beyond the calendar]" },
    { "a parameter without a value", "parameter p : term\n" RULE("  within: p of case.opened\n  require: true\n"), MEMBERS, "2024-01-09", "" },

    /* by a day */
    { "before the day", BY("  require: false\n"), MEMBERS, "2024-01-31", "a:pending@2024-02-01" },
    { "on the day", BY("  require: false\n"), MEMBERS, "2024-02-01", "a:pending@2024-02-01" },
    { "after the day", BY("  require: false\n"), MEMBERS, "2024-02-02", "a:overdue@2024-02-01" },
    { "no day yet", RULE("  by: plan.developed\n  require: false\n"), "\"plans\": []", "2024-02-02", "a:pending" },
    { "no day yet, and it holds", RULE("  by: plan.developed\n  require: true\n"), "\"plans\": []", "2024-02-02", "a:met" },
    { "no day yet, closed: released", RULE("  by: plan.developed\n  require: false\n"), "\"closed\": \"2024-02-01\", \"plans\": []",
      "2024-02-02", "a:not_applicable{released}" },
    { "no day yet on the closing day", RULE("  by: plan.developed\n  require: false\n"), "\"closed\": \"2024-02-01\", \"plans\": []",
      "2024-02-01", "a:pending" },
    { "the day is not known", RULE("  by: case.assigned\n  require: true\n"), MEMBERS, "2024-02-02",
      "a:unknown[met..overdue: case.assigned]" },
    { "held on the day, and no more", BY("  require: count(contacts) < 2\n"),
      "\"record\": [" ENTRY("contact", "2024-01-05", "") ", " ENTRY("contact", "2024-02-02", "") "]", "2024-03-01", "a:met@2024-02-01" },

    /* when: on the earliest of as of, due, end; and on the as-of day, whether it is still owed */
    { "does not apply on the due day", BY("  when: count(contacts) > 0\n  require: false\n"), HEARD("2024-02-02"), "2024-03-01",
      "a:not_applicable" },
    { "applies on the due day", BY("  when: count(contacts) > 0\n  require: false\n"), HEARD("2024-02-01"), "2024-03-01",
      "a:overdue@2024-02-01" },
    { "missed, and applies no longer", BY("  when: count(contacts) = 0\n  require: false\n"), HEARD("2024-02-02"), "2024-03-01",
      "a:unmet@2024-02-01" },
    { "a filter is judged on the due day too",
      RULE("  for: m in members[count(contacts) > 0]\n  by: case.opened + @\"P31D\"\n  require: false\n"),
      "\"members\": [" LEO "], " HEARD("2024-02-02"), "2024-03-01", "a(leo):not_applicable" },
    { "a `let` is read on the day", BY("  let seen = count(contacts)\n  require: seen > 0\n"), HEARD("2024-02-02"), "2024-03-01",
      "a:late@2024-02-01" },
    { "perhaps applies", BY("  when: case.court_involved\n  require: false\n"), MEMBERS, "2024-01-31",
      "a:unknown[not_applicable..pending: case.court_involved]" },
    { "perhaps applies, past the day", BY("  when: case.court_involved\n  require: false\n"), MEMBERS, "2024-02-02",
      "a:unknown[not_applicable..overdue: case.court_involved]" },
    { "perhaps done, before the day", BY("  require: case.court_involved\n"), MEMBERS, "2024-02-01",
      "a:unknown[met..pending: case.court_involved]" },
    { "perhaps done, past the day", BY("  require: case.court_involved\n"), MEMBERS, "2024-02-02",
      "a:unknown[met..overdue: case.court_involved]" },
    { "not done by the day, perhaps since", BY("  require: some c in contacts satisfies c.mode = \"face_to_face\"\n"), HEARD("2024-02-05"),
      "2024-02-06", "a:unknown[late..overdue: record/0.mode]" },
    { "not done by the day, done since, perhaps it never applied",
      BY("  when: case.court_involved\n  require: count(contacts) > 0\n"), HEARD("2024-02-05"), "2024-02-06",
      "a:unknown[not_applicable..late: case.court_involved]" },
    { "after current_to", BY("  require: count(contacts) > 0\n"), "\"current_to\": \"2024-01-20\", \"record\": []", "2024-02-06",
      "a:unknown[met..overdue: (after current_to)]" },
    { "current up to the due day", BY("  require: count(contacts) > 0\n"), "\"current_to\": \"2024-02-01\", \"record\": []", "2024-02-06",
      "a:unknown[late..overdue: (after current_to)]" },

    /* closing and until */
    { "closed before it was due: released", BY("  require: false\n"), "\"closed\": \"2024-01-31\"", "2024-03-01",
      "a:not_applicable{released}" },
    { "on the closing day, before it is due", BY("  require: false\n"), "\"closed\": \"2024-01-31\"", "2024-01-31", "a:pending@2024-02-01" },
    { "closed on the due day", BY("  require: false\n"), "\"closed\": \"2024-02-01\"", "2024-03-01", "a:unmet@2024-02-01" },
    { "closed after it was missed: owed no longer", BY("  require: false\n"), "\"closed\": \"2024-02-10\"", "2024-03-01",
      "a:unmet@2024-02-01" },
    { "missed, on the closing day", BY("  require: false\n"), "\"closed\": \"2024-02-10\"", "2024-02-10", "a:overdue@2024-02-01" },
    { "done before it closed, after it was due", BY("  require: count(contacts) > 0\n"), "\"closed\": \"2024-02-10\", " HEARD("2024-02-09"),
      "2024-03-01", "a:late@2024-02-01" },
    { "what comes after closing does not help", BY("  require: count(contacts) > 0\n"), "\"closed\": \"2024-02-10\", " HEARD("2024-02-11"),
      "2024-03-01", "a:unmet@2024-02-01" },
    { "met before closing, not due until later", BY("  require: count(contacts) > 0\n"), "\"closed\": \"2024-01-10\", " HEARD("2024-01-09"),
      "2024-03-01", "a:met@2024-02-01" },
    { "a closing to come is not known of yet", BY("  require: false\n"), "\"closed\": \"2024-01-31\"", "2024-01-20", "a:pending@2024-02-01" },
    { "ended before it was due", BY("  until: case.opened + @\"P10D\"\n  require: false\n"), MEMBERS, "2024-01-12",
      "a:not_applicable{released}" },
    { "ends before it is due", BY("  until: case.opened + @\"P10D\"\n  require: false\n"), MEMBERS, "2024-01-11", "a:pending@2024-02-01" },
    { "ended after it was missed", BY("  until: case.opened + @\"P40D\"\n  require: false\n"), MEMBERS, "2024-03-12", "a:unmet@2024-02-01" },
    { "`until` is not known", BY("  until: case.assigned\n  require: false\n"), MEMBERS, "2024-03-12",
      "a:unknown[met..overdue: case.assigned]" },

    /* pauses: three days from the 5th on */
    { "a pause moves the due day",
      RULE("  within: 10 days of case.opened\n  paused: [[case.opened + @\"P4D\"..case.opened + @\"P6D\"]]\n  require: false\n"), MEMBERS,
      "2024-01-14", "a:pending@2024-01-14" },
    { "and no more than that",
      RULE("  within: 10 days of case.opened\n  paused: [[case.opened + @\"P4D\"..case.opened + @\"P6D\"]]\n  require: false\n"), MEMBERS,
      "2024-01-15", "a:overdue@2024-01-14" },
    { "ends that do not belong",
      RULE("  within: 10 days of case.opened\n  paused: [(case.opened + @\"P4D\"..case.opened + @\"P6D\")]\n  require: false\n"), MEMBERS,
      "2024-01-15", "a:overdue@2024-01-12" },
    { "a pause that goes on",
      RULE("  within: 10 days of case.opened\n  paused: [[case.opened + @\"P4D\"..case.closed]]\n  require: false\n"), MEMBERS,
      "2024-05-14", "a:pending" },
    { "a pause that begins when it is due already",
      RULE("  within: 10 days of case.opened\n  paused: [[case.opened + @\"P11D\"..case.closed]]\n  require: false\n"), MEMBERS,
      "2024-05-14", "a:overdue@2024-01-11" },
    { "a pause that is none", RULE("  within: 10 days of case.opened\n  paused: null\n  require: false\n"), MEMBERS,
      "2024-05-14", "a:overdue@2024-01-11" },
    { "a pause whose days are not known",
      RULE("  within: 10 days of case.opened\n  paused: [[case.assigned..case.opened + @\"P6D\"]]\n  require: true\n"), MEMBERS,
      "2024-01-15", "a:unknown[met..overdue: case.assigned]" },

    /* versions */
    { "the version in force on the anchor judges",
      RULE("  valid: until 2024-01-14\n  for: e in removals\n  within: 10 days of e.date\n  require: false\n")
      RULE("  valid: from 2024-01-15\n  for: e in removals\n  within: 20 days of e.date\n  require: false\n"),
      "\"record\": [" ENTRY("removal", "2024-01-14", ", \"id\": \"e\"") ", " ENTRY("removal", "2024-01-15", ", \"id\": \"f\"") "]",
      "2024-01-25", "a(e):overdue@2024-01-24 a(f):pending@2024-02-04" },
    { "the version in force on the due day judges",
      RULE("  valid: until 2024-01-31\n  by: case.opened + @\"P31D\"\n  require: true\n")
      RULE("  valid: from 2024-02-01\n  by: case.opened + @\"P31D\"\n  require: false\n"),
      MEMBERS, "2024-01-25", "a:pending@2024-02-01" },
    { "with no day yet, the one in force now",
      RULE("  valid: until 2024-01-31\n  by: plan.developed\n  require: true\n")
      RULE("  valid: from 2024-02-01\n  by: plan.developed\n  require: false\n"),
      "\"plans\": []", "2024-02-01", "a:pending" },
    { "no version claims it",
      RULE("  valid: from 2024-01-15 until 2024-01-20\n  for: e in removals\n  within: 10 days of e.date\n  require: false\n"),
      "\"record\": [" ENTRY("removal", "2024-01-14", ", \"id\": \"e\"") ", " ENTRY("removal", "2024-01-20", ", \"id\": \"f\"") ", "
      ENTRY("removal", "2024-01-21", ", \"id\": \"g\"") "]",
      "2024-03-25", "a(e):not_applicable{no version} a(f):overdue@2024-01-30 a(g):not_applicable{no version}" },
    { "none of several claims it, told once",
      RULE("  valid: until 2024-01-01\n  for: e in removals\n  within: 10 days of e.date\n  require: false\n")
      RULE("  valid: from 2025-01-01\n  for: e in removals\n  within: 10 days of e.date\n  require: false\n"),
      REMOVED("2024-01-10"), "2024-03-25", "a(e):not_applicable{no version}" },
    { "two claim it: the first judges",
      RULE("  valid: until 2024-01-20\n  by: case.opened + @\"P10D\"\n  require: false\n")
      RULE("  valid: from 2024-01-21\n  by: case.opened + @\"P30D\"\n  require: true\n"),
      MEMBERS, "2024-03-25", "a:overdue@2024-01-11" },
    { "an anchor that is not known, told once",
      RULE("  valid: until 2024-01-01\n  within: 10 days of case.assigned\n  require: false\n")
      RULE("  valid: from 2024-01-02\n  within: 10 days of case.assigned\n  require: false\n"),
      MEMBERS, "2024-03-25", "a:unknown[met..overdue: case.assigned]" },
    { "a list that is not known, told once",
      RULE("  valid: until 2024-01-01\n  for: m in plan.participants\n  by: case.opened\n  require: false\n")
      RULE("  valid: from 2024-01-02\n  for: m in plan.participants\n  by: case.opened\n  require: false\n"),
      PLANNED("2024-01-02"), "2024-03-25", "a:unknown[met..overdue: p.participants]" },
    { "a version for others",
      RULE("  valid: until 2024-01-14\n  for: e in removals\n  within: 10 days of e.date\n  require: false\n")
      RULE("  valid: from 2024-01-15\n  for: e in contacts\n  within: 20 days of e.date\n  require: false\n"),
      "\"record\": [" ENTRY("removal", "2024-01-10", ", \"id\": \"e\"") ", " ENTRY("contact", "2024-01-16", ", \"id\": \"k\"") "]",
      "2024-03-25", "a(e):overdue@2024-01-20 a(k):overdue@2024-02-05" },

    /* what is false on all days tells that a rule does not apply, also where it is not known when it is due, or to whom */
#define NOBODY(when) RULE("  for: m in plan.participants\n  when: " when "\n  by: case.opened\n  require: false\n"), PLANNED("2024-01-02"), "2024-03-25"
#define UNTOLD "a:unknown[met..overdue: p.participants]"
    { "for cases of another type", NOBODY("\"kinship_care\" in case.types"), "a:not_applicable" },
    { "that and more", NOBODY("count(contacts) > 0 and (case.types = [\"kinship_care\"] and plan != null)"), "a:not_applicable" },
    { "through a condition", "condition kin(c) = some t in c.types satisfies not(t != \"kinship_care\")\n" NOBODY("kin(case)"), "a:not_applicable" },
    { "of either type", NOBODY("\"kinship_care\" in case.types or list contains(case.types, \"other\")"), "a:not_applicable" },
    { "false now is not false on all days", NOBODY("count(contacts) > 0"), UNTOLD },
    { "nor is what rests on it", NOBODY("false or count(contacts) > 0"), UNTOLD },
    { "nor a condition", "condition met = count(contacts) > 0\n" NOBODY("met"), UNTOLD },
    { "nor a reference", NOBODY("m.custodian = m and case.closed = case.opened"), UNTOLD },
    { "nor a `let`", RULE("  for: m in plan.participants\n  let met = count(contacts) > 0\n  when: met\n  by: case.opened\n  require: false\n"),
      PLANNED("2024-01-02"), "2024-03-25", UNTOLD },
    { "nor the types of a case that had others", RULE("  for: m in plan.participants\n  when: \"kinship_care\" in case.types\n  by: case.opened\n  require: false\n"),
      PLANNED("2024-01-02") ", \"history\": [{\"field\": \"types\", \"until\": \"2024-01-20\", \"value\": [\"kinship_care\"]}]", "2024-03-25", UNTOLD },
    { "nor what a member is", RULE("  for: m in members[\"child\" in roles]\n  by: case.assigned\n  require: false\n"), "\"members\": [" MIA "]", "2024-03-25",
      "a(mia):unknown[met..overdue: case.assigned]" },
    { "of a state, today decides", RULE("  for: m in plan.participants\n  when: count(contacts) > 0\n  require: false\n"), PLANNED("2024-01-02"),
      "2024-03-25", "a:not_applicable" },
    { "nor what rules say of an absent field",
      "absent member.indian_child: age(born) > 5\n" RULE("  for: m in members[indian_child]\n  by: case.assigned\n  require: false\n"),
      "\"members\": [{\"id\": \"kit\", \"born\": \"2023-05-05\"}]", "2024-03-25", "a(kit):unknown[met..overdue: case.assigned]" },
    { "nor who perhaps has a plan's part in a period",
      RULE("  for: m in plan.participants\n  when: some c in contacts satisfies c.date in period\n  every: 1 month\n  from: case.opened\n  require: false\n"),
      PLANNED("2024-01-02"), "2024-03-25", UNTOLD },

    { "whether it was closed is not known", BY("  require: true\n"), "\"closed\": null", "2024-01-20",
      "a:unknown[met..overdue: case.closed]" },
    { "before the case opened", BY("  require: true\n"), MEMBERS, "2023-01-20", "a:not_applicable{before opening}" },
    { "advice", BY("  force: advised\n  require: false\n"), MEMBERS, "2024-03-20", "a:overdue@2024-02-01" },
};

static void judges(void **state)
{
    (void)state;
    judge_rows(rows, sizeof rows / sizeof rows[0]);
}

static void holidays_are_no_working_days(void **state)
{
    (void)state;
    const cw_date holidays[] = { (cw_date)day_of("2024-01-15"), (cw_date)day_of("2024-01-02"), (cw_date)day_of("2024-01-02") };
    cw_rules *rules = compile_rules("language 1\nrules test \"Test\"\n" RULE("  within: 3 working days of date(\"2024-01-01\")\n  require: false\n"));
    cw_case *one = read_case("{\"format\": \"casework.case/1\", \"id\": \"c\", \"types\": [], \"opened\": \"2024-01-01\"}");
    cw_evaluator *evaluator;
    cw_report *report;
    assert_int_equal(eval_evaluator_new(base_context_use(NULL), &evaluator), CW_OK);
    assert_int_equal(eval_report_new(base_context_use(NULL), &report), CW_OK);
    assert_int_equal(eval_run(evaluator, rules, one, day_of("2024-01-04"), report), CW_OK);
    assert_int_equal(report->findings[0].due, day_of("2024-01-04"));
    assert_int_equal(eval_evaluator_set_holidays(evaluator, holidays, 3), CW_OK);
    assert_int_equal(eval_run(evaluator, rules, one, day_of("2024-01-04"), report), CW_OK);
    assert_int_equal(report->findings[0].due, day_of("2024-01-05"));
    eval_evaluator_release(evaluator);
    eval_report_release(report);
    drop_rules(rules);
    model_case_release(one);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(judges), cmocka_unit_test(holidays_are_no_working_days) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: MIT */
/* Recurrences: owed periods, what was missed, partial ones, closing, versions, what is not known. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "table.h"

#define SEEN "  require: some c in contacts satisfies c.date in period\n"
#define MONTHLY RULE("  every: 1 calendar month\n  from: case.opened\n" SEEN)
#define DATED(day) ENTRY("contact", day, "")
#define FACE(day, mode) ENTRY("contact", day, mode)
#define RECORD(entries) "\"record\": [" entries "]"
#define NONE RECORD("")
#define WITH(clauses) RULE("  every: 1 calendar month\n  from: case.opened\n" clauses)

static const row rows[] = {
    /* one period after the other */
    { "the first period runs", MONTHLY, NONE, "2024-01-01", "a:pending@2024-01-31" },
    { "its last day is not past", MONTHLY, NONE, "2024-01-31", "a:pending@2024-01-31" },
    { "the day after", MONTHLY, NONE, "2024-02-01", "a:overdue@2024-01-31#1from2024-01-31" },
    { "met in the first", MONTHLY, RECORD(DATED("2024-01-31")), "2024-01-31", "a:met" },
    { "met in the first, the second runs", MONTHLY, RECORD(DATED("2024-01-31")), "2024-02-01", "a:pending@2024-02-29" },
    { "a leap day is the last", MONTHLY, RECORD(DATED("2024-01-31")), "2024-02-29", "a:pending@2024-02-29" },
    { "met on the leap day", MONTHLY, RECORD(DATED("2024-01-31") ", " DATED("2024-02-29")), "2024-02-29", "a:met" },
    { "after the leap day", MONTHLY, RECORD(DATED("2024-01-31")), "2024-03-01", "a:overdue@2024-02-29#1from2024-02-29" },
    { "two missed", MONTHLY, NONE, "2024-03-05", "a:overdue@2024-01-31#2from2024-01-31" },
    { "missed, then met: late", MONTHLY, RECORD(DATED("2024-02-05")), "2024-02-10", "a:late@2024-01-31#1from2024-01-31" },
    { "missed, met, then running", MONTHLY, RECORD(DATED("2024-02-05")), "2024-03-05", "a:late@2024-01-31#1from2024-01-31" },
    { "missed, met, missed again: due is the end of the first missed since", MONTHLY, RECORD(DATED("2024-02-05")), "2024-05-05",
      "a:overdue@2024-03-31#3from2024-01-31" },
    { "what came later is not known of yet", MONTHLY, RECORD(DATED("2024-01-20")), "2024-01-19", "a:pending@2024-01-31" },
    { "before the first begins", RULE("  every: 1 calendar month\n  from: case.opened + @\"P60D\"\n" SEEN), NONE, "2024-01-19",
      "a:not_applicable" },
    { "no anchor yet", RULE("  every: 1 calendar month\n  from: plan.developed\n" SEEN), "\"plans\": []", "2024-01-19",
      "a:not_applicable{no anchor yet}" },
    { "the anchor is not known", RULE("  every: 1 calendar month\n  from: case.assigned\n" SEEN), NONE, "2024-01-19",
      "a:unknown[met..overdue: case.assigned]" },

    { "each rule counts from a condition of its own",
      "condition first = date(\"2024-01-10\")\ncondition second = date(\"2024-01-15\")\n"
      RULE("  every: 10 days\n  from: first\n" SEEN) "rule b\n  title: \"B\"\n  every: 10 days\n  from: second\n" SEEN
      "rule d\n  title: \"D\"\n  every: 10 days\n  from: second\n" SEEN,
      NONE, "2024-01-16", "a:pending@2024-01-20 b:pending@2024-01-25 d:pending@2024-01-25" },

    /* periods from an anchor: both ends belong, the next begins the day after */
    { "the anchor's day belongs", RULE("  every: 10 days\n  from: date(\"2024-01-10\")\n" SEEN), RECORD(DATED("2024-01-10")), "2024-01-20", "a:met" },
    { "the last day belongs", RULE("  every: 10 days\n  from: date(\"2024-01-10\")\n" SEEN), RECORD(DATED("2024-01-20")), "2024-01-20", "a:met" },
    { "the day after is the next period's", RULE("  every: 10 days\n  from: date(\"2024-01-10\")\n" SEEN), RECORD(DATED("2024-01-21")),
      "2024-01-21", "a:late@2024-01-20#1from2024-01-20" },
    { "the next ends two terms after the anchor", RULE("  every: 10 days\n  from: date(\"2024-01-10\")\n" SEEN), RECORD(DATED("2024-01-10")),
      "2024-01-21", "a:pending@2024-01-30" },
    { "months do not drift", RULE("  every: 1 month\n  from: date(\"2024-01-31\")\n" SEEN),
      RECORD(DATED("2024-02-29") ", " DATED("2024-03-31")), "2024-04-01", "a:pending@2024-04-30" },
    { "years from a leap day", RULE("  every: 1 year\n  from: date(\"2024-02-29\")\n" SEEN), NONE, "2025-03-01",
      "a:overdue@2025-02-28#1from2025-02-28" },
    { "a term that is a parameter", "parameter term = 10 days\n" RULE("  every: term\n  from: case.opened\n" SEEN), NONE, "2024-01-11",
      "a:pending@2024-01-11" },
    { "a parameter without a value", "parameter term : term\n" RULE("  every: term\n  from: case.opened\n" SEEN), NONE, "2024-01-11", "" },
    { "beyond the calendar", RULE("  every: 9000 years\n  from: case.opened\n" SEEN), NONE, "2024-01-11",
      "a:unknown[met..overdue: the periods go beyond the calendar]" },
    { "beyond the calendar, whatever is asked", RULE("  when: case.closed != null\n  every: 4000 years\n  from: case.opened\n" SEEN), NONE, "7000-01-01",
      "a:unknown[met..overdue: the periods go beyond the calendar]" },
    { "to the end of the calendar", MONTHLY, "\"closed\": \"2024-01-31\", " NONE, "9999-12-31", "a:unmet@2024-01-31#1from2024-01-31" },
    { "more periods than are judged", RULE("  every: 1 day\n  from: date(\"0001-01-01\")\n  require: true\n"), NONE, "2024-01-11",
      "a:unknown[met..overdue: a recurrence has more periods than are judged]" },

    { "a pause moves the end of a period",
      RULE("  every: 10 days\n  from: case.opened\n  paused: [[date(\"2024-01-03\")..date(\"2024-01-05\")]]\n" SEEN), NONE, "2024-01-14",
      "a:pending@2024-01-14" },
    { "and of those after", RULE("  every: 10 days\n  from: case.opened\n  paused: [[date(\"2024-01-03\")..date(\"2024-01-05\")]]\n" SEEN),
      RECORD(DATED("2024-01-14")), "2024-01-15", "a:pending@2024-01-24" },
    { "each subject has pauses of its own",
      RULE("  for: c in contacts\n  every: 10 days\n  from: case.opened\n  paused: [[date(\"2024-01-03\")..c.date]]\n  require: false\n"),
      RECORD(ENTRY("contact", "2024-01-04", ", \"id\": \"x\"") ", " ENTRY("contact", "2024-01-06", ", \"id\": \"y\"")), "2024-01-10",
      "a(x):pending@2024-01-13 a(y):pending@2024-01-15" },
    { "a pause that goes on", RULE("  every: 10 days\n  from: case.opened\n  paused: [[date(\"2024-01-03\")..case.closed]]\n" SEEN), NONE,
      "2024-05-15", "a:pending@9999-12-31" },

    /* quarters and years */
    { "a quarter", RULE("  every: 1 calendar quarter\n  from: case.opened\n" SEEN), RECORD(DATED("2024-03-31")), "2024-04-01",
      "a:pending@2024-06-30" },
    { "a year", RULE("  every: 1 calendar year\n  from: case.opened\n" SEEN), NONE, "2024-12-31", "a:pending@2024-12-31" },

    /* partial periods */
    { "a first period that is cut short is not owed", RULE("  every: 1 calendar month\n  from: date(\"2024-01-02\")\n" SEEN), NONE, "2024-02-01",
      "a:pending@2024-02-29" },
    { "nothing but a part so far", RULE("  every: 1 calendar month\n  from: date(\"2024-01-02\")\n" SEEN), NONE, "2024-01-31", "a:not_applicable" },
    { "unless partial ones are owed", RULE("  every: 1 calendar month\n  from: date(\"2024-01-02\")\n  partial: owed\n" SEEN), NONE, "2024-02-01",
      "a:overdue@2024-01-31#1from2024-01-31" },
    { "it begins on the anchor", RULE("  every: 1 calendar month\n  from: date(\"2024-01-10\")\n  partial: owed\n" SEEN), RECORD(DATED("2024-01-09")),
      "2024-02-01", "a:overdue@2024-01-31#1from2024-01-31" },
    { "a last period that `until` cuts short is not owed", WITH("  until: date(\"2024-02-15\")\n" SEEN), RECORD(DATED("2024-01-05")), "2024-03-05",
      "a:met" },
    { "unless partial ones are owed: it ends there", WITH("  until: date(\"2024-02-15\")\n  partial: owed\n" SEEN),
      RECORD(DATED("2024-01-05") ", " DATED("2024-02-16")), "2024-03-05", "a:unmet@2024-02-15#1from2024-02-15" },
    { "a last period that ends on `until` is whole", WITH("  until: date(\"2024-02-29\")\n" SEEN), RECORD(DATED("2024-01-05")), "2024-03-05",
      "a:unmet@2024-02-29#1from2024-02-29" },
    { "cut short at both ends to nothing",
      RULE("  every: 1 calendar month\n  from: date(\"2024-01-10\")\n  until: date(\"2024-01-05\")\n  partial: owed\n" SEEN), NONE, "2024-03-05",
      "a:not_applicable" },

    /* closing */
    { "closing releases the running period", MONTHLY, "\"closed\": \"2024-02-20\", " RECORD(DATED("2024-01-05")), "2024-03-05", "a:met" },
    { "closing releases the only period", MONTHLY, "\"closed\": \"2024-01-20\", " NONE, "2024-03-05", "a:not_applicable" },
    { "what was missed stays, and is owed no longer", MONTHLY, "\"closed\": \"2024-02-20\", " NONE, "2024-03-05",
      "a:unmet@2024-01-31#1from2024-01-31" },
    { "on the closing day it is owed", MONTHLY, "\"closed\": \"2024-02-20\", " NONE, "2024-02-20", "a:overdue@2024-01-31#1from2024-01-31" },
    { "missed, then met, then closed", MONTHLY, "\"closed\": \"2024-03-20\", " RECORD(DATED("2024-02-05")), "2024-04-05",
      "a:late@2024-01-31#1from2024-01-31" },
    { "a closing to come does not cut the period short", MONTHLY, "\"closed\": \"2024-01-25\", " NONE, "2024-01-20", "a:pending@2024-01-31" },
    { "closed, and partial ones are owed", WITH("  partial: owed\n" SEEN), "\"closed\": \"2024-02-20\", " RECORD(DATED("2024-01-05")), "2024-03-05",
      "a:unmet@2024-02-20#1from2024-02-20" },

    /* when: on the first and on the last day */
    { "does not apply on the first day", WITH("  when: count(contacts) > 0\n  require: false\n"), RECORD(DATED("2024-01-02")), "2024-02-01",
      "a:pending@2024-02-29" },
    { "applies on the first day and the last", WITH("  when: count(contacts) > 0\n  require: false\n"), RECORD(DATED("2024-01-01")), "2024-02-01",
      "a:overdue@2024-01-31#1from2024-01-31" },
    { "does not apply on the last day", WITH("  when: count(contacts) < 1\n  require: false\n"), RECORD(DATED("2024-01-31")), "2024-02-01",
      "a:not_applicable" },
    { "missed while it applied, and applies no longer", WITH("  when: count(contacts) < 1\n  require: false\n"), RECORD(DATED("2024-02-01")),
      "2024-02-01", "a:unmet@2024-01-31#1from2024-01-31" },
    { "a running period that does not apply today", WITH("  when: count(contacts) < 1\n  require: false\n"), RECORD(DATED("2024-01-10")),
      "2024-01-20", "a:not_applicable" },
    { "a `when` that names the period is read on its last day",
      WITH("  when: some c in contacts satisfies c.date in period\n  require: false\n"), RECORD(DATED("2024-01-31")), "2024-02-01",
      "a:unmet@2024-01-31#1from2024-01-31" },
    { "and for what is still owed with the running period",
      WITH("  when: some c in contacts satisfies c.date in period\n  require: false\n"),
      RECORD(DATED("2024-01-31") ", " DATED("2024-02-01")), "2024-02-01", "a:overdue@2024-01-31#1from2024-01-31" },
    { "a `let` is read on each last day", WITH("  let seen = count(contacts)\n  require: seen > 0\n"), RECORD(DATED("2024-02-02")), "2024-03-01",
      "a:late@2024-01-31#1from2024-01-31" },
    { "filters are read on these days too",
      RULE("  for: m in members[count(contacts) > 0]\n  every: 1 calendar month\n  from: case.opened\n  require: false\n"),
      "\"members\": [" LEO "], " RECORD(DATED("2024-01-02")), "2024-02-01", "a(leo):pending@2024-02-29" },
    { "one for each", RULE("  for: m in members\n  every: 1 calendar month\n  from: case.opened\n"
                           "  require: some c in contacts satisfies c.date in period and m in c.with\n"),
      "\"members\": [" LEO ", " MIA "], " RECORD(ENTRY("contact", "2024-01-10", ", \"with\": [\"leo\"]")), "2024-02-01",
      "a(leo):pending@2024-02-29 a(mia):overdue@2024-01-31#1from2024-01-31" },

    /* not known: the row at its best and at its worst */
#define FACED "  require: some c in contacts satisfies c.date in period and c.mode = \"face_to_face\"\n"
    { "perhaps met", WITH(FACED), RECORD(DATED("2024-01-10")), "2024-02-01", "a:unknown#0?1[pending..overdue: record/0.mode]" },
    { "perhaps met, and counted apart", WITH(FACED), RECORD(DATED("2024-01-10")), "2024-03-01",
      "a:overdue@2024-02-29#1?1from2024-02-29" },
    { "perhaps met, met since", WITH(FACED), RECORD(DATED("2024-01-10") ", " FACE("2024-02-10", ", \"mode\": \"face_to_face\"")), "2024-02-20",
      "a:unknown#0?1[met..late: record/0.mode]" },
    { "missed, perhaps met since", WITH(FACED), RECORD(DATED("2024-02-10")), "2024-03-01",
      "a:unknown#1?1from2024-01-31[late..overdue: record/0.mode]" },
    { "perhaps owed", WITH("  when: case.court_involved\n" SEEN), NONE, "2024-02-01",
      "a:unknown#0?1[not_applicable..overdue: case.court_involved]" },
    { "perhaps owed, and met", WITH("  when: case.court_involved\n" SEEN), RECORD(DATED("2024-01-10")), "2024-01-31",
      "a:unknown[met..not_applicable: case.court_involved]" },
    { "missed, closed, perhaps still", WITH("  when: case.court_involved\n" SEEN), "\"closed\": \"2024-02-20\", " NONE, "2024-03-01",
      "a:unknown#0?1[not_applicable..unmet: case.court_involved]" },
    { "what came after current_to", MONTHLY, "\"current_to\": \"2024-02-10\", " NONE, "2024-03-15",
      "a:unknown#1?1from2024-01-31[late..overdue: (after current_to)]" },
    { "current to the end of the last whole period", MONTHLY, "\"current_to\": \"2024-02-29\", " NONE, "2024-03-15",
      "a:unknown#2from2024-01-31[late..overdue: (after current_to)]" },
    { "an uncertain member", RULE("  for: m in members\n  every: 1 calendar month\n  from: case.opened\n" SEEN),
      "\"members\": [{\"id\": \"kit\", \"joined\": null}], " NONE, "2024-02-02",
      "a(kit):unknown#0?1[not_applicable..overdue: kit.joined]" },

    /* versions: period by period, by the first day */
    { "each version its own periods",
      RULE("  valid: until 2024-02-29\n  every: 1 calendar month\n  from: case.opened\n  require: true\n")
      RULE("  valid: from 2024-03-01\n  every: 1 calendar month\n  from: case.opened\n  require: false\n"),
      NONE, "2024-04-01", "a:overdue@2024-03-31#1from2024-03-31" },
    { "a row over two versions",
      RULE("  valid: until 2024-02-29\n  every: 1 calendar month\n  from: case.opened\n  require: false\n")
      RULE("  valid: from 2024-03-01\n  every: 1 calendar month\n  from: case.opened\n  require: true\n"),
      NONE, "2024-04-01", "a:late@2024-01-31#2from2024-01-31" },
    { "other periods from then on",
      RULE("  valid: until 2024-01-31\n  every: 1 calendar month\n  from: case.opened\n  require: true\n")
      RULE("  valid: from 2024-02-01\n  every: 1 calendar quarter\n  from: case.opened\n  require: false\n"),
      NONE, "2024-07-01", "a:overdue@2024-06-30#1from2024-06-30" },
    { "what is not known of the first version is told of the whole",
      RULE("  valid: until 2024-01-31\n  every: 1 calendar month\n  from: case.opened\n" FACED)
      RULE("  valid: from 2024-02-01\n  every: 1 calendar month\n  from: case.opened\n  require: true\n"),
      RECORD(DATED("2024-01-10")), "2024-03-01", "a:unknown#0?1[met..late: record/0.mode]" },
    { "no version is in force on any first day",
      RULE("  valid: from 2025-01-01\n  every: 1 calendar month\n  from: case.opened\n  require: false\n"), NONE, "2024-04-01",
      "a:not_applicable{no version}" },
    { "no version from then on",
      RULE("  valid: until 2024-02-15\n  every: 1 calendar month\n  from: case.opened\n  require: true\n"), NONE, "2024-06-01", "a:met" },

    { "whether it was closed is not known", MONTHLY, "\"closed\": null", "2024-01-20", "a:unknown[met..overdue: case.closed]" },
};

static void judges(void **state)
{
    (void)state;
    judge_rows(rows, sizeof rows / sizeof rows[0]);
}

/* ---- `when` is not asked again while all that it reads is the same; with a `let` it is asked for each day ---- */

static const char *const whens[] = {
    "true", "m.active", "not(m.active)", "m.left = null", "m.left != null", "m.born != null", "case.closed = null",
    "m.living = \"home\"", "m.living = \"kin\"", "m.category = \"family\"", "\"parent\" in m.roles", "documented(m.left)",
    "documented(m.living)", "age(m.born) >= 9", "age(m.born, date(\"2024-03-10\")) >= 9", "m.custodian = null", "m.custodian.left = null",
    "some p in m.parents satisfies p.category = \"family\"", "count(m.parents) = 1", "plan != null", "plan.since < date(\"2024-03-01\")",
    "count(contacts) > 1", "count(members) = 3", "case.current_to > date(\"2024-03-15\")", "as of(date(\"2024-02-10\"), m.active)",
    "as of(m.left, m.living) = \"home\"", "m.left = null or m.living = \"kin\"", "m.active and count(contacts) < 3",
    "some s in contacts satisfies s.date in period", "m.joined in period", "condition_of(m)"
};

static char *judge_when(const char *when, const char *more, const char *clause, const char *day)
{
    static const char *const document =
        "{\"format\": \"casework.case/1\", \"id\": \"c\", \"types\": [\"in_home_cps\"], \"opened\": \"2024-01-01\"%s, \"members\": ["
        "{\"id\": \"leo\", \"roles\": [\"child\"], \"born\": \"2015-03-15\", \"joined\": \"2024-01-01\","
        " \"living\": \"kin\", \"parents\": [\"mia\", \"tom\"],"
        " \"custodian\": \"mia\", \"history\": [{\"field\": \"living\", \"value\": \"home\", \"until\": \"2024-02-29\"}]},"
        "{\"id\": \"mia\", \"roles\": [\"parent\"], \"born\": null, \"joined\": \"2024-01-01\","
        " \"left\": \"2024-03-20\", \"living\": \"home\", \"custodian\": \"tom\"},"
        "{\"id\": \"tom\", \"roles\": [\"friend\"], \"joined\": \"2024-02-15\", \"parents\": [],"
        " \"history\": [{\"field\": \"roles\", \"value\": [\"parent\"], \"until\": \"2024-04-10\"}]}],"
        "\"plans\": [{\"id\": \"p\", \"developed\": \"2024-02-01\"}],"
        "\"record\": [{\"kind\": \"contact\", \"date\": \"2024-01-20\"}, {\"kind\": \"contact\", \"date\": \"2024-03-05\"},"
        " {\"kind\": \"contact\", \"date\": \"2024-04-05\"}]}";
    char rules[1024], text[4096];
    snprintf(rules, sizeof rules, "language 1\nrules test \"Test\"\ncondition condition_of(m) = m.active and m.living != null\n"
             "rule a\n  title: \"A\"\n  for: m in members\n%s  when: %s\n  every: 1 calendar month\n  from: case.opened\n"
             "  require: some c in contacts satisfies c.date in period\n", clause, when);
    snprintf(text, sizeof text, document, more);
    cw_report *report = judge(rules, text, day);
    char *found = describe(report);
    eval_report_release(report);
    return found;
}

static void asks_when_for_each_day(void **state)
{
    static const char *const more[] = { "", ", \"closed\": \"2024-05-15\"", ", \"current_to\": \"2024-03-31\"" };
    static const char *const on[] = { "2024-03-19", "2024-04-30", "2024-08-01" };
    int wrong = 0;
    (void)state;
    for (size_t i = 0; i < sizeof whens / sizeof whens[0] * 9; i++) {
        const char *when = whens[i / 9], *document = more[i % 9 / 3], *day = on[i % 3];
        char *once = judge_when(when, document, "", day), *each = judge_when(when, document, "  let one = 1\n", day);
        if (strcmp(once, each) != 0) {
            print_error("`%s` (%s%s):\n  found    `%s`\n  expected `%s`\n", when, day, document, once, each);
            wrong++;
        }
        free(once);
        free(each);
    }
    assert_int_equal(wrong, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(judges), cmocka_unit_test(asks_when_for_each_day) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

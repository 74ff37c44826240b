/* SPDX-License-Identifier: MIT */
/* What excuses: waivers by the right and the wrong person, expired, late, for others, not known; the family's choice. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "table.h"

#define PEOPLE "\"members\": [" LEO ", {\"id\": \"sra\", \"roles\": [\"service_region_administrator\"]}, {\"id\": \"fsos\", \"roles\": [\"supervisor\"]}, {\"id\": \"new\", \"roles\": null}]"
#define WAIVER(day, fields) ENTRY("waiver", day, ", \"id\": \"w\"" fields)
#define CASE(entries) PEOPLE ", \"record\": [" entries "]"
#define GOOD ", \"rule\": \"a\", \"subjects\": [\"leo\"], \"approved_by\": \"sra\", \"reason\": \"storm\""
#define BY_SRA "  waived: by service_region_administrator\n"
/* Due on 2024-02-01. */
#define LEOS RULE("  for: m in members\n  when: \"child\" in m.roles\n  by: case.opened + @\"P31D\"\n  require: false\n" BY_SRA)
#define REST " a(sra):not_applicable a(fsos):not_applicable a(new):unknown[not_applicable..overdue: new.roles]"
#define CHILD(clauses) RULE("  for: m in members[id = \"leo\"]\n" clauses)
#define OTHERS " a(sra):not_applicable a(fsos):not_applicable a(new):not_applicable"
#define DUE CHILD("  by: case.opened + @\"P31D\"\n  require: false\n" BY_SRA)
#define DAY "2024-02-10"
#define NOT "<waiver w does not count: "
#define FAILS(fields, why) CASE(WAIVER("2024-01-20", fields)), DAY, "a(leo):overdue@2024-02-01" NOT why ">" OTHERS

static const row rows[] = {
    { "approved", DUE, CASE(WAIVER("2024-01-20", GOOD)), DAY, "a(leo):waived@2024-02-01" OTHERS },
    { "by the full name of the rule", DUE,
      CASE(WAIVER("2024-01-20", ", \"rule\": \"test:a\", \"subjects\": [\"sra\", \"leo\"], \"approved_by\": \"sra\", \"reason\": \"storm\"")), DAY,
      "a(leo):waived@2024-02-01" OTHERS },
    { "for another rule", DUE,
      CASE(WAIVER("2024-01-20", ", \"rule\": \"b\", \"subjects\": [\"leo\"], \"approved_by\": \"sra\", \"reason\": \"storm\"")), DAY,
      "a(leo):overdue@2024-02-01" OTHERS },
    { "for another subject", DUE,
      CASE(WAIVER("2024-01-20", ", \"rule\": \"a\", \"subjects\": [\"sra\"], \"approved_by\": \"sra\", \"reason\": \"storm\"")), DAY,
      "a(leo):overdue@2024-02-01" OTHERS },
    { "by the wrong person", DUE, FAILS(", \"rule\": \"a\", \"subjects\": [\"leo\"], \"approved_by\": \"fsos\", \"reason\": \"storm\"",
                                        "approved by fsos, whose role on 2024-01-20 was not service region administrator") },
    { "by the wrong person, of two roles",
      CHILD("  by: case.opened + @\"P31D\"\n  require: false\n  waived: by service_region_administrator, caseworker\n"),
      FAILS(", \"rule\": \"a\", \"subjects\": [\"leo\"], \"approved_by\": \"fsos\", \"reason\": \"storm\"",
            "approved by fsos, whose role on 2024-01-20 was not service region administrator or caseworker") },
    { "one of two roles", CHILD("  by: case.opened + @\"P31D\"\n  require: false\n  waived: by supervisor, service_region_administrator\n"),
      CASE(WAIVER("2024-01-20", GOOD)), DAY, "a(leo):waived@2024-02-01" OTHERS },
    { "without a reason", DUE, FAILS(", \"rule\": \"a\", \"subjects\": [\"leo\"], \"approved_by\": \"sra\"", "no reason is documented") },
    { "a reason that is null is not documented", DUE,
      FAILS(", \"rule\": \"a\", \"subjects\": [\"leo\"], \"approved_by\": \"sra\", \"reason\": null", "no reason is documented") },
    { "where the rule names no one who may", CHILD("  by: case.opened + @\"P31D\"\n  require: false\n"),
      FAILS(GOOD, "the rule names no one who may waive it") },
    { "on the due day", DUE, CASE(WAIVER("2024-02-01", GOOD)), DAY, "a(leo):waived@2024-02-01" OTHERS },
    { "after the due day", DUE, CASE(WAIVER("2024-02-02", GOOD)), DAY,
      "a(leo):overdue@2024-02-01" NOT "dated 2024-02-02, after the due day>" OTHERS },
    { "not yet there", DUE, CASE(WAIVER("2024-01-20", GOOD)), "2024-01-19", "a(leo):pending@2024-02-01" OTHERS },
    { "expired on the due day", DUE, CASE(WAIVER("2024-01-20", GOOD ", \"expires\": \"2024-02-01\"")), DAY,
      "a(leo):waived@2024-02-01" OTHERS },
    { "expired before it", DUE, CASE(WAIVER("2024-01-20", GOOD ", \"expires\": \"2024-01-31\"")), DAY,
      "a(leo):overdue@2024-02-01" NOT "expired on 2024-01-31>" OTHERS },
    { "before it is due", DUE, CASE(WAIVER("2024-01-20", GOOD)), "2024-01-25", "a(leo):waived@2024-02-01" OTHERS },
    { "met needs no waiver", CHILD("  by: case.opened + @\"P31D\"\n  require: true\n" BY_SRA),
      CASE(WAIVER("2024-01-20", ", \"rule\": \"a\", \"subjects\": [\"leo\"], \"approved_by\": \"fsos\", \"reason\": \"storm\"")), DAY,
      "a(leo):met@2024-02-01" OTHERS },

    /* not known */
    { "for whom is not known", DUE, CASE(WAIVER("2024-01-20", ", \"rule\": \"a\", \"approved_by\": \"sra\", \"reason\": \"storm\"")), DAY,
      "a(leo):unknown[waived..overdue: w.subjects]" OTHERS },
    { "who approved is not known", DUE, CASE(WAIVER("2024-01-20", ", \"rule\": \"a\", \"subjects\": [\"leo\"], \"reason\": \"storm\"")), DAY,
      "a(leo):unknown[waived..overdue: w.approved_by]" OTHERS },
    { "the roles of who approved are not known", DUE,
      CASE(WAIVER("2024-01-20", ", \"rule\": \"a\", \"subjects\": [\"leo\"], \"approved_by\": \"new\", \"reason\": \"storm\"")), DAY,
      "a(leo):unknown[waived..overdue: new.roles]" OTHERS },
    { "of which rule is not known", DUE, CASE(WAIVER("2024-01-20", ", \"subjects\": [\"leo\"], \"approved_by\": \"sra\", \"reason\": \"storm\"")), DAY,
      "a(leo):unknown[waived..overdue: w.rule]" OTHERS },
    { "until when is not known", DUE, CASE(WAIVER("2024-01-20", GOOD ", \"expires\": null")), DAY,
      "a(leo):unknown[waived..overdue: w.expires]" OTHERS },
    { "what surely fails needs no facts", DUE, FAILS(", \"rule\": \"a\", \"subjects\": [\"leo\"], \"reason\": \"\"", "no reason is documented") },
    { "two that may count", DUE,
      CASE(WAIVER("2024-01-20", ", \"rule\": \"a\", \"subjects\": [\"leo\"], \"reason\": \"storm\"") ", " ENTRY("waiver", "2024-01-21", GOOD)), DAY,
      "a(leo):waived@2024-02-01" OTHERS },
    { "approved, of children alone", LEOS, CASE(WAIVER("2024-01-20", GOOD)), DAY, "a(leo):waived@2024-02-01" REST },
    { "a list of entries that is not known", DUE, PEOPLE ", \"record\": null", DAY, "a(leo):unknown[waived..overdue: case.record]" OTHERS },
    { "the record is not whole to the due day", DUE, PEOPLE ", \"current_to\": \"2024-01-25\", \"record\": []", DAY,
      "a(leo):unknown[waived..overdue: (after current_to)]" OTHERS },
    { "the record is whole to the due day", DUE, PEOPLE ", \"current_to\": \"2024-02-01\", \"record\": []", DAY,
      "a(leo):overdue@2024-02-01" OTHERS },

    /* who approved held the role on that day */
    { "who has not joined yet", DUE,
      "\"members\": [" LEO ", {\"id\": \"sra\", \"roles\": [\"service_region_administrator\"], \"joined\": \"2024-03-01\"}], "
      "\"record\": [" WAIVER("2024-01-20", GOOD) "]", DAY,
      "a(leo):overdue@2024-02-01" NOT "approved by no one who is on the case>" },

    /* states */
    { "a state, now", CHILD("  require: false\n" BY_SRA), CASE(WAIVER(DAY, GOOD)), DAY, "a(leo):waived" OTHERS },
    { "a state that nothing excuses any more", CHILD("  require: false\n" BY_SRA), CASE(WAIVER("2024-01-20", GOOD ", \"expires\": \"2024-02-09\"")),
      DAY, "a(leo):unmet" NOT "expired on 2024-02-09>" OTHERS },
    { "for the case as a whole", RULE("  require: false\n" BY_SRA), CASE(WAIVER(DAY, ", \"rule\": \"a\", \"approved_by\": \"sra\", \"reason\": \"storm\"")),
      DAY, "a:waived" },
    { "all subjects must be named", RULE("  for: m in members[id = \"leo\"], n in members[id = \"sra\"]\n  require: false\n" BY_SRA),
      "\"members\": [" LEO ", {\"id\": \"sra\", \"roles\": [\"service_region_administrator\"]}], \"record\": [" WAIVER(DAY, GOOD) "]", DAY,
      "a(leo,leo):not_applicable a(leo,sra):unmet a(sra,leo):not_applicable a(sra,sra):not_applicable" },

    /* the family's choice */
    { "the family's choice", RULE("  require: false\n  waived: when case.adult_victim_choice\n"), "\"adult_victim_choice\": true", DAY, "a:waived" },
    { "no choice of theirs", RULE("  require: false\n  waived: when case.adult_victim_choice\n"), "\"adult_victim_choice\": false", DAY, "a:unmet" },
    { "a choice that is not known", RULE("  require: false\n  waived: when case.adult_victim_choice\n"), MEMBERS, DAY,
      "a:unknown[waived..unmet: case.adult_victim_choice]" },
    { "either of two", RULE("  require: false\n  waived: when false\n  waived: when case.adult_victim_choice\n"), "\"adult_victim_choice\": true", DAY,
      "a:waived" },
    { "or a waiver", RULE("  require: false\n  waived: when case.court_involved\n" BY_SRA),
      CASE(WAIVER(DAY, ", \"rule\": \"a\", \"approved_by\": \"sra\", \"reason\": \"storm\"")), DAY, "a:waived" },
    { "read on the due day", RULE("  by: case.opened + @\"P31D\"\n  require: false\n  waived: when count(contacts) > 0\n"),
      "\"record\": [" ENTRY("contact", "2024-02-02", "") "]", DAY, "a:overdue@2024-02-01" },
    { "so on the due day", RULE("  by: case.opened + @\"P31D\"\n  require: false\n  waived: when count(contacts) > 0\n"),
      "\"record\": [" ENTRY("contact", "2024-02-01", "") "]", DAY, "a:waived@2024-02-01" },
    { "on the as-of day before that", RULE("  by: case.opened + @\"P31D\"\n  require: false\n  waived: when count(contacts) > 0\n"),
      "\"record\": [" ENTRY("contact", "2024-02-01", "") "]", "2024-01-31", "a:pending@2024-02-01" },

    /* recurrences: period by period */
    { "a waiver for one period", CHILD("  every: 1 calendar month\n  from: case.opened\n  require: false\n" BY_SRA),
      CASE(WAIVER("2024-01-20", GOOD ", \"expires\": \"2024-01-31\"")), "2024-03-01", "a(leo):overdue@2024-02-29#1from2024-02-29" OTHERS },
    { "a waiver for all to come", CHILD("  every: 1 calendar month\n  from: case.opened\n  require: false\n" BY_SRA),
      CASE(WAIVER("2024-01-20", GOOD)), "2024-03-01", "a(leo):waived" OTHERS },
    { "and not for what was before", CHILD("  every: 1 calendar month\n  from: case.opened\n  require: false\n" BY_SRA),
      CASE(WAIVER("2024-02-20", GOOD)), "2024-03-01", "a(leo):overdue@2024-01-31#1from2024-01-31" OTHERS },
    { "waived, and then met", CHILD("  every: 1 calendar month\n  from: case.opened\n  require: some c in contacts satisfies c.date in period\n" BY_SRA),
      CASE(WAIVER("2024-01-20", GOOD ", \"expires\": \"2024-01-31\"") ", " ENTRY("contact", "2024-02-03", "")), "2024-02-03", "a(leo):met" OTHERS },
    { "a choice in the period", RULE("  every: 1 calendar month\n  from: case.opened\n  require: false\n  waived: when some c in contacts satisfies c.date in period\n"),
      "\"record\": [" ENTRY("contact", "2024-01-31", "") "]", "2024-02-01", "a:pending@2024-02-29" },
};

static void judges(void **state)
{
    (void)state;
    judge_rows(rows, sizeof rows / sizeof rows[0]);
}

/* Of a thousand waivers that do not count no more than a few are told. */
static void notes_are_bounded(void **state)
{
    (void)state;
    char *json = malloc(400000);
    assert_non_null(json);
    int length = snprintf(json, 400000, "{\"format\": \"casework.case/1\", \"id\": \"c\", \"types\": [], \"opened\": \"2024-01-01\", \"record\": [");
    for (int i = 0; i < 1000; i++)
        length += snprintf(json + length, (size_t)(400000 - length), "%s" ENTRY("waiver", "2024-01-02", ", \"rule\": \"a\", \"subjects\": []"), i ? "," : "");
    snprintf(json + length, (size_t)(400000 - length), "]}");
    cw_report *report = judge("language 1\nrules test \"Test\"\n" RULE("  require: false\n" BY_SRA), json, "2024-02-01");
    assert_int_equal(report->findings[0].status, EVAL_UNMET);
    assert_int_equal(report->findings[0].note_count, 16);
    assert_string_equal(report->findings[0].notes[0], "waiver record/0 does not count: no reason is documented");
    eval_report_release(report);
    report = judge("language 1\nrules test \"Test\"\n" RULE("  require: false\n"), json, "2024-02-01");
    assert_int_equal(report->findings[0].status, EVAL_UNMET);
    assert_int_equal(report->findings[0].note_count, 16);
    assert_string_equal(report->findings[0].notes[15], "waiver record/15 does not count: the rule names no one who may waive it");
    eval_report_release(report);
    free(json);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(judges), cmocka_unit_test(notes_are_bounded) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: MIT */
/* Rates over several cases: what is counted, what is left out, what is unknown, and what becomes of targets. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "eval/rates.h"
#include "table.h"

#define SEEN "  require: some c in contacts satisfies c.date in period\n"
#define MONTHLY(more) RULE("  every: 1 calendar month\n  from: case.opened\n" more SEEN)
#define TARGET(percent) "  target: " percent " %\n"
#define DATED(day) ENTRY("contact", day, "")
#define NONE "\"record\": []"
#define IN(month) ENTRY("contact", "2024-" month "-10", "")
#define RECORD(entries) "\"record\": [" entries "]"

enum { CASES_MOST = 4 };
typedef struct measure {
    const char *what, *rules;
    const char *cases[CASES_MOST];       /* after the keys that every case has; NULL: no more */
    const char *day, *since;             /* since NULL: all periods */
    const char *rates;                   /* as put_rate has them, one for each rule */
} measure;

static cw_rates *rates_of(cw_rules *rules)
{
    cw_rates *rates;
    assert_int_equal(eval_rates_new(base_context_use(NULL), rules, &rates), CW_OK);
    return rates;
}

static cw_rules *rules_of(const char *text)
{
    char rules[4096];
    snprintf(rules, sizeof rules, "language 1\nrules test \"Test\"\n%s", text);
    return compile_rules(rules);
}

static void add_case(cw_rates *rates, const char *fields, const char *day, const char *since)
{
    char document[8192];
    cw_evaluator *evaluator;
    cw_report *report;
    snprintf(document, sizeof document,
             "{\"format\": \"casework.case/1\", \"id\": \"c\", \"types\": [\"in_home_cps\"], \"opened\": \"2024-01-01\", %s}", fields);
    cw_case *one = read_case(document);
    assert_int_equal(eval_evaluator_new(base_context_use(NULL), &evaluator), CW_OK);
    assert_int_equal(eval_report_new(base_context_use(NULL), &report), CW_OK);
    if (since) evaluator->since = day_of(since);
    assert_int_equal(eval_run(evaluator, rates->rules, one, day_of(day), report), CW_OK);
    assert_int_equal(eval_rates_add(rates, report), CW_OK);
    eval_report_release(report);
    eval_evaluator_release(evaluator);
    model_case_release(one);
}

/* "1/2 periods [1/3..2/3] waived 1 pending 2 unknown 1 uncounted 1: missed", without what is nought or nothing. */
static void put_rate(base_buffer *buffer, const cw_rates *rates, int64_t index)
{
    static const char *const verdicts[] = { "", ": reached", ": missed", ": cannot be told", ": empty" };
    eval_share known = eval_rates_share(rates, index, EVAL_RATE_KNOWN), best = eval_rates_share(rates, index, EVAL_RATE_BEST);
    eval_share worst = eval_rates_share(rates, index, EVAL_RATE_WORST);
    const int64_t *count = eval_rates_sums(rates, index)->count;
    bool sure = worst.met == best.met && worst.of == best.of;
    base_putf(buffer, "%d/%d %s", (int)known.met, (int)known.of, eval_rates_counted(rates, index) == EVAL_COUNTED_PERIODS ? "periods" : "findings");
    if (!sure) base_putf(buffer, " [%d/%d..%d/%d]", (int)worst.met, (int)worst.of, (int)best.met, (int)best.of);
    if (count[EVAL_PERIOD_WAIVED]) base_putf(buffer, " waived %d", (int)count[EVAL_PERIOD_WAIVED]);
    if (count[EVAL_PERIOD_PENDING]) base_putf(buffer, " pending %d", (int)count[EVAL_PERIOD_PENDING]);
    if (count[EVAL_PERIOD_UNKNOWN]) base_putf(buffer, " unknown %d", (int)count[EVAL_PERIOD_UNKNOWN]);
    if (rates->items[index].uncounted) base_putf(buffer, " uncounted %d", (int)rates->items[index].uncounted);
    base_put(buffer, verdicts[eval_rates_verdict(rates, index)]);
}

/* In two parts, the first of which has one case; `merged` in the other order. */
static cw_rates *measure_cases(const measure *row, cw_rules *rules, bool merged)
{
    cw_rates *rates = rates_of(rules), *rest = rates_of(rules);
    for (int i = 0; i < CASES_MOST && row->cases[i]; i++) add_case(i == 0 ? rates : rest, row->cases[i], row->day, row->since);
    assert_int_equal(eval_rates_merge(merged ? rest : rates, merged ? rates : rest), CW_OK);
    eval_rates_release(merged ? rates : rest);
    return merged ? rest : rates;
}

static bool measure_row(const measure *row, bool merged)
{
    base_buffer text;
    cw_rules *rules = rules_of(row->rules);
    cw_rates *rates = measure_cases(row, rules, merged);
    base_buffer_init(&text, base_context_use(NULL));
    for (int64_t i = 0; i < rates->count; i++) {
        base_put(&text, i > 0 ? "; " : "");
        put_rate(&text, rates, i);
    }
    bool right = strcmp(text.data, row->rates) == 0;
    if (!right) print_error("%s:\n  found    `%s`\n  expected `%s`\n", row->what, text.data, row->rates);
    base_buffer_finish(&text);
    eval_rates_release(rates);
    drop_rules(rules);
    return right;
}

#define UNSURE(day) ENTRY("contact", day, ", \"mode\": null")
#define FACE "  require: some c in contacts satisfies c.date in period and c.mode = \"face_to_face\"\n"
#define FACE_MONTHLY(more) RULE("  every: 1 calendar month\n  from: case.opened\n" more FACE)
#define FACED(month) ENTRY("contact", "2024-" month "-10", ", \"mode\": \"face_to_face\"")

static const measure rows[] = {
    { "no case", MONTHLY(TARGET("95")), { NULL }, "2024-03-31", NULL, "0/0 periods: empty" },

    /* recurrences: periods */
    { "met in January, missed in February, March has not ended", MONTHLY(""), { RECORD(IN("01")) }, "2024-03-15", NULL, "1/2 periods pending 1" },
    { "of two cases", MONTHLY(""), { RECORD(IN("01")), RECORD(IN("01") ", " IN("02")) }, "2024-03-01", NULL, "3/4 periods pending 2" },
    { "the running period is met already", MONTHLY(""), { RECORD(IN("01") ", " IN("02")) }, "2024-02-12", NULL, "2/2 periods" },
    { "a closed case owes nothing more", MONTHLY(""), { "\"closed\": \"2024-02-29\", " NONE }, "2024-06-30", NULL, "0/2 periods" },
    { "what does not apply is not owed", MONTHLY("  when: case.court_involved\n"), { "\"court_involved\": false, " NONE }, "2024-06-30", NULL, "0/0 periods" },
    { "what is waived is left out", MONTHLY("  waived: when period = [date(\"2024-01-01\")..date(\"2024-01-31\")]\n"), { RECORD(IN("02")) },
      "2024-02-29", NULL, "1/1 periods waived 1" },
    { "missed, then met: the finding is late, the period missed", MONTHLY(""), { RECORD(IN("02")) }, "2024-02-29", NULL, "1/2 periods" },

    /* deadlines and states: findings */
    { "met, late, overdue, pending", RULE("  within: 10 days of case.opened\n  require: count(contacts) > 0\n"),
      { RECORD(DATED("2024-01-05")), RECORD(DATED("2024-01-20")), NONE }, "2024-01-31", NULL, "1/3 findings" },
    { "unmet: owed no longer", RULE("  within: 10 days of case.opened\n  require: count(contacts) > 0\n"),
      { "\"closed\": \"2024-01-20\", " NONE }, "2024-01-31", NULL, "0/1 findings" },
    { "not due yet", RULE("  within: 60 days of case.opened\n  require: count(contacts) > 0\n"), { NONE }, "2024-01-31", NULL, "0/0 findings pending 1" },
    { "a state", RULE("  require: count(contacts) > 0\n"), { RECORD(DATED("2024-01-05")), NONE, NONE }, "2024-01-31", NULL, "1/3 findings" },
    { "not applicable, and waived", RULE("  when: count(contacts) < 2\n  require: false\n  waived: when count(contacts) = 1\n"),
      { NONE, RECORD(DATED("2024-01-05")), RECORD(DATED("2024-01-05") ", " DATED("2024-01-06")) }, "2024-01-31", NULL, "0/1 findings waived 1" },

    /* unknown ones */
    { "a period that may be met, or still be", FACE_MONTHLY(""), { RECORD(FACED("01") ", " UNSURE("2024-02-10")) }, "2024-02-29", NULL,
      "1/1 periods [1/1..2/2] unknown 1" },
    { "what may be not owed or missed", FACE_MONTHLY("  when: case.court_involved\n"), { NONE }, "2024-01-31", NULL, "0/0 periods unknown 1" },
    { "the same, ended", FACE_MONTHLY("  when: case.court_involved\n"), { NONE }, "2024-02-01", NULL, "0/0 periods [0/1..0/0] unknown 2" },
    { "what may be met or not owed", FACE_MONTHLY("  when: case.court_involved\n"), { RECORD(FACED("01")) }, "2024-01-31", NULL,
      "0/0 periods [0/0..1/1] unknown 1" },
    { "a state that is met or unmet", RULE("  require: case.court_involved\n"), { NONE, "\"court_involved\": true, " NONE }, "2024-01-31", NULL,
      "1/1 findings [1/2..2/2] unknown 1" },
    { "a state that is unmet or not applicable", RULE("  when: case.court_involved\n  require: false\n"), { NONE }, "2024-01-31", NULL,
      "0/0 findings [0/1..0/0] unknown 1" },
    { "a deadline that is late or overdue was missed", RULE("  within: 10 days of case.opened\n  require: count(contacts[date > date(\"2024-01-20\") and mode = \"face_to_face\"]) > 0\n"),
      { RECORD(UNSURE("2024-01-25")) }, "2024-01-31", NULL, "0/1 findings" },
    { "a deadline that is met or late", RULE("  within: 10 days of case.opened\n  require: count(contacts[mode = \"face_to_face\"]) > 0\n"),
      { RECORD(UNSURE("2024-01-05") ", " ENTRY("contact", "2024-01-25", ", \"mode\": \"face_to_face\"")) }, "2024-01-31", NULL,
      "0/0 findings [0/1..1/1] unknown 1" },
    { "nobody knows how many periods", RULE("  every: 1 calendar month\n  from: case.assigned\n" SEEN), { NONE }, "2024-01-31", NULL,
      "0/0 periods uncounted 1" },
    { "nor how many subjects", RULE("  for: o in plan.objectives\n  require: documented(o.text)\n"),
      { "\"plans\": [{\"id\": \"p\", \"developed\": \"2024-01-02\", \"effective\": null}]" }, "2024-01-31", NULL, "0/0 findings uncounted 1" },

    /* targets */
    { "reached", MONTHLY(TARGET("50")), { RECORD(IN("01")) }, "2024-02-29", NULL, "1/1 periods pending 1: reached" },
    { "exactly", MONTHLY(TARGET("50")), { RECORD(IN("01")) }, "2024-03-01", NULL, "1/2 periods pending 1: reached" },
    { "written with an exponent", MONTHLY(TARGET("5e1")), { RECORD(IN("01")) }, "2024-03-01", NULL, "1/2 periods pending 1: reached" },
    { "not quite", MONTHLY(TARGET("50.0000000000000000000000000000001")), { RECORD(IN("01")) }, "2024-03-01", NULL, "1/2 periods pending 1: missed" },
    { "a third is less than 33.333...4", MONTHLY(TARGET("33.33333333333333333333333333333334")), { RECORD(IN("01")) }, "2024-04-01", NULL,
      "1/3 periods pending 1: missed" },
    { "and more than 33.333...3", MONTHLY(TARGET("33.33333333333333333333333333333333")), { RECORD(IN("01")) }, "2024-04-01", NULL,
      "1/3 periods pending 1: reached" },
    { "a target of next to nothing", MONTHLY(TARGET("0.0000000000000000000000000000000000000000000000000000000000000000000001")),
      { RECORD(IN("01")) }, "2024-04-01", NULL, "1/3 periods pending 1: reached" },
    { "is missed by nothing", MONTHLY(TARGET("0.0000000000000000000000000000000000000000000000000000000000000000000001")), { NONE }, "2024-04-01",
      NULL, "0/3 periods pending 1: missed" },
    { "all of them", MONTHLY(TARGET("100")), { RECORD(IN("01")) }, "2024-02-01", NULL, "1/1 periods pending 1: reached" },
    { "all but one", MONTHLY(TARGET("100")), { RECORD(IN("02")) }, "2024-03-01", NULL, "1/2 periods pending 1: missed" },
    { "what may be met, or else is not owed, misses nothing", FACE_MONTHLY(TARGET("60") "  when: case.court_involved\n"), { RECORD(FACED("01")) },
      "2024-01-31", NULL, "0/0 periods [0/0..1/1] unknown 1: reached" },
    { "only the best rate reaches it", FACE_MONTHLY(TARGET("60")), { RECORD(FACED("01") ", " UNSURE("2024-02-10")) }, "2024-02-29", NULL,
      "1/1 periods [1/1..2/2] unknown 1: reached" },
    { "only the best rate reaches it, ended", FACE_MONTHLY(TARGET("60")), { RECORD(FACED("01") ", " UNSURE("2024-02-10")) }, "2024-03-01", NULL,
      "1/1 periods [1/2..2/2] pending 1 unknown 1: cannot be told" },
    { "even the worst does", FACE_MONTHLY(TARGET("50")), { RECORD(FACED("01") ", " UNSURE("2024-02-10")) }, "2024-03-01", NULL,
      "1/1 periods [1/2..2/2] pending 1 unknown 1: reached" },
    { "not even the best does", FACE_MONTHLY(TARGET("70")), { RECORD(FACED("02") ", " UNSURE("2024-03-10")) }, "2024-04-01", NULL,
      "1/2 periods [1/3..2/3] pending 1 unknown 1: missed" },
    { "what is uncounted may hide a miss", RULE("  every: 1 calendar month\n  from: case.assigned\n" TARGET("95") SEEN),
      { "\"assigned\": \"2024-01-01\", " RECORD(IN("01")), NONE }, "2024-01-31", NULL, "1/1 periods uncounted 1: cannot be told" },
    { "or mend one", RULE("  every: 1 calendar month\n  from: case.assigned\n" TARGET("95") SEEN),
      { "\"assigned\": \"2024-01-01\", " NONE, NONE }, "2024-02-01", NULL, "0/1 periods pending 1 uncounted 1: cannot be told" },
    { "but not where all must be met", RULE("  every: 1 calendar month\n  from: case.assigned\n" TARGET("100") SEEN),
      { "\"assigned\": \"2024-01-01\", " NONE, NONE }, "2024-02-01", NULL, "0/1 periods pending 1 uncounted 1: missed" },
    { "nor where the span has no such number of periods", RULE("  every: 1 calendar month\n  from: case.assigned\n" TARGET("95") SEEN),
      { "\"assigned\": \"2024-01-01\", " NONE, NONE }, "2025-01-01", "2024-12-01", "0/1 periods pending 1 uncounted 1: missed" },
    { "whoever they are", RULE("  for: o in plan.objectives\n  every: 1 calendar month\n  from: case.opened\n" TARGET("95") SEEN),
      { "\"plans\": [{\"id\": \"p\", \"developed\": \"2024-01-02\", \"objectives\": [{\"id\": \"o\"}]}]",
        "\"plans\": [{\"id\": \"p\", \"developed\": \"2024-01-02\", \"effective\": null}]" }, "2024-02-01", "2024-01-31",
      "0/1 periods pending 1 uncounted 1: cannot be told" },
    { "of a version that is a deadline there are none",
      "rule a\n  title: \"A\"\n  valid: until 2024-01-31\n  within: 5 days of case.opened\n  when: false\n  require: true\n"
      "rule a\n  title: \"A\"\n  valid: from 2024-02-01\n  for: c in contacts\n  every: 1 calendar month\n  from: case.assigned\n" TARGET("95") SEEN,
      { RECORD(IN("03")) }, "2024-03-31", "2024-03-31", "0/0 periods uncounted 1: cannot be told" },
    { "since a day that is yet to come", RULE("  every: 1 calendar month\n  from: case.assigned\n" TARGET("95") SEEN), { NONE }, "2024-03-15",
      "2024-03-31", "0/0 periods uncounted 1: cannot be told" },
    { "of a span there are only so many", RULE("  every: 1 calendar month\n  from: case.assigned\n" TARGET("95") SEEN),
      { "\"assigned\": \"2024-01-01\", " NONE, "\"assigned\": \"2024-01-01\", " NONE, NONE }, "2024-12-31", "2024-12-01",
      "0/0 periods pending 2 uncounted 1: cannot be told" },

    /* since */
    { "since the first day of a period", MONTHLY(""), { RECORD(IN("01") ", " IN("03")) }, "2024-03-31", "2024-02-01", "1/2 periods" },
    { "since its last day", MONTHLY(""), { RECORD(IN("01") ", " IN("03")) }, "2024-03-31", "2024-02-29", "1/2 periods" },
    { "since the day after", MONTHLY(""), { RECORD(IN("01") ", " IN("03")) }, "2024-03-31", "2024-03-01", "1/1 periods" },
    { "a deadline that was due that day", RULE("  within: 10 days of case.opened\n  require: count(contacts) > 0\n"), { NONE }, "2024-03-31",
      "2024-01-11", "0/1 findings" },
    { "a deadline that was due before", RULE("  within: 10 days of case.opened\n  require: count(contacts) > 0\n"), { NONE }, "2024-03-31",
      "2024-01-12", "0/0 findings" },
    { "one without a day", RULE("  for: c in contacts\n  by: plan.developed\n  require: documented(c.text)\n"),
      { RECORD(ENTRY("contact", "2024-01-05", ", \"text\": \"t\"")) }, "2024-03-31", "2024-03-01", "1/1 findings" },
    { "a state is of the last day", RULE("  require: count(contacts) > 0\n"), { NONE }, "2024-03-31", "2024-03-31", "0/1 findings" },

    /* versions */
    { "each version judges its own periods; the later one is told of",
      "rule a\n  title: \"A\"\n  valid: until 2024-01-31\n  every: 1 calendar month\n  from: case.opened\n" TARGET("90") SEEN
      "rule a\n  title: \"A\"\n  valid: from 2024-02-01\n  every: 1 calendar month\n  from: case.opened\n" TARGET("50") SEEN,
      { RECORD(IN("01")) }, "2024-03-01", NULL, "1/2 periods pending 1: reached" },
    { "before the later one judges, the earlier one is",
      "rule a\n  title: \"A\"\n  valid: until 2024-02-29\n  every: 1 calendar month\n  from: case.opened\n" TARGET("90") SEEN
      "rule a\n  title: \"A\"\n  valid: from 2024-03-01\n  every: 1 calendar month\n  from: case.opened\n" TARGET("50") SEEN,
      { RECORD(IN("02")) }, "2024-02-29", NULL, "1/2 periods: missed" },
    { "where a deadline became a recurrence, its findings are counted apart",
      "rule a\n  title: \"A\"\n  valid: until 2024-01-31\n  within: 5 days of case.opened\n  require: false\n"
      "rule a\n  title: \"A\"\n  valid: from 2024-02-01\n  for: c in contacts\n  every: 1 calendar month\n  from: c.date\n  partial: owed\n" SEEN,
      { RECORD(IN("03")) }, "2024-03-31", NULL, "1/1 periods" },
    { "several rules", MONTHLY("") "rule b\n  title: \"B\"\n  require: true\n", { RECORD(IN("01")) }, "2024-02-01", NULL,
      "1/1 periods pending 1; 1/1 findings" },
};

static void rates_are_as_defined(void **state)
{
    int wrong = 0;
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) wrong += !measure_row(&rows[i], false) + !measure_row(&rows[i], true);
    assert_int_equal(wrong, 0);
}

/* Who cannot tell that two rule sets have the same parameters takes them for different. */
static void rules_apart_are_not_merged(void **state)
{
    cw_rules *rules = rules_of(MONTHLY("")), *alike = rules_of(MONTHLY(""));
    cw_rates *rates = rates_of(rules), *others = rates_of(alike);
    (void)state;
    assert_int_equal(eval_rates_merge(rates, others), CW_ERR_VALUE);
    rules->parameters_hashed = true;
    assert_int_equal(eval_rates_merge(rates, others), CW_ERR_VALUE);
    alike->parameters_hashed = true;
    assert_int_equal(eval_rates_merge(rates, others), CW_OK);
    drop_rules(alike);
    eval_rates_release(rates);
    eval_rates_release(others);
    drop_rules(rules);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(rates_are_as_defined), cmocka_unit_test(rules_apart_are_not_merged) };
    return cmocka_run_group_tests_name("eval/rates", tests, NULL, NULL);
}

/* SPDX-License-Identifier: MIT */
/* Adding terms to days, the periods of a recurrence, and pauses. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>
#include "eval/term.h"

static int64_t day_of(const char *text)
{
    int64_t day = 0;
    assert_true(base_day_parse(base_str_of(text), &day));
    return day;
}

/* ---- terms ---- */

typedef struct sum { const char *anchor; int64_t count; rules_unit unit; const char *expected; } sum;

/* 2024-01-01 is a Monday. Holidays: 2024-01-15 (Monday), 2024-01-20 (Saturday), 2024-02-19 (Monday). */
static const sum sums[] = {
    { "2024-01-01", 0, RULES_DAY, "2024-01-01" },
    { "2024-02-28", 1, RULES_DAY, "2024-02-29" },
    { "2023-02-28", 1, RULES_DAY, "2023-03-01" },
    { "2024-01-01", 60, RULES_DAY, "2024-03-01" },
    { "9999-12-30", 1, RULES_DAY, "9999-12-31" },
    { "9999-12-31", 1, RULES_DAY, NULL },
    { "2024-01-01", INT64_MAX, RULES_DAY, NULL },
    { "2024-01-01", 2, RULES_WEEK, "2024-01-15" },
    { "2024-01-01", INT64_MAX / 2, RULES_WEEK, NULL },
    { "2024-01-31", 1, RULES_MONTH, "2024-02-29" },
    { "2023-01-31", 1, RULES_MONTH, "2023-02-28" },
    { "2024-01-31", 2, RULES_MONTH, "2024-03-31" },
    { "2023-08-31", 6, RULES_MONTH, "2024-02-29" },
    { "2024-02-29", 12, RULES_MONTH, "2025-02-28" },
    { "2024-02-29", 1, RULES_YEAR, "2025-02-28" },
    { "2024-02-29", 4, RULES_YEAR, "2028-02-29" },
    { "2024-02-29", INT64_MAX / 6, RULES_YEAR, NULL },
    { "2024-02-29", 9999, RULES_YEAR, NULL },
    /* working days */
    { "2024-01-01", 0, RULES_WORKING_DAY, "2024-01-01" },
    { "2024-01-06", 0, RULES_WORKING_DAY, "2024-01-06" },
    { "2024-01-01", 1, RULES_WORKING_DAY, "2024-01-02" },
    { "2024-01-05", 1, RULES_WORKING_DAY, "2024-01-08" },
    { "2024-01-06", 1, RULES_WORKING_DAY, "2024-01-08" },
    { "2024-01-07", 1, RULES_WORKING_DAY, "2024-01-08" },
    { "2024-01-01", 5, RULES_WORKING_DAY, "2024-01-08" },
    { "2024-01-06", 5, RULES_WORKING_DAY, "2024-01-12" },
    { "2024-01-12", 1, RULES_WORKING_DAY, "2024-01-16" },
    { "2024-01-12", 5, RULES_WORKING_DAY, "2024-01-22" },
    { "2024-01-15", 1, RULES_WORKING_DAY, "2024-01-16" },
    { "2024-01-12", 26, RULES_WORKING_DAY, "2024-02-21" },
    { "2024-01-12", 3000000, RULES_WORKING_DAY, NULL },
    /* calendar ones end with the last day; the anchor's own is the first */
    { "2024-02-01", 1, RULES_CALENDAR_MONTH, "2024-02-29" },
    { "2024-02-29", 1, RULES_CALENDAR_MONTH, "2024-02-29" },
    { "2024-02-10", 2, RULES_CALENDAR_MONTH, "2024-03-31" },
    { "2024-02-10", 1, RULES_CALENDAR_QUARTER, "2024-03-31" },
    { "2024-12-31", 1, RULES_CALENDAR_QUARTER, "2024-12-31" },
    { "2024-12-31", 2, RULES_CALENDAR_QUARTER, "2025-03-31" },
    { "2024-02-10", 1, RULES_CALENDAR_YEAR, "2024-12-31" },
    { "9999-02-10", 1, RULES_CALENDAR_YEAR, "9999-12-31" },
    { "9999-02-10", 2, RULES_CALENDAR_YEAR, NULL },
};

static eval_calendar calendar_in(int64_t days[3])
{
    days[0] = day_of("2024-01-15");
    days[1] = day_of("2024-01-20");
    days[2] = day_of("2024-02-19");
    return (eval_calendar){ days, 3 };
}

static void adds_terms(void **state)
{
    (void)state;
    int64_t days[3];
    eval_calendar calendar = calendar_in(days);
    for (size_t i = 0; i < sizeof sums / sizeof sums[0]; i++) {
        const sum *sum = &sums[i];
        int64_t out = -7, expected = sum->expected ? day_of(sum->expected) : -7;
        bool done = eval_term_add(calendar, day_of(sum->anchor), (rules_term){ sum->count, sum->unit }, &out);
        if (done != !!sum->expected || out != expected) print_error("row %d: %s\n", (int)i, sum->anchor);
        assert_int_equal(done, !!sum->expected);
        assert_int_equal(out, expected);
    }
}

/* Against counting day by day. */
static void adds_working_days_as_they_come(void **state)
{
    (void)state;
    int64_t days[3];
    eval_calendar calendar = calendar_in(days);
    for (int64_t anchor = day_of("2023-12-28"); anchor < day_of("2024-03-01"); anchor++) {
        int64_t day = anchor, out;
        for (int64_t n = 1; n < 40; n++) {
            do day++;
            while (base_weekday(day) > 5 || day == days[0] || day == days[1] || day == days[2]);
            assert_true(eval_term_add(calendar, anchor, (rules_term){ n, RULES_WORKING_DAY }, &out));
            assert_int_equal(out, day);
        }
    }
}

/* ---- periods ---- */

typedef struct series { const char *anchor; int64_t count; rules_unit unit; const char *days[7]; } series;   /* begin, end, ...; NULL ends */

static const series all_series[] = {
    { "2024-01-01", 60, RULES_DAY, { "2024-01-01", "2024-03-01", "2024-03-02", "2024-04-30", "2024-05-01", "2024-06-29" } },
    { "2024-01-31", 1, RULES_MONTH, { "2024-01-31", "2024-02-29", "2024-03-01", "2024-03-31", "2024-04-01", "2024-04-30" } },
    { "2024-02-29", 1, RULES_YEAR, { "2024-02-29", "2025-02-28", "2025-03-01", "2026-02-28", "2026-03-01", "2027-02-28" } },
    { "2024-01-03", 1, RULES_WEEK, { "2024-01-03", "2024-01-10", "2024-01-11", "2024-01-17", "2024-01-18", "2024-01-24" } },
    { "2024-01-12", 2, RULES_WORKING_DAY, { "2024-01-12", "2024-01-17", "2024-01-18", "2024-01-19", "2024-01-20", "2024-01-23" } },
    { "2024-02-10", 1, RULES_CALENDAR_MONTH, { "2024-02-01", "2024-02-29", "2024-03-01", "2024-03-31", "2024-04-01", "2024-04-30" } },
    { "2024-02-10", 2, RULES_CALENDAR_MONTH, { "2024-02-01", "2024-03-31", "2024-04-01", "2024-05-31", "2024-06-01", "2024-07-31" } },
    { "2023-11-10", 1, RULES_CALENDAR_QUARTER, { "2023-10-01", "2023-12-31", "2024-01-01", "2024-03-31", "2024-04-01", "2024-06-30" } },
    { "2023-11-10", 1, RULES_CALENDAR_YEAR, { "2023-01-01", "2023-12-31", "2024-01-01", "2024-12-31", "2025-01-01", "2025-12-31" } },
    { "9999-12-01", 1, RULES_CALENDAR_MONTH, { "9999-12-01", "9999-12-31", NULL } },
    { "9999-11-30", 1, RULES_MONTH, { "9999-11-30", "9999-12-30", NULL } },
    { "2024-01-01", 0, RULES_DAY, { NULL } },
};

static void counts_periods_from_the_anchor(void **state)
{
    (void)state;
    int64_t days[3];
    for (size_t i = 0; i < sizeof all_series / sizeof all_series[0]; i++) {
        const series *series = &all_series[i];
        eval_periods periods = { .calendar = calendar_in(days), .anchor = day_of(series->anchor), .term = { series->count, series->unit } };
        int k = 0;
        for (; k < 6 && series->days[k]; k += 2) {
            assert_true(eval_next_period(&periods));
            if (periods.begin != day_of(series->days[k]) || periods.end != day_of(series->days[k + 1]))
                print_error("row %d, period %d\n", (int)i, k / 2 + 1);
            assert_int_equal(periods.begin, day_of(series->days[k]));
            assert_int_equal(periods.end, day_of(series->days[k + 1]));
            assert_int_equal(periods.number, k / 2 + 1);
        }
        if (k < 6) assert_false(eval_next_period(&periods));
    }
}

/* ---- pauses ---- */

typedef struct pausing { const char *anchor, *due; const char *pauses[8]; const char *expected; } pausing;   /* first, last, ...; "-": none */

static const pausing pausings[] = {
    { "2024-01-01", "2024-01-11", { NULL }, "2024-01-11" },
    { "2024-01-01", "2024-01-11", { "2024-01-05", "2024-01-07" }, "2024-01-14" },
    { "2024-01-01", "2024-01-11", { "2023-12-01", "2024-01-01" }, "2024-01-11" },
    { "2024-01-01", "2024-01-11", { "2023-12-01", "2024-01-02" }, "2024-01-12" },
    { "2024-01-01", "2024-01-11", { "2024-01-11", "2024-01-11" }, "2024-01-12" },
    { "2024-01-01", "2024-01-11", { "2024-01-12", "2024-01-15" }, "2024-01-11" },
    /* the second counts because the first moves the due day into it */
    { "2024-01-01", "2024-01-11", { "2024-01-12", "2024-01-15", "2024-01-05", "2024-01-05" }, "2024-01-16" },
    /* overlapping ones count once */
    { "2024-01-01", "2024-01-11", { "2024-01-04", "2024-01-08", "2024-01-03", "2024-01-06", "2024-01-05", "2024-01-05" }, "2024-01-17" },
    { "2024-01-01", "2024-01-11", { "2024-01-03", "2024-01-04", "2024-01-03", "2024-01-04", "2024-01-05", "2024-01-05" }, "2024-01-14" },
    { "2024-01-01", "2024-01-11", { "2024-01-07", "2024-01-05" }, "2024-01-11" },
    { "2024-01-01", "2024-01-11", { "-", "2024-01-03" }, "2024-01-13" },
    { "2024-01-01", "2024-01-11", { "2024-01-05", "-" }, NULL },
    { "2024-01-01", "2024-01-11", { "2024-01-11", "-" }, NULL },
    { "2024-01-01", "2024-01-11", { "2024-01-12", "-" }, "2024-01-11" },
    { "2024-01-01", "2024-01-11", { "2024-01-05", "9999-12-31" }, NULL },
    { "2024-01-01", "2024-01-01", { "2023-12-05", "-" }, "2024-01-01" },
};

static void pauses_move_the_due_day(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof pausings / sizeof pausings[0]; i++) {
        const pausing *row = &pausings[i];
        eval_pause pauses[4];
        size_t count = 0;
        for (; count < 4 && row->pauses[2 * count]; count++) {
            const char *first = row->pauses[2 * count], *last = row->pauses[2 * count + 1];
            pauses[count] = (eval_pause){ first[0] == '-' ? INT64_MIN : day_of(first), last[0] == '-' ? INT64_MAX : day_of(last) };
        }
        eval_pauses all = { pauses, count, 0, 0, 0 };
        eval_pauses_begin(&all, day_of(row->anchor));
        int64_t due = eval_pauses_move(&all, day_of(row->due));
        if (due != (row->expected ? day_of(row->expected) : INT64_MAX)) print_error("row %d\n", (int)i);
        assert_int_equal(due, row->expected ? day_of(row->expected) : INT64_MAX);
    }
}

/* Against counting day by day, in any order of the ranges. */
static void pauses_count_as_days_go_by(void **state)
{
    (void)state;
    uint32_t seed = 1;
    for (int round = 0; round < 500; round++) {
        eval_pause pauses[6];
        for (int i = 0; i < 6; i++) {
            seed = seed * 1664525u + 1013904223u;
            pauses[i].first = (int64_t)(seed >> 16) % 60 - 10;
            pauses[i].last = pauses[i].first + (int64_t)(seed >> 24) % 12 - 2;
        }
        int64_t due[3] = { 20, 40, 60 };
        eval_pauses all = { pauses, 6, 0, 0, 0 };
        for (int k = 0; k < 3; k++)
            for (int64_t day = 1; day <= due[k]; day++) {
                bool paused = false;
                for (int i = 0; i < 6; i++) paused |= pauses[i].first <= day && day <= pauses[i].last;
                due[k] += paused;
            }
        eval_pauses_begin(&all, 0);
        for (int k = 0; k < 3; k++) assert_int_equal(eval_pauses_move(&all, 20 * (k + 1)), due[k]);
    }
}

static void pauses_move_periods(void **state)
{
    (void)state;
    eval_pause pause = { day_of("2024-02-10"), day_of("2024-02-14") };
    eval_periods periods = { .anchor = day_of("2024-01-31"), .term = { 1, RULES_MONTH }, .pauses = { &pause, 1, 0, 0, 0 } };
    static const char *const days[] = { "2024-01-31", "2024-03-05", "2024-03-06", "2024-04-05", "2024-04-06", "2024-05-05" };
    eval_pauses_begin(&periods.pauses, periods.anchor);
    for (int k = 0; k < 6; k += 2) {
        assert_true(eval_next_period(&periods));
        assert_int_equal(periods.begin, day_of(days[k]));
        assert_int_equal(periods.end, day_of(days[k + 1]));
    }
    pause.last = INT64_MAX;
    periods = (eval_periods){ .anchor = day_of("2024-01-31"), .term = { 1, RULES_WEEK }, .pauses = { &pause, 1, 0, 0, 0 } };
    eval_pauses_begin(&periods.pauses, periods.anchor);
    assert_true(eval_next_period(&periods));
    assert_int_equal(periods.end, day_of("2024-02-07"));
    assert_true(eval_next_period(&periods));
    assert_int_equal(periods.end, day_of("9999-12-31"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(adds_terms),
        cmocka_unit_test(adds_working_days_as_they_come),
        cmocka_unit_test(counts_periods_from_the_anchor),
        cmocka_unit_test(pauses_move_the_due_day),
        cmocka_unit_test(pauses_count_as_days_go_by),
        cmocka_unit_test(pauses_move_periods),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

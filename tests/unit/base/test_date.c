/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "base/date.h"

/* The oracle: a calendar turned day by day, by the rule of Gregory alone. */
static bool leaps(int64_t year)
{
    if (year % 400 == 0)
        return true;
    return year % 4 == 0 && year % 100 != 0;
}

static int last_of(int64_t year, int month)
{
    switch (month) {
    case 4: case 6: case 9: case 11: return 30;
    case 2: return leaps(year) ? 29 : 28;
    default: return 31;
    }
}

static void turn(base_civil *civil)
{
    if (civil->day++ < last_of(civil->year, civil->month))
        return;
    civil->day = 1;
    if (civil->month++ < 12)
        return;
    civil->month = 1;
    civil->year++;
}

static bool same(base_civil a, base_civil b)
{
    return a.year == b.year && a.month == b.month && a.day == b.day;
}

static void walk(base_civil civil, int64_t day, int64_t days)
{
    int weekday = base_weekday(day);
    for (int64_t i = 0; i < days; i++, day++) {
        if (!base_civil_valid(civil) || base_civil_to_day(civil) != day || !same(base_day_to_civil(day), civil) ||
            base_weekday(day) != weekday || base_month_days(civil.year, civil.month) != last_of(civil.year, civil.month))
            fail_msg("%lld-%02d-%02d", (long long)civil.year, civil.month, civil.day);
        turn(&civil);
        weekday = weekday % 7 + 1;
    }
}

static void test_every_day_of_twelve_centuries(void **state)
{
    (void)state;
    assert_int_equal(base_weekday(0), 4);                            /* Thursday, 1 January 1970 */
    walk((base_civil){1970, 1, 1}, 0, 366 * 400);
    walk((base_civil){-401, 1, 1}, -719528 - 146097 - 365, 366 * 810);
    walk((base_civil){-BASE_YEAR_MAX, 1, 1}, BASE_DAY_MIN, 366 * 5);
    /* Day 2^28, from which on another way is taken. */
    int64_t before = base_civil_to_day((base_civil){736920, 1, 1});
    assert_in_range((1 << 28) - before, 1, 366 * 5);
    walk((base_civil){736920, 1, 1}, before, 366 * 5);
    int64_t start = base_civil_to_day((base_civil){BASE_YEAR_MAX - 5, 1, 1});
    walk((base_civil){BASE_YEAR_MAX - 5, 1, 1}, start, BASE_DAY_MAX - start + 1);
}

/* Days known from elsewhere. */
static void test_known_days(void **state)
{
    (void)state;
    static const struct {
        base_civil civil;
        int64_t day;
        int weekday;
    } rows[] = {
        {{1970, 1, 1}, 0, 4},        {{1969, 12, 31}, -1, 3},      {{2000, 2, 29}, 11016, 2},
        {{1900, 3, 1}, -25508, 4},   {{2024, 2, 29}, 19782, 4},    {{1, 1, 1}, CW_DATE_MIN, 1},
        {{9999, 12, 31}, CW_DATE_MAX, 5}, {{0, 3, 1}, -719468, 3},
        {{-BASE_YEAR_MAX, 1, 1}, BASE_DAY_MIN, 1}, {{BASE_YEAR_MAX, 12, 31}, BASE_DAY_MAX, 5},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        assert_true(base_civil_to_day(rows[i].civil) == rows[i].day);
        assert_true(same(base_day_to_civil(rows[i].day), rows[i].civil));
        if (i < 8)
            assert_int_equal(base_weekday(rows[i].day), rows[i].weekday);
    }
}

static uint64_t next_random(uint64_t *seed)
{
    *seed ^= *seed << 13;
    *seed ^= *seed >> 7;
    *seed ^= *seed << 17;
    return *seed;
}

/* In the far years: a round trip, and the calendar's period of 146097 days in 400 years. */
static void test_far_years(void **state)
{
    (void)state;
    uint64_t seed = 88172645463325252u;
    for (int i = 0; i < 200000; i++) {
        int64_t day = BASE_DAY_MIN + (int64_t)(next_random(&seed) % (uint64_t)(BASE_DAY_MAX - BASE_DAY_MIN + 1));
        base_civil civil = base_day_to_civil(day), later;
        assert_true(base_civil_valid(civil));
        assert_true(base_civil_to_day(civil) == day);
        if (day > BASE_DAY_MAX - 146097)
            continue;
        later = base_day_to_civil(day + 146097);
        civil.year += 400;
        assert_true(same(civil, later));
        assert_int_equal(base_weekday(day), base_weekday(day + 146097));
    }
}

static void test_what_is_a_civil_date(void **state)
{
    (void)state;
    static const base_civil bad[] = {
        {2023, 2, 29}, {1900, 2, 29}, {2023, 0, 1}, {2023, 13, 1}, {2023, 1, 0}, {2023, 1, 32}, {2023, 4, 31},
        {2023, -1, 1}, {2023, 1, -1}, {BASE_YEAR_MAX + 1, 1, 1}, {-BASE_YEAR_MAX - 1, 12, 31},
    };
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        assert_false(base_civil_valid(bad[i]));
    assert_true(base_civil_valid((base_civil){0, 2, 29}));
    assert_true(base_civil_valid((base_civil){-4, 2, 29}));
}

static int64_t day_of(const char *text)
{
    int64_t day;
    if (!base_day_parse(base_str_of(text), &day))
        fail_msg("`%s` is no date", text);
    return day;
}

static void test_adding_months(void **state)
{
    (void)state;
    static const struct {
        const char *from;
        int64_t months;
        const char *to;
    } rows[] = {
        {"2023-01-31", 1, "2023-02-28"},  {"2024-01-31", 1, "2024-02-29"},  {"2024-01-31", 2, "2024-03-31"},
        {"2024-03-31", -1, "2024-02-29"}, {"2024-02-29", 12, "2025-02-28"}, {"2024-02-29", 48, "2028-02-29"},
        {"2023-12-15", 1, "2024-01-15"},  {"2023-01-15", -1, "2022-12-15"}, {"2023-05-31", 0, "2023-05-31"},
        {"0001-01-31", -1, "0000-12-31"}, {"0000-01-31", -11, "-0001-02-28"},
        {"-999999999-01-01", 23999999987, "999999999-12-01"},
        {"999999999-12-31", -23999999987, "-999999999-01-31"},
        {"999999999-12-31", 1, NULL},     {"-999999999-01-31", -1, NULL},   {"2023-01-01", INT64_MAX, NULL},
        {"2023-01-01", INT64_MIN, NULL},  {"999999999-11-30", 1, "999999999-12-30"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        int64_t out = 77;
        bool done = base_day_add_months(day_of(rows[i].from), rows[i].months, &out);
        assert_int_equal(done, rows[i].to != NULL);
        assert_true(out == (done ? day_of(rows[i].to) : 77));
    }
}

static void test_adding_days(void **state)
{
    (void)state;
    static const struct {
        int64_t day, days;
        bool fits;
    } rows[] = {
        {0, 5, true}, {0, -5, true}, {BASE_DAY_MAX, 0, true}, {BASE_DAY_MIN, 0, true},
        {BASE_DAY_MAX - 1, 1, true}, {BASE_DAY_MAX, 1, false}, {BASE_DAY_MIN, -1, false},
        {BASE_DAY_MIN, BASE_DAY_MAX - BASE_DAY_MIN, true}, {BASE_DAY_MAX, BASE_DAY_MIN - BASE_DAY_MAX, true},
        {BASE_DAY_MAX, INT64_MIN, false}, {BASE_DAY_MIN, INT64_MAX, false}, {BASE_DAY_MIN, INT64_MIN, false},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        int64_t out = 77;
        assert_int_equal(base_day_add(rows[i].day, rows[i].days, &out), rows[i].fits);
        assert_true(out == (rows[i].fits ? rows[i].day + rows[i].days : 77));
    }
}

static void test_months_between(void **state)
{
    (void)state;
    static const struct {
        const char *from, *to;
        int64_t months;
    } rows[] = {
        {"2023-01-15", "2023-01-15", 0},  {"2023-01-15", "2023-02-15", 1},  {"2023-01-15", "2023-02-14", 0},
        {"2023-02-15", "2023-01-15", -1}, {"2023-02-15", "2023-01-16", 0},  {"2023-01-31", "2023-02-28", 0},
        {"2023-02-28", "2023-01-31", 0},  {"2022-05-20", "2023-05-20", 12}, {"2022-05-20", "2023-05-19", 11},
        {"-0001-12-01", "0001-01-01", 13}, {"-999999999-01-01", "999999999-12-31", 23999999987},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        assert_true(base_months_between(day_of(rows[i].from), day_of(rows[i].to)) == rows[i].months);
}

static void test_reading_and_writing(void **state)
{
    (void)state;
    static const char *const good[] = {"2024-02-29", "0000-01-01", "-0001-12-31", "10000-01-01", "999999999-12-31",
                                       "-999999999-01-01", "0999-10-10", "0001-01-01", "-12345-06-07"};
    static const char *const bad[] = {"", "-", "2023-02-29", "2024-2-29", "2024-02-9", "24-02-29", "02024-02-29",
                                      "2024-02-29 ", " 2024-02-29", "2024/02/29", "2024-02/29", "+2024-02-29", "1000000000-01-01",
                                      "-0000-01-01", "2024-13-01", "2024-00-01", "2024-01-00", "2024-01-01T", "20240101",
                                      "2024-01", "2024-01-", "2024-001-1", "--2024-01-01", "2024-0a-01",
                                      "99999999999999999999-01-01"};
    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++) {
        base_buffer buffer;
        base_buffer_init(&buffer, NULL);
        base_put_day(&buffer, day_of(good[i]));
        assert_string_equal(buffer.data, good[i]);
        base_buffer_finish(&buffer);
    }
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        int64_t day = 77;
        if (base_day_parse(base_str_of(bad[i]), &day) || day != 77)
            fail_msg("`%s` was read", bad[i]);
    }
}

/* ---- <casework/date.h> ---- */

static void test_public_dates(void **state)
{
    (void)state;
    char text[12] = "untouched";
    assert_int_equal(cw_date_from_ymd(1970, 1, 2), 1);
    assert_int_equal(cw_date_from_ymd(1, 1, 1), CW_DATE_MIN);
    assert_int_equal(cw_date_from_ymd(9999, 12, 31), CW_DATE_MAX);
    static const int32_t none[][3] = {{0, 1, 1}, {10000, 1, 1}, {-5, 1, 1}, {2023, 2, 29}, {2023, INT32_MAX, 1},
                                      {2023, 1, INT32_MIN}, {INT32_MIN, 1, 1}};
    for (size_t i = 0; i < sizeof none / sizeof none[0]; i++)
        assert_int_equal(cw_date_from_ymd(none[i][0], none[i][1], none[i][2]), CW_DATE_INVALID);
    static const char *const unread[] = {"", "0000-12-31", "10000-01-01", "-0001-01-01", "2023-02-29", "x", NULL};
    for (size_t i = 0; i < sizeof unread / sizeof unread[0]; i++)
        assert_int_equal(cw_date_parse(unread[i]), CW_DATE_INVALID);
    static const char *const dates[] = {"0001-01-01", "1970-01-01", "2024-02-29", "9999-12-31", "1066-10-14"};
    for (size_t i = 0; i < sizeof dates / sizeof dates[0]; i++) {
        cw_date date = cw_date_parse(dates[i]);
        assert_int_equal(cw_date_format(date, text), CW_OK);
        assert_string_equal(text, dates[i]);
        assert_int_equal(cw_date_from_ymd(cw_date_year(date), cw_date_month(date), cw_date_day(date)), date);
    }
    assert_int_equal(cw_date_format(0, NULL), CW_ERR_ARGUMENT);
    strcpy(text, "untouched");
    static const cw_date no_dates[] = {CW_DATE_NONE, CW_DATE_INVALID, CW_DATE_MIN - 1, CW_DATE_MAX + 1};
    for (size_t i = 0; i < sizeof no_dates / sizeof no_dates[0]; i++) {
        assert_int_equal(cw_date_format(no_dates[i], text), CW_ERR_VALUE);
        assert_string_equal(text, "untouched");
        assert_int_equal(cw_date_year(no_dates[i]), 0);
        assert_int_equal(cw_date_month(no_dates[i]), 0);
        assert_int_equal(cw_date_day(no_dates[i]), 0);
        assert_int_equal(cw_date_add_months(no_dates[i], 0), CW_DATE_INVALID);
    }
    assert_int_equal(cw_date_add_months(cw_date_parse("2023-01-31"), 1), cw_date_parse("2023-02-28"));
    assert_int_equal(cw_date_add_months(CW_DATE_MAX, 1), CW_DATE_INVALID);
    assert_int_equal(cw_date_add_months(CW_DATE_MIN, -1), CW_DATE_INVALID);
    assert_int_equal(cw_date_add_months(0, INT32_MAX), CW_DATE_INVALID);
    assert_int_equal(cw_date_add_months(0, INT32_MIN), CW_DATE_INVALID);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_day_of_twelve_centuries),
        cmocka_unit_test(test_known_days),
        cmocka_unit_test(test_far_years),
        cmocka_unit_test(test_what_is_a_civil_date),
        cmocka_unit_test(test_adding_months),
        cmocka_unit_test(test_adding_days),
        cmocka_unit_test(test_months_between),
        cmocka_unit_test(test_reading_and_writing),
        cmocka_unit_test(test_public_dates),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

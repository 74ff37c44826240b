/* SPDX-License-Identifier: MIT */
/* The ends of the ranges, where sums must fail rather than wrap; the rest of the reckoning is in tests/feel. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "feel/moment.h"

enum { LAST_NANO = 999999999 };

static feel_value days(int64_t seconds, uint32_t nanos)
{
    return (feel_value){.kind = FEEL_DAYS, .size = nanos, .as.integer = seconds};
}

static feel_value months(int64_t count)
{
    return (feel_value){.kind = FEEL_MONTHS, .as.integer = count};
}

static void test_sums_of_durations_end_with_their_range(void **state)
{
    (void)state;
    feel_value a = days(INT64_MAX, 1), b = days(0, LAST_NANO), out = months(7);
    assert_false(feel_duration_add(&a, &b, &out));
    assert_int_equal(out.kind, FEEL_MONTHS);
    b = days(0, LAST_NANO - 1);
    assert_true(feel_duration_add(&a, &b, &out));
    assert_int_equal(out.as.integer, INT64_MAX);
    assert_int_equal(out.size, LAST_NANO);
    a = days(INT64_MIN + 1, 0);
    b = days(-1, 1);
    assert_true(feel_duration_add(&a, &b, &out));
    assert_int_equal(out.as.integer, INT64_MIN);
    b = days(-1, 0);
    assert_false(feel_duration_add(&a, &b, &out));
    a = months(INT64_MAX);
    b = months(1);
    assert_false(feel_duration_add(&a, &b, &out));
    a = months(INT64_MIN + 1);
    b = months(-1);
    assert_false(feel_duration_add(&a, &b, &out));
}

static void test_each_duration_has_its_negative(void **state)
{
    (void)state;
    static const struct { int64_t seconds; uint32_t nanos; int64_t minus; uint32_t minus_nanos; } rows[] = {
        {0, 0, 0, 0}, {1, 0, -1, 0}, {0, 1, -1, LAST_NANO}, {-1, LAST_NANO, 0, 1}, {INT64_MAX, 0, -INT64_MAX, 0},
        {INT64_MAX, 1, INT64_MIN, LAST_NANO}, {INT64_MIN, LAST_NANO, INT64_MAX, 1},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        feel_value value = days(rows[i].seconds, rows[i].nanos), minus = feel_duration_negate(&value);
        assert_int_equal(minus.as.integer, rows[i].minus);
        assert_int_equal(minus.size, rows[i].minus_nanos);
    }
}

static void test_amounts_and_back(void **state)
{
    (void)state;
    static const struct { int64_t seconds; uint32_t nanos; } rows[] = {
        {0, 0}, {-1, LAST_NANO}, {INT64_MAX, LAST_NANO}, {INT64_MIN, 1}, {-1, 1}, {86400, 500000000},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        feel_value value = days(rows[i].seconds, rows[i].nanos), back;
        base_decimal amount = feel_duration_decimal(&value);
        assert_true(feel_duration_from(FEEL_DAYS, &amount, &back));
        assert_int_equal(feel_duration_compare(&value, &back), 0);
    }
    base_decimal half;
    feel_value back;
    assert_true(base_decimal_parse(BASE_STR("-1.9999999999"), false, &half));
    assert_true(feel_duration_from(FEEL_DAYS, &half, &back));
    assert_int_equal(back.as.integer, -2);
    assert_int_equal(back.size, 1);
    assert_true(feel_duration_from(FEEL_MONTHS, &half, &back));
    assert_int_equal(back.as.integer, -1);
    assert_true(base_decimal_parse(BASE_STR("9223372036854775808"), false, &half));
    assert_false(feel_duration_from(FEEL_DAYS, &half, &back));
    assert_false(feel_duration_from(FEEL_MONTHS, &half, &back));
}

static void test_moments_end_with_the_years_of_dates(void **state)
{
    (void)state;
    const int64_t last = (BASE_DAY_MAX + 1) * FEEL_DAY_SECONDS - 1, first = BASE_DAY_MIN * FEEL_DAY_SECONDS;
    feel_moment at = {.seconds = last, .nanos = LAST_NANO}, out = {.seconds = 7};
    feel_value more = days(0, 1), less = days(-1, LAST_NANO), huge = days(INT64_MAX, 0);
    assert_false(feel_moment_add(FEEL_DATE_TIME, &at, &more, &out));
    assert_false(feel_moment_add(FEEL_DATE_TIME, &at, &huge, &out));
    assert_int_equal(out.seconds, 7);
    at = (feel_moment){.seconds = first};
    assert_false(feel_moment_add(FEEL_DATE_TIME, &at, &less, &out));
    assert_true(feel_moment_add(FEEL_DATE_TIME, &at, &more, &out));
    assert_int_equal(out.nanos, 1);
    huge = days(INT64_MIN, 1);
    assert_false(feel_moment_add(FEEL_DATE_TIME, &at, &huge, &out));
    at = (feel_moment){.seconds = FEEL_DAY_SECONDS - 1, .nanos = LAST_NANO};
    assert_true(feel_moment_add(FEEL_TIME, &at, &more, &out));
    assert_int_equal(out.seconds, 0);
    assert_int_equal(out.nanos, 0);
    assert_true(feel_moment_add(FEEL_TIME, &at, &huge, &out));
    more = months(1);
    assert_false(feel_moment_add(FEEL_TIME, &at, &more, &out));
    more = months(INT64_MAX);
    assert_false(feel_moment_add(FEEL_DATE_TIME, &at, &more, &out));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sums_of_durations_end_with_their_range), cmocka_unit_test(test_each_duration_has_its_negative),
        cmocka_unit_test(test_amounts_and_back), cmocka_unit_test(test_moments_end_with_the_years_of_dates),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

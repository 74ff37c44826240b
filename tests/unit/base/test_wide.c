/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/wide.h"

/* What cannot be reached through decimals, which are shorter; the rest is in test_decimal.c. */

static base_wide power_of_ten(int power)
{
    base_wide a;
    base_wide_from(&a, 1);
    base_wide_scale(&a, power);
    return a;
}

static void test_digits(void **state)
{
    (void)state;
    for (int power = 0; power < 108; power++) {
        base_wide a = power_of_ten(power), one = power_of_ten(0);
        assert_int_equal(base_wide_digits(&a), power + 1);
        base_wide_subtract(&a, &one);
        assert_int_equal(base_wide_digits(&a), power);
        base_wide_increment(&a);
        assert_int_equal(base_wide_digits(&a), power + 1);
    }
}

static void test_what_fits_64_bits(void **state)
{
    (void)state;
    static const uint64_t numbers[] = {0, 1, 999999999, 1000000000, INT64_MAX, UINT64_MAX};
    for (int i = 0; i < 6; i++) {
        base_wide a;
        uint64_t back = 7;
        base_wide_from(&a, numbers[i]);
        assert_true(base_wide_to(&a, &back));
        assert_true(back == numbers[i]);
    }
    base_wide a;
    uint64_t back = 7;
    base_wide_from(&a, UINT64_MAX);
    base_wide_increment(&a);
    assert_false(base_wide_to(&a, &back));
    a = power_of_ten(40);
    assert_false(base_wide_to(&a, &back));
    assert_true(back == 7);
}

static void test_the_tail(void **state)
{
    (void)state;
    static const struct {
        uint64_t number;
        int drop;
        base_tail before;
        uint64_t left;
        base_tail after;
    } rows[] = {
        {1234, 0, BASE_TAIL_HALF, 1234, BASE_TAIL_HALF},
        {1234, 2, BASE_TAIL_NONE, 12, BASE_TAIL_BELOW},
        {1250, 2, BASE_TAIL_NONE, 12, BASE_TAIL_HALF},
        {1250, 2, BASE_TAIL_BELOW, 12, BASE_TAIL_ABOVE},
        {1251, 2, BASE_TAIL_NONE, 12, BASE_TAIL_ABOVE},
        {1200, 2, BASE_TAIL_NONE, 12, BASE_TAIL_NONE},
        {1200, 2, BASE_TAIL_ABOVE, 12, BASE_TAIL_BELOW},
        {5, 1, BASE_TAIL_NONE, 0, BASE_TAIL_HALF},
        {9, 2, BASE_TAIL_NONE, 0, BASE_TAIL_BELOW},
        {0, 5, BASE_TAIL_NONE, 0, BASE_TAIL_NONE},
        {0, 5, BASE_TAIL_ABOVE, 0, BASE_TAIL_BELOW},
        {7500000000, 9, BASE_TAIL_NONE, 7, BASE_TAIL_HALF},
        {7500000000, 9, BASE_TAIL_BELOW, 7, BASE_TAIL_ABOVE},
        {75000000000, 10, BASE_TAIL_NONE, 7, BASE_TAIL_HALF},
        {75000000001, 10, BASE_TAIL_NONE, 7, BASE_TAIL_ABOVE},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        base_wide a;
        uint64_t left;
        base_wide_from(&a, rows[i].number);
        assert_int_equal(base_wide_drop(&a, rows[i].drop, rows[i].before), rows[i].after);
        assert_true(base_wide_to(&a, &left));
        assert_true(left == rows[i].left);
    }
}

/* a = b * q + r, put together and taken apart again; limbs at their ends provoke the rare correction. */
static void test_division(void **state)
{
    (void)state;
    static const uint32_t limbs[] = {0, 1, 2, 499999999, 500000000, 500000001, 999999998, 999999999};
    uint32_t seed = 12345;
    for (int i = 0; i < 100000; i++) {
        base_wide b = {.count = 4}, q = {.count = 4}, r = {.count = 4}, a, back;
        for (int j = 0; j < 4; j++) {
            seed = seed * 1103515245 + 12345;
            b.limb[j] = limbs[seed >> 16 & 7];
            q.limb[j] = limbs[seed >> 19 & 7];
            r.limb[j] = limbs[seed >> 22 & 7];
        }
        base_wide_trim(&b);
        base_wide_trim(&q);
        base_wide_trim(&r);
        if (b.count == 0 || base_wide_compare(&r, &b) >= 0)
            continue;
        base_wide_multiply(&b, &q, &a);
        base_wide_add(&a, &r);
        assert_int_equal(base_wide_divide(&a, &b, &back), r.count > 0);
        assert_int_equal(base_wide_compare(&back, &q), 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_digits),
        cmocka_unit_test(test_what_fits_64_bits),
        cmocka_unit_test(test_the_tail),
        cmocka_unit_test(test_division),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

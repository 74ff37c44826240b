/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/text.h"
#include "feel/letter_case.h"

static const struct { uint32_t small, capital; } pairs[] = {
    {'a', 'A'}, {'z', 'Z'}, {0xE0, 0xC0}, {0xF6, 0xD6}, {0xF8, 0xD8}, {0xFE, 0xDE}, {0xFF, 0x178}, {0x101, 0x100}, {0x17E, 0x17D},
    {0x1CE, 0x1CD}, {0x21B, 0x21A}, {0x3AC, 0x386}, {0x3B1, 0x391}, {0x3C9, 0x3A9}, {0x3CC, 0x38C}, {0x3CE, 0x38F}, {0x430, 0x410},
    {0x44F, 0x42F}, {0x451, 0x401}, {0x45F, 0x40F}, {0x491, 0x490}, {0x4CF, 0x4C0}, {0x561, 0x531}, {0x586, 0x556}, {0x1E01, 0x1E00},
    {0x1EF9, 0x1EF8}, {0xFF41, 0xFF21},
};
static const uint32_t alone[] = {0, '0', '@', '[', '`', '{', 0xA0, 0xD7, 0xDF, 0xF7, 0x130, 0x138, 0x149, 0x390, 0x5D0, 0x4E2D, 0x1F40E, 0x10FFFF};

static void test_pairs(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        assert_int_equal(feel_capital(pairs[i].small), pairs[i].capital);
        assert_int_equal(feel_small(pairs[i].capital), pairs[i].small);
        assert_int_equal(feel_capital(pairs[i].capital), pairs[i].capital);
        assert_int_equal(feel_small(pairs[i].small), pairs[i].small);
    }
    for (size_t i = 0; i < sizeof alone / sizeof *alone; i++) {
        assert_int_equal(feel_capital(alone[i]), alone[i]);
        assert_int_equal(feel_small(alone[i]), alone[i]);
    }
    assert_int_equal(feel_capital(0x3C2), 0x3A3);    /* final sigma */
    assert_int_equal(feel_small(0x3A3), 0x3C3);
    assert_int_equal(feel_capital(0x131), 'I');
}

/* What the functions on texts build on: texts do not grow, and doing it twice changes nothing more. */
static void test_no_letter_grows_and_twice_is_once(void **state)
{
    (void)state;
    char text[4];
    for (uint32_t c = 0; c < 0x20000; c++) {
        if (c >= 0xD800 && c < 0xE000)
            continue;
        uint32_t capital = feel_capital(c), small = feel_small(c);
        assert_true(base_utf8_encode(capital, text) <= base_utf8_encode(c, text));
        assert_true(base_utf8_encode(small, text) <= base_utf8_encode(c, text));
        assert_int_equal(feel_capital(capital), capital);
        assert_int_equal(feel_small(small), small);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_pairs), cmocka_unit_test(test_no_letter_grows_and_twice_is_once)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "base/text.h"

static void test_every_code_point_comes_back(void **state)
{
    (void)state;
    for (uint32_t c = 0; c <= 0x110000; c++) {
        char bytes[4];
        uint32_t back = 0;
        int size = base_utf8_encode(c, bytes);
        if (c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF)) {
            assert_int_equal(size, 0);
            continue;
        }
        int expected = c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
        if (size != expected || base_utf8_decode(bytes, 4, &back) != size || back != c)
            fail_msg("U+%04X", (unsigned)c);
        for (int cut = 0; cut < size; cut++)
            if (base_utf8_decode(bytes, (size_t)cut, &back) != 0)
                fail_msg("U+%04X cut to %d bytes", (unsigned)c, cut);
    }
}

/* Every sequence of up to three bytes is valid exactly when it is what encoding some code point gives. */
static void test_only_shortest_forms_are_valid(void **state)
{
    (void)state;
    long valid = 0;
    for (uint32_t bits = 0; bits < 0x1000000; bits += bits % 0x100 == 0xFF ? 1 : 0x11) {
        char bytes[3] = {(char)(bits >> 16), (char)(bits >> 8), (char)bits}, again[4];
        uint32_t c = 0;
        int size = base_utf8_decode(bytes, 3, &c);
        if (size == 0)
            continue;
        valid++;
        if (base_utf8_encode(c, again) != size || memcmp(bytes, again, (size_t)size) != 0)
            fail_msg("%06X", (unsigned)bits);
    }
    assert_true(valid > 0x1000);
}

static void test_check_finds_the_first_bad_byte(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        size_t length, bad;
    } rows[] = {
        {"", 0, 0},
        {"plain", 5, 5},
        {"a\0b", 3, 3},
        {"\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80", 9, 9},
        {"ab\xC3", 3, 2},
        {"ab\x80", 3, 2},
        {"\xC0\x80", 2, 0},              /* overlong */
        {"\xE0\x9F\xBF", 3, 0},
        {"\xF0\x8F\xBF\xBF", 4, 0},
        {"\xED\xA0\x80", 3, 0},          /* a surrogate */
        {"\xF4\x90\x80\x80", 4, 0},      /* beyond U+10FFFF */
        {"\xF5\x80\x80\x80", 4, 0},
        {"x\xE2\x82", 3, 1},
        {"x\xE2\x28\xA1", 4, 1},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        assert_int_equal(base_utf8_check(rows[i].text, rows[i].length), rows[i].bad);
}

/* ASCII is passed over eight bytes at a time: a bad byte is found wherever it stands. */
static void test_check_finds_a_bad_byte_anywhere(void **state)
{
    char text[40];
    (void)state;
    for (size_t length = 0; length <= sizeof text; length++)
        for (size_t begin = 0; begin < length; begin++) {
            memset(text, 'a', length);
            assert_int_equal(base_utf8_check(text, length), length);
            text[begin] = '\x80';
            assert_int_equal(base_utf8_check(text, length), begin);
        }
}

static void test_counting(void **state)
{
    (void)state;
    assert_int_equal(base_utf8_count(BASE_STR("")), 0);
    assert_int_equal(base_utf8_count(BASE_STR("a\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80z")), 5);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_code_point_comes_back),
        cmocka_unit_test(test_only_shortest_forms_are_valid),
        cmocka_unit_test(test_check_finds_the_first_bad_byte),
        cmocka_unit_test(test_check_finds_a_bad_byte_anywhere),
        cmocka_unit_test(test_counting),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

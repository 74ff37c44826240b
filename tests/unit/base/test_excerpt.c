/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "base/diag.h"

static void assert_excerpt(base_str text, int64_t offset, int64_t length, const char *expected)
{
    base_buffer buffer;
    base_buffer_init(&buffer, NULL);
    base_put_excerpt(&buffer, text, offset, length);
    assert_string_equal(buffer.data, expected);
    base_buffer_finish(&buffer);
}

static void test_lines_and_carets(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int64_t offset, length;
        const char *excerpt;
    } rows[] = {
        {"abc def\nghi", 4, 3, "    abc def\n        ^^^\n"},
        {"abc def\nghi", 8, 1, "    ghi\n    ^\n"},
        {"abc def\nghi", 8, 0, "    ghi\n    ^\n"},
        {"abc def\nghi", 4, 100, "    abc def\n        ^^^\n"},
        {"abc def\nghi", 4, INT64_MAX, "    abc def\n        ^^^\n"},
        {"abc def\nghi", 7, 2, "    abc def\n           ^\n"},        /* at the line's end */
        {"abc def\nghi", 11, 1, "    ghi\n       ^\n"},                /* at the text's end */
        {"abc def\nghi", 99, 1, "    ghi\n       ^\n"},
        {"abc def\nghi", -5, 1, "    abc def\n    ^\n"},
        {"", 0, 1, "    \n    ^\n"},
        {"a\n\nb", 2, 1, "    \n    ^\n"},
        {"ab\r\ncd", 1, 5, "    ab\n     ^\n"},
        {"ab\r\ncd", 2, 1, "    ab\n      ^\n"},
        {"ab\r\ncd", 3, 1, "    ab\n      ^\n"},
        {"ab\r\ncd", 4, 1, "    cd\n    ^\n"},
        {"ab\r", 1, 2, "    ab\n     ^\n"},
        {"a\rb", 2, 1, "    a\\u{d}b\n          ^\n"},
        {"\ta\tb c", 3, 1, "    \ta\tb c\n    \t \t^\n"},
        {"a\tb", 1, 2, "    a\tb\n     ^^\n"},
        {"\x1B[1m bad", 5, 3, "    \\u{1b}[1m bad\n              ^^^\n"},
        {"x \x1B y", 2, 1, "    x \\u{1b} y\n      ^^^^^^\n"},
        {"\xE2\x80\xAE" "abc", 4, 1, "    \\u{202e}abc\n             ^\n"},
        {"\xC3\xA9t\xC3\xA9 x", 6, 1, "    \xC3\xA9t\xC3\xA9 x\n        ^\n"},
        {"e\xCC\x81 x", 4, 1, "    e\xCC\x81 x\n      ^\n"},              /* an accent of its own takes no column */
        {"e\xCC\x81 x", 1, 2, "    e\xCC\x81 x\n     ^\n"},
        {"\xE6\xBC\xA2\xE5\xAD\x97 x", 7, 1, "    \xE6\xBC\xA2\xE5\xAD\x97 x\n         ^\n"},  /* wide characters */
        {"\xE6\xBC\xA2\xE5\xAD\x97 x", 3, 3, "    \xE6\xBC\xA2\xE5\xAD\x97 x\n      ^^\n"},
        {"\xFFz", 1, 1, "    \\x{ff}z\n          ^\n"},
        {"\x80\x80\x80\x80\x80z", 5, 1, "    \\x{80}\\x{80}\\x{80}\\x{80}\\x{80}z\n                                  ^\n"},
        {"\xEF\xBB\xBF{]", 4, 1, "    {]\n     ^\n"},
        {"\xEF\xBB\xBF{]", 0, 1, "    {]\n    ^\n"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        assert_excerpt(base_str_of(rows[i].text), rows[i].offset, rows[i].length, rows[i].excerpt);
}

#define TEN "0123456789"
#define SIXTY TEN TEN TEN TEN TEN TEN
#define CARETS_10 "^^^^^^^^^^"
#define CARETS_60 CARETS_10 CARETS_10 CARETS_10 CARETS_10 CARETS_10 CARETS_10
#define SPACES_60 "                                                            "

#define FIFTY_NINE TEN TEN TEN TEN TEN "012345678"

static void test_a_line_that_just_fits(void **state)
{
    (void)state;
    assert_excerpt(BASE_STR(SIXTY "X" FIFTY_NINE "\n"), 60, 1,
                   "    " SIXTY "X" FIFTY_NINE "\n    " SPACES_60 "^\n");
    assert_excerpt(BASE_STR(SIXTY "X" SIXTY "\n"), 60, 1,
                   "    " SIXTY "X" FIFTY_NINE "...\n    " SPACES_60 "^\n");
    assert_excerpt(BASE_STR("\xC3\xA9" SIXTY "X"), 62, 1,
                   "    ..." SIXTY "X\n       " SPACES_60 "^\n");
}

static void test_cutting_both_sides(void **state)
{
    (void)state;
    assert_excerpt(BASE_STR("ab" SIXTY "X" SIXTY "\nnext"), 62, 200,
                   "    ..." SIXTY "X" FIFTY_NINE "...\n"
                   "       " SPACES_60 CARETS_60 "\n");
}

static void test_lines_and_columns(void **state)
{
    (void)state;
    static const char text[] = "\xEF\xBB\xBF" "a\xC3\xA9z\n\n\xFFq\xE2\x82\xAC.\r\nend";
    static const struct {
        int64_t offset, line, column;
    } rows[] = {
        {0, 1, 1}, {2, 1, 1}, {3, 1, 1}, {4, 1, 2}, {5, 1, 2}, {6, 1, 3}, {7, 1, 4}, {8, 2, 1}, {9, 3, 1},
        {10, 3, 2}, {11, 3, 3}, {13, 3, 3}, {14, 3, 4}, {16, 3, 6}, {17, 4, 1}, {20, 4, 4}, {99, 4, 4}, {-1, 1, 1},
    };
    enum { COUNT = sizeof rows / sizeof rows[0] };
    base_str whole = BASE_STR(text);
    for (int i = 0; i < COUNT; i++) {
        base_lines at = base_lines_at(whole, rows[i].offset, NULL);
        assert_int_equal(at.line, rows[i].line);
        assert_int_equal(at.column, rows[i].column);
    }
    /* The same when one place is remembered and another asked for, in either order. */
    for (int i = 0; i < COUNT; i++)
        for (int j = 0; j < COUNT; j++) {
            base_lines lines = {0};
            base_lines_at(whole, rows[i].offset, &lines);
            base_lines at = base_lines_at(whole, rows[j].offset, &lines);
            assert_int_equal(at.line, rows[j].line);
            assert_int_equal(at.column, rows[j].column);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_lines_and_carets),
        cmocka_unit_test(test_a_line_that_just_fits),
        cmocka_unit_test(test_cutting_both_sides),
        cmocka_unit_test(test_lines_and_columns),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

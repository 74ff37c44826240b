/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/decimal.h"

static const char *vectors_path;

static base_decimal number_of(const char *text)
{
    base_decimal out;
    if (!base_decimal_parse(base_str_of(text), true, &out))
        fail_msg("`%s` is no number", text);
    return out;
}

/* The number with its exact exponent, as the vectors write it. */
static void write_raw(const base_decimal *a, char *out)
{
    char digits[37];
    snprintf(digits, sizeof digits, "%09u%09u%09u%09u", (unsigned)a->limb[3], (unsigned)a->limb[2],
             (unsigned)a->limb[1], (unsigned)a->limb[0]);
    const char *first = digits + strspn(digits, "0");
    sprintf(out, "%s%sE%d", a->negative ? "-" : "", *first ? first : "0", a->exponent);
}

static void write_result(bool done, const base_decimal *a, char *out)
{
    if (done)
        write_raw(a, out);
    else
        strcpy(out, "!");
}

typedef bool operation(const base_decimal *a, const base_decimal *b, base_decimal *out);

static const struct {
    const char *name;
    operation *run;
} operations[] = {
    {"add", base_decimal_add},
    {"subtract", base_decimal_subtract},
    {"multiply", base_decimal_multiply},
    {"divide", base_decimal_divide},
};

static const char *const modes[] = {"half-even", "floor", "ceiling", "up", "down", "half-up", "half-down"};

static base_rounding mode_of(const char *name)
{
    for (int i = 0; i < 7; i++)
        if (strcmp(modes[i], name) == 0)
            return (base_rounding)i;
    fail_msg("no rounding `%s`", name);
    return BASE_HALF_EVEN;
}

/* Runs the words of one vector; `result` gets what should equal the last word. */
static void run_vector(char **words, char *result)
{
    base_decimal a = number_of(strcmp(words[0], "parse") == 0 ? "0" : words[1]), b, out = {{7, 7, 7, 7}, 7, 1};
    for (size_t i = 0; i < sizeof operations / sizeof operations[0]; i++)
        if (strcmp(words[0], operations[i].name) == 0) {
            b = number_of(words[2]);
            bool done = operations[i].run(&a, &b, &out);
            assert_true(done || (out.limb[3] == 7 && out.exponent == 7));
            write_result(done, &out, result);
            return;
        }
    if (strcmp(words[0], "compare") == 0) {
        b = number_of(words[2]);
        int order = base_decimal_compare(&a, &b);
        assert_int_equal(base_decimal_compare(&b, &a), -order);
        sprintf(result, "%d", order);
    } else if (strcmp(words[0], "round") == 0) {
        bool done = base_decimal_round(&a, (int32_t)strtol(words[2], NULL, 10), mode_of(words[3]), &out);
        write_result(done, &out, result);
    } else if (strcmp(words[0], "parse") == 0) {
        write_result(base_decimal_parse(base_str_of(words[1]), false, &out), &out, result);
    } else if (strcmp(words[0], "write") == 0) {
        base_buffer buffer;
        base_buffer_init(&buffer, NULL);
        base_put_decimal(&buffer, &a);
        strcpy(result, buffer.data);
        base_buffer_finish(&buffer);
    } else if (strcmp(words[0], "whole") == 0) {
        int64_t whole;
        if (base_decimal_to_int(&a, &whole))
            sprintf(result, "%lld", (long long)whole);
        else
            strcpy(result, "!");
    } else {
        fail_msg("no operation `%s`", words[0]);
    }
}

static void test_agrees_with_the_vectors(void **state)
{
    (void)state;
    FILE *file = fopen(vectors_path, "r");
    char line[1024], shown[1024], result[1024];
    long count = 0;
    if (!file)
        fail_msg("cannot read %s", vectors_path);
    while (fgets(line, sizeof line, file)) {
        char *words[6] = {0};
        int size = 0;
        if (line[0] == '#')
            continue;
        strcpy(shown, line);
        for (char *word = strtok(line, " \n"); word && size < 6; word = strtok(NULL, " \n"))
            words[size++] = word;
        run_vector(words, result);
        if (strcmp(result, words[size - 1]) != 0)
            fail_msg("got %s for %s", result, shown);
        count++;
    }
    fclose(file);
    assert_true(count >= 3000);
}

static void test_what_is_a_number(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        bool plain, with_point;
    } rows[] = {
        {"0", true, true},     {"-0", true, true},    {"007", true, true},   {"1.50", true, true},
        {"1e5", true, true},   {"1E+5", true, true},  {"1.5e-5", true, true}, {".5", false, true},
        {"-.5", false, true},  {"", false, false},    {"-", false, false},   {"+1", false, false},
        {"1.", false, false},  {".", false, false},   {"1e", false, false},  {"1e+", false, false},
        {"1 ", false, false},  {" 1", false, false},  {"1.2.3", false, false}, {"1e5.0", false, false}, {"1e5x", false, false},
        {"0x10", false, false}, {"--1", false, false}, {"1e6145", false, false}, {"1,5", false, false},
        {"e5", false, false},  {".e5", false, false}, {"1.e5", false, false}, {"NaN", false, false},
        {"Infinity", false, false}, {"1e99999999999999999999", false, false},
        {"0e99999999999999999999", true, true}, {"1e-99999999999999999999", true, true},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        base_decimal out = {{7, 7, 7, 7}, 7, 1};
        if (base_decimal_parse(base_str_of(rows[i].text), false, &out) != rows[i].plain ||
            base_decimal_parse(base_str_of(rows[i].text), true, &out) != rows[i].with_point)
            fail_msg("`%s` read wrongly", rows[i].text);
        assert_true(rows[i].with_point || out.limb[0] == 7);
    }
}

static void test_exact_texts(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        bool exact;
    } rows[] = {
        {"1", true},
        {"0.1", true},
        {"0", true},
        {"1234567890123456789012345678901234", true},
        {"12345678901234567890123456789012345", false},
        {"12345678901234567890123456789012340", true},
        {"100000000000000000000000000000000000000000000000000000000000", true},
        {"100000000000000000000000000000000000000000000000000000000001", false},
        {"0.00000000000000000000000000000000000000000000000000000000001", true},
        {"1e-6176", true},
        {"1e-6177", false},
        {"10e-6177", true},
        {"1e6144", true},
        {"1e6145", false},
        {"x", false},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        if (base_decimal_exact(base_str_of(rows[i].text)) != rows[i].exact)
            fail_msg("`%s` judged wrongly", rows[i].text);
}

static void test_whole_numbers(void **state)
{
    (void)state;
    static const int64_t numbers[] = {0, 1, -1, 999999999, 1000000000, INT64_MAX, INT64_MIN, INT64_MIN + 1};
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
        base_decimal a = base_decimal_from_int(numbers[i]);
        int64_t back = 12;
        assert_true(base_decimal_to_int(&a, &back));
        assert_true(back == numbers[i]);
        assert_true(base_decimal_is_whole(&a));
        assert_int_equal(base_decimal_is_zero(&a), numbers[i] == 0);
    }
    static const char *const unfit[] = {"9223372036854775808", "-9223372036854775809", "18446744073709551616",
                                        "1234567890123456789012345678901234", "1e19", "1e6000", "0.5", "-1e-6000"};
    for (size_t i = 0; i < sizeof unfit / sizeof unfit[0]; i++) {
        base_decimal a = number_of(unfit[i]);
        int64_t out = 12;
        assert_false(base_decimal_to_int(&a, &out));
        assert_true(out == 12);
    }
    base_decimal half = number_of("1.5"), one = number_of("1.000"), tiny = number_of("1e-6000");
    base_decimal nothing = number_of("0e-6000"), huge = number_of("7e6000");
    assert_false(base_decimal_is_whole(&half));
    assert_true(base_decimal_is_whole(&one));
    assert_false(base_decimal_is_whole(&tiny));
    assert_true(base_decimal_is_whole(&nothing));
    assert_true(base_decimal_is_whole(&huge));
}

static void test_zero_has_no_sign(void **state)
{
    (void)state;
    base_decimal zero = number_of("-0.00"), one = number_of("1"), out;
    assert_int_equal(zero.negative, 0);
    out = base_decimal_negate(&zero);
    assert_int_equal(out.negative, 0);
    out = base_decimal_negate(&one);
    assert_int_equal(out.negative, 1);
    assert_true(base_decimal_multiply(&out, &zero, &out));
    assert_int_equal(out.negative, 0);
    assert_false(base_decimal_divide(&one, &zero, &out));
    assert_false(base_decimal_divide(&zero, &zero, &out));
}

/* Results must not depend on writing into an operand. */
static void test_a_result_may_replace_an_operand(void **state)
{
    (void)state;
    base_decimal a = number_of("10"), b = number_of("4");
    assert_true(base_decimal_divide(&a, &b, &a));
    assert_true(base_decimal_subtract(&b, &a, &b));
    assert_true(base_decimal_round(&a, 0, BASE_HALF_EVEN, &a));
    base_decimal two = number_of("2"), one_and_half = number_of("1.5");
    assert_int_equal(base_decimal_compare(&a, &two), 0);
    assert_int_equal(base_decimal_compare(&b, &one_and_half), 0);
}

int main(int argc, char **argv)
{
    /* Tests run in the project's folder. */
    vectors_path = argc > 1 ? argv[1] : "tests/unit/base/decimal_vectors.txt";
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_agrees_with_the_vectors), cmocka_unit_test(test_what_is_a_number),
        cmocka_unit_test(test_exact_texts),             cmocka_unit_test(test_whole_numbers),
        cmocka_unit_test(test_zero_has_no_sign),        cmocka_unit_test(test_a_result_may_replace_an_operand),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

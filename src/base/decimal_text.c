/* SPDX-License-Identifier: MIT */
#include "base/decimal.h"

#include "base/wide.h"

/* ---- reading ---- */

/* Digits beyond these cannot be told apart by rounding to 34, save whether all of them are 0. */
enum { KEPT = 45, LIMB_DIGITS = 9 };

struct number {
    char digits[KEPT];           /* from the first that is not 0 */
    int kept;
    int64_t exponent;            /* of the last kept digit */
    bool negative, rest;         /* rest: a digit that was not kept is not 0 */
};

static void take_digit(struct number *number, char c, bool after_point)
{
    bool counts = number->kept > 0 || c != '0';
    if (counts && number->kept < KEPT) {
        number->digits[number->kept++] = c;
        number->exponent -= after_point;
    } else if (counts) {
        number->rest |= c != '0';
        number->exponent += !after_point;
    } else {
        number->exponent -= after_point;
    }
}

/* Reads digits from *at; false where there are none. */
static bool read_digits(base_str text, size_t *at, bool after_point, struct number *number)
{
    size_t start = *at;
    for (; *at < text.length && text.at[*at] >= '0' && text.at[*at] <= '9'; ++*at)
        take_digit(number, text.at[*at], after_point);
    return *at > start;
}

/* Reads what follows the e. Far beyond the range all exponents are alike. */
static bool read_exponent(base_str text, size_t *at, struct number *number)
{
    int64_t value = 0;
    bool negative = *at < text.length && text.at[*at] == '-';
    if (*at < text.length && (text.at[*at] == '-' || text.at[*at] == '+'))
        ++*at;
    size_t start = *at;
    for (; *at < text.length && text.at[*at] >= '0' && text.at[*at] <= '9'; ++*at)
        if (value < INT64_C(1000000000000000))
            value = value * 10 + (text.at[*at] - '0');
    number->exponent += negative ? -value : value;
    return *at > start;
}

static bool read_number(base_str text, bool leading_point, struct number *number)
{
    size_t at = 0;
    *number = (struct number){.negative = text.length > 0 && text.at[0] == '-'};
    at += number->negative;
    if (!read_digits(text, &at, false, number) && !(leading_point && at < text.length && text.at[at] == '.'))
        return false;
    if (at < text.length && text.at[at] == '.') {
        at++;
        if (!read_digits(text, &at, true, number))
            return false;
    }
    if (at < text.length && (text.at[at] == 'e' || text.at[at] == 'E')) {
        at++;
        if (!read_exponent(text, &at, number))
            return false;
    }
    return at == text.length;
}

static base_wide number_coefficient(const struct number *number)
{
    base_wide wide = {.count = 0};
    for (int end = number->kept; end > 0; end -= LIMB_DIGITS) {
        uint32_t limb = 0;
        for (int i = end > LIMB_DIGITS ? end - LIMB_DIGITS : 0; i < end; i++)
            limb = limb * 10 + (uint32_t)(number->digits[i] - '0');
        wide.limb[wide.count++] = limb;
    }
    return wide;
}

static bool convert(const struct number *number, bool *exact, base_decimal *out)
{
    base_wide wide = number_coefficient(number);
    base_tail tail = number->rest ? BASE_TAIL_BELOW : BASE_TAIL_NONE;
    return base_decimal_finish(&wide, number->exponent, number->negative, tail, exact, out);
}

bool base_decimal_parse(base_str text, bool leading_point, base_decimal *out)
{
    struct number number;
    bool exact;
    return read_number(text, leading_point, &number) && convert(&number, &exact, out);
}

bool base_decimal_exact(base_str text)
{
    struct number number;
    base_decimal ignored;
    bool exact;
    return read_number(text, true, &number) && convert(&number, &exact, &ignored) && exact;
}

/* ---- writing ---- */

/* The coefficient's digits without leading zeros; none for zero. Returns their number. */
static int coefficient_digits(const base_decimal *a, char digits[36])
{
    int count = 0;
    for (int i = 3; i >= 0; i--)
        for (uint32_t unit = 100000000; unit > 0; unit /= 10) {
            char c = (char)('0' + a->limb[i] / unit % 10);
            if (count > 0 || c != '0')
                digits[count++] = c;
        }
    return count;
}

static void put_zeros(base_buffer *buffer, int count)
{
    for (int i = 0; i < count; i++)
        base_put_char(buffer, '0');
}

static void put_plain(base_buffer *buffer, const char *digits, int count, int exponent)
{
    int before = count + exponent;       /* digits before the point */
    if (exponent >= 0) {
        base_put_str(buffer, (base_str){digits, (size_t)count});
        put_zeros(buffer, exponent);
    } else if (before > 0) {
        base_put_str(buffer, (base_str){digits, (size_t)before});
        base_put_char(buffer, '.');
        base_put_str(buffer, (base_str){digits + before, (size_t)-exponent});
    } else {
        base_put(buffer, "0.");
        put_zeros(buffer, -before);
        base_put_str(buffer, (base_str){digits, (size_t)count});
    }
}

static void put_scientific(base_buffer *buffer, const char *digits, int count, int exponent)
{
    int power = exponent + count - 1;
    while (count > 1 && digits[count - 1] == '0')
        count--;
    base_put_char(buffer, digits[0]);
    if (count > 1)
        base_put_char(buffer, '.');
    base_put_str(buffer, (base_str){digits + 1, (size_t)count - 1});
    base_put(buffer, power < 0 ? "E" : "E+");
    base_put_int(buffer, power);
}

void base_put_decimal(base_buffer *buffer, const base_decimal *a)
{
    char digits[36];
    int count = coefficient_digits(a, digits), exponent = a->exponent;
    if (count == 0) {
        base_put_char(buffer, '0');
        return;
    }
    while (exponent < 0 && digits[count - 1] == '0') {
        count--;
        exponent++;
    }
    if (a->negative)
        base_put_char(buffer, '-');
    bool is_short = exponent < 0 ? -exponent <= BASE_DECIMAL_DIGITS : count + exponent <= BASE_DECIMAL_DIGITS;
    if (is_short)
        put_plain(buffer, digits, count, exponent);
    else
        put_scientific(buffer, digits, count, exponent);
}

/* SPDX-License-Identifier: MIT */
#include "json/number.h"
#include <inttypes.h>
#include <stdio.h>

/* Digits that an exponent may have and still be computed with; a longer one is corrected as text. */
enum { EXPONENT_DIGITS = 18 };

/* A number taken apart without copying: its digits run over whole and fraction, `skip` leading zeros left out,
 * `count` significant ones; value = digits * 10^(exponent + shift). */
typedef struct parts {
    bool negative;
    base_str whole, fraction;
    bool exponent_negative;
    base_str exponent;          /* digits without sign and leading zeros */
    int64_t skip, count;
    int64_t shift;
} parts;

static base_str take_digits(base_str *text)
{
    base_str digits = { text->at, 0 };
    while (digits.length < text->length && text->at[digits.length] >= '0' && text->at[digits.length] <= '9')
        digits.length++;
    text->at += digits.length;
    text->length -= digits.length;
    return digits;
}

static bool take(base_str *text, char c)
{
    if (text->length == 0 || text->at[0] != c)
        return false;
    text->at++;
    text->length--;
    return true;
}

static char digit_at(const parts *p, int64_t index)
{
    int64_t whole = (int64_t)p->whole.length;
    return index < whole ? p->whole.at[index] : p->fraction.at[index - whole];
}

static void take_exponent(parts *p, base_str text)
{
    if (!take(&text, 'e') && !take(&text, 'E'))
        return;
    p->exponent_negative = take(&text, '-');
    take(&text, '+');
    while (take(&text, '0'))
        ;
    p->exponent = take_digits(&text);
}

static parts take_apart(base_str text)
{
    parts p = { .exponent = { NULL, 0 }, .fraction = { NULL, 0 } };
    int64_t end;
    p.negative = take(&text, '-');
    p.whole = take_digits(&text);
    if (take(&text, '.'))
        p.fraction = take_digits(&text);
    take_exponent(&p, text);
    end = (int64_t)(p.whole.length + p.fraction.length);
    p.shift = -(int64_t)p.fraction.length;
    while (p.skip < end && digit_at(&p, p.skip) == '0')
        p.skip++;
    while (end > p.skip && digit_at(&p, end - 1) == '0') {
        end--;
        p.shift++;
    }
    p.count = end - p.skip;
    return p;
}

static void put_zeros(base_buffer *buffer, int64_t count)
{
    while (count-- > 0)
        base_put_char(buffer, '0');
}

static void put_digits(base_buffer *buffer, const parts *p, int64_t from, int64_t to)
{
    for (int64_t i = from; i < to; i++)
        base_put_char(buffer, digit_at(p, p->skip + i));
}

static void put_plain(base_buffer *buffer, const parts *p, int64_t exponent)
{
    int64_t before = p->count + exponent;    /* digits before the point */
    if (exponent >= 0) {
        put_digits(buffer, p, 0, p->count);
        put_zeros(buffer, exponent);
    } else if (before > 0) {
        put_digits(buffer, p, 0, before);
        base_put_char(buffer, '.');
        put_digits(buffer, p, before, p->count);
    } else {
        base_put(buffer, "0.");
        put_zeros(buffer, -before);
        put_digits(buffer, p, 0, p->count);
    }
}

static int64_t plain_length(const parts *p, int64_t exponent)
{
    if (exponent >= 0)
        return p->count + exponent;
    return p->count + exponent > 0 ? p->count + 1 : 2 - exponent;
}

static int64_t text_length(int64_t number)
{
    char text[24];
    return snprintf(text, sizeof text, "%" PRId64, number);
}

/* Where the exponent is small enough to compute with. */
static void put_shortest(base_buffer *buffer, const parts *p, int64_t exponent)
{
    int64_t high = exponent + p->count - 1;    /* the exponent with the point after the first digit */
    int64_t plain = plain_length(p, exponent);
    int64_t whole = p->count + 1 + text_length(exponent);
    int64_t pointed = p->count + 2 + text_length(high);
    if (plain <= whole && plain <= pointed) {
        put_plain(buffer, p, exponent);
    } else if (whole <= pointed) {
        put_digits(buffer, p, 0, p->count);
        base_putf(buffer, "e%" PRId64, exponent);
    } else {
        put_digits(buffer, p, 0, 1);
        base_put_char(buffer, '.');
        put_digits(buffer, p, 1, p->count);
        base_putf(buffer, "e%" PRId64, high);
    }
}

/* Adds `shift` to an exponent of any length, which it cannot turn round: it is far smaller. The digits are put
 * as they are and corrected in the buffer. */
static void put_long_exponent(base_buffer *buffer, const parts *p)
{
    int64_t carry = p->exponent_negative ? -p->shift : p->shift;
    size_t begin, end;
    base_put(buffer, p->exponent_negative ? "e-" : "e");
    begin = buffer->length;
    base_put_char(buffer, '0');               /* room for one digit more */
    base_put_str(buffer, p->exponent);
    if (buffer->failed)
        return;
    end = buffer->length;
    for (size_t i = end; i-- > begin && carry != 0;) {
        int64_t sum = buffer->data[i] - '0' + carry;
        carry = sum / 10;
        sum %= 10;
        if (sum < 0) {
            sum += 10;
            carry--;
        }
        buffer->data[i] = (char)('0' + sum);
    }
    while (buffer->data[begin] == '0') {
        for (size_t i = begin; i + 1 < end; i++)
            buffer->data[i] = buffer->data[i + 1];
        buffer->data[--end] = '\0';
    }
    buffer->length = end;
}

void json_put_number(base_buffer *buffer, base_str text)
{
    parts p = take_apart(text);
    int64_t exponent = 0;
    if (p.count == 0) {
        base_put_char(buffer, '0');
        return;
    }
    if (p.negative)
        base_put_char(buffer, '-');
    if (p.exponent.length > EXPONENT_DIGITS) {
        put_digits(buffer, &p, 0, p.count);
        put_long_exponent(buffer, &p);
        return;
    }
    for (size_t i = 0; i < p.exponent.length; i++)
        exponent = exponent * 10 + (p.exponent.at[i] - '0');
    put_shortest(buffer, &p, (p.exponent_negative ? -exponent : exponent) + p.shift);
}

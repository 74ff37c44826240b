/* SPDX-License-Identifier: MIT */
#include "base/decimal.h"

#include <string.h>

#include "base/wide.h"

/* The least exponent of a stored number, and the largest. */
enum { DIGITS = BASE_DECIMAL_DIGITS, LEAST = -6176, MOST = 6111 };

static base_wide coefficient(const base_decimal *a)
{
    base_wide wide = {{a->limb[0], a->limb[1], a->limb[2], a->limb[3]}, 4};
    base_wide_trim(&wide);
    return wide;
}

static void store(const base_wide *wide, int64_t exponent, bool negative, base_decimal *out)
{
    *out = (base_decimal){.exponent = (int16_t)exponent, .negative = negative && wide->count > 0};
    memcpy(out->limb, wide->limb, (size_t)wide->count * sizeof wide->limb[0]);
}

/* ---- rounding ---- */

/* Whether a magnitude cut off by `tail` goes to the next one up. */
static bool goes_up(base_rounding how, base_tail tail, bool odd, bool negative)
{
    if (tail == BASE_TAIL_NONE)
        return false;
    switch (how) {
    case BASE_FLOOR: return negative;
    case BASE_CEILING: return !negative;
    case BASE_UP: return true;
    case BASE_DOWN: return false;
    case BASE_HALF_UP: return tail >= BASE_TAIL_HALF;
    case BASE_HALF_DOWN: return tail > BASE_TAIL_HALF;
    default: return tail > BASE_TAIL_HALF || (tail == BASE_TAIL_HALF && odd);
    }
}

/* Takes `drop` digits off the end. */
static void cut(base_wide *wide, int64_t drop, base_rounding how, bool negative, base_tail *tail)
{
    *tail = base_wide_drop(wide, drop, *tail);
    if (goes_up(how, *tail, wide->count > 0 && wide->limb[0] % 2 != 0, negative))
        base_wide_increment(wide);
}

/* Brings a coefficient of any length into the format: 34 digits, half-even, exponents within range.
 * False: too large. *exact tells whether anything was lost. */
bool base_decimal_finish(base_wide *wide, int64_t exponent, bool negative, base_tail tail, bool *exact,
                         base_decimal *out)
{
    int64_t digits = base_wide_digits(wide);
    int64_t drop = digits > DIGITS ? digits - DIGITS : 0;
    if (drop < LEAST - exponent)
        drop = LEAST - exponent;
    if (drop > 0) {
        cut(wide, drop, BASE_HALF_EVEN, negative, &tail);
        exponent += drop;
    }
    *exact = tail == BASE_TAIL_NONE;
    if (base_wide_digits(wide) > DIGITS) {      /* 999.. became 1000.. */
        base_wide_drop(wide, 1, BASE_TAIL_NONE);
        exponent++;
    }
    if (exponent > MOST) {
        if (wide->count > 0 && exponent - MOST > DIGITS - base_wide_digits(wide))
            return false;
        if (wide->count > 0)
            base_wide_scale(wide, exponent - MOST);
        exponent = MOST;
    }
    store(wide, exponent, negative, out);
    return true;
}

static bool finish(base_wide *wide, int64_t exponent, bool negative, base_tail tail, base_decimal *out)
{
    bool exact;
    return base_decimal_finish(wide, exponent, negative, tail, &exact, out);
}

bool base_decimal_round(const base_decimal *a, int32_t scale, base_rounding how, base_decimal *out)
{
    int64_t exponent = -(int64_t)scale;
    if (a->exponent >= exponent) {
        *out = *a;
        return true;
    }
    base_wide wide = coefficient(a);
    base_tail tail = BASE_TAIL_NONE;
    cut(&wide, exponent - a->exponent, how, a->negative, &tail);
    return finish(&wide, exponent, a->negative, BASE_TAIL_NONE, out);
}

/* ---- whole numbers ---- */

base_decimal base_decimal_from_int(int64_t number)
{
    base_decimal out;
    base_wide wide;
    base_wide_from(&wide, number < 0 ? 0 - (uint64_t)number : (uint64_t)number);
    store(&wide, 0, number < 0, &out);
    return out;
}

bool base_decimal_is_zero(const base_decimal *a)
{
    return (a->limb[0] | a->limb[1] | a->limb[2] | a->limb[3]) == 0;
}

bool base_decimal_is_whole(const base_decimal *a)
{
    if (a->exponent >= 0 || base_decimal_is_zero(a))
        return true;
    base_wide wide = coefficient(a);
    return base_wide_drop(&wide, -(int64_t)a->exponent, BASE_TAIL_NONE) == BASE_TAIL_NONE;
}

bool base_decimal_to_int(const base_decimal *a, int64_t *out)
{
    base_wide wide = coefficient(a);
    int64_t exponent = wide.count > 0 ? a->exponent : 0;
    if (exponent < 0 && base_wide_drop(&wide, -exponent, BASE_TAIL_NONE) != BASE_TAIL_NONE)
        return false;
    if (exponent > 0) {
        if (exponent + base_wide_digits(&wide) > 19)
            return false;
        base_wide_scale(&wide, exponent);
    }
    uint64_t magnitude;
    if (!base_wide_to(&wide, &magnitude) || magnitude > (uint64_t)INT64_MAX + a->negative)
        return false;
    *out = a->negative ? -(int64_t)(magnitude - 1) - 1 : (int64_t)magnitude;
    return true;
}

/* ---- comparison ---- */

static int compare_magnitudes(const base_decimal *a, const base_decimal *b)
{
    base_wide x = coefficient(a), y = coefficient(b);
    int64_t top_x = base_wide_digits(&x) + a->exponent, top_y = base_wide_digits(&y) + b->exponent;
    if (top_x != top_y)
        return top_x < top_y ? -1 : 1;
    /* Of equal height, so that neither needs more than 33 further digits. */
    if (a->exponent > b->exponent)
        base_wide_scale(&x, a->exponent - b->exponent);
    else
        base_wide_scale(&y, b->exponent - a->exponent);
    return base_wide_compare(&x, &y);
}

int base_decimal_compare(const base_decimal *a, const base_decimal *b)
{
    int sign_a = base_decimal_is_zero(a) ? 0 : a->negative ? -1 : 1;
    int sign_b = base_decimal_is_zero(b) ? 0 : b->negative ? -1 : 1;
    if (sign_a != sign_b)
        return sign_a < sign_b ? -1 : 1;
    if (sign_a == 0)
        return 0;
    return sign_a * compare_magnitudes(a, b);
}

/* ---- arithmetic ---- */

base_decimal base_decimal_negate(const base_decimal *a)
{
    base_decimal out = *a;
    out.negative = !a->negative && !base_decimal_is_zero(a);
    return out;
}

/* Beyond this many digits of distance a smaller number only decides a rounding, whatever its digits. */
enum { FAR = 70, NEAR = 40 };

bool base_decimal_add(const base_decimal *a, const base_decimal *b, base_decimal *out)
{
    const base_decimal *high = a->exponent >= b->exponent ? a : b, *low = high == a ? b : a;
    base_wide x = coefficient(high), y = coefficient(low);
    int64_t shift = (int64_t)high->exponent - low->exponent, exponent = low->exponent;
    if (x.count > 0 && shift > FAR) {
        if (y.count > 0)
            base_wide_from(&y, 1);
        shift = NEAR;
        exponent = high->exponent - NEAR;
    }
    if (x.count > 0)
        base_wide_scale(&x, shift);
    if (high->negative == low->negative) {
        base_wide_add(&x, &y);
        return finish(&x, exponent, high->negative, BASE_TAIL_NONE, out);
    }
    if (base_wide_compare(&x, &y) < 0) {
        base_wide_subtract(&y, &x);
        return finish(&y, exponent, low->negative, BASE_TAIL_NONE, out);
    }
    base_wide_subtract(&x, &y);
    return finish(&x, exponent, high->negative, BASE_TAIL_NONE, out);
}

bool base_decimal_subtract(const base_decimal *a, const base_decimal *b, base_decimal *out)
{
    base_decimal negated = base_decimal_negate(b);
    return base_decimal_add(a, &negated, out);
}

bool base_decimal_multiply(const base_decimal *a, const base_decimal *b, base_decimal *out)
{
    base_wide x = coefficient(a), y = coefficient(b), product;
    base_wide_multiply(&x, &y, &product);
    int64_t exponent = (int64_t)a->exponent + b->exponent;
    return finish(&product, exponent, a->negative != b->negative, BASE_TAIL_NONE, out);
}

bool base_decimal_divide(const base_decimal *a, const base_decimal *b, base_decimal *out)
{
    base_wide x = coefficient(a), y = coefficient(b), quotient;
    if (y.count == 0)
        return false;
    int64_t ideal = (int64_t)a->exponent - b->exponent;
    /* So many digits that the quotient has at least 35: the tail then decides the rounding exactly. */
    int64_t shift = x.count > 0 ? DIGITS + 1 + base_wide_digits(&y) - base_wide_digits(&x) : 0;
    base_wide_scale(&x, shift);
    bool left = base_wide_divide(&x, &y, &quotient);
    int64_t exponent = ideal - shift;
    while (!left && exponent < ideal && base_wide_ends_in_zero(&quotient)) {
        base_wide_drop(&quotient, 1, BASE_TAIL_NONE);
        exponent++;
    }
    return finish(&quotient, exponent, a->negative != b->negative, left ? BASE_TAIL_BELOW : BASE_TAIL_NONE, out);
}

/* ---- remainders ---- */

static void remainder_of(base_wide *a, const base_wide *b)
{
    base_wide quotient, part;
    base_wide_divide(a, b, &quotient);
    base_wide_multiply(&quotient, b, &part);
    base_wide_subtract(a, &part);
}

/* x * 10^shift modulo y, some digits at a time. */
static void scaled_remainder(base_wide *x, int64_t shift, const base_wide *y)
{
    enum { STEP = 36 };
    remainder_of(x, y);
    for (; shift > 0 && x->count > 0; shift -= STEP) {
        base_wide_scale(x, shift < STEP ? shift : STEP);
        remainder_of(x, y);
    }
}

bool base_decimal_modulo(const base_decimal *a, const base_decimal *b, base_decimal *out)
{
    base_wide x = coefficient(a), y = coefficient(b);
    int64_t shift = (int64_t)a->exponent - b->exponent, exponent = shift < 0 ? a->exponent : b->exponent;
    if (y.count == 0)
        return false;
    if (shift < -FAR && x.count > 0) {          /* then |a| < |b|, far apart */
        bool same = a->negative == b->negative;
        *out = *a;
        return same || base_decimal_add(a, b, out);
    }
    if (shift < 0 && x.count > 0) {
        base_wide_scale(&y, -shift);
        remainder_of(&x, &y);
    } else {
        scaled_remainder(&x, shift, &y);
    }
    if (x.count == 0 || a->negative == b->negative)
        return finish(&x, exponent, b->negative, BASE_TAIL_NONE, out);
    base_wide_subtract(&y, &x);
    return finish(&y, exponent, b->negative, BASE_TAIL_NONE, out);
}

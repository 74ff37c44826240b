/* SPDX-License-Identifier: MIT */
/* Powers with whole exponents, and square roots. */
#include "base/decimal.h"

#include "base/wide.h"

/* ---- powers ---- */

/* A factor on the way: more digits than a decimal has, so that what is cut off does not show in the end, and exponents that
 * may leave the range meanwhile. */
typedef struct factor {
    base_wide digits;
    int64_t exponent;
    bool cut;                    /* the true number is a little larger */
} factor;

enum { KEPT = 52, EXPONENT_FAR = 100000 };

static factor factor_of(const base_decimal *a)
{
    factor out = {.digits = {{a->limb[0], a->limb[1], a->limb[2], a->limb[3]}, 4}, .exponent = a->exponent};
    base_wide_trim(&out.digits);
    return out;
}

/* Above or below what any exponent could bring back. */
static bool is_far(const factor *a)
{
    return a->exponent > EXPONENT_FAR || a->exponent < -EXPONENT_FAR;
}

static void multiply(factor *a, const factor *b)
{
    base_wide product;
    base_wide_multiply(&a->digits, &b->digits, &product);
    a->exponent += b->exponent;
    a->cut = a->cut || b->cut;
    int64_t drop = base_wide_digits(&product) - KEPT;
    if (drop > 0) {
        a->cut |= base_wide_drop(&product, drop, BASE_TAIL_NONE) != BASE_TAIL_NONE;
        a->exponent += drop;
    }
    a->digits = product;
}

/* By squaring. Stops when the number is far out: a further factor only takes it farther. */
static factor power_of(const base_decimal *base, uint64_t exponent)
{
    const base_decimal one = base_decimal_from_int(1);
    factor result = factor_of(&one), square = factor_of(base);
    for (;;) {
        if (exponent & 1)
            multiply(&result, &square);
        exponent >>= 1;
        if (!exponent || is_far(&result))
            return result;
        multiply(&square, &square);
        if (is_far(&square))
            return square;
    }
}

static bool invert(const factor *a, bool negative, base_decimal *out)
{
    base_wide one, quotient;
    base_wide_from(&one, 1);
    int64_t shift = base_wide_digits(&a->digits) + BASE_DECIMAL_DIGITS + 2;
    base_wide_scale(&one, shift);
    bool left = base_wide_divide(&one, &a->digits, &quotient);
    int64_t exponent = -a->exponent - shift;
    while (!left && !a->cut && exponent < 0 && base_wide_ends_in_zero(&quotient)) {
        base_wide_drop(&quotient, 1, BASE_TAIL_NONE);
        exponent++;
    }
    bool exact;
    return base_decimal_finish(&quotient, exponent, negative, left || a->cut ? BASE_TAIL_BELOW : BASE_TAIL_NONE, &exact, out);
}

bool base_decimal_power(const base_decimal *base, int64_t exponent, base_decimal *out)
{
    bool negative = base->negative && exponent % 2 != 0, exact;
    if (base_decimal_is_zero(base)) {
        if (exponent >= 0)
            *out = base_decimal_from_int(exponent == 0);
        return exponent >= 0;
    }
    factor power = power_of(base, exponent < 0 ? 0 - (uint64_t)exponent : (uint64_t)exponent);
    if (is_far(&power)) {
        if ((power.exponent > 0) == (exponent > 0))
            return false;
        *out = base_decimal_from_int(0);
        return true;
    }
    if (exponent < 0)
        return invert(&power, negative, out);
    return base_decimal_finish(&power.digits, power.exponent, negative, power.cut ? BASE_TAIL_BELOW : BASE_TAIL_NONE, &exact, out);
}

/* ---- square roots ---- */

/* The root rounded up of a number of at most 18 digits. */
static uint64_t small_root(uint64_t number)
{
    uint64_t low = 0, high = 1000000000;
    while (low < high) {
        uint64_t middle = low + (high - low) / 2;
        if (middle * middle < number)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* From the first digits, never below the root: Newton's steps then only go down, until they arrive. */
static base_wide first_guess(const base_wide *number)
{
    base_wide top = *number, guess;
    int64_t drop = base_wide_digits(number) - 17;
    uint64_t head = 0;
    drop += drop % 2 != 0;
    base_wide_drop(&top, drop, BASE_TAIL_NONE);
    base_wide_to(&top, &head);
    base_wide_from(&guess, small_root(head + 1));
    base_wide_scale(&guess, drop / 2);
    return guess;
}

/* The root rounded down of a number of more than 18 digits. */
static base_wide whole_root(const base_wide *number)
{
    base_wide root = first_guess(number), two;
    base_wide_from(&two, 2);
    for (;;) {
        base_wide next, quotient;
        base_wide_divide(number, &root, &quotient);
        base_wide_add(&quotient, &root);
        base_wide_divide(&quotient, &two, &next);
        if (base_wide_compare(&next, &root) >= 0)
            return root;
        root = next;
    }
}

bool base_decimal_sqrt(const base_decimal *a, base_decimal *out)
{
    factor number = factor_of(a);
    if (number.digits.count == 0) {
        *out = base_decimal_from_int(0);
        return true;
    }
    if (a->negative)
        return false;
    /* Twice 36 digits: the root has 36, and its tail decides the rounding. */
    int64_t shift = 2 * (BASE_DECIMAL_DIGITS + 2) - base_wide_digits(&number.digits);
    shift += (number.exponent - shift) % 2 != 0;
    base_wide_scale(&number.digits, shift);
    base_wide root = whole_root(&number.digits), square;
    base_wide_multiply(&root, &root, &square);
    int64_t exponent = (number.exponent - shift) / 2;
    bool exact = base_wide_compare(&square, &number.digits) == 0;
    while (exact && exponent < 0 && base_wide_ends_in_zero(&root)) {
        base_wide_drop(&root, 1, BASE_TAIL_NONE);
        exponent++;
    }
    return base_decimal_finish(&root, exponent, false, exact ? BASE_TAIL_NONE : BASE_TAIL_BELOW, &exact, out);
}

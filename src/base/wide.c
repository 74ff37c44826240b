/* SPDX-License-Identifier: MIT */
#include "base/wide.h"

enum { LIMB = 1000000000, LIMB_DIGITS = 9 };

static const uint32_t powers[LIMB_DIGITS + 1] = {1,      10,      100,      1000,      10000,
                                                 100000, 1000000, 10000000, 100000000, 1000000000};

void base_wide_trim(base_wide *a)
{
    while (a->count > 0 && a->limb[a->count - 1] == 0)
        a->count--;
}

void base_wide_from(base_wide *a, uint64_t number)
{
    for (a->count = 0; number > 0; number /= LIMB)
        a->limb[a->count++] = (uint32_t)(number % LIMB);
}

bool base_wide_to(const base_wide *a, uint64_t *number)
{
    uint64_t value = 0;
    for (int i = a->count - 1; i >= 0; i--) {
        if (value > (UINT64_MAX - a->limb[i]) / LIMB)
            return false;
        value = value * LIMB + a->limb[i];
    }
    *number = value;
    return true;
}

int64_t base_wide_digits(const base_wide *a)
{
    if (a->count == 0)
        return 0;
    int digits = 1;
    while (a->limb[a->count - 1] >= powers[digits])
        digits++;
    return (a->count - 1) * LIMB_DIGITS + digits;
}

int base_wide_compare(const base_wide *a, const base_wide *b)
{
    if (a->count != b->count)
        return a->count < b->count ? -1 : 1;
    for (int i = a->count - 1; i >= 0; i--)
        if (a->limb[i] != b->limb[i])
            return a->limb[i] < b->limb[i] ? -1 : 1;
    return 0;
}

bool base_wide_ends_in_zero(const base_wide *a)
{
    return a->limb[0] % 10 == 0;
}

void base_wide_add(base_wide *a, const base_wide *b)
{
    uint32_t carry = 0;
    for (int i = 0; i < b->count || carry; i++) {
        if (i == a->count)
            a->limb[a->count++] = 0;
        uint32_t sum = a->limb[i] + (i < b->count ? b->limb[i] : 0) + carry;
        carry = sum >= LIMB;
        a->limb[i] = carry ? sum - LIMB : sum;
    }
}

void base_wide_increment(base_wide *a)
{
    const base_wide one = {{1}, 1};
    base_wide_add(a, &one);
}

void base_wide_subtract(base_wide *a, const base_wide *b)
{
    uint32_t borrow = 0;
    for (int i = 0; i < b->count || borrow; i++) {
        uint32_t taken = (i < b->count ? b->limb[i] : 0) + borrow;
        borrow = a->limb[i] < taken;
        a->limb[i] = a->limb[i] + (borrow ? LIMB : 0) - taken;
    }
    base_wide_trim(a);
}

static void multiply_small(base_wide *a, uint32_t factor)
{
    uint64_t carry = 0;
    for (int i = 0; i < a->count; i++) {
        carry += (uint64_t)a->limb[i] * factor;
        a->limb[i] = (uint32_t)(carry % LIMB);
        carry /= LIMB;
    }
    if (carry)
        a->limb[a->count++] = (uint32_t)carry;
}

/* Returns the remainder. */
static uint32_t divide_small(base_wide *a, uint32_t divisor)
{
    uint64_t rest = 0;
    for (int i = a->count - 1; i >= 0; i--) {
        rest = rest * LIMB + a->limb[i];
        a->limb[i] = (uint32_t)(rest / divisor);
        rest %= divisor;
    }
    base_wide_trim(a);
    return (uint32_t)rest;
}

void base_wide_scale(base_wide *a, int64_t power)
{
    int limbs = (int)(power / LIMB_DIGITS);
    if (a->count == 0 || power == 0)
        return;
    for (int i = a->count - 1; i >= 0 && limbs > 0; i--)
        a->limb[i + limbs] = a->limb[i];
    for (int i = 0; i < limbs; i++)
        a->limb[i] = 0;
    a->count += limbs;
    multiply_small(a, powers[power % LIMB_DIGITS]);
}

void base_wide_multiply(const base_wide *a, const base_wide *b, base_wide *product)
{
    product->count = a->count + b->count;
    for (int i = 0; i < product->count; i++)
        product->limb[i] = 0;
    for (int i = 0; i < a->count; i++) {
        uint64_t carry = 0;
        for (int j = 0; j < b->count; j++) {
            carry += (uint64_t)a->limb[i] * b->limb[j] + product->limb[i + j];
            product->limb[i + j] = (uint32_t)(carry % LIMB);
            carry /= LIMB;
        }
        product->limb[i + b->count] = (uint32_t)carry;
    }
    base_wide_trim(product);
}

/* ---- division ---- */

/* a[at ..] -= b * digit over b->count + 1 limbs; tells whether it went below zero (then it wrapped). */
static bool take_multiple(uint32_t *a, const base_wide *b, uint32_t digit)
{
    int64_t borrow = 0;
    for (int j = 0; j <= b->count; j++) {
        int64_t product = j < b->count ? (int64_t)((uint64_t)b->limb[j] * digit) : 0;
        int64_t rest = (int64_t)a[j] - product % LIMB + borrow;
        borrow = -(product / LIMB);
        if (rest < 0) {
            rest += LIMB;
            borrow--;
        }
        if (rest < 0) {
            rest += LIMB;
            borrow--;
        }
        a[j] = (uint32_t)rest;
    }
    return borrow < 0;
}

static void give_back(uint32_t *a, const base_wide *b)
{
    uint32_t carry = 0;
    for (int j = 0; j <= b->count; j++) {
        uint32_t sum = a[j] + (j < b->count ? b->limb[j] : 0) + carry;
        carry = sum >= LIMB;
        a[j] = carry ? sum - LIMB : sum;
    }
}

/* Knuth's algorithm D. The divisor's first limb is at least half of LIMB, so the guess from the first two
 * limbs is at most two too high. */
static void divide_long(base_wide *rest, const base_wide *divisor, base_wide *quotient)
{
    int n = divisor->count;
    uint32_t top = divisor->limb[n - 1];
    rest->limb[rest->count] = 0;
    quotient->count = rest->count - n + 1;
    for (int i = quotient->count - 1; i >= 0; i--) {
        uint64_t head = (uint64_t)rest->limb[i + n] * LIMB + rest->limb[i + n - 1];
        uint64_t guess = head / top;
        uint32_t digit = guess >= LIMB ? LIMB - 1 : (uint32_t)guess;
        if (take_multiple(rest->limb + i, divisor, digit)) {
            do {
                digit--;
                give_back(rest->limb + i, divisor);
            } while (rest->limb[i + n] != 0);
        }
        quotient->limb[i] = digit;
    }
    base_wide_trim(quotient);
    base_wide_trim(rest);
}

bool base_wide_divide(const base_wide *a, const base_wide *b, base_wide *quotient)
{
    base_wide rest = *a, divisor = *b;
    quotient->count = 0;
    if (base_wide_compare(a, b) < 0)
        return a->count > 0;
    if (b->count == 1) {
        *quotient = *a;
        return divide_small(quotient, b->limb[0]) != 0;
    }
    uint32_t normalizer = LIMB / (divisor.limb[divisor.count - 1] + 1);
    multiply_small(&rest, normalizer);
    multiply_small(&divisor, normalizer);
    divide_long(&rest, &divisor, quotient);
    return rest.count > 0;
}

/* ---- dropping digits ---- */

/* A digit group of `size` `value`s, with `tail` behind it, against half of its range. */
static base_tail tail_of(uint32_t value, uint32_t size, base_tail tail)
{
    if (value == 0)
        return tail == BASE_TAIL_NONE ? BASE_TAIL_NONE : BASE_TAIL_BELOW;
    if (value == size / 2)
        return tail == BASE_TAIL_NONE ? BASE_TAIL_HALF : BASE_TAIL_ABOVE;
    return value < size / 2 ? BASE_TAIL_BELOW : BASE_TAIL_ABOVE;
}

base_tail base_wide_drop(base_wide *a, int64_t drop, base_tail tail)
{
    if (drop > base_wide_digits(a)) {
        tail = a->count > 0 || tail != BASE_TAIL_NONE ? BASE_TAIL_BELOW : BASE_TAIL_NONE;
        a->count = 0;
        return tail;
    }
    int limbs = (int)(drop / LIMB_DIGITS);
    uint32_t part = powers[drop % LIMB_DIGITS];
    for (int i = 0; i < limbs; i++)
        tail = tail_of(a->limb[i], LIMB, tail);
    for (int i = limbs; i < a->count; i++)
        a->limb[i - limbs] = a->limb[i];
    a->count -= limbs;
    return part > 1 ? tail_of(divide_small(a, part), part, tail) : tail;
}

/* SPDX-License-Identifier: MIT */
#ifndef BASE_DECIMAL_H
#define BASE_DECIMAL_H
/* Decimal numbers of IEEE 754 decimal128: 34 digits, exponents -6176 to 6111, half-even. No infinities
 * and no NaN: an operation that would give one returns false and leaves its result alone. */
#include <stdbool.h>
#include <stdint.h>
#include "base/text.h"

/* value = (-1)^negative * (limb[3] .. limb[0] in base 10^9) * 10^exponent; zero is never negative. */
typedef struct base_decimal {
    uint32_t limb[4];
    int16_t exponent;
    uint8_t negative;
} base_decimal;

base_decimal base_decimal_from_int(int64_t number);
bool base_decimal_to_int(const base_decimal *a, int64_t *out);   /* only whole numbers that fit */
/* [-]digits[.digits][(e|E)[+|-]digits], and .digits when `leading_point`; rounds to 34 digits; false on a
 * text that is not a number or overflows. Linear in the text's length. */
bool base_decimal_parse(base_str text, bool leading_point, base_decimal *out);
/* True when the text has at most 34 significant digits, so that parse loses nothing. */
bool base_decimal_exact(base_str text);
/* Plain digits, without exponent where at most 34 digits, trailing zeros after the point dropped;
 * else d.dddE+n. */
void base_put_decimal(base_buffer *buffer, const base_decimal *a);
int base_decimal_compare(const base_decimal *a, const base_decimal *b);  /* 1.0 equals 1 */
bool base_decimal_is_zero(const base_decimal *a);
bool base_decimal_is_whole(const base_decimal *a);
base_decimal base_decimal_negate(const base_decimal *a);
bool base_decimal_add(const base_decimal *a, const base_decimal *b, base_decimal *out);
bool base_decimal_subtract(const base_decimal *a, const base_decimal *b, base_decimal *out);
bool base_decimal_multiply(const base_decimal *a, const base_decimal *b, base_decimal *out);
bool base_decimal_divide(const base_decimal *a, const base_decimal *b, base_decimal *out); /* false by zero */
/* a - b * floor(a / b), of the sign of b, as if with all digits and then rounded; false by zero. */
bool base_decimal_modulo(const base_decimal *a, const base_decimal *b, base_decimal *out);
/* False: out of range, or zero to a negative power. A power of thousands of factors may differ in its last digit. */
bool base_decimal_power(const base_decimal *base, int64_t exponent, base_decimal *out);
bool base_decimal_sqrt(const base_decimal *a, base_decimal *out);       /* rounded correctly; false of a negative number */
/* To `scale` digits after the point. */
typedef enum base_rounding { BASE_HALF_EVEN, BASE_FLOOR, BASE_CEILING, BASE_UP, BASE_DOWN, BASE_HALF_UP,
                             BASE_HALF_DOWN } base_rounding;
bool base_decimal_round(const base_decimal *a, int32_t scale, base_rounding how, base_decimal *out);
#endif

/* SPDX-License-Identifier: MIT */
#ifndef BASE_WIDE_H
#define BASE_WIDE_H
/* Whole numbers of up to 108 digits, for the steps between two decimals and their result. */
#include <stdbool.h>
#include <stdint.h>
#include "base/decimal.h"

enum { BASE_DECIMAL_DIGITS = 34, BASE_WIDE_LIMBS = 12 };

/* limb[count - 1] .. limb[0] in base 10^9, limb[count - 1] not 0; count 0 is zero. Limbs from count on
 * are not defined. */
typedef struct base_wide {
    uint32_t limb[BASE_WIDE_LIMBS];
    int count;
} base_wide;

/* What stands behind a number's last digit, measured against half a unit of it. */
typedef enum base_tail { BASE_TAIL_NONE, BASE_TAIL_BELOW, BASE_TAIL_HALF, BASE_TAIL_ABOVE } base_tail;

void base_wide_from(base_wide *a, uint64_t number);
bool base_wide_to(const base_wide *a, uint64_t *number);   /* false: does not fit */
void base_wide_trim(base_wide *a);
int64_t base_wide_digits(const base_wide *a);              /* 0 for zero */
int base_wide_compare(const base_wide *a, const base_wide *b);
bool base_wide_ends_in_zero(const base_wide *a);           /* a is not zero */
/* Of these the result must fit. */
void base_wide_increment(base_wide *a);
void base_wide_add(base_wide *a, const base_wide *b);
void base_wide_subtract(base_wide *a, const base_wide *b); /* b <= a */
void base_wide_scale(base_wide *a, int64_t power);         /* times 10^power */
void base_wide_multiply(const base_wide *a, const base_wide *b, base_wide *product);
/* b not zero; tells whether there is a remainder. */
bool base_wide_divide(const base_wide *a, const base_wide *b, base_wide *quotient);
/* Takes the last `drop` digits off; `tail` was behind them. Returns what is behind the number now. */
base_tail base_wide_drop(base_wide *a, int64_t drop, base_tail tail);

bool base_decimal_finish(base_wide *wide, int64_t exponent, bool negative, base_tail tail, bool *exact,
                         base_decimal *out);
#endif

/* SPDX-License-Identifier: MIT */
/* Built-in functions on numbers. */
#include "feel/function.h"
#include "feel/machine.h"
#include "feel/moment.h"

enum { SCALE_LEAST = -6111, SCALE_MOST = 6176 };

bool feel_whole(const feel_value *number, int64_t *out)
{
    base_decimal whole;
    return base_decimal_round(number->as.number, 0, BASE_DOWN, &whole) && base_decimal_to_int(&whole, out);
}

void feel_fn_abs(feel_run *run, const feel_value *arguments, int32_t count, feel_value *out)
{
    (void)count;
    feel_value value = arguments[0];
    if (value.kind == FEEL_NUMBER) {
        base_decimal number = *value.as.number;
        number.negative = 0;
        *out = feel_number_value(run, &number);
    } else if (value.kind == FEEL_DAYS || value.kind == FEEL_MONTHS) {
        *out = value.as.integer < 0 ? feel_duration_negate(&value) : value;
    } else {
        *out = feel_fail(run, "only a number or a duration has a size without sign");
    }
}

static void round_to(feel_run *run, const feel_value *arguments, int32_t count, base_rounding how, feel_value *out)
{
    int64_t scale = 0;
    base_decimal rounded;
    if (count == 2 && (!feel_whole(&arguments[1], &scale) || scale < SCALE_LEAST || scale > SCALE_MOST))
        *out = feel_fail(run, "a scale lies between -6111 and 6176");
    else if (!base_decimal_round(arguments[0].as.number, (int32_t)scale, how, &rounded))
        *out = feel_fail(run, "the rounded number is out of range");
    else
        *out = feel_number_value(run, &rounded);
}

void feel_fn_floor(feel_run *run, const feel_value *arguments, int32_t count, feel_value *out)
{
    round_to(run, arguments, count, BASE_FLOOR, out);
}

void feel_fn_ceiling(feel_run *run, const feel_value *arguments, int32_t count, feel_value *out)
{
    round_to(run, arguments, count, BASE_CEILING, out);
}

void feel_fn_decimal(feel_run *run, const feel_value *arguments, int32_t count, feel_value *out)
{
    round_to(run, arguments, count, BASE_HALF_EVEN, out);
}

void feel_fn_round_up(feel_run *run, const feel_value *arguments, int32_t count, feel_value *out)
{
    round_to(run, arguments, count, BASE_UP, out);
}

void feel_fn_round_down(feel_run *run, const feel_value *arguments, int32_t count, feel_value *out)
{
    round_to(run, arguments, count, BASE_DOWN, out);
}

void feel_fn_round_half_up(feel_run *run, const feel_value *arguments, int32_t count, feel_value *out)
{
    round_to(run, arguments, count, BASE_HALF_UP, out);
}

void feel_fn_round_half_down(feel_run *run, const feel_value *arguments, int32_t count, feel_value *out)
{
    round_to(run, arguments, count, BASE_HALF_DOWN, out);
}

void feel_fn_modulo(feel_run *run, const feel_value *arguments, int32_t count, feel_value *out)
{
    (void)count;
    enum { DIGITS_A_STEP = 18 };
    const base_decimal *a = arguments[0].as.number, *b = arguments[1].as.number;
    int apart = a->exponent > b->exponent ? a->exponent - b->exponent : 0;
    base_decimal rest;
    if (!feel_spend(run, apart / DIGITS_A_STEP)) {
        *out = feel_over_limit();
        return;
    }
    bool done = base_decimal_modulo(a, b, &rest);
    *out = done ? feel_number_value(run, &rest) : feel_fail(run, "division by zero");
}

/* Whether it is whole, and if so whether its last digit before the point is odd. */
static bool is_whole_and(const feel_value *number, bool odd)
{
    base_decimal whole;
    if (!base_decimal_is_whole(number->as.number) || !base_decimal_round(number->as.number, 0, BASE_DOWN, &whole))
        return false;
    bool is_odd = whole.exponent <= 0 && (whole.limb[0] & 1);
    return is_odd == odd;
}

void feel_fn_even(feel_run *run, const feel_value *arguments, int32_t count, feel_value *out)
{
    (void)run;
    (void)count;
    *out = feel_boolean(is_whole_and(&arguments[0], false));
}

void feel_fn_odd(feel_run *run, const feel_value *arguments, int32_t count, feel_value *out)
{
    (void)run;
    (void)count;
    *out = feel_boolean(is_whole_and(&arguments[0], true));
}

void feel_fn_sqrt(feel_run *run, const feel_value *arguments, int32_t count, feel_value *out)
{
    (void)count;
    enum { STEPS = 8 };                  /* about so many divisions are made */
    base_decimal root;
    if (!feel_spend(run, STEPS))
        *out = feel_over_limit();
    else if (base_decimal_sqrt(arguments[0].as.number, &root))
        *out = feel_number_value(run, &root);
    else
        *out = feel_fail(run, "a negative number has no square root");
}

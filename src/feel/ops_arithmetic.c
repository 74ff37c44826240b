/* SPDX-License-Identifier: MIT */
/* Arithmetic on numbers, strings, dates and durations. */
#include <string.h>

#include "feel/machine.h"

static const char overflow[] = "the result is out of range";
static const char wrong_types[] = "these values cannot be combined";

enum { DAY_SECONDS = 86400 };

static bool is_duration(const feel_value *value)
{
    return value->kind == FEEL_DAYS || value->kind == FEEL_MONTHS;
}

static bool both_are(const feel_value *a, const feel_value *b, feel_kind kind)
{
    return a->kind == kind && b->kind == kind;
}

/* ---- whole amounts: seconds, months, days ---- */

static bool add_whole(int64_t a, int64_t b, int64_t *out)
{
    if (b > 0 ? a > INT64_MAX - b : a < INT64_MIN - b)
        return false;
    *out = a + b;
    return true;
}

static feel_value duration_of(feel_value like, int64_t amount)
{
    return (feel_value){.kind = like.kind, .as.integer = amount};
}

static feel_value add_durations(feel_run *run, const feel_value *a, const feel_value *b)
{
    int64_t sum;
    if (!add_whole(a->as.integer, b->as.integer, &sum) || sum == INT64_MIN)
        return feel_fail(run, overflow);
    return duration_of(*a, sum);
}

static feel_value minus_duration(feel_value duration)
{
    return duration_of(duration, -duration.as.integer);      /* INT64_MIN is never made */
}

/* Hours move a date only by the whole days they pass: a date stays a date. */
static feel_value add_to_date(feel_run *run, const feel_value *date, const feel_value *duration)
{
    int64_t amount = duration->as.integer, day;
    int64_t days = amount / DAY_SECONDS - (amount % DAY_SECONDS < 0);
    bool added = duration->kind == FEEL_MONTHS ? base_day_add_months(date->as.integer, amount, &day)
                                               : base_day_add(date->as.integer, days, &day);
    return added ? feel_date(day) : feel_fail(run, overflow);
}

/* ---- the operations on two known values ---- */

typedef bool decimal_operation(const base_decimal *a, const base_decimal *b, base_decimal *out);

static feel_value number_result(feel_run *run, decimal_operation *operation, const feel_value *a, const feel_value *b)
{
    base_decimal result;
    if (!operation(a->as.number, b->as.number, &result))
        return feel_fail(run, overflow);
    return feel_number_value(run, &result);
}

static feel_value join(feel_run *run, const feel_value *a, const feel_value *b)
{
    uint64_t size = (uint64_t)a->size + b->size;
    if (size > INT32_MAX || !feel_spend(run, (int64_t)(size / 64))) {
        run->steps = -1;
        return feel_over_limit();
    }
    char *text = feel_scratch(run, (size_t)size, 1);
    if (!text)
        return feel_over_limit();
    if (a->size)
        memcpy(text, a->as.text, a->size);
    if (b->size)
        memcpy(text + a->size, b->as.text, b->size);
    return feel_string((base_str){text, (size_t)size});
}

static feel_value add(feel_run *run, const feel_value *a, const feel_value *b)
{
    if (both_are(a, b, FEEL_NUMBER))
        return number_result(run, base_decimal_add, a, b);
    if (both_are(a, b, FEEL_STRING))
        return join(run, a, b);
    if (a->kind == FEEL_DATE && is_duration(b))
        return add_to_date(run, a, b);
    if (is_duration(a) && b->kind == FEEL_DATE)
        return add_to_date(run, b, a);
    if (is_duration(a) && a->kind == b->kind)
        return add_durations(run, a, b);
    return feel_fail(run, wrong_types);
}

static feel_value subtract(feel_run *run, const feel_value *a, const feel_value *b)
{
    if (both_are(a, b, FEEL_NUMBER))
        return number_result(run, base_decimal_subtract, a, b);
    if (both_are(a, b, FEEL_DATE))
        return (feel_value){.kind = FEEL_DAYS, .as.integer = (a->as.integer - b->as.integer) * DAY_SECONDS};
    if (!is_duration(b) || (a->kind != FEEL_DATE && a->kind != b->kind))
        return feel_fail(run, wrong_types);
    feel_value minus = minus_duration(*b);
    return add(run, a, &minus);
}

/* A duration times or divided by a number, towards zero. */
static feel_value scale(feel_run *run, decimal_operation *operation, const feel_value *duration, const feel_value *factor)
{
    base_decimal amount = base_decimal_from_int(duration->as.integer), whole;
    int64_t result;
    if (!operation(&amount, factor->as.number, &amount) || !base_decimal_round(&amount, 0, BASE_DOWN, &whole) ||
        !base_decimal_to_int(&whole, &result) || result == INT64_MIN)
        return feel_fail(run, overflow);
    return duration_of(*duration, result);
}

static feel_value multiply(feel_run *run, const feel_value *a, const feel_value *b)
{
    if (both_are(a, b, FEEL_NUMBER))
        return number_result(run, base_decimal_multiply, a, b);
    if (is_duration(a) && b->kind == FEEL_NUMBER)
        return scale(run, base_decimal_multiply, a, b);
    if (a->kind == FEEL_NUMBER && is_duration(b))
        return scale(run, base_decimal_multiply, b, a);
    return feel_fail(run, wrong_types);
}

static feel_value divide_durations(feel_run *run, const feel_value *a, const feel_value *b)
{
    base_decimal x = base_decimal_from_int(a->as.integer), y = base_decimal_from_int(b->as.integer), result;
    if (!base_decimal_divide(&x, &y, &result))
        return feel_fail(run, "division by zero");
    return feel_number_value(run, &result);
}

static feel_value divide(feel_run *run, const feel_value *a, const feel_value *b)
{
    if (b->kind == FEEL_NUMBER && base_decimal_is_zero(b->as.number) && (a->kind == FEEL_NUMBER || is_duration(a)))
        return feel_fail(run, "division by zero");
    if (both_are(a, b, FEEL_NUMBER))
        return number_result(run, base_decimal_divide, a, b);
    if (is_duration(a) && b->kind == FEEL_NUMBER)
        return scale(run, base_decimal_divide, a, b);
    if (is_duration(a) && a->kind == b->kind)
        return divide_durations(run, a, b);
    return feel_fail(run, wrong_types);
}

/* By squaring, so the exponent costs its number of bits. A last squaring that nothing uses may not fail. */
static bool power_of(const base_decimal *base, uint64_t exponent, base_decimal *out)
{
    base_decimal result = base_decimal_from_int(1), square = *base;
    for (;;) {
        if ((exponent & 1) && !base_decimal_multiply(&result, &square, &result))
            return false;
        exponent >>= 1;
        if (!exponent)
            break;
        if (!base_decimal_multiply(&square, &square, &square))
            return false;
    }
    *out = result;
    return true;
}

static feel_value power(feel_run *run, const feel_value *a, const feel_value *b)
{
    int64_t exponent;
    if (!both_are(a, b, FEEL_NUMBER))
        return feel_fail(run, wrong_types);
    if (!base_decimal_to_int(b->as.number, &exponent))
        return feel_fail(run, "an exponent is a whole number");
    base_decimal result, one = base_decimal_from_int(1);
    uint64_t magnitude = exponent < 0 ? 0 - (uint64_t)exponent : (uint64_t)exponent;
    if (!power_of(a->as.number, magnitude, &result) ||
        (exponent < 0 && !base_decimal_divide(&one, &result, &result)))
        return feel_fail(run, overflow);
    return feel_number_value(run, &result);
}

/* ---- nodes ---- */

typedef feel_value operation(feel_run *run, const feel_value *a, const feel_value *b);

static void run_operation(feel_run *run, const feel_node *node, operation *operation, feel_value *out)
{
    feel_value a, b;
    feel_operand(run, node->kids[0], &a);
    feel_operand(run, node->kids[1], &b);
    if (a.kind == FEEL_UNKNOWN || b.kind == FEEL_UNKNOWN)
        *out = feel_unknown_of(run, &a, &b);
    else if (a.kind == FEEL_NULL || b.kind == FEEL_NULL)
        *out = feel_null();
    else
        *out = operation(run, &a, &b);
}

void feel_run_add(feel_run *run, const feel_node *node, feel_value *out)
{
    run_operation(run, node, add, out);
}

void feel_run_subtract(feel_run *run, const feel_node *node, feel_value *out)
{
    run_operation(run, node, subtract, out);
}

void feel_run_multiply(feel_run *run, const feel_node *node, feel_value *out)
{
    run_operation(run, node, multiply, out);
}

void feel_run_divide(feel_run *run, const feel_node *node, feel_value *out)
{
    run_operation(run, node, divide, out);
}

void feel_run_power(feel_run *run, const feel_node *node, feel_value *out)
{
    run_operation(run, node, power, out);
}

void feel_run_negate(feel_run *run, const feel_node *node, feel_value *out)
{
    feel_value value;
    feel_operand(run, node->kids[0], &value);
    if (value.kind == FEEL_UNKNOWN || value.kind == FEEL_NULL) {
        *out = value;
    } else if (is_duration(&value)) {
        *out = minus_duration(value);
    } else if (value.kind == FEEL_NUMBER) {
        base_decimal minus = base_decimal_negate(value.as.number);
        *out = feel_number_value(run, &minus);
    } else {
        *out = feel_fail(run, wrong_types);
    }
}

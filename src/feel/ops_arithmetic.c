/* SPDX-License-Identifier: MIT */
/* Arithmetic on numbers, strings, dates, times and durations. */
#include <string.h>

#include "feel/machine.h"
#include "feel/moment.h"

static const char overflow[] = "the result is out of range";
static const char wrong_types[] = "these values cannot be combined";

static bool is_duration(const feel_value *value)
{
    return value->kind == FEEL_DAYS || value->kind == FEEL_MONTHS;
}

static bool is_moment(const feel_value *value)
{
    return value->kind == FEEL_TIME || value->kind == FEEL_DATE_TIME;
}

static bool both_are(const feel_value *a, const feel_value *b, feel_kind kind)
{
    return a->kind == kind && b->kind == kind;
}

/* ---- durations, dates and times ---- */

static feel_value add_durations(feel_run *run, const feel_value *a, const feel_value *b)
{
    feel_value sum;
    return feel_duration_add(a, b, &sum) ? sum : feel_fail(run, overflow);
}

static feel_value add_to_date(feel_run *run, const feel_value *date, const feel_value *duration)
{
    int64_t day;
    return feel_date_add(date->as.integer, duration, &day) ? feel_date(day) : feel_fail(run, overflow);
}

static feel_value add_to_moment(feel_run *run, const feel_value *moment, const feel_value *duration)
{
    feel_moment sum;
    if (moment->kind == FEEL_TIME && duration->kind == FEEL_MONTHS)
        return feel_fail(run, wrong_types);
    if (!feel_moment_add(moment->kind, moment->as.moment, duration, &sum))
        return feel_fail(run, overflow);
    return feel_moment_value(run, moment->kind, &sum);
}

static bool has_day(const feel_value *value)
{
    return value->kind == FEEL_DATE || value->kind == FEEL_DATE_TIME;
}

/* Of two of one kind, or a date and a date and time. */
static feel_value between_moments(feel_run *run, const feel_value *a, const feel_value *b)
{
    feel_moment to = feel_moment_of(a), from = feel_moment_of(b);
    feel_value span;
    if (to.zoned != from.zoned)
        return feel_fail(run, "a local time and one with an offset were combined");
    if (!feel_days_of(feel_instant(&to) - feel_instant(&from), (int64_t)to.nanos - from.nanos, &span))
        return feel_fail(run, overflow);
    return span;
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
    if (is_moment(a) && is_duration(b))
        return add_to_moment(run, a, b);
    if (is_duration(a) && is_moment(b))
        return add_to_moment(run, b, a);
    if (is_duration(a) && a->kind == b->kind)
        return add_durations(run, a, b);
    return feel_fail(run, wrong_types);
}

static feel_value subtract(feel_run *run, const feel_value *a, const feel_value *b)
{
    if (both_are(a, b, FEEL_NUMBER))
        return number_result(run, base_decimal_subtract, a, b);
    if ((has_day(a) && has_day(b)) || both_are(a, b, FEEL_TIME))
        return between_moments(run, a, b);
    if (!is_duration(b) || (a->kind != FEEL_DATE && !is_moment(a) && a->kind != b->kind))
        return feel_fail(run, wrong_types);
    feel_value minus = feel_duration_negate(b);
    return add(run, a, &minus);
}

/* A duration times or divided by a number, truncated to whole months or nanoseconds. */
static feel_value scale(feel_run *run, decimal_operation *operation, const feel_value *duration, const feel_value *factor)
{
    base_decimal amount = feel_duration_decimal(duration);
    feel_value result;
    if (!operation(&amount, factor->as.number, &amount) || !feel_duration_from(duration->kind, &amount, &result))
        return feel_fail(run, overflow);
    return result;
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
    base_decimal x = feel_duration_decimal(a), y = feel_duration_decimal(b), result;
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

/* A multiplication or two for each bit; the more bits, the longer the numbers in them. */
static int64_t steps_of(int64_t exponent)
{
    int64_t bits = 0;
    for (; exponent != 0; exponent /= 2)
        bits++;
    return bits * bits / 4;
}

static feel_value power(feel_run *run, const feel_value *a, const feel_value *b)
{
    int64_t exponent;
    if (!both_are(a, b, FEEL_NUMBER))
        return feel_fail(run, wrong_types);
    if (!base_decimal_to_int(b->as.number, &exponent))
        return feel_fail(run, "an exponent is a whole number");
    base_decimal result;
    if (!feel_spend(run, steps_of(exponent)))
        return feel_over_limit();
    if (!base_decimal_power(a->as.number, exponent, &result))
        return feel_fail(run, base_decimal_is_zero(a->as.number) ? "division by zero" : overflow);
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
        *out = feel_duration_negate(&value);
    } else if (value.kind == FEEL_NUMBER) {
        base_decimal minus = base_decimal_negate(value.as.number);
        *out = feel_number_value(run, &minus);
    } else {
        *out = feel_fail(run, wrong_types);
    }
}

/* SPDX-License-Identifier: MIT */
#include "feel/moment.h"

#include "feel/machine.h"

static bool add_whole(int64_t a, int64_t b, int64_t *out)
{
    if (b > 0 ? a > INT64_MAX - b : a < INT64_MIN - b)
        return false;
    *out = a + b;
    return true;
}

/* ---- durations ---- */

bool feel_days_of(int64_t seconds, int64_t nanos, feel_value *out)
{
    int64_t carry = feel_floor_divide(nanos, FEEL_SECOND_NANOS);
    uint32_t rest = (uint32_t)(nanos - carry * FEEL_SECOND_NANOS);
    if (!add_whole(seconds, carry, &seconds) || (seconds == INT64_MIN && rest == 0))
        return false;
    *out = (feel_value){.kind = FEEL_DAYS, .size = rest, .as.integer = seconds};
    return true;
}

bool feel_duration_add(const feel_value *a, const feel_value *b, feel_value *out)
{
    int64_t sum;
    if (!add_whole(a->as.integer, b->as.integer, &sum))
        return false;
    if (a->kind == FEEL_DAYS)
        return feel_days_of(sum, (int64_t)a->size + b->size, out);
    if (sum == INT64_MIN)
        return false;
    *out = (feel_value){.kind = FEEL_MONTHS, .as.integer = sum};
    return true;
}

/* Always fits: INT64_MIN is only ever made of seconds to which nanoseconds are added. */
feel_value feel_duration_negate(const feel_value *duration)
{
    uint32_t nanos = duration->size;
    int64_t whole = duration->as.integer;
    return (feel_value){.kind = duration->kind, .size = nanos ? FEEL_SECOND_NANOS - nanos : 0,
                        .as.integer = nanos ? -1 - whole : -whole};
}

base_decimal feel_duration_decimal(const feel_value *duration)
{
    base_decimal seconds = base_decimal_from_int(duration->as.integer), nanos = base_decimal_from_int(duration->size);
    nanos.exponent = -9;
    base_decimal_add(&seconds, &nanos, &seconds);
    return seconds;
}

bool feel_duration_from(feel_kind kind, const base_decimal *amount, feel_value *out)
{
    base_decimal whole, rest, unit = base_decimal_from_int(FEEL_SECOND_NANOS);
    int64_t seconds, nanos;
    if (!base_decimal_round(amount, 0, BASE_DOWN, &whole) || !base_decimal_to_int(&whole, &seconds))
        return false;
    if (kind == FEEL_MONTHS) {
        *out = (feel_value){.kind = FEEL_MONTHS, .as.integer = seconds};
        return seconds != INT64_MIN;
    }
    return base_decimal_subtract(amount, &whole, &rest) && base_decimal_multiply(&rest, &unit, &rest) &&
           base_decimal_round(&rest, 0, BASE_DOWN, &rest) && base_decimal_to_int(&rest, &nanos) &&
           feel_days_of(seconds, nanos, out);
}

int feel_duration_compare(const feel_value *a, const feel_value *b)
{
    if (a->as.integer != b->as.integer)
        return a->as.integer < b->as.integer ? -1 : 1;
    return (a->size > b->size) - (a->size < b->size);
}

/* ---- dates and times ---- */

bool feel_date_add(int64_t day, const feel_value *duration, int64_t *out)
{
    if (duration->kind == FEEL_MONTHS)
        return base_day_add_months(day, duration->as.integer, out);
    return base_day_add(day, feel_floor_divide(duration->as.integer, FEEL_DAY_SECONDS), out);
}

static bool add_months(const feel_moment *moment, int64_t months, feel_moment *out)
{
    int64_t day;
    if (!base_day_add_months(feel_day_of(moment), months, &day))
        return false;
    int64_t clock = feel_clock_of(moment);
    *out = *moment;
    out->seconds = day * FEEL_DAY_SECONDS + clock;
    return true;
}

bool feel_moment_add(feel_kind kind, const feel_moment *moment, const feel_value *duration, feel_moment *out)
{
    int64_t nanos = (int64_t)moment->nanos + duration->size, carry = nanos >= FEEL_SECOND_NANOS, seconds = duration->as.integer;
    if (duration->kind == FEEL_MONTHS)
        return kind == FEEL_DATE_TIME && add_months(moment, seconds, out);
    if (kind == FEEL_TIME)
        seconds = seconds % FEEL_DAY_SECONDS + (seconds % FEEL_DAY_SECONDS < 0 ? FEEL_DAY_SECONDS : 0);
    if (!add_whole(moment->seconds + carry, seconds, &seconds))
        return false;
    if (kind == FEEL_TIME)
        seconds %= FEEL_DAY_SECONDS;
    else if (seconds < BASE_DAY_MIN * FEEL_DAY_SECONDS || seconds >= (BASE_DAY_MAX + 1) * FEEL_DAY_SECONDS)
        return false;
    *out = *moment;
    out->seconds = seconds;
    out->nanos = (uint32_t)(nanos - carry * FEEL_SECOND_NANOS);
    return true;
}

feel_moment feel_moment_of(const feel_value *value)
{
    if (value->kind == FEEL_DATE)
        return (feel_moment){.seconds = value->as.integer * FEEL_DAY_SECONDS, .zoned = true};
    return *value->as.moment;
}

feel_value feel_moment_value(feel_run *run, feel_kind kind, const feel_moment *moment)
{
    feel_moment *kept = feel_scratch(run, 1, sizeof *kept);
    if (!kept)
        return feel_over_limit();
    *kept = *moment;
    return (feel_value){.kind = (uint8_t)kind, .as.moment = kept};
}

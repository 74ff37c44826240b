/* SPDX-License-Identifier: MIT */
#include "feel/property.h"

#include "feel/machine.h"
#include "feel/temporal.h"

#define ROW(kind, name, type) {kind, name, &type}
static const feel_property_row rows[] = {
    ROW(FEEL_DATE, "year", feel_type_number),           ROW(FEEL_DATE, "month", feel_type_number),
    ROW(FEEL_DATE, "day", feel_type_number),            ROW(FEEL_DATE, "weekday", feel_type_number),
    ROW(FEEL_DATE_TIME, "year", feel_type_number),      ROW(FEEL_DATE_TIME, "month", feel_type_number),
    ROW(FEEL_DATE_TIME, "day", feel_type_number),       ROW(FEEL_DATE_TIME, "weekday", feel_type_number),
    ROW(FEEL_DATE_TIME, "hour", feel_type_number),      ROW(FEEL_DATE_TIME, "minute", feel_type_number),
    ROW(FEEL_DATE_TIME, "second", feel_type_number),    ROW(FEEL_DATE_TIME, "time offset", feel_type_days),
    ROW(FEEL_DATE_TIME, "timezone", feel_type_string),  ROW(FEEL_TIME, "hour", feel_type_number),
    ROW(FEEL_TIME, "minute", feel_type_number),         ROW(FEEL_TIME, "second", feel_type_number),
    ROW(FEEL_TIME, "time offset", feel_type_days),      ROW(FEEL_TIME, "timezone", feel_type_string),
    ROW(FEEL_MONTHS, "years", feel_type_number),        ROW(FEEL_MONTHS, "months", feel_type_number),
    ROW(FEEL_DAYS, "days", feel_type_number),           ROW(FEEL_DAYS, "hours", feel_type_number),
    ROW(FEEL_DAYS, "minutes", feel_type_number),        ROW(FEEL_DAYS, "seconds", feel_type_number),
    ROW(FEEL_RANGE, "start", feel_type_any),            ROW(FEEL_RANGE, "end", feel_type_any),
    ROW(FEEL_RANGE, "start included", feel_type_boolean), ROW(FEEL_RANGE, "end included", feel_type_boolean),
};

enum { ROWS = sizeof rows / sizeof *rows };

const feel_property_row *feel_property_at(int32_t index)
{
    return index >= 0 && index < ROWS ? &rows[index] : NULL;
}

const feel_property_row *feel_property_find(uint8_t kind, base_str name)
{
    for (int i = 0; i < ROWS; i++)
        if (rows[i].kind == kind && base_str_is(name, rows[i].name))
            return &rows[i];
    return NULL;
}

/* A name that the table has for the kind, so that one letter or two tell it. */
static feel_value of_day(feel_run *run, int64_t day, base_str name)
{
    base_civil civil = base_day_to_civil(day);
    if (base_str_is(name, "year"))
        return feel_integer_value(run, civil.year);
    if (base_str_is(name, "month"))
        return feel_integer_value(run, civil.month);
    return feel_integer_value(run, base_str_is(name, "day") ? civil.day : base_weekday(day));
}

static feel_value of_moment(feel_run *run, const feel_value *value, base_str name)
{
    const feel_moment *moment = value->as.moment;
    int64_t clock = feel_clock_of(moment);
    if (base_str_is(name, "hour"))
        return feel_integer_value(run, clock / 3600);
    if (base_str_is(name, "minute"))
        return feel_integer_value(run, clock / 60 % 60);
    if (base_str_is(name, "second"))
        return feel_integer_value(run, clock % 60);
    if (base_str_is(name, "time offset"))
        return moment->zoned ? (feel_value){.kind = FEEL_DAYS, .as.integer = moment->offset} : feel_null();
    if (base_str_is(name, "timezone"))
        return feel_null();              /* the name of a zone, which no value of this profile has */
    return of_day(run, feel_day_of(moment), name);
}

/* Parts carry the duration's sign: the months of -P1Y2M are -2. Seconds are whole. */
static feel_value of_duration(feel_run *run, const feel_value *duration, base_str name)
{
    static const struct { const char *name; int64_t unit, within; } parts[] = {
        {"years", 12, INT64_MAX}, {"months", 1, 12},
        {"days", FEEL_DAY_SECONDS, INT64_MAX}, {"hours", 3600, 24}, {"minutes", 60, 60}, {"seconds", 1, 60},
    };
    int64_t amount = duration->as.integer;
    if (amount < 0 && duration->size > 0)
        amount++;
    int i = 0;
    while (!base_str_is(name, parts[i].name))
        i++;
    return feel_integer_value(run, amount / parts[i].unit % parts[i].within);
}

static feel_value of_range(const feel_range *range, base_str name)
{
    if (base_str_is(name, "start"))
        return range->low;
    if (base_str_is(name, "end"))
        return range->high;
    return feel_boolean(base_str_is(name, "start included") ? range->low_closed : range->high_closed);
}

feel_value feel_property(feel_run *run, const feel_value *value, base_str name)
{
    if (!feel_property_find(value->kind, name))
        return feel_fail(run, "this value has no such part");
    switch (value->kind) {
    case FEEL_DATE:
        return of_day(run, value->as.integer, name);
    case FEEL_TIME:
    case FEEL_DATE_TIME:
        return of_moment(run, value, name);
    case FEEL_RANGE:
        return of_range(value->as.range, name);
    default:
        return of_duration(run, value, name);
    }
}

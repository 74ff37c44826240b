/* SPDX-License-Identifier: MIT */
/* Built-in functions that make dates, times and durations; and the given day. */
#include "feel/function.h"
#include "feel/machine.h"
#include "feel/moment.h"

static const char no_date[] = "there is no such date", no_time[] = "there is no such time";
static const char no_zones[] = "a text names a time zone, and only offsets are known";

static bool is_whole(const feel_value *value, int64_t *out)
{
    return value->kind == FEEL_NUMBER && base_decimal_to_int(value->as.number, out);
}

/* ---- date ---- */

static feel_value date_of_parts(feel_run *run, const feel_value *arguments)
{
    int64_t year, month, day;
    if (is_whole(&arguments[0], &year) && is_whole(&arguments[1], &month) && is_whole(&arguments[2], &day) &&
        month >= 1 && month <= 12 && day >= 1 && day <= 31) {
        base_civil civil = {year, (int)month, (int)day};
        if (base_civil_valid(civil))
            return feel_date(base_civil_to_day(civil));
    }
    return feel_fail(run, no_date);
}

void feel_fn_date(feel_run *run, const feel_value *arguments, int32_t count, feel_value *out)
{
    int64_t day;
    const feel_value *from = &arguments[0];
    if (count == 3)
        *out = date_of_parts(run, arguments);
    else if (count == 1 && from->kind == FEEL_DATE)
        *out = *from;
    else if (count == 1 && from->kind == FEEL_DATE_TIME)
        *out = feel_date(feel_day_of(from->as.moment));
    else if (count == 1 && from->kind == FEEL_STRING && base_day_parse(feel_text(from), &day))
        *out = feel_date(day);
    else
        *out = feel_fail(run, no_date);
}

/* ---- time ---- */

/* A number of seconds below 60, with its fraction. */
static bool read_seconds(const feel_value *value, feel_moment *out)
{
    feel_value seconds;
    if (value->kind != FEEL_NUMBER || !feel_duration_from(FEEL_DAYS, value->as.number, &seconds) ||
        seconds.as.integer < 0 || seconds.as.integer > 59)
        return false;
    out->seconds += seconds.as.integer;
    out->nanos = seconds.size;
    return true;
}

/* An offset that is null leaves the time local. */
static bool read_offset(const feel_value *value, feel_moment *out)
{
    int64_t offset = value->as.integer;
    if (value->kind == FEEL_NULL)
        return true;
    if (value->kind != FEEL_DAYS || offset > FEEL_OFFSET_MOST || offset < -FEEL_OFFSET_MOST || value->size > 0)
        return false;
    out->offset = (int32_t)offset;
    out->zoned = true;
    return true;
}

static feel_value time_of_parts(feel_run *run, const feel_value *arguments, int32_t count)
{
    feel_moment time = {.seconds = 0};
    int64_t hour, minute;
    if (arguments[0].kind == FEEL_NULL || arguments[1].kind == FEEL_NULL || arguments[2].kind == FEEL_NULL)
        return feel_null();
    if (!is_whole(&arguments[0], &hour) || !is_whole(&arguments[1], &minute) || hour < 0 || hour > 23 || minute < 0 ||
        minute > 59 || !read_seconds(&arguments[2], &time) || (count == 4 && !read_offset(&arguments[3], &time)))
        return feel_fail(run, no_time);
    time.seconds += hour * 3600 + minute * 60;
    return feel_moment_value(run, FEEL_TIME, &time);
}

static feel_value time_of_text(feel_run *run, base_str text)
{
    feel_moment time;
    if (feel_time_parse(text, &time))
        return feel_moment_value(run, FEEL_TIME, &time);
    return feel_fail(run, feel_names_zone(text) ? no_zones : no_time);
}

void feel_fn_time(feel_run *run, const feel_value *arguments, int32_t count, feel_value *out)
{
    const feel_value *from = &arguments[0];
    feel_moment time;
    if (count >= 3) {
        *out = time_of_parts(run, arguments, count);
    } else if (count == 1 && (from->kind == FEEL_DATE || from->kind == FEEL_DATE_TIME)) {
        time = feel_moment_of(from);
        time.seconds = feel_clock_of(&time);
        *out = feel_moment_value(run, FEEL_TIME, &time);
    } else if (count == 1 && from->kind == FEEL_STRING) {
        *out = time_of_text(run, feel_text(from));
    } else {
        bool as_it_is = count == 1 && (from->kind == FEEL_TIME || from->kind == FEEL_NULL);
        *out = as_it_is ? *from : feel_fail(run, no_time);
    }
}

/* ---- date and time ---- */

static feel_value moment_of_text(feel_run *run, base_str text)
{
    feel_moment moment = {.seconds = 0};
    int64_t day;
    if (base_day_parse(text, &day))
        moment.seconds = day * FEEL_DAY_SECONDS;
    else if (!feel_date_time_parse(text, &moment))
        return feel_fail(run, feel_names_zone(text) ? no_zones : "there is no such date and time");
    return feel_moment_value(run, FEEL_DATE_TIME, &moment);
}

/* The offset is the time's. */
static feel_value moment_of_two(feel_run *run, const feel_value *date, const feel_value *time)
{
    bool dated = date->kind == FEEL_DATE || date->kind == FEEL_DATE_TIME;
    if (!dated || time->kind != FEEL_TIME)
        return feel_fail(run, "a date and a time were wanted");
    feel_moment day = feel_moment_of(date), moment = *time->as.moment;
    moment.seconds += feel_day_of(&day) * FEEL_DAY_SECONDS;
    return feel_moment_value(run, FEEL_DATE_TIME, &moment);
}

void feel_fn_date_and_time(feel_run *run, const feel_value *arguments, int32_t count, feel_value *out)
{
    if (count == 2)
        *out = moment_of_two(run, &arguments[0], &arguments[1]);
    else if (arguments[0].kind == FEEL_STRING)
        *out = moment_of_text(run, feel_text(&arguments[0]));
    else
        *out = arguments[0].kind == FEEL_DATE_TIME ? arguments[0] : feel_fail(run, "there is no such date and time");
}

/* ---- durations ---- */

void feel_fn_duration(feel_run *run, const feel_value *arguments, int32_t count, feel_value *out)
{
    (void)count;
    if (!feel_duration_parse(feel_text(&arguments[0]), out))
        *out = feel_fail(run, "the text is not a duration");
}

/* By the dates alone: the time of day does not count. */
void feel_fn_years_and_months_duration(feel_run *run, const feel_value *arguments, int32_t count, feel_value *out)
{
    (void)run;
    (void)count;
    int64_t months = base_months_between(feel_day_in(&arguments[0]), feel_day_in(&arguments[1]));
    *out = (feel_value){.kind = FEEL_MONTHS, .as.integer = months};
}

/* ---- the day that the host gives ---- */

void feel_fn_today(feel_run *run, const feel_value *arguments, int32_t count, feel_value *out)
{
    (void)arguments;
    (void)count;
    feel_reads_day(run);
    *out = feel_date(run->day);
}

void feel_fn_now(feel_run *run, const feel_value *arguments, int32_t count, feel_value *out)
{
    feel_value today;
    feel_fn_today(run, arguments, count, &today);
    feel_moment now = run->now ? *run->now : feel_moment_of(&today);
    *out = feel_moment_value(run, FEEL_DATE_TIME, &now);
}

/* SPDX-License-Identifier: MIT */
#include "feel/temporal.h"

/* ---- reading ---- */

typedef struct reader { const char *at, *end; } reader;

static bool take(reader *reader, char c)
{
    bool found = reader->at < reader->end && *reader->at == c;
    reader->at += found;
    return found;
}

static bool at_digit(const reader *reader)
{
    return reader->at < reader->end && *reader->at >= '0' && *reader->at <= '9';
}

/* A whole number of at most 18 digits: more is out of any range. */
static bool take_number(reader *reader, int64_t *number)
{
    int digits = 0;
    *number = 0;
    for (; at_digit(reader); reader->at++) {
        if (++digits > 18)
            return false;
        *number = *number * 10 + (*reader->at - '0');
    }
    return digits > 0;
}

/* The digits after a point as nanoseconds; what is finer is dropped. */
static uint32_t take_nanos(reader *reader)
{
    uint32_t nanos = 0, unit = FEEL_SECOND_NANOS / 10;
    for (; at_digit(reader); reader->at++, unit /= 10)
        nanos += unit * (uint32_t)(*reader->at - '0');
    return nanos;
}

/* ---- durations ---- */

static bool add_scaled(int64_t *total, int64_t number, int64_t unit)
{
    if (number > (INT64_MAX - *total) / unit)
        return false;
    *total += number * unit;
    return true;
}

/* Numbers with unit letters in their order, each at most once and at least one. A fraction may come before S. */
static bool read_units(reader *reader, const char *letters, const int64_t *units, int64_t *total, uint32_t *nanos)
{
    bool any = false;
    while (reader->at < reader->end && *reader->at != 'T') {
        int64_t number;
        if (!take_number(reader, &number))
            return false;
        bool fractional = take(reader, '.');
        if (fractional)
            *nanos = take_nanos(reader);
        if (reader->at == reader->end)
            return false;
        while (*letters && *letters != *reader->at) {
            letters++;
            units++;
        }
        if (!*letters || (fractional && *letters != 'S') || !add_scaled(total, number, *units))
            return false;
        letters++;
        units++;
        reader->at++;
        any = true;
    }
    return any;
}

static bool has_letter(base_str text, char letter)
{
    for (size_t i = 0; i < text.length && text.at[i] != 'T'; i++)
        if (text.at[i] == letter)
            return true;
    return false;
}

static bool read_days(reader *reader, int64_t *total, uint32_t *nanos)
{
    static const int64_t day[] = {FEEL_DAY_SECONDS}, time[] = {3600, 60, 1};
    bool any = *reader->at != 'T';
    if (any && !read_units(reader, "D", day, total, nanos))
        return false;
    return !take(reader, 'T') ? any : read_units(reader, "HMS", time, total, nanos) && reader->at == reader->end;
}

bool feel_duration_parse(base_str text, feel_value *out)
{
    static const int64_t units[] = {12, 1};
    reader reader = {text.at, text.at + text.length};
    bool minus = take(&reader, '-');
    int64_t total = 0;
    uint32_t nanos = 0;
    if (!take(&reader, 'P') || reader.at == reader.end)
        return false;
    bool months = has_letter(text, 'Y') || has_letter(text, 'M');
    bool read = months ? read_units(&reader, "YM", units, &total, &nanos) : read_days(&reader, &total, &nanos);
    if (!read || reader.at != reader.end)
        return false;
    *out = (feel_value){.kind = months ? FEEL_MONTHS : FEEL_DAYS, .size = nanos, .as.integer = total};
    if (minus) {
        out->as.integer = -total - (nanos > 0);
        out->size = nanos ? FEEL_SECOND_NANOS - nanos : 0;
    }
    return true;
}

/* ---- times ---- */

static bool take_two(reader *reader, int64_t *number)
{
    if (reader->end - reader->at < 2 || !at_digit(reader))
        return false;
    const char *after = reader->at + 2;
    return take_number(reader, number) && reader->at == after;
}

/* Z, +HH:MM, -HH:MM, or with seconds; nothing at the end of the text. */
static bool read_offset(reader *reader, feel_moment *out)
{
    int64_t hours, minutes, seconds = 0;
    if (reader->at == reader->end)
        return true;
    out->zoned = true;
    if (take(reader, 'Z'))
        return reader->at == reader->end;
    bool west = take(reader, '-');
    if ((!west && !take(reader, '+')) || !take_two(reader, &hours) || !take(reader, ':') || !take_two(reader, &minutes))
        return false;
    if (take(reader, ':') && !take_two(reader, &seconds))
        return false;
    int64_t offset = hours * 3600 + minutes * 60 + seconds;
    out->offset = (int32_t)(west ? -offset : offset);
    return minutes < 60 && seconds < 60 && offset <= FEEL_OFFSET_MOST && reader->at == reader->end;
}

/* Hours to seconds, of which *day_over comes out as 1 for 24:00:00. */
static bool read_clock(reader *reader, feel_moment *out, int64_t *day_over)
{
    int64_t hour, minute, second;
    if (!take_two(reader, &hour) || !take(reader, ':') || !take_two(reader, &minute) || !take(reader, ':') ||
        !take_two(reader, &second))
        return false;
    if (take(reader, '.')) {
        if (!at_digit(reader))
            return false;
        out->nanos = take_nanos(reader);
    }
    *day_over = hour == 24 && minute == 0 && second == 0 && out->nanos == 0;
    out->seconds = *day_over ? 0 : hour * 3600 + minute * 60 + second;
    return (hour < 24 || *day_over) && minute < 60 && second < 60;
}

bool feel_time_parse(base_str text, feel_moment *out)
{
    reader reader = {text.at, text.at + text.length};
    int64_t day_over;
    *out = (feel_moment){.seconds = 0};
    return read_clock(&reader, out, &day_over) && read_offset(&reader, out);
}

static size_t find_t(base_str text)
{
    size_t at = 0;
    while (at < text.length && text.at[at] != 'T')
        at++;
    return at;
}

bool feel_date_time_parse(base_str text, feel_moment *out)
{
    size_t t = find_t(text);
    int64_t day, day_over;
    *out = (feel_moment){.seconds = 0};
    if (t == text.length || !base_day_parse((base_str){text.at, t}, &day))
        return false;
    reader reader = {text.at + t + 1, text.at + text.length};
    if (!read_clock(&reader, out, &day_over) || !read_offset(&reader, out) || !base_day_add(day, day_over, &day))
        return false;
    out->seconds += day * FEEL_DAY_SECONDS;
    return true;
}

bool feel_names_zone(base_str text)
{
    size_t at = 0, t = find_t(text);
    feel_moment moment;
    while (at < text.length && text.at[at] != '@')
        at++;
    if (at >= text.length)
        return false;
    base_str before = {text.at, at};
    return t < at ? feel_date_time_parse(before, &moment) : feel_time_parse(before, &moment);
}

bool feel_temporal_parse(base_str text, feel_moment *room, feel_value *out)
{
    int64_t day;
    if (base_day_parse(text, &day)) {
        *out = feel_date(day);
        return true;
    }
    if (feel_duration_parse(text, out))
        return true;
    bool time = feel_time_parse(text, room);
    *out = (feel_value){.kind = time ? FEEL_TIME : FEEL_DATE_TIME, .as.moment = room};
    return time || feel_date_time_parse(text, room);
}

/* ---- writing ---- */

static uint64_t put_unit(base_buffer *buffer, uint64_t rest, uint64_t unit, char letter)
{
    if (rest >= unit) {
        base_put_int(buffer, (int64_t)(rest / unit));
        base_put_char(buffer, letter);
    }
    return rest % unit;
}

/* .5 of 500000000 nanoseconds, nothing of none. */
static void put_fraction(base_buffer *buffer, uint32_t nanos)
{
    if (nanos == 0)
        return;
    base_put_char(buffer, '.');
    for (uint32_t unit = FEEL_SECOND_NANOS / 10; nanos > 0; unit /= 10) {
        base_put_char(buffer, (char)('0' + nanos / unit));
        nanos %= unit;
    }
}

static void put_time_units(base_buffer *buffer, uint64_t seconds, uint32_t nanos)
{
    if (seconds == 0 && nanos == 0)
        return;
    base_put_char(buffer, 'T');
    seconds = put_unit(buffer, seconds, 3600, 'H');
    seconds = put_unit(buffer, seconds, 60, 'M');
    if (seconds == 0 && nanos == 0)
        return;
    base_put_int(buffer, (int64_t)seconds);
    put_fraction(buffer, nanos);
    base_put_char(buffer, 'S');
}

void feel_put_duration(base_buffer *buffer, const feel_value *duration)
{
    bool months = duration->kind == FEEL_MONTHS, minus = duration->as.integer < 0;
    uint64_t rest = (uint64_t)duration->as.integer;
    uint32_t nanos = duration->size;
    if (minus) {
        rest = 0 - rest - (nanos > 0);
        nanos = nanos ? FEEL_SECOND_NANOS - nanos : 0;
    }
    if (rest == 0 && nanos == 0) {
        base_put(buffer, months ? "P0M" : "PT0S");
        return;
    }
    base_put(buffer, minus ? "-P" : "P");
    rest = months ? put_unit(buffer, rest, 12, 'Y') : put_unit(buffer, rest, FEEL_DAY_SECONDS, 'D');
    if (months)
        put_unit(buffer, rest, 1, 'M');
    else
        put_time_units(buffer, rest, nanos);
}

static void put_two(base_buffer *buffer, int64_t number)
{
    base_put_char(buffer, (char)('0' + number / 10));
    base_put_char(buffer, (char)('0' + number % 10));
}

static void put_clock(base_buffer *buffer, int64_t seconds)
{
    put_two(buffer, seconds / 3600);
    base_put_char(buffer, ':');
    put_two(buffer, seconds / 60 % 60);
    base_put_char(buffer, ':');
    put_two(buffer, seconds % 60);
}

static void put_offset(base_buffer *buffer, int32_t offset)
{
    int32_t magnitude = offset < 0 ? -offset : offset;
    if (offset == 0) {
        base_put_char(buffer, 'Z');
        return;
    }
    base_put_char(buffer, offset < 0 ? '-' : '+');
    put_two(buffer, magnitude / 3600);
    base_put_char(buffer, ':');
    put_two(buffer, magnitude / 60 % 60);
    if (magnitude % 60) {
        base_put_char(buffer, ':');
        put_two(buffer, magnitude % 60);
    }
}

static void put_moment(base_buffer *buffer, const feel_value *value)
{
    const feel_moment *moment = value->as.moment;
    if (value->kind == FEEL_DATE_TIME) {
        base_put_day(buffer, feel_day_of(moment));
        base_put_char(buffer, 'T');
    }
    put_clock(buffer, feel_clock_of(moment));
    put_fraction(buffer, moment->nanos);
    if (moment->zoned)
        put_offset(buffer, moment->offset);
}

void feel_put_temporal(base_buffer *buffer, const feel_value *value)
{
    if (value->kind == FEEL_DATE)
        base_put_day(buffer, value->as.integer);
    else if (value->kind == FEEL_TIME || value->kind == FEEL_DATE_TIME)
        put_moment(buffer, value);
    else
        feel_put_duration(buffer, value);
}

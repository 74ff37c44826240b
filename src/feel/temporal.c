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

/* A whole number of at most 18 digits: more is out of any range. */
static bool take_number(reader *reader, int64_t *number)
{
    int digits = 0;
    *number = 0;
    for (; reader->at < reader->end && *reader->at >= '0' && *reader->at <= '9'; reader->at++) {
        if (++digits > 18)
            return false;
        *number = *number * 10 + (*reader->at - '0');
    }
    return digits > 0;
}

static bool add_scaled(int64_t *total, int64_t number, int64_t unit)
{
    if (number > (INT64_MAX - *total) / unit)
        return false;
    *total += number * unit;
    return true;
}

/* Numbers with unit letters in their order, each at most once and at least one. A fraction may come before S. */
static bool read_units(reader *reader, const char *letters, const int64_t *units, int64_t *total)
{
    bool any = false;
    while (reader->at < reader->end && *reader->at != 'T') {
        int64_t number, fraction;
        if (!take_number(reader, &number))
            return false;
        bool fractional = take(reader, '.');
        bool digits = reader->at < reader->end && *reader->at >= '0' && *reader->at <= '9';
        if ((fractional && digits && !take_number(reader, &fraction)) || reader->at == reader->end)
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

static bool read_days(reader *reader, int64_t *total)
{
    static const int64_t day[] = {86400}, time[] = {3600, 60, 1};
    bool any = *reader->at != 'T';
    if (any && !read_units(reader, "D", day, total))
        return false;
    return !take(reader, 'T') ? any : read_units(reader, "HMS", time, total) && reader->at == reader->end;
}

bool feel_duration_parse(base_str text, feel_value *out)
{
    static const int64_t units[] = {12, 1};
    reader reader = {text.at, text.at + text.length};
    bool minus = take(&reader, '-');
    int64_t total = 0;
    if (!take(&reader, 'P') || reader.at == reader.end)
        return false;
    bool months = has_letter(text, 'Y') || has_letter(text, 'M');
    bool read = months ? read_units(&reader, "YM", units, &total) : read_days(&reader, &total);
    if (!read || reader.at != reader.end)
        return false;
    *out = (feel_value){.kind = months ? FEEL_MONTHS : FEEL_DAYS, .as.integer = minus ? -total : total};
    return true;
}

bool feel_temporal_parse(base_str text, feel_value *out)
{
    int64_t day;
    if (!base_day_parse(text, &day))
        return feel_duration_parse(text, out);
    *out = feel_date(day);
    return true;
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

void feel_put_duration(base_buffer *buffer, const feel_value *duration)
{
    int64_t signed_total = duration->as.integer;
    uint64_t rest = signed_total < 0 ? 0 - (uint64_t)signed_total : (uint64_t)signed_total;
    bool months = duration->kind == FEEL_MONTHS;
    if (rest == 0) {
        base_put(buffer, months ? "P0M" : "PT0S");
        return;
    }
    base_put(buffer, signed_total < 0 ? "-P" : "P");
    rest = months ? put_unit(buffer, rest, 12, 'Y') : put_unit(buffer, rest, 86400, 'D');
    if (months) {
        put_unit(buffer, rest, 1, 'M');
    } else if (rest) {
        base_put_char(buffer, 'T');
        rest = put_unit(buffer, rest, 3600, 'H');
        rest = put_unit(buffer, rest, 60, 'M');
        put_unit(buffer, rest, 1, 'S');
    }
}

/* SPDX-License-Identifier: MIT */
#include <casework/date.h>

#include <string.h>

#include "base/date.h"

static bool is_date(int64_t day)
{
    return day >= CW_DATE_MIN && day <= CW_DATE_MAX;
}

static cw_date or_invalid(int64_t day)
{
    return is_date(day) ? (cw_date)day : CW_DATE_INVALID;
}

cw_date cw_date_from_ymd(int32_t year, int32_t month, int32_t day)
{
    base_civil civil = {.year = year, .month = (int)month, .day = (int)day};
    return base_civil_valid(civil) ? or_invalid(base_civil_to_day(civil)) : CW_DATE_INVALID;
}

cw_date cw_date_parse(const char *text)
{
    int64_t day;
    return base_day_parse(base_str_of(text), &day) ? or_invalid(day) : CW_DATE_INVALID;
}

cw_status cw_date_format(cw_date date, char *buffer)
{
    if (!buffer)
        return CW_ERR_ARGUMENT;
    if (!is_date(date))
        return CW_ERR_VALUE;
    base_civil civil = base_day_to_civil(date);
    int digits[8] = {(int)(civil.year / 1000), (int)(civil.year / 100 % 10), (int)(civil.year / 10 % 10),
                     (int)(civil.year % 10), civil.month / 10, civil.month % 10, civil.day / 10, civil.day % 10};
    memcpy(buffer, "yyyy-mm-dd", 11);
    for (int i = 0, at = 0; i < 8; i++, at++) {
        if (buffer[at] == '-')
            at++;
        buffer[at] = (char)('0' + digits[i]);
    }
    return CW_OK;
}

int32_t cw_date_year(cw_date date)
{
    return is_date(date) ? (int32_t)base_day_to_civil(date).year : 0;
}

int32_t cw_date_month(cw_date date)
{
    return is_date(date) ? base_day_to_civil(date).month : 0;
}

int32_t cw_date_day(cw_date date)
{
    return is_date(date) ? base_day_to_civil(date).day : 0;
}

cw_date cw_date_add_months(cw_date date, int32_t months)
{
    int64_t day = CW_DATE_INVALID;
    if (is_date(date))
        base_day_add_months(date, months, &day);
    return or_invalid(day);
}

/* SPDX-License-Identifier: MIT */
#include "base/date.h"

#include <string.h>

static bool is_leap(int64_t year)
{
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

int base_month_days(int64_t year, int month)
{
    static const signed char days[13] = {0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return month == 2 && is_leap(year) ? 29 : days[month];
}

bool base_civil_valid(base_civil civil)
{
    return civil.year >= -BASE_YEAR_MAX && civil.year <= BASE_YEAR_MAX && civil.month >= 1 &&
           civil.month <= 12 && civil.day >= 1 && civil.day <= base_month_days(civil.year, civil.month);
}

/* Division that rounds down, for years and days before the epoch. */
static int64_t floor_divide(int64_t a, int64_t b)
{
    return a / b - (a % b < 0);
}

/*
 * Both conversions count from 1 March of year 0, so that a leap day is the last day of its year, and work
 * in eras of 400 years, which all have 146097 days. In such a year month m (March is 0) begins on day
 * (153 * m + 2) / 5.
 */
enum { ERA_DAYS = 146097, EPOCH = 719468 };

int64_t base_civil_to_day(base_civil civil)
{
    int64_t year = civil.month <= 2 ? civil.year - 1 : civil.year;
    int64_t era = floor_divide(year, 400);
    int64_t year_of_era = year - era * 400;
    int64_t month = civil.month > 2 ? civil.month - 3 : civil.month + 9;
    int64_t day_of_year = (153 * month + 2) / 5 + civil.day - 1;
    int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * ERA_DAYS + day_of_era - EPOCH;
}

/* The same in 32 bits, for the days that nearly all dates are of. In a century of an era, years are counted by quarters of
 * days: 2939745 / 2^32 is 4 / 1461, the years of a quarter. In a year, 2141 / 2^16 is about 5 / 153, the months of a day. */
static base_civil short_day_to_civil(uint32_t from_march)
{
    uint32_t quarters = 4 * from_march + 3;
    uint32_t century = quarters / ERA_DAYS;
    uint64_t years = (uint64_t)2939745 * (quarters % ERA_DAYS | 3);
    uint32_t day_of_year = (uint32_t)years / 2939745 / 4;
    uint32_t months = 2141 * day_of_year + 197913;
    bool next_year = day_of_year >= 306;
    return (base_civil){
        .year = (int64_t)(100 * century + (uint32_t)(years >> 32) + next_year),
        .month = (int)(months >> 16) - (next_year ? 12 : 0),
        .day = (int)((months & 0xFFFF) / 2141) + 1,
    };
}

base_civil base_day_to_civil(int64_t day)
{
    if (day >= -EPOCH && day < (1 << 28))
        return short_day_to_civil((uint32_t)(day + EPOCH));
    int64_t from_march = day + EPOCH;
    int64_t era = floor_divide(from_march, ERA_DAYS);
    int64_t day_of_era = from_march - era * ERA_DAYS;
    int64_t year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int64_t month = (5 * day_of_year + 2) / 153;
    base_civil civil = {
        .year = year_of_era + era * 400 + (month >= 10),
        .month = (int)(month < 10 ? month + 3 : month - 9),
        .day = (int)(day_of_year - (153 * month + 2) / 5 + 1),
    };
    return civil;
}

int base_weekday(int64_t day)
{
    int64_t since_monday = day + 3;      /* day 0 was a Thursday */
    return (int)(since_monday - floor_divide(since_monday, 7) * 7) + 1;
}

bool base_day_add(int64_t day, int64_t days, int64_t *out)
{
    if (days > 0 ? day > BASE_DAY_MAX - days : days < BASE_DAY_MIN - BASE_DAY_MAX || day < BASE_DAY_MIN - days)
        return false;
    *out = day + days;
    return true;
}

bool base_day_add_months(int64_t day, int64_t months, int64_t *out)
{
    const int64_t most = 12 * (2 * BASE_YEAR_MAX + 1);
    if (months > most || months < -most)
        return false;
    base_civil civil = base_day_to_civil(day);
    int64_t count = civil.year * 12 + (civil.month - 1) + months;
    civil.year = floor_divide(count, 12);
    civil.month = (int)(count - civil.year * 12) + 1;
    if (civil.year > BASE_YEAR_MAX || civil.year < -BASE_YEAR_MAX)
        return false;
    int last = base_month_days(civil.year, civil.month);
    if (civil.day > last)
        civil.day = last;
    *out = base_civil_to_day(civil);
    return true;
}

int64_t base_months_between(int64_t a, int64_t b)
{
    base_civil from = base_day_to_civil(a), to = base_day_to_civil(b);
    int64_t months = (to.year - from.year) * 12 + (to.month - from.month);
    if (months > 0 && to.day < from.day)
        months--;
    else if (months < 0 && to.day > from.day)
        months++;
    return months;
}

/* ---- text ---- */

/* The digits at text[from..): their number, and their value if at most nine. */
static size_t read_digits(base_str text, size_t from, int64_t *value)
{
    size_t count = 0;
    *value = 0;
    while (from + count < text.length && text.at[from + count] >= '0' && text.at[from + count] <= '9') {
        if (count < 9)
            *value = *value * 10 + (text.at[from + count] - '0');
        count++;
    }
    return count;
}

/* Reads "-DD" at `from`, which is within the text. */
static bool read_part(base_str text, size_t from, int *value)
{
    int64_t number;
    if (text.at[from] != '-' || read_digits(text, from + 1, &number) != 2)
        return false;
    *value = (int)number;
    return true;
}

bool base_day_parse(base_str text, int64_t *day)
{
    base_civil civil;
    size_t start = text.length > 0 && text.at[0] == '-' ? 1 : 0;
    size_t digits = read_digits(text, start, &civil.year);
    size_t end = start + digits;
    if (digits < 4 || digits > 9 || (digits > 4 && text.at[start] == '0'))
        return false;
    if (start == 1 && civil.year == 0)
        return false;
    if (start == 1)
        civil.year = -civil.year;
    if (text.length != end + 6 || !read_part(text, end, &civil.month) || !read_part(text, end + 3, &civil.day))
        return false;
    if (!base_civil_valid(civil))
        return false;
    *day = base_civil_to_day(civil);
    return true;
}

/* The numbers from 0 to 99 in two digits each. */
static void put_two(char *at, uint32_t number)
{
    static const char digits[] = "00010203040506070809101112131415161718192021222324252627282930313233343536373839404142434445464748"
                                 "49505152535455565758596061626364656667686970717273747576777879808182838485868788899091929394959697"
                                 "9899";
    memcpy(at, digits + 2 * number, 2);
}

size_t base_day_text(int64_t day, char text[BASE_DAY_BYTES])
{
    base_civil civil = base_day_to_civil(day);
    uint32_t year = (uint32_t)(civil.year < 0 ? -civil.year : civil.year);
    char *at = text;
    if (civil.year < 0)
        *at++ = '-';
    for (uint32_t most = 1000000000; year > 9999 && most > 9999; most /= 10)
        if (year >= most)
            *at++ = (char)('0' + year / most % 10);
    uint32_t century = year / 100;
    put_two(at, century % 100);
    put_two(at + 2, year - century * 100);
    at[4] = '-';
    put_two(at + 5, (uint32_t)civil.month);
    at[7] = '-';
    put_two(at + 8, (uint32_t)civil.day);
    return (size_t)(at + 10 - text);
}

void base_put_day(base_buffer *buffer, int64_t day)
{
    char text[BASE_DAY_BYTES];
    base_put_str(buffer, (base_str){text, base_day_text(day, text)});
}

/* SPDX-License-Identifier: MIT */
#ifndef BASE_DATE_H
#define BASE_DATE_H
/* Civil dates on 64-bit days since 1970-01-01, proleptic Gregorian, years -999999999 to 999999999. */
#include <stdbool.h>
#include <stdint.h>
#include <casework/date.h>
#include "base/text.h"

#define BASE_YEAR_MAX INT64_C(999999999)
#define BASE_DAY_MIN  INT64_C(-365243219162)   /* -999999999-01-01 */
#define BASE_DAY_MAX  INT64_C(365241780471)    /*  999999999-12-31 */

typedef struct base_civil { int64_t year; int month, day; } base_civil;

bool base_civil_valid(base_civil civil);
int base_month_days(int64_t year, int month);
int64_t base_civil_to_day(base_civil civil);               /* civil must be valid */
base_civil base_day_to_civil(int64_t day);
int base_weekday(int64_t day);                             /* 1 Monday .. 7 Sunday */
/* From the anchor, clamped to the month's end; false (out unchanged) beyond the range. */
bool base_day_add_months(int64_t day, int64_t months, int64_t *out);
bool base_day_add(int64_t day, int64_t days, int64_t *out);
/* Whole months from a to b, towards zero. */
int64_t base_months_between(int64_t a, int64_t b);
/* [-]YYYY[YYYYY]-MM-DD, a year of four to nine digits, no leading zero beyond four. */
bool base_day_parse(base_str text, int64_t *day);
void base_put_day(base_buffer *buffer, int64_t day);
/* The same text without a NUL; gives its length. */
enum { BASE_DAY_BYTES = 16 };
size_t base_day_text(int64_t day, char text[BASE_DAY_BYTES]);
#endif

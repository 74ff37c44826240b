/* SPDX-License-Identifier: MIT */
#ifndef CASEWORK_DATE_H
#define CASEWORK_DATE_H
/*
 * A civil date of the proleptic Gregorian calendar, as days since 1970-01-01, for the years 1 to 9999:
 * CW_DATE_MIN (0001-01-01) to CW_DATE_MAX (9999-12-31). No time of day, no time zone.
 */
#include <casework/status.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef int32_t cw_date;

enum {
    CW_DATE_MIN = -719162,
    CW_DATE_MAX = 2932896,
    CW_DATE_NONE = 2147483647,           /**< Known to be no day. */
    CW_DATE_UNKNOWN = -2147483647 - 1,   /**< The day is not known. */
    CW_DATE_STATED = 2147483646,         /**< No day: being absent says something by itself, which the field's documentation tells. */
    CW_DATE_INVALID = -2147483647        /**< Not a date: a text or a calculation gave none. Every setter refuses it. */
};

/**
 * The date of a year, month and day.
 *
 * @param year 1 to 9999, @param month 1 to 12, @param day 1 to the month's last
 * Returns the date, or CW_DATE_INVALID where there is no such day. Threads: any.
 */
CW_API cw_date cw_date_from_ymd(int32_t year, int32_t month, int32_t day);

/**
 * Reads "YYYY-MM-DD", four digits of year.
 *
 * @param text NUL-terminated; NULL reads as no date
 * Returns the date, or CW_DATE_INVALID where the text is not one. Threads: any.
 */
CW_API cw_date cw_date_parse(const char *text);

/**
 * Writes a date as "YYYY-MM-DD".
 *
 * @param date   a date
 * @param buffer at least 11 bytes; gets a NUL; must not be NULL
 * Returns CW_OK, CW_ERR_VALUE for a value that is no date, CW_ERR_ARGUMENT for NULL; on failure the buffer is untouched.
 */
CW_API cw_status cw_date_format(cw_date date, char *buffer);

/** The year (1 to 9999) of a date, or 0 for a value that is no date. */
CW_API int32_t cw_date_year(cw_date date);
/** The month (1 to 12) of a date, or 0 for a value that is no date. */
CW_API int32_t cw_date_month(cw_date date);
/** The day of the month (1 to 31) of a date, or 0 for a value that is no date. */
CW_API int32_t cw_date_day(cw_date date);

/**
 * The date so many months later (or earlier), clamped to the month's last day.
 *
 * Returns the date, or CW_DATE_INVALID where `date` is none or the result is out of range.
 */
CW_API cw_date cw_date_add_months(cw_date date, int32_t months);

#ifdef __cplusplus
}
#endif
#endif

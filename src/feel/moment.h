/* SPDX-License-Identifier: MIT */
#ifndef FEEL_MOMENT_H
#define FEEL_MOMENT_H
/* Counting with dates, times and durations. What would leave the range of its type answers false and changes nothing. */
#include "feel/run.h"
#include "feel/temporal.h"

/* A days duration of so many seconds and nanoseconds, of any signs. */
bool feel_days_of(int64_t seconds, int64_t nanos, feel_value *out);
bool feel_duration_add(const feel_value *a, const feel_value *b, feel_value *out);         /* of one kind */
feel_value feel_duration_negate(const feel_value *duration);
/* Months, or seconds with their fraction: exact. */
base_decimal feel_duration_decimal(const feel_value *duration);
/* The duration of a kind, truncated to whole months or nanoseconds. */
bool feel_duration_from(feel_kind kind, const base_decimal *amount, feel_value *out);
int feel_duration_compare(const feel_value *a, const feel_value *b);                       /* of one kind */

/* Hours move a date only by the whole days they pass: a date stays a date. */
bool feel_date_add(int64_t day, const feel_value *duration, int64_t *out);
/* A time goes round the clock, and knows no months. A date and time keeps its offset and stays within the years of dates. */
bool feel_moment_add(feel_kind kind, const feel_moment *moment, const feel_value *duration, feel_moment *out);
/* Seconds on the clock of UTC, or on its own where the moment is local. */
static inline int64_t feel_instant(const feel_moment *m) { return m->seconds - m->offset; }
/* -1, 0 or 1 by whole seconds, of two zoned or two local moments: FEEL does not see fractions when it compares. */
static inline int feel_moment_compare(const feel_moment *a, const feel_moment *b)
{
    return (feel_instant(a) > feel_instant(b)) - (feel_instant(a) < feel_instant(b));
}
/* A date, which is midnight at UTC, or a date and time, as a moment. */
feel_moment feel_moment_of(const feel_value *value);
/* A FEEL_TIME or FEEL_DATE_TIME of its own in scratch. */
feel_value feel_moment_value(feel_run *run, feel_kind kind, const feel_moment *moment);
#endif

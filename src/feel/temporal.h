/* SPDX-License-Identifier: MIT */
#ifndef FEEL_TEMPORAL_H
#define FEEL_TEMPORAL_H
/* Dates, times and durations as text. */
#include "feel/value.h"

enum { FEEL_DAY_SECONDS = 86400, FEEL_SECOND_NANOS = 1000000000, FEEL_OFFSET_MOST = 18 * 3600 };

static inline int64_t feel_floor_divide(int64_t a, int64_t b) { return a / b - (a % b < 0); }     /* b > 0 */
/* The day on the moment's own clock, since 1970-01-01, and the seconds of that day. */
static inline int64_t feel_day_of(const feel_moment *m) { return feel_floor_divide(m->seconds, FEEL_DAY_SECONDS); }
static inline int64_t feel_clock_of(const feel_moment *m) { return m->seconds - feel_day_of(m) * FEEL_DAY_SECONDS; }

/* [-]P[nY][nM] or [-]P[nD][T[nH][nM][n[.n]S]]; what is finer than a nanosecond is dropped. False: not a
 * duration, or out of range. */
bool feel_duration_parse(base_str text, feel_value *out);
/* HH:MM:SS[.n][Z|+HH:MM|-HH:MM], 24:00:00 too; a date, `T` and a time. False: not one, or it has a named zone. */
bool feel_time_parse(base_str text, feel_moment *out);
bool feel_date_time_parse(base_str text, feel_moment *out);
/* A text that would be a time or a date and time, but for the name of a zone after it. */
bool feel_names_zone(base_str text);
/* The text of @"...": a date, time, date and time, or duration. A time or a date and time is put in `room`, to which
 * *out then points. */
bool feel_temporal_parse(base_str text, feel_moment *room, feel_value *out);
/* Of a FEEL_DAYS or FEEL_MONTHS value, normalised: PT36H is P1DT12H. */
void feel_put_duration(base_buffer *buffer, const feel_value *duration);
/* Of a FEEL_DATE, FEEL_TIME, FEEL_DATE_TIME or duration. */
void feel_put_temporal(base_buffer *buffer, const feel_value *value);
enum { FEEL_TEMPORAL_TEXT_MOST = 64 };      /* bytes of the longest */
#endif

/* SPDX-License-Identifier: MIT */
#ifndef FEEL_TEMPORAL_H
#define FEEL_TEMPORAL_H
/* Dates and durations as text. */
#include "feel/value.h"

/* [-]P[nY][nM] or [-]P[nD][T[nH][nM][n[.n]S]]; a fraction of a second is dropped towards zero. False: not a
 * duration, or out of range. */
bool feel_duration_parse(base_str text, feel_value *out);
/* The text of @"...": a date or a duration. */
bool feel_temporal_parse(base_str text, feel_value *out);
/* Of a FEEL_DAYS or FEEL_MONTHS value, normalised: PT36H is P1DT12H. */
void feel_put_duration(base_buffer *buffer, const feel_value *duration);
#endif

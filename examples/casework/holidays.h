/* SPDX-License-Identifier: MIT */
#ifndef HOLIDAYS_H
#define HOLIDAYS_H
/* A file of holidays: a day a line, as YYYY-MM-DD; `#` begins a comment. */
#include <casework.h>

/* Reads one; *out is to be freed. Returns 0, or EXIT_BAD after telling every line that is wrong. */
int read_holiday_file(const char *path, cw_date **out, int64_t *count);
/* Reads one and gives the days to an evaluator. Returns 0, or EXIT_BAD after telling every line that is wrong. */
int read_holidays(const char *path, cw_evaluator *evaluator);
#endif

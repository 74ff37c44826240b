/* SPDX-License-Identifier: MIT */
#ifndef OPEN_ITEMS_H
#define OPEN_ITEMS_H
/* Which review items of a report nobody has rated yet, by the part of the work that they are about. */
#include <casework.h>

/* Writes them to standard output, one a line, below each part of the work; `flags` are CW_SHOW_NAMES or 0. */
cw_status put_open_items(const cw_report *report, const char *case_id, cw_date as_of, int32_t flags);
#endif

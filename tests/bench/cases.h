/* SPDX-License-Identifier: MIT */
#ifndef BENCH_CASES_H
#define BENCH_CASES_H
/* Cases to measure with: made up, plausible, and the same for the same shape on every machine. */
#include <casework.h>

typedef struct case_shape {
    uint64_t seed;
    int32_t members, plans, objectives, tasks, entries;
    int32_t days;                    /* over which the entries are spread */
} case_shape;

/* One of the typical cases of a size that DESIGN calls typical: 6 members, 1 or 2 plans, 3 to 6 objectives, 10 tasks, 40 entries. */
case_shape typical_shape(uint64_t seed);
/* A case like those but for its record: as dense, and so much longer. */
case_shape grown_shape(int32_t entries, uint64_t seed);

/* Makes an editable case, yours to release, and the day to judge it as of. CW_OK, or what a call of the library answered. */
cw_status make_case(const case_shape *shape, cw_case **out, cw_date *as_of);
/* The same as a compact document, yours to release. */
cw_status make_document(const case_shape *shape, cw_text **out, cw_date *as_of);
#endif

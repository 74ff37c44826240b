/* SPDX-License-Identifier: MIT */
#ifndef EVAL_INSTRUMENT_H
#define EVAL_INSTRUMENT_H
/* What a report says of the items of one instrument. */
#include "eval/eval.h"

typedef struct eval_tally {
    int64_t counts[EVAL_UNKNOWN + 1];    /* findings of its rules by status, and ... */
    int64_t met, not_met, not_rated, waived, not_applicable;    /* ... as a review counts them; not rated: unknown, or not due yet */
    int64_t reviewed;            /* the day of the latest review that is seen; INT64_MAX: none */
    int64_t scored;              /* how many items have a score in that review ... */
    base_decimal score;          /* ... and their sum */
    const char *score_text;      /* the same in its shortest form; NULL where no item has one */
    int64_t *open;               /* the indexes of its findings that are not rated */
} eval_tally;

/* Counts for all instruments of a report's rules, findings once; nothing where there is none. False: no memory. */
bool eval_tell_tallies(cw_report *report);
#endif

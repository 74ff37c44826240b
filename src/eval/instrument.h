/* SPDX-License-Identifier: MIT */
#ifndef EVAL_INSTRUMENT_H
#define EVAL_INSTRUMENT_H
/* What a report says of the items of one instrument. Counted when it is asked for. */
#include "eval/eval.h"

typedef struct eval_tally {
    int64_t met, not_met, not_rated, waived, not_applicable;    /* findings of its rules; not rated: unknown, or not due yet */
    int64_t reviewed;            /* the day of the latest review that is seen; INT64_MAX: none */
    int64_t scored;              /* how many items have a score in that review ... */
    base_decimal score;          /* ... and their sum */
    int64_t first_open, last_open;   /* of its findings that are not rated, by index; -1: none */
} eval_tally;

/* All instruments of a report's rules, in their order; findings once. */
typedef struct eval_tallies {
    eval_tally *items; int32_t count;
    int64_t *next_open; int64_t finding_count;    /* by finding: the next open one of the same instrument; -1: none */
    const cw_context *context;
} eval_tallies;
cw_status eval_tallies_make(const cw_report *report, eval_tallies *out);    /* CW_ERR_NOMEM: nothing is to be finished */
void eval_tallies_finish(eval_tallies *tallies);
#endif

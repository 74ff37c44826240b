/* SPDX-License-Identifier: MIT */
#ifndef EVAL_TERM_H
#define EVAL_TERM_H
/* Lengths of time counted from a day, and the periods of a recurrence. */
#include "base/date.h"
#include "base/text.h"
#include "rules/rules.h"

/* Days that are not working days, besides Saturdays and Sundays: ascending, each once. */
typedef struct eval_calendar { const int64_t *holidays; int64_t count; } eval_calendar;

/* The day that lies a term after the anchor. Months and years keep the day of the month, or end on its last one; n working days
 * end on the n-th working day after the anchor; n calendar months, quarters or years end on the last day of the n-th one, the
 * anchor's own being the first. False (out unchanged): beyond the calendar. */
bool eval_term_add(eval_calendar calendar, int64_t anchor, rules_term term, int64_t *out);

/* "60 days", "1 calendar month". */
void eval_put_term(base_buffer *buffer, rules_term term);

/* Days on which the clock stands still. Ranges may overlap. */
typedef struct eval_pause { int64_t first, last; } eval_pause;      /* INT64_MIN, INT64_MAX: without beginning, without end */
typedef struct eval_pauses {
    eval_pause *ranges; size_t count;
    size_t next;                     /* those before it are reckoned with ... */
    int64_t passed, shift;           /* ... up to that day; they moved everything after by so many days */
} eval_pauses;
/* Orders the ranges, in place, for a clock that starts on the anchor. */
void eval_pauses_begin(eval_pauses *pauses, int64_t anchor);
/* A day, later by the paused days that lie between the anchor and it: a term has run when so many days went by that no range
 * holds. Days must be asked for in order. INT64_MAX: never, since a pause without end comes first. */
int64_t eval_pauses_move(eval_pauses *pauses, int64_t day);

/* Period k from an anchor ends on the anchor + k terms and the next begins the day after, so that no period drifts; calendar
 * periods begin with the one that the anchor lies in, and run from first to last day, whatever is paused. Fill in calendar,
 * anchor, term, and pauses that were begun; the rest is 0. */
typedef struct eval_periods {
    eval_calendar calendar;
    int64_t anchor;
    rules_term term;
    eval_pauses pauses;
    int64_t number;                  /* of the period at hand, from 1; 0 before the first */
    int64_t begin, end;              /* the period at hand, both days included */
    int64_t unpaused;                /* its last day if nothing were paused */
    base_civil start;                /* the first day of the first one */
} eval_periods;
/* False: there is no further one within the calendar. */
bool eval_next_period(eval_periods *periods);

#endif

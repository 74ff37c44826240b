/* SPDX-License-Identifier: MIT */
#ifndef MODEL_HISTORY_H
#define MODEL_HISTORY_H
/* What the dated fields of a record were on earlier days: the rows of its `history` in the order in which they are looked up.
 * Freezing a case finds it. */
#include "model/record.h"

/* What a dated field was up to a day. */
typedef struct model_era {
    const model_field *of;       /* the dated field of the record */
    int64_t until;               /* INT64_MAX: not known */
    const cw_record *row;
    const model_field *value;    /* where the row holds it */
} model_era;

typedef struct model_past {
    cw_record *owner;
    struct model_past *next;     /* while freezing */
    int64_t count;
    model_era *eras;             /* by field, then until, then document order; NULL: the history is not known */
} model_past;

/* NULL: no memory. The record's history must be null, or hold rows. */
model_past *model_past_make(base_arena *arena, cw_record *record);
/* The one field of a row of `history` that it says something of; NULL: none, or several. */
const model_field *model_history_value(const cw_record *row);

/* Where a value stands: a field of the record itself, or of a row of its history. */
typedef struct model_place { const cw_record *record; const model_field *field; } model_place;
/* Where the value that a dated field of a frozen case has on a day stands. False: that is not known; `out` is the fact that
 * would tell. */
bool model_value_on(const cw_record *record, const model_field *field, int64_t day, model_place *out);
/* The same, by the rows of which it is known until when they held. */
model_place model_written_on(const cw_record *record, const model_field *field, int64_t day);
#endif

/* SPDX-License-Identifier: MIT */
#ifndef MODEL_CUSTOM_H
#define MODEL_CUSTOM_H
/* Custom fields: what a document holds under `custom` of a record, as it is written and as values. Of what type each is meant to
 * be, rules say; the model keeps what it is. */
#include "model/case.h"

typedef enum model_custom_type {
    MODEL_CUSTOM_NULL, MODEL_CUSTOM_TEXT, MODEL_CUSTOM_NUMBER, MODEL_CUSTOM_BOOLEAN, MODEL_CUSTOM_LIST,
    MODEL_CUSTOM_OTHER       /* an object, a list in a list, a number that does not fit */
} model_custom_type;

typedef struct model_custom {
    base_str key;            /* empty within a list */
    uint8_t type;            /* model_custom_type */
    bool boolean;
    base_str text;
    const base_decimal *number;
    const struct model_custom *items; int64_t count;     /* LIST */
} model_custom;
struct model_customs { int64_t count; const model_custom *items; /* by key, ascending */ };

/* The key in documents: "custom". */
extern const base_str model_custom_key;

/* Sets all that a record has; `json` is the object as written. Everything is copied. CW_OK, or as other edits. */
cw_status model_set_customs(cw_record *record, base_str json, const model_custom *items, int64_t count);
/* The one with a key, or NULL. By binary search. */
const model_custom *model_find_custom(const cw_record *record, base_str key);
/* For the copy of a case: gives an extra of `to` what an equal one has. False: no memory. */
bool model_copy_customs(cw_record *to, const model_extra *from);
#endif

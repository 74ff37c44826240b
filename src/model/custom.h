/* SPDX-License-Identifier: MIT */
#ifndef MODEL_CUSTOM_H
#define MODEL_CUSTOM_H
/* What only rules can tell the meaning of: custom fields, which a document holds under `custom` of a record, and words that the
 * schema does not know. Both are kept as they are written and as values. */
#include "model/case.h"

typedef enum model_custom_type {
    MODEL_CUSTOM_NULL, MODEL_CUSTOM_TEXT, MODEL_CUSTOM_NUMBER, MODEL_CUSTOM_BOOLEAN, MODEL_CUSTOM_LIST,
    MODEL_CUSTOM_ROW,        /* of the history: `key` is a field, `items` its value, one, and `text` until when; empty: not known */
    MODEL_CUSTOM_OTHER       /* an object, a list in a list, a number that does not fit */
} model_custom_type;

typedef struct model_custom {
    base_str key;            /* of a member; empty within a list */
    uint8_t type;            /* model_custom_type */
    bool boolean;
    base_str text;
    const base_decimal *number;
    const struct model_custom *items; int64_t count;     /* LIST, ROW */
} model_custom;
/* What a custom field was up to a day, which belongs to it; INT64_MAX: that day is not known. */
typedef struct model_custom_era { base_str key; int64_t until; const model_custom *value; } model_custom_era;
struct model_customs {
    int64_t count; const model_custom *items;              /* by key, ascending */
    int64_t era_count; const model_custom_era *eras;       /* by key, then by day */
    bool odd_history;                                      /* it is not what a history must be: nothing can be told of earlier days */
};

/* The key in documents: "custom"; and of the history in it: "history". */
extern const base_str model_custom_key, model_custom_history_key;

/* Sets all that a record has; `json` is the object as written. Everything is copied. CW_OK, or as other edits. */
cw_status model_set_customs(cw_record *record, base_str json, const model_custom *items, int64_t count);
/* All that a record has, or NULL. */
const struct model_customs *model_customs_of(const cw_record *record);
/* The one with a key, or NULL. By binary search. */
const model_custom *model_find_custom(const cw_record *record, base_str key);
/* The value of a custom field on a day, as its history says: *out NULL where there is none. False: that cannot be told. */
bool model_custom_on(const cw_record *record, base_str key, int64_t day, const model_custom **out);
/* The same as far as the history is known. */
const model_custom *model_custom_written_on(const cw_record *record, base_str key, int64_t day);
/* Keeps words of a field of which the schema does not know one, as they are written and as texts (a TEXT, or a LIST of them): the
 * field is then MODEL_NULL. What they mean, the rules say that judge the case. Everything is copied. CW_OK, or as other edits. */
cw_status model_keep_words(cw_record *record, const model_field *field, base_str json, const model_custom *words);
/* The words that stand for a field of a record, or NULL: its slot says all. */
const model_custom *model_kept_words(const cw_record *record, const model_field *field);
/* For the copy of a case: gives an extra of `to` what an equal one has. False: no memory. */
bool model_copy_customs(cw_record *to, const model_extra *from);
#endif

/* SPDX-License-Identifier: MIT */
#ifndef MODEL_RECORD_H
#define MODEL_RECORD_H
/* A record: one node of a case, with a slot for each stored field of its kind. cw_member, cw_plan,
 * cw_objective, cw_task and cw_entry are records under their own public names: the same pointer. */
#include "base/date.h"
#include "base/decimal.h"
#include "base/map.h"
#include "model/schema.h"

typedef enum model_state {
    MODEL_ABSENT,            /* not in the document */
    MODEL_NULL,              /* an explicit null: unknown */
    MODEL_VALUE
} model_state;

typedef struct model_reference { base_str id; struct cw_record *target; } model_reference;  /* target: set by freeze */
typedef struct model_list { int64_t count, capacity; void *items; } model_list;
/* items: base_str[] (texts), int32_t[] (terms: word indexes), model_reference[], struct cw_record*[] (rows) */
/* What a number's slot points to, seen whole: its shortest text stands beside it. */
typedef struct model_number { base_decimal value; char text[48]; } model_number;

/* `as` may only be read while state is MODEL_VALUE; before that it may keep memory for reuse. */
typedef struct model_slot {
    uint8_t state;           /* model_state */
    uint32_t length;         /* of `text` */
    union {
        const char *text;
        int64_t integer;     /* boolean 0/1, date as days since 1970, term as word index */
        base_decimal *number;
        model_reference *reference;
        struct cw_record *row;
        model_list *list;
    } as;
} model_slot;

/* A key that the schema does not know, or a known key whose enumerated word is kept unread: its JSON text
 * as written, in document order. An extra that has a field's key (model_key_of) stands for that field, whose slot
 * is then MODEL_NULL (not known); whatever the field is set to takes the extra away. */
typedef struct model_extra {
    base_str key; base_str json; struct model_extra *next;
    const struct model_customs *custom;      /* of `custom` and of kept words: what it holds, in custom.h; else NULL */
} model_extra;

typedef struct cw_record {
    struct cw_case *owner;
    struct cw_record *parent;    /* NULL for the case's own record */
    int16_t kind;                /* model_kind index */
    int16_t parent_slot;         /* slot of the parent's list or row that holds it */
    bool removed;
    bool unknown_kind;           /* an entry whose kind this version does not know; `kind` is MODEL_KIND_UNRECOGNISED_ENTRY and the word is kept in kind_word */
    base_str kind_word;
    int64_t position;            /* index among its siblings in document order (always current) */
    model_extra *extras;
    model_extra *last_extra;
    int64_t extra_count;
    base_map *extra_keys;        /* key -> model_extra, once there are many */
    const struct model_past *past;   /* of a frozen case: what its dated fields were earlier; NULL: they were always the same */
    model_slot slots[];
} cw_record;

/* Slots read by field; NULL record or derived field: NULL. */
const model_slot *model_slot_of(const cw_record *record, const model_field *field);
/* The record's id, or an empty slice. */
base_str model_record_id(const cw_record *record);
/* The key under which a document has a field of a record: its name, but `value` in a row of `history`. */
const char *model_key_of(const cw_record *record, const model_field *field);
/* The field of its parent that holds it; NULL for the case's own record. */
const model_field *model_holder_of(const cw_record *record);
/* Whether an id looks like one, [A-Za-z0-9_.:-]{1,64}: any other may be somebody's name, and no diagnostic quotes it. */
bool model_id_is_plain(base_str id);
/* Its path, as below. */
void model_put_record_path(base_buffer *buffer, const cw_record *record);
/* Its id, or for a row without one its path: `record/7`, `plans/0/parenting_time/2`. */
void model_put_record_name(base_buffer *buffer, const cw_record *record);
/* A number's shortest text, NUL-terminated, of a slot that holds a number. */
const char *model_number_text(const model_slot *slot);
/* name + "." + field (`case.closed` for the case itself): the path of a fact, for missing facts and diagnostics. */
void model_put_fact(base_buffer *buffer, const cw_record *record, const model_field *field);
#endif

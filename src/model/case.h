/* SPDX-License-Identifier: MIT */
#ifndef MODEL_CASE_H
#define MODEL_CASE_H
/* A case: edited, frozen, copied. One arena while it is built; an editable case also counts what edits
 * leave behind only by growing. A frozen case is immutable and may be read by any number of threads. */
#include "base/diag.h"
#include "base/reference.h"
#include "model/record.h"

/* Entries of one kind, and all of them, sorted by date then document order. */
typedef struct model_view { struct cw_record **items; int64_t count; } model_view;

typedef struct cw_case {
    atomic_int references;
    const cw_context *context;
    base_arena arena;
    cw_record *root;             /* kind MODEL_KIND_CASE; members, plans and record are its ROWS fields */
    base_map ids;                /* id -> cw_record; kept current while editing */
    bool frozen;
    bool texts_checked;          /* what is set comes from a reader that checked every text as model_check_text does */
    int64_t records;             /* live records, the root included */
    /* after freeze: */
    model_view *by_kind;         /* [model_kind_count()]; only entry kinds filled; each sorted by date */
    model_view entries;          /* all entries by date */
    model_view members;          /* document order */
    model_view plans;            /* by since (effective, else developed; without either last), then document order */
} cw_case;

/* Takes over one use of the context (base_context_use), on failure too. *out is NULL on failure. */
cw_status model_case_new(const cw_context *context, cw_case **out);
void model_case_release(cw_case *one);                                   /* when the last reference is gone */
cw_status model_case_copy(const cw_case *from, cw_case **out);           /* editable, compact, equal when written */
/* Resolves references and checks: duplicate ids were refused on entry; dangling references, references to a
 * record of the wrong kind, required fields absent, `closed` before `opened`. All problems in one pass. On
 * failure (CW_ERR_INPUT) the case stays editable and unchanged. Freezing a frozen case is CW_OK.
 * `locate` (may be NULL) turns a record and field (NULL: the record itself) into a place in the document it was read from. */
typedef void model_locate(void *user, const cw_record *record, const model_field *field, int64_t item, base_place *place);
/* CW_ERR_NOMEM also when memory ran out for a diagnostic. */
cw_status model_case_freeze(cw_case *one, cw_diag *diag, model_locate *locate, void *user);

/* Edits. CW_ERR_ARGUMENT for no record, CW_ERR_REMOVED, CW_ERR_FROZEN; CW_ERR_FIELD where record, field and kind do not fit (a
 * field of another kind or type, a derived one); CW_ERR_VALUE for what the field cannot hold (a word out of range, an empty id,
 * U+0000, a date out of 0001..9999), CW_ERR_UTF8, CW_ERR_DUPLICATE for an id that is taken, CW_ERR_LIMIT, CW_ERR_NOMEM. On
 * failure nothing changes. */
cw_status model_may_edit(const cw_record *record);         /* what every edit asks first */
/* Appends. The kind must be the target of the list field; for `record` any entry kind. */
cw_status model_add_row(cw_record *parent, const model_field *list, int32_t kind, cw_record **out);
/* The same with an id at once (empty: none): CW_ERR_DUPLICATE if it is taken. */
cw_status model_add_named(cw_record *parent, const model_field *list, int32_t kind, base_str id, cw_record **out);
/* The word of an entry of kind MODEL_KIND_UNRECOGNISED_ENTRY. */
cw_status model_set_kind_word(cw_record *record, base_str word);
cw_status model_set_row(cw_record *parent, const model_field *field, cw_record **out);   /* MODEL_ROW: makes an empty one, or gives the one there */
cw_status model_remove(cw_record *record);                 /* and all that it owns; references to it then dangle, which freeze tells */
cw_status model_set_text(cw_record *record, const model_field *field, base_str text);   /* the id field: CW_ERR_DUPLICATE if taken */
cw_status model_set_number(cw_record *record, const model_field *field, const base_decimal *number);
cw_status model_set_boolean(cw_record *record, const model_field *field, bool value);
cw_status model_set_day(cw_record *record, const model_field *field, int64_t day);
cw_status model_set_word(cw_record *record, const model_field *field, int32_t word);
cw_status model_set_reference(cw_record *record, const model_field *field, base_str id);
cw_status model_append_text(cw_record *record, const model_field *field, base_str text);      /* lists: a list that is absent or null begins empty */
cw_status model_append_word(cw_record *record, const model_field *field, int32_t word);
cw_status model_append_reference(cw_record *record, const model_field *field, base_str id);
/* Takes items out of a list of texts, words or references. CW_ERR_NOT_FOUND where there are not so many. */
cw_status model_remove_items(cw_record *record, const model_field *field, int64_t index, int64_t count);
cw_status model_set_empty_list(cw_record *record, const model_field *field);   /* known to be empty */
/* Makes room for so many items of a list that is known to be empty. */
cw_status model_make_room(cw_record *record, const model_field *field, int64_t count);
cw_status model_set_null(cw_record *record, const model_field *field);         /* unknown */
cw_status model_clear(cw_record *record, const model_field *field);            /* absent */
cw_status model_add_extra(cw_record *record, base_str key, base_str json);     /* replaces one of the same key */
cw_record *model_find(const cw_case *one, base_str id);                        /* NULL: none */
/* Children of a ROWS field that are not removed. */
int64_t model_row_count(const cw_record *record, const model_field *field);
cw_record *model_row_at(const cw_record *record, const model_field *field, int64_t index);   /* NULL out of range */
#endif

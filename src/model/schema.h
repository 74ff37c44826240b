/* SPDX-License-Identifier: MIT */
#ifndef MODEL_SCHEMA_H
#define MODEL_SCHEMA_H
/* The schema table seen from C: kinds of records, their fields, enumerations and their words. All of it
 * comes from rows in schema.def; nothing else in the library knows a field by itself. */
#include <stdbool.h>
#include <stdint.h>
#include "base/text.h"

typedef enum model_type {
    MODEL_TEXT, MODEL_NUMBER, MODEL_BOOLEAN, MODEL_DATE,
    MODEL_TERM,      /* one word of an enumeration (`target` is the enumeration) */
    MODEL_REFERENCE, /* the id of a record (`target` is its kind, or -1 for any) */
    MODEL_ROW,       /* one owned record (`target` is its kind) */
    MODEL_TEXTS, MODEL_TERMS, MODEL_REFERENCES,
    MODEL_ROWS       /* owned records of kind `target` */
} model_type;

/* What an absent field means. */
typedef enum model_absence { MODEL_ABSENT_UNKNOWN, MODEL_ABSENT_NONE, MODEL_ABSENT_STATED } model_absence;
/* What the field's date, or the date on which its value came to hold, says about a judged day. */
typedef enum model_time { MODEL_TIMELESS, MODEL_ACTUAL, MODEL_PLANNED } model_time;

typedef struct model_field {
    int32_t key;             /* public and stable: CW_<KIND>_<FIELD> = kind number * 1000 + field number */
    const char *name;        /* as in documents and rules */
    uint8_t type;            /* model_type */
    uint8_t absence;         /* model_absence */
    uint8_t time;            /* model_time, of MODEL_DATE fields */
    bool dated;              /* its value may change over the life of the case */
    bool required;           /* a document must give it */
    bool derived;            /* computed, never stored, not part of documents; has no slot */
    int16_t target;          /* enumeration or kind index, or -1 */
    int16_t slot;            /* index into model_record.slots; -1 for derived */
    int16_t kind;            /* MODEL_KIND_* whose field it is; MODEL_KIND_ENTRY: of all entries */
    const char *doc;         /* one sentence, without newline */
    uint8_t name_length;
} model_field;

typedef enum model_group { MODEL_GROUP_HANDLE, MODEL_GROUP_ENTRY, MODEL_GROUP_ROW } model_group;

typedef struct model_kind {
    int32_t number;          /* public and stable: CW_KIND_* */
    const char *name;        /* "task", "contact", "court_action" */
    const char *plural;      /* the name rules use for the list of all of an entry kind ("contacts"); else NULL */
    uint8_t group;           /* model_group */
    int16_t since;           /* slot of the date from which a record exists, or -1 (from its parent's or case.opened) */
    int16_t since_else;      /* slot used when `since` is absent (member: joined, else born), or -1 */
    int16_t field_count;     /* fields of the kind, an entry's common ones included, derived ones too */
    int16_t slot_count;
    const char *doc;
} model_kind;

typedef struct model_word { int32_t number; const char *word; const char *category; const char *doc; size_t length; } model_word;
typedef struct model_enumeration { const char *name; const model_word *words; int32_t count; bool has_category; } model_enumeration;

/* Indexes of kinds: MODEL_KIND_CASE, MODEL_KIND_CONTACT ... The kinds of entries that a document may name are
 * MODEL_KIND_ENTRY_FIRST .. MODEL_KIND_ENTRY_LAST. MODEL_KIND_ENTRY stands for entries of any kind and holds
 * their common fields; no record has it. MODEL_KIND_UNRECOGNISED_ENTRY is the kind of kept entries. */
enum {
#define KIND_HANDLE(number, NAME, ...) MODEL_KIND_##NAME,
#define KIND_KEPT(number, NAME, ...) MODEL_KIND_##NAME,
#define KIND_ENTRY(number, NAME, ...) MODEL_KIND_##NAME,
#define KIND_ROW(number, NAME, ...) MODEL_KIND_##NAME,
#include "model/schema.def"
    MODEL_KIND_COUNT,
    MODEL_KIND_ENTRY_FIRST = MODEL_KIND_CONTACT,
    MODEL_KIND_ENTRY_LAST = MODEL_KIND_REVIEW,
    MODEL_KIND_HISTORY_FIRST = MODEL_KIND_CASE_HISTORY,
    MODEL_KIND_HISTORY_LAST = MODEL_KIND_PLAN_CHILD_HISTORY
};

/* Records are nested at most this deep: case, plan, objective, task, availability. Bounds every recursion over
 * a case; a test holds the table to it. */
enum { MODEL_DEPTH_MAX = 5 };

/* Indexes of enumerations: MODEL_ENUM_ROLE ... The words of MODEL_ENUM_ENTRY_KIND are the kinds of entries in
 * their order, so that its word w is the kind MODEL_KIND_ENTRY_FIRST + w. */
enum {
#define ENUMERATION(number, NAME, name) MODEL_ENUM_##NAME,
#include "model/schema.def"
    MODEL_ENUM_ENTRY_KIND,
    MODEL_ENUM_COUNT
};

/* Indexes of words within their enumeration: MODEL_WORD_CASE_TYPE_IN_HOME_CPS, MODEL_WORD_ROLE_CHILD ... */
enum {
#define ENUMERATION(number, NAME, name) MODEL_WORD_##NAME##_BEFORE = -1,
#define WORD(ENUM, number, NAME, ...) MODEL_WORD_##ENUM##_##NAME,
#define ROLE(number, NAME, ...) MODEL_WORD_ROLE_##NAME,
#define ENUMERATION_END(NAME) MODEL_WORD_##NAME##_COUNT,
#include "model/schema.def"
};

/* Indexes of all fields in table order, for model_field_by: MODEL_FIELD_TASK_DUE, MODEL_FIELD_ENTRY_DATE ... */
enum {
#define KIND_HANDLE(number, NAME, ...) MODEL_FIELD_##NAME##_FIRST, MODEL_FIELD_##NAME##_BEFORE = MODEL_FIELD_##NAME##_FIRST - 1,
#define KIND_KEPT(number, NAME, ...) MODEL_FIELD_##NAME##_FIRST, MODEL_FIELD_##NAME##_BEFORE = MODEL_FIELD_##NAME##_FIRST - 1,
#define KIND_ENTRY(number, NAME, ...) MODEL_FIELD_##NAME##_FIRST, MODEL_FIELD_##NAME##_BEFORE = MODEL_FIELD_##NAME##_FIRST - 1,
#define KIND_ROW(number, NAME, ...) MODEL_FIELD_##NAME##_FIRST, MODEL_FIELD_##NAME##_BEFORE = MODEL_FIELD_##NAME##_FIRST - 1,
#define FIELD(KIND, number, NAME, ...) MODEL_FIELD_##KIND##_##NAME,
#define DERIVED(KIND, number, NAME, ...) MODEL_FIELD_##KIND##_##NAME,
#define KIND_END(KIND) MODEL_FIELD_##KIND##_END, MODEL_FIELD_##KIND##_LAST = MODEL_FIELD_##KIND##_END - 1,
#include "model/schema.def"
    MODEL_FIELD_COUNT
};

/* Indexes of slots within a record: MODEL_SLOT_TASK_DUE. The common fields of entries come first in every
 * kind of entry: MODEL_SLOT_ENTRY_DATE is where each entry keeps its date. */
enum {
#define KIND_HANDLE(number, NAME, ...) MODEL_SLOT_##NAME##_BEFORE = -1,
#define FIELD(KIND, number, NAME, ...) MODEL_SLOT_##KIND##_##NAME,
#define KIND_KEPT(number, NAME, ...) MODEL_SLOT_##NAME##_BEFORE = MODEL_SLOT_ENTRY_COUNT - 1,
#define KIND_ENTRY(number, NAME, ...) MODEL_SLOT_##NAME##_BEFORE = MODEL_SLOT_ENTRY_COUNT - 1,
#define KIND_ROW(number, NAME, ...) MODEL_SLOT_##NAME##_BEFORE = -1,
#define KIND_END(KIND) MODEL_SLOT_##KIND##_COUNT,
#include "model/schema.def"
};

/* The table, by MODEL_KIND_*, MODEL_FIELD_* and MODEL_ENUM_*. */
extern const model_kind model_kinds[MODEL_KIND_COUNT];
extern const model_field model_fields[MODEL_FIELD_COUNT];
extern const model_enumeration model_enumerations[MODEL_ENUM_COUNT];

/* Kinds by index; NULL out of range. */
int32_t model_kind_count(void);
static inline const model_kind *model_kind_at(int32_t kind)
{
    return kind >= 0 && kind < MODEL_KIND_COUNT ? &model_kinds[kind] : NULL;
}
int32_t model_kind_find(base_str name);                     /* -1: none */
int32_t model_kind_find_plural(base_str plural);            /* entry kinds; -1: none */
int32_t model_kind_of_number(int32_t number);               /* -1: none */
/* The kind of entry that a document names by a word, or -1: only MODEL_KIND_ENTRY_FIRST .. _LAST. */
int32_t model_entry_kind_find(base_str word);
/* True of the kinds that entries have, MODEL_KIND_UNRECOGNISED_ENTRY included. */
static inline bool model_kind_is_entry(int32_t kind)
{
    return kind >= 0 && kind < MODEL_KIND_COUNT && model_kinds[kind].group == MODEL_GROUP_ENTRY;
}
/* True of rows of `history`. Their first field is `until`; each other one stands for the dated field of the same name. */
bool model_kind_is_history(int32_t kind);
/* The list of earlier values that a kind has, or NULL: only kinds with dated fields have one. */
const model_field *model_history_of(int32_t kind);
/* Whether a record of kind `kind` is what `target` asks for: the same kind, any at -1, any entry at MODEL_KIND_ENTRY. */
bool model_kind_fits(int32_t kind, int32_t target);
/* Whether a field is its kind's id: always the first one. */
bool model_field_is_id(const model_field *field);
bool model_kind_has_id(int32_t kind);
/* Whether a field is one of a kind's, common entry fields included. */
bool model_field_belongs(const model_field *field, int32_t kind);
/* Fields of a kind, common entry fields first: 0 .. field_count - 1, in table order; NULL out of range. */
const model_field *model_field_at(int32_t kind, int32_t index);
/* The fields that a document gives for records of a kind (stored ones, and of entries their kind), in order of their names:
 * indexes for model_field_by. */
const int16_t *model_fields_by_name(int32_t kind, int32_t *count);
static inline const model_field *model_field_by(int32_t index)      /* MODEL_FIELD_*; must be one */
{
    return &model_fields[index];
}
static inline base_str model_field_name(const model_field *field)
{
    return (base_str){ field->name, field->name_length };
}
const model_field *model_field_find(int32_t kind, base_str name);   /* NULL: none. By binary search */
/* The same, but looks first at a few fields from *next on, the index after the last one found: documents keep the order of
 * the table. */
const model_field *model_field_find_next(int32_t kind, base_str name, int32_t *next);
const model_field *model_field_of_key(int32_t key);                 /* NULL: none */
int32_t model_enumeration_count(void);
static inline const model_enumeration *model_enumeration_at(int32_t enumeration)    /* NULL out of range */
{
    return enumeration >= 0 && enumeration < MODEL_ENUM_COUNT ? &model_enumerations[enumeration] : NULL;
}
int32_t model_enumeration_find(base_str name);              /* -1: none */
/* Index of a word in its enumeration, or -1. */
int32_t model_role_category(int32_t role);                          /* both indexes of their enumeration's words */
int32_t model_word_find(int32_t enumeration, base_str word);
/* Index of the word that bears a public number, or -1. */
int32_t model_word_of_number(int32_t enumeration, int32_t number);
#endif

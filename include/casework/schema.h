/* SPDX-License-Identifier: MIT */
#ifndef CASEWORK_SCHEMA_H
#define CASEWORK_SCHEMA_H
/*
 * The schema, asked of the library that runs: which kinds of records there are, which fields each has, of what type,
 * and which words an enumerated field takes. Bindings build their properties from it, forms their choices; a program in
 * C that knows its fields needs <casework/fields.h> alone.
 *
 * A kind is named by its number (CW_KIND_*), a field by its key (CW_<KIND>_<FIELD>), as cw_record_* takes them. Both are
 * stable, and so is the number of a word. An enumeration is named by its index from 0, which may differ between versions;
 * its name does not. A later version of the library has more of each, never fewer.
 *
 * All texts live as long as the library. Nothing here fails or takes memory: what does not exist has the name NULL, the
 * number 0, the count 0. Threads: any.
 */
#include <casework/record.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Groups of kinds. */
enum {
    CW_GROUP_HANDLE = 1,   /**< Has a handle of its own: case, member, plan, objective, task, entry. */
    CW_GROUP_ENTRY = 2,    /**< A kind of entry; has the fields of the kind `entry` before its own. */
    CW_GROUP_ROW = 3       /**< A row that another record owns. */
};
/** Types of a field, or of each item of a list field. Treat one that you do not know as a field that you cannot read. */
enum {
    CW_TYPE_TEXT = 1,      /**< cw_record_text, cw_record_text_at ... */
    CW_TYPE_NUMBER = 2,    /**< cw_record_number ... */
    CW_TYPE_BOOLEAN = 3,   /**< cw_record_boolean ... */
    CW_TYPE_DATE = 4,      /**< cw_record_date ... */
    CW_TYPE_WORD = 5,      /**< A word of an enumeration: cw_record_word, cw_record_term ... */
    CW_TYPE_REFERENCE = 6, /**< The id of a record: cw_record_reference, cw_record_referenced ... */
    CW_TYPE_ROW = 7        /**< An owned record: cw_record_row, cw_record_row_at, cw_record_add_row ... */
};
/** What a date says about a judged day. */
enum {
    CW_TIME_NONE = 0,      /**< No date. */
    CW_TIME_ACTUAL = 1,    /**< What happened: a day after the judged one reads as none. */
    CW_TIME_PLANNED = 2    /**< What is planned: visible on every judged day. */
};

/** How many kinds there are. */
CW_API int32_t cw_schema_kind_count(void);
/** The number of the kind at an index from 0; 0 out of range. */
CW_API int32_t cw_schema_kind_at(int32_t index);
/** The number of the kind with a name ("task", "contact", "court_action"); 0 for NULL and where there is none. */
CW_API int32_t cw_schema_kind_find(const char *name);
/** Its name. */
CW_API const char *cw_schema_kind_name(int32_t kind);
/** The name that rules give to the list of all entries of a kind ("contacts"); NULL for kinds that have none. */
CW_API const char *cw_schema_kind_plural(int32_t kind);
/** CW_GROUP_*. The kinds `entry` (entries of any kind) and `unrecognised_entry` cannot be made, and no document names them. */
CW_API int32_t cw_schema_kind_group(int32_t kind);
/** One sentence: what it is. */
CW_API const char *cw_schema_kind_doc(int32_t kind);

/** How many fields records of a kind have, computed ones included. */
CW_API int32_t cw_schema_field_count(int32_t kind);
/** The key of the field of a kind at an index from 0, those that all entries share first; 0 out of range. */
CW_API int32_t cw_schema_field_at(int32_t kind, int32_t index);
/** The key of the field of a kind with a name ("due"); 0 for NULL and where there is none. */
CW_API int32_t cw_schema_field_find(int32_t kind, const char *name);
/** Its name, as in documents and rules. */
CW_API const char *cw_schema_field_name(int32_t key);
/** CW_TYPE_*; of a list, the type of its items. */
CW_API int32_t cw_schema_field_type(int32_t key);
/** 1 for a list, else 0. */
CW_API int32_t cw_schema_field_is_list(int32_t key);
/** The kind to which a reference leads or which a row has (`entry`: any kind of entry); 0 for a reference to any kind, and
 *  for other types. */
CW_API int32_t cw_schema_field_target(int32_t key);
/** The index of the enumeration whose words a field takes; -1 for other types. */
CW_API int32_t cw_schema_field_enumeration(int32_t key);
/** The state of a field that is not there: CW_STATE_UNKNOWN, CW_STATE_NONE, or CW_STATE_STATED where being absent says
 *  something, which the field's sentence tells. */
CW_API int32_t cw_schema_field_absence(int32_t key);
/** CW_TIME_*. */
CW_API int32_t cw_schema_field_time(int32_t key);
/** 1 for a field without which a case cannot be frozen, else 0. */
CW_API int32_t cw_schema_field_is_required(int32_t key);
/** 1 for a field whose earlier values the record's `history` may hold, else 0. */
CW_API int32_t cw_schema_field_is_dated(int32_t key);
/** 1 for a field that rules compute: it has no value in documents, and cw_record_* do not know its key; else 0. */
CW_API int32_t cw_schema_field_is_derived(int32_t key);
/** One sentence: what it means. */
CW_API const char *cw_schema_field_doc(int32_t key);

/** How many enumerations there are. */
CW_API int32_t cw_schema_enumeration_count(void);
/** The index of the enumeration with a name ("role"); -1 for NULL and where there is none. */
CW_API int32_t cw_schema_enumeration_find(const char *name);
/** The name of the enumeration at an index. */
CW_API const char *cw_schema_enumeration_name(int32_t enumeration);
/** How many words it has. */
CW_API int32_t cw_schema_word_count(int32_t enumeration);
/** The word at an index from 0, as documents spell it. */
CW_API const char *cw_schema_word_at(int32_t enumeration, int32_t index);
/** The number of the word at an index (CW_<ENUMERATION>_<WORD>), as cw_record_term gives it. */
CW_API int32_t cw_schema_term_at(int32_t enumeration, int32_t index);
/** The category of the word at an index ("family" of the role `child`); NULL where words have none. */
CW_API const char *cw_schema_word_category(int32_t enumeration, int32_t index);
/** One sentence: what it means. */
CW_API const char *cw_schema_word_doc(int32_t enumeration, int32_t index);

#ifdef __cplusplus
}
#endif
#endif

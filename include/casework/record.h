/* SPDX-License-Identifier: MIT */
#ifndef CASEWORK_RECORD_H
#define CASEWORK_RECORD_H
/*
 * Fields. Every part of a case is a record: the case itself, its members, plans, objectives, tasks, entries,
 * and the rows that these own (services, court actions, signatures ...). One family of calls reads and
 * changes the fields of any record, keyed by the constants of <casework/fields.h>.
 *
 * A field is recorded, unknown, or none. What a field that was never set means is settled field by field in
 * the schema: an unset `born` is unknown, an unset `completed` is none (not completed). A few lists state something
 * by being absent (an entry without `about` is about the whole family): CW_STATE_STATED.
 *
 * A record's handle is borrowed from its case and stays valid memory until the case is released; once removed
 * it behaves as NULL does. A text borrowed from a field lives until that field is set or the case released.
 * An editable case belongs to one thread at a time; a frozen one may be read by any number.
 *
 * Getters never fail: for NULL, a removed record, a key of another kind of record or of another type they give
 * what they give where nothing is recorded. Keys of fields that are computed are not theirs.
 *
 * Setters return CW_OK, or, the first that holds of:
 *
 *     CW_ERR_ARGUMENT   the record or the text is NULL
 *     CW_ERR_REMOVED    the record was removed from its case
 *     CW_ERR_FROZEN     its case is frozen; edit a copy
 *     CW_ERR_FIELD      a key that is none, of another kind of record, of a field that is computed, or of another type
 *     CW_ERR_VALUE      what the field cannot hold: a word or term that is not of its enumeration, no decimal number,
 *                       no day, an empty id
 *     CW_ERR_LIMIT      a text or number that is too long
 *     CW_ERR_UTF8       a text that is not UTF-8
 *     CW_ERR_DUPLICATE  an id that another record of the case has
 *     CW_ERR_NOMEM
 *
 * On failure nothing changes. Ids are texts of one case: a reference to a record of another case is an id that freezing
 * finds nowhere, and no handle of another case can be given where an id is meant.
 *
 * Texts go in and out NUL-terminated, so none holds U+0000; reading a document refuses one that does.
 */
#include <casework/date.h>
#include <casework/text.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct cw_case cw_case;
typedef struct cw_record cw_record;

enum { CW_STATE_RECORDED = 1, CW_STATE_UNKNOWN = 2, CW_STATE_NONE = 3, CW_STATE_STATED = 4 };

/** The number of the record's kind, CW_KIND_* of <casework/fields.h>; 0 for NULL. An entry of a kind that this
 *  version does not know is a CW_KIND_UNRECOGNISED_ENTRY. */
CW_API int32_t cw_record_kind(const cw_record *record);
/** The record that owns this one; NULL for the case's own record and for NULL. Borrowed. */
CW_API cw_record *cw_record_parent(const cw_record *record);
/** The case that the record belongs to; NULL for NULL. Borrowed. */
CW_API cw_case *cw_record_case(const cw_record *record);
/** Its id, borrowed; NULL for NULL or where it has none. */
CW_API const char *cw_record_id(const cw_record *record);
/** The field's state, CW_STATE_*; 0 where record and key do not fit. */
CW_API int32_t cw_record_state(const cw_record *record, int32_t key);

/** A text as NUL-terminated UTF-8, borrowed; NULL unless recorded. */
CW_API const char *cw_record_text(const cw_record *record, int32_t key);
/** The word of an enumerated field, borrowed from the library; NULL unless recorded. */
CW_API const char *cw_record_word(const cw_record *record, int32_t key);
/** The number of the word of an enumerated field (CW_<ENUMERATION>_<WORD>); 0 unless recorded. */
CW_API int32_t cw_record_term(const cw_record *record, int32_t key);
/** A number as decimal text in its shortest form, borrowed; NULL unless recorded. */
CW_API const char *cw_record_number(const cw_record *record, int32_t key);
/** 1 true, 0 false, -1 unless recorded. */
CW_API int32_t cw_record_boolean(const cw_record *record, int32_t key);
/** A date; CW_DATE_UNKNOWN, CW_DATE_NONE or CW_DATE_STATED by the field's state. Where there is nothing to have a state,
 *  CW_DATE_UNKNOWN. */
CW_API cw_date cw_record_date(const cw_record *record, int32_t key);
/** The id that a reference field holds, borrowed; NULL unless recorded. */
CW_API const char *cw_record_reference(const cw_record *record, int32_t key);
/** The record that a reference leads to, borrowed; NULL unless recorded and there. */
CW_API cw_record *cw_record_referenced(const cw_record *record, int32_t key);
/** How many items a list field holds (texts, words, references or rows); 0 unless recorded. */
CW_API int64_t cw_record_count(const cw_record *record, int32_t key);
/** Items of list fields by index from 0, as the single getters above; NULL or 0 out of range. */
CW_API const char *cw_record_text_at(const cw_record *record, int32_t key, int64_t index);
CW_API const char *cw_record_word_at(const cw_record *record, int32_t key, int64_t index);
CW_API int32_t cw_record_term_at(const cw_record *record, int32_t key, int64_t index);
CW_API const char *cw_record_reference_at(const cw_record *record, int32_t key, int64_t index);
CW_API cw_record *cw_record_row_at(const cw_record *record, int32_t key, int64_t index);
/** The record that an item of a list of references leads to, borrowed; NULL out of range and where it leads nowhere. */
CW_API cw_record *cw_record_referenced_at(const cw_record *record, int32_t key, int64_t index);
/** The row of a field that owns a single one; NULL unless recorded. Borrowed. */
CW_API cw_record *cw_record_row(const cw_record *record, int32_t key);

/** Sets a text (NUL-terminated UTF-8). An id must be unique in the case and not empty. */
CW_API cw_status cw_record_set_text(cw_record *record, int32_t key, const char *text);
/** Sets an enumerated field by its word. One that only rules know (`value`): cw_record_keep_word of <casework/custom.h>. */
CW_API cw_status cw_record_set_word(cw_record *record, int32_t key, const char *word);
/** Sets an enumerated field by the number of its word. */
CW_API cw_status cw_record_set_term(cw_record *record, int32_t key, int32_t term);
/** Sets a number from decimal text ("3.5"), at most 34 significant digits; more is CW_ERR_VALUE, not rounded. */
CW_API cw_status cw_record_set_number(cw_record *record, int32_t key, const char *decimal);
/** Sets a boolean: 0 is false, anything else true. */
CW_API cw_status cw_record_set_boolean(cw_record *record, int32_t key, int32_t value);
/** Sets a date; CW_DATE_UNKNOWN, CW_DATE_NONE and CW_DATE_STATED set those states (the last two only where that is what
 *  absence means), so that what cw_record_date gave can be given back; CW_DATE_INVALID, what a text that is no date reads
 *  as, is refused. */
CW_API cw_status cw_record_set_date(cw_record *record, int32_t key, cw_date date);
/** Sets a reference by id; the id need not be there until the case is frozen. */
CW_API cw_status cw_record_set_reference(cw_record *record, int32_t key, const char *id);
/** Appends to a list field; the first append to one that is not recorded begins it. */
CW_API cw_status cw_record_append_text(cw_record *record, int32_t key, const char *text);
CW_API cw_status cw_record_append_word(cw_record *record, int32_t key, const char *word);
CW_API cw_status cw_record_append_term(cw_record *record, int32_t key, int32_t term);
CW_API cw_status cw_record_append_reference(cw_record *record, int32_t key, const char *id);
/**
 * Takes items out of a list of texts, words or references; those behind them move up. A list that loses its last item is
 * known to be empty. So a list is replaced by appending the new items and then taking out the old ones: where an append
 * fails, taking out what was appended leaves it as it was. Rows leave with cw_record_remove.
 *
 * @param index the first to go, from 0
 * @param count how many, 0 or more
 * Returns as setters; CW_ERR_ARGUMENT also for a negative index or count; CW_ERR_NOT_FOUND where there are not so many;
 * CW_ERR_FIELD also for rows. Needs no memory. A text borrowed from the list ends.
 */
CW_API cw_status cw_record_remove_items(cw_record *record, int32_t key, int64_t index, int64_t count);
/** Appends an empty row to a list of rows, and gives it, borrowed; NULL on failure. `row` may be NULL. Entries are
 *  added by cw_case_add_entry alone, which is told their kind. */
CW_API cw_status cw_record_add_row(cw_record *record, int32_t key, cw_record **row);
/** Gives the single owned row of a field, borrowed, making an empty one where there is none; NULL on failure. `row`
 *  may be NULL. */
CW_API cw_status cw_record_make_row(cw_record *record, int32_t key, cw_record **row);
/** Makes a list known to be empty. Here and in the three calls below, rows that the field owned are removed. */
CW_API cw_status cw_record_set_empty(cw_record *record, int32_t key);
/** Makes a field unknown. */
CW_API cw_status cw_record_set_unknown(cw_record *record, int32_t key);
/** Makes a field none; CW_ERR_VALUE where absence does not mean none. */
CW_API cw_status cw_record_set_none(cw_record *record, int32_t key);
/** Makes a field absent again; what that means is the schema's. */
CW_API cw_status cw_record_clear(cw_record *record, int32_t key);
/** Takes a record out of its case, with all that it owns; their ids are free again. References to it then lead
 *  nowhere, which freezing tells. CW_ERR_ARGUMENT for the case's own record. Takes time in proportion to the rows
 *  beside it. */
CW_API cw_status cw_record_remove(cw_record *record);

#ifdef __cplusplus
}
#endif
#endif

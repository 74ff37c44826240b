/* SPDX-License-Identifier: MIT */
#ifndef CASEWORK_CUSTOM_H
#define CASEWORK_CUSTOM_H
/*
 * What rules add to the schema: custom fields, and words.
 *
 * Custom fields. A record may hold, under `custom` in its document, fields that the schema does not know: numbers, texts, true or
 * false, dates, ids of records, and lists of these. Rule files say of what type they are (`field member.risk: number`), and read them as fields
 * like any other (`m.risk`). A case does not know its rules, so what is set is held as it is, and judged by those rules: what does
 * not fit the declared type makes a finding unknown, with its reason; what is missing is a missing fact.
 *
 * Values go in and out as JSON text: `4.5`, `"high"`, `true`, `"2024-01-31"`, `["a", "b"]`, `null` for what is not known.
 *
 * Rules may declare a custom field as `dated`. What it was before then stands under `history` of the object `custom`, in rows like those
 * of a record's own history: `{"field": "risk", "value": 3, "until": "2024-01-31"}`. The field has the present value where no row
 * reaches a day, and in rules that do not declare it dated.
 */
#include <casework/record.h>

#ifdef __cplusplus
extern "C" {
#endif

/**
 * Sets a custom field of a record, or takes it away. What setting leaves behind is reclaimed by a copy of the case.
 *
 * @param record of an editable case; must not be NULL
 * @param name   the field's name; must not be NULL or empty
 * @param json   its value; NULL takes it away
 * Returns CW_OK; CW_ERR_VALUE (no JSON value); CW_ERR_UTF8 (the name); CW_ERR_FROZEN, CW_ERR_REMOVED; CW_ERR_LIMIT (longer or
 * deeper than a document is read with; CW_LIMIT_STRING_BYTES, CW_LIMIT_JSON_DEPTH); CW_ERR_NOMEM; CW_ERR_ARGUMENT. On failure
 * nothing is changed. Threads: one at a time for a case.
 */
CW_API cw_status cw_record_set_custom(cw_record *record, const char *name, const char *json);
/**
 * Sets what a dated custom field was up to a day, or takes that away. A row of the same field and day gives way.
 *
 * @param record of an editable case; must not be NULL
 * @param name   the field's name; must not be NULL or empty
 * @param json   its value up to then; NULL takes the row away
 * @param until  the last day on which it was so; CW_DATE_UNKNOWN where that is not known
 * Returns CW_OK; CW_ERR_VALUE (no JSON value, or no date); CW_ERR_STATE (what the record holds as `history` is no list); CW_ERR_UTF8,
 * CW_ERR_FROZEN, CW_ERR_REMOVED, CW_ERR_LIMIT, CW_ERR_NOMEM, CW_ERR_ARGUMENT as above. On failure nothing is changed. Threads: one
 * at a time for a case.
 */
CW_API cw_status cw_record_set_custom_until(cw_record *record, const char *name, const char *json, cw_date until);
/**
 * The value of a custom field as JSON text.
 *
 * @param out receives the text, yours to release; must not be NULL
 * Returns CW_OK; CW_ERR_NOT_FOUND (the record has no such field, or is removed); CW_ERR_NOMEM; CW_ERR_ARGUMENT. On failure `out`
 * receives NULL. Threads: any, once the case is frozen.
 */
CW_API cw_status cw_record_custom(const cw_record *record, const char *name, cw_text **out);
/** How many custom fields a record holds, whatever rules declare; 0 for NULL and for a removed record. */
CW_API int64_t cw_record_custom_count(const cw_record *record);
/** The name of one, by name, ascending; borrowed until a custom field of the record is set or its case released; NULL out of
 *  range. Which fields there might be, rules tell: cw_rules_custom_count. */
CW_API const char *cw_record_custom_name_at(const cw_record *record, int64_t index);

/**
 * Words that rules add to an enumeration (`value member.roles: doula in informal_partner`). The schema does not know them, so a case
 * holds them as they are: to whoever reads the field it is unknown, and so it is to rules that do not declare the word; to rules
 * that do, it is that word, and a role is of the category that they state. Reading keeps such words too (cw_case_read_for,
 * CW_READ_KEEP_WORDS).
 *
 * Sets an enumerated field to a word, or appends one to a list of words, whether or not the schema knows it; one that it knows is
 * recorded as by cw_record_set_word and cw_record_append_word. What these set takes the place of all that is kept.
 *
 * @param record of an editable case; must not be NULL
 * @param key    CW_<KIND>_<FIELD>
 * @param word   must not be NULL
 * Returns CW_OK; CW_ERR_FIELD (not a field of such a record, or it takes no words); CW_ERR_VALUE (an empty word); CW_ERR_UTF8;
 * CW_ERR_FROZEN, CW_ERR_REMOVED; CW_ERR_LIMIT; CW_ERR_NOMEM; CW_ERR_ARGUMENT. On failure nothing is changed. Threads: one at a
 * time for a case.
 */
CW_API cw_status cw_record_keep_word(cw_record *record, int32_t key, const char *word);
/**
 * The words that are kept for a field, as JSON text: `"doula"`, or `["child", "doula"]` where the field is a list, which is kept
 * whole.
 *
 * @param out receives the text, yours to release; must not be NULL
 * Returns CW_OK; CW_ERR_NOT_FOUND (nothing is kept: the field says all; or the record is removed); CW_ERR_FIELD as above; CW_ERR_NOMEM;
 * CW_ERR_ARGUMENT. On failure `out` receives NULL. Threads: any, once the case is frozen.
 */
CW_API cw_status cw_record_kept_words(const cw_record *record, int32_t key, cw_text **out);

#ifdef __cplusplus
}
#endif
#endif

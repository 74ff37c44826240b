/* SPDX-License-Identifier: MIT */
#ifndef CASEWORK_CUSTOM_H
#define CASEWORK_CUSTOM_H
/*
 * Custom fields. A record may hold, under `custom` in its document, fields that the schema does not know: numbers, texts, true or
 * false, dates, and lists of these. Rule files say of what type they are (`field member.risk: number`), and read them as fields
 * like any other (`m.risk`). A case does not know its rules, so what is set is held as it is, and judged by those rules: what does
 * not fit the declared type makes a finding unknown, with its reason; what is missing is a missing fact.
 *
 * Values go in and out as JSON text: `4.5`, `"high"`, `true`, `"2024-01-31"`, `["a", "b"]`, `null` for what is not known.
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
 * Returns CW_OK; CW_ERR_VALUE (no JSON value); CW_ERR_UTF8 (the name); CW_ERR_FROZEN, CW_ERR_REMOVED; CW_ERR_LIMIT; CW_ERR_NOMEM;
 * CW_ERR_ARGUMENT. On failure nothing is changed. Threads: one at a time for a case.
 */
CW_API cw_status cw_record_set_custom(cw_record *record, const char *name, const char *json);
/**
 * The value of a custom field as JSON text.
 *
 * @param out receives the text, yours to release; must not be NULL
 * Returns CW_OK; CW_ERR_NOT_FOUND (the record has no such field, or is removed); CW_ERR_NOMEM; CW_ERR_ARGUMENT. On failure `out`
 * receives NULL. Threads: any, once the case is frozen.
 */
CW_API cw_status cw_record_custom(const cw_record *record, const char *name, cw_text **out);

#ifdef __cplusplus
}
#endif
#endif

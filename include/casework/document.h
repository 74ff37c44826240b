/* SPDX-License-Identifier: MIT */
#ifndef CASEWORK_DOCUMENT_H
#define CASEWORK_DOCUMENT_H
/*
 * Case documents, `casework.case/1`: JSON, UTF-8, one object a case. <casework/stream.h> reads many of them.
 * Reading tells every problem of a document in one pass, with its place, and gives a frozen case or nothing.
 * Writing gives back everything that was read, keys the schema does not know included.
 *
 * A document is UTF-8. A byte that is none, or U+0000 anywhere (as a byte or as \u0000, in a known text or in one that is
 * only kept), is an error with its place: what the library hands out ends in NUL and is UTF-8.
 */
#include <casework/case.h>
#include <casework/rules.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Flags for reading. */
enum {
    CW_READ_KEEP_WORDS = 1,  /**< An enumerated word that the schema does not know is kept, with a warning, and reads as unknown,
                                  but to rules that declare it. */
    CW_READ_EDITABLE = 2     /**< Check as ever, but give the case back editable. */
};
/** Forms for writing. */
enum {
    CW_WRITE_INDENTED = 201, /**< For people: two spaces, fields in the schema's order. */
    CW_WRITE_COMPACT = 202,  /**< One line, fields in the schema's order. */
    CW_WRITE_CANONICAL = 203 /**< One line, keys sorted, shortest spellings: equal cases give equal bytes. */
};

/**
 * Reads one case document.
 *
 * @param context    NULL for the defaults
 * @param source     a name for diagnostics (a file name, of any bytes; rendered diagnostics show it visibly), or NULL
 * @param first_line the number of the text's first line in its file; 0 counts as 1
 * @param text       the document; need not be NUL-terminated; must not be NULL unless length is 0
 * @param length     bytes
 * @param flags      CW_READ_* added up, or 0
 * @param out        receives the case (frozen unless CW_READ_EDITABLE), yours to release; must not be NULL
 * @param diag       receives problems; may be NULL
 * Returns CW_OK (perhaps with warnings), CW_ERR_INPUT, CW_ERR_LIMIT, CW_ERR_NOMEM, CW_ERR_ARGUMENT.
 * The text may be released at once after the call.
 */
CW_API cw_status cw_case_read(cw_context *context, const char *source, int64_t first_line, const char *text,
                              int64_t length, int32_t flags, cw_case **out, cw_diag *diag);

/**
 * Reads one case document that will be judged by rules: the words that these add to enumerations are kept, each as the word that it
 * is (cw_record_kept_words), and told of no more than a word of the schema. Everything else is as of cw_case_read; the case may be
 * judged by other rules too, and to those that do not declare such a word its field is unknown.
 *
 * @param rules the rules whose words are known; may be NULL, which is cw_case_read
 */
CW_API cw_status cw_case_read_for(cw_context *context, const cw_rules *rules, const char *source, int64_t first_line,
                                  const char *text, int64_t length, int32_t flags, cw_case **out, cw_diag *diag);

/**
 * Writes a case as a document.
 *
 * @param self a case, frozen or not; must not be NULL
 * @param form CW_WRITE_*
 * @param out  receives the text, yours to release; must not be NULL
 * Returns CW_OK, CW_ERR_NOMEM, CW_ERR_ARGUMENT.
 */
CW_API cw_status cw_case_write(const cw_case *self, int32_t form, cw_text **out);

/**
 * The JSON Schema (draft 2020-12) of a format: "casework.case/1", "casework.report/1", "casework.rates/1" (cw_rates_write),
 * "casework.explanation/1" (cw_finding_explain) or "casework.problem/1" (cw_stream_next_reports).
 *
 * @param context NULL for the defaults
 * @param format  the format's name; must not be NULL
 * @param out     receives the schema as JSON text, yours to release; must not be NULL
 * Returns CW_OK, CW_ERR_NOT_FOUND for another name, CW_ERR_NOMEM, CW_ERR_ARGUMENT.
 */
CW_API cw_status cw_document_schema(cw_context *context, const char *format, cw_text **out);

#ifdef __cplusplus
}
#endif
#endif

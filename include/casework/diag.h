/* SPDX-License-Identifier: MIT */
#ifndef CASEWORK_DIAG_H
#define CASEWORK_DIAG_H
/*
 * Diagnostics: what was wrong with a document, a rule file or a case, each with a stable number, its
 * place, one sentence and, where one is near, a suggestion. A caller makes a list, hands it to the calls
 * that take one, and reads it afterwards; calls append. A bounded number is kept (CW_LIMIT_DIAGNOSTICS);
 * the rest are counted. Diagnostics about case data quote enumerated words, dates and paths, never names
 * or free text. A list belongs to one thread at a time.
 */
#include <casework/context.h>
#include <casework/text.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct cw_diag cw_diag;

enum { CW_SEVERITY_ERROR = 1, CW_SEVERITY_WARNING = 2 };

/**
 * Makes an empty list.
 *
 * @param context NULL for the defaults
 * @param diag    receives the list, yours to release; must not be NULL
 * Returns CW_OK, CW_ERR_NOMEM or CW_ERR_ARGUMENT.
 */
CW_API cw_status cw_diag_new(cw_context *context, cw_diag **diag);
/** Takes one more reference; NULL gives NULL. */
CW_API cw_diag *cw_diag_ref(cw_diag *diag);
/** Gives one reference back; NULL does nothing. */
CW_API void cw_diag_unref(cw_diag *diag);
/** Forgets all diagnostics, keeping the list. NULL does nothing. */
CW_API void cw_diag_clear(cw_diag *diag);

/** How many diagnostics are kept, the first at index 0. 0 for NULL. */
CW_API int64_t cw_diag_count(const cw_diag *diag);
/** How many errors were reported, kept or not. 0 for NULL. */
CW_API int64_t cw_diag_errors(const cw_diag *diag);
/** How many were reported beyond those that are kept. 0 for NULL. */
CW_API int64_t cw_diag_dropped(const cw_diag *diag);

/* Of the diagnostic at `index`; borrowed texts live until the list is cleared or released. For an index
 * out of range, or NULL, a number is 0 and a text is NULL. */

/** The stable number of this kind of problem; src/base/DIAGNOSTICS.md lists them all. */
CW_API int32_t cw_diag_code(const cw_diag *diag, int64_t index);
/** CW_SEVERITY_*. */
CW_API int32_t cw_diag_severity(const cw_diag *diag, int64_t index);
/** The name of the source (a file name as the caller gave it), or NULL where there is none. */
CW_API const char *cw_diag_source(const cw_diag *diag, int64_t index);
/** Line, from 1; 0 where the problem has no place in a text. */
CW_API int64_t cw_diag_line(const cw_diag *diag, int64_t index);
/** Column in code points, from 1; 0 where the problem has no place in a text. */
CW_API int64_t cw_diag_column(const cw_diag *diag, int64_t index);
/** JSON pointer (RFC 6901) into the document, or NULL. */
CW_API const char *cw_diag_pointer(const cw_diag *diag, int64_t index);
/** One sentence: what is wrong. */
CW_API const char *cw_diag_message(const cw_diag *diag, int64_t index);
/** What would mend it ("did you mean `primary_family`?"), or NULL. */
CW_API const char *cw_diag_help(const cw_diag *diag, int64_t index);

/**
 * Renders the whole list as text for a person: `source:line:column: error: message`, for rule files with
 * the line and a caret below, then the help, and at the end how many more there were.
 *
 * @param diag must not be NULL
 * @param text receives the text; must not be NULL
 * Returns CW_OK, CW_ERR_NOMEM or CW_ERR_ARGUMENT.
 */
CW_API cw_status cw_diag_render(const cw_diag *diag, cw_text **text);

#ifdef __cplusplus
}
#endif
#endif

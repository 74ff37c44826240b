/* SPDX-License-Identifier: MIT */
#ifndef CASEWORK_STREAM_H
#define CASEWORK_STREAM_H
/*
 * From document text to report text: one case in one call, or any number of them through a stream.
 *
 * A stream is fed bytes, in pieces of any size, of case documents: JSON Lines, or objects one after another. What is
 * whole is taken from it one by one, as a frozen case (cw_stream_next_case) or as its report (cw_stream_next_report):
 *
 *     while (there are bytes) {
 *         cw_stream_feed(stream, bytes, length);
 *         take all until CW_ERR_NOT_FOUND;
 *     }
 *     cw_stream_finish(stream);
 *     take all until CW_ERR_NOT_FOUND;
 *
 * A bad document stops nothing: in its place comes what is wrong with it, with the line numbers of the stream, and the
 * next one is at hand. A document ends with the brace that matches its first; one that was cut short ends where a line
 * begins with a brace that cannot belong to it. Who takes all after each piece has one document and one piece in
 * memory, however long the stream; of a document beyond CW_LIMIT_DOCUMENT_BYTES no more than that is held.
 *
 * Who has documents one by one, and not the bytes of a file, feeds each with cw_stream_feed_document instead: then nothing of one
 * can be taken for a part of another, whatever is wrong with it, and line numbers are those of the document. A stream is fed
 * in one of the two ways.
 *
 * A stream belongs to one thread at a time.
 */
#include <casework/document.h>
#include <casework/report.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct cw_stream cw_stream;

/**
 * Reads one case document, judges it, and writes the report.
 *
 * @param self   the evaluator, under whose context all is done; must not be NULL
 * @param rules  must not be NULL
 * @param as_of  the day to judge as of, CW_DATE_MIN to CW_DATE_MAX
 * @param text   the document; need not be NUL-terminated; must not be NULL unless length is 0
 * @param length bytes
 * @param form   CW_FORM_*
 * @param flags  CW_SHOW_* added up
 * @param out    receives the report, yours to release; must not be NULL
 * @param diag   receives problems of the document; may be NULL
 * Returns CW_OK; CW_ERR_INPUT for a bad document; CW_ERR_VALUE (`as_of` is no day); CW_ERR_LIMIT; CW_ERR_NOMEM; CW_ERR_ARGUMENT.
 */
CW_API cw_status cw_evaluator_audit_text(cw_evaluator *self, cw_rules *rules, cw_date as_of, const char *text, int64_t length,
                                         int32_t form, int32_t flags, cw_text **out, cw_diag *diag);

/**
 * Makes a stream, yours to release.
 *
 * @param context NULL for the defaults
 * @param source  a name for diagnostics (a file name), copied; or NULL
 * @param flags   CW_READ_KEEP_WORDS or 0
 * @param out     receives the stream; must not be NULL
 * Returns CW_OK, CW_ERR_NOMEM, CW_ERR_ARGUMENT.
 */
CW_API cw_status cw_stream_new(cw_context *context, const char *source, int32_t flags, cw_stream **out);
/** Releases a stream; NULL does nothing. */
CW_API void cw_stream_release(cw_stream *self);
/**
 * Feeds the next bytes, which are copied.
 *
 * @param bytes  must not be NULL unless length is 0
 * @param length how many; where they end matters nothing
 * Returns CW_OK, CW_ERR_NOMEM (nothing was fed; it can be tried again), CW_ERR_STATE (the stream is finished, or is fed document by
 * document), CW_ERR_ARGUMENT.
 */
CW_API cw_status cw_stream_feed(cw_stream *self, const char *bytes, int64_t length);
/**
 * Feeds one document: all of it, and nothing else. It is copied, and is at hand at once: one case, report or problem comes
 * of it, in order, also where it is empty, holds several objects or ends too soon. It begins on line 1.
 *
 * @param bytes  must not be NULL unless length is 0
 * @param length how many
 * Returns CW_OK, CW_ERR_NOMEM (nothing was fed; it can be tried again), CW_ERR_STATE (the stream is finished, or is fed in
 * pieces), CW_ERR_ARGUMENT.
 */
CW_API cw_status cw_stream_feed_document(cw_stream *self, const char *bytes, int64_t length);
/** Says that nothing more will be fed, so that what is left is all of the last document. Returns CW_OK or CW_ERR_ARGUMENT. */
CW_API cw_status cw_stream_finish(cw_stream *self);

/**
 * Says by which rules cases will be judged, from the next document on: words that these add to enumerations are read as of
 * cw_case_read_for. Without it they are those of the rules of cw_stream_set_audit, if there are any.
 *
 * @param rules held; NULL takes them away
 * Returns CW_OK or CW_ERR_ARGUMENT.
 */
CW_API cw_status cw_stream_set_rules(cw_stream *self, cw_rules *rules);

/**
 * Takes the next case, for which the caller chooses the rules.
 *
 * @param out  receives the case, frozen, yours to release; must not be NULL
 * @param line receives the number of the line on which the document begins, for a bad one too; may be NULL
 * @param diag receives problems; may be NULL
 * Returns CW_OK; CW_ERR_INPUT or CW_ERR_LIMIT for a bad document, which is passed over; CW_ERR_NOT_FOUND: nothing whole
 * is at hand (feed more, or, after cw_stream_finish, that was all); CW_ERR_NOMEM (the document stays and can be taken
 * again); CW_ERR_ARGUMENT.
 */
CW_API cw_status cw_stream_next_case(cw_stream *self, cw_case **out, int64_t *line, cw_diag *diag);

/**
 * Says how cw_stream_next_report judges and writes, from the next document on.
 *
 * @param evaluator held; used by nobody else while the stream judges; must not be NULL
 * @param rules     held; must not be NULL
 * @param as_of     CW_DATE_MIN to CW_DATE_MAX
 * @param form      CW_FORM_*; CW_FORM_JSON_LINE gives JSON Lines
 * @param flags     CW_SHOW_* added up
 * Returns CW_OK, CW_ERR_VALUE (`as_of` is no day) or CW_ERR_ARGUMENT; on failure nothing is changed.
 */
CW_API cw_status cw_stream_set_audit(cw_stream *self, cw_evaluator *evaluator, cw_rules *rules, cw_date as_of, int32_t form,
                                     int32_t flags);
/**
 * Takes the next case and gives its report as text.
 *
 * @param out  receives the report, yours to release; must not be NULL
 * @param line as of cw_stream_next_case
 * @param diag as of cw_stream_next_case
 * Returns as cw_stream_next_case, with CW_ERR_LIMIT also for more findings than CW_LIMIT_FINDINGS, and CW_ERR_STATE
 * where cw_stream_set_audit was not called.
 */
CW_API cw_status cw_stream_next_report(cw_stream *self, cw_text **out, int64_t *line, cw_diag *diag);
/**
 * Takes up to `most` cases in one call and gives their reports as JSON Lines: one line for each document, in order. It is
 * for bindings, which pay for a call and for a lock that they release around it.
 *
 * The line of a document that could not be read or judged is an object of the format `casework.problem/1`:
 *
 *     {"format":"casework.problem/1","line":12,"status":"input","diagnostics":[{"severity":"error","code":306,
 *      "line":12,"column":40,"pointer":"/opened","message":"...","help":null}],"dropped":0,"text":"12:40: error: ...\n"}
 *
 * `status` is "input" or "limit"; what may be missing is null; `dropped` counts the diagnostics beyond those that are kept;
 * `text` is the whole for a person, as cw_diag_render writes it. A report of a document about which there are warnings (a key
 * that the schema does not know) ends with the same three: `"warnings":[...],"dropped":0,"text":"..."`; nothing else in it differs.
 *
 * @param most  how many documents to take at most, 1 or more
 * @param out   receives the lines, yours to release; must not be NULL
 * @param lines room for `most` numbers, which receives for each line of the text the number of the line on which its
 *              document begins in the stream (1 for each that was fed by itself); or NULL
 * @param count receives how many documents were taken: fewer than `most` where no more are at hand; must not be NULL
 * Returns CW_OK for one document or more, bad ones included; CW_ERR_NOT_FOUND as cw_stream_next_case; CW_ERR_NOMEM (nothing
 * was taken; where memory ends within a batch, what was finished before is given); CW_ERR_STATE where
 * cw_stream_set_audit was not called or asked for another form than CW_FORM_JSON_LINE; CW_ERR_ARGUMENT.
 */
CW_API cw_status cw_stream_next_reports(cw_stream *self, int64_t most, cw_text **out, int64_t *lines, int64_t *count);

#ifdef __cplusplus
}
#endif
#endif

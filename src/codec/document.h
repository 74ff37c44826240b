/* SPDX-License-Identifier: MIT */
#ifndef CODEC_DOCUMENT_H
#define CODEC_DOCUMENT_H
/* Case documents, casework.case/1: read, written, described. */
#include <casework/document.h>
#include "base/diag.h"
#include "base/sha256.h"
#include "model/case.h"
#include "rules/rules.h"

/* Reads one case document; all problems in one pass. `diag` is not NULL. On failure *out is NULL. */
cw_status codec_read_case(cw_context *context, base_str source, int64_t first_line, base_str text, int32_t flags,
                          cw_diag *diag, cw_case **out);
/* The same for a case that is judged by `rules`, which may be NULL: words that they add to enumerations are kept without a
 * word, and suggested. */
cw_status codec_read_case_for(cw_context *context, const cw_rules *rules, base_str source, int64_t first_line, base_str text,
                              int32_t flags, cw_diag *diag, cw_case **out);
/* Appends a case in one of the forms CW_WRITE_*. CW_OK or CW_ERR_NOMEM. */
cw_status codec_write_case(const cw_case *one, int32_t form, base_buffer *buffer);
/* Hashes a case in canonical form, without holding it as a text. CW_OK or CW_ERR_NOMEM. */
cw_status codec_hash_case(const cw_case *one, const cw_context *context, base_sha256 *hash);
/* Appends on one line why the document that begins on `line` was refused: `status` is CW_ERR_INPUT or CW_ERR_LIMIT. CW_OK or
 * CW_ERR_NOMEM. */
cw_status codec_put_problem(int64_t line, cw_status status, const cw_diag *diag, base_buffer *buffer);
/* Adds what was told of its document to the report that ends the buffer, one on a line. CW_OK or CW_ERR_NOMEM. */
cw_status codec_add_warnings(const cw_diag *diag, base_buffer *buffer);
/* Appends the JSON Schema of casework.problem/1; look at buffer->failed. */
void codec_put_problem_schema(base_buffer *buffer);
/* Appends the JSON Schema of casework.case/1; look at buffer->failed. */
void codec_put_case_schema(base_buffer *buffer);
#endif

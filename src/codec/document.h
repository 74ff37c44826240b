/* SPDX-License-Identifier: MIT */
#ifndef CODEC_DOCUMENT_H
#define CODEC_DOCUMENT_H
/* Case documents, casework.case/1: read, written, described. */
#include <casework/document.h>
#include "base/diag.h"
#include "model/case.h"

/* Reads one case document; all problems in one pass. `diag` is not NULL. On failure *out is NULL. */
cw_status codec_read_case(cw_context *context, base_str source, int64_t first_line, base_str text, int32_t flags,
                          cw_diag *diag, cw_case **out);
/* Appends a case in one of the forms CW_WRITE_*. CW_OK or CW_ERR_NOMEM. */
cw_status codec_write_case(const cw_case *one, int32_t form, base_buffer *buffer);
/* Appends the JSON Schema of casework.case/1; look at buffer->failed. */
void codec_put_case_schema(base_buffer *buffer);
#endif

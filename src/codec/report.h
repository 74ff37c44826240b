/* SPDX-License-Identifier: MIT */
#ifndef CODEC_REPORT_H
#define CODEC_REPORT_H
/* Reports and explanations as text and as JSON. */
#include <casework/report.h>
#include "eval/eval.h"

cw_status codec_put_report_text(base_buffer *buffer, const cw_report *report, bool names, bool all);
cw_status codec_put_report_json(base_buffer *buffer, const cw_report *report, bool names, bool all, bool indented);
/* The one or the other: `form` is CW_FORM_*, `flags` are CW_SHOW_* added up. */
cw_status codec_put_report(base_buffer *buffer, const cw_report *report, int32_t form, int32_t flags);
cw_status codec_put_explanation_text(base_buffer *buffer, const cw_finding *finding, bool names);
cw_status codec_put_explanation_json(base_buffer *buffer, const cw_finding *finding, bool names, bool indented);
/* The JSON Schema of casework.report/1. */
void codec_put_report_schema(base_buffer *buffer);
void codec_put_explanation_schema(base_buffer *buffer);
#endif

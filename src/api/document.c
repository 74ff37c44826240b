/* SPDX-License-Identifier: MIT */
#include <casework/document.h>
#include <string.h>
#include "codec/document.h"
#include "codec/rates.h"
#include "codec/report.h"

static bool has_text(const char *text, int64_t length)
{
    return length == 0 || (length > 0 && text != NULL);
}

cw_status cw_case_read(cw_context *context, const char *source, int64_t first_line, const char *text, int64_t length,
                       int32_t flags, cw_case **out, cw_diag *diag)
{
    return cw_case_read_for(context, NULL, source, first_line, text, length, flags, out, diag);
}

cw_status cw_case_read_for(cw_context *context, const cw_rules *rules, const char *source, int64_t first_line, const char *text,
                           int64_t length, int32_t flags, cw_case **out, cw_diag *diag)
{
    cw_diag *mine = NULL;
    cw_status status = CW_OK;
    if (out == NULL)
        return CW_ERR_ARGUMENT;
    *out = NULL;
    if (!has_text(text, length) || first_line < 0 || (flags & ~(CW_READ_KEEP_WORDS | CW_READ_EDITABLE)) != 0)
        return CW_ERR_ARGUMENT;
    if (diag == NULL) {
        status = base_diag_new(context, &mine);
        if (status != CW_OK)
            return status;
        diag = mine;
    }
    base_diag_begin(diag);
    status = codec_read_case_for(context, rules, base_str_of(source), first_line,
                                 (base_str){ text != NULL ? text : "", (size_t)length }, flags, diag, out);
    if (mine != NULL)
        base_diag_drop(mine);
    return status;
}

cw_status cw_case_write(const cw_case *self, int32_t form, cw_text **out)
{
    base_buffer buffer;
    cw_status status;
    if (out == NULL)
        return CW_ERR_ARGUMENT;
    *out = NULL;
    if (self == NULL || form < CW_WRITE_INDENTED || form > CW_WRITE_CANONICAL)
        return CW_ERR_ARGUMENT;
    base_buffer_init(&buffer, self->context);
    status = codec_write_case(self, form, &buffer);
    if (status == CW_OK)
        status = base_buffer_take(&buffer, out);
    base_buffer_finish(&buffer);
    return status;
}

static const struct { const char *format; void (*put)(base_buffer *buffer); } schemas[] = {
    {"casework.case/1", codec_put_case_schema},
    {"casework.rates/1", codec_put_rates_schema},
    {"casework.report/1", codec_put_report_schema},
    {"casework.explanation/1", codec_put_explanation_schema},
    {"casework.problem/1", codec_put_problem_schema},
};

cw_status cw_document_schema(cw_context *context, const char *format, cw_text **out)
{
    size_t at = 0;
    if (out == NULL)
        return CW_ERR_ARGUMENT;
    *out = NULL;
    if (format == NULL)
        return CW_ERR_ARGUMENT;
    while (at < sizeof schemas / sizeof schemas[0] && strcmp(format, schemas[at].format) != 0)
        at++;
    if (at == sizeof schemas / sizeof schemas[0])
        return CW_ERR_NOT_FOUND;
    const cw_context *used = base_context_use(context);
    base_buffer buffer;
    base_buffer_init(&buffer, used);
    schemas[at].put(&buffer);
    cw_status status = base_buffer_take(&buffer, out);
    base_buffer_finish(&buffer);
    base_context_drop(used);
    return status;
}

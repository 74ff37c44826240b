/* SPDX-License-Identifier: MIT */
/* casework.problem/1: why a document could not be read or judged, on one line, where its report would have stood; and the
 * warnings about one that could. */
#include "codec/document.h"
#include "json/writer.h"

static void write_text(json_writer *writer, base_str key, const char *text)
{
    json_key(writer, key);
    if (text) json_write_string(writer, base_str_of(text));
    else json_write_null(writer);
}

static void write_int(json_writer *writer, base_str key, int64_t number)
{
    json_key(writer, key);
    json_write_int(writer, number);
}

static void write_diagnostic(json_writer *writer, const base_diagnostic *one)
{
    json_open_object(writer);
    write_text(writer, BASE_STR("severity"), one->severity == CW_SEVERITY_ERROR ? "error" : "warning");
    write_int(writer, BASE_STR("code"), one->code);
    write_int(writer, BASE_STR("line"), one->line);
    write_int(writer, BASE_STR("column"), one->column);
    write_text(writer, BASE_STR("pointer"), one->pointer);
    write_text(writer, BASE_STR("message"), one->message);
    write_text(writer, BASE_STR("help"), one->help);
    json_close_object(writer);
}

/* All of them, and the same for a person. */
static cw_status write_diagnostics(json_writer *writer, base_str key, const cw_diag *diag)
{
    cw_text *text;
    if (base_diag_render(diag, &text) != CW_OK) return CW_ERR_NOMEM;
    json_key(writer, key);
    json_open_array(writer);
    for (int64_t i = 0; i < base_diag_count(diag); i++) write_diagnostic(writer, base_diag_at(diag, i));
    json_close_array(writer);
    write_int(writer, BASE_STR("dropped"), base_diag_dropped(diag));
    json_key(writer, BASE_STR("text"));
    json_write_string(writer, base_text_str(text));
    base_text_drop(text);
    return CW_OK;
}

cw_status codec_put_problem(int64_t line, cw_status status, const cw_diag *diag, base_buffer *buffer)
{
    json_writer writer;
    json_writer_init(&writer, buffer, false);
    json_open_object(&writer);
    write_text(&writer, BASE_STR("format"), "casework.problem/1");
    write_int(&writer, BASE_STR("line"), line);
    write_text(&writer, BASE_STR("status"), status == CW_ERR_LIMIT ? "limit" : "input");
    cw_status told = write_diagnostics(&writer, BASE_STR("diagnostics"), diag);
    json_close_object(&writer);
    base_put_char(buffer, '\n');
    return buffer->failed ? CW_ERR_NOMEM : told;
}

cw_status codec_add_warnings(const cw_diag *diag, base_buffer *buffer)
{
    json_writer writer;
    base_buffer_cut(buffer, buffer->length - 2);      /* the brace and the line break that end it */
    json_writer_init(&writer, buffer, false);
    writer.fresh = false;
    writer.depth = 1;
    cw_status told = write_diagnostics(&writer, BASE_STR("warnings"), diag);
    base_put(buffer, "}\n");
    return buffer->failed ? CW_ERR_NOMEM : told;
}

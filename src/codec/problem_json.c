/* SPDX-License-Identifier: MIT */
/* casework.problem/1: why a document could not be read or judged, on one line, where its report would have stood. */
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

cw_status codec_put_problem(int64_t line, cw_status status, const cw_diag *diag, base_buffer *buffer)
{
    json_writer writer;
    json_writer_init(&writer, buffer, false);
    json_open_object(&writer);
    write_text(&writer, BASE_STR("format"), "casework.problem/1");
    write_int(&writer, BASE_STR("line"), line);
    write_text(&writer, BASE_STR("status"), status == CW_ERR_LIMIT ? "limit" : "input");
    json_key(&writer, BASE_STR("diagnostics"));
    json_open_array(&writer);
    for (int64_t i = 0; i < base_diag_count(diag); i++) write_diagnostic(&writer, base_diag_at(diag, i));
    json_close_array(&writer);
    write_int(&writer, BASE_STR("dropped"), base_diag_dropped(diag));
    json_close_object(&writer);
    base_put_char(buffer, '\n');
    return buffer->failed ? CW_ERR_NOMEM : CW_OK;
}

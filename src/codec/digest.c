/* SPDX-License-Identifier: MIT */
#include "codec/digest.h"

#include "codec/document.h"
#include "json/writer.h"

static void write_parameter(json_writer *writer, base_buffer *name, const rules_parameter *parameter)
{
    base_buffer_clear(name);
    base_put_str(name, parameter->file->set);
    base_put_char(name, ':');
    base_put_str(name, parameter->name);
    if (name->failed)
        return;
    json_key(writer, (base_str){name->data, name->length});
    if (parameter->has_value)
        json_write_string(writer, parameter->written);
    else
        json_write_null(writer);
}

cw_status codec_put_parameters(base_buffer *buffer, const cw_rules *rules)
{
    base_buffer plain, name;
    json_writer writer;
    cw_status status = CW_ERR_NOMEM;
    base_buffer_init(&plain, buffer->context);
    base_buffer_init(&name, buffer->context);
    json_writer_init(&writer, &plain, false);
    json_open_object(&writer);
    for (int32_t i = 0; i < rules->parameter_count; i++)
        write_parameter(&writer, &name, rules->parameters[i]);
    json_close_object(&writer);
    if (!plain.failed && !name.failed)
        status = json_write_canonical(buffer, buffer->context, (base_str){plain.data, plain.length});
    base_buffer_finish(&name);
    base_buffer_finish(&plain);
    return status;
}

void codec_put_holidays(base_buffer *buffer, const cw_report *report)
{
    for (int64_t i = 0; i < report->holiday_count; i++) {
        base_put_day(buffer, report->holidays[i]);
        base_put_char(buffer, '\n');
    }
}

/* What is hashed, but for rules, whose text was hashed when they were compiled. */
static cw_status put_text(base_buffer *buffer, const cw_report *report, codec_digest what)
{
    if (what == CODEC_DIGEST_PARAMETERS)
        return codec_put_parameters(buffer, report->rules);
    if (what == CODEC_DIGEST_CASE)
        return codec_write_case(report->one, CW_WRITE_CANONICAL, buffer);
    codec_put_holidays(buffer, report);
    return buffer->failed ? CW_ERR_NOMEM : CW_OK;
}

cw_status codec_put_digest(base_buffer *buffer, const cw_report *report, codec_digest what, int64_t index)
{
    uint8_t digest[BASE_SHA256_BYTES];
    base_buffer text;
    if (what == CODEC_DIGEST_RULES) {
        base_put_digest(buffer, report->rules->files[index]->digest);
        return buffer->failed ? CW_ERR_NOMEM : CW_OK;
    }
    base_buffer_init(&text, buffer->context);
    cw_status status = put_text(&text, report, what);
    if (status == CW_OK) {
        base_sha256_of((base_str){text.data, text.length}, digest);
        base_put_digest(buffer, digest);
    }
    base_buffer_finish(&text);
    return status == CW_OK && buffer->failed ? CW_ERR_NOMEM : status;
}

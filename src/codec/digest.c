/* SPDX-License-Identifier: MIT */
#include "codec/digest.h"

#include <string.h>

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

static void put_days(base_buffer *buffer, const int64_t *days, int64_t count)
{
    for (int64_t i = 0; i < count; i++) {
        base_put_day(buffer, days[i]);
        base_put_char(buffer, '\n');
    }
}

void codec_put_holidays(base_buffer *buffer, const cw_report *report)
{
    put_days(buffer, report->holidays, report->holiday_count);
}

static cw_status hash_parameters(const cw_rules *rules, const cw_context *context, uint8_t digest[BASE_SHA256_BYTES])
{
    base_buffer text;
    base_buffer_init(&text, context);
    cw_status status = codec_put_parameters(&text, rules);
    if (status == CW_OK)
        base_sha256_of((base_str){text.data, text.length}, digest);
    base_buffer_finish(&text);
    return status;
}

cw_status codec_hash_parameters(cw_rules *rules)
{
    cw_status status = hash_parameters(rules, rules->context, rules->parameters_digest);
    rules->parameters_hashed = status == CW_OK;
    return status;
}

cw_status codec_digest_of_parameters(const cw_rules *rules, const cw_context *context, uint8_t digest[BASE_SHA256_BYTES])
{
    if (!rules->parameters_hashed)
        return hash_parameters(rules, context, digest);
    memcpy(digest, rules->parameters_digest, BASE_SHA256_BYTES);
    return CW_OK;
}

cw_status codec_digest_of_days(const int64_t *days, int64_t count, base_sha256_way hashing, const cw_context *context,
                               uint8_t digest[BASE_SHA256_BYTES])
{
    base_buffer text;
    base_sha256 hash;
    base_buffer_init(&text, context);
    put_days(&text, days, count);
    base_sha256_init(&hash, hashing);
    base_sha256_update(&hash, text.data, text.length);
    base_sha256_finish(&hash, digest);
    bool failed = text.failed;
    base_buffer_finish(&text);
    return failed ? CW_ERR_NOMEM : CW_OK;
}

static cw_status digest_of_case(const cw_report *report, uint8_t digest[BASE_SHA256_BYTES])
{
    base_sha256 hash;
    base_sha256_init(&hash, report->hashing);
    cw_status status = codec_hash_case(report->one, report->context, &hash);
    base_sha256_finish(&hash, digest);
    return status;
}

cw_status codec_digest_of(const cw_report *report, codec_digest what, int64_t index, uint8_t digest[BASE_SHA256_BYTES])
{
    switch (what) {
    case CODEC_DIGEST_RULES:
        memcpy(digest, report->rules->files[index]->digest, BASE_SHA256_BYTES);
        return CW_OK;
    case CODEC_DIGEST_PARAMETERS:
        return codec_digest_of_parameters(report->rules, report->context, digest);
    case CODEC_DIGEST_HOLIDAYS:
        return codec_digest_of_days(report->holidays, report->holiday_count, report->hashing, report->context, digest);
    default:
        return digest_of_case(report, digest);
    }
}

cw_status codec_put_digest(base_buffer *buffer, const cw_report *report, codec_digest what, int64_t index)
{
    uint8_t digest[BASE_SHA256_BYTES];
    cw_status status = codec_digest_of(report, what, index, digest);
    if (status == CW_OK)
        base_put_digest(buffer, digest);
    return status == CW_OK && buffer->failed ? CW_ERR_NOMEM : status;
}

/* SPDX-License-Identifier: MIT */
/* What documents about judged cases have in common: the engine, the rule sets, their parameters, the days, counts by status. */
#include "codec/report_parts.h"

#include <stdio.h>

#include <casework/version.h>

void codec_write_str(json_writer *writer, base_str key, base_str text)
{
    json_key_plain(writer, key);
    json_write_string(writer, text);
}

void codec_write_str_or_null(json_writer *writer, base_str key, base_str text)
{
    json_key_plain(writer, key);
    if (text.length > 0) json_write_string(writer, text);
    else json_write_null(writer);
}

void codec_write_engine(json_writer *writer)
{
    char version[48];
    int length = snprintf(version, sizeof version, "%d.%d.%d", (int)CW_VERSION_MAJOR, (int)CW_VERSION_MINOR, (int)CW_VERSION_PATCH);
    json_key_plain(writer, BASE_STR("engine"));
    json_open_object(writer);
    codec_write_str(writer, BASE_STR("name"), BASE_STR("libcasework"));
    codec_write_str(writer, BASE_STR("version"), (base_str){ version, (size_t)length });
    json_close_object(writer);
}

void codec_write_rule_sets(json_writer *writer, const cw_rules *rules)
{
    json_key_plain(writer, BASE_STR("rules"));
    json_open_array(writer);
    for (int32_t i = 0; i < rules->file_count; i++) {
        json_open_object(writer);
        codec_write_str(writer, BASE_STR("name"), rules->files[i]->set);
        codec_write_str_or_null(writer, BASE_STR("version"), rules->files[i]->version);
        json_close_object(writer);
    }
    json_close_array(writer);
}

static void write_parameter(json_writer *writer, const rules_parameter *parameter)
{
    json_key(writer, base_str_of(parameter->full_name));
    json_open_object(writer);
    codec_write_str_or_null(writer, BASE_STR("value"), parameter->has_value ? parameter->written : (base_str){ "", 0 });
    codec_write_str_or_null(writer, BASE_STR("reading"), parameter->reading);
    if (parameter->is_set) codec_write_str_or_null(writer, BASE_STR("declared"), parameter->declared);
    json_close_object(writer);
}

cw_status codec_write_parameters(json_writer *writer, const cw_rules *rules)
{
    base_arena scratch;
    base_arena_init(&scratch, writer->buffer->context);
    bool *used = base_arena_array(&scratch, (size_t)rules->parameter_count, sizeof *used);
    for (int32_t i = 0; used && i < rules->rule_count; i++)
        for (const rules_rule *rule = rules->rules[i]; rule; rule = rule->next_version)
            for (int32_t k = 0; k < rule->parameter_count; k++) used[rule->parameters[k]] = true;
    json_key_plain(writer, BASE_STR("parameters"));
    json_open_object(writer);
    for (int32_t i = 0; used && i < rules->parameter_count; i++)
        if (used[i]) write_parameter(writer, rules->parameters[i]);
    json_close_object(writer);
    base_arena_finish(&scratch);
    return used ? CW_OK : CW_ERR_NOMEM;
}

void codec_write_digest(json_writer *writer, base_str key, const uint8_t digest[BASE_SHA256_BYTES])
{
    char text[2 * BASE_SHA256_BYTES];
    base_digest_text(digest, text);
    codec_write_str(writer, key, (base_str){ text, sizeof text });
}

void codec_write_rule_digests(json_writer *writer, const cw_rules *rules)
{
    json_key_plain(writer, BASE_STR("rules"));
    json_open_array(writer);
    for (int32_t i = 0; i < rules->file_count; i++) {
        json_open_object(writer);
        codec_write_str(writer, BASE_STR("name"), rules->files[i]->set);
        codec_write_digest(writer, BASE_STR("sha256"), rules->files[i]->digest);
        json_close_object(writer);
    }
    json_close_array(writer);
}

void codec_write_days(json_writer *writer, int64_t as_of, int64_t known_at, int64_t since)
{
    json_key_plain(writer, BASE_STR("as_of"));
    codec_write_day(writer, as_of);
    json_key_plain(writer, BASE_STR("known_at"));
    codec_write_day(writer, known_at);
    json_key_plain(writer, BASE_STR("since"));
    codec_write_day(writer, since == INT64_MIN ? INT64_MAX : since);
}

void codec_write_statuses(json_writer *writer, base_str key, const int64_t counts[EVAL_UNKNOWN + 1])
{
    static const uint8_t order[] = { EVAL_MET, EVAL_LATE, EVAL_PENDING, EVAL_OVERDUE, EVAL_UNMET, EVAL_WAIVED,
                                     EVAL_UNKNOWN, EVAL_NOT_APPLICABLE };
    json_key_plain(writer, key);
    json_open_object(writer);
    for (size_t i = 0; i < sizeof order; i++) {
        json_key_plain(writer, base_str_of(codec_status_word(order[i])));
        json_write_int(writer, counts[order[i]]);
    }
    json_close_object(writer);
}

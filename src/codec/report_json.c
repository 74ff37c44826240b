/* SPDX-License-Identifier: MIT */
/* casework.report/1. */
#include "codec/digest.h"
#include "codec/report_parts.h"

#include <casework/version.h>

static void write_str(json_writer *writer, base_str key, base_str text)
{
    json_key(writer, key);
    json_write_string(writer, text);
}

static void write_str_or_null(json_writer *writer, base_str key, base_str text)
{
    json_key(writer, key);
    if (text.length > 0) json_write_string(writer, text);
    else json_write_null(writer);
}

/* ---- the head ---- */

static void write_engine(json_writer *writer)
{
    base_buffer version;
    base_buffer_init(&version, writer->buffer->context);
    base_putf(&version, "%d.%d.%d", (int)CW_VERSION_MAJOR, (int)CW_VERSION_MINOR, (int)CW_VERSION_PATCH);
    json_key(writer, BASE_STR("engine"));
    json_open_object(writer);
    write_str(writer, BASE_STR("name"), BASE_STR("libcasework"));
    write_str(writer, BASE_STR("version"), (base_str){ version.data, version.length });
    json_close_object(writer);
    writer->buffer->failed = writer->buffer->failed || version.failed;
    base_buffer_finish(&version);
}

static void write_rule_sets(json_writer *writer, const cw_rules *rules)
{
    json_key(writer, BASE_STR("rules"));
    json_open_array(writer);
    for (int32_t i = 0; i < rules->file_count; i++) {
        json_open_object(writer);
        write_str(writer, BASE_STR("name"), rules->files[i]->set);
        write_str_or_null(writer, BASE_STR("version"), rules->files[i]->version);
        json_close_object(writer);
    }
    json_close_array(writer);
}

static void write_parameter(json_writer *writer, const rules_parameter *parameter)
{
    json_key(writer, parameter->name);
    json_open_object(writer);
    write_str_or_null(writer, BASE_STR("value"), parameter->has_value ? parameter->written : (base_str){ "", 0 });
    write_str_or_null(writer, BASE_STR("reading"), parameter->reading);
    json_close_object(writer);
}

/* Those that any rule of the set uses, in the order in which they are declared. */
static cw_status write_parameters(json_writer *writer, const cw_rules *rules)
{
    base_arena scratch;
    base_arena_init(&scratch, writer->buffer->context);
    bool *used = base_arena_array(&scratch, (size_t)rules->parameter_count, sizeof *used);
    for (int32_t i = 0; used && i < rules->rule_count; i++)
        for (const rules_rule *rule = rules->rules[i]; rule; rule = rule->next_version)
            for (int32_t k = 0; k < rule->parameter_count; k++) used[rule->parameters[k]] = true;
    json_key(writer, BASE_STR("parameters"));
    json_open_object(writer);
    for (int32_t i = 0; used && i < rules->parameter_count; i++)
        if (used[i]) write_parameter(writer, rules->parameters[i]);
    json_close_object(writer);
    base_arena_finish(&scratch);
    return used ? CW_OK : CW_ERR_NOMEM;
}

static cw_status write_digest(json_writer *writer, base_str key, const cw_report *report, codec_digest what, int64_t index)
{
    base_buffer text;
    base_buffer_init(&text, writer->buffer->context);
    cw_status status = codec_put_digest(&text, report, what, index);
    if (status == CW_OK) write_str(writer, key, (base_str){ text.data, text.length });
    base_buffer_finish(&text);
    return status;
}

static cw_status write_digests(json_writer *writer, const cw_report *report)
{
    cw_status status = CW_OK;
    json_key(writer, BASE_STR("digests"));
    json_open_object(writer);
    json_key(writer, BASE_STR("rules"));
    json_open_array(writer);
    for (int32_t i = 0; i < report->rules->file_count && status == CW_OK; i++) {
        json_open_object(writer);
        write_str(writer, BASE_STR("name"), report->rules->files[i]->set);
        status = write_digest(writer, BASE_STR("sha256"), report, CODEC_DIGEST_RULES, i);
        json_close_object(writer);
    }
    json_close_array(writer);
    if (status == CW_OK) status = write_digest(writer, BASE_STR("parameters"), report, CODEC_DIGEST_PARAMETERS, 0);
    if (status == CW_OK) status = write_digest(writer, BASE_STR("holidays"), report, CODEC_DIGEST_HOLIDAYS, 0);
    if (status == CW_OK) status = write_digest(writer, BASE_STR("case"), report, CODEC_DIGEST_CASE, 0);
    json_close_object(writer);
    return status;
}

/* ---- findings ---- */

static void write_sources(json_writer *writer, const rules_rule *rule)
{
    json_key(writer, BASE_STR("source"));
    json_open_array(writer);
    for (int32_t i = 0; i < rule->citation_count; i++) {
        json_open_object(writer);
        write_str(writer, BASE_STR("code"), rule->citations[i].code);
        write_str(writer, BASE_STR("text"), rule->citations[i].text);
        json_close_object(writer);
    }
    json_close_array(writer);
}

/* Of the parameters that the rule uses, each once. */
static cw_status write_readings(json_writer *writer, const cw_finding *finding)
{
    base_arena scratch;
    base_map seen;
    bool done = true;
    base_arena_init(&scratch, writer->buffer->context);
    base_map_init(&seen, &scratch);
    json_key(writer, BASE_STR("reading"));
    json_open_array(writer);
    for (int32_t i = 0; i < finding->rule->parameter_count && done; i++) {
        const rules_parameter *parameter = finding->report->rules->parameters[finding->rule->parameters[i]];
        void *before = NULL;
        if (parameter->reading.length == 0) continue;
        done = base_map_add(&seen, parameter->reading, (void *)parameter, &before);
        if (done && !before) json_write_string(writer, parameter->reading);
    }
    json_close_array(writer);
    base_arena_finish(&scratch);
    return done ? CW_OK : CW_ERR_NOMEM;
}

static cw_status write_finding(json_writer *writer, const cw_finding *finding, bool names, base_buffer *text)
{
    const rules_rule *rule = finding->rule;
    json_open_object(writer);
    codec_write_finding_head(writer, finding);
    json_key(writer, BASE_STR("title"));
    cw_status status = codec_write_template(writer, finding, &rule->title, names, text);
    write_sources(writer, rule);
    codec_write_finding_status(writer, finding);
    if (status == CW_OK) status = write_readings(writer, finding);
    json_key(writer, BASE_STR("remedy"));
    if (rule->remedy.count == 0) json_write_null(writer);
    else if (status == CW_OK) status = codec_write_template(writer, finding, &rule->remedy, names, text);
    json_close_object(writer);
    return status;
}

static cw_status write_findings(json_writer *writer, const cw_report *report, bool names, bool all)
{
    cw_status status = CW_OK;
    base_buffer text;
    base_buffer_init(&text, writer->buffer->context);
    json_key(writer, BASE_STR("findings"));
    json_open_array(writer);
    for (int64_t i = 0; i < report->count && status == CW_OK; i++)
        if (codec_lists(&report->findings[i], all)) status = write_finding(writer, &report->findings[i], names, &text);
    json_close_array(writer);
    base_buffer_finish(&text);
    return status;
}

/* ---- the foot ---- */

static void write_assumptions(json_writer *writer, const cw_report *report)
{
    json_key(writer, BASE_STR("assumptions"));
    json_open_array(writer);
    for (int32_t i = 0; i < report->assumption_count; i++)
        json_write_string(writer, base_str_of(report->assumptions[i]));
    json_close_array(writer);
}

static void write_summary(json_writer *writer, const cw_report *report)
{
    static const uint8_t order[] = { EVAL_MET, EVAL_LATE, EVAL_PENDING, EVAL_OVERDUE, EVAL_UNMET, EVAL_WAIVED,
                                     EVAL_UNKNOWN, EVAL_NOT_APPLICABLE };
    json_key(writer, BASE_STR("summary"));
    json_open_object(writer);
    for (size_t i = 0; i < sizeof order; i++) {
        json_key(writer, base_str_of(codec_status_word(order[i])));
        json_write_int(writer, report->counts[order[i]]);
    }
    json_close_object(writer);
}

cw_status codec_put_report_json(base_buffer *buffer, const cw_report *report, bool names, bool all, bool indented)
{
    json_writer writer;
    json_writer_init(&writer, buffer, indented);
    json_open_object(&writer);
    write_str(&writer, BASE_STR("format"), BASE_STR("casework.report/1"));
    write_str(&writer, BASE_STR("case"), model_record_id(report->one->root));
    json_key(&writer, BASE_STR("as_of"));
    codec_write_day(&writer, report->as_of);
    json_key(&writer, BASE_STR("known_at"));
    codec_write_day(&writer, report->known_at);
    write_engine(&writer);
    write_rule_sets(&writer, report->rules);
    cw_status status = write_parameters(&writer, report->rules);
    if (status == CW_OK) status = write_digests(&writer, report);
    if (status == CW_OK) status = write_findings(&writer, report, names, all);
    write_assumptions(&writer, report);
    write_summary(&writer, report);
    json_close_object(&writer);
    base_put_char(buffer, '\n');
    return buffer->failed ? CW_ERR_NOMEM : status;
}

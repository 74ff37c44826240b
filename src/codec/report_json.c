/* SPDX-License-Identifier: MIT */
/* casework.report/1. */
#include "codec/report_instruments.h"
#include "codec/digest.h"
#include "codec/report_parts.h"

#include <stdio.h>

#include <casework/version.h>

static void write_str(json_writer *writer, base_str key, base_str text)
{
    json_key_plain(writer, key);
    json_write_string(writer, text);
}

static void write_str_or_null(json_writer *writer, base_str key, base_str text)
{
    json_key_plain(writer, key);
    if (text.length > 0) json_write_string(writer, text);
    else json_write_null(writer);
}

/* ---- the head ---- */

static void write_engine(json_writer *writer)
{
    char version[48];
    int length = snprintf(version, sizeof version, "%d.%d.%d", (int)CW_VERSION_MAJOR, (int)CW_VERSION_MINOR, (int)CW_VERSION_PATCH);
    json_key_plain(writer, BASE_STR("engine"));
    json_open_object(writer);
    write_str(writer, BASE_STR("name"), BASE_STR("libcasework"));
    write_str(writer, BASE_STR("version"), (base_str){ version, (size_t)length });
    json_close_object(writer);
}

static void write_rule_sets(json_writer *writer, const cw_rules *rules)
{
    json_key_plain(writer, BASE_STR("rules"));
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
    json_key(writer, base_str_of(parameter->full_name));
    json_open_object(writer);
    write_str_or_null(writer, BASE_STR("value"), parameter->has_value ? parameter->written : (base_str){ "", 0 });
    write_str_or_null(writer, BASE_STR("reading"), parameter->reading);
    if (parameter->is_set) write_str_or_null(writer, BASE_STR("declared"), parameter->declared);
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
    json_key_plain(writer, BASE_STR("parameters"));
    json_open_object(writer);
    for (int32_t i = 0; used && i < rules->parameter_count; i++)
        if (used[i]) write_parameter(writer, rules->parameters[i]);
    json_close_object(writer);
    base_arena_finish(&scratch);
    return used ? CW_OK : CW_ERR_NOMEM;
}

static cw_status write_digest(json_writer *writer, base_str key, const cw_report *report, codec_digest what, int64_t index)
{
    uint8_t digest[BASE_SHA256_BYTES];
    char text[2 * BASE_SHA256_BYTES];
    cw_status status = codec_digest_of(report, what, index, digest);
    if (status != CW_OK) return status;
    base_digest_text(digest, text);
    write_str(writer, key, (base_str){ text, sizeof text });
    return CW_OK;
}

static cw_status write_digests(json_writer *writer, const cw_report *report)
{
    cw_status status = CW_OK;
    json_key_plain(writer, BASE_STR("digests"));
    json_open_object(writer);
    json_key_plain(writer, BASE_STR("rules"));
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
    json_key_plain(writer, BASE_STR("source"));
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
static cw_status write_readings(json_writer *writer, const cw_rules *rules, const rules_rule *rule)
{
    base_arena scratch;
    base_map seen;
    bool done = true;
    base_arena_init(&scratch, writer->buffer->context);
    base_map_init(&seen, &scratch);
    json_key_plain(writer, BASE_STR("reading"));
    json_open_array(writer);
    for (int32_t i = 0; i < rule->parameter_count && done; i++) {
        const rules_parameter *parameter = rules->parameters[rule->parameters[i]];
        void *before = NULL;
        if (parameter->reading.length == 0) continue;
        done = base_map_add(&seen, parameter->reading, (void *)parameter, &before);
        if (done && !before) json_write_string(writer, parameter->reading);
    }
    json_close_array(writer);
    base_arena_finish(&scratch);
    return done ? CW_OK : CW_ERR_NOMEM;
}

/* What all findings of a rule say alike is written for the first one, and copied for those that follow it. */
typedef enum part { HEAD, SOURCES, READINGS, PARTS } part;
typedef struct piece { size_t start, length; } piece;      /* of the report so far; length 0: not written yet */
typedef struct alike {
    const rules_rule *rule;
    piece parts[PARTS];
    piece verdicts[EVAL_UNKNOWN + 1][2];      /* of any rule: by a sure status, and whether it is a violation */
} alike;

static piece piece_from(const json_writer *writer, size_t start)
{
    return (piece){ start, writer->buffer->length - start };
}

static void again(json_writer *writer, const piece *piece)
{
    json_write_again(writer, piece->start, piece->length);
}

static cw_status write_part(json_writer *writer, const cw_finding *finding, part which)
{
    if (which == HEAD) codec_write_finding_head(writer, finding);
    if (which == SOURCES) {
        write_sources(writer, finding->rule);
        codec_write_measures(writer, finding->rule);
    }
    return which == READINGS ? write_readings(writer, finding->report->rules, finding->rule) : CW_OK;
}

/* Whether covers are cells of a table, which differ from finding to finding. */
static bool covers_differ(const rules_rule *rule)
{
    for (int32_t i = 0; i < rule->cover_count; i++)
        if (rule->covers[i].path) return true;
    return false;
}

static cw_status put_part(json_writer *writer, const cw_finding *finding, alike *before, part which)
{
    bool same = before->rule == finding->rule && (which != HEAD || !covers_differ(finding->rule));
    if (same) {
        again(writer, &before->parts[which]);
        return CW_OK;
    }
    size_t start = writer->buffer->length;
    cw_status status = write_part(writer, finding, which);
    before->parts[which] = piece_from(writer, start);
    return status;
}

static void put_verdict(json_writer *writer, const cw_finding *finding, alike *before)
{
    bool sure = finding->best == finding->status && finding->worst == finding->status;
    piece *known = &before->verdicts[finding->status][finding->violation];
    size_t start = writer->buffer->length;
    if (sure && known->length > 0) {
        again(writer, known);
        return;
    }
    codec_write_finding_verdict(writer, finding);
    if (sure) *known = piece_from(writer, start);
}

static cw_status write_finding(json_writer *writer, const cw_finding *finding, bool names, alike *before, codec_space *space)
{
    const rules_rule *rule = finding->rule;
    json_open_object(writer);
    put_part(writer, finding, before, HEAD);
    json_key_plain(writer, BASE_STR("title"));
    cw_status status = codec_write_template(writer, finding, &rule->title, names, space);
    put_part(writer, finding, before, SOURCES);
    codec_write_finding_subjects(writer, finding);
    put_verdict(writer, finding, before);
    codec_write_finding_rest(writer, finding);
    if (status == CW_OK) status = put_part(writer, finding, before, READINGS);
    before->rule = rule;
    json_key_plain(writer, BASE_STR("remedy"));
    if (rule->remedy.count == 0) json_write_null(writer);
    else if (status == CW_OK) status = codec_write_template(writer, finding, &rule->remedy, names, space);
    json_close_object(writer);
    return status;
}

static cw_status write_findings(json_writer *writer, const cw_report *report, bool names, bool all)
{
    cw_status status = CW_OK;
    codec_space space;
    alike before = { .rule = NULL };
    codec_space_init(&space, writer->buffer->context);
    json_key_plain(writer, BASE_STR("findings"));
    json_open_array(writer);
    for (int64_t i = 0; i < report->count && status == CW_OK; i++)
        if (codec_lists(&report->findings[i], all)) status = write_finding(writer, &report->findings[i], names, &before, &space);
    json_close_array(writer);
    codec_space_finish(&space);
    return status;
}

/* ---- the foot ---- */

static void write_assumptions(json_writer *writer, const cw_report *report)
{
    json_key_plain(writer, BASE_STR("assumptions"));
    json_open_array(writer);
    for (int32_t i = 0; i < report->assumption_count; i++)
        json_write_string(writer, base_str_of(report->assumptions[i]));
    json_close_array(writer);
}

static void write_summary(json_writer *writer, const cw_report *report)
{
    static const uint8_t order[] = { EVAL_MET, EVAL_LATE, EVAL_PENDING, EVAL_OVERDUE, EVAL_UNMET, EVAL_WAIVED,
                                     EVAL_UNKNOWN, EVAL_NOT_APPLICABLE };
    json_key_plain(writer, BASE_STR("summary"));
    json_open_object(writer);
    for (size_t i = 0; i < sizeof order; i++) {
        json_key_plain(writer, base_str_of(codec_status_word(order[i])));
        json_write_int(writer, report->counts[order[i]]);
    }
    json_close_object(writer);
}

/* About, so that the buffer is seldom moved. */
static size_t length_to_be(const cw_report *report, bool all)
{
    int64_t listed = all ? report->count : report->count - report->counts[EVAL_NOT_APPLICABLE];
    return 2048 + (size_t)listed * 400;
}

cw_status codec_put_report_json(base_buffer *buffer, const cw_report *report, bool names, bool all, bool indented)
{
    json_writer writer;
    json_writer_init(&writer, buffer, indented);
    base_buffer_room(buffer, length_to_be(report, all));
    json_open_object(&writer);
    write_str(&writer, BASE_STR("format"), BASE_STR("casework.report/1"));
    write_str(&writer, BASE_STR("case"), model_record_id(report->one->root));
    json_key_plain(&writer, BASE_STR("as_of"));
    codec_write_day(&writer, report->as_of);
    json_key_plain(&writer, BASE_STR("known_at"));
    codec_write_day(&writer, report->known_at);
    write_engine(&writer);
    write_rule_sets(&writer, report->rules);
    cw_status status = write_parameters(&writer, report->rules);
    if (status == CW_OK) status = write_digests(&writer, report);
    if (status == CW_OK) status = write_findings(&writer, report, names, all);
    write_assumptions(&writer, report);
    write_summary(&writer, report);
    codec_write_instruments(&writer, report);
    json_close_object(&writer);
    base_put_char(buffer, '\n');
    return buffer->failed ? CW_ERR_NOMEM : status;
}

cw_status codec_put_report(base_buffer *buffer, const cw_report *report, int32_t form, int32_t flags)
{
    bool names = flags & CW_SHOW_NAMES, all = flags & CW_SHOW_ALL;
    return form == CW_FORM_TEXT ? codec_put_report_text(buffer, report, names, all)
                                : codec_put_report_json(buffer, report, names, all, form == CW_FORM_JSON);
}

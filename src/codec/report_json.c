/* SPDX-License-Identifier: MIT */
/* casework.report/1. */
#include "codec/report_instruments.h"
#include "codec/digest.h"
#include "codec/report_parts.h"

/* ---- the head ---- */

static cw_status write_digest(json_writer *writer, base_str key, const cw_report *report, codec_digest what)
{
    uint8_t digest[BASE_SHA256_BYTES];
    cw_status status = codec_digest_of(report, what, 0, digest);
    if (status == CW_OK) codec_write_digest(writer, key, digest);
    return status;
}

static cw_status write_digests(json_writer *writer, const cw_report *report)
{
    json_key_plain(writer, BASE_STR("digests"));
    json_open_object(writer);
    codec_write_rule_digests(writer, report->rules);
    cw_status status = write_digest(writer, BASE_STR("parameters"), report, CODEC_DIGEST_PARAMETERS);
    if (status == CW_OK) status = write_digest(writer, BASE_STR("holidays"), report, CODEC_DIGEST_HOLIDAYS);
    if (status == CW_OK) status = write_digest(writer, BASE_STR("case"), report, CODEC_DIGEST_CASE);
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
        codec_write_str(writer, BASE_STR("code"), rule->citations[i].code);
        codec_write_str(writer, BASE_STR("text"), rule->citations[i].text);
        json_close_object(writer);
    }
    json_close_array(writer);
}

static void write_reading(void *user, base_str reading)
{
    json_write_string(user, reading);
}

static cw_status write_readings(json_writer *writer, const cw_rules *rules, const rules_rule *rule)
{
    json_key_plain(writer, BASE_STR("reading"));
    json_open_array(writer);
    bool done = codec_each_reading(rules, rule, writer->buffer->context, write_reading, writer);
    json_close_array(writer);
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
    codec_write_str(&writer, BASE_STR("format"), BASE_STR("casework.report/1"));
    codec_write_str(&writer, BASE_STR("case"), model_record_id(report->one->root));
    codec_write_days(&writer, report->as_of, report->known_at, report->since);
    codec_write_engine(&writer);
    codec_write_rule_sets(&writer, report->rules);
    cw_status status = codec_write_parameters(&writer, report->rules);
    if (status == CW_OK) status = write_digests(&writer, report);
    if (status == CW_OK) status = write_findings(&writer, report, names, all);
    write_assumptions(&writer, report);
    codec_write_statuses(&writer, BASE_STR("summary"), report->counts);
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

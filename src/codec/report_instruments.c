/* SPDX-License-Identifier: MIT */
#include "codec/report_instruments.h"

#include "eval/instrument.h"

/* ---- JSON ---- */

static void write_str(json_writer *writer, const char *key, base_str text)
{
    json_key(writer, base_str_of(key));
    json_write_string(writer, text);
}

static void write_count(json_writer *writer, const char *key, int64_t count)
{
    json_key(writer, base_str_of(key));
    json_write_int(writer, count);
}

void codec_write_measures(json_writer *writer, const rules_rule *rule)
{
    if (rule->instrument.length > 0) write_str(writer, "instrument", rule->instrument);
    if (rule->activity.length > 0) write_str(writer, "activity", rule->activity);
    if (rule->target.length > 0) write_str(writer, "target", rule->target);
    if (rule->changed_by) write_str(writer, "changed_by", rule->changed_by->set);
}

static void write_open(json_writer *writer, const cw_report *report, const eval_tally *tally)
{
    json_key(writer, BASE_STR("open"));
    json_open_array(writer);
    for (int64_t i = 0; i < tally->not_rated; i++) {
        const cw_finding *finding = &report->findings[tally->open[i]];
        json_open_object(writer);
        write_str(writer, "rule", base_str_of(finding->rule->full_name));
        write_str(writer, "activity", finding->rule->activity);
        codec_write_finding_subjects(writer, finding);
        json_close_object(writer);
    }
    json_close_array(writer);
}

static void write_instrument(json_writer *writer, const cw_report *report, int32_t index)
{
    const eval_tally *tally = &report->tallies[index];
    json_open_object(writer);
    write_str(writer, "name", report->rules->instruments[index]);
    write_count(writer, "rated", tally->met + tally->not_met);
    write_count(writer, "met", tally->met);
    write_count(writer, "not_met", tally->not_met);
    write_count(writer, "not_rated", tally->not_rated);
    write_count(writer, "waived", tally->waived);
    write_count(writer, "not_applicable", tally->not_applicable);
    json_key(writer, BASE_STR("reviewed"));
    codec_write_day(writer, tally->reviewed);
    write_count(writer, "scored", tally->scored);
    json_key(writer, BASE_STR("score"));
    if (tally->score_text) json_write_string(writer, base_str_of(tally->score_text));
    else json_write_null(writer);
    write_open(writer, report, tally);
    json_close_object(writer);
}

void codec_write_instruments(json_writer *writer, const cw_report *report)
{
    if (report->rules->instrument_count == 0) return;
    json_key(writer, BASE_STR("instruments"));
    json_open_array(writer);
    for (int32_t i = 0; i < report->rules->instrument_count; i++) write_instrument(writer, report, i);
    json_close_array(writer);
}

/* ---- a page ---- */

static void put_tally(base_buffer *text, base_str name, const eval_tally *tally)
{
    base_put_str(text, name);
    base_putf(text, ": %lld rated (%lld met, %lld not met), %lld not rated", (long long)(tally->met + tally->not_met),
              (long long)tally->met, (long long)tally->not_met, (long long)tally->not_rated);
    if (tally->waived > 0) base_putf(text, ", %lld waived", (long long)tally->waived);
    if (tally->not_applicable > 0) base_putf(text, ", %lld not applicable", (long long)tally->not_applicable);
    if (tally->reviewed == INT64_MAX) base_put(text, "; no review yet");
    else base_put(text, "; last review ");
    if (tally->reviewed != INT64_MAX) base_put_day(text, tally->reviewed);
    if (tally->score_text == NULL) return;
    base_put(text, ", score ");
    base_put(text, tally->score_text);
    base_putf(text, " over %lld items", (long long)tally->scored);
}

/* "Engagement: the worker asks the family [member leo; us-ky:asks-family]" */
static cw_status put_open(base_buffer *text, const cw_finding *finding, bool names)
{
    base_buffer_clear(text);
    base_put_str(text, finding->rule->activity);
    if (finding->rule->activity.length > 0) base_put(text, ": ");
    cw_status status = eval_put_template(finding, &finding->rule->title, names, text);
    base_put(text, " [");
    codec_put_subjects(text, finding, names);
    base_putf(text, "; %s]", finding->rule->full_name);
    return status;
}

static void put_instrument(base_buffer *buffer, base_buffer *text, const cw_report *report, int32_t index, bool names)
{
    const eval_tally *tally = &report->tallies[index];
    base_buffer_clear(text);
    put_tally(text, report->rules->instruments[index], tally);
    codec_put_paragraph(buffer, "- ", 2, (base_str){ text->data ? text->data : "", text->length });
    for (int64_t i = 0; i < tally->not_rated; i++) {
        if (put_open(text, &report->findings[tally->open[i]], names) != CW_OK) text->failed = true;
        codec_put_paragraph(buffer, "    open: ", 10, (base_str){ text->data ? text->data : "", text->length });
    }
}

void codec_put_instruments(base_buffer *buffer, const cw_report *report, bool names)
{
    base_buffer text;
    if (report->rules->instrument_count == 0) return;
    base_buffer_init(&text, buffer->context);
    base_put(buffer, "\nREVIEWS\n");
    for (int32_t i = 0; i < report->rules->instrument_count; i++) put_instrument(buffer, &text, report, i, names);
    buffer->failed |= text.failed;
    base_buffer_finish(&text);
}

/* ---- the schema ---- */

static void put_typed(json_writer *writer, const char *key, const char *type, const char *other)
{
    json_key(writer, base_str_of(key));
    json_open_object(writer);
    json_key(writer, BASE_STR("type"));
    json_open_array(writer);
    json_write_string(writer, base_str_of(type));
    if (other) json_write_string(writer, base_str_of(other));
    json_close_array(writer);
    json_close_object(writer);
}

static void open_list(json_writer *writer, const char *key)
{
    json_key(writer, base_str_of(key));
    json_open_object(writer);
    json_key(writer, BASE_STR("type"));
    json_write_string(writer, BASE_STR("array"));
    json_key(writer, BASE_STR("items"));
    json_open_object(writer);
    json_key(writer, BASE_STR("type"));
    json_write_string(writer, BASE_STR("object"));
    json_key(writer, BASE_STR("properties"));
    json_open_object(writer);
}

static void close_list(json_writer *writer)
{
    json_close_object(writer);
    json_close_object(writer);
    json_close_object(writer);
}

void codec_put_instruments_schema(json_writer *writer)
{
    static const char *const counts[] = { "rated", "met", "not_met", "not_rated", "waived", "not_applicable", "scored" };
    open_list(writer, "instruments");
    put_typed(writer, "name", "string", NULL);
    for (size_t i = 0; i < sizeof counts / sizeof counts[0]; i++) put_typed(writer, counts[i], "integer", NULL);
    put_typed(writer, "reviewed", "string", "null");
    put_typed(writer, "score", "string", "null");
    open_list(writer, "open");
    put_typed(writer, "rule", "string", NULL);
    put_typed(writer, "activity", "string", NULL);
    put_typed(writer, "subjects", "array", NULL);
    close_list(writer);
    close_list(writer);
}

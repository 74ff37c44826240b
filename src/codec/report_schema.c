/* SPDX-License-Identifier: MIT */
/* The JSON Schemas of casework.report/1 and of what stands beside it: casework.explanation/1, casework.problem/1. Keys may be
 * added in later versions, so none is refused. */
#include "codec/rates.h"
#include "codec/report_instruments.h"

static void put_type(json_writer *writer, const char *type)
{
    json_key(writer, BASE_STR("type"));
    json_write_string(writer, base_str_of(type));
}

/* { "type": type } under a key; `or_null`: or null. */
static void put_plain(json_writer *writer, const char *key, const char *type, bool or_null)
{
    json_key(writer, base_str_of(key));
    json_open_object(writer);
    json_key(writer, BASE_STR("type"));
    if (or_null) json_open_array(writer);
    json_write_string(writer, base_str_of(type));
    if (or_null) {
        json_write_string(writer, BASE_STR("null"));
        json_close_array(writer);
    }
    json_close_object(writer);
}

static void put_reference(json_writer *writer, const char *key, const char *to)
{
    json_key(writer, base_str_of(key));
    json_open_object(writer);
    json_key(writer, BASE_STR("$ref"));
    json_write_string(writer, base_str_of(to));
    json_close_object(writer);
}

static void put_constant(json_writer *writer, const char *key, const char *value)
{
    json_key(writer, base_str_of(key));
    json_open_object(writer);
    json_key(writer, BASE_STR("const"));
    json_write_string(writer, base_str_of(value));
    json_close_object(writer);
}

/* A list of words, under a key; the last is NULL. */
static void put_words(json_writer *writer, const char *key, const char *const *words)
{
    json_key(writer, base_str_of(key));
    json_open_array(writer);
    for (; *words; words++) json_write_string(writer, base_str_of(*words));
    json_close_array(writer);
}

static void put_choice(json_writer *writer, const char *key, const char *const *words)
{
    json_key(writer, base_str_of(key));
    json_open_object(writer);
    put_words(writer, "enum", words);
    json_close_object(writer);
}

/* Opens { "type": "object", "required": words, "properties": { */
static void open_object(json_writer *writer, const char *const *required)
{
    json_open_object(writer);
    put_type(writer, "object");
    put_words(writer, "required", required);
    json_key(writer, BASE_STR("properties"));
    json_open_object(writer);
}

static void close_object(json_writer *writer)
{
    json_close_object(writer);
    json_close_object(writer);
}

/* Opens an array under a key, to be followed by the schema of its items. */
static void open_array(json_writer *writer, const char *key)
{
    json_key(writer, base_str_of(key));
    json_open_object(writer);
    put_type(writer, "array");
    json_key(writer, BASE_STR("items"));
}

static void put_array_of(json_writer *writer, const char *key, const char *type)
{
    open_array(writer, key);
    json_open_object(writer);
    put_type(writer, type);
    json_close_object(writer);
    json_close_object(writer);
}

static void put_count(json_writer *writer, const char *key)
{
    json_key(writer, base_str_of(key));
    json_open_object(writer);
    put_type(writer, "integer");
    json_key(writer, BASE_STR("minimum"));
    json_write_int(writer, 0);
    json_close_object(writer);
}

/* ---- the parts ---- */

static const char *const status_words[] = { "met", "late", "pending", "overdue", "unmet", "waived", "unknown", "not_applicable", NULL };

static const char *const period_words[] = { "met", "missed", "waived", "pending", "unknown", "perhaps_met", "perhaps_missed", NULL };

static void put_pattern(json_writer *writer, const char *key, const char *pattern)
{
    json_key(writer, base_str_of(key));
    json_open_object(writer);
    put_type(writer, "string");
    json_key(writer, BASE_STR("pattern"));
    json_write_string(writer, base_str_of(pattern));
    json_close_object(writer);
}

static void put_words_schema(json_writer *writer)
{
    put_pattern(writer, "digest", "^[0-9a-f]{64}$");
    put_pattern(writer, "day", "^[0-9]{4}-[0-9]{2}-[0-9]{2}$");
    json_key(writer, BASE_STR("day_or_none"));
    json_open_object(writer);
    json_key(writer, BASE_STR("anyOf"));
    json_open_array(writer);
    json_open_object(writer);
    json_key(writer, BASE_STR("$ref"));
    json_write_string(writer, BASE_STR("#/$defs/day"));
    json_close_object(writer);
    json_open_object(writer);
    put_type(writer, "null");
    json_close_object(writer);
    json_close_array(writer);
    json_close_object(writer);
    put_choice(writer, "status", status_words);
}

static void put_subjects_schema(json_writer *writer)
{
    static const char *const required[] = { "variable", "kind", "id", NULL };
    open_array(writer, "subjects");
    open_object(writer, required);
    put_plain(writer, "variable", "string", false);
    put_plain(writer, "kind", "string", false);
    put_plain(writer, "id", "string", false);
    close_object(writer);
    json_close_object(writer);
}

/* Counts, or null. */
static void put_periods_schema(json_writer *writer)
{
    static const char *const types[] = { "object", "null", NULL };
    json_key(writer, BASE_STR("periods"));
    json_open_object(writer);
    put_words(writer, "type", types);
    put_words(writer, "required", period_words);
    json_key(writer, BASE_STR("properties"));
    json_open_object(writer);
    for (const char *const *word = period_words; *word; word++) put_count(writer, *word);
    json_close_object(writer);
    json_close_object(writer);
}

static void put_reasons_schema(json_writer *writer)
{
    static const char *const required[] = { "kind", "fact", "message", NULL };
    static const char *const kinds[] = { "missing", "error", "limit", "after_current", "more", NULL };
    open_array(writer, "reasons");
    open_object(writer, required);
    put_choice(writer, "kind", kinds);
    put_plain(writer, "fact", "string", true);
    put_plain(writer, "message", "string", true);
    close_object(writer);
    json_close_object(writer);
}

static void put_sources_schema(json_writer *writer)
{
    static const char *const required[] = { "code", "text", NULL };
    open_array(writer, "source");
    open_object(writer, required);
    put_plain(writer, "code", "string", false);
    put_plain(writer, "text", "string", false);
    close_object(writer);
    json_close_object(writer);
}

/* What reports and explanations say of a finding alike. */
static void put_verdict_schema(json_writer *writer)
{
    static const char *const forces[] = { "required", "advised", NULL };
    put_plain(writer, "rule", "string", false);
    put_array_of(writer, "covers", "string");
    put_choice(writer, "force", forces);
    put_plain(writer, "title", "string", false);
    put_subjects_schema(writer);
    put_reference(writer, "status", "#/$defs/status");
    put_reference(writer, "best", "#/$defs/status");
    put_reference(writer, "worst", "#/$defs/status");
    put_plain(writer, "violation", "boolean", false);
    put_reference(writer, "due", "#/$defs/day_or_none");
    put_count(writer, "missed");
    put_count(writer, "uncertain");
    put_reference(writer, "first_missed", "#/$defs/day_or_none");
    put_periods_schema(writer);
    put_reasons_schema(writer);
    put_array_of(writer, "notes", "string");
}

static void put_finding_schema(json_writer *writer)
{
    static const char *const required[] = {
        "rule", "covers", "force", "title", "source", "subjects", "status", "best", "worst", "violation", "due",
        "reasons", "reading", "remedy", NULL
    };
    json_key(writer, BASE_STR("finding"));
    open_object(writer, required);
    put_verdict_schema(writer);
    put_sources_schema(writer);
    put_plain(writer, "instrument", "string", false);
    put_plain(writer, "activity", "string", false);
    put_plain(writer, "target", "string", false);
    put_plain(writer, "changed_by", "string", false);
    put_array_of(writer, "reading", "string");
    put_plain(writer, "remedy", "string", true);
    close_object(writer);
}

static void put_named_schema(json_writer *writer, const char *second, bool or_null)
{
    const char *required[] = { "name", second, NULL };
    open_object(writer, required);
    put_plain(writer, "name", "string", false);
    put_plain(writer, second, "string", or_null);
    close_object(writer);
}

static void put_parameters_schema(json_writer *writer)
{
    static const char *const required[] = { "value", "reading", NULL };
    json_key(writer, BASE_STR("parameters"));
    json_open_object(writer);
    put_type(writer, "object");
    json_key(writer, BASE_STR("additionalProperties"));
    open_object(writer, required);
    put_plain(writer, "value", "string", true);
    put_plain(writer, "reading", "string", true);
    put_plain(writer, "declared", "string", true);
    close_object(writer);
    json_close_object(writer);
}

static void put_digests_schema(json_writer *writer, bool of_case)
{
    static const char *const of_rules[] = { "name", "sha256", NULL };
    const char *required[] = { "rules", "parameters", "holidays", of_case ? "case" : NULL, NULL };
    json_key(writer, BASE_STR("digests"));
    open_object(writer, required);
    open_array(writer, "rules");
    open_object(writer, of_rules);
    put_plain(writer, "name", "string", false);
    put_reference(writer, "sha256", "#/$defs/digest");
    close_object(writer);
    json_close_object(writer);
    for (const char *const *key = required + 1; *key; key++) put_reference(writer, *key, "#/$defs/digest");
    close_object(writer);
}

/* What the document was made from. */
static void put_made_schema(json_writer *writer, bool of_case)
{
    json_key(writer, BASE_STR("engine"));
    put_named_schema(writer, "version", false);
    open_array(writer, "rules");
    put_named_schema(writer, "version", true);
    json_close_object(writer);
    put_parameters_schema(writer);
    put_digests_schema(writer, of_case);
}

static void put_summary_schema(json_writer *writer)
{
    json_key(writer, BASE_STR("summary"));
    open_object(writer, status_words);
    for (const char *const *word = status_words; *word; word++) put_count(writer, *word);
    close_object(writer);
}

static void put_findings_schema(json_writer *writer)
{
    open_array(writer, "findings");
    json_open_object(writer);
    json_key(writer, BASE_STR("$ref"));
    json_write_string(writer, BASE_STR("#/$defs/finding"));
    json_close_object(writer);
    json_close_object(writer);
}

/* What was told of a document, and the same for a person. */
static void put_diagnostics_schema(json_writer *writer, const char *key)
{
    static const char *const required[] = { "severity", "code", "line", "column", "pointer", "message", "help", NULL };
    static const char *const severities[] = { "error", "warning", NULL };
    open_array(writer, key);
    open_object(writer, required);
    put_choice(writer, "severity", severities);
    put_count(writer, "code");
    put_count(writer, "line");
    put_count(writer, "column");
    put_plain(writer, "pointer", "string", true);
    put_plain(writer, "message", "string", false);
    put_plain(writer, "help", "string", true);
    close_object(writer);
    json_close_object(writer);
    put_count(writer, "dropped");
    put_plain(writer, "text", "string", false);
}

/* Opens the schema of a format, up to its properties but its name. */
static void open_format(json_writer *writer, base_buffer *buffer, const char *format, const char *const *required)
{
    json_writer_init(writer, buffer, true);
    json_open_object(writer);
    json_key(writer, BASE_STR("$schema"));
    json_write_string(writer, BASE_STR("https://json-schema.org/draft/2020-12/schema"));
    json_key(writer, BASE_STR("title"));
    json_write_string(writer, base_str_of(format));
    put_type(writer, "object");
    put_words(writer, "required", required);
    json_key(writer, BASE_STR("properties"));
    json_open_object(writer);
    put_constant(writer, "format", format);
}

void codec_put_report_schema(base_buffer *buffer)
{
    static const char *const required[] = {
        "format", "case", "as_of", "known_at", "engine", "rules", "parameters", "digests", "findings",
        "assumptions", "summary", NULL
    };
    json_writer writer;
    open_format(&writer, buffer, "casework.report/1", required);
    put_plain(&writer, "case", "string", false);
    put_reference(&writer, "as_of", "#/$defs/day");
    put_reference(&writer, "known_at", "#/$defs/day_or_none");
    put_reference(&writer, "since", "#/$defs/day_or_none");
    put_made_schema(&writer, true);
    put_findings_schema(&writer);
    put_array_of(&writer, "assumptions", "string");
    put_summary_schema(&writer);
    codec_put_instruments_schema(&writer);
    put_diagnostics_schema(&writer, "warnings");       /* in batches */
    json_close_object(&writer);
    json_key(&writer, BASE_STR("$defs"));
    json_open_object(&writer);
    put_words_schema(&writer);
    put_finding_schema(&writer);
    json_close_object(&writer);
    json_close_object(&writer);
    base_put_char(buffer, '\n');
}

static void put_bound_schema(json_writer *writer, const char *key)
{
    static const char *const required[] = { "numerator", "denominator", "percent", NULL };
    json_key(writer, base_str_of(key));
    open_object(writer, required);
    put_count(writer, "numerator");
    put_count(writer, "denominator");
    put_plain(writer, "percent", "string", true);
    close_object(writer);
}

static void put_counts_schema(json_writer *writer, const char *key, const char *const *words)
{
    json_key(writer, base_str_of(key));
    open_object(writer, words);
    for (; *words; words++) put_count(writer, *words);
    close_object(writer);
}

static void put_rate_schema(json_writer *writer)
{
    static const char *const required[] = {
        "rule", "title", "force", "target", "verdict", "counted", "numerator", "denominator", "percent", "best", "worst", "counts",
        "uncounted", "findings", NULL
    };
    static const char *const forces[] = { "required", "advised", NULL }, *const counted[] = { "findings", "periods", NULL };
    static const char *const verdicts[] = { "reached", "missed", "unknown", "empty", NULL };
    open_array(writer, "rates");
    open_object(writer, required);
    put_plain(writer, "rule", "string", false);
    put_plain(writer, "title", "string", false);
    put_choice(writer, "force", forces);
    put_plain(writer, "target", "string", true);
    json_key(writer, BASE_STR("verdict"));
    json_open_object(writer);
    json_key(writer, BASE_STR("enum"));
    json_open_array(writer);
    for (const char *const *word = verdicts; *word; word++) json_write_string(writer, base_str_of(*word));
    json_write_null(writer);
    json_close_array(writer);
    json_close_object(writer);
    put_choice(writer, "counted", counted);
    put_count(writer, "numerator");
    put_count(writer, "denominator");
    put_plain(writer, "percent", "string", true);
    put_bound_schema(writer, "best");
    put_bound_schema(writer, "worst");
    put_counts_schema(writer, "counts", period_words);
    put_count(writer, "uncounted");
    put_counts_schema(writer, "findings", status_words);
    close_object(writer);
    json_close_object(writer);
}

void codec_put_rates_schema(base_buffer *buffer)
{
    static const char *const required[] = {
        "format", "as_of", "known_at", "since", "cases", "engine", "rules", "parameters", "digests", "rates", NULL
    };
    json_writer writer;
    open_format(&writer, buffer, "casework.rates/1", required);
    put_reference(&writer, "as_of", "#/$defs/day_or_none");
    put_reference(&writer, "known_at", "#/$defs/day_or_none");
    put_reference(&writer, "since", "#/$defs/day_or_none");
    put_count(&writer, "cases");
    put_made_schema(&writer, false);
    put_rate_schema(&writer);
    json_close_object(&writer);
    json_key(&writer, BASE_STR("$defs"));
    json_open_object(&writer);
    put_words_schema(&writer);
    json_close_object(&writer);
    json_close_object(&writer);
    base_put_char(buffer, '\n');
}

void codec_put_problem_schema(base_buffer *buffer)
{
    static const char *const required[] = { "format", "line", "status", "diagnostics", "dropped", "text", NULL };
    static const char *const statuses[] = { "input", "limit", NULL };
    json_writer writer;
    open_format(&writer, buffer, "casework.problem/1", required);
    put_count(&writer, "line");
    put_choice(&writer, "status", statuses);
    put_diagnostics_schema(&writer, "diagnostics");
    close_object(&writer);
    base_put_char(buffer, '\n');
}

/* A clause was run, and has a trace, or was made of what came before, and has lines. */
static void put_clauses_schema(json_writer *writer)
{
    static const char *const required[] = { "clause", NULL };
    open_array(writer, "clauses");
    open_object(writer, required);
    put_plain(writer, "clause", "string", false);
    put_reference(writer, "trace", "#/$defs/trace");
    put_array_of(writer, "lines", "string");
    close_object(writer);
    json_close_object(writer);
}

static void put_trace_schema(json_writer *writer)
{
    static const char *const required[] = { "text", "value", NULL };
    json_key(writer, BASE_STR("trace"));
    open_object(writer, required);
    put_plain(writer, "text", "string", false);
    put_plain(writer, "item", "string", false);
    put_plain(writer, "value", "string", false);
    open_array(writer, "parts");
    json_open_object(writer);
    json_key(writer, BASE_STR("$ref"));
    json_write_string(writer, BASE_STR("#/$defs/trace"));
    json_close_object(writer);
    json_close_object(writer);
    put_count(writer, "left_out");
    close_object(writer);
}

void codec_put_explanation_schema(base_buffer *buffer)
{
    static const char *const required[] = {
        "format", "case", "as_of", "known_at", "rule", "covers", "force", "title", "subjects", "status", "best", "worst", "violation",
        "due", "reasons", "clauses", NULL
    };
    json_writer writer;
    open_format(&writer, buffer, "casework.explanation/1", required);
    put_plain(&writer, "case", "string", false);
    put_reference(&writer, "as_of", "#/$defs/day");
    put_reference(&writer, "known_at", "#/$defs/day_or_none");
    put_verdict_schema(&writer);
    put_clauses_schema(&writer);
    json_close_object(&writer);
    json_key(&writer, BASE_STR("$defs"));
    json_open_object(&writer);
    put_words_schema(&writer);
    put_trace_schema(&writer);
    json_close_object(&writer);
    json_close_object(&writer);
    base_put_char(buffer, '\n');
}

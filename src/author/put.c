/* SPDX-License-Identifier: MIT */
/* Findings in the words of expectations, so that what was found can be copied into a test. */
#include "author/tests.h"
#include "codec/report_parts.h"

static bool is_plain(const char *id)
{
    for (uint8_t status = EVAL_MET; status <= EVAL_UNKNOWN; status++)
        if (base_str_is(base_str_of(id), codec_status_word(status)))
            return false;
    if (base_str_is(base_str_of(id), "none") || *id == '\0')
        return false;
    for (; *id; id++)
        if (*id == ' ' || *id == '\t' || *id == '"' || (*id == '/' && id[1] == '/'))
            return false;
    return true;
}

static void put_word(base_buffer *buffer, base_str text)
{
    bool plain = is_plain(text.at);
    base_put_char(buffer, ' ');
    if (plain)
        base_put_visible(buffer, text);
    else
        json_put_string(buffer, text);
}

static void put_status(base_buffer *buffer, uint8_t status, bool has_due, int64_t due, bool has_missed, int64_t missed)
{
    base_put_char(buffer, ' ');
    base_put(buffer, codec_status_word(status));
    if (has_due) {
        base_put(buffer, " due ");
        base_put_day(buffer, due);
    }
    if (has_missed) {
        base_put(buffer, " missed ");
        base_put_int(buffer, missed);
    }
}

void author_put_expected(base_buffer *buffer, const author_expectation *expected)
{
    base_put_visible(buffer, expected->rule.text);
    for (int32_t i = 0; i < expected->id_count; i++) {
        base_put_char(buffer, ' ');
        base_put_visible(buffer, expected->ids[i].text);
    }
    if (expected->kind == AUTHOR_NONE)
        base_put(buffer, " none");
    if (expected->kind == AUTHOR_FINDING)
        put_status(buffer, expected->status, expected->has_due, expected->due, expected->has_missed, expected->missed);
    if (expected->fact_count > 0)
        base_put(buffer, " missing");
    for (int32_t i = 0; i < expected->fact_count; i++) {
        base_put_char(buffer, ' ');
        base_put_visible(buffer, expected->facts[i].text);
    }
}

static void put_reasons(base_buffer *buffer, const cw_finding *finding)
{
    bool named = false;
    for (int32_t i = 0; i < finding->reason_count; i++) {
        if (!finding->reasons[i].fact)
            continue;
        base_put(buffer, named ? "" : " missing");
        put_word(buffer, base_str_of(finding->reasons[i].fact));
        named = true;
    }
    for (int32_t i = 0; i < finding->reason_count; i++) {
        if (finding->reasons[i].fact)
            continue;
        base_put(buffer, "; ");
        codec_put_reason(buffer, finding->report, &finding->reasons[i]);
    }
}

static void put_subjects(base_buffer *buffer, const cw_finding *finding)
{
    for (int32_t i = 0; i < finding->subject_count; i++)
        put_word(buffer, base_str_of(finding->subjects[i].id));
}

void author_put_about(base_buffer *buffer, const cw_rules *rules, const cw_finding *finding)
{
    const char *bare = finding->rule->full_name + finding->rule->file->set.length + 1;
    base_put(buffer, rules_find(rules, base_str_of(bare)) ? bare : finding->rule->full_name);
    put_subjects(buffer, finding);
}

void author_put_outcome(base_buffer *buffer, const cw_finding *finding)
{
    put_status(buffer, finding->status, finding->due != INT64_MAX, finding->due, finding->missed > 0, finding->missed);
    put_reasons(buffer, finding);
}

void author_put_found(base_buffer *buffer, const cw_finding *finding)
{
    base_put(buffer, finding->rule->full_name + finding->rule->file->set.length + 1);
    put_subjects(buffer, finding);
    author_put_outcome(buffer, finding);
}

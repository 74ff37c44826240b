/* SPDX-License-Identifier: MIT */
/* What a test expects against what was found. */
#include "author/tests.h"
#include "codec/report.h"

/* Of other findings of the rule so many are named: enough to see what the test should have said. Of all that differ so many are told. */
enum { NAMED_MOST = 8, TOLD_MOST = 100 };

typedef struct comparing {
    author_file *file;
    const author_test *test;
    base_buffer *details;
    bool same;
    cw_status status;
    int64_t told, untold;
} comparing;

/* ---- which finding ---- */

bool author_is_rule(const rules_rule *one, base_str rule)
{
    base_str full = base_str_of(one->full_name);
    size_t before = one->file->set.length + 1;
    return base_str_equal(full, rule) || base_str_equal((base_str){full.at + before, full.length - before}, rule);
}

bool author_is_of_rule(const cw_finding *finding, base_str rule)
{
    return author_is_rule(finding->rule, rule);
}

bool author_is_about(const cw_finding *finding, const author_expectation *expected)
{
    if (!author_is_of_rule(finding, expected->rule.text) || finding->subject_count != expected->id_count)
        return false;
    for (int32_t i = 0; i < expected->id_count; i++)
        if (!base_str_equal(base_str_of(finding->subjects[i].id), expected->ids[i].text))
            return false;
    return true;
}

static bool has_fact(const cw_finding *finding, base_str fact)
{
    for (int32_t i = 0; i < finding->reason_count; i++)
        if (finding->reasons[i].fact && base_str_equal(base_str_of(finding->reasons[i].fact), fact))
            return true;
    return false;
}

/* All the facts that are named and no other, in any order. */
static bool has_facts(const cw_finding *finding, const author_expectation *expected)
{
    bool same = finding->reason_count == expected->fact_count && !finding->more_reasons;
    for (int32_t i = 0; same && i < expected->fact_count; i++)
        same = has_fact(finding, expected->facts[i].text);
    return same;
}

static bool is_as_expected(const cw_finding *finding, const author_expectation *expected)
{
    return finding->status == expected->status && (!expected->has_due || finding->due == expected->due) &&
           (!expected->has_missed || finding->missed == expected->missed) &&
           (expected->fact_count == 0 || has_facts(finding, expected));
}

/* ---- what differs ---- */

/* Whether one more is told. Several expectations may each differ from all findings. */
static bool may_tell(comparing *self)
{
    bool may = self->told < TOLD_MOST;
    self->same = false;
    self->told += may;
    self->untold += !may;
    return may;
}

static void put_expectation(comparing *self, const author_expectation *expected)
{
    base_lines at = base_lines_at(self->file->source.text, expected->start, &self->file->lines);
    base_putf(self->details, "line %lld: expected ", (long long)at.line);
    author_put_expected(self->details, expected);
    base_put_char(self->details, '\n');
}

/* The explanation, set in. */
static void put_explanation(comparing *self, const cw_finding *finding)
{
    base_buffer text;
    base_buffer_init(&text, self->details->context);
    cw_status status = codec_put_explanation_text(&text, finding, false);
    if (status != CW_OK)
        self->status = status;
    bool fresh = true;
    for (size_t i = 0; i < text.length; i++) {
        base_put(self->details, fresh && text.data[i] != '\n' ? "    " : "");
        base_put_char(self->details, text.data[i]);
        fresh = text.data[i] == '\n';
    }
    base_buffer_finish(&text);
}

/* What the words of an expectation do not say. */
static void put_notes(comparing *self, const cw_finding *finding)
{
    if (finding->note)
        base_putf(self->details, "    note: %s\n", finding->note);
    for (int32_t i = 0; i < finding->note_count; i++)
        base_putf(self->details, "    note: %s\n", finding->notes[i]);
}

static void put_finding(comparing *self, const author_expectation *expected, const cw_finding *finding)
{
    if (!may_tell(self))
        return;
    put_expectation(self, expected);
    base_put(self->details, "found ");
    author_put_found(self->details, finding);
    base_put_char(self->details, '\n');
    if (self->file->host->explain)
        put_explanation(self, finding);
    else
        put_notes(self, finding);
}

/* Nothing about these subjects: what else is there of the rule. */
static void put_others(comparing *self, const author_expectation *expected)
{
    const cw_report *report = self->file->report;
    int32_t count = 0;
    if (!may_tell(self))
        return;
    put_expectation(self, expected);
    base_put(self->details, "found no such finding\n");
    for (int64_t i = 0; i < report->count; i++) {
        if (!author_is_of_rule(&report->findings[i], expected->rule.text) || count++ >= NAMED_MOST)
            continue;
        base_put(self->details, "  but ");
        author_put_found(self->details, &report->findings[i]);
        base_put_char(self->details, '\n');
    }
    if (count > NAMED_MOST)
        base_putf(self->details, "  and %d more\n", (int)(count - NAMED_MOST));
}

/* ---- one expectation ---- */

static void compare_finding(comparing *self, const author_expectation *expected)
{
    const cw_report *report = self->file->report;
    int32_t count = 0;
    for (int64_t i = 0; i < report->count; i++) {
        const cw_finding *finding = &report->findings[i];
        if (!author_is_about(finding, expected))
            continue;
        count++;
        if (!is_as_expected(finding, expected))
            put_finding(self, expected, finding);
    }
    if (count == 0)
        put_others(self, expected);
}

/* Without ids: nothing of the rule at all. */
static void compare_none(comparing *self, const author_expectation *expected)
{
    const cw_report *report = self->file->report;
    for (int64_t i = 0; i < report->count; i++) {
        const cw_finding *finding = &report->findings[i];
        bool named = expected->id_count == 0 ? author_is_of_rule(finding, expected->rule.text) : author_is_about(finding, expected);
        if (named)
            put_finding(self, expected, finding);
    }
}

static bool is_named(const author_test *test, const cw_finding *finding)
{
    for (const author_expectation *at = test->expectations; at; at = at->next)
        if (at->kind == AUTHOR_FINDING && author_is_about(finding, at))
            return true;
    return false;
}

static void compare_only(comparing *self, const author_expectation *expected)
{
    const cw_report *report = self->file->report;
    for (int64_t i = 0; i < report->count; i++) {
        const cw_finding *finding = &report->findings[i];
        if (finding->violation && !is_named(self->test, finding))
            put_finding(self, expected, finding);
    }
}

cw_status author_compare(author_file *file, const author_test *test, base_buffer *details, bool *same)
{
    comparing self = {.file = file, .test = test, .details = details, .same = true};
    for (const author_expectation *at = test->expectations; at; at = at->next) {
        if (file->alone && at->kind != AUTHOR_ONLY && !author_is_rule(file->alone, at->rule.text))
            continue;
        if (at->kind == AUTHOR_FINDING)
            compare_finding(&self, at);
        else if (at->kind == AUTHOR_NONE)
            compare_none(&self, at);
        else
            compare_only(&self, at);
    }
    if (self.untold > 0)
        base_putf(details, "and %lld more that differ\n", (long long)self.untold);
    *same = self.same;
    return details->failed ? CW_ERR_NOMEM : self.status;
}

/* SPDX-License-Identifier: MIT */
#ifndef TESTS_EVALUATE_H
#define TESTS_EVALUATE_H
/* For the tests of eval and of reports: from the texts of a case and of rules to a report. Include <cmocka.h> first. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "codec/document.h"
#include "codec/report.h"

static inline void show_problems(cw_diag *diag)
{
    cw_text *text;
    if (base_diag_render(diag, &text) != CW_OK) return;
    fprintf(stderr, "%s\n", base_text_str(text).at);
    base_text_drop(text);
}

static inline cw_case *read_case(const char *json)
{
    cw_case *one = NULL;
    cw_diag *diag;
    assert_int_equal(base_diag_new(NULL, &diag), CW_OK);
    cw_status status = codec_read_case(NULL, BASE_STR("case.json"), 1, base_str_of(json), 0, diag, &one);
    if (status != CW_OK) show_problems(diag);
    assert_int_equal(status, CW_OK);
    status = model_case_freeze(one, diag, NULL, NULL);
    if (status != CW_OK) show_problems(diag);
    assert_int_equal(status, CW_OK);
    base_diag_drop(diag);
    return one;
}

static inline cw_rules *compile_rules(const char *text)
{
    cw_rules *rules = NULL;
    cw_diag *diag;
    rules_input input = { BASE_STR("test.rules"), base_str_of(text) };
    assert_int_equal(base_diag_new(NULL, &diag), CW_OK);
    cw_status status = rules_compile(base_context_use(NULL), &eval_schema, &input, 1, diag, &rules);
    if (status != CW_OK) show_problems(diag);
    assert_int_equal(status, CW_OK);
    base_diag_drop(diag);
    return rules;
}

static inline void drop_rules(cw_rules *rules)
{
    if (base_reference_drop(&rules->references)) rules_release(rules);
}

static inline int64_t day_of(const char *text)
{
    int64_t day = 0;
    assert_true(base_day_parse(base_str_of(text), &day));
    return day;
}

static inline cw_report *judge_with(const cw_context *context, cw_rules *rules, cw_case *one, const char *day)
{
    cw_evaluator *evaluator;
    cw_report *report;
    assert_int_equal(eval_evaluator_new(base_context_use((cw_context *)context), &evaluator), CW_OK);
    assert_int_equal(eval_report_new(base_context_use((cw_context *)context), &report), CW_OK);
    assert_int_equal(eval_run(evaluator, rules, one, day_of(day), report), CW_OK);
    eval_evaluator_release(evaluator);
    return report;
}

/* From texts. The caller releases the report, which holds the case and the rules. */
static inline cw_report *judge(const char *rules_text, const char *case_json, const char *day)
{
    cw_rules *rules = compile_rules(rules_text);
    cw_case *one = read_case(case_json);
    cw_report *report = judge_with(NULL, rules, one, day);
    drop_rules(rules);
    model_case_release(one);
    return report;
}

static inline const char *status_name(uint8_t status)
{
    static const char *const names[] = { "?", "met", "not_applicable", "waived", "pending", "late", "unmet", "overdue", "unknown" };
    return names[status];
}

/* All findings in one line: "a:met b(leo):unknown[met..unmet: leo.born] c:pending@2024-05-01
 * d:overdue@2024-03-31#2?1from2024-01-31": two periods missed, one perhaps, the first ended then. Release with free. */
static inline char *describe(const cw_report *report)
{
    base_buffer buffer;
    base_buffer_init(&buffer, base_context_use(NULL));
    for (int64_t i = 0; i < report->count; i++) {
        const cw_finding *f = &report->findings[i];
        if (i > 0) base_put(&buffer, " ");
        base_put_str(&buffer, f->rule->name);
        for (int32_t k = 0; k < f->subject_count; k++)
            base_putf(&buffer, "%s%s", k == 0 ? "(" : ",", f->subjects[k].id);
        base_putf(&buffer, "%s:%s", f->subject_count > 0 ? ")" : "", status_name(f->status));
        if (f->due != INT64_MAX) {
            base_put(&buffer, "@");
            base_put_day(&buffer, f->due);
        }
        if (f->missed > 0 || f->missed_uncertain > 0) base_putf(&buffer, "#%d", (int)f->missed);
        if (f->missed_uncertain > 0) base_putf(&buffer, "?%d", (int)f->missed_uncertain);
        if (f->first_missed != INT64_MAX) base_put(&buffer, "from");
        if (f->first_missed != INT64_MAX) base_put_day(&buffer, f->first_missed);
        if (f->status == EVAL_UNKNOWN) base_putf(&buffer, "[%s..%s:", status_name(f->best), status_name(f->worst));
        for (int32_t k = 0; k < f->reason_count; k++) {
            const eval_reason *r = &f->reasons[k];
            base_putf(&buffer, " %s", r->fact ? r->fact : r->reason == FEEL_AFTER_CURRENT ? "(after current_to)" : r->message);
        }
        if (f->status == EVAL_UNKNOWN) base_put(&buffer, "]");
        if (f->note) base_putf(&buffer, "{%s}", f->note);
        for (int32_t k = 0; k < f->note_count; k++) base_putf(&buffer, "<%s>", f->notes[k]);
    }
    char *copy = malloc(buffer.length + 1);
    assert_non_null(copy);
    memcpy(copy, buffer.length ? buffer.data : "", buffer.length + 1);
    base_buffer_finish(&buffer);
    return copy;
}
#endif

/* SPDX-License-Identifier: MIT */
/* The lives of evaluators and reports. */
#include "eval/judge.h"

#include <string.h>

static const base_mark empty_mark = {0};

cw_status eval_evaluator_new(const cw_context *context, cw_evaluator **out)
{
    *out = NULL;
    cw_evaluator *made = base_allocate(context, sizeof *made);
    if (!made) {
        base_context_drop(context);
        return CW_ERR_NOMEM;
    }
    memset(made, 0, sizeof *made);
    atomic_init(&made->references, 1);
    made->context = context;
    made->known_at = INT64_MAX;
    made->since = INT64_MIN;
    made->hashing = base_sha256_best_way();
    base_arena_init(&made->scratch, context);
    base_buffer_init(&made->text, context);
    *out = made;
    return CW_OK;
}

void eval_evaluator_release(cw_evaluator *evaluator)
{
    if (!base_reference_drop(&evaluator->references)) return;
    const cw_context *context = evaluator->context;
    base_arena_finish(&evaluator->scratch);
    base_buffer_finish(&evaluator->text);
    base_release(context, evaluator->slots, (size_t)evaluator->slot_capacity * sizeof *evaluator->slots);
    eval_schedule_finish(evaluator);
    eval_holidays_drop(evaluator->held_holidays);
    if (evaluator->own) eval_report_release(evaluator->own);
    base_release(context, evaluator, sizeof *evaluator);
    base_context_drop(context);
}

cw_status eval_report_new(const cw_context *context, cw_report **out)
{
    *out = NULL;
    cw_report *made = base_allocate(context, sizeof *made);
    if (!made) {
        base_context_drop(context);
        return CW_ERR_NOMEM;
    }
    memset(made, 0, sizeof *made);
    atomic_init(&made->references, 1);
    made->context = context;
    base_arena_init(&made->arena, context);
    *out = made;
    return CW_OK;
}

cw_report *eval_evaluator_report(cw_evaluator *evaluator)
{
    if (!evaluator->own) eval_report_new(base_context_use((cw_context *)evaluator->context), &evaluator->own);
    return evaluator->own;
}

void eval_report_clear(cw_report *report)
{
    if (report->one) model_case_release(report->one);
    if (report->rules && base_reference_drop(&report->rules->references)) rules_release(report->rules);
    eval_holidays_drop(report->held_holidays);
    report->one = NULL;
    report->rules = NULL;
    report->held_holidays = NULL;
    report->holidays = NULL;
    report->holiday_count = 0;
    report->view = NULL;
    report->filled = false;
    report->count = report->violations = 0;
    report->assumptions = NULL;
    report->assumption_count = 0;
    report->tallies = NULL;
    memset(report->counts, 0, sizeof report->counts);
    base_arena_rewind(&report->arena, empty_mark);
}

void eval_report_release(cw_report *report)
{
    if (!base_reference_drop(&report->references)) return;
    const cw_context *context = report->context;
    eval_report_clear(report);
    base_arena_finish(&report->arena);
    base_release(context, report->findings, (size_t)report->capacity * sizeof *report->findings);
    base_release(context, report, sizeof *report);
    base_context_drop(context);
}

/* SPDX-License-Identifier: MIT */
/* One evaluation: every rule of a set on one case and day. */
#include "eval/instrument.h"
#include "eval/judge.h"

static bool grow_slots(cw_evaluator *evaluator, uint32_t need)
{
    void *slots = evaluator->slots;
    bool done = base_grow(evaluator->context, &slots, &evaluator->slot_capacity, (int64_t)need + 1, sizeof *evaluator->slots);
    evaluator->slots = slots;
    return done;
}

/* Whether the case was closed is not known: every finding depends on it, but for the day on which it was opened; a
 * recurrence depends on it then too, since closing cuts its period short. */
static bool closing_unknown(const eval_judge *judge)
{
    const model_slot *closed = &judge->report->one->root->slots[MODEL_SLOT_CASE_CLOSED];
    bool later = judge->report->as_of > judge->opened || judge->rule->shape == RULES_SHAPE_RECURRENCE;
    return closed->state == MODEL_NULL && later;
}

static void tell_closing_unknown(eval_judge *judge)
{
    eval_judge_refresh(judge);
    feel_value value = feel_missing_fact(&judge->run, judge->report->one->root, model_field_by(MODEL_FIELD_CASE_CLOSED));
    eval_outcome outcome = eval_outcome_unknown(judge->rule, value.as.missing);
    eval_tell(judge, 0, &outcome);
}

static void judge_rule(eval_judge *judge)
{
    base_arena *scratch = judge->run.scratch;
    base_mark mark = base_arena_mark(scratch);
    eval_outcome before = eval_outcome_not_applicable("before opening");
    if (!eval_is_active(judge->report->rules, judge->rule)) return;
    if (judge->report->as_of < judge->opened) eval_tell(judge, 0, &before);
    else if (closing_unknown(judge)) tell_closing_unknown(judge);
    else eval_judge_versions(judge);
    base_arena_rewind(scratch, mark);
}

static feel_run make_run(cw_evaluator *evaluator, const cw_report *report)
{
    return (feel_run){
        .facts = &eval_facts, .host = report->view, .mode = FEEL_RULES, .day = report->view->day,
        .globals = report->rules->globals, .slots = evaluator->slots,
        .slot_count = (uint32_t)evaluator->slot_capacity, .scratch = &evaluator->scratch
    };
}

static cw_status fill(cw_evaluator *evaluator, cw_report *report)
{
    const cw_record *root = report->one->root;
    eval_judge judge = eval_judge_for(evaluator, report);
    const model_slot *closed = &root->slots[MODEL_SLOT_CASE_CLOSED];
    judge.opened = root->slots[MODEL_SLOT_CASE_OPENED].as.integer;
    judge.closed = closed->state == MODEL_VALUE && closed->as.integer <= report->as_of ? closed->as.integer : INT64_MAX;
    judge.day = report->as_of < judge.closed ? report->as_of : judge.closed;
    judge.days = eval_days_new(&report->arena, report->one, report->rules, report->known_at);
    report->view = judge.days ? eval_view_on(judge.days, judge.day) : NULL;
    if (!report->view || !grow_slots(evaluator, report->rules->slots)) return CW_ERR_NOMEM;
    judge.run = make_run(evaluator, report);
    struct feel_tracer tracer = { .watch = evaluator->watch ? &evaluator->watch->told : NULL };
    for (int32_t i = 0; i < report->rules->rule_count && judge.status == CW_OK; i++) {
        judge.rule = report->rules->rules[i];
        if (evaluator->choice && !evaluator->choice->wants(evaluator->choice->user, judge.rule)) continue;
        judge.run.tracer = tracer.watch && evaluator->watch->wants(tracer.watch->user, judge.rule) ? &tracer : NULL;
        judge_rule(&judge);
    }
    judge.run.tracer = NULL;
    if (judge.status == CW_OK) eval_assume(&judge);
    if (judge.status == CW_OK && !eval_tell_tallies(report)) judge.status = CW_ERR_NOMEM;
    return judge.status;
}

cw_status eval_run(cw_evaluator *evaluator, cw_rules *rules, cw_case *one, int64_t as_of, cw_report *report)
{
    base_reference_take(&rules->references);
    base_reference_take(&one->references);
    eval_report_clear(report);
    report->rules = rules;
    report->one = one;
    report->as_of = as_of;
    report->known_at = evaluator->known_at;
    report->since = evaluator->since;
    report->hashing = evaluator->hashing;
    report->held_holidays = eval_holidays_take(evaluator->held_holidays);
    report->holidays = evaluator->holidays;
    report->holiday_count = evaluator->holiday_count;
    /* Only a frozen case is sure to have its required days. */
    cw_status status = one->frozen ? fill(evaluator, report) : CW_ERR_NOT_FROZEN;
    report->filled = status == CW_OK;
    if (!report->filled) eval_report_clear(report);
    return status;
}

/* SPDX-License-Identifier: MIT */
/* What an evaluation took for granted, and what it left out: sentences for the report. */
#include "eval/judge.h"

const rules_parameter *eval_inactive(const cw_rules *rules, const rules_rule *rule)
{
    for (int32_t i = 0; i < rule->parameter_count; i++) {
        const rules_parameter *parameter = rules->parameters[rule->parameters[i]];
        if (!parameter->has_value) return parameter;
    }
    return NULL;
}

static void keep_sentence(eval_judge *judge)
{
    cw_report *report = judge->report;
    base_buffer *text = &judge->evaluator->text;
    char *kept = text->failed ? NULL : base_arena_copy(&report->arena, text->data, text->length);
    if (kept) report->assumptions[report->assumption_count++] = kept;
    else judge->status = CW_ERR_NOMEM;
    base_buffer_clear(text);
}

static void assume_current(eval_judge *judge)
{
    base_buffer *text = &judge->evaluator->text;
    base_put(text, "the record is taken to be whole up to ");
    base_put_day(text, judge->report->view->day);
    base_put(text, ", since `case.current_to` is absent");
    keep_sentence(judge);
}

static void tell_before(eval_judge *judge)
{
    base_buffer *text = &judge->evaluator->text;
    base_put(text, "the case was opened on ");
    base_put_day(text, judge->opened);
    base_put(text, "; before that day no rule applies");
    keep_sentence(judge);
}

static void assume_closed(eval_judge *judge)
{
    base_buffer *text = &judge->evaluator->text;
    base_put(text, "the case is judged as of ");
    base_put_day(text, judge->closed);
    base_put(text, ", the day on which it was closed");
    keep_sentence(judge);
}

static void tell_inactive(eval_judge *judge, const rules_rule *rule, const rules_parameter *parameter)
{
    base_buffer *text = &judge->evaluator->text;
    base_put(text, "rule `");
    base_put(text, rule->full_name);
    base_put(text, "` was not judged, since parameter `");
    base_put_str(text, parameter->name);
    base_put(text, "` has no value");
    keep_sentence(judge);
}

void eval_assume(eval_judge *judge)
{
    const cw_case *one = judge->report->one;
    const cw_rules *rules = judge->report->rules;
    size_t most = 3 + (size_t)rules->rule_count;
    judge->report->assumptions = base_arena_array(&judge->report->arena, most, sizeof *judge->report->assumptions);
    if (!judge->report->assumptions) {
        judge->status = CW_ERR_NOMEM;
        return;
    }
    base_buffer_clear(&judge->evaluator->text);
    if (one->root->slots[MODEL_SLOT_CASE_CURRENT_TO].state == MODEL_ABSENT) assume_current(judge);
    if (judge->report->as_of < judge->opened) tell_before(judge);
    if (judge->closed < judge->report->as_of) assume_closed(judge);
    for (int32_t i = 0; i < rules->rule_count; i++) {
        const rules_parameter *parameter = eval_inactive(rules, rules->rules[i]);
        if (parameter) tell_inactive(judge, rules->rules[i], parameter);
    }
}

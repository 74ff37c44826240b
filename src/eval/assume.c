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

bool eval_is_active(const cw_rules *rules, const rules_rule *rule)
{
    for (; rule; rule = rule->next_version)
        if (!eval_inactive(rules, rule)) return true;
    return false;
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

static void assume_recorded(eval_judge *judge)
{
    int64_t count = eval_recorded_on_own_date(judge->report->view);
    base_buffer *text = &judge->evaluator->text;
    if (count == 0) return;
    base_put_int(text, count);
    base_put(text, count == 1 ? " entry does not say when it was recorded: its own date counts"
                              : " entries do not say when they were recorded: their own dates count");
    keep_sentence(judge);
}

static bool counts_working_days(const cw_report *report, const rules_rule *rule)
{
    return rule->anchor && eval_term_of(report, &rule->within).unit == RULES_WORKING_DAY;   /* `every` counts none */
}

static bool any_counts_working_days(const cw_report *report)
{
    bool found = false;
    for (int32_t i = 0; i < report->rules->rule_count && !found; i++)
        for (const rules_rule *rule = report->rules->rules[i]; rule && !found; rule = rule->next_version)
            found = counts_working_days(report, rule);
    return found;
}

/* Told where a finding rests on it; what applies to nobody counted no days. */
static void assume_no_holidays(eval_judge *judge)
{
    const cw_report *report = judge->report;
    const rules_rule *last = NULL;
    bool found = false;
    if (!any_counts_working_days(report)) return;
    for (int64_t i = 0; i < report->count && !found; i++) {
        const cw_finding *finding = &report->findings[i];
        if (finding->rule == last || finding->status == EVAL_NOT_APPLICABLE) continue;
        last = finding->rule;
        found = counts_working_days(report, last);
    }
    if (!found) return;
    base_put(&judge->evaluator->text, "no holidays were given: only Saturdays and Sundays are taken to be no working days");
    keep_sentence(judge);
}

/* In quotes, as written. */
static void put_source(base_buffer *text, const feel_node *node)
{
    base_put_char(text, '`');
    base_put_str(text, feel_node_text(node));
    base_put_char(text, '`');
}

static void assume_absent(eval_judge *judge, const rules_absent *absent)
{
    const model_field *field = absent->field;
    base_buffer *text = &judge->evaluator->text;
    base_put(text, "where it is absent, `");
    base_put(text, model_kind_at(absent->kind)->name);
    base_put_char(text, '.');
    base_put(text, field->name);
    base_put(text, "` is taken as ");
    if (absent->how == RULES_ABSENT_UNKNOWN) base_put(text, "not known");
    else if (absent->how == RULES_ABSENT_NONE) base_put(text, "none");
    else put_source(text, absent->value);
    keep_sentence(judge);
}

static void tell_set(eval_judge *judge, const rules_parameter *parameter)
{
    base_buffer *text = &judge->evaluator->text;
    base_put(text, "parameter `");
    base_put(text, parameter->full_name);
    base_put(text, "` was set to `");
    base_put_str(text, parameter->written);
    base_put(text, parameter->declared.length > 0 ? "`; its rules say `" : "`; its rules give it no value");
    base_put_str(text, parameter->declared);
    if (parameter->declared.length > 0) base_put_char(text, '`');
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
    size_t most = 5 + (size_t)rules->rule_count + (size_t)rules->absent_count + (size_t)rules->set_count;
    judge->report->assumptions = base_arena_array(&judge->report->arena, most, sizeof *judge->report->assumptions);
    if (!judge->report->assumptions) {
        judge->status = CW_ERR_NOMEM;
        return;
    }
    base_buffer_clear(&judge->evaluator->text);
    if (one->root->slots[MODEL_SLOT_CASE_CURRENT_TO].state == MODEL_ABSENT) assume_current(judge);
    if (judge->report->as_of < judge->opened) tell_before(judge);
    if (judge->closed < judge->report->as_of) assume_closed(judge);
    if (judge->report->known_at != INT64_MAX) assume_recorded(judge);
    if (judge->report->holiday_count == 0) assume_no_holidays(judge);
    for (int32_t i = 0; i < rules->absent_count; i++)
        if (eval_absent_used(judge->days, i)) assume_absent(judge, rules->absents[i]);
    for (int32_t i = 0; rules->set_count > 0 && i < rules->parameter_count; i++)
        if (rules->parameters[i]->is_set) tell_set(judge, rules->parameters[i]);
    for (int32_t i = 0; i < rules->rule_count; i++) {
        const rules_parameter *parameter = NULL;
        for (const rules_rule *rule = rules->rules[i]; rule && !parameter; rule = rule->next_version) parameter = eval_inactive(rules, rule);
        if (parameter) tell_inactive(judge, rules->rules[i], parameter);
    }
}

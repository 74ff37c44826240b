/* SPDX-License-Identifier: MIT */
/* Asking the clauses of a rule, on one day or another. */
#include "eval/judge.h"

/* ---- days ---- */

void eval_go_to(eval_judge *judge, int64_t day)
{
    if (judge->run.day == day) return;
    eval_view *view = eval_view_on(judge->days, day);
    if (!view) {
        /* Everything answers unknown, over the budget, from here on. */
        if (!judge->days->over) judge->run.no_memory = true;
        judge->run.steps = -1;
        return;
    }
    judge->run.host = view;
    judge->run.day = day;
}

void eval_go_and_see(eval_judge *judge, int64_t day)
{
    eval_go_to(judge, day);
    judge->seen = day;
    for (int32_t i = 0; i < judge->rule->let_count; i++) {
        const rules_let *let = &judge->rule->lets[i];
        feel_value value;
        feel_eval(&judge->run, let->value, &value);
        judge->run.slots[let->slot] = value;
    }
}

/* ---- answers ---- */

eval_answer eval_ask(eval_judge *judge, const feel_node *node)
{
    feel_value value;
    if (!node) return (eval_answer){ EVAL_YES, NULL };
    feel_eval(&judge->run, node, &value);
    if (value.kind == FEEL_UNKNOWN) return (eval_answer){ EVAL_NO | EVAL_YES, value.as.missing };
    return (eval_answer){ feel_is_true(&value) ? EVAL_YES : EVAL_NO, NULL };
}

static eval_answer combine(eval_judge *judge, eval_answer a, eval_answer b, uint32_t decides)
{
    if (a.poss == decides || b.poss == decides) return (eval_answer){ decides, NULL };
    const feel_missing *missing = feel_missing_union(&judge->run, a.missing, b.missing);
    return (eval_answer){ a.poss | b.poss, missing };
}

eval_answer eval_both_unsure(eval_judge *judge, eval_answer a, eval_answer b)
{
    return combine(judge, a, b, EVAL_NO);
}

eval_answer eval_either(eval_judge *judge, eval_answer a, eval_answer b)
{
    return combine(judge, a, b, EVAL_YES);
}

void eval_forget(eval_judge *judge)
{
    judge->seen = INT64_MIN;
    judge->applies.poss = 0;
}

static eval_answer ask_applies(eval_judge *judge)
{
    const feel_missing *membership = judge->membership;
    eval_answer all = { membership ? EVAL_NO | EVAL_YES : EVAL_YES, membership };
    for (int32_t i = 0; i < judge->rule->variable_count && all.poss != EVAL_NO; i++) {
        const feel_node *filter = judge->rule->variables[i].filter;
        if (filter) all = eval_both(judge, all, eval_ask(judge, filter));
    }
    return all.poss == EVAL_NO ? all : eval_both(judge, all, eval_ask(judge, judge->rule->when));
}

/* Whatever else the answer hangs on, beside the subjects and the day: reasons are gone with the period's scratch, too. */
static bool may_keep(const eval_judge *judge, eval_answer answer)
{
    return !answer.missing && !judge->rule->when_names_period && judge->rule->let_count == 0;
}

eval_answer eval_ask_applies(eval_judge *judge, int64_t day)
{
    feel_run *run = &judge->run;
    eval_see(judge, day);
    run->alike_from = INT64_MIN;
    run->alike_until = INT64_MAX;
    eval_answer answer = ask_applies(judge);
    if (!may_keep(judge, answer)) return answer;
    judge->applies = answer;
    judge->applies_from = run->alike_from;
    judge->applies_until = run->alike_until;
    return answer;
}

bool eval_is_out(eval_judge *judge)
{
    if (judge->rule->shape != RULES_SHAPE_STATE) return eval_is_never_listed(judge);
    return eval_applies(judge, judge->day).poss == EVAL_NO;
}

eval_answer eval_holds(eval_judge *judge, int64_t day)
{
    eval_see(judge, day);
    return eval_ask(judge, judge->rule->require);
}

bool eval_surely_out(eval_judge *judge)
{
    judge->membership = NULL;
    eval_forget(judge);
    if (judge->rule->period_slot >= 0) {
        static const feel_missing untold = { .reason = FEEL_AFTER_CURRENT };
        judge->run.slots[judge->rule->period_slot] = (feel_value){ .kind = FEEL_UNKNOWN, .as.missing = &untold };
    }
    bool state = judge->rule->shape == RULES_SHAPE_STATE;
    bool out = state ? eval_applies(judge, judge->day).poss == EVAL_NO : eval_never_applies(judge);
    eval_see_judged(judge);
    return out;
}

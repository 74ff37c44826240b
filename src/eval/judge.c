/* SPDX-License-Identifier: MIT */
/* What a rule says of one tuple: what all shapes of rules have in common, and the state algorithm of the rule language. */
#include "eval/judge.h"

eval_outcome eval_outcome_unknown(const rules_rule *rule, const feel_missing *missing)
{
    eval_status worst = rule->shape == RULES_SHAPE_STATE ? EVAL_UNMET : EVAL_OVERDUE;
    return (eval_outcome){ .possible = 1u << EVAL_MET | 1u << worst, .due = INT64_MAX, .missing = missing,
                           .first_missed = INT64_MAX, .claimed = true };
}

eval_outcome eval_outcome_not_applicable(const char *note)
{
    return (eval_outcome){ .possible = 1u << EVAL_NOT_APPLICABLE, .due = INT64_MAX, .note = note, .first_missed = INT64_MAX,
                           .claimed = true };
}

bool eval_is_valid_on(const rules_rule *rule, int64_t day)
{
    return rule->valid_from <= day && day <= rule->valid_until;
}

/* ---- states ---- */

/* Applies, does not hold, and nothing excuses: late, released, or not yet asked. */
static void add_open(const eval_judge *judge, const eval_span *span, eval_outcome *out)
{
    int64_t as_of = judge->report->as_of, last = as_of < span->end ? as_of : span->end;
    if (span->from == INT64_MIN || span->from < last) {
        out->possible |= 1u << EVAL_UNMET;
    } else if (as_of > span->end) {
        out->possible |= 1u << EVAL_NOT_APPLICABLE;
        out->note = "released";
    } else {
        out->possible |= 1u << EVAL_PENDING;
        out->due = span->from;
    }
}

static void add_failing(eval_judge *judge, const eval_span *span, eval_outcome *out)
{
    eval_answer excused = eval_excused(judge, judge->day, judge->day);
    if (excused.poss & EVAL_YES) out->possible |= 1u << EVAL_WAIVED;
    if (excused.poss & EVAL_NO) add_open(judge, span, out);
    out->missing = feel_missing_union(&judge->run, out->missing, excused.missing);
}

static void judge_state(eval_judge *judge, const eval_span *span, eval_outcome *out)
{
    if (!eval_is_valid_on(judge->rule, judge->day)) {
        *out = eval_outcome_not_applicable("no version");
        out->claimed = false;
        return;
    }
    if (judge->report->as_of > span->until) {
        *out = eval_outcome_not_applicable("ended");
        return;
    }
    eval_answer applies = eval_applies(judge, judge->day);
    out->missing = applies.missing;
    if (applies.poss & EVAL_NO) out->possible |= 1u << EVAL_NOT_APPLICABLE;
    if (!(applies.poss & EVAL_YES)) return;
    eval_answer holds = eval_holds(judge, judge->day);
    out->missing = feel_missing_union(&judge->run, out->missing, holds.missing);
    if (holds.poss & EVAL_YES) out->possible |= 1u << EVAL_MET;
    if (holds.poss & EVAL_NO) add_failing(judge, span, out);
}

/* ---- any shape ---- */

/* NULL: the days are not known, for `missing`. */
static inline const eval_span *span_of(eval_judge *judge, eval_span *own, const feel_missing **missing)
{
    if (judge->span_is_found) return &judge->common;
    return eval_find_span(judge, own, missing) ? own : NULL;
}

void eval_judge_tuple(eval_judge *judge, const feel_missing *membership, eval_outcome *out)
{
    eval_span own;
    const feel_missing *missing = NULL;
    judge->membership = membership;
    eval_forget(judge);
    if (judge->waivers) eval_waivers_begin(judge);
    *out = (eval_outcome){ .due = INT64_MAX, .first_missed = INT64_MAX, .claimed = true };
    const eval_span *span = span_of(judge, &own, &missing);
    if (!span)
        *out = eval_is_out(judge) ? eval_outcome_not_applicable(NULL) : eval_outcome_unknown(judge->rule, missing);
    else if (judge->rule->shape == RULES_SHAPE_DEADLINE)
        eval_judge_deadline(judge, span, out);
    else if (judge->rule->shape == RULES_SHAPE_RECURRENCE)
        eval_judge_recurrence(judge, span, out);
    else
        judge_state(judge, span, out);
    eval_see_judged(judge);
}

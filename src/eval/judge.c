/* SPDX-License-Identifier: MIT */
/* What a rule says of one tuple: the state algorithm of the rule language. */
#include "eval/judge.h"

enum { NO = 1, YES = 2 };            /* what a condition may be, as bits */

typedef struct answer { uint32_t poss; const feel_missing *missing; } answer;

eval_outcome eval_outcome_unknown(const feel_missing *missing)
{
    return (eval_outcome){ 1u << EVAL_MET | 1u << EVAL_UNMET, INT64_MAX, NULL, missing };
}

eval_outcome eval_outcome_not_applicable(const char *note)
{
    return (eval_outcome){ 1u << EVAL_NOT_APPLICABLE, INT64_MAX, note, NULL };
}

/* None counts as no. */
static answer poss(const feel_value *value)
{
    if (value->kind == FEEL_UNKNOWN) return (answer){ NO | YES, value->as.missing };
    return (answer){ feel_is_true(value) ? YES : NO, NULL };
}

static answer ask(eval_judge *judge, const feel_node *node)
{
    feel_value value;
    if (!node) return (answer){ YES, NULL };
    feel_eval(&judge->run, node, &value);
    return poss(&value);
}

static answer conjoin(eval_judge *judge, answer a, answer b)
{
    if (a.poss == NO || b.poss == NO) return (answer){ NO, NULL };
    const feel_missing *missing = feel_missing_union(&judge->run, a.missing, b.missing);
    return (answer){ missing ? NO | YES : YES, missing };
}

/* Whether a filter leaves the tuple out: then it was never in the list. */
static bool is_filtered(eval_judge *judge)
{
    for (int32_t i = 0; i < judge->rule->variable_count; i++)
        if (ask(judge, judge->rule->variables[i].filter).poss == NO) return true;
    return false;
}

/* To belong to the lists, to pass their filters, and `when`. */
static answer applies(eval_judge *judge, const feel_missing *membership)
{
    answer all = { membership ? NO | YES : YES, membership };
    for (int32_t i = 0; i < judge->rule->variable_count && all.poss != NO; i++)
        all = conjoin(judge, all, ask(judge, judge->rule->variables[i].filter));
    return all.poss == NO ? all : conjoin(judge, all, ask(judge, judge->rule->when));
}

/* A day of `from` or `until`; none where there is no clause, or no day yet. */
static bool ask_day(eval_judge *judge, const feel_node *node, int64_t none, int64_t *day, const feel_missing **missing)
{
    feel_value value = feel_null();
    if (node) feel_eval(&judge->run, node, &value);
    *day = value.kind == FEEL_DATE ? value.as.integer : none;
    if (value.kind == FEEL_DATE || value.kind == FEEL_NULL) return true;
    if (value.kind != FEEL_UNKNOWN) value = feel_fail(&judge->run, "`from` and `until` give a date");
    *missing = feel_missing_union(&judge->run, *missing, value.as.missing);
    return false;
}

static int64_t earlier(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

/* Applies, and does not hold: late, released, or not yet asked. */
static void add_open(const eval_judge *judge, int64_t from, int64_t end, eval_outcome *out)
{
    int64_t as_of = judge->report->as_of;
    if (from == INT64_MIN || from < earlier(as_of, end)) {
        out->possible |= 1u << EVAL_UNMET;
    } else if (as_of > end) {
        out->possible |= 1u << EVAL_NOT_APPLICABLE;
        out->note = "released";
    } else {
        out->possible |= 1u << EVAL_PENDING;
        out->due = from;
    }
}

static void add_applying(eval_judge *judge, int64_t from, int64_t end, eval_outcome *out)
{
    answer holds = ask(judge, judge->rule->require);
    if (holds.poss & YES) out->possible |= 1u << EVAL_MET;
    if (holds.poss & NO) add_open(judge, from, end, out);
    out->missing = feel_missing_union(&judge->run, out->missing, holds.missing);
}

static void run_lets(eval_judge *judge)
{
    for (int32_t i = 0; i < judge->rule->let_count; i++) {
        const rules_let *let = &judge->rule->lets[i];
        feel_value value;
        feel_eval(&judge->run, let->value, &value);
        judge->run.slots[let->slot] = value;
    }
}

bool eval_surely_out(eval_judge *judge)
{
    run_lets(judge);
    return applies(judge, NULL).poss == NO;
}

void eval_judge_state(eval_judge *judge, const feel_missing *membership, eval_outcome *out)
{
    int64_t from, until;
    const feel_missing *missing = NULL;
    run_lets(judge);
    bool known = ask_day(judge, judge->rule->from, INT64_MIN, &from, &missing);
    if (!ask_day(judge, judge->rule->until, INT64_MAX, &until, &missing) || !known) {
        *out = is_filtered(judge) ? eval_outcome_not_applicable(NULL) : eval_outcome_unknown(missing);
        return;
    }
    if (judge->report->as_of > until) {
        *out = eval_outcome_not_applicable("ended");
        return;
    }
    answer applying = applies(judge, membership);
    *out = (eval_outcome){ 0, INT64_MAX, NULL, applying.missing };
    if (applying.poss & NO) out->possible |= 1u << EVAL_NOT_APPLICABLE;
    if (applying.poss & YES) add_applying(judge, from, earlier(judge->closed, until), out);
}

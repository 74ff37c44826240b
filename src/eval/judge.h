/* SPDX-License-Identifier: MIT */
#ifndef EVAL_JUDGE_H
#define EVAL_JUDGE_H
/* Within the room: what one evaluation carries along. */
#include "eval/eval.h"
#include "eval/view.h"

typedef struct eval_judge {
    cw_evaluator *evaluator;
    cw_report *report;
    const rules_rule *rule;
    feel_run run;
    int64_t opened, closed;          /* closed INT64_MAX: it is not, or it is not known */
    cw_status status;                /* what stops the evaluation; CW_OK as long as nothing does */
} eval_judge;

/* What a rule says of one tuple: the set of what it may turn out to be. */
typedef struct eval_outcome {
    uint32_t possible;               /* bit s: EVAL_s may be */
    int64_t due;
    const char *note;
    const feel_missing *missing;
} eval_outcome;

/* Judges the rule on the subjects in the run's slots. `membership`: why it is uncertain that they belong to the rule's lists;
 * or NULL. */
void eval_judge_state(eval_judge *judge, const feel_missing *membership, eval_outcome *out);
eval_outcome eval_outcome_unknown(const feel_missing *missing);
eval_outcome eval_outcome_not_applicable(const char *note);

/* Each tuple of the rule's `for`, judged and told. */
void eval_go_through(eval_judge *judge);
/* Whether a filter or `when` leaves the tuple out, whatever is not known of it. */
bool eval_surely_out(eval_judge *judge);

/* Adds a finding on the subjects in the slots of the first `count` variables. Sets judge->status. */
void eval_tell(eval_judge *judge, int32_t count, const eval_outcome *outcome);
/* A fresh budget for what comes next. */
void eval_judge_refresh(eval_judge *judge);
/* Sentences about the evaluation as a whole. */
void eval_assume(eval_judge *judge);
/* The first parameter without a value that the rule uses; NULL: the rule can be judged. */
const rules_parameter *eval_inactive(const cw_rules *rules, const rules_rule *rule);
#endif

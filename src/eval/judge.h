/* SPDX-License-Identifier: MIT */
#ifndef EVAL_JUDGE_H
#define EVAL_JUDGE_H
/* Within the room: what one evaluation carries along. */
#include "eval/eval.h"
#include "eval/term.h"
#include "eval/view.h"

/* A recurrence of more periods is not judged: daily ones of 27 years. */
enum { EVAL_PERIODS_MOST = 10000 };

/* What a condition may be, as bits. */
enum { EVAL_NO = 1, EVAL_YES = 2 };
typedef struct eval_answer { uint32_t poss; const feel_missing *missing; } eval_answer;

/* What may become of one period, as bits; in the order from best to worst. */
enum { EVAL_CELL_MET = 1, EVAL_CELL_NOT_OWED = 2, EVAL_CELL_WAIVED = 4, EVAL_CELL_PENDING = 8, EVAL_CELL_MISSED = 16 };

/* Reasons, as many as a finding tells and one more, copied so that the scratch may be given back. */
enum { EVAL_LEAVES_MOST = EVAL_REASONS_MOST + 1 };
typedef struct eval_leaves { feel_missing leaf[EVAL_LEAVES_MOST], both[EVAL_LEAVES_MOST]; int32_t count; } eval_leaves;

/* The owed periods of a recurrence so far, each taken at its best, or each at its worst. */
typedef struct eval_row {
    bool owed, met, missed, ends_pending, ends_met;  /* ends_met: of the met and the missed ones, the last is met */
    int64_t open;                    /* end of the first one that is not yet met; INT64_MAX: none */
    int64_t missed_since;            /* end of the first one missed since the last met; INT64_MAX: none */
} eval_row;
typedef struct eval_rows {
    eval_row best, worst;
    bool apart;                      /* else all periods were sure so far, and `worst`, not filled in, is as `best` */
    int32_t missed, missed_uncertain;
    int64_t first_missed;            /* end of the first that was surely missed; INT64_MAX: none */
    eval_cells cells;                /* counted from the report's `since` on */
    eval_leaves leaves;
} eval_rows;

static inline const eval_row *eval_worst(const eval_rows *rows)
{
    return rows->apart ? &rows->worst : &rows->best;
}

/* What a rule says of one tuple: the set of what it may turn out to be. */
typedef struct eval_outcome {
    uint32_t possible;               /* bit s: EVAL_s may be */
    int64_t due;                     /* INT64_MAX: none */
    const char *note;
    const feel_missing *missing;
    int32_t missed, missed_uncertain;
    int64_t first_missed;
    const eval_cells *cells;         /* of a recurrence whose periods are known; else NULL */
    bool claimed;                    /* the day that decides which version judges lies within this version's validity */
} eval_outcome;

/* The days of a rule's clauses. */
typedef struct eval_span {
    int64_t from;                    /* INT64_MIN: none */
    int64_t until, end;              /* INT64_MAX: none; end: the earlier of `until` and closing */
    int64_t anchor;                  /* of `within`: INT64_MIN: none */
    int64_t due;                     /* of a deadline; INT64_MAX: none yet */
    eval_pauses pauses;              /* begun; of a deadline, used up */
} eval_span;

/* The periods of the rule at hand, counted as far as they were asked for; they stand in evaluator->periods. */
typedef struct eval_schedule {
    const rules_rule *rule;
    eval_periods counted;
    int64_t count;
} eval_schedule;

/* The day that a condition without arguments gave on the judged day, in how many steps; instance NULL: none was asked. */
typedef struct eval_called { const void *instance; int64_t day, steps; } eval_called;

typedef struct eval_judge {
    cw_evaluator *evaluator;
    cw_report *report;
    const rules_rule *rule;
    feel_run run;
    eval_days *days;
    int64_t day;                     /* as_of, or the closing day where that is earlier */
    int64_t opened, closed;          /* closed INT64_MAX: not by as_of, or it is not known */
    cw_status status;                /* what stops the evaluation; CW_OK as long as nothing does */
    struct eval_waivers *waivers;    /* of the rule */
    struct eval_versions *versions;  /* of a rule with several; else NULL */
    bool ends_are_found;             /* `from` and `until` of the rule are those of `common` for all subjects */
    bool span_is_found;              /* and there are no others: the whole of `common` is the span of all subjects */
    eval_span common;
    int32_t wasted;                  /* how often a deadline of the rule was asked about on the judged day in vain */
    eval_called called;
    eval_schedule schedule;
    int64_t steps_most; size_t scratch_most;    /* the budgets of one finding */
    int64_t findings_most;
    eval_subject *subjects;              /* room in the report for those of findings to come, for so many: */
    int32_t spare_subjects;
    /* of the tuple at hand */
    const feel_missing *membership;  /* why it is uncertain that its subjects belong to the rule's lists; or NULL */
    eval_answer applies;             /* of eval_applies, on the days from ... until; poss 0: none is kept */
    int64_t applies_from, applies_until;
    int64_t seen;                    /* the day on which the `let`s were run; INT64_MIN: on none */
    eval_rows *rows;
    /* for explanations: each period that was judged; NULL: nobody asks */
    void (*watch)(void *user, int64_t begin, int64_t end, uint32_t cell);
    void *watcher;
} eval_judge;

/* ---- clause.c: asking a rule's clauses ---- */

/* Goes to a day, at the latest the judged one, and runs the `let`s there. */
void eval_go_and_see(eval_judge *judge, int64_t day);
static inline void eval_see(eval_judge *judge, int64_t day)
{
    if (day > judge->day) day = judge->day;
    bool there = judge->run.day == day && judge->rule->let_count == 0;
    if (!there && judge->seen != day) eval_go_and_see(judge, day);
}
/* Goes to a day whatever it is. */
void eval_go_to(eval_judge *judge, int64_t day);
/* The judged day again, without `let`s: for lists and subjects. */
static inline void eval_see_judged(eval_judge *judge)
{
    judge->seen = INT64_MIN;
    if (judge->run.day != judge->day) eval_go_to(judge, judge->day);
}
/* On the day that is seen. None counts as no; NULL is yes. */
eval_answer eval_ask(eval_judge *judge, const feel_node *node);
eval_answer eval_both_unsure(eval_judge *judge, eval_answer a, eval_answer b);
static inline eval_answer eval_both(eval_judge *judge, eval_answer a, eval_answer b)
{
    if (b.poss == EVAL_YES || a.poss == EVAL_NO) return a;
    return a.poss == EVAL_YES ? b : eval_both_unsure(judge, a, b);
}
eval_answer eval_either(eval_judge *judge, eval_answer a, eval_answer b);
/* Other subjects: nothing that was asked holds for them. */
void eval_forget(eval_judge *judge);
/* To belong to the lists, to pass their filters, and `when`. */
eval_answer eval_ask_applies(eval_judge *judge, int64_t day);
/* The same on all days on which what it reads is the same. */
static inline eval_answer eval_applies(eval_judge *judge, int64_t day)
{
    if (day > judge->day) day = judge->day;
    bool kept = judge->applies.poss && judge->applies_from <= day && day <= judge->applies_until;
    return kept ? judge->applies : eval_ask_applies(judge, day);
}
eval_answer eval_holds(eval_judge *judge, int64_t day);
/* Where `from`, `until`, `by` or `within` is not known: whether the rule asks nothing of the subjects all the same. A state is read
 * on one day, and does not apply whatever its other days are where it does not apply then. */
bool eval_is_out(eval_judge *judge);
/* Whether a filter or `when` leaves the tuple out: the same. */
bool eval_surely_out(eval_judge *judge);
/* timeless.c: whether a filter, or a filter or `when`, is false on all days, by what does not change with the day. */
bool eval_is_never_listed(eval_judge *judge);
bool eval_never_applies(eval_judge *judge);
/* ---- span.c, leaves.c ---- */

/* The days of the clauses, seen on the judged day. False: not known, for `missing`. */
bool eval_find_span(eval_judge *judge, eval_span *span, const feel_missing **missing);
rules_term eval_term_of(const cw_report *report, const rules_length *length);
eval_calendar eval_calendar_of(const cw_report *report);
/* Adds the reasons that are not there yet. */
void eval_leaves_add(eval_judge *judge, eval_leaves *leaves, const feel_missing *missing);
const feel_missing *eval_leaves_all(eval_leaves *leaves);

/* ---- periods.c ---- */

/* Goes to the periods that are counted from a span's `from`, anew where they are not those at hand. */
void eval_schedule_begin(eval_judge *judge, const eval_span *span);
/* By index, asked for without leaving one out. NULL: there is none within the calendar, or no memory. */
eval_period *eval_count_period(eval_judge *judge);
static inline eval_period *eval_period_at(eval_judge *judge, int64_t index)
{
    return index < judge->schedule.count ? &judge->evaluator->periods[index] : eval_count_period(judge);
}
void eval_schedule_finish(cw_evaluator *evaluator);

/* ---- judge.c, deadline.c, recurrence.c: the status of one tuple, whose subjects are in the run's slots ---- */

void eval_judge_tuple(eval_judge *judge, const feel_missing *membership, eval_outcome *out);
void eval_judge_deadline(eval_judge *judge, const eval_span *span, eval_outcome *out);
void eval_rows_begin(eval_rows *rows);
/* Goes on with judge->rows. */
void eval_judge_recurrence(eval_judge *judge, const eval_span *span, eval_outcome *out);
eval_outcome eval_outcome_unknown(const rules_rule *rule, const feel_missing *missing);
eval_outcome eval_outcome_not_applicable(const char *note);
bool eval_is_valid_on(const rules_rule *rule, int64_t day);

/* ---- waiver.c ---- */

/* Finds the waivers that name the rule. Their memory is the scratch. */
void eval_waivers_find(eval_judge *judge);
/* Looks which of them name the subjects at hand. */
void eval_waivers_begin(eval_judge *judge);
/* Whether something excuses from the rule on a day, with what was approved by the due day. */
eval_answer eval_look_for_excuse(eval_judge *judge, int64_t day, int64_t due);
static inline eval_answer eval_excused(eval_judge *judge, int64_t day, int64_t due)
{
    const rules_rule *rule = judge->rule;
    bool none = !judge->waivers && rule->waived_when_count == 0 && rule->waived_by_count == 0;
    return none ? (eval_answer){ EVAL_NO, NULL } : eval_look_for_excuse(judge, day, due);
}
/* Of the waivers that name the rule and the subjects at hand, or may, after eval_excused: "waiver w counts". `before` NULL: the
 * first; gives NULL after the last. */
int32_t eval_waiver_count(const eval_judge *judge);
const struct waiver *eval_put_waiver(const eval_judge *judge, const struct waiver *before, base_buffer *text);
void eval_put_roles(const rules_rule *rule, base_buffer *text);
/* Adds why waivers that name rule and subjects, and were looked at, do not count. */
void eval_add_notes(eval_judge *judge, cw_finding *finding);

/* ---- tuples.c, version.c, finding.c ---- */

/* judge->rule and its later versions, each on each tuple of its `for`, judged and told. */
void eval_judge_versions(eval_judge *judge);
/* The same of judge->rule alone. */
void eval_go_through(eval_judge *judge);
/* Judges the tuple in the slots, or tells `known`, the outcome that is settled, of the first `count` of its variables. */
void eval_judge_and_tell(eval_judge *judge, int32_t count, const feel_missing *membership, const eval_outcome *known);

/* Adds a finding on the subjects in the slots of the first `count` variables; its index, or -1. Sets judge->status. */
int64_t eval_tell(eval_judge *judge, int32_t count, const eval_outcome *outcome);
/* Puts another finding in the place of one. */
void eval_tell_again(eval_judge *judge, int64_t index, int32_t count, const eval_outcome *outcome);
/* The name of a subject: id, path, table key, or the value. */
void eval_put_subject(eval_judge *judge, const rules_variable *variable, base_buffer *text);
/* The evaluator's text, kept with the report. NULL: no memory, and judge->status says so. */
const char *eval_keep_text(eval_judge *judge);
base_buffer *eval_fresh_text(eval_judge *judge);
/* With the budgets of the evaluator's context; the rest is to be filled in. */
eval_judge eval_judge_for(cw_evaluator *evaluator, cw_report *report);
/* A fresh budget for what comes next. */
static inline void eval_judge_refresh(eval_judge *judge)
{
    judge->run.steps = judge->steps_most;
    judge->run.kept = NULL;
    judge->run.scratch->most = judge->run.scratch->bytes + judge->scratch_most;
}

/* ---- assume.c ---- */

/* Sentences about the evaluation as a whole. */
void eval_assume(eval_judge *judge);
/* The first parameter without a value that this version of the rule uses; NULL: it can be judged. */
const rules_parameter *eval_inactive(const cw_rules *rules, const rules_rule *rule);
/* Whether it or a later version can be judged. */
bool eval_is_active(const cw_rules *rules, const rules_rule *rule);
#endif

/* SPDX-License-Identifier: MIT */
/* The periods of a rule's recurrence: counted once, and gone through for each of its subjects. */
#include "eval/judge.h"

/* Subjects for whom the clock starts on one day have them in common, unless pauses may differ. */
void eval_schedule_begin(eval_judge *judge, const eval_span *span)
{
    const rules_rule *rule = judge->rule;
    eval_schedule *schedule = &judge->schedule;
    if (schedule->rule == rule && schedule->counted.anchor == span->from && !rule->paused) return;
    *schedule = (eval_schedule){ .rule = rule };
    schedule->counted.calendar = eval_calendar_of(judge->report);
    schedule->counted.anchor = span->from;
    schedule->counted.term = eval_term_of(judge->report, &rule->every);
    schedule->counted.pauses = span->pauses;
}

static bool make_room(cw_evaluator *evaluator, int64_t need)
{
    void *periods = evaluator->periods;
    bool done = base_grow(evaluator->context, &periods, &evaluator->period_capacity, need, sizeof *evaluator->periods);
    evaluator->periods = periods;
    return done;
}

eval_period *eval_count_period(eval_judge *judge)
{
    eval_schedule *schedule = &judge->schedule;
    if (schedule->count >= judge->evaluator->period_capacity && !make_room(judge->evaluator, schedule->count + 1)) {
        judge->run.no_memory = true;
        return NULL;
    }
    if (!eval_next_period(&schedule->counted)) return NULL;
    eval_period *period = &judge->evaluator->periods[schedule->count++];
    *period = (eval_period){ schedule->counted.begin, schedule->counted.end, NULL };
    return period;
}

void eval_schedule_finish(cw_evaluator *evaluator)
{
    base_release(evaluator->context, evaluator->periods, (size_t)evaluator->period_capacity * sizeof *evaluator->periods);
    evaluator->periods = NULL;
    evaluator->period_capacity = 0;
}

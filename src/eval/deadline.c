/* SPDX-License-Identifier: MIT */
/* What must be done once, by a day: the deadline algorithm of the rule language. */
#include "eval/judge.h"

static int64_t least(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

static void add(eval_outcome *out, eval_status status)
{
    out->possible |= 1u << status;
}

static void add_reasons(eval_judge *judge, eval_outcome *out, eval_answer answer)
{
    out->missing = feel_missing_union(&judge->run, out->missing, answer.missing);
}

/* ---- asking on the day that counts ----
 *
 * What a deadline reads is mostly the same on that day as on the judged one, which is seen already. So `when` and `require` are
 * asked on the judged day first, unless that was in vain for others of the rule's subjects, who are mostly alike in it. */

enum { WASTED_MOST = 2 };

static bool is_worth_it(const eval_judge *judge, int64_t day)
{
    return judge->wasted < WASTED_MOST && day < judge->day && judge->rule->let_count == 0 && !judge->run.tracer;
}

static eval_answer applies_on(eval_judge *judge, int64_t day)
{
    if (is_worth_it(judge, day)) {
        eval_applies(judge, judge->day);
        judge->wasted += !judge->applies.poss || judge->applies_from > day;
    }
    return eval_applies(judge, day);
}

/* `today` receives the answer on the judged day, where that was asked for; else poss stays 0. */
static eval_answer holds_on(eval_judge *judge, int64_t day, eval_answer *today)
{
    feel_run *run = &judge->run;
    if (!is_worth_it(judge, day)) return eval_holds(judge, day);
    eval_see(judge, judge->day);
    run->alike_from = INT64_MIN;
    run->alike_until = INT64_MAX;
    *today = eval_ask(judge, judge->rule->require);
    if (!today->missing && run->alike_from <= day) return *today;
    eval_answer holds = eval_holds(judge, day);
    /* Else today's answer is needed as well. */
    judge->wasted += holds.poss == EVAL_YES;
    return holds;
}

/* ---- what was not done by then ---- */

/* The due day is past. */
static void add_past(eval_judge *judge, const eval_span *span, eval_answer today, eval_outcome *out)
{
    int64_t as_of = judge->report->as_of;
    eval_answer holds = today.poss ? today : eval_holds(judge, as_of);
    add_reasons(judge, out, holds);
    if (holds.poss & EVAL_YES) add(out, EVAL_LATE);
    if (!(holds.poss & EVAL_NO)) return;
    bool owed = as_of <= span->end && eval_applies(judge, as_of).poss & EVAL_YES;
    add(out, owed ? EVAL_OVERDUE : EVAL_UNMET);
}

/* Nothing excuses. */
static void add_open(eval_judge *judge, const eval_span *span, eval_answer today, eval_outcome *out)
{
    int64_t as_of = judge->report->as_of;
    if (span->end < span->due && as_of > span->end) {
        add(out, EVAL_NOT_APPLICABLE);
        out->note = "released";
    } else if (span->end < span->due || as_of <= span->due) {
        add(out, EVAL_PENDING);
    } else {
        add_past(judge, span, today, out);
    }
}

static void add_failing(eval_judge *judge, const eval_span *span, eval_answer today, eval_outcome *out)
{
    eval_answer excused = eval_excused(judge, least(span->due, judge->report->as_of), span->due);
    add_reasons(judge, out, excused);
    if (excused.poss & EVAL_YES) add(out, EVAL_WAIVED);
    if (excused.poss & EVAL_NO) add_open(judge, span, today, out);
}

/* The version in force on the anchor judges, or on the due day; with no day yet, on the as-of day. */
static bool is_claimed(const eval_judge *judge, const eval_span *span)
{
    if (judge->rule->anchor) return eval_is_valid_on(judge->rule, span->anchor);
    return eval_is_valid_on(judge->rule, span->due == INT64_MAX ? judge->report->as_of : span->due);
}

void eval_judge_deadline(eval_judge *judge, const eval_span *span, eval_outcome *out)
{
    bool no_anchor = judge->rule->anchor && span->anchor == INT64_MIN;
    if (no_anchor || !is_claimed(judge, span)) {
        *out = eval_outcome_not_applicable(no_anchor ? "no anchor yet" : "no version");
        out->claimed = false;
        return;
    }
    int64_t day = least(judge->report->as_of, least(span->due, span->end));
    out->due = span->due;
    eval_answer today = { 0, NULL }, applies = applies_on(judge, day);
    add_reasons(judge, out, applies);
    if (applies.poss & EVAL_NO) add(out, EVAL_NOT_APPLICABLE);
    if (!(applies.poss & EVAL_YES)) return;
    eval_answer holds = holds_on(judge, day, &today);
    add_reasons(judge, out, holds);
    if (holds.poss & EVAL_YES) add(out, EVAL_MET);
    if (holds.poss & EVAL_NO) add_failing(judge, span, today, out);
}

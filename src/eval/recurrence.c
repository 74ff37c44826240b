/* SPDX-License-Identifier: MIT */
/* What must be done again and again: the recurrence algorithm of the rule language. */
#include "base/slow.h"
#include "eval/judge.h"

static int64_t least(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

/* ---- the row of owed periods, in running counts ---- */

void eval_rows_begin(eval_rows *rows)
{
    rows->best = (eval_row){ .open = INT64_MAX, .missed_since = INT64_MAX };
    rows->apart = false;
    rows->missed = rows->missed_uncertain = 0;
    rows->first_missed = INT64_MAX;
    rows->cells = (eval_cells){ { 0 } };
    rows->leaves.count = 0;
}

static void add_to_row(eval_row *row, uint32_t cell, int64_t end)
{
    row->owed = true;
    row->ends_pending = cell == EVAL_CELL_PENDING;
    if (cell == EVAL_CELL_MET) {
        row->met = row->ends_met = true;
        row->missed_since = INT64_MAX;
    } else if (cell == EVAL_CELL_MISSED) {
        row->missed = true;
        row->ends_met = false;
        if (row->missed_since == INT64_MAX) row->missed_since = end;
        if (row->open == INT64_MAX) row->open = end;
    } else if (row->ends_pending && row->open == INT64_MAX) {
        row->open = end;
    }
}

static void add_owed(eval_row *row, uint32_t cell, int64_t end)
{
    if (cell != EVAL_CELL_NOT_OWED) add_to_row(row, cell, end);
}

/* As long as all periods are sure, there is one row. */
BASE_SLOW static void add_unsure(eval_rows *rows, uint32_t cell, int64_t end)
{
    uint32_t highest = EVAL_CELL_MISSED;
    while (!(cell & highest)) highest >>= 1;
    if (!rows->apart) rows->worst = rows->best;
    rows->apart = true;
    add_owed(&rows->best, cell & (~cell + 1), end);
    add_owed(&rows->worst, highest, end);
}

static void count_cell(eval_cells *cells, uint32_t cell)
{
    if (cell == EVAL_CELL_MET) {
        cells->count[EVAL_PERIOD_MET]++;
    } else if ((cell & (cell - 1)) == 0) {
        cells->count[cell == EVAL_CELL_MISSED ? EVAL_PERIOD_MISSED : cell == EVAL_CELL_WAIVED ? EVAL_PERIOD_WAIVED : EVAL_PERIOD_PENDING]++;
    } else {
        cells->count[EVAL_PERIOD_UNKNOWN]++;
        cells->count[EVAL_PERIOD_PERHAPS_MET] += (cell & EVAL_CELL_MET) != 0;
        cells->count[EVAL_PERIOD_PERHAPS_MISSED] += (cell & EVAL_CELL_MISSED) != 0;
    }
}

static void add_to_rows(eval_rows *rows, uint32_t cell, int64_t end)
{
    if (cell == EVAL_CELL_NOT_OWED) return;
    if (rows->apart || (cell & (cell - 1))) add_unsure(rows, cell, end);
    else add_to_row(&rows->best, cell, end);
    if (cell == EVAL_CELL_MISSED) {
        rows->missed++;
        if (rows->first_missed == INT64_MAX) rows->first_missed = end;
    } else if (cell & EVAL_CELL_MISSED) {
        rows->missed_uncertain++;
    }
}

/* ---- one period ---- */

typedef struct cell { uint32_t possible; const feel_missing *missing; } cell;

static void add_reasons(eval_judge *judge, cell *cell, eval_answer answer)
{
    cell->missing = feel_missing_union(&judge->run, cell->missing, answer.missing);
}

/* It is owed when the rule applies on its first and on its last day; a `when` that names the period is read on the last. */
static eval_answer is_owed(eval_judge *judge, int64_t begin, int64_t end)
{
    if (judge->rule->when_names_period) return eval_applies(judge, end);
    eval_answer first = eval_applies(judge, begin);
    return first.poss == EVAL_NO ? first : eval_both(judge, first, eval_applies(judge, end));
}

/* Subjects look at the same days one after the other: `view` is what the one before saw on the last. */
static eval_answer holds_on(eval_judge *judge, int64_t end, eval_view **view)
{
    bool seen = *view && (*view)->day == least(end, judge->day) && judge->rule->let_count == 0;
    if (!seen) {
        eval_answer holds = eval_holds(judge, end);
        *view = judge->run.host;
        return holds;
    }
    judge->run.host = *view;
    judge->run.day = (*view)->day;
    return eval_ask(judge, judge->rule->require);
}

static cell judge_period(eval_judge *judge, int64_t begin, int64_t end, eval_view **view)
{
    cell cell = { 0, NULL };
    eval_answer owed = is_owed(judge, begin, end);
    add_reasons(judge, &cell, owed);
    if (owed.poss & EVAL_NO) cell.possible |= EVAL_CELL_NOT_OWED;
    if (!(owed.poss & EVAL_YES)) return cell;
    eval_answer holds = holds_on(judge, end, view);
    add_reasons(judge, &cell, holds);
    if (holds.poss & EVAL_YES) cell.possible |= EVAL_CELL_MET;
    if (!(holds.poss & EVAL_NO)) return cell;
    eval_answer excused = eval_excused(judge, end, end);
    add_reasons(judge, &cell, excused);
    if (excused.poss & EVAL_YES) cell.possible |= EVAL_CELL_WAIVED;
    if (excused.poss & EVAL_NO) cell.possible |= judge->report->as_of <= end ? EVAL_CELL_PENDING : EVAL_CELL_MISSED;
    return cell;
}

/* ---- all periods ---- */

typedef struct walk {
    feel_range range;                /* what `period` reads */
    base_mark mark;                  /* each period begins with the scratch as it was before the first */
    const char *failure;
    uint8_t reason;
    bool any, claimed;               /* there was a period; one that is this version's to judge */
} walk;

static void fail(walk *walk, uint8_t reason, const char *message)
{
    walk->reason = reason;
    walk->failure = message;
}

static void prepare(eval_judge *judge, walk *walk)
{
    *walk = (struct walk){ .range = { true, true, FEEL_ENDS, feel_date(0), feel_date(0) } };
    walk->mark = base_arena_mark(judge->run.scratch);
    if (judge->rule->period_slot >= 0)
        judge->run.slots[judge->rule->period_slot] = (feel_value){ .kind = FEEL_RANGE, .as.range = &walk->range };
}

/* What `period` reads is gone with the walk. */
static void finish(eval_judge *judge)
{
    if (judge->rule->period_slot >= 0) judge->run.slots[judge->rule->period_slot] = feel_null();
}

/* Reasons are kept elsewhere, so that each period may use the same scratch. */
static void go_on(eval_judge *judge, walk *walk, int64_t begin, int64_t end, eval_view **view)
{
    const base_arena *scratch = judge->run.scratch;
    walk->range.low.as.integer = begin;
    walk->range.high.as.integer = end;
    cell cell = judge_period(judge, begin, end, view);
    add_to_rows(judge->rows, cell.possible, end);
    if (end >= judge->report->since && cell.possible != EVAL_CELL_NOT_OWED) count_cell(&judge->rows->cells, cell.possible);
    if (cell.missing) eval_leaves_add(judge, &judge->rows->leaves, cell.missing);
    if (judge->watch) judge->watch(judge->watcher, begin, end, cell.possible);
    if (scratch->bytes != walk->mark.bytes || scratch->failed) base_arena_rewind(judge->run.scratch, walk->mark);
    judge->seen = INT64_MIN;
}

/* What is known not to be owed changes nothing. */
static bool is_idle(const eval_judge *judge, int64_t begin)
{
    int64_t day = least(begin, judge->day);
    bool kept = judge->applies_from <= day && day <= judge->applies_until;
    return kept && judge->applies.poss == EVAL_NO && !judge->watch;
}

/* Nor does any further one, all of which were counted for other subjects, up to the last day. */
static bool is_idle_until(const eval_judge *judge, int64_t last)
{
    const eval_schedule *schedule = &judge->schedule;
    bool idle = judge->applies.poss == EVAL_NO && judge->applies_until >= least(last, judge->day) && !judge->watch;
    return idle && schedule->count < EVAL_PERIODS_MOST && judge->evaluator->periods[schedule->count - 1].end >= last;
}

/* A period, as far as it is this version's; one that is cut short only where partial ones are owed. */
static void take_period(eval_judge *judge, walk *walk, const eval_span *span, eval_period *period)
{
    int64_t begin = period->begin, end = period->end;
    bool cut = begin < span->from || end > span->end;
    if (begin < span->from) begin = span->from;
    end = least(end, span->end);
    if (begin > end) return;
    walk->any = true;
    if (!eval_is_valid_on(judge->rule, begin)) return;
    walk->claimed = true;
    if (is_idle(judge, begin) || (cut && !judge->rule->partial_owed)) return;
    go_on(judge, walk, begin, end, &period->view);
}

static void go_through(eval_judge *judge, walk *walk, const eval_span *span)
{
    int64_t last = least(judge->report->as_of, span->end);
    eval_period *period;
    for (int64_t i = 0; (period = eval_period_at(judge, i)) != NULL; i++) {
        if (period->begin > last) return;
        if (i >= EVAL_PERIODS_MOST) {
            fail(walk, FEEL_OVER_LIMIT, "a recurrence has more periods than are judged");
            return;
        }
        take_period(judge, walk, span, period);
        if (judge->run.steps < 0 || judge->run.no_memory) {
            fail(walk, FEEL_OVER_LIMIT, "the evaluation went over its budget of steps or memory");
            return;
        }
        if (period->end >= last || is_idle_until(judge, last)) return;
    }
    fail(walk, FEEL_ERROR, "the periods go beyond the calendar");
}

/* ---- the whole ---- */

static eval_status status_of(const eval_row *row, bool live)
{
    if (row->missed) return row->ends_met ? EVAL_LATE : live ? EVAL_OVERDUE : EVAL_UNMET;
    if (row->ends_pending) return EVAL_PENDING;
    return row->met ? EVAL_MET : row->owed ? EVAL_WAIVED : EVAL_NOT_APPLICABLE;
}

/* Whether the rule may still ask: then what was missed is owed. */
static bool is_live(eval_judge *judge, const eval_span *span)
{
    const eval_rows *rows = judge->rows;
    const eval_row *best = &rows->best, *worst = eval_worst(rows);
    bool asks = (best->missed && !best->ends_met) || (worst->missed && !worst->ends_met);
    return asks && judge->report->as_of <= span->end && eval_applies(judge, judge->day).poss & EVAL_YES;
}

static void sum_up(eval_judge *judge, const eval_span *span, eval_outcome *out)
{
    eval_rows *rows = judge->rows;
    bool live = is_live(judge, span);
    eval_status best = status_of(&rows->best, live), worst = status_of(eval_worst(rows), live);
    out->possible = 1u << best | 1u << worst;
    out->due = best == EVAL_OVERDUE ? rows->best.missed_since : rows->best.open;
    out->missing = eval_leaves_all(&rows->leaves);
    out->missed = rows->missed;
    out->missed_uncertain = rows->missed_uncertain;
    out->first_missed = rows->first_missed;
    out->cells = &rows->cells;
}

static const feel_missing *reason_of(eval_judge *judge, const walk *walk)
{
    feel_missing *made = base_arena_alloc(&judge->report->arena, sizeof *made);
    if (!made) judge->run.no_memory = true;
    else *made = (feel_missing){ .reason = walk->reason, .message = walk->failure };
    return made;
}

void eval_judge_recurrence(eval_judge *judge, const eval_span *span, eval_outcome *out)
{
    walk walk;
    if (span->from == INT64_MIN) {
        *out = eval_outcome_not_applicable("no anchor yet");
        out->claimed = false;
        return;
    }
    eval_schedule_begin(judge, span);
    prepare(judge, &walk);
    go_through(judge, &walk, span);
    if (walk.failure) {
        *out = eval_outcome_unknown(judge->rule, reason_of(judge, &walk));
    } else {
        sum_up(judge, span, out);
        if (walk.any && !walk.claimed) *out = eval_outcome_not_applicable("no version");
        out->claimed = walk.claimed;
    }
    finish(judge);
}

/* SPDX-License-Identifier: MIT */
/* The days that the clauses of a rule give: from when, until when, due when. */
#include "eval/judge.h"

/* Several rules mostly count from one condition that takes no arguments: on the judged day it is asked once, for all of them in
 * as many steps. */
static void ask(eval_judge *judge, const feel_node *node, feel_value *value)
{
    feel_run *run = &judge->run;
    eval_called *called = &judge->called;
    bool common = node->op == FEEL_OP_CALL && node->kid_count == 0 && run->day == judge->day && !run->tracer;
    if (common && called->instance == node->handle && run->steps >= called->steps) {
        run->steps -= called->steps;
        *value = feel_date(called->day);
        return;
    }
    int64_t steps = run->steps;
    feel_eval(run, node, value);
    if (common && value->kind == FEEL_DATE) *called = (eval_called){ node->handle, value->as.integer, steps - run->steps };
}

/* `none` where there is no clause, or no day yet. */
static bool ask_day(eval_judge *judge, const feel_node *node, int64_t none, int64_t *day, const feel_missing **missing)
{
    feel_value value = feel_null();
    if (node) ask(judge, node, &value);
    *day = value.kind == FEEL_DATE ? value.as.integer : none;
    if (value.kind == FEEL_DATE || value.kind == FEEL_NULL) return true;
    if (value.kind != FEEL_UNKNOWN) value = feel_fail(&judge->run, "`from`, `until`, `by` and `within` give a date");
    *missing = feel_missing_union(&judge->run, *missing, value.as.missing);
    return false;
}

static bool fails(eval_judge *judge, const char *message, const feel_missing **missing)
{
    feel_value value = feel_fail(&judge->run, message);
    *missing = feel_missing_union(&judge->run, *missing, value.as.missing);
    return false;
}

/* One end of a pause; `none` where it has none. */
static bool pause_end(eval_judge *judge, const feel_value *end, int64_t none, int64_t *day, const feel_missing **missing)
{
    *day = end->kind == FEEL_DATE ? end->as.integer : none;
    if (end->kind == FEEL_DATE || end->kind == FEEL_NULL) return true;
    if (end->kind != FEEL_UNKNOWN) return fails(judge, "`paused` gives ranges of dates", missing);
    *missing = feel_missing_union(&judge->run, *missing, end->as.missing);
    return false;
}

/* A null item is no pause: `out` is then empty. */
static bool read_pause(eval_judge *judge, const feel_value *item, eval_pause *out, const feel_missing **missing)
{
    *out = (eval_pause){ 0, -1 };
    if (item->kind == FEEL_NULL) return true;
    if (item->kind == FEEL_UNKNOWN) {
        *missing = feel_missing_union(&judge->run, *missing, item->as.missing);
        return false;
    }
    if (item->kind != FEEL_RANGE) return fails(judge, "`paused` gives ranges of dates", missing);
    const feel_range *range = item->as.range;
    if (!pause_end(judge, &range->low, INT64_MIN, &out->first, missing)) return false;
    if (!pause_end(judge, &range->high, INT64_MAX, &out->last, missing)) return false;
    if (out->first != INT64_MIN && !range->low_closed) out->first++;
    if (out->last != INT64_MAX && !range->high_closed) out->last--;
    return true;
}

static bool read_list(eval_judge *judge, const feel_value *list, eval_pauses *out, const feel_missing **missing)
{
    feel_value item;
    bool single = list->kind != FEEL_LIST;
    out->count = single ? 1 : feel_list_count(list);
    out->ranges = base_arena_array(judge->run.scratch, out->count, sizeof *out->ranges);
    if (!out->ranges) return fails(judge, "there is no room for the ranges of `paused`", missing);
    for (size_t i = 0; i < out->count; i++) {
        if (single) item = *list;
        else feel_list_item(&judge->run, list, (uint32_t)i, &item);
        if (!read_pause(judge, &item, &out->ranges[i], missing)) return false;
    }
    const feel_missing *doubt = single ? NULL : feel_list_missing(list);
    if (doubt) *missing = feel_missing_union(&judge->run, *missing, doubt);
    return !doubt;
}

/* The ranges of `paused`, seen on the judged day; one without an end goes on. */
static bool read_pauses(eval_judge *judge, int64_t anchor, eval_pauses *out, const feel_missing **missing)
{
    feel_value list;
    if (!judge->rule->paused) return true;
    judge->run.open_ranges = true;
    feel_eval(&judge->run, judge->rule->paused, &list);
    judge->run.open_ranges = false;
    if (!read_list(judge, &list, out, missing)) return false;
    eval_pauses_begin(out, anchor);
    return true;
}

rules_term eval_term_of(const cw_report *report, const rules_length *length)
{
    return length->parameter < 0 ? length->term : report->rules->parameters[length->parameter]->term;
}

eval_calendar eval_calendar_of(const cw_report *report)
{
    return (eval_calendar){ report->holidays, report->holiday_count };
}

/* The due day of `within`. */
static bool find_due(eval_judge *judge, eval_span *span, const feel_missing **missing)
{
    rules_term term = eval_term_of(judge->report, &judge->rule->within);
    if (!ask_day(judge, judge->rule->anchor, INT64_MIN, &span->anchor, missing)) return false;
    if (span->anchor == INT64_MIN) return true;
    if (!eval_term_add(eval_calendar_of(judge->report), span->anchor, term, &span->due))
        return fails(judge, "the due day lies beyond the calendar", missing);
    if (!read_pauses(judge, span->anchor, &span->pauses, missing)) return false;
    span->due = eval_pauses_move(&span->pauses, span->due);
    return true;
}

/* What is not known is asked for again: its reasons go with the finding's scratch. */
static bool find_ends(eval_judge *judge, eval_span *span, const feel_missing **missing)
{
    if (judge->ends_are_found) {
        span->from = judge->common.from;
        span->until = judge->common.until;
        return true;
    }
    bool known = ask_day(judge, judge->rule->from, INT64_MIN, &span->from, missing);
    known &= ask_day(judge, judge->rule->until, INT64_MAX, &span->until, missing);
    judge->ends_are_found = judge->rule->days_are_common && known;
    if (judge->ends_are_found) judge->common = *span;
    return known;
}

bool eval_find_span(eval_judge *judge, eval_span *span, const feel_missing **missing)
{
    const rules_rule *rule = judge->rule;
    *span = (eval_span){ .anchor = INT64_MIN, .due = INT64_MAX };
    eval_see(judge, judge->day);
    bool known = find_ends(judge, span, missing);
    if (rule->by) known &= ask_day(judge, rule->by, INT64_MAX, &span->due, missing);
    if (rule->anchor) known &= find_due(judge, span, missing);
    else if (span->from != INT64_MIN) known &= read_pauses(judge, span->from, &span->pauses, missing);
    span->end = judge->closed < span->until ? judge->closed : span->until;
    judge->span_is_found = judge->ends_are_found && !rule->by && !rule->anchor && !rule->paused;
    if (judge->span_is_found) judge->common = *span;
    return known;
}

/* SPDX-License-Identifier: MIT */
/* Built-in functions on where points and ranges lie. Each takes points and ranges as the standard says; a point is looked at as
 * the range from itself to itself where that means the same. */
#include "feel/function.h"
#include "feel/machine.h"

/* One end of a range, or a point. */
typedef struct end { const feel_value *value; bool closed; int beyond; /* -1, 1: without bound, below or above all */ } end;
typedef struct span { end low, high; bool point; } span;

/* What two spans are asked. `answer` is set, and `failed`, when two ends cannot be ordered. */
typedef struct asking { feel_run *run; span a, b; feel_value answer; bool failed; } asking;

static bool span_of(const feel_value *value, span *out)
{
    if (value->kind != FEEL_RANGE) {
        *out = (span){{value, true, 0}, {value, true, 0}, true};
        return true;
    }
    const feel_range *range = value->as.range;
    out->low = (end){&range->low, range->low_closed, range->low.kind == FEEL_NULL ? -1 : 0};
    out->high = (end){&range->high, range->high_closed, range->high.kind == FEEL_NULL};
    out->point = false;
    return range->form != FEEL_BUT;
}

/* -1, 0 or 1. */
static int order(asking *ask, const end *a, const end *b)
{
    if (a->beyond || b->beyond)
        return a->beyond < b->beyond ? -1 : a->beyond > b->beyond;
    feel_value less = feel_compare(ask->run, a->value, b->value, FEEL_OP_LESS);
    feel_value more = feel_compare(ask->run, a->value, b->value, FEEL_OP_GREATER);
    if (less.kind != FEEL_BOOLEAN && !ask->failed) {
        ask->answer = less;
        ask->failed = true;
    }
    return feel_is_true(&more) - feel_is_true(&less);
}

typedef bool question(asking *ask);

static void ask(feel_run *run, const feel_value *a, const feel_value *b, question *question, feel_value *out)
{
    asking asking = {.run = run};
    if (!span_of(a, &asking.a) || !span_of(b, &asking.b)) {
        *out = feel_fail(run, "a range of all but one value lies nowhere");
        return;
    }
    bool answer = question(&asking);
    *out = asking.failed ? asking.answer : feel_boolean(answer);
}

/* Only for two ranges. */
static void ask_ranges(feel_run *run, const feel_value *a, const feel_value *b, question *question, feel_value *out)
{
    if (a->kind == FEEL_RANGE && b->kind == FEEL_RANGE)
        ask(run, a, b, question, out);
    else
        *out = feel_fail(run, "two ranges were wanted");
}

/* For two ranges, or a point and a range. */
static void ask_of_range(feel_run *run, const feel_value *a, const feel_value *range, question *question, feel_value *out)
{
    if (range->kind == FEEL_RANGE)
        ask(run, a, range, question, out);
    else
        *out = feel_fail(run, "a range was wanted");
}

/* ---- questions ---- */

static bool is_before(asking *ask)
{
    int gap = order(ask, &ask->a.high, &ask->b.low);
    return gap < 0 || (gap == 0 && !(ask->a.high.closed && ask->b.low.closed));
}

static bool does_meet(asking *ask)
{
    return order(ask, &ask->a.high, &ask->b.low) == 0 && ask->a.high.closed && ask->b.low.closed;
}

static bool do_overlap(asking *ask)
{
    int above = order(ask, &ask->a.high, &ask->b.low), below = order(ask, &ask->a.low, &ask->b.high);
    return (above > 0 || (above == 0 && ask->a.high.closed && ask->b.low.closed)) &&
           (below < 0 || (below == 0 && ask->a.low.closed && ask->b.high.closed));
}

/* Begins earlier, ends within. */
static bool does_overlap_before(asking *ask)
{
    int starts = order(ask, &ask->a.low, &ask->b.low), touches = order(ask, &ask->a.high, &ask->b.low);
    int ends = order(ask, &ask->a.high, &ask->b.high);
    return (starts < 0 || (starts == 0 && ask->a.low.closed && !ask->b.low.closed)) &&
           (touches > 0 || (touches == 0 && ask->a.high.closed && ask->b.low.closed)) &&
           (ends < 0 || (ends == 0 && (!ask->a.high.closed || ask->b.high.closed)));
}

static bool does_finish(asking *ask)
{
    int ends = order(ask, &ask->a.high, &ask->b.high), starts = order(ask, &ask->a.low, &ask->b.low);
    if (ask->a.point)
        return ends == 0 && ask->b.high.closed;
    return ends == 0 && ask->a.high.closed == ask->b.high.closed &&
           (starts > 0 || (starts == 0 && (!ask->a.low.closed || ask->b.low.closed)));
}

static bool does_start(asking *ask)
{
    int starts = order(ask, &ask->a.low, &ask->b.low), ends = order(ask, &ask->a.high, &ask->b.high);
    if (ask->a.point)
        return starts == 0 && ask->b.low.closed;
    return starts == 0 && ask->a.low.closed == ask->b.low.closed &&
           (ends < 0 || (ends == 0 && (!ask->a.high.closed || ask->b.high.closed)));
}

static bool is_during(asking *ask)
{
    int starts = order(ask, &ask->a.low, &ask->b.low), ends = order(ask, &ask->a.high, &ask->b.high);
    return (starts > 0 || (starts == 0 && (ask->b.low.closed || !ask->a.low.closed))) &&
           (ends < 0 || (ends == 0 && (ask->b.high.closed || !ask->a.high.closed)));
}

static bool do_coincide(asking *ask)
{
    int starts = order(ask, &ask->a.low, &ask->b.low), ends = order(ask, &ask->a.high, &ask->b.high);
    return starts == 0 && ends == 0 && ask->a.low.closed == ask->b.low.closed && ask->a.high.closed == ask->b.high.closed;
}

/* ---- functions ---- */

#define RANGE_FUNCTION(name, how, first, second, question)                                              \
    void name(feel_run *run, const feel_value *arguments, int32_t count, feel_value *out)               \
    {                                                                                                   \
        (void)count;                                                                                    \
        how(run, &arguments[first], &arguments[second], question, out);                                 \
    }

RANGE_FUNCTION(feel_fn_before, ask, 0, 1, is_before)
RANGE_FUNCTION(feel_fn_after, ask, 1, 0, is_before)
RANGE_FUNCTION(feel_fn_meets, ask_ranges, 0, 1, does_meet)
RANGE_FUNCTION(feel_fn_met_by, ask_ranges, 1, 0, does_meet)
RANGE_FUNCTION(feel_fn_overlaps, ask_ranges, 0, 1, do_overlap)
RANGE_FUNCTION(feel_fn_overlaps_before, ask_ranges, 0, 1, does_overlap_before)
RANGE_FUNCTION(feel_fn_overlaps_after, ask_ranges, 1, 0, does_overlap_before)
RANGE_FUNCTION(feel_fn_finishes, ask_of_range, 0, 1, does_finish)
RANGE_FUNCTION(feel_fn_finished_by, ask_of_range, 1, 0, does_finish)
RANGE_FUNCTION(feel_fn_during, ask_of_range, 0, 1, is_during)
RANGE_FUNCTION(feel_fn_includes, ask_of_range, 1, 0, is_during)
RANGE_FUNCTION(feel_fn_starts, ask_of_range, 0, 1, does_start)
RANGE_FUNCTION(feel_fn_started_by, ask_of_range, 1, 0, does_start)

/* Two points or two ranges. */
void feel_fn_coincides(feel_run *run, const feel_value *arguments, int32_t count, feel_value *out)
{
    (void)count;
    if ((arguments[0].kind == FEEL_RANGE) == (arguments[1].kind == FEEL_RANGE))
        ask(run, &arguments[0], &arguments[1], do_coincide, out);
    else
        *out = feel_fail(run, "two points or two ranges were wanted");
}

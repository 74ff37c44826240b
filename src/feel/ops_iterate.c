/* SPDX-License-Identifier: MIT */
/* `for`, and `some` and `every` where what they go through may be a range. What they go through is never made a list of:
 * its items are found one after the other, each for its steps. */
#include "feel/machine.h"

/* What an iterator goes through: a list, or days or whole numbers from `first` on, up or down. */
typedef struct walk {
    feel_value list;                     /* FEEL_NULL: numbers or days */
    uint8_t kind;                        /* FEEL_NUMBER or FEEL_DATE */
    int64_t first, last;
    int64_t step;                        /* 1 or -1 */
    uint64_t count, at;
} walk;

/* ---- ranges ---- */

/* The whole number or day of an end; false: it is neither. */
static bool end_of(const feel_value *value, int64_t *out)
{
    if (value->kind == FEEL_DATE)
        *out = value->as.integer;
    return value->kind == FEEL_DATE ||
           (value->kind == FEEL_NUMBER && base_decimal_is_whole(value->as.number) && base_decimal_to_int(value->as.number, out));
}

/* Fails, where nothing can be counted between the ends. */
static const char wrong_ends[] = "only whole numbers and dates can be counted through";

void feel_run_counts(feel_run *run, const feel_node *node, feel_value *out)
{
    feel_value low, high;
    int64_t number;
    feel_operand(run, node->kids[0], &low);
    feel_operand(run, node->kids[1], &high);
    if (low.kind == FEEL_UNKNOWN || high.kind == FEEL_UNKNOWN) {
        *out = feel_unknown_of(run, &low, &high);
        return;
    }
    if (low.kind == FEEL_NULL || high.kind == FEEL_NULL) {
        *out = feel_nothing(run, "what is counted through needs both ends");
        return;
    }
    if (low.kind != high.kind || !end_of(&low, &number) || !end_of(&high, &number)) {
        *out = feel_fail(run, wrong_ends);
        return;
    }
    feel_range *range = feel_scratch(run, 1, sizeof *range);
    *out = feel_over_limit();
    if (!range)
        return;
    *range = (feel_range){.low_closed = true, .high_closed = true, .low = feel_unmarked(low), .high = feel_unmarked(high)};
    *out = (feel_value){.kind = FEEL_RANGE, .as.range = range};
}

/* Of a range that a COUNTS gave, the first end may be the greater one: no other range is so. An end that does not belong
 * leaves the next number. */
static bool walk_range(walk *walk, const feel_range *range)
{
    int64_t low, high;
    if (range->form == FEEL_BUT || range->low.kind != range->high.kind || !end_of(&range->low, &low) ||
        !end_of(&range->high, &high))
        return false;
    *walk = (struct walk){.kind = range->low.kind, .first = low, .last = high, .step = low <= high ? 1 : -1};
    uint64_t apart = low <= high ? (uint64_t)high - (uint64_t)low : (uint64_t)low - (uint64_t)high;
    uint64_t open = (uint64_t)!range->low_closed + (uint64_t)!range->high_closed;
    if (!range->low_closed && apart > 0)
        walk->first += walk->step;
    walk->count = apart >= open ? apart - open : 0;
    walk->count += apart >= open && walk->count < UINT64_MAX;
    return true;
}

/* ---- walking ---- */

/* FEEL takes a value for a list of one; a rule says `[x]` where that is meant. */
static bool begin_single(feel_run *run, const feel_value *value, walk *walk, feel_value *out)
{
    feel_list *single = run->mode == FEEL_STANDARD ? feel_list_new(run, 1) : NULL;
    if (!single) {
        *out = run->mode == FEEL_STANDARD ? feel_over_limit() : feel_fail(run, "a list or a range was wanted");
        return false;
    }
    feel_list_put(single, *value, false);
    *walk = (struct walk){.list = feel_list_value(single), .count = 1};
    return true;
}

/* Begins to go through a value; false: `out` is the answer of the whole. */
static bool begin(feel_run *run, const feel_value *value, walk *walk, feel_value *out)
{
    *walk = (struct walk){.list = *value};
    *out = *value;
    if (value->kind == FEEL_LIST) {
        walk->count = feel_list_count(value);
        return true;
    }
    if (value->kind == FEEL_NULL || value->kind == FEEL_UNKNOWN)
        return false;
    if (value->kind != FEEL_RANGE)
        return begin_single(run, value, walk, out);
    bool can = walk_range(walk, value->as.range);
    if (!can)
        *out = feel_fail(run, wrong_ends);
    return can;
}

/* The next item, or false: there is none, or the budget is spent. */
static bool next(feel_run *run, walk *walk, feel_value *item)
{
    if (walk->at >= walk->count || !feel_spend(run, 1))
        return false;
    uint64_t at = walk->at++;
    if (walk->list.kind == FEEL_LIST) {
        feel_list_item(run, &walk->list, (uint32_t)at, item);
        return true;
    }
    int64_t number = walk->step > 0 ? (int64_t)((uint64_t)walk->first + at) : (int64_t)((uint64_t)walk->first - at);
    *item = walk->kind == FEEL_DATE ? feel_date(number) : feel_integer_value(run, number);
    return true;
}

/* ---- some, every ---- */

static bool is_boolean(const feel_value *value, bool wanted)
{
    return value->kind == FEEL_BOOLEAN && (value->as.integer != 0) == wanted;
}

typedef struct tally { bool decides, null, uncertain; const feel_missing *missing; } tally;

/* Takes the answer for one item in; true when it decides. An uncertain item that gives the harmless answer changes
 * nothing, whether it is there or not; any other may. */
static bool weigh(feel_run *run, tally *tally, const feel_value *value, bool uncertain)
{
    if (is_boolean(value, !tally->decides))
        return false;
    if (value->kind == FEEL_UNKNOWN)
        tally->missing = feel_missing_union(run, tally->missing, value->as.missing);
    tally->uncertain |= uncertain;
    tally->null |= !uncertain && value->kind == FEEL_NULL;
    return !uncertain && value->kind == FEEL_BOOLEAN;
}

static void run_quantifier(feel_run *run, const feel_node *node, bool decides, feel_value *out)
{
    feel_value domain, item;
    walk walk;
    tally tally = {.decides = decides};
    feel_operand(run, node->kids[0], &domain);
    if (!begin(run, &domain, &walk, out))
        return;
    while (next(run, &walk, &item)) {
        feel_value value;
        *feel_slot(run, node->index) = feel_unmarked(item);
        feel_operand(run, node->kids[1], &value);
        value = feel_truth(run, &value);
        if (weigh(run, &tally, &value, item.flags & FEEL_UNCERTAIN)) {
            *out = feel_boolean(decides);
            return;
        }
    }
    if (tally.uncertain)
        tally.missing = feel_missing_union(run, feel_list_missing(&walk.list), tally.missing);
    *out = tally.missing ? feel_unknown(tally.missing) : tally.null ? feel_null() : feel_boolean(!decides);
}

void feel_run_some_of(feel_run *run, const feel_node *node, feel_value *out)
{
    run_quantifier(run, node, true, out);
}

void feel_run_every_of(feel_run *run, const feel_node *node, feel_value *out)
{
    run_quantifier(run, node, false, out);
}

/* ---- for ---- */

/* A list that grows. */
typedef struct results { feel_list *list; uint32_t room; } results;

static bool put(feel_run *run, results *results, feel_value item)
{
    if (!results->list || results->list->count == results->room) {
        uint32_t room = results->room ? results->room * 2 : 8;
        feel_list *larger = results->room <= UINT32_MAX / 2 ? feel_list_new(run, room) : NULL;
        if (!larger) {
            run->steps = -1;
            return false;
        }
        for (uint32_t i = 0; results->list && i < results->list->count; i++)
            feel_list_put(larger, results->list->items[i], false);
        *results = (struct results){larger, room};
    }
    feel_list_put(results->list, item, false);
    return true;
}

/* The results so far, as they are now: a copy, since more follow. */
static bool give_partial(feel_run *run, const results *results, feel_value *slot)
{
    uint32_t count = results->list ? results->list->count : 0;
    feel_list *copy = feel_spend(run, count) ? feel_list_new(run, count) : NULL;
    for (uint32_t i = 0; copy && i < count; i++)
        feel_list_put(copy, results->list->items[i], false);
    if (copy)
        *slot = feel_list_value(copy);
    return copy;
}

/* Begins iterator number `i`; false: `out` is the answer of the whole. A list with uncertain items makes it unknown. */
static bool begin_iterator(feel_run *run, const feel_node *node, uint32_t i, walk *walk, feel_value *out)
{
    feel_value domain;
    feel_operand(run, node->kids[i], &domain);
    if (!begin(run, &domain, walk, out))
        return false;
    const feel_missing *missing = domain.kind == FEEL_LIST ? feel_list_missing(&domain) : NULL;
    if (missing)
        *out = feel_unknown(missing);
    return !missing;
}

/* What `for` returns for the items at hand. */
static bool take_result(feel_run *run, const feel_node *node, results *results)
{
    feel_value value;
    uint32_t iterators = node->kid_count - 1u;
    if ((node->flags & FEEL_NODE_PARTIAL) && !give_partial(run, results, feel_slot(run, node->index + (int32_t)iterators)))
        return false;
    feel_operand(run, node->kids[iterators], &value);
    return put(run, results, feel_unmarked(value));
}

/* The iterators turn like the wheels of a counter, the last one fastest. */
static bool turn(feel_run *run, const feel_node *node, walk *walks, results *results, feel_value *out)
{
    uint32_t iterators = node->kid_count - 1u, at = 0;
    if (!begin_iterator(run, node, 0, &walks[0], out))
        return false;
    for (;;) {
        feel_value item;
        if (run->steps < 0)
            return true;
        if (!next(run, &walks[at], &item)) {
            if (at == 0)
                return true;
            at--;
            continue;
        }
        *feel_slot(run, node->index + (int32_t)at) = feel_unmarked(item);
        if (at + 1 < iterators) {
            at++;
            if (!begin_iterator(run, node, at, &walks[at], out))
                return false;
        } else if (!take_result(run, node, results)) {
            return true;
        }
    }
}

void feel_run_for(feel_run *run, const feel_node *node, feel_value *out)
{
    results results = {0};
    walk *walks = feel_scratch(run, node->kid_count, sizeof *walks);
    *out = feel_over_limit();
    if (!walks || !turn(run, node, walks, &results, out))
        return;
    if (!results.list)
        results.list = feel_list_new(run, 0);
    *out = results.list && run->steps >= 0 ? feel_list_value(results.list) : feel_over_limit();
}

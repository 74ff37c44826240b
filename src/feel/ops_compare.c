/* SPDX-License-Identifier: MIT */
/* Equality, order, and membership in ranges and lists. */
#include "base/slow.h"
#include "feel/machine.h"
#include "feel/moment.h"

/* ---- counts between two bounds ---- */

typedef struct bounds { base_decimal low, high; const feel_missing *missing; } bounds;

static bounds bounds_of(const feel_value *value)
{
    if (value->kind == FEEL_NUMBER)
        return (bounds){*value->as.number, *value->as.number, NULL};
    const feel_bounds *count = value->as.bounds;
    return (bounds){base_decimal_from_int(count->low), base_decimal_from_int(count->high), count->missing};
}

static bool is_number(const feel_value *value)
{
    return value->kind == FEEL_NUMBER || value->kind == FEEL_COUNT;
}

/* a < b, or a <= b with `or_equal`, for every number between the bounds; unknown where they disagree. */
static feel_value less_bounded(feel_run *run, const feel_value *a, const feel_value *b, bool or_equal)
{
    bounds left = bounds_of(a), right = bounds_of(b);
    int highest = base_decimal_compare(&left.high, &right.low);
    int lowest = base_decimal_compare(&left.low, &right.high);
    if (highest < 0 || (or_equal && highest == 0))
        return feel_boolean(true);
    if (lowest > 0 || (!or_equal && lowest == 0))
        return feel_boolean(false);
    return feel_unknown(feel_missing_union(run, left.missing, right.missing));
}

static feel_relation same_bounded(feel_run *run, const feel_value *a, const feel_value *b, const feel_missing **why)
{
    bounds left = bounds_of(a), right = bounds_of(b);
    bool apart = base_decimal_compare(&left.high, &right.low) < 0 || base_decimal_compare(&left.low, &right.high) > 0;
    if (apart || !base_decimal_is_whole(&left.low) || !base_decimal_is_whole(&right.low))
        return FEEL_NO;
    *why = feel_missing_union(run, left.missing, right.missing);
    return FEEL_UNSURE;
}

/* ---- equality ---- */

/* One comparison, however deep it goes. */
typedef struct sameness {
    feel_run *run;
    const feel_missing **why;            /* receives the reason of FEEL_UNSURE */
    bool by_field;                       /* as is(): moments by what their clocks show, not by instant */
} sameness;

static feel_relation same_at(const sameness *how, const feel_value *a, const feel_value *b, int depth);

static feel_relation unsure(const feel_missing **why, const feel_missing *missing)
{
    *why = missing;
    return FEEL_UNSURE;
}

/* Inside lists and contexts only yes and unsure go on; items of different types are just not the same. */
static feel_relation same_inside(const sameness *how, const feel_value *a, const feel_value *b, int depth)
{
    if (!feel_spend(how->run, 1) || depth >= FEEL_VALUE_DEPTH_MOST)
        return unsure(how->why, feel_over_limit().as.missing);
    feel_relation relation = same_at(how, a, b, depth + 1);
    return relation == FEEL_YES || relation == FEEL_UNSURE ? relation : FEEL_NO;
}

static feel_relation same_lists(const sameness *how, const feel_value *a, const feel_value *b, int depth)
{
    feel_run *run = how->run;
    const feel_missing *doubt = feel_missing_union(run, feel_list_doubt(run, a), feel_list_doubt(run, b));
    if (doubt)
        return unsure(how->why, doubt);
    uint32_t count = feel_list_count(a);
    if (count != feel_list_count(b))
        return FEEL_NO;
    for (uint32_t i = 0; i < count; i++) {
        feel_value x, y;
        feel_list_item(run, a, i, &x);
        feel_list_item(run, b, i, &y);
        feel_relation relation = same_inside(how, &x, &y, depth);
        if (relation != FEEL_YES)
            return relation;
    }
    return FEEL_YES;
}

/* By key: in which order the entries were written does not count. */
static feel_relation same_contexts(const sameness *how, const feel_context *a, const feel_context *b, int depth)
{
    if (a->count != b->count)
        return FEEL_NO;
    for (uint32_t i = 0; i < a->count; i++) {
        if (!base_str_equal(a->entries[i].key, b->entries[i].key))
            return FEEL_NO;
        feel_relation relation = same_inside(how, &a->entries[i].value, &b->entries[i].value, depth);
        if (relation != FEEL_YES)
            return relation;
    }
    return FEEL_YES;
}

static feel_relation same_ranges(const sameness *how, const feel_range *a, const feel_range *b, int depth)
{
    if (a->low_closed != b->low_closed || a->high_closed != b->high_closed || a->form != b->form)
        return FEEL_NO;
    feel_relation low = same_inside(how, &a->low, &b->low, depth);
    return low == FEEL_YES ? same_inside(how, &a->high, &b->high, depth) : low;
}

static inline bool same_text(const feel_value *a, const feel_value *b)
{
    return a->size == b->size && (a->as.text == b->as.text || base_str_equal(feel_text(a), feel_text(b)));
}

/* A local time and one with an offset cannot be told apart or alike. */
static feel_relation same_moments(const sameness *how, const feel_moment *a, const feel_moment *b)
{
    if (how->by_field)
        return feel_moment_same(a, b) ? FEEL_YES : FEEL_NO;
    if (a->zoned != b->zoned)
        return FEEL_MISMATCH;
    return feel_moment_compare(a, b) == 0 ? FEEL_YES : FEEL_NO;
}

static feel_relation same_kind(const sameness *how, const feel_value *a, const feel_value *b, int depth)
{
    switch (a->kind) {
    case FEEL_NUMBER:
        return base_decimal_compare(a->as.number, b->as.number) == 0 ? FEEL_YES : FEEL_NO;
    case FEEL_STRING:
        return same_text(a, b) ? FEEL_YES : FEEL_NO;
    case FEEL_TIME:
    case FEEL_DATE_TIME:
        return same_moments(how, a->as.moment, b->as.moment);
    case FEEL_RECORD:
        return a->as.host == b->as.host ? FEEL_YES : FEEL_NO;
    case FEEL_FUNCTION:
        return FEEL_MISMATCH;
    case FEEL_LIST:
        return same_lists(how, a, b, depth);
    case FEEL_CONTEXT:
        return same_contexts(how, a->as.context, b->as.context, depth);
    case FEEL_RANGE:
        return same_ranges(how, a->as.range, b->as.range, depth);
    default:
        return a->as.integer == b->as.integer && a->size == b->size ? FEEL_YES : FEEL_NO;
    }
}

static feel_relation same_at(const sameness *how, const feel_value *a, const feel_value *b, int depth)
{
    if (a->kind == FEEL_UNKNOWN || b->kind == FEEL_UNKNOWN)
        return unsure(how->why, feel_unknown_of(how->run, a, b).as.missing);
    if (a->kind == FEEL_NULL || b->kind == FEEL_NULL)
        return a->kind == b->kind ? FEEL_YES : FEEL_NO;
    if (is_number(a) && is_number(b) && (a->kind == FEEL_COUNT || b->kind == FEEL_COUNT))
        return same_bounded(how->run, a, b, how->why);
    return a->kind == b->kind ? same_kind(how, a, b, depth) : FEEL_MISMATCH;
}

feel_relation feel_same(feel_run *run, const feel_value *a, const feel_value *b, const feel_missing **why)
{
    const sameness how = {run, why, false};
    return same_at(&how, a, b, 0);
}

feel_value feel_is(feel_run *run, const feel_value *a, const feel_value *b)
{
    const feel_missing *why = NULL;
    const sameness how = {run, &why, true};
    feel_relation relation = same_at(&how, a, b, 0);
    return relation == FEEL_UNSURE ? feel_unknown(why) : feel_boolean(relation == FEEL_YES);
}

static feel_value value_of(feel_run *run, feel_relation relation, const feel_missing *why)
{
    switch (relation) {
    case FEEL_NO:
    case FEEL_YES:
        return feel_boolean(relation == FEEL_YES);
    case FEEL_UNSURE:
        return feel_unknown(why);
    case FEEL_NEITHER:
        return feel_null();
    default:
        return feel_fail(run, "values of different types were compared");
    }
}

/* The commonest: texts, records, anything against null. False: it takes more to tell. */
static inline bool same_at_once(const feel_value *a, const feel_value *b, bool *same)
{
    if (a->kind == FEEL_STRING && b->kind == FEEL_STRING)
        *same = same_text(a, b);
    else if (a->kind == FEEL_RECORD && b->kind == FEEL_RECORD)
        *same = a->as.host == b->as.host;
    else if (b->kind == FEEL_NULL && a->kind != FEEL_UNKNOWN)
        *same = a->kind == FEEL_NULL;
    else
        return false;
    return true;
}

feel_value feel_equal(feel_run *run, const feel_value *a, const feel_value *b)
{
    bool same;
    const feel_missing *why = NULL;
    if (same_at_once(a, b, &same))
        return feel_boolean(same);
    feel_relation relation = feel_same(run, a, b, &why);
    return value_of(run, relation, why);
}

enum { STEPS_OF_FIELD = 2 };         /* the field and the variable */

/* Whether a field of a variable is a literal text, where the host can tell without reading it. */
static inline bool is_text(feel_run *run, const feel_node *node, bool *same)
{
    const feel_node *text = node->kids[1];
    if (text->op != FEEL_OP_LITERAL || text->value.kind != FEEL_STRING || !run->facts->is_text)
        return false;
    const void *record = feel_record_of(run, node->kids[0], STEPS_OF_FIELD + 1);
    if (!record || !run->facts->is_text(run, record, node->kids[0]->handle, &text->value, same))
        return false;
    run->steps -= STEPS_OF_FIELD + 1;
    return true;
}

/* `field = null`: what is not known is not known to be null either. */
static inline bool is_null(feel_run *run, const feel_node *node, bool wanted, feel_value *out)
{
    const feel_node *null = node->kids[1];
    if (null->op != FEEL_OP_LITERAL || null->value.kind != FEEL_NULL)
        return false;
    const void *record = feel_record_of(run, node->kids[0], STEPS_OF_FIELD + 1);
    if (!record)
        return false;
    run->steps -= STEPS_OF_FIELD + 1;
    run->facts->field(run, record, node->kids[0]->handle, out);
    if (out->kind != FEEL_UNKNOWN)
        *out = feel_boolean((out->kind == FEEL_NULL) == wanted);
    return true;
}

BASE_SLOW static void run_any_equality(feel_run *run, const feel_node *node, bool wanted, feel_value *out)
{
    feel_value a, room;
    feel_fetch(run, node->kids[0], &a);
    const feel_value *b = feel_constant(run, node->kids[1], &room);
    *out = feel_equal(run, &a, b);
    if (out->kind == FEEL_BOOLEAN)
        *out = feel_boolean((out->as.integer != 0) == wanted);
}

static inline void run_equality(feel_run *run, const feel_node *node, bool wanted, feel_value *out)
{
    bool same;
    if (is_text(run, node, &same))
        *out = feel_boolean(same == wanted);
    else if (!is_null(run, node, wanted, out))
        run_any_equality(run, node, wanted, out);
}

void feel_run_equal(feel_run *run, const feel_node *node, feel_value *out)
{
    run_equality(run, node, true, out);
}

void feel_run_not_equal(feel_run *run, const feel_node *node, feel_value *out)
{
    run_equality(run, node, false, out);
}

/* ---- order ---- */

static bool is_ordered(const feel_value *a, const feel_value *b)
{
    if (is_number(a) && is_number(b))
        return true;
    if (a->kind != b->kind)
        return false;
    if (a->kind == FEEL_TIME || a->kind == FEEL_DATE_TIME)
        return a->as.moment->zoned == b->as.moment->zoned;
    return a->kind == FEEL_STRING || a->kind == FEEL_DATE || a->kind == FEEL_DAYS || a->kind == FEEL_MONTHS;
}

static int order_of(const feel_value *a, const feel_value *b)
{
    if (a->kind == FEEL_NUMBER)
        return base_decimal_compare(a->as.number, b->as.number);
    if (a->kind == FEEL_STRING)
        return base_str_compare(feel_text(a), feel_text(b));
    if (a->kind == FEEL_TIME || a->kind == FEEL_DATE_TIME)
        return feel_moment_compare(a->as.moment, b->as.moment);
    return feel_duration_compare(a, b);
}

feel_value feel_compare(feel_run *run, const feel_value *a, const feel_value *b, feel_op op)
{
    if (op == FEEL_OP_GREATER || op == FEEL_OP_GREATER_EQUAL)
        return feel_compare(run, b, a, op == FEEL_OP_GREATER ? FEEL_OP_LESS : FEEL_OP_LESS_EQUAL);
    bool or_equal = op == FEEL_OP_LESS_EQUAL;
    if (a->kind == FEEL_UNKNOWN || b->kind == FEEL_UNKNOWN)
        return feel_unknown_of(run, a, b);
    if (a->kind == FEEL_NULL || b->kind == FEEL_NULL)
        return feel_null();
    if (!is_ordered(a, b))
        return feel_fail(run, "these values have no order");
    if (a->kind == FEEL_COUNT || b->kind == FEEL_COUNT)
        return less_bounded(run, a, b, or_equal);
    int order = order_of(a, b);
    return feel_boolean(order < 0 || (or_equal && order == 0));
}

static void run_order(feel_run *run, const feel_node *node, feel_value *out)
{
    feel_value a, b;
    feel_fetch(run, node->kids[0], &a);
    feel_fetch(run, node->kids[1], &b);
    *out = feel_compare(run, &a, &b, node->op);
}

void feel_run_less(feel_run *run, const feel_node *node, feel_value *out)
{
    run_order(run, node, out);
}

void feel_run_less_equal(feel_run *run, const feel_node *node, feel_value *out)
{
    run_order(run, node, out);
}

void feel_run_greater(feel_run *run, const feel_node *node, feel_value *out)
{
    run_order(run, node, out);
}

void feel_run_greater_equal(feel_run *run, const feel_node *node, feel_value *out)
{
    run_order(run, node, out);
}

/* ---- ranges ---- */

typedef struct ends { feel_value low, high; bool low_closed, high_closed; } ends;

/* The conjunction of two comparisons that are not null. */
static feel_value both(feel_run *run, const feel_value *a, const feel_value *b)
{
    if (a->kind == FEEL_BOOLEAN && !a->as.integer)
        return *a;
    if (b->kind == FEEL_BOOLEAN && !b->as.integer)
        return *b;
    return a->kind == FEEL_UNKNOWN || b->kind == FEEL_UNKNOWN ? feel_unknown_of(run, a, b) : *a;
}

/* Unknown before null before the answer: an end that may turn out as null would make it null. */
static feel_value between(feel_run *run, const feel_value *x, const ends *ends)
{
    feel_value unknown = feel_unknown_of(run, x, &ends->low);
    if (ends->high.kind == FEEL_UNKNOWN)
        unknown = feel_unknown(feel_missing_union(run, unknown.as.missing, ends->high.as.missing));
    if (unknown.as.missing)
        return unknown;
    feel_value above = feel_compare(run, &ends->low, x, ends->low_closed ? FEEL_OP_LESS_EQUAL : FEEL_OP_LESS);
    feel_value below = feel_compare(run, x, &ends->high, ends->high_closed ? FEEL_OP_LESS_EQUAL : FEEL_OP_LESS);
    if (above.kind == FEEL_NULL || below.kind == FEEL_NULL)
        return feel_null();
    return both(run, &above, &below);
}

static void run_between(feel_run *run, const feel_node *node, bool low_closed, bool high_closed, feel_value *out)
{
    feel_value x;
    ends ends = {.low_closed = low_closed, .high_closed = high_closed};
    feel_eval(run, node->kids[0], &x);
    feel_eval(run, node->kids[1], &ends.low);
    feel_eval(run, node->kids[2], &ends.high);
    *out = between(run, &x, &ends);
}

void feel_run_between(feel_run *run, const feel_node *node, feel_value *out)
{
    run_between(run, node, true, true, out);
}

void feel_run_in_range(feel_run *run, const feel_node *node, feel_value *out)
{
    run_between(run, node, !(node->flags & FEEL_NODE_LOW_OPEN), !(node->flags & FEEL_NODE_HIGH_OPEN), out);
}

static bool is_day_in(int64_t day, const feel_range *range)
{
    int64_t low = range->low.as.integer, high = range->high.as.integer;
    return (range->low_closed ? low <= day : low < day) && (range->high_closed ? day <= high : day < high);
}

/* In (= 5) or (!= 5). */
static feel_value equal_to_end(feel_run *run, const feel_value *x, const feel_range *range)
{
    feel_value same = feel_equal(run, x, &range->low);
    if (same.kind != FEEL_BOOLEAN || range->form == FEEL_JUST)
        return same;
    return feel_boolean(!same.as.integer);
}

/* A null end of a range that is a value has no bound. */
feel_value feel_inside(feel_run *run, const feel_value *x, const feel_range *range)
{
    if (range->form != FEEL_ENDS)
        return equal_to_end(run, x, range);
    if (x->kind == FEEL_DATE && range->low.kind == FEEL_DATE && range->high.kind == FEEL_DATE)
        return feel_boolean(is_day_in(x->as.integer, range));
    ends ends = {range->low, range->high, range->low_closed, range->high_closed};
    if (ends.low.kind != FEEL_NULL && ends.high.kind != FEEL_NULL)
        return between(run, x, &ends);
    if (ends.low.kind != FEEL_NULL)
        return feel_compare(run, &ends.low, x, ends.low_closed ? FEEL_OP_LESS_EQUAL : FEEL_OP_LESS);
    if (ends.high.kind != FEEL_NULL)
        return feel_compare(run, x, &ends.high, ends.high_closed ? FEEL_OP_LESS_EQUAL : FEEL_OP_LESS);
    if (x->kind == FEEL_COUNT)
        return feel_boolean(true);
    return x->kind == FEEL_UNKNOWN || x->kind == FEEL_NULL ? *x : feel_boolean(true);
}

/* ---- membership ---- */

static bool range_takes(const feel_range *range, const feel_value *x)
{
    const feel_value *end = range->low.kind == FEEL_NULL ? &range->high : &range->low;
    if (range->form != FEEL_ENDS)
        return x->kind == FEEL_UNKNOWN || x->kind == FEEL_NULL || end->kind == x->kind;
    return x->kind == FEEL_UNKNOWN || x->kind == FEEL_NULL || end->kind == FEEL_NULL || is_ordered(end, x);
}

static feel_relation matches(feel_run *run, const feel_value *x, const feel_value *item, const feel_missing **why)
{
    bool same;
    if (same_at_once(x, item, &same))
        return same ? FEEL_YES : FEEL_NO;
    if (item->kind != FEEL_RANGE || x->kind == FEEL_RANGE)
        return feel_same(run, x, item, why);
    if (!range_takes(item->as.range, x))
        return FEEL_MISMATCH;
    feel_value found = feel_inside(run, x, item->as.range);
    if (found.kind == FEEL_UNKNOWN)
        return unsure(why, found.as.missing);
    if (found.kind == FEEL_NULL)
        return FEEL_NEITHER;
    return feel_is_true(&found) ? FEEL_YES : FEEL_NO;
}

/* True on a certain match; false only when no item can match. */
static feel_value in_list(feel_run *run, const feel_value *x, const feel_value *list)
{
    const feel_missing *missing = NULL;
    bool null = false;
    uint32_t count = feel_list_count(list);
    for (uint32_t i = 0; i < count; i++) {
        feel_value item;
        const feel_missing *why = NULL;
        if (!feel_spend(run, 1))
            return feel_over_limit();
        feel_list_item(run, list, i, &item);
        bool uncertain = item.flags & FEEL_UNCERTAIN;
        feel_relation relation = matches(run, x, &item, &why);
        if (relation == FEEL_NO || relation == FEEL_MISMATCH)
            continue;
        if (relation == FEEL_YES && !uncertain)
            return feel_boolean(true);
        if (uncertain)
            missing = feel_missing_union(run, missing, feel_list_missing(list));
        missing = feel_missing_union(run, missing, why);
        null = null || relation == FEEL_NEITHER;
    }
    if (missing)
        return feel_unknown(missing);
    return null ? feel_null() : feel_boolean(false);
}

/* The same of a list, which is also in one that equals it: [1, 2] in [1, 2]. */
static feel_value list_in_list(feel_run *run, const feel_value *x, const feel_value *list)
{
    const feel_missing *why = NULL;
    feel_value among = in_list(run, x, list);
    if (feel_is_true(&among))
        return among;
    feel_relation relation = feel_same(run, x, list, &why);
    if (relation == FEEL_YES)
        return feel_boolean(true);
    if (relation != FEEL_UNSURE)
        return among;
    return feel_unknown(among.kind == FEEL_UNKNOWN ? feel_missing_union(run, among.as.missing, why) : why);
}

static inline void conclude_search(feel_run *run, uint32_t index, uint32_t count, feel_value *out)
{
    bool found = index < count;
    *out = feel_spend(run, (int64_t)index + found) ? feel_boolean(found) : feel_over_limit();
}

static inline bool is_sought(const feel_value *x)
{
    return x->kind == FEEL_STRING || x->kind == FEEL_RECORD;
}

/* The same where the host finds the text or record in a list of its own, or in a field of a variable without reading it: as many
 * steps as items would have been read. False: it takes more to tell. */
static inline bool is_found_in(feel_run *run, const feel_value *x, const feel_node *field, feel_value *out)
{
    uint32_t index, count;
    const void *record = is_sought(x) && run->facts->find_in ? feel_record_of(run, field, STEPS_OF_FIELD) : NULL;
    if (!record || !run->facts->find_in(run, record, field->handle, x, &index, &count))
        return false;
    run->steps -= STEPS_OF_FIELD;
    conclude_search(run, index, count, out);
    return true;
}

static bool is_found(feel_run *run, const feel_value *x, const feel_value *set, feel_value *out)
{
    uint32_t index;
    bool can = (set->flags & FEEL_HOST) && is_sought(x) && run->facts->find;
    if (!can || !run->facts->find(run, set, x, &index))
        return false;
    conclude_search(run, index, set->size, out);
    return true;
}

/* x in whatever k1 is. */
BASE_SLOW static void run_any_in(feel_run *run, feel_value x, const feel_node *node, feel_value *out)
{
    feel_value set;
    feel_fetch(run, node->kids[1], &set);
    if (is_found(run, &x, &set, out))
        return;
    if (set.kind == FEEL_UNKNOWN)
        *out = feel_unknown_of(run, &x, &set);
    else if (set.kind == FEEL_NULL)
        *out = x.kind == FEEL_UNKNOWN ? x : set;
    else if (set.kind == FEEL_LIST)
        *out = x.kind == FEEL_LIST ? list_in_list(run, &x, &set) : in_list(run, &x, &set);
    else if (set.kind == FEEL_RANGE && x.kind != FEEL_RANGE)
        *out = feel_inside(run, &x, set.as.range);
    else
        *out = x.kind == FEEL_NULL ? x : feel_equal(run, &x, &set);
}

/* Whether a field of a variable is one of several literal texts, where the host can tell without reading it: as many steps as if
 * the list was made and gone through. */
static inline bool is_one_of(feel_run *run, const feel_node *node, feel_value *out)
{
    const feel_node *list = node->kids[1];
    if (list->op != FEEL_OP_LIST || !run->facts->is_text)
        return false;
    const void *record = feel_record_of(run, node->kids[0], STEPS_OF_FIELD + 1 + 2 * (int64_t)list->kid_count);
    bool same = false;
    uint16_t asked = 0;
    if (!record)
        return false;
    while (!same && asked < list->kid_count) {
        const feel_node *text = list->kids[asked++];
        if (text->op != FEEL_OP_LITERAL || text->value.kind != FEEL_STRING ||
            !run->facts->is_text(run, record, node->kids[0]->handle, &text->value, &same))
            return false;
    }
    for (uint16_t i = asked; i < list->kid_count; i++)
        if (list->kids[i]->op != FEEL_OP_LITERAL)
            return false;
    run->steps -= STEPS_OF_FIELD + 1 + list->kid_count + asked;
    *out = feel_boolean(same);
    return true;
}

void feel_run_in(feel_run *run, const feel_node *node, feel_value *out)
{
    feel_value x;
    if (is_one_of(run, node, out))
        return;
    feel_eval(run, node->kids[0], &x);
    if (!is_found_in(run, &x, node->kids[1], out))
        run_any_in(run, x, node, out);
}

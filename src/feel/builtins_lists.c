/* SPDX-License-Identifier: MIT */
/* Built-in functions on lists. */
#include "feel/function.h"
#include "feel/machine.h"

/* ---- asking ---- */

void feel_fn_count(feel_run *run, const feel_value *arguments, int32_t count, feel_value *out)
{
    (void)count;
    int64_t items = feel_list_count(&arguments[0]);
    uint32_t uncertain = arguments[0].flags & FEEL_HOST ? 0 : arguments[0].as.list->uncertain;
    if (!uncertain) {
        *out = feel_integer_value(run, items);
        return;
    }
    feel_bounds *bounds = feel_scratch(run, 1, sizeof *bounds);
    if (!bounds) {
        *out = feel_over_limit();
        return;
    }
    int64_t most = items;
    for (int64_t i = 0; i < items; i++)
        if (arguments[0].as.list->items[i].kind == FEEL_UNKNOWN && arguments[0].as.list->items[i].flags & FEEL_UNCERTAIN)
            most = INT64_MAX;
    *bounds = (feel_bounds){items - uncertain, most, feel_list_missing(&arguments[0])};
    *out = (feel_value){.kind = FEEL_COUNT, .as.bounds = bounds};
}

void feel_fn_list_contains(feel_run *run, const feel_value *arguments, int32_t count, feel_value *out)
{
    (void)count;
    const feel_value *list = &arguments[0];
    const feel_missing *missing = NULL;
    if (list->kind != FEEL_LIST) {
        *out = *list;
        return;
    }
    uint32_t items = feel_list_count(list);
    for (uint32_t i = 0; i < items && feel_spend(run, 1); i++) {
        feel_value item;
        const feel_missing *why = NULL;
        feel_list_item(run, list, i, &item);
        bool uncertain = item.flags & FEEL_UNCERTAIN;
        feel_relation relation = feel_same(run, &item, &arguments[1], &why);
        if (relation == FEEL_YES && !uncertain) {
            *out = feel_boolean(true);
            return;
        }
        if (uncertain && (relation == FEEL_YES || relation == FEEL_UNSURE))
            missing = feel_missing_union(run, missing, feel_list_missing(list));
        missing = feel_missing_union(run, missing, why);
    }
    *out = missing ? feel_unknown(missing) : feel_boolean(false);
}

/* The positions are numbers: those are made last, when their count is known. */
void feel_fn_index_of(feel_run *run, const feel_value *arguments, int32_t count, feel_value *out)
{
    (void)count;
    const feel_value *list = &arguments[0];
    *out = *list;
    if (list->kind == FEEL_UNKNOWN && arguments[1].kind == FEEL_UNKNOWN)
        *out = feel_unknown_of(run, list, &arguments[1]);
    if (list->kind != FEEL_LIST)
        return;
    const feel_missing *doubt = feel_list_doubt(run, list);
    if (doubt || arguments[1].kind == FEEL_UNKNOWN) {
        feel_value unknown = feel_unknown(doubt);
        *out = doubt ? feel_unknown_of(run, &unknown, &arguments[1]) : arguments[1];
        return;
    }
    uint32_t items = feel_list_count(list);
    feel_list *found = feel_list_new(run, items);
    for (uint32_t i = 0; found && i < items && feel_spend(run, 1); i++) {
        feel_value item;
        const feel_missing *why = NULL;
        feel_list_item(run, list, i, &item);
        feel_relation relation = feel_same(run, &item, &arguments[1], &why);
        if (relation == FEEL_UNSURE) {
            *out = feel_unknown(why);
            return;
        }
        if (relation == FEEL_YES)
            feel_list_put(found, feel_integer_value(run, (int64_t)i + 1), false);
    }
    *out = found ? feel_list_value(found) : feel_over_limit();
}

/* ---- joining: uncertain items stay uncertain, unknown items stay items ---- */

static bool put_all(feel_run *run, feel_list *to, const feel_value *list)
{
    uint32_t count = feel_list_count(list);
    for (uint32_t i = 0; i < count; i++) {
        feel_value item;
        if (!feel_spend(run, 1))
            return false;
        feel_list_item(run, list, i, &item);
        feel_list_put(to, item, item.flags & FEEL_UNCERTAIN);
    }
    to->missing = feel_missing_union(run, to->missing, feel_list_missing(list));
    return true;
}

static feel_list *room_for(feel_run *run, uint64_t count)
{
    if (count > UINT32_MAX) {
        run->steps = -1;
        return NULL;
    }
    return feel_list_new(run, (uint32_t)count);
}

void feel_fn_append(feel_run *run, const feel_value *arguments, int32_t count, feel_value *out)
{
    *out = arguments[0];
    if (arguments[0].kind != FEEL_LIST)
        return;
    feel_list *list = room_for(run, (uint64_t)feel_list_count(&arguments[0]) + (uint64_t)(count - 1));
    if (!list || !put_all(run, list, &arguments[0])) {
        *out = feel_over_limit();
        return;
    }
    for (int32_t i = 1; i < count; i++)
        feel_list_put(list, arguments[i], false);
    *out = feel_list_value(list);
}

static feel_list *joined(feel_run *run, const feel_value *arguments, int32_t count)
{
    uint64_t total = 0;
    for (int32_t i = 0; i < count; i++)
        total += feel_list_count(&arguments[i]);
    feel_list *list = room_for(run, total);
    for (int32_t i = 0; list && i < count; i++)
        if (!put_all(run, list, &arguments[i]))
            return NULL;
    return list;
}

void feel_fn_concatenate(feel_run *run, const feel_value *arguments, int32_t count, feel_value *out)
{
    const feel_list *list = joined(run, arguments, count);
    *out = list ? feel_list_value(list) : feel_over_limit();
}

void feel_fn_reverse(feel_run *run, const feel_value *arguments, int32_t count, feel_value *out)
{
    feel_list *list = joined(run, arguments, count);
    if (!list) {
        *out = feel_over_limit();
        return;
    }
    for (uint32_t low = 0, high = list->count; low + 1 < high; low++) {
        feel_value item = list->items[low];
        list->items[low] = list->items[--high];
        list->items[high] = item;
    }
    *out = feel_list_value(list);
}

/* ---- each value once ---- */

/* Every pair is compared, and each comparison is a step: the budget bounds what is quadratic here. */
static feel_value each_once(feel_run *run, const feel_list *all)
{
    feel_list *kept = feel_list_new(run, all->count);
    if (!kept)
        return feel_over_limit();
    for (uint32_t i = 0; i < all->count; i++) {
        uint32_t at = 0;
        for (; at < kept->count; at++) {
            const feel_missing *why = NULL;
            if (!feel_spend(run, 1))
                return feel_over_limit();
            feel_relation relation = feel_same(run, &kept->items[at], &all->items[i], &why);
            if (relation == FEEL_UNSURE)
                return feel_unknown(why);
            if (relation == FEEL_YES)
                break;
        }
        if (at == kept->count)
            feel_list_put(kept, all->items[i], false);
    }
    return feel_list_value(kept);
}

void feel_fn_distinct_values(feel_run *run, const feel_value *arguments, int32_t count, feel_value *out)
{
    const feel_list *all = joined(run, arguments, count);
    *out = all ? each_once(run, all) : feel_over_limit();
}

/* Whether an item of `list` from `from` on is the same as `item`; FEEL_UNSURE gives its reason. */
static feel_relation stands_in(feel_run *run, const feel_list *list, uint32_t from, const feel_value *item, const feel_missing **why)
{
    feel_relation relation = FEEL_NO;
    for (uint32_t i = from; i < list->count && relation != FEEL_YES && relation != FEEL_UNSURE; i++) {
        *why = feel_over_limit().as.missing;
        relation = feel_spend(run, 1) ? feel_same(run, &list->items[i], item, why) : FEEL_UNSURE;
    }
    return relation;
}

/* Each value that stands more than once, where it first does. */
void feel_fn_duplicate_values(feel_run *run, const feel_value *arguments, int32_t count, feel_value *out)
{
    const feel_list *all = joined(run, arguments, count);
    feel_list *found = all ? feel_list_new(run, all->count) : NULL;
    const feel_missing *why = NULL;
    *out = feel_over_limit();
    for (uint32_t i = 0; found && i < all->count; i++) {
        feel_relation before = stands_in(run, found, 0, &all->items[i], &why);
        feel_relation after = before == FEEL_YES || before == FEEL_UNSURE ? FEEL_NO : stands_in(run, all, i + 1, &all->items[i], &why);
        if (before == FEEL_UNSURE || after == FEEL_UNSURE) {
            *out = feel_unknown(why);
            return;
        }
        if (after == FEEL_YES)
            feel_list_put(found, all->items[i], false);
    }
    if (found)
        *out = feel_list_value(found);
}

void feel_fn_union(feel_run *run, const feel_value *arguments, int32_t count, feel_value *out)
{
    feel_fn_distinct_values(run, arguments, count, out);
}

/* ---- flatten ---- */

typedef struct flattening {
    feel_run *run;
    feel_list *to;                       /* NULL while counting */
    uint64_t count;
    const feel_missing *missing;         /* of uncertain items */
    const feel_missing *unknown;         /* of unknown items: each might be a list of any length */
} flattening;

static bool flatten(flattening *work, const feel_value *list, bool uncertain, int depth)
{
    uint32_t count = feel_list_count(list);
    if (depth >= FEEL_VALUE_DEPTH_MOST)
        work->run->steps = -1;
    for (uint32_t i = 0; i < count; i++) {
        feel_value item;
        if (!feel_spend(work->run, 1))
            return false;
        feel_list_item(work->run, list, i, &item);
        bool marked = uncertain || item.flags & FEEL_UNCERTAIN;
        if (item.kind == FEEL_LIST) {
            if (!flatten(work, &item, marked, depth + 1))
                return false;
            continue;
        }
        work->count++;
        if (item.kind == FEEL_UNKNOWN && !work->to)
            work->unknown = feel_missing_union(work->run, work->unknown, item.as.missing);
        if (work->to)
            feel_list_put(work->to, item, marked);
    }
    if (work->to)
        work->missing = feel_missing_union(work->run, work->missing, feel_list_missing(list));
    return true;
}

void feel_fn_flatten(feel_run *run, const feel_value *arguments, int32_t count, feel_value *out)
{
    (void)count;
    flattening work = {.run = run};
    *out = feel_over_limit();
    if (!flatten(&work, &arguments[0], false, 0))
        return;
    if (work.unknown) {
        *out = feel_unknown(feel_missing_union(run, feel_list_missing(&arguments[0]), work.unknown));
        return;
    }
    work.to = room_for(run, work.count);
    if (!work.to || !flatten(&work, &arguments[0], false, 0))
        return;
    work.to->missing = work.to->uncertain ? work.missing : NULL;
    *out = feel_list_value(work.to);
}

/* ---- sublist ---- */

void feel_fn_sublist(feel_run *run, const feel_value *arguments, int32_t count, feel_value *out)
{
    int64_t start, length, size = feel_list_count(&arguments[0]);
    if (!feel_whole(&arguments[1], &start) || start == 0 || start > size || start < -size) {
        *out = feel_nothing(run, "the list has no such position");
        return;
    }
    int64_t from = start > 0 ? start - 1 : size + start;
    length = size - from;
    if (count == 3 && (!feel_whole(&arguments[2], &length) || length < 1 || length > size - from)) {
        *out = feel_nothing(run, "the list has no such part");
        return;
    }
    feel_list *part = feel_list_new(run, (uint32_t)length);
    for (int64_t i = 0; part && i < length && feel_spend(run, 1); i++) {
        feel_value item;
        feel_list_item(run, &arguments[0], (uint32_t)(from + i), &item);
        feel_list_put(part, item, false);
    }
    *out = part ? feel_list_value(part) : feel_over_limit();
}

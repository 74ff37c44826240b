/* SPDX-License-Identifier: MIT */
/* Operations that go through a list: for and paths, filters, slices, indices. */
#include "base/slow.h"
#include "feel/machine.h"

/* The list to go through; false when `out` is the answer already. `one`: another value is a list of itself. */
static bool run_list(feel_run *run, const feel_node *node, bool one, feel_value *list, feel_value *out)
{
    feel_operand(run, node, list);
    if (list->kind == FEEL_LIST)
        return true;
    *out = *list;
    if (list->kind == FEEL_NULL || list->kind == FEEL_UNKNOWN)
        return false;
    feel_list *single = one ? feel_list_new(run, 1) : NULL;
    if (!single) {
        *out = one ? feel_over_limit() : feel_fail(run, "a list was wanted");
        return false;
    }
    feel_list_put(single, *list, false);
    *list = feel_list_value(single);
    return true;
}

/* Whether a body only walks fields from the item: then the whole is a path, which keeps uncertain items. */
static bool is_path(const feel_node *body, int32_t slot)
{
    while (body->op == FEEL_OP_FIELD || body->op == FEEL_OP_ENTRY)
        body = body->kids[0];
    return body->op == FEEL_OP_SLOT && body->index == slot;
}

void feel_run_map(feel_run *run, const feel_node *node, feel_value *out)
{
    feel_value list;
    if (!run_list(run, node->kids[0], false, &list, out))
        return;
    const feel_missing *missing = feel_list_missing(&list);
    if (missing && !is_path(node->kids[1], node->index)) {
        *out = feel_unknown(missing);
        return;
    }
    uint32_t count = feel_list_count(&list);
    feel_list *mapped = feel_list_new(run, count);
    for (uint32_t i = 0; mapped && i < count && feel_spend(run, 1); i++) {
        feel_value item, value;
        feel_list_item(run, &list, i, &item);
        *feel_slot(run, node->index) = feel_unmarked(item);
        feel_operand(run, node->kids[1], &value);
        feel_list_put(mapped, value, item.flags & FEEL_UNCERTAIN);
    }
    *out = feel_over_limit();
    if (!mapped)
        return;
    mapped->missing = missing;
    *out = feel_list_value(mapped);
}

/* Puts the item where its condition is true or unknown; unknown, or an item that was uncertain before, marked. */
static void keep(feel_run *run, feel_list *kept, const feel_value *list, feel_value item, const feel_value *condition)
{
    bool unknown = condition->kind == FEEL_UNKNOWN;
    if (!unknown && !feel_is_true(condition))
        return;
    bool uncertain = item.flags & FEEL_UNCERTAIN;
    if (uncertain)
        kept->missing = feel_missing_union(run, kept->missing, feel_list_missing(list));
    if (unknown)
        kept->missing = feel_missing_union(run, kept->missing, condition->as.missing);
    feel_list_put(kept, item, uncertain || unknown);
}

void feel_run_filter(feel_run *run, const feel_node *node, feel_value *out)
{
    feel_value list;
    if (!run_list(run, node->kids[0], true, &list, out))
        return;
    const feel_rest *rest = feel_rest_of(run, node, &list);
    const feel_node *asked = rest ? rest->all : node->kids[1];
    int64_t spared = rest ? rest->spared : 0;
    uint32_t count = feel_list_count(&list);
    feel_list *kept = feel_list_new(run, count);
    for (uint32_t i = 0; kept && i < count && feel_spend(run, 1 + spared); i++) {
        feel_value item, condition;
        feel_list_item(run, &list, i, &item);
        *feel_slot(run, node->index) = feel_unmarked(item);
        feel_operand(run, asked, &condition);
        condition = feel_truth(run, &condition);
        keep(run, kept, &list, item, &condition);
    }
    *out = kept ? feel_list_value(kept) : feel_over_limit();
}

/* ---- slices ---- */

/* Of a name, by a range in a variable: neither takes a call of its own, but its step. */
static inline bool cut_at_once(feel_run *run, const feel_node *node, feel_value *out)
{
    int64_t low, high;
    if (!run->facts->slice_name || !feel_slice_days(run, node, &low, &high))
        return false;
    if (!run->facts->slice_name(run, node->kids[0]->index, low, high, out))
        return false;
    run->steps -= FEEL_STEPS_OF_SLICED;
    return true;
}

/* It leaves only itself in a trace: its list is the host's, and the range stands in the condition, too. */
BASE_SLOW static void run_any_slice(feel_run *run, const feel_node *node, feel_value *out)
{
    struct feel_tracer *tracer = run->tracer;
    feel_value range;
    int64_t low, high;
    run->tracer = NULL;
    feel_operand(run, node->kids[0], out);
    feel_eval(run, node->kids[1], &range);
    run->tracer = tracer;
    feel_value list = *out;
    bool can = run->facts->slice && !feel_is_watched(run) && list.kind == FEEL_LIST && (list.flags & FEEL_HOST) && feel_range_days(&range, &low, &high);
    if (can && !run->facts->slice(run, &list, low, high, out))
        *out = list;
}

void feel_run_slice(feel_run *run, const feel_node *node, feel_value *out)
{
    if (!cut_at_once(run, node, out))
        run_any_slice(run, node, out);
}

/* ---- indices ---- */

feel_value feel_item_at(feel_run *run, const feel_value *list, const feel_value *index)
{
    int64_t at, count = feel_list_count(list);
    if (index->kind != FEEL_NUMBER || !base_decimal_is_whole(index->as.number))
        return feel_fail(run, "an index is a whole number");
    if (!base_decimal_to_int(index->as.number, &at))
        at = 0;
    if (at < 0)
        at = at < -count ? 0 : count + at + 1;
    if (at < 1 || at > count)
        return feel_nothing(run, "the list has no item of this number");
    feel_value item;
    feel_list_item(run, list, (uint32_t)(at - 1), &item);
    return feel_unmarked(item);
}

void feel_run_index(feel_run *run, const feel_node *node, feel_value *out)
{
    feel_value list, index;
    feel_operand(run, node->kids[1], &index);
    if (!run_list(run, node->kids[0], true, &list, out)) {
        if (index.kind == FEEL_UNKNOWN)
            *out = feel_unknown_of(run, out, &index);
        return;
    }
    feel_value doubt = feel_unknown(feel_list_missing(&list));
    if (index.kind == FEEL_UNKNOWN)
        *out = doubt.as.missing ? feel_unknown_of(run, &doubt, &index) : index;
    else if (index.kind == FEEL_NULL)
        *out = index;
    else
        *out = doubt.as.missing ? doubt : feel_item_at(run, &list, &index);
}

/* All of the list where the condition is true, all of it marked where it is unknown. */
static void keep_all(feel_run *run, const feel_value *list, const feel_value *condition, feel_value *out)
{
    uint32_t count = feel_list_count(list);
    feel_list *kept = feel_list_new(run, count);
    for (uint32_t i = 0; kept && i < count && feel_spend(run, 1); i++) {
        feel_value item;
        feel_list_item(run, list, i, &item);
        keep(run, kept, list, item, condition);
    }
    *out = kept ? feel_list_value(kept) : feel_over_limit();
}

/* What is not known may be a number as well as a condition. */
void feel_run_pick(feel_run *run, const feel_node *node, feel_value *out)
{
    feel_value list, picked;
    feel_operand(run, node->kids[1], &picked);
    if (picked.kind == FEEL_UNKNOWN) {
        *out = picked;
        return;
    }
    if (!run_list(run, node->kids[0], true, &list, out))
        return;
    if (picked.kind == FEEL_NUMBER) {
        const feel_missing *doubt = feel_list_missing(&list);
        *out = doubt ? feel_unknown(doubt) : feel_item_at(run, &list, &picked);
        return;
    }
    feel_value condition = feel_truth(run, &picked);
    keep_all(run, &list, &condition, out);
}

/* SPDX-License-Identifier: MIT */
/* `some c in contacts satisfies c.date in period and ...` and `contacts[date in period and ...]` need not look at what lies
 * outside of the period: the host cuts it out of its sorted list. The condition stays as it is, so the meaning does too. */
#include "feel/checker.h"

/* Whether it can run before there is an item. A SLICE within it would make what is shared grow with each nesting. */
static bool is_free(const feel_node *node, int32_t slot)
{
    if (node->op == FEEL_OP_SLICE || (node->op == FEEL_OP_SLOT && node->index == slot))
        return false;
    for (int i = 0; i < node->kid_count; i++)
        if (!is_free(node->kids[i], slot))
            return false;
    return true;
}

static bool is_date_of_item(const feel_node *node, int32_t slot)
{
    return node->op == FEEL_OP_FIELD && node->type->kind == FEEL_DATE && base_str_is(node->name, "date") &&
           node->kids[0]->op == FEEL_OP_SLOT && node->kids[0]->index == slot;
}

/* Whether a condition says `date in range` of the item in `slot`. */
static bool says_when(const feel_node *node, int32_t slot)
{
    if ((node->op != FEEL_OP_IN && node->op != FEEL_OP_IN_RANGE) || !is_date_of_item(node->kids[0], slot))
        return false;
    const feel_type *range = node->kids[1]->type;
    if (node->op == FEEL_OP_IN && (range->kind != FEEL_RANGE || range->item->kind != FEEL_DATE))
        return false;
    for (int i = 1; i < node->kid_count; i++)
        if (!is_free(node->kids[i], slot))
            return false;
    return true;
}

/* The first of the conditions joined by `and` that says so: where it is false, all of them together are. */
static const feel_node *find(const feel_node *condition, int32_t slot)
{
    if (condition->op != FEEL_OP_AND)
        return says_when(condition, slot) ? condition : NULL;
    const feel_node *found = find(condition->kids[0], slot);
    return found ? found : find(condition->kids[1], slot);
}

static feel_node *range_of(feel_checker *checker, const feel_node *in)
{
    if (in->op == FEEL_OP_IN)
        return feel_kid(in, 1);
    feel_node *range = feel_make_node(checker, FEEL_OP_RANGE, in, feel_make_type(checker, FEEL_RANGE, &feel_type_date), 0);
    if (!range || !feel_give_kids(checker, range, feel_kid(in, 1), feel_kid(in, 2)))
        return NULL;
    range->flags = in->flags & (FEEL_NODE_LOW_OPEN | FEEL_NODE_HIGH_OPEN);
    feel_finish_node(checker, range);
    return range;
}

void feel_slice_list(feel_checker *checker, feel_node *node)
{
    feel_node *list = feel_kid(node, 0);
    bool host = list->op == FEEL_OP_HOST && list->type->kind == FEEL_LIST && list->type->item->kind == FEEL_RECORD;
    const feel_node *in = host && !checker->failed ? find(node->kids[1], node->index) : NULL;
    feel_node *range = in ? range_of(checker, in) : NULL;
    feel_node *slice = range ? feel_make_node(checker, FEEL_OP_SLICE, list, list->type, 0) : NULL;
    if (!slice || !feel_give_kids(checker, slice, list, range))
        return;
    feel_finish_node(checker, slice);
    node->kids[0] = slice;
}

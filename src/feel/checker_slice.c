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

/* ---- what need not be asked of the items of a slice ---- */

enum { DATE_STEPS = 3 };             /* of `date in`: the node itself, the field, the item */

static bool is_one_step(const feel_node *node)
{
    return node->op == FEEL_OP_SLOT || node->op == FEEL_OP_LITERAL || node->op == FEEL_OP_GLOBAL;
}

/* The steps that a condition `date in range` takes on whatever item; 0: not always the same. */
static int32_t steps_of(const feel_node *in)
{
    int32_t steps = DATE_STEPS;
    for (int i = 1; i < in->kid_count; i++, steps++)
        if (!is_one_step(in->kids[i]))
            return 0;
    return steps;
}

/* A chain of `and` without its first part, which is true; the other parts are shared with the chain. NULL: no memory. The
 * recursion is no deeper than the checker's own. */
static feel_node *without_first(feel_checker *checker, feel_node *chain, const feel_node *first)
{
    if (chain->kids[0] == first)
        return feel_kid(chain, 1);
    feel_node *rest = without_first(checker, feel_kid(chain, 0), first);
    feel_node *shorter = rest ? feel_make_node(checker, FEEL_OP_AND, chain, chain->type, 0) : NULL;
    if (!shorter || !feel_give_kids(checker, shorter, rest, feel_kid(chain, 1)))
        return NULL;
    feel_finish_node(checker, shorter);
    return shorter;
}

static const feel_node *first_of(const feel_node *chain)
{
    while (chain->op == FEEL_OP_AND)
        chain = chain->kids[0];
    return chain;
}

/* Whether a condition hangs on the item in the slot and the day alone. */
static bool is_fixed(const feel_node *node, int32_t slot)
{
    switch ((feel_op)node->op) {
    case FEEL_OP_LITERAL: case FEEL_OP_GLOBAL: case FEEL_OP_FIELD: case FEEL_OP_LIST: case FEEL_OP_EQUAL: case FEEL_OP_NOT_EQUAL:
    case FEEL_OP_IN: case FEEL_OP_OR: case FEEL_OP_AND: case FEEL_OP_DOCUMENTED: break;
    case FEEL_OP_SLOT: return node->index == slot;
    default: return false;
    }
    for (int i = 0; i < node->kid_count; i++)
        if (!is_fixed(node->kids[i], slot))
            return false;
    return true;
}

static void join(feel_checker *checker, const feel_node **chain, const feel_node *like, const feel_node *part)
{
    feel_node *both = *chain ? feel_make_node(checker, FEEL_OP_AND, like, &feel_type_boolean, 0) : NULL;
    if (both && feel_give_kids(checker, both, (feel_node *)*chain, (feel_node *)part))
        feel_finish_node(checker, both);
    *chain = both ? both : part;
}

/* Deals out the parts of a chain of `and`. The recursion is no deeper than the checker's own. */
static void divide(feel_checker *checker, feel_rest *rest, const feel_node *node, int32_t slot)
{
    if (node->op == FEEL_OP_AND) {
        divide(checker, rest, node->kids[0], slot);
        divide(checker, rest, node->kids[1], slot);
    } else {
        join(checker, is_fixed(node, slot) ? &rest->fixed : &rest->varying, node, node);
    }
}

/* Only of what is asked first: else the steps that are spared would hang on the item. */
static void spare(feel_checker *checker, feel_node *slice, feel_node *node, const feel_node *in)
{
    int32_t steps = steps_of(in);
    feel_node *condition = feel_kid(node, 1);
    feel_rest *rest = NULL;
    if (steps > 0 && condition != in && first_of(condition) == in)
        rest = base_arena_alloc(checker->compiler->arena, sizeof *rest);
    if (!rest)
        return;
    rest->spared = steps + 1;        /* and the `and` that is not run */
    rest->all = without_first(checker, condition, in);
    if (rest->all)
        divide(checker, rest, rest->all, node->index);
    if (!rest->varying)
        rest->fixed = NULL;
    if (rest->all)
        slice->handle = rest;
}

/* ---- slices ---- */

void feel_slice_list(feel_checker *checker, feel_node *node)
{
    feel_node *list = feel_kid(node, 0);
    bool host = list->op == FEEL_OP_HOST && list->type->kind == FEEL_LIST && list->type->item->kind == FEEL_RECORD;
    const feel_node *in = host && !checker->failed ? find(node->kids[1], node->index) : NULL;
    feel_node *range = in ? range_of(checker, in) : NULL;
    feel_node *slice = range ? feel_make_node(checker, FEEL_OP_SLICE, list, list->type, 0) : NULL;
    if (!slice || !feel_give_kids(checker, slice, list, range))
        return;
    spare(checker, slice, node, in);
    feel_finish_node(checker, slice);
    node->kids[0] = slice;
}

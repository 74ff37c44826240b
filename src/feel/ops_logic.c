/* SPDX-License-Identifier: MIT */
/* Three-valued logic with unknown, and what chooses or asks of each item of a list. */
#include "feel/machine.h"

static void run_truth(feel_run *run, const feel_node *node, feel_value *out)
{
    feel_operand(run, node, out);
    *out = feel_truth(run, out);
}

static bool is_boolean(const feel_value *value, bool wanted)
{
    return value->kind == FEEL_BOOLEAN && (value->as.integer != 0) == wanted;
}

/* `decides` is the value that decides alone: false for and, true for or. Unknown may turn out as null or as
 * either boolean, so next to anything but the deciding value the result is unknown too. */
static void run_junction(feel_run *run, const feel_node *node, bool decides, feel_value *out)
{
    feel_value a;
    run_truth(run, node->kids[0], &a);
    if (is_boolean(&a, decides)) {
        *out = a;
        return;
    }
    run_truth(run, node->kids[1], out);
    if (a.kind == FEEL_BOOLEAN || is_boolean(out, decides))
        return;
    if (a.kind == FEEL_UNKNOWN || out->kind == FEEL_UNKNOWN)
        *out = feel_unknown_of(run, &a, out);
    else
        *out = feel_null();
}

void feel_run_and(feel_run *run, const feel_node *node, feel_value *out)
{
    run_junction(run, node, false, out);
}

void feel_run_or(feel_run *run, const feel_node *node, feel_value *out)
{
    run_junction(run, node, true, out);
}

void feel_run_if(feel_run *run, const feel_node *node, feel_value *out)
{
    feel_value condition;
    run_truth(run, node->kids[0], &condition);
    if (condition.kind == FEEL_UNKNOWN)
        *out = condition;
    else
        feel_eval(run, node->kids[feel_is_true(&condition) ? 1 : 2], out);
}

/* ---- quantifiers ---- */

typedef struct quantifier {
    bool decides;                    /* the value of one item that decides: true for some, false for every */
    bool null;                       /* a certain item gave null */
    bool uncertain;                  /* an uncertain item may yet change the result */
    const feel_missing *missing;
} quantifier;

/* Takes the body's value for one item in; true when it decides. An uncertain item whose value is the harmless
 * one changes nothing, whether it is there or not; any other may. */
static bool weigh(feel_run *run, quantifier *quantifier, const feel_value *value, bool uncertain)
{
    if (is_boolean(value, !quantifier->decides))
        return false;
    if (value->kind == FEEL_UNKNOWN)
        quantifier->missing = feel_missing_union(run, quantifier->missing, value->as.missing);
    if (uncertain)
        quantifier->uncertain = true;
    else if (value->kind == FEEL_BOOLEAN)
        return true;
    else if (value->kind == FEEL_NULL)
        quantifier->null = true;
    return false;
}

static feel_value conclude(feel_run *run, quantifier *quantifier, const feel_value *list)
{
    if (quantifier->uncertain)
        quantifier->missing = feel_missing_union(run, feel_list_missing(list), quantifier->missing);
    if (quantifier->missing)
        return feel_unknown(quantifier->missing);
    return quantifier->null ? feel_null() : feel_boolean(!quantifier->decides);
}

static void run_quantifier(feel_run *run, const feel_node *node, bool decides, feel_value *out)
{
    feel_value list;
    feel_operand(run, node->kids[0], &list);
    if (list.kind != FEEL_LIST) {
        bool passes = list.kind == FEEL_NULL || list.kind == FEEL_UNKNOWN;
        *out = passes ? list : feel_fail(run, "`some` and `every` go through a list");
        return;
    }
    quantifier quantifier = {.decides = decides};
    uint32_t count = feel_list_count(&list);
    for (uint32_t i = 0; i < count && feel_spend(run, 1); i++) {
        feel_value item, value;
        feel_list_item(run, &list, i, &item);
        *feel_slot(run, node->index) = feel_unmarked(item);
        run_truth(run, node->kids[1], &value);
        if (weigh(run, &quantifier, &value, item.flags & FEEL_UNCERTAIN)) {
            *out = feel_boolean(decides);
            return;
        }
    }
    *out = conclude(run, &quantifier, &list);
}

void feel_run_some(feel_run *run, const feel_node *node, feel_value *out)
{
    run_quantifier(run, node, true, out);
}

void feel_run_every(feel_run *run, const feel_node *node, feel_value *out)
{
    run_quantifier(run, node, false, out);
}

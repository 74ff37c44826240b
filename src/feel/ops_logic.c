/* SPDX-License-Identifier: MIT */
/* Three-valued logic with unknown, and what chooses or asks of each item of a list. */
#include "base/slow.h"
#include "feel/machine.h"

static inline void run_truth(feel_run *run, const feel_node *node, feel_value *out)
{
    feel_operand(run, node, out);
    if (out->kind != FEEL_BOOLEAN)
        *out = feel_truth(run, out);
}

static inline bool is_boolean(const feel_value *value, bool wanted)
{
    return value->kind == FEEL_BOOLEAN && (value->as.integer != 0) == wanted;
}

/* What a chain `a and b and c` comes to when none of its parts decides, and not all are known. */
BASE_SLOW static void conclude_chain(const feel_node *node, bool null, const feel_missing *missing, feel_value *out)
{
    if (null && (node->flags & FEEL_NODE_JOINED))
        *out = feel_boolean(false);
    else
        *out = missing ? feel_unknown(missing) : feel_null();
}

enum { CHAIN_MOST = 6 };             /* parts of a chain that are run together; what is longer nests */

/* The parts of a chain, last first: it nests to the left. Each node passed on the way is a step, as it would be nested. In a
 * trace it is shown nested. */
static int parts_of(feel_run *run, const feel_node *node, const feel_node *parts[CHAIN_MOST])
{
    uint8_t op = node->op;
    int count = 0, most = node->flags & FEEL_NODE_JOINED ? 1 : CHAIN_MOST - 1;
    parts[count++] = node->kids[1];
    for (node = node->kids[0]; node->op == op && !run->tracer && count < most; node = node->kids[0])
        parts[count++] = node->kids[1];
    parts[count++] = node;
    if (count > 2)
        feel_spend(run, count - 2);
    return count;
}

/* `decides` is the value that decides alone: false for and, true for or. Unknown may turn out as null or as
 * either boolean, so next to anything but the deciding value the result is unknown too. */
static inline void run_chain(feel_run *run, const feel_node *node, bool decides, feel_value *out)
{
    const feel_node *parts[CHAIN_MOST];
    const feel_missing *missing = NULL;
    bool null = false;
    for (int i = parts_of(run, node, parts); i-- > 0;) {
        run_truth(run, parts[i], out);
        if (is_boolean(out, decides))
            return;
        if (out->kind == FEEL_UNKNOWN)
            missing = feel_missing_union(run, missing, out->as.missing);
        null = null || out->kind == FEEL_NULL;
    }
    if (missing || null)
        conclude_chain(node, null, missing, out);
}

void feel_run_and(feel_run *run, const feel_node *node, feel_value *out)
{
    run_chain(run, node, false, out);
}

void feel_run_or(feel_run *run, const feel_node *node, feel_value *out)
{
    run_chain(run, node, true, out);
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

BASE_SLOW static feel_value conclude(feel_run *run, quantifier *quantifier, const feel_value *list)
{
    if (quantifier->uncertain)
        quantifier->missing = feel_missing_union(run, feel_list_missing(list), quantifier->missing);
    if (quantifier->missing)
        return feel_unknown(quantifier->missing);
    return quantifier->null ? feel_null() : feel_boolean(!quantifier->decides);
}

/* ---- what is asked of each item whoever the subject is, asked once ---- */

/* False: of some item it cannot be told. */
static bool ask_fixed(feel_run *run, const feel_node *node, const feel_rest *rest, feel_passed *made)
{
    int64_t steps = run->steps;
    for (uint32_t i = 0; i < made->list.size; i++) {
        feel_value value, *item = feel_slot(run, node->index);
        feel_list_item(run, &made->list, i, item);
        feel_unmark(item);
        run_truth(run, rest->fixed, &value);
        if (value.kind != FEEL_BOOLEAN)
            return false;
        made->passed |= (uint64_t)(value.as.integer != 0) << i;
    }
    made->steps = steps - run->steps;
    return run->steps >= 0;
}

/* Which items of a slice pass the fixed part of the rest; kept for whoever asks on the same day. */
static bool sift(feel_run *run, const feel_node *node, const feel_rest *rest, const feel_value *list, uint64_t *passed)
{
    feel_passed *kept = rest->fixed && list->size <= FEEL_PASSED_MOST && run->facts->passed ? run->facts->passed(run) : NULL;
    feel_passed made = {.slice = node->kids[0], .list = *list};
    if (!kept || !feel_slice_days(run, made.slice, &made.low, &made.high) || !ask_fixed(run, node, rest, &made))
        return false;
    *kept = made;
    *passed = made.passed;
    return true;
}

enum { STEPS_OF_SLICE = 1 + FEEL_STEPS_OF_SLICED };

/* The same as it was found for another subject: the slice need not be cut again. As many steps. */
static inline bool recall(feel_run *run, const feel_node *node, feel_value *list, uint64_t *passed)
{
    const feel_node *slice = node->kids[0];
    const feel_rest *rest = slice->op == FEEL_OP_SLICE ? slice->handle : NULL;
    const feel_passed *kept = rest && rest->fixed && run->facts->passed ? run->facts->passed(run) : NULL;
    int64_t low, high;
    if (!kept || kept->slice != slice || run->steps < STEPS_OF_SLICE || !feel_slice_days(run, slice, &low, &high))
        return false;
    if (kept->low != low || kept->high != high)
        return false;
    feel_reads_day(run);
    feel_spend(run, STEPS_OF_SLICE + kept->steps);
    *list = kept->list;
    *passed = kept->passed;
    return true;
}

/* Asks one item; true when it decides. */
static inline bool ask_item(feel_run *run, const feel_node *node, const feel_node *condition, const feel_value *list, uint32_t i,
                            quantifier *quantifier)
{
    feel_value value, *item = feel_slot(run, node->index);
    feel_list_item(run, list, i, item);
    bool uncertain = feel_unmark(item);
    run_truth(run, condition, &value);
    return weigh(run, quantifier, &value, uncertain);
}

/* Items 0 to 63 whose bit is set, one after the other; the others take the steps that they would, and are false. */
static bool ask_passed(feel_run *run, const feel_node *node, const feel_rest *rest, const feel_value *list, uint64_t passed,
                       quantifier *quantifier)
{
    int64_t each = 1 + rest->spared;
    uint32_t paid = 0;
    for (uint32_t i = 0; passed; i++, passed >>= 1) {
        if (!(passed & 1))
            continue;
        if (!feel_spend(run, (i + 1 - paid) * each))
            return false;
        paid = i + 1;
        if (ask_item(run, node, rest->varying, list, i, quantifier))
            return true;
    }
    feel_spend(run, (list->size - paid) * each);
    return false;
}

static bool ask_all(feel_run *run, const feel_node *node, const feel_rest *rest, const feel_value *list, quantifier *quantifier)
{
    const feel_node *condition = rest ? rest->all : node->kids[1];
    int64_t each = 1 + (rest ? rest->spared : 0);
    uint32_t count = feel_list_count(list);
    for (uint32_t i = 0; i < count && feel_spend(run, each); i++)
        if (ask_item(run, node, condition, list, i, quantifier))
            return true;
    return false;
}

static void run_quantifier(feel_run *run, const feel_node *node, bool decides, feel_value *out)
{
    feel_value list;
    uint64_t passed = 0;
    bool sifted = recall(run, node, &list, &passed);
    if (!sifted)
        feel_operand(run, node->kids[0], &list);
    if (list.kind != FEEL_LIST) {
        bool passes = list.kind == FEEL_NULL || list.kind == FEEL_UNKNOWN;
        *out = passes ? list : feel_fail(run, "`some` and `every` go through a list");
        return;
    }
    quantifier quantifier = {.decides = decides};
    const feel_rest *rest = feel_rest_of(run, node, &list);
    sifted = sifted || (rest && sift(run, node, rest, &list, &passed));
    bool decided = sifted ? ask_passed(run, node, rest, &list, passed, &quantifier)
                          : ask_all(run, node, rest, &list, &quantifier);
    if (!decided && (quantifier.uncertain || quantifier.missing || quantifier.null))
        *out = conclude(run, &quantifier, &list);
    else
        *out = feel_boolean(decided == decides);
}

void feel_run_some(feel_run *run, const feel_node *node, feel_value *out)
{
    run_quantifier(run, node, true, out);
}

void feel_run_every(feel_run *run, const feel_node *node, feel_value *out)
{
    run_quantifier(run, node, false, out);
}

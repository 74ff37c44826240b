/* SPDX-License-Identifier: MIT */
/* Built-in functions on truth values, and the least, greatest and sum of items. */
#include "feel/function.h"
#include "feel/machine.h"

feel_items feel_items_of(const feel_value *arguments, int32_t count)
{
    if (count == 1 && arguments[0].kind == FEEL_LIST)
        return (feel_items){arguments[0], NULL, feel_list_count(&arguments[0])};
    return (feel_items){{0}, arguments, (uint32_t)count};
}

void feel_items_at(feel_run *run, const feel_items *items, uint32_t index, feel_value *out)
{
    if (items->arguments)
        *out = items->arguments[index];
    else
        feel_list_item(run, &items->list, index, out);
}

void feel_fn_not(feel_run *run, const feel_value *arguments, int32_t count, feel_value *out)
{
    (void)run;
    (void)count;
    *out = feel_boolean(!arguments[0].as.integer);
}

void feel_fn_is_defined(feel_run *run, const feel_value *arguments, int32_t count, feel_value *out)
{
    (void)run;
    (void)count;
    *out = arguments[0].kind == FEEL_UNKNOWN ? arguments[0] : feel_boolean(arguments[0].kind != FEEL_NULL);
}

void feel_fn_is(feel_run *run, const feel_value *arguments, int32_t count, feel_value *out)
{
    (void)count;
    *out = feel_is(run, &arguments[0], &arguments[1]);
}

/* As the quantifiers: `decides` is the value of one certain item that decides alone. */
static feel_value fold(feel_run *run, const feel_items *items, bool decides)
{
    const feel_missing *missing = NULL;
    bool null = false, uncertain = false;
    for (uint32_t i = 0; i < items->count && feel_spend(run, 1); i++) {
        feel_value item;
        feel_items_at(run, items, i, &item);
        bool marked = item.flags & FEEL_UNCERTAIN;
        item = feel_truth(run, &item);
        if (item.kind == FEEL_BOOLEAN && (item.as.integer != 0) != decides)
            continue;
        if (item.kind == FEEL_UNKNOWN)
            missing = feel_missing_union(run, missing, item.as.missing);
        if (marked)
            uncertain = true;
        else if (item.kind == FEEL_BOOLEAN)
            return item;
        else if (item.kind == FEEL_NULL)
            null = true;
    }
    if (uncertain)
        missing = feel_missing_union(run, feel_list_missing(&items->list), missing);
    if (missing)
        return feel_unknown(missing);
    return null ? feel_null() : feel_boolean(!decides);
}

/* A lone argument that is unknown may be a list, of which any item may be anything. */
void feel_fn_all(feel_run *run, const feel_value *arguments, int32_t count, feel_value *out)
{
    feel_items items = feel_items_of(arguments, count);
    *out = fold(run, &items, false);
}

void feel_fn_any(feel_run *run, const feel_value *arguments, int32_t count, feel_value *out)
{
    feel_items items = feel_items_of(arguments, count);
    *out = fold(run, &items, true);
}

/* ---- min, max, sum, mean ---- */

static feel_value extreme(feel_run *run, const feel_items *items, feel_op better)
{
    feel_value best = items->count == 0 ? feel_nothing(run, "there are no items") : feel_null();
    for (uint32_t i = 0; i < items->count && feel_spend(run, 1); i++) {
        feel_value item;
        feel_items_at(run, items, i, &item);
        /* The first is compared with itself, so that it is refused where it has no order. */
        feel_value order = feel_compare(run, &item, i ? &best : &item, better);
        if (order.kind != FEEL_BOOLEAN)
            return order;
        if (i == 0 || feel_is_true(&order))
            best = item;
    }
    return best;
}

void feel_fn_min(feel_run *run, const feel_value *arguments, int32_t count, feel_value *out)
{
    feel_items items = feel_items_of(arguments, count);
    *out = extreme(run, &items, FEEL_OP_LESS);
}

void feel_fn_max(feel_run *run, const feel_value *arguments, int32_t count, feel_value *out)
{
    feel_items items = feel_items_of(arguments, count);
    *out = extreme(run, &items, FEEL_OP_GREATER);
}

/* The sum in `sum`; else false, and `out` is the answer. */
static bool add_up(feel_run *run, const feel_items *items, base_decimal *sum, feel_value *out)
{
    *sum = base_decimal_from_int(0);
    *out = items->count == 0 ? feel_nothing(run, "there are no numbers") : feel_null();
    for (uint32_t i = 0; i < items->count && feel_spend(run, 1); i++) {
        feel_value item;
        feel_items_at(run, items, i, &item);
        if (item.kind == FEEL_NULL)
            return false;
        if (item.kind != FEEL_NUMBER || !base_decimal_add(sum, item.as.number, sum)) {
            *out = feel_fail(run, item.kind == FEEL_NUMBER ? "the sum is out of range" : "only numbers add up");
            return false;
        }
    }
    return items->count > 0;
}

void feel_fn_sum(feel_run *run, const feel_value *arguments, int32_t count, feel_value *out)
{
    feel_items items = feel_items_of(arguments, count);
    base_decimal sum;
    if (add_up(run, &items, &sum, out))
        *out = feel_number_value(run, &sum);
}

void feel_fn_mean(feel_run *run, const feel_value *arguments, int32_t count, feel_value *out)
{
    feel_items items = feel_items_of(arguments, count);
    base_decimal sum, number = base_decimal_from_int(items.count);
    if (!add_up(run, &items, &sum, out))
        return;
    if (base_decimal_divide(&sum, &number, &sum))
        *out = feel_number_value(run, &sum);
    else
        *out = feel_fail(run, "the mean is out of range");
}

/* SPDX-License-Identifier: MIT */
#include "feel/machine.h"

#define OP(name, function, kids, doc) feel_operation function;
#include "feel/ops.def"
#undef OP

const feel_op_row feel_op_rows[FEEL_OP_COUNT] = {
#define OP(name, function, kids, doc) {#name, function, kids, doc},
#include "feel/ops.def"
#undef OP
};

/* ---- budgets ---- */

static const feel_missing over_limit = {
    .reason = FEEL_OVER_LIMIT,
    .message = "the evaluation went over its budget of steps or memory",
};

feel_value feel_over_limit(void)
{
    return feel_unknown(&over_limit);
}

/* Whether the arena's own bound refused, and not the allocator. The product fits: no caller asks for more than
 * a list or a text may hold. */
static bool beyond_bound(const base_arena *arena, size_t count, size_t size)
{
    size_t left = arena->most > arena->bytes ? arena->most - arena->bytes : 0;
    return arena->most && (left < 16 || count * size > left - 15);
}

void *feel_scratch(feel_run *run, size_t count, size_t size)
{
    void *memory = base_arena_array(run->scratch, count, size);
    if (memory)
        return memory;
    if (!beyond_bound(run->scratch, count, size))
        run->no_memory = true;
    run->steps = -1;
    return NULL;
}

/* ---- running ---- */

void feel_eval_watched(feel_run *run, const feel_node *node, feel_value *out)
{
    if (!feel_spend(run, 1)) {
        *out = feel_over_limit();
        return;
    }
    feel_trace_node(run, node, out);
    if (run->steps < 0)
        *out = feel_over_limit();
}

/* ---- making values ---- */

feel_value feel_missing_fact(feel_run *run, const void *record, const void *field)
{
    if (run->mode == FEEL_STANDARD)
        return feel_nothing(run, "the fact is missing");
    feel_missing *missing = feel_scratch(run, 1, sizeof *missing);
    if (!missing)
        return feel_over_limit();
    missing->reason = FEEL_MISSING_FACT;
    missing->record = record;
    missing->field = field;
    return feel_unknown(missing);
}

feel_value feel_missing_after_current(feel_run *run)
{
    static const feel_missing after_current = {.reason = FEEL_AFTER_CURRENT};
    return run->mode == FEEL_STANDARD ? feel_null() : feel_unknown(&after_current);
}

feel_value feel_nothing(feel_run *run, const char *message)
{
    run->why = message;
    return feel_null();
}

feel_value feel_fail(feel_run *run, const char *message)
{
    if (run->mode == FEEL_STANDARD)
        return feel_nothing(run, message);
    feel_missing *missing = feel_scratch(run, 1, sizeof *missing);
    if (!missing)
        return feel_over_limit();
    missing->reason = FEEL_ERROR;
    missing->message = message;
    return feel_unknown(missing);
}

feel_value feel_number_value(feel_run *run, const base_decimal *number)
{
    base_decimal *copy = feel_scratch(run, 1, sizeof *copy);
    if (!copy)
        return feel_over_limit();
    *copy = *number;
    return (feel_value){.kind = FEEL_NUMBER, .as.number = copy};
}

feel_value feel_integer_value(feel_run *run, int64_t number)
{
    base_decimal decimal = base_decimal_from_int(number);
    return feel_number_value(run, &decimal);
}

/* ---- lists ---- */

feel_list *feel_list_new(feel_run *run, uint32_t count)
{
    if (count > UINT32_MAX / 32) {           /* two gigabytes: the size must fit where size_t has 32 bits */
        run->steps = -1;
        return NULL;
    }
    return feel_scratch(run, 1, sizeof(feel_list) + count * sizeof(feel_value));
}

feel_value feel_list_value(const feel_list *list)
{
    return (feel_value){.kind = FEEL_LIST, .as.list = list};
}

void feel_list_put(feel_list *list, feel_value item, bool uncertain)
{
    item = feel_unmarked(item);
    if (uncertain) {
        item.flags |= FEEL_UNCERTAIN;
        list->uncertain++;
    }
    list->items[list->count++] = item;
}

const feel_missing *feel_list_doubt(feel_run *run, const feel_value *list)
{
    const feel_missing *doubt = feel_list_missing(list);
    uint32_t count = feel_list_count(list);
    for (uint32_t i = 0; i < count; i++) {
        feel_value item;
        if (!feel_spend(run, 1))
            return &over_limit;
        feel_list_item(run, list, i, &item);
        if (item.kind == FEEL_UNKNOWN)
            doubt = feel_missing_union(run, doubt, item.as.missing);
    }
    return doubt;
}

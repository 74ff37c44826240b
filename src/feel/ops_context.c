/* SPDX-License-Identifier: MIT */
/* Contexts and their entries, ranges made by a comparison, functions, the types of values, and what only the run tells. */
#include "feel/context.h"
#include "feel/machine.h"
#include "feel/shape.h"

/* ---- contexts ---- */

/* Each entry is put into its slot for those after it. */
static void run_entries(feel_run *run, const feel_node *node)
{
    for (uint16_t i = 0; i < node->kid_count; i++) {
        feel_value value;
        feel_operand(run, node->kids[i], &value);
        *feel_slot(run, node->index + i) = feel_unmarked(value);
    }
}

void feel_run_context(feel_run *run, const feel_node *node, feel_value *out)
{
    const feel_shape *shape = node->handle;
    feel_context *context = feel_scratch(run, 1, sizeof *context);
    feel_context_entry *entries = feel_scratch(run, (size_t)node->kid_count + 1, sizeof *entries);
    *out = feel_over_limit();
    if (!context || !entries)
        return;
    run_entries(run, node);
    if (shape && shape->repeated) {
        *out = feel_fail(run, "a context has two entries of one name");
        return;
    }
    for (uint16_t i = 0; i < node->kid_count; i++)
        entries[i] = (feel_context_entry){shape->keys[i], *feel_slot(run, node->index + (int32_t)shape->sorted[i])};
    *context = (feel_context){node->kid_count, entries, shape ? shape->written : NULL};
    *out = (feel_value){.kind = FEEL_CONTEXT, .as.context = context};
}

/* Of a record, or of what nobody can tell, it cannot be told which name is meant. */
void feel_run_own(feel_run *run, const feel_node *node, feel_value *out)
{
    feel_value item;
    feel_operand(run, node->kids[0], &item);
    const feel_value *entry = item.kind == FEEL_CONTEXT ? feel_context_find(item.as.context, node->name) : NULL;
    if (entry)
        *out = *entry;
    else if (item.kind == FEEL_UNKNOWN)
        *out = item;
    else
        feel_eval(run, node->kids[1], out);
}

/* ---- ranges by a comparison ---- */

static bool has_order(const feel_value *value)
{
    switch (value->kind) {
    case FEEL_NUMBER: case FEEL_STRING: case FEEL_DATE: case FEEL_TIME: case FEEL_DATE_TIME: case FEEL_DAYS: case FEEL_MONTHS:
        return true;
    default:
        return false;
    }
}

static feel_range bound_by(feel_op op, const feel_value *end)
{
    bool low = op == FEEL_OP_GREATER || op == FEEL_OP_GREATER_EQUAL, high = op == FEEL_OP_LESS || op == FEEL_OP_LESS_EQUAL;
    feel_range range = {.low = low || !high ? *end : feel_null(), .high = high || !low ? *end : feel_null()};
    range.low_closed = op == FEEL_OP_GREATER_EQUAL || !(low || high);
    range.high_closed = op == FEEL_OP_LESS_EQUAL || !(low || high);
    range.form = op == FEEL_OP_EQUAL ? FEEL_JUST : op == FEEL_OP_NOT_EQUAL ? FEEL_BUT : FEEL_ENDS;
    return range;
}

void feel_run_bound(feel_run *run, const feel_node *node, feel_value *out)
{
    feel_value end;
    feel_operand(run, node->kids[0], &end);
    *out = end;
    if (end.kind == FEEL_UNKNOWN)
        return;
    bool order = node->index != FEEL_OP_EQUAL && node->index != FEEL_OP_NOT_EQUAL;
    if (order ? !has_order(&end) : end.kind == FEEL_NULL) {
        *out = feel_fail(run, "a range needs an end that has an order");
        return;
    }
    feel_range *range = feel_scratch(run, 1, sizeof *range);
    *out = feel_over_limit();
    if (!range)
        return;
    end = feel_unmarked(end);
    *range = bound_by((feel_op)node->index, &end);
    *out = (feel_value){.kind = FEEL_RANGE, .as.range = range};
}

/* ---- functions ---- */

void feel_run_function(feel_run *run, const feel_node *node, feel_value *out)
{
    (void)run;
    *out = (feel_value){.kind = FEEL_FUNCTION, .as.function = node};
}

/* ---- instance of ---- */

typedef enum fit { NO, YES, UNSURE } fit;

static fit fits(feel_run *run, const feel_value *value, const feel_type *type, int depth, const feel_missing **why);

static void join(feel_run *run, fit *all, fit one)
{
    (void)run;
    if (one == NO)
        *all = NO;
    else if (one == UNSURE && *all == YES)
        *all = UNSURE;
}

/* Inside of lists and contexts null is of every type. */
static fit fits_inside(feel_run *run, const feel_value *value, const feel_type *type, int depth, const feel_missing **why)
{
    if (!feel_spend(run, 1) || depth >= FEEL_VALUE_DEPTH_MOST) {
        *why = feel_missing_union(run, *why, feel_over_limit().as.missing);
        return UNSURE;
    }
    return value->kind == FEEL_NULL ? YES : fits(run, value, type, depth + 1, why);
}

static fit list_fits(feel_run *run, const feel_value *list, const feel_type *item, int depth, const feel_missing **why)
{
    fit all = YES;
    if (item->kind == FEEL_ANY)
        return YES;
    uint32_t count = feel_list_count(list);
    for (uint32_t i = 0; i < count && all != NO; i++) {
        feel_value at;
        feel_list_item(run, list, i, &at);
        fit one = fits_inside(run, &at, item, depth, why);
        if (one == NO && (at.flags & FEEL_UNCERTAIN)) {
            *why = feel_missing_union(run, *why, feel_list_missing(list));
            one = UNSURE;
        }
        join(run, &all, one);
    }
    return all;
}

static fit context_fits(feel_run *run, const feel_context *context, const feel_type *type, int depth, const feel_missing **why)
{
    fit all = YES;
    for (int32_t i = 0; i < type->entry_count && all != NO; i++) {
        const feel_value *entry = feel_context_find(context, type->entries[i].key);
        join(run, &all, entry ? fits_inside(run, entry, type->entries[i].type, depth, why) : NO);
    }
    return all;
}

static fit range_fits(feel_run *run, const feel_range *range, const feel_type *item, int depth, const feel_missing **why)
{
    fit all = fits_inside(run, &range->low, item, depth, why);
    if (all != NO)
        join(run, &all, fits_inside(run, &range->high, item, depth, why));
    return all;
}

static fit fits(feel_run *run, const feel_value *value, const feel_type *type, int depth, const feel_missing **why)
{
    if (value->kind == FEEL_UNKNOWN) {
        *why = feel_missing_union(run, *why, value->as.missing);
        return UNSURE;
    }
    if (value->kind == FEEL_NULL)
        return type->kind == FEEL_NULL ? YES : NO;
    if (type->kind == FEEL_ANY)
        return YES;
    if (value->kind != type->kind)
        return NO;
    switch (value->kind) {
    case FEEL_LIST:    return list_fits(run, value, type->item, depth, why);
    case FEEL_CONTEXT: return context_fits(run, value->as.context, type, depth, why);
    case FEEL_RANGE:   return range_fits(run, value->as.range, type->item, depth, why);
    default:           return YES;
    }
}

/* What is not known is of no type that its own does not meet, whatever it is. */
void feel_run_instance_of(feel_run *run, const feel_node *node, feel_value *out)
{
    const feel_type *type = node->handle, *known = node->kids[0]->type;
    const feel_missing *why = NULL;
    feel_value value;
    feel_operand(run, node->kids[0], &value);
    if (value.kind == FEEL_UNKNOWN && known && known->kind != FEEL_ANY && type->kind != FEEL_ANY && type->kind != FEEL_NULL &&
        known->kind != type->kind) {
        *out = feel_boolean(false);
        return;
    }
    fit fit = fits(run, &value, type, 0, &why);
    *out = fit == UNSURE ? feel_unknown(why) : feel_boolean(fit == YES);
}

/* ---- calling a function ---- */

/* Whether an argument is of the type that its parameter states, or null; false: `out` is the answer. */
static bool admits(feel_run *run, const feel_type *type, const feel_value *argument, feel_value *out)
{
    const feel_missing *why = NULL;
    fit fit = type && argument->kind != FEEL_NULL ? fits(run, argument, type, 0, &why) : YES;
    if (fit == UNSURE)
        *out = feel_unknown(why);
    else if (fit == NO)
        *out = feel_fail(run, "an argument is not of the type that the function states");
    return fit == YES;
}

void feel_apply(feel_run *run, const feel_value *function, const feel_value *arguments, int32_t count, feel_value *out)
{
    const feel_node *node = function->kind == FEEL_FUNCTION ? function->as.function : NULL;
    const feel_names *names = node ? node->handle : NULL;
    if (!node || count != (names ? names->count : 0)) {
        *out = feel_fail(run, "a function was called with the wrong number of arguments");
        return;
    }
    for (int32_t i = 0; i < count; i++) {
        if (names->types && !admits(run, names->types[i], &arguments[i], out))
            return;
        *feel_slot(run, node->index + i) = feel_unmarked(arguments[i]);
    }
    feel_operand(run, node->kids[0], out);
}

/* ---- what cannot be told before the run ---- */

void feel_run_nothing(feel_run *run, const feel_node *node, feel_value *out)
{
    *out = feel_fail(run, node->handle);
}

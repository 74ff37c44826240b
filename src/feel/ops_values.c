/* SPDX-License-Identifier: MIT */
/* Operations that fetch values: literals, variables, names and fields of the host, calls. */
#include "feel/builtin.h"
#include "feel/compile.h"
#include "feel/context.h"
#include "feel/machine.h"
#include "feel/property.h"

void feel_run_literal(feel_run *run, const feel_node *node, feel_value *out)
{
    (void)run;
    *out = node->value;
}

void feel_run_list(feel_run *run, const feel_node *node, feel_value *out)
{
    feel_list *list = feel_list_new(run, node->kid_count);
    if (!list) {
        *out = feel_over_limit();
        return;
    }
    for (uint16_t i = 0; i < node->kid_count; i++) {
        feel_value item;
        feel_operand(run, node->kids[i], &item);
        feel_list_put(list, item, false);
    }
    *out = feel_list_value(list);
}

/* An end that is null, where ranges may be open. */
static bool is_open(const feel_run *run, const feel_value *low, const feel_value *high)
{
    bool null = low->kind == FEEL_NULL || high->kind == FEEL_NULL;
    return run->open_ranges && null && low->kind != FEEL_UNKNOWN && high->kind != FEEL_UNKNOWN;
}

/* A range whose end comes before its start is an error, as is one between different types. */
static feel_value make_range(feel_run *run, const feel_node *node, const feel_value *low, const feel_value *high)
{
    feel_value ordered = is_open(run, low, high) ? feel_boolean(true) : feel_compare(run, low, high, FEEL_OP_LESS_EQUAL);
    if (ordered.kind != FEEL_BOOLEAN)
        return ordered;
    if (!ordered.as.integer)
        return feel_fail(run, "a range ends before it begins");
    feel_range *range = feel_scratch(run, 1, sizeof *range);
    if (!range)
        return feel_over_limit();
    range->low_closed = !(node->flags & FEEL_NODE_LOW_OPEN);
    range->high_closed = !(node->flags & FEEL_NODE_HIGH_OPEN);
    range->low = feel_unmarked(*low);
    range->high = feel_unmarked(*high);
    return (feel_value){.kind = FEEL_RANGE, .as.range = range};
}

void feel_run_range(feel_run *run, const feel_node *node, feel_value *out)
{
    feel_value low, high;
    feel_operand(run, node->kids[0], &low);
    feel_operand(run, node->kids[1], &high);
    *out = make_range(run, node, &low, &high);
}

void feel_run_slot(feel_run *run, const feel_node *node, feel_value *out)
{
    *out = *feel_slot(run, node->index);
}

void feel_run_global(feel_run *run, const feel_node *node, feel_value *out)
{
    *out = run->globals[node->index];
}

void feel_run_host(feel_run *run, const feel_node *node, feel_value *out)
{
    run->facts->name(run, node->index, out);
    if (out->kind == FEEL_NULL)
        run->why = "it has no value";
}

/* The day at which to read, never later than the run's own; false: `out` is the answer. */
static bool day_of(feel_run *run, const feel_node *node, feel_value *out)
{
    feel_operand(run, node, out);
    if (out->kind == FEEL_DATE && out->as.integer > run->day)
        out->as.integer = run->day;
    if (out->kind != FEEL_DATE && out->kind != FEEL_NULL && out->kind != FEEL_UNKNOWN)
        *out = feel_fail(run, "`as of` wants a date");
    return out->kind == FEEL_DATE;
}

void feel_run_as_of(feel_run *run, const feel_node *node, feel_value *out)
{
    feel_value day;
    void *saved = NULL;
    int64_t today = run->day;
    feel_reads_day(run);
    if (!day_of(run, node->kids[0], &day)) {
        *out = day;
        return;
    }
    bool other = day.as.integer != today;
    if (other && !run->facts->at_day(run, day.as.integer, &saved)) {
        run->steps = -1;
        *out = feel_over_limit();
        return;
    }
    run->day = day.as.integer;
    feel_eval(run, node->kids[1], out);
    run->day = today;
    if (other)
        run->host = saved;
}

/* Arguments run straight into the slots of the called frame: the checker keeps those free meanwhile. */
void feel_run_call(feel_run *run, const feel_node *node, feel_value *out)
{
    const feel_instance *instance = node->handle;
    for (uint16_t i = 0; i < node->kid_count; i++) {
        feel_value argument;
        feel_eval(run, node->kids[i], &argument);
        *feel_slot(run, node->index + i) = feel_unmarked(argument);
    }
    uint32_t frame = run->frame;
    run->frame += (uint32_t)node->index;
    if (instance->weight < FEEL_WEIGHT_KEPT)
        feel_eval(run, instance->body, out);
    else
        feel_run_kept(run, instance, out);
    run->frame = frame;
}

void feel_run_let(feel_run *run, const feel_node *node, feel_value *out)
{
    feel_value value;
    feel_eval(run, node->kids[0], &value);
    *feel_slot(run, node->index) = feel_unmarked(value);
    feel_eval(run, node->kids[1], out);
}

void feel_run_field(feel_run *run, const feel_node *node, feel_value *out)
{
    feel_value record;
    feel_fetch(run, node->kids[0], &record);
    if (record.kind == FEEL_RECORD)
        run->facts->field(run, record.as.host, node->handle, out);
    else if (record.kind == FEEL_NULL || record.kind == FEEL_UNKNOWN)
        *out = record;
    else if (record.kind == FEEL_COUNT)
        *out = feel_unknown(record.as.bounds->missing);
    else
        *out = feel_fail(run, "only a record has fields");
}

/* ---- entries of contexts, and the parts of dates and durations ---- */

static feel_value context_entry(feel_run *run, const feel_context *context, base_str key)
{
    const feel_value *value = feel_context_find(context, key);
    return value ? *value : feel_nothing(run, "there is no entry of this name");
}

static feel_value entry_of(feel_run *run, const feel_value *value, base_str name, int depth);

/* A list that the checker could not see as one: the entries of its items. */
static feel_value entries_of(feel_run *run, const feel_value *list, base_str name, int depth)
{
    uint32_t count = feel_list_count(list);
    feel_list *entries = depth < FEEL_VALUE_DEPTH_MOST ? feel_list_new(run, count) : NULL;
    for (uint32_t i = 0; entries && i < count && feel_spend(run, 1); i++) {
        feel_value item;
        feel_list_item(run, list, i, &item);
        feel_list_put(entries, entry_of(run, &item, name, depth + 1), item.flags & FEEL_UNCERTAIN);
    }
    if (!entries)
        return feel_over_limit();
    entries->missing = feel_list_missing(list);
    return feel_list_value(entries);
}

/* Recursion is bounded: FEEL_VALUE_DEPTH_MOST. */
static feel_value entry_of(feel_run *run, const feel_value *value, base_str name, int depth)
{
    switch (value->kind) {
    case FEEL_NULL:
    case FEEL_UNKNOWN:
        return feel_unmarked(*value);
    case FEEL_CONTEXT:
        return context_entry(run, value->as.context, name);
    case FEEL_LIST:
        return entries_of(run, value, name, depth);
    default:
        return feel_property(run, value, name);
    }
}

void feel_run_entry(feel_run *run, const feel_node *node, feel_value *out)
{
    feel_value value;
    feel_operand(run, node->kids[0], &value);
    *out = entry_of(run, &value, node->name, 0);
}

/* ---- documented ---- */

/* A list of which it is not certain that it has any item is perhaps something. */
static feel_written is_something(const feel_value *value)
{
    if (value->kind == FEEL_NULL || value->kind == FEEL_UNKNOWN) return FEEL_NOT_WRITTEN;
    if (value->kind == FEEL_STRING) return value->size > 0 ? FEEL_WRITTEN : FEEL_NOT_WRITTEN;
    if (value->kind != FEEL_LIST) return FEEL_WRITTEN;
    uint32_t uncertain = value->flags & FEEL_HOST ? 0 : value->as.list->uncertain;
    if (feel_list_count(value) > uncertain) return FEEL_WRITTEN;
    return uncertain > 0 ? FEEL_PERHAPS_WRITTEN : FEEL_NOT_WRITTEN;
}

/* An item that perhaps does not belong, or that nobody can see yet, leaves it open. */
static feel_written any_documented(feel_run *run, const feel_value *list, const void *handle)
{
    uint32_t count = feel_list_count(list);
    feel_written found = FEEL_NOT_WRITTEN;
    for (uint32_t i = 0; i < count && feel_spend(run, 1); i++) {
        feel_value item;
        feel_list_item(run, list, i, &item);
        bool uncertain = item.flags & FEEL_UNCERTAIN;
        feel_written there = item.kind == FEEL_RECORD ? run->facts->documented(run, item.as.host, handle) : FEEL_NOT_WRITTEN;
        if (there == FEEL_WRITTEN && !uncertain) return FEEL_WRITTEN;
        if (there != FEEL_NOT_WRITTEN || (uncertain && item.kind == FEEL_UNKNOWN)) found = FEEL_PERHAPS_WRITTEN;
    }
    return found;
}

/* What a path starts from. */
static const feel_node *root_of(const feel_node *node)
{
    while (node->op == FEEL_OP_FIELD || node->op == FEEL_OP_MAP || node->op == FEEL_OP_ENTRY)
        node = node->kids[0];
    return node;
}

static feel_written look(feel_run *run, const feel_value *value, const void *handle)
{
    if (!handle) return is_something(value);
    if (value->kind == FEEL_LIST) return any_documented(run, value, handle);
    return value->kind == FEEL_RECORD ? run->facts->documented(run, value->as.host, handle) : FEEL_NOT_WRITTEN;
}

/* A path through a fact that is missing leads to nothing that is written; but of a record that nobody can
 * tell, what is written of it cannot be told either. */
void feel_run_documented(feel_run *run, const feel_node *node, feel_value *out)
{
    feel_value value;
    feel_operand(run, node->kids[0], &value);
    if (value.kind == FEEL_UNKNOWN) {
        feel_operand(run, root_of(node->kids[0]), out);
        if (out->kind != FEEL_UNKNOWN) *out = feel_boolean(false);
        return;
    }
    feel_written found = look(run, &value, node->handle);
    *out = feel_boolean(found == FEEL_WRITTEN);
    if (found != FEEL_PERHAPS_WRITTEN) return;
    if (value.kind == FEEL_RECORD) run->facts->field(run, value.as.host, node->handle, &value);
    const feel_missing *missing = value.kind == FEEL_LIST ? feel_list_missing(&value) : NULL;
    *out = missing ? (feel_value){ .kind = FEEL_UNKNOWN, .as.missing = missing } : feel_missing_after_current(run);
}

/* Never reached: the checker gives every node of a program an operation of its own. */
void feel_run_unresolved(feel_run *run, const feel_node *node, feel_value *out)
{
    (void)node;
    *out = feel_fail(run, "the expression was not checked");
}

/* ---- built-in functions ---- */

void feel_run_builtin(feel_run *run, const feel_node *node, feel_value *out)
{
    feel_value few[8];
    bool many = node->kid_count > sizeof few / sizeof *few;
    feel_value *arguments = many ? feel_scratch(run, node->kid_count, sizeof *arguments) : few;
    if (!arguments) {
        *out = feel_over_limit();
        return;
    }
    for (uint16_t i = 0; i < node->kid_count; i++) {
        feel_operand(run, node->kids[i], &arguments[i]);
        arguments[i] = feel_unmarked(arguments[i]);
    }
    feel_call_builtin(run, node->handle, arguments, node->kid_count, out);
}

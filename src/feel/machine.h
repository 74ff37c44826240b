/* SPDX-License-Identifier: MIT */
#ifndef FEEL_MACHINE_H
#define FEEL_MACHINE_H
/* What operations and built-ins share. Private to the machine's side of the room. */
#include "feel/run.h"

enum { FEEL_VALUE_DEPTH_MOST = 250 };        /* lists within lists that a comparison or a text follows */

/* Zero-filled scratch for count * size bytes. NULL: memory is short or the scratch's bound is reached; from
 * then on everything answers feel_over_limit(). */
void *feel_scratch(feel_run *run, size_t count, size_t size);
/* Takes steps from the budget; false when it does not have them, and then it has none. */
static inline bool feel_spend(feel_run *run, int64_t steps)
{
    run->steps = run->steps < steps ? -1 : run->steps - steps;
    return run->steps >= 0;
}
static inline feel_value feel_unknown(const feel_missing *missing)
{
    return (feel_value){.kind = FEEL_UNKNOWN, .as.missing = missing};
}
/* Runs a node whose value is used as more than a count to compare: an unsettled count becomes unknown. */
static inline void feel_operand(feel_run *run, const feel_node *node, feel_value *out)
{
    feel_eval(run, node, out);
    if (out->kind == FEEL_COUNT)
        *out = feel_unknown(out->as.bounds->missing);
}
/* The record of which a FIELD reads a field, where that is a variable that stands for one; else NULL. For ways that need no step by
 * step: there is no trace, and there are `steps` left. */
static inline const void *feel_record_of(const feel_run *run, const feel_node *node, int64_t steps)
{
    if (node->op != FEEL_OP_FIELD || node->kids[0]->op != FEEL_OP_SLOT || run->tracer || run->steps < steps)
        return NULL;
    const feel_value *record = &run->slots[run->frame + (uint32_t)node->kids[0]->index];
    return record->kind == FEEL_RECORD ? record->as.host : NULL;
}
/* feel_eval for where a field of a variable is what mostly stands there: it is read without a call of its own, in as many
 * steps. */
static inline void feel_fetch(feel_run *run, const feel_node *node, feel_value *out)
{
    const void *record = feel_record_of(run, node, 2);
    if (!record) {
        feel_eval(run, node, out);
        return;
    }
    run->steps -= 2;
    run->facts->field(run, record, node->handle, out);
    if (run->steps < 0)
        *out = feel_over_limit();
}
/* The value of a node that is a literal, in one step; else it is run into `room`. */
static inline const feel_value *feel_constant(feel_run *run, const feel_node *node, feel_value *room)
{
    if (node->op == FEEL_OP_LITERAL && !run->tracer && run->steps >= 1) {
        run->steps--;
        return &node->value;
    }
    feel_eval(run, node, room);
    return room;
}
/* The value without the mark that an uncertain item of a list bears. */
static inline feel_value feel_unmarked(feel_value value)
{
    value.flags &= (uint8_t)~FEEL_UNCERTAIN;
    return value;
}
static inline feel_value *feel_slot(feel_run *run, int32_t index)
{
    return &run->slots[run->frame + (uint32_t)index];
}
/* What is left to ask of the items of a list that a SLICE, k0 of a SOME or FILTER, cut out so that all lie in its range; NULL: the
 * condition as it stands. In a trace that is what is shown. */
static inline const feel_rest *feel_rest_of(const feel_run *run, const feel_node *node, const feel_value *list)
{
    const feel_node *slice = node->kids[0];
    bool cut = (list->flags & FEEL_WITHIN) && slice->op == FEEL_OP_SLICE && !run->tracer;
    return cut ? slice->handle : NULL;
}
/* The days of a range of dates. False where an end is open without bound, or nothing lies between. */
static inline bool feel_range_days(const feel_value *value, int64_t *low, int64_t *high)
{
    if (value->kind != FEEL_RANGE)
        return false;
    const feel_range *range = value->as.range;
    bool bounded = range->form == FEEL_ENDS && range->low.kind == FEEL_DATE && range->high.kind == FEEL_DATE;
    *low = bounded ? range->low.as.integer + !range->low_closed : 0;
    *high = bounded ? range->high.as.integer - !range->high_closed : 0;
    return bounded && *low <= *high;
}
enum { FEEL_STEPS_OF_SLICED = 2 };   /* the name and the range */
/* The same of a SLICE of a name by a range in a variable, as the period of a rule is; false: of another one, and where there is a
 * trace, or there are no steps for what is sliced. */
static inline bool feel_slice_days(const feel_run *run, const feel_node *slice, int64_t *low, int64_t *high)
{
    const feel_node *range = slice->kids[1];
    bool plain = slice->kids[0]->op == FEEL_OP_HOST && range->op == FEEL_OP_SLOT && !run->tracer && run->steps >= FEEL_STEPS_OF_SLICED;
    return plain && feel_range_days(&run->slots[run->frame + (uint32_t)range->index], low, high);
}
/* Why a list is not wholly known: uncertain items, unknown items. NULL: it is known. */
const feel_missing *feel_list_doubt(feel_run *run, const feel_value *list);
/* A new FEEL_LIST value around a filled list. */
feel_value feel_list_value(const feel_list *list);
/* Puts a copy of an item at list->items[list->count], marked or not, and counts it. The list has room. */
void feel_list_put(feel_list *list, feel_value item, bool uncertain);
/* As a truth value: boolean, null or unknown; anything else fails. */
static inline feel_value feel_truth(feel_run *run, const feel_value *value)
{
    if (value->kind == FEEL_BOOLEAN || value->kind == FEEL_NULL || value->kind == FEEL_UNKNOWN)
        return *value;
    return feel_fail(run, "true or false was wanted");
}

/* How two values relate where a mismatch of types must not become an error: inside lists. */
typedef enum feel_relation { FEEL_NO, FEEL_YES, FEEL_NEITHER /* null */, FEEL_UNSURE, FEEL_MISMATCH } feel_relation;
/* `why` receives the reason of FEEL_UNSURE. */
feel_relation feel_same(feel_run *run, const feel_value *a, const feel_value *b, const feel_missing **why);
/* By kind and by every field: true, false or unknown. */
feel_value feel_is(feel_run *run, const feel_value *a, const feel_value *b);
/* `< `, `>= `, `= `, `!= `: of a range that is written with one value; "" of others. In rule mode an open end is shown as such. */
const char *feel_range_sign(const feel_run *run, const feel_range *range);
/* Whether x lies inside a range: true, false, null or unknown. */
feel_value feel_inside(feel_run *run, const feel_value *x, const feel_range *range);

/* Runs a condition in its frame, or gives again what it gave for these arguments, within the same budget: conditions that call each
 * other twice would double at each step. Only where there is much to run, since looking costs more than a little. */
enum { FEEL_WEIGHT_KEPT = 200 };
struct feel_instance;
void feel_run_kept(feel_run *run, const struct feel_instance *instance, feel_value *out);

/* Whether a watch is told of what runs, and no trace is kept: then each item of a list is asked for itself. */
bool feel_is_watched(const feel_run *run);
/* Behind feel_eval while a trace is kept. */
void feel_trace_node(feel_run *run, const feel_node *node, feel_value *out);
/* Calls a function literal that is an argument of the built-in at hand. */
void feel_apply(feel_run *run, const feel_value *function, const feel_value *arguments, int32_t count, feel_value *out);
/* Item number `index` of a list that is wholly known, as INDEX. */
feel_value feel_item_at(feel_run *run, const feel_value *list, const feel_value *index);
/* The operation of a BUILTIN node on arguments that have been run. */
struct feel_builtin;
void feel_call_builtin(feel_run *run, const struct feel_builtin *row, feel_value *arguments, int32_t count, feel_value *out);
#endif

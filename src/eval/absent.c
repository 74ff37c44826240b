/* SPDX-License-Identifier: MIT */
/* What a rule set settles of fields that are absent. */
#include "eval/custom.h"
#include "eval/words.h"

/* An `absent` reads other fields of its record, and never one that another `absent` gives a value: only what is computed from
 * such a field leads on, and that not far. */
enum { NESTED_MOST = 4 };

struct eval_absents {
    int32_t *first;                      /* 1 + the index of the first about a field; 0: none. Custom fields come after the others */
    int32_t *next;                       /* by index: the next about the same field, for another kind; as first */
    bool *used;                          /* by index */
    feel_value *slots;                   /* frames, one for each that runs inside another; NULL: none ran yet */
    uint32_t frame;                      /* slots in each */
    int32_t running;
};

static int32_t number_of(const model_field *field)
{
    if (field->key == EVAL_CUSTOM_KEY) return MODEL_FIELD_COUNT + eval_custom_index(field);
    return (int32_t)(field - model_field_by(0));
}

bool eval_absents_prepare(eval_days *days)
{
    const cw_rules *rules = days->rules;
    if (!rules || rules->absent_count == 0) return true;
    size_t count = (size_t)rules->absent_count;
    struct eval_absents *all = base_arena_alloc(days->arena, sizeof *all);
    if (!all) return false;
    all->first = base_arena_array(days->arena, MODEL_FIELD_COUNT + (size_t)rules->field_count, sizeof *all->first);
    all->next = base_arena_array(days->arena, count, sizeof *all->next);
    all->used = base_arena_array(days->arena, count, sizeof *all->used);
    if (!all->first || !all->next || !all->used) return false;
    for (int32_t i = 0; i < rules->absent_count; i++) {
        const rules_absent *absent = rules->absents[i];
        int32_t *first = &all->first[number_of(absent->field)];
        all->next[i] = *first;
        *first = i + 1;
        if (absent->slots > all->frame) all->frame = absent->slots;
    }
    days->absents = all;
    return true;
}

/* One about the record's own kind goes before one about all entries. -1: none. */
static int32_t find_absent(const eval_days *days, const cw_record *record, const model_field *field)
{
    int32_t found = -1;
    for (int32_t i = days->absents->first[number_of(field)] - 1; i >= 0; i = days->absents->next[i] - 1) {
        int32_t kind = days->rules->absents[i]->kind;
        if (kind == record->kind) return i;
        if (model_kind_fits(record->kind, kind)) found = i;
    }
    return found;
}

/* A parameter without a value settles nothing. */
static bool lacks_parameter(const cw_rules *rules, const rules_absent *absent)
{
    for (int32_t i = 0; i < absent->parameter_count; i++)
        if (!rules->parameters[absent->parameters[i]]->has_value) return true;
    return false;
}

static bool is_unknown(const cw_rules *rules, const rules_absent *absent)
{
    return absent->how == RULES_ABSENT_UNKNOWN || (absent->how == RULES_ABSENT_VALUE && lacks_parameter(rules, absent));
}

bool eval_not_known(const eval_days *days, const cw_record *record, const model_field *field)
{
    uint8_t state = record->slots[field->slot].state;
    if (state == MODEL_NULL) return !eval_knows_kept(days->rules, record, field);
    if (state != MODEL_ABSENT || !days->absents) return false;
    int32_t index = find_absent(days, record, field);
    return index >= 0 && is_unknown(days->rules, days->rules->absents[index]);
}

/* Runs in a frame of its own, where the record is the item. */
static void run_value(feel_run *run, struct eval_absents *all, const rules_absent *absent, const cw_record *record, feel_value *out)
{
    feel_value *slots = run->slots;
    uint32_t frame = run->frame, count = run->slot_count;
    struct feel_tracer *tracer = run->tracer;
    run->slots = all->slots + (size_t)all->running * all->frame;
    run->frame = 0;
    run->slot_count = all->frame;
    run->tracer = NULL;
    run->slots[0] = eval_record_value(record);
    all->running++;
    feel_eval(run, absent->value, out);
    all->running--;
    run->slots = slots;
    run->frame = frame;
    run->slot_count = count;
    run->tracer = tracer;
    out->flags &= (uint8_t)~FEEL_UNCERTAIN;
}

static void settle_value(feel_run *run, eval_days *days, const rules_absent *absent, const cw_record *record, feel_value *out)
{
    struct eval_absents *all = days->absents;
    *out = feel_null();
    if (all->running == NESTED_MOST) {
        *out = feel_fail(run, "what `absent` clauses say leads too far from one to another");
        return;
    }
    if (!all->slots) all->slots = base_arena_array(days->arena, (size_t)NESTED_MOST * all->frame, sizeof *all->slots);
    if (all->slots) run_value(run, all, absent, record, out);
    else run->no_memory = true;
}

bool eval_settle(feel_run *run, const cw_record *record, const model_field *field, feel_value *out)
{
    eval_view *view = run->host;
    eval_days *days = view->days;
    int32_t index = days->absents ? find_absent(days, record, field) : -1;
    if (index < 0) return false;
    const rules_absent *absent = days->rules->absents[index];
    if (is_unknown(days->rules, absent)) {
        *out = feel_missing_fact(run, record, field);
        return true;
    }
    days->absents->used[index] = true;
    bool list = field->key == EVAL_CUSTOM_KEY ? eval_custom_is_list(field) : field->type >= MODEL_TEXTS;
    if (absent->how == RULES_ABSENT_VALUE) settle_value(run, days, absent, record, out);
    else if (!list) *out = feel_null();
    else *out = (feel_value){ .kind = FEEL_LIST, .flags = FEEL_HOST, .detail = EVAL_LIST_TEXTS };
    return true;
}

/* ---- for the report ---- */

bool eval_absent_used(const eval_days *days, int32_t index)
{
    return days->absents && days->absents->used[index];
}

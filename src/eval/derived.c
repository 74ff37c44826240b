/* SPDX-License-Identifier: MIT */
#include "eval/derived.h"
#include "eval/fields.h"
#include "eval/custom.h"
#include "eval/rating.h"
#include "eval/words.h"
#include "model/history.h"

static feel_value missing(feel_run *run, const cw_record *record, int32_t field)
{
    return feel_missing_fact(run, record, model_field_by(field));
}

static feel_value word(int32_t enumeration, int32_t index)
{
    const model_word *found = &model_enumeration_at(enumeration)->words[index];
    return feel_string((base_str){ found->word, found->length });
}

static void derive_category(feel_run *run, const cw_record *member, feel_value *out)
{
    eval_fact why;
    int32_t category = eval_member_category(run, member, &why);
    if (category == -2) *out = feel_missing_fact(run, why.record, why.field);
    else *out = category < 0 ? feel_null() : word(MODEL_ENUM_CATEGORY, category);
}

/* On the case by the day, and not left by it: a day to come reads as none. */
static void derive_active(feel_run *run, const cw_record *member, feel_value *out)
{
    eval_fact why;
    eval_there there = eval_members_are_there(run) ? EVAL_THERE : eval_read_exists(run, member, &why);
    feel_value left, joined = feel_boolean(true);
    eval_facts.field(run, member, model_field_by(MODEL_FIELD_MEMBER_LEFT), &left);
    if (there == EVAL_GONE || left.kind == FEEL_DATE) {
        *out = feel_boolean(false);
        return;
    }
    if (there == EVAL_PERHAPS) joined = feel_missing_fact(run, why.record, why.field);
    bool sure = joined.kind != FEEL_UNKNOWN && left.kind != FEEL_UNKNOWN;
    *out = sure ? feel_boolean(true) : feel_unknown_of(run, &joined, &left);
}

static void derive_since(feel_run *run, const cw_record *plan, feel_value *out)
{
    eval_fact why;
    int64_t since;
    *out = eval_plan_since(plan, &since, &why) ? feel_date(since) : feel_missing_fact(run, why.record, why.field);
}

static void derive_until(feel_run *run, const cw_record *plan, feel_value *out)
{
    eval_fact why;
    int64_t since;
    eval_look_until(run, plan, out);
    if (!eval_plan_since(plan, &since, &why) && out->kind == FEEL_DATE)
        *out = feel_missing_fact(run, why.record, why.field);
}

/* How many tasks; `why` where some objective's tasks are not known. */
static int64_t count_tasks(const eval_days *days, const cw_record *plan, eval_fact *why)
{
    const model_field *of_plan = model_field_by(MODEL_FIELD_PLAN_OBJECTIVES), *of_objective = model_field_by(MODEL_FIELD_OBJECTIVE_TASKS);
    const model_slot *objectives = &plan->slots[MODEL_SLOT_PLAN_OBJECTIVES];
    int64_t count = 0;
    if (eval_not_known(days, plan, of_plan)) *why = (eval_fact){ plan, of_plan };
    if (objectives->state != MODEL_VALUE) return 0;
    for (int64_t i = 0; i < objectives->as.list->count; i++) {
        const cw_record *objective = ((cw_record *const *)objectives->as.list->items)[i];
        const model_slot *tasks = &objective->slots[MODEL_SLOT_OBJECTIVE_TASKS];
        if (eval_not_known(days, objective, of_objective)) *why = (eval_fact){ objective, of_objective };
        if (tasks->state == MODEL_VALUE) count += tasks->as.list->count;
    }
    return count;
}

static void take_tasks(const cw_record *objective, feel_list *list)
{
    const model_slot *tasks = &objective->slots[MODEL_SLOT_OBJECTIVE_TASKS];
    if (tasks->state != MODEL_VALUE) return;
    for (int64_t i = 0; i < tasks->as.list->count; i++)
        list->items[list->count++] = eval_record_value(((cw_record *const *)tasks->as.list->items)[i]);
}

static void derive_tasks(feel_run *run, const cw_record *plan, feel_value *out)
{
    const model_slot *objectives = &plan->slots[MODEL_SLOT_PLAN_OBJECTIVES];
    eval_fact why = {0};
    const eval_view *view = run->host;
    int64_t count = count_tasks(view->days, plan, &why);
    feel_list *list = why.field || count > UINT32_MAX ? NULL : feel_list_new(run, (uint32_t)count);
    if (!list) {
        *out = why.field ? feel_missing_fact(run, why.record, why.field)
                         : missing(run, plan, MODEL_FIELD_PLAN_OBJECTIVES);
        return;
    }
    list->count = 0;
    if (objectives->state == MODEL_VALUE)
        for (int64_t i = 0; i < objectives->as.list->count; i++)
            take_tasks(((cw_record *const *)objectives->as.list->items)[i], list);
    *out = (feel_value){ .kind = FEEL_LIST, .as.list = list };
}

static void derive_kind(const cw_record *entry, feel_value *out)
{
    if (entry->kind == MODEL_KIND_UNRECOGNISED_ENTRY) *out = feel_string(entry->kind_word);
    else *out = word(MODEL_ENUM_ENTRY_KIND, entry->kind - MODEL_KIND_ENTRY_FIRST);
}

static bool is_field(const model_field *field, int32_t index)
{
    return field == model_field_by(index);
}

void eval_derive(feel_run *run, const cw_record *record, const model_field *field, feel_value *out)
{
    if (is_field(field, MODEL_FIELD_MEMBER_CATEGORY)) derive_category(run, record, out);
    else if (is_field(field, MODEL_FIELD_MEMBER_ACTIVE)) derive_active(run, record, out);
    else if (is_field(field, MODEL_FIELD_PLAN_SINCE)) derive_since(run, record, out);
    else if (is_field(field, MODEL_FIELD_PLAN_UNTIL)) derive_until(run, record, out);
    else if (is_field(field, MODEL_FIELD_PLAN_TASKS)) derive_tasks(run, record, out);
    else if (field->key == EVAL_RATING_KEY) eval_read_rating(run, record, field, out);
    else if (field->key == EVAL_CUSTOM_KEY) eval_read_custom(run, record, field, out);
    else derive_kind(record, out);
}

/* Whether roles are written, on the day. */
static bool category_documented(const eval_view *view, const cw_record *member)
{
    model_place place = model_written_on(member, model_field_by(MODEL_FIELD_MEMBER_ROLES), view->day);
    const model_slot *roles = &place.record->slots[place.field->slot];
    if (roles->state == MODEL_NULL) return eval_knows_kept(view->days->rules, place.record, place.field);
    return roles->state == MODEL_VALUE && roles->as.list->count > 0;
}

/* What is written of the facts from which it is computed. */
bool eval_derived_documented(feel_run *run, const cw_record *record, const model_field *field)
{
    const eval_view *view = run->host;
    eval_fact why = {0};
    feel_value until;
    int64_t since;
    if (is_field(field, MODEL_FIELD_MEMBER_CATEGORY)) return category_documented(view, record);
    if (is_field(field, MODEL_FIELD_MEMBER_ACTIVE)) {
        const model_slot *joined = &record->slots[MODEL_SLOT_MEMBER_JOINED];
        return joined->state == MODEL_VALUE && joined->as.integer <= view->day;
    }
    if (is_field(field, MODEL_FIELD_PLAN_SINCE)) return eval_plan_since(record, &since, &why);
    if (is_field(field, MODEL_FIELD_PLAN_UNTIL)) {
        eval_look_until(run, record, &until);
        return until.kind == FEEL_DATE;
    }
    if (is_field(field, MODEL_FIELD_PLAN_TASKS)) return count_tasks(view->days, record, &why) > 0;
    if (field->key == EVAL_RATING_KEY) return eval_rating_documented(run, record, field);
    if (field->key == EVAL_CUSTOM_KEY) return eval_custom_documented(run, record, field);
    return true;
}

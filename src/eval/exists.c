/* SPDX-License-Identifier: MIT */
/* From which day a record is there. */
#include "eval/view.h"

static const model_slot *slot_at(const cw_record *record, int32_t slot)
{
    return &record->slots[slot];
}

static eval_there by_day(const model_slot *slot, int64_t day)
{
    return slot->as.integer <= day ? EVAL_THERE : EVAL_GONE;
}

static eval_there perhaps(const cw_record *record, int32_t field, eval_fact *why)
{
    *why = (eval_fact){ record, model_field_by(field) };
    return EVAL_PERHAPS;
}

/* Joined, else born, else the day the case was opened: being absent states that. An explicit null does not. */
static eval_there member_exists(const cw_record *member, int64_t day, eval_fact *why)
{
    const model_slot *joined = slot_at(member, MODEL_SLOT_MEMBER_JOINED);
    const model_slot *born = slot_at(member, MODEL_SLOT_MEMBER_BORN);
    if (joined->state == MODEL_VALUE) return by_day(joined, day);
    if (joined->state == MODEL_NULL) return perhaps(member, MODEL_FIELD_MEMBER_JOINED, why);
    if (born->state == MODEL_VALUE) return by_day(born, day);
    return born->state == MODEL_NULL ? perhaps(member, MODEL_FIELD_MEMBER_BORN, why) : EVAL_THERE;
}

/* Developed, else effective; a plan with neither may have been made on any day. */
static eval_there plan_exists(const cw_record *plan, int64_t day, eval_fact *why)
{
    const model_slot *developed = slot_at(plan, MODEL_SLOT_PLAN_DEVELOPED);
    const model_slot *effective = slot_at(plan, MODEL_SLOT_PLAN_EFFECTIVE);
    if (developed->state == MODEL_VALUE) return by_day(developed, day);
    if (developed->state == MODEL_ABSENT && effective->state == MODEL_VALUE) return by_day(effective, day);
    return perhaps(plan, MODEL_FIELD_PLAN_DEVELOPED, why);
}

eval_there eval_exists(const cw_record *record, int64_t day, eval_fact *why)
{
    while (record->parent && record->parent->parent)
        record = record->parent;
    if (record->kind == MODEL_KIND_MEMBER) return member_exists(record, day, why);
    if (record->kind == MODEL_KIND_PLAN) return plan_exists(record, day, why);
    /* A frozen case has a date in every entry. */
    return model_kind_is_entry(record->kind) ? by_day(slot_at(record, MODEL_SLOT_ENTRY_DATE), day) : EVAL_THERE;
}

bool eval_plan_since(const cw_record *plan, int64_t *since, eval_fact *why)
{
    const model_slot *effective = slot_at(plan, MODEL_SLOT_PLAN_EFFECTIVE);
    const model_slot *developed = slot_at(plan, MODEL_SLOT_PLAN_DEVELOPED);
    const model_slot *from = effective->state == MODEL_ABSENT ? developed : effective;
    if (from->state == MODEL_VALUE) {
        *since = from->as.integer;
        return true;
    }
    *why = (eval_fact){ plan, model_field_by(from == effective ? MODEL_FIELD_PLAN_EFFECTIVE : MODEL_FIELD_PLAN_DEVELOPED) };
    return false;
}

int32_t eval_member_category(const cw_record *member)
{
    const model_slot *roles = slot_at(member, MODEL_SLOT_MEMBER_ROLES);
    if (roles->state != MODEL_VALUE) return -2;
    const model_enumeration *words = model_enumeration_at(MODEL_ENUM_ROLE);
    int32_t best = -1;
    for (int64_t i = 0; i < roles->as.list->count; i++) {
        const char *category = words->words[((const int32_t *)roles->as.list->items)[i]].category;
        int32_t found = model_word_find(MODEL_ENUM_CATEGORY, base_str_of(category));
        if (found >= 0 && (best < 0 || found < best)) best = found;
    }
    return best;
}

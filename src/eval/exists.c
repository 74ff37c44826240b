/* SPDX-License-Identifier: MIT */
/* From which day a record is there. */
#include "eval/words.h"
#include "model/history.h"

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
    if (born->state == MODEL_NULL) return perhaps(member, MODEL_FIELD_MEMBER_BORN, why);
    return by_day(slot_at(member->owner->root, MODEL_SLOT_CASE_OPENED), day);
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

/* A day on which something began is known from that day on. */
static int64_t latest_known(const eval_view *view)
{
    return view->day < view->days->known_at ? view->day : view->days->known_at;
}

static eval_there entry_exists(const eval_view *view, const cw_record *entry, eval_fact *why)
{
    /* A frozen case has a date in every entry. */
    eval_there there = by_day(slot_at(entry, MODEL_SLOT_ENTRY_DATE), view->day);
    return there == EVAL_GONE ? EVAL_GONE : eval_recorded(view->days, entry, why);
}

eval_there eval_exists(const eval_view *view, const cw_record *record, eval_fact *why)
{
    while (record->parent && record->parent->parent)
        record = record->parent;
    if (record->kind == MODEL_KIND_MEMBER) return member_exists(record, latest_known(view), why);
    if (record->kind == MODEL_KIND_PLAN) return plan_exists(record, latest_known(view), why);
    return model_kind_is_entry(record->kind) ? entry_exists(view, record, why) : EVAL_THERE;
}

/* The only day on which the answer for a member changes: that of member_exists. INT64_MIN: it never does. */
static int64_t member_turn(const cw_record *member)
{
    const model_slot *slot = slot_at(member, MODEL_SLOT_MEMBER_JOINED);
    if (slot->state == MODEL_ABSENT) slot = slot_at(member, MODEL_SLOT_MEMBER_BORN);
    if (slot->state == MODEL_ABSENT) slot = slot_at(member->owner->root, MODEL_SLOT_CASE_OPENED);
    return slot->state == MODEL_VALUE ? slot->as.integer : INT64_MIN;
}

int64_t eval_members_since(const cw_case *one)
{
    int64_t since = INT64_MIN;
    eval_fact why;
    for (int64_t i = 0; i < one->members.count; i++) {
        const cw_record *member = one->members.items[i];
        int64_t turn = member_turn(member);
        if (member_exists(member, turn, &why) != EVAL_THERE) return INT64_MAX;
        if (turn > since) since = turn;
    }
    return since;
}

eval_there eval_read_exists(feel_run *run, const cw_record *record, eval_fact *why)
{
    const eval_view *view = run->host;
    bool member = record->kind == MODEL_KIND_MEMBER && view->days->known_at == INT64_MAX;
    if (member) feel_reads_turn(run, member_turn(record));
    else feel_reads_day(run);
    return eval_exists(view, record, why);
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

/* The better of the category so far and that of a role. */
static int32_t better(int32_t best, int32_t role)
{
    int32_t found = model_role_category(role);
    return best < 0 || found < best ? found : best;
}

static int32_t category_of(const model_list *roles)
{
    int32_t best = -1;
    for (int64_t i = 0; i < roles->count; i++) best = better(best, ((const int32_t *)roles->items)[i]);
    return best;
}

/* Of a role as a text, the schema's or the rules'; -1: it is no role. */
static int32_t category_of_text(const cw_rules *rules, base_str role)
{
    int32_t word = model_word_find(MODEL_ENUM_ROLE, role);
    if (word >= 0) return model_role_category(word);
    const rules_word *own = rules_find_word(rules, MODEL_ENUM_ROLE, role);
    return own ? model_word_find(MODEL_ENUM_CATEGORY, own->category) : -1;
}

/* Of roles that are no list of the schema's words: what the rule set takes a member to have who has none written, or words
 * that it adds. */
static int32_t category_of_settled(feel_run *run, const feel_value *roles)
{
    const cw_rules *rules = ((const eval_view *)run->host)->days->rules;
    int32_t best = -1;
    if (roles->kind != FEEL_LIST) return roles->kind == FEEL_NULL ? -1 : -2;
    for (uint32_t i = 0; i < feel_list_count(roles); i++) {
        feel_value role;
        feel_list_item(run, roles, i, &role);
        int32_t category = role.kind == FEEL_STRING ? category_of_text(rules, feel_text(&role)) : -1;
        if (category < 0 || (role.flags & FEEL_UNCERTAIN)) return -2;
        if (best < 0 || category < best) best = category;
    }
    return best;
}

int32_t eval_member_category(feel_run *run, const cw_record *member, eval_fact *why)
{
    const eval_view *view = run->host;
    model_place place;
    feel_value settled;
    if (member->past) feel_reads_day(run);
    bool known = model_value_on(member, model_field_by(MODEL_FIELD_MEMBER_ROLES), view->day, &place);
    const model_slot *roles = slot_at(place.record, place.field->slot);
    *why = (eval_fact){ place.record, place.field };
    if (known && roles->state == MODEL_VALUE) return category_of(roles->as.list);
    if (!known) return -2;
    bool found = roles->state == MODEL_NULL ? eval_read_kept(run, place.record, place.field, &settled)
                                            : eval_settle(run, place.record, place.field, &settled);
    if (!found) return -2;
    return category_of_settled(run, &settled);
}

/* SPDX-License-Identifier: MIT */
#include "eval/view.h"

/* More reasons than any finding prints need not be kept. */
enum { REASONS_KEPT = 32 };

typedef struct builder {
    base_arena *arena;
    eval_view *view;
    const feel_missing *after_current;   /* not NULL: the record is not whole up to the day */
    bool failed;
} builder;

/* ---- reasons ---- */

static const feel_missing *leaf(builder *b, uint8_t reason, eval_fact fact)
{
    feel_missing *made = base_arena_alloc(b->arena, sizeof *made);
    if (!made) {
        b->failed = true;
        return NULL;
    }
    *made = (feel_missing){ .reason = reason, .record = fact.record, .field = fact.field };
    return made;
}

static const feel_missing *both(builder *b, const feel_missing *left, const feel_missing *right)
{
    if (!left || !right) return left ? left : right;
    feel_missing *made = base_arena_alloc(b->arena, sizeof *made);
    if (!made) {
        b->failed = true;
        return left;
    }
    *made = (feel_missing){ .left = left, .right = right };
    return made;
}

static const feel_missing *and_fact(builder *b, const feel_missing *so_far, eval_fact fact)
{
    return both(b, so_far, leaf(b, FEEL_MISSING_FACT, fact));
}

static feel_value unknown_for(const feel_missing *missing)
{
    return (feel_value){ .kind = FEEL_UNKNOWN, .as.missing = missing };
}

/* ---- lists of records ---- */

static feel_value host_list(cw_record *const *items, int64_t count)
{
    return (feel_value){ .kind = FEEL_LIST, .flags = FEEL_HOST, .detail = EVAL_LIST_RECORDS, .size = (uint32_t)count,
                         .as.host = items };
}

/* Those that are there, where that is known of each. */
static feel_value sure_list(builder *b, const model_view *from, int64_t there)
{
    if (there == from->count) return host_list(from->items, there);
    cw_record **items = base_arena_array(b->arena, (size_t)there, sizeof *items);
    if (!items) {
        b->failed = true;
        return feel_null();
    }
    eval_fact why;
    int64_t kept = 0;
    for (int64_t i = 0; i < from->count; i++)
        if (eval_exists(from->items[i], b->view->day, &why) == EVAL_THERE)
            items[kept++] = from->items[i];
    return host_list(items, kept);
}

/* With uncertain ones; with `phantom` one more, unknown item stands for all that may have happened since the
 * record was brought up to date. */
static feel_value unsure_list(builder *b, const model_view *from, int64_t count, int64_t kept, bool phantom)
{
    size_t room = (size_t)kept + phantom;
    feel_list *list = base_arena_alloc(b->arena, sizeof *list + room * sizeof(feel_value));
    if (!list) {
        b->failed = true;
        return feel_null();
    }
    for (int64_t i = 0; i < count; i++) {
        eval_fact why = {0};
        eval_there there = eval_exists(from->items[i], b->view->day, &why);
        if (there == EVAL_GONE) continue;
        feel_value *item = &list->items[list->count++];
        *item = eval_record_value(from->items[i]);
        if (there == EVAL_THERE) continue;
        item->flags = FEEL_UNCERTAIN;
        if (list->uncertain++ < REASONS_KEPT) list->missing = and_fact(b, list->missing, why);
    }
    if (phantom) {
        list->items[list->count] = unknown_for(b->after_current);
        list->items[list->count++].flags = FEEL_UNCERTAIN;
        list->uncertain++;
        list->missing = both(b, list->missing, b->after_current);
    }
    return (feel_value){ .kind = FEEL_LIST, .as.list = list };
}

static feel_value visible(builder *b, const model_view *from)
{
    int64_t there = 0, perhaps = 0;
    eval_fact why;
    for (int64_t i = 0; i < from->count; i++) {
        eval_there is = eval_exists(from->items[i], b->view->day, &why);
        there += is == EVAL_THERE;
        perhaps += is == EVAL_PERHAPS;
    }
    return perhaps ? unsure_list(b, from, from->count, there + perhaps, false) : sure_list(b, from, there);
}

/* How many entries are dated up to the day: they are sorted. */
static int64_t prefix(const model_view *entries, int64_t day)
{
    int64_t low = 0, high = entries->count;
    while (low < high) {
        int64_t middle = low + (high - low) / 2;
        if (entries->items[middle]->slots[MODEL_SLOT_ENTRY_DATE].as.integer <= day) low = middle + 1;
        else high = middle;
    }
    return low;
}

static feel_value visible_entries(builder *b, const model_view *entries)
{
    int64_t count = prefix(entries, b->view->day);
    return b->after_current ? unsure_list(b, entries, count, count, true) : host_list(entries->items, count);
}

/* A list of the case that is null in the document: not known. False: it is known. */
static bool is_null(builder *b, int32_t slot, int32_t field, feel_value *out)
{
    const cw_record *root = b->view->one->root;
    if (root->slots[slot].state != MODEL_NULL) return false;
    *out = unknown_for(leaf(b, FEEL_MISSING_FACT, (eval_fact){ root, model_field_by(field) }));
    return true;
}

static void see_entries(builder *b)
{
    const cw_case *one = b->view->one;
    if (is_null(b, MODEL_SLOT_CASE_RECORD, MODEL_FIELD_CASE_RECORD, &b->view->record)) {
        for (int32_t kind = MODEL_KIND_ENTRY_FIRST; kind <= MODEL_KIND_ENTRY_LAST; kind++)
            b->view->by_kind[kind] = b->view->record;
        return;
    }
    b->view->record = visible_entries(b, &one->entries);
    for (int32_t kind = MODEL_KIND_ENTRY_FIRST; kind <= MODEL_KIND_ENTRY_LAST; kind++)
        b->view->by_kind[kind] = visible_entries(b, &one->by_kind[kind]);
}

/* ---- members, and the family ---- */

static eval_there in_family(const cw_record *member, int64_t day, eval_fact *why)
{
    eval_there there = eval_exists(member, day, why);
    int32_t category = eval_member_category(member);
    if (there == EVAL_GONE || (category != -2 && category != MODEL_WORD_CATEGORY_FAMILY)) return EVAL_GONE;
    if (category == -2) *why = (eval_fact){ member, model_field_by(MODEL_FIELD_MEMBER_ROLES) };
    return category == -2 ? EVAL_PERHAPS : there;
}

static void see_members(builder *b)
{
    const model_view *members = &b->view->one->members;
    if (is_null(b, MODEL_SLOT_CASE_MEMBERS, MODEL_FIELD_CASE_MEMBERS, &b->view->members)) {
        b->view->family = b->view->members;
        return;
    }
    b->view->members = visible(b, members);
    feel_list *list = base_arena_alloc(b->arena, sizeof *list + (size_t)members->count * sizeof(feel_value));
    if (!list) {
        b->failed = true;
        return;
    }
    for (int64_t i = 0; i < members->count; i++) {
        eval_fact why = {0};
        eval_there there = in_family(members->items[i], b->view->day, &why);
        if (there == EVAL_GONE) continue;
        feel_value *item = &list->items[list->count++];
        *item = eval_record_value(members->items[i]);
        if (there == EVAL_THERE) continue;
        item->flags = FEEL_UNCERTAIN;
        if (list->uncertain++ < REASONS_KEPT) list->missing = and_fact(b, list->missing, why);
    }
    b->view->family = (feel_value){ .kind = FEEL_LIST, .as.list = list };
}

/* ---- plans ---- */

/* Why plans whose day is not known keep others from being told; NULL where each is known. `seen` counts the plans that are,
 * or may be, there. */
static const feel_missing *undated_plans(builder *b, int64_t *seen)
{
    const feel_missing *missing = NULL;
    int64_t undated = 0;
    *seen = 0;
    for (int64_t i = 0; i < b->view->one->plans.count; i++) {
        const cw_record *plan = b->view->one->plans.items[i];
        eval_fact why;
        int64_t since;
        if (eval_exists(plan, b->view->day, &why) == EVAL_GONE) continue;
        ++*seen;
        if (!eval_plan_since(plan, &since, &why) && undated++ < REASONS_KEPT) missing = and_fact(b, missing, why);
    }
    return missing;
}

/* The latest that is there and whose day has come; every later one that may be there makes it unknown. */
static void see_plan_in_force(builder *b, const feel_missing *undated)
{
    const model_view *plans = &b->view->one->plans;
    const feel_missing *missing = undated;
    const cw_record *found = NULL;
    for (int64_t i = plans->count; i-- > 0 && !found;) {
        eval_fact why;
        int64_t since;
        if (!eval_plan_since(plans->items[i], &since, &why) || since > b->view->day) continue;
        eval_there there = eval_exists(plans->items[i], b->view->day, &why);
        if (there == EVAL_THERE) found = plans->items[i];
        if (there == EVAL_PERHAPS) missing = and_fact(b, missing, why);
    }
    b->view->plan = missing ? unknown_for(missing) : found ? eval_record_value(found) : feel_null();
}

/* From the last plan back: `next` is what `until` reads for a plan right before the ones that were passed. */
static void see_untils(builder *b, const feel_missing *undated, int64_t seen)
{
    const model_view *plans = &b->view->one->plans;
    feel_value next = feel_null(), unsure = unknown_for(undated);
    for (int64_t i = plans->count; i-- > 0;) {
        const cw_record *plan = plans->items[i];
        eval_fact why;
        int64_t since;
        bool alone = undated && seen <= 1;
        b->view->plan_until[plan->position] = !undated || alone ? next : unsure;
        if (!eval_plan_since(plan, &since, &why)) continue;
        eval_there there = eval_exists(plan, b->view->day, &why);
        feel_value before = feel_date(since - 1);
        if (there == EVAL_THERE)
            next = before;
        else if (there == EVAL_PERHAPS && !(next.kind == FEEL_DATE && next.as.integer == since - 1))
            next = unknown_for(and_fact(b, NULL, why));
    }
}

static void see_plans(builder *b)
{
    const model_view *plans = &b->view->one->plans;
    if (is_null(b, MODEL_SLOT_CASE_PLANS, MODEL_FIELD_CASE_PLANS, &b->view->plans)) {
        b->view->plan = b->view->plans;
        return;
    }
    b->view->plans = visible(b, plans);
    b->view->plan_until = base_arena_array(b->arena, (size_t)plans->count, sizeof *b->view->plan_until);
    if (!b->view->plan_until) {
        b->failed = true;
        return;
    }
    int64_t seen;
    const feel_missing *undated = undated_plans(b, &seen);
    see_plan_in_force(b, undated);
    see_untils(b, undated, seen);
}

eval_view *eval_view_new(base_arena *arena, const cw_case *one, int64_t day)
{
    builder b = { .arena = arena, .view = base_arena_alloc(arena, sizeof *b.view) };
    if (!b.view) return NULL;
    b.view->one = one;
    b.view->day = day;
    const model_slot *current = &one->root->slots[MODEL_SLOT_CASE_CURRENT_TO];
    eval_fact fact = { one->root, model_field_by(MODEL_FIELD_CASE_CURRENT_TO) };
    if (current->state == MODEL_NULL)
        b.after_current = leaf(&b, FEEL_MISSING_FACT, fact);
    else if (current->state == MODEL_VALUE && current->as.integer < day)
        b.after_current = leaf(&b, FEEL_AFTER_CURRENT, (eval_fact){0});
    see_members(&b);
    see_entries(&b);
    see_plans(&b);
    return b.failed ? NULL : b.view;
}

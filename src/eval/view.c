/* SPDX-License-Identifier: MIT */
/* What a view shows, found when it is first read. */
#include "eval/view.h"

/* More reasons than any finding prints need not be kept. */
enum { REASONS_KEPT = 32 };

/* Fills in one thing that a view shows. */
typedef struct builder {
    feel_run *run;
    eval_days *days;
    eval_view *view;
    const feel_missing *after_current;   /* not NULL: the record is not whole up to the day */
    bool several_plans;
    bool failed;
} builder;

/* A list of entries that had to be made, and of how many: views of later days mostly show the same. */
typedef struct eval_unsure { int64_t count; feel_value list; } eval_unsure;

/* Whether a record belongs to a list. */
typedef eval_there membership(const builder *b, const cw_record *record, eval_fact *why);

static void *take(builder *b, size_t count, size_t size)
{
    void *memory = eval_days_take(b->days, count, size);
    if (!memory) b->failed = true;
    return memory;
}

/* ---- reasons ---- */

static const feel_missing *leaf(builder *b, uint8_t reason, eval_fact fact)
{
    feel_missing *made = take(b, 1, sizeof *made);
    if (made) *made = (feel_missing){ .reason = reason, .record = fact.record, .field = fact.field };
    return made;
}

static const feel_missing *both(builder *b, const feel_missing *left, const feel_missing *right)
{
    if (!left || !right) return left ? left : right;
    feel_missing *made = take(b, 1, sizeof *made);
    if (!made) return left;
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

static eval_there is_there(const builder *b, const cw_record *record, eval_fact *why)
{
    return eval_exists(b->view, record, why);
}

static eval_there is_in_family(const builder *b, const cw_record *member, eval_fact *why)
{
    eval_there there = eval_exists(b->view, member, why);
    eval_fact roles;
    int32_t category = there == EVAL_GONE ? -1 : eval_member_category(b->run, member, &roles);
    if (there == EVAL_GONE || (category != -2 && category != MODEL_WORD_CATEGORY_FAMILY)) return EVAL_GONE;
    if (category == -2) *why = roles;
    return category == -2 ? EVAL_PERHAPS : there;
}

/* Plans are a list in the order of their days: one whose day is not known is uncertain in its place, which makes the first and
 * the last of the list unknown. */
static eval_there is_listed_plan(const builder *b, const cw_record *plan, eval_fact *why)
{
    int64_t since;
    eval_there there = eval_exists(b->view, plan, why);
    if (there != EVAL_THERE || !b->several_plans) return there;
    return eval_plan_since(plan, &since, why) ? EVAL_THERE : EVAL_PERHAPS;
}

/* Those that belong, where that is known of each. */
static feel_value sure_list(builder *b, const model_view *from, int64_t there, membership *belongs)
{
    if (there == from->count) return host_list(from->items, there);
    cw_record **items = take(b, (size_t)there, sizeof *items);
    if (!items) return feel_null();
    eval_fact why;
    int64_t kept = 0;
    for (int64_t i = 0; i < from->count; i++)
        if (belongs(b, from->items[i], &why) == EVAL_THERE) items[kept++] = from->items[i];
    return host_list(items, kept);
}

static void put_item(builder *b, feel_list *list, const cw_record *record, membership *belongs)
{
    eval_fact why = {0};
    eval_there there = belongs(b, record, &why);
    if (there == EVAL_GONE) return;
    feel_value *item = &list->items[list->count++];
    *item = eval_record_value(record);
    if (there == EVAL_THERE) return;
    item->flags = FEEL_UNCERTAIN;
    if (list->uncertain++ < REASONS_KEPT) list->missing = and_fact(b, list->missing, why);
}

/* One more, unknown item stands for all that may have happened since the record was brought up to date. */
static void put_phantom(builder *b, feel_list *list)
{
    list->items[list->count] = unknown_for(b->after_current);
    list->items[list->count++].flags = FEEL_UNCERTAIN;
    list->uncertain++;
    list->missing = both(b, list->missing, b->after_current);
}

/* The first `count`, with uncertain ones; `kept` of them belong, or may. */
static feel_value unsure_list(builder *b, const model_view *from, int64_t count, int64_t kept, membership *belongs, bool phantom)
{
    size_t room = sizeof(feel_list) + ((size_t)kept + phantom) * sizeof(feel_value);
    feel_list *list = take(b, room, 1);
    if (!list) return feel_null();
    for (int64_t i = 0; i < count; i++) put_item(b, list, from->items[i], belongs);
    if (phantom) put_phantom(b, list);
    return (feel_value){ .kind = FEEL_LIST, .detail = EVAL_LIST_RECORDS, .as.list = list };
}

static feel_value all_that(builder *b, const model_view *from, membership *belongs)
{
    int64_t there = 0, perhaps = 0;
    eval_fact why;
    for (int64_t i = 0; i < from->count; i++) {
        eval_there is = belongs(b, from->items[i], &why);
        there += is == EVAL_THERE;
        perhaps += is == EVAL_PERHAPS;
    }
    return perhaps ? unsure_list(b, from, from->count, there + perhaps, belongs, false) : sure_list(b, from, there, belongs);
}

/* A list of the case that is not known. False: it is. */
static bool is_unknown(builder *b, int32_t field, feel_value *out)
{
    eval_fact fact = { b->days->one->root, model_field_by(field) };
    if (!eval_not_known(b->days, fact.record, fact.field)) return false;
    *out = unknown_for(leaf(b, FEEL_MISSING_FACT, fact));
    return true;
}

/* ---- entries ---- */

/* How many entries are dated up to the day: they are sorted. */
static int64_t prefix(const model_view *entries, int64_t day)
{
    int64_t low = 0, high = entries->count;
    if (high > 0 && entries->items[high - 1]->slots[MODEL_SLOT_ENTRY_DATE].as.integer <= day) return high;
    while (low < high) {
        int64_t middle = low + (high - low) / 2;
        if (entries->items[middle]->slots[MODEL_SLOT_ENTRY_DATE].as.integer <= day) low = middle + 1;
        else high = middle;
    }
    return low;
}

/* Why the record is not whole up to the day; NULL: it is. */
static const feel_missing *find_after_current(builder *b)
{
    if (eval_is_whole(b->view)) return NULL;
    eval_fact fact = { b->days->one->root, model_field_by(MODEL_FIELD_CASE_CURRENT_TO) };
    feel_value current;
    eval_facts.field(b->run, fact.record, fact.field, &current);
    bool known = current.kind == FEEL_DATE;
    if (known && current.as.integer >= b->view->day) return NULL;
    const feel_missing **made = known ? &b->days->not_current : &b->days->not_known_current;
    if (!*made) *made = known ? leaf(b, FEEL_AFTER_CURRENT, (eval_fact){0}) : leaf(b, FEEL_MISSING_FACT, fact);
    return *made;
}

/* Where not all are sure: a list made for a day serves for each day up to which as many entries are dated. */
static feel_value unsure_entries(builder *b, const model_view *entries, int64_t count, int32_t what)
{
    if (!b->days->unsure) b->days->unsure = take(b, EVAL_SEEN_COUNT * 2, sizeof *b->days->unsure);
    if (!b->days->unsure) return feel_null();
    eval_unsure *last = &b->days->unsure[2 * what + (b->after_current ? 1 : 0)];
    if (last->list.kind == FEEL_LIST && last->count == count) return last->list;
    feel_value list = unsure_list(b, entries, count, count, is_there, b->after_current != NULL);
    if (!b->failed) *last = (eval_unsure){ count, list };
    return list;
}

static feel_value see_entries(builder *b, int32_t what)
{
    feel_value unknown;
    if (!b->days->sorted_out && !eval_days_sort_out(b->days)) {
        b->failed = true;
        return feel_null();
    }
    if (b->days->record_unknown && is_unknown(b, MODEL_FIELD_CASE_RECORD, &unknown)) return unknown;
    const model_view *entries = &b->days->entries;
    if (what >= EVAL_SEEN_KINDS) entries = &b->days->by_kind[MODEL_KIND_ENTRY_FIRST + what - EVAL_SEEN_KINDS];
    int64_t count = prefix(entries, b->view->day);
    b->after_current = find_after_current(b);
    if (b->failed || b->after_current || b->days->unsure_entries) return unsure_entries(b, entries, count, what);
    return host_list(entries->items, count);
}

/* ---- members, and the family ---- */

static feel_value see_members(builder *b, membership *belongs)
{
    feel_value unknown;
    if (is_unknown(b, MODEL_FIELD_CASE_MEMBERS, &unknown)) return unknown;
    return all_that(b, &b->days->one->members, belongs);
}

/* ---- plans ---- */

/* Why plans whose day is not known keep others from being told; NULL where each is known. `seen` counts the plans that are,
 * or may be, there. */
static const feel_missing *undated_plans(builder *b, int64_t *seen)
{
    const model_view *plans = &b->days->one->plans;
    const feel_missing *missing = NULL;
    int64_t undated = 0;
    *seen = 0;
    for (int64_t i = 0; i < plans->count; i++) {
        eval_fact why;
        int64_t since;
        if (eval_exists(b->view, plans->items[i], &why) == EVAL_GONE) continue;
        ++*seen;
        if (!eval_plan_since(plans->items[i], &since, &why) && undated++ < REASONS_KEPT) missing = and_fact(b, missing, why);
    }
    return missing;
}

static feel_value see_plans(builder *b)
{
    feel_value unknown;
    int64_t seen;
    if (is_unknown(b, MODEL_FIELD_CASE_PLANS, &unknown)) return unknown;
    undated_plans(b, &seen);
    b->several_plans = seen > 1;
    return all_that(b, &b->days->one->plans, is_listed_plan);
}

/* The latest that is there and whose day has come; every later one that may be there makes it unknown. */
static feel_value see_plan_in_force(builder *b)
{
    const model_view *plans = &b->days->one->plans;
    const cw_record *found = NULL;
    feel_value unknown;
    int64_t seen;
    if (is_unknown(b, MODEL_FIELD_CASE_PLANS, &unknown)) return unknown;
    const feel_missing *missing = undated_plans(b, &seen);
    for (int64_t i = plans->count; i-- > 0 && !found;) {
        eval_fact why;
        int64_t since;
        if (!eval_plan_since(plans->items[i], &since, &why) || since > b->view->day) continue;
        eval_there there = eval_exists(b->view, plans->items[i], &why);
        if (there == EVAL_THERE) found = plans->items[i];
        if (there == EVAL_PERHAPS) missing = and_fact(b, missing, why);
    }
    return missing ? unknown_for(missing) : found ? eval_record_value(found) : feel_null();
}

/* From the last plan back: `next` is what `until` reads for a plan right before the ones that were passed. */
static void see_untils(builder *b)
{
    const model_view *plans = &b->days->one->plans;
    feel_value *untils = take(b, (size_t)plans->count, sizeof *untils);
    int64_t seen;
    const feel_missing *undated = undated_plans(b, &seen);
    feel_value next = feel_null(), unsure = unknown_for(undated);
    for (int64_t i = plans->count; i-- > 0 && !b->failed;) {
        const cw_record *plan = plans->items[i];
        eval_fact why;
        int64_t since;
        bool alone = undated && seen <= 1;
        untils[plan->position] = !undated || alone ? next : unsure;
        if (!eval_plan_since(plan, &since, &why)) continue;
        eval_there there = eval_exists(b->view, plan, &why);
        feel_value before = feel_date(since - 1);
        if (there == EVAL_THERE)
            next = before;
        else if (there == EVAL_PERHAPS && !(next.kind == FEEL_DATE && next.as.integer == since - 1))
            next = unknown_for(and_fact(b, NULL, why));
    }
    if (!b->failed) b->view->plan_until = untils;
}

/* ---- reading ---- */

static const feel_missing over_limit = {
    .reason = FEEL_OVER_LIMIT, .message = "the days that the evaluation looked at went over its budget of memory"
};

/* No memory, or over the budget: then the rest of the finding is unknown as well. */
static void give_up(feel_run *run, const eval_days *days, feel_value *out)
{
    if (!days->over) run->no_memory = true;
    run->steps = -1;
    *out = unknown_for(&over_limit);
}

static feel_value see(builder *b, int32_t what)
{
    switch (what) {
    case EVAL_SEEN_MEMBERS: return see_members(b, is_there);
    case EVAL_SEEN_FAMILY: return see_members(b, is_in_family);
    case EVAL_SEEN_PLANS: return see_plans(b);
    case EVAL_SEEN_PLAN: return see_plan_in_force(b);
    default: return see_entries(b, what);
    }
}

_Static_assert(EVAL_SEEN_COUNT <= 64, "what was filled is told by the bits of 64");

void eval_find_seen(feel_run *run, int32_t what, feel_value *out)
{
    eval_view *view = run->host;
    builder b = { .run = run, .days = view->days, .view = view };
    feel_value seen = see(&b, what);
    if (!view->seen) view->seen = eval_days_room(view->days, EVAL_SEEN_COUNT * sizeof *view->seen);
    if (b.failed || !view->seen) {
        give_up(run, view->days, out);
        return;
    }
    view->seen[what] = seen;
    view->filled |= (uint64_t)1 << what;
    *out = seen;
}

void eval_look_until(feel_run *run, const cw_record *plan, feel_value *out)
{
    eval_view *view = run->host;
    builder b = { .run = run, .days = view->days, .view = view };
    feel_reads_day(run);
    if (!view->plan_until) see_untils(&b);
    if (b.failed) give_up(run, view->days, out);
    else *out = view->plan_until[plan->position];
}

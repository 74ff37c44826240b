/* SPDX-License-Identifier: MIT */
/* The views of one evaluation by day, and what was recorded by known_at. */
#include "eval/view.h"
#include <casework/date.h>

/* The distance of a day from the first is a number of digits of DIGIT_BITS bits. Numbers of as many digits have a tree of
 * their own, which branches by the digits: no deeper than that for any days, whoever chose them, and not deep for near ones. */
enum { DIGIT_BITS = 4, BRANCHES = 1 << DIGIT_BITS };

typedef struct branch { void *below[BRANCHES]; } branch;

void *eval_days_take(eval_days *days, size_t count, size_t size)
{
    days->over = size > 0 && count > days->left / size;
    if (days->over) return NULL;
    void *memory = base_arena_array(days->arena, count, size);
    if (memory) days->left -= count * size;
    return memory;
}

eval_days *eval_days_new(base_arena *arena, const cw_case *one, const cw_rules *rules, int64_t known_at)
{
    eval_days *days = base_arena_alloc(arena, sizeof *days);
    if (!days) return NULL;
    *days = (eval_days){
        .arena = arena, .one = one, .rules = rules, .known_at = known_at,
        .members_since = known_at == INT64_MAX ? eval_members_since(one) : INT64_MAX,
        .left = (size_t)base_limit(arena->context, CW_LIMIT_SCRATCH_BYTES)
    };
    return eval_absents_prepare(days) ? days : NULL;
}

/* Nothing of a case lies beyond the calendar: all days before it show the same, and all after it. */
static int64_t within_calendar(int64_t day)
{
    if (day < CW_DATE_MIN) return (int64_t)CW_DATE_MIN - 1;
    return day > CW_DATE_MAX ? (int64_t)CW_DATE_MAX + 1 : day;
}

/* 1, 2, 3 ... for the day after, the day before, the second day after ... */
static uint32_t distance_of(const eval_days *days, int64_t day)
{
    int64_t away = within_calendar(day) - within_calendar(days->first->day);
    return (uint32_t)(away < 0 ? -2 * away : 2 * away - 1);
}

_Static_assert(2 * ((int64_t)CW_DATE_MAX - CW_DATE_MIN + 2) < (int64_t)1 << (EVAL_DAY_DIGITS * DIGIT_BITS), "a distance has at most so many digits");

/* Where the view of a day stands, or is to stand. */
static void **slot_of(eval_days *days, int64_t day)
{
    uint32_t distance = distance_of(days, day);
    int digits = 1;
    while (distance >> digits * DIGIT_BITS) digits++;
    void **slot = &days->roots[digits];
    for (int shift = (digits - 1) * DIGIT_BITS; shift >= 0; shift -= DIGIT_BITS) {
        if (!*slot) *slot = eval_days_take(days, 1, sizeof(branch));
        if (!*slot) return NULL;
        slot = &((branch *)*slot)->below[distance >> shift & (BRANCHES - 1)];
    }
    return slot;
}

static eval_view *make_view(eval_days *days, int64_t day)
{
    eval_view *made = eval_days_take(days, 1, sizeof *made);
    if (!made) return NULL;
    made->days = days;
    made->day = day;
    return made;
}

/* Most evaluations look at one day alone, and need no tree. */
static eval_view *find_view(eval_days *days, int64_t day)
{
    if (!days->first) days->first = make_view(days, day);
    if (!days->first || days->first->day == day) return days->first;
    void **slot = slot_of(days, day);
    if (slot && !*slot) *slot = make_view(days, day);
    return slot ? *slot : NULL;
}

eval_view *eval_view_on(eval_days *days, int64_t day)
{
    if (days->last && days->last->day == day) return days->last;
    eval_view *found = find_view(days, day);
    if (found) days->last = found;
    return found;
}

/* ---- what was recorded by known_at ---- */

eval_there eval_recorded(const eval_days *days, const cw_record *entry, eval_fact *why)
{
    const model_slot *recorded = &entry->slots[MODEL_SLOT_ENTRY_RECORDED];
    const model_slot *own = &entry->slots[MODEL_SLOT_ENTRY_DATE];
    if (days->known_at == INT64_MAX) return EVAL_THERE;
    if (recorded->state == MODEL_NULL) {
        *why = (eval_fact){ entry, model_field_by(MODEL_FIELD_ENTRY_RECORDED) };
        return EVAL_PERHAPS;
    }
    int64_t day = recorded->state == MODEL_VALUE ? recorded->as.integer : own->as.integer;
    return day <= days->known_at ? EVAL_THERE : EVAL_GONE;
}

int64_t eval_recorded_on_own_date(const eval_view *view)
{
    const model_view *entries = &view->days->one->entries;
    int64_t count = 0;
    for (int64_t i = 0; i < entries->count; i++) {
        const model_slot *slots = entries->items[i]->slots;
        if (slots[MODEL_SLOT_ENTRY_DATE].as.integer > view->day) break;
        count += slots[MODEL_SLOT_ENTRY_RECORDED].state == MODEL_ABSENT;
    }
    return count;
}

/* The entries of `from` that are left, into `items`. */
static model_view keep_recorded(eval_days *days, const model_view *from, cw_record **items)
{
    model_view kept = { items, 0 };
    eval_fact why;
    for (int64_t i = 0; i < from->count; i++)
        if (eval_recorded(days, from->items[i], &why) != EVAL_GONE) items[kept.count++] = from->items[i];
    return kept;
}

static bool leave_out(eval_days *days, int64_t left)
{
    cw_record **items = eval_days_take(days, (size_t)left * 2, sizeof *items);
    model_view *by_kind = items ? eval_days_take(days, MODEL_KIND_COUNT, sizeof *by_kind) : NULL;
    if (!by_kind) return false;
    days->entries = keep_recorded(days, &days->one->entries, items);
    items += left;
    for (int32_t kind = 0; kind < MODEL_KIND_COUNT; kind++) {
        by_kind[kind] = keep_recorded(days, &days->one->by_kind[kind], items);
        items += by_kind[kind].count;
    }
    days->by_kind = by_kind;
    return true;
}

bool eval_days_sort_out(eval_days *days)
{
    const model_view *all = &days->one->entries;
    int64_t left = 0, perhaps = 0;
    eval_fact why;
    if (days->sorted_out) return true;
    days->entries = *all;
    days->by_kind = days->one->by_kind;
    for (int64_t i = 0; i < all->count && days->known_at != INT64_MAX; i++) {
        eval_there there = eval_recorded(days, all->items[i], &why);
        left += there != EVAL_GONE;
        perhaps += there == EVAL_PERHAPS;
    }
    if (days->known_at != INT64_MAX && left < all->count && !leave_out(days, left)) return false;
    days->unsure_entries = perhaps > 0;
    days->sorted_out = true;
    return true;
}

/* SPDX-License-Identifier: MIT */
/* The views of one evaluation by day, and what was recorded by known_at. */
#include "eval/view.h"
#include <casework/date.h>

#include <string.h>

/* A day's distance from the first is told by its bits, lowest first: the view of the day hangs in a tree below views of days whose
 * distances begin with the same bits, one bit more at each. So it is no deeper than distances have bits, for any days, whoever
 * chose them, and for days in a row hardly deeper than it must be. */
enum { DISTANCE_BITS = 24 };

void *eval_days_room(eval_days *days, size_t size)
{
    days->over = size > days->left;
    void *memory = days->over ? NULL : base_arena_room(days->arena, size);
    if (memory) days->left -= size;
    return memory;
}

void *eval_days_take(eval_days *days, size_t count, size_t size)
{
    days->over = size > 0 && count > days->left / size;
    void *memory = days->over ? NULL : eval_days_room(days, count * size);
    return memory ? memset(memory, 0, count * size) : NULL;
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

_Static_assert(2 * ((int64_t)CW_DATE_MAX - CW_DATE_MIN + 2) < (int64_t)1 << DISTANCE_BITS, "a distance has no more bits");

/* Where the view of another day than the first hangs, or is to hang. */
static eval_view **place_of(eval_days *days, uint32_t distance)
{
    eval_view **place = &days->others;
    for (uint32_t bits = distance; *place && (*place)->distance != distance; bits >>= 1) place = &(*place)->below[bits & 1];
    return place;
}

/* Most views show little or nothing: what says that nothing is there is written, and not what that would go with. */
static eval_view *make_view(eval_days *days, int64_t day, uint32_t distance)
{
    eval_view *made = eval_days_room(days, sizeof *made);
    if (!made) return NULL;
    made->days = days;
    made->day = day;
    made->filled = 0;
    made->seen = NULL;
    made->cut.host = NULL;
    made->passed.slice = NULL;
    made->plan_until = NULL;
    made->below[0] = made->below[1] = NULL;
    made->distance = distance;
    return made;
}

static eval_view *find_view(eval_days *days, int64_t day)
{
    if (!days->first) days->first = make_view(days, day, 0);
    if (!days->first || days->first->day == day) return days->first;
    uint32_t distance = distance_of(days, day);
    eval_view **place = place_of(days, distance);
    if (!*place) *place = make_view(days, day, distance);
    return *place;
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
    days->record_unknown = eval_not_known(days, days->one->root, model_field_by(MODEL_FIELD_CASE_RECORD));
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

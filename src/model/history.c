/* SPDX-License-Identifier: MIT */
#include "model/history.h"
#include <string.h>

/* ---- made once ---- */

const model_field *model_history_value(const cw_record *row)
{
    const model_field *found = NULL;
    for (int32_t i = 1; i < model_kind_at(row->kind)->field_count; i++) {
        const model_field *field = model_field_at(row->kind, i);
        if (row->slots[field->slot].state == MODEL_ABSENT) continue;
        if (found != NULL) return NULL;
        found = field;
    }
    return found;
}

/* A row's first field says until when. */
static const model_field *until_of(const cw_record *row)
{
    return model_field_at(row->kind, 0);
}

static model_era make_era(const cw_record *record, const cw_record *row, const model_field *value)
{
    const model_slot *until = &row->slots[until_of(row)->slot];
    return (model_era){
        .of = model_field_find(record->kind, base_str_of(value->name)),
        .until = until->state == MODEL_VALUE ? until->as.integer : INT64_MAX,
        .row = row,
        .value = value
    };
}

static bool is_after(const model_era *a, const model_era *b)
{
    return a->of != b->of ? a->of->slot > b->of->slot : a->until > b->until;
}

static void merge(const model_era *from, model_era *to, int64_t low, int64_t middle, int64_t high)
{
    int64_t left = low, right = middle;
    for (int64_t i = low; i < high; i++) {
        bool take_left = left < middle && (right >= high || !is_after(&from[left], &from[right]));
        to[i] = take_left ? from[left++] : from[right++];
    }
}

/* A stable merge sort. */
static void sort_eras(model_era *eras, model_era *spare, int64_t count)
{
    for (int64_t width = 1; width < count; width *= 2) {
        for (int64_t low = 0; low < count; low += 2 * width) {
            int64_t middle = low + width < count ? low + width : count;
            int64_t high = middle + width < count ? middle + width : count;
            merge(eras, spare, low, middle, high);
        }
        memcpy(eras, spare, (size_t)count * sizeof *eras);
    }
}

static bool fill(base_arena *arena, model_past *past, const model_list *rows)
{
    past->eras = base_arena_array(arena, (size_t)rows->count, sizeof *past->eras);
    if (past->eras == NULL) return false;
    for (int64_t i = 0; i < rows->count; i++) {
        const cw_record *row = ((cw_record *const *)rows->items)[i];
        const model_field *value = model_history_value(row);
        if (value != NULL) past->eras[past->count++] = make_era(past->owner, row, value);
    }
    base_mark mark = base_arena_mark(arena);
    model_era *spare = base_arena_array(arena, (size_t)past->count, sizeof *spare);
    if (spare == NULL) return false;
    sort_eras(past->eras, spare, past->count);
    base_arena_rewind(arena, mark);
    return true;
}

model_past *model_past_make(base_arena *arena, cw_record *record)
{
    const model_slot *history = &record->slots[model_history_of(record->kind)->slot];
    model_past *past = base_arena_alloc(arena, sizeof *past);
    if (past == NULL) return NULL;
    past->owner = record;
    if (history->state == MODEL_VALUE && !fill(arena, past, history->as.list)) return NULL;
    return past;
}

/* ---- looked up ---- */

/* The first era of a field that ends on a day or later; those without known end come last. */
static int64_t find_era(const model_past *past, const model_field *field, int64_t day)
{
    int64_t low = 0, high = past->count;
    model_era wanted = { .of = field, .until = day };
    while (low < high) {
        int64_t middle = low + (high - low) / 2;
        if (is_after(&wanted, &past->eras[middle])) low = middle + 1;
        else high = middle;
    }
    return low;
}

static bool is_of(const model_past *past, int64_t at, const model_field *field)
{
    return at < past->count && past->eras[at].of == field;
}

static model_place place_of(const model_past *past, int64_t at, const model_field *field)
{
    if (!is_of(past, at, field) || past->eras[at].until == INT64_MAX) return (model_place){ past->owner, field };
    return (model_place){ past->eras[at].row, past->eras[at].value };
}

static bool same_items(const model_field *field, const model_list *a, const model_list *b)
{
    if (a->count != b->count) return false;
    for (int64_t i = 0; i < a->count; i++) {
        if (field->type == MODEL_TERMS && ((const int32_t *)a->items)[i] != ((const int32_t *)b->items)[i]) return false;
        if (field->type == MODEL_TEXTS && !base_str_equal(((const base_str *)a->items)[i], ((const base_str *)b->items)[i])) return false;
    }
    return true;
}

/* Whether two places surely hold one value. Of types that no dated field has: it is not told. */
static bool same_value(model_place a, model_place b)
{
    const model_slot *x = &a.record->slots[a.field->slot], *y = &b.record->slots[b.field->slot];
    if (x->state != MODEL_VALUE || y->state != MODEL_VALUE) return false;
    if (a.field->type == MODEL_TERM) return x->as.integer == y->as.integer;
    if (a.field->type == MODEL_REFERENCE) return x->as.reference->target == y->as.reference->target;
    return (a.field->type == MODEL_TERMS || a.field->type == MODEL_TEXTS) && same_items(a.field, x->as.list, y->as.list);
}

/* An era without known end may be the one that holds on any day: then it matters unless it says the same. Several such are
 * not compared with each other, which keeps reading a field cheap whatever the history is. */
bool model_value_on(const cw_record *record, const model_field *field, int64_t day, model_place *out)
{
    const model_past *past = record->past;
    *out = (model_place){ record, field };
    if (past == NULL) return true;
    if (past->eras == NULL) {
        out->field = model_history_of(record->kind);
        return false;
    }
    *out = place_of(past, find_era(past, field, day), field);
    int64_t open = find_era(past, field, INT64_MAX);
    if (!is_of(past, open, field)) return true;
    const model_era *era = &past->eras[open];
    if (!is_of(past, open + 1, field) && same_value(*out, (model_place){ era->row, era->value })) return true;
    *out = (model_place){ era->row, until_of(era->row) };
    return false;
}

model_place model_written_on(const cw_record *record, const model_field *field, int64_t day)
{
    const model_past *past = record->past;
    if (past == NULL || past->eras == NULL) return (model_place){ record, field };
    return place_of(past, find_era(past, field, day), field);
}

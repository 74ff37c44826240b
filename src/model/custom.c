/* SPDX-License-Identifier: MIT */
#include "model/custom.h"

#include "base/sort.h"
#include "model/store.h"

const base_str model_custom_key = { "custom", 6 }, model_custom_history_key = { "history", 7 };

static bool copy_text(base_arena *arena, base_str *text)
{
    const char *copy = base_arena_copy(arena, text->at ? text->at : "", text->length);
    text->at = copy;
    return copy != NULL;
}

static bool copy_scalar(base_arena *arena, model_custom *one)
{
    if (!copy_text(arena, &one->key) || !copy_text(arena, &one->text)) return false;
    if (one->number == NULL) return true;
    base_decimal *number = base_arena_alloc(arena, sizeof *number);
    if (number == NULL) return false;
    *number = *one->number;
    one->number = number;
    return true;
}

/* Items of a list are no lists; of a row the value may be one, and the history is a list of rows. */
enum { DEPTH_MOST = 4 };

static bool copy_one(base_arena *arena, model_custom *one, int left)
{
    const model_custom *from = one->items;
    if (!copy_scalar(arena, one)) return false;
    if (left == 0 || (one->type != MODEL_CUSTOM_LIST && one->type != MODEL_CUSTOM_ROW)) return true;
    model_custom *items = base_arena_array(arena, (size_t)one->count, sizeof *items);
    if (items == NULL) return false;
    for (int64_t i = 0; i < one->count; i++) {
        items[i] = from[i];
        if (!copy_one(arena, &items[i], left - 1)) return false;
    }
    one->items = items;
    return true;
}

static int by_key(const void *a, const void *b)
{
    return base_str_compare(((const model_custom *)a)->key, ((const model_custom *)b)->key);
}

/* ---- history ---- */

static int by_key_and_day(const void *a, const void *b)
{
    const model_custom_era *x = a, *y = b;
    int order = base_str_compare(x->key, y->key);
    return order != 0 ? order : (x->until > y->until) - (x->until < y->until);
}

static bool make_era(const model_custom *row, model_custom_era *era)
{
    *era = (model_custom_era){ .key = row->key, .until = INT64_MAX, .value = row->items };
    if (row->type != MODEL_CUSTOM_ROW) return false;
    return row->text.length == 0 || (base_day_parse(row->text, &era->until) && era->until >= CW_DATE_MIN && era->until <= CW_DATE_MAX);
}

/* Two values of one field up to the same day contradict each other. */
static bool are_apart(const model_custom_era *eras, int64_t count)
{
    for (int64_t i = 1; i < count; i++)
        if (eras[i].until != INT64_MAX && by_key_and_day(&eras[i - 1], &eras[i]) == 0) return false;
    return true;
}

static const model_custom *find(const struct model_customs *all, base_str key);

/* False: no memory. */
static bool make_eras(base_arena *arena, struct model_customs *all)
{
    const model_custom *history = find(all, model_custom_history_key);
    if (history == NULL) return true;
    all->odd_history = history->type != MODEL_CUSTOM_LIST;
    if (all->odd_history) return true;
    model_custom_era *eras = base_arena_array(arena, (size_t)history->count, sizeof *eras);
    if (eras == NULL) return false;
    for (int64_t i = 0; i < history->count; i++)
        if (!make_era(&history->items[i], &eras[i])) all->odd_history = true;
    base_sort(eras, (size_t)history->count, sizeof *eras, by_key_and_day);
    all->odd_history = all->odd_history || !are_apart(eras, history->count);
    all->era_count = history->count;
    all->eras = eras;
    return true;
}

static const struct model_customs *copy_all(base_arena *arena, const model_custom *from, int64_t count)
{
    struct model_customs *made = base_arena_alloc(arena, sizeof *made);
    model_custom *items = base_arena_array(arena, (size_t)count, sizeof *items);
    if (made == NULL || items == NULL) return NULL;
    for (int64_t i = 0; i < count; i++) {
        items[i] = from[i];
        if (!copy_one(arena, &items[i], DEPTH_MOST)) return NULL;
    }
    base_sort(items, (size_t)count, sizeof *items, by_key);
    *made = (struct model_customs){ .count = count, .items = items };
    return make_eras(arena, made) ? made : NULL;
}

cw_status model_set_customs(cw_record *record, base_str json, const model_custom *items, int64_t count)
{
    cw_status status = model_may_edit(record);
    if (status != CW_OK) return status;
    const struct model_customs *made = copy_all(&record->owner->arena, items, count);
    if (made == NULL) return CW_ERR_NOMEM;
    status = model_add_extra(record, model_custom_key, json);
    if (status == CW_OK) model_extra_find(record, model_custom_key)->custom = made;
    return status;
}

const struct model_customs *model_customs_of(const cw_record *record)
{
    const model_extra *extra = record->extras != NULL ? model_extra_find(record, model_custom_key) : NULL;
    return extra != NULL ? extra->custom : NULL;
}

static const model_custom *find(const struct model_customs *all, base_str key)
{
    int64_t low = 0, high = all != NULL ? all->count : 0;
    while (low < high) {
        int64_t middle = low + (high - low) / 2;
        int order = base_str_compare(key, all->items[middle].key);
        if (order == 0) return &all->items[middle];
        if (order < 0) high = middle;
        else low = middle + 1;
    }
    return NULL;
}

const model_custom *model_find_custom(const cw_record *record, base_str key)
{
    return find(model_customs_of(record), key);
}

/* ---- on a day ---- */

/* The first era of a field that ends on a day or later, or the end of all; those of which it is not known come last. */
static int64_t find_era(const struct model_customs *all, base_str key, int64_t day)
{
    int64_t low = 0, high = all->era_count;
    model_custom_era wanted = { .key = key, .until = day };
    while (low < high) {
        int64_t middle = low + (high - low) / 2;
        if (by_key_and_day(&all->eras[middle], &wanted) < 0) low = middle + 1;
        else high = middle;
    }
    return low;
}

static const model_custom_era *era_at(const struct model_customs *all, base_str key, int64_t day)
{
    int64_t at = find_era(all, key, day);
    return at < all->era_count && base_str_equal(all->eras[at].key, key) ? &all->eras[at] : NULL;
}

const model_custom *model_custom_written_on(const cw_record *record, base_str key, int64_t day)
{
    const struct model_customs *all = model_customs_of(record);
    const model_custom_era *era = all != NULL ? era_at(all, key, day) : NULL;
    return era != NULL && era->until != INT64_MAX ? era->value : find(all, key);
}

/* One whose end is not known may be the one that holds on any day. */
bool model_custom_on(const cw_record *record, base_str key, int64_t day, const model_custom **out)
{
    const struct model_customs *all = model_customs_of(record);
    *out = model_custom_written_on(record, key, day);
    return all == NULL || (!all->odd_history && era_at(all, key, INT64_MAX) == NULL);
}

/* ---- words ---- */

cw_status model_keep_words(cw_record *record, const model_field *field, base_str json, const model_custom *words)
{
    cw_status status = model_may_edit(record);
    if (status != CW_OK) return status;
    if (field->type != MODEL_TERM && field->type != MODEL_TERMS) return CW_ERR_FIELD;
    base_str key = base_str_of(model_key_of(record, field));
    const struct model_customs *made = copy_all(&record->owner->arena, words, 1);
    if (made == NULL) return CW_ERR_NOMEM;
    status = model_add_extra(record, key, json);
    if (status != CW_OK) return status;
    model_extra_find(record, key)->custom = made;
    model_forget_value(record, field);
    return CW_OK;
}

const model_custom *model_kept_words(const cw_record *record, const model_field *field)
{
    if (record->extras == NULL || record->slots[field->slot].state != MODEL_NULL) return NULL;
    const model_extra *extra = model_extra_find(record, base_str_of(model_key_of(record, field)));
    return extra != NULL && extra->custom != NULL ? extra->custom->items : NULL;
}

bool model_copy_customs(cw_record *to, const model_extra *from)
{
    if (from->custom == NULL) return true;
    model_extra *extra = model_extra_find(to, from->key);
    extra->custom = copy_all(&to->owner->arena, from->custom->items, from->custom->count);
    return extra->custom != NULL;
}

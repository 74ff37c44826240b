/* SPDX-License-Identifier: MIT */
#include "model/custom.h"

#include "base/sort.h"
#include "model/store.h"

const base_str model_custom_key = { "custom", 6 };

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

/* Items of a list are no lists. */
static bool copy_one(base_arena *arena, model_custom *one)
{
    const model_custom *from = one->items;
    if (!copy_scalar(arena, one)) return false;
    if (one->type != MODEL_CUSTOM_LIST) return true;
    model_custom *items = base_arena_array(arena, (size_t)one->count, sizeof *items);
    if (items == NULL) return false;
    for (int64_t i = 0; i < one->count; i++) {
        items[i] = from[i];
        if (!copy_scalar(arena, &items[i])) return false;
    }
    one->items = items;
    return true;
}

static int by_key(const void *a, const void *b)
{
    return base_str_compare(((const model_custom *)a)->key, ((const model_custom *)b)->key);
}

static const struct model_customs *copy_all(base_arena *arena, const model_custom *from, int64_t count)
{
    struct model_customs *made = base_arena_alloc(arena, sizeof *made);
    model_custom *items = base_arena_array(arena, (size_t)count, sizeof *items);
    if (made == NULL || items == NULL) return NULL;
    for (int64_t i = 0; i < count; i++) {
        items[i] = from[i];
        if (!copy_one(arena, &items[i])) return NULL;
    }
    base_sort(items, (size_t)count, sizeof *items, by_key);
    *made = (struct model_customs){ count, items };
    return made;
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

const model_custom *model_find_custom(const cw_record *record, base_str key)
{
    const struct model_customs *all = model_customs_of(record);
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

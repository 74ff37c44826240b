/* SPDX-License-Identifier: MIT */
/* What fields hold: checked here, stored by store.c. */
#include <casework/date.h>
#include <string.h>
#include "model/case.h"
#include "model/store.h"

/* Whether a field of a record may be set now; `type` is the type that it must have, or -1. */
static cw_status may_set(const cw_record *record, const model_field *field, int type)
{
    cw_status status = model_may_edit(record);
    if (status != CW_OK) return status;
    if (field->derived || !model_field_belongs(field, record->kind)) return CW_ERR_FIELD;
    return type < 0 || field->type == type ? CW_OK : CW_ERR_FIELD;
}

cw_status model_check_text(const cw_case *owner, base_str text)
{
    if (owner->texts_checked) return CW_OK;
    if (text.length > (uint64_t)base_limit(owner->context, CW_LIMIT_STRING_BYTES)) return CW_ERR_LIMIT;
    if (text.length == 0) return CW_OK;
    if (memchr(text.at, '\0', text.length) != NULL) return CW_ERR_VALUE;
    return base_utf8_check(text.at, text.length) == text.length ? CW_OK : CW_ERR_UTF8;
}

static cw_status may_set_text(const cw_record *record, const model_field *field, int type, base_str text)
{
    cw_status status = may_set(record, field, type);
    return status == CW_OK ? model_check_text(record->owner, text) : status;
}

/* An id, or a reference to one, is never empty. */
static cw_status may_set_id(const cw_record *record, const model_field *field, int type, base_str id)
{
    cw_status status = may_set_text(record, field, type, id);
    return status == CW_OK && id.length == 0 ? CW_ERR_VALUE : status;
}

static model_slot *slot_of(cw_record *record, const model_field *field)
{
    return &record->slots[field->slot];
}

/* A field holds what it was set to, and nothing else stands for it any more. Cannot fail. */
static cw_status settle(cw_record *record, const model_field *field, model_state state)
{
    slot_of(record, field)->state = (uint8_t)state;
    model_drop_extra(record, field);
    return CW_OK;
}

static cw_status set_id(cw_record *record, const model_field *field, base_str id)
{
    cw_status status = may_set_id(record, field, MODEL_TEXT, id);
    if (status != CW_OK || base_str_equal(model_record_id(record), id)) return status;
    bool taken = false;
    if (model_name_record(record, id, &taken)) return settle(record, field, MODEL_VALUE);
    return taken ? CW_ERR_DUPLICATE : CW_ERR_NOMEM;
}

cw_status model_set_text(cw_record *record, const model_field *field, base_str text)
{
    if (model_field_is_id(field)) return set_id(record, field, text);
    cw_status status = may_set_text(record, field, MODEL_TEXT, text);
    if (status != CW_OK) return status;
    model_slot *slot = slot_of(record, field);
    if (!model_store_text(&record->owner->arena, &slot->as.text, text)) return CW_ERR_NOMEM;
    slot->length = (uint32_t)text.length;
    return settle(record, field, MODEL_VALUE);
}

cw_status model_set_number(cw_record *record, const model_field *field, const base_decimal *number)
{
    cw_status status = may_set(record, field, MODEL_NUMBER);
    if (status != CW_OK) return status;
    model_slot *slot = slot_of(record, field);
    model_number *held = (model_number *)(void *)slot->as.number;
    if (!model_store_number(&record->owner->arena, &held, number)) return CW_ERR_NOMEM;
    slot->as.number = &held->value;
    return settle(record, field, MODEL_VALUE);
}

static cw_status set_integer(cw_record *record, const model_field *field, int type, int64_t value)
{
    cw_status status = may_set(record, field, type);
    if (status != CW_OK) return status;
    slot_of(record, field)->as.integer = value;
    return settle(record, field, MODEL_VALUE);
}

cw_status model_set_boolean(cw_record *record, const model_field *field, bool value)
{
    return set_integer(record, field, MODEL_BOOLEAN, value);
}

cw_status model_set_day(cw_record *record, const model_field *field, int64_t day)
{
    cw_status status = may_set(record, field, MODEL_DATE);
    if (status != CW_OK) return status;
    if (day < CW_DATE_MIN || day > CW_DATE_MAX) return CW_ERR_VALUE;
    return set_integer(record, field, MODEL_DATE, day);
}

static cw_status may_set_word(const cw_record *record, const model_field *field, int type, int32_t word)
{
    cw_status status = may_set(record, field, type);
    if (status != CW_OK) return status;
    return word >= 0 && word < model_enumeration_at(field->target)->count ? CW_OK : CW_ERR_VALUE;
}

cw_status model_set_word(cw_record *record, const model_field *field, int32_t word)
{
    cw_status status = may_set_word(record, field, MODEL_TERM, word);
    return status == CW_OK ? set_integer(record, field, MODEL_TERM, word) : status;
}

cw_status model_set_reference(cw_record *record, const model_field *field, base_str id)
{
    cw_status status = may_set_id(record, field, MODEL_REFERENCE, id);
    if (status != CW_OK) return status;
    base_arena *arena = &record->owner->arena;
    model_slot *slot = slot_of(record, field);
    model_reference *held = slot->as.reference;
    if (held == NULL) held = base_arena_alloc(arena, sizeof *held);
    if (held == NULL || !model_store_reference(arena, held, id)) return CW_ERR_NOMEM;
    slot->as.reference = held;
    return settle(record, field, MODEL_VALUE);
}

/* ---- lists ---- */

/* The place for one more item, or NULL. */
static void *next_item(cw_record *record, const model_field *field, size_t size)
{
    return model_store_item(&record->owner->arena, &slot_of(record, field)->as.list, size);
}

static cw_status count_item(cw_record *record, const model_field *field)
{
    slot_of(record, field)->as.list->count++;
    return settle(record, field, MODEL_VALUE);
}

cw_status model_append_text(cw_record *record, const model_field *field, base_str text)
{
    cw_status status = may_set_text(record, field, MODEL_TEXTS, text);
    if (status != CW_OK) return status;
    base_str *item = next_item(record, field, sizeof *item);
    if (item == NULL || !model_store_text(&record->owner->arena, &item->at, text)) return CW_ERR_NOMEM;
    item->length = text.length;
    return count_item(record, field);
}

cw_status model_append_word(cw_record *record, const model_field *field, int32_t word)
{
    cw_status status = may_set_word(record, field, MODEL_TERMS, word);
    if (status != CW_OK) return status;
    int32_t *item = next_item(record, field, sizeof *item);
    if (item == NULL) return CW_ERR_NOMEM;
    *item = word;
    return count_item(record, field);
}

cw_status model_append_reference(cw_record *record, const model_field *field, base_str id)
{
    cw_status status = may_set_id(record, field, MODEL_REFERENCES, id);
    if (status != CW_OK) return status;
    model_reference *item = next_item(record, field, sizeof *item);
    if (item == NULL || !model_store_reference(&record->owner->arena, item, id)) return CW_ERR_NOMEM;
    return count_item(record, field);
}

static void reverse(char *items, int64_t count, size_t size)
{
    char held[sizeof(model_reference)];               /* the largest of all items but rows */
    for (char *low = items, *high = items + (size_t)count * size; high - low >= (ptrdiff_t)(2 * size); low += size) {
        high -= size;
        memcpy(held, low, size);
        memcpy(low, high, size);
        memcpy(high, held, size);
    }
}

/* What goes moves behind what stays, for its memory serves whatever is appended next. */
cw_status model_remove_items(cw_record *record, const model_field *field, int64_t index, int64_t count)
{
    cw_status status = may_set(record, field, -1);
    if (status != CW_OK) return status;
    if (field->type < MODEL_TEXTS || field->type == MODEL_ROWS) return CW_ERR_FIELD;
    const model_slot *slot = slot_of(record, field);
    int64_t held = slot->state == MODEL_VALUE ? slot->as.list->count : 0;
    if (index > held || count > held - index) return CW_ERR_NOT_FOUND;
    if (count == 0) return CW_OK;
    size_t size = model_item_size(field->type);
    char *first = (char *)slot->as.list->items + (size_t)index * size;
    int64_t staying = held - index - count;
    reverse(first, held - index, size);
    reverse(first, staying, size);
    reverse(first + (size_t)staying * size, count, size);
    slot->as.list->count -= count;
    return CW_OK;
}

/* ---- states ---- */

/* Takes away what a field holds: the records that it owns, or the id by which its record is found. */
static void let_go(cw_record *record, const model_field *field)
{
    model_slot *slot = slot_of(record, field);
    if (slot->state != MODEL_VALUE) return;
    if (model_field_is_id(field)) model_forget_name(record);
    if (field->type == MODEL_ROW) model_mark_removed(slot->as.row);
    if (field->type == MODEL_ROWS) {
        cw_record **rows = slot->as.list->items;
        for (int64_t i = 0; i < slot->as.list->count; i++) model_mark_removed(rows[i]);
    }
    if (field->type >= MODEL_TEXTS) slot->as.list->count = 0;
}

static cw_status set_state(cw_record *record, const model_field *field, model_state state)
{
    cw_status status = may_set(record, field, -1);
    if (status != CW_OK) return status;
    let_go(record, field);
    return settle(record, field, state);
}

cw_status model_set_empty_list(cw_record *record, const model_field *field)
{
    cw_status status = may_set(record, field, -1);
    if (status != CW_OK) return status;
    if (field->type < MODEL_TEXTS) return CW_ERR_FIELD;
    model_slot *slot = slot_of(record, field);
    if (slot->as.list == NULL) {
        model_list *made = base_arena_alloc(&record->owner->arena, sizeof *made);
        if (made == NULL) return CW_ERR_NOMEM;
        slot->as.list = made;
    }
    return set_state(record, field, MODEL_VALUE);
}

cw_status model_make_room(cw_record *record, const model_field *field, int64_t count)
{
    cw_status status = may_set(record, field, -1);
    if (status != CW_OK) return status;
    const model_slot *slot = slot_of(record, field);
    if (field->type < MODEL_TEXTS || slot->state != MODEL_VALUE || slot->as.list->count > 0) return CW_ERR_ARGUMENT;
    return model_store_room(&record->owner->arena, slot->as.list, count, model_item_size(field->type)) ? CW_OK : CW_ERR_NOMEM;
}

void model_forget_value(cw_record *record, const model_field *field)
{
    let_go(record, field);
    slot_of(record, field)->state = MODEL_NULL;
}

cw_status model_set_null(cw_record *record, const model_field *field)
{
    return set_state(record, field, MODEL_NULL);
}

cw_status model_clear(cw_record *record, const model_field *field)
{
    return set_state(record, field, MODEL_ABSENT);
}

/* ---- what the schema does not know ---- */

static cw_status may_keep(const cw_record *record, base_str text)
{
    cw_status status = model_may_edit(record);
    if (status != CW_OK) return status;
    return text.length > UINT32_MAX / 4 ? CW_ERR_LIMIT : CW_OK;
}

cw_status model_add_extra(cw_record *record, base_str key, base_str json)
{
    cw_status status = may_keep(record, key);
    if (status == CW_OK) status = may_keep(record, json);
    if (status != CW_OK) return status;
    model_extra *extra = model_extra_find(record, key);
    if (extra == NULL) return model_store_extra(record, key, json) ? CW_OK : CW_ERR_NOMEM;
    if (!model_store_text(&record->owner->arena, &extra->json.at, json)) return CW_ERR_NOMEM;
    extra->custom = NULL;
    extra->json.length = json.length;
    return CW_OK;
}

cw_status model_set_kind_word(cw_record *record, base_str word)
{
    cw_status status = may_keep(record, word);
    if (status != CW_OK) return status;
    if (!record->unknown_kind || word.length == 0) return CW_ERR_ARGUMENT;
    if (!model_store_text(&record->owner->arena, &record->kind_word.at, word)) return CW_ERR_NOMEM;
    record->kind_word.length = word.length;
    return CW_OK;
}

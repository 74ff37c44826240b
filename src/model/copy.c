/* SPDX-License-Identifier: MIT */
#include "model/custom.h"
#include "model/case.h"
#include "model/store.h"

static bool copy_record(const cw_record *from, cw_record *to);

/* Copies one item to a place that is zero. */
static bool copy_item(base_arena *arena, int type, const model_list *from, int64_t index, void *place)
{
    if (type == MODEL_TERMS) {
        *(int32_t *)place = ((const int32_t *)from->items)[index];
        return true;
    }
    if (type == MODEL_REFERENCES) return model_store_reference(arena, place, ((const model_reference *)from->items)[index].id);
    base_str text = ((const base_str *)from->items)[index], *copy = place;
    copy->length = text.length;
    return model_store_text(arena, &copy->at, text);
}

/* A list with exactly the room that it needs. */
static model_list *make_list(base_arena *arena, int64_t capacity, size_t size)
{
    model_list *list = base_arena_alloc(arena, sizeof *list);
    return list != NULL && model_store_room(arena, list, capacity, size) ? list : NULL;
}

static bool copy_rows(const model_list *from, const model_field *field, cw_record *to)
{
    cw_record **rows = from->items;
    for (int64_t i = 0; i < from->count; i++) {
        cw_record *row = model_make_record(to->owner, rows[i]->kind);
        if (row == NULL || !model_attach(to, field, row) || !copy_record(rows[i], row)) return false;
    }
    return true;
}

static bool copy_list(const model_list *from, const model_field *field, cw_record *to)
{
    base_arena *arena = &to->owner->arena;
    size_t size = model_item_size(field->type);
    model_slot *slot = &to->slots[field->slot];
    model_list *list = make_list(arena, from->count, size);
    if (list == NULL) return false;
    slot->as.list = list;
    slot->state = MODEL_VALUE;
    if (field->type == MODEL_ROWS) return copy_rows(from, field, to);
    for (; list->count < from->count; list->count++)
        if (!copy_item(arena, field->type, from, list->count, (char *)list->items + (size_t)list->count * size)) return false;
    return true;
}

static bool copy_text(const model_slot *from, const model_field *field, cw_record *to)
{
    base_str text = { from->as.text, from->length };
    model_slot *slot = &to->slots[field->slot];
    bool taken = false;
    if (model_field_is_id(field)) return model_name_record(to, text, &taken);
    slot->length = from->length;
    return model_store_text(&to->owner->arena, &slot->as.text, text);
}

static bool copy_number(const model_slot *from, const model_field *field, cw_record *to)
{
    model_number *number = NULL;
    if (!model_store_number(&to->owner->arena, &number, from->as.number)) return false;
    to->slots[field->slot].as.number = &number->value;
    return true;
}

static bool copy_reference(const model_slot *from, const model_field *field, cw_record *to)
{
    base_arena *arena = &to->owner->arena;
    model_reference *reference = base_arena_alloc(arena, sizeof *reference);
    to->slots[field->slot].as.reference = reference;
    return reference != NULL && model_store_reference(arena, reference, from->as.reference->id);
}

static bool copy_row(const model_slot *from, const model_field *field, cw_record *to)
{
    cw_record *row = NULL;
    return model_set_row(to, field, &row) == CW_OK && copy_record(from->as.row, row);
}

static bool copy_value(const model_slot *from, const model_field *field, cw_record *to)
{
    model_slot *slot = &to->slots[field->slot];
    switch (field->type) {
    case MODEL_TEXT: return copy_text(from, field, to);
    case MODEL_NUMBER: return copy_number(from, field, to);
    case MODEL_REFERENCE: return copy_reference(from, field, to);
    case MODEL_ROW: return copy_row(from, field, to);
    case MODEL_BOOLEAN:
    case MODEL_DATE:
    case MODEL_TERM: slot->as.integer = from->as.integer; return true;
    default: return copy_list(from->as.list, field, to);
    }
}

static bool copy_field(const cw_record *from, const model_field *field, cw_record *to)
{
    const model_slot *slot = &from->slots[field->slot];
    if (slot->state == MODEL_VALUE && !copy_value(slot, field, to)) return false;
    to->slots[field->slot].state = slot->state;
    return true;
}

/* Bounded by MODEL_DEPTH_MAX. */
static bool copy_record(const cw_record *from, cw_record *to)
{
    for (const model_extra *extra = from->extras; extra != NULL; extra = extra->next)
        if (!model_store_extra(to, extra->key, extra->json) || !model_copy_customs(to, extra)) return false;
    if (from->kind_word.length > 0) {
        if (!model_store_text(&to->owner->arena, &to->kind_word.at, from->kind_word)) return false;
        to->kind_word.length = from->kind_word.length;
    }
    for (int32_t i = 0; i < model_kind_at(from->kind)->field_count; i++) {
        const model_field *field = model_field_at(from->kind, i);
        if (!field->derived && !copy_field(from, field, to)) return false;
    }
    return true;
}

cw_status model_case_copy(const cw_case *from, cw_case **out)
{
    cw_case *made;
    *out = NULL;
    /* Only the count of its uses changes, as for every product of the context. */
    cw_status status = model_case_new(base_context_use((cw_context *)from->context), &made);
    if (status != CW_OK) return status;
    if (!copy_record(from->root, made->root)) {
        model_case_release(made);
        return CW_ERR_NOMEM;
    }
    *out = made;
    return CW_OK;
}

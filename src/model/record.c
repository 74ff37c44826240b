/* SPDX-License-Identifier: MIT */
#include "model/record.h"
#include <string.h>

const model_slot *model_slot_of(const cw_record *record, const model_field *field)
{
    if (record == NULL || field->derived || !model_field_belongs(field, record->kind)) return NULL;
    return &record->slots[field->slot];
}

base_str model_record_id(const cw_record *record)
{
    if (record == NULL || (model_kinds[record->kind].group == MODEL_GROUP_ROW && !model_kind_has_id(record->kind))) return (base_str){ "", 0 };
    const model_slot *slot = &record->slots[0];
    if (slot->state != MODEL_VALUE) return (base_str){ "", 0 };
    return (base_str){ slot->as.text, slot->length };
}

const char *model_number_text(const model_slot *slot)
{
    return ((const model_number *)(const void *)slot->as.number)->text;
}

const char *model_key_of(const cw_record *record, const model_field *field)
{
    return model_kind_is_history(record->kind) && field->slot > 0 ? "value" : field->name;
}

const model_field *model_holder_of(const cw_record *record)
{
    const cw_record *parent = record->parent;
    if (parent == NULL) return NULL;
    for (int32_t i = 0;; i++) {
        const model_field *field = model_field_at(parent->kind, i);
        if (field->slot == record->parent_slot) return field;
    }
}

bool model_id_is_plain(base_str id)
{
    static const char signs[] = "_.:-";
    for (size_t i = 0; i < id.length; i++) {
        char c = id.at[i];
        bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        if (!letter && !(c >= '0' && c <= '9') && memchr(signs, c, sizeof signs - 1) == NULL) return false;
    }
    return id.length > 0 && id.length <= 64;
}

void model_put_record_path(base_buffer *buffer, const cw_record *record)
{
    const cw_record *chain[MODEL_DEPTH_MAX];
    int depth = 0;
    if (record->parent == NULL) base_put(buffer, "case");
    for (; record->parent != NULL; record = record->parent) chain[depth++] = record;
    for (int i = depth - 1; i >= 0; i--) {
        const model_field *field = model_holder_of(chain[i]);
        base_put(buffer, field->name);
        if (field->type == MODEL_ROWS) {
            base_put_char(buffer, '/');
            base_put_int(buffer, chain[i]->position);
        }
        if (i > 0) base_put_char(buffer, '/');
    }
}

void model_put_record_name(base_buffer *buffer, const cw_record *record)
{
    base_str id = model_record_id(record);
    if (id.length > 0) base_put_str(buffer, id);
    else model_put_record_path(buffer, record);
}

void model_put_fact(base_buffer *buffer, const cw_record *record, const model_field *field)
{
    if (record->parent == NULL) base_put(buffer, "case");
    else model_put_record_name(buffer, record);
    base_put_char(buffer, '.');
    base_put(buffer, field->name);
}

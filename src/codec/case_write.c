/* SPDX-License-Identifier: MIT */
/* A case as a document: fields in the order of the schema table, then what the schema does not know. */
#include "codec/document.h"
#include "json/writer.h"
#include "model/history.h"

static void write_record(json_writer *w, const cw_record *record);

/* An extra that bears a field's name stands for that field. */
static bool has_extra(const cw_record *record, const char *name)
{
    for (const model_extra *extra = record->extras; extra != NULL; extra = extra->next)
        if (base_str_is(extra->key, name))
            return true;
    return false;
}

static void write_day(json_writer *w, int64_t day)
{
    base_civil civil = base_day_to_civil(day);
    char text[10];
    int64_t digits = civil.year * 10000 + civil.month * 100 + civil.day;
    for (int i = 9; i >= 0; i--) {
        text[i] = '-';
        if (i == 4 || i == 7)
            continue;
        text[i] = (char)('0' + digits % 10);
        digits /= 10;
    }
    json_write_string(w, (base_str){ text, sizeof text });
}

static void write_word(json_writer *w, const model_field *field, int64_t word)
{
    json_write_string(w, base_str_of(model_enumeration_at(field->target)->words[word].word));
}

static void write_item(json_writer *w, const model_field *field, const model_list *list, int64_t item)
{
    switch ((model_type)field->type) {
    case MODEL_TEXTS:
        json_write_string(w, ((const base_str *)list->items)[item]);
        break;
    case MODEL_TERMS:
        write_word(w, field, ((const int32_t *)list->items)[item]);
        break;
    case MODEL_REFERENCES:
        json_write_string(w, ((const model_reference *)list->items)[item].id);
        break;
    default:
        write_record(w, ((cw_record *const *)list->items)[item]);
    }
}

static void write_list(json_writer *w, const model_field *field, const model_list *list)
{
    json_open_array(w);
    for (int64_t i = 0; i < list->count; i++)
        write_item(w, field, list, i);
    json_close_array(w);
}

static void write_value(json_writer *w, const model_field *field, const model_slot *slot)
{
    switch ((model_type)field->type) {
    case MODEL_TEXT:
        json_write_string(w, (base_str){ slot->as.text, slot->length });
        break;
    case MODEL_NUMBER:
        json_write_raw(w, base_str_of(model_number_text(slot)));
        break;
    case MODEL_BOOLEAN:
        json_write_bool(w, slot->as.integer != 0);
        break;
    case MODEL_DATE:
        write_day(w, slot->as.integer);
        break;
    case MODEL_TERM:
        write_word(w, field, slot->as.integer);
        break;
    case MODEL_REFERENCE:
        json_write_string(w, slot->as.reference->id);
        break;
    case MODEL_ROW:
        write_record(w, slot->as.row);
        break;
    case MODEL_TEXTS:
    case MODEL_TERMS:
    case MODEL_REFERENCES:
    case MODEL_ROWS:
        write_list(w, field, slot->as.list);
    }
}

static void write_kind(json_writer *w, const cw_record *record)
{
    json_key(w, BASE_STR("kind"));
    json_write_string(w, record->unknown_kind ? record->kind_word : base_str_of(model_kind_at(record->kind)->name));
}

static void write_field(json_writer *w, const cw_record *record, const model_field *field)
{
    const model_slot *slot = model_slot_of(record, field);
    if (field == model_field_by(MODEL_FIELD_ENTRY_KIND))
        write_kind(w, record);
    if (slot == NULL || slot->state == MODEL_ABSENT)
        return;
    if (slot->state == MODEL_NULL && has_extra(record, field->name))
        return;
    json_key(w, base_str_of(field->name));
    if (slot->state == MODEL_NULL)
        json_write_null(w);
    else
        write_value(w, field, slot);
}

/* A row of `history` is written as the field that it holds, its value, and until when. */
static void write_history(json_writer *w, const cw_record *row)
{
    const model_field *field = model_history_value(row);
    if (field != NULL) {
        const model_slot *slot = &row->slots[field->slot];
        json_key(w, BASE_STR("field"));
        json_write_string(w, base_str_of(field->name));
        if (slot->state == MODEL_VALUE || !has_extra(row, "value"))
            json_key(w, BASE_STR("value"));
        if (slot->state == MODEL_VALUE)
            write_value(w, field, slot);
        else if (!has_extra(row, "value"))
            json_write_null(w);
    }
    write_field(w, row, model_field_at(row->kind, 0));
}

static void write_fields(json_writer *w, const cw_record *record)
{
    if (record->parent == NULL) {
        json_key(w, BASE_STR("format"));
        json_write_string(w, BASE_STR("casework.case/1"));
    }
    for (int32_t i = 0; i < model_kind_at(record->kind)->field_count; i++)
        write_field(w, record, model_field_at(record->kind, i));
}

/* Recursion goes as deep as the schema nests kinds, MODEL_DEPTH_MAX at most. */
static void write_record(json_writer *w, const cw_record *record)
{
    json_open_object(w);
    if (model_kind_is_history(record->kind))
        write_history(w, record);
    else
        write_fields(w, record);
    for (const model_extra *extra = record->extras; extra != NULL; extra = extra->next) {
        json_key(w, extra->key);
        json_write_raw(w, extra->json);
    }
    json_close_object(w);
}

static void write_case(const cw_case *one, bool indented, base_buffer *buffer)
{
    json_writer writer;
    json_writer_init(&writer, buffer, indented);
    write_record(&writer, one->root);
}

static void write_canonical(const cw_case *one, base_buffer *buffer)
{
    json_writer writer;
    json_sorter sorter;
    json_writer_init_canonical(&writer, buffer, &sorter);
    write_record(&writer, one->root);
    json_sorter_finish(&sorter);
}

cw_status codec_write_case(const cw_case *one, int32_t form, base_buffer *buffer)
{
    if (form == CW_WRITE_CANONICAL)
        write_canonical(one, buffer);
    else
        write_case(one, form == CW_WRITE_INDENTED, buffer);
    if (form == CW_WRITE_INDENTED)
        base_put_char(buffer, '\n');
    return buffer->failed ? CW_ERR_NOMEM : CW_OK;
}

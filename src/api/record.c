/* SPDX-License-Identifier: MIT */
#include <casework/record.h>
#include "model/case.h"

static bool is_there(const cw_record *record)
{
    return record != NULL && !record->removed;
}

/* The stored field of a live record that a key names, or NULL. */
static const model_field *field_of(const cw_record *record, int32_t key)
{
    const model_field *field = is_there(record) ? model_field_of_key(key) : NULL;
    return field != NULL && !field->derived && model_field_belongs(field, record->kind) ? field : NULL;
}

/* The slot of a field of one type that holds a value, or NULL. */
static const model_slot *value_of(const cw_record *record, int32_t key, int type, const model_field **found)
{
    const model_field *field = field_of(record, key);
    if (field == NULL || field->type != type) return NULL;
    const model_slot *slot = &record->slots[field->slot];
    if (found != NULL) *found = field;
    return slot->state == MODEL_VALUE ? slot : NULL;
}

/* An item of a list of one type, or NULL. */
static const void *item_of(const cw_record *record, int32_t key, int type, int64_t index, size_t size, const model_field **found)
{
    const model_slot *slot = value_of(record, key, type, found);
    if (slot == NULL || index < 0 || index >= slot->as.list->count) return NULL;
    return (const char *)slot->as.list->items + (size_t)index * size;
}

static const model_word *word_of(const model_field *field, int64_t index)
{
    return &model_enumeration_at(field->target)->words[index];
}

/* ---- the record itself ---- */

int32_t cw_record_kind(const cw_record *record)
{
    return is_there(record) ? model_kind_at(record->kind)->number : 0;
}

cw_record *cw_record_parent(const cw_record *record)
{
    return is_there(record) ? record->parent : NULL;
}

cw_case *cw_record_case(const cw_record *record)
{
    return is_there(record) ? record->owner : NULL;
}

const char *cw_record_id(const cw_record *record)
{
    base_str id = is_there(record) ? model_record_id(record) : (base_str){ NULL, 0 };
    return id.length > 0 ? id.at : NULL;
}

int32_t cw_record_state(const cw_record *record, int32_t key)
{
    const model_field *field = field_of(record, key);
    if (field == NULL) return 0;
    uint8_t state = record->slots[field->slot].state;
    if (state == MODEL_VALUE) return CW_STATE_RECORDED;
    if (state == MODEL_NULL || field->absence == MODEL_ABSENT_UNKNOWN) return CW_STATE_UNKNOWN;
    return field->absence == MODEL_ABSENT_NONE ? CW_STATE_NONE : CW_STATE_STATED;
}

/* ---- single values ---- */

const char *cw_record_text(const cw_record *record, int32_t key)
{
    const model_slot *slot = value_of(record, key, MODEL_TEXT, NULL);
    return slot != NULL ? slot->as.text : NULL;
}

const char *cw_record_word(const cw_record *record, int32_t key)
{
    const model_field *field = NULL;
    const model_slot *slot = value_of(record, key, MODEL_TERM, &field);
    return slot != NULL ? word_of(field, slot->as.integer)->word : NULL;
}

int32_t cw_record_term(const cw_record *record, int32_t key)
{
    const model_field *field = NULL;
    const model_slot *slot = value_of(record, key, MODEL_TERM, &field);
    return slot != NULL ? word_of(field, slot->as.integer)->number : 0;
}

const char *cw_record_number(const cw_record *record, int32_t key)
{
    const model_slot *slot = value_of(record, key, MODEL_NUMBER, NULL);
    return slot != NULL ? model_number_text(slot) : NULL;
}

int32_t cw_record_boolean(const cw_record *record, int32_t key)
{
    const model_slot *slot = value_of(record, key, MODEL_BOOLEAN, NULL);
    return slot != NULL ? (int32_t)slot->as.integer : -1;
}

cw_date cw_record_date(const cw_record *record, int32_t key)
{
    const model_slot *slot = value_of(record, key, MODEL_DATE, NULL);
    if (slot != NULL) return (cw_date)slot->as.integer;
    const model_field *field = field_of(record, key);
    if (field == NULL || field->type != MODEL_DATE) return CW_DATE_UNKNOWN;
    int32_t state = cw_record_state(record, key);
    return state == CW_STATE_NONE ? CW_DATE_NONE : state == CW_STATE_STATED ? CW_DATE_STATED : CW_DATE_UNKNOWN;
}

const char *cw_record_reference(const cw_record *record, int32_t key)
{
    const model_slot *slot = value_of(record, key, MODEL_REFERENCE, NULL);
    return slot != NULL ? slot->as.reference->id.at : NULL;
}

cw_record *cw_record_referenced(const cw_record *record, int32_t key)
{
    const model_slot *slot = value_of(record, key, MODEL_REFERENCE, NULL);
    return slot != NULL ? model_find(record->owner, slot->as.reference->id) : NULL;
}

cw_record *cw_record_row(const cw_record *record, int32_t key)
{
    const model_slot *slot = value_of(record, key, MODEL_ROW, NULL);
    return slot != NULL ? slot->as.row : NULL;
}

/* ---- lists ---- */

int64_t cw_record_count(const cw_record *record, int32_t key)
{
    const model_field *field = field_of(record, key);
    if (field == NULL || field->type < MODEL_TEXTS) return 0;
    const model_slot *slot = &record->slots[field->slot];
    return slot->state == MODEL_VALUE ? slot->as.list->count : 0;
}

const char *cw_record_text_at(const cw_record *record, int32_t key, int64_t index)
{
    const base_str *item = item_of(record, key, MODEL_TEXTS, index, sizeof *item, NULL);
    return item != NULL ? item->at : NULL;
}

const char *cw_record_word_at(const cw_record *record, int32_t key, int64_t index)
{
    const model_field *field = NULL;
    const int32_t *item = item_of(record, key, MODEL_TERMS, index, sizeof *item, &field);
    return item != NULL ? word_of(field, *item)->word : NULL;
}

int32_t cw_record_term_at(const cw_record *record, int32_t key, int64_t index)
{
    const model_field *field = NULL;
    const int32_t *item = item_of(record, key, MODEL_TERMS, index, sizeof *item, &field);
    return item != NULL ? word_of(field, *item)->number : 0;
}

const char *cw_record_reference_at(const cw_record *record, int32_t key, int64_t index)
{
    const model_reference *item = item_of(record, key, MODEL_REFERENCES, index, sizeof *item, NULL);
    return item != NULL ? item->id.at : NULL;
}

cw_record *cw_record_referenced_at(const cw_record *record, int32_t key, int64_t index)
{
    const model_reference *item = item_of(record, key, MODEL_REFERENCES, index, sizeof *item, NULL);
    return item != NULL ? model_find(record->owner, item->id) : NULL;
}

cw_record *cw_record_row_at(const cw_record *record, int32_t key, int64_t index)
{
    cw_record *const *item = item_of(record, key, MODEL_ROWS, index, sizeof *item, NULL);
    return item != NULL ? *item : NULL;
}

/* ---- setters ---- */

/* What every setter asks first: a live record that may be edited, and a field of its kind. */
static cw_status may_set(const cw_record *record, int32_t key, const model_field **field)
{
    cw_status status = model_may_edit(record);
    if (status != CW_OK) return status;
    *field = field_of(record, key);
    return *field != NULL ? CW_OK : CW_ERR_FIELD;
}

/* The same for a setter that takes a text, an id, a word or a number in text. */
static cw_status may_set_text(const cw_record *record, int32_t key, const char *text, const model_field **field)
{
    return text != NULL ? may_set(record, key, field) : CW_ERR_ARGUMENT;
}

cw_status cw_record_set_text(cw_record *record, int32_t key, const char *text)
{
    const model_field *field;
    cw_status status = may_set_text(record, key, text, &field);
    return status == CW_OK ? model_set_text(record, field, base_str_of(text)) : status;
}

static int32_t find_word(const model_field *field, const char *word)
{
    bool enumerated = field->type == MODEL_TERM || field->type == MODEL_TERMS;
    return enumerated ? model_word_find(field->target, base_str_of(word)) : -1;
}

static int32_t find_term(const model_field *field, int32_t term)
{
    bool enumerated = field->type == MODEL_TERM || field->type == MODEL_TERMS;
    return enumerated ? model_word_of_number(field->target, term) : -1;
}

cw_status cw_record_set_word(cw_record *record, int32_t key, const char *word)
{
    const model_field *field;
    cw_status status = may_set_text(record, key, word, &field);
    return status == CW_OK ? model_set_word(record, field, find_word(field, word)) : status;
}

cw_status cw_record_set_term(cw_record *record, int32_t key, int32_t term)
{
    const model_field *field;
    cw_status status = may_set(record, key, &field);
    return status == CW_OK ? model_set_word(record, field, find_term(field, term)) : status;
}

cw_status cw_record_set_number(cw_record *record, int32_t key, const char *decimal)
{
    const model_field *field;
    base_decimal number;
    cw_status status = may_set_text(record, key, decimal, &field);
    if (status != CW_OK) return status;
    base_str text = base_str_of(decimal);
    if (field->type != MODEL_NUMBER) return CW_ERR_FIELD;
    if (text.length > (uint64_t)base_limit(record->owner->context, CW_LIMIT_NUMBER_BYTES)) return CW_ERR_LIMIT;
    if (!base_decimal_parse(text, false, &number) || !base_decimal_exact(text)) return CW_ERR_VALUE;
    return model_set_number(record, field, &number);
}

cw_status cw_record_set_boolean(cw_record *record, int32_t key, int32_t value)
{
    const model_field *field;
    cw_status status = may_set(record, key, &field);
    return status == CW_OK ? model_set_boolean(record, field, value != 0) : status;
}

cw_status cw_record_set_date(cw_record *record, int32_t key, cw_date date)
{
    const model_field *field;
    cw_status status = may_set(record, key, &field);
    if (status != CW_OK) return status;
    if (field->type != MODEL_DATE) return CW_ERR_FIELD;
    if (date == CW_DATE_UNKNOWN) return cw_record_set_unknown(record, key);
    if (date == CW_DATE_NONE) return cw_record_set_none(record, key);
    if (date == CW_DATE_STATED) return field->absence == MODEL_ABSENT_STATED ? model_clear(record, field) : CW_ERR_VALUE;
    return model_set_day(record, field, date);
}

cw_status cw_record_set_reference(cw_record *record, int32_t key, const char *id)
{
    const model_field *field;
    cw_status status = may_set_text(record, key, id, &field);
    return status == CW_OK ? model_set_reference(record, field, base_str_of(id)) : status;
}

cw_status cw_record_append_text(cw_record *record, int32_t key, const char *text)
{
    const model_field *field;
    cw_status status = may_set_text(record, key, text, &field);
    return status == CW_OK ? model_append_text(record, field, base_str_of(text)) : status;
}

cw_status cw_record_append_word(cw_record *record, int32_t key, const char *word)
{
    const model_field *field;
    cw_status status = may_set_text(record, key, word, &field);
    return status == CW_OK ? model_append_word(record, field, find_word(field, word)) : status;
}

cw_status cw_record_append_term(cw_record *record, int32_t key, int32_t term)
{
    const model_field *field;
    cw_status status = may_set(record, key, &field);
    return status == CW_OK ? model_append_word(record, field, find_term(field, term)) : status;
}

cw_status cw_record_append_reference(cw_record *record, int32_t key, const char *id)
{
    const model_field *field;
    cw_status status = may_set_text(record, key, id, &field);
    return status == CW_OK ? model_append_reference(record, field, base_str_of(id)) : status;
}

cw_status cw_record_remove_items(cw_record *record, int32_t key, int64_t index, int64_t count)
{
    const model_field *field;
    cw_status status = record != NULL && index >= 0 && count >= 0 ? may_set(record, key, &field) : CW_ERR_ARGUMENT;
    return status == CW_OK ? model_remove_items(record, field, index, count) : status;
}

cw_status cw_record_add_row(cw_record *record, int32_t key, cw_record **row)
{
    const model_field *field;
    cw_record *made = NULL;
    cw_status status = may_set(record, key, &field);
    /* Entries have no kind of their own here and are refused: cw_case_add_entry is told which kind. */
    if (status == CW_OK) status = model_add_row(record, field, field->target, &made);
    if (row != NULL) *row = made;
    return status;
}

cw_status cw_record_make_row(cw_record *record, int32_t key, cw_record **row)
{
    const model_field *field;
    cw_record *made = NULL;
    cw_status status = may_set(record, key, &field);
    if (status == CW_OK) status = model_set_row(record, field, &made);
    if (row != NULL) *row = made;
    return status;
}

/* ---- states ---- */

cw_status cw_record_set_empty(cw_record *record, int32_t key)
{
    const model_field *field;
    cw_status status = may_set(record, key, &field);
    return status == CW_OK ? model_set_empty_list(record, field) : status;
}

cw_status cw_record_set_unknown(cw_record *record, int32_t key)
{
    const model_field *field;
    cw_status status = may_set(record, key, &field);
    return status == CW_OK ? model_set_null(record, field) : status;
}

cw_status cw_record_set_none(cw_record *record, int32_t key)
{
    const model_field *field;
    cw_status status = may_set(record, key, &field);
    if (status == CW_OK && field->absence != MODEL_ABSENT_NONE) status = CW_ERR_VALUE;
    return status == CW_OK ? model_clear(record, field) : status;
}

cw_status cw_record_clear(cw_record *record, int32_t key)
{
    const model_field *field;
    cw_status status = may_set(record, key, &field);
    return status == CW_OK ? model_clear(record, field) : status;
}

cw_status cw_record_remove(cw_record *record)
{
    return model_remove(record);
}

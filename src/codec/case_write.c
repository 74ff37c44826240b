/* SPDX-License-Identifier: MIT */
/* A case as a document. As written: fields in the order of the schema table, then what the schema does not know. In canonical
 * form: all by their keys, in an order that the schema table holds ready. */
#include "base/sort.h"
#include "codec/document.h"
#include "json/writer.h"
#include "model/history.h"

/* A text that is hashed is given to the hash in pieces of about this size, and never held as a whole. */
enum { PIECE = 4096 };

typedef struct output {
    json_writer json;
    base_sha256 *hash;       /* takes what is written; NULL: it stays in the buffer */
} output;

static void write_record(output *o, const cw_record *record);

/* An extra that bears a field's name stands for that field. */
static bool has_extra(const cw_record *record, const char *name)
{
    for (const model_extra *extra = record->extras; extra != NULL; extra = extra->next)
        if (base_str_is(extra->key, name))
            return true;
    return false;
}

static void write_day(output *o, int64_t day)
{
    char text[BASE_DAY_BYTES];
    json_write_plain(&o->json, (base_str){ text, base_day_text(day, text) });
}

static void write_word(output *o, const model_field *field, int64_t word)
{
    const model_word *at = &model_enumeration_at(field->target)->words[word];
    json_write_plain(&o->json, (base_str){ at->word, at->length });
}

static void write_item(output *o, const model_field *field, const model_list *list, int64_t item)
{
    switch ((model_type)field->type) {
    case MODEL_TEXTS:
        json_write_string(&o->json, ((const base_str *)list->items)[item]);
        break;
    case MODEL_TERMS:
        write_word(o, field, ((const int32_t *)list->items)[item]);
        break;
    case MODEL_REFERENCES:
        json_write_string(&o->json, ((const model_reference *)list->items)[item].id);
        break;
    default:
        write_record(o, ((cw_record *const *)list->items)[item]);
    }
}

static void write_list(output *o, const model_field *field, const model_list *list)
{
    json_open_array(&o->json);
    for (int64_t i = 0; i < list->count; i++)
        write_item(o, field, list, i);
    json_close_array(&o->json);
}

static void write_value(output *o, const model_field *field, const model_slot *slot)
{
    switch ((model_type)field->type) {
    case MODEL_TEXT:
        json_write_string(&o->json, (base_str){ slot->as.text, slot->length });
        break;
    case MODEL_NUMBER:
        json_write_raw(&o->json, base_str_of(model_number_text(slot)));
        break;
    case MODEL_BOOLEAN:
        json_write_bool(&o->json, slot->as.integer != 0);
        break;
    case MODEL_DATE:
        write_day(o, slot->as.integer);
        break;
    case MODEL_TERM:
        write_word(o, field, slot->as.integer);
        break;
    case MODEL_REFERENCE:
        json_write_string(&o->json, slot->as.reference->id);
        break;
    case MODEL_ROW:
        write_record(o, slot->as.row);
        break;
    case MODEL_TEXTS:
    case MODEL_TERMS:
    case MODEL_REFERENCES:
    case MODEL_ROWS:
        write_list(o, field, slot->as.list);
    }
}

static void write_kind(output *o, const cw_record *record)
{
    json_key_plain(&o->json, BASE_STR("kind"));
    if (record->unknown_kind)
        json_write_string(&o->json, record->kind_word);
    else
        json_write_plain(&o->json, base_str_of(model_kind_at(record->kind)->name));
}

static void write_field(output *o, const cw_record *record, const model_field *field)
{
    if (field == model_field_by(MODEL_FIELD_ENTRY_KIND))
        write_kind(o, record);
    if (field->derived)
        return;
    const model_slot *slot = &record->slots[field->slot];
    if (slot->state == MODEL_ABSENT || (slot->state == MODEL_NULL && has_extra(record, field->name)))
        return;
    json_key_plain(&o->json, model_field_name(field));
    if (slot->state == MODEL_NULL)
        json_write_null(&o->json);
    else
        write_value(o, field, slot);
}

static void write_extra(output *o, const model_extra *extra)
{
    json_key(&o->json, extra->key);
    json_write_raw(&o->json, extra->json);
}

static void write_format(output *o)
{
    json_key_plain(&o->json, BASE_STR("format"));
    json_write_plain(&o->json, BASE_STR("casework.case/1"));
}

/* A row of `history` is written as the field that it holds, its value, and until when. */
static void write_history_field(output *o, const cw_record *row)
{
    const model_field *field = model_history_value(row);
    if (field == NULL)
        return;
    json_key_plain(&o->json, BASE_STR("field"));
    json_write_plain(&o->json, model_field_name(field));
}

static void write_history_value(output *o, const cw_record *row)
{
    const model_field *field = model_history_value(row);
    const model_slot *slot = field != NULL ? &row->slots[field->slot] : NULL;
    if (slot == NULL || (slot->state != MODEL_VALUE && has_extra(row, "value")))
        return;
    json_key_plain(&o->json, BASE_STR("value"));
    if (slot->state == MODEL_VALUE)
        write_value(o, field, slot);
    else
        json_write_null(&o->json);
}

/* ---- as written ---- */

static void write_as_written(output *o, const cw_record *record)
{
    if (record->parent == NULL)
        write_format(o);
    if (model_kind_is_history(record->kind)) {
        write_history_field(o, record);
        write_history_value(o, record);
        write_field(o, record, model_field_at(record->kind, 0));
    } else
        for (int32_t i = 0; i < model_kind_at(record->kind)->field_count; i++)
            write_field(o, record, model_field_at(record->kind, i));
    for (const model_extra *extra = record->extras; extra != NULL; extra = extra->next)
        write_extra(o, extra);
}

/* ---- in canonical form ---- */

/* The extras of a record by their keys, of which those before `next` are written. */
typedef struct extras { const model_extra **items; int64_t count, next; } extras;

static int compare_extras(const void *one, const void *other)
{
    return base_str_compare((*(const model_extra *const *)one)->key, (*(const model_extra *const *)other)->key);
}

static bool sort_extras(const cw_record *record, const cw_context *context, extras *out)
{
    *out = (extras){ 0 };
    if (record->extras == NULL)
        return true;
    out->items = base_allocate(context, (size_t)record->extra_count * sizeof *out->items);
    if (out->items == NULL)
        return false;
    for (const model_extra *extra = record->extras; extra != NULL; extra = extra->next)
        out->items[out->count++] = extra;
    base_sort(out->items, (size_t)out->count, sizeof *out->items, compare_extras);
    return true;
}

/* Those that stand before a key, or all that are left, where it has no text. */
static void write_extras_before(output *o, extras *from, base_str key)
{
    while (from->next < from->count && (key.at == NULL || base_str_compare(from->items[from->next]->key, key) < 0))
        write_extra(o, from->items[from->next++]);
}

static void write_history_by_key(output *o, const cw_record *row, extras *from)
{
    write_extras_before(o, from, BASE_STR("field"));
    write_history_field(o, row);
    write_extras_before(o, from, BASE_STR("until"));
    write_field(o, row, model_field_at(row->kind, 0));
    write_extras_before(o, from, BASE_STR("value"));
    write_history_value(o, row);
}

/* Most fields of most records are. */
static inline bool is_left_out(const cw_record *record, const model_field *field)
{
    return field->slot >= 0 && record->slots[field->slot].state == MODEL_ABSENT;
}

static void write_fields_by_key(output *o, const cw_record *record, extras *from)
{
    int32_t count;
    const int16_t *fields = model_fields_by_name(record->kind, &count);
    bool format_waits = record->parent == NULL;
    for (int32_t i = 0; i < count; i++) {
        const model_field *field = model_field_by(fields[i]);
        if (is_left_out(record, field))
            continue;
        if (format_waits && base_str_compare(BASE_STR("format"), model_field_name(field)) < 0) {
            write_extras_before(o, from, BASE_STR("format"));
            write_format(o);
            format_waits = false;
        }
        if (from->count > 0)
            write_extras_before(o, from, model_field_name(field));
        write_field(o, record, field);
    }
}

static void write_by_key(output *o, const cw_record *record)
{
    const cw_context *context = o->json.buffer->context;
    extras from;
    if (!sort_extras(record, context, &from)) {
        o->json.buffer->failed = true;
        return;
    }
    if (model_kind_is_history(record->kind))
        write_history_by_key(o, record, &from);
    else
        write_fields_by_key(o, record, &from);
    write_extras_before(o, &from, base_str_of(NULL));
    base_release(context, from.items, (size_t)from.count * sizeof *from.items);
}

/* ---- records and cases ---- */

static void hash_piece(output *o)
{
    base_buffer *buffer = o->json.buffer;
    if (buffer->failed)
        return;
    base_sha256_update(o->hash, buffer->data, buffer->length);
    base_buffer_clear(buffer);
}

/* Recursion goes as deep as the schema nests kinds, MODEL_DEPTH_MAX at most. */
static void write_record(output *o, const cw_record *record)
{
    json_open_object(&o->json);
    if (o->json.canonical)
        write_by_key(o, record);
    else
        write_as_written(o, record);
    json_close_object(&o->json);
    if (o->hash != NULL && o->json.buffer->length >= PIECE)
        hash_piece(o);
}

cw_status codec_write_case(const cw_case *one, int32_t form, base_buffer *buffer)
{
    output o = { .hash = NULL };
    if (form == CW_WRITE_CANONICAL)
        json_writer_init_canonical(&o.json, buffer);
    else
        json_writer_init(&o.json, buffer, form == CW_WRITE_INDENTED);
    write_record(&o, one->root);
    if (form == CW_WRITE_INDENTED)
        base_put_char(buffer, '\n');
    return buffer->failed ? CW_ERR_NOMEM : CW_OK;
}

cw_status codec_hash_case(const cw_case *one, const cw_context *context, base_sha256 *hash)
{
    base_buffer piece;
    output o = { .hash = hash };
    base_buffer_init(&piece, context);
    base_buffer_room(&piece, 2 * PIECE);      /* seldom more: few records are longer than a piece */
    json_writer_init_canonical(&o.json, &piece);
    write_record(&o, one->root);
    hash_piece(&o);
    bool failed = piece.failed;
    base_buffer_finish(&piece);
    return failed ? CW_ERR_NOMEM : CW_OK;
}

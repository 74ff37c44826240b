/* SPDX-License-Identifier: MIT */
/* The JSON Schema of casework.case/1, written from the schema table. It accepts whatever the reader accepts:
 * keys and kinds of entries that it does not know, and null wherever a fact may be unknown. */
#include "codec/document.h"
#include "json/writer.h"
#include "model/custom.h"

static void put_pair(json_writer *w, const char *key, const char *text)
{
    json_key(w, base_str_of(key));
    json_write_string(w, base_str_of(text));
}

static void put_reference(json_writer *w, const char *prefix, const char *name)
{
    base_buffer path;
    base_buffer_init(&path, w->buffer->context);
    base_putf(&path, "#/$defs/%s%s", prefix, name);
    w->buffer->failed |= path.failed;
    json_key(w, BASE_STR("$ref"));
    json_write_string(w, (base_str){ path.data, path.length });
    base_buffer_finish(&path);
}

static void put_type(json_writer *w, const char *type, bool nullable)
{
    json_key(w, BASE_STR("type"));
    if (!nullable) {
        json_write_string(w, base_str_of(type));
        return;
    }
    json_open_array(w);
    json_write_string(w, base_str_of(type));
    json_write_string(w, BASE_STR("null"));
    json_close_array(w);
}

static void put_not_empty(json_writer *w)
{
    json_key(w, BASE_STR("minLength"));
    json_write_int(w, 1);
}

/* What is said elsewhere, or null. */
static void put_reference_or_null(json_writer *w, const char *prefix, const char *name)
{
    json_key(w, BASE_STR("anyOf"));
    json_open_array(w);
    json_open_object(w);
    put_reference(w, prefix, name);
    json_close_object(w);
    json_open_object(w);
    put_type(w, "null", false);
    json_close_object(w);
    json_close_array(w);
}

/* What each item of a list must be. */
static void put_items(json_writer *w, const model_field *field)
{
    put_type(w, "array", true);
    json_key(w, BASE_STR("items"));
    json_open_object(w);
    if (field->type == MODEL_TERMS)
        put_reference(w, "word_", model_enumeration_at(field->target)->name);
    else if (field->type == MODEL_ROWS)
        put_reference(w, "", model_kind_at(field->target)->name);
    else
        put_type(w, "string", false);
    if (field->type == MODEL_REFERENCES)
        put_not_empty(w);
    json_close_object(w);
}

static void put_date(json_writer *w, bool nullable)
{
    put_type(w, "string", nullable);
    put_pair(w, "format", "date");
    put_pair(w, "pattern", "^[0-9]{4}-[0-9]{2}-[0-9]{2}$");
}

static void put_value(json_writer *w, const model_field *field)
{
    switch ((model_type)field->type) {
    case MODEL_TEXT:
    case MODEL_REFERENCE:
        put_type(w, "string", !(field->required && model_field_is_id(field)));
        if (field->type == MODEL_REFERENCE || model_field_is_id(field))
            put_not_empty(w);
        break;
    case MODEL_NUMBER:
        put_type(w, "number", true);
        break;
    case MODEL_BOOLEAN:
        put_type(w, "boolean", true);
        break;
    case MODEL_DATE:
        put_date(w, !field->required);
        break;
    case MODEL_TERM:
        put_reference_or_null(w, "word_", model_enumeration_at(field->target)->name);
        break;
    case MODEL_ROW:
        put_reference_or_null(w, "", model_kind_at(field->target)->name);
        break;
    case MODEL_TEXTS:
    case MODEL_TERMS:
    case MODEL_REFERENCES:
    case MODEL_ROWS:
        put_items(w, field);
    }
}

static void put_property(json_writer *w, const model_field *field)
{
    json_key(w, base_str_of(field->name));
    json_open_object(w);
    put_pair(w, "description", field->doc);
    put_value(w, field);
    json_close_object(w);
}

/* The kind of an entry: the words that are known, for editors to offer, or any other. */
static void put_kind_property(json_writer *w, const model_field *field)
{
    json_key(w, base_str_of(field->name));
    json_open_object(w);
    put_pair(w, "description", field->doc);
    json_key(w, BASE_STR("anyOf"));
    json_open_array(w);
    json_open_object(w);
    put_reference(w, "word_", model_enumeration_at(field->target)->name);
    json_close_object(w);
    json_open_object(w);
    put_type(w, "string", false);
    put_not_empty(w);
    json_close_object(w);
    json_close_array(w);
    json_close_object(w);
}

static const model_field *kind_field(void)
{
    return model_field_by(MODEL_FIELD_ENTRY_KIND);
}

/* What rules declare the types of. The reader keeps anything else there, too. */
static void put_custom_property(json_writer *w)
{
    json_key(w, model_custom_key);
    json_open_object(w);
    put_pair(w, "description", "Custom fields, by name. Rule files declare of what type each is. `history`: what those were that rules "
                                "declare dated, in rows of `field`, `value` and `until`, the last day.");
    json_key(w, BASE_STR("additionalProperties"));
    json_open_object(w);
    put_pair(w, "description", "A number, a text, true or false, a date (2024-01-31), a word, or a list of these; null where it is not known.");
    json_close_object(w);
    json_close_object(w);
}

/* Kinds of entries leave out what MODEL_KIND_ENTRY says for all of them. */
static bool is_own(int32_t kind, const model_field *field)
{
    return kind == MODEL_KIND_ENTRY || !model_field_belongs(field, MODEL_KIND_ENTRY);
}

static void put_properties(json_writer *w, int32_t kind)
{
    json_key(w, BASE_STR("properties"));
    json_open_object(w);
    if (kind == MODEL_KIND_CASE) {
        json_key(w, BASE_STR("format"));
        json_open_object(w);
        put_pair(w, "const", "casework.case/1");
        json_close_object(w);
    }
    for (int32_t i = 0; i < model_kind_at(kind)->field_count; i++) {
        const model_field *field = model_field_at(kind, i);
        if (!is_own(kind, field))
            continue;
        if (field == kind_field())
            put_kind_property(w, field);
        else if (!field->derived)
            put_property(w, field);
    }
    if (kind == MODEL_KIND_ENTRY || !model_kind_is_entry(kind))
        put_custom_property(w);
    json_close_object(w);
}

static void put_required(json_writer *w, int32_t kind)
{
    json_key(w, BASE_STR("required"));
    json_open_array(w);
    if (kind == MODEL_KIND_CASE)
        json_write_string(w, BASE_STR("format"));
    for (int32_t i = 0; i < model_kind_at(kind)->field_count; i++) {
        const model_field *field = model_field_at(kind, i);
        if (is_own(kind, field) && (field->required || field == kind_field()))
            json_write_string(w, base_str_of(field->name));
    }
    json_close_array(w);
}

/* If an entry is of a kind, then it has that kind's fields; of an unknown kind, anything besides. */
static void put_choice(json_writer *w, const char *kind)
{
    json_open_object(w);
    json_key(w, BASE_STR("if"));
    json_open_object(w);
    json_key(w, BASE_STR("properties"));
    json_open_object(w);
    json_key(w, BASE_STR("kind"));
    json_open_object(w);
    put_pair(w, "const", kind);
    json_close_object(w);
    json_close_object(w);
    json_close_object(w);
    json_key(w, BASE_STR("then"));
    json_open_object(w);
    put_reference(w, "", kind);
    json_close_object(w);
    json_close_object(w);
}

/* ---- rows of history: the value is what the field asks for ---- */

static void put_history_field(json_writer *w, int32_t kind)
{
    json_key(w, BASE_STR("field"));
    json_open_object(w);
    put_pair(w, "description", "The dated field that the row is of.");
    json_key(w, BASE_STR("enum"));
    json_open_array(w);
    for (int32_t i = 1; i < model_kind_at(kind)->field_count; i++)
        json_write_string(w, base_str_of(model_field_at(kind, i)->name));
    json_close_array(w);
    json_close_object(w);
}

static void put_history_choice(json_writer *w, const model_field *field)
{
    json_open_object(w);
    json_key(w, BASE_STR("if"));
    json_open_object(w);
    json_key(w, BASE_STR("properties"));
    json_open_object(w);
    json_key(w, BASE_STR("field"));
    json_open_object(w);
    put_pair(w, "const", field->name);
    json_close_object(w);
    json_close_object(w);
    json_close_object(w);
    json_key(w, BASE_STR("then"));
    json_open_object(w);
    json_key(w, BASE_STR("properties"));
    json_open_object(w);
    json_key(w, BASE_STR("value"));
    json_open_object(w);
    put_value(w, field);
    json_close_object(w);
    json_close_object(w);
    json_close_object(w);
    json_close_object(w);
}

static void put_history(json_writer *w, int32_t kind)
{
    json_key(w, BASE_STR("properties"));
    json_open_object(w);
    put_history_field(w, kind);
    put_property(w, model_field_at(kind, 0));
    json_close_object(w);
    json_key(w, BASE_STR("required"));
    json_open_array(w);
    json_write_string(w, BASE_STR("field"));
    json_write_string(w, BASE_STR("value"));
    json_close_array(w);
    json_key(w, BASE_STR("allOf"));
    json_open_array(w);
    for (int32_t i = 1; i < model_kind_at(kind)->field_count; i++)
        put_history_choice(w, model_field_at(kind, i));
    json_close_array(w);
}

static void put_kind(json_writer *w, int32_t kind)
{
    json_key(w, base_str_of(model_kind_at(kind)->name));
    json_open_object(w);
    put_pair(w, "description", model_kind_at(kind)->doc);
    put_type(w, "object", false);
    if (model_kind_is_history(kind)) {
        put_history(w, kind);
    } else {
        put_properties(w, kind);
        put_required(w, kind);
    }
    if (kind == MODEL_KIND_ENTRY) {
        json_key(w, BASE_STR("allOf"));
        json_open_array(w);
        for (int32_t i = MODEL_KIND_ENTRY_FIRST; i <= MODEL_KIND_ENTRY_LAST; i++)
            put_choice(w, model_kind_at(i)->name);
        json_close_array(w);
    }
    json_close_object(w);
}

static void put_enumeration(json_writer *w, const model_enumeration *enumeration)
{
    base_buffer name;
    base_buffer_init(&name, w->buffer->context);
    base_putf(&name, "word_%s", enumeration->name);
    w->buffer->failed |= name.failed;
    json_key(w, (base_str){ name.data, name.length });
    base_buffer_finish(&name);
    json_open_object(w);
    json_key(w, BASE_STR("enum"));
    json_open_array(w);
    for (int32_t i = 0; i < enumeration->count; i++)
        json_write_string(w, base_str_of(enumeration->words[i].word));
    json_close_array(w);
    json_close_object(w);
}

static void put_definitions(json_writer *w)
{
    json_key(w, BASE_STR("$defs"));
    json_open_object(w);
    for (int32_t kind = 0; kind < model_kind_count(); kind++)
        if (kind != MODEL_KIND_UNRECOGNISED_ENTRY)
            put_kind(w, kind);
    for (int32_t i = 0; i < model_enumeration_count(); i++)
        put_enumeration(w, model_enumeration_at(i));
    json_close_object(w);
}

void codec_put_case_schema(base_buffer *buffer)
{
    json_writer w;
    json_writer_init(&w, buffer, true);
    json_open_object(&w);
    put_pair(&w, "$schema", "https://json-schema.org/draft/2020-12/schema");
    put_pair(&w, "$id", "urn:casework:case:1");
    put_pair(&w, "title", "casework.case/1");
    put_pair(&w, "$comment",
             "A reader refuses besides: keys or ids given twice; references that lead nowhere or to another kind of record; "
             "days that no calendar has; a case closed before it was opened; two values of one field until one day; numbers of more than 34 significant digits or "
             "out of the range of decimal128; whatever is over its limits.");
    put_reference(&w, "", model_kind_at(MODEL_KIND_CASE)->name);
    put_definitions(&w);
    json_close_object(&w);
    base_put_char(buffer, '\n');
}

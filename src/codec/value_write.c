/* SPDX-License-Identifier: MIT */
/* Values of expressions as JSON. */
#include "codec/report_parts.h"
#include "codec/value.h"
#include "feel/temporal.h"

typedef struct writer {
    json_writer *json;
    feel_run *run;
    base_buffer text;                    /* of the scalar at hand */
    bool typed;
    cw_status status;
} writer;

static void write_any(writer *w, const feel_value *value, int depth);

static void write_list(writer *w, const feel_value *list, int depth)
{
    uint32_t count = feel_list_count(list);
    json_open_array(w->json);
    for (uint32_t i = 0; i < count && w->status == CW_OK; i++) {
        feel_value item;
        feel_list_item(w->run, list, i, &item);
        write_any(w, &item, depth + 1);
    }
    json_close_array(w->json);
}

static void write_context(writer *w, const feel_context *context, int depth)
{
    json_open_object(w->json);
    for (uint32_t i = 0; i < context->count && w->status == CW_OK; i++) {
        const feel_context_entry *entry = feel_context_at(context, i);
        json_key(w->json, entry->key);
        write_any(w, &entry->value, depth + 1);
    }
    json_close_object(w->json);
}

/* Dates, durations and ranges: what has no form of its own in JSON. */
static void write_as_text(writer *w, const feel_value *value)
{
    base_buffer_clear(&w->text);
    if (value->kind == FEEL_RANGE)
        feel_put_value(w->run, value, false, &w->text);
    else
        feel_put_temporal(&w->text, value);
    json_write_string(w->json, (base_str){w->text.data, w->text.length});
    if (w->text.failed)
        w->status = CW_ERR_NOMEM;
}

static void write_number(writer *w, const feel_value *value)
{
    base_buffer_clear(&w->text);
    base_put_decimal(&w->text, value->as.number);
    if (w->text.failed)
        w->status = CW_ERR_NOMEM;
    else if (w->typed)
        json_write_string(w->json, (base_str){w->text.data, w->text.length});
    else
        json_write_raw(w->json, (base_str){w->text.data, w->text.length});
}

static void write_bare(writer *w, const feel_value *value, int depth)
{
    switch (value->kind) {
    case FEEL_NULL:
        json_write_null(w->json);
        break;
    case FEEL_BOOLEAN:
        json_write_bool(w->json, value->as.integer);
        break;
    case FEEL_NUMBER:
        write_number(w, value);
        break;
    case FEEL_STRING:
        json_write_string(w->json, feel_text(value));
        break;
    case FEEL_LIST:
        write_list(w, value, depth);
        break;
    case FEEL_CONTEXT:
        write_context(w, value->as.context, depth);
        break;
    default:
        write_as_text(w, value);
    }
}

/* Recursion is bounded by CODEC_VALUE_DEPTH_MOST, and the length too: items that share a list are written each in full. */
static void write_any(writer *w, const feel_value *value, int depth)
{
    if (depth > CODEC_VALUE_DEPTH_MOST)
        w->status = CW_ERR_LIMIT;
    if (!codec_goes_on(w->json->buffer, &w->status))
        return;
    if (!w->typed) {
        write_bare(w, value, depth);
        return;
    }
    json_open_object(w->json);
    json_key(w->json, BASE_STR("t"));
    json_write_string(w->json, base_str_of(codec_type_word(value->kind)));
    if (value->kind != FEEL_NULL) {
        json_key(w->json, BASE_STR("v"));
        write_bare(w, value, depth);
    }
    json_close_object(w->json);
}

cw_status codec_write_value(json_writer *json, feel_run *run, const feel_value *value, bool typed)
{
    writer w = {.json = json, .run = run, .typed = typed};
    base_buffer_init(&w.text, json->buffer->context);
    write_any(&w, value, 0);
    base_buffer_finish(&w.text);
    return json->buffer->failed ? CW_ERR_NOMEM : w.status;
}

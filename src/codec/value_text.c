/* SPDX-License-Identifier: MIT */
/* Values of expressions as text for a person. What explanations show is cut short; this is whole. */
#include "codec/report_parts.h"
#include "codec/value.h"

typedef struct printer {
    base_buffer *buffer;
    feel_run *run;
    cw_status status;
} printer;

static void put_any(printer *p, const feel_value *value, int depth);

static void put_list(printer *p, const feel_value *list, int depth)
{
    uint32_t count = feel_list_count(list);
    base_put_char(p->buffer, '[');
    for (uint32_t i = 0; i < count && p->status == CW_OK; i++) {
        feel_value item;
        feel_list_item(p->run, list, i, &item);
        base_put(p->buffer, i > 0 ? ", " : "");
        put_any(p, &item, depth + 1);
    }
    base_put_char(p->buffer, ']');
}

static void put_context(printer *p, const feel_context *context, int depth)
{
    base_put_char(p->buffer, '{');
    for (uint32_t i = 0; i < context->count && p->status == CW_OK; i++) {
        const feel_context_entry *entry = feel_context_at(context, i);
        base_put(p->buffer, i > 0 ? ", " : "");
        base_put_visible(p->buffer, entry->key);
        base_put(p->buffer, ": ");
        put_any(p, &entry->value, depth + 1);
    }
    base_put_char(p->buffer, '}');
}

/* Recursion is bounded by CODEC_VALUE_DEPTH_MOST, and the length too: items that share a list are written each in full. */
static void put_any(printer *p, const feel_value *value, int depth)
{
    if (depth > CODEC_VALUE_DEPTH_MOST)
        p->status = CW_ERR_LIMIT;
    if (!codec_goes_on(p->buffer, &p->status))
        return;
    if (value->kind == FEEL_LIST)
        put_list(p, value, depth);
    else if (value->kind == FEEL_CONTEXT)
        put_context(p, value->as.context, depth);
    else
        feel_put_value(p->run, value, false, p->buffer);
}

cw_status codec_put_value(base_buffer *buffer, feel_run *run, const feel_value *value)
{
    printer p = {.buffer = buffer, .run = run};
    put_any(&p, value, 0);
    return buffer->failed ? CW_ERR_NOMEM : p.status;
}

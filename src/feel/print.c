/* SPDX-License-Identifier: MIT */
/* Values as text for people and reports. */
#include "feel/machine.h"
#include "feel/temporal.h"

enum { ITEMS_SHOWN = 10, DEPTH_SHOWN = 8, BYTES_SHOWN = 65536 };   /* after so many, no list within the value is shown */

typedef struct printer {
    feel_run *run;
    base_buffer *buffer;
    const char *mask;                    /* in the place of texts; NULL: they are printed */
    bool names;
    size_t begin;                        /* of the value in the buffer */
} printer;

static void put_at(printer *printer, const feel_value *value, int depth);

static void put_string(base_buffer *buffer, base_str text)
{
    base_put_char(buffer, '"');
    size_t plain = 0;
    for (size_t i = 0; i < text.length; i++) {
        if (text.at[i] != '"' && text.at[i] != '\\')
            continue;
        base_put_visible(buffer, (base_str){text.at + plain, i - plain});
        base_put_char(buffer, '\\');
        base_put_char(buffer, text.at[i]);
        plain = i + 1;
    }
    base_put_visible(buffer, (base_str){text.at + plain, text.length - plain});
    base_put_char(buffer, '"');
}

static void put_list(printer *printer, const feel_value *list, int depth)
{
    uint32_t count = feel_list_count(list);
    base_put_char(printer->buffer, '[');
    for (uint32_t i = 0; i < count; i++) {
        if (i > 0)
            base_put(printer->buffer, ", ");
        if (i == ITEMS_SHOWN) {
            base_put(printer->buffer, "...");
            break;
        }
        feel_value item;
        feel_list_item(printer->run, list, i, &item);
        put_at(printer, &item, depth);
        if (item.flags & FEEL_UNCERTAIN)
            base_put_char(printer->buffer, '?');
    }
    base_put_char(printer->buffer, ']');
}

static void put_context(printer *printer, const feel_context *context, int depth)
{
    base_put_char(printer->buffer, '{');
    for (uint32_t i = 0; i < context->count; i++) {
        if (i > 0)
            base_put(printer->buffer, ", ");
        if (i == ITEMS_SHOWN) {
            base_put(printer->buffer, "...");
            break;
        }
        const feel_context_entry *entry = feel_context_at(context, i);
        base_put_visible(printer->buffer, entry->key);
        base_put(printer->buffer, ": ");
        put_at(printer, &entry->value, depth);
    }
    base_put_char(printer->buffer, '}');
}

const char *feel_range_sign(const feel_run *run, const feel_range *range)
{
    if (range->form != FEEL_ENDS)
        return range->form == FEEL_JUST ? "= " : "!= ";
    if (run->mode == FEEL_RULES || (range->low.kind == FEEL_NULL) == (range->high.kind == FEEL_NULL))
        return "";
    if (range->low.kind == FEEL_NULL)
        return range->high_closed ? "<= " : "< ";
    return range->low_closed ? ">= " : "> ";
}

static void put_range(printer *printer, const feel_range *range, int depth)
{
    const char *sign = feel_range_sign(printer->run, range);
    if (*sign) {
        base_put_char(printer->buffer, '(');
        base_put(printer->buffer, sign);
        put_at(printer, range->low.kind == FEEL_NULL ? &range->high : &range->low, depth);
        base_put_char(printer->buffer, ')');
        return;
    }
    base_put_char(printer->buffer, range->low_closed ? '[' : '(');
    if (range->low.kind != FEEL_NULL)
        put_at(printer, &range->low, depth);
    base_put(printer->buffer, "..");
    if (range->high.kind != FEEL_NULL)
        put_at(printer, &range->high, depth);
    base_put_char(printer->buffer, range->high_closed ? ']' : ')');
}

static void put_nested(printer *printer, const feel_value *value, int depth)
{
    if (depth >= DEPTH_SHOWN || printer->buffer->length - printer->begin > BYTES_SHOWN)
        base_put(printer->buffer, "...");
    else if (value->kind == FEEL_LIST)
        put_list(printer, value, depth + 1);
    else if (value->kind == FEEL_CONTEXT)
        put_context(printer, value->as.context, depth + 1);
    else
        put_range(printer, value->as.range, depth + 1);
}

static void put_at(printer *printer, const feel_value *value, int depth)
{
    base_buffer *buffer = printer->buffer;
    switch (value->kind) {
    case FEEL_NULL:
        base_put(buffer, "null");
        break;
    case FEEL_BOOLEAN:
        base_put(buffer, value->as.integer ? "true" : "false");
        break;
    case FEEL_NUMBER:
        base_put_decimal(buffer, value->as.number);
        break;
    case FEEL_STRING:
        if (printer->mask)
            base_put(buffer, printer->mask);
        else
            put_string(buffer, feel_text(value));
        break;
    case FEEL_DATE:
    case FEEL_TIME:
    case FEEL_DATE_TIME:
    case FEEL_DAYS:
    case FEEL_MONTHS:
        feel_put_temporal(buffer, value);
        break;
    case FEEL_LIST:
    case FEEL_CONTEXT:
    case FEEL_RANGE:
        put_nested(printer, value, depth);
        break;
    case FEEL_RECORD:
        printer->run->facts->put_record(printer->run, value->as.host, printer->names, buffer);
        break;
    case FEEL_FUNCTION:
        base_put(buffer, "function");
        break;
    case FEEL_COUNT:
        base_put_int(buffer, value->as.bounds->low);
        base_put(buffer, " to ");
        base_put_int(buffer, value->as.bounds->high);
        break;
    default:
        base_put(buffer, "unknown");
    }
}

void feel_put_value(feel_run *run, const feel_value *value, bool names, base_buffer *buffer)
{
    feel_put_masked(run, value, NULL, names, buffer);
}

void feel_put_masked(feel_run *run, const feel_value *value, const char *mask, bool names, base_buffer *buffer)
{
    printer printer = {run, buffer, mask, names, buffer->length};
    put_at(&printer, value, 0);
}

/* SPDX-License-Identifier: MIT */
#include "json/scan.h"
#include "json/writer.h"

void json_writer_init(json_writer *writer, base_buffer *buffer, bool indented)
{
    *writer = (json_writer){ .buffer = buffer, .indented = indented, .fresh = true };
}

static void new_line(json_writer *writer)
{
    if (!writer->indented)
        return;
    base_put_char(writer->buffer, '\n');
    for (int32_t i = 0; i < writer->depth; i++)
        base_put(writer->buffer, "  ");
}

/* What stands between the last thing written and the next value or key. */
static void begin_item(json_writer *writer)
{
    if (writer->keyed) {
        writer->keyed = false;
        return;
    }
    if (!writer->fresh)
        base_put_char(writer->buffer, ',');
    if (writer->depth > 0)
        new_line(writer);
    writer->fresh = false;
}

static void open_group(json_writer *writer, char bracket)
{
    begin_item(writer);
    base_put_char(writer->buffer, bracket);
    writer->depth++;
    writer->fresh = true;
}

static void close_group(json_writer *writer, char bracket)
{
    writer->depth--;
    if (!writer->fresh)
        new_line(writer);
    base_put_char(writer->buffer, bracket);
    writer->fresh = false;
}

void json_open_object(json_writer *writer)
{
    open_group(writer, '{');
    if (writer->sorter != NULL)
        json_sorter_open(writer);
}

void json_close_object(json_writer *writer)
{
    if (writer->sorter != NULL)
        json_sorter_close(writer);
    close_group(writer, '}');
}

void json_open_array(json_writer *writer)
{
    open_group(writer, '[');
}

void json_close_array(json_writer *writer)
{
    close_group(writer, ']');
}

static void put_escape(base_buffer *buffer, unsigned char c)
{
    switch (c) {
    case '"':
        base_put(buffer, "\\\"");
        break;
    case '\\':
        base_put(buffer, "\\\\");
        break;
    case '\b':
        base_put(buffer, "\\b");
        break;
    case '\f':
        base_put(buffer, "\\f");
        break;
    case '\n':
        base_put(buffer, "\\n");
        break;
    case '\r':
        base_put(buffer, "\\r");
        break;
    case '\t':
        base_put(buffer, "\\t");
        break;
    default:
        base_putf(buffer, "\\u%04x", c);
    }
}

void json_put_string(base_buffer *buffer, base_str text)
{
    size_t plain = 0;
    base_put_char(buffer, '"');
    for (;;) {
        size_t end = json_skip_plain(text, plain);
        base_put_str(buffer, (base_str){ text.at + plain, end - plain });
        if (end == text.length)
            break;
        put_escape(buffer, (unsigned char)text.at[end]);
        plain = end + 1;
    }
    base_put_char(buffer, '"');
}

void json_key(json_writer *writer, base_str key)
{
    begin_item(writer);
    if (writer->sorter != NULL)
        json_sorter_key(writer, key);
    json_put_string(writer->buffer, key);
    base_put(writer->buffer, writer->indented ? ": " : ":");
    writer->keyed = true;
}

void json_write_null(json_writer *writer)
{
    begin_item(writer);
    base_put(writer->buffer, "null");
}

void json_write_bool(json_writer *writer, bool value)
{
    begin_item(writer);
    base_put(writer->buffer, value ? "true" : "false");
}

void json_write_int(json_writer *writer, int64_t value)
{
    begin_item(writer);
    base_put_int(writer->buffer, value);
}

void json_write_string(json_writer *writer, base_str text)
{
    begin_item(writer);
    json_put_string(writer->buffer, text);
}

/* The end of a run that stands on one line: white space outside strings ends it. */
static size_t skip_run(base_str text, size_t at)
{
    bool in_string = false;
    for (; at < text.length; at++) {
        char c = text.at[at];
        if (c == '"')
            in_string = !in_string;
        else if (c == '\\')
            at++;      /* only strings hold one */
        else if (!in_string && (c == ' ' || c == '\n' || c == '\r' || c == '\t'))
            break;
    }
    return at < text.length ? at : text.length;
}

void json_write_raw(json_writer *writer, base_str text)
{
    begin_item(writer);
    if (writer->sorter != NULL) {
        if (json_write_canonical(writer->buffer, writer->buffer->context, text) != CW_OK)
            writer->buffer->failed = true;
        return;
    }
    if (writer->indented) {
        base_put_str(writer->buffer, text);
        return;
    }
    for (size_t at = 0; at < text.length; at++) {
        size_t end = skip_run(text, at);
        base_put_str(writer->buffer, (base_str){ text.at + at, end - at });
        at = end;
    }
}

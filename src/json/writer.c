/* SPDX-License-Identifier: MIT */
#include "json/scan.h"
#include "json/writer.h"
#include <string.h>

void json_writer_init(json_writer *writer, base_buffer *buffer, bool indented)
{
    *writer = (json_writer){ .buffer = buffer, .indented = indented, .fresh = true };
}

void json_writer_init_canonical(json_writer *writer, base_buffer *buffer)
{
    json_writer_init(writer, buffer, false);
    writer->canonical = true;
}

/* ---- what stands between items ---- */

static void new_line(json_writer *writer)
{
    base_put_char(writer->buffer, '\n');
    for (int32_t i = 0; i < writer->depth; i++)
        base_put(writer->buffer, "  ");
}

static char *begin_line(json_writer *writer, char *at, size_t more)
{
    base_buffer_end(writer->buffer, at);
    new_line(writer);
    return base_buffer_room(writer->buffer, more);
}

/* Puts what stands before the next value or key, and gives room for `more` bytes after it; NULL when memory ran out. */
static inline char *begin_item(json_writer *writer, size_t more)
{
    char *at = base_buffer_room(writer->buffer, more + 1);
    bool keyed = writer->keyed;
    if (at == NULL)
        return NULL;
    if (!writer->fresh && !keyed)
        *at++ = ',';
    writer->keyed = writer->fresh = false;
    return writer->indented && !keyed && writer->depth > 0 ? begin_line(writer, at, more) : at;
}

/* The same for an item that puts its text itself. */
static void put_before_item(json_writer *writer)
{
    char *at = begin_item(writer, 0);
    if (at != NULL)
        base_buffer_end(writer->buffer, at);
}

/* An item whose text is at hand. */
static void put_item(json_writer *writer, base_str text)
{
    char *at = begin_item(writer, text.length);
    if (at == NULL)
        return;
    memcpy(at, text.at, text.length);
    base_buffer_end(writer->buffer, at + text.length);
}

/* ---- lists and objects ---- */

static void open_group(json_writer *writer, char bracket)
{
    put_item(writer, (base_str){ &bracket, 1 });
    writer->depth++;
    writer->fresh = true;
}

static void close_group(json_writer *writer, char bracket)
{
    writer->depth--;
    if (writer->indented && !writer->fresh)
        new_line(writer);
    base_put_char(writer->buffer, bracket);
    writer->fresh = false;
}

void json_open_object(json_writer *writer)
{
    open_group(writer, '{');
}

void json_close_object(json_writer *writer)
{
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

/* ---- strings ---- */

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

/* The rest of a string from the first byte on that needs an escape, and the closing quote. */
static void put_escaped(base_buffer *buffer, base_str text, size_t at)
{
    while (at < text.length) {
        size_t plain = at;
        at = json_skip_plain(text, at);
        base_put_str(buffer, (base_str){ text.at + plain, at - plain });
        if (at < text.length)
            put_escape(buffer, (unsigned char)text.at[at++]);
    }
    base_put_char(buffer, '"');
}

/* Copies a text up to the first byte that needs an escape; gives how much. Eight bytes at a time, of which the last may have
 * been copied before. */
static inline size_t copy_plain(char *out, base_str text)
{
    uint64_t eight;
    size_t at = 0;
    for (; text.length - at >= sizeof eight; at += sizeof eight) {
        memcpy(&eight, text.at + at, sizeof eight);
        if (json_holds_special(eight))
            break;
        memcpy(out + at, &eight, sizeof eight);
    }
    if (text.length > sizeof eight && text.length - at < sizeof eight) {
        memcpy(&eight, text.at + text.length - sizeof eight, sizeof eight);
        memcpy(out + text.length - sizeof eight, &eight, sizeof eight);
        if (!json_holds_special(eight))
            return text.length;
    }
    for (; at < text.length && json_is_plain(text.at[at]); at++)
        out[at] = text.at[at];
    return at;
}

/* A string at the end of the buffer, where there is room for it with its quotes, if it needs no escapes. */
static void put_string(base_buffer *buffer, char *at, base_str text)
{
    *at++ = '"';
    size_t plain = copy_plain(at, text);
    at += plain;
    if (plain == text.length)
        *at++ = '"';
    base_buffer_end(buffer, at);
    if (plain < text.length)
        put_escaped(buffer, text, plain);
}

void json_put_string(base_buffer *buffer, base_str text)
{
    char *at = base_buffer_room(buffer, text.length + 2);
    if (at != NULL)
        put_string(buffer, at, text);
}

void json_key(json_writer *writer, base_str key)
{
    char *at = begin_item(writer, key.length + 2);
    if (at != NULL)
        put_string(writer->buffer, at, key);
    base_put(writer->buffer, writer->indented ? ": " : ":");
    writer->keyed = true;
}

/* Keys, words and days are short: without a call. What lies between the first and the last bytes is copied twice. */
static inline char *copy_short(char *at, base_str text)
{
    enum { HALF = 4, WHOLE = 8 };
    if (text.length >= WHOLE && text.length <= 2 * WHOLE) {
        memcpy(at, text.at, WHOLE);
        memcpy(at + text.length - WHOLE, text.at + text.length - WHOLE, WHOLE);
    } else if (text.length >= HALF && text.length <= 2 * HALF) {
        memcpy(at, text.at, HALF);
        memcpy(at + text.length - HALF, text.at + text.length - HALF, HALF);
    } else {
        memcpy(at, text.at, text.length);
    }
    return at + text.length;
}

static char *copy_quoted(char *at, base_str text)
{
    *at++ = '"';
    at = copy_short(at, text);
    *at++ = '"';
    return at;
}

void json_key_plain(json_writer *writer, base_str key)
{
    char *at = begin_item(writer, key.length + 4);
    writer->keyed = true;
    if (at == NULL)
        return;
    at = copy_quoted(at, key);
    *at++ = ':';
    if (writer->indented)
        *at++ = ' ';
    base_buffer_end(writer->buffer, at);
}

/* ---- values ---- */

void json_write_null(json_writer *writer)
{
    put_item(writer, BASE_STR("null"));
}

void json_write_bool(json_writer *writer, bool value)
{
    put_item(writer, value ? BASE_STR("true") : BASE_STR("false"));
}

void json_write_int(json_writer *writer, int64_t value)
{
    put_before_item(writer);
    base_put_int(writer->buffer, value);
}

void json_write_string(json_writer *writer, base_str text)
{
    char *at = begin_item(writer, text.length + 2);
    if (at != NULL)
        put_string(writer->buffer, at, text);
}

void json_write_plain(json_writer *writer, base_str text)
{
    char *at = begin_item(writer, text.length + 2);
    if (at != NULL)
        base_buffer_end(writer->buffer, copy_quoted(at, text));
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

static void put_canonical(base_buffer *buffer, base_str text)
{
    if (!buffer->failed && json_write_canonical(buffer, buffer->context, text) != CW_OK)
        buffer->failed = true;
}

void json_write_raw(json_writer *writer, base_str text)
{
    put_before_item(writer);
    if (writer->canonical) {
        put_canonical(writer->buffer, text);
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

void json_write_again(json_writer *writer, size_t start, size_t length)
{
    char *at = base_buffer_room(writer->buffer, length);
    if (at == NULL)
        return;
    memcpy(at, writer->buffer->data + start, length);
    base_buffer_end(writer->buffer, at + length);
    writer->fresh = writer->keyed = false;
}

/* SPDX-License-Identifier: MIT */
#include "base/text.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/reference.h"

/* ---- slices ---- */

base_str base_str_of(const char *text)
{
    return (base_str){text, text ? strlen(text) : 0};
}

bool base_str_equal(base_str a, base_str b)
{
    return a.length == b.length && (a.length == 0 || memcmp(a.at, b.at, a.length) == 0);
}

int base_str_compare(base_str a, base_str b)
{
    size_t shared = a.length < b.length ? a.length : b.length;
    int order = shared ? memcmp(a.at, b.at, shared) : 0;
    if (order != 0)
        return order < 0 ? -1 : 1;
    return (a.length > b.length) - (a.length < b.length);
}

bool base_str_is(base_str a, const char *literal)
{
    return base_str_equal(a, base_str_of(literal));
}

/* ---- the buffer ---- */

void base_buffer_init(base_buffer *buffer, const cw_context *context)
{
    *buffer = (base_buffer){.context = context};
}

void base_buffer_finish(base_buffer *buffer)
{
    base_release(buffer->context, buffer->data, buffer->capacity);
    base_buffer_init(buffer, buffer->context);
}

void base_buffer_cut(base_buffer *buffer, size_t length)
{
    buffer->length = length;
    buffer->failed = false;
    if (buffer->data)
        buffer->data[length] = '\0';
}

void base_buffer_clear(base_buffer *buffer)
{
    base_buffer_cut(buffer, 0);
}

/* Room for `more` bytes and the NUL. Once failed, always failed: a text with a hole would mislead. */
static bool reserve(base_buffer *buffer, size_t more)
{
    if (buffer->failed)
        return false;
    if (more < buffer->capacity - buffer->length)
        return true;
    size_t need = buffer->length + more + 1;
    size_t wanted = buffer->capacity * 2;      /* if this wraps around, `need` is more */
    if (wanted < 64)
        wanted = 64;
    if (wanted < need)
        wanted = need;
    char *grown = more < SIZE_MAX - buffer->length
                      ? base_resize(buffer->context, buffer->data, buffer->capacity, wanted)
                      : NULL;
    if (!grown) {
        buffer->failed = true;
        return false;
    }
    buffer->data = grown;
    buffer->capacity = wanted;
    buffer->data[buffer->length] = '\0';
    return true;
}

char *base_buffer_grow(base_buffer *buffer, size_t more)
{
    return reserve(buffer, more) ? buffer->data + buffer->length : NULL;
}

void base_put_str(base_buffer *buffer, base_str text)
{
    if (!reserve(buffer, text.length))
        return;
    if (text.length)
        memcpy(buffer->data + buffer->length, text.at, text.length);
    buffer->length += text.length;
    buffer->data[buffer->length] = '\0';
}

void base_put(base_buffer *buffer, const char *text)
{
    base_put_str(buffer, base_str_of(text));
}

void base_put_char(base_buffer *buffer, char c)
{
    if (!reserve(buffer, 1))
        return;
    buffer->data[buffer->length++] = c;
    buffer->data[buffer->length] = '\0';
}

void base_put_int(base_buffer *buffer, int64_t number)
{
    char digits[20];
    size_t at = sizeof digits;
    uint64_t rest = number < 0 ? 0 - (uint64_t)number : (uint64_t)number;
    do {
        digits[--at] = (char)('0' + rest % 10);
        rest /= 10;
    } while (rest);
    if (number < 0)
        digits[--at] = '-';
    base_put_str(buffer, (base_str){digits + at, sizeof digits - at});
}

void base_put_utf8(base_buffer *buffer, uint32_t code_point)
{
    char bytes[4];
    int size = base_utf8_encode(code_point, bytes);
    base_put_str(buffer, (base_str){bytes, (size_t)size});
}

void base_vputf(base_buffer *buffer, const char *format, va_list arguments)
{
    va_list again;
    va_copy(again, arguments);
    int size = vsnprintf(NULL, 0, format, arguments);
    if (size < 0) {
        buffer->failed = true;
    } else if (reserve(buffer, (size_t)size)) {
        vsnprintf(buffer->data + buffer->length, (size_t)size + 1, format, again);
        buffer->length += (size_t)size;
    }
    va_end(again);
}

void base_putf(base_buffer *buffer, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    base_vputf(buffer, format, arguments);
    va_end(arguments);
}

/* ---- text for people ---- */

/* Characters that would act on a terminal or reorder or hide text: controls, line and paragraph
 * separators, bidirectional controls, byte order marks, language tags. */
static bool acts_unseen(uint32_t c)
{
    return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x61C || c == 0x200E || c == 0x200F ||
           (c >= 0x2028 && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0xFEFF ||
           (c >= 0xE0000 && c <= 0xE007F);
}

int base_put_visible_one(base_buffer *buffer, const char *text, size_t length)
{
    uint32_t c;
    int size = base_utf8_decode(text, length, &c);
    if (size == 0) {
        base_putf(buffer, "\\x{%02x}", (unsigned)(unsigned char)text[0]);
        return 1;
    }
    if (acts_unseen(c))
        base_putf(buffer, "\\u{%" PRIx32 "}", c);
    else
        base_put_str(buffer, (base_str){text, (size_t)size});
    return size;
}

void base_put_visible(base_buffer *buffer, base_str text)
{
    size_t at = 0;
    while (at < text.length) {
        size_t plain = at;
        while (plain < text.length && text.at[plain] >= 0x20 && text.at[plain] < 0x7F)
            plain++;
        base_put_str(buffer, (base_str){text.at + at, plain - at});
        at = plain;
        if (at < text.length)
            at += (size_t)base_put_visible_one(buffer, text.at + at, text.length - at);
    }
}

/* ---- the handle ---- */

struct cw_text {
    atomic_int references;
    const cw_context *context;
    char *data;                /* NULL: nothing was put */
    size_t length, capacity;
};

cw_status base_text_new(const cw_context *context, cw_text **text)
{
    cw_text *made = *text = base_allocate(context, sizeof *made);
    if (!made)
        return CW_ERR_NOMEM;
    *made = (cw_text){.context = base_context_use((cw_context *)context)};
    atomic_init(&made->references, 1);
    return CW_OK;
}

void base_text_fill(cw_text *text, base_buffer *buffer)
{
    text->data = buffer->data;
    text->length = buffer->length;
    text->capacity = buffer->capacity;
    base_buffer_init(buffer, buffer->context);
}

cw_status base_buffer_take(base_buffer *buffer, cw_text **text)
{
    *text = NULL;
    if (buffer->failed || base_text_new(buffer->context, text) != CW_OK) {
        base_buffer_finish(buffer);
        return CW_ERR_NOMEM;
    }
    base_text_fill(*text, buffer);
    return CW_OK;
}

cw_status base_buffer_take_if(base_buffer *buffer, cw_status written, cw_text **text)
{
    if (written == CW_OK)
        return base_buffer_take(buffer, text);
    base_buffer_finish(buffer);
    return written;
}

void base_text_take(cw_text *text)
{
    base_reference_take(&text->references);
}

void base_text_drop(cw_text *text)
{
    if (!base_reference_drop(&text->references))
        return;
    const cw_context *context = text->context;
    base_release(context, text->data, text->capacity);
    base_release(context, text, sizeof *text);
    base_context_drop(context);
}

base_str base_text_str(const cw_text *text)
{
    return (base_str){text->data ? text->data : "", text->length};
}

/* SPDX-License-Identifier: MIT */
#ifndef BASE_TEXT_H
#define BASE_TEXT_H
/* Slices of text, a growing buffer, the public text handle, UTF-8. */
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <casework/text.h>
#include "base/memory.h"

typedef struct base_str { const char *at; size_t length; } base_str;

#define BASE_STR(literal) ((base_str){ (literal), sizeof(literal) - 1 })

base_str base_str_of(const char *text);                    /* NULL gives the empty slice */
bool base_str_equal(base_str a, base_str b);
int base_str_compare(base_str a, base_str b);              /* by bytes, which is by code point */
bool base_str_is(base_str a, const char *literal);

/* A growing text. `failed` stays set when memory ran out; what was appended before stands. */
typedef struct base_buffer {
    const cw_context *context;
    char *data;                                            /* NUL-terminated once anything was put */
    size_t length, capacity;
    bool failed;
} base_buffer;

void base_buffer_init(base_buffer *buffer, const cw_context *context);
void base_buffer_finish(base_buffer *buffer);
void base_buffer_clear(base_buffer *buffer);               /* keeps the memory */
void base_buffer_cut(base_buffer *buffer, size_t length);  /* back to a length it had; `failed` is forgotten */
/* Room for `more` bytes at the end, for who writes many small pieces: NULL when memory ran out. What was written there becomes
 * the buffer's by base_buffer_end, which takes the place after it. */
char *base_buffer_grow(base_buffer *buffer, size_t more);
static inline char *base_buffer_room(base_buffer *buffer, size_t more)
{
    bool fits = !buffer->failed && more < buffer->capacity - buffer->length;
    return fits ? buffer->data + buffer->length : base_buffer_grow(buffer, more);
}
static inline void base_buffer_end(base_buffer *buffer, char *end)
{
    *end = '\0';
    buffer->length = (size_t)(end - buffer->data);
}
void base_put(base_buffer *buffer, const char *text);
void base_put_str(base_buffer *buffer, base_str text);
void base_put_char(base_buffer *buffer, char c);
void base_put_int(base_buffer *buffer, int64_t number);
void base_put_utf8(base_buffer *buffer, uint32_t code_point);
/* printf without floating point; give text as %s or %.*s, 64-bit numbers with PRId64. */
#if defined(__GNUC__)
__attribute__((format(printf, 2, 3)))
#endif
void base_putf(base_buffer *buffer, const char *format, ...);
void base_vputf(base_buffer *buffer, const char *format, va_list arguments);
/* Text for a terminal or a person: control and bidirectional characters as \u{..}. Newlines too. */
void base_put_visible(base_buffer *buffer, base_str text);
/* The same for the one character at text[0..length), length > 0; returns its bytes. A byte that is not
 * UTF-8 is shown as \x{..}. */
int base_put_visible_one(base_buffer *buffer, const char *text, size_t length);

/* Hands the buffer's text over as a handle; the buffer is empty after. CW_ERR_NOMEM if it failed. */
cw_status base_buffer_take(base_buffer *buffer, cw_text **text);
/* The same where writing it gave CW_OK; else gives that status, and the buffer is released. */
cw_status base_buffer_take_if(base_buffer *buffer, cw_status written, cw_text **text);

/* The same in two steps, for who may not fail once the text is made: an empty handle, then its text, of the same context. */
cw_status base_text_new(const cw_context *context, cw_text **text);
void base_text_fill(cw_text *text, base_buffer *buffer);

/* Behind the functions of <casework/text.h>. */
void base_text_take(cw_text *text);
void base_text_drop(cw_text *text);
base_str base_text_str(const cw_text *text);

/* UTF-8: strict (no overlong forms, no surrogates, at most U+10FFFF). */
/* Reads one code point at text[0..length); returns its bytes (1-4), or 0 where it is not valid. */
int base_utf8_decode(const char *text, size_t length, uint32_t *code_point);
int base_utf8_encode(uint32_t code_point, char out[4]);
/* Offset of the first byte that is not valid, or `length`. */
size_t base_utf8_check(const char *text, size_t length);
int64_t base_utf8_count(base_str text);                    /* code points */
#endif

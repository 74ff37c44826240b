/* SPDX-License-Identifier: MIT */
#include "feel/literal.h"

#include <string.h>

#include "feel/temporal.h"

/* ---- strings ---- */

/* The value of `count` hexadecimal digits at `at`, or UINT32_MAX. */
static uint32_t hex(base_str text, size_t at, size_t count)
{
    uint32_t value = 0;
    if (text.length - at < count)
        return UINT32_MAX;
    for (size_t i = at; i < at + count; i++) {
        char c = text.at[i];
        int digit = c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10
                  : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
        if (digit < 0)
            return UINT32_MAX;
        value = value * 16 + (uint32_t)digit;
    }
    return value;
}

enum { HIGH_SURROGATE = 0xD800, LOW_SURROGATE = 0xDC00, SURROGATES_END = 0xE000 };

/* The escape at text[at], a backslash: its character and its bytes. 0 bytes: no escape. */
static size_t escape(base_str text, size_t at, uint32_t *c)
{
    static const char plain[] = "\"\\'/nrt", means[] = "\"\\'/\n\r\t";
    char letter = at + 1 < text.length ? text.at[at + 1] : 0;
    const char *found = letter ? strchr(plain, letter) : NULL;
    if (found) {
        *c = (unsigned char)means[found - plain];
        return 2;
    }
    size_t digits = letter == 'u' ? 4 : letter == 'U' ? 6 : 0;
    *c = digits ? hex(text, at + 2, digits) : UINT32_MAX;
    if (*c == UINT32_MAX)
        return 0;
    size_t length = 2 + digits;
    if (*c >= HIGH_SURROGATE && *c < LOW_SURROGATE && text.length - at >= length + 6 && text.at[at + length] == '\\' &&
        text.at[at + length + 1] == 'u') {
        uint32_t low = hex(text, at + length + 2, 4);
        if (low >= LOW_SURROGATE && low < SURROGATES_END) {
            *c = 0x10000 + ((*c - HIGH_SURROGATE) << 10) + (low - LOW_SURROGATE);
            length += 6;
        }
    }
    return length;
}

/* Appends the escape at text[*at]; `origin` is where the text stands in the source. */
static bool put_escape(feel_compiler *compiler, base_str text, size_t *at, uint32_t origin, char *out, size_t *length)
{
    uint32_t c, start = origin + (uint32_t)*at;
    size_t bytes = escape(text, *at, &c);
    if (bytes == 0) {
        uint32_t unit;
        int next = base_utf8_decode(text.at + *at + 1, text.length - *at - 1, &unit);
        base_str shown = {text.at + *at, 1 + (size_t)next};
        feel_tell(compiler, FEEL_DIAG_BAD_ESCAPE, start, start + (uint32_t)shown.length,
                  BASE_STR("write `\\\\` for a backslash"), FEEL_QUOTE(shown));
        return false;
    }
    int put = base_utf8_encode(c, out + *length);
    if (put == 0) {
        base_str shown = {text.at + *at, bytes};
        feel_tell(compiler, FEEL_DIAG_BAD_CODE_POINT, start, start + (uint32_t)bytes, (base_str){0}, FEEL_QUOTE(shown));
        return false;
    }
    *length += (size_t)put;
    *at += bytes;
    return true;
}

bool feel_read_string(feel_compiler *compiler, feel_token token, base_str *out)
{
    uint32_t origin = token.start + 1;
    base_str text = {compiler->source->text.at + origin, token.end - token.start - 2};
    size_t bad = base_utf8_check(text.at, text.length), length = 0;
    if (bad < text.length) {
        feel_tell(compiler, FEEL_DIAG_BAD_UTF8, origin + (uint32_t)bad, origin + (uint32_t)bad + 1, (base_str){0},
                  (unsigned)(unsigned char)text.at[bad]);
        return false;
    }
    *out = text;
    if (!memchr(text.at, '\\', text.length))
        return true;
    char *made = base_arena_alloc(compiler->arena, text.length + 1);   /* an escape is longer than its character */
    if (!made) {
        compiler->no_memory = true;
        return false;
    }
    for (size_t at = 0; at < text.length;) {
        if (text.at[at] != '\\')
            made[length++] = text.at[at++];
        else if (!put_escape(compiler, text, &at, origin, made, &length))
            return false;
    }
    *out = (base_str){made, length};
    return true;
}

/* ---- numbers ---- */

bool feel_read_number(feel_compiler *compiler, feel_token token, feel_value *out)
{
    base_str text = {compiler->source->text.at + token.start, token.end - token.start};
    base_decimal *number = base_arena_alloc(compiler->arena, sizeof *number);
    if (!number) {
        compiler->no_memory = true;
        return false;
    }
    if (!base_decimal_parse(text, true, number)) {
        feel_tell(compiler, FEEL_DIAG_LARGE_NUMBER, token.start, token.end, (base_str){0}, FEEL_QUOTE(text));
        return false;
    }
    *out = (feel_value){.kind = FEEL_NUMBER, .as.number = number};
    return true;
}

/* ---- dates and durations ---- */

bool feel_read_at(feel_compiler *compiler, feel_token token, feel_value *out)
{
    base_str text;
    if (!feel_read_string(compiler, token, &text))
        return false;
    feel_moment *room = base_arena_alloc(compiler->arena, sizeof *room);
    if (!room) {
        compiler->no_memory = true;
        return false;
    }
    if (feel_temporal_parse(text, room, out))
        return true;
    if (feel_names_zone(text))
        feel_tell(compiler, FEEL_DIAG_NAMED_ZONE, token.start, token.end,
                  BASE_STR("write the offset, as in @\"10:00:00+01:00\""), FEEL_QUOTE(text));
    else
        feel_tell(compiler, FEEL_DIAG_BAD_LITERAL, token.start, token.end,
                  BASE_STR("write a date as in @\"2024-03-31\", a duration as in @\"P30D\" or @\"P6M\""), FEEL_QUOTE(text));
    return false;
}

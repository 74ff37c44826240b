/* SPDX-License-Identifier: MIT */
#include "json/scan.h"
#include <stdio.h>
#include <string.h>

typedef enum escape { ESCAPE_GOOD, ESCAPE_UNKNOWN, ESCAPE_HEX, ESCAPE_NUL, ESCAPE_LONE } escape;

enum { REPLACEMENT = 0xFFFD };   /* stands for what was told already, so that the reading can go on */

static int hex_value(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

/* Four hexadecimal digits at an offset, or -1. */
static int32_t read_hex(base_str text, size_t at)
{
    int32_t value = 0;
    if (text.length < 4 || at > text.length - 4)
        return -1;
    for (size_t i = 0; i < 4; i++) {
        int digit = hex_value(text.at[at + i]);
        if (digit < 0)
            return -1;
        value = value * 16 + digit;
    }
    return value;
}

/* The second half of a pair at an offset, or -1. */
static int32_t read_low_surrogate(base_str text, size_t at)
{
    int32_t low;
    if (at + 1 >= text.length || text.at[at] != '\\' || text.at[at + 1] != 'u')
        return -1;
    low = read_hex(text, at + 2);
    return low >= 0xDC00 && low <= 0xDFFF ? low : -1;
}

/* *at stands on the u; it is moved past the escape. */
static escape read_unicode(base_str text, size_t *at, uint32_t *code_point)
{
    int32_t high = read_hex(text, *at + 1), low;
    *code_point = REPLACEMENT;
    if (high < 0)
        return ESCAPE_HEX;
    *at += 5;
    if (high == 0)
        return ESCAPE_NUL;
    if (high < 0xD800 || high > 0xDFFF) {
        *code_point = (uint32_t)high;
        return ESCAPE_GOOD;
    }
    low = high < 0xDC00 ? read_low_surrogate(text, *at) : -1;
    if (low < 0)
        return ESCAPE_LONE;
    *at += 6;
    *code_point = 0x10000 + (((uint32_t)high - 0xD800) << 10) + ((uint32_t)low - 0xDC00);
    return ESCAPE_GOOD;
}

/* *at stands past the backslash, within the text; a good escape moves it past itself. */
static escape read_escape(base_str text, size_t *at, uint32_t *code_point)
{
    static const char letters[] = "\"\\/bfnrt", meanings[] = "\"\\/\b\f\n\r\t";
    const char *letter;
    if (text.at[*at] == 'u')
        return read_unicode(text, at, code_point);
    letter = memchr(letters, text.at[*at], sizeof letters - 1);
    if (letter == NULL)
        return ESCAPE_UNKNOWN;
    *code_point = (uint32_t)meanings[letter - letters];
    *at += 1;
    return ESCAPE_GOOD;
}

/* Tells what is wrong with an escape; CW_OK where the reading may go on. */
static cw_status judge_escape(json_scan *scan, escape kind, size_t backslash, size_t at)
{
    char buffer[JSON_FOUND_BYTES];
    const char *text = scan->tree->text.at;
    switch (kind) {
    case ESCAPE_GOOD:
        return CW_OK;
    case ESCAPE_UNKNOWN:
        json_tell(scan, JSON_TELL_ESCAPE, backslash, 2, "a backslash itself is written `\\\\`",
                  json_found(scan, at, buffer));
        return CW_ERR_INPUT;
    case ESCAPE_HEX:
        json_tell(scan, JSON_TELL_HEX_DIGITS, backslash, 2, NULL, NULL);
        return CW_ERR_INPUT;
    case ESCAPE_NUL:
        json_tell(scan, JSON_TELL_NUL, backslash, 6, NULL, NULL);
        break;
    case ESCAPE_LONE:
        snprintf(buffer, sizeof buffer, "%.6s", text + backslash);
        json_tell(scan, JSON_TELL_SURROGATE, backslash, 6, NULL, buffer);
        break;
    }
    scan->damaged = true;
    return CW_OK;
}

static cw_status tell_control(json_scan *scan, size_t at)
{
    char found[JSON_FOUND_BYTES], help[JSON_FOUND_BYTES];
    unsigned char c = (unsigned char)scan->tree->text.at[at];
    if (c == '\n' || c == '\r')
        snprintf(help, sizeof help, "write `\\%c`", c == '\n' ? 'n' : 'r');
    else if (c == '\t')
        snprintf(help, sizeof help, "write `\\t`");
    else
        snprintf(help, sizeof help, "write `\\u%04x`", c);
    json_tell(scan, JSON_TELL_CONTROL, at, 1, c == 0 ? NULL : help, json_found(scan, at, found));
    return CW_ERR_INPUT;
}

size_t json_skip_plain(base_str text, size_t at)
{
    uint64_t eight;
    for (; text.length - at >= sizeof eight; at += sizeof eight) {
        memcpy(&eight, text.at + at, sizeof eight);
        if (json_holds_special(eight))
            break;
    }
    while (at < text.length && json_is_plain(text.at[at]))
        at++;
    return at;
}

/* Finds the closing quote of a string whose content begins at `begin`, judging all between; gives the bytes that
 * the string has once decoded. */
static cw_status find_end(json_scan *scan, size_t begin, size_t *end, size_t *decoded)
{
    base_str text = scan->tree->text;
    size_t at = begin;
    *decoded = 0;
    for (;;) {
        size_t plain = at, backslash;
        uint32_t code_point;
        char bytes[4];
        escape kind;
        cw_status status;
        at = json_skip_plain(text, at);
        *decoded += at - plain;
        if (at < text.length && text.at[at] == '"')
            break;
        if (at < text.length && text.at[at] != '\\')
            return tell_control(scan, at);
        if (text.length - at < 2) {
            json_tell(scan, JSON_TELL_UNCLOSED_TEXT, begin - 1, 1, NULL, NULL);
            return CW_ERR_INPUT;
        }
        backslash = at++;
        kind = read_escape(text, &at, &code_point);
        status = judge_escape(scan, kind, backslash, at);
        if (status != CW_OK)
            return status;
        *decoded += (size_t)base_utf8_encode(code_point, bytes);
    }
    *end = at;
    return CW_OK;
}

static void decode(base_str text, size_t at, size_t end, char *out)
{
    while (at < end) {
        size_t plain = at;
        uint32_t code_point = 0;
        at = json_skip_plain(text, at);
        memcpy(out, text.at + plain, at - plain);
        out += at - plain;
        if (at >= end)
            break;
        at++;
        read_escape(text, &at, &code_point);
        out += base_utf8_encode(code_point, out);
    }
}

cw_status json_scan_string(json_scan *scan, base_str *out)
{
    size_t begin = scan->at + 1, end, decoded;
    char *copy;
    cw_status status = find_end(scan, begin, &end, &decoded);
    if (status != CW_OK)
        return status;
    if ((int64_t)decoded > scan->string_limit)
        return json_tell_limit(scan, JSON_TELL_STRING_LIMIT, scan->at, 1, scan->string_limit);
    scan->at = end + 1;
    *out = (base_str){ scan->tree->text.at + begin, decoded };
    if (decoded == end - begin)      /* every escape is longer than what it means */
        return CW_OK;
    copy = base_arena_alloc(scan->tree->arena, decoded);
    if (copy == NULL)
        return CW_ERR_NOMEM;
    decode(scan->tree->text, begin, end, copy);
    out->at = copy;
    return CW_OK;
}

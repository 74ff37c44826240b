/* SPDX-License-Identifier: MIT */
#include "json/scan.h"
#include <inttypes.h>
#include <stdio.h>

static base_str pointer_of(const json_scan *scan, base_buffer *buffer)
{
    base_str none = { NULL, 0 };
    base_buffer_init(buffer, scan->tree->arena->context);
    if (scan->node < 0)
        return none;
    json_put_plain_pointer(buffer, scan->tree, scan->node);
    if (buffer->failed) {
        base_diag_fail(scan->diag);
        return none;
    }
    return (base_str){ buffer->data, buffer->length };
}

void json_tell(json_scan *scan, int row, size_t offset, size_t length, const char *help, const char *argument)
{
    const json_tree *tree = scan->tree;
    base_buffer pointer;
    base_place place = { .source = tree->source, .text = tree->text, .first_line = tree->first_line,
                         .offset = (int64_t)offset, .length = (int64_t)length,
                         .lines = &scan->lines };
    if (scan->diag == NULL)
        return;
    if (!base_diag_keeps(scan->diag)) {
        base_diag_add(scan->diag, &json_diagnostics[row], NULL, base_str_of(NULL), "");
        return;
    }
    place.pointer = pointer_of(scan, &pointer);
    if (!base_diag_failed(scan->diag)) base_diag_add(scan->diag, &json_diagnostics[row], &place, base_str_of(help), argument);
    base_buffer_finish(&pointer);
}

cw_status json_tell_limit(json_scan *scan, int row, size_t offset, size_t length, int64_t limit)
{
    char number[24];
    snprintf(number, sizeof number, "%" PRId64, limit);
    json_tell(scan, row, offset, length, NULL, number);
    return CW_ERR_LIMIT;
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

const char *json_found(const json_scan *scan, size_t at, char buffer[JSON_FOUND_BYTES])
{
    base_str text = scan->tree->text;
    uint32_t code_point = 0;
    unsigned char c;
    if (at >= text.length)
        return "the end of the text";
    c = (unsigned char)text.at[at];
    if (c == '"')
        return "a text in double quotes";
    if (c >= '0' && c <= '9')
        return "a digit";
    if (is_letter((char)c))
        return "a word without quotes";
    if (c == '\n' || c == '\r')
        return "a line break";
    if (c == ' ')
        return "a space";
    if (c == '`')
        return "a backquote";
    if (c > 0x20 && c < 0x7f) {
        snprintf(buffer, JSON_FOUND_BYTES, "`%c`", c);
        return buffer;
    }
    base_utf8_decode(text.at + at, text.length - at, &code_point);
    snprintf(buffer, JSON_FOUND_BYTES, "the character U+%04" PRIX32, code_point);
    return buffer;
}

cw_status json_unexpected(json_scan *scan, int row)
{
    char buffer[JSON_FOUND_BYTES];
    base_str text = scan->tree->text;
    char c = scan->at < text.length ? text.at[scan->at] : '\0';
    char next = scan->at + 1 < text.length ? text.at[scan->at + 1] : '\0';
    if ((c == '/' && (next == '/' || next == '*')) || c == '#')
        json_tell(scan, JSON_TELL_COMMENT, scan->at, 1, NULL, NULL);
    else if (c == '\'')
        json_tell(scan, JSON_TELL_SINGLE_QUOTE, scan->at, 1, "write double quotes", NULL);
    else
        json_tell(scan, row, scan->at, 1, NULL, json_found(scan, scan->at, buffer));
    return CW_ERR_INPUT;
}

/* SPDX-License-Identifier: MIT */
#include "base/diag.h"

#include <string.h>

/* At most so many characters of a line are shown before the place and from it on. */
enum { SHOWN_BEFORE = 60, SHOWN_AFTER = 60 };

/* ---- lines and columns ---- */

/* Bytes of the character at text[at], or 1 where it is no UTF-8; at < length. */
static int64_t step(base_str text, int64_t at)
{
    uint32_t ignored;
    int size = base_utf8_decode(text.at + at, text.length - (size_t)at, &ignored);
    return size ? size : 1;
}

static int64_t within(base_str text, int64_t offset)
{
    if (offset < 0)
        return 0;
    return (uint64_t)offset > text.length ? (int64_t)text.length : offset;
}

static int64_t skip_mark(base_str text)
{
    return text.length >= 3 && memcmp(text.at, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
}

base_lines base_lines_at(base_str text, int64_t offset, base_lines *lines)
{
    offset = within(text, offset);
    base_lines at = {.offset = skip_mark(text), .line = 1, .column = 1};
    at.line_start = at.offset;
    if (lines && lines->line > 0 && lines->offset <= offset)
        at = *lines;
    while (at.offset < offset) {
        int64_t size = step(text, at.offset);
        if (at.offset + size > offset)
            break;               /* the place is inside a character: its first byte counts */
        bool ends = text.at[at.offset] == '\n';
        at.offset += size;
        at.line += ends;
        at.column = ends ? 1 : at.column + 1;
        at.line_start = ends ? at.offset : at.line_start;
    }
    if (lines)
        *lines = at;
    return at;
}

/* ---- the line and the carets ---- */

struct range {
    uint32_t first, last;
};

/* How many columns of a terminal a character takes, near enough to put a caret under it. */
static const struct range no_width[] = {
    {0x300, 0x36F},   {0x483, 0x489},   {0x591, 0x5BD},   {0x610, 0x61A},   {0x64B, 0x65F},
    {0x1AB0, 0x1AFF}, {0x1DC0, 0x1DFF}, {0x200B, 0x200D}, {0x20D0, 0x20FF}, {0xFE00, 0xFE0F},
    {0xFE20, 0xFE2F}, {0xE0100, 0xE01EF},
};
static const struct range double_width[] = {
    {0x1100, 0x115F}, {0x2E80, 0x303E}, {0x3041, 0xA4CF}, {0xAC00, 0xD7A3},   {0xF900, 0xFAFF},
    {0xFE30, 0xFE6F}, {0xFF00, 0xFF60}, {0xFFE0, 0xFFE6}, {0x1F300, 0x1F64F}, {0x1F680, 0x1F6FF},
    {0x1F900, 0x1F9FF}, {0x20000, 0x3FFFD},
};

static bool is_among(const struct range *ranges, size_t count, uint32_t c)
{
    for (size_t i = 0; i < count; i++)
        if (c >= ranges[i].first && c <= ranges[i].last)
            return true;
    return false;
}

static int width_of(uint32_t c)
{
    if (is_among(no_width, sizeof no_width / sizeof no_width[0], c))
        return 0;
    return is_among(double_width, sizeof double_width / sizeof double_width[0], c) ? 2 : 1;
}

/* Writes one character of the line and returns how many columns it takes; *size gets its bytes. */
static int put_shown(base_buffer *line, base_str text, int64_t at, int64_t *size)
{
    uint32_t c = 0;
    if (text.at[at] == '\t') {
        *size = 1;
        base_put_char(line, '\t');
        return 1;
    }
    size_t before = line->length;
    *size = base_put_visible_one(line, text.at + at, text.length - (size_t)at);
    bool is_character = base_utf8_decode(text.at + at, text.length - (size_t)at, &c) > 0;
    size_t written = line->length - before;
    return is_character && written == (size_t)*size ? width_of(c) : (int)written;
}

/* Up to SHOWN_BEFORE characters back, but not beyond the line's start. */
static int64_t find_start(base_str text, int64_t offset)
{
    int64_t at = offset, first = skip_mark(text);
    for (int shown = 0; shown < SHOWN_BEFORE && at > first && text.at[at - 1] != '\n'; shown++) {
        at--;
        for (int i = 0; i < 3 && at > first && ((unsigned char)text.at[at] & 0xC0) == 0x80; i++)
            at--;
    }
    return at;
}

static bool ends_line(base_str text, int64_t at)
{
    if (at >= (int64_t)text.length || text.at[at] == '\n')
        return true;
    return text.at[at] == '\r' && (at + 1 == (int64_t)text.length || text.at[at + 1] == '\n');
}

static void put_repeated(base_buffer *buffer, char c, int count)
{
    for (int i = 0; i < count; i++)
        base_put_char(buffer, c);
}

/* The line from `start` goes to `line`, its carets to `carets`. */
static void draw(base_buffer *line, base_buffer *carets, base_str text, int64_t start, int64_t offset, int64_t end)
{
    int64_t at = start, size = 0;
    int under = 0;
    for (int after = 0; !ends_line(text, at) && after < SHOWN_AFTER; at += size) {
        int width = put_shown(line, text, at, &size);
        if (at < offset) {
            put_repeated(carets, text.at[at] == '\t' ? '\t' : ' ', width);
            continue;
        }
        after++;
        under += at < end ? width : 0;
    }
    put_repeated(carets, '^', under > 0 ? under : 1);
    if (!ends_line(text, at))
        base_put(line, "...");
}

void base_put_excerpt(base_buffer *buffer, base_str text, int64_t offset, int64_t length)
{
    base_buffer carets;
    offset = within(text, offset);
    if (offset < skip_mark(text))
        offset = skip_mark(text);
    int64_t start = find_start(text, offset);
    bool is_cut = start > skip_mark(text) && text.at[start - 1] != '\n';
    int64_t left = (int64_t)text.length - offset;
    int64_t end = offset + (length < 1 ? 1 : length < left ? length : left);
    base_buffer_init(&carets, buffer->context);
    base_put(buffer, is_cut ? "    ..." : "    ");
    base_put(&carets, is_cut ? "       " : "    ");
    draw(buffer, &carets, text, start, offset, end);
    base_put_char(buffer, '\n');
    base_put_str(buffer, (base_str){carets.data, carets.length});
    base_put_char(buffer, '\n');
    buffer->failed |= carets.failed;
    base_buffer_finish(&carets);
}

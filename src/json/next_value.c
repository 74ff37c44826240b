/* SPDX-License-Identifier: MIT */
#include <string.h>
#include "json/tree.h"

/* How many braces that begin a line may be open at once. A value that never closes stays open for every
 * later scan, so no byte is read more often than this, and the framing of any stream stays linear. */
enum { OPEN_LINES = 16 };

typedef struct framing {
    base_str text;
    size_t at;
    int64_t depth;
    int64_t lines[OPEN_LINES];   /* the depths of the open braces that begin a line */
    int32_t open_lines;
    char last;                   /* the last character that was not white space */
    bool in_string;
} framing;

static bool begins_line(const framing *f)
{
    return f->at == 0 || f->text.at[f->at - 1] == '\n';
}

/* False where a brace shows that an earlier value was never closed: in a valid text it may follow only a
 * bracket, a comma or a colon. */
static bool open_brace(framing *f)
{
    if (begins_line(f) && f->depth > 0) {
        if (f->last != '[' && f->last != ',' && f->last != ':')
            return false;
        if (f->open_lines == OPEN_LINES)
            return false;
        f->lines[f->open_lines++] = f->depth;
    }
    f->depth++;
    return true;
}

static void close_brace(framing *f)
{
    f->depth--;
    if (f->open_lines > 0 && f->lines[f->open_lines - 1] == f->depth)
        f->open_lines--;
}

/* One step within a string; false at a line break, which no valid string holds. */
static bool step_string(framing *f)
{
    char c = f->text.at[f->at];
    if (c == '\n')
        return false;
    if (c == '\\' && f->at + 1 < f->text.length && f->text.at[f->at + 1] != '\n')
        f->at++;
    else if (c == '"')
        f->in_string = false;
    return true;
}

static bool step(framing *f)
{
    char c = f->text.at[f->at];
    if (f->in_string)
        return step_string(f);
    if (c == '{' && !open_brace(f))
        return false;
    if (c == '}')
        close_brace(f);
    f->in_string = c == '"';
    if (c != ' ' && c != '\n' && c != '\r' && c != '\t')
        f->last = c;
    return true;
}

/* The offset past the brace that matches the one at `begin`, or 0. */
static size_t find_match(base_str text, size_t begin)
{
    framing f = { .text = text, .at = begin };
    if (text.at[begin] != '{')
        return 0;
    for (; f.at < text.length; f.at++) {
        if (!step(&f))
            return 0;
        if (f.depth == 0)
            return f.at + 1;
    }
    return 0;
}

/* The start of the next line that begins with a brace, or the text's end. */
static size_t find_next_line(base_str text, size_t at)
{
    const char *end = text.at + text.length, *found = text.at + at;
    while ((found = memchr(found, '\n', (size_t)(end - found))) != NULL) {
        found++;
        if (found < end && *found == '{')
            return (size_t)(found - text.at);
    }
    return text.length;
}

static bool is_space(char c)
{
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

static int64_t count_lines(base_str text, size_t from, size_t to)
{
    int64_t lines = 0;
    for (size_t i = from; i < to; i++)
        lines += text.at[i] == '\n';
    return lines;
}

bool json_next_value(base_str text, int64_t *offset, int64_t *line, base_str *value, int64_t *value_line)
{
    size_t begin = (size_t)*offset, end;
    if (begin == 0 && text.length >= 3 && memcmp(text.at, "\xEF\xBB\xBF", 3) == 0)
        begin = 3;
    while (begin < text.length && is_space(text.at[begin]))
        begin++;
    *line += count_lines(text, (size_t)*offset, begin);
    *offset = (int64_t)begin;
    if (begin >= text.length)
        return false;
    end = find_match(text, begin);
    if (end == 0) {
        end = find_next_line(text, begin);
        while (is_space(text.at[end - 1]))
            end--;
    }
    *value = (base_str){ text.at + begin, end - begin };
    *value_line = *line;
    *line += count_lines(text, begin, end);
    *offset = (int64_t)end;
    return true;
}

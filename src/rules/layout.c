/* SPDX-License-Identifier: MIT */
/* From bytes to lines that count. A line counts unless it is blank, holds only a comment, or begins within or
 * with a block comment: such a line belongs to the one before it. */
#include "rules/reader.h"

#include <string.h>

/* A tab is an error; its line is then read as if it reached to the next of these columns. */
enum { TAB_COLUMNS = 2 };

typedef struct scan {
    rules_reader *reader;
    const char *text;
    uint32_t at, length;
    rules_line *lines;                /* NULL in the first pass, which counts */
    uint32_t count;
    rules_line last;                  /* the line at hand; lines[count - 1] once it is complete */
    bool in_comment;
} scan;

static bool is_control(base_str text, size_t at)
{
    unsigned char c = (unsigned char)text.at[at];
    if (c == '\r')
        return at + 1 < text.length && text.at[at + 1] != '\n';
    return (c < 0x20 && c != '\n' && c != '\t') || c == 0x7F;
}

static void tell_control(rules_reader *reader, uint32_t at)
{
    unsigned char c = (unsigned char)reader->feel->source->text.at[at];
    char code[5] = {'0', '0', "0123456789ABCDEF"[c >> 4], "0123456789ABCDEF"[c & 15], '\0'};
    rules_tell(reader, RULES_TELL_CONTROL, (rules_span){at, at + 1}, (base_str){0}, base_str_of(code), (base_str){0});
}

bool rules_check_bytes(rules_reader *reader)
{
    base_str text = reader->feel->source->text;
    size_t valid = base_utf8_check(text.at, text.length);
    if (valid < text.length) {
        rules_span place = {(uint32_t)valid, (uint32_t)valid + 1};
        bool wide = text.length > 1 && (memcmp(text.at, "\xFF\xFE", 2) == 0 || memcmp(text.at, "\xFE\xFF", 2) == 0);
        rules_tell(reader, RULES_TELL_NOT_UTF8, place,
                   wide ? BASE_STR("it looks like UTF-16; save it as UTF-8") : BASE_STR("save the file as UTF-8"), (base_str){0}, (base_str){0});
        return false;
    }
    bool clean = true;
    for (size_t at = 0; at < text.length; at++)
        if (is_control(text, at)) {
            tell_control(reader, (uint32_t)at);
            clean = false;
        }
    return clean;
}

static bool sees(const scan *scan, const char *two)
{
    return scan->at + 1 < scan->length && scan->text[scan->at] == two[0] && scan->text[scan->at + 1] == two[1];
}

static bool ends_line(const scan *scan)
{
    return scan->at >= scan->length || scan->text[scan->at] == '\n';
}

static bool is_white(char c)
{
    return c == ' ' || c == '\t' || c == '\r';
}

/* To behind the quote that closes the text, or to the line's end: texts do not go over lines. */
static void pass_text(scan *scan)
{
    scan->at++;
    while (!ends_line(scan) && scan->text[scan->at] != '"') {
        scan->at += scan->text[scan->at] == '\\';
        scan->at += !ends_line(scan);
    }
    scan->at += !ends_line(scan);
}

/* To behind the comment's end; over lines. */
static void pass_comment(scan *scan)
{
    uint32_t start = scan->at;
    const char *close = NULL;
    for (const char *star = scan->text + start + 2; !close; star++) {
        star = memchr(star, '*', (size_t)(scan->text + scan->length - star));
        if (!star)
            break;
        close = star + 1 < scan->text + scan->length && star[1] == '/' ? star + 2 : NULL;
    }
    scan->at = close ? (uint32_t)(close - scan->text) : scan->length;
    if (!close && scan->lines)
        rules_tell(scan->reader, RULES_TELL_OPEN_COMMENT, (rules_span){start, start + 2}, (base_str){0}, (base_str){0},
                   (base_str){0});
}

static uint32_t pass_indent(scan *scan)
{
    uint32_t columns = 0, start = scan->at;
    bool tab = false;
    for (; !ends_line(scan) && is_white(scan->text[scan->at]); scan->at++) {
        tab |= scan->text[scan->at] == '\t';
        columns += scan->text[scan->at] == '\t' ? TAB_COLUMNS - columns % TAB_COLUMNS : 1;
    }
    bool counts = !ends_line(scan) && !sees(scan, "//");
    if (tab && counts && scan->lines)
        rules_tell(scan->reader, RULES_TELL_TAB, (rules_span){start, scan->at}, BASE_STR("use spaces"), (base_str){0},
                   (base_str){0});
    return columns;
}

static void begin_line(scan *scan, uint32_t indent)
{
    if (scan->lines && scan->count > 0)
        scan->lines[scan->count - 1] = scan->last;
    scan->count++;
    scan->last = (rules_line){indent, scan->at, scan->at};
}

/* What stands from here to the end of the line belongs to the line at hand, and so does what follows a block comment. */
static void pass_rest(scan *scan)
{
    while (!ends_line(scan)) {
        if (sees(scan, "//")) {
            const char *end = memchr(scan->text + scan->at, '\n', scan->length - scan->at);
            scan->at = end ? (uint32_t)(end - scan->text) : scan->length;
        } else if (sees(scan, "/*")) {
            pass_comment(scan);
        } else if (scan->text[scan->at] == '"') {
            pass_text(scan);
            scan->last.end = scan->at;
        } else if (is_white(scan->text[scan->at])) {
            scan->at++;
        } else {
            scan->at++;
            scan->last.end = scan->at;
        }
    }
}

static void pass_line(scan *scan)
{
    uint32_t indent = pass_indent(scan);
    if (sees(scan, "/*") && scan->count == 0)
        pass_comment(scan);           /* before the first line there is none to which it could belong */
    else if (!ends_line(scan) && !sees(scan, "//") && !sees(scan, "/*"))
        begin_line(scan, indent);
    if (scan->count > 0)
        pass_rest(scan);
    else if (sees(scan, "//"))
        while (!ends_line(scan))
            scan->at++;
    scan->at += ends_line(scan) && scan->at < scan->length;
}

static uint32_t pass_file(scan *scan)
{
    bool marked = scan->length >= 3 && memcmp(scan->text, "\xEF\xBB\xBF", 3) == 0;
    scan->at = marked ? 3 : 0;
    while (scan->at < scan->length)
        pass_line(scan);
    if (scan->lines && scan->count > 0)
        scan->lines[scan->count - 1] = scan->last;
    return scan->count;
}

bool rules_lay_out(rules_reader *reader)
{
    base_str text = reader->feel->source->text;
    scan first = {.reader = reader, .text = text.at, .length = (uint32_t)text.length};
    uint32_t count = pass_file(&first);
    scan second = {.reader = reader, .text = text.at, .length = (uint32_t)text.length};
    second.lines = base_arena_array(reader->work, (size_t)count + 1, sizeof *second.lines);
    if (!second.lines)
        return rules_no_memory(reader);
    reader->line_count = pass_file(&second);
    reader->lines = second.lines;
    return true;
}

/* SPDX-License-Identifier: MIT */
/* A JSON value within a test file. What is wrong with it is told with its place in the file. */
#include "author/tests.h"

/* A copy in which comments are blank, so that places stay as they are. NULL: no memory. */
static char *without_comments(base_arena *arena, base_str text)
{
    char *copy = base_arena_copy(arena, text.at, text.length);
    bool in_text = false;
    for (size_t at = 0; copy && at < text.length; at++) {
        if (in_text && copy[at] == '\\' && at + 1 < text.length && copy[at + 1] != '\n')
            at++;
        else if (copy[at] == '"' || (in_text && copy[at] == '\n'))
            in_text = !in_text;
        else if (!in_text && copy[at] == '/' && at + 1 < text.length && copy[at + 1] == '/')
            for (; at < text.length && copy[at] != '\n'; at++)
                copy[at] = ' ';
    }
    return copy;
}

/* The offset of a line and column, both from 1, as base_lines_at counts them. */
static size_t offset_of(base_str text, int64_t line, int64_t column)
{
    size_t at = 0;
    for (; line > 1 && at < text.length; at++)
        line -= text.at[at] == '\n';
    for (; column > 1 && at < text.length; column--)
        for (at++; at < text.length && ((unsigned char)text.at[at] & 0xC0) == 0x80;)
            at++;
    return at < text.length ? at : text.length;
}

/* Whether a value begins as a date would without its quotes: 2025-12. */
static bool begins_day(base_str text)
{
    static const char form[] = "0000-00";
    size_t at = 0, start = 0;
    while (start < text.length && text.at[start] == ' ')
        start++;
    for (; form[at] && start + at < text.length; at++) {
        char c = text.at[start + at];
        if (form[at] == '-' ? c != '-' : c < '0' || c > '9')
            return false;
    }
    return !form[at];
}

static void tell_again(author_file *file, author_test *test, const cw_diag *told, base_str text, uint32_t start, int64_t first_line)
{
    for (int64_t i = 0; i < base_diag_count(told); i++) {
        const base_diagnostic *one = base_diag_at(told, i);
        uint32_t at = start + (uint32_t)offset_of(text, one->line - first_line + 1, one->column);
        base_str help = base_str_of(one->help);
        if (help.length == 0 && begins_day(text))
            help = BASE_STR("dates stand in double quotes here, as in `\"2025-12-01\"`");
        author_tell_test(file, test, AUTHOR_TELL_JSON, (rules_span){at, at + 1}, help, base_str_of(one->message), (base_str){0});
    }
}

static bool read(author_file *file, author_test *test, cw_diag *told, const rules_cursor *cursor, author_node **out)
{
    base_arena *arena = &file->arena;
    base_str text = rules_str(&file->reader, (rules_span){cursor->at, cursor->end});
    json_tree tree;
    int64_t first_line = base_lines_at(file->source.text, cursor->at, &file->lines).line;
    text.at = without_comments(arena, text);
    if (!text.at)
        return false;
    cw_status status = json_read(arena, (base_str){0}, first_line, text, told, &tree);
    if (status == CW_ERR_NOMEM || base_diag_failed(told))
        return false;
    tell_again(file, test, told, text, cursor->at, first_line);
    if (status == CW_OK)
        *out = author_node_tree(arena, &tree, cursor->at, true);
    return status != CW_OK || *out;
}

bool author_read_value(author_file *file, author_test *test, const rules_cursor *cursor, author_node **out)
{
    cw_diag *told;
    *out = NULL;
    if (base_diag_new(file->context, &told) != CW_OK)
        return false;
    bool done = read(file, test, told, cursor, out);
    base_diag_drop(told);
    return done;
}

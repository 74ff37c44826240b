/* SPDX-License-Identifier: MIT */
/* Comments of a rule file that speak to its readers: above the first item, and beside parameters. */
#include "author/handbook_parts.h"

#include <string.h>

/* ---- lines ---- */

static base_str next_line(base_str text, size_t *at)
{
    size_t start = *at, end = start;
    while (end < text.length && text.at[end] != '\n')
        end++;
    *at = end < text.length ? end + 1 : end;
    return (base_str){text.at + start, end - start};
}

static bool begins(base_str line, const char *word)
{
    base_str lead = base_str_of(word);
    return line.length >= lead.length && memcmp(line.at, lead.at, lead.length) == 0;
}

static base_str trim(base_str text)
{
    while (text.length > 0 && (text.at[0] == ' ' || text.at[0] == '\t'))
        text = (base_str){text.at + 1, text.length - 1};
    while (text.length > 0 && strchr(" \t\r", text.at[text.length - 1]))
        text.length--;
    return text;
}

/* What a comment in the line says; a text in quotes holds none. */
static base_str comment_in(base_str line)
{
    bool quoted = false;
    for (size_t i = 0; i + 1 < line.length; i++) {
        if (quoted && line.at[i] == '\\')
            i++;
        else if (line.at[i] == '"')
            quoted = !quoted;
        else if (!quoted && line.at[i] == '/' && line.at[i + 1] == '/')
            return trim((base_str){line.at + i + 2, line.length - i - 2});
    }
    return (base_str){"", 0};
}

static bool is_comment(base_str line)
{
    return begins(trim(line), "//");
}

/* ---- above the first item ---- */

static bool is_head(base_str line)
{
    static const char *const heads[] = {"language ", "rules ", "version", "source ", "include "};
    for (size_t i = 0; i < sizeof heads / sizeof heads[0]; i++)
        if (begins(line, heads[i]))
            return true;
    return line.length == 0 || line.at[0] == ' ' || line.at[0] == '\t' || line.at[0] == '\r';
}

base_str handbook_next_remark(handbook *book, const rules_file *file, size_t *at)
{
    base_str text = file->source.text;
    base_buffer *out = &book->words.out;
    size_t start = out->length;
    while (*at < text.length) {
        size_t next = *at;
        base_str line = next_line(text, &next);
        if (!is_comment(line) && !is_head(line)) {      /* an item: what is right above speaks of that */
            *at = text.length;
            handbook_take(&book->words, start);
            break;
        }
        *at = next;
        base_str said = is_comment(line) ? comment_in(line) : (base_str){"", 0};
        if (said.length > 0 && !begins(said, "SPDX-") && !begins(said, "lint:")) {
            base_put(out, out->length > start ? " " : "");
            base_put_visible(out, said);
        } else if (out->length > start) {
            break;
        }
    }
    return handbook_take(&book->words, start);
}

/* ---- beside parameters ---- */

static base_str name_of(base_str line)
{
    base_str rest = trim((base_str){line.at + sizeof "parameter" - 1, line.length - sizeof "parameter" + 1});
    size_t length = 0;
    while (length < rest.length && !strchr(" \t\r:=/", rest.at[length]))
        length++;
    return (base_str){rest.at, length};
}

static bool keep_comment(handbook *book, const rules_file *file, base_str name, base_str said)
{
    base_buffer *out = &book->words.out;
    size_t start = out->length;
    void *existing;
    base_put_str(out, file->set);
    base_put_char(out, ':');
    base_put_str(out, name);
    base_str key = handbook_take(&book->words, start);
    base_put_visible(out, said);
    base_str *kept = base_arena_alloc(&book->arena, sizeof *kept);
    base_str text = handbook_take(&book->words, start);
    if (!kept || book->words.no_memory)
        return false;
    *kept = text;
    return base_map_add(&book->comments, key, kept, &existing);
}

/* Behind its line or, where there is nothing, right above it. */
static bool read_file(handbook *book, const rules_file *file)
{
    base_str text = file->source.text, above = {"", 0};
    for (size_t at = 0; at < text.length;) {
        base_str line = next_line(text, &at);
        base_str said = comment_in(line);
        if (begins(line, "parameter ") && (said.length > 0 || above.length > 0) &&
            !keep_comment(book, file, name_of(line), said.length > 0 ? said : above))
            return false;
        above = is_comment(line) ? said : (base_str){"", 0};
    }
    return true;
}

bool handbook_read_comments(handbook *book)
{
    base_map_init(&book->comments, &book->arena);
    for (int32_t i = 0; i < book->rules->file_count; i++) {
        if (!read_file(book, book->rules->files[i])) {
            book->words.no_memory = true;
            return false;
        }
    }
    return true;
}

/* ---- a text as it stands ---- */

base_str handbook_keep_lines(handbook *book, base_str text)
{
    size_t start = book->words.out.length;
    while (text.length > 0 && strchr(" \t\r\n", text.at[text.length - 1]))
        text.length--;
    for (size_t at = 0; at < text.length;) {
        base_str line = next_line(text, &at);
        while (line.length > 0 && strchr(" \t\r", line.at[line.length - 1]))
            line.length--;
        base_put_visible(&book->words.out, line);
        base_put_char(&book->words.out, '\n');
    }
    return handbook_take(&book->words, start);
}

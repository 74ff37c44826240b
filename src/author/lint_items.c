/* SPDX-License-Identifier: MIT */
/* The items of a rule file that compiles, so that what is read here is known to be well-formed. */
#include "author/lint_file.h"

/* ---- items ---- */

static uint32_t lines_of(const rules_reader *reader, uint32_t first)
{
    uint32_t next = first + 1;
    while (next < reader->line_count && reader->lines[next].indent > reader->lines[first].indent)
        next++;
    return next;
}

static const struct { const char *word; author_lint_kind kind; } kinds[] = {
    {"parameter", AUTHOR_PARAMETER}, {"condition", AUTHOR_CONDITION}, {"table", AUTHOR_TABLE}, {"source", AUTHOR_SOURCE},
    {"include", AUTHOR_INCLUDE}, {"rule", AUTHOR_RULE}, {"override", AUTHOR_OVERRIDE}, {"retire", AUTHOR_RETIRE}, {"absent", AUTHOR_ABSENT_ITEM},
    {"definition", AUTHOR_NOTE}, {"permission", AUTHOR_NOTE},
};

static author_lint_kind kind_of(base_str word)
{
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
        if (base_str_is(word, kinds[i].word))
            return kinds[i].kind;
    return AUTHOR_OTHER;
}

/* Where the line that holds a byte begins, and ends. */
static uint32_t line_start(base_str text, uint32_t at)
{
    while (at > 0 && text.at[at - 1] != '\n')
        at--;
    return at;
}

static uint32_t line_end(base_str text, uint32_t at)
{
    while (at < text.length && text.at[at] != '\n')
        at++;
    return at;
}

static bool is_comment_line(base_str text, uint32_t at)
{
    while (at < text.length && (text.at[at] == ' ' || text.at[at] == '\t'))
        at++;
    return at + 1 < text.length && text.at[at] == '/' && text.at[at + 1] == '/';
}

/* Lines that hold only a comment, right above, with no blank line between. */
static uint32_t top_of(base_str text, uint32_t start)
{
    uint32_t top = line_start(text, start);
    while (top > 0) {
        uint32_t above = line_start(text, top - 1);
        if (!is_comment_line(text, above))
            break;
        top = above;
    }
    return top;
}

static bool index_item(author_lint_text *text, author_lint_item *item)
{
    void *existing;
    base_str name = rules_str(&text->reader, item->name);
    text->has_rules |= item->kind == AUTHOR_RULE || item->kind == AUTHOR_OVERRIDE;
    if (item->kind == AUTHOR_PARAMETER || item->kind == AUTHOR_CONDITION || item->kind == AUTHOR_TABLE)
        return base_map_add(&text->names, name, item, &existing);
    return item->kind != AUTHOR_SOURCE || base_map_add(&text->codes, name, item, &existing);
}

/* What a name may hold besides letters, digits and `_`. */
static const char *marks_of(author_lint_kind kind)
{
    switch (kind) {
    case AUTHOR_PARAMETER: case AUTHOR_CONDITION: case AUTHOR_TABLE: return "";
    case AUTHOR_SOURCE: case AUTHOR_RULE: return "-";
    default: return "-.:";
    }
}

/* The item of these lines. NULL: no memory. */
static author_lint_item *make_item(author_linter *self, author_lint_text *text, const rules_line *lines, uint32_t count)
{
    base_str whole = text->file->source.text;
    author_lint_item *item = base_arena_alloc(&self->arena, sizeof *item);
    if (!item)
        return NULL;
    rules_cursor cursor = {&text->reader, lines[0].start, lines[count - 1].end};
    item->kind = kind_of(rules_str(&text->reader, rules_take_run(&cursor, "")));
    item->name = rules_take_run(&cursor, marks_of(item->kind));
    item->text = text;
    item->lines = lines;
    item->line_count = count;
    item->top = top_of(whole, lines[0].start);
    item->bottom = line_end(whole, lines[count - 1].end);
    return item;
}

bool author_lint_read(author_linter *self, author_lint_text *text)
{
    rules_reader *reader = &text->reader;
    text->last = &text->items;
    if (!rules_lay_out(reader))
        return false;
    text->order = base_arena_array(&self->arena, reader->line_count, sizeof *text->order);
    if (!text->order)
        return false;
    for (uint32_t line = 0; line < reader->line_count;) {
        uint32_t next = lines_of(reader, line);
        author_lint_item *item = make_item(self, text, &reader->lines[line], next - line);
        if (!item)
            return false;
        *text->last = item;
        text->last = &item->next;
        text->order[text->count++] = item;
        if (!index_item(text, item))
            return false;
        line = next;
    }
    return true;
}

const author_lint_item *author_lint_item_at(const author_lint_text *text, uint32_t at)
{
    uint32_t low = 0, high = text->count;        /* those below `low` begin there or before it */
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (text->order[middle]->lines[0].start <= at)
            low = middle + 1;
        else
            high = middle;
    }
    return low > 0 && at <= text->order[low - 1]->bottom ? text->order[low - 1] : NULL;
}

bool author_lint_clause(const author_lint_item *item, const char *word, uint32_t *line, rules_cursor *behind)
{
    for (uint32_t i = *line; i < item->line_count; i++) {
        *behind = (rules_cursor){&item->text->reader, item->lines[i].start, item->lines[item->line_count - 1].end};
        *line = i + 1;
        if (i > 0 && rules_take_word(behind, word)) {
            rules_take(behind, ':');
            return true;
        }
    }
    return false;
}

/* ---- words ---- */

static bool is_word(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || ((unsigned char)c & 0x80);
}

static bool sees(const author_words *words, const char *two)
{
    return words->at + 1 < words->end && words->text.at[words->at] == two[0] && words->text.at[words->at + 1] == two[1];
}

/* To behind a comment. */
static void pass_comment(author_words *words)
{
    bool block = sees(words, "/*");
    words->at += 2;
    while (words->at < words->end && !(block ? sees(words, "*/") : words->text.at[words->at] == '\n'))
        words->at++;
    words->at += words->at < words->end && block ? 2 : 0;
}

/* One mark, and what it says of what follows. */
static void pass_mark(author_words *words)
{
    char c = words->text.at[words->at++];
    if (words->in_text && c == '\\')
        words->at += words->at < words->end;
    else if (c == '"' || c == '\n')
        words->in_text = words->in_brace = c == '"' && !words->in_text;
    if (words->in_text)
        words->in_brace = c == '{' || (words->in_brace && c != '}' && c != '"');
}

/* Whether the word is a field: what stands before it is a dot, and not two. */
static bool is_field(const author_words *words, uint32_t start)
{
    const char *text = words->text.at;
    while (start > 0 && (text[start - 1] == ' ' || text[start - 1] == '\n'))
        start--;
    return start > 0 && text[start - 1] == '.' && !(start > 1 && text[start - 2] == '.');
}

bool author_lint_word(author_words *words, rules_span *out)
{
    while (words->at < words->end) {
        uint32_t start = words->at;
        if (!words->in_text && (sees(words, "//") || sees(words, "/*"))) {
            pass_comment(words);
            continue;
        }
        if (!is_word(words->text.at[start])) {
            pass_mark(words);
            continue;
        }
        while (words->at < words->end && is_word(words->text.at[words->at]))
            words->at++;
        if ((words->in_text && !words->in_brace) || is_field(words, start))
            continue;
        *out = (rules_span){start, words->at};
        return true;
    }
    return false;
}

/* ---- comments ---- */

base_str author_lint_comment(const author_lint_item *item, uint32_t *at)
{
    base_str text = item->text->file->source.text;
    author_words words = {text, *at, item->bottom, false, false};
    while (words.at < words.end) {
        uint32_t start = words.at;
        if (words.in_text || (!sees(&words, "//") && !sees(&words, "/*"))) {
            pass_mark(&words);
            continue;
        }
        pass_comment(&words);
        *at = words.at;
        return (base_str){text.at + start, words.at - start};
    }
    return (base_str){0};
}

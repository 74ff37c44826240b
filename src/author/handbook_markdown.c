/* SPDX-License-Identifier: MIT */
/* Markdown as CommonMark has it, and tables as most readers of Markdown have them. */
#include "author/handbook_page.h"

#include <string.h>

/* ---- text ---- */

/* Whether a character would be more than itself; `begins`: it is the first of its block. */
static bool is_special(base_str text, size_t at, bool begins)
{
    char c = text.at[at], next = at + 1 < text.length ? text.at[at + 1] : ' ';
    if (strchr("\\`*_[]<>&#|~!@", c))
        return true;
    if (c == ':')
        return next == '/';
    if (c == '.' && at >= 3 && memcmp(text.at + at - 3, "www", 3) == 0)
        return true;
    return begins && (c == '-' || c == '+' || c == '=');
}

/* "1." or "12)" where a block begins. */
static size_t number_at(base_str text)
{
    size_t at = 0;
    while (at < text.length && text.at[at] >= '0' && text.at[at] <= '9')
        at++;
    return at > 0 && at < text.length && (text.at[at] == '.' || text.at[at] == ')') ? at : 0;
}

static void put_escaped(base_buffer *out, base_str text, bool begins)
{
    size_t number = begins ? number_at(text) : 0;
    for (size_t i = 0; i < text.length; i++) {
        if (is_special(text, i, begins && i == 0) || (number > 0 && i == number))
            base_put_char(out, '\\');
        base_put_char(out, text.at[i]);
    }
}

static size_t longest_ticks(base_str text)
{
    size_t most = 0, run = 0;
    for (size_t i = 0; i < text.length; i++) {
        run = text.at[i] == '`' ? run + 1 : 0;
        most = run > most ? run : most;
    }
    return most;
}

static void put_ticks(base_buffer *out, size_t count)
{
    while (count-- > 0)
        base_put_char(out, '`');
}

/* Between more ticks than it has. In a table `|` ends a cell even there. */
static void put_code(base_buffer *out, base_str text, bool in_table)
{
    size_t ticks = longest_ticks(text) + 1;
    bool pads = text.length == 0 || text.at[0] == '`' || text.at[text.length - 1] == '`' || text.at[0] == ' ';
    put_ticks(out, ticks);
    base_put(out, pads ? " " : "");
    for (size_t i = 0; i < text.length; i++) {
        if (in_table && text.at[i] == '|')
            base_put_char(out, '\\');
        base_put_char(out, text.at[i]);
    }
    base_put(out, pads ? " " : "");
    put_ticks(out, ticks);
}

static void put_marked(base_buffer *out, base_str text, bool begins, bool in_table)
{
    base_str piece, target;
    int kind;
    for (size_t at = 0; handbook_next_piece(text, &at, &kind, &piece, &target); begins = false) {
        if (kind == HANDBOOK_CODE) {
            put_code(out, piece, in_table);
            continue;
        }
        base_put(out, kind == HANDBOOK_LINK ? "[" : "");
        put_escaped(out, piece, begins);
        if (kind == HANDBOOK_LINK) {
            base_put(out, "](#");
            handbook_put_id(out, target);
            base_put_char(out, ')');
        }
    }
}

static void put_anchor(base_buffer *out, base_str id)
{
    if (id.length == 0)
        return;
    base_put(out, "<a id=\"");
    handbook_put_id(out, id);
    base_put(out, "\"></a>");
}

/* ---- the whole ---- */

static void begin(handbook_page *page, base_str title)
{
    base_put(&page->out, "# ");
    put_marked(&page->out, title, true, false);
    base_put(&page->out, "\n\n");
    page->level = 1;
}

static void end(handbook_page *page)
{
    if (page->out.length > 1 && !page->out.failed && page->out.data[page->out.length - 2] == '\n')
        base_buffer_cut(&page->out, page->out.length - 1);
}

static void begin_contents(handbook_page *page)
{
    base_put(&page->out, "## Contents\n\n");
}

static void content(handbook_page *page, int level, base_str id, base_str text)
{
    base_put(&page->out, level > 2 ? "  - [" : "- [");
    base_str piece, target;
    int kind;
    for (size_t at = 0; handbook_next_piece(text, &at, &kind, &piece, &target);)
        put_escaped(&page->out, piece, false);
    base_put(&page->out, "](#");
    handbook_put_id(&page->out, id);
    base_put(&page->out, ")\n");
}

static void end_contents(handbook_page *page)
{
    base_put_char(&page->out, '\n');
}

/* ---- sections and blocks ---- */

static void open_section(handbook_page *page, base_str id, base_str text)
{
    enum { DEEPEST = 6 };
    page->level++;
    for (int i = 0; i < page->level && i < DEEPEST; i++)
        base_put_char(&page->out, '#');
    base_put_char(&page->out, ' ');
    put_anchor(&page->out, id);
    put_marked(&page->out, text, false, false);
    base_put(&page->out, "\n\n");
}

static void close_section(handbook_page *page)
{
    page->level--;
}

static void paragraph(handbook_page *page, base_str text)
{
    put_marked(&page->out, text, true, false);
    base_put(&page->out, "\n\n");
}

static void notice(handbook_page *page, base_str text)
{
    base_put(&page->out, "> ");
    paragraph(page, text);
}

/* As deep as expressions are. */
static void put_below(base_buffer *out, const handbook_line *line, int depth)
{
    for (const handbook_line *below = line->first; below; below = below->next) {
        for (int i = 0; i < depth; i++)
            base_put(out, "  ");
        base_put(out, "- ");
        put_marked(out, below->text, true, false);
        base_put_char(out, '\n');
        put_below(out, below, depth + 1);
    }
}

static void fact(handbook_page *page, const char *label, const handbook_line *line)
{
    page->facts = true;
    base_putf(&page->out, "- **%s**", label);
    base_put(&page->out, line->text.length > 0 ? " " : "");
    put_marked(&page->out, line->text, false, false);
    base_put_char(&page->out, '\n');
    put_below(&page->out, line, 1);
}

static void end_facts(handbook_page *page)
{
    base_put(&page->out, page->facts ? "\n" : "");
    page->facts = false;
}

static void code(handbook_page *page, const char *summary, base_str text)
{
    enum { TICKS_LEAST = 3 };
    size_t ticks = longest_ticks(text) + 1;
    ticks = ticks < TICKS_LEAST ? TICKS_LEAST : ticks;
    base_putf(&page->out, "%s:\n\n", summary);
    put_ticks(&page->out, ticks);
    base_put(&page->out, "text\n");
    base_put_str(&page->out, text);
    base_put(&page->out, text.length > 0 && text.at[text.length - 1] == '\n' ? "" : "\n");
    put_ticks(&page->out, ticks);
    base_put(&page->out, "\n\n");
}

/* ---- tables ---- */

static void row(handbook_page *page, base_str id, const base_str *cells, int count)
{
    for (int i = 0; i < count; i++) {
        base_put(&page->out, "| ");
        if (i == 0)
            put_anchor(&page->out, id);
        put_marked(&page->out, cells[i], false, true);
        base_put_char(&page->out, ' ');
    }
    base_put(&page->out, "|\n");
}

static void begin_table(handbook_page *page, const base_str *heads, int count)
{
    row(page, (base_str){"", 0}, heads, count);
    for (int i = 0; i < count; i++)
        base_put(&page->out, "| --- ");
    base_put(&page->out, "|\n");
}

static void end_table(handbook_page *page)
{
    base_put_char(&page->out, '\n');
}

const handbook_writer handbook_markdown = {
    begin, end, begin_contents, content, end_contents, open_section, close_section, paragraph, notice, fact, end_facts, code,
    begin_table, row, end_table,
};

/* SPDX-License-Identifier: MIT */
/* One page of HTML that needs nothing else: no script, no picture, no other file. */
#include "author/handbook_page.h"
#include "base/sha256.h"

static const char style[] =
    ":root{color-scheme:light dark;--soft:#59636e;--line:#c8ccd1;--tint:#f3f4f6;--strong:#0b5394}\n"
    "@media(prefers-color-scheme:dark){:root{--soft:#a9b1ba;--line:#4a5058;--tint:#262a2f;--strong:#9cc3f0}}\n"
    "body{font:1rem/1.5 system-ui,sans-serif;max-width:60rem;margin:0 auto;padding:0 1rem 4rem;overflow-wrap:anywhere}\n"
    ".skip{position:absolute;left:-100rem}.skip:focus{position:static}\n"
    "h1,h2,h3,h4,h5{line-height:1.25;margin:2rem 0 .5rem}h2{border-bottom:2px solid var(--line);padding-top:1rem}\n"
    "h4,h5{margin-top:1.5rem}a{color:var(--strong)}\n"
    ".notice{border-left:.4rem solid var(--strong);background:var(--tint);padding:.75rem 1rem}\n"
    "dl{display:grid;grid-template-columns:9rem 1fr;gap:.25rem 1rem;margin:.5rem 0}dt{color:var(--soft)}dd{margin:0}\n"
    "dd p{margin:0}dd ul{margin:.1rem 0;padding-left:1.25rem}\n"
    "code,pre{font:.9em ui-monospace,monospace;background:var(--tint)}code{padding:0 .2em}\n"
    "pre{padding:.75rem;overflow-x:auto;white-space:pre-wrap}summary{color:var(--soft);cursor:pointer}\n"
    ".wide{overflow-x:auto}table{border-collapse:collapse;width:100%}\n"
    "th,td{border:1px solid var(--line);padding:.3rem .5rem;text-align:left;vertical-align:top}\n"
    "@media(max-width:40rem){dl{grid-template-columns:1fr}dt{margin-top:.4rem}}\n"
    "@media print{body{max-width:none;font-size:10pt}nav,.skip{display:none}header{break-after:page}"
    "details::details-content{content-visibility:visible;display:block}h2,h3,h4,h5,dt{break-after:avoid}pre{white-space:pre-wrap}a{color:inherit}}\n";

/* ---- text ---- */

static void put_escaped(base_buffer *out, base_str text)
{
    for (size_t i = 0; i < text.length; i++) {
        char c = text.at[i];
        const char *entity = c == '&' ? "&amp;" : c == '<' ? "&lt;" : c == '>' ? "&gt;" : c == '"' ? "&quot;" : c == '\'' ? "&#39;" : NULL;
        if (entity)
            base_put(out, entity);
        else
            base_put_char(out, c);
    }
}

static void put_marked(base_buffer *out, base_str text)
{
    base_str piece, target;
    int kind;
    for (size_t at = 0; handbook_next_piece(text, &at, &kind, &piece, &target);) {
        if (kind == HANDBOOK_LINK) {
            base_put(out, "<a href=\"#");
            handbook_put_id(out, target);
            base_put(out, "\">");
        }
        base_put(out, kind == HANDBOOK_CODE ? "<code>" : "");
        put_escaped(out, piece);
        base_put(out, kind == HANDBOOK_CODE ? "</code>" : kind == HANDBOOK_LINK ? "</a>" : "");
    }
}

static void put_id(base_buffer *out, base_str id)
{
    if (id.length == 0)
        return;
    base_put(out, " id=\"");
    handbook_put_id(out, id);
    base_put_char(out, '"');
}

/* The text without marks, for <title>. */
static void put_bare(base_buffer *out, base_str text)
{
    base_str piece, target;
    int kind;
    for (size_t at = 0; handbook_next_piece(text, &at, &kind, &piece, &target);)
        put_escaped(out, piece);
}

/* ---- the whole ---- */

/* Only this style may be used: its digest in base64, as RFC 4648 has it. */
static void put_policy(base_buffer *out)
{
    static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    uint8_t digest[BASE_SHA256_BYTES + 1] = {0};
    base_sha256_of((base_str){style, sizeof style - 1}, digest);
    base_put(out, "default-src 'none'; style-src 'sha256-");
    for (int i = 0; i < BASE_SHA256_BYTES; i += 3) {
        uint32_t bits = (uint32_t)digest[i] << 16 | (uint32_t)digest[i + 1] << 8 | (i + 2 < BASE_SHA256_BYTES ? digest[i + 2] : 0);
        for (int k = 0; k < 4; k++)
            base_put_char(out, i + 2 >= BASE_SHA256_BYTES && k == 3 ? '=' : letters[bits >> (18 - 6 * k) & 63]);
    }
    base_put(out, "'; base-uri 'none'; form-action 'none'");
}

static void begin(handbook_page *page, base_str title)
{
    base_buffer *out = &page->out;
    base_put(out, "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                  "<meta http-equiv=\"Content-Security-Policy\" content=\"");
    put_policy(out);
    base_put(out, "\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>");
    put_bare(out, title);
    base_put(out, "</title>\n<style>");
    base_put(out, style);
    base_put(out, "</style>\n</head>\n<body>\n<a class=\"skip\" href=\"#main\">Skip to the rules</a>\n<header>\n<h1>");
    put_marked(out, title);
    base_put(out, "</h1>\n");
    page->level = 1;
}

static void end(handbook_page *page)
{
    base_put(&page->out, "</main>\n</body>\n</html>\n");
}

/* ---- contents ---- */

static void begin_contents(handbook_page *page)
{
    base_put(&page->out, "</header>\n<nav aria-labelledby=\"contents\">\n<h2 id=\"contents\">Contents</h2>\n");
    page->listed = 1;
}

/* Closes and opens lists and items up to the level. */
static void list_to(handbook_page *page, int level)
{
    for (; page->listed < level; page->listed++)
        base_put(&page->out, "<ul>\n");
    for (; page->listed > level; page->listed--)
        base_put(&page->out, "</li>\n</ul>\n");
}

static void content(handbook_page *page, int level, base_str id, base_str text)
{
    bool deeper = level > page->listed;
    list_to(page, level);
    base_put(&page->out, deeper ? "<li><a href=\"#" : "</li>\n<li><a href=\"#");
    handbook_put_id(&page->out, id);
    base_put(&page->out, "\">");
    put_bare(&page->out, text);
    base_put(&page->out, "</a>");
}

static void end_contents(handbook_page *page)
{
    list_to(page, 1);
    base_put(&page->out, "</nav>\n<main id=\"main\">\n");
}

/* ---- sections and blocks ---- */

static void open_section(handbook_page *page, base_str id, base_str text)
{
    page->level++;
    base_put(&page->out, "<section>\n");
    base_putf(&page->out, "<h%d", page->level);
    put_id(&page->out, id);
    base_put_char(&page->out, '>');
    put_marked(&page->out, text);
    base_putf(&page->out, "</h%d>\n", page->level);
}

static void close_section(handbook_page *page)
{
    page->level--;
    base_put(&page->out, "</section>\n");
}

static void put_block(handbook_page *page, const char *tag, base_str text)
{
    base_put(&page->out, tag);
    put_marked(&page->out, text);
    base_put(&page->out, "</p>\n");
}

static void paragraph(handbook_page *page, base_str text)
{
    put_block(page, "<p>", text);
}

static void notice(handbook_page *page, base_str text)
{
    put_block(page, "<p class=\"notice\">", text);
}

/* As deep as expressions are. */
static void put_below(base_buffer *out, const handbook_line *line)
{
    if (!line->first)
        return;
    base_put(out, "<ul>\n");
    for (const handbook_line *below = line->first; below; below = below->next) {
        base_put(out, "<li>");
        put_marked(out, below->text);
        put_below(out, below);
        base_put(out, "</li>\n");
    }
    base_put(out, "</ul>\n");
}

static void fact(handbook_page *page, const char *label, const handbook_line *line)
{
    base_buffer *out = &page->out;
    base_put(out, page->facts ? "" : "<dl>\n");
    page->facts = true;
    base_putf(out, "<dt>%s</dt>\n<dd>", label);
    if (line->text.length > 0) {
        base_put(out, "<p>");
        put_marked(out, line->text);
        base_put(out, "</p>");
    }
    put_below(out, line);
    base_put(out, "</dd>\n");
}

static void end_facts(handbook_page *page)
{
    base_put(&page->out, page->facts ? "</dl>\n" : "");
    page->facts = false;
}

static void code(handbook_page *page, const char *summary, base_str text)
{
    base_putf(&page->out, "<details>\n<summary>%s</summary>\n<pre><code>", summary);
    put_escaped(&page->out, text);
    base_put(&page->out, "</code></pre>\n</details>\n");
}

/* ---- tables ---- */

static void put_cells(handbook_page *page, base_str id, const char *begin, const char *end_tag, const base_str *cells, int count)
{
    base_put(&page->out, "<tr");
    put_id(&page->out, id);
    base_put_char(&page->out, '>');
    for (int i = 0; i < count; i++) {
        base_put(&page->out, begin);
        put_marked(&page->out, cells[i]);
        base_put(&page->out, end_tag);
    }
    base_put(&page->out, "</tr>\n");
}

static void begin_table(handbook_page *page, const base_str *heads, int count)
{
    base_put(&page->out, "<div class=\"wide\">\n<table>\n<thead>\n");
    put_cells(page, (base_str){"", 0}, "<th scope=\"col\">", "</th>", heads, count);
    base_put(&page->out, "</thead>\n<tbody>\n");
}

static void row(handbook_page *page, base_str id, const base_str *cells, int count)
{
    put_cells(page, id, "<td>", "</td>", cells, count);
}

static void end_table(handbook_page *page)
{
    base_put(&page->out, "</tbody>\n</table>\n</div>\n");
}

const handbook_writer handbook_html = {
    begin, end, begin_contents, content, end_contents, open_section, close_section, paragraph, notice, fact, end_facts, code,
    begin_table, row, end_table,
};

/* SPDX-License-Identifier: MIT */
#ifndef AUTHOR_HANDBOOK_PAGE_H
#define AUTHOR_HANDBOOK_PAGE_H
/* Within the room: a handbook as it is written, block by block. Who writes knows nothing of HTML or Markdown, and these two know
 * nothing of rules. All text is given with the marks of handbook_words.h and escaped here. */
#include "author/handbook_words.h"

typedef struct handbook_page {
    const struct handbook_writer *writer;
    base_buffer out;
    int level;               /* of the innermost open section: 1 is the whole */
    int listed;              /* of the open lists in the contents */
    bool facts;              /* a list of facts is open */
} handbook_page;

typedef struct handbook_writer {
    void (*begin)(handbook_page *page, base_str title);                     /* with the heading of the whole */
    void (*end)(handbook_page *page);
    void (*begin_contents)(handbook_page *page);                            /* what comes before them is the title page */
    void (*content)(handbook_page *page, int level, base_str id, base_str text);   /* level 2 or 3 */
    void (*end_contents)(handbook_page *page);
    void (*open)(handbook_page *page, base_str id, base_str text);          /* a section, one level deeper, with its heading */
    void (*close)(handbook_page *page);
    void (*paragraph)(handbook_page *page, base_str text);
    void (*notice)(handbook_page *page, base_str text);
    void (*fact)(handbook_page *page, const char *label, const handbook_line *line);
    void (*end_facts)(handbook_page *page);
    void (*code)(handbook_page *page, const char *summary, base_str text);  /* as it stands, line by line */
    void (*begin_table)(handbook_page *page, const base_str *heads, int count);
    void (*row)(handbook_page *page, base_str id, const base_str *cells, int count);
    void (*end_table)(handbook_page *page);
} handbook_writer;

extern const handbook_writer handbook_html, handbook_markdown;

/* A place's name as both can have it: whatever is not a letter, digit or one of `_ . : -` as `~` and two hexadecimal digits. */
void handbook_put_id(base_buffer *out, base_str id);
/* The next piece of a text with marks: its kind is a mark that began it, or 0; `target` of a link. False: there is none. */
bool handbook_next_piece(base_str text, size_t *at, int *kind, base_str *piece, base_str *target);
#endif

/* SPDX-License-Identifier: MIT */
#ifndef AUTHOR_HANDBOOK_WORDS_H
#define AUTHOR_HANDBOOK_WORDS_H
/* Within the room: expressions in plain English. What cannot be said without doubt is shown in the rule's own words, as code; so a
 * sentence is never wrong, only sometimes not English. Nothing of a file gets into a text but as visible characters. */
#include "eval/eval.h"

/* In a text: CODE ... END is code, LINK target TO words END leads to another place of the handbook. Not nested. */
enum { HANDBOOK_CODE = 1, HANDBOOK_LINK = 2, HANDBOOK_TO = 3, HANDBOOK_END = 4 };

/* A sentence without its point, and what stands below it. */
typedef struct handbook_line { base_str text; struct handbook_line *first, *last, *next; } handbook_line;

/* What a variable is called. */
typedef struct handbook_name {
    const struct handbook_name *outer;
    int32_t slot;
    base_str noun;           /* "task" */
    base_str said;           /* "the task"; of two that would be called the same, the inner is "task `k`"; empty: it has no name */
    base_str letter;         /* as the rule has it; empty: it has none there */
    bool shown;              /* the reader was told the letter */
} handbook_name;

typedef struct handbook_words {
    base_arena *arena;
    const cw_rules *rules;
    base_buffer out;         /* a text being put together */
    const handbook_name *names;
    bool no_memory;
} handbook_words;

void handbook_words_init(handbook_words *words, base_arena *arena, const cw_rules *rules);
void handbook_words_finish(handbook_words *words);

/* ---- handbook_words.c: sentences with what stands below them ---- */

/* The line that begins with what is in `out` from `start` on; that is taken out. NULL: no memory. */
handbook_line *handbook_end_line(handbook_words *words, size_t start);
void handbook_add_line(handbook_line *line, handbook_line *below);
/* What an expression says, after what stands in `out` from `start` on. NULL: no memory. */
handbook_line *handbook_say(handbook_words *words, const feel_node *node, size_t start);
/* The value of an expression, or its code. */
void handbook_put_value(handbook_words *words, const feel_node *node);
/* Calls what stands in a slot by a noun. `name` is the caller's, as long as it is in words->names. */
void handbook_bind(handbook_words *words, handbook_name *name, int32_t slot, base_str noun, base_str letter);
/* The same by whatever words. */
void handbook_bind_said(handbook_words *words, handbook_name *name, int32_t slot, base_str said, base_str letter);
/* The same by noun and letter. */
void handbook_bind_lettered(handbook_words *words, handbook_name *name, int32_t slot, base_str noun, base_str letter);
/* Takes out what is in `out` from `start` on. */
void handbook_cut(handbook_words *words, size_t start);
/* A text kept in the arena. */
base_str handbook_keep(handbook_words *words, base_str text);
/* What is in `out` from `start` on, kept, and taken out there. */
base_str handbook_take(handbook_words *words, size_t start);

/* ---- handbook_phrases.c: what stands for a thing ----
 * Each gives false where it cannot be said; what it has put is then to be cut away. */
bool handbook_put_phrase(handbook_words *words, const feel_node *node);
/* Items of a list: `article` "a", "any", "every", "no", "the", ""; many: in the plural. `letter` follows the noun. */
bool handbook_put_items(handbook_words *words, const feel_node *list, const char *article, bool many, base_str letter);
/* What an item of the list is called; empty: nothing. */
base_str handbook_noun_of_item(handbook_words *words, const feel_node *list);
base_str handbook_noun_of_type(const feel_type *type);
/* A pattern, with the phrase of `owner` for each `%`. */
bool handbook_put_pattern(handbook_words *words, const char *pattern, const feel_node *owner);
/* A literal, as a value of the type that it is compared with. */
bool handbook_put_literal(handbook_words *words, const feel_value *value, const feel_type *type);
void handbook_put_quoted(base_buffer *out, base_str text, bool is_word);
void handbook_put_code(base_buffer *out, base_str text);       /* white space folded, comments left out */
void handbook_put_link(base_buffer *out, const char *kind, base_str set, base_str name);      /* up to TO */
void handbook_put_parameter(handbook_words *words, const rules_parameter *parameter);
void handbook_put_condition(handbook_words *words, const feel_condition *condition);
void handbook_put_length(handbook_words *words, const rules_length *length);
bool handbook_put_with_arguments(handbook_words *words, const feel_node *call);
const feel_node *handbook_list_of(const feel_node *node);      /* without what only makes it faster */

/* ---- handbook_sentences.c: what is said of a thing, in one line ----
 * tight: it stands beside others, so that `and` and `or` need parentheses. */
bool handbook_put_sentence(handbook_words *words, const feel_node *node, bool negated, bool tight);
/* What of a reviewer's the node reads, "rating" or "score", and of which item; NULL: nothing. */
const char *handbook_reads_rating(const feel_node *node, base_str *item);
#endif

/* SPDX-License-Identifier: MIT */
#ifndef AUTHOR_HANDBOOK_PARTS_H
#define AUTHOR_HANDBOOK_PARTS_H
/* Within the room: what a handbook is put together from. */
#include "author/handbook_page.h"

/* One version of a rule, where it stands. */
typedef struct handbook_entry { const rules_rule *rule; struct handbook_entry *next; } handbook_entry;
/* A section of a document, or a part of the work that an instrument looks at. */
typedef struct handbook_section { base_str id, title; handbook_entry *first, *last; struct handbook_section *next; } handbook_section;
/* A document or an instrument. */
typedef struct handbook_group {
    base_str id, title;
    handbook_section *first, *last;
    int32_t section_count, rule_count;
    base_str untitled;               /* of a section of which nothing is said */
    struct handbook_group *next;
} handbook_group;

typedef struct handbook_conditions { const feel_instance **at; int32_t count; } handbook_conditions;

typedef struct handbook {
    base_arena arena;
    const cw_rules *rules;
    handbook_words words;
    handbook_page page;
    handbook_group *documents, *last_document;
    handbook_group *instruments, *last_instrument;
    base_map groups, sections;       /* by a key made of their names */
    base_map comments;               /* "set:parameter" -> base_str, what stands beside it in its file */
    handbook_conditions conditions;  /* that rules call, by rule set and name; each as it is called first */
} handbook;

/* All give false where there is no memory, or leave that in words.no_memory. */

/* ---- handbook.c ---- */
void handbook_write_paragraph(handbook *book, const char *text);
base_str handbook_shown(handbook *book, base_str text);      /* a text of a file, with its control characters visible */

/* ---- handbook_sections.c: where each rule stands ---- */
bool handbook_sort_rules(handbook *book);
bool handbook_find_conditions(handbook *book);
const char *handbook_id_of_rule(handbook *book, const rules_rule *rule);     /* "rule:set:name", of later versions with a number */
const char *handbook_id_of_table(handbook *book, const rules_table *table);  /* two files may have tables of one name */
const rules_file *handbook_file_of(const cw_rules *rules, const feel_source *source);

/* ---- handbook_comments.c: what files say beside their items ---- */
bool handbook_read_comments(handbook *book);
/* Paragraphs above the first item; `*at` begins as 0. Empty: there are no more. */
base_str handbook_next_remark(handbook *book, const rules_file *file, size_t *at);
/* A text in which lines stay lines, and other control characters are visible. */
base_str handbook_keep_lines(handbook *book, base_str text);

/* ---- handbook_rule.c ---- */
void handbook_write_rule(handbook *book, const rules_rule *rule);
void handbook_write_fact(handbook *book, const char *label, size_t start);    /* a line of what is in words.out from `start` on */
/* The table that a cover or a variable reads, of a rule; NULL: none. */
const rules_table *handbook_table_of(const rules_rule *rule, const feel_node *path);
/* The text in a column of a row. */
base_str handbook_cell(const cw_rules *rules, const rules_table *table, int32_t row, base_str column);

/* ---- handbook_lists.c and handbook_index.c: what stands behind the rules ---- */
void handbook_write_conditions(handbook *book);
void handbook_write_tables(handbook *book);
void handbook_write_notes(handbook *book);
void handbook_write_added(handbook *book);       /* what missing facts mean; fields and words that the rules add */
void handbook_write_parameters(handbook *book);
bool handbook_adds(const cw_rules *rules);
bool handbook_notes(const cw_rules *rules);
bool handbook_has_ids(handbook *book);
void handbook_write_ids(handbook *book);
void handbook_write_names(handbook *book);
#endif

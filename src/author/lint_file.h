/* SPDX-License-Identifier: MIT */
#ifndef AUTHOR_LINT_FILE_H
#define AUTHOR_LINT_FILE_H
/* Within the room: rule files as lint sees them, and what its parts share. The compiled rules say what is meant, the text which names
 * are declared and mentioned, also where nothing that was compiled comes of it. */
#include "author/diagnostics.h"
#include "author/lint.h"
#include "author/tour.h"
#include "eval/eval.h"
#include "rules/reader.h"

typedef enum author_lint_kind {
    AUTHOR_OTHER, AUTHOR_PARAMETER, AUTHOR_CONDITION, AUTHOR_TABLE, AUTHOR_SOURCE, AUTHOR_INCLUDE, AUTHOR_RULE, AUTHOR_OVERRIDE, AUTHOR_RETIRE,
    AUTHOR_ABSENT_ITEM, AUTHOR_NOTE
} author_lint_kind;

/* A head or item. */
typedef struct author_lint_item {
    struct author_lint_item *next;
    struct author_lint_text *text;
    author_lint_kind kind;
    const rules_line *lines; uint32_t line_count;
    rules_span name;             /* that it declares or mentions first */
    uint32_t top, bottom;        /* with the comments right above it and behind its last line */
    bool used;
    uint32_t allowed;            /* bit by warning, from the first on: a comment keeps it quiet */
    struct author_lint_item *next_found;     /* conditions that are used, whose words are still to be looked at */
} author_lint_item;

typedef struct author_lint_text {
    const rules_file *file;
    int32_t index;               /* among the files of the set */
    const author_lint_file *asked;           /* NULL: not looked at */
    feel_compiler feel;
    rules_reader reader;
    base_lines lines;
    author_lint_item *items, **last;
    author_lint_item **order; uint32_t count;     /* the same as an array */
    base_map names;              /* of parameters, conditions and tables -> item */
    base_map seen;               /* the same of what it includes */
    base_map codes;              /* of sources -> item */
    bool has_rules, has_covers;
} author_lint_text;

typedef struct author_warning {
    struct author_warning *next;
    const author_lint_text *text;
    author_diagnostic which;
    rules_span at;
    base_str help, a, b;
} author_warning;

typedef struct author_linter {
    base_arena arena;
    const cw_rules *rules;
    cw_diag *diag;
    base_map asked;              /* name of a file -> author_lint_file */
    author_lint_text *texts;     /* as the set's files */
    base_map sets, sources;      /* name of a rule set, of a file -> author_lint_text */
    base_map tested;             /* names of rules, as tests write them */
    base_map overriding;         /* words that overrides mention */
    base_map told;               /* place and number: once */
    author_tour tour;            /* through expressions; its visit is author_lint_visit */
    const rules_rule *rule;      /* that it goes through; NULL: none */
    author_warning *first, **last;
    int32_t count;
    int work;                    /* nodes that may still be looked at for contradictions: conditions that call each other could ask for
                                    any number */
    int32_t plan;                /* the number of the host's name `plan` */
} author_linter;

/* Every function gives false where there is no memory. */

/* ---- lint_items.c: the items of a file ---- */
bool author_lint_read(author_linter *self, author_lint_text *text);
/* The item that these bytes are in, or NULL. */
const author_lint_item *author_lint_item_at(const author_lint_text *text, uint32_t at);
/* The line of a rule that begins with this word, from `*line` on, which then is behind it; *behind is what follows the word. */
bool author_lint_clause(const author_lint_item *item, const char *word, uint32_t *line, rules_cursor *behind);
/* The words of an expression or item, and in texts of what stands in braces. False: there are no more. */
typedef struct author_words { base_str text; uint32_t at, end; bool in_text, in_brace; } author_words;
bool author_lint_word(author_words *words, rules_span *out);
/* The comments of an item, one after another; empty: there are no more. */
base_str author_lint_comment(const author_lint_item *item, uint32_t *at);

/* ---- lint.c ---- */
/* Keeps a warning, unless the text is not looked at, it is told already, or a comment of the item allows it. */
bool author_warn(author_linter *self, const author_lint_text *text, author_diagnostic which, rules_span at, base_str help, base_str a,
                 base_str b);
/* The text of the file that a node stands in, or NULL. */
author_lint_text *author_lint_text_of(const author_linter *self, const feel_source *source);
/* Texts made in the arena; empty: no memory. */
base_str author_lint_join(author_linter *self, const char *before, base_str middle, const char *after);

/* ---- lint_names.c: what nothing uses, and readings that nothing explains ---- */
bool author_lint_names(author_linter *self);
/* ---- lint_tested.c: rules that no test names ---- */
bool author_lint_tested(author_linter *self, const author_lint_file *files, int64_t count);
/* ---- lint_rules.c: what is odd about a rule as a whole ---- */
bool author_lint_rules(author_linter *self);
/* ---- lint_walk.c: the expressions of a rule ---- */
bool author_lint_visit(void *user, const feel_node *node, const feel_node *parent, const feel_condition *condition);
bool author_lint_expressions(author_linter *self, const rules_rule *rule);
bool author_lint_absent(author_linter *self, const rules_absent *absent);

/* ---- lint_facts.c: conditions that contradict each other ---- */
/* Two conditions that cannot hold together, by the nodes that name them. */
typedef struct author_clash { const feel_node *a, *b; } author_clash;
/* Whether some of the conditions, and what they are made of by `and`, cannot hold together; with `negative` whether they cannot all be
 * false, and what they are made of by `or`. Certain where it says so. */
bool author_find_clash(author_linter *self, const feel_node *const *conditions, int count, bool negative, author_clash *out);
#endif

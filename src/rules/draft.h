/* SPDX-License-Identifier: MIT */
#ifndef RULES_DRAFT_H
#define RULES_DRAFT_H
/* A rule file once its words are read, before its expressions are checked. */
#include "rules/reader.h"

/* A list that is added to. */
typedef struct rules_link { struct rules_link *next; void *item; rules_span at; } rules_link;
typedef struct rules_chain { rules_link *first, *last; int32_t count; } rules_chain;
bool rules_chain_add(rules_reader *reader, rules_chain *chain, void *item, rules_span at);
/* The items as an array of pointers, or copied one after another, in the arena of the rule set. */
void *rules_chain_pointers(rules_reader *reader, const rules_chain *chain);
void *rules_chain_copies(rules_reader *reader, const rules_chain *chain, size_t size);

/* A name that expressions can see, and where it is declared. */
typedef struct rules_name { feel_name feel; rules_span at; } rules_name;

typedef struct rules_condition {
    feel_condition feel;
    int32_t *globals;                 /* parameters that it uses, found when first asked for */
    int32_t global_count;
    bool walked;
} rules_condition;

typedef struct rules_draft_table {
    rules_table *table;
    rules_name *name;
    const feel_type *type;            /* a list of contexts */
    feel_value rows;
    const base_str *cells;            /* row after row */
    const rules_span *places;
    uint64_t checked;                 /* bit by column: its cells are known to be ids, or told */
} rules_draft_table;

typedef struct rules_draft_parameter { rules_parameter *parameter; rules_name *name; } rules_draft_parameter;

typedef enum rules_clause_kind {
#define CLAUSE(NAME, word, repeats, later) RULES_##NAME,
#include "rules/clauses.def"
#undef CLAUSE
    RULES_CLAUSE_COUNT
} rules_clause_kind;
typedef struct rules_clause_row { const char *word; bool repeats, later; } rules_clause_row;
extern const rules_clause_row rules_clause_rows[RULES_CLAUSE_COUNT];

typedef struct rules_clause {
    rules_clause_kind kind;
    rules_span word, body;
    bool guessed;                     /* its word is misspelt, and was told */
    struct rules_clause *next;
} rules_clause;
typedef struct rules_draft_rule {
    base_str name;
    rules_span name_at, item;
    rules_clause *first[RULES_CLAUSE_COUNT];   /* of each kind, linked where it repeats */
    rules_clause *last[RULES_CLAUSE_COUNT];
    bool change;                      /* an `override`: there is no rule yet that it could be checked with */
    bool again;                       /* a second version */
    rules_rule *made;
    struct rules_draft_rule *next_version, *last_version;   /* of the first: the others in file order, and the last of them */
} rules_draft_rule;

/* What it means that a field is absent. */
typedef struct rules_draft_absent {
    rules_absent *absent;
    feel_host_field field;
    base_str name;                    /* of the field */
    rules_span name_at, value;        /* value: of an expression */
} rules_draft_absent;

typedef struct rules_draft {
    rules_reader reader;
    rules_file *file;
    bool sound;                       /* its first lines could be read, so its items were */
    bool has_version;
    rules_span set_at, version_at;
    feel_scope scope;                 /* rules_name: parameters, conditions, tables */
    base_map codes;                   /* code -> rules_link of `sources` */
    base_map parameters_by_name;      /* name -> rules_parameter */
    base_map rule_names;              /* name -> rules_draft_rule */
    rules_chain sources, notes, parameters, conditions, tables, rules, absents;
} rules_draft;

/* Reads the whole file into the draft, whose reader and file are set. False: no memory. */
bool rules_read_file(rules_draft *draft);

/* One item from its first line on; `lines` of them belong to it. */
typedef struct rules_item { rules_draft *draft; rules_cursor cursor; rules_span word; const rules_line *lines; uint32_t count; } rules_item;
void rules_read_parameter(rules_item *item);
void rules_read_condition(rules_item *item);
void rules_read_table(rules_item *item);
void rules_read_rule(rules_item *item);
void rules_read_override(rules_item *item);
void rules_read_retire(rules_item *item);
void rules_read_field(rules_item *item);
void rules_read_value(rules_item *item);
void rules_read_absent(rules_item *item);
void rules_read_note(rules_item *item);
void rules_item_later(rules_item *item);

/* What a line that stands in the wrong column looks like, so that it is read as what it was meant to be. */
typedef enum rules_look { RULES_LOOKS_OTHERWISE, RULES_LOOKS_LIKE_CLAUSE, RULES_LOOKS_CONTINUED } rules_look;
rules_look rules_look_of(rules_reader *reader, const rules_line *line);
/* The help for a line that should be indented, or empty. */
base_str rules_indent_help(rules_look look);
/* Whether the word is `lower` but for capital letters. */
bool rules_spells(base_str word, const char *lower);

/* Checks that a name can be declared where `scope` is seen, tells why not, and declares it. NULL: told or no memory. */
rules_name *rules_declare(rules_reader *reader, feel_scope *scope, rules_span at);
/* The name as declared here or farther out; NULL: nowhere. */
const rules_name *rules_declared(const feel_scope *scope, base_str name);
/* An ID {"," ID} list. */
bool rules_expect_ids(rules_cursor *cursor, rules_chain *ids);
#endif

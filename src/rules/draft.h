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
    struct rules_draft *draft;        /* the file it stands in */
    rules_chain asks;                 /* of one that asks whether what another asks of ratings applies: the checked nodes of that */
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

/* `in [low..high]`: what a value of it may be. */
typedef struct rules_range { bool there; rules_literal low, high; base_str written; } rules_range;
typedef struct rules_draft_parameter {
    rules_parameter *parameter;
    rules_name *name;
    bool is_term;                     /* by its declaration */
    const feel_type *type;            /* the same; NULL: could not be read */
    base_str shown;                   /* what its values are, for messages */
    rules_range range;
} rules_draft_parameter;

typedef enum rules_clause_kind {
#define CLAUSE(NAME, word, repeats) RULES_##NAME,
#include "rules/clauses.def"
#undef CLAUSE
    RULES_CLAUSE_COUNT
} rules_clause_kind;
typedef struct rules_clause_row { const char *word; bool repeats; } rules_clause_row;
extern const rules_clause_row rules_clause_rows[RULES_CLAUSE_COUNT];

typedef struct rules_clause {
    rules_clause_kind kind;
    struct rules_draft *draft;        /* the file it stands in: not the rule's own, where an override gives it */
    rules_span word, body;
    bool guessed;                     /* its word is misspelt, and was told */
    struct rules_clause *next;
} rules_clause;
typedef struct rules_draft_rule {
    base_str name;
    rules_span name_at, item;
    rules_clause *first[RULES_CLAUSE_COUNT];   /* of each kind, linked where it repeats */
    rules_clause *last[RULES_CLAUSE_COUNT];
    struct rules_draft *draft;
    bool change;                      /* an `override`; then: */
    struct rules_draft_rule *target;  /* what it changes, the first of its versions; NULL: nothing, so that its words are read alone */
    struct rules_draft_rule *override;        /* of a first version: what changes it, the innermost first; or NULL */
    struct rules_draft_rule *last_override;
    struct rules_draft_rule *next_override;   /* of an override: the one that changes what it leaves */
    const struct rules_retire *retire;        /* of a first version */
    int32_t override_count;
    int64_t valid_from, valid_until;  /* of a version as it stands */
    struct rules_part *parts;         /* of a version that is overridden: what is left of it, by days, in place of `made` */
    bool again;                       /* a second version */
    rules_rule *made;
    struct rules_draft_rule *next_version, *last_version;   /* of the first: the others in file order, and the last of them */
} rules_draft_rule;

/* A rule as it is on some days: as it stands, or as overrides change it. */
typedef struct rules_part {
    const rules_draft_rule *from;     /* with the clauses of all that changes it */
    const rules_file *changed_by;     /* the outermost of those; or NULL */
    const struct rules_draft_rule *change;    /* the `override` in it; or NULL */
    int64_t first, last;              /* days, both included; none where last is before first: only checked */
    rules_rule *made;
    struct rules_part *next;
} rules_part;

typedef struct rules_retire { base_str name; rules_span at; const rules_file *file; int64_t day; /* INT64_MIN: always */ } rules_retire;

/* What it means that a field is absent. */
typedef struct rules_draft_absent {
    rules_absent *absent;
    feel_host_field field;
    base_str name;                    /* of the field */
    rules_span name_at, value;        /* value: of an expression */
} rules_draft_absent;

/* An `absent` of a field that the schema does not have; NULL: all else of it was told. */
typedef struct rules_lacking { int32_t kind; rules_span at, word; rules_draft_absent *absent; } rules_lacking;

/* `include`: the file that is meant, once all are known; NULL: there is none, which was told. */
typedef struct rules_include { base_str name; rules_span at; struct rules_draft *draft; } rules_include;

/* A word that the file adds to an enumeration. */
typedef struct rules_draft_word { rules_word word; rules_span at, category; /* empty: none */ } rules_draft_word;

typedef struct rules_draft {
    rules_reader reader;
    rules_file *file;
    bool sound;                       /* its first lines could be read, so its items were */
    bool has_version;
    rules_span set_at, version_at;
    feel_scope scope;                 /* rules_name: parameters, conditions, tables */
    base_map codes;                   /* code -> rules_link of `sources` */
    base_map parameters_by_name;      /* name -> rules_draft_parameter */
    base_map rule_names;              /* name -> rules_draft_rule */
    rules_chain sources, notes, parameters, conditions, tables, rules, absents, includes, retires, fields, words, lacking;
    bool lacks_include;               /* its names cannot all be known, so its expressions are not checked */
    int visit;                        /* of the walk that looks for circles */
    int32_t depth;                    /* its place in an order where what a file includes comes before it */
    int32_t reached_by;               /* the depth of the file from which it was last seen to be included, by way of others too; 0: none */
    const rules_link *next_include;
    struct rules_draft *came_from;
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

/* The body of a condition, with its ratings as fields. */
feel_node *rules_read_condition_body(feel_compiler *compiler, feel_instance *instance);
/* Why a condition that asks for a rating cannot be called. */
extern const char rules_needs_instrument[];

/* Tells that records of a kind have no such field. */
void rules_tell_no_field(rules_reader *reader, int32_t kind, rules_span at);
/* What a line that stands in the wrong column looks like, so that it is read as what it was meant to be. */
typedef enum rules_look { RULES_LOOKS_OTHERWISE, RULES_LOOKS_LIKE_CLAUSE, RULES_LOOKS_CONTINUED } rules_look;
rules_look rules_look_of(rules_reader *reader, const rules_line *line);
/* The help for a line that should be indented, or empty. */
base_str rules_indent_help(rules_look look);
/* Whether the word is `lower` but for capital letters. */
bool rules_spells(base_str word, const char *lower);

/* Checks that a name can be declared where `scope` is seen, tells why not, and declares it. NULL: told or no memory. */
rules_name *rules_declare(rules_reader *reader, feel_scope *scope, rules_span at);
/* The parameter that the name means in a file, of its own or of what it includes; NULL: none, or two. */
const rules_parameter *rules_parameter_of(const rules_draft *draft, base_str name);
/* An ID {"," ID} list. */
bool rules_expect_ids(rules_cursor *cursor, rules_chain *ids);
#endif

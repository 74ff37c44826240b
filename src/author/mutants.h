/* SPDX-License-Identifier: MIT */
#ifndef AUTHOR_MUTANTS_H
#define AUTHOR_MUTANTS_H
/* Within the room: small changes to rules that a test should notice. */
#include "author/tested.h"
#include "author/tests.h"
#include "author/tour.h"

/* Other words in the place of bytes [start, end) of a rule file. */
typedef struct author_mutant {
    struct author_mutant *next;
    const rules_file *file;
    uint32_t start, end;
    base_str text;
    const rules_rule *rule;      /* in which it is; NULL: in a condition or parameter, which any rule may use */
} author_mutant;

typedef struct author_mutants {
    base_arena *arena;
    const cw_rules *rules;
    base_str set;                /* of whose files */
    author_tour tour;
    base_map seen;               /* place and text, so that each stands there once */
    author_mutant *first, **last;
    int32_t count;
} author_mutants;

/* Makes all of a rule set, in file order. False: no memory. */
bool author_make_mutants(author_mutants *self, base_arena *arena, const cw_rules *rules, base_str set);

/* ---- mutate.c ---- */
/* Changes the rules in every way, and tells the host whether the tests whose names hold `filter` (NULL: all) notice. CW_OK,
 * CW_ERR_NOMEM. */
cw_status author_run_mutants(author_file *file, const char *filter);

/* ---- what the files below share ---- */
bool author_add_mutant(author_mutants *self, const rules_file *file, const rules_rule *rule, uint32_t start, uint32_t end,
                       const char *before, base_str inside, const char *after);
/* Before the first rule's expressions. */
void author_begin_expressions(author_mutants *self);
/* Of the expressions of a rule, in whichever tested files they stand; of its clauses that are none, in an item that begins at
 * `start` of a file, the rule itself or an override of it; of a parameter. */
bool author_mutate_expressions(author_mutants *self, const rules_rule *rule);
bool author_mutate_clauses(author_mutants *self, const rules_rule *rule, const rules_file *file, uint32_t start, uint32_t end);
bool author_mutate_parameter(author_mutants *self, const rules_parameter *parameter);
/* A whole number, a term, a date or a duration as written: one more, one less, another period. */
bool author_mutate_count(author_mutants *self, const rules_file *file, const rules_rule *rule, uint32_t start, uint32_t end);
/* The word after this one in its enumeration; empty where it has no other. */
base_str author_next_word(int32_t enumeration, base_str word);
#endif

/* SPDX-License-Identifier: MIT */
#ifndef RULES_CHECK_H
#define RULES_CHECK_H
/* Checking one rule: from its clauses as read to the rule as it runs. */
#include "rules/draft.h"

/* A rating that rules ask for, and the fields that stand for it, by the kinds of what is rated. */
typedef struct rules_rating_field { struct rules_rating_field *next; int32_t kind; feel_host_field field; } rules_rating_field;
typedef struct rules_draft_rating { rules_rating rating; base_str asked; rules_rating_field *fields; } rules_draft_rating;

typedef struct rules_check {
    rules_reader *reader;
    const rules_draft *home;         /* the rule's file */
    const rules_draft *draft;        /* that of the clause at hand: another one, where an override gives it */
    const rules_draft_rule *from;
    rules_draft_table *const *tables;   /* by global, first one at `first_table`; for variables that go through them */
    int32_t first_table, table_count;
    rules_rule *rule;
    feel_scope scope;                /* variables and lets */
    feel_scope period_scope;         /* the same and `period` */
    int32_t first_slot;              /* free for the variables of expressions */
    rules_draft_table **through;   /* of each variable: the table it goes through, or NULL */
} rules_check;

/* Checks one rule and fills it in. Told errors leave it incomplete. */
void rules_check_rule(rules_check *check);

/* Parses and checks one expression; `want` NULL: anything. NULL: told, or an override, which is only parsed. */
const feel_node *rules_check_expression(rules_check *check, const rules_clause *clause, rules_span span,
                                        const feel_scope *scope, const feel_type *want);
/* The two steps of it. */
feel_node *rules_parse_expression(rules_check *check, const rules_clause *clause, rules_span span);
const feel_node *rules_check_tree(rules_check *check, const rules_clause *clause, feel_node *tree, const feel_scope *scope,
                                  const feel_type *want);
/* Counts what an expression needs into the rule's slots. */
void rules_need_slots(rules_check *check, uint32_t slots);
/* A title or remedy. */
void rules_check_template(rules_check *check, const rules_clause *clause, bool remedy, rules_template *out);
/* `for` and `let`: declares their names, and makes room for them. */
void rules_check_variables(rules_check *check);
/* `covers`. */
void rules_check_covers(rules_check *check);
/* valid, within, every, paused, partial, and the shape that comes of them. */
void rules_check_time(rules_check *check);
/* The days of `valid`, as far as they are said; false: told. */
bool rules_read_valid(rules_cursor *cursor, int64_t *from, int64_t *until);
void rules_check_waived(rules_check *check);
/* instrument, target. */
void rules_check_measure(rules_check *check);
/* Turns calls of `rating` and `score` in a clause into fields of what is rated. False: told, or no memory. */
bool rules_read_ratings(rules_check *check, feel_node *node);
/* What `require`, once it is checked, asks of ratings, in its own words, by `let` and by conditions: whether none of the items was
 * rated as not applicable. NULL: nothing to ask, or told. */
const feel_node *rules_ask_rated(rules_check *check);
/* Makes the file of a clause the one at hand. */
void rules_enter(rules_check *check, const rules_clause *clause);
/* The same, and where its words are. */
rules_cursor rules_clause_cursor(rules_check *check, const rules_clause *clause);
/* What an expression of the clause at hand sees: `scope`, one of the two above, and behind it the names of the clause's file.
 * `room` is where that is put together. */
const feel_scope *rules_scope_of(const rules_check *check, const feel_scope *scope, feel_scope room[2]);

/* Finds what rules use, once all is checked: parameters, and where their days name their variables. */
typedef struct rules_walk {
    rules_reader *reader;
    int32_t parameter_count;         /* globals below are parameters, others tables */
    uint32_t *stamps;                /* by parameter: `stamp` where it is found already */
    uint32_t stamp;
    int32_t *found;
    int32_t found_count;
} rules_walk;
bool rules_walk_init(rules_walk *walk, rules_reader *reader, int32_t parameter_count);
bool rules_find_uses(rules_walk *walk, rules_rule *rule);
/* Whether an expression reads a slot from `first` to before `end`; NULL reads none. */
bool rules_reads_slots(const feel_node *node, int32_t first, int32_t end);
bool rules_find_absent_parameters(rules_walk *walk, rules_absent *absent);

/* Puts the versions of a rule, `first` and those behind it, in the order of their validity and chains the rules made of them;
 * tells where two are valid at the same time. Gives the first of them. */
rules_draft_rule *rules_order_versions(rules_reader *reader, rules_draft_rule *first);

/* Checks the `absent` items of a file, and adds those that are right to `made`, as drafts. `said` holds what was said by all files; `host`
 * may be NULL. False: no memory. */
bool rules_check_absents(rules_draft *draft, const rules_host *host, base_map *said, rules_chain *made);
/* Once all files' are known: an expression cannot read a field whose absence is an expression. False: no memory. */
bool rules_check_absent_reads(rules_reader *reader, const rules_chain *absents);
#endif

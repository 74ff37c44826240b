/* SPDX-License-Identifier: MIT */
#ifndef RULES_CHECK_H
#define RULES_CHECK_H
/* Checking one rule: from its clauses as read to the rule as it runs. */
#include "rules/draft.h"

typedef struct rules_check {
    rules_reader *reader;
    const rules_draft *draft;
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
void rules_check_waived(rules_check *check);
/* instrument, target: checked, and refused until they are evaluated. */
void rules_check_later(rules_check *check);
rules_cursor rules_clause_cursor(const rules_check *check, const rules_clause *clause);

/* Finds the parameters that rules use, once all is checked. */
typedef struct rules_walk {
    rules_reader *reader;
    int32_t parameter_count;         /* globals below are parameters, others tables */
    uint32_t *stamps;                /* by parameter: `stamp` where it is found already */
    uint32_t stamp;
    int32_t *found;
    int32_t found_count;
} rules_walk;
bool rules_walk_init(rules_walk *walk, rules_reader *reader, int32_t parameter_count);
bool rules_find_parameters(rules_walk *walk, rules_rule *rule);
bool rules_find_absent_parameters(rules_walk *walk, rules_absent *absent);

/* Puts the versions of a rule, `first` and those behind it, in the order of their validity and chains the rules made of them;
 * tells where two are valid at the same time. Gives the first of them. */
rules_draft_rule *rules_order_versions(rules_reader *reader, rules_draft_rule *first);

/* Checks the `absent` items of a file, and adds those that are right to `made`, as drafts. `said` holds what was said by all files.
 * False: no memory. */
bool rules_check_absents(rules_draft *draft, base_map *said, rules_chain *made);
/* Once all files' are known: an expression cannot read a field whose absence is an expression. False: no memory. */
bool rules_check_absent_reads(rules_reader *reader, const rules_chain *absents);
#endif

/* SPDX-License-Identifier: MIT */
#ifndef AUTHOR_TOUR_H
#define AUTHOR_TOUR_H
/* Within the room: the way through the checked expressions of a rule. */
#include "base/map.h"
#include "eval/eval.h"

typedef struct author_tour {
    void *user;
    /* At each node, before what it is made of; `parent` NULL: an expression begins. `condition`: in whose body, NULL: in the rule.
     * False ends the tour. */
    bool (*visit)(void *user, const feel_node *node, const feel_node *parent, const feel_condition *condition);
    base_arena *arena;
    base_map called;             /* instances that were gone through, so that each is once, however often it is called */
} author_tour;

void author_tour_init(author_tour *tour, base_arena *arena, void *user);
/* Goes through all that the rule judges by, and what it calls. False: a visit ended it, or no memory. */
bool author_tour_rule(author_tour *tour, const rules_rule *rule);
/* The same of one expression; NULL: nothing. */
bool author_tour_expression(author_tour *tour, const feel_node *node);
#endif

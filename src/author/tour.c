/* SPDX-License-Identifier: MIT */
#include "author/tour.h"

#include <string.h>

void author_tour_init(author_tour *tour, base_arena *arena, void *user)
{
    *tour = (author_tour){.user = user, .arena = arena};
    base_map_init(&tour->called, arena);
}

static bool pass(author_tour *tour, const feel_node *node, const feel_node *parent, const feel_condition *condition);

static bool pass_called(author_tour *tour, const feel_instance *instance)
{
    char key[sizeof instance];
    void *existing;
    if (!instance->body)
        return true;
    memcpy(key, &instance, sizeof key);
    const char *kept = base_arena_copy(tour->arena, key, sizeof key);
    if (!kept || !base_map_add(&tour->called, (base_str){kept, sizeof key}, (void *)instance, &existing))
        return false;
    return existing || pass(tour, instance->body, NULL, instance->condition);
}

/* Depth is bounded by CW_LIMIT_EXPRESSION_DEPTH, called conditions included. */
static bool pass(author_tour *tour, const feel_node *node, const feel_node *parent, const feel_condition *condition)
{
    if (!node)
        return true;
    if (!tour->visit(tour->user, node, parent, condition) || (node->op == FEEL_OP_CALL && !pass_called(tour, node->handle)))
        return false;
    for (uint16_t i = 0; i < node->kid_count; i++)
        if (!pass(tour, node->kids[i], node, condition))
            return false;
    return true;
}

bool author_tour_expression(author_tour *tour, const feel_node *node)
{
    return pass(tour, node, NULL, NULL);
}

bool author_tour_rule(author_tour *tour, const rules_rule *rule)
{
    const feel_node *clauses[] = {rule->when, rule->from, rule->until, rule->by, rule->anchor, rule->paused, rule->require};
    bool whole = true;
    for (int32_t i = 0; i < rule->variable_count && whole; i++)
        whole = pass(tour, rule->variables[i].list, NULL, NULL) && pass(tour, rule->variables[i].filter, NULL, NULL);
    for (int32_t i = 0; i < rule->let_count && whole; i++)
        whole = pass(tour, rule->lets[i].value, NULL, NULL);
    for (size_t i = 0; i < sizeof clauses / sizeof clauses[0] && whole; i++)
        whole = pass(tour, clauses[i], NULL, NULL);
    for (int32_t i = 0; i < rule->waived_when_count && whole; i++)
        whole = pass(tour, rule->waived_when[i], NULL, NULL);
    return whole;
}

/* SPDX-License-Identifier: MIT */
/* What a rule uses: parameters, through the conditions it calls too, and its own variables. Each condition is walked once.
 * Recursion goes as deep as expressions nest, called conditions included, which the checker has bounded. */
#include "rules/check.h"

#include <string.h>

bool rules_walk_init(rules_walk *walk, rules_reader *reader, int32_t parameter_count)
{
    *walk = (rules_walk){.reader = reader, .parameter_count = parameter_count};
    walk->stamps = base_arena_array(reader->work, (size_t)parameter_count, sizeof *walk->stamps);
    walk->found = base_arena_array(reader->work, (size_t)parameter_count, sizeof *walk->found);
    return walk->stamps && walk->found ? true : rules_no_memory(reader);
}

static void begin(rules_walk *walk)
{
    walk->stamp++;
    walk->found_count = 0;
}

static void add(rules_walk *walk, int32_t global)
{
    if (global < 0 || global >= walk->parameter_count || walk->stamps[global] == walk->stamp)
        return;
    walk->stamps[global] = walk->stamp;
    walk->found[walk->found_count++] = global;
}

static rules_condition *called(const feel_node *node)
{
    return node->op == FEEL_OP_CALL ? (rules_condition *)((const feel_instance *)node->handle)->condition : NULL;
}

static int32_t *keep(rules_walk *walk, base_arena *arena)
{
    int32_t *kept = base_arena_array(arena, (size_t)walk->found_count, sizeof *kept);
    if (!kept)
        rules_no_memory(walk->reader);
    else if (walk->found_count > 0)
        memcpy(kept, walk->found, (size_t)walk->found_count * sizeof *kept);
    return kept;
}

/* Adds what the node uses; the conditions it calls are walked already. */
static void collect(rules_walk *walk, const feel_node *node)
{
    const rules_condition *condition = called(node);
    if (node->op == FEEL_OP_GLOBAL)
        add(walk, node->index);
    for (int32_t i = 0; condition && i < condition->global_count; i++)
        add(walk, condition->globals[i]);
    for (uint16_t i = 0; i < node->kid_count; i++)
        collect(walk, node->kids[i]);
}

/* Walks every condition that the node calls and that is not walked yet. */
static void walk_called(rules_walk *walk, const feel_node *node)
{
    rules_condition *condition = called(node);
    for (uint16_t i = 0; i < node->kid_count; i++)
        walk_called(walk, node->kids[i]);
    if (!condition || condition->walked)
        return;
    condition->walked = true;
    for (const feel_instance *instance = condition->feel.instances; instance; instance = instance->next)
        if (instance->body)
            walk_called(walk, instance->body);
    begin(walk);
    for (const feel_instance *instance = condition->feel.instances; instance; instance = instance->next)
        if (instance->body)
            collect(walk, instance->body);
    condition->globals = keep(walk, walk->reader->work);
    condition->global_count = condition->globals ? walk->found_count : 0;
}

typedef void visitor(rules_walk *walk, const feel_node *node);

static void visit(rules_walk *walk, const feel_node *node, visitor *visitor)
{
    if (node)
        visitor(walk, node);
}

static void visit_template(rules_walk *walk, const rules_template *text, visitor *visitor)
{
    for (int32_t i = 0; i < text->count; i++)
        visit(walk, text->pieces[i].path, visitor);
}

static void visit_rule(rules_walk *walk, const rules_rule *rule, visitor *visitor)
{
    for (int32_t i = 0; i < rule->variable_count; i++) {
        visit(walk, rule->variables[i].list, visitor);
        visit(walk, rule->variables[i].filter, visitor);
    }
    for (int32_t i = 0; i < rule->let_count; i++)
        visit(walk, rule->lets[i].value, visitor);
    visit(walk, rule->when, visitor);
    visit(walk, rule->require, visitor);
    visit(walk, rule->from, visitor);
    visit(walk, rule->until, visitor);
    visit(walk, rule->by, visitor);
    visit(walk, rule->anchor, visitor);
    visit(walk, rule->paused, visitor);
    for (int32_t i = 0; i < rule->waived_when_count; i++)
        visit(walk, rule->waived_when[i], visitor);
    visit_template(walk, &rule->title, visitor);
    visit_template(walk, &rule->remedy, visitor);
}

bool rules_reads_slots(const feel_node *node, int32_t first, int32_t end)
{
    if (!node)
        return false;
    bool reads = node->op == FEEL_OP_SLOT && node->index >= first && node->index < end;
    for (uint16_t i = 0; i < node->kid_count && !reads; i++)
        reads = rules_reads_slots(node->kids[i], first, end);
    return reads;
}

static void find_slots(rules_rule *rule)
{
    int32_t own = rule->variable_count + rule->let_count, period = rule->period_slot;
    rule->days_are_common = !rules_reads_slots(rule->from, 0, own) && !rules_reads_slots(rule->until, 0, own);
    rule->when_names_period = period >= 0 && rules_reads_slots(rule->when, period, period + 1);
}

bool rules_find_uses(rules_walk *walk, rules_rule *rule)
{
    find_slots(rule);
    visit_rule(walk, rule, walk_called);
    begin(walk);
    visit_rule(walk, rule, collect);
    if (rule->anchor)
        add(walk, rule->within.parameter);
    if (rule->shape == RULES_SHAPE_RECURRENCE)
        add(walk, rule->every.parameter);
    rule->parameters = keep(walk, walk->reader->feel->arena);
    rule->parameter_count = walk->found_count;
    return !walk->reader->feel->no_memory;
}

bool rules_find_absent_parameters(rules_walk *walk, rules_absent *absent)
{
    visit(walk, absent->value, walk_called);
    begin(walk);
    visit(walk, absent->value, collect);
    absent->parameters = keep(walk, walk->reader->feel->arena);
    absent->parameter_count = walk->found_count;
    return !walk->reader->feel->no_memory;
}

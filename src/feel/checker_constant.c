/* SPDX-License-Identifier: MIT */
/* What comes out the same whatever the facts are: told as a warning, since in a rule it is hardly what is meant. */
#include <string.h>

#include "feel/checker.h"

/* ---- constants ---- */

enum { LOOK_MOST = 64 };             /* nodes; what is larger is not looked through */

/* Whether nothing but literals is in it. Recursion and work are bounded by `left`. */
static bool is_constant(const feel_node *node, int *left)
{
    switch (node->op) {
    case FEEL_OP_LITERAL: case FEEL_OP_LIST: case FEEL_OP_RANGE: case FEEL_OP_NEGATE: case FEEL_OP_ADD: case FEEL_OP_SUBTRACT:
    case FEEL_OP_MULTIPLY: case FEEL_OP_DIVIDE: case FEEL_OP_POWER:
        break;
    default:
        return false;
    }
    if (--*left < 0)
        return false;
    for (int i = 0; i < node->kid_count; i++)
        if (!is_constant(node->kids[i], left))
            return false;
    return true;
}

static bool all_constant(const feel_node *node)
{
    int left = LOOK_MOST;
    for (int i = 0; i < node->kid_count; i++)
        if (!is_constant(node->kids[i], &left))
            return false;
    return true;
}

/* Whether two nodes read the same thing: a variable or name, and fields of it. */
static bool reads_same(const feel_node *a, const feel_node *b)
{
    for (int left = LOOK_MOST; left > 0 && a->op == b->op; left--) {
        if (a->op == FEEL_OP_SLOT || a->op == FEEL_OP_HOST || a->op == FEEL_OP_GLOBAL)
            return a->index == b->index;
        if (a->op != FEEL_OP_FIELD || a->handle != b->handle)
            return false;
        a = a->kids[0];
        b = b->kids[0];
    }
    return false;
}

/* Whether both are written the same, which then are the same. */
static bool is_written_same(const feel_node *a, const feel_node *b)
{
    size_t length = a->end - a->start;
    return length > 0 && b->end - b->start == length && a->source == b->source &&
           memcmp(a->source->text.at + a->start, b->source->text.at + b->start, length) == 0;
}

/* ---- telling ---- */

/* The body of a condition is checked once for each combination of types: it is told the first time. */
static bool is_repeated(const feel_checker *checker)
{
    const feel_condition *condition = checker->condition;
    return condition && condition->instances && condition->instances->next;
}

static void warn(feel_checker *checker, feel_diagnostic what, const feel_node *node, const char *word)
{
    if (!checker->failed && !is_repeated(checker))
        feel_tell(checker->compiler, what, node->start, node->end, (base_str){0}, word);
}

/* true, false or null. */
static const feel_node *decided_literal(const feel_node *node)
{
    bool decided = node->op == FEEL_OP_LITERAL && (node->value.kind == FEEL_BOOLEAN || node->value.kind == FEEL_NULL);
    return decided ? node : NULL;
}

static void look_at_junction(feel_checker *checker, const feel_node *node)
{
    for (int i = 0; i < 2; i++) {
        const feel_node *found = decided_literal(node->kids[i]);
        if (found)
            warn(checker, FEEL_DIAG_CONSTANT_PART, found, node->op == FEEL_OP_AND ? "and" : "or");
    }
}

void feel_check_constant(feel_checker *checker, const feel_node *node)
{
    switch (node->op) {
    case FEEL_OP_EQUAL: case FEEL_OP_NOT_EQUAL: case FEEL_OP_LESS: case FEEL_OP_LESS_EQUAL: case FEEL_OP_GREATER:
    case FEEL_OP_GREATER_EQUAL:
        if (all_constant(node))
            warn(checker, FEEL_DIAG_CONSTANT, node, "");
        else if (reads_same(node->kids[0], node->kids[1]) || is_written_same(node->kids[0], node->kids[1]))
            warn(checker, FEEL_DIAG_SAME_SIDES, node, "");
        break;
    case FEEL_OP_BETWEEN: case FEEL_OP_IN_RANGE: case FEEL_OP_IN:
        if (all_constant(node))
            warn(checker, FEEL_DIAG_CONSTANT, node, "");
        break;
    case FEEL_OP_AND: case FEEL_OP_OR:
        look_at_junction(checker, node);
        break;
    case FEEL_OP_IF:
        if (decided_literal(node->kids[0]))
            warn(checker, FEEL_DIAG_CONSTANT_PART, node->kids[0], "if");
        break;
    default:
        break;
    }
}

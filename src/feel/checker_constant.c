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

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* The next character of a text, of several blanks one; '\0' at the end. */
static char next_of(base_str text, size_t *at)
{
    if (*at >= text.length)
        return '\0';
    if (!is_blank(text.at[*at]))
        return text.at[(*at)++];
    while (*at < text.length && is_blank(text.at[*at]))
        ++*at;
    return ' ';
}

/* The same, but for how lines are broken; texts within are not looked into. */
static bool is_laid_out_same(const feel_node *a, const feel_node *b)
{
    base_str x = feel_node_text(a), y = feel_node_text(b);
    size_t i = 0, j = 0;
    char c;
    bool same;
    if (a->source != b->source || x.length == 0 || memchr(x.at, '"', x.length))
        return is_written_same(a, b);
    do {
        c = next_of(x, &i);
        same = c == next_of(y, &j);
    } while (same && c != '\0');
    return same;
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

/* Of `a and b and a`, which nests to the left, the last part and the others. */
static void look_at_repeated(feel_checker *checker, const feel_node *node)
{
    const feel_node *last = node->kids[1], *left = node->kids[0];
    for (int looks = LOOK_MOST; looks > 0; looks--) {
        const feel_node *part = left->op == node->op ? left->kids[1] : left;
        if (reads_same(part, last) || is_laid_out_same(part, last)) {
            warn(checker, FEEL_DIAG_SAME_PARTS, last, node->op == FEEL_OP_AND ? "and" : "or");
            return;
        }
        if (left->op != node->op)
            return;
        left = left->kids[0];
    }
}

static void look_at_junction(feel_checker *checker, const feel_node *node)
{
    look_at_repeated(checker, node);
    for (int i = 0; i < 2; i++) {
        const feel_node *found = decided_literal(node->kids[i]);
        if (found)
            warn(checker, FEEL_DIAG_CONSTANT_PART, found, node->op == FEEL_OP_AND ? "and" : "or");
    }
}

/* ---- counts ---- */

static bool is_count(const feel_node *node)
{
    const feel_builtin *builtin = node->op == FEEL_OP_BUILTIN ? node->handle : NULL;
    return builtin && (base_str_is(base_str_of(builtin->name), "count") || base_str_is(base_str_of(builtin->name), "string length"));
}

/* -1, 0 or 1: the sign of a number as it is written; `none` of anything else. */
static int sign_of(const feel_node *node, int none)
{
    bool minus = node->op == FEEL_OP_NEGATE;
    const feel_node *number = minus ? node->kids[0] : node;
    base_decimal zero = base_decimal_from_int(0);
    if (number->op != FEEL_OP_LITERAL || number->value.kind != FEEL_NUMBER)
        return none;
    int order = base_decimal_compare(number->value.as.number, &zero);
    order = (order > 0) - (order < 0);
    return minus ? -order : order;
}

static feel_op turned_round(feel_op op)
{
    switch (op) {
    case FEEL_OP_LESS: return FEEL_OP_GREATER;
    case FEEL_OP_LESS_EQUAL: return FEEL_OP_GREATER_EQUAL;
    case FEEL_OP_GREATER: return FEEL_OP_LESS;
    case FEEL_OP_GREATER_EQUAL: return FEEL_OP_LESS_EQUAL;
    default: return op;
    }
}

/* What a whole number that is not below zero gives, compared with one of that sign; NULL: that hangs on it. */
static const char *decided_count(feel_op op, int order)
{
    switch (op) {
    case FEEL_OP_LESS: return order <= 0 ? "false" : NULL;
    case FEEL_OP_LESS_EQUAL: case FEEL_OP_EQUAL: return order < 0 ? "false" : NULL;
    case FEEL_OP_GREATER_EQUAL: return order <= 0 ? "true" : NULL;
    case FEEL_OP_GREATER: case FEEL_OP_NOT_EQUAL: return order < 0 ? "true" : NULL;
    default: return NULL;
    }
}

static void look_at_count(feel_checker *checker, const feel_node *node)
{
    const feel_node *a = node->kids[0], *b = node->kids[1];
    const char *decided = NULL;
    if (is_count(a))
        decided = decided_count((feel_op)node->op, sign_of(b, 1));
    else if (is_count(b))
        decided = decided_count(turned_round((feel_op)node->op), sign_of(a, 1));
    if (decided)
        warn(checker, FEEL_DIAG_COUNT_DECIDED, node, decided);
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
        else
            look_at_count(checker, node);
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

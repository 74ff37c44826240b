/* SPDX-License-Identifier: MIT */
/* Mutants of expressions: the checked nodes say what stands where, the text what takes its place. */
#include "author/mutants.h"
#include "feel/builtin.h"
#include "feel/lexer.h"

typedef struct walk {
    author_mutants *self;
    const rules_file *file;      /* in which the node at hand stands */
    const rules_rule *rule;      /* NULL: in a condition */
} walk;

static bool is_blank(char c)
{
    return c == ' ' || c == '\n' || c == '\r';
}

/* Without white space at its ends. */
static base_str text_between(const feel_node *node, uint32_t start, uint32_t end)
{
    const char *text = node->source->text.at;
    while (start < end && is_blank(text[start]))
        start++;
    while (end > start && is_blank(text[end - 1]))
        end--;
    return (base_str){node->source->text.at + start, end - start};
}

static bool replace(const walk *at, uint32_t start, uint32_t end, const char *text)
{
    return author_add_mutant(at->self, at->file, at->rule, start, end, text, (base_str){0}, "");
}

/* The operator of a node with an operand on its left: what follows the operand and its closing parentheses. */
static feel_token operator_of(const feel_node *node)
{
    feel_lexer lexer = {node->source->text, node->kids[0]->end, node->end};
    feel_token token = feel_lex(&lexer);
    while (token.kind == FEEL_TOKEN_CLOSE)
        token = feel_lex(&lexer);
    return token;
}

static bool negate(const walk *at, const feel_node *node)
{
    return author_add_mutant(at->self, at->file, at->rule, node->start, node->end, "not(", text_between(node, node->start, node->end), ")");
}

/* ---- by operation ---- */

typedef struct swap { feel_token_kind token; const char *texts[2]; } swap;

static const swap swaps[] = {
    {FEEL_TOKEN_LESS, {"<=", ">="}},        {FEEL_TOKEN_LESS_EQUAL, {"<", ">"}},
    {FEEL_TOKEN_GREATER, {">=", "<="}},     {FEEL_TOKEN_GREATER_EQUAL, {">", "<"}},
    {FEEL_TOKEN_EQUAL, {"!=", NULL}},       {FEEL_TOKEN_NOT_EQUAL, {"=", NULL}},
    {FEEL_TOKEN_AND, {"or", NULL}},         {FEEL_TOKEN_OR, {"and", NULL}},
    {FEEL_TOKEN_PLUS, {"-", NULL}},         {FEEL_TOKEN_MINUS, {"+", NULL}},
};

static bool swap_operator(const walk *at, const feel_node *node)
{
    feel_token token = operator_of(node);
    for (size_t i = 0; i < sizeof swaps / sizeof swaps[0]; i++)
        for (int k = 0; k < 2 && swaps[i].texts[k]; k++)
            if (swaps[i].token == token.kind && !replace(at, token.start, token.end, swaps[i].texts[k]))
                return false;
    return true;
}

/* Each side alone. */
static bool drop_sides(const walk *at, const feel_node *node)
{
    feel_token token = operator_of(node);
    return author_add_mutant(at->self, at->file, at->rule, node->start, node->end, "(", text_between(node, node->start, token.start), ")") &&
           author_add_mutant(at->self, at->file, at->rule, node->start, node->end, "(", text_between(node, token.end, node->end), ")");
}

/* The word with which the node begins, changed. */
static bool replace_front(const walk *at, const feel_node *node, const char *word, const char *other)
{
    base_str front = base_str_of(word);
    if (node->end - node->start <= front.length || !base_str_equal(text_between(node, node->start, node->start + (uint32_t)front.length), front))
        return true;
    return replace(at, node->start, node->start + (uint32_t)front.length, other);
}

static bool mutate_call(const walk *at, const feel_node *node)
{
    static const char *const pairs[][2] = {{"earliest", "latest"}, {"latest", "earliest"}, {"min", "max"}, {"max", "min"}};
    if (!replace_front(at, node, "not", ""))
        return false;
    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++)
        if (!replace_front(at, node, pairs[i][0], pairs[i][1]))
            return false;
    bool is_not = base_str_is(node->name, "not");
    return node->type->kind != FEEL_BOOLEAN || is_not || negate(at, node);
}

static bool mutate_literal(const walk *at, const feel_node *node)
{
    if (node->value.kind == FEEL_BOOLEAN)
        return replace(at, node->start, node->end, node->value.as.integer ? "false" : "true");
    if (node->value.kind == FEEL_NUMBER || node->value.kind == FEEL_DATE || node->value.kind == FEEL_DAYS || node->value.kind == FEEL_MONTHS)
        return author_mutate_count(at->self, at->file, at->rule, node->start, node->end);
    if (node->value.kind != FEEL_STRING || node->type->kind != FEEL_STRING || node->type->detail < 0)
        return true;
    base_str other = author_next_word(node->type->detail, feel_text(&node->value));
    return other.length == 0 || author_add_mutant(at->self, at->file, at->rule, node->start, node->end, "\"", other, "\"");
}

/* Whether its sides stand in it: what a rule asks of ratings is joined to `when` by an `and` that nobody wrote. */
static bool is_written_whole(const feel_node *node)
{
    const feel_node *left = node->kids[0], *right = node->kids[1];
    return left->source == node->source && left->start >= node->start && left->end <= right->start && right->end <= node->end;
}

static bool mutate_node(const walk *at, const feel_node *node)
{
    switch (node->op) {
    case FEEL_OP_LITERAL: return mutate_literal(at, node);
    case FEEL_OP_AND: case FEEL_OP_OR: return !is_written_whole(node) || (swap_operator(at, node) && drop_sides(at, node));
    case FEEL_OP_EQUAL: case FEEL_OP_NOT_EQUAL: case FEEL_OP_LESS: case FEEL_OP_LESS_EQUAL: case FEEL_OP_GREATER:
    case FEEL_OP_GREATER_EQUAL: case FEEL_OP_ADD: case FEEL_OP_SUBTRACT: return swap_operator(at, node);
    case FEEL_OP_SOME: case FEEL_OP_SOME_OF: return replace_front(at, node, "some", "every");
    case FEEL_OP_EVERY: case FEEL_OP_EVERY_OF: return replace_front(at, node, "every", "some");
    case FEEL_OP_BUILTIN: return mutate_call(at, node);
    default: return node->type->kind != FEEL_BOOLEAN || negate(at, node);
    }
}

/* ---- the way through the nodes ---- */

/* Nodes that nobody wrote have no place, or that of what they were made for. */
static bool visit_node(void *user, const feel_node *node, const feel_node *parent, const feel_condition *condition)
{
    walk at = *(const walk *)user;
    (void)parent;
    bool written = node->source && node->type && node->end > node->start;
    at.file = written ? author_tested_file(at.self->rules, at.self->set, node->source) : NULL;
    at.rule = condition ? NULL : at.rule;
    return !at.file || mutate_node(&at, node);
}

static bool drop_when(const walk *at, const rules_rule *rule)
{
    const feel_node *when = rule->when;
    walk here = {at->self, when ? author_tested_file(at->self->rules, at->self->set, when->source) : NULL, rule};
    return !here.file || replace(&here, when->start, when->end, "true");
}

bool author_mutate_expressions(author_mutants *self, const rules_rule *rule)
{
    walk at = {self, NULL, rule};
    self->tour.user = &at;
    return drop_when(&at, rule) && author_tour_rule(&self->tour, rule);
}

void author_begin_expressions(author_mutants *self)
{
    author_tour_init(&self->tour, self->arena, NULL);
    self->tour.visit = visit_node;
}

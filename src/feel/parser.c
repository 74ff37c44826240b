/* SPDX-License-Identifier: MIT */
/* The parser's tools, operators by precedence, and the way in. Recursion is bounded: parse_level counts it. */
#include "feel/parser.h"

#include "feel/builtin.h"

/* ---- tokens ---- */

base_str feel_parser_text(const feel_parser *parser)
{
    return (base_str){parser->lexer.text.at + parser->token.start, parser->token.end - parser->token.start};
}

void feel_parser_next(feel_parser *parser)
{
    parser->last_end = parser->token.end;
    parser->last = parser->token;
    parser->token = feel_lex(&parser->lexer);
}

void *feel_parser_expected(feel_parser *parser, const char *what)
{
    return feel_parser_expected_as(parser, what, (base_str){0});
}

void *feel_parser_expected_as(feel_parser *parser, const char *what, base_str advice)
{
    if (parser->failed)
        return NULL;
    parser->failed = true;
    feel_token token = parser->token;
    if (token.kind == FEEL_TOKEN_ERROR) {
        feel_tell_token(parser->compiler, token);
        return NULL;
    }
    base_str found = base_str_of(feel_token_name(token.kind));
    base_str quoted = feel_quoted(feel_parser_text(parser));
    if (token.kind == FEEL_TOKEN_NAME || token.kind == FEEL_TOKEN_NUMBER)
        found = feel_join3(parser->compiler, "`", quoted, "`");
    base_str help = base_diag_keeps(parser->compiler->diag) ? feel_slip(parser->compiler, &parser->lexer, parser->last, token)
                                                            : (base_str){0};
    help = help.length ? help : advice;
    feel_tell(parser->compiler, FEEL_DIAG_EXPECTED, token.start, token.end, help, what, (int)found.length,
              found.at ? found.at : "");
    return NULL;
}

void *feel_parser_outside(feel_parser *parser, const char *what)
{
    if (!parser->failed)
        feel_tell(parser->compiler, FEEL_DIAG_OUTSIDE, parser->token.start, parser->token.end, (base_str){0}, what);
    parser->failed = true;
    return NULL;
}

bool feel_parser_take(feel_parser *parser, feel_token_kind kind)
{
    if (parser->failed || parser->token.kind != kind)
        return false;
    feel_parser_next(parser);
    return true;
}

bool feel_parser_expect(feel_parser *parser, feel_token_kind kind)
{
    if (feel_parser_take(parser, kind))
        return true;
    feel_parser_expected(parser, feel_token_name(kind));
    return false;
}

/* ---- nodes ---- */

static void *no_memory(feel_parser *parser)
{
    parser->failed = true;
    parser->compiler->no_memory = true;
    return NULL;
}

static void *too_deep(feel_parser *parser, uint32_t start, uint32_t end)
{
    if (!parser->failed)
        feel_tell(parser->compiler, FEEL_DIAG_TOO_DEEP, start, end, BASE_STR("give a part of it a name of its own"),
                  (int)parser->compiler->depth_limit);
    parser->failed = true;
    return NULL;
}

struct feel_row_item { feel_node *node; struct feel_row_item *next; };

bool feel_row_add(feel_parser *parser, feel_row *row, feel_node *node)
{
    if (parser->failed || !node)
        return false;
    if (row->count == FEEL_KIDS_MOST) {
        feel_tell(parser->compiler, FEEL_DIAG_TOO_MANY, node->start, node->end, (base_str){0}, FEEL_KIDS_MOST);
        parser->failed = true;
        return false;
    }
    struct feel_row_item *item = base_arena_alloc(parser->compiler->arena, sizeof *item);
    if (!item)
        return no_memory(parser);
    item->node = node;
    if (row->last)
        row->last->next = item;
    else
        row->first = item;
    row->last = item;
    row->count++;
    return true;
}

feel_node *feel_parser_node(feel_parser *parser, feel_op op, uint32_t start, const feel_row *kids)
{
    if (parser->failed)
        return NULL;
    base_arena *arena = parser->compiler->arena;
    size_t count = kids ? (size_t)kids->count : 0;
    feel_node *node = base_arena_alloc(arena, sizeof *node);
    const feel_node **array = count ? base_arena_array(arena, count, sizeof *array) : NULL;
    if (!node || (count && !array))
        return no_memory(parser);
    *node = (feel_node){.op = (uint8_t)op, .kid_count = (uint16_t)count, .kids = array,
                        .source = parser->compiler->source, .start = start, .end = parser->last_end, .depth = 1};
    const struct feel_row_item *item = kids ? kids->first : NULL;
    for (size_t i = 0; i < count; i++, item = item->next) {
        array[i] = item->node;
        if (node->depth <= item->node->depth)
            node->depth = item->node->depth + 1;
    }
    if (node->depth > parser->compiler->depth_limit)
        return too_deep(parser, start, node->end);
    return node;
}

feel_node *feel_parser_node2(feel_parser *parser, feel_op op, uint32_t start, feel_node *a, feel_node *b)
{
    feel_row kids = {0};
    return feel_row_add(parser, &kids, a) && feel_row_add(parser, &kids, b) ? feel_parser_node(parser, op, start, &kids)
                                                                            : NULL;
}

/* ---- operators ---- */

enum { LEVEL_OR = 1, LEVEL_AND, LEVEL_COMPARISON, LEVEL_SUM, LEVEL_PRODUCT, LEVEL_POWER };

static const struct { uint8_t token, level, op; } operators[] = {
    {FEEL_TOKEN_OR, LEVEL_OR, FEEL_OP_OR},
    {FEEL_TOKEN_AND, LEVEL_AND, FEEL_OP_AND},
    {FEEL_TOKEN_EQUAL, LEVEL_COMPARISON, FEEL_OP_EQUAL},
    {FEEL_TOKEN_NOT_EQUAL, LEVEL_COMPARISON, FEEL_OP_NOT_EQUAL},
    {FEEL_TOKEN_LESS, LEVEL_COMPARISON, FEEL_OP_LESS},
    {FEEL_TOKEN_LESS_EQUAL, LEVEL_COMPARISON, FEEL_OP_LESS_EQUAL},
    {FEEL_TOKEN_GREATER, LEVEL_COMPARISON, FEEL_OP_GREATER},
    {FEEL_TOKEN_GREATER_EQUAL, LEVEL_COMPARISON, FEEL_OP_GREATER_EQUAL},
    {FEEL_TOKEN_BETWEEN, LEVEL_COMPARISON, FEEL_OP_BETWEEN},
    {FEEL_TOKEN_IN, LEVEL_COMPARISON, FEEL_OP_IN},
    {FEEL_TOKEN_PLUS, LEVEL_SUM, FEEL_OP_ADD},
    {FEEL_TOKEN_MINUS, LEVEL_SUM, FEEL_OP_SUBTRACT},
    {FEEL_TOKEN_TIMES, LEVEL_PRODUCT, FEEL_OP_MULTIPLY},
    {FEEL_TOKEN_SLASH, LEVEL_PRODUCT, FEEL_OP_DIVIDE},
    {FEEL_TOKEN_POWER, LEVEL_POWER, FEEL_OP_POWER},
};

/* The operator's row, or -1. */
static int operator_row(feel_token_kind kind)
{
    for (size_t i = 0; i < sizeof operators / sizeof *operators; i++)
        if (operators[i].token == kind)
            return (int)i;
    return -1;
}

bool feel_comparison(feel_token_kind kind, feel_op *op)
{
    int row = operator_row(kind);
    if (row < 0 || operators[row].op < FEEL_OP_EQUAL || operators[row].op > FEEL_OP_GREATER_EQUAL)
        return false;
    *op = operators[row].op;
    return true;
}

bool feel_parser_enter(feel_parser *parser)
{
    if (++parser->nesting > parser->compiler->depth_limit)
        too_deep(parser, parser->token.start, parser->token.end);
    return !parser->failed;
}

/* `-` binds tighter than any operator: -3 ** 2 is 9. The minus of a number is part of it. */
static feel_node *parse_signed(feel_parser *parser)
{
    uint32_t start = parser->token.start;
    if (!feel_parser_take(parser, FEEL_TOKEN_MINUS))
        return feel_parse_operand(parser);
    feel_node *operand = feel_parser_enter(parser) ? parse_signed(parser) : NULL;
    parser->nesting--;
    feel_row kids = {0};
    if (!feel_row_add(parser, &kids, operand))
        return NULL;
    if (operand->op != FEEL_OP_LITERAL || operand->value.kind != FEEL_NUMBER)
        return feel_parser_node(parser, FEEL_OP_NEGATE, start, &kids);
    base_decimal *number = base_arena_alloc(parser->compiler->arena, sizeof *number);
    if (!number)
        return no_memory(parser);
    *number = base_decimal_negate(operand->value.as.number);
    operand->value.as.number = number;
    operand->start = start;
    return operand;
}

static feel_node *parse_level(feel_parser *parser, int level);

static feel_node *parse_between(feel_parser *parser, feel_node *value, uint32_t start)
{
    feel_row kids = {0};
    if (feel_row_add(parser, &kids, value) && feel_row_add(parser, &kids, parse_level(parser, LEVEL_SUM)) &&
        feel_parser_expect(parser, FEEL_TOKEN_AND) && feel_row_add(parser, &kids, parse_level(parser, LEVEL_SUM)))
        return feel_parser_node(parser, FEEL_OP_BETWEEN, start, &kids);
    return NULL;
}

/* `instance of` binds tighter than all operators but a sign. */
static feel_node *parse_instances(feel_parser *parser, feel_node *node, uint32_t start)
{
    while (node && parser->token.kind == FEEL_TOKEN_INSTANCE)
        node = feel_parse_instance(parser, node, start);
    return node;
}

/* A long `a and b and c`, or with `or`: a part of it is what nests to the left, and the parts are joined, so that it nests no deeper
 * than its parts and how many they are. In which order they are joined makes no difference. */
typedef struct chain { feel_op op; feel_node *before; uint32_t start; int64_t parts; } chain;

static feel_node *close_chain(feel_parser *parser, chain *chain, feel_node *left, uint32_t start)
{
    feel_node *before = chain->before;
    chain->before = NULL;
    return before && left ? feel_parser_node2(parser, chain->op, start, before, left) : left;
}

static bool is_junction(feel_op op)
{
    return op == FEEL_OP_AND || op == FEEL_OP_OR;
}

/* Before the operator is taken, where the parts so far end. False: they are put by, and another part begins. */
static bool go_on(feel_parser *parser, chain *chain, feel_op op, feel_node **left, uint32_t start)
{
    if (chain->op != op) {
        *left = close_chain(parser, chain, *left, start);
        *chain = (struct chain){.op = op, .start = start, .parts = 1};
    }
    if (++chain->parts <= parser->compiler->depth_limit / 4)
        return true;
    chain->before = close_chain(parser, chain, *left, start);
    chain->parts = 1;
    return false;
}

static feel_node *parse_junction(feel_parser *parser, chain *chain, int row, feel_node *left, uint32_t start)
{
    bool on = go_on(parser, chain, operators[row].op, &left, start);
    feel_parser_next(parser);
    if (!on)
        chain->start = parser->token.start;
    feel_node *right = parse_level(parser, operators[row].level + 1);
    return on ? feel_parser_node2(parser, operators[row].op, chain->start, left, right) : right;
}

static feel_node *parse_operator(feel_parser *parser, int row, feel_node *left, uint32_t start)
{
    feel_op op = operators[row].op;
    feel_parser_next(parser);
    if (op == FEEL_OP_BETWEEN)
        return parse_between(parser, left, start);
    if (op == FEEL_OP_IN)
        return feel_parse_in(parser, left, start);
    return feel_parser_node2(parser, op, start, left, parse_level(parser, operators[row].level + 1));
}

static feel_node *parse_operators(feel_parser *parser, feel_node *left, uint32_t start, int level)
{
    chain chain = {.op = FEEL_OP_COUNT};
    left = parse_instances(parser, left, start);
    while (left) {
        int row = operator_row(parser->token.kind);
        if (row < 0 || operators[row].level < level)
            break;
        bool junction = is_junction(operators[row].op);
        left = junction ? parse_junction(parser, &chain, row, left, start) : parse_operator(parser, row, left, start);
    }
    return close_chain(parser, &chain, left, start);
}

/* Operators of this level and tighter ones, each associating to the left. */
static feel_node *parse_level(feel_parser *parser, int level)
{
    uint32_t start = parser->token.start;
    feel_node *node = feel_parser_enter(parser) ? parse_signed(parser) : NULL;
    node = parse_operators(parser, node, start, level);
    parser->nesting--;
    return node;
}

feel_node *feel_parse_arithmetic(feel_parser *parser)
{
    return parse_level(parser, LEVEL_SUM);
}

feel_node *feel_parse_arithmetic_on(feel_parser *parser, feel_node *first, uint32_t start)
{
    return parse_operators(parser, feel_parse_suffixes(parser, first, start), start, LEVEL_SUM);
}

feel_node *feel_parse_expression(feel_parser *parser)
{
    bool no_bracket = parser->no_bracket;
    parser->no_bracket = false;
    feel_node *node = parse_level(parser, LEVEL_OR);
    parser->no_bracket = no_bracket;
    return node;
}

/* ---- the way in ---- */

feel_node *feel_parse(feel_compiler *compiler, uint32_t start, uint32_t end)
{
    feel_parser parser = {.compiler = compiler, .lexer = {compiler->source->text, start, end}, .last_end = start,
                          .if_open = UINT32_MAX};
    if (!feel_parser_add_host_names(&parser))
        return NULL;
    parser.token = feel_lex(&parser.lexer);
    if (parser.token.kind == FEEL_TOKEN_END) {
        feel_tell(compiler, FEEL_DIAG_NOTHING, start, end > start ? end : start + 1, (base_str){0}, "");
        return NULL;
    }
    feel_node *node = feel_parse_expression(&parser);
    if (node && parser.token.kind != FEEL_TOKEN_END)
        return feel_parser_expected(&parser, "an operator or the end");
    return parser.failed ? NULL : node;
}

/* Whether an expression between brackets says which number, as far as can be told from how it is written. */
static bool is_number(const feel_node *node)
{
    if (node->op == FEEL_OP_LITERAL)
        return node->value.kind == FEEL_NUMBER;
    if (node->op == FEEL_OP_INVOKE) {
        const feel_builtin *builtin = feel_builtin_find(node->name);
        return builtin && builtin->result == FEEL_GIVES_NUMBER;
    }
    return node->op >= FEEL_OP_NEGATE && node->op <= FEEL_OP_POWER;
}

bool feel_split_filter(const feel_node *tree, feel_node **list, feel_node **filter)
{
    if (tree->op != FEEL_OP_BRACKET || is_number(tree->kids[1]))
        return false;
    *list = (feel_node *)tree->kids[0];
    *filter = (feel_node *)tree->kids[1];
    return true;
}

/* SPDX-License-Identifier: MIT */
/* Operands: literals, lists, ranges, parentheses, what stands after `in`, `if`, and what follows an operand. */
#include "feel/parser.h"

/* ---- literals ---- */

static feel_node *literal(feel_parser *parser, uint32_t start, feel_value value)
{
    feel_node *node = feel_parser_node(parser, FEEL_OP_LITERAL, start, NULL);
    if (node)
        node->value = value;
    return node;
}

static feel_node *parse_string(feel_parser *parser)
{
    uint32_t start = parser->token.start;
    base_str text;
    if (!feel_read_string(parser->compiler, parser->token, &text)) {
        parser->failed = true;
        return NULL;
    }
    feel_parser_next(parser);
    return literal(parser, start, feel_string(text));
}

static feel_node *parse_number(feel_parser *parser)
{
    uint32_t start = parser->token.start;
    feel_value value;
    if (!feel_read_number(parser->compiler, parser->token, &value)) {
        parser->failed = true;
        return NULL;
    }
    feel_parser_next(parser);
    return literal(parser, start, value);
}

static feel_node *parse_at(feel_parser *parser)
{
    uint32_t start = parser->token.start;
    feel_value value;
    feel_parser_next(parser);
    if (parser->token.kind != FEEL_TOKEN_STRING)
        return feel_parser_expected(parser, "a date or a duration in double quotes");
    if (!feel_read_at(parser->compiler, parser->token, &value)) {
        parser->failed = true;
        return NULL;
    }
    feel_parser_next(parser);
    return literal(parser, start, value);
}

static feel_node *parse_word(feel_parser *parser, feel_value value)
{
    uint32_t start = parser->token.start;
    feel_parser_next(parser);
    return literal(parser, start, value);
}

/* ---- lists, ranges, parentheses ---- */

static bool expect_part(feel_parser *parser, feel_token_kind kind, base_str advice)
{
    if (feel_parser_take(parser, kind))
        return true;
    feel_parser_expected_as(parser, feel_token_name(kind), advice);
    return false;
}

/* The rest of a range, its `..` being at hand. */
static feel_node *parse_range(feel_parser *parser, uint32_t start, feel_node *low, uint8_t flags)
{
    bool no_bracket = parser->no_bracket;
    feel_parser_next(parser);
    parser->no_bracket = true;
    feel_node *high = feel_parse_arithmetic(parser);
    parser->no_bracket = no_bracket;
    if (!high)
        return NULL;
    if (feel_parser_take(parser, FEEL_TOKEN_CLOSE) || feel_parser_take(parser, FEEL_TOKEN_BRACKET))
        flags |= FEEL_NODE_HIGH_OPEN;
    else if (!feel_parser_take(parser, FEEL_TOKEN_BRACKET_CLOSE))
        return feel_parser_expected(parser, "`]`, `)` or `[`");
    feel_node *node = feel_parser_node2(parser, FEEL_OP_RANGE, start, low, high);
    if (node)
        node->flags = flags;
    return node;
}

/* ]low..high] */
static feel_node *parse_open_range(feel_parser *parser)
{
    uint32_t start = parser->token.start;
    feel_parser_next(parser);
    feel_node *low = feel_parse_expression(parser);
    if (!low)
        return NULL;
    return parser->token.kind == FEEL_TOKEN_DOTS ? parse_range(parser, start, low, FEEL_NODE_LOW_OPEN)
                                                 : feel_parser_expected(parser, "`..`");
}

static feel_node *parse_list(feel_parser *parser)
{
    uint32_t start = parser->token.start;
    feel_row items = {0};
    feel_parser_next(parser);
    if (feel_parser_take(parser, FEEL_TOKEN_BRACKET_CLOSE))
        return feel_parser_node(parser, FEEL_OP_LIST, start, &items);
    do {
        feel_node *item = feel_parse_expression(parser);
        if (item && items.count == 0 && parser->token.kind == FEEL_TOKEN_DOTS)
            return parse_range(parser, start, item, 0);
        if (!feel_row_add(parser, &items, item))
            return NULL;
    } while (feel_parser_take(parser, FEEL_TOKEN_COMMA));
    if (!feel_parser_take(parser, FEEL_TOKEN_BRACKET_CLOSE))
        return feel_parser_expected(parser, "`,` or `]`");
    return feel_parser_node(parser, FEEL_OP_LIST, start, &items);
}

/* (< 5), (!= "a"): a range with one end, or what is equal or not. */
static feel_node *parse_bound(feel_parser *parser, feel_op op, uint32_t start)
{
    feel_row kids = {0};
    feel_parser_next(parser);
    if (!feel_row_add(parser, &kids, feel_parse_arithmetic(parser)) || !feel_parser_expect(parser, FEEL_TOKEN_CLOSE))
        return NULL;
    feel_node *node = feel_parser_node(parser, FEEL_OP_BOUND, start, &kids);
    if (node)
        node->index = op;
    return node;
}

static feel_node *parse_parentheses(feel_parser *parser)
{
    feel_op op;
    uint32_t start = parser->token.start;
    feel_parser_next(parser);
    if (feel_comparison(parser->token.kind, &op))
        return parse_bound(parser, op, start);
    feel_node *node = feel_parse_expression(parser);
    if (node && parser->token.kind == FEEL_TOKEN_DOTS)
        return parse_range(parser, start, node, FEEL_NODE_LOW_OPEN);
    bool call = parser->if_open == start && parser->token.kind == FEEL_TOKEN_COMMA;      /* if (a, b, c), as spreadsheets have it */
    if (!node || !expect_part(parser, FEEL_TOKEN_CLOSE, call ? BASE_STR("write `if ... then ... else ...`") : (base_str){0}))
        return NULL;
    node->flags |= FEEL_NODE_PAREN;
    return node;
}

/* ---- after `in` ---- */

/* An expression, marked where it asks for the tested value with `?`. */
static feel_node *parse_asking(feel_parser *parser, feel_node *(*parse)(feel_parser *))
{
    bool asked = parser->asked;
    parser->asked = false;
    feel_node *node = parse(parser);
    if (node && parser->asked)
        node->flags |= FEEL_NODE_ASKS;
    parser->asked = asked;
    return node;
}

/* `< 5`, or an expression. */
static feel_node *parse_test(feel_parser *parser)
{
    feel_op op;
    uint32_t start = parser->token.start;
    if (!feel_comparison(parser->token.kind, &op))
        return parse_asking(parser, feel_parse_expression);
    feel_parser_next(parser);
    feel_node *tested = feel_parser_node(parser, FEEL_OP_NAME, start, NULL);
    if (tested)
        tested->name = BASE_STR(FEEL_TESTED);
    return feel_parser_node2(parser, op, start, tested, feel_parse_arithmetic(parser));
}

/* (test, ...), or what only begins with a parenthesis: a range, or an operand of an expression. */
static feel_node *parse_tests(feel_parser *parser, feel_node *value, uint32_t start)
{
    feel_row kids = {0};
    feel_op op;
    uint32_t open = parser->token.start;
    feel_parser_next(parser);
    bool comparison = feel_comparison(parser->token.kind, &op);
    feel_node *test = parse_test(parser);
    if (!test || !feel_row_add(parser, &kids, value))
        return NULL;
    if (!comparison && parser->token.kind == FEEL_TOKEN_DOTS) {
        test = parse_range(parser, open, test, FEEL_NODE_LOW_OPEN);
        return feel_parser_node2(parser, FEEL_OP_IN, start, value, feel_parse_arithmetic_on(parser, test, open));
    }
    if (!comparison && !(test->flags & FEEL_NODE_ASKS) && parser->token.kind == FEEL_TOKEN_CLOSE) {
        feel_parser_next(parser);
        test->flags |= FEEL_NODE_PAREN;
        return feel_parser_node2(parser, FEEL_OP_IN, start, value, feel_parse_arithmetic_on(parser, test, open));
    }
    if (!feel_row_add(parser, &kids, test))
        return NULL;
    while (feel_parser_take(parser, FEEL_TOKEN_COMMA))
        if (!feel_row_add(parser, &kids, parse_test(parser)))
            return NULL;
    if (!feel_parser_take(parser, FEEL_TOKEN_CLOSE))
        return feel_parser_expected(parser, "`,` or `)`");
    feel_node *node = feel_parser_node(parser, FEEL_OP_IN, start, &kids);
    if (node)
        node->flags |= FEEL_NODE_TESTS;
    return node;
}

feel_node *feel_parse_in(feel_parser *parser, feel_node *value, uint32_t start)
{
    feel_op op;
    if (feel_comparison(parser->token.kind, &op)) {
        feel_parser_next(parser);
        return feel_parser_node2(parser, op, start, value, feel_parse_arithmetic(parser));
    }
    if (parser->token.kind == FEEL_TOKEN_OPEN)
        return parse_tests(parser, value, start);
    return feel_parser_node2(parser, FEEL_OP_IN, start, value, feel_parse_arithmetic(parser));
}

/* ---- if ---- */

static feel_node *parse_if(feel_parser *parser)
{
    uint32_t start = parser->token.start;
    feel_row kids = {0};
    feel_parser_next(parser);
    parser->if_open = parser->token.start;
    if (feel_row_add(parser, &kids, feel_parse_expression(parser)) && expect_part(parser, FEEL_TOKEN_THEN, BASE_STR("write `if ... then ... else ...`")) &&
        feel_row_add(parser, &kids, feel_parse_expression(parser)) && expect_part(parser, FEEL_TOKEN_ELSE, BASE_STR("every `if` has an `else`; where there is nothing, write `else null`")) &&
        feel_row_add(parser, &kids, feel_parse_expression(parser)))
        return feel_parser_node(parser, FEEL_OP_IF, start, &kids);
    return NULL;
}

/* ---- operands ---- */

/* `?`, the value that a test is about. */
static feel_node *parse_tested(feel_parser *parser)
{
    uint32_t start = parser->token.start;
    feel_parser_next(parser);
    feel_node *node = feel_parser_node(parser, FEEL_OP_NAME, start, NULL);
    parser->asked = true;
    if (node)
        node->name = BASE_STR(FEEL_TESTED);
    return node;
}

static feel_node *parse_first(feel_parser *parser)
{
    if (feel_parser_at_odd(parser))
        return feel_parse_name(parser);
    switch (parser->token.kind) {
    case FEEL_TOKEN_STRING:        return parse_string(parser);
    case FEEL_TOKEN_NUMBER:        return parse_number(parser);
    case FEEL_TOKEN_AT:            return parse_at(parser);
    case FEEL_TOKEN_NULL:          return parse_word(parser, feel_null());
    case FEEL_TOKEN_TRUE:          return parse_word(parser, feel_boolean(true));
    case FEEL_TOKEN_FALSE:         return parse_word(parser, feel_boolean(false));
    case FEEL_TOKEN_NAME:          return feel_parse_name(parser);
    case FEEL_TOKEN_OPEN:          return parse_parentheses(parser);
    case FEEL_TOKEN_BRACKET:       return parse_list(parser);
    case FEEL_TOKEN_BRACKET_CLOSE: return parse_open_range(parser);
    case FEEL_TOKEN_IF:            return parse_if(parser);
    case FEEL_TOKEN_SOME:          return feel_parse_quantifier(parser, FEEL_OP_SOME);
    case FEEL_TOKEN_EVERY:         return feel_parse_quantifier(parser, FEEL_OP_EVERY);
    case FEEL_TOKEN_FOR:           return feel_parse_for(parser);
    case FEEL_TOKEN_FUNCTION:      return feel_parser_outside(parser, "a function that is not an argument of `sort` or `list replace` is");
    case FEEL_TOKEN_EXTERNAL:      return feel_parser_outside(parser, "an external function is");
    case FEEL_TOKEN_BRACE:         return feel_parse_context(parser);
    case FEEL_TOKEN_QUESTION:      return parse_tested(parser);
    default:                       return feel_parser_expected(parser, "an expression");
    }
}

static feel_node *parse_bracket(feel_parser *parser, feel_node *list, uint32_t start)
{
    feel_node *inside = feel_parse_expression(parser);
    if (!inside || !feel_parser_expect(parser, FEEL_TOKEN_BRACKET_CLOSE))
        return NULL;
    return feel_parser_node2(parser, FEEL_OP_BRACKET, start, list, inside);
}

/* Whether an expression can begin after the `[` at hand. */
static bool opens(const feel_parser *parser)
{
    feel_lexer lexer = parser->lexer;
    switch (feel_lex(&lexer).kind) {
    case FEEL_TOKEN_STRING: case FEEL_TOKEN_NUMBER: case FEEL_TOKEN_AT: case FEEL_TOKEN_NULL: case FEEL_TOKEN_TRUE:
    case FEEL_TOKEN_FALSE: case FEEL_TOKEN_NAME: case FEEL_TOKEN_OPEN: case FEEL_TOKEN_BRACKET: case FEEL_TOKEN_MINUS:
    case FEEL_TOKEN_IF: case FEEL_TOKEN_SOME: case FEEL_TOKEN_EVERY: case FEEL_TOKEN_FOR: case FEEL_TOKEN_FUNCTION:
    case FEEL_TOKEN_EXTERNAL: case FEEL_TOKEN_BRACE: case FEEL_TOKEN_QUESTION:
        return true;
    default:
        return false;
    }
}

/* In the upper end of a range a `[` may close it, as in ]1..5[, or begin a filter: nothing that can follow a whole range
 * begins an expression, but for `-` and brackets, which no range has any use for. */
static bool at_bracket(const feel_parser *parser)
{
    return parser->token.kind == FEEL_TOKEN_BRACKET && (!parser->no_bracket || opens(parser));
}

feel_node *feel_parse_suffixes(feel_parser *parser, feel_node *node, uint32_t start)
{
    while (node) {
        if (feel_parser_take(parser, FEEL_TOKEN_DOT)) {
            node = feel_parse_path(parser, node, start);
        } else if (at_bracket(parser)) {
            feel_parser_next(parser);
            node = parse_bracket(parser, node, start);
        } else if (parser->token.kind == FEEL_TOKEN_OPEN) {
            feel_tell(parser->compiler, FEEL_DIAG_NOT_CALLABLE, parser->token.start, parser->token.end, (base_str){0}, "");
            parser->failed = true;
            return NULL;
        } else {
            break;
        }
    }
    return node;
}

feel_node *feel_parse_operand(feel_parser *parser)
{
    uint32_t start = parser->token.start;
    return parser->failed ? NULL : feel_parse_suffixes(parser, parse_first(parser), start);
}

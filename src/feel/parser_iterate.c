/* SPDX-License-Identifier: MIT */
/* for, some and every: what goes through lists and ranges. */
#include "feel/parser.h"

/* `x in list` or `x in a..b`; those before it are below. */
typedef struct iterator {
    base_str name;
    feel_node *domain;
    uint32_t start;
    const struct iterator *below;
} iterator;

static bool parse_variable(feel_parser *parser, base_str *name)
{
    bool standard = parser->compiler->standard;
    if (!feel_is_word(parser->token) || parser->token.kind == FEEL_TOKEN_IN)
        return feel_parser_expected(parser, feel_token_name(FEEL_TOKEN_NAME));
    *name = standard ? feel_parser_new_name(parser, FEEL_TOKEN_IN) : feel_parser_text(parser);
    if (!name->length)
        feel_parser_next(parser);
    return (standard || feel_parser_expect(parser, FEEL_TOKEN_NAME)) && feel_parser_expect(parser, FEEL_TOKEN_IN);
}

static feel_node *parse_domain(feel_parser *parser)
{
    uint32_t start = parser->token.start;
    feel_node *domain = feel_parse_expression(parser);
    if (domain && feel_parser_take(parser, FEEL_TOKEN_DOTS))
        domain = feel_parser_node2(parser, FEEL_OP_COUNTS, start, domain, feel_parse_expression(parser));
    return domain;
}

/* One iterator on top of the others; NULL: told, or no memory. */
static const iterator *parse_iterator(feel_parser *parser, uint32_t start, const iterator *below)
{
    base_str name;
    feel_node *domain = parse_variable(parser, &name) ? parse_domain(parser) : NULL;
    iterator *made = domain ? base_arena_alloc(parser->compiler->arena, sizeof *made) : NULL;
    if (domain && !made)
        parser->failed = parser->compiler->no_memory = true;
    if (made)
        *made = (iterator){name, domain, start, below};
    return made;
}

/* Iterators up to the word before what is asked, which is taken; the last of them, and all in two rows. */
static const iterator *parse_iterators(feel_parser *parser, feel_token_kind end, feel_row *domains, feel_name_row *names)
{
    uint32_t start = parser->token.start;
    const iterator *last = NULL;
    do {
        feel_parser_next(parser);
        last = parse_iterator(parser, last ? parser->token.start : start, last);
        if (!last || !feel_row_add(parser, domains, last->domain) || !feel_name_row_add(parser, names, last->name))
            return NULL;
    } while (parser->token.kind == FEEL_TOKEN_COMMA);
    if (feel_parser_take(parser, end))
        return last;
    return feel_parser_expected(parser, end == FEEL_TOKEN_RETURN ? "`,` or `return`" : "`,` or `satisfies`");
}

/* some x in a, y in b satisfies c  is  some x in a satisfies some y in b satisfies c: the later iterator is inside. */
feel_node *feel_parse_quantifier(feel_parser *parser, feel_op op)
{
    feel_row domains = {0};
    feel_name_row names = {0};
    const iterator *at = parse_iterators(parser, FEEL_TOKEN_SATISFIES, &domains, &names);
    feel_node *body = at ? feel_parse_expression(parser) : NULL;
    for (; at && body; at = at->below) {
        body = feel_parser_node2(parser, op, at->start, at->domain, body);
        if (!body)
            return NULL;
        body->name = at->name;
        body->flags = at->below ? FEEL_NODE_INNER : 0;
    }
    return body;
}

/* All iterators of a `for` are in one node, since its results are in one list: the lists first, what is returned last. */
feel_node *feel_parse_for(feel_parser *parser)
{
    uint32_t start = parser->token.start;
    feel_row kids = {0};
    feel_name_row names = {0};
    if (!parse_iterators(parser, FEEL_TOKEN_RETURN, &kids, &names) ||
        !feel_row_add(parser, &kids, feel_parse_expression(parser)))
        return NULL;
    feel_node *node = feel_parser_node(parser, FEEL_OP_FOR, start, &kids);
    if (node)
        node->handle = feel_name_row_keep(parser, &names);
    return parser->failed ? NULL : node;
}

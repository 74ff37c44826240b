/* SPDX-License-Identifier: MIT */
#ifndef FEEL_PARSER_H
#define FEEL_PARSER_H
/* What the files of the parser share. A function that returns a node returns NULL once something was told or memory
 * ran out; nobody goes on then. */
#include "feel/literal.h"

/* Before the check, an IN whose kids are the value and then any number of tests; in a test that is an operation the
 * name `?` stands for the value. */
enum { FEEL_NODE_TESTS = 64 };
#define FEEL_TESTED "?"

/* As the words of the call are joined. */
#define FEEL_AS_OF "as of"

enum { FEEL_KIDS_MOST = UINT16_MAX };

typedef struct feel_parser {
    feel_compiler *compiler;
    feel_lexer lexer;
    feel_token token;            /* at hand, not yet taken */
    feel_token last;             /* taken last */
    uint32_t last_end;           /* of the token taken last */
    int64_t nesting;
    bool no_bracket;             /* in the upper end of a range, where `[` may close it */
    bool failed;
} feel_parser;

/* A growing row of nodes. */
typedef struct feel_row { struct feel_row_item *first, *last; int64_t count; } feel_row;
bool feel_row_add(feel_parser *parser, feel_row *row, feel_node *node);

void feel_parser_next(feel_parser *parser);
bool feel_parser_take(feel_parser *parser, feel_token_kind kind);      /* takes it if it is at hand */
bool feel_parser_expect(feel_parser *parser, feel_token_kind kind);    /* tells if it is not */
void *feel_parser_expected(feel_parser *parser, const char *what);     /* NULL */
void *feel_parser_later(feel_parser *parser, const char *what);        /* NULL: "`for` is" not part of this version */
base_str feel_parser_text(const feel_parser *parser);                  /* of the token at hand */

/* A node of an operation from `start` to the token taken last. */
feel_node *feel_parser_node(feel_parser *parser, feel_op op, uint32_t start, const feel_row *kids);
feel_node *feel_parser_node2(feel_parser *parser, feel_op op, uint32_t start, feel_node *a, feel_node *b);

/* A whole expression. */
feel_node *feel_parse_expression(feel_parser *parser);
/* Operators that bind at least as tightly as arithmetic. */
feel_node *feel_parse_arithmetic(feel_parser *parser);
/* The same, when its first operand was read already, from `start`. */
feel_node *feel_parse_arithmetic_on(feel_parser *parser, feel_node *first, uint32_t start);
/* A literal, name, call, list, range, `if`, `some`, `every`, with what follows it: paths and brackets. */
feel_node *feel_parse_operand(feel_parser *parser);
feel_node *feel_parse_suffixes(feel_parser *parser, feel_node *node, uint32_t start);
/* What stands after `in`, `value` being before it. */
feel_node *feel_parse_in(feel_parser *parser, feel_node *value, uint32_t start);
/* Whether the token is = != < <= > >=, and which operation that is. */
bool feel_comparison(feel_token_kind kind, feel_op *op);
#endif

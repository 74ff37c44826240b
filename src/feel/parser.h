/* SPDX-License-Identifier: MIT */
#ifndef FEEL_PARSER_H
#define FEEL_PARSER_H
/* What the files of the parser share. A function that returns a node returns NULL once something was told or memory
 * ran out; nobody goes on then. */
#include "base/map.h"
#include "feel/literal.h"

/* Before the check, an IN whose kids are the value and then any number of tests; in a test that is an operation the
 * name `?` stands for the value. */
enum { FEEL_NODE_TESTS = 64, FEEL_NODE_ASKS = 128 /* a test that is an expression about `?` */ };
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
    base_map odd, odd_first;     /* names that are more than one word, and the words with which they begin */
    bool asked;                  /* a `?` was read */
    bool no_bracket;             /* in the upper end of a range, where `[` may close it */
    uint32_t if_open;            /* what follows the last `if`: where a parenthesis may be meant as that of a call */
    bool failed;
} feel_parser;

/* A growing row of nodes. */
typedef struct feel_row { struct feel_row_item *first, *last; int64_t count; } feel_row;
bool feel_row_add(feel_parser *parser, feel_row *row, feel_node *node);

void feel_parser_next(feel_parser *parser);
bool feel_parser_take(feel_parser *parser, feel_token_kind kind);      /* takes it if it is at hand */
bool feel_parser_expect(feel_parser *parser, feel_token_kind kind);    /* tells if it is not */
void *feel_parser_expected(feel_parser *parser, const char *what);     /* NULL */
/* The same with `advice` as help where the slip is none that is known. */
void *feel_parser_expected_as(feel_parser *parser, const char *what, base_str advice);
void *feel_parser_outside(feel_parser *parser, const char *what);      /* NULL: "a function type is" outside the profile */
bool feel_parser_enter(feel_parser *parser);                           /* one level deeper; false: told that it is too deep */
base_str feel_parser_text(const feel_parser *parser);                  /* of the token at hand */

/* A node of an operation from `start` to the token taken last. */
feel_node *feel_parser_node(feel_parser *parser, feel_op op, uint32_t start, const feel_row *kids);
feel_node *feel_parser_node2(feel_parser *parser, feel_op op, uint32_t start, feel_node *a, feel_node *b);

/* A growing row of names. */
typedef struct feel_name_row { struct feel_name_item *first, *last; int64_t count; bool typed; } feel_name_row;
bool feel_name_row_add(feel_parser *parser, feel_name_row *row, base_str name);
const feel_names *feel_name_row_keep(feel_parser *parser, const feel_name_row *row);      /* NULL: none, or no memory */

/* parser_name.c */
bool feel_parser_add_host_names(feel_parser *parser);
/* From here on a name of several tokens is read as one. */
bool feel_parser_add_odd(feel_parser *parser, base_str name);
bool feel_parser_at_odd(const feel_parser *parser);
/* Takes the name at hand, of one token or of several that are known to be one. */
base_str feel_parser_take_name(feel_parser *parser);
/* Takes a name that is made up here, of whatever a name may be made of, up to a token. Empty: there is none; nothing is told. */
base_str feel_parser_new_name(feel_parser *parser, feel_token_kind stop);
feel_node *feel_parse_name(feel_parser *parser);            /* or a call */
feel_node *feel_parse_path(feel_parser *parser, feel_node *from, uint32_t start);
/* parser_iterate.c */
feel_node *feel_parse_quantifier(feel_parser *parser, feel_op op);
feel_node *feel_parse_for(feel_parser *parser);
/* parser_context.c */
feel_node *feel_parse_context(feel_parser *parser);
feel_node *feel_parse_function(feel_parser *parser);
const feel_type *feel_parse_type(feel_parser *parser);
/* `value` stands before the `instance` at hand. */
feel_node *feel_parse_instance(feel_parser *parser, feel_node *value, uint32_t start);

/* A whole expression. */
feel_node *feel_parse_expression(feel_parser *parser);
/* Operators that bind at least as tightly as arithmetic. */
feel_node *feel_parse_arithmetic(feel_parser *parser);
/* The same, when its first operand was read already, from `start`. */
feel_node *feel_parse_arithmetic_on(feel_parser *parser, feel_node *first, uint32_t start);
/* A literal, name, call, list, range, context, `if`, `for`, `some`, `every`, with what follows it: paths and brackets. */
feel_node *feel_parse_operand(feel_parser *parser);
feel_node *feel_parse_suffixes(feel_parser *parser, feel_node *node, uint32_t start);
/* What stands after `in`, `value` being before it. */
feel_node *feel_parse_in(feel_parser *parser, feel_node *value, uint32_t start);
/* Whether the token is = != < <= > >=, and which operation that is. */
bool feel_comparison(feel_token_kind kind, feel_op *op);
#endif

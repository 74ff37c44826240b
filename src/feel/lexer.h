/* SPDX-License-Identifier: MIT */
#ifndef FEEL_LEXER_H
#define FEEL_LEXER_H
/* Tokens of expressions. Reading them tells nobody anything: what is wrong with one is in the token, so that the
 * parser may look ahead with a copy of the lexer. */
#include "feel/tell.h"

typedef enum feel_token_kind {
#define TOKEN(NAME, text) FEEL_TOKEN_##NAME,
#define KEYWORD(NAME, text) FEEL_TOKEN_##NAME,
#include "feel/tokens.def"
#undef TOKEN
#undef KEYWORD
    FEEL_TOKEN_KINDS
} feel_token_kind;

typedef struct feel_token {
    uint8_t kind;            /* feel_token_kind */
    uint8_t problem;         /* ERROR: feel_diagnostic */
    uint32_t start, end;
} feel_token;

typedef struct feel_lexer { base_str text; uint32_t at, end; } feel_lexer;

/* The next token; at the end of the text FEEL_TOKEN_END, again and again. */
feel_token feel_lex(feel_lexer *lexer);
/* How a kind of token is called in a message: "`(`", "a name". */
const char *feel_token_name(feel_token_kind kind);
/* Tells what is wrong with an ERROR token. */
void feel_tell_token(feel_compiler *compiler, feel_token token);
#endif

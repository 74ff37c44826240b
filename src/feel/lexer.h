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
/* Where `name`, which may hold spaces and signs, ends if it stands at `at`: white space in the text is as one space. 0: it
 * does not stand there. */
uint32_t feel_lex_odd(const feel_lexer *lexer, uint32_t at, base_str name);
/* Whether the token is a word: a name or a keyword. */
bool feel_is_word(feel_token token);
/* How a kind of token is called in a message: "`(`", "a name". */
const char *feel_token_name(feel_token_kind kind);
/* Tells what is wrong with an ERROR token. */
void feel_tell_token(feel_compiler *compiler, feel_token token);
/* What was likely meant where `found` cannot follow `last`, as help; `after` reads on behind `found`. Empty: no idea. */
base_str feel_slip(feel_compiler *compiler, const feel_lexer *after, feel_token last, feel_token found);
/* The keyword that the word would be in lower case; NULL: none, or it is one as it stands. */
const char *feel_keyword_meant(base_str word);
#endif

/* SPDX-License-Identifier: MIT */
#ifndef RULES_READER_H
#define RULES_READER_H
/* Reading one rule file: its lines, its words, and what is told about them. Offsets are bytes of the file. */
#include "rules/diagnostics.h"
#include "rules/rules.h"

typedef struct rules_span { uint32_t start, end; } rules_span;

/* A line that counts: not blank, not only a comment, not begun within a comment. */
typedef struct rules_line { uint32_t indent, start, end; } rules_line;

typedef struct rules_vocabulary rules_vocabulary;

typedef struct rules_reader {
    feel_compiler *feel;             /* the file at hand, diagnostics, the arena of the rule set */
    base_arena *work;                /* what is needed only while compiling */
    const rules_line *lines;
    uint32_t line_count;
    rules_vocabulary *vocabulary;    /* NULL until first asked for */
    base_map *ratings;               /* of the build: name -> rules_draft_rating */
    const feel_scope *included;      /* where the names of included files begin, which any own name may hide; or NULL */
} rules_reader;

/* Both of a %.*s, cut where long. */
base_str rules_str(const rules_reader *reader, rules_span span);
/* The same as a copy that ends in NUL and lives with the rule set, for what is handed out. Empty: no memory, which is marked. */
base_str rules_keep(rules_reader *reader, rules_span span);
/* Texts a and b fill the format; either may be empty. */
void rules_tell(rules_reader *reader, rules_diagnostic which, rules_span span, base_str help, base_str a, base_str b);
/* Texts for messages, made in the working arena; empty when memory is short. */
base_str rules_join(rules_reader *reader, const char *before, base_str middle, const char *after);
base_str rules_number_text(rules_reader *reader, int64_t number);
base_str rules_line_text(rules_reader *reader, uint32_t offset);
/* Suggestions for `word`; none are looked for once nothing that is told is kept. */
void rules_begin_nearest(const rules_reader *reader, base_nearest *nearest, base_str word);
base_str rules_did_you_mean(rules_reader *reader, const base_nearest *nearest);
/* Marks that memory ran out; for `if (!p) return rules_no_memory(reader);`. Always false. */
bool rules_no_memory(rules_reader *reader);

/* Whether the bytes can be read at all: size, UTF-8, control characters. Tells. */
bool rules_check_bytes(rules_reader *reader);
/* Finds the lines that count. False: no memory. */
bool rules_lay_out(rules_reader *reader);

/* Words and marks between two offsets. White space and comments before each are skipped. */
typedef struct rules_cursor { rules_reader *reader; uint32_t at, end; } rules_cursor;

bool rules_at_end(rules_cursor *cursor);
char rules_peek(rules_cursor *cursor);                     /* '\0' at the end */
bool rules_take(rules_cursor *cursor, char c);
/* A run of letters, digits, `_`, bytes of other alphabets, and the characters of `more`; empty if there is none. */
rules_span rules_take_run(rules_cursor *cursor, const char *more);
bool rules_take_word(rules_cursor *cursor, const char *word);
/* These tell what was expected where it is not there. */
void rules_expected(rules_cursor *cursor, const char *what, base_str help);
bool rules_expect(rules_cursor *cursor, char c);
bool rules_expect_word(rules_cursor *cursor, const char *word);
bool rules_expect_run(rules_cursor *cursor, const char *more, const char *what, rules_span *out);
bool rules_expect_end(rules_cursor *cursor);
bool rules_expect_quoted(rules_cursor *cursor, rules_span *inside);   /* what stands between the quotes */
bool rules_expect_text(rules_cursor *cursor, base_str *text);        /* the same with its escapes read */
bool rules_expect_date(rules_cursor *cursor, int64_t *day);
/* A name of rules, sets, sources and ids: begins with a letter, may hold `-`. */
bool rules_expect_label(rules_cursor *cursor, const char *what, rules_span *out);
/* Reads the escapes of a text. False: told, or out of memory. */
bool rules_read_escapes(rules_reader *reader, rules_span span, base_str *out);
/* The end of the expression that begins at the cursor: a comma outside all brackets and quantifiers, or the end. */
uint32_t rules_expression_end(const rules_cursor *cursor);

/* Literals, terms and types. */
typedef enum rules_literal_kind { RULES_LITERAL_NUMBER, RULES_LITERAL_TEXT, RULES_LITERAL_BOOLEAN, RULES_LITERAL_TERM,
                                  RULES_LITERAL_AT, RULES_LITERAL_LIST } rules_literal_kind;
typedef struct rules_literal {
    rules_literal_kind kind;
    rules_span span;
    feel_value value;                /* of a term that is no FEEL duration: null */
    const feel_type *type;
    rules_term term;
    struct rules_literal *items; int32_t count;     /* LIST: none of them one */
} rules_literal;
typedef struct rules_written_type { const feel_type *type; bool is_term; rules_span span; } rules_written_type;

bool rules_expect_term(rules_cursor *cursor, rules_term *term);          /* INT unit */
bool rules_expect_literal(rules_cursor *cursor, rules_literal *literal);
/* The same or a list of them, whose type and value come of the items: see rules_finish_list. */
bool rules_expect_value(rules_cursor *cursor, rules_literal *literal);
/* Makes the value of a LIST of what its items are now. False: no memory. */
bool rules_finish_list(rules_reader *reader, rules_literal *literal);
bool rules_expect_type(rules_cursor *cursor, rules_written_type *type);
/* Whether a term is a FEEL duration, and which. */
bool rules_term_value(rules_term term, feel_value *value, const feel_type **type);

/* The kind or enumeration named nearest->word, of those that can be reached from the names of the schema; where
 * there is none, `nearest` has considered all. */
bool rules_find_kind(rules_reader *reader, base_nearest *nearest, int32_t *kind);
bool rules_find_enumeration(rules_reader *reader, base_nearest *nearest, int32_t *enumeration);
#endif

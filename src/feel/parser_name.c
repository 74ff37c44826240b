/* SPDX-License-Identifier: MIT */
/* Names of one token and of several, and calls with their arguments. */
#include <string.h>

#include "feel/builtin.h"
#include "feel/parser.h"

/* ---- names that are not letters, digits and `_` alone ---- */

enum { ODD_NAME_MOST = 256 };        /* bytes; longer names are not read as one, which keeps looking for them cheap */

static bool lacks_memory(feel_parser *parser, const void *memory)
{
    if (!memory)
        parser->failed = parser->compiler->no_memory = true;
    return !memory;
}

/* The word with which a name begins. */
static base_str first_word(base_str name)
{
    feel_lexer lexer = {name, 0, (uint32_t)name.length};
    feel_token token = feel_lex(&lexer);
    return (base_str){name.at + token.start, token.end - token.start};
}

/* Puts text -> a copy of it, unless it is there. */
static bool note(feel_parser *parser, base_map *map, base_str text)
{
    void *existing;
    base_str *made = base_arena_alloc(parser->compiler->arena, sizeof *made);
    if (lacks_memory(parser, made))
        return false;
    if (!map->arena)
        base_map_init(map, parser->compiler->arena);
    *made = text;
    return base_map_add(map, text, made, &existing) || !lacks_memory(parser, NULL);
}

bool feel_parser_add_odd(feel_parser *parser, base_str name)
{
    return name.length > ODD_NAME_MOST || (note(parser, &parser->odd_first, first_word(name)) && note(parser, &parser->odd, name));
}

bool feel_parser_add_host_names(feel_parser *parser)
{
    const feel_schema *schema = parser->compiler->schema;
    if (!schema->odd_name_at)
        return true;
    for (int32_t i = 0;; i++) {
        base_str name = schema->odd_name_at(schema->self, i);
        if (!name.length)
            return true;
        char *copy = base_arena_copy(parser->compiler->arena, name.at, name.length);
        if (lacks_memory(parser, copy) || !feel_parser_add_odd(parser, (base_str){copy, name.length}))
            return false;
    }
}

/* The longest of the odd names that stands where the token at hand begins; NULL: none. Tokens are put together, with one
 * space for whatever is between them, as long as a name could go on. */
static const base_str *longest(const feel_parser *parser, uint32_t *end)
{
    const base_str *best = NULL;
    char joined[ODD_NAME_MOST];
    size_t length = 0;
    feel_lexer lexer = parser->lexer;
    feel_token token = parser->token;
    *end = token.start;
    if (!parser->odd.count || !feel_is_word(token) || !base_map_find(&parser->odd_first, feel_parser_text(parser)))
        return NULL;
    for (uint32_t last = token.start; token.kind != FEEL_TOKEN_END; last = token.end, token = feel_lex(&lexer)) {
        bool gap = token.start > last;
        if (token.end - token.start + gap > sizeof joined - length)
            break;
        if (gap)
            joined[length++] = ' ';
        memcpy(joined + length, lexer.text.at + token.start, token.end - token.start);
        length += token.end - token.start;
        const base_str *found = base_map_find(&parser->odd, (base_str){joined, length});
        if (found) {
            best = found;
            *end = token.end;
        }
    }
    return best;
}

bool feel_parser_at_odd(const feel_parser *parser)
{
    uint32_t end;
    return longest(parser, &end) != NULL;
}

/* Takes everything up to `end` as one token. */
static void take_until(feel_parser *parser, uint32_t end)
{
    parser->token = (feel_token){FEEL_TOKEN_NAME, 0, parser->token.start, end};
    parser->lexer.at = end;
    feel_parser_next(parser);
}

/* Text with each run of white space as one space. Without any, as it stands. */
static base_str single_spaced(feel_parser *parser, base_str text)
{
    if (!memchr(text.at, ' ', text.length) && !memchr(text.at, '\n', text.length) && !memchr(text.at, '\t', text.length) &&
        !memchr(text.at, '\r', text.length))
        return text;
    char *made = base_arena_alloc(parser->compiler->arena, text.length);
    size_t length = 0;
    if (lacks_memory(parser, made))
        return text;
    for (size_t i = 0; i < text.length; i++) {
        bool blank = text.at[i] == ' ' || (text.at[i] >= '\t' && text.at[i] <= '\r');
        if (!blank)
            made[length++] = text.at[i];
        else if (length && made[length - 1] != ' ')
            made[length++] = ' ';
    }
    return (base_str){made, length};
}

base_str feel_parser_take_name(feel_parser *parser)
{
    uint32_t end;
    const base_str *odd = longest(parser, &end);
    base_str name = odd ? *odd : feel_parser_text(parser);
    if (odd)
        take_until(parser, end);
    else
        feel_parser_next(parser);
    return name;
}

/* Which tokens may stand in a name that is being made up: words, numbers and the signs of FEEL's names. */
static bool may_be_in_name(const feel_lexer *lexer, feel_token token)
{
    switch (token.kind) {
    case FEEL_TOKEN_NUMBER: case FEEL_TOKEN_DOT: case FEEL_TOKEN_SLASH: case FEEL_TOKEN_MINUS: case FEEL_TOKEN_PLUS:
    case FEEL_TOKEN_TIMES: case FEEL_TOKEN_POWER:
        return true;
    case FEEL_TOKEN_ERROR:
        return lexer->text.at[token.start] == '\'';
    default:
        return feel_is_word(token);
    }
}

base_str feel_parser_new_name(feel_parser *parser, feel_token_kind stop)
{
    uint32_t start = parser->token.start;
    feel_lexer lexer = parser->lexer;
    feel_token token = parser->token, last = token;
    bool odd = false;
    if (!feel_is_word(token) && token.kind != FEEL_TOKEN_ERROR)
        return (base_str){0};
    while (may_be_in_name(&lexer, token) && token.kind != stop) {
        odd |= token.end != last.end || token.kind != FEEL_TOKEN_NAME;
        last = token;
        token = feel_lex(&lexer);
    }
    if (token.kind != stop)
        return (base_str){0};
    base_str name = single_spaced(parser, (base_str){lexer.text.at + start, last.end - start});
    take_until(parser, last.end);
    if (odd && feel_is_word(parser->last) && !feel_parser_add_odd(parser, name))
        return (base_str){0};
    return name;
}

/* ---- paths ---- */

/* Parts that FEEL itself names with two words. */
static const char *const parts[] = {"time offset", "start included", "end included"};

static bool take_part(feel_parser *parser, base_str *name)
{
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        uint32_t end = feel_lex_odd(&parser->lexer, parser->token.start, base_str_of(parts[i]));
        if (end == 0)
            continue;
        take_until(parser, end);
        *name = base_str_of(parts[i]);
        return true;
    }
    return false;
}

/* Names side by side are one name where rules do not stand: nothing else could be meant. */
static base_str joined(feel_parser *parser)
{
    uint32_t start = parser->token.start;
    do
        feel_parser_next(parser);
    while (parser->compiler->standard && parser->token.kind == FEEL_TOKEN_NAME);
    return single_spaced(parser, (base_str){parser->lexer.text.at + start, parser->last_end - start});
}

feel_node *feel_parse_path(feel_parser *parser, feel_node *from, uint32_t start)
{
    base_str name;
    if (feel_parser_at_odd(parser))
        name = feel_parser_take_name(parser);
    else if (parser->token.kind != FEEL_TOKEN_NAME)
        return feel_parser_expected(parser, "the name of a field");
    else if (!take_part(parser, &name))
        name = joined(parser);
    feel_row kids = {0};
    feel_node *node = feel_row_add(parser, &kids, from) ? feel_parser_node(parser, FEEL_OP_PATH, start, &kids) : NULL;
    if (node)
        node->name = name;
    return node;
}

/* ---- which function ---- */

enum { FUNCTION_NAME_MOST = 48, FUNCTION_WORDS_MOST = 5 };

/* The lasting text of a function's name of several words, or an empty one where no function has that name. */
static base_str lasting_name(feel_parser *parser, base_str name)
{
    const feel_builtin *builtin = feel_builtin_find(name);
    if (builtin)
        return base_str_of(builtin->name);
    if (base_str_is(name, FEEL_AS_OF))
        return BASE_STR(FEEL_AS_OF);
    if (!feel_refused_function(name, false))
        return (base_str){0};
    return feel_join3(parser->compiler, "", name, "");
}

/* Whether the name at hand, perhaps with words after it, is followed by `(`: then a call is at hand, `name` is what is
 * called, and *after the lexer before the `(`. */
static bool at_call(feel_parser *parser, base_str *name, feel_lexer *after)
{
    char joined[FUNCTION_NAME_MOST];
    feel_lexer lexer = parser->lexer;
    size_t length = 0;
    base_str word = feel_parser_text(parser);
    *name = word;
    for (int words = 1; words <= FUNCTION_WORDS_MOST; words++) {
        bool fits = length + word.length + 1 < sizeof joined;
        if (fits && length)
            joined[length++] = ' ';
        if (fits)
            memcpy(joined + length, word.at, word.length);
        length += fits ? word.length : 0;
        *after = lexer;
        feel_token token = feel_lex(&lexer);
        if (token.kind == FEEL_TOKEN_OPEN) {
            if (words > 1)
                *name = lasting_name(parser, (base_str){joined, length});
            return name->length > 0;
        }
        word = (base_str){lexer.text.at + token.start, token.end - token.start};
        if (!fits || !feel_is_word(token))
            return false;
    }
    return false;
}

/* ---- arguments ---- */

/* The name of the argument at hand where it has one, with its colon taken; else an empty text. */
static base_str argument_name(feel_parser *parser)
{
    feel_lexer lexer = parser->lexer;
    feel_token token = parser->token, last = token;
    for (int words = 0; feel_is_word(token) && words < FUNCTION_WORDS_MOST; words++) {
        last = token;
        token = feel_lex(&lexer);
    }
    if (token.kind != FEEL_TOKEN_COLON || !feel_is_word(last))
        return (base_str){0};
    base_str name = single_spaced(parser, (base_str){lexer.text.at + parser->token.start, last.end - parser->token.start});
    take_until(parser, last.end);
    feel_parser_next(parser);
    return name;
}

/* Either all arguments have names or none has. */
static bool parse_argument(feel_parser *parser, feel_row *arguments, feel_name_row *names)
{
    uint32_t start = parser->token.start;
    base_str name = argument_name(parser);
    if (arguments->count && (name.length > 0) != (names->count > 0)) {
        feel_tell(parser->compiler, FEEL_DIAG_MIXED_ARGUMENTS, start, parser->token.end, (base_str){0}, "");
        parser->failed = true;
        return false;
    }
    if (name.length && !feel_name_row_add(parser, names, name))
        return false;
    feel_node *argument = parser->token.kind == FEEL_TOKEN_FUNCTION ? feel_parse_function(parser)
                                                                     : feel_parse_expression(parser);
    return feel_row_add(parser, arguments, argument);
}

static bool parse_arguments(feel_parser *parser, feel_row *arguments, feel_name_row *names)
{
    if (!feel_parser_expect(parser, FEEL_TOKEN_OPEN))
        return false;
    if (feel_parser_take(parser, FEEL_TOKEN_CLOSE))
        return true;
    do {
        if (!parse_argument(parser, arguments, names))
            return false;
    } while (feel_parser_take(parser, FEEL_TOKEN_COMMA));
    return feel_parser_take(parser, FEEL_TOKEN_CLOSE) || feel_parser_expected(parser, "`,` or `)`");
}

feel_node *feel_parse_name(feel_parser *parser)
{
    uint32_t start = parser->token.start;
    base_str name;
    feel_lexer after;
    if (!at_call(parser, &name, &after)) {
        name = feel_parser_take_name(parser);
        feel_node *node = feel_parser_node(parser, FEEL_OP_NAME, start, NULL);
        if (node)
            node->name = name;
        return node;
    }
    parser->lexer = after;
    feel_parser_next(parser);
    feel_row arguments = {0};
    feel_name_row names = {0};
    if (!parse_arguments(parser, &arguments, &names))
        return NULL;
    feel_node *node = feel_parser_node(parser, FEEL_OP_INVOKE, start, &arguments);
    if (node) {
        node->name = name;
        node->handle = feel_name_row_keep(parser, &names);
    }
    return parser->failed ? NULL : node;
}

/* SPDX-License-Identifier: MIT */
/* Contexts in braces, function literals, and the types of `instance of`. */
#include "feel/parser.h"

/* ---- rows of names ---- */

struct feel_name_item { base_str name; const feel_type *type; struct feel_name_item *next; };

bool feel_name_row_add(feel_parser *parser, feel_name_row *row, base_str name)
{
    struct feel_name_item *item = base_arena_alloc(parser->compiler->arena, sizeof *item);
    if (!item) {
        parser->failed = parser->compiler->no_memory = true;
        return false;
    }
    *item = (struct feel_name_item){.name = name};
    if (row->last)
        row->last->next = item;
    else
        row->first = item;
    row->last = item;
    row->count++;
    return true;
}

const feel_names *feel_name_row_keep(feel_parser *parser, const feel_name_row *row)
{
    base_arena *arena = parser->compiler->arena;
    if (row->count == 0)
        return NULL;
    feel_names *names = base_arena_alloc(arena, sizeof *names);
    base_str *at = base_arena_array(arena, (size_t)row->count, sizeof *at);
    const feel_type **types = row->typed ? base_arena_array(arena, (size_t)row->count, sizeof *types) : NULL;
    if (!names || !at || (row->typed && !types)) {
        parser->failed = parser->compiler->no_memory = true;
        return NULL;
    }
    *names = (feel_names){.count = (int32_t)row->count, .at = at, .types = types};
    int32_t i = 0;
    for (const struct feel_name_item *item = row->first; item; item = item->next, i++) {
        at[i] = item->name;
        if (types)
            types[i] = item->type;
    }
    return names;
}

/* ---- contexts ---- */

/* The key of an entry: a string, or a name up to the colon. False: told. */
static bool parse_key(feel_parser *parser, base_str *key)
{
    if (parser->token.kind == FEEL_TOKEN_STRING) {
        if (!feel_read_string(parser->compiler, parser->token, key)) {
            parser->failed = true;
            return false;
        }
        feel_parser_next(parser);
        return true;
    }
    *key = feel_parser_new_name(parser, FEEL_TOKEN_COLON);
    if (key->length || parser->failed)
        return !parser->failed;
    if (parser->token.kind == FEEL_TOKEN_NAME) {
        feel_parser_next(parser);
        feel_parser_expected(parser, "`:`");
    } else {
        feel_parser_expected(parser, "the name of an entry");
    }
    return false;
}

feel_node *feel_parse_context(feel_parser *parser)
{
    uint32_t start = parser->token.start;
    feel_row entries = {0};
    feel_name_row keys = {0};
    feel_parser_next(parser);
    bool empty = feel_parser_take(parser, FEEL_TOKEN_BRACE_CLOSE);
    while (!empty) {
        base_str key;
        if (!parse_key(parser, &key) || !feel_parser_expect(parser, FEEL_TOKEN_COLON) ||
            !feel_name_row_add(parser, &keys, key) || !feel_row_add(parser, &entries, feel_parse_expression(parser)))
            return NULL;
        if (feel_parser_take(parser, FEEL_TOKEN_COMMA))
            continue;
        if (feel_parser_take(parser, FEEL_TOKEN_BRACE_CLOSE))
            break;
        return feel_parser_expected(parser, "`,` or `}`");
    }
    feel_node *node = feel_parser_node(parser, FEEL_OP_CONTEXT, start, &entries);
    if (node)
        node->handle = feel_name_row_keep(parser, &keys);
    return parser->failed ? NULL : node;
}

/* ---- functions ---- */

/* `x` or `x: number` */
static bool parse_parameter(feel_parser *parser, feel_name_row *names)
{
    base_str name = feel_parser_text(parser);
    if (!feel_parser_expect(parser, FEEL_TOKEN_NAME) || !feel_name_row_add(parser, names, name))
        return false;
    if (!feel_parser_take(parser, FEEL_TOKEN_COLON))
        return true;
    names->last->type = feel_parse_type(parser);
    names->typed = true;
    return names->last->type;
}

feel_node *feel_parse_function(feel_parser *parser)
{
    uint32_t start = parser->token.start;
    feel_row kids = {0};
    feel_name_row names = {0};
    feel_parser_next(parser);
    if (!feel_parser_expect(parser, FEEL_TOKEN_OPEN))
        return NULL;
    bool empty = feel_parser_take(parser, FEEL_TOKEN_CLOSE);
    while (!empty) {
        if (!parse_parameter(parser, &names))
            return NULL;
        if (feel_parser_take(parser, FEEL_TOKEN_COMMA))
            continue;
        if (feel_parser_take(parser, FEEL_TOKEN_CLOSE))
            break;
        return feel_parser_expected(parser, "`,` or `)`");
    }
    if (parser->token.kind == FEEL_TOKEN_EXTERNAL)
        return feel_parser_outside(parser, "an external function is");
    if (!feel_row_add(parser, &kids, feel_parse_expression(parser)))
        return NULL;
    feel_node *node = feel_parser_node(parser, FEEL_OP_FUNCTION, start, &kids);
    if (node)
        node->handle = feel_name_row_keep(parser, &names);
    return parser->failed ? NULL : node;
}

/* ---- types ---- */

static const struct { const char *name; const feel_type *type; } types[] = {
    {"Any", &feel_type_any},
    {"Null", &feel_type_null},
    {"number", &feel_type_number},
    {"string", &feel_type_string},
    {"boolean", &feel_type_boolean},
    {"date and time", &feel_type_date_time},
    {"date", &feel_type_date},
    {"time", &feel_type_time},
    {"days and time duration", &feel_type_days},
    {"years and months duration", &feel_type_months},
};

static const feel_type *make_type(feel_parser *parser, feel_type made)
{
    feel_type *type = base_arena_alloc(parser->compiler->arena, sizeof *type);
    if (!type) {
        parser->failed = parser->compiler->no_memory = true;
        return NULL;
    }
    *type = made;
    return type;
}

/* `>`, which may be the beginning of `>=`. */
static bool close_type(feel_parser *parser)
{
    if (parser->token.kind != FEEL_TOKEN_GREATER_EQUAL)
        return feel_parser_expect(parser, FEEL_TOKEN_GREATER);
    parser->lexer.at = parser->token.start + 1;
    parser->last_end = parser->lexer.at;
    parser->token = feel_lex(&parser->lexer);
    return true;
}

/* <type> */
static const feel_type *parse_item_type(feel_parser *parser, feel_kind kind)
{
    if (!feel_parser_take(parser, FEEL_TOKEN_LESS))
        return feel_parser_expected(parser, kind == FEEL_LIST ? "`<` and a type, as in `list<Any>`"
                                                              : "`<` and a type, as in `range<number>`");
    const feel_type *item = feel_parse_type(parser);
    if (!item || !close_type(parser))
        return NULL;
    return make_type(parser, (feel_type){.kind = (uint8_t)kind, .detail = -1, .item = item});
}

typedef struct entry_row { feel_type_entry entry; struct entry_row *next; } entry_row;

/* name: type; then what follows it. */
static bool parse_entry_type(feel_parser *parser, entry_row ***at, int32_t *count)
{
    base_str name = feel_parser_new_name(parser, FEEL_TOKEN_COLON);
    if (!name.length)
        return feel_parser_expected(parser, "the name of an entry");
    if (!feel_parser_expect(parser, FEEL_TOKEN_COLON))
        return false;
    const feel_type *type = feel_parse_type(parser);
    entry_row *made = type ? base_arena_alloc(parser->compiler->arena, sizeof *made) : NULL;
    if (type && !made)
        parser->failed = parser->compiler->no_memory = true;
    if (!made)
        return false;
    *made = (entry_row){.entry = {.key = name, .type = type}};
    **at = made;
    *at = &made->next;
    ++*count;
    return true;
}

/* Whether the words stand here, and if so takes them. */
static bool take_words(feel_parser *parser, const char *words)
{
    uint32_t end = feel_lex_odd(&parser->lexer, parser->token.start, base_str_of(words));
    if (end == 0)
        return false;
    parser->lexer.at = end;
    parser->token.end = end;
    feel_parser_next(parser);
    return true;
}

/* context<name: type, ...> */
static const feel_type *parse_context_type(feel_parser *parser)
{
    entry_row *first = NULL, **at = &first;
    int32_t count = 0;
    if (take_words(parser, "<>"))
        return make_type(parser, (feel_type){.kind = FEEL_CONTEXT, .detail = -1});
    if (!feel_parser_take(parser, FEEL_TOKEN_LESS))
        return feel_parser_expected(parser, "`<` and entries, as in `context<a: number>`");
    if (parser->token.kind != FEEL_TOKEN_GREATER)
        do
            if (!parse_entry_type(parser, &at, &count))
                return NULL;
        while (feel_parser_take(parser, FEEL_TOKEN_COMMA));
    feel_type_entry *entries = base_arena_array(parser->compiler->arena, (size_t)count + 1, sizeof *entries);
    if (!entries || !close_type(parser)) {
        parser->compiler->no_memory |= !entries;
        parser->failed = true;
        return NULL;
    }
    for (int32_t i = 0; first; first = first->next)
        entries[i++] = first->entry;
    return make_type(parser, (feel_type){.kind = FEEL_CONTEXT, .detail = -1, .entries = entries, .entry_count = count});
}

static const feel_type *plain_type(feel_parser *parser)
{
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (take_words(parser, types[i].name))
            return types[i].type;
    base_nearest nearest;
    base_nearest_init(&nearest, feel_parser_text(parser));
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        base_nearest_consider(&nearest, base_str_of(types[i].name));
    if (parser->token.kind != FEEL_TOKEN_NAME)
        return feel_parser_expected(parser, "the name of a type");
    if (!parser->failed)
        feel_tell(parser->compiler, FEEL_DIAG_UNKNOWN_TYPE, parser->token.start, parser->token.end,
                  feel_did_you_mean(parser->compiler, &nearest), FEEL_QUOTE(feel_parser_text(parser)));
    parser->failed = true;
    return NULL;
}

/* Recursion is bounded by the nesting that it counts. */
const feel_type *feel_parse_type(feel_parser *parser)
{
    const feel_type *type = NULL;
    if (!feel_parser_enter(parser)) {
        parser->nesting--;
        return NULL;
    }
    if (parser->token.kind == FEEL_TOKEN_FUNCTION)
        feel_parser_outside(parser, "a function type is");
    else if (take_words(parser, "list"))
        type = parse_item_type(parser, FEEL_LIST);
    else if (take_words(parser, "range"))
        type = parse_item_type(parser, FEEL_RANGE);
    else if (take_words(parser, "context"))
        type = parse_context_type(parser);
    else
        type = plain_type(parser);
    parser->nesting--;
    return type;
}

feel_node *feel_parse_instance(feel_parser *parser, feel_node *value, uint32_t start)
{
    feel_row kids = {0};
    feel_parser_next(parser);
    if (!base_str_is(feel_parser_text(parser), "of"))
        return feel_parser_expected(parser, "`of`");
    feel_parser_next(parser);
    const feel_type *type = feel_parse_type(parser);
    feel_node *node = type && feel_row_add(parser, &kids, value)
                          ? feel_parser_node(parser, FEEL_OP_INSTANCE_OF, start, &kids) : NULL;
    if (node)
        node->handle = type;
    return node;
}

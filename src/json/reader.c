/* SPDX-License-Identifier: MIT */
#include <string.h>
#include "base/map.h"
#include "json/scan.h"

enum {
    FIRST_NODES = 2048,          /* at most, before the text has shown that it needs more */
    BYTES_A_NODE = 16,           /* a guess for short texts */
    FIRST_DECODED = 8,
    MOST_GROWTH = 32,            /* at one time, whatever the text so far promises */
    FEW_KEYS = 32,               /* up to so many keys are compared one by one where marks are alike */
    SHOWN_KEY_BYTES = 40
};

/* While a list or object is open, its `next` holds its last child so far (-1: none); when it is closed, -1
 * until a sibling comes. So the reader needs no stack. */
typedef struct reader {
    json_scan scan;
    json_tree *tree;
    base_arena scratch;          /* maps of one object's keys at a time */
    int64_t capacity, decoded_capacity;
    int32_t open;                /* the innermost open list or object, or -1 */
    int32_t depth;
    base_str key;                /* read and waiting for its value */
    int32_t key_offset;
    base_lines first_lines;      /* as far as the first places of duplicate keys were counted */
} reader;

static void skip_space(json_scan *scan)
{
    base_str text = scan->tree->text;
    while (scan->at < text.length) {
        char c = text.at[scan->at];
        if (c != ' ' && c != '\n' && c != '\r' && c != '\t')
            break;
        scan->at++;
    }
}

static char peek(const json_scan *scan)
{
    return scan->at < scan->tree->text.length ? scan->tree->text.at[scan->at] : '\0';
}

static int64_t between(int64_t least, int64_t number, int64_t most)
{
    if (number < least)
        return least;
    return number < most ? number : most;
}

/* Room for the nodes that the text will have, should it go on as it began: so those of a long text are seldom moved.
 * A node takes a byte at least: a list that is never closed is one bracket. */
static int64_t next_capacity(const reader *r)
{
    int64_t length = (int64_t)r->tree->text.length, now = r->capacity, guess;
    if (now == 0)
        return between(2, length / BYTES_A_NODE + 2, FIRST_NODES);
    guess = now * length / ((int64_t)r->scan.at + 1);
    guess = between(now + now / 2, guess + guess / 16, now * MOST_GROWTH);
    return guess < length + 1 ? guess : length + 1;
}

static bool grow_nodes(reader *r)
{
    int64_t capacity = next_capacity(r);
    json_node *nodes;
    if ((uint64_t)capacity > SIZE_MAX / sizeof *nodes)
        return false;
    nodes = base_arena_room(r->tree->arena, (size_t)capacity * sizeof *nodes);
    if (nodes == NULL)
        return false;
    if (r->tree->count > 0)
        memcpy(nodes, r->tree->nodes, (size_t)r->tree->count * sizeof *nodes);
    r->tree->nodes = nodes;
    r->capacity = capacity;
    return true;
}

/* Adds to what is decoded, and gives its index. */
static bool keep_decoded(reader *r, base_str text, int32_t *index)
{
    json_tree *tree = r->tree;
    if (tree->decoded_count == r->decoded_capacity) {
        int64_t capacity = r->decoded_capacity == 0 ? FIRST_DECODED : r->decoded_capacity * 2;
        base_str *decoded = base_arena_array(tree->arena, (size_t)capacity, sizeof *decoded);
        if (decoded == NULL)
            return false;
        if (r->decoded_capacity > 0)
            memcpy(decoded, tree->decoded, (size_t)r->decoded_capacity * sizeof *decoded);
        tree->decoded = decoded;
        r->decoded_capacity = capacity;
    }
    *index = tree->decoded_count++;
    tree->decoded[*index] = text;
    return true;
}

/* Whether a string had to be decoded: then it does not lie in the text behind its quote. */
static bool is_decoded(const reader *r, base_str string, int32_t quote)
{
    return string.at != r->tree->text.at + quote + 1;
}

static bool keep_key(reader *r, json_node *node)
{
    base_str key = r->key;
    node->keyed = key.at != NULL;
    node->key_offset = r->key_offset;
    node->key_length = (int32_t)key.length;
    node->key_decoded = node->keyed && is_decoded(r, key, r->key_offset);
    r->key = (base_str){ NULL, 0 };
    return !node->key_decoded || keep_decoded(r, key, &node->key_length);
}

/* Appends a node that begins here to the open list or object. Indexes fit: a node takes a byte of a text below 2 GiB. */
static cw_status add_node(reader *r, json_type type)
{
    json_tree *tree = r->tree;
    int32_t index = tree->count;
    json_node *node;
    if (index == r->capacity && !grow_nodes(r))
        return CW_ERR_NOMEM;
    tree->count++;
    node = &tree->nodes[index];
    *node = (json_node){ .type = (uint8_t)type, .offset = (int32_t)r->scan.at, .next = -1, .parent = r->open };
    if (!keep_key(r, node))
        return CW_ERR_NOMEM;
    if (r->open >= 0) {
        json_node *parent = &tree->nodes[r->open];
        if (parent->next >= 0)
            tree->nodes[parent->next].next = index;
        parent->next = index;
        parent->count++;
    }
    r->scan.node = index;
    return CW_OK;
}

static void tell_duplicate(reader *r, int32_t first, int32_t second)
{
    const json_tree *tree = r->tree;
    const json_node *node = &tree->nodes[second];
    base_str name = json_key_of(tree, second);
    base_buffer pointer, key;
    base_place place = { .source = tree->source, .text = tree->text, .first_line = tree->first_line,
                         .offset = node->key_offset, .length = 1, .lines = &r->scan.lines };
    int64_t line;
    r->scan.damaged = true;
    if (r->scan.diag == NULL)
        return;
    if (!base_diag_keeps(r->scan.diag)) {
        base_diag_add(r->scan.diag, &json_diagnostics[JSON_TELL_DUPLICATE_KEY], NULL, base_str_of(NULL), "",
                      INT64_C(0));
        return;
    }
    line = base_lines_at(tree->text, tree->nodes[first].key_offset, &r->first_lines).line;
    line += tree->first_line > 0 ? tree->first_line - 1 : 0;
    base_buffer_init(&pointer, tree->arena->context);
    base_buffer_init(&key, tree->arena->context);
    json_put_plain_pointer(&pointer, tree, second);
    if (json_key_is_plain(name))
        base_putf(&key, "the key `%.*s`", (int)name.length, name.at);
    else
        base_put(&key, "a key");
    place.pointer = (base_str){ pointer.data, pointer.length };
    if (pointer.failed || key.failed)
        base_diag_fail(r->scan.diag);
    else
        base_diag_add(r->scan.diag, &json_diagnostics[JSON_TELL_DUPLICATE_KEY], &place, base_str_of(NULL), key.data, line);
    base_buffer_finish(&key);
    base_buffer_finish(&pointer);
}

/* One bit of 64, from a key's length and its ends: equal keys have the same. */
static uint64_t mark_of(base_str key)
{
    unsigned first = key.length > 0 ? (unsigned char)key.at[0] : 0;
    unsigned last = key.length > 0 ? (unsigned char)key.at[key.length - 1] : 0;
    return UINT64_C(1) << ((key.length * 5 + first + last * 3) & 63);
}

static void compare_few_keys(reader *r, int32_t object)
{
    const json_tree *tree = r->tree;
    uint64_t marks = 0;
    for (int32_t second = object + 1; second >= 0; second = tree->nodes[second].next) {
        base_str key = json_key_of(tree, second);
        uint64_t mark = mark_of(key);
        int32_t first = (marks & mark) != 0 ? object + 1 : second;
        while (first != second && !base_str_equal(json_key_of(tree, first), key))
            first = tree->nodes[first].next;
        if (first != second)
            tell_duplicate(r, first, second);
        marks |= mark;
    }
}

static cw_status compare_many_keys(reader *r, int32_t object)
{
    json_node *nodes = r->tree->nodes;
    base_mark mark = base_arena_mark(&r->scratch);
    base_map map;
    cw_status status = CW_OK;
    base_map_init(&map, &r->scratch);
    for (int32_t child = object + 1; child >= 0; child = nodes[child].next) {
        void *existing;
        if (!base_map_add(&map, json_key_of(r->tree, child), &nodes[child], &existing)) {
            status = CW_ERR_NOMEM;
            break;
        }
        if (existing != NULL)
            tell_duplicate(r, (int32_t)((json_node *)existing - nodes), child);
    }
    base_arena_rewind(&r->scratch, mark);
    return status;
}

static cw_status close_node(reader *r)
{
    json_node *node = &r->tree->nodes[r->open];
    int32_t index = r->open;
    r->scan.at++;
    node->end = (int32_t)r->scan.at;
    node->next = -1;
    r->open = node->parent;
    r->depth--;
    r->scan.node = index;
    if (node->type == JSON_ARRAY || node->count < 2)
        return CW_OK;
    if (node->count > FEW_KEYS)
        return compare_many_keys(r, index);
    compare_few_keys(r, index);
    return CW_OK;
}

/* The key, the colon and the white space around them, up to the value. */
static cw_status read_key(reader *r, int row)
{
    json_scan *scan = &r->scan;
    cw_status status;
    scan->node = r->open;
    if (peek(scan) != '"')
        return json_unexpected(scan, row);
    r->key_offset = (int32_t)scan->at;
    status = json_scan_string(scan, &r->key);
    if (status != CW_OK)
        return status;
    skip_space(scan);
    if (peek(scan) != ':')
        return json_unexpected(scan, JSON_TELL_EXPECTED_COLON);
    scan->at++;
    skip_space(scan);
    return CW_OK;
}

/* At an opening bracket or brace. Leaves the reader where a value is expected, or, where the list or object is
 * empty, past its end (*complete). */
static cw_status open_node(reader *r, json_type type, bool *complete)
{
    char close = type == JSON_ARRAY ? ']' : '}';
    cw_status status;
    if (r->depth >= r->scan.depth_limit)
        return json_tell_limit(&r->scan, JSON_TELL_DEPTH_LIMIT, r->scan.at, 1, r->scan.depth_limit);
    status = add_node(r, type);
    if (status != CW_OK)
        return status;
    r->open = r->tree->count - 1;
    r->depth++;
    r->scan.at++;
    skip_space(&r->scan);
    *complete = peek(&r->scan) == close;
    if (*complete)
        return close_node(r);
    return type == JSON_OBJECT ? read_key(r, JSON_TELL_EXPECTED_FIRST_KEY) : CW_OK;
}

static cw_status read_scalar(reader *r)
{
    json_scan *scan = &r->scan;
    char c = peek(scan);
    json_type type = c == '"' ? JSON_STRING : JSON_NUMBER;
    base_str text = { NULL, 0 };
    int32_t index = r->tree->count;
    json_node *node;
    cw_status status = add_node(r, type);
    if (status != CW_OK)
        return status;
    if (c == '"')
        status = json_scan_string(scan, &text);
    else if (c == '-' || (c >= '0' && c <= '9'))
        status = json_scan_number(scan, &text);
    else
        status = json_scan_word(scan, &type);
    node = &r->tree->nodes[index];
    node->type = (uint8_t)type;
    node->end = (int32_t)scan->at;
    node->text_decoded = status == CW_OK && type == JSON_STRING && is_decoded(r, text, node->offset);
    if (node->text_decoded && !keep_decoded(r, text, &node->count))
        return CW_ERR_NOMEM;
    return status;
}

static bool ends_here(const reader *r)
{
    char c = peek(&r->scan);
    return r->scan.at >= r->tree->text.length || c == ']' || c == '}' || c == ',' || c == ':';
}

/* Where a value is expected and there is none. */
static cw_status tell_no_value(reader *r)
{
    bool first = r->open >= 0 && r->tree->nodes[r->open].count == 0;
    r->scan.node = r->open;
    if (r->open < 0 && r->scan.at >= r->tree->text.length) {
        json_tell(&r->scan, JSON_TELL_NO_VALUE, r->scan.at, 1, NULL, NULL);
        return CW_ERR_INPUT;
    }
    if (first && r->tree->nodes[r->open].type == JSON_ARRAY)
        return json_unexpected(&r->scan, JSON_TELL_EXPECTED_ITEM);
    return json_unexpected(&r->scan, JSON_TELL_EXPECTED_VALUE);
}

/* Reads one value, or only its beginning: then *complete is false and another value is expected. */
static cw_status read_value(reader *r, bool *complete)
{
    char c = peek(&r->scan);
    *complete = true;
    if (c == '{')
        return open_node(r, JSON_OBJECT, complete);
    if (c == '[')
        return open_node(r, JSON_ARRAY, complete);
    if (ends_here(r))
        return tell_no_value(r);
    return read_scalar(r);
}

/* After a comma in the open list or object: up to the next value. */
static cw_status after_comma(reader *r, json_type type)
{
    char close = type == JSON_ARRAY ? ']' : '}';
    size_t comma = r->scan.at++;
    skip_space(&r->scan);
    if (peek(&r->scan) == close) {
        json_tell(&r->scan, JSON_TELL_TRAILING_COMMA, comma, 1, "leave it out",
                  type == JSON_ARRAY ? "the `]` of a list" : "the `}` of an object");
        return CW_ERR_INPUT;
    }
    return type == JSON_OBJECT ? read_key(r, JSON_TELL_EXPECTED_KEY) : CW_OK;
}

/* After a complete value: closes what ends here, until another value is expected or all is read (*complete). */
static cw_status after_value(reader *r, bool *complete)
{
    json_scan *scan = &r->scan;
    while (r->open >= 0) {
        json_type type = (json_type)r->tree->nodes[r->open].type;
        cw_status status;
        skip_space(scan);
        scan->node = r->open;
        if (peek(scan) == ',') {
            *complete = false;
            return after_comma(r, type);
        }
        if (peek(scan) != (type == JSON_ARRAY ? ']' : '}'))
            return json_unexpected(scan, type == JSON_ARRAY ? JSON_TELL_AFTER_ITEM : JSON_TELL_AFTER_MEMBER);
        status = close_node(r);
        if (status != CW_OK)
            return status;
    }
    *complete = true;
    skip_space(scan);
    scan->node = -1;
    return scan->at < r->tree->text.length ? json_unexpected(scan, JSON_TELL_AFTER_END) : CW_OK;
}

static cw_status read_text(reader *r)
{
    bool complete = false;
    skip_space(&r->scan);
    while (!complete) {
        cw_status status = read_value(r, &complete);
        if (status == CW_OK && complete)
            status = after_value(r, &complete);
        else if (status == CW_OK)
            skip_space(&r->scan);
        if (status != CW_OK)
            return status;
    }
    return r->scan.damaged ? CW_ERR_INPUT : CW_OK;
}

static cw_status check_utf8(json_scan *scan)
{
    base_str text = scan->tree->text;
    size_t valid = base_utf8_check(text.at, text.length);
    unsigned char first;
    if (valid == text.length)
        return CW_OK;
    first = (unsigned char)text.at[0];
    json_tell(scan, JSON_TELL_NOT_UTF8, valid, 1,
              valid == 0 && first >= 0xFE ? "the text looks like UTF-16; save it as UTF-8" : "save it as UTF-8", NULL);
    return CW_ERR_INPUT;
}

static cw_status read_tree(reader *r, base_arena *arena, base_str text, json_tree *tree)
{
    cw_status status;
    if (text.length >= 3 && memcmp(text.at, "\xEF\xBB\xBF", 3) == 0)
        text = (base_str){ text.at + 3, text.length - 3 };
    tree->arena = arena;
    tree->text = text;
    r->tree = r->scan.tree = tree;
    r->open = r->scan.node = -1;
    status = check_utf8(&r->scan);
    if (status != CW_OK)
        return status;
    base_arena_init(&r->scratch, arena->context);
    status = read_text(r);
    base_arena_finish(&r->scratch);
    return status;
}

cw_status json_read(base_arena *arena, base_str source, int64_t first_line, base_str text, cw_diag *diag, json_tree *tree)
{
    const cw_context *context = arena->context;
    int64_t most = base_limit(context, CW_LIMIT_DOCUMENT_BYTES);
    reader r = { .scan = { .diag = diag, .node = -1, .tree = tree } };
    cw_status status;
    *tree = (json_tree){ .arena = arena, .source = source, .first_line = first_line, .text = text };
    r.scan.string_limit = base_limit(context, CW_LIMIT_STRING_BYTES);
    r.scan.number_limit = base_limit(context, CW_LIMIT_NUMBER_BYTES);
    r.scan.depth_limit = base_limit(context, CW_LIMIT_JSON_DEPTH);
    if ((uint64_t)text.length > (uint64_t)most)
        status = json_tell_limit(&r.scan, JSON_TELL_DOCUMENT_LIMIT, 0, 1, most);
    else
        status = read_tree(&r, arena, text, tree);
    return base_diag_failed(diag) ? CW_ERR_NOMEM : status;
}

cw_status json_read_valid(base_arena *arena, base_str text, json_tree *tree)
{
    reader r = { .scan = { .string_limit = INT64_MAX, .number_limit = INT64_MAX, .depth_limit = INT32_MAX } };
    *tree = (json_tree){ .arena = arena };
    if (text.length > INT32_MAX)
        return CW_ERR_LIMIT;
    return read_tree(&r, arena, text, tree);
}

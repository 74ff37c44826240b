/* SPDX-License-Identifier: MIT */
/* JSON as values of expressions. */
#include "base/date.h"
#include "base/sort.h"
#include "codec/diagnostics.h"
#include "codec/value.h"
#include "feel/temporal.h"

typedef struct reader {
    const json_tree *tree;
    base_arena *arena;
    cw_diag *diag;
    base_lines lines;
    cw_status status;                    /* the worst so far: CW_ERR_NOMEM and CW_ERR_LIMIT end the reading */
} reader;

static const char *const type_words[] = {
    [FEEL_NULL] = "null",
    [FEEL_BOOLEAN] = "boolean",
    [FEEL_NUMBER] = "number",
    [FEEL_STRING] = "string",
    [FEEL_DATE] = "date",
    [FEEL_TIME] = "time",
    [FEEL_DATE_TIME] = "date and time",
    [FEEL_DAYS] = "days and time duration",
    [FEEL_MONTHS] = "years and months duration",
    [FEEL_LIST] = "list",
    [FEEL_CONTEXT] = "context",
    [FEEL_RANGE] = "range",
};

enum { TYPE_WORDS = sizeof type_words / sizeof *type_words };

const char *codec_type_word(uint8_t kind)
{
    return kind < TYPE_WORDS ? type_words[kind] : NULL;
}

/* ---- telling ---- */

static void tell(reader *r, int row, int32_t node, const char *a, const char *b)
{
    const json_node *at = &r->tree->nodes[node];
    base_place place = {.source = r->tree->source, .text = r->tree->text, .first_line = r->tree->first_line,
                        .offset = at->offset, .lines = &r->lines};
    base_buffer pointer;
    base_buffer_init(&pointer, r->arena->context);
    if (base_diag_keeps(r->diag))
        json_put_plain_pointer(&pointer, r->tree, node);
    if (pointer.failed)
        base_diag_fail(r->diag);
    place.pointer = (base_str){pointer.data, pointer.length};
    base_diag_add(r->diag, &codec_diagnostics[row], &place, (base_str){0}, a, b);
    base_buffer_finish(&pointer);
    if (r->status == CW_OK)
        r->status = CW_ERR_INPUT;
    if (base_diag_failed(r->diag))
        r->status = CW_ERR_NOMEM;
}

static const char *found(const reader *r, int32_t node)
{
    static const char *const words[] = {
        [JSON_NULL] = "`null`",     [JSON_FALSE] = "`false`", [JSON_TRUE] = "`true`",     [JSON_NUMBER] = "a number",
        [JSON_STRING] = "a text",   [JSON_ARRAY] = "a list",  [JSON_OBJECT] = "an object",
    };
    return words[r->tree->nodes[node].type];
}

static bool lacks_memory(reader *r, const void *memory)
{
    if (!memory)
        r->status = CW_ERR_NOMEM;
    return !memory;
}

static bool goes_on(const reader *r)
{
    return r->status == CW_OK || r->status == CW_ERR_INPUT;
}

/* ---- scalars ---- */

static feel_value read_number(reader *r, int32_t node)
{
    json_type type = r->tree->nodes[node].type;
    base_decimal *number;
    if (type != JSON_NUMBER && type != JSON_STRING) {
        tell(r, CODEC_TELL_VALUE_FORM, node, "a number", found(r, node));
        return feel_null();
    }
    number = base_arena_alloc(r->arena, sizeof *number);
    if (lacks_memory(r, number))
        return feel_null();
    if (!base_decimal_parse(json_text_of(r->tree, node), false, number)) {
        tell(r, CODEC_TELL_VALUE_TEXT, node, "a number", NULL);
        return feel_null();
    }
    return (feel_value){.kind = FEEL_NUMBER, .as.number = number};
}

static feel_value read_string(reader *r, int32_t node)
{
    base_str text = json_text_of(r->tree, node);
    char *copy;
    if (r->tree->nodes[node].type != JSON_STRING) {
        tell(r, CODEC_TELL_VALUE_FORM, node, "a text", found(r, node));
        return feel_null();
    }
    copy = base_arena_copy(r->arena, text.at, text.length);
    return lacks_memory(r, copy) ? feel_null() : feel_string((base_str){copy, text.length});
}

static feel_value read_boolean(reader *r, int32_t node)
{
    json_type type = r->tree->nodes[node].type;
    if (type != JSON_FALSE && type != JSON_TRUE)
        tell(r, CODEC_TELL_VALUE_FORM, node, "`true` or `false`", found(r, node));
    return feel_boolean(type == JSON_TRUE);
}

static feel_value read_temporal(reader *r, int32_t node, uint8_t kind)
{
    static const char *const what[] = {
        [FEEL_DATE] = "a date", [FEEL_TIME] = "a time", [FEEL_DATE_TIME] = "a date and time",
        [FEEL_DAYS] = "a duration of days and time", [FEEL_MONTHS] = "a duration of years and months",
    };
    feel_value value;
    feel_moment *room;
    if (r->tree->nodes[node].type != JSON_STRING) {
        tell(r, CODEC_TELL_VALUE_FORM, node, what[kind], found(r, node));
        return feel_null();
    }
    room = base_arena_alloc(r->arena, sizeof *room);
    if (lacks_memory(r, room))
        return feel_null();
    if (feel_temporal_parse(json_text_of(r->tree, node), room, &value) && value.kind == kind)
        return value;
    tell(r, CODEC_TELL_VALUE_TEXT, node, what[kind], NULL);
    return feel_null();
}

/* ---- lists and contexts ---- */

static feel_value read_any(reader *r, int32_t node, int depth);

static feel_value read_list(reader *r, int32_t node, int depth)
{
    uint32_t count = (uint32_t)json_count(r->tree, node);
    bool fits = count <= UINT32_MAX / 32;         /* as a list that the machine makes */
    feel_list *list = fits ? base_arena_alloc(r->arena, sizeof *list + count * sizeof(feel_value)) : NULL;
    int32_t item = json_first(r->tree, node);
    if (lacks_memory(r, list))
        return feel_null();
    for (; item >= 0 && goes_on(r); item = r->tree->nodes[item].next)
        list->items[list->count++] = read_any(r, item, depth + 1);
    return (feel_value){.kind = FEEL_LIST, .as.list = list};
}

/* An entry and its place in the document. */
typedef struct placed { feel_context_entry entry; uint32_t at; } placed;

static int by_key(const void *a, const void *b)
{
    return base_str_compare(((const placed *)a)->entry.key, ((const placed *)b)->entry.key);
}

/* Gives `out` the entries, sorted. */
static void sort_entries(reader *r, placed *read, uint32_t count, feel_context *out)
{
    feel_context_entry *entries = base_arena_array(r->arena, count, sizeof *entries);
    uint32_t *written = base_arena_array(r->arena, count, sizeof *written);
    if (lacks_memory(r, entries) || lacks_memory(r, written))
        return;
    base_sort(read, count, sizeof *read, by_key);
    for (uint32_t i = 0; i < count; i++) {
        entries[i] = read[i].entry;
        written[read[i].at] = i;
    }
    *out = (feel_context){.count = count, .entries = entries, .written = written};
}

static void read_entries(reader *r, int32_t node, int depth, feel_context *out)
{
    uint32_t count = (uint32_t)json_count(r->tree, node);
    placed *read = base_arena_array(r->arena, count, sizeof *read);
    int32_t member = json_first(r->tree, node);
    if (lacks_memory(r, read))
        return;
    for (uint32_t i = 0; member >= 0 && goes_on(r); member = r->tree->nodes[member].next, i++) {
        base_str key = json_key_of(r->tree, member);
        char *copy = base_arena_copy(r->arena, key.at, key.length);
        if (lacks_memory(r, copy))
            return;
        read[i].at = i;
        read[i].entry.key = (base_str){copy, key.length};
        read[i].entry.value = read_any(r, member, depth + 1);
    }
    if (goes_on(r))
        sort_entries(r, read, count, out);
}

static feel_value read_context(reader *r, int32_t node, int depth)
{
    feel_context *context = base_arena_alloc(r->arena, sizeof *context);
    if (lacks_memory(r, context))
        return feel_null();
    read_entries(r, node, depth, context);
    return (feel_value){.kind = FEEL_CONTEXT, .as.context = context};
}

/* ---- values ---- */

/* Whether an object is a typed value; the kind that its `t` names, and the node of its `v`, or -1. */
static bool is_typed(const reader *r, int32_t node, uint8_t *kind, int32_t *value)
{
    int32_t count = json_count(r->tree, node);
    int32_t type = count == 1 || count == 2 ? json_member(r->tree, node, "t") : -1;
    *value = json_member(r->tree, node, "v");
    if (type < 0 || r->tree->nodes[type].type != JSON_STRING || (count == 2 && *value < 0))
        return false;
    for (*kind = 0; *kind < TYPE_WORDS; ++*kind)
        if (type_words[*kind] && base_str_is(json_text_of(r->tree, type), type_words[*kind]))
            return count == 2 || *kind == FEEL_NULL;
    return false;
}

static feel_value read_collection(reader *r, int32_t node, int depth, uint8_t kind)
{
    json_type type = r->tree->nodes[node].type;
    if (kind == FEEL_LIST && type == JSON_ARRAY)
        return read_list(r, node, depth);
    if (kind == FEEL_CONTEXT && type == JSON_OBJECT)
        return read_context(r, node, depth);
    tell(r, CODEC_TELL_VALUE_FORM, node, kind == FEEL_LIST ? "a list" : "an object", found(r, node));
    return feel_null();
}

static feel_value read_typed(reader *r, int32_t object, int32_t node, int depth, uint8_t kind)
{
    switch (kind) {
    case FEEL_BOOLEAN:
        return read_boolean(r, node);
    case FEEL_NUMBER:
        return read_number(r, node);
    case FEEL_STRING:
        return read_string(r, node);
    case FEEL_LIST:
    case FEEL_CONTEXT:
        return read_collection(r, node, depth, kind);
    case FEEL_RANGE:
        tell(r, CODEC_TELL_VALUE_RANGE, object, NULL, NULL);
        return feel_null();
    case FEEL_NULL:
        if (node >= 0 && r->tree->nodes[node].type != JSON_NULL)
            tell(r, CODEC_TELL_VALUE_FORM, node, "`null`", found(r, node));
        return feel_null();
    default:
        return read_temporal(r, node, kind);
    }
}

/* Recursion is bounded by CODEC_VALUE_DEPTH_MOST. */
static feel_value read_any(reader *r, int32_t node, int depth)
{
    json_type type = r->tree->nodes[node].type;
    uint8_t kind;
    int32_t value;
    if (type == JSON_NULL)
        return feel_null();
    if (type == JSON_FALSE || type == JSON_TRUE)
        return read_boolean(r, node);
    if (type == JSON_NUMBER)
        return read_number(r, node);
    if (type == JSON_STRING)
        return read_string(r, node);
    if (depth > CODEC_VALUE_DEPTH_MOST) {
        tell(r, CODEC_TELL_VALUE_DEPTH, node, NULL, NULL);
        if (r->status == CW_ERR_INPUT)
            r->status = CW_ERR_LIMIT;
        return feel_null();
    }
    if (type == JSON_ARRAY)
        return read_list(r, node, depth);
    return is_typed(r, node, &kind, &value) ? read_typed(r, node, value, depth, kind) : read_context(r, node, depth);
}

cw_status codec_read_values(const json_tree *tree, int32_t object, base_arena *arena, cw_diag *diag, feel_context *out)
{
    reader r = {.tree = tree, .arena = arena, .diag = diag};
    *out = (feel_context){0};
    if (tree->nodes[object].type == JSON_OBJECT)
        read_entries(&r, object, 0, out);
    else
        tell(&r, CODEC_TELL_INPUTS_FORM, object, found(&r, object), NULL);
    return r.status;
}

/* SPDX-License-Identifier: MIT */
#include "codec/custom.h"

#include "json/writer.h"
#include "model/store.h"

static bool read_number(const json_tree *tree, int32_t node, model_custom *out)
{
    base_str text = json_text_of(tree, node);
    base_decimal *number = base_arena_alloc(tree->arena, sizeof *number);
    if (!number)
        return false;
    bool fits = base_decimal_exact(text) && base_decimal_parse(text, false, number);
    out->type = fits ? MODEL_CUSTOM_NUMBER : MODEL_CUSTOM_OTHER;
    out->number = fits ? number : NULL;
    return true;
}

/* All but lists. */
static bool read_scalar(const json_tree *tree, int32_t node, model_custom *out)
{
    *out = (model_custom){.key = json_key_of(tree, node), .type = MODEL_CUSTOM_OTHER};
    switch (tree->nodes[node].type) {
    case JSON_NULL: out->type = MODEL_CUSTOM_NULL; return true;
    case JSON_TRUE: case JSON_FALSE:
        out->type = MODEL_CUSTOM_BOOLEAN;
        out->boolean = tree->nodes[node].type == JSON_TRUE;
        return true;
    case JSON_STRING:
        out->type = MODEL_CUSTOM_TEXT;
        out->text = json_text_of(tree, node);
        return true;
    case JSON_NUMBER: return read_number(tree, node, out);
    default: return true;
    }
}

static bool read_list(const json_tree *tree, int32_t node, model_custom *out)
{
    int32_t count = json_count(tree, node);
    model_custom *items = base_arena_array(tree->arena, (size_t)count, sizeof *items);
    *out = (model_custom){.key = json_key_of(tree, node), .type = MODEL_CUSTOM_LIST, .items = items, .count = count};
    int32_t at = json_first(tree, node);
    for (int32_t i = 0; items && at >= 0; i++, at = tree->nodes[at].next)
        if (!read_scalar(tree, at, &items[i]))
            return false;
    return items != NULL;
}

/* ---- the history of custom fields ---- */

static int32_t member_of(const json_tree *tree, int32_t node, const char *key)
{
    int32_t at = json_first(tree, node);
    while (at >= 0 && !base_str_is(json_key_of(tree, at), key))
        at = tree->nodes[at].next;
    return at;
}

static bool is_text(const json_tree *tree, int32_t node)
{
    return node >= 0 && tree->nodes[node].type == JSON_STRING && json_text_of(tree, node).length > 0;
}

/* What is no row stays OTHER. False: no memory. */
static bool read_row(const json_tree *tree, int32_t node, model_custom *out)
{
    *out = (model_custom){.type = MODEL_CUSTOM_OTHER};
    if (tree->nodes[node].type != JSON_OBJECT)
        return true;
    int32_t field = member_of(tree, node, "field"), value = member_of(tree, node, "value"), until = member_of(tree, node, "until");
    bool open = until < 0 || tree->nodes[until].type == JSON_NULL;
    if (!is_text(tree, field) || value < 0 || (!open && !is_text(tree, until)))
        return true;
    model_custom *item = base_arena_alloc(tree->arena, sizeof *item);
    if (!item || !(tree->nodes[value].type == JSON_ARRAY ? read_list(tree, value, item) : read_scalar(tree, value, item)))
        return false;
    *out = (model_custom){.key = json_text_of(tree, field), .type = MODEL_CUSTOM_ROW, .items = item, .count = 1};
    if (!open)
        out->text = json_text_of(tree, until);
    return true;
}

static bool read_history(const json_tree *tree, int32_t node, model_custom *out)
{
    int32_t count = json_count(tree, node), i = 0;
    model_custom *items = base_arena_array(tree->arena, (size_t)count, sizeof *items);
    *out = (model_custom){.key = json_key_of(tree, node), .type = MODEL_CUSTOM_LIST, .items = items, .count = count};
    for (int32_t at = json_first(tree, node); items && at >= 0; at = tree->nodes[at].next)
        if (!read_row(tree, at, &items[i++]))
            return false;
    return items != NULL;
}

static bool read_member(const json_tree *tree, int32_t at, model_custom *out)
{
    if (tree->nodes[at].type != JSON_ARRAY)
        return read_scalar(tree, at, out);
    return base_str_equal(json_key_of(tree, at), model_custom_history_key) ? read_history(tree, at, out) : read_list(tree, at, out);
}

cw_status codec_set_customs(cw_record *record, const json_tree *tree, int32_t node)
{
    const json_node *object = &tree->nodes[node];
    model_custom *items = base_arena_array(tree->arena, (size_t)json_count(tree, node), sizeof *items);
    int64_t count = 0;
    if (!items)
        return CW_ERR_NOMEM;
    for (int32_t at = json_first(tree, node); at >= 0; at = tree->nodes[at].next)
        if (!read_member(tree, at, &items[count++]))
            return CW_ERR_NOMEM;
    base_str json = {tree->text.at + object->offset, (size_t)(object->end - object->offset)};
    return model_set_customs(record, json, items, count);
}

/* ---- one by one ---- */

static const model_extra *extra_of(const cw_record *record)
{
    for (const model_extra *extra = record->extras; extra; extra = extra->next)
        if (base_str_equal(extra->key, model_custom_key))
            return extra;
    return NULL;
}

/* What the record has now: tree->count 0 where that is nothing, or no object. */
static cw_status read_present(base_arena *arena, const cw_record *record, json_tree *tree)
{
    const model_extra *extra = extra_of(record);
    *tree = (json_tree){.arena = arena};
    if (!extra || !extra->custom)
        return CW_OK;
    return json_read_valid(arena, extra->json, tree);
}

static base_str raw(const json_tree *tree, int32_t node)
{
    return (base_str){tree->text.at + tree->nodes[node].offset, (size_t)(tree->nodes[node].end - tree->nodes[node].offset)};
}

static void put_member(base_buffer *text, base_str name, base_str json)
{
    base_put(text, text->length > 1 ? ", " : "");
    json_put_string(text, name);
    base_put(text, ": ");
    base_put_str(text, json);
}

/* The object with one member changed, in its place, or added last. */
static void put_changed(base_buffer *text, const json_tree *tree, base_str name, base_str json)
{
    bool found = false;
    base_put_char(text, '{');
    for (int32_t at = tree->count > 0 ? json_first(tree, 0) : -1; at >= 0; at = tree->nodes[at].next) {
        bool same = base_str_equal(json_key_of(tree, at), name);
        found |= same;
        if (!same || json.length > 0)
            put_member(text, json_key_of(tree, at), same ? json : raw(tree, at));
    }
    if (!found && json.length > 0)
        put_member(text, name, json);
    base_put_char(text, '}');
}

/* How deep the lists and objects of a value nest. */
static int64_t depth_of(const json_tree *tree)
{
    int64_t depth = 0, deepest = 0;
    int32_t open = -1;
    for (int32_t i = 0; i < tree->count; i++) {
        for (; open != tree->nodes[i].parent; open = tree->nodes[open].parent)
            depth--;
        if (tree->nodes[i].type != JSON_ARRAY && tree->nodes[i].type != JSON_OBJECT)
            continue;
        open = i;
        depth++;
        deepest = depth > deepest ? depth : deepest;
    }
    return deepest;
}

/* The same of a record's own object, in its document. */
static int64_t depth_of_record(const cw_record *record)
{
    int64_t depth = 1;
    for (; record->parent; record = record->parent)
        depth += model_holder_of(record)->type == MODEL_ROWS ? 2 : 1;
    return depth;
}

/* What is written must be read again: the value, without what may stand around it, where it will stand. */
static cw_status check_value(base_arena *arena, const cw_record *record, int64_t around, base_str *json)
{
    json_tree tree;
    cw_diag *diag;
    cw_status status = base_diag_new((cw_context *)arena->context, &diag);
    if (status != CW_OK)
        return status;
    status = json_read(arena, (base_str){"", 0}, 1, *json, diag, &tree);
    base_diag_drop(diag);
    if (status != CW_OK)
        return status == CW_ERR_INPUT ? CW_ERR_VALUE : status;
    *json = raw(&tree, 0);
    int64_t most = base_limit(arena->context, CW_LIMIT_JSON_DEPTH);
    return depth_of_record(record) + around + depth_of(&tree) <= most ? CW_OK : CW_ERR_LIMIT;
}

static cw_status put_back(base_arena *arena, base_buffer *text, cw_record *record, const json_tree *present, base_str name, base_str json)
{
    json_tree tree = {.arena = arena};
    put_changed(text, present, name, json);
    if (text->failed)
        return CW_ERR_NOMEM;
    cw_status status = json_read_valid(arena, (base_str){text->data, text->length}, &tree);
    return status == CW_OK ? codec_set_customs(record, &tree, 0) : status;
}

static cw_status change(base_arena *arena, base_buffer *text, cw_record *record, base_str name, base_str json)
{
    json_tree tree;
    cw_status status = json.length > 0 ? check_value(arena, record, 1, &json) : CW_OK;
    if (status == CW_OK)
        status = read_present(arena, record, &tree);
    return status == CW_OK ? put_back(arena, text, record, &tree, name, json) : status;
}

/* ---- what it was before ---- */

/* Whether a row of the history is about the field up to that day. */
static bool is_about(const json_tree *tree, int32_t row, base_str name, base_str until)
{
    int32_t field = member_of(tree, row, "field"), end = member_of(tree, row, "until");
    bool open = end < 0 || tree->nodes[end].type == JSON_NULL;
    if (!is_text(tree, field) || !base_str_equal(json_text_of(tree, field), name))
        return false;
    return open ? until.length == 0 : is_text(tree, end) && base_str_equal(json_text_of(tree, end), until);
}

static void put_row(base_buffer *text, base_str name, base_str json, base_str until)
{
    base_put(text, "{\"field\": ");
    json_put_string(text, name);
    base_put(text, ", \"value\": ");
    base_put_str(text, json);
    if (until.length > 0) {
        base_put(text, ", \"until\": ");
        json_put_string(text, until);
    }
    base_put_char(text, '}');
}

/* The rows with one changed, in its place, or added last; empty where none is left. `history` -1: there are none. */
static void put_history(base_buffer *text, const json_tree *tree, int32_t history, base_str name, base_str json, base_str until)
{
    bool found = false;
    base_put_char(text, '[');
    for (int32_t at = history >= 0 ? json_first(tree, history) : -1; at >= 0; at = tree->nodes[at].next) {
        bool same = tree->nodes[at].type == JSON_OBJECT && is_about(tree, at, name, until);
        if (same && (found || json.length == 0))
            continue;
        found |= same;
        base_put(text, text->length > 1 ? ", " : "");
        if (same)
            put_row(text, name, json, until);
        else
            base_put_str(text, raw(tree, at));
    }
    if (!found && json.length > 0) {
        base_put(text, text->length > 1 ? ", " : "");
        put_row(text, name, json, until);
    }
    base_put_char(text, ']');
}

static cw_status change_until(base_arena *arena, base_buffer *text, cw_record *record, base_str name, base_str json, base_str until)
{
    json_tree tree;
    cw_status status = json.length > 0 ? check_value(arena, record, 3, &json) : CW_OK;
    if (status == CW_OK)
        status = read_present(arena, record, &tree);
    if (status != CW_OK)
        return status;
    int32_t history = tree.count > 0 ? member_of(&tree, 0, "history") : -1;
    if (history >= 0 && tree.nodes[history].type != JSON_ARRAY)
        return CW_ERR_STATE;
    put_history(text, &tree, history, name, json, until);
    base_str rows = {base_arena_copy(arena, text->data ? text->data : "", text->length), text->length};
    if (text->failed || !rows.at)
        return CW_ERR_NOMEM;
    if (rows.length == 2)
        rows.length = 0;
    base_buffer_clear(text);
    return put_back(arena, text, record, &tree, model_custom_history_key, rows);
}

typedef struct edit { base_str name, json, until; bool past; } edit;

static cw_status run_edit(cw_record *record, const edit *edit)
{
    base_arena arena;
    base_buffer text;
    cw_status status = model_may_edit(record);
    if (status == CW_OK)
        status = model_check_text(record->owner, edit->name);
    if (status != CW_OK)
        return status;
    base_arena_init(&arena, record->owner->context);
    base_buffer_init(&text, record->owner->context);
    status = edit->past ? change_until(&arena, &text, record, edit->name, edit->json, edit->until)
                        : change(&arena, &text, record, edit->name, edit->json);
    base_buffer_finish(&text);
    base_arena_finish(&arena);
    return status;
}

cw_status codec_set_custom(cw_record *record, base_str name, base_str json)
{
    return run_edit(record, &(edit){.name = name, .json = json});
}

cw_status codec_set_custom_until(cw_record *record, base_str name, base_str json, base_str until)
{
    return run_edit(record, &(edit){.name = name, .json = json, .until = until, .past = true});
}

cw_status codec_put_custom(base_buffer *buffer, const cw_record *record, base_str name)
{
    base_arena arena;
    json_tree tree;
    base_arena_init(&arena, buffer->context);
    cw_status status = read_present(&arena, record, &tree);
    int32_t at = status == CW_OK && tree.count > 0 ? json_first(&tree, 0) : -1;
    while (at >= 0 && !base_str_equal(json_key_of(&tree, at), name))
        at = tree.nodes[at].next;
    if (at >= 0)
        base_put_str(buffer, raw(&tree, at));
    base_arena_finish(&arena);
    if (status != CW_OK)
        return status;
    return at < 0 ? CW_ERR_NOT_FOUND : buffer->failed ? CW_ERR_NOMEM : CW_OK;
}

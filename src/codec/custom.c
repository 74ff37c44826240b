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

cw_status codec_set_customs(cw_record *record, const json_tree *tree, int32_t node)
{
    const json_node *object = &tree->nodes[node];
    model_custom *items = base_arena_array(tree->arena, (size_t)json_count(tree, node), sizeof *items);
    int64_t count = 0;
    if (!items)
        return CW_ERR_NOMEM;
    for (int32_t at = json_first(tree, node); at >= 0; at = tree->nodes[at].next) {
        bool list = tree->nodes[at].type == JSON_ARRAY;
        if (list ? !read_list(tree, at, &items[count]) : !read_scalar(tree, at, &items[count]))
            return CW_ERR_NOMEM;
        count++;
    }
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
static cw_status check_value(base_arena *arena, const cw_record *record, base_str *json)
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
    return depth_of_record(record) + 1 + depth_of(&tree) <= most ? CW_OK : CW_ERR_LIMIT;
}

static cw_status change(base_arena *arena, base_buffer *text, cw_record *record, base_str name, base_str json)
{
    json_tree tree;
    cw_status status = json.length > 0 ? check_value(arena, record, &json) : CW_OK;
    if (status == CW_OK)
        status = read_present(arena, record, &tree);
    if (status != CW_OK)
        return status;
    put_changed(text, &tree, name, json);
    if (text->failed)
        return CW_ERR_NOMEM;
    status = json_read_valid(arena, (base_str){text->data, text->length}, &tree);
    return status == CW_OK ? codec_set_customs(record, &tree, 0) : status;
}

cw_status codec_set_custom(cw_record *record, base_str name, base_str json)
{
    base_arena arena;
    base_buffer text;
    cw_status status = model_may_edit(record);
    if (status == CW_OK)
        status = model_check_text(record->owner, name);
    if (status != CW_OK)
        return status;
    base_arena_init(&arena, record->owner->context);
    base_buffer_init(&text, record->owner->context);
    status = change(&arena, &text, record, name, json);
    base_buffer_finish(&text);
    base_arena_finish(&arena);
    return status;
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

/* SPDX-License-Identifier: MIT */
#include "codec/words.h"

#include "json/writer.h"
#include "model/store.h"

static model_custom text_at(const json_tree *tree, int32_t node)
{
    return (model_custom){.type = MODEL_CUSTOM_TEXT, .text = json_text_of(tree, node)};
}

cw_status codec_keep_words(cw_record *record, const model_field *field, const json_tree *tree, int32_t node)
{
    const json_node *at = &tree->nodes[node];
    base_str json = {tree->text.at + at->offset, (size_t)(at->end - at->offset)};
    model_custom words = text_at(tree, node);
    if (at->type == JSON_ARRAY) {
        model_custom *items = base_arena_array(tree->arena, (size_t)json_count(tree, node), sizeof *items);
        if (!items)
            return CW_ERR_NOMEM;
        words = (model_custom){.type = MODEL_CUSTOM_LIST, .items = items};
        for (int32_t item = json_first(tree, node); item >= 0; item = tree->nodes[item].next)
            items[words.count++] = text_at(tree, item);
    }
    return model_keep_words(record, field, json, &words);
}

/* ---- one by one ---- */

/* What a list holds so far: words that are recorded, or kept. */
static bool list_words(base_arena *arena, const cw_record *record, const model_field *field, model_custom *out)
{
    const model_custom *kept = model_kept_words(record, field);
    const model_slot *slot = &record->slots[field->slot];
    const model_list *list = slot->state == MODEL_VALUE ? slot->as.list : NULL;
    int64_t count = kept ? kept->count : list ? list->count : 0;
    model_custom *items = base_arena_array(arena, (size_t)count + 1, sizeof *items);
    *out = (model_custom){.type = MODEL_CUSTOM_LIST, .items = items, .count = count};
    for (int64_t i = 0; items && i < count; i++) {
        if (kept)
            items[i] = kept->items[i];
        else
            items[i] = (model_custom){.type = MODEL_CUSTOM_TEXT,
                                      .text = base_str_of(model_enumeration_at(field->target)->words[((const int32_t *)list->items)[i]].word)};
    }
    return items != NULL;
}

static void put_words(base_buffer *json, const model_custom *words)
{
    if (words->type == MODEL_CUSTOM_TEXT) {
        json_put_string(json, words->text);
        return;
    }
    for (int64_t i = 0; i < words->count; i++) {
        base_put(json, i == 0 ? "[" : ", ");
        json_put_string(json, words->items[i].text);
    }
    base_put_char(json, ']');
}

static cw_status keep(base_arena *arena, base_buffer *json, cw_record *record, const model_field *field, base_str word)
{
    model_custom one = {.type = MODEL_CUSTOM_TEXT, .text = word}, all = one;
    if (field->type == MODEL_TERMS) {
        if (!list_words(arena, record, field, &all))
            return CW_ERR_NOMEM;
        ((model_custom *)all.items)[all.count++] = one;
    }
    put_words(json, &all);
    return json->failed ? CW_ERR_NOMEM : model_keep_words(record, field, (base_str){json->data, json->length}, &all);
}

static cw_status may_keep(const cw_record *record, const model_field *field, base_str word)
{
    cw_status status = model_may_edit(record);
    if (status != CW_OK)
        return status;
    if (field->type != MODEL_TERM && field->type != MODEL_TERMS)
        return CW_ERR_FIELD;
    return word.length == 0 ? CW_ERR_VALUE : model_check_text(record->owner, word);
}

cw_status codec_keep_word(cw_record *record, const model_field *field, base_str word)
{
    base_arena arena;
    base_buffer json;
    cw_status status = may_keep(record, field, word);
    int32_t known = status == CW_OK ? model_word_find(field->target, word) : -1;
    if (status != CW_OK)
        return status;
    if (known >= 0 && field->type == MODEL_TERM)
        return model_set_word(record, field, known);
    if (known >= 0 && !model_kept_words(record, field))
        return model_append_word(record, field, known);
    base_arena_init(&arena, record->owner->context);
    base_buffer_init(&json, record->owner->context);
    status = keep(&arena, &json, record, field, word);
    base_buffer_finish(&json);
    base_arena_finish(&arena);
    return status;
}

cw_status codec_put_kept(base_buffer *buffer, const cw_record *record, const model_field *field)
{
    bool words = field->type == MODEL_TERM || field->type == MODEL_TERMS;
    const model_custom *kept = words ? model_kept_words(record, field) : NULL;
    if (!kept)
        return CW_ERR_NOT_FOUND;
    put_words(buffer, kept);
    return buffer->failed ? CW_ERR_NOMEM : CW_OK;
}

/* SPDX-License-Identifier: MIT */
/* The walk over a case document: every object that the schema knows becomes a record, every key a field or an
 * extra. Of all keys only `format`, `kind` and those of a row of `history` are named here. */
#include "codec/case_read.h"
#include "codec/custom.h"
#include <stdio.h>
#include <string.h>

static const json_node *node_at(const codec_reader *r, int32_t node)
{
    return &r->tree.nodes[node];
}

static cw_status remember(codec_reader *r, const cw_record *record, int32_t node)
{
    void *items = r->made;
    if (!base_grow(r->tree.arena->context, &items, &r->made_capacity, r->made_count + 1, sizeof *r->made))
        return CW_ERR_NOMEM;
    r->made = items;
    r->made[r->made_count++] = (codec_made){ record, node };
    return CW_OK;
}

/* ---- keys that are no fields ---- */

static const char *kind_name(const cw_record *record)
{
    return model_kind_is_history(record->kind) ? "history" : model_kind_at(record->kind)->name;
}

static void consider_fields(base_nearest *near, int32_t kind)
{
    if (model_kind_is_history(kind)) {
        base_nearest_consider(near, BASE_STR("field"));
        base_nearest_consider(near, BASE_STR("value"));
        base_nearest_consider(near, BASE_STR("until"));
        return;
    }
    for (int32_t i = 0; i < model_kind_at(kind)->field_count; i++)
        if (!model_field_at(kind, i)->derived)
            base_nearest_consider(near, base_str_of(model_field_at(kind, i)->name));
}

static cw_status keep_key(codec_reader *r, cw_record *record, const model_field *computed, int32_t node)
{
    char key[CODEC_SHOWN_BYTES], help[CODEC_HELP_BYTES], owner[CODEC_SHOWN_BYTES];
    base_str suggestion = base_str_of(NULL);
    base_nearest near;
    bool custom = base_str_equal(json_key_of(&r->tree, node), model_custom_key) && !model_kind_is_history(record->kind);
    if (custom && node_at(r, node)->type == JSON_OBJECT)
        return codec_set_customs(record, &r->tree, node);
    if (record->unknown_kind || (custom && node_at(r, node)->type == JSON_NULL))
        return codec_keep(r, record, node);      /* told once, for the whole entry */
    if (base_diag_keeps(r->diag) && computed == NULL) {
        base_nearest_init(&near, json_key_of(&r->tree, node));
        consider_fields(&near, record->kind);
        suggestion = codec_near_help(&near, help);
    }
    snprintf(owner, sizeof owner, "%s`%s`", model_kind_is_history(record->kind) ? "a row of " : "", kind_name(record));
    codec_tell(r, computed != NULL ? CODEC_TELL_COMPUTED_KEY : CODEC_TELL_UNKNOWN_KEY, node, true, suggestion,
               codec_shown_key(json_key_of(&r->tree, node), key), owner, "");
    return codec_keep(r, record, node);
}

/* ---- records ---- */

static cw_status read_record(codec_reader *r, cw_record *record, int32_t node);

/* A row of `history` names the field whose value it holds. */
static cw_status read_history(codec_reader *r, cw_record *parent, const model_field *list, int32_t node)
{
    cw_record *row;
    const model_field *value;
    int32_t at = -1;
    cw_status status = codec_history_field(r, parent->kind, list->target, node, &value, &at);
    if (status != CW_OK || value == NULL)
        return status;
    status = model_add_row(parent, list, list->target, &row);
    if (status == CW_OK)
        status = remember(r, row, node);
    if (status == CW_OK)
        status = codec_read_value(r, row, value, at);
    for (int32_t member = json_first(&r->tree, node); status == CW_OK && member >= 0; member = node_at(r, member)->next) {
        base_str key = json_key_of(&r->tree, member);
        if (base_str_is(key, "until"))
            status = codec_read_value(r, row, model_field_at(row->kind, 0), member);
        else if (member != at && !base_str_is(key, "field"))
            status = keep_key(r, row, NULL, member);
    }
    return status;
}

/* What kind of entry an object is. Where it says none, that is told, and it is read as one of an unknown kind. */
static int32_t find_entry_kind(codec_reader *r, int32_t node, base_str *word)
{
    const model_enumeration *kinds = model_enumeration_at(MODEL_ENUM_ENTRY_KIND);
    int32_t at = json_member(&r->tree, node, "kind"), kind;
    char help[CODEC_HELP_BYTES], shown[CODEC_SHOWN_BYTES];
    base_nearest near;
    *word = BASE_STR("none");
    if (at < 0) {
        codec_tell(r, CODEC_TELL_KIND_MISSING, node, false, base_str_of(NULL), "", "", "");
        return MODEL_KIND_UNRECOGNISED_ENTRY;
    }
    if (node_at(r, at)->type != JSON_STRING || json_text_of(&r->tree, at).length == 0) {
        codec_tell(r, CODEC_TELL_WRONG_TYPE, at, false, base_str_of(NULL), "a kind of entry", "kind", codec_found(r, at));
        return MODEL_KIND_UNRECOGNISED_ENTRY;
    }
    *word = json_text_of(&r->tree, at);
    kind = model_entry_kind_find(*word);
    if (kind >= 0)
        return kind;
    base_nearest_init(&near, *word);
    for (int32_t i = 0; base_diag_keeps(r->diag) && i < kinds->count; i++)
        base_nearest_consider(&near, base_str_of(kinds->words[i].word));
    codec_tell(r, CODEC_TELL_UNKNOWN_KIND, at, false, codec_near_help(&near, help),
               codec_word(r, at, &near, shown), "", "");
    return MODEL_KIND_UNRECOGNISED_ENTRY;
}

static cw_status make_entry(codec_reader *r, cw_record *parent, const model_field *list, int32_t node, cw_record **out)
{
    base_str word;
    int32_t kind = find_entry_kind(r, node, &word);
    cw_status status = model_add_row(parent, list, kind, out);
    if (status == CW_OK && kind == MODEL_KIND_UNRECOGNISED_ENTRY)
        status = model_set_kind_word(*out, word);
    return status;
}

static cw_status read_item(codec_reader *r, cw_record *parent, const model_field *list, int32_t node)
{
    cw_record *record;
    cw_status status;
    if (node_at(r, node)->type != JSON_OBJECT) {
        r->lost = true;
        return codec_tell(r, CODEC_TELL_WRONG_ITEM, node, false, base_str_of(NULL), "an object", list->name,
                          codec_found(r, node));
    }
    if (model_kind_is_history(list->target))
        return read_history(r, parent, list, node);
    if (list->target == MODEL_KIND_ENTRY)
        status = make_entry(r, parent, list, node, &record);
    else
        status = model_add_row(parent, list, list->target, &record);
    return status == CW_OK ? read_record(r, record, node) : status;
}

static cw_status read_rows(codec_reader *r, cw_record *parent, const model_field *list, int32_t node)
{
    cw_status status;
    if (node_at(r, node)->type != JSON_ARRAY) {
        r->lost = true;
        return codec_tell_type(r, parent, list, node);
    }
    status = model_set_empty_list(parent, list);
    if (status == CW_OK)
        status = model_make_room(parent, list, node_at(r, node)->count);
    for (int32_t item = json_first(&r->tree, node); status == CW_OK && item >= 0; item = node_at(r, item)->next)
        status = read_item(r, parent, list, item);
    return status;
}

static cw_status read_row(codec_reader *r, cw_record *parent, const model_field *field, int32_t node)
{
    cw_record *record;
    cw_status status;
    if (node_at(r, node)->type != JSON_OBJECT) {
        r->lost = true;
        return codec_tell_type(r, parent, field, node);
    }
    status = model_set_row(parent, field, &record);
    return status == CW_OK ? read_record(r, record, node) : status;
}

static cw_status read_member(codec_reader *r, cw_record *record, int32_t node, int32_t *next)
{
    base_str key = json_key_of(&r->tree, node);
    const model_field *field = model_field_find_next(record->kind, key, next);
    bool holds_records = field != NULL && (field->type == MODEL_ROW || field->type == MODEL_ROWS);
    if (field == model_field_by(MODEL_FIELD_ENTRY_KIND))
        return CW_OK;
    if (record->parent == NULL && base_str_is(key, "format"))
        return CW_OK;
    if (field == NULL || field->derived)
        return keep_key(r, record, field, node);
    if (!holds_records || node_at(r, node)->type == JSON_NULL)
        return codec_read_value(r, record, field, node);
    return field->type == MODEL_ROWS ? read_rows(r, record, field, node) : read_row(r, record, field, node);
}

/* Recursion goes as deep as the schema nests kinds, MODEL_DEPTH_MAX at most, whatever the document is. */
static cw_status read_record(codec_reader *r, cw_record *record, int32_t node)
{
    cw_status status = remember(r, record, node);
    int32_t next = 0;
    for (int32_t member = json_first(&r->tree, node); status == CW_OK && member >= 0; member = node_at(r, member)->next)
        status = read_member(r, record, member, &next);
    return status;
}

/* ---- the document ---- */

/* Whether the document says that it is of another format: then the rest would only give noise. */
static bool is_foreign(codec_reader *r)
{
    char shown[CODEC_SHOWN_BYTES];
    int32_t format;
    bool ours;
    if (node_at(r, 0)->type != JSON_OBJECT) {
        codec_tell(r, CODEC_TELL_NOT_A_DOCUMENT, 0, false, base_str_of(NULL), codec_found(r, 0), "", "");
        return true;
    }
    format = json_member(&r->tree, 0, "format");
    if (format < 0) {
        codec_tell(r, CODEC_TELL_FORMAT_MISSING, 0, false, base_str_of(NULL), "", "", "");
        return false;
    }
    if (node_at(r, format)->type == JSON_STRING && base_str_is(json_text_of(&r->tree, format), "casework.case/1"))
        return false;
    ours = json_text_of(&r->tree, format).length > 9 && memcmp(json_text_of(&r->tree, format).at, "casework.", 9) == 0;
    codec_tell(r, CODEC_TELL_FORMAT_OTHER, format, false, base_str_of(NULL),
               codec_quoted(r, format, ours ? "abcdefghijklmnopqrstuvwxyz0123456789./" : "", shown), "", "");
    return true;
}

static cw_status build(codec_reader *r)
{
    cw_status status;
    if (is_foreign(r))
        return CW_ERR_INPUT;
    status = model_case_new(base_context_use(r->context), &r->one);
    if (status != CW_OK)
        return status;
    r->one->texts_checked = true;
    status = read_record(r, r->one->root, 0);
    if (status != CW_OK)
        return status;
    if (!r->lost)
        status = model_case_freeze(r->one, r->diag, codec_locate, r);
    return status == CW_OK && r->wrong ? CW_ERR_INPUT : status;
}

/* The case as the caller asked for it: a frozen one is made editable only by copying it. */
static cw_status hand_over(codec_reader *r, cw_case **out)
{
    if ((r->flags & CW_READ_EDITABLE) != 0)
        return model_case_copy(r->one, out);
    *out = r->one;
    r->one = NULL;
    return CW_OK;
}

static cw_status read_case(codec_reader *r, base_arena *arena, base_str source, int64_t first_line, base_str text,
                           cw_case **out)
{
    cw_status status = json_read(arena, source, first_line, text, r->diag, &r->tree);
    if (status == CW_OK)
        status = build(r);
    if (status == CW_OK)
        status = hand_over(r, out);
    if (r->one != NULL)
        model_case_release(r->one);
    base_release(arena->context, r->made, (size_t)r->made_capacity * sizeof *r->made);
    base_buffer_finish(&r->words);
    base_buffer_finish(&r->pointer);
    return status;
}

cw_status codec_read_case(cw_context *context, base_str source, int64_t first_line, base_str text, int32_t flags,
                          cw_diag *diag, cw_case **out)
{
    return codec_read_case_for(context, NULL, source, first_line, text, flags, diag, out);
}

cw_status codec_read_case_for(cw_context *context, const cw_rules *rules, base_str source, int64_t first_line, base_str text,
                              int32_t flags, cw_diag *diag, cw_case **out)
{
    const cw_context *used = base_context_use(context);
    codec_reader r = { .context = context, .diag = diag, .rules = rules, .flags = flags };
    base_arena arena;
    cw_status status;
    *out = NULL;
    base_arena_init(&arena, used);
    base_buffer_init(&r.pointer, used);
    base_buffer_init(&r.words, used);
    status = read_case(&r, &arena, source, first_line, text, out);
    base_arena_finish(&arena);
    base_context_drop(used);
    return status != CW_OK && base_diag_failed(diag) ? CW_ERR_NOMEM : status;
}

/* SPDX-License-Identifier: MIT */
/* The life of a case, and its rows. What fields hold is set in set.c. */
#include "model/case.h"
#include <string.h>
#include "model/store.h"

static void finish(cw_case *one)
{
    const cw_context *context = one->context;
    base_arena_finish(&one->arena);
    base_release(context, one, sizeof *one);
    base_context_drop(context);
}

cw_status model_case_new(const cw_context *context, cw_case **out)
{
    *out = NULL;
    cw_case *made = base_allocate(context, sizeof *made);
    if (made == NULL) {
        base_context_drop(context);
        return CW_ERR_NOMEM;
    }
    memset(made, 0, sizeof *made);
    atomic_init(&made->references, 1);
    made->context = context;
    base_arena_init(&made->arena, context);
    base_map_init(&made->ids, &made->arena);
    made->root = model_make_record(made, MODEL_KIND_CASE);
    if (made->root == NULL) {
        finish(made);
        return CW_ERR_NOMEM;
    }
    made->records = 1;
    *out = made;
    return CW_OK;
}

void model_case_release(cw_case *one)
{
    if (base_reference_drop(&one->references)) finish(one);
}

cw_record *model_find(const cw_case *one, base_str id)
{
    return id.length > 0 ? base_map_find(&one->ids, id) : NULL;
}

int64_t model_row_count(const cw_record *record, const model_field *field)
{
    const model_slot *slot = model_slot_of(record, field);
    if (slot == NULL || field->type != MODEL_ROWS || slot->state != MODEL_VALUE) return 0;
    return slot->as.list->count;
}

cw_record *model_row_at(const cw_record *record, const model_field *field, int64_t index)
{
    if (index < 0 || index >= model_row_count(record, field)) return NULL;
    cw_record **rows = record->slots[field->slot].as.list->items;
    return rows[index];
}

cw_status model_may_edit(const cw_record *record)
{
    if (record == NULL) return CW_ERR_ARGUMENT;
    if (record->removed) return CW_ERR_REMOVED;
    return record->owner->frozen ? CW_ERR_FROZEN : CW_OK;
}

static bool has_row_kind(const cw_record *parent, const model_field *list, int32_t kind)
{
    if (list->type != MODEL_ROWS || list->derived || !model_field_belongs(list, parent->kind)) return false;
    return model_kind_at(kind) != NULL && model_kind_fits(kind, list->target);
}

static cw_status add_row(cw_record *parent, const model_field *list, int32_t kind, base_str id, cw_record **out)
{
    bool taken = false;
    cw_record *record = model_make_record(parent->owner, kind);
    if (record == NULL) return CW_ERR_NOMEM;
    if (id.length > 0 && !model_name_record(record, id, &taken)) return taken ? CW_ERR_DUPLICATE : CW_ERR_NOMEM;
    if (!model_attach(parent, list, record)) {
        model_forget_name(record);
        return CW_ERR_NOMEM;
    }
    model_drop_extra(parent, list);
    *out = record;
    return CW_OK;
}

cw_status model_add_named(cw_record *parent, const model_field *list, int32_t kind, base_str id, cw_record **out)
{
    *out = NULL;
    cw_status status = model_may_edit(parent);
    if (status != CW_OK) return status;
    if (!has_row_kind(parent, list, kind)) return CW_ERR_FIELD;
    if (id.length > 0) {
        if (!model_kind_has_id(kind)) return CW_ERR_FIELD;
        status = model_check_text(parent->owner, id);
        if (status != CW_OK) return status;
    }
    return add_row(parent, list, kind, id, out);
}

cw_status model_add_row(cw_record *parent, const model_field *list, int32_t kind, cw_record **out)
{
    return model_add_named(parent, list, kind, (base_str){ "", 0 }, out);
}

cw_status model_set_row(cw_record *parent, const model_field *field, cw_record **out)
{
    *out = NULL;
    cw_status status = model_may_edit(parent);
    if (status != CW_OK) return status;
    if (field->type != MODEL_ROW || field->derived || !model_field_belongs(field, parent->kind)) return CW_ERR_FIELD;
    model_slot *slot = &parent->slots[field->slot];
    if (slot->state != MODEL_VALUE) {
        cw_record *made = model_make_record(parent->owner, field->target);
        if (made == NULL) return CW_ERR_NOMEM;
        made->parent = parent;
        made->parent_slot = field->slot;
        slot->as.row = made;
        slot->state = MODEL_VALUE;
        model_drop_extra(parent, field);
        parent->owner->records++;
    }
    *out = slot->as.row;
    return CW_OK;
}

/* Takes a row out of the list that holds it; those after it move up. */
static void take_out(model_list *list, int64_t position)
{
    cw_record **rows = list->items;
    for (int64_t i = position; i + 1 < list->count; i++) {
        rows[i] = rows[i + 1];
        rows[i]->position = i;
    }
    rows[--list->count] = NULL;
}

cw_status model_remove(cw_record *record)
{
    cw_status status = model_may_edit(record);
    if (status != CW_OK) return status;
    if (record->parent == NULL) return CW_ERR_ARGUMENT;
    model_slot *slot = &record->parent->slots[record->parent_slot];
    if (model_holder_of(record)->type == MODEL_ROW) slot->state = MODEL_ABSENT;
    else take_out(slot->as.list, record->position);
    model_mark_removed(record);
    return CW_OK;
}

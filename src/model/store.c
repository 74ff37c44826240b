/* SPDX-License-Identifier: MIT */
#include "model/store.h"
#include <string.h>

/* From this many extra keys on they are found through a map. */
enum { EXTRAS_WITHOUT_MAP = 8 };

/* A text in the arena, with the room that it has: `data` is what slots point to. */
typedef struct block { uint32_t room; char data[]; } block;

static block *block_of(const char *text)
{
    /* The texts of slots are made here, in memory of our own, so they are no constant objects. */
    return (block *)(void *)((char *)text - offsetof(block, data));
}

static block *make_block(base_arena *arena, size_t length, uint32_t before)
{
    size_t room = length;
    if (before > 0 && room < (size_t)before * 2) room = (size_t)before * 2;   /* so that growing stays bounded */
    block *made = base_arena_room(arena, offsetof(block, data) + room + 1);
    if (made != NULL) made->room = (uint32_t)room;
    return made;
}

bool model_store_text(base_arena *arena, const char **at, base_str text)
{
    block *here = *at != NULL ? block_of(*at) : NULL;
    if (here == NULL || here->room < text.length) {
        here = make_block(arena, text.length, here != NULL ? here->room : 0);
        if (here == NULL) return false;
    }
    if (text.length > 0) memmove(here->data, text.at, text.length);   /* it may be the slot's own text */
    here->data[text.length] = '\0';
    *at = here->data;
    return true;
}

bool model_store_reference(base_arena *arena, model_reference *at, base_str id)
{
    if (!model_store_text(arena, &at->id.at, id)) return false;
    at->id.length = id.length;
    at->target = NULL;
    return true;
}

bool model_store_number(base_arena *arena, model_number **at, const base_decimal *number)
{
    base_decimal value = *number;                     /* it may be the slot's own */
    base_buffer text;
    base_buffer_init(&text, arena->context);
    base_put_decimal(&text, &value);
    model_number *here = *at;
    if (!text.failed && here == NULL) here = base_arena_alloc(arena, sizeof *here);
    bool stored = !text.failed && here != NULL && text.length < sizeof here->text;
    if (stored) {
        here->value = value;
        memcpy(here->text, text.data, text.length + 1);
        *at = here;
    }
    base_buffer_finish(&text);
    return stored;
}

size_t model_item_size(int type)
{
    switch (type) {
    case MODEL_TEXTS: return sizeof(base_str);
    case MODEL_TERMS: return sizeof(int32_t);
    case MODEL_REFERENCES: return sizeof(model_reference);
    default: return sizeof(cw_record *);
    }
}

bool model_store_room(base_arena *arena, model_list *list, int64_t count, size_t size)
{
    if (count <= list->capacity) return true;
    void *items = (uint64_t)count <= SIZE_MAX ? base_arena_array(arena, (size_t)count, size) : NULL;
    if (items == NULL) return false;
    if (list->capacity > 0) memcpy(items, list->items, (size_t)list->capacity * size);
    list->items = items;
    list->capacity = count;
    return true;
}

void *model_store_item(base_arena *arena, model_list **list, size_t size)
{
    if (*list == NULL) {
        model_list *made = base_arena_alloc(arena, sizeof *made);
        if (made == NULL) return NULL;
        *list = made;
    }
    model_list *here = *list;
    int64_t wanted = here->capacity == 0 ? 4 : here->capacity * 2;
    if (here->count == here->capacity && !model_store_room(arena, here, wanted, size)) return NULL;
    return (char *)here->items + (size_t)here->count * size;
}

cw_record *model_make_record(cw_case *owner, int32_t kind)
{
    size_t slots = (size_t)model_kind_at(kind)->slot_count;
    cw_record *record = base_arena_alloc(&owner->arena, sizeof *record + slots * sizeof record->slots[0]);
    if (record == NULL) return NULL;
    record->owner = owner;
    record->kind = (int16_t)kind;
    record->parent_slot = -1;
    record->unknown_kind = kind == MODEL_KIND_UNRECOGNISED_ENTRY;
    return record;
}

bool model_attach(cw_record *parent, const model_field *list, cw_record *record)
{
    model_slot *slot = &parent->slots[list->slot];
    cw_record **item = model_store_item(&parent->owner->arena, &slot->as.list, sizeof *item);
    if (item == NULL) return false;
    *item = record;
    record->parent = parent;
    record->parent_slot = list->slot;
    record->position = slot->as.list->count++;
    slot->state = MODEL_VALUE;
    parent->owner->records++;
    return true;
}

/* Every kind that has an id has it in its first field. */
static model_slot *id_slot(cw_record *record)
{
    return &record->slots[0];
}

bool model_name_record(cw_record *record, base_str id, bool *taken)
{
    cw_case *owner = record->owner;
    const char *text = NULL;
    void *existing = NULL;
    base_mark mark = base_arena_mark(&owner->arena);
    bool added = model_store_text(&owner->arena, &text, id) &&
                 base_map_add(&owner->ids, (base_str){ text, id.length }, record, &existing);
    *taken = existing != NULL;
    if (!added || *taken) {
        base_arena_rewind(&owner->arena, mark);
        return false;
    }
    model_forget_name(record);
    *id_slot(record) = (model_slot){ .state = MODEL_VALUE, .length = (uint32_t)id.length, .as.text = text };
    return true;
}

void model_forget_name(cw_record *record)
{
    base_str id = model_record_id(record);
    if (id.length > 0) base_map_remove(&record->owner->ids, id);
}

static void mark_owned(const model_field *field, model_slot *slot)
{
    if (field->type == MODEL_ROW && slot->state == MODEL_VALUE) model_mark_removed(slot->as.row);
    if (field->type != MODEL_ROWS || slot->state != MODEL_VALUE) return;
    cw_record **rows = slot->as.list->items;
    for (int64_t i = 0; i < slot->as.list->count; i++) model_mark_removed(rows[i]);
}

/* Recursion is bounded by the schema: rows are nested MODEL_DEPTH_MAX deep at most. */
void model_mark_removed(cw_record *record)
{
    int32_t count = model_kind_at(record->kind)->field_count;
    for (int32_t i = 0; i < count; i++) {
        const model_field *field = model_field_at(record->kind, i);
        if (!field->derived) mark_owned(field, &record->slots[field->slot]);
    }
    model_forget_name(record);
    record->removed = true;
    record->owner->records--;
}

model_extra *model_extra_find(const cw_record *record, base_str key)
{
    if (record->extra_keys != NULL) return base_map_find(record->extra_keys, key);
    model_extra *extra = record->extras;
    while (extra != NULL && !base_str_equal(extra->key, key)) extra = extra->next;
    return extra;
}

/* Puts an extra and, when the map is new, all before it into the map. */
static bool index_extra(cw_record *record, model_extra *extra)
{
    base_arena *arena = &record->owner->arena;
    void *existing = NULL;
    if (record->extra_keys != NULL) return base_map_add(record->extra_keys, extra->key, extra, &existing);
    if (record->extra_count < EXTRAS_WITHOUT_MAP) return true;
    base_map *map = base_arena_alloc(arena, sizeof *map);
    if (map == NULL) return false;
    base_map_init(map, arena);
    for (model_extra *each = record->extras; each != NULL; each = each->next)
        if (!base_map_add(map, each->key, each, &existing)) return false;
    if (!base_map_add(map, extra->key, extra, &existing)) return false;
    record->extra_keys = map;
    return true;
}

bool model_store_extra(cw_record *record, base_str key, base_str json)
{
    base_arena *arena = &record->owner->arena;
    model_extra *extra = base_arena_alloc(arena, sizeof *extra);
    if (extra == NULL) return false;
    if (!model_store_text(arena, &extra->key.at, key) || !model_store_text(arena, &extra->json.at, json)) return false;
    extra->key.length = key.length;
    extra->json.length = json.length;
    if (!index_extra(record, extra)) return false;
    if (record->last_extra != NULL) record->last_extra->next = extra;
    else record->extras = extra;
    record->last_extra = extra;
    record->extra_count++;
    return true;
}

void model_drop_extra(cw_record *record, const model_field *field)
{
    if (record->extras == NULL) return;
    model_extra *extra = model_extra_find(record, base_str_of(model_key_of(record, field))), *before = NULL;
    if (extra == NULL) return;
    for (model_extra *each = record->extras; each != extra; each = each->next) before = each;
    if (before != NULL) before->next = extra->next;
    else record->extras = extra->next;
    if (record->last_extra == extra) record->last_extra = before;
    if (record->extra_keys != NULL) base_map_remove(record->extra_keys, extra->key);
    record->extra_count--;
}

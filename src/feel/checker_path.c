/* SPDX-License-Identifier: MIT */
/* Fields, entries, filters, indexes and documented(). */
#include "feel/checker.h"
#include "feel/property.h"

/* ---- fields ---- */

/* The node with only the field's name, its last bytes, as its place; whole, where the host gave it a name that is not written. */
static feel_node name_of(const feel_node *node)
{
    feel_node name = *node;
    uint32_t length = (uint32_t)node->name.length, start = node->end - length;
    bool written = node->end - node->start > length && base_str_equal((base_str){node->source->text.at + start, length}, node->name);
    name.start = written ? start : node->start;
    return name;
}

static void tell_unknown(feel_checker *checker, feel_node *node, const feel_type *type, base_str help)
{
    feel_node name = name_of(node);
    if (checker->compiler->standard) {
        uint32_t start = node->start;
        node->start = name.start;
        feel_check_nothing(checker, FEEL_DIAG_UNKNOWN_FIELD, node, help, FEEL_TYPE_TEXT(checker, type), FEEL_QUOTE(node->name));
        node->start = start;
        return;
    }
    feel_check_tell(checker, FEEL_DIAG_UNKNOWN_FIELD, &name, help, FEEL_TYPE_TEXT(checker, type), FEEL_QUOTE(node->name));
}

static void read_record(feel_checker *checker, feel_node *node, const feel_type *type)
{
    const feel_schema *schema = checker->compiler->schema;
    feel_host_field field;
    if (schema->field(schema->self, type->detail, node->name, &field)) {
        node->handle = field.handle;
        feel_become(checker, node, FEEL_OP_FIELD, field.type);
    } else {
        tell_unknown(checker, node, type, feel_nearest_field(checker, type, node->name));
    }
}

static void read_entry(feel_checker *checker, feel_node *node, const feel_type *type)
{
    for (int32_t i = 0; i < type->entry_count; i++)
        if (base_str_equal(type->entries[i].key, node->name)) {
            feel_become(checker, node, FEEL_OP_ENTRY, type->entries[i].type);
            return;
        }
    if (!type->entries)
        feel_become(checker, node, FEEL_OP_ENTRY, &feel_type_any);
    else
        tell_unknown(checker, node, type, feel_nearest_field(checker, type, node->name));
}

/* What can be read of a date, time, duration or range. */
static void read_part(feel_checker *checker, feel_node *node, const feel_type *type)
{
    const feel_property_row *found = feel_property_find(type->kind, node->name);
    if (found) {
        bool end = type->item && found->type->kind == FEEL_ANY;
        feel_become(checker, node, FEEL_OP_ENTRY, end ? type->item : found->type);
        return;
    }
    base_nearest nearest;
    base_nearest_init(&nearest, node->name);
    for (int32_t i = 0; feel_property_at(i); i++)
        if (feel_property_at(i)->kind == type->kind)
            base_nearest_consider(&nearest, base_str_of(feel_property_at(i)->name));
    tell_unknown(checker, node, type, feel_did_you_mean(checker->compiler, &nearest));
}

static bool has_parts(const feel_type *type)
{
    for (int32_t i = 0; feel_property_at(i); i++)
        if (feel_property_at(i)->kind == type->kind)
            return true;
    return false;
}

/* A path over a list reads the field of each item. */
static void read_each(feel_checker *checker, feel_node *node, feel_node *list)
{
    int32_t slot = feel_take_slots(checker, 1);
    feel_node *item = feel_make_node(checker, FEEL_OP_SLOT, list, list->type->item, 0);
    feel_node *each = item ? feel_make_node(checker, FEEL_OP_PATH, node, &feel_type_open, 0) : NULL;
    if (!each)
        return;
    item->index = slot;
    item->name = BASE_STR("item");
    each->name = node->name;
    feel_read_field(checker, each, item);
    checker->next_slot = slot;
    node->index = slot;
    if (feel_give_kids(checker, node, list, each))
        feel_become(checker, node, FEEL_OP_MAP, feel_make_type(checker, FEEL_LIST, each->type));
}

void feel_read_field(feel_checker *checker, feel_node *node, feel_node *from)
{
    const feel_type *type = from->type;
    if (!feel_give_kids(checker, node, from, NULL))
        return;
    feel_node name = name_of(node);
    bool unknown = type->kind == FEEL_ANY || (type->kind == FEEL_RECORD && type->detail < 0);
    if (type->kind == FEEL_LIST)
        read_each(checker, node, from);
    else if (unknown && (feel_type_is_open(type) || checker->compiler->standard))
        feel_become(checker, node, FEEL_OP_ENTRY, type->kind == FEEL_ANY ? type : &feel_type_any);
    else if (unknown)
        feel_check_tell(checker, FEEL_DIAG_KIND_UNKNOWN, &name, (base_str){0}, FEEL_QUOTE(node->name));
    else if (type->kind == FEEL_RECORD)
        read_record(checker, node, type);
    else if (type->kind == FEEL_CONTEXT)
        read_entry(checker, node, type);
    else if (has_parts(type))
        read_part(checker, node, type);
    else if (checker->compiler->standard)
        feel_become(checker, node, FEEL_OP_ENTRY, &feel_type_any);
    else
        feel_check_tell(checker, FEEL_DIAG_NO_FIELDS, &name, (base_str){0}, FEEL_TYPE_TEXT(checker, type),
                        FEEL_QUOTE(node->name));
}

void feel_check_path(feel_checker *checker, feel_node *node)
{
    feel_read_field(checker, node, feel_check_kid(checker, node, 0));
}

/* ---- brackets ---- */

void feel_check_bracket(feel_checker *checker, feel_node *node)
{
    feel_node *list = feel_check_kid(checker, node, 0);
    const feel_type *item = feel_type_item(list->type);
    feel_local local = {.item = true, .type = item, .outer = checker->locals};
    local.slot = feel_take_slots(checker, 1);
    checker->locals = &local;
    feel_node *inside = feel_check_kid(checker, node, 1);
    checker->locals = local.outer;
    checker->next_slot = local.slot;
    if (inside->type->kind == FEEL_NUMBER) {
        feel_become(checker, node, FEEL_OP_INDEX, item);
        if (local.used)
            feel_check_mismatch(checker, FEEL_DIAG_INDEX_OF_ITEM, inside, (base_str){0}, "");
        return;
    }
    if (inside->type->kind == FEEL_ANY && !local.used && !feel_type_is_open(inside->type)) {
        feel_become(checker, node, FEEL_OP_PICK, &feel_type_any);
        return;
    }
    feel_want_boolean(checker, inside, "a filter");
    if (checker->compiler->standard && !feel_type_fits(inside->type, &feel_type_boolean)) {
        feel_become_nothing(checker, node, "a filter wants true or false, and an index a number");
        return;
    }
    node->index = local.slot;
    feel_slice_list(checker, node);
    if (feel_type_is_open(inside->type) && feel_type_is_open(item))       /* it may as well be an index */
        feel_become(checker, node, FEEL_OP_FILTER, &feel_type_open);
    else
        feel_become(checker, node, FEEL_OP_FILTER,
                    list->type->kind == FEEL_LIST ? list->type : feel_make_type(checker, FEEL_LIST, item));
}

/* ---- documented ---- */

/* A name, or a path of names. */
static bool is_path(const feel_node *node)
{
    while (node->op == FEEL_OP_PATH)
        node = node->kids[0];
    return node->op == FEEL_OP_NAME;
}

/* The record or the list of records of which a field is asked, once the path is checked: node's kid becomes it. */
static void ask_field(feel_checker *checker, feel_node *node, feel_node *path)
{
    const feel_node *field = path->op == FEEL_OP_MAP ? path->kids[1] : path;
    if (field->op == FEEL_OP_MAP) {
        feel_check_tell(checker, FEEL_DIAG_DOCUMENTED_NESTED, node, (base_str){0}, "");
        return;
    }
    if (field->op == FEEL_OP_FIELD) {
        node->handle = field->handle;
        node->name = field->name;
        node->kids[0] = path->kids[0];
    }
    feel_become(checker, node, FEEL_OP_DOCUMENTED, &feel_type_boolean);
}

void feel_check_documented(feel_checker *checker, feel_node *node)
{
    if (node->kid_count != 1) {
        feel_check_tell(checker, FEEL_DIAG_ARGUMENT_COUNT, node, (base_str){0}, FEEL_QUOTE(node->name), "1 argument",
                        (int)node->kid_count);
        return;
    }
    if (!is_path(node->kids[0])) {
        feel_check_tell(checker, FEEL_DIAG_DOCUMENTED_PATH, feel_kid(node, 0), (base_str){0}, "");
        return;
    }
    feel_node *path = feel_check_kid(checker, node, 0);
    if (path->op == FEEL_OP_CALL)
        feel_check_tell(checker, FEEL_DIAG_DOCUMENTED_PATH, path, (base_str){0}, "");
    else if (checker->failed)
        node->type = &feel_type_boolean;
    else
        ask_field(checker, node, path);
}

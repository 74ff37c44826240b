/* SPDX-License-Identifier: MIT */
#include "feel/type.h"

#define PLAIN(name, feel_kind_of) const feel_type name = {.kind = feel_kind_of, .detail = -1}
#define LIST(name, of) const feel_type name = {.kind = FEEL_LIST, .detail = -1, .item = &of}

PLAIN(feel_type_any, FEEL_ANY);
const feel_type feel_type_single = {.kind = FEEL_ANY, .detail = FEEL_NOT_LIST};
PLAIN(feel_type_null, FEEL_NULL);
PLAIN(feel_type_boolean, FEEL_BOOLEAN);
PLAIN(feel_type_number, FEEL_NUMBER);
PLAIN(feel_type_string, FEEL_STRING);
PLAIN(feel_type_date, FEEL_DATE);
const feel_type feel_type_day = {.kind = FEEL_DATE, .detail = FEEL_OR_TIME};
PLAIN(feel_type_time, FEEL_TIME);
PLAIN(feel_type_date_time, FEEL_DATE_TIME);
PLAIN(feel_type_days, FEEL_DAYS);
PLAIN(feel_type_months, FEEL_MONTHS);
PLAIN(feel_type_context, FEEL_CONTEXT);
PLAIN(feel_type_function, FEEL_FUNCTION);
const feel_type feel_type_range_of_any = {.kind = FEEL_RANGE, .detail = -1, .item = &feel_type_any};
LIST(feel_type_list_of_any, feel_type_any);
LIST(feel_type_list_of_number, feel_type_number);
LIST(feel_type_list_of_context, feel_type_context);
LIST(feel_type_list_of_string, feel_type_string);
LIST(feel_type_list_of_date, feel_type_date);

const feel_type *feel_type_list_of(base_arena *arena, const feel_type *item)
{
    feel_type *list = base_arena_alloc(arena, sizeof *list);
    if (list)
        *list = (feel_type){.kind = FEEL_LIST, .detail = -1, .item = item};
    return list;
}

static bool same_entries(const feel_type *a, const feel_type *b)
{
    if (a->entries == b->entries && a->entry_count == b->entry_count)
        return true;
    if (a->entry_count != b->entry_count)
        return false;
    for (int32_t i = 0; i < a->entry_count; i++)
        if (!base_str_equal(a->entries[i].key, b->entries[i].key) ||
            a->entries[i].optional != b->entries[i].optional || !feel_type_equal(a->entries[i].type, b->entries[i].type))
            return false;
    return true;
}

/* Recursion is bounded by how deeply a type nests: by the depth of the expression that has it. */
bool feel_type_equal(const feel_type *a, const feel_type *b)
{
    while (a != b && a->kind == b->kind && a->item && b->item) {
        a = a->item;
        b = b->item;
    }
    if (a == b)
        return true;
    return a->kind == b->kind && a->detail == b->detail && !a->item && !b->item && same_entries(a, b);
}

bool feel_type_fits(const feel_type *from, const feel_type *to)
{
    for (;;) {
        if (from->kind == FEEL_ANY || from->kind == FEEL_NULL || to->kind == FEEL_ANY)
            return true;
        if (from->kind == FEEL_DATE_TIME && to->kind == FEEL_DATE && to->detail == FEEL_OR_TIME)
            return true;
        if (from->kind != to->kind)
            return false;
        if (!to->item)
            break;
        from = from->item;
        to = to->item;
    }
    if (to->kind == FEEL_RECORD)
        return from->detail == to->detail || from->detail < 0 || to->detail < 0;
    return true;
}

/* SPDX-License-Identifier: MIT */
/* The kinds and enumerations of a schema, by name: all that can be reached from the names it gives to every
 * expression. Found when a rule file first names one. */
#include "rules/reader.h"

enum { KINDS_MOST = 256, ENUMERATIONS_MOST = 256 };

struct rules_vocabulary {
    int32_t kinds[KINDS_MOST], enumerations[ENUMERATIONS_MOST];
    int32_t kind_count, enumeration_count;
};

static void add(int32_t *numbers, int32_t *count, int32_t most, int32_t number)
{
    for (int32_t i = 0; i < *count; i++)
        if (numbers[i] == number)
            return;
    if (*count < most && number >= 0)
        numbers[(*count)++] = number;
}

static void reach(rules_vocabulary *all, const feel_type *type)
{
    while (type->kind == FEEL_LIST)
        type = type->item;
    if (type->kind == FEEL_RECORD)
        add(all->kinds, &all->kind_count, KINDS_MOST, type->detail);
    else if (type->kind == FEEL_STRING)
        add(all->enumerations, &all->enumeration_count, ENUMERATIONS_MOST, type->detail);
}

static void reach_all(const feel_schema *schema, rules_vocabulary *all)
{
    feel_host_name host;
    feel_host_field field;
    base_str name;
    for (int32_t i = 0; (name = schema->name_at(schema->self, i)).length > 0; i++)
        if (schema->name(schema->self, name, &host))
            reach(all, host.type);
    for (int32_t k = 0; k < all->kind_count; k++)
        for (int32_t i = 0; (name = schema->field_at(schema->self, all->kinds[k], i)).length > 0; i++)
            if (schema->field(schema->self, all->kinds[k], name, &field))
                reach(all, field.type);
}

static bool find(const feel_schema *schema, base_str (*name_of)(const void *, int32_t), const int32_t *numbers,
                 int32_t count, base_nearest *nearest, int32_t *out)
{
    for (int32_t i = 0; i < count; i++) {
        base_str name = name_of(schema->self, numbers[i]);
        *out = numbers[i];
        if (base_str_equal(name, nearest->word))
            return true;
        base_nearest_consider(nearest, name);
    }
    return false;
}

static const rules_vocabulary *all_of(rules_reader *reader)
{
    if (!reader->vocabulary) {
        reader->vocabulary = base_arena_alloc(reader->work, sizeof *reader->vocabulary);
        if (reader->vocabulary)
            reach_all(reader->feel->schema, reader->vocabulary);
        else
            rules_no_memory(reader);
    }
    return reader->vocabulary;
}

bool rules_find_kind(rules_reader *reader, base_nearest *nearest, int32_t *kind)
{
    const feel_schema *schema = reader->feel->schema;
    const rules_vocabulary *all = all_of(reader);
    return all && find(schema, schema->kind_name, all->kinds, all->kind_count, nearest, kind);
}

bool rules_find_enumeration(rules_reader *reader, base_nearest *nearest, int32_t *enumeration)
{
    const feel_schema *schema = reader->feel->schema;
    const rules_vocabulary *all = all_of(reader);
    return all && find(schema, schema->enumeration_name, all->enumerations, all->enumeration_count, nearest, enumeration);
}

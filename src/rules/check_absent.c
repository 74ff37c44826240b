/* SPDX-License-Identifier: MIT */
/* What a rule set says about absent fields: once for each field, by an expression on the record's own fields. */
#include "rules/check.h"

#include <string.h>

/* A field, as the bytes of a key. */
typedef struct field_key { const void *field; uintptr_t kind; } field_key;

/* ---- once for each field ---- */

static base_str field_text(rules_reader *reader, const rules_draft_absent *one)
{
    const feel_schema *schema = reader->feel->schema;
    base_str kind = rules_join(reader, "", schema->kind_name(schema->self, one->absent->kind), ".");
    char *name = base_arena_copy(reader->work, one->name.at, one->name.length);
    char *before = base_arena_copy(reader->work, kind.at ? kind.at : "", kind.length);
    if (name && before)
        return rules_join(reader, before, (base_str){name, one->name.length}, "");
    rules_no_memory(reader);
    return (base_str){0};
}

static void tell_twice(rules_reader *reader, const rules_draft_absent *one, const rules_draft_absent *other)
{
    bool here = other->absent->file == one->absent->file;
    base_str where = here ? rules_join(reader, "on line ", rules_line_text(reader, other->absent->start), "")
                          : rules_join(reader, "in `", other->absent->file->source.name, "`");
    rules_tell(reader, RULES_TELL_ABSENT_TWICE, one->name_at, (base_str){0}, field_text(reader, one), where);
}

static bool is_first(rules_reader *reader, base_map *said, rules_draft_absent *one)
{
    field_key *key = base_arena_alloc(reader->work, sizeof *key);
    void *existing;
    if (!key)
        return rules_no_memory(reader);
    memset(key, 0, sizeof *key);
    key->field = one->absent->field;
    key->kind = (uintptr_t)one->absent->kind;
    if (!base_map_add(said, (base_str){(const char *)key, sizeof *key}, one, &existing))
        return rules_no_memory(reader);
    if (existing)
        tell_twice(reader, one, existing);
    return !existing;
}

/* ---- what an expression sees ---- */

static bool refuse(rules_draft *draft, feel_scope *scope, base_str word)
{
    feel_name *existing, *name = base_arena_alloc(draft->reader.work, sizeof *name);
    if (!name)
        return rules_no_memory(&draft->reader);
    *name = (feel_name){.name = word, .how = FEEL_AS_REFUSED,
                        .refusal = "an `absent` sees only the record's own fields, parameters and tables"};
    return feel_scope_add(scope, name, &existing) || rules_no_memory(&draft->reader);
}

static bool copy_name(rules_draft *draft, feel_scope *scope, const feel_name *name)
{
    feel_name *existing, *copy = base_arena_alloc(draft->reader.work, sizeof *copy);
    if (!copy)
        return rules_no_memory(&draft->reader);
    *copy = *name;
    return feel_scope_add(scope, copy, &existing) || rules_no_memory(&draft->reader);
}

/* The host's names and conditions would read other records, whose absent fields this may be about. */
static bool make_scope(rules_draft *draft, feel_scope *scope)
{
    const feel_schema *schema = draft->reader.feel->schema;
    base_str word;
    *scope = (feel_scope){0};
    base_map_init(&scope->names, draft->reader.work);
    for (const feel_name *name = draft->scope.last; name; name = name->next)
        if (name->how == FEEL_AS_CONDITION ? !refuse(draft, scope, name->name) : !copy_name(draft, scope, name))
            return false;
    for (int32_t i = 0; (word = schema->name_at(schema->self, i)).length > 0; i++)
        if (!refuse(draft, scope, word))
            return false;
    return true;
}

/* ---- the items of a file ---- */

/* False: told. */
static bool check_value(rules_draft *draft, const feel_scope *scope, rules_draft_absent *one)
{
    feel_compiler *feel = draft->reader.feel;
    rules_absent *absent = one->absent;
    if (absent->how != RULES_ABSENT_VALUE)
        return true;
    feel_type *record = base_arena_alloc(feel->arena, sizeof *record);
    if (!record)
        return rules_no_memory(&draft->reader);
    *record = (feel_type){.kind = FEEL_RECORD, .detail = absent->kind};
    feel_node *tree = feel_parse(feel, one->value.start, one->value.end);
    absent->value = tree ? feel_check_of_item(feel, tree, scope, record, 0, 1, one->field.type, "`absent`", &absent->slots)
                         : NULL;
    return absent->value;
}

/* False: told. */
static bool can_be_absent(rules_reader *reader, const rules_host *host, const rules_draft_absent *one)
{
    const char *never = host ? host->never_absent(one->absent->field) : NULL;
    if (never)
        rules_tell(reader, RULES_TELL_NEVER_ABSENT, one->name_at, (base_str){0}, one->name, base_str_of(never));
    return !never;
}

bool rules_check_absents(rules_draft *draft, const rules_host *host, base_map *said, rules_chain *made)
{
    rules_reader *reader = &draft->reader;
    feel_scope scope;
    if (draft->absents.count > 0 && !make_scope(draft, &scope))
        return false;
    for (const rules_link *link = draft->absents.first; link && !reader->feel->no_memory; link = link->next) {
        rules_draft_absent *one = link->item;
        if (can_be_absent(reader, host, one) && is_first(reader, said, one) && check_value(draft, &scope, one))
            rules_chain_add(reader, made, one, link->at);
    }
    return !reader->feel->no_memory;
}

/* ---- no circles ---- */

/* By name, whatever record it is read from: what kind that is may be known only when it is read. */
static void check_reads(rules_reader *reader, const base_map *names, const feel_node *node)
{
    if (node->op == FEEL_OP_FIELD && base_map_find(names, node->name))
        rules_tell(reader, RULES_TELL_ABSENT_READS, (rules_span){node->end - (uint32_t)node->name.length, node->end},
                   (base_str){0}, node->name, (base_str){0});
    for (uint16_t i = 0; i < node->kid_count; i++)
        check_reads(reader, names, node->kids[i]);
}

bool rules_check_absent_reads(rules_reader *reader, const rules_chain *absents)
{
    base_map names;
    void *existing;
    base_map_init(&names, reader->work);
    for (const rules_link *link = absents->first; link; link = link->next) {
        rules_draft_absent *one = link->item;
        if (one->absent->value && !base_map_add(&names, one->name, one, &existing))
            return rules_no_memory(reader);
    }
    for (const rules_link *link = absents->first; link; link = link->next) {
        const rules_absent *absent = ((const rules_draft_absent *)link->item)->absent;
        reader->feel->source = &absent->file->source;
        if (absent->value)
            check_reads(reader, &names, absent->value);
    }
    return true;
}

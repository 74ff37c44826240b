/* SPDX-License-Identifier: MIT */
/* What a name means: the innermost of the variables and items at hand, then what rules declare, then the host. */
#include "feel/checker.h"

/* ---- suggestions ---- */

base_str feel_nearest_field(feel_checker *checker, const feel_type *type, base_str name)
{
    const feel_schema *schema = checker->compiler->schema;
    base_nearest nearest;
    if (!base_diag_keeps(checker->compiler->diag))
        return (base_str){0};
    base_nearest_init(&nearest, name);
    for (int32_t i = 0; type->kind == FEEL_CONTEXT && i < type->entry_count; i++)
        base_nearest_consider(&nearest, type->entries[i].key);
    for (int32_t i = 0; type->kind == FEEL_RECORD && type->detail >= 0; i++) {
        base_str field = schema->field_at(schema->self, type->detail, i);
        if (!field.length)
            break;
        base_nearest_consider(&nearest, field);
    }
    return feel_did_you_mean(checker->compiler, &nearest);
}

/* Names that rules declare: all, or only conditions. */
static void consider_declared(feel_checker *checker, base_nearest *nearest, bool functions)
{
    for (const feel_scope *scope = checker->scope; scope; scope = scope->outer)
        for (const feel_name *name = scope->last; name; name = name->next)
            if (functions ? name->how == FEEL_AS_CONDITION && name->condition->parameter_count > 0
                          : name->how != FEEL_AS_REFUSED)
                base_nearest_consider(nearest, name->name);
}

/* Functions of other languages, and what they are here. */
static const struct { const char *written, *help; } habits[] = {
    {"exists", "write `documented(...)` for what is written, or `!= null`"},
    {"isnull", "write `= null`"},  {"length", "write `count(list)` or `string length(text)`"},
    {"len", "write `count(list)` or `string length(text)`"}, {"size", "write `count(list)`"},
    {"empty", "write `count(list) = 0`"}, {"isempty", "write `count(list) = 0`"},
};

base_str feel_nearest_function(feel_checker *checker, base_str name)
{
    base_nearest nearest;
    if (!base_diag_keeps(checker->compiler->diag))
        return (base_str){0};
    const char *keyword = feel_keyword_meant(name);
    if (keyword && keyword[0] == 'i' && keyword[1] == 'f')
        return BASE_STR("write `if ... then ... else ...`");
    if (keyword && (keyword[0] == 'a' || keyword[0] == 'o'))
        return feel_join3(checker->compiler, "write `a ", base_str_of(keyword), " b`");
    for (size_t i = 0; i < sizeof habits / sizeof *habits; i++)
        if (base_str_is(name, habits[i].written))
            return base_str_of(habits[i].help);
    base_nearest_init(&nearest, name);
    consider_declared(checker, &nearest, true);
    base_nearest_consider(&nearest, BASE_STR("documented"));
    base_nearest_consider(&nearest, BASE_STR(FEEL_AS_OF));
    for (int32_t i = 0; feel_builtin_at(i); i++)
        base_nearest_consider(&nearest, base_str_of(feel_builtin_at(i)->name));
    return feel_did_you_mean(checker->compiler, &nearest);
}

static void consider_item(feel_checker *checker, base_nearest *nearest, const feel_type *type)
{
    const feel_schema *schema = checker->compiler->schema;
    base_nearest_consider(nearest, BASE_STR("item"));
    for (int32_t i = 0; type->kind == FEEL_CONTEXT && i < type->entry_count; i++)
        base_nearest_consider(nearest, type->entries[i].key);
    for (int32_t i = 0; type->kind == FEEL_RECORD && type->detail >= 0; i++) {
        base_str field = schema->field_at(schema->self, type->detail, i);
        if (!field.length)
            return;
        base_nearest_consider(nearest, field);
    }
}

/* A bare word of the enumeration that it is compared with. */
static bool is_word(feel_checker *checker, base_str name)
{
    const feel_schema *schema = checker->compiler->schema;
    const feel_type *type = checker->compared;
    base_str word;
    while (type && type->item)
        type = type->item;
    return type && type->kind == FEEL_STRING && type->detail >= 0 && schema->word(schema->self, type->detail, name, &word);
}

enum { LISTED_MOST = 8 };

/* What a rule goes through and its values, where nothing is near: in an override they stand in another file. */
static base_str list_variables(feel_checker *checker)
{
    feel_compiler *compiler = checker->compiler;
    base_buffer text;
    base_str help = {0};
    int count = 0;
    if (!compiler->lists_variables)
        return help;
    base_buffer_init(&text, compiler->arena->context);
    for (const feel_scope *scope = checker->scope; scope; scope = scope->outer)
        for (const feel_name *name = scope->last; name && count < LISTED_MOST; name = name->next)
            if (name->how == FEEL_AS_SLOT)
                base_putf(&text, "%s`%.*s`", count++ == 0 ? "the variables of the rule are " : ", ", FEEL_QUOTE(name->name));
    compiler->no_memory |= text.failed;
    if (!text.failed && count > 0)
        help = feel_join3(compiler, "", (base_str){text.data, text.length}, "");
    base_buffer_finish(&text);
    return help;
}

static base_str nearest_name(feel_checker *checker, base_str name)
{
    const feel_schema *schema = checker->compiler->schema;
    base_nearest nearest;
    if (!base_diag_keeps(checker->compiler->diag))
        return (base_str){0};
    if (feel_builtin_find(name) || base_str_is(name, "documented"))
        return feel_join3(checker->compiler, "a function is called with parentheses: `", name, "(...)`");
    if (is_word(checker, name))
        return feel_join3(checker->compiler, "texts stand in double quotes: `\"", name, "\"`");
    if (feel_keyword_meant(name))
        return feel_join3(checker->compiler, "keywords are lower case: `", base_str_of(feel_keyword_meant(name)), "`");
    if (base_str_is(name, "none") || base_str_is(name, "nil"))
        return BASE_STR("nothing is written `null`");
    base_nearest_init(&nearest, name);
    for (const feel_local *local = checker->locals; local; local = local->outer) {
        if (local->item)
            consider_item(checker, &nearest, local->type);
        else
            base_nearest_consider(&nearest, local->name);
    }
    consider_declared(checker, &nearest, false);
    for (int32_t i = 0; schema->name_at(schema->self, i).length; i++)
        base_nearest_consider(&nearest, schema->name_at(schema->self, i));
    base_str near = feel_did_you_mean(checker->compiler, &nearest);
    return near.length ? near : list_variables(checker);
}

/* ---- variables and items ---- */

static bool has_entry(const feel_type *type, base_str name)
{
    for (int32_t i = 0; i < type->entry_count; i++)
        if (base_str_equal(type->entries[i].key, name))
            return true;
    return false;
}

static bool has_field(feel_checker *checker, const feel_type *type, base_str name)
{
    const feel_schema *schema = checker->compiler->schema;
    feel_host_field field;
    if (type->kind == FEEL_CONTEXT)
        return has_entry(type, name);
    return type->kind == FEEL_RECORD && type->detail >= 0 && schema->field(schema->self, type->detail, name, &field);
}

static void become_slot(feel_checker *checker, feel_node *node, feel_local *local)
{
    local->used = true;
    node->index = local->slot;
    feel_become(checker, node, FEEL_OP_SLOT, local->type);
}

/* node becomes the field node->name of the item. */
static void become_field(feel_checker *checker, feel_node *node, feel_local *local)
{
    feel_node *item = feel_make_node(checker, FEEL_OP_SLOT, node, local->type, 0);
    if (!item)
        return;
    item->name = BASE_STR("item");
    become_slot(checker, item, local);
    feel_read_field(checker, node, item);
}

/* An item of which it is not known what fields it has. */
static bool is_unknown_item(const feel_local *local)
{
    return local->item && (local->type->kind == FEEL_ANY || (local->type->kind == FEEL_RECORD && local->type->detail < 0) ||
                           (local->type->kind == FEEL_CONTEXT && !local->type->entries));
}

/* The innermost of them: a name that nothing else has may be a field of it. */
static feel_local *unknown_item(feel_checker *checker)
{
    feel_local *local = checker->locals;
    while (local && !is_unknown_item(local))
        local = local->outer;
    return local;
}

static bool is_named(const feel_local *local, base_str name)
{
    return base_str_equal(name, local->item ? BASE_STR("item") : local->name);
}

static bool resolve(feel_checker *checker, feel_node *node);

/* Where it is not known which fields an item has, its own field comes before what else bears the name: node reads it where there is
 * one, and `other` where there is none. False: nothing else bears the name. */
static bool become_own(feel_checker *checker, feel_node *node, feel_local *local)
{
    feel_local *locals = checker->locals;
    feel_node *item = feel_make_node(checker, FEEL_OP_SLOT, node, local->type, 0);
    feel_node *other = feel_make_node(checker, FEEL_OP_NAME, node, &feel_type_open, 0);
    if (!item || !other)
        return true;
    item->name = BASE_STR("item");
    other->name = node->name;
    checker->locals = local->outer;
    bool found = is_named(local, node->name) || resolve(checker, other);
    checker->locals = locals;
    if (!found)
        return false;
    become_slot(checker, item, local);
    if (is_named(local, node->name))
        become_slot(checker, other, local);
    if (feel_give_kids(checker, node, item, other))
        feel_become(checker, node, FEEL_OP_OWN, &feel_type_any);
    return true;
}

/* Whether some items have the field and others not. */
static bool is_optional(const feel_type *type, base_str name)
{
    for (int32_t i = 0; type->kind == FEEL_CONTEXT && i < type->entry_count; i++)
        if (base_str_equal(type->entries[i].key, name))
            return type->entries[i].optional;
    return false;
}

/* Recursion goes out along the locals, whose number the nesting bounds. */
static bool resolve_local(feel_checker *checker, feel_node *node)
{
    for (feel_local *local = checker->locals; local; local = local->outer) {
        if (local->item && has_field(checker, local->type, node->name)) {
            if (is_optional(local->type, node->name) && become_own(checker, node, local))
                return true;
            become_field(checker, node, local);
            return true;
        }
        if (checker->compiler->standard && is_unknown_item(local) && become_own(checker, node, local))
            return true;
        if (is_named(local, node->name)) {
            become_slot(checker, node, local);
            return true;
        }
    }
    return false;
}

/* ---- names of the rules and of the host ---- */

const feel_name *feel_find_declared(feel_checker *checker, base_str name)
{
    for (const feel_scope *scope = checker->scope; scope; scope = scope->outer) {
        feel_name *found = base_map_find(&scope->names, name);
        if (!found)
            continue;
        found->used = true;
        return found;
    }
    return NULL;
}

static void become_declared(feel_checker *checker, feel_node *node, const feel_name *found)
{
    switch (found->how) {
    case FEEL_AS_SLOT:
    case FEEL_AS_GLOBAL:
        node->index = found->index;
        feel_become(checker, node, found->how == FEEL_AS_SLOT ? FEEL_OP_SLOT : FEEL_OP_GLOBAL, found->type);
        return;
    case FEEL_AS_REFUSED:
        feel_check_tell(checker, FEEL_DIAG_REFUSED_NAME, node, (base_str){0}, FEEL_QUOTE(node->name), found->refusal);
        return;
    case FEEL_AS_CONDITION:
        if (found->condition->parameter_count == 0)
            feel_call_condition(checker, node, found->condition, checker->next_slot);
        else
            feel_check_tell(checker, FEEL_DIAG_NEEDS_ARGUMENTS, node, (base_str){0}, FEEL_QUOTE(node->name));
    }
}

static bool resolve_host(feel_checker *checker, feel_node *node)
{
    const feel_schema *schema = checker->compiler->schema;
    feel_host_name name;
    if (!schema->name(schema->self, node->name, &name))
        return false;
    node->index = name.id;
    feel_become(checker, node, FEEL_OP_HOST, name.type);
    return true;
}

/* False: nothing has the name. */
static bool resolve(feel_checker *checker, feel_node *node)
{
    if (resolve_local(checker, node))
        return true;
    const feel_name *declared = feel_find_declared(checker, node->name);
    if (declared)
        become_declared(checker, node, declared);
    return declared || resolve_host(checker, node);
}

void feel_check_name(feel_checker *checker, feel_node *node)
{
    if (resolve(checker, node))
        return;
    feel_local *item = unknown_item(checker);
    if (item)
        become_field(checker, node, item);
    else if (base_str_is(node->name, FEEL_TESTED))
        feel_check_tell(checker, FEEL_DIAG_TESTED, node, (base_str){0}, "");
    else
        feel_check_nothing(checker, FEEL_DIAG_UNKNOWN_NAME, node, nearest_name(checker, node->name), FEEL_QUOTE(node->name));
}

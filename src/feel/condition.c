/* SPDX-License-Identifier: MIT */
/* Conditions with arguments: the body of one is checked once for each combination of types with which it is called. */
#include "feel/checker.h"

bool feel_scope_add(feel_scope *scope, feel_name *name, feel_name **existing)
{
    void *before;
    if (!base_map_add(&scope->names, name->name, name, &before))
        return false;
    *existing = before;
    if (!before) {
        name->next = scope->last;
        scope->last = name;
    }
    return true;
}

/* The instance for these types and this setting; one with errors stands for all, so that they are told once. *count: those for other types
 * in this setting. */
static feel_instance *find(const feel_condition *condition, const feel_type *const *types, base_str setting, int *count)
{
    *count = 0;
    for (feel_instance *instance = condition->instances; instance; instance = instance->next) {
        int32_t same = 0;
        while (same < condition->parameter_count && feel_type_equal(instance->types[same], types[same]))
            same++;
        bool fits = !instance->by_setting || base_str_equal(instance->setting, setting);
        if ((same == condition->parameter_count && fits) || (!instance->body && !condition->running))
            return instance;
        *count += fits;
    }
    return NULL;
}

static feel_instance *add(feel_checker *checker, feel_condition *condition, const feel_type **types)
{
    feel_instance *instance = base_arena_alloc(checker->compiler->arena, sizeof *instance);
    if (feel_lacks_memory(checker, instance))
        return NULL;
    *instance = (feel_instance){.condition = condition, .types = types, .slot_count = condition->parameter_count,
                                .setting = checker->compiler->setting,
                                .number = (uint32_t)checker->compiler->instances, .next = condition->instances};
    condition->instances = instance;
    checker->compiler->instances++;
    checker->compiler->instance_bytes += condition->body_end - condition->body_start;
    return instance;
}

/* The parameters as variables in the first slots of the frame. */
static bool add_parameters(feel_checker *checker, const feel_condition *condition, const feel_type **types)
{
    if (condition->parameter_count == 0)
        return true;
    feel_local *locals = base_arena_array(checker->compiler->arena, (size_t)condition->parameter_count, sizeof *locals);
    if (feel_lacks_memory(checker, locals))
        return false;
    for (int32_t i = 0; i < condition->parameter_count; i++) {
        locals[i] = (feel_local){.name = condition->parameters[i], .slot = i, .type = types[i], .outer = checker->locals};
        checker->locals = &locals[i];
    }
    return true;
}

enum { WEIGHT_MOST = 1 << 30 };

/* Recursion is as deep as the expression. */
static uint32_t weight_of(const feel_node *node)
{
    const feel_instance *called = node->op == FEEL_OP_CALL ? node->handle : NULL;
    uint32_t weight = 1 + (called ? called->weight : 0);
    for (int i = 0; i < node->kid_count && weight < WEIGHT_MOST; i++)
        weight += weight_of(node->kids[i]);
    return weight < WEIGHT_MOST ? weight : WEIGHT_MOST;
}

static feel_node *read_body(feel_compiler *compiler, feel_instance *instance)
{
    const feel_condition *condition = instance->condition;
    return condition->read ? condition->read(compiler, instance) : feel_parse(compiler, condition->body_start, condition->body_end);
}

/* Reads and checks the body. It stays NULL where there are errors. */
static void check_body(feel_compiler *compiler, feel_instance *instance)
{
    feel_condition *condition = instance->condition;
    const feel_source *source = compiler->source;
    feel_checker checker = {.compiler = compiler, .scope = condition->scope, .next_slot = condition->parameter_count,
                            .most_slots = condition->parameter_count, .condition = condition, .instance = instance,
                            .arguments = instance->types};
    compiler->source = condition->source;
    condition->running = true;
    feel_node *body = add_parameters(&checker, condition, instance->types)
                          ? read_body(compiler, instance) : NULL;
    if (body) {
        feel_check_node(&checker, body);
        instance->frames = (uint32_t)checker.most_slots;
        instance->slot_count = (int32_t)checker.most_slots;
        if (!checker.failed && !compiler->no_memory) {
            instance->body = body;
            instance->weight = weight_of(body);
        }
    }
    condition->running = false;
    compiler->source = source;
}

static bool too_many(const feel_compiler *compiler, const feel_condition *condition, int count)
{
    return count >= FEEL_INSTANCES_EACH || compiler->instances >= FEEL_INSTANCES_MOST ||
           compiler->instance_bytes + (condition->body_end - condition->body_start) > FEEL_INSTANCE_BYTES_MOST;
}

const feel_instance *feel_instance_for(feel_checker *checker, feel_condition *condition, feel_node *call)
{
    const feel_type **types = base_arena_array(checker->compiler->arena, (size_t)condition->parameter_count, sizeof *types);
    int count;
    if (feel_lacks_memory(checker, types))
        return NULL;
    for (int32_t i = 0; i < condition->parameter_count; i++)
        types[i] = call->kids[i]->type;
    if (condition->running) {
        feel_check_tell(checker, FEEL_DIAG_RECURSION, call, (base_str){0}, FEEL_QUOTE(condition->name));
        return NULL;
    }
    feel_instance *instance = find(condition, types, checker->compiler->setting, &count);
    if (instance)
        return instance;
    if (too_many(checker->compiler, condition, count)) {
        feel_check_tell(checker, FEEL_DIAG_TOO_MANY_CALLS, call, (base_str){0}, FEEL_QUOTE(condition->name));
        return NULL;
    }
    instance = add(checker, condition, types);
    if (instance)
        check_body(checker->compiler, instance);
    return instance;
}

void feel_check_uncalled(feel_compiler *compiler, feel_condition *condition)
{
    const feel_type **types = base_arena_array(compiler->arena, (size_t)condition->parameter_count, sizeof *types);
    feel_checker checker = {.compiler = compiler, .scope = condition->scope};
    if (feel_lacks_memory(&checker, types))
        return;
    for (int32_t i = 0; i < condition->parameter_count; i++)
        types[i] = &feel_type_open;
    feel_instance *instance = add(&checker, condition, types);
    if (instance)
        check_body(compiler, instance);
}

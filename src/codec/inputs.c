/* SPDX-License-Identifier: MIT */
/* The inputs of an expression: an object whose keys are names. */
#include "base/map.h"
#include "codec/expression.h"
#include "codec/value.h"
#include "feel/compile.h"

/* ---- names that are not plain ---- */

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0x80;
}

/* Whether an expression could spell it: it begins with a letter, and its white space is single spaces within. */
static bool can_be_spelt(base_str name)
{
    if (name.length == 0 || !is_letter(name.at[0]) || name.at[name.length - 1] == ' ')
        return false;
    for (size_t i = 0; i < name.length; i++) {
        unsigned char c = (unsigned char)name.at[i];
        if (c < ' ' || c == 0x7F || (c == ' ' && name.at[i + 1] == ' '))
            return false;
    }
    return true;
}

/* Names are collected on a map, and put in a row once they are counted. */
typedef struct collector {
    cw_inputs *inputs;
    base_map seen;
    struct found { base_str name; struct found *next; } *first, **last;
    bool no_memory;
} collector;

static void collect_name(collector *c, base_str name)
{
    void *existing = NULL;
    if (feel_name_valid(name) || !can_be_spelt(name) || base_map_find(&c->seen, name))
        return;
    struct found *made = base_arena_alloc(&c->inputs->arena, sizeof *made);
    if (!made || !base_map_add(&c->seen, name, made, &existing)) {
        c->no_memory = true;
        return;
    }
    made->name = name;
    *c->last = made;
    c->last = &made->next;
    c->inputs->odd_count++;
}

static void collect(collector *c, const feel_value *value);

static void collect_context(collector *c, const feel_context *context)
{
    for (uint32_t i = 0; i < context->count && !c->no_memory; i++) {
        collect_name(c, context->entries[i].key);
        collect(c, &context->entries[i].value);
    }
}

/* Recursion is bounded by CODEC_VALUE_DEPTH_MOST. */
static void collect(collector *c, const feel_value *value)
{
    if (value->kind == FEEL_CONTEXT)
        collect_context(c, value->as.context);
    if (value->kind == FEEL_LIST)
        for (uint32_t i = 0; i < value->as.list->count && !c->no_memory; i++)
            collect(c, &value->as.list->items[i]);
}

static bool collect_odd_names(cw_inputs *inputs)
{
    collector c = {.inputs = inputs, .last = &c.first};
    base_map_init(&c.seen, &inputs->arena);
    collect_context(&c, &inputs->values);
    inputs->odd = base_arena_array(&inputs->arena, (size_t)inputs->odd_count, sizeof *inputs->odd);
    if (c.no_memory || !inputs->odd)
        return false;
    int32_t at = 0;
    for (const struct found *found = c.first; found; found = found->next)
        inputs->odd[at++] = found->name;
    return true;
}

/* ---- reading ---- */

static cw_inputs *make(cw_context *context)
{
    cw_inputs *made = base_allocate(context, sizeof *made);
    if (!made)
        return NULL;
    *made = (cw_inputs){.references = 1, .context = base_context_use(context)};
    base_arena_init(&made->arena, made->context);
    return made;
}

cw_status codec_inputs_of(cw_context *context, const json_tree *tree, int32_t object, cw_diag *diag, cw_inputs **out)
{
    cw_inputs *made = make(context);
    if (!made)
        return CW_ERR_NOMEM;
    cw_status status = codec_read_values(tree, object, &made->arena, diag, &made->values);
    if (status == CW_OK && !collect_odd_names(made))
        status = CW_ERR_NOMEM;
    if (status == CW_OK)
        *out = made;
    else
        codec_inputs_drop(made);
    return status;
}

cw_status codec_read_inputs(cw_context *context, base_str source, base_str text, cw_diag *diag, cw_inputs **out)
{
    json_tree tree;
    base_arena arena;
    const cw_context *used = base_context_use(context);
    base_arena_init(&arena, used);
    cw_status status = json_read(&arena, source, 1, text, diag, &tree);
    if (status == CW_OK)
        status = codec_inputs_of(context, &tree, 0, diag, out);
    base_arena_finish(&arena);
    base_context_drop(used);
    return status;
}

cw_inputs *codec_inputs_take(cw_inputs *self)
{
    if (self)
        base_reference_take(&self->references);
    return self;
}

void codec_inputs_drop(cw_inputs *self)
{
    if (!self || !base_reference_drop(&self->references))
        return;
    const cw_context *context = self->context;
    base_arena_finish(&self->arena);
    base_release(context, self, sizeof *self);
    base_context_drop(context);
}

int32_t codec_inputs_find(const cw_inputs *self, base_str name)
{
    uint32_t low = 0, high = self->values.count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        int order = base_str_compare(self->values.entries[middle].key, name);
        if (order == 0)
            return (int32_t)middle;
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return -1;
}

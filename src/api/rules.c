/* SPDX-License-Identifier: MIT */
#include <casework/rules.h>

#include <string.h>

#include "eval/eval.h"
#include "packs/packs.h"

typedef struct input {
    char *name, *text;                 /* copies, each with a NUL */
    size_t name_length, text_length;
    const packs_pack *pack;            /* NULL: a file of the caller's */
} input;

struct cw_rules_builder {
    const cw_context *context;
    input *inputs;
    int64_t count, capacity;
};

cw_status cw_rules_builder_new(cw_context *context, cw_rules_builder **out)
{
    if (!out)
        return CW_ERR_ARGUMENT;
    *out = NULL;
    cw_rules_builder *made = base_allocate(context, sizeof *made);
    if (!made)
        return CW_ERR_NOMEM;
    *made = (cw_rules_builder){.context = base_context_use(context)};
    *out = made;
    return CW_OK;
}

static void release_input(const cw_context *context, const input *one)
{
    base_release(context, one->name, one->name_length + 1);
    base_release(context, one->text, one->text_length + 1);
}

void cw_rules_builder_release(cw_rules_builder *self)
{
    if (!self)
        return;
    const cw_context *context = self->context;
    for (int64_t i = 0; i < self->count; i++)
        release_input(context, &self->inputs[i]);
    base_release(context, self->inputs, (size_t)self->capacity * sizeof *self->inputs);
    base_release(context, self, sizeof *self);
    base_context_drop(context);
}

static char *copy(const cw_context *context, const char *text, size_t length)
{
    char *made = base_allocate(context, length + 1);
    if (made && length > 0)
        memcpy(made, text, length);
    if (made)
        made[length] = '\0';
    return made;
}

static cw_status add(cw_rules_builder *self, const char *name, const char *text, size_t length, const packs_pack *pack)
{
    input made = {.name_length = strlen(name), .text_length = length, .pack = pack};
    void *inputs = self->inputs;
    bool room = base_grow(self->context, &inputs, &self->capacity, self->count + 1, sizeof made);
    self->inputs = inputs;
    if (!room)
        return CW_ERR_NOMEM;
    made.name = copy(self->context, name, made.name_length);
    made.text = copy(self->context, text, length);
    if (!made.name || !made.text) {
        release_input(self->context, &made);
        return CW_ERR_NOMEM;
    }
    self->inputs[self->count++] = made;
    return CW_OK;
}

cw_status cw_rules_builder_add(cw_rules_builder *self, const char *name, const char *text, int64_t length)
{
    if (!self || !name || length < 0 || (!text && length > 0))
        return CW_ERR_ARGUMENT;
    if (length > base_limit(self->context, CW_LIMIT_DOCUMENT_BYTES))
        return CW_ERR_LIMIT;
    return add(self, name, text, (size_t)length, NULL);
}

cw_status cw_rules_builder_add_pack(cw_rules_builder *self, const char *name)
{
    if (!self || !name)
        return CW_ERR_ARGUMENT;
    const packs_pack *pack = packs_find(base_str_of(name));
    if (!pack)
        return CW_ERR_NOT_FOUND;
    for (int64_t i = 0; i < self->count; i++)
        if (self->inputs[i].pack == pack)
            return CW_OK;
    return add(self, pack->file, (const char *)pack->text, pack->length, pack);
}

static cw_status compile(const cw_rules_builder *self, cw_diag *diag, cw_rules **out)
{
    size_t size = (size_t)self->count * sizeof(rules_input);
    rules_input *inputs = base_allocate(self->context, size);
    if (!inputs)
        return CW_ERR_NOMEM;
    for (int64_t i = 0; i < self->count; i++)
        inputs[i] = (rules_input){{self->inputs[i].name, self->inputs[i].name_length},
                                  {self->inputs[i].text, self->inputs[i].text_length}};
    cw_status status = rules_compile(self->context, &eval_schema, inputs, (int32_t)self->count, diag, out);
    base_release(self->context, inputs, size);
    return status;
}

cw_status cw_rules_builder_compile(const cw_rules_builder *self, cw_rules **out, cw_diag *diag)
{
    if (out)
        *out = NULL;
    if (!self || !out || self->count == 0 || self->count > INT32_MAX)
        return CW_ERR_ARGUMENT;
    if (diag) {
        base_diag_begin(diag);
        return compile(self, diag, out);
    }
    cw_diag *own;
    cw_status status = base_diag_new((cw_context *)self->context, &own);
    if (status != CW_OK)
        return status;
    status = compile(self, own, out);
    base_diag_drop(own);
    return status;
}

cw_rules *cw_rules_ref(cw_rules *self)
{
    if (self)
        base_reference_take(&self->references);
    return self;
}

void cw_rules_unref(cw_rules *self)
{
    if (self && base_reference_drop(&self->references))
        rules_release(self);
}

int64_t cw_rules_count(const cw_rules *self)
{
    return self ? self->rule_count : 0;
}

const char *cw_rules_name_at(const cw_rules *self, int64_t index)
{
    return self && index >= 0 && index < self->rule_count ? self->rules[index]->full_name : NULL;
}

int64_t cw_rules_find(const cw_rules *self, const char *name)
{
    const rules_rule *found = self && name ? rules_find(self, base_str_of(name)) : NULL;
    for (int64_t i = 0; found && i < self->rule_count; i++)
        if (self->rules[i] == found)
            return i;
    return -1;
}

int64_t cw_pack_count(void)
{
    return packs_count();
}

const char *cw_pack_name_at(int64_t index)
{
    return index >= 0 && index < packs_count() ? packs_at((int32_t)index)->name : NULL;
}

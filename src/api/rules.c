/* SPDX-License-Identifier: MIT */
#include <casework/rules.h>

#include <string.h>

#include "codec/digest.h"
#include "eval/eval.h"
#include "packs/packs.h"

typedef struct input {
    char *name, *text;                 /* copies, each with a NUL */
    size_t name_length, text_length;
    const packs_pack *pack;            /* NULL: a file of the caller's */
} input;

/* Two texts, each with a NUL. */
typedef struct pair { char *name, *text; } pair;
typedef struct pairs { pair *items; int64_t count, capacity; } pairs;

struct cw_rules_builder {
    const cw_context *context;
    input *inputs;
    int64_t count, capacity;
    pairs unresolved;                  /* includes of the last compilation that led nowhere, each with the file that includes it */
    pairs settings;                    /* parameters and their values */
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

static void release_text(const cw_context *context, char *text)
{
    base_release(context, text, text ? strlen(text) + 1 : 0);
}

static void release_pair(const cw_context *context, const pair *one)
{
    release_text(context, one->name);
    release_text(context, one->text);
}

static void empty_pairs(const cw_context *context, pairs *all)
{
    for (int64_t i = 0; i < all->count; i++)
        release_pair(context, &all->items[i]);
    all->count = 0;
}

static void release_pairs(const cw_context *context, pairs *all)
{
    empty_pairs(context, all);
    base_release(context, all->items, (size_t)all->capacity * sizeof *all->items);
}

void cw_rules_builder_release(cw_rules_builder *self)
{
    if (!self)
        return;
    const cw_context *context = self->context;
    release_pairs(context, &self->unresolved);
    release_pairs(context, &self->settings);
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

/* ---- what is included ---- */

static bool find_pack(void *user, base_str set, rules_input *out)
{
    const packs_pack *pack = packs_find(set);
    (void)user;
    if (pack)
        *out = (rules_input){base_str_of(pack->file), {(const char *)pack->text, pack->length}};
    return pack != NULL;
}

static base_str pack_name_at(void *user, int32_t index)
{
    (void)user;
    return index < packs_count() ? base_str_of(packs_at(index)->name) : (base_str){0};
}

static pair *find_pair(const pairs *all, base_str name)
{
    for (int64_t i = 0; i < all->count; i++)
        if (base_str_is(name, all->items[i].name))
            return &all->items[i];
    return NULL;
}

static bool add_pair(const cw_context *context, pairs *all, base_str name, base_str text)
{
    pair made = {0};
    void *items = all->items;
    bool room = base_grow(context, &items, &all->capacity, all->count + 1, sizeof made);
    all->items = items;
    if (!room)
        return false;
    made.name = copy(context, name.at, name.length);
    made.text = copy(context, text.at, text.length);
    if (!made.name || !made.text) {
        release_pair(context, &made);
        return false;
    }
    all->items[all->count++] = made;
    return true;
}

/* Each once, however many files include it; as many as there may be includes. */
static bool list_unresolved(void *user, base_str set, base_str file)
{
    cw_rules_builder *self = user;
    return find_pair(&self->unresolved, set) || add_pair(self->context, &self->unresolved, set, file);
}

/* ---- parameters ---- */

static void remove_pair(const cw_context *context, pairs *all, pair *one)
{
    release_pair(context, one);
    memmove(one, one + 1, (size_t)(all->items + all->count - (one + 1)) * sizeof *one);
    all->count--;
}

cw_status cw_rules_builder_set_parameter(cw_rules_builder *self, const char *name, const char *value)
{
    if (!self || !name)
        return CW_ERR_ARGUMENT;
    if (value && strlen(value) > (uint64_t)base_limit(self->context, CW_LIMIT_STRING_BYTES))
        return CW_ERR_LIMIT;
    pair *before = find_pair(&self->settings, base_str_of(name));
    int64_t index = before ? before - self->settings.items : -1;
    if (value && !add_pair(self->context, &self->settings, base_str_of(name), base_str_of(value)))
        return CW_ERR_NOMEM;
    if (before)
        remove_pair(self->context, &self->settings, &self->settings.items[index]);
    return CW_OK;
}

static cw_status compile_inputs(cw_rules_builder *self, rules_input *inputs, rules_setting *settings, cw_diag *diag, cw_rules **out)
{
    const rules_library library = {self, find_pack, pack_name_at, list_unresolved};
    const rules_request request = {inputs, (int32_t)self->count, &library, settings, (int32_t)self->settings.count, &eval_rules_host};
    for (int64_t i = 0; i < self->count; i++)
        inputs[i] = (rules_input){{self->inputs[i].name, self->inputs[i].name_length},
                                  {self->inputs[i].text, self->inputs[i].text_length}};
    for (int64_t i = 0; i < self->settings.count; i++)
        settings[i] = (rules_setting){base_str_of(self->settings.items[i].name), base_str_of(self->settings.items[i].text)};
    return rules_compile_request(self->context, &eval_schema, &request, diag, out);
}

static cw_status compile(cw_rules_builder *self, cw_diag *diag, cw_rules **out)
{
    size_t size = (size_t)self->count * sizeof(rules_input), more = (size_t)self->settings.count * sizeof(rules_setting);
    rules_input *inputs = base_allocate(self->context, size);
    rules_setting *settings = more ? base_allocate(self->context, more) : NULL;
    cw_status status = CW_ERR_NOMEM;
    empty_pairs(self->context, &self->unresolved);
    if (inputs && (settings || !more))
        status = compile_inputs(self, inputs, settings, diag, out);
    base_release(self->context, inputs, size);
    base_release(self->context, settings, more);
    if (status == CW_OK && codec_hash_parameters(*out) != CW_OK) {
        rules_release(*out);
        *out = NULL;
        status = CW_ERR_NOMEM;
    }
    return status;
}

cw_status cw_rules_builder_compile(cw_rules_builder *self, cw_rules **out, cw_diag *diag)
{
    if (out)
        *out = NULL;
    if (!self || !out || self->count > INT32_MAX)
        return CW_ERR_ARGUMENT;
    if (self->count == 0)
        return CW_ERR_STATE;
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

int64_t cw_rules_builder_unresolved_count(const cw_rules_builder *self)
{
    return self ? self->unresolved.count : 0;
}

static const pair *unresolved_at(const cw_rules_builder *self, int64_t index)
{
    return self && index >= 0 && index < self->unresolved.count ? &self->unresolved.items[index] : NULL;
}

const char *cw_rules_builder_unresolved_at(const cw_rules_builder *self, int64_t index)
{
    const pair *one = unresolved_at(self, index);
    return one ? one->name : NULL;
}

const char *cw_rules_builder_unresolved_source(const cw_rules_builder *self, int64_t index)
{
    const pair *one = unresolved_at(self, index);
    return one ? one->text : NULL;
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

static const rules_rule *rule_at(const cw_rules *self, int64_t index)
{
    return self && index >= 0 && index < self->rule_count ? self->rules[index] : NULL;
}

const char *cw_rules_instrument_at(const cw_rules *self, int64_t index)
{
    const rules_rule *rule = rule_at(self, index);
    return rule && rule->instrument.length > 0 ? rule->instrument.at : NULL;
}

const char *cw_rules_target_at(const cw_rules *self, int64_t index)
{
    const rules_rule *rule = rule_at(self, index);
    return rule && rule->target.length > 0 ? rule->target.at : NULL;
}

int64_t cw_rules_find(const cw_rules *self, const char *name)
{
    const rules_rule *found = self && name ? rules_find(self, base_str_of(name)) : NULL;
    for (int64_t i = 0; found && i < self->rule_count; i++)
        if (self->rules[i] == found)
            return i;
    return -1;
}

static const rules_file *file_at(const cw_rules *self, int64_t index)
{
    return self && index >= 0 && index < self->file_count ? self->files[index] : NULL;
}

int64_t cw_rules_file_count(const cw_rules *self)
{
    return self ? self->file_count : 0;
}

const char *cw_rules_file_set_at(const cw_rules *self, int64_t index)
{
    const rules_file *file = file_at(self, index);
    return file ? file->set.at : NULL;
}

const char *cw_rules_file_version_at(const cw_rules *self, int64_t index)
{
    const rules_file *file = file_at(self, index);
    return file && file->version.length > 0 ? file->version.at : NULL;
}

static const rules_field *custom_at(const cw_rules *self, int64_t index)
{
    return self && index >= 0 && index < self->field_count ? self->fields[index] : NULL;
}

int64_t cw_rules_custom_count(const cw_rules *self)
{
    return self ? self->field_count : 0;
}

int32_t cw_rules_custom_kind_at(const cw_rules *self, int64_t index)
{
    const rules_field *field = custom_at(self, index);
    return field ? model_kind_at(field->kind)->number : 0;
}

const char *cw_rules_custom_name_at(const cw_rules *self, int64_t index)
{
    const rules_field *field = custom_at(self, index);
    return field ? field->name.at : NULL;
}

const char *cw_rules_custom_type_at(const cw_rules *self, int64_t index)
{
    const rules_field *field = custom_at(self, index);
    return field ? field->written.at : NULL;
}

int32_t cw_rules_custom_dated_at(const cw_rules *self, int64_t index)
{
    const rules_field *field = custom_at(self, index);
    return field && field->dated;
}

int64_t cw_pack_count(void)
{
    return packs_count();
}

const char *cw_pack_name_at(int64_t index)
{
    return index >= 0 && index < packs_count() ? packs_at((int32_t)index)->name : NULL;
}

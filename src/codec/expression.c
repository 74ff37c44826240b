/* SPDX-License-Identifier: MIT */
/* Expressions compiled and evaluated on inputs. Names are host names: their types are not known before the run, since other
 * inputs may come with each. */
#include "codec/expression.h"

#include <inttypes.h>
#include <stdio.h>

#include "codec/diagnostics.h"
#include "feel/compile.h"
#include "feel/temporal.h"

/* ---- what there is ---- */

static bool find_name(const void *self, base_str name, feel_host_name *out)
{
    int32_t index = self ? codec_inputs_find(self, name) : -1;
    *out = (feel_host_name){.id = index, .type = &feel_type_any};
    return index >= 0;
}

static base_str name_at(const void *self, int32_t index)
{
    const cw_inputs *inputs = self;
    bool there = inputs && index >= 0 && (uint32_t)index < inputs->values.count;
    return there ? inputs->values.entries[index].key : (base_str){0};
}

static base_str odd_name_at(const void *self, int32_t index)
{
    const cw_inputs *inputs = self;
    return inputs && index >= 0 && index < inputs->odd_count ? inputs->odd[index] : (base_str){0};
}

/* There are neither records nor enumerations. */
static bool no_field(const void *self, int32_t kind, base_str name, feel_host_field *out)
{
    (void)self, (void)kind, (void)name, (void)out;
    return false;
}

static bool no_word(const void *self, int32_t enumeration, base_str word, base_str *out)
{
    (void)self, (void)enumeration, (void)word, (void)out;
    return false;
}

static base_str none_at(const void *self, int32_t of, int32_t index)
{
    (void)self, (void)of, (void)index;
    return (base_str){0};
}

static base_str no_name(const void *self, int32_t of)
{
    (void)self, (void)of;
    return (base_str){0};
}

static feel_schema schema_of(const cw_inputs *inputs)
{
    return (feel_schema){.self = inputs, .name = find_name, .field = no_field, .word = no_word, .name_at = name_at,
                         .field_at = none_at, .word_at = none_at, .kind_name = no_name, .enumeration_name = no_name,
                         .odd_name_at = odd_name_at};
}

/* ---- what it holds ---- */

static void read_name(feel_run *run, int32_t id, feel_value *out)
{
    const codec_host *host = run->host;
    if (host->inputs && host->inputs != host->from->names)
        id = codec_inputs_find(host->inputs, host->from->names->values.entries[id].key);
    *out = host->inputs && id >= 0 ? host->inputs->values.entries[id].value : feel_null();
}

static void read_field(feel_run *run, const void *record, const void *handle, feel_value *out)
{
    (void)run, (void)record, (void)handle;
    *out = feel_null();
}

static feel_written is_written(feel_run *run, const void *record, const void *handle)
{
    (void)run, (void)record, (void)handle;
    return FEEL_NOT_WRITTEN;
}

static void read_item(feel_run *run, const feel_value *list, uint32_t index, feel_value *out)
{
    (void)run, (void)list, (void)index;
    *out = feel_null();
}

/* Inputs are the same on every day. */
static bool stay(feel_run *run, int64_t day, void **saved)
{
    (void)day;
    *saved = run->host;
    return true;
}

static void put_nothing(feel_run *run, const void *record, bool names, base_buffer *buffer)
{
    (void)run, (void)record, (void)names, (void)buffer;
}

static void put_no_fact(feel_run *run, const void *record, const void *handle, base_buffer *buffer)
{
    (void)run, (void)record, (void)handle, (void)buffer;
}

static const feel_facts facts = {.name = read_name, .field = read_field, .documented = is_written, .item = read_item,
                                 .at_day = stay, .put_record = put_nothing, .put_fact = put_no_fact};

/* ---- compiling ---- */

static cw_status tell(cw_diag *diag, int row, const feel_source *source, size_t offset, const char *argument, cw_status status)
{
    base_place place = {.source = source->name, .text = source->text, .offset = (int64_t)offset};
    base_diag_add(diag, &codec_diagnostics[row], &place, (base_str){0}, argument);
    return base_diag_failed(diag) ? CW_ERR_NOMEM : status;
}

static bool keep(base_arena *arena, base_str *text)
{
    text->at = base_arena_copy(arena, text->at, text->length);
    return text->at;
}

static cw_status compile(cw_expression *self, cw_diag *diag)
{
    feel_schema schema = schema_of(self->names);
    feel_compiler compiler = {.arena = &self->arena, .schema = &schema, .source = &self->source, .diag = diag,
                              .depth_limit = base_limit(self->context, CW_LIMIT_EXPRESSION_DEPTH), .standard = true};
    size_t valid = base_utf8_check(self->source.text.at, self->source.text.length);
    if (valid < self->source.text.length)
        return tell(diag, CODEC_TELL_EXPRESSION_UTF8, &self->source, valid, NULL, CW_ERR_INPUT);
    feel_node *tree = feel_parse(&compiler, 0, (uint32_t)self->source.text.length);
    if (tree)
        self->node = feel_check(&compiler, tree, NULL, 0, NULL, NULL, &self->slots);
    if (compiler.no_memory || base_diag_failed(diag))
        return CW_ERR_NOMEM;
    return self->node ? CW_OK : CW_ERR_INPUT;
}

static cw_status too_long(cw_diag *diag, base_str source, int64_t most)
{
    feel_source named = {.name = source};
    char number[32];
    snprintf(number, sizeof number, "%" PRId64, most);
    return tell(diag, CODEC_TELL_EXPRESSION_LENGTH, &named, 0, number, CW_ERR_LIMIT);
}

cw_status codec_compile(cw_context *context, base_str source, base_str text, cw_inputs *names, cw_diag *diag,
                        cw_expression **out)
{
    int64_t most = base_limit(context, CW_LIMIT_DOCUMENT_BYTES);
    if ((int64_t)text.length > most)
        return too_long(diag, source, most);
    cw_expression *made = base_allocate(context, sizeof *made);
    if (!made)
        return CW_ERR_NOMEM;
    *made = (cw_expression){.references = 1, .context = base_context_use(context), .source = {source, text}};
    base_arena_init(&made->arena, made->context);
    made->names = codec_inputs_take(names);
    bool kept = keep(&made->arena, &made->source.name) && keep(&made->arena, &made->source.text);
    cw_status status = kept ? compile(made, diag) : CW_ERR_NOMEM;
    if (status == CW_OK)
        *out = made;
    else
        codec_expression_drop(made);
    return status;
}

void codec_expression_drop(cw_expression *self)
{
    if (!self || !base_reference_drop(&self->references))
        return;
    const cw_context *context = self->context;
    codec_inputs_drop(self->names);
    base_arena_finish(&self->arena);
    base_release(context, self, sizeof *self);
    base_context_drop(context);
}

/* ---- evaluating ---- */

bool codec_read_now(const char *text, codec_now *out)
{
    base_str given = base_str_of(text);
    *out = (codec_now){0};
    if (base_day_parse(given, &out->day))
        return true;
    out->timed = feel_date_time_parse(given, &out->moment);
    if (out->timed)
        out->day = out->moment.seconds / FEEL_DAY_SECONDS - (out->moment.seconds % FEEL_DAY_SECONDS < 0);
    return out->timed;
}

cw_status codec_value_new(cw_context *context, cw_value **out)
{
    cw_value *made = base_allocate(context, sizeof *made);
    if (!made)
        return CW_ERR_NOMEM;
    *made = (cw_value){.references = 1, .context = base_context_use(context)};
    base_arena_init(&made->scratch, made->context);
    *out = made;
    return CW_OK;
}

static void forget(cw_value *self)
{
    codec_expression_drop(self->from);
    codec_inputs_drop(self->inputs);
    self->from = NULL;
    self->inputs = NULL;
    self->value = feel_null();
}

void codec_value_drop(cw_value *self)
{
    if (!self || !base_reference_drop(&self->references))
        return;
    const cw_context *context = self->context;
    forget(self);
    base_arena_finish(&self->scratch);
    base_release(context, self->slots, (size_t)self->slot_capacity * sizeof *self->slots);
    base_release(context, self, sizeof *self);
    base_context_drop(context);
}

feel_run codec_make_run(const cw_value *value, codec_host *host, base_arena *scratch)
{
    *host = (codec_host){value->from, value->inputs};
    return (feel_run){.facts = &facts, .host = host, .mode = FEEL_STANDARD, .day = value->now.day,
                      .now = value->now.timed ? &value->now.moment : NULL, .slots = value->slots,
                      .slot_count = (uint32_t)value->slot_capacity, .scratch = scratch,
                      .steps = base_limit(value->context, CW_LIMIT_STEPS)};
}

static cw_status run_node(cw_value *value, cw_diag *diag)
{
    codec_host host;
    feel_run run = codec_make_run(value, &host, &value->scratch);
    feel_eval(&run, value->from->node, &value->value);
    if (run.no_memory)
        return CW_ERR_NOMEM;
    if (run.steps < 0 || value->value.kind == FEEL_UNKNOWN)
        return diag ? tell(diag, CODEC_TELL_EXPRESSION_BUDGET, &value->from->source, 0, NULL, CW_ERR_LIMIT) : CW_ERR_LIMIT;
    return CW_OK;
}

cw_status codec_evaluate(cw_expression *self, cw_inputs *inputs, const codec_now *now, cw_value *value, cw_diag *diag)
{
    static const base_mark beginning = {0};
    void *slots = value->slots;
    base_reference_take(&self->references);
    codec_inputs_take(inputs);
    forget(value);
    value->from = self;
    value->inputs = inputs;
    value->now = *now;
    base_arena_rewind(&value->scratch, beginning);
    value->scratch.most = (size_t)base_limit(value->context, CW_LIMIT_SCRATCH_BYTES);
    bool room = base_grow(value->context, &slots, &value->slot_capacity, (int64_t)self->slots + 1, sizeof *value->slots);
    value->slots = slots;
    cw_status status = room ? run_node(value, diag) : CW_ERR_NOMEM;
    if (status != CW_OK)
        forget(value);
    return status;
}

/* SPDX-License-Identifier: MIT */
/* One row, an expression with its inputs, answered by the value or by why it was refused. */
#include "codec/diagnostics.h"
#include "codec/expression.h"
#include "codec/value.h"

typedef struct answerer {
    cw_context *context;
    json_tree tree;
    cw_diag *diag;                       /* of the row */
    const codec_now *now;
    base_buffer *buffer;
} answerer;

static cw_status tell_form(answerer *a, int32_t node, const char *found)
{
    base_place place = {.text = a->tree.text, .offset = a->tree.nodes[node].offset};
    base_diag_add(a->diag, &codec_diagnostics[CODEC_TELL_ROW_FORM], &place, (base_str){0}, found);
    return base_diag_failed(a->diag) ? CW_ERR_NOMEM : CW_ERR_INPUT;
}

static void open_answer(answerer *a, json_writer *writer)
{
    int32_t id = json_member(&a->tree, 0, "id");
    json_writer_init(writer, a->buffer, false);
    json_open_object(writer);
    if (id >= 0) {
        const json_node *at = &a->tree.nodes[id];
        json_key(writer, BASE_STR("id"));
        json_write_raw(writer, (base_str){a->tree.text.at + at->offset, (size_t)(at->end - at->offset)});
    }
}

static cw_status close_answer(answerer *a, json_writer *writer)
{
    json_close_object(writer);
    base_put_char(a->buffer, '\n');
    return a->buffer->failed ? CW_ERR_NOMEM : CW_OK;
}

static const base_diagnostic *first_error(const cw_diag *told)
{
    int64_t at = 0;
    while (base_diag_at(told, at)->severity != CW_SEVERITY_ERROR && at + 1 < base_diag_count(told))
        at++;
    return base_diag_at(told, at);
}

/* The first error that was told: line, column, what is wrong, what would mend it. */
static cw_status refuse(answerer *a, const cw_diag *told)
{
    json_writer writer;
    base_buffer text;
    const base_diagnostic *first = first_error(told);
    base_buffer_init(&text, a->buffer->context);
    if (first->line > 0) {
        base_put_int(&text, first->line);
        base_put_char(&text, ':');
        base_put_int(&text, first->column);
        base_put(&text, ": ");
    }
    base_put(&text, first->message);
    if (first->help) {
        base_put(&text, " (");
        base_put(&text, first->help);
        base_put(&text, ")");
    }
    open_answer(a, &writer);
    json_key(&writer, BASE_STR("error"));
    json_write_string(&writer, (base_str){text.data, text.length});
    cw_status status = text.failed ? CW_ERR_NOMEM : close_answer(a, &writer);
    base_buffer_finish(&text);
    return status;
}

/* A value that is too long or too deep to be written is refused as well. */
static cw_status give(answerer *a, const cw_value *value, cw_diag *told)
{
    json_writer writer;
    codec_host host;
    size_t begin = a->buffer->length;
    feel_run run = codec_make_run(value, &host, NULL);
    open_answer(a, &writer);
    json_key(&writer, BASE_STR("result"));
    cw_status status = codec_write_value(&writer, &run, &value->value, true);
    if (status == CW_ERR_LIMIT) {
        base_place place = {.text = value->from->source.text};
        base_buffer_cut(a->buffer, begin);
        base_diag_add(told, &codec_diagnostics[CODEC_TELL_RESULT_LENGTH], &place, (base_str){0}, "");
        return base_diag_failed(told) ? CW_ERR_NOMEM : refuse(a, told);
    }
    cw_status closed = close_answer(a, &writer);
    return status == CW_OK ? closed : status;
}

/* Everything about the expression and its inputs is told to a list of the row's own. */
static cw_status evaluate(answerer *a, int32_t text, int32_t object, cw_value *value, cw_diag *told)
{
    cw_inputs *inputs = NULL;
    cw_expression *expression = NULL;
    cw_status status = object >= 0 ? codec_inputs_of(a->context, &a->tree, object, told, &inputs) : CW_OK;
    if (status == CW_OK)
        status = codec_compile(a->context, (base_str){0}, json_text_of(&a->tree, text), inputs, told, &expression);
    if (status == CW_OK)
        status = codec_evaluate(expression, inputs, a->now, value, told);
    codec_expression_drop(expression);
    codec_inputs_drop(inputs);
    if (status == CW_OK)
        return give(a, value, told);
    return status == CW_ERR_NOMEM ? status : refuse(a, told);
}

static cw_status answer(answerer *a, int32_t text, int32_t object)
{
    cw_value *value = NULL;
    cw_diag *told = NULL;
    cw_status status = codec_value_new(a->context, &value);
    if (status == CW_OK)
        status = base_diag_new(a->context, &told);
    if (status == CW_OK) {
        base_diag_begin(told);
        status = evaluate(a, text, object, value, told);
    }
    codec_value_drop(value);
    if (told)
        base_diag_drop(told);
    return status;
}

static cw_status answer_row(answerer *a)
{
    if (a->tree.nodes[0].type != JSON_OBJECT)
        return tell_form(a, 0, "something else");
    int32_t text = json_member(&a->tree, 0, "expr");
    if (text < 0 || a->tree.nodes[text].type != JSON_STRING)
        return tell_form(a, text < 0 ? 0 : text, text < 0 ? "an object without it" : "another value there");
    return answer(a, text, json_member(&a->tree, 0, "inputs"));
}

cw_status codec_put_answer(cw_context *context, base_str row, const codec_now *now, cw_diag *diag, base_buffer *buffer)
{
    answerer a = {.context = context, .diag = diag, .now = now, .buffer = buffer};
    base_arena arena;
    const cw_context *used = base_context_use(context);
    base_arena_init(&arena, used);
    cw_status status = json_read(&arena, (base_str){0}, 1, row, diag, &a.tree);
    if (status == CW_OK)
        status = answer_row(&a);
    base_arena_finish(&arena);
    base_context_drop(used);
    return status;
}

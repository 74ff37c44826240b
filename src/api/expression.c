/* SPDX-License-Identifier: MIT */
#include <casework/expression.h>
#include <casework/report.h>

#include "codec/expression.h"
#include "codec/value.h"

static bool is_text(const char *text, int64_t length)
{
    return length == 0 || (length > 0 && text);
}

/* What is told goes to the caller, or where he does not listen to a list of our own, which is then *own. */
static cw_status listen(cw_context *context, cw_diag **diag, cw_diag **own)
{
    *own = NULL;
    if (!*diag) {
        cw_status status = base_diag_new(context, own);
        if (status != CW_OK)
            return status;
        *diag = *own;
    }
    base_diag_begin(*diag);
    return CW_OK;
}

static void unlisten(cw_diag *own)
{
    if (own)
        base_diag_drop(own);
}

/* ---- inputs ---- */

cw_status cw_inputs_new(cw_context *context, const char *source, const char *text, int64_t length, cw_inputs **out, cw_diag *diag)
{
    cw_diag *own;
    if (!out)
        return CW_ERR_ARGUMENT;
    *out = NULL;
    if (!is_text(text, length))
        return CW_ERR_ARGUMENT;
    cw_status status = listen(context, &diag, &own);
    if (status == CW_OK)
        status = codec_read_inputs(context, base_str_of(source), (base_str){text ? text : "", (size_t)length}, diag, out);
    unlisten(own);
    return status;
}

cw_inputs *cw_inputs_ref(cw_inputs *self)
{
    return codec_inputs_take(self);
}

void cw_inputs_unref(cw_inputs *self)
{
    codec_inputs_drop(self);
}

int64_t cw_inputs_count(const cw_inputs *self)
{
    return self ? self->values.count : 0;
}

const char *cw_inputs_name_at(const cw_inputs *self, int64_t index)
{
    return self && index >= 0 && index < self->values.count ? feel_context_at(&self->values, (uint32_t)index)->key.at : NULL;
}

/* ---- expressions ---- */

cw_status cw_expression_new(cw_context *context, const char *source, const char *text, int64_t length, cw_inputs *names,
                            cw_expression **out, cw_diag *diag)
{
    cw_diag *own;
    if (!out)
        return CW_ERR_ARGUMENT;
    *out = NULL;
    if (!is_text(text, length))
        return CW_ERR_ARGUMENT;
    cw_status status = listen(context, &diag, &own);
    if (status == CW_OK)
        status = codec_compile(context, base_str_of(source), (base_str){text ? text : "", (size_t)length}, names, diag, out);
    unlisten(own);
    return status;
}

cw_expression *cw_expression_ref(cw_expression *self)
{
    if (self)
        base_reference_take(&self->references);
    return self;
}

void cw_expression_unref(cw_expression *self)
{
    codec_expression_drop(self);
}

/* ---- values ---- */

cw_status cw_value_new(cw_context *context, cw_value **out)
{
    if (!out)
        return CW_ERR_ARGUMENT;
    *out = NULL;
    return codec_value_new(context, out);
}

cw_value *cw_value_ref(cw_value *self)
{
    if (self)
        base_reference_take(&self->references);
    return self;
}

void cw_value_unref(cw_value *self)
{
    codec_value_drop(self);
}

cw_status cw_expression_evaluate(cw_expression *self, cw_inputs *inputs, const char *now, cw_value *value, cw_diag *diag)
{
    codec_now when;
    cw_diag *own;
    if (!self || !value || !now)
        return CW_ERR_ARGUMENT;
    if (!codec_read_now(now, &when))
        return CW_ERR_VALUE;
    if (!diag)
        return codec_evaluate(self, inputs, &when, value, NULL);
    cw_status status = listen((cw_context *)value->context, &diag, &own);
    return status == CW_OK ? codec_evaluate(self, inputs, &when, value, diag) : status;
}

const char *cw_value_type(const cw_value *self)
{
    return self && self->from ? codec_type_word(self->value.kind) : NULL;
}

int32_t cw_value_is_true(const cw_value *self)
{
    return self && self->from && feel_is_true(&self->value);
}

cw_status cw_value_write(const cw_value *self, int32_t form, cw_text **out)
{
    base_buffer buffer;
    if (!out)
        return CW_ERR_ARGUMENT;
    *out = NULL;
    if (!self || form < CW_VALUE_TEXT || form > CW_VALUE_TYPED)
        return CW_ERR_ARGUMENT;
    if (!self->from)
        return CW_ERR_STATE;
    base_buffer_init(&buffer, self->context);
    return base_buffer_take_if(&buffer, codec_put_result(&buffer, self, form), out);
}

cw_status cw_value_explain(const cw_value *self, int32_t form, cw_text **out)
{
    base_buffer buffer;
    if (!out)
        return CW_ERR_ARGUMENT;
    *out = NULL;
    if (!self || form < CW_FORM_TEXT || form > CW_FORM_JSON_LINE)
        return CW_ERR_ARGUMENT;
    if (!self->from)
        return CW_ERR_STATE;
    base_buffer_init(&buffer, self->context);
    return base_buffer_take_if(&buffer, codec_put_result_explained(&buffer, self, form), out);
}

/* ---- rows ---- */

cw_status cw_expression_answer(cw_context *context, const char *text, int64_t length, const char *now, cw_text **out,
                               cw_diag *diag)
{
    codec_now when;
    cw_diag *own;
    base_buffer buffer;
    if (!out)
        return CW_ERR_ARGUMENT;
    *out = NULL;
    if (!is_text(text, length) || !now)
        return CW_ERR_ARGUMENT;
    if (!codec_read_now(now, &when))
        return CW_ERR_VALUE;
    cw_status status = listen(context, &diag, &own);
    if (status != CW_OK)
        return status;
    const cw_context *used = base_context_use(context);
    base_buffer_init(&buffer, used);
    status = codec_put_answer(context, (base_str){text ? text : "", (size_t)length}, &when, diag, &buffer);
    status = base_buffer_take_if(&buffer, status, out);
    base_context_drop(used);
    unlisten(own);
    return status;
}

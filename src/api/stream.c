/* SPDX-License-Identifier: MIT */
#include <casework/stream.h>

#include <string.h>

#include "codec/diagnostics.h"
#include "codec/document.h"
#include "codec/report.h"
#include "eval/eval.h"
#include "json/queue.h"
#include "json/split.h"

/* One way to judge and to write. */
typedef struct audit {
    cw_evaluator *evaluator;
    cw_rules *rules;
    cw_date as_of;
    int32_t form, flags;
} audit;

/* A document and where it stands. */
typedef struct document {
    const char *source;
    int64_t line;
    base_str text;
    int32_t flags;
    const cw_rules *rules;     /* whose words are known, or NULL */
} document;

struct cw_stream {
    const cw_context *context;
    char *source; size_t source_size;
    int32_t flags;
    json_split split;          /* what is fed in pieces, or else ... */
    json_queue whole;          /* ... document by document */
    enum { FED_NOTHING, FED_PIECES, FED_DOCUMENTS } fed;
    cw_diag *unheard;          /* takes what is told where the caller does not listen */
    audit audit;               /* evaluator and rules held; NULL: not set */
    cw_rules *rules;           /* held: whose words are known; NULL: those of the audit */
};

static cw_status check_audit(const audit *one)
{
    if (!one->evaluator || !one->rules || one->form < CW_FORM_TEXT || one->form > CW_FORM_JSON_LINE ||
        (one->flags & ~(CW_SHOW_NAMES | CW_SHOW_ALL)) != 0)
        return CW_ERR_ARGUMENT;
    return one->as_of >= CW_DATE_MIN && one->as_of <= CW_DATE_MAX ? CW_OK : CW_ERR_VALUE;
}

/* ---- one document ---- */

static cw_status read(const cw_context *context, const document *from, cw_case **out, cw_diag *diag)
{
    base_diag_begin(diag);
    return codec_read_case_for((cw_context *)context, from->rules, base_str_of(from->source), from->line, from->text, from->flags, diag, out);
}

static cw_status tell_findings(const document *from, cw_diag *diag)
{
    base_place place = {.source = base_str_of(from->source), .text = from->text, .first_line = from->line};
    base_diag_add(diag, &codec_diagnostics[CODEC_TELL_FINDINGS_LIMIT], &place, (base_str){0});
    return base_diag_failed(diag) ? CW_ERR_NOMEM : CW_ERR_LIMIT;
}

static cw_status judge(const audit *how, const document *from, cw_case *one, base_buffer *out, cw_diag *diag)
{
    cw_report *report = eval_evaluator_report(how->evaluator);
    if (!report)
        return CW_ERR_NOMEM;
    cw_status status = eval_run(how->evaluator, how->rules, one, how->as_of, report);
    if (status == CW_ERR_LIMIT)
        status = tell_findings(from, diag);
    if (status == CW_OK)
        status = codec_put_report(out, report, how->form, how->flags);
    eval_report_clear(report);
    return status;
}

static cw_status read_and_judge(const audit *how, const cw_context *context, const document *from, base_buffer *out, cw_diag *diag)
{
    cw_case *one = NULL;
    cw_status status = read(context, from, &one, diag);
    if (status != CW_OK)
        return status;
    status = judge(how, from, one, out, diag);
    cw_case_unref(one);
    return status;
}

/* The same, as a text of its own. */
static cw_status give(const audit *how, const cw_context *context, const document *from, cw_text **out, cw_diag *diag)
{
    base_buffer buffer;
    base_buffer_init(&buffer, context);
    cw_status status = read_and_judge(how, context, from, &buffer, diag);
    if (status == CW_OK)
        return base_buffer_take(&buffer, out);
    base_buffer_finish(&buffer);
    return status;
}

cw_status cw_evaluator_audit_text(cw_evaluator *self, cw_rules *rules, cw_date as_of, const char *text, int64_t length,
                                  int32_t form, int32_t flags, cw_text **out, cw_diag *diag)
{
    audit how = {self, rules, as_of, form, flags};
    cw_diag *own = NULL;
    if (!out)
        return CW_ERR_ARGUMENT;
    *out = NULL;
    if (length < 0 || (!text && length > 0))
        return CW_ERR_ARGUMENT;
    cw_status status = check_audit(&how);
    if (status != CW_OK)
        return status;
    document from = {.text = {text ? text : "", (size_t)length}, .rules = rules};
    if (!diag && base_diag_new((cw_context *)self->context, &own) != CW_OK)
        return CW_ERR_NOMEM;
    status = give(&how, self->context, &from, out, diag ? diag : own);
    if (own)
        base_diag_drop(own);
    return status;
}

/* ---- streams ---- */

static bool copy_source(cw_stream *self, const char *source)
{
    if (!source)
        return true;
    self->source_size = strlen(source) + 1;
    self->source = base_allocate(self->context, self->source_size);
    if (self->source)
        memcpy(self->source, source, self->source_size);
    return self->source;
}

cw_status cw_stream_new(cw_context *context, const char *source, int32_t flags, cw_stream **out)
{
    if (!out)
        return CW_ERR_ARGUMENT;
    *out = NULL;
    if ((flags & ~CW_READ_KEEP_WORDS) != 0)
        return CW_ERR_ARGUMENT;
    cw_stream *made = base_allocate(context, sizeof *made);
    if (!made)
        return CW_ERR_NOMEM;
    *made = (cw_stream){.context = base_context_use(context), .flags = flags};
    json_split_init(&made->split, made->context, base_limit(made->context, CW_LIMIT_DOCUMENT_BYTES));
    json_queue_init(&made->whole, made->context, base_limit(made->context, CW_LIMIT_DOCUMENT_BYTES));
    if (!copy_source(made, source) || base_diag_new(context, &made->unheard) != CW_OK) {
        cw_stream_release(made);
        return CW_ERR_NOMEM;
    }
    *out = made;
    return CW_OK;
}

void cw_stream_release(cw_stream *self)
{
    if (!self)
        return;
    const cw_context *context = self->context;
    cw_evaluator_unref(self->audit.evaluator);
    cw_rules_unref(self->audit.rules);
    cw_rules_unref(self->rules);
    if (self->unheard)
        base_diag_drop(self->unheard);
    json_split_finish(&self->split);
    json_queue_finish(&self->whole);
    base_release(context, self->source, self->source_size);
    base_release(context, self, sizeof *self);
    base_context_drop(context);
}

cw_status cw_stream_feed(cw_stream *self, const char *bytes, int64_t length)
{
    if (!self || length < 0 || (!bytes && length > 0))
        return CW_ERR_ARGUMENT;
    if (self->split.ended || self->fed == FED_DOCUMENTS)
        return CW_ERR_STATE;
    self->fed = FED_PIECES;
    return json_split_feed(&self->split, bytes, length) ? CW_OK : CW_ERR_NOMEM;
}

cw_status cw_stream_feed_document(cw_stream *self, const char *bytes, int64_t length)
{
    if (!self || length < 0 || (!bytes && length > 0))
        return CW_ERR_ARGUMENT;
    if (self->split.ended || self->fed == FED_PIECES)
        return CW_ERR_STATE;
    self->fed = FED_DOCUMENTS;
    return json_queue_add(&self->whole, bytes, length) ? CW_OK : CW_ERR_NOMEM;
}

cw_status cw_stream_finish(cw_stream *self)
{
    if (!self)
        return CW_ERR_ARGUMENT;
    json_split_end(&self->split);
    return CW_OK;
}

cw_status cw_stream_set_audit(cw_stream *self, cw_evaluator *evaluator, cw_rules *rules, cw_date as_of, int32_t form,
                              int32_t flags)
{
    audit how = {evaluator, rules, as_of, form, flags};
    cw_status status = self ? check_audit(&how) : CW_ERR_ARGUMENT;
    if (status != CW_OK)
        return status;
    cw_evaluator_ref(evaluator);
    cw_rules_ref(rules);
    cw_evaluator_unref(self->audit.evaluator);
    cw_rules_unref(self->audit.rules);
    self->audit = how;
    return CW_OK;
}

cw_status cw_stream_set_rules(cw_stream *self, cw_rules *rules)
{
    if (!self)
        return CW_ERR_ARGUMENT;
    if (rules)
        cw_rules_ref(rules);
    cw_rules_unref(self->rules);
    self->rules = rules;
    return CW_OK;
}

/* The document at hand. */
static bool find(cw_stream *self, document *out, int64_t *line)
{
    *out = (document){.source = self->source, .flags = self->flags, .line = 1,
                      .rules = self->rules ? self->rules : self->audit.rules};
    if (self->fed == FED_DOCUMENTS ? !json_queue_peek(&self->whole, &out->text) : !json_split_peek(&self->split, &out->text, &out->line))
        return false;
    if (line)
        *line = out->line;
    return true;
}

static cw_diag *listener(cw_stream *self, cw_diag *diag)
{
    if (diag)
        return diag;
    base_diag_clear(self->unheard);
    return self->unheard;
}

static void take(cw_stream *self)
{
    if (self->fed == FED_DOCUMENTS)
        json_queue_take(&self->whole);
    else
        json_split_take(&self->split);
}

/* What was found is done with, unless there is hope of doing it again. */
static cw_status pass(cw_stream *self, cw_status status)
{
    if (status != CW_ERR_NOMEM)
        take(self);
    return status;
}

cw_status cw_stream_next_case(cw_stream *self, cw_case **out, int64_t *line, cw_diag *diag)
{
    document found;
    if (!out)
        return CW_ERR_ARGUMENT;
    *out = NULL;
    if (!self)
        return CW_ERR_ARGUMENT;
    if (!find(self, &found, line))
        return CW_ERR_NOT_FOUND;
    return pass(self, read(self->context, &found, out, listener(self, diag)));
}

cw_status cw_stream_next_report(cw_stream *self, cw_text **out, int64_t *line, cw_diag *diag)
{
    document found;
    if (!out)
        return CW_ERR_ARGUMENT;
    *out = NULL;
    if (!self)
        return CW_ERR_ARGUMENT;
    if (!self->audit.evaluator)
        return CW_ERR_STATE;
    if (!find(self, &found, line))
        return CW_ERR_NOT_FOUND;
    return pass(self, give(&self->audit, self->context, &found, out, listener(self, diag)));
}

/* ---- batches ---- */

/* Appends the line of the document at hand: its report, or what is wrong with it. On failure nothing stays appended. */
static cw_status append(cw_stream *self, const document *from, base_buffer *lines)
{
    size_t before = lines->length;
    cw_diag *diag = listener(self, NULL);
    cw_status status = read_and_judge(&self->audit, self->context, from, lines, diag);
    if (status != CW_OK)
        base_buffer_cut(lines, before);
    if (status == CW_OK && base_diag_count(diag) > 0)
        status = codec_add_warnings(diag, lines);
    if (status == CW_ERR_INPUT || status == CW_ERR_LIMIT)
        status = codec_put_problem(from->line, status, diag, lines);
    if (status != CW_OK)
        base_buffer_cut(lines, before);
    return status;
}

static cw_status take_lines(cw_stream *self, int64_t most, base_buffer *lines, int64_t *numbers, int64_t *count)
{
    document found;
    while (*count < most && find(self, &found, NULL)) {
        cw_status status = append(self, &found, lines);
        if (status != CW_OK)
            return status;
        take(self);
        if (numbers)
            numbers[*count] = found.line;
        ++*count;
    }
    return CW_ERR_NOT_FOUND;
}

cw_status cw_stream_next_reports(cw_stream *self, int64_t most, cw_text **out, int64_t *lines, int64_t *count)
{
    base_buffer buffer;
    int64_t taken = 0;
    if (!out)
        return CW_ERR_ARGUMENT;
    *out = NULL;
    if (!self || !count || most < 1)
        return CW_ERR_ARGUMENT;
    if (!self->audit.evaluator || self->audit.form != CW_FORM_JSON_LINE)
        return CW_ERR_STATE;
    if (base_text_new(self->context, out) != CW_OK)
        return CW_ERR_NOMEM;
    base_buffer_init(&buffer, self->context);
    cw_status status = take_lines(self, most, &buffer, lines, &taken);
    base_text_fill(*out, &buffer);
    if (taken > 0) {
        *count = taken;
        return CW_OK;
    }
    cw_text_unref(*out);
    *out = NULL;
    return status;
}

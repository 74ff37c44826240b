/* SPDX-License-Identifier: MIT */
/* The result of an expression, written and explained. */
#include "codec/expression.h"
#include "codec/report_parts.h"
#include "codec/value.h"

enum { INDENT_MOST = 60 };           /* deeper expressions are set in no further */

cw_status codec_put_result(base_buffer *buffer, const cw_value *value, int32_t form)
{
    codec_host host;
    json_writer writer;
    feel_run run = codec_make_run(value, &host, NULL);
    if (form == CW_VALUE_TEXT)
        return codec_put_value(buffer, &run, &value->value);
    json_writer_init(&writer, buffer, false);
    return codec_write_value(&writer, &run, &value->value, form == CW_VALUE_TYPED);
}

/* ---- explanations ---- */

typedef struct page {
    json_writer writer;
    base_buffer text;
    feel_run run;
    cw_status status;
} page;

static void put_trace(page *page, const feel_trace *trace, int depth)
{
    static const char spaces[INDENT_MOST + 1] = "                                                            ";
    int indent = 2 * depth < INDENT_MOST - 4 ? 2 * depth : INDENT_MOST - 4;
    base_buffer *out = page->writer.buffer;
    if (!codec_goes_on(out, &page->status))
        return;
    base_buffer_clear(&page->text);
    if (trace->has_item) {
        base_put(&page->text, "for ");
        feel_put_value(&page->run, &trace->item, false, &page->text);
        base_put(&page->text, ": ");
    }
    base_put_str(&page->text, trace->text);
    base_put(&page->text, " -> ");
    feel_put_value(&page->run, &trace->value, false, &page->text);
    if (trace->reason)
        base_putf(&page->text, " (%s)", trace->reason);
    if (page->text.failed) {
        page->status = CW_ERR_NOMEM;
        return;
    }
    codec_put_paragraph(out, spaces + INDENT_MOST - indent, indent + 4, (base_str){page->text.data, page->text.length});
    for (const feel_trace *kid = trace->first; kid; kid = kid->next)
        put_trace(page, kid, depth + 1);
    if (trace->left_out > 0)
        base_putf(out, "%s  (%d more that did not decide)\n", spaces + INDENT_MOST - indent, (int)trace->left_out);
}

static void write_shown(page *page, const feel_value *value)
{
    base_buffer_clear(&page->text);
    feel_put_value(&page->run, value, false, &page->text);
    if (page->text.failed)
        page->status = CW_ERR_NOMEM;
    else
        json_write_string(&page->writer, (base_str){page->text.data, page->text.length});
}

/* Recursion is as deep as the expression: CW_LIMIT_EXPRESSION_DEPTH. */
static void write_trace(page *page, const feel_trace *trace)
{
    json_writer *writer = &page->writer;
    if (!codec_goes_on(writer->buffer, &page->status))
        return;
    json_open_object(writer);
    json_key(writer, BASE_STR("text"));
    json_write_string(writer, trace->text);
    if (trace->has_item) {
        json_key(writer, BASE_STR("item"));
        write_shown(page, &trace->item);
    }
    json_key(writer, BASE_STR("value"));
    write_shown(page, &trace->value);
    if (trace->reason) {
        json_key(writer, BASE_STR("reason"));
        json_write_string(writer, base_str_of(trace->reason));
    }
    if (trace->first) {
        json_key(writer, BASE_STR("parts"));
        json_open_array(writer);
        for (const feel_trace *kid = trace->first; kid; kid = kid->next)
            write_trace(page, kid);
        json_close_array(writer);
    }
    if (trace->left_out > 0) {
        json_key(writer, BASE_STR("left_out"));
        json_write_int(writer, trace->left_out);
    }
    json_close_object(writer);
}

static cw_status put_page(base_buffer *buffer, feel_run *run, const feel_trace *trace, int32_t form)
{
    page page = {.run = *run};
    json_writer_init(&page.writer, buffer, form == CW_FORM_JSON);
    base_buffer_init(&page.text, buffer->context);
    if (form == CW_FORM_TEXT) {
        put_trace(&page, trace, 0);
    } else {
        write_trace(&page, trace);
        base_put_char(buffer, '\n');
    }
    base_buffer_finish(&page.text);
    return buffer->failed ? CW_ERR_NOMEM : page.status;
}

/* The value's own scratch is left alone: another thread may be reading it. */
cw_status codec_put_result_explained(base_buffer *buffer, const cw_value *value, int32_t form)
{
    codec_host host;
    base_arena scratch, kept;
    size_t most = (size_t)base_limit(value->context, CW_LIMIT_SCRATCH_BYTES);
    base_arena_init(&scratch, value->context);
    base_arena_init(&kept, value->context);
    scratch.most = kept.most = most;
    feel_tracing tracing = {.arena = &kept};
    feel_run run = codec_make_run(value, &host, &scratch);
    feel_value *slots = base_arena_array(&scratch, value->from->slots + (size_t)1, sizeof *slots);
    cw_status status = CW_ERR_NOMEM;
    if (slots) {
        run.slots = slots;
        const feel_trace *trace = feel_explain(&run, value->from->node, &tracing);
        bool short_of_memory = run.no_memory;
        status = short_of_memory ? CW_ERR_NOMEM : !trace || tracing.over ? CW_ERR_LIMIT : put_page(buffer, &run, trace, form);
    }
    base_arena_finish(&kept);
    base_arena_finish(&scratch);
    return status;
}

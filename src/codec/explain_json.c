/* SPDX-License-Identifier: MIT */
/* casework.explanation/1. */
#include "codec/report_parts.h"

typedef struct page {
    json_writer writer;
    base_buffer text;
    eval_explanation *explanation;
    bool names;
    cw_status status;
} page;

static void write_value(page *page, const feel_value *value, bool marked)
{
    base_buffer_clear(&page->text);
    codec_put_explained(page->explanation, value, marked, page->names, &page->text);
    if (page->text.failed) page->status = CW_ERR_NOMEM;
    json_write_string(&page->writer, (base_str){ page->text.data ? page->text.data : "", page->text.length });
}

/* Recursion is as deep as the expression: CW_LIMIT_EXPRESSION_DEPTH. */
static void write_trace(page *page, const feel_trace *trace)
{
    json_writer *writer = &page->writer;
    if (!codec_goes_on(writer->buffer, &page->status)) return;
    json_open_object(writer);
    json_key(writer, BASE_STR("text"));
    json_write_string(writer, trace->text);
    if (trace->has_item) {
        json_key(writer, BASE_STR("item"));
        write_value(page, &trace->item, trace->item_marked);
    }
    json_key(writer, BASE_STR("value"));
    write_value(page, &trace->value, trace->marked);
    if (trace->first) {
        json_key(writer, BASE_STR("parts"));
        json_open_array(writer);
        for (const feel_trace *kid = trace->first; kid; kid = kid->next) write_trace(page, kid);
        json_close_array(writer);
    }
    if (trace->left_out > 0) {
        json_key(writer, BASE_STR("left_out"));
        json_write_int(writer, trace->left_out);
    }
    json_close_object(writer);
}

static void write_lines(json_writer *writer, const eval_clause *clause)
{
    json_key(writer, BASE_STR("lines"));
    json_open_array(writer);
    for (int32_t i = 0; i < clause->line_count; i++) json_write_string(writer, base_str_of(clause->lines[i]));
    json_close_array(writer);
}

static void write_clauses(page *page)
{
    json_writer *writer = &page->writer;
    json_key(writer, BASE_STR("clauses"));
    json_open_array(writer);
    for (int32_t i = 0; i < page->explanation->clause_count; i++) {
        const eval_clause *clause = &page->explanation->clauses[i];
        json_open_object(writer);
        json_key(writer, BASE_STR("clause"));
        json_write_string(writer, base_str_of(clause->name));
        if (clause->trace) {
            json_key(writer, BASE_STR("trace"));
            write_trace(page, clause->trace);
        } else {
            write_lines(writer, clause);
        }
        json_close_object(writer);
    }
    json_close_array(writer);
}

static void write_head(page *page, const cw_finding *finding)
{
    json_writer *writer = &page->writer;
    codec_space space;
    json_key(writer, BASE_STR("format"));
    json_write_string(writer, BASE_STR("casework.explanation/1"));
    json_key(writer, BASE_STR("case"));
    json_write_string(writer, model_record_id(finding->report->one->root));
    json_key(writer, BASE_STR("as_of"));
    codec_write_day(writer, finding->report->as_of);
    json_key(writer, BASE_STR("known_at"));
    codec_write_day(writer, finding->report->known_at);
    codec_write_finding_head(writer, finding);
    json_key(writer, BASE_STR("title"));
    codec_space_init(&space, writer->buffer->context);
    cw_status status = codec_write_template(writer, finding, &finding->rule->title, page->names, &space);
    codec_space_finish(&space);
    if (status != CW_OK) page->status = status;
    codec_write_finding_status(writer, finding);
}

cw_status codec_put_explanation_json(base_buffer *buffer, const cw_finding *finding, bool names, bool indented)
{
    eval_explanation explanation;
    cw_status status = eval_explain(finding, &explanation);
    if (status != CW_OK) return status;
    page page = { .explanation = &explanation, .names = names };
    json_writer_init(&page.writer, buffer, indented);
    base_buffer_init(&page.text, buffer->context);
    json_open_object(&page.writer);
    write_head(&page, finding);
    write_clauses(&page);
    json_close_object(&page.writer);
    base_put_char(buffer, '\n');
    base_buffer_finish(&page.text);
    eval_explanation_finish(&explanation);
    return buffer->failed ? CW_ERR_NOMEM : page.status;
}

/* SPDX-License-Identifier: MIT */
/* An explanation for a person: what was found, clause by clause. */
#include "codec/report_parts.h"

enum { INDENT_MOST = 60 };           /* deeper expressions are set in no further */

typedef struct page {
    base_buffer *out;
    base_buffer text;
    const cw_finding *finding;
    eval_explanation *explanation;
    bool names;
    cw_status status;
} page;

static base_buffer *fresh(page *page)
{
    base_buffer_clear(&page->text);
    return &page->text;
}

static void put(page *page, const char *lead, int hang)
{
    if (page->text.failed) page->status = CW_ERR_NOMEM;
    codec_put_paragraph(page->out, lead, hang, (base_str){ page->text.data ? page->text.data : "", page->text.length });
}

static void put_value(page *page, const feel_value *value, bool marked)
{
    codec_put_explained(page->explanation, value, marked, page->names, &page->text);
}

static void put_left_out(page *page, int32_t count, int indent)
{
    static const char spaces[INDENT_MOST + 1] = "                                                            ";
    fresh(page);
    base_putf(&page->text, "(%d more that did not decide)", (int)count);
    put(page, spaces + INDENT_MOST - indent, indent);
}

/* Recursion is as deep as the expression: CW_LIMIT_EXPRESSION_DEPTH. */
static void put_trace(page *page, const feel_trace *trace, int depth)
{
    static const char spaces[INDENT_MOST + 1] = "                                                            ";
    int indent = 2 * depth < INDENT_MOST - 4 ? 2 * depth : INDENT_MOST - 4;
    if (!codec_goes_on(page->out, &page->status)) return;
    fresh(page);
    if (trace->has_item) {
        base_put(&page->text, "for ");
        put_value(page, &trace->item, trace->item_marked);
        base_put(&page->text, ": ");
    }
    base_put_str(&page->text, trace->text);
    base_put(&page->text, " -> ");
    put_value(page, &trace->value, trace->marked);
    put(page, spaces + INDENT_MOST - indent, indent + 4);
    for (const feel_trace *kid = trace->first; kid; kid = kid->next) put_trace(page, kid, depth + 1);
    if (trace->left_out > 0) put_left_out(page, trace->left_out, indent + 2);
}

static void put_reasons(page *page)
{
    const cw_finding *finding = page->finding;
    base_buffer *text = fresh(page);
    if (finding->reason_count == 0) return;
    for (int32_t i = 0; i < finding->reason_count; i++) {
        if (i > 0) base_put(text, "; ");
        codec_put_reason(text, finding->report, &finding->reasons[i]);
    }
    if (finding->more_reasons) base_put(text, "; and more");
    put(page, "Since:  ", 8);
}

static void put_status(page *page)
{
    const cw_finding *finding = page->finding;
    base_buffer *text = fresh(page);
    base_put(text, codec_status_phrase(finding->status));
    if (finding->status == EVAL_UNKNOWN)
        base_putf(text, ": %s at best, %s at worst", codec_status_phrase(finding->best), codec_status_phrase(finding->worst));
    if (finding->note) base_putf(text, " (%s)", finding->note);
    if (finding->due != INT64_MAX) {
        base_put(text, ", due ");
        base_put_day(text, finding->due);
    }
    if (codec_has_missed(finding)) {
        base_put(text, ", missed ");
        codec_put_missed(text, finding);
    }
    put(page, "Status: ", 8);
}

/* What would mend it, of what is owed. */
static void put_remedy(page *page)
{
    const cw_finding *finding = page->finding;
    bool owed = finding->status == EVAL_UNMET || finding->status == EVAL_OVERDUE || finding->status == EVAL_PENDING;
    base_buffer *text = fresh(page);
    if (!owed || codec_is_over(finding)) return;
    cw_status status = eval_put_template(finding, &finding->rule->remedy, page->names, text);
    if (status != CW_OK) page->status = status;
    if (text->length > 0) put(page, "Do:     ", 8);
}

static void put_head(page *page)
{
    const cw_finding *finding = page->finding;
    base_buffer *text = fresh(page);
    cw_status status = eval_put_template(finding, &finding->rule->title, page->names, text);
    if (status != CW_OK) page->status = status;
    put(page, "", 0);
    codec_put_rule(fresh(page), finding);
    put(page, "Rule:   ", 8);
    base_put_str(fresh(page), model_record_id(finding->report->one->root));
    codec_put_days(text, finding->report->as_of, finding->report->known_at);
    put(page, "Case:   ", 8);
    codec_put_subjects(fresh(page), finding, page->names);
    put(page, "For:    ", 8);
    put_status(page);
    put_reasons(page);
    put_remedy(page);
    for (int32_t i = 0; i < finding->note_count; i++) {
        base_put(fresh(page), finding->notes[i]);
        put(page, "Note:   ", 8);
    }
}

static void put_clauses(page *page)
{
    for (int32_t i = 0; i < page->explanation->clause_count; i++) {
        const eval_clause *clause = &page->explanation->clauses[i];
        base_put(page->out, "\n");
        base_put(fresh(page), clause->name);
        put(page, "", 0);
        if (clause->trace) put_trace(page, clause->trace, 1);
        for (int32_t k = 0; k < clause->line_count; k++) codec_put_paragraph(page->out, "  ", 6, base_str_of(clause->lines[k]));
    }
    if (page->explanation->clause_count == 0) base_put(page->out, "\nNo clause was run.\n");
}

cw_status codec_put_explanation_text(base_buffer *buffer, const cw_finding *finding, bool names)
{
    eval_explanation explanation;
    cw_status status = eval_explain(finding, &explanation);
    if (status != CW_OK) return status;
    page page = { .out = buffer, .finding = finding, .explanation = &explanation, .names = names };
    base_buffer_init(&page.text, buffer->context);
    put_head(&page);
    put_clauses(&page);
    base_buffer_finish(&page.text);
    eval_explanation_finish(&explanation);
    return buffer->failed ? CW_ERR_NOMEM : page.status;
}

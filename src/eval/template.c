/* SPDX-License-Identifier: MIT */
/* Titles, remedies and covers: what a rule says, filled in for one finding. */
#include "eval/again.h"
#include "eval/view.h"

enum { ITEMS_SHOWN = 10 };

/* A subject that is not known, and what hangs on it, reads as unknown. */
static const feel_missing not_told = { .reason = FEEL_AFTER_CURRENT };

bool eval_run_again(const cw_finding *finding, bool names, uint32_t slots, base_arena *scratch, feel_run *run)
{
    const cw_report *report = finding->report;
    const rules_rule *rule = finding->rule;
    uint32_t count = (rule->slots > slots ? rule->slots : slots) + 1;
    feel_value *frame = base_arena_array(scratch, count, sizeof *frame);
    if (!frame) return false;
    for (int32_t i = 0; i < finding->subject_count; i++)
        frame[rule->variables[i].slot] = finding->subjects[i].value;
    for (int32_t i = finding->subject_count; i < rule->variable_count; i++)
        frame[rule->variables[i].slot] = (feel_value){ .kind = FEEL_UNKNOWN, .as.missing = &not_told };
    scratch->most = scratch->bytes + (size_t)base_limit(report->context, CW_LIMIT_SCRATCH_BYTES);
    *run = (feel_run){
        .facts = names ? &eval_facts : &eval_facts_unnamed, .host = report->view, .mode = FEEL_RULES,
        .day = report->view->day, .globals = report->rules->globals, .slots = frame, .slot_count = count,
        .scratch = scratch, .steps = base_limit(report->context, CW_LIMIT_STEPS)
    };
    return true;
}

/* ---- values in a sentence ---- */

static void put_plain(feel_run *run, const feel_value *value, bool names, base_buffer *buffer)
{
    if (value->kind == FEEL_STRING) base_put_str(buffer, feel_text(value));
    else if (value->kind == FEEL_UNKNOWN) base_put(buffer, "(unknown)");
    else if (value->kind == FEEL_NULL) base_put(buffer, "(none)");
    else feel_put_value(run, value, names, buffer);
}

static void put_list(feel_run *run, const feel_value *list, bool names, base_buffer *buffer)
{
    uint32_t count = feel_list_count(list);
    if (count == 0) base_put(buffer, "(none)");
    for (uint32_t i = 0; i < count && i < ITEMS_SHOWN; i++) {
        feel_value item;
        feel_list_item(run, list, i, &item);
        if (i > 0) base_put(buffer, ", ");
        put_plain(run, &item, names, buffer);
    }
    if (count > ITEMS_SHOWN) base_put(buffer, ", ...");
}

static void put_due(const cw_finding *finding, base_buffer *buffer)
{
    if (finding->due == INT64_MAX) base_put(buffer, "(none)");
    else base_put_day(buffer, finding->due);
}

static void put_path(const cw_finding *finding, feel_run *run, const feel_node *path, bool names, base_buffer *buffer)
{
    feel_value value;
    run->steps = base_limit(finding->report->context, CW_LIMIT_STEPS);
    feel_eval(run, path, &value);
    if (value.kind == FEEL_LIST) put_list(run, &value, names, buffer);
    else put_plain(run, &value, names, buffer);
}

static bool has_path(const rules_template *text)
{
    for (int32_t i = 0; i < text->count; i++)
        if (text->pieces[i].path && !text->pieces[i].is_due) return true;
    return false;
}

static void run_lets(const cw_finding *finding, feel_run *run)
{
    for (int32_t i = 0; i < finding->rule->let_count; i++) {
        feel_value value;
        run->steps = base_limit(finding->report->context, CW_LIMIT_STEPS);
        feel_eval(run, finding->rule->lets[i].value, &value);
        run->slots[finding->rule->lets[i].slot] = value;
    }
}

cw_status eval_put_template_in(base_arena *scratch, const cw_finding *finding, const rules_template *text, bool names,
                               base_buffer *buffer)
{
    feel_run run;
    base_mark mark = base_arena_mark(scratch);
    bool fill = has_path(text), done = !fill || eval_run_again(finding, names, text->slots, scratch, &run);
    if (fill && done) run_lets(finding, &run);
    for (int32_t i = 0; done && i < text->count; i++) {
        const rules_piece *piece = &text->pieces[i];
        if (piece->is_due) put_due(finding, buffer);
        else if (piece->path) put_path(finding, &run, piece->path, names, buffer);
        else base_put_str(buffer, piece->text);
    }
    base_arena_rewind(scratch, mark);
    return !done || (fill && run.no_memory) || buffer->failed ? CW_ERR_NOMEM : CW_OK;
}

cw_status eval_put_template(const cw_finding *finding, const rules_template *text, bool names, base_buffer *buffer)
{
    base_arena scratch;
    base_arena_init(&scratch, finding->report->context);
    cw_status status = eval_put_template_in(&scratch, finding, text, names, buffer);
    base_arena_finish(&scratch);
    return status;
}

/* ---- covers ---- */

/* The cell that a cover names, `t.covers`: of the row that is the subject. */
static base_str cell_of(const cw_finding *finding, const feel_node *path)
{
    int32_t slot = path->kid_count > 0 ? path->kids[0]->index : -1;
    for (int32_t i = 0; i < finding->subject_count; i++) {
        const feel_value *row = &finding->subjects[i].value;
        if (finding->rule->variables[i].slot != slot || row->kind != FEEL_CONTEXT) continue;
        for (uint32_t k = 0; k < row->as.context->count; k++) {
            const feel_context_entry *entry = &row->as.context->entries[k];
            bool found = base_str_equal(entry->key, path->name) && entry->value.kind == FEEL_STRING;
            if (found) return feel_text(&entry->value);
        }
    }
    return (base_str){ "", 0 };
}

base_str eval_cover_at(const cw_finding *finding, int32_t index)
{
    const rules_cover *cover = &finding->rule->covers[index];
    return cover->path ? cell_of(finding, cover->path) : cover->id;
}

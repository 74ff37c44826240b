/* SPDX-License-Identifier: MIT */
/* Findings as they are added to a report: status, subjects and reasons. */
#include "eval/judge.h"

void eval_judge_refresh(eval_judge *judge)
{
    base_arena *scratch = judge->run.scratch;
    judge->run.steps = base_limit(judge->evaluator->context, CW_LIMIT_STEPS);
    scratch->most = scratch->bytes + (size_t)base_limit(judge->evaluator->context, CW_LIMIT_SCRATCH_BYTES);
}

static void *keep(eval_judge *judge, size_t count, size_t size)
{
    void *memory = base_arena_array(&judge->report->arena, count, size);
    if (!memory) judge->status = CW_ERR_NOMEM;
    return memory;
}

base_buffer *eval_fresh_text(eval_judge *judge)
{
    base_buffer_clear(&judge->evaluator->text);
    return &judge->evaluator->text;
}

const char *eval_keep_text(eval_judge *judge)
{
    const base_buffer *text = &judge->evaluator->text;
    char *kept = text->failed ? NULL : base_arena_copy(&judge->report->arena, text->data, text->length);
    if (!kept) judge->status = CW_ERR_NOMEM;
    return kept;
}

/* ---- subjects ---- */

static base_str row_key(const rules_table *table, const feel_value *row)
{
    const feel_context *cells = row->as.context;
    for (uint32_t i = 0; i < cells->count; i++)
        if (base_str_equal(cells->entries[i].key, table->key)) return feel_text(&cells->entries[i].value);
    return (base_str){ "", 0 };
}

static const char *keep_str(eval_judge *judge, base_str text)
{
    char *kept = base_arena_copy(&judge->report->arena, text.at, text.length);
    if (!kept) judge->status = CW_ERR_NOMEM;
    return kept;
}

static const char *kind_of(eval_judge *judge, const rules_variable *variable, const feel_value *value)
{
    if (value->kind == FEEL_RECORD) return model_kind_at(value->detail)->name;
    return variable->table ? keep_str(judge, variable->table->name) : "value";
}

void eval_put_subject(eval_judge *judge, const rules_variable *variable, base_buffer *text)
{
    const feel_value *value = &judge->run.slots[variable->slot];
    if (value->kind == FEEL_RECORD) eval_facts.put_record(&judge->run, value->as.host, false, text);
    else if (variable->table && value->kind == FEEL_CONTEXT) base_put_str(text, row_key(variable->table, value));
    else if (value->kind == FEEL_STRING) base_put_str(text, feel_text(value));
    else feel_put_value(&judge->run, value, false, text);
}

static void fill_subject(eval_judge *judge, const rules_variable *variable, eval_subject *out)
{
    const feel_value *value = &judge->run.slots[variable->slot];
    base_str id = value->kind == FEEL_RECORD ? model_record_id(value->as.host) : (base_str){ "", 0 };
    if (!out->variable) out->variable = keep_str(judge, variable->name);
    out->value = *value;
    out->kind = kind_of(judge, variable, value);
    if (id.length > 0) {
        out->id = id.at;
        return;
    }
    eval_put_subject(judge, variable, eval_fresh_text(judge));
    out->id = eval_keep_text(judge);
}

static void add_subjects(eval_judge *judge, int32_t count, cw_finding *finding)
{
    eval_subject *subjects = keep(judge, (size_t)count, sizeof *subjects);
    const cw_finding *before = finding > judge->report->findings ? finding - 1 : NULL;
    int32_t named = before && before->rule == finding->rule ? before->subject_count : 0;
    for (int32_t i = 0; subjects && i < count; i++) {
        if (i < named) subjects[i].variable = before->subjects[i].variable;
        fill_subject(judge, &judge->rule->variables[i], &subjects[i]);
    }
    finding->subjects = subjects;
    finding->subject_count = count;
}

/* ---- reasons ---- */

typedef struct collection { eval_judge *judge; eval_reason *reasons; int32_t count; } collection;

static void collect(void *user, const feel_missing *leaf)
{
    collection *all = user;
    eval_reason *reason = &all->reasons[all->count++];
    *reason = (eval_reason){ leaf->reason, NULL, NULL };
    if (leaf->reason == FEEL_MISSING_FACT) {
        eval_facts.put_fact(&all->judge->run, leaf->record, leaf->field, eval_fresh_text(all->judge));
        reason->fact = eval_keep_text(all->judge);
    } else {
        reason->message = leaf->message;
    }
}

/* Beyond the budget of the finding, which may be why there is something to tell. */
static void add_reasons(eval_judge *judge, const feel_missing *missing, cw_finding *finding)
{
    collection all = { judge, keep(judge, EVAL_REASONS_MOST, sizeof(eval_reason)), 0 };
    judge->run.scratch->most = 0;
    if (!all.reasons) return;
    finding->more_reasons = !feel_missing_visit(&judge->run, missing, EVAL_REASONS_MOST, collect, &all);
    finding->reasons = all.reasons;
    finding->reason_count = all.count;
    if (judge->run.no_memory) judge->status = CW_ERR_NOMEM;
}

/* ---- findings ---- */

/* Statuses are numbered by rank; unmet and overdue are of one rank, and overdue is told. */
static void pick(const eval_outcome *outcome, cw_finding *finding)
{
    int best = EVAL_MET, worst = EVAL_OVERDUE;
    while (!(outcome->possible & 1u << best)) best++;
    while (!(outcome->possible & 1u << worst)) worst--;
    bool one = best == worst || (best == EVAL_UNMET && worst == EVAL_OVERDUE);
    finding->status = (uint8_t)(one ? worst : EVAL_UNKNOWN);
    finding->best = (uint8_t)(one ? worst : best);
    finding->worst = (uint8_t)worst;
    bool due = finding->status != EVAL_UNKNOWN && finding->status != EVAL_NOT_APPLICABLE;
    finding->due = due ? outcome->due : INT64_MAX;
    finding->missed = outcome->missed;
    finding->missed_uncertain = outcome->missed_uncertain;
    finding->first_missed = outcome->first_missed;
    finding->note = finding->status == EVAL_NOT_APPLICABLE ? outcome->note : NULL;
}

static bool is_bad(uint8_t status)
{
    return status == EVAL_UNMET || status == EVAL_OVERDUE;
}

bool eval_finding_matters(const cw_finding *finding)
{
    return finding->rule->force == RULES_REQUIRED && is_bad(finding->worst);
}

static cw_finding *add(eval_judge *judge)
{
    cw_report *report = judge->report;
    void *items = report->findings;
    if (report->count >= base_limit(judge->evaluator->context, CW_LIMIT_FINDINGS)) {
        judge->status = CW_ERR_LIMIT;
        return NULL;
    }
    if (!base_grow(report->context, &items, &report->capacity, report->count + 1, sizeof *report->findings)) {
        judge->status = CW_ERR_NOMEM;
        return NULL;
    }
    report->findings = items;
    return &report->findings[report->count++];
}

static void fill(eval_judge *judge, int32_t count, const eval_outcome *outcome, cw_finding *finding)
{
    *finding = (cw_finding){ .report = judge->report, .rule = judge->rule };
    pick(outcome, finding);
    add_subjects(judge, count, finding);
    if (finding->status == EVAL_UNKNOWN) add_reasons(judge, outcome->missing, finding);
    if (count == judge->rule->variable_count) eval_add_notes(judge, finding);
    finding->violation = judge->rule->force == RULES_REQUIRED && is_bad(finding->status);
    judge->report->counts[finding->status]++;
    judge->report->violations += finding->violation;
}

int64_t eval_tell(eval_judge *judge, int32_t count, const eval_outcome *outcome)
{
    if (judge->run.no_memory) judge->status = CW_ERR_NOMEM;
    cw_finding *finding = judge->status == CW_OK ? add(judge) : NULL;
    if (!finding) return -1;
    fill(judge, count, outcome, finding);
    return judge->report->count - 1;
}

void eval_tell_again(eval_judge *judge, int64_t index, int32_t count, const eval_outcome *outcome)
{
    if (judge->run.no_memory) judge->status = CW_ERR_NOMEM;
    if (judge->status != CW_OK) return;
    cw_finding *finding = &judge->report->findings[index];
    judge->report->counts[finding->status]--;
    judge->report->violations -= finding->violation;
    fill(judge, count, outcome, finding);
}

/* SPDX-License-Identifier: MIT */
/* Findings as they are added to a report: status, subjects and reasons. */
#include "base/slow.h"
#include "eval/judge.h"

enum { SUBJECTS_TOGETHER = 32 };

eval_judge eval_judge_for(cw_evaluator *evaluator, cw_report *report)
{
    const cw_context *context = evaluator->context;
    return (eval_judge){
        .evaluator = evaluator, .report = report, .seen = INT64_MIN, .steps_most = base_limit(context, CW_LIMIT_STEPS),
        .scratch_most = (size_t)base_limit(context, CW_LIMIT_SCRATCH_BYTES), .findings_most = base_limit(context, CW_LIMIT_FINDINGS)
    };
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

void eval_put_subject(eval_judge *judge, const rules_variable *variable, base_buffer *text)
{
    const feel_value *value = &judge->run.slots[variable->slot];
    if (value->kind == FEEL_RECORD) eval_facts.put_record(&judge->run, value->as.host, false, text);
    else if (variable->table && value->kind == FEEL_CONTEXT) base_put_str(text, row_key(variable->table, value));
    else if (value->kind == FEEL_STRING) base_put_str(text, feel_text(value));
    else feel_put_value(&judge->run, value, false, text);
}

const char *eval_subject_variable(const cw_finding *finding, int32_t index)
{
    return finding->rule->variables[index].name.at;
}

const char *eval_subject_kind(const cw_finding *finding, int32_t index)
{
    const feel_value *value = &finding->subjects[index].value;
    const rules_table *table = finding->rule->variables[index].table;
    return value->kind == FEEL_RECORD ? model_kinds[value->detail].name : table ? table->name.at : "value";
}

/* Records without an id, rows of tables, values. */
BASE_SLOW static const char *spell_id(eval_judge *judge, const rules_variable *variable)
{
    eval_put_subject(judge, variable, eval_fresh_text(judge));
    return eval_keep_text(judge);
}

static inline void fill_subject(eval_judge *judge, const rules_variable *variable, eval_subject *out)
{
    const feel_value *value = &judge->run.slots[variable->slot];
    base_str id = value->kind == FEEL_RECORD ? model_record_id(value->as.host) : (base_str){ "", 0 };
    out->value = *value;
    out->id = id.length > 0 ? id.at : spell_id(judge, variable);
}

/* Room for a finding's subjects, taken from the arena for several findings at once. */
static eval_subject *take_subjects(eval_judge *judge, int32_t count)
{
    if (judge->spare_subjects < count) {
        judge->spare_subjects = count > SUBJECTS_TOGETHER ? count : SUBJECTS_TOGETHER;
        judge->subjects = base_arena_room(&judge->report->arena, (size_t)judge->spare_subjects * sizeof *judge->subjects);
    }
    if (!judge->subjects) {
        judge->spare_subjects = 0;
        judge->status = CW_ERR_NOMEM;
        return NULL;
    }
    eval_subject *taken = judge->subjects;
    judge->subjects += count;
    judge->spare_subjects -= count;
    return taken;
}

static void add_subjects(eval_judge *judge, int32_t count, cw_finding *finding)
{
    eval_subject *subjects = take_subjects(judge, count);
    const rules_variable *variables = judge->rule->variables;
    finding->subjects = subjects;
    finding->subject_count = count;
    for (int32_t i = 0; subjects && i < count; i++)
        fill_subject(judge, &variables[i], &subjects[i]);
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
typedef struct verdict { uint8_t status, best, worst; } verdict;

static verdict pick(uint32_t possible)
{
    int best = EVAL_MET, worst = EVAL_OVERDUE;
    while (!(possible & 1u << best)) best++;
    if (possible == 1u << best) return (verdict){ (uint8_t)best, (uint8_t)best, (uint8_t)best };
    while (!(possible & 1u << worst)) worst--;
    bool one = best == EVAL_UNMET && worst == EVAL_OVERDUE;
    return (verdict){ (uint8_t)(one ? worst : EVAL_UNKNOWN), (uint8_t)(one ? worst : best), (uint8_t)worst };
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
    if (report->count >= judge->findings_most) {
        judge->status = CW_ERR_LIMIT;
        return NULL;
    }
    if (report->count == report->capacity && !base_grow(report->context, &items, &report->capacity, report->count + 1, sizeof *report->findings)) {
        judge->status = CW_ERR_NOMEM;
        return NULL;
    }
    report->findings = items;
    return &report->findings[report->count++];
}

static const eval_cells *keep_cells(eval_judge *judge, const eval_cells *cells)
{
    eval_cells *kept = base_arena_room(&judge->report->arena, sizeof *kept);
    if (kept) *kept = *cells;
    else judge->status = CW_ERR_NOMEM;
    return kept;
}

static void fill(eval_judge *judge, int32_t count, const eval_outcome *outcome, cw_finding *finding)
{
    const rules_rule *rule = judge->rule;
    cw_report *report = judge->report;
    verdict verdict = pick(outcome->possible);
    bool idle = verdict.status == EVAL_NOT_APPLICABLE, violation = rule->force == RULES_REQUIRED && is_bad(verdict.status);
    /* Every field is named: what is left out a compiler clears beforehand, with all the rest. */
    *finding = (cw_finding){
        .report = report, .rule = rule, .subjects = NULL, .subject_count = 0,
        .status = verdict.status, .best = verdict.best, .worst = verdict.worst, .violation = violation,
        .note = idle ? outcome->note : NULL, .due = idle || verdict.status == EVAL_UNKNOWN ? INT64_MAX : outcome->due,
        .missed = outcome->missed, .missed_uncertain = outcome->missed_uncertain, .first_missed = outcome->first_missed,
        .cells = NULL,
        .reasons = NULL, .reason_count = 0, .more_reasons = false, .notes = NULL, .note_count = 0
    };
    report->counts[verdict.status]++;
    report->violations += violation;
    if (count > 0) add_subjects(judge, count, finding);
    if (outcome->cells) finding->cells = keep_cells(judge, outcome->cells);
    if (verdict.status == EVAL_UNKNOWN) add_reasons(judge, outcome->missing, finding);
    if (judge->waivers && count == rule->variable_count) eval_add_notes(judge, finding);
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

/* SPDX-License-Identifier: MIT */
/* The clauses of a finding's rule, run once more with a trace. */
#include <string.h>

#include "eval/again.h"
#include "eval/judge.h"

enum {
    PERIODS_SHOWN = 24,              /* the latest; a month of two years */
    BUDGETS = 2                      /* times CW_LIMIT_SCRATCH_BYTES for the values of all clauses, and as much for the traces */
};

typedef struct period { int64_t begin, end; uint32_t cell; } period;

typedef struct explainer {
    const cw_finding *finding;
    eval_explanation *out;
    cw_evaluator evaluator;          /* for the judge, which goes the way once more */
    cw_report report;
    eval_judge judge;
    int64_t day;                     /* on which `when` and `require` are shown */
    int64_t due;                     /* by which a waiver had to be there */
    period periods[PERIODS_SHOWN];   /* the latest: number n stands at n modulo PERIODS_SHOWN */
    int32_t period_count;
    period shown;                    /* the one that the finding turns on */
    feel_tracing tracing;
    size_t most;                     /* bytes that values may take */
    bool failed;                     /* no memory */
} explainer;

/* ---- budgets ---- */

static void give_budget(explainer *e)
{
    e->judge.run.steps = base_limit(e->finding->report->context, CW_LIMIT_STEPS);
    e->judge.run.kept = NULL;
    e->out->arena.most = e->most;
}

/* Room beside the budget, for what is small. */
static void *take(explainer *e, size_t count, size_t size)
{
    e->out->arena.most = 0;
    void *memory = base_arena_array(&e->out->arena, count, size);
    e->out->arena.most = e->most;
    e->failed |= !memory;
    return memory;
}

static void see(explainer *e, int64_t day)
{
    give_budget(e);
    eval_see(&e->judge, day);
}

/* ---- names of clauses ---- */

static const char *keep_name(explainer *e)
{
    const base_buffer *text = &e->evaluator.text;
    char *kept = text->failed ? NULL : take(e, text->length + 1, 1);
    e->failed |= !kept;
    if (kept && text->length > 0) memcpy(kept, text->data, text->length);
    return kept ? kept : "";
}

/* "for m"; "require on 2024-02-01", where that is not the judged day. */
static const char *clause_name(explainer *e, const char *word, base_str name, bool dated)
{
    base_buffer *text = eval_fresh_text(&e->judge);
    base_put(text, word);
    base_put_str(text, name);
    if (dated && e->day < e->judge.day) {
        base_put(text, " on ");
        base_put_day(text, e->day);
    }
    return keep_name(e);
}

static const char *term_name(explainer *e, const char *before, const rules_length *length, const char *after)
{
    base_buffer *text = eval_fresh_text(&e->judge);
    base_put(text, before);
    eval_put_term(text, eval_term_of(e->finding->report, length));
    base_put(text, after);
    return keep_name(e);
}

/* ---- clauses ---- */

static const base_str no_name = { "", 0 };

static void add(explainer *e, const char *name, const feel_node *node, feel_value *out)
{
    eval_explanation *explanation = e->out;
    give_budget(e);
    feel_trace *trace = feel_explain(&e->judge.run, node, &e->tracing);
    e->failed |= e->judge.run.no_memory;
    if (!trace || e->failed) return;
    base_str text = feel_node_text(node);
    explanation->clauses[explanation->clause_count++] = (eval_clause){ .name = name, .text = text, .trace = trace };
    if (out) *out = trace->value;
}

/* On the day that is shown. */
static void add_dated(explainer *e, const char *word, const feel_node *node)
{
    if (!node || e->failed) return;
    see(e, e->day);
    add(e, clause_name(e, word, no_name, true), node, NULL);
}

/* On the judged day. */
static void add_plain(explainer *e, const char *name, const feel_node *node)
{
    if (!node || e->failed) return;
    see(e, e->judge.day);
    add(e, name, node, NULL);
}

/* A clause with lines instead of a trace. */
static void add_lines(explainer *e, const char *name, const char **lines, int32_t count)
{
    if (!e->failed) e->out->clauses[e->out->clause_count++] = (eval_clause){ .name = name, .lines = lines, .line_count = count };
}

/* The lists that were read: up to the one that was not known, or held something that was not. */
static void explain_lists(explainer *e)
{
    const rules_rule *rule = e->finding->rule;
    for (int32_t i = 0; i < rule->variable_count && i <= e->finding->subject_count && !e->failed; i++)
        add(e, clause_name(e, "for ", rule->variables[i].name, false), rule->variables[i].list, NULL);
    see(e, e->day);
    for (int32_t i = 0; i < rule->variable_count && !e->failed; i++)
        if (rule->variables[i].filter)
            add(e, clause_name(e, "filter of ", rule->variables[i].name, true), rule->variables[i].filter, NULL);
}

static void explain_lets(explainer *e)
{
    const rules_rule *rule = e->finding->rule;
    for (int32_t i = 0; i < rule->let_count && !e->failed; i++)
        add(e, clause_name(e, "let ", rule->lets[i].name, true), rule->lets[i].value, &e->judge.run.slots[rule->lets[i].slot]);
}

/* ---- periods ---- */

static void see_period(void *user, int64_t begin, int64_t end, uint32_t cell)
{
    explainer *e = user;
    period seen = { begin, end, cell };
    e->periods[e->period_count++ % PERIODS_SHOWN] = seen;
    if (e->shown.end != e->finding->due || e->period_count == 1) e->shown = seen;
}

static void put_cell(base_buffer *text, uint32_t cell)
{
    static const char *const words[] = { "met", "not owed", "waived", "pending", "missed" };
    const char *before = "";
    for (int i = 0; i < 5; i++) {
        if (!(cell & 1u << i)) continue;
        base_put(text, before);
        base_put(text, words[i]);
        before = " or ";
    }
}

static const char *period_line(explainer *e, const period *period)
{
    base_buffer *text = eval_fresh_text(&e->judge);
    base_put_day(text, period->begin);
    base_put(text, " to ");
    base_put_day(text, period->end);
    base_put(text, ": ");
    put_cell(text, period->cell);
    return keep_name(e);
}

static void explain_periods(explainer *e)
{
    int32_t kept = e->period_count < PERIODS_SHOWN ? e->period_count : PERIODS_SHOWN, count = 0;
    const char **lines = take(e, (size_t)kept + 1, sizeof *lines);
    if (e->failed) return;
    if (kept < e->period_count) {
        base_putf(eval_fresh_text(&e->judge), "(%d earlier ones)", (int)(e->period_count - kept));
        lines[count++] = keep_name(e);
    }
    for (int32_t i = e->period_count - kept; i < e->period_count; i++)
        lines[count++] = period_line(e, &e->periods[i % PERIODS_SHOWN]);
    if (count == 0) lines[count++] = "no period was judged";
    add_lines(e, term_name(e, "every ", &e->finding->rule->every, ""), lines, count);
}

/* ---- what excuses ---- */

static void explain_waivers(explainer *e)
{
    int32_t most = eval_waiver_count(&e->judge), count = 0;
    const char **lines = take(e, (size_t)most + 1, sizeof *lines);
    const struct waiver *at = NULL;
    for (int32_t i = 0; i < most && !e->failed; i++) {
        at = eval_put_waiver(&e->judge, at, eval_fresh_text(&e->judge));
        lines[count++] = keep_name(e);
    }
    if (e->failed) return;
    if (count == 0) lines[count++] = "no waiver names the rule and its subjects";
    base_buffer *text = eval_fresh_text(&e->judge);
    base_put(text, "waived by ");
    eval_put_roles(e->finding->rule, text);
    add_lines(e, keep_name(e), lines, count);
}

static void explain_excuses(explainer *e)
{
    const rules_rule *rule = e->finding->rule;
    if (rule->waived_when_count == 0 && rule->waived_by_count == 0) return;
    see(e, e->day);
    eval_excused(&e->judge, e->day, e->due);
    for (int32_t i = 0; i < rule->waived_when_count; i++) add_dated(e, "waived when", rule->waived_when[i]);
    if (rule->waived_by_count > 0 && !e->failed) explain_waivers(e);
}

/* ---- the days of a finding ---- */

static void put_period(explainer *e)
{
    feel_range *range = take(e, 1, sizeof *range);
    if (!range || e->finding->rule->period_slot < 0) return;
    *range = (feel_range){ true, true, FEEL_ENDS, feel_date(e->shown.begin), feel_date(e->shown.end) };
    e->judge.run.slots[e->finding->rule->period_slot] = (feel_value){ .kind = FEEL_RANGE, .as.range = range };
}

static void find_period(explainer *e, const eval_span *span)
{
    eval_rows rows;
    eval_outcome outcome = {0};
    eval_rows_begin(&rows);
    e->judge.rows = &rows;
    e->judge.watch = see_period;
    e->judge.watcher = e;
    eval_judge_recurrence(&e->judge, span, &outcome);
    if (e->period_count == 0) return;
    e->day = e->due = e->shown.end;
    put_period(e);
}

/* As the finding was judged: on the due day or the end of the period that it turns on, where that is past. */
static void find_days(explainer *e)
{
    eval_span span;
    const feel_missing *missing = NULL;
    e->day = e->due = e->judge.day;
    if (e->finding->subject_count < e->finding->rule->variable_count || !eval_find_span(&e->judge, &span, &missing)) return;
    if (e->finding->rule->shape == RULES_SHAPE_RECURRENCE) find_period(e, &span);
    if (e->finding->rule->shape != RULES_SHAPE_DEADLINE) return;
    e->due = span.due;
    if (span.due < e->day) e->day = span.due;
    if (span.end < e->day) e->day = span.end;
}

/* ---- all of it ---- */

static void explain_days(explainer *e)
{
    const rules_rule *rule = e->finding->rule;
    add_plain(e, "from", rule->from);
    add_plain(e, "until", rule->until);
    add_plain(e, "by", rule->by);
    if (rule->anchor) add_plain(e, term_name(e, "within ", &rule->within, " of"), rule->anchor);
    see(e, e->judge.day);
    e->judge.run.open_ranges = true;
    add_plain(e, "paused", rule->paused);
    e->judge.run.open_ranges = false;
    if (rule->shape == RULES_SHAPE_RECURRENCE) explain_periods(e);
}

/* The rule's own words, and apart from them what is asked of itself of a review item, where those do not end it. */
static void explain_when(explainer *e)
{
    const rules_rule *rule = e->finding->rule;
    const feel_node *applies = rule->when;
    feel_value value = {0};
    see(e, e->day);
    if (rule->written_when) {
        add(e, clause_name(e, "when", no_name, true), rule->written_when, &value);
        applies = rule->when != rule->written_when ? rule->when->kids[1] : NULL;
    }
    bool ended = value.kind == FEEL_BOOLEAN && value.as.integer == 0;
    if (applies && !ended && !e->failed) add(e, clause_name(e, "when the items apply", no_name, true), applies, NULL);
}

static void explain_clauses(explainer *e)
{
    const rules_rule *rule = e->finding->rule;
    explain_lists(e);
    explain_lets(e);
    explain_when(e);
    if (e->finding->subject_count < rule->variable_count) return;
    explain_days(e);
    /* Without a period, nothing was required yet. */
    if (rule->shape == RULES_SHAPE_RECURRENCE && e->period_count == 0) return;
    add_dated(e, "require", rule->require);
    bool twice = rule->shape == RULES_SHAPE_DEADLINE && e->day < e->judge.day && e->finding->status != EVAL_MET;
    if (twice) add_plain(e, "require", rule->require);
    explain_excuses(e);
}

/* Nothing ran where the case was not open yet, it is not known whether it was closed, or no version was in force. */
static bool nothing_ran(const cw_finding *finding)
{
    const model_slot *slots = finding->report->one->root->slots;
    int64_t as_of = finding->report->as_of, opened = slots[MODEL_SLOT_CASE_OPENED].as.integer;
    if (as_of < opened || (as_of > opened && slots[MODEL_SLOT_CASE_CLOSED].state == MODEL_NULL)) return true;
    return finding->rule->shape == RULES_SHAPE_STATE && !eval_is_valid_on(finding->rule, finding->report->view->day);
}

/* ---- names of members ---- */

static bool is_name(const void *host, const void *handle)
{
    const cw_record *record = host;
    const model_field *field = handle;
    return record->kind == MODEL_KIND_MEMBER && strcmp(field->name, model_field_by(MODEL_FIELD_MEMBER_NAME)->name) == 0;
}

/* A rule may be long, and call much: beyond this many nodes an expression counts as one that tells names. */
enum { LOOKED_AT_MOST = 10000 };

/* Whether an expression reads a name, or a variable that may hold one, on whatever day. Recursion is as deep as the
 * expression: CW_LIMIT_EXPRESSION_DEPTH. */
static bool may_tell_names(const explainer *e, const feel_node *node, int32_t *looked_at)
{
    if (++*looked_at > LOOKED_AT_MOST) return true;
    if (node->op == FEEL_OP_FIELD && base_str_is(node->name, model_field_by(MODEL_FIELD_MEMBER_NAME)->name)) return true;
    if (node->op == FEEL_OP_SLOT && e->tracing.slots[node->index]) return true;
    for (int i = 0; i < node->kid_count; i++)
        if (may_tell_names(e, node->kids[i], looked_at)) return true;
    const feel_instance *called = node->op == FEEL_OP_CALL ? node->handle : NULL;
    return called && called->body && may_tell_names(e, called->body, looked_at);
}

/* The `let`s run without a trace, on several days. Subjects are records and rows, whose names are fields. */
static void mark_lets(explainer *e)
{
    const rules_rule *rule = e->finding->rule;
    for (int32_t i = 0; i < rule->let_count; i++) {
        int32_t looked_at = 0;
        e->tracing.slots[rule->lets[i].slot] = may_tell_names(e, rule->lets[i].value, &looked_at);
    }
}

/* ---- beginning and end ---- */

static void make_room(explainer *e)
{
    size_t budget = BUDGETS * (size_t)base_limit(e->finding->report->context, CW_LIMIT_SCRATCH_BYTES);
    eval_explanation *out = e->out;
    e->most = out->arena.bytes + budget;
    out->traces.most = budget;
    e->tracing = (feel_tracing){ .arena = &out->traces, .marks = is_name };
    e->tracing.slots = take(e, e->judge.run.slot_count, sizeof *e->tracing.slots);
    if (e->tracing.slots) mark_lets(e);
}

static void begin(explainer *e)
{
    const cw_report *report = e->finding->report;
    const model_slot *closed = &report->one->root->slots[MODEL_SLOT_CASE_CLOSED];
    e->report = *report;
    e->evaluator.context = report->context;
    base_arena_init(&e->report.arena, report->context);
    base_buffer_init(&e->evaluator.text, report->context);
    eval_judge *judge = &e->judge;
    *judge = eval_judge_for(&e->evaluator, &e->report);
    judge->rule = e->finding->rule;
    judge->days = report->view->days;
    judge->day = report->view->day;
    judge->closed = closed->state == MODEL_VALUE && closed->as.integer <= report->as_of ? closed->as.integer : INT64_MAX;
    e->failed = !eval_run_again(e->finding, true, judge->rule->slots, &e->out->arena, &judge->run);
    if (!e->failed) make_room(e);
}

/* The values, or the traces, reached their bound: what there is does not tell the whole. */
static bool is_over(const explainer *e)
{
    return e->tracing.over || e->out->arena.failed;
}

static cw_status finish(explainer *e)
{
    eval_see_judged(&e->judge);
    e->out->run = e->judge.run;
    e->failed |= e->judge.run.no_memory;
    base_arena_finish(&e->report.arena);
    base_buffer_finish(&e->evaluator.text);
    eval_schedule_finish(&e->evaluator);
    if (e->failed) return CW_ERR_NOMEM;
    if (e->judge.status != CW_OK) return e->judge.status;
    return is_over(e) ? CW_ERR_LIMIT : CW_OK;
}

cw_status eval_explain(const cw_finding *finding, eval_explanation *out)
{
    const rules_rule *rule = finding->rule;
    explainer e = { .finding = finding, .out = out };
    *out = (eval_explanation){0};
    base_arena_init(&out->arena, finding->report->context);
    base_arena_init(&out->traces, finding->report->context);
    size_t most = 12 + 2 * (size_t)rule->variable_count + (size_t)rule->let_count + (size_t)rule->waived_when_count;
    out->clauses = base_arena_array(&out->arena, most, sizeof *out->clauses);
    begin(&e);
    e.failed |= !out->clauses;
    if (!e.failed && !nothing_ran(finding)) {
        eval_waivers_find(&e.judge);
        eval_waivers_begin(&e.judge);
        find_days(&e);
        eval_see_judged(&e.judge);
        explain_clauses(&e);
    }
    cw_status status = finish(&e);
    if (status != CW_OK) eval_explanation_finish(out);
    return status;
}

void eval_explanation_finish(eval_explanation *explanation)
{
    base_arena_finish(&explanation->traces);
    base_arena_finish(&explanation->arena);
    *explanation = (eval_explanation){0};
}

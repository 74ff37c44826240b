/* SPDX-License-Identifier: MIT */
/* The clauses of a finding's rule, run once more with a trace. */
#include "eval/again.h"

#include <string.h>

typedef struct explainer {
    const cw_finding *finding;
    eval_explanation *out;
    bool failed;
} explainer;

/* "for m": made once for each explanation. */
static const char *clause_name(explainer *e, const char *word, base_str name)
{
    size_t length = strlen(word);
    char *made = base_arena_alloc(&e->out->arena, length + name.length + 1);
    if (!made) {
        e->failed = true;
        return word;
    }
    memcpy(made, word, length);
    memcpy(made + length, name.at, name.length);
    return made;
}

static void add(explainer *e, const char *name, const feel_node *node, feel_value *out)
{
    eval_explanation *explanation = e->out;
    explanation->run.steps = base_limit(e->finding->report->context, CW_LIMIT_STEPS);
    feel_trace *trace = feel_explain(&explanation->run, node);
    if (!trace || explanation->run.no_memory) {
        e->failed = true;
        return;
    }
    base_str text = { node->source->text.at + node->start, node->end - node->start };
    explanation->clauses[explanation->clause_count++] = (eval_clause){ name, text, trace };
    if (out) *out = trace->value;
}

/* The lists that were read: up to the one that was not known, or held something that was not. */
static void explain_lists(explainer *e)
{
    const rules_rule *rule = e->finding->rule;
    for (int32_t i = 0; i < rule->variable_count && i <= e->finding->subject_count && !e->failed; i++)
        add(e, clause_name(e, "for ", rule->variables[i].name), rule->variables[i].list, NULL);
    for (int32_t i = 0; i < rule->variable_count && !e->failed; i++)
        if (rule->variables[i].filter)
            add(e, clause_name(e, "filter of ", rule->variables[i].name), rule->variables[i].filter, NULL);
}

static void explain_clause(explainer *e, const char *name, const feel_node *node)
{
    if (node && !e->failed) add(e, name, node, NULL);
}

static void explain_clauses(explainer *e)
{
    const rules_rule *rule = e->finding->rule;
    for (int32_t i = 0; i < rule->let_count && !e->failed; i++)
        add(e, clause_name(e, "let ", rule->lets[i].name), rule->lets[i].value, &e->out->run.slots[rule->lets[i].slot]);
    explain_clause(e, "when", rule->when);
    if (e->finding->subject_count < rule->variable_count) return;
    explain_clause(e, "from", rule->from);
    explain_clause(e, "until", rule->until);
    explain_clause(e, "require", rule->require);
}

/* Nothing ran where the case was not open yet, or it is not known whether it was closed. */
static bool nothing_ran(const cw_finding *finding)
{
    const model_slot *slots = finding->report->one->root->slots;
    int64_t as_of = finding->report->as_of, opened = slots[MODEL_SLOT_CASE_OPENED].as.integer;
    return as_of < opened || (as_of > opened && slots[MODEL_SLOT_CASE_CLOSED].state == MODEL_NULL);
}

cw_status eval_explain(const cw_finding *finding, bool names, eval_explanation *out)
{
    const rules_rule *rule = finding->rule;
    *out = (eval_explanation){0};
    explainer e = { finding, out, false };
    base_arena_init(&out->arena, finding->report->context);
    size_t most = 4 + 2 * (size_t)rule->variable_count + (size_t)rule->let_count;
    out->clauses = base_arena_array(&out->arena, most, sizeof *out->clauses);
    e.failed = !out->clauses || !eval_run_again(finding, names, rule->slots, &out->arena, &out->run);
    out->arena.most = 0;         /* steps bound it; a trace takes more than the values */
    if (!e.failed && !nothing_ran(finding)) {
        explain_lists(&e);
        explain_clauses(&e);
    }
    if (e.failed) eval_explanation_finish(out);
    return e.failed ? CW_ERR_NOMEM : CW_OK;
}

void eval_explanation_finish(eval_explanation *explanation)
{
    base_arena_finish(&explanation->arena);
    *explanation = (eval_explanation){0};
}

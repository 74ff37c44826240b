/* SPDX-License-Identifier: MIT */
/* The versions of a rule: which of them judges. A rule and its subjects have one finding, whichever versions come upon them. */
#include "eval/judge.h"

/* What versions made of some subjects so far. */
typedef struct claim {
    int64_t finding;
    bool claimed;                    /* by a version */
    eval_rows rows;                  /* of a recurrence, which goes on from version to version */
} claim;

typedef struct eval_versions {
    base_map claims;                 /* by subjects */
} eval_versions;

static void put_key(eval_judge *judge, int32_t count, base_buffer *text)
{
    for (int32_t i = 0; i < count; i++) {
        size_t start = text->length;
        eval_put_subject(judge, &judge->rule->variables[i], text);
        base_putf(text, "/%zu/", text->length - start);
    }
    base_putf(text, "%d", (int)(judge->rule->variable_count - count));
}

/* NULL: no memory, and judge->status says so. */
static claim *find_claim(eval_judge *judge, int32_t count)
{
    base_buffer *text = eval_fresh_text(judge);
    put_key(judge, count, text);
    base_str key = { text->data, text->length };
    void *found = text->failed ? NULL : base_map_find(&judge->versions->claims, key);
    if (found) return found;
    claim *made = base_arena_alloc(&judge->report->arena, sizeof *made);
    key.at = eval_keep_text(judge);
    if (!made || !key.at || !base_map_add(&judge->versions->claims, key, made, &found)) {
        judge->status = CW_ERR_NOMEM;
        return NULL;
    }
    made->finding = -1;
    eval_rows_begin(&made->rows);
    return made;
}

/* The first version that claims the subjects judges them; of a recurrence each version its own periods. */
static void tell_claim(eval_judge *judge, claim *claim, int32_t count, const eval_outcome *outcome)
{
    bool goes_on = judge->rule->shape == RULES_SHAPE_RECURRENCE;
    if (claim->finding < 0) claim->finding = eval_tell(judge, count, outcome);
    else if (outcome->claimed && (goes_on || !claim->claimed)) eval_tell_again(judge, claim->finding, count, outcome);
    claim->claimed |= outcome->claimed;
}

void eval_judge_and_tell(eval_judge *judge, int32_t count, const feel_missing *membership, const eval_outcome *known)
{
    eval_rows rows;
    eval_outcome outcome;
    claim *claim = judge->versions ? find_claim(judge, count) : NULL;
    if (judge->status != CW_OK) return;
    judge->rows = claim ? &claim->rows : &rows;
    if (!claim && judge->rule->shape == RULES_SHAPE_RECURRENCE) eval_rows_begin(&rows);
    if (known) outcome = *known;
    else eval_judge_tuple(judge, membership, &outcome);
    /* A later version that asks nothing of a list nobody can tell takes nothing back of what an earlier one said. */
    bool asks_nothing = known && outcome.possible == 1u << EVAL_NOT_APPLICABLE;
    if (claim && asks_nothing && claim->finding >= 0) return;
    if (claim) tell_claim(judge, claim, count, &outcome);
    else eval_tell(judge, count, &outcome);
}

/* A state is judged by the version in force; other shapes look for their own day. */
static bool is_in_force(const eval_judge *judge, const rules_rule *rule)
{
    return rule->shape != RULES_SHAPE_STATE || eval_is_valid_on(rule, judge->day);
}

static void judge_version(eval_judge *judge)
{
    judge->ends_are_found = judge->span_is_found = false;
    judge->wasted = 0;
    eval_see_judged(judge);
    eval_waivers_find(judge);
    if (judge->status == CW_OK) eval_go_through(judge);
}

void eval_judge_versions(eval_judge *judge)
{
    eval_versions versions;
    const rules_rule *first = judge->rule;
    base_mark mark = base_arena_mark(judge->run.scratch);
    bool any = false;
    base_map_init(&versions.claims, &judge->report->arena);
    judge->versions = first->next_version ? &versions : NULL;
    for (const rules_rule *rule = first; rule && judge->status == CW_OK; rule = rule->next_version) {
        bool in_force = is_in_force(judge, rule);
        any |= in_force;
        if (!in_force || eval_inactive(judge->report->rules, rule)) continue;
        judge->rule = rule;
        judge_version(judge);
        judge->waivers = NULL;
        base_arena_rewind(judge->run.scratch, mark);
    }
    judge->rule = first;
    judge->versions = NULL;
    eval_outcome outcome = eval_outcome_not_applicable("no version");
    if (!any && judge->status == CW_OK) eval_tell(judge, 0, &outcome);
}

/* SPDX-License-Identifier: MIT */
/* What a rule says on every day alike. Where the day on which a rule is to be read is not known, only this can tell that it
 * does not apply: `when` may be false today and have been true on the day that counts. */
#include "eval/judge.h"
#include "eval/names.h"
#include "feel/builtin.h"

typedef struct scan { const eval_judge *judge; bool in_rule; } scan;

/* Variables of the rule stand for the same record on each day; what a `let` or `period` stands for changes. */
static bool slot_is_timeless(const scan *scan, int32_t slot)
{
    const rules_rule *rule = scan->judge->rule;
    if (!scan->in_rule) return true;
    for (int32_t i = 0; i < rule->let_count; i++)
        if (rule->lets[i].slot == slot) return false;
    return slot != rule->period_slot;
}

/* Whether rules say what it means that the field is absent, which may hang on the day. */
static bool is_settled(const scan *scan, const model_field *field)
{
    const cw_rules *rules = scan->judge->report->rules;
    for (int32_t i = 0; i < rules->absent_count; i++)
        if (rules->absents[i]->field == field) return true;
    return false;
}

/* References are left out: whether their target is there hangs on the day. */
static bool field_is_timeless(const scan *scan, const model_field *field)
{
    const cw_record *root = scan->judge->report->one->root;
    bool plain = field->type == MODEL_TEXT || field->type == MODEL_NUMBER || field->type == MODEL_BOOLEAN ||
                 field->type == MODEL_TERM || field->type == MODEL_TEXTS || field->type == MODEL_TERMS;
    if (!plain || field->derived || is_settled(scan, field)) return false;
    return !field->dated || (field == model_field_by(MODEL_FIELD_CASE_TYPES) && root->slots[MODEL_SLOT_CASE_HISTORY].state == MODEL_ABSENT);
}

static bool builtin_is_timeless(const feel_builtin *row)
{
    base_str name = base_str_of(row->name);
    return base_str_is(name, "not") || base_str_is(name, "list contains") || base_str_is(name, "count");
}

static bool node_is_timeless(const scan *scan, const feel_node *node)
{
    switch ((feel_op)node->op) {
    case FEEL_OP_LITERAL: case FEEL_OP_LIST: case FEEL_OP_RANGE: case FEEL_OP_GLOBAL: case FEEL_OP_EQUAL: case FEEL_OP_NOT_EQUAL:
    case FEEL_OP_LESS: case FEEL_OP_LESS_EQUAL: case FEEL_OP_GREATER: case FEEL_OP_GREATER_EQUAL: case FEEL_OP_AND: case FEEL_OP_OR:
    case FEEL_OP_IN: case FEEL_OP_IN_RANGE: case FEEL_OP_SOME: case FEEL_OP_EVERY: case FEEL_OP_CALL: return true;
    case FEEL_OP_SLOT: return slot_is_timeless(scan, node->index);
    case FEEL_OP_HOST: return node->index == EVAL_NAME_CASE;
    case FEEL_OP_FIELD: return field_is_timeless(scan, node->handle);
    case FEEL_OP_BUILTIN: return builtin_is_timeless(node->handle);
    default: return false;
    }
}

enum { NODES_MOST = 10000 };         /* of what calls more it is not told, since it may call one thing many times over */

/* Recursion is as deep as the expression with all that it calls: CW_LIMIT_EXPRESSION_DEPTH. */
static bool is_timeless(scan scan, const feel_node *node, int32_t *left)
{
    if (--*left < 0 || !node_is_timeless(&scan, node)) return false;
    for (int i = 0; i < node->kid_count; i++)
        if (!is_timeless(scan, node->kids[i], left)) return false;
    if (node->op != FEEL_OP_CALL) return true;
    const feel_instance *called = node->handle;
    scan.in_rule = false;
    return called->body && is_timeless(scan, called->body, left);
}

/* One of the conditions that are joined by `and` is false on all days. Recursion: as above. */
static bool is_never(eval_judge *judge, const feel_node *node)
{
    int32_t left = NODES_MOST;
    if (!node) return false;
    if (node->op == FEEL_OP_AND) return is_never(judge, node->kids[0]) || is_never(judge, node->kids[1]);
    return is_timeless((scan){ judge, true }, node, &left) && eval_ask(judge, node).poss == EVAL_NO;
}

bool eval_is_never_listed(eval_judge *judge)
{
    eval_see(judge, judge->day);
    for (int32_t i = 0; i < judge->rule->variable_count; i++)
        if (is_never(judge, judge->rule->variables[i].filter)) return true;
    return false;
}

bool eval_never_applies(eval_judge *judge)
{
    return eval_is_never_listed(judge) || is_never(judge, judge->rule->when);
}

/* SPDX-License-Identifier: MIT */
/* What is found on the way through the checked expressions of rules: conditions that contradict each other, and anchors that a
 * revision of the plan moves. */
#include "author/lint_file.h"

/* ---- contradictions ---- */

static bool check_chain(author_linter *self, const feel_node *node)
{
    bool negative = node->op == FEEL_OP_OR;
    author_clash clash;
    if (!author_find_clash(self, &node, 1, negative, &clash))
        return !self->arena.failed;
    return author_warn(self, author_lint_text_of(self, clash.b->source), negative ? AUTHOR_TELL_NEVER_FALSE : AUTHOR_TELL_NEVER_TRUE,
                       (rules_span){clash.b->start, clash.b->end}, (base_str){0}, feel_node_text(clash.a), feel_node_text(clash.b));
}

/* Whether what the node says as a whole was looked at already: `when` and filters, all together. */
static bool is_known(const rules_rule *rule, const feel_node *node, const feel_node *parent)
{
    bool known = rule && !parent && node == rule->when;
    for (int32_t i = 0; rule && !parent && i < rule->variable_count; i++)
        known |= node == rule->variables[i].filter;
    return known && node->op == FEEL_OP_AND;
}

bool author_lint_visit(void *user, const feel_node *node, const feel_node *parent, const feel_condition *condition)
{
    author_linter *self = user;
    bool chain = (node->op == FEEL_OP_AND || node->op == FEEL_OP_OR) && node->source && !(parent && parent->op == node->op);
    return !chain || (!condition && is_known(self->rule, node, parent)) || check_chain(self, node);
}

/* ---- anchors ---- */

/* The value in a slot; they stand there in order. NULL: another thing stands there. */
static const rules_let *let_in(const rules_rule *rule, int32_t slot)
{
    int32_t i = rule->let_count > 0 ? slot - rule->lets[0].slot : -1;
    return i >= 0 && i < rule->let_count && rule->lets[i].slot == slot ? &rule->lets[i] : NULL;
}

/* Whether it reads the plan in force on the judged day, in a `let` or a condition too; *left bounds the work. Depth is bounded by
 * CW_LIMIT_EXPRESSION_DEPTH. */
static bool reads_plan(const author_linter *self, const rules_rule *rule, const feel_node *node, bool in_rule, int *left)
{
    if (!node || --*left < 0)
        return false;
    if (node->op == FEEL_OP_HOST && node->index == self->plan)
        return true;
    if (node->op == FEEL_OP_CALL && reads_plan(self, rule, ((const feel_instance *)node->handle)->body, false, left))
        return true;
    const rules_let *let = in_rule && node->op == FEEL_OP_SLOT ? let_in(rule, node->index) : NULL;
    if (let)
        return reads_plan(self, rule, let->value, true, left);
    int kids = node->op == FEEL_OP_AS_OF ? 1 : node->kid_count;      /* the plan of another day stays what it was */
    for (int i = 0; i < kids; i++)
        if (reads_plan(self, rule, node->kids[i], in_rule, left))
            return true;
    return false;
}

static bool check_anchors(author_linter *self, const rules_rule *rule)
{
    enum { LOOK_MOST = 2000 };
    const struct { const char *word; const feel_node *node; } clauses[] = {{"from", rule->from}, {"by", rule->by}, {"within", rule->anchor}};
    for (size_t i = 0; i < sizeof clauses / sizeof clauses[0]; i++) {
        const feel_node *node = clauses[i].node;
        int left = LOOK_MOST;
        if (!node || !node->source || !reads_plan(self, rule, node, true, &left))
            continue;
        if (!author_warn(self, author_lint_text_of(self, node->source), AUTHOR_TELL_MOVING_ANCHOR, (rules_span){node->start, node->end},
                         BASE_STR("what was missed before is forgotten then; `earliest(plans.since)` is the day of the first plan, and `for` "
                                  "can go through `plans`"),
                         base_str_of(clauses[i].word), (base_str){0}))
            return false;
    }
    return true;
}

/* ---- rules ---- */

static bool look_at_text(author_linter *self, const rules_template *text)
{
    for (int32_t i = 0; i < text->count; i++)
        if (!author_tour_expression(&self->tour, text->pieces[i].path))
            return false;
    return true;
}

bool author_lint_expressions(author_linter *self, const rules_rule *rule)
{
    self->rule = rule;
    bool whole = author_tour_rule(&self->tour, rule) && look_at_text(self, &rule->title) && look_at_text(self, &rule->remedy);
    self->rule = NULL;
    return whole && check_anchors(self, rule);
}

bool author_lint_absent(author_linter *self, const rules_absent *absent)
{
    return author_tour_expression(&self->tour, absent->value);
}

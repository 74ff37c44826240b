/* SPDX-License-Identifier: MIT */
/* What is odd about a rule as a whole: where it is written, on which days it is valid, whether it can apply at all. */
#include "author/lint_file.h"

static const author_lint_item *item_of(const author_linter *self, const rules_rule *rule, const author_lint_text **text)
{
    *text = author_lint_text_of(self, &rule->file->source);
    return *text ? author_lint_item_at(*text, rule->start) : NULL;
}

/* ---- where it is written ---- */

/* Whether some rule of each file covers something. */
static void find_covers(const author_linter *self)
{
    for (int32_t i = 0; i < self->rules->rule_count; i++)
        for (const rules_rule *rule = self->rules->rules[i]; rule; rule = rule->next_version) {
            author_lint_text *text = author_lint_text_of(self, &rule->file->source);
            if (text && rule->cover_count > 0)
                text->has_covers = true;
        }
}

static bool check_origin(author_linter *self, const rules_rule *rule)
{
    const author_lint_text *text;
    const author_lint_item *item = item_of(self, rule, &text);
    if (!item)
        return true;
    if (rule->citation_count == 0 &&
        !author_warn(self, text, AUTHOR_TELL_NO_SOURCE, item->name, BASE_STR("add `source: CODE \"place\"`, and declare the code above the items"),
                     rule->name, (base_str){0}))
        return false;
    return rule->cover_count > 0 || !text->has_covers ||
           author_warn(self, text, AUTHOR_TELL_NO_COVERS, item->name, (base_str){0}, rule->name, (base_str){0});
}

/* ---- when it is valid ---- */

/* "from 2024-01-01 to 2024-06-30". */
static base_str show_days(author_linter *self, int64_t first, int64_t last)
{
    char low[BASE_DAY_BYTES], high[BASE_DAY_BYTES];
    base_str from = {low, base_day_text(first, low)}, until = {high, base_day_text(last, high)};
    if (first == last)
        return author_lint_join(self, "on ", from, "");
    from = author_lint_join(self, "from ", from, " to ");
    return author_lint_join(self, from.at, until, "");
}

static bool check_gap(author_linter *self, const rules_rule *rule)
{
    const author_lint_text *text;
    const rules_rule *next = rule->next_version;
    if (!next || rule->valid_until == INT64_MAX || next->valid_from <= rule->valid_until + 1)
        return true;
    const author_lint_item *item = item_of(self, next, &text);
    rules_cursor behind;
    uint32_t line = 0;
    if (!item)
        return true;
    rules_span at = item->name;
    if (author_lint_clause(item, "valid", &line, &behind))
        at = (rules_span){item->lines[line - 1].start, item->lines[line - 1].end};
    return author_warn(self, text, AUTHOR_TELL_GAP, at, BASE_STR("`valid` begins on the day after the version before it ends"), rule->name,
                       show_days(self, rule->valid_until + 1, next->valid_from - 1));
}

/* `retire NAME from DAY`, and nothing is left of the rule before that day either. */
static bool check_retired(author_linter *self, const author_lint_item *item)
{
    rules_reader *reader = (rules_reader *)&item->text->reader;
    rules_cursor behind = {reader, item->name.end, item->lines[item->line_count - 1].end};
    base_str name = rules_str(reader, item->name);
    if (!rules_take_word(&behind, "from") || rules_find(self->rules, name))
        return true;
    return author_warn(self, item->text, AUTHOR_TELL_RETIRED_EARLY, item->name, BASE_STR("leave out `from`, or retire it from a later day"), name,
                       (base_str){0});
}

/* `override` with `valid`, of which nothing is left. What is retired as a whole is meant so; where something else changes the rule,
 * nobody can tell whose part is missing. */
static bool check_override(author_linter *self, const author_lint_item *item)
{
    base_str name = rules_str(&item->text->reader, item->name);
    const rules_rule *first = rules_find(self->rules, name);
    for (const rules_rule *rule = first; rule; rule = rule->next_version)
        if (rule->changed_by)
            return true;
    return !first || author_warn(self, item->text, AUTHOR_TELL_OVERRIDE_IDLE, item->name, (base_str){0}, name, (base_str){0});
}

/* ---- whether it can apply ---- */

static bool tell_never(author_linter *self, const rules_rule *rule, const feel_node *at, base_str why)
{
    return author_warn(self, author_lint_text_of(self, at->source), AUTHOR_TELL_NEVER_APPLIES, (rules_span){at->start, at->end}, (base_str){0},
                       rule->name, why);
}

/* `when` and the filters of `for` are judged together. */
static bool check_when(author_linter *self, const rules_rule *rule)
{
    const feel_node *conditions[17];
    int count = 0;
    for (int32_t i = 0; i < rule->variable_count && count < 16; i++)
        if (rule->variables[i].filter)
            conditions[count++] = rule->variables[i].filter;
    if (rule->when)
        conditions[count++] = rule->when;
    for (int i = 0; i < count; i++)
        if (conditions[i]->op == FEEL_OP_LITERAL && conditions[i]->value.kind == FEEL_BOOLEAN && !conditions[i]->value.as.integer && conditions[i]->source)
            return tell_never(self, rule, conditions[i], BASE_STR("what it asks for is `false`"));
    author_clash clash = {0};
    if (count == 0 || !author_find_clash(self, conditions, count, false, &clash))
        return !self->arena.failed;
    base_str why = author_lint_join(self, "`", feel_node_text(clash.a), "` and `");
    why = author_lint_join(self, why.at, feel_node_text(clash.b), "` are never both true");
    return tell_never(self, rule, clash.b, why);
}

/* Whether it is `true` or `false`, or one of them under `not`. */
static bool is_literal(const feel_node *node)
{
    while (node->op == FEEL_OP_BUILTIN && base_str_is(node->name, "not") && node->kid_count == 1)
        node = node->kids[0];
    return node->op == FEEL_OP_LITERAL && node->value.kind == FEEL_BOOLEAN;
}

/* `when: false` is told as what never applies. */
static bool check_constants(author_linter *self, const rules_rule *rule)
{
    const feel_node *when = rule->when, *require = rule->require;
    if (when && when->source && is_literal(when) && (when->op != FEEL_OP_LITERAL || when->value.as.integer) &&
        !author_warn(self, author_lint_text_of(self, when->source), AUTHOR_TELL_ALWAYS_SAME, (rules_span){when->start, when->end},
                     BASE_STR("leave the clause out where the rule always applies"), BASE_STR("when"), rule->name))
        return false;
    return !require->source || !is_literal(require) ||
           author_warn(self, author_lint_text_of(self, require->source), AUTHOR_TELL_ALWAYS_SAME, (rules_span){require->start, require->end},
                       BASE_STR("ask for something that the record shows"), BASE_STR("require"), rule->name);
}

static bool check_tables(author_linter *self, const rules_rule *rule)
{
    const author_lint_text *text;
    const author_lint_item *item = item_of(self, rule, &text);
    for (int32_t i = 0; i < rule->variable_count && item; i++) {
        const rules_table *table = rule->variables[i].table;
        const feel_node *list = rule->variables[i].list;
        rules_span at = list->source == &text->file->source ? (rules_span){list->start, list->end} : item->name;
        if (table && table->row_count == 0 &&
            !author_warn(self, text, AUTHOR_TELL_EMPTY_TABLE, at, (base_str){0}, rule->name, table->name))
            return false;
    }
    return true;
}

bool author_lint_rules(author_linter *self)
{
    find_covers(self);
    for (int32_t i = 0; i < self->rules->rule_count; i++)
        for (const rules_rule *rule = self->rules->rules[i]; rule; rule = rule->next_version)
            if (!check_origin(self, rule) || !check_gap(self, rule) || !check_when(self, rule) || !check_constants(self, rule) ||
                !check_tables(self, rule) ||
                !author_lint_expressions(self, rule))
                return false;
    for (int32_t i = 0; i < self->rules->absent_count; i++)
        if (!author_lint_absent(self, self->rules->absents[i]))
            return false;
    for (int32_t i = 0; i < self->rules->file_count; i++)
        for (const author_lint_item *item = self->texts[i].items; item; item = item->next)
            if ((item->kind == AUTHOR_RETIRE && !check_retired(self, item)) || (item->kind == AUTHOR_OVERRIDE && !check_override(self, item)))
                return false;
    return true;
}

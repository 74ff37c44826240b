/* SPDX-License-Identifier: MIT */
#include "rules/check.h"

void rules_enter(rules_check *check, const rules_clause *clause)
{
    check->draft = clause->draft;
    check->reader->feel->lists_variables = check->draft != check->home;
    check->reader->feel->source = &clause->draft->file->source;
}

rules_cursor rules_clause_cursor(rules_check *check, const rules_clause *clause)
{
    rules_enter(check, clause);
    return (rules_cursor){check->reader, clause->body.start, clause->body.end};
}

const feel_scope *rules_scope_of(const rules_check *check, const feel_scope *scope, feel_scope room[2])
{
    if (check->draft == check->home)
        return scope;
    room[0] = (feel_scope){.outer = &check->draft->scope, .names = check->scope.names, .last = check->scope.last};
    room[1] = (feel_scope){.outer = &room[0], .names = check->period_scope.names, .last = check->period_scope.last};
    return scope == &check->period_scope ? &room[1] : &room[0];
}

void rules_need_slots(rules_check *check, uint32_t slots)
{
    if (slots > check->rule->slots)
        check->rule->slots = slots;
}

feel_node *rules_parse_expression(rules_check *check, const rules_clause *clause, rules_span span)
{
    rules_reader *reader = check->reader;
    rules_cursor cursor = {reader, span.start, span.end};
    rules_enter(check, clause);
    if (rules_at_end(&cursor)) {
        rules_tell(reader, RULES_TELL_NO_EXPRESSION, clause->word, (base_str){0},
                   base_str_of(rules_clause_rows[clause->kind].word), (base_str){0});
        return NULL;
    }
    feel_node *tree = feel_parse(reader->feel, cursor.at, span.end);
    return tree && !check->from->change && rules_read_ratings(check, tree) ? tree : NULL;
}

const feel_node *rules_check_tree(rules_check *check, const rules_clause *clause, feel_node *tree, const feel_scope *scope,
                                  const feel_type *want)
{
    rules_reader *reader = check->reader;
    feel_scope room[2];
    uint32_t slots = 0;
    rules_enter(check, clause);
    base_str place = rules_join(reader, "`", base_str_of(rules_clause_rows[clause->kind].word), "`");
    if (!place.at)
        return NULL;
    const feel_node *node =
        feel_check(reader->feel, tree, rules_scope_of(check, scope, room), check->first_slot, want, place.at, &slots);
    rules_need_slots(check, slots);
    return node;
}

const feel_node *rules_check_expression(rules_check *check, const rules_clause *clause, rules_span span,
                                        const feel_scope *scope, const feel_type *want)
{
    feel_node *tree = rules_parse_expression(check, clause, span);
    return tree ? rules_check_tree(check, clause, tree, scope, want) : NULL;
}

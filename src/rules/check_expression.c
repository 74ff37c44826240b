/* SPDX-License-Identifier: MIT */
#include "rules/check.h"

rules_cursor rules_clause_cursor(const rules_check *check, const rules_clause *clause)
{
    return (rules_cursor){check->reader, clause->body.start, clause->body.end};
}

void rules_need_slots(rules_check *check, uint32_t slots)
{
    if (slots > check->rule->slots)
        check->rule->slots = slots;
}

const feel_node *rules_check_expression(rules_check *check, const rules_clause *clause, rules_span span,
                                        const feel_scope *scope, const feel_type *want)
{
    rules_reader *reader = check->reader;
    base_str word = base_str_of(rules_clause_rows[clause->kind].word);
    rules_cursor cursor = {reader, span.start, span.end};
    uint32_t slots = 0;
    if (rules_at_end(&cursor)) {
        rules_tell(reader, RULES_TELL_NO_EXPRESSION, clause->word, (base_str){0}, word, (base_str){0});
        return NULL;
    }
    feel_node *tree = feel_parse(reader->feel, cursor.at, span.end);
    if (!tree || check->from->change)
        return NULL;
    base_str place = rules_join(reader, "`", word, "`");
    if (!place.at)
        return NULL;
    const feel_node *node = feel_check(reader->feel, tree, scope, check->first_slot, want, place.at, &slots);
    rules_need_slots(check, slots);
    return node;
}

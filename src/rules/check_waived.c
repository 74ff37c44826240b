/* SPDX-License-Identifier: MIT */
/* `waived`: who may waive a rule, and what releases from it by itself. */
#include "feel/tell.h"
#include "rules/check.h"

/* The enumeration of `roles` of the host's `members`, where the host has these; else -1. */
static int32_t roles_of(const feel_schema *schema)
{
    feel_host_name members;
    feel_host_field roles;
    if (!schema->name(schema->self, BASE_STR("members"), &members) || members.type->kind != FEEL_LIST ||
        members.type->item->kind != FEEL_RECORD ||
        !schema->field(schema->self, members.type->item->detail, BASE_STR("roles"), &roles))
        return -1;
    bool words = roles.type->kind == FEEL_LIST && roles.type->item->kind == FEEL_STRING;
    return words ? roles.type->item->detail : -1;
}

static void tell_role(rules_check *check, rules_span at, int32_t roles)
{
    base_str word = rules_str(check->reader, at);
    rules_tell(check->reader, RULES_TELL_UNKNOWN_ROLE, at, feel_help_word(check->reader->feel, roles, word), word,
               (base_str){0});
}

/* Keeps the schema's own text for the word, or the word as it stands where the schema knows no roles. */
static bool add_role(rules_check *check, rules_span at, int32_t roles, rules_chain *words)
{
    const feel_schema *schema = check->reader->feel->schema;
    base_str *word = base_arena_alloc(check->reader->work, sizeof *word);
    if (!word)
        return rules_no_memory(check->reader);
    *word = rules_str(check->reader, at);
    if (roles >= 0 && !schema->word(schema->self, roles, *word, word))
        tell_role(check, at, roles);
    return rules_chain_add(check->reader, words, word, at);
}

static void check_roles(rules_check *check, rules_cursor *cursor, rules_chain *words)
{
    int32_t roles = roles_of(check->reader->feel->schema);
    do {
        rules_span role;
        if (!rules_expect_run(cursor, "", "a role", &role) || !add_role(check, role, roles, words))
            return;
    } while (rules_take(cursor, ','));
    rules_expect_end(cursor);
}

static void check_condition(rules_check *check, const rules_clause *clause, rules_span span, rules_chain *conditions)
{
    const feel_node *condition = rules_check_expression(check, clause, span, &check->period_scope, &feel_type_boolean);
    if (condition)
        rules_chain_add(check->reader, conditions, (void *)condition, span);
}

void rules_check_waived(rules_check *check)
{
    rules_chain words = {0}, conditions = {0};
    for (const rules_clause *clause = check->from->first[RULES_WAIVED]; clause; clause = clause->next) {
        rules_cursor cursor = rules_clause_cursor(check, clause);
        if (rules_take_word(&cursor, "when"))
            check_condition(check, clause, (rules_span){cursor.at, cursor.end}, &conditions);
        else if (rules_take_word(&cursor, "by"))
            check_roles(check, &cursor, &words);
        else
            rules_expected(&cursor, "`by` and a role, or `when` and a condition", (base_str){0});
    }
    check->rule->waived_by = rules_chain_copies(check->reader, &words, sizeof(base_str));
    check->rule->waived_by_count = words.count;
    check->rule->waived_when = rules_chain_pointers(check->reader, &conditions);
    check->rule->waived_when_count = conditions.count;
}

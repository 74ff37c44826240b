/* SPDX-License-Identifier: MIT */
/* A rule's name and its clauses, each with the bytes it takes; what they say is checked later. */
#include "rules/draft.h"

const rules_clause_row rules_clause_rows[RULES_CLAUSE_COUNT] = {
#define CLAUSE(NAME, word, repeats, later) {word, repeats, later},
#include "rules/clauses.def"
#undef CLAUSE
};

static bool find_clause(rules_item *item, rules_span at, rules_clause_kind *kind)
{
    rules_reader *reader = &item->draft->reader;
    base_str word = rules_str(reader, at);
    base_nearest nearest;
    rules_begin_nearest(reader, &nearest, word);
    for (int i = 0; i < RULES_CLAUSE_COUNT; i++) {
        *kind = (rules_clause_kind)i;
        if (base_str_is(word, rules_clause_rows[i].word))
            return true;
        base_nearest_consider(&nearest, base_str_of(rules_clause_rows[i].word));
    }
    rules_tell(reader, RULES_TELL_UNKNOWN_CLAUSE, at, rules_did_you_mean(reader, &nearest), word, (base_str){0});
    return false;
}

static void keep_clause(rules_item *item, rules_draft_rule *rule, rules_clause clause)
{
    rules_reader *reader = &item->draft->reader;
    rules_clause *before = rule->last[clause.kind];
    if (before && !rules_clause_rows[clause.kind].repeats) {
        rules_tell(reader, RULES_TELL_CLAUSE_TWICE, clause.word, (base_str){0}, rules_str(reader, clause.word),
                   rules_line_text(reader, before->word.start));
        return;
    }
    rules_clause *made = base_arena_alloc(reader->work, sizeof *made);
    if (!made) {
        rules_no_memory(reader);
        return;
    }
    *made = clause;
    if (before)
        before->next = made;
    else
        rule->first[clause.kind] = made;
    rule->last[clause.kind] = made;
}

/* The clause that begins on line `line` of the item; returns the line after it. */
static uint32_t read_clause(rules_item *item, rules_draft_rule *rule, uint32_t line)
{
    rules_clause clause;
    uint32_t next = line + 1;
    while (next < item->count && item->lines[next].indent > item->lines[line].indent)
        next++;
    rules_cursor cursor = {&item->draft->reader, item->lines[line].start, item->lines[next - 1].end};
    if (!rules_expect_run(&cursor, "", "a clause such as `require:`", &clause.word) ||
        !find_clause(item, clause.word, &clause.kind))
        return next;
    if (clause.kind != RULES_LET && !rules_expect(&cursor, ':'))
        return next;
    clause.next = NULL;
    clause.body = (rules_span){cursor.at, cursor.end};
    keep_clause(item, rule, clause);
    return next;
}

static rules_draft_rule *read_clauses(rules_item *item, rules_span name)
{
    rules_reader *reader = &item->draft->reader;
    rules_draft_rule *rule = base_arena_alloc(reader->work, sizeof *rule);
    if (!rule || !rules_chain_add(reader, &item->draft->rules, rule, name)) {
        rules_no_memory(reader);
        return NULL;
    }
    rule->name = rules_str(reader, name);
    rule->name_at = name;
    rule->item = (rules_span){item->lines[0].start, item->lines[item->count - 1].end};
    for (uint32_t line = 1; line < item->count && !reader->feel->no_memory;)
        line = read_clause(item, rule, line);
    return rule;
}

void rules_read_rule(rules_item *item)
{
    rules_reader *reader = &item->draft->reader;
    rules_span name;
    void *existing = NULL;
    item->cursor.end = item->lines[0].end;
    if (!rules_expect_label(&item->cursor, "the rule's name", &name))
        return;
    rules_expect_end(&item->cursor);
    rules_draft_rule *rule = read_clauses(item, name);
    if (!rule)
        return;
    if (!base_map_add(&item->draft->rule_names, rule->name, rule, &existing))
        rules_no_memory(reader);
    rules_draft_rule *first = existing ? existing : rule;
    rule->again = first != rule;
    if (rule->again)
        first->last_version->next_version = rule;
    first->last_version = rule;
}

void rules_read_override(rules_item *item)
{
    rules_span name;
    item->cursor.end = item->lines[0].end;
    if (!rules_expect_run(&item->cursor, "-.:", "the name of a rule", &name))
        return;
    rules_expect_end(&item->cursor);
    rules_draft_rule *rule = read_clauses(item, name);
    if (!rule)
        return;
    rule->change = true;
    rules_item_later(item);
}

/* SPDX-License-Identifier: MIT */
/* Whether what expectations name is there at all: a misspelt name would test nothing. */
#include "author/tested.h"
#include "author/tests.h"

/* ---- rules ---- */

static const char *bare(const rules_rule *rule)
{
    return rule->full_name + rule->file->set.length + 1;
}

static void tell_rule(author_file *file, author_test *test, const author_word *word)
{
    base_nearest nearest;
    const cw_rules *rules = file->rules;
    rules_begin_nearest(&file->reader, &nearest, word->text);
    for (int32_t i = 0; i < rules->rule_count; i++) {
        if (base_str_is(word->text, bare(rules->rules[i]))) {
            author_tell_test(file, test, AUTHOR_TELL_MANY_RULES, word->at, (base_str){0}, word->text, (base_str){0});
            return;
        }
        base_nearest_consider(&nearest, base_str_of(bare(rules->rules[i])));
        base_nearest_consider(&nearest, base_str_of(rules->rules[i]->full_name));
    }
    base_str help = author_is_retired(rules, word->text) ? BASE_STR("it is retired; that nothing comes of it is said by `none`")
                                                         : rules_did_you_mean(&file->reader, &nearest);
    author_tell_test(file, test, AUTHOR_TELL_UNKNOWN_RULE, word->at, help, word->text, (base_str){0});
}

/* That a retired rule asks nothing any more is worth a test. */
static bool may_be_gone(const author_file *file, const author_expectation *expected)
{
    return expected->kind == AUTHOR_NONE && expected->id_count == 0 && author_is_retired(file->rules, expected->rule.text);
}

void author_check_rules(author_file *file, author_test *test)
{
    for (const author_expectation *at = test->expectations; at; at = at->next)
        if (at->kind != AUTHOR_ONLY && !rules_find(file->rules, at->rule.text) && !may_be_gone(file, at))
            tell_rule(file, test, &at->rule);
}

/* ---- ids ---- */

typedef struct search { base_str word; base_nearest nearest; bool found; } search;

static void consider(search *search, base_str id)
{
    search->found |= base_str_equal(search->word, id);
    base_nearest_consider(&search->nearest, id);
}

/* The keys of a table that the rule goes through. */
static void search_table(const cw_rules *rules, const rules_table *table, search *search)
{
    const feel_list *rows = rules->globals[table->global].as.list;
    for (uint32_t i = 0; i < rows->count; i++) {
        const feel_context *cells = rows->items[i].as.context;
        for (uint32_t c = 0; c < cells->count; c++)
            if (base_str_equal(cells->entries[c].key, table->key))
                consider(search, feel_text(&cells->entries[c].value));
    }
}

static void search_findings(const cw_report *report, base_str rule, search *search)
{
    for (int64_t i = 0; i < report->count; i++)
        for (int32_t s = 0; author_is_of_rule(&report->findings[i], rule) && s < report->findings[i].subject_count; s++)
            consider(search, base_str_of(report->findings[i].subjects[s].id));
}

static void check_id(author_file *file, author_test *test, const author_base *base, base_str rule, const author_word *id)
{
    search search = {.word = id->text};
    const rules_rule *one = rules_find(file->rules, rule);
    rules_begin_nearest(&file->reader, &search.nearest, id->text);
    search.found = model_find(base->one, id->text) || model_find(file->report->one, id->text);
    for (int32_t i = 0; one && i < one->variable_count; i++)
        if (one->variables[i].table)
            search_table(file->rules, one->variables[i].table, &search);
    search_findings(file->report, rule, &search);
    if (!search.found)
        author_tell_test(file, test, AUTHOR_TELL_UNKNOWN_ID, id->at, rules_did_you_mean(&file->reader, &search.nearest), rule,
                         id->text);
}

/* No rule is about so many: of more ids than these the finding is not there anyway. */
enum { CHECKED_MOST = 32 };

void author_check_ids(author_file *file, author_test *test, const author_base *base)
{
    for (const author_expectation *at = test->expectations; at; at = at->next)
        for (int32_t i = 0; i < at->id_count && i < CHECKED_MOST; i++)
            check_id(file, test, base, at->rule.text, &at->ids[i]);
}

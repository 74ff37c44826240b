/* SPDX-License-Identifier: MIT */
/* A rule's name and its clauses, each with the bytes it takes; what they say is checked later. */
#include "rules/draft.h"

#include <string.h>

const rules_clause_row rules_clause_rows[RULES_CLAUSE_COUNT] = {
#define CLAUSE(NAME, word, repeats) {word, repeats},
#include "rules/clauses.def"
#undef CLAUSE
};

/* ---- lines in the wrong column ---- */

bool rules_spells(base_str word, const char *lower)
{
    size_t i = 0;
    for (; i < word.length && lower[i]; i++) {
        char c = word.at[i];
        if ((c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c) != lower[i])
            return false;
    }
    return i == word.length && !lower[i];
}

static bool is_clause_word(base_str word)
{
    for (int i = 0; i < RULES_CLAUSE_COUNT; i++)
        if (rules_spells(word, rules_clause_rows[i].word))
            return true;
    return false;
}

/* Words and signs that stand between two parts of an expression. */
static bool joins(base_str word, char sign)
{
    static const char *const words[] = {"and", "or", "then", "else", "satisfies", "in", "between"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (rules_spells(word, words[i]))
            return true;
    return word.length == 0 && sign != '\0' && strchr("=<>+-*)]", sign);
}

rules_look rules_look_of(rules_reader *reader, const rules_line *line)
{
    const char *text = reader->feel->source->text.at;
    rules_cursor cursor = {reader, line->start, line->end};
    base_str word = rules_str(reader, rules_take_run(&cursor, ""));
    while (cursor.at < line->end && text[cursor.at] == ' ')       /* comments are not for looks to tell of */
        cursor.at++;
    char next = cursor.at < line->end ? text[cursor.at] : '\0';
    bool first_column = line->indent == 0 && !rules_spells(word, "source");      /* `source CODE:` is a head */
    if (is_clause_word(word) && (next == ':' || first_column || rules_spells(word, "let")))
        return RULES_LOOKS_LIKE_CLAUSE;
    return joins(word, next) ? RULES_LOOKS_CONTINUED : RULES_LOOKS_OTHERWISE;
}

base_str rules_indent_help(rules_look look)
{
    if (look == RULES_LOOKS_LIKE_CLAUSE)
        return BASE_STR("indent this line: clauses stand below their rule");
    return look == RULES_LOOKS_CONTINUED ? BASE_STR("indent this line to continue the clause above") : (base_str){0};
}

/* Tells of a line that stands too far to the left. */
static void tell_indent(rules_reader *reader, const rules_line *line, rules_look look)
{
    rules_cursor cursor = {reader, line->start, line->end};
    rules_span at = rules_take_run(&cursor, "");
    if (at.end > at.start)
        rules_tell(reader, line->indent == 0 ? RULES_TELL_UNKNOWN_ITEM : RULES_TELL_UNKNOWN_CLAUSE, at,
                   rules_indent_help(look), rules_str(reader, at), (base_str){0});
    else
        rules_expected(&cursor, "a clause such as `require:`", rules_indent_help(look));
}

/* Whether line `line` of the item, deeper than the clause above it, is a clause of its own. What follows an open bracket or
 * a comma is not. */
static bool begins_clause(rules_item *item, uint32_t line)
{
    rules_reader *reader = &item->draft->reader;
    char before = reader->feel->source->text.at[item->lines[line - 1].end - 1];
    return !strchr("([{,", before) && rules_look_of(reader, &item->lines[line]) == RULES_LOOKS_LIKE_CLAUSE;
}

/* The line after the clause that begins on `line`: deeper ones belong to it, and what would go on in its column does, too. */
static uint32_t clause_end(rules_item *item, uint32_t line)
{
    rules_reader *reader = &item->draft->reader;
    uint32_t next = line + 1;
    for (; next < item->count; next++) {
        const rules_line *at = &item->lines[next];
        bool deeper = at->indent > item->lines[line].indent;
        if (deeper ? begins_clause(item, next) : rules_look_of(reader, at) != RULES_LOOKS_CONTINUED)
            break;
        if (!deeper)
            tell_indent(reader, at, RULES_LOOKS_CONTINUED);
    }
    return next;
}

/* The word of a clause that stands in the first column, or deeper than the clause above it on line `above`. */
static void check_column(rules_item *item, uint32_t line, uint32_t above)
{
    rules_reader *reader = &item->draft->reader;
    const rules_line *at = &item->lines[line];
    if (at->indent == 0) {
        tell_indent(reader, at, RULES_LOOKS_LIKE_CLAUSE);
    } else if (above > 0 && at->indent > item->lines[above].indent && item->lines[above].indent > 0) {
        rules_cursor cursor = {reader, at->start, at->end};
        rules_expected(&cursor, "the end of the line", BASE_STR("a clause starts at the indentation of the others"));
    }
}

/* ---- clauses ---- */

/* Words that begin no clause, and what was meant instead. */
static base_str help_clause(base_str word)
{
    static const char *const items[] = {"rule", "override", "retire", "parameter", "condition", "table", "field", "absent"};
    for (size_t i = 0; i < sizeof items / sizeof *items; i++)
        if (base_str_is(word, items[i]))
            return BASE_STR("begin this line in the first column: items do, and clauses stand below them");
    if (base_str_is(word, "if"))
        return BASE_STR("write `when:`");
    return base_str_is(word, "unless") ? BASE_STR("write `when: not(...)`") : (base_str){0};
}

/* The clause of a word; of a misspelt one the likely one, which is then read as if it stood there. */
static bool find_clause(rules_item *item, rules_clause *clause)
{
    rules_reader *reader = &item->draft->reader;
    base_str word = rules_str(reader, clause->word);
    for (int i = 0; i < RULES_CLAUSE_COUNT; i++)
        if (base_str_is(word, rules_clause_rows[i].word)) {
            clause->kind = (rules_clause_kind)i;
            return true;
        }
    base_nearest nearest;
    base_nearest_init(&nearest, word);
    for (int i = 0; i < RULES_CLAUSE_COUNT; i++) {
        base_str best = nearest.best;
        base_nearest_consider(&nearest, base_str_of(rules_clause_rows[i].word));
        if (nearest.best.at != best.at)
            clause->kind = (rules_clause_kind)i;
    }
    base_str help = help_clause(word);
    if (!help.length)
        help = joins(word, '\0') ? rules_indent_help(RULES_LOOKS_CONTINUED) : rules_did_you_mean(reader, &nearest);
    rules_tell(reader, RULES_TELL_UNKNOWN_CLAUSE, clause->word, help, word, (base_str){0});
    clause->guessed = !joins(word, '\0') && nearest.best.length > 0;
    return clause->guessed;
}

static void keep_clause(rules_item *item, rules_draft_rule *rule, rules_clause clause)
{
    rules_reader *reader = &item->draft->reader;
    rules_clause *before = rule->last[clause.kind];
    if (before && !rules_clause_rows[clause.kind].repeats) {
        clause.draft = item->draft;
        if (before->guessed)
            *before = clause;
        else if (!clause.guessed)
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
    made->draft = item->draft;
    if (before)
        before->next = made;
    else
        rule->first[clause.kind] = made;
    rule->last[clause.kind] = made;
}

/* The clause that begins on line `line` of the item; returns the line after it. */
static uint32_t read_clause(rules_item *item, rules_draft_rule *rule, uint32_t line)
{
    rules_reader *reader = &item->draft->reader;
    rules_clause clause = {0};
    uint32_t next = clause_end(item, line);
    rules_cursor cursor = {reader, item->lines[line].start, item->lines[next - 1].end};
    if (!rules_expect_run(&cursor, "", "a clause such as `require:`", &clause.word) ||
        !find_clause(item, &clause))
        return next;
    if (clause.kind == RULES_LET && rules_peek(&cursor) == ':') {
        rules_expected(&cursor, "the name of a value", BASE_STR("`let` has no colon: write `let name = ...`"));
        return next;
    }
    if (clause.kind != RULES_LET && !rules_take(&cursor, ':'))
        rules_expected(&cursor, "`:`", rules_join(reader, "write `", base_str_of(rules_clause_rows[clause.kind].word), ":`"));
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
    rule->draft = item->draft;
    rule->name = rules_str(reader, name);
    rule->name_at = name;
    rule->item = (rules_span){item->lines[0].start, item->lines[item->count - 1].end};
    for (uint32_t line = 1, above = 0; line < item->count && !reader->feel->no_memory;) {
        check_column(item, line, above);
        above = line;
        line = read_clause(item, rule, line);
    }
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
    if (!rules_at_end(&item->cursor))
        rules_expected(&item->cursor, "the end of the line",
                       rules_peek(&item->cursor) == ':' ? BASE_STR("no colon stands after the name of a rule")
                                                        : BASE_STR("join the words of a name with hyphens, as in `monthly-visit`"));
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
}

void rules_read_retire(rules_item *item)
{
    rules_reader *reader = &item->draft->reader;
    rules_span name;
    int64_t day = INT64_MIN;
    if (!rules_expect_run(&item->cursor, "-.:", "the name of a rule", &name) ||
        (rules_take_word(&item->cursor, "from") && !rules_expect_date(&item->cursor, &day)) ||
        !rules_expect_end(&item->cursor))
        return;
    rules_retire *retire = base_arena_alloc(reader->work, sizeof *retire);
    if (!retire || !rules_chain_add(reader, &item->draft->retires, retire, name)) {
        rules_no_memory(reader);
        return;
    }
    *retire = (rules_retire){rules_str(reader, name), name, item->draft->file, day};
}

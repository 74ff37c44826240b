/* SPDX-License-Identifier: MIT */
/* The clauses of a rule one by one, and how they go together. */
#include "rules/check.h"

static const rules_clause *clause_of(const rules_check *check, rules_clause_kind kind)
{
    return check->from->first[kind];
}

static base_str word_of(rules_clause_kind kind)
{
    return base_str_of(rules_clause_rows[kind].word);
}

/* ---- how clauses go together ---- */

static void exclude(rules_check *check, rules_clause_kind a, rules_clause_kind b)
{
    const rules_clause *one = clause_of(check, a), *other = clause_of(check, b);
    if (!one || !other)
        return;
    const rules_clause *at = one->draft == other->draft && one->word.start > other->word.start ? one : other;
    rules_enter(check, at);
    rules_tell(check->reader, RULES_TELL_EXCLUDES, at->word, (base_str){0}, word_of(a), word_of(b));
}

static void need(rules_check *check, rules_clause_kind has, rules_clause_kind needs)
{
    const rules_clause *clause = clause_of(check, has);
    if (!clause || clause_of(check, needs))
        return;
    rules_enter(check, clause);
    rules_tell(check->reader, RULES_TELL_NEEDS_CLAUSE, clause->word, (base_str){0}, word_of(has), word_of(needs));
}

/* What is told of the rule as a whole is told where it stands. */
static void go_home(rules_check *check)
{
    check->draft = check->home;
    check->reader->feel->source = &check->home->file->source;
}

static void check_shape(rules_check *check)
{
    exclude(check, RULES_EVERY, RULES_BY);
    exclude(check, RULES_EVERY, RULES_WITHIN);
    exclude(check, RULES_BY, RULES_WITHIN);
    if (check->from->change)
        return;                      /* the rest may stand in the rule that is changed */
    need(check, RULES_EVERY, RULES_FROM);
    need(check, RULES_TARGET, RULES_EVERY);
    need(check, RULES_PARTIAL, RULES_EVERY);
    if (!clause_of(check, RULES_WITHIN) && !clause_of(check, RULES_EVERY) && clause_of(check, RULES_PAUSED)) {
        rules_enter(check, clause_of(check, RULES_PAUSED));
        rules_tell(check->reader, RULES_TELL_NEEDS_CLAUSE, clause_of(check, RULES_PAUSED)->word, (base_str){0},
                   BASE_STR("paused"), BASE_STR("within` or `every"));
    }
    go_home(check);
    if (!clause_of(check, RULES_REQUIRE))
        rules_tell(check->reader, RULES_TELL_NO_REQUIRE, check->from->name_at, (base_str){0}, check->from->name,
                   (base_str){0});
}

/* ---- source, force ---- */

static void tell_source(rules_check *check, rules_span code)
{
    base_nearest nearest;
    rules_begin_nearest(check->reader, &nearest, rules_str(check->reader, code));
    bool kept = base_diag_keeps(check->reader->feel->diag);
    for (const rules_link *link = check->draft->sources.first; kept && link; link = link->next)
        base_nearest_consider(&nearest, ((const rules_citation *)link->item)->code);
    base_str help = rules_did_you_mean(check->reader, &nearest);
    rules_tell(check->reader, RULES_TELL_UNKNOWN_SOURCE, code,
               help.length ? help : BASE_STR("declare it above the items: source CODE: \"the document\""), nearest.word,
               (base_str){0});
}

static void check_sources(rules_check *check)
{
    rules_chain citations = {0};
    for (const rules_clause *clause = clause_of(check, RULES_SOURCE); clause; clause = clause->next) {
        rules_cursor cursor = rules_clause_cursor(check, clause);
        rules_span code;
        rules_citation *citation = base_arena_alloc(check->reader->work, sizeof *citation);
        if (!citation) {
            rules_no_memory(check->reader);
            return;
        }
        if (!rules_expect_label(&cursor, "the code of a source", &code) || !rules_expect_text(&cursor, &citation->text) ||
            !rules_expect_end(&cursor))
            continue;
        citation->code = rules_keep(check->reader, code);
        if (!base_map_find(&check->draft->codes, citation->code))
            tell_source(check, code);
        rules_chain_add(check->reader, &citations, citation, code);
    }
    check->rule->citations = rules_chain_copies(check->reader, &citations, sizeof(rules_citation));
    check->rule->citation_count = citations.count;
}

static void check_force(rules_check *check)
{
    const rules_clause *clause = clause_of(check, RULES_FORCE);
    rules_span word;
    if (!clause)
        return;
    rules_cursor cursor = rules_clause_cursor(check, clause);
    if (!rules_expect_run(&cursor, "-", "`required` or `advised`", &word) || !rules_expect_end(&cursor))
        return;
    base_nearest nearest;
    rules_begin_nearest(check->reader, &nearest, rules_str(check->reader, word));
    base_nearest_consider(&nearest, BASE_STR("required"));
    base_nearest_consider(&nearest, BASE_STR("advised"));
    check->rule->force = base_str_is(nearest.word, "advised") ? RULES_ADVISED : RULES_REQUIRED;
    if (check->rule->force == RULES_REQUIRED && !base_str_is(nearest.word, "required"))
        rules_tell(check->reader, RULES_TELL_BAD_CHOICE, word, rules_did_you_mean(check->reader, &nearest),
                   BASE_STR("`required` or `advised`"), nearest.word);
}

/* ---- expressions ---- */

static const feel_node *check_one(rules_check *check, rules_clause_kind kind, const feel_scope *scope, const feel_type *want)
{
    const rules_clause *clause = clause_of(check, kind);
    return clause ? rules_check_expression(check, clause, clause->body, scope, want) : NULL;
}

/* What `require` asks of ratings is asked with `when` first: an item that was rated as not applicable asks nothing. */
static void check_when_and_require(rules_check *check)
{
    rules_rule *rule = check->rule;
    rule->written_when = rule->when = check_one(check, RULES_WHEN, &check->period_scope, &feel_type_boolean);
    rule->require = check_one(check, RULES_REQUIRE, &check->period_scope, &feel_type_boolean);
    if (rule->require && rule->instrument.length > 0)
        rule->when = feel_check_both(check->reader->feel, rule->when, rules_ask_rated(check));
}

static void check_expressions(rules_check *check)
{
    rules_rule *rule = check->rule;
    check_when_and_require(check);
    rule->from = check_one(check, RULES_FROM, &check->scope, &feel_type_date);
    rule->until = check_one(check, RULES_UNTIL, &check->scope, &feel_type_date);
    rule->by = check_one(check, RULES_BY, &check->scope, &feel_type_date);
}

void rules_check_rule(rules_check *check)
{
    rules_rule *rule = check->rule;
    check->draft = check->home;
    check->scope = (feel_scope){.outer = &check->home->scope};
    check->period_scope = (feel_scope){.outer = &check->scope};
    base_map_init(&check->scope.names, check->reader->work);
    base_map_init(&check->period_scope.names, check->reader->work);
    rule->name = check->from->name;
    rule->file = check->home->file;
    rule->start = check->from->item.start;
    rule->end = check->from->item.end;
    check_shape(check);
    rules_check_measure(check);
    check->reader->feel->setting = rule->instrument;
    rules_check_variables(check);
    rules_check_template(check, clause_of(check, RULES_TITLE), false, &rule->title);
    rules_check_template(check, clause_of(check, RULES_REMEDY), true, &rule->remedy);
    check_sources(check);
    rules_check_covers(check);
    check_force(check);
    check_expressions(check);
    rules_check_time(check);
    rules_check_waived(check);
    check->reader->feel->setting = (base_str){0};
    go_home(check);
}

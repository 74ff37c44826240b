/* SPDX-License-Identifier: MIT */
/* `override` and `retire`: what one file changes of another's rules. */
#include "rules/build.h"

#include <string.h>

static void at_file(rules_build *build, const rules_draft *draft)
{
    build->feel.source = &draft->file->source;
}

/* ---- which rule is meant ---- */

/* `set:rule`, or bare where only one set has it; the first of its versions. */
static rules_draft_rule *find_rule(rules_build *build, base_str name, bool *many)
{
    const char *colon = name.length > 0 ? memchr(name.at, ':', name.length) : NULL;
    rules_draft_rule *found = NULL;
    *many = false;
    if (colon) {
        size_t set = (size_t)(colon - name.at);
        const rules_draft *draft = base_map_find(&build->sets, (base_str){name.at, set});
        return draft ? base_map_find(&draft->rule_names, (base_str){colon + 1, name.length - set - 1}) : NULL;
    }
    for (int32_t i = 0; i < build->count; i++) {
        rules_draft_rule *one = base_map_find(&build->drafts[i]->rule_names, name);
        *many |= one && found;
        found = one ? one : found;
    }
    return found;
}

/* With its set, as the word has it or not. */
static base_str near_rule(rules_build *build, base_str name)
{
    bool full = name.length > 0 && memchr(name.at, ':', name.length);
    base_nearest nearest;
    rules_begin_nearest(&build->reader, &nearest, name);
    for (int32_t i = 0; i < build->count && base_diag_keeps(build->feel.diag); i++) {
        const rules_draft *draft = build->drafts[i];
        base_str set = full ? rules_join(&build->reader, "", draft->file->set, ":") : (base_str){"", 0};
        for (const rules_link *link = draft->rules.first; link && set.at; link = link->next) {
            const rules_draft_rule *rule = link->item;
            if (!rule->change && !rule->again)
                base_nearest_consider(&nearest, full ? rules_join(&build->reader, set.at, rule->name, "") : rule->name);
        }
    }
    return rules_did_you_mean(&build->reader, &nearest);
}

/* Of a rule whose set is not there: the set is built in and waits to be included, or misspelt, or a file's. */
static base_str help_absent(rules_build *build, base_str name, base_str set)
{
    const rules_library *library = build->request->library;
    base_str one, near = near_rule(build, name);
    for (int32_t i = 0; library && (one = library->name_at(library->user, i)).length > 0; i++)
        if (base_str_equal(one, set))
            near.length = 0;
    return near.length > 0 ? near : rules_join(&build->reader, "write `include ", set, "` above the first item, if that is its rule set");
}

static rules_draft_rule *need_rule(rules_build *build, rules_draft *draft, base_str name, rules_span at)
{
    bool many;
    rules_draft_rule *found = find_rule(build, name, &many);
    if (found && !many)
        return found;
    if (draft->lacks_include)
        return NULL;
    const char *colon = name.length > 0 ? memchr(name.at, ':', name.length) : NULL;
    size_t set = colon ? (size_t)(colon - name.at) : 0;
    bool absent = colon && !base_map_find(&build->sets, (base_str){name.at, set});
    at_file(build, draft);
    if (many)
        rules_tell(&draft->reader, RULES_TELL_MANY_RULES, at, BASE_STR("write it with its rule set, `set:rule`"), name, (base_str){0});
    else
        rules_tell(&draft->reader, RULES_TELL_UNKNOWN_RULE, at,
                   absent ? help_absent(build, name, (base_str){name.at, set}) : near_rule(build, name), name, (base_str){0});
    return NULL;
}

/* Each may split the days of what it changes. */
enum { OVERRIDES_MOST = 8 };

/* "`state.rules`, line 12" */
static base_str place_of(rules_build *build, const rules_draft_rule *change)
{
    const feel_source *source = build->feel.source;
    base_buffer text;
    base_buffer_init(&text, build->work.context);
    at_file(build, change->draft);
    base_str line = rules_line_text(&change->draft->reader, change->name_at.start), name = change->draft->file->source.name;
    base_putf(&text, "`%.*s`, line %.*s", (int)name.length, name.at, (int)line.length, line.at);
    build->feel.source = source;
    char *kept = text.failed ? NULL : base_arena_copy(&build->work, text.data, text.length);
    base_str place = {kept ? kept : "", kept ? text.length : 0};
    if (!kept)
        rules_no_memory(&build->reader);
    base_buffer_finish(&text);
    return place;
}

/* Behind those of the files that its own one includes: all others are in doubt. */
static void add_override(rules_build *build, rules_draft *draft, rules_draft_rule *change)
{
    rules_draft_rule *target = change->target, *last = target->last_override;
    at_file(build, draft);
    if (target->override_count++ == OVERRIDES_MOST)
        rules_tell(&draft->reader, RULES_TELL_OVERRIDES_MOST, change->name_at, (base_str){0}, change->name,
                   rules_number_text(&draft->reader, OVERRIDES_MOST));
    if (last && last->draft == draft)
        rules_tell(&draft->reader, RULES_TELL_OVERRIDE_TWICE, change->name_at, BASE_STR("put the clauses of both together"), change->name,
                   rules_line_text(&draft->reader, last->name_at.start));
    else if (last && last->draft->reached_by != draft->depth)
        rules_tell(&draft->reader, RULES_TELL_OVERRIDE_UNORDERED, change->name_at,
                   BASE_STR("the file whose clauses are to hold must include the other"), change->name, place_of(build, last));
    else if (last)
        last->next_override = change;
    else
        target->override = change;
    target->last_override = last && last->draft == draft ? last : change;
}

static void find_override(rules_build *build, rules_draft *draft, rules_draft_rule *change)
{
    change->target = need_rule(build, draft, change->name, change->name_at);
    if (change->target && !draft->lacks_include)
        add_override(build, draft, change);
}

static void find_retired(rules_build *build, rules_draft *draft, const rules_retire *retire)
{
    rules_draft_rule *target = need_rule(build, draft, retire->name, retire->at);
    if (!target)
        return;
    if (!target->retire) {
        target->retire = retire;
        return;
    }
    at_file(build, draft);
    rules_tell(&draft->reader, RULES_TELL_RETIRE_TWICE, retire->at, (base_str){0}, retire->name,
               target->retire->file->set);
}

bool rules_find_changes(rules_build *build)
{
    for (int32_t i = 0; i < build->count; i++) {
        rules_draft *draft = build->by_depth[i];
        bool marked = false;
        for (const rules_link *link = draft->rules.first; link; link = link->next) {
            if (!((rules_draft_rule *)link->item)->change)
                continue;
            if (!marked)
                rules_mark_included(draft);
            marked = true;
            find_override(build, draft, link->item);
        }
        for (const rules_link *link = draft->retires.first; link; link = link->next)
            find_retired(build, draft, link->item);
    }
    return !build->feel.no_memory;
}

/* ---- the rule as it is changed ---- */

static base_str let_name(rules_build *build, const rules_clause *clause)
{
    rules_cursor cursor = {&clause->draft->reader, clause->body.start, clause->body.end};
    at_file(build, clause->draft);
    return rules_str(cursor.reader, rules_take_run(&cursor, ""));
}

static bool append(rules_build *build, rules_draft_rule *rule, const rules_clause *clause)
{
    rules_clause *copy = base_arena_alloc(&build->work, sizeof *copy);
    if (!copy)
        return rules_no_memory(&build->reader);
    *copy = *clause;
    copy->next = NULL;
    if (rule->last[clause->kind])
        rule->last[clause->kind]->next = copy;
    else
        rule->first[clause->kind] = copy;
    rule->last[clause->kind] = copy;
    return true;
}

/* A value of the same name takes the place of the other one, so that what comes after may use it; new ones come last. */
static bool merge_lets(rules_build *build, rules_draft_rule *merged, const rules_draft_rule *target, const rules_draft_rule *change)
{
    base_map names;
    void *existing;
    base_map_init(&names, &build->work);
    merged->first[RULES_LET] = merged->last[RULES_LET] = NULL;
    for (rules_clause *let = change->first[RULES_LET]; let; let = let->next)
        if (!base_map_add(&names, let_name(build, let), let, &existing))
            return rules_no_memory(&build->reader);
    for (const rules_clause *let = target->first[RULES_LET]; let; let = let->next) {
        const rules_clause *other = base_map_remove(&names, let_name(build, let));
        if (!append(build, merged, other ? other : let))
            return false;
    }
    for (const rules_clause *let = change->first[RULES_LET]; let; let = let->next)
        if (base_map_find(&names, let_name(build, let)) && !append(build, merged, let))
            return false;
    return true;
}

static void drop(rules_draft_rule *rule, rules_clause_kind kind)
{
    rule->first[kind] = rule->last[kind] = NULL;
}

/* `by`, `within` and `every` take each other's place, and what only goes with one that is gone goes with it. */
static void drop_other_shapes(rules_draft_rule *merged, const rules_draft_rule *change)
{
    static const rules_clause_kind shapes[] = {RULES_BY, RULES_WITHIN, RULES_EVERY};
    bool any = change->first[RULES_BY] || change->first[RULES_WITHIN] || change->first[RULES_EVERY];
    for (size_t i = 0; any && i < sizeof shapes / sizeof shapes[0]; i++)
        if (!change->first[shapes[i]])
            drop(merged, shapes[i]);
    bool every = merged->first[RULES_EVERY];
    if (!every && !change->first[RULES_PARTIAL])
        drop(merged, RULES_PARTIAL);
    if (!every && !change->first[RULES_TARGET])
        drop(merged, RULES_TARGET);
    if (!every && !merged->first[RULES_WITHIN] && !change->first[RULES_PAUSED])
        drop(merged, RULES_PAUSED);
}

rules_draft_rule *rules_merge(rules_build *build, const rules_draft_rule *target, const rules_draft_rule *change)
{
    rules_draft_rule *merged = base_arena_alloc(&build->work, sizeof *merged);
    if (!merged) {
        rules_no_memory(&build->reader);
        return NULL;
    }
    *merged = *target;
    for (int kind = 0; kind < RULES_CLAUSE_COUNT; kind++)
        if (change->first[kind] && kind != RULES_LET) {
            merged->first[kind] = change->first[kind];
            merged->last[kind] = change->last[kind];
        }
    drop_other_shapes(merged, change);
    return merge_lets(build, merged, target, change) ? merged : NULL;
}

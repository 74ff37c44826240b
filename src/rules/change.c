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

static rules_draft_rule *need_rule(rules_build *build, rules_draft *draft, base_str name, rules_span at)
{
    bool many;
    rules_draft_rule *found = find_rule(build, name, &many);
    if (found && !many)
        return found;
    if (draft->lacks_include)
        return NULL;
    at_file(build, draft);
    if (many)
        rules_tell(&draft->reader, RULES_TELL_MANY_RULES, at, BASE_STR("write it with its rule set, `set:rule`"), name, (base_str){0});
    else
        rules_tell(&draft->reader, RULES_TELL_UNKNOWN_RULE, at, near_rule(build, name), name, (base_str){0});
    return NULL;
}

static void find_override(rules_build *build, rules_draft *draft, rules_draft_rule *change)
{
    rules_draft_rule *target = need_rule(build, draft, change->name, change->name_at);
    change->target = target;
    if (!target)
        return;
    if (!target->override) {
        target->override = change;
        return;
    }
    at_file(build, draft);
    rules_tell(&draft->reader, RULES_TELL_OVERRIDE_TWICE, change->name_at, (base_str){0}, change->name,
               target->override->draft->file->set);
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
        rules_draft *draft = build->drafts[i];
        for (const rules_link *link = draft->rules.first; link; link = link->next)
            if (((rules_draft_rule *)link->item)->change)
                find_override(build, draft, link->item);
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

/* ---- days ---- */

typedef struct versions { rules_rule *first, *last; } versions;

/* Copies, since a rule may be cut in two. */
static bool add_version(rules_build *build, versions *all, const rules_rule *rule, int64_t from, int64_t until)
{
    if (from > until)
        return true;
    rules_rule *copy = base_arena_alloc(&build->rules->arena, sizeof *copy);
    if (!copy)
        return rules_no_memory(&build->reader);
    *copy = *rule;
    copy->valid_from = from;
    copy->valid_until = until;
    copy->next_version = NULL;
    if (all->last)
        all->last->next_version = copy;
    else
        all->first = copy;
    all->last = copy;
    return true;
}

static int64_t before(int64_t day) { return day == INT64_MIN ? day : day - 1; }
static int64_t after(int64_t day) { return day == INT64_MAX ? day : day + 1; }
static int64_t later(int64_t a, int64_t b) { return a > b ? a : b; }
static int64_t earlier(int64_t a, int64_t b) { return a < b ? a : b; }

/* The override holds on its own days, what it changes before and after them. */
static bool add_parts(rules_build *build, versions *all, const rules_rule *rule, const rules_rule *change)
{
    int64_t from = rule->valid_from, until = rule->valid_until;
    if (!change)
        return add_version(build, all, rule, from, until);
    if (change->valid_from > INT64_MIN && !add_version(build, all, rule, from, earlier(until, before(change->valid_from))))
        return false;
    if (!add_version(build, all, change, later(from, change->valid_from), earlier(until, change->valid_until)))
        return false;
    return change->valid_until == INT64_MAX || add_version(build, all, rule, later(from, after(change->valid_until)), until);
}

bool rules_apply_changes(rules_build *build, const rules_draft_rule *first, rules_rule **out)
{
    const rules_retire *retire = first->retire;
    versions all = {0}, kept = {0};
    *out = first->made;
    if (!retire && !first->override)
        return true;
    *out = NULL;
    for (const rules_draft_rule *version = first; version; version = version->next_version)
        if (!add_parts(build, &all, version->made, version->made_changed))
            return false;
    for (const rules_rule *rule = all.first; rule; rule = rule->next_version) {
        int64_t until = retire ? earlier(rule->valid_until, before(retire->day)) : rule->valid_until;
        if (!(retire && retire->day == INT64_MIN) && !add_version(build, &kept, rule, rule->valid_from, until))
            return false;
    }
    *out = kept.first;
    return true;
}

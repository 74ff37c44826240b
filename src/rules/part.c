/* SPDX-License-Identifier: MIT */
/* What is left of a rule, and when, once all overrides of it are applied, and what retires it. */
#include "rules/build.h"

static void at_file(rules_build *build, const rules_draft *draft)
{
    build->feel.source = &draft->file->source;
}

/* ---- days ---- */

static int64_t before(int64_t day) { return day == INT64_MIN ? day : day - 1; }
static int64_t after(int64_t day) { return day == INT64_MAX ? day : day + 1; }
static int64_t later(int64_t a, int64_t b) { return a > b ? a : b; }
static int64_t earlier(int64_t a, int64_t b) { return a < b ? a : b; }

typedef struct days { int64_t first, last; } days;

/* Those of `valid`. What is wrong with it is told when the rule is checked. */
static bool find_days(rules_build *build, const rules_draft_rule *rule, days *out)
{
    const rules_clause *valid = rule->first[RULES_VALID];
    *out = (days){INT64_MIN, INT64_MAX};
    if (!valid)
        return true;
    cw_diag *told = build->feel.diag, *unheard;
    const feel_source *source = build->feel.source;
    if (base_diag_new((cw_context *)build->rules->context, &unheard) != CW_OK)
        return rules_no_memory(&build->reader);
    at_file(build, valid->draft);
    build->feel.diag = unheard;
    rules_cursor cursor = {&valid->draft->reader, valid->body.start, valid->body.end};
    if (!rules_read_valid(&cursor, &out->first, &out->last))
        *out = (days){INT64_MAX, INT64_MIN};
    build->feel.diag = told;
    build->feel.source = source;
    base_diag_drop(unheard);
    return !build->feel.no_memory;
}

static bool add_part(rules_build *build, rules_part ***end, const rules_part *like, const rules_draft_rule *from, days when)
{
    rules_part *made = base_arena_alloc(&build->work, sizeof *made);
    if (!made)
        return rules_no_memory(&build->reader);
    *made = (rules_part){.from = from, .changed_by = like ? like->changed_by : NULL,
                         .change = like ? like->change : NULL, .first = when.first, .last = when.last};
    **end = made;
    *end = &made->next;
    return true;
}

/* The override holds on its own days, what it changes before and after them. `check`: it is to be there even where it has no day
 * in common with the rule, so that its clauses are looked at. */
static bool cut_part(rules_build *build, rules_part ***end, const rules_part *part, const rules_draft_rule *change, days when, bool check)
{
    days own = {later(part->first, when.first), earlier(part->last, when.last)};
    if (part->first > part->last && !add_part(build, end, part, part->from, (days){part->first, part->last}))
        return false;
    if (when.first > INT64_MIN && part->first < own.first && part->first <= part->last &&
        !add_part(build, end, part, part->from, (days){part->first, earlier(part->last, before(when.first))}))
        return false;
    if (own.first <= own.last || check) {
        const rules_draft_rule *merged = rules_merge(build, part->from, change);
        rules_part **at = *end;
        if (!merged || !add_part(build, end, part, merged, own))
            return false;
        (*at)->changed_by = change->draft->file;
        (*at)->change = change;
    }
    days rest = {later(part->first, after(when.last)), part->last};
    return when.last == INT64_MAX || rest.first > rest.last || add_part(build, end, part, part->from, rest);
}

static bool shares_a_day(const rules_part *part, days when)
{
    return later(part->first, when.first) <= earlier(part->last, when.last);
}

static bool apply(rules_build *build, rules_part **parts, const rules_draft_rule *change)
{
    rules_part *made = NULL, **end = &made;
    bool shared = false;
    days when;
    if (!find_days(build, change, &when))
        return false;
    for (const rules_part *part = *parts; part; part = part->next)
        shared |= shares_a_day(part, when);
    for (const rules_part *part = *parts; part; part = part->next)
        if (!cut_part(build, &end, part, change, when, !shared && !part->next))
            return false;
    *parts = made;
    return true;
}

bool rules_cut_version(rules_build *build, const rules_draft_rule *first, rules_draft_rule *version)
{
    rules_part *parts = NULL, **end = &parts;
    days own;
    if (!find_days(build, version, &own) || !add_part(build, &end, NULL, version, own))
        return false;
    version->valid_from = own.first;
    version->valid_until = own.last;
    for (const rules_draft_rule *change = first->override; change; change = change->next_override)
        if (!apply(build, &parts, change))
            return false;
    version->parts = parts;
    return true;
}

/* ---- versions ---- */

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

/* Up to the day before it is retired; none where that is always. */
static int64_t last_day(const rules_retire *retire, int64_t until)
{
    if (!retire)
        return until;
    return retire->day == INT64_MIN ? INT64_MIN : earlier(until, before(retire->day));
}

static bool add_parts(rules_build *build, versions *all, const rules_draft_rule *version, const rules_retire *retire)
{
    if (!version->parts)
        return add_version(build, all, version->made, version->valid_from, last_day(retire, version->valid_until));
    for (const rules_part *part = version->parts; part; part = part->next)
        if (!add_version(build, all, part->made, part->first, last_day(retire, part->last)))
            return false;
    return true;
}

bool rules_apply_changes(rules_build *build, const rules_draft_rule *first, const rules_retire *retire, bool changed, rules_rule **out)
{
    versions all = {0};
    *out = first->made;
    if (!retire && !changed)
        return true;
    for (const rules_draft_rule *version = first; version && !(retire && retire->day == INT64_MIN); version = version->next_version)
        if (!add_parts(build, &all, version, retire))
            return false;
    *out = all.first;
    return true;
}

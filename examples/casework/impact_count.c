/* SPDX-License-Identifier: MIT */
/* Findings of one case by two rule sets, paired by rule and subjects. */
#include <stdlib.h>
#include <string.h>

#include "files.h"
#include "impact.h"
#include "json.h"
#include "tell.h"

/* ---- the rules of both sets ---- */

static const char *rule_key(const impact *self, const char *name)
{
    const char *colon = strrchr(name, ':');
    return self->bare && colon ? colon + 1 : name;
}

static int by_rule(const void *a, const void *b)
{
    return strcmp(((const rule_impact *)a)->rule, ((const rule_impact *)b)->rule);
}

static rule_impact *find_rule(const impact *self, const char *name)
{
    rule_impact wanted = {.rule = (char *)rule_key(self, name)};
    return bsearch(&wanted, self->rules, (size_t)self->rule_count, sizeof wanted, by_rule);
}

static char *copy_text(const char *text)
{
    char *copy = malloc(strlen(text) + 1);
    return copy ? strcpy(copy, text) : NULL;
}

static int share_a_name(const cw_rules *was, const cw_rules *is)
{
    for (int64_t i = 0; i < cw_rules_count(was); i++) {
        if (cw_rules_find(is, cw_rules_name_at(was, i)) >= 0)
            return 1;
    }
    return 0;
}

/* Joins what was said of one rule by each set, which sorting brought side by side. */
static void join_rules(impact *self)
{
    int kept = 0;
    for (int i = 0; i < self->rule_count; i++) {
        rule_impact *one = &self->rules[i];
        if (kept > 0 && strcmp(self->rules[kept - 1].rule, one->rule) == 0) {
            self->rules[kept - 1].is_old |= one->is_old;
            self->rules[kept - 1].is_new |= one->is_new;
            free(one->rule);
        } else {
            self->rules[kept++] = *one;
        }
    }
    self->rule_count = kept;
}

static int add_rules(impact *self, const cw_rules *rules, int is_new)
{
    for (int64_t i = 0; i < cw_rules_count(rules); i++) {
        rule_impact *one = &self->rules[self->rule_count];
        *one = (rule_impact){.rule = copy_text(rule_key(self, cw_rules_name_at(rules, i))), .is_old = !is_new, .is_new = is_new};
        if (!one->rule)
            return tell("out of memory", NULL);
        self->rule_count++;
    }
    return 0;
}

static int add_lists(impact *self)
{
    size_t room = (size_t)self->options->cases + 1;
    for (int i = 0; i < self->rule_count; i++) {
        for (int kind = 1; kind < CHANGES; kind++) {
            self->rules[i].ids[kind] = calloc(room, sizeof(char *));
            if (!self->rules[i].ids[kind])
                return tell("out of memory", NULL);
        }
    }
    return 0;
}

int open_impact(impact *self, const cw_rules *was, const cw_rules *is)
{
    self->bare = !share_a_name(was, is);
    self->rules = calloc((size_t)(cw_rules_count(was) + cw_rules_count(is)) + 1, sizeof *self->rules);
    if (!self->rules)
        return tell("out of memory", NULL);
    if (add_rules(self, was, 0) != 0 || add_rules(self, is, 1) != 0)
        return EXIT_BAD;
    qsort(self->rules, (size_t)self->rule_count, sizeof *self->rules, by_rule);
    join_rules(self);
    return add_lists(self);
}

void release_impact(impact *self)
{
    for (int i = 0; i < self->rule_count; i++) {
        for (int kind = 1; kind < CHANGES; kind++) {
            for (int id = 0; self->rules[i].ids[kind] && id < self->options->cases; id++)
                free(self->rules[i].ids[kind][id]);
            free(self->rules[i].ids[kind]);
        }
        free(self->rules[i].rule);
    }
    free(self->rules);
}

/* ---- findings in order of rule and subjects ---- */

typedef struct paired {
    const char *rule;
    const cw_finding *finding;
} paired;

static int by_subjects(const void *a, const void *b)
{
    const paired *one = a, *other = b;
    int order = strcmp(one->rule, other->rule);
    for (int64_t i = 0; order == 0; i++) {
        const char *x = cw_finding_subject_id(one->finding, i), *y = cw_finding_subject_id(other->finding, i);
        if (!x || !y)
            return !x && !y ? 0 : x ? 1 : -1;
        order = strcmp(x, y);
    }
    return order;
}

static paired *sorted_findings(const impact *self, const cw_report *report)
{
    int64_t count = cw_report_count(report);
    paired *list = malloc(((size_t)count + 1) * sizeof *list);
    for (int64_t i = 0; list && i < count; i++) {
        const cw_finding *finding = cw_report_at(report, i);
        list[i] = (paired){rule_key(self, cw_finding_rule(finding)), finding};
    }
    if (list)
        qsort(list, (size_t)count, sizeof *list, by_subjects);
    return list;
}

/* ---- changes ---- */

/* A rule that finds nothing about a subject asks nothing of it. */
static int32_t status_of(const cw_finding *finding)
{
    return finding ? cw_finding_status(finding) : CW_NOT_APPLICABLE;
}

static change change_of(const cw_finding *was, const cw_finding *is)
{
    int32_t before = status_of(was), after = status_of(is);
    int violated = cw_finding_is_violation(was), violates = cw_finding_is_violation(is);
    if (violates && !violated)
        return NEW_VIOLATION;
    if (after == CW_UNKNOWN && before != CW_UNKNOWN)
        return NOW_UNKNOWN;
    if (violated && !violates)
        return RESOLVED;
    if (before == CW_UNKNOWN && after != CW_UNKNOWN)
        return NOW_KNOWN;
    if (before != after)
        return STATUS_CHANGED;
    if (was && is && cw_finding_due(was) != cw_finding_due(is))
        return DUE_MOVED;
    return was && is && cw_finding_missed(was) != cw_finding_missed(is) ? PERIODS_CHANGED : NO_CHANGE;
}

static void print_state(const char *key, const cw_finding *finding)
{
    char due[16];
    put_json_key(key);
    put_words("{\"status\":");
    put_json_text(status_name(status_place(status_of(finding))));
    if (finding && cw_date_format(cw_finding_due(finding), due) == CW_OK) {
        put_words(",\"due\":");
        put_json_text(due);
    }
    if (finding && cw_finding_missed(finding) > 0) {
        put_words(",\"missed\":");
        put_json_number(cw_finding_missed(finding));
    }
    put_words("}");
}

/* A line of JSON for a finding that changes. */
static void print_change(const char *case_id, const char *rule, change kind, const cw_finding *was, const cw_finding *is)
{
    put_words("{\"case\":");
    put_json_text(case_id);
    put_words(",\"rule\":");
    put_json_text(rule);
    put_words(",\"subjects\":[");
    for (int64_t i = 0; i < cw_finding_subject_count(is ? is : was); i++) {
        put_words(i > 0 ? "," : "");
        put_json_text(cw_finding_subject_id(is ? is : was, i));
    }
    put_words("],\"change\":");
    put_json_text(change_name(kind, 1));
    put_words(",");
    print_state("old", was);
    put_words(",");
    print_state("new", is);
    put_words("}\n");
}

static int count_change(impact *self, const char *case_id, const char *rule, change kind, const cw_finding *was, const cw_finding *is)
{
    rule_impact *one = find_rule(self, rule);
    one->findings[kind]++;
    one->moves[kind][status_place(status_of(was))][status_place(status_of(is))]++;
    if (one->last_case[kind] == self->cases)
        return 0;
    one->last_case[kind] = self->cases;
    long long nth = one->cases[kind]++;
    if (nth >= self->options->cases)
        return 0;
    one->ids[kind][nth] = copy_text(case_id);
    return one->ids[kind][nth] ? 0 : tell("out of memory", NULL);
}

/* Goes through both lists side by side. */
static int count_pairs(impact *self, const char *case_id, const paired *was, int64_t was_count, const paired *is, int64_t is_count)
{
    int changed = 0;
    for (int64_t i = 0, j = 0; i < was_count || j < is_count;) {
        int order = i >= was_count ? 1 : j >= is_count ? -1 : by_subjects(&was[i], &is[j]);
        const cw_finding *before = order <= 0 ? was[i].finding : NULL, *after = order >= 0 ? is[j].finding : NULL;
        const char *rule = before ? was[i].rule : is[j].rule;
        change kind = change_of(before, after);
        i += order <= 0;
        j += order >= 0;
        if (kind == NO_CHANGE)
            continue;
        changed = 1;
        if (count_change(self, case_id, rule, kind, before, after) != 0)
            return EXIT_BAD;
        if (self->options->form == CW_FORM_JSON_LINE)
            print_change(case_id, rule, kind, before, after);
    }
    self->cases_changed += changed;
    return 0;
}

int count_changes(impact *self, const char *case_id, const cw_report *was, const cw_report *is)
{
    paired *before = sorted_findings(self, was), *after = sorted_findings(self, is);
    self->cases++;
    int exit_status = before && after ? 0 : tell("out of memory", NULL);
    if (exit_status == 0)
        exit_status = count_pairs(self, case_id, before, cw_report_count(was), after, cw_report_count(is));
    free(before);
    free(after);
    return exit_status;
}

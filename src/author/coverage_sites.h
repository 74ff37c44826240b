/* SPDX-License-Identifier: MIT */
#ifndef AUTHOR_COVERAGE_SITES_H
#define AUTHOR_COVERAGE_SITES_H
/* Within the room: what is counted. */
#include "author/coverage.h"
#include "base/map.h"
#include "author/tested.h"

/* Ways in which a condition can turn out. */
typedef enum author_way { AUTHOR_TRUE, AUTHOR_FALSE, AUTHOR_UNKNOWN, AUTHOR_WAYS } author_way;

/* A condition in a rule, or in a condition that rules call. */
typedef struct author_site {
    struct author_site *next;
    base_str text;               /* as written */
    uint32_t start, end;
    int64_t line;
    bool always_known;           /* `documented`, a parameter: nobody is asked to see it unknown */
    bool is_whole;               /* a clause, or what a filter asks of an item: there none counts as false */
    int64_t counts[AUTHOR_WAYS];
} author_site;

/* A rule, or a condition that rules call. */
typedef struct author_owner {
    struct author_owner *next;
    base_str name;               /* "us-ky:plan-in-force", or the condition's own */
    base_str file;
    int64_t line;
    bool is_rule;
    uint32_t possible;           /* bit by status: outcomes that a rule of this shape can have; none of what is only overridden */
    int64_t counts[EVAL_UNKNOWN + 1];
    author_site *sites, **last_site;
} author_owner;

struct author_coverage {
    const cw_context *context;
    base_arena arena;
    base_buffer key;             /* of a place, being spelled */
    base_map owners;             /* file and place of a rule or condition -> author_owner */
    base_map sites;              /* file and place -> author_site */
    base_map files;              /* file of a set that is known already -> itself */
    author_owner *first, **last;
};

/* Whether a condition can turn out so. */
static inline bool author_is_way(const author_site *site, int way)
{
    return way != AUTHOR_UNKNOWN || !site->always_known;
}

/* Makes the rules that are tested known, once: those in files of `set`, and of others what these files override. False: no memory. */
bool author_coverage_open(author_coverage *self, const cw_rules *rules, base_str set);
/* The condition at a place, or NULL. */
author_site *author_site_at(author_coverage *self, const feel_node *node);
author_owner *author_owner_of(author_coverage *self, const rules_rule *rule);
/* Counts what a node that ran gave, where it is a condition. */
void author_coverage_saw(author_coverage *self, const feel_node *node, const feel_value *value);
/* Counts the outcome of a finding. */
void author_coverage_count(author_coverage *self, const cw_finding *finding);
/* CW_ERR_NOMEM where counting fell short of memory. */
cw_status author_coverage_status(const author_coverage *self);
#endif

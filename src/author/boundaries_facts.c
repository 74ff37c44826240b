/* SPDX-License-Identifier: MIT */
/* Blocks for facts that are not known. */
#include "author/boundaries.h"

/* Of one rule so many facts are taken: the first ones that tests come upon. */
enum { FACTS_MOST = 12 };

static bool is_decided(const author_sight *sight)
{
    return sight->status != EVAL_UNKNOWN;
}

static const author_read *read_of(const author_sight *sight, base_str field)
{
    for (const author_read *at = sight->reads; at; at = at->next)
        if (base_str_equal(at->field, field) && !at->missing)
            return at;
    return NULL;
}

static bool is_tested_missing(const author_group *group, base_str field)
{
    for (const author_sight *sight = group->first; sight; sight = sight->next)
        for (const author_read *at = sight->reads; at; at = at->next)
            if (at->missing && base_str_equal(at->field, field))
                return true;
    return false;
}

/* Whether a test is one that reads the fact, and then is without it, though its own explanation says nothing of it. */
static bool is_tested_without(author_boundaries *self, const author_group *group, base_str field)
{
    for (const author_sight *sight = group->first; sight; sight = sight->next) {
        const author_read *read = is_decided(sight) ? read_of(sight, field) : NULL;
        if (!read)
            continue;
        const author_more more = author_more_without(self, read->path);
        if (author_is_tested(self, sight, &more, sight->day))
            return true;
    }
    return false;
}

typedef struct choice { const author_sight *sight; const author_read *read; author_more more; } choice;

/* The simplest test that cannot be decided without the fact, else the simplest that reads it. */
static cw_status choose(author_boundaries *self, const author_group *group, base_str field, choice *out)
{
    int tries = 0;
    *out = (choice){0};
    for (const author_sight *sight = group->first; sight && tries < AUTHOR_TRIES_MOST; sight = sight->next) {
        author_found found;
        const author_read *read = is_decided(sight) ? read_of(sight, field) : NULL;
        if (!read)
            continue;
        choice one = {.sight = sight, .read = read, .more = author_more_without(self, read->path)};
        cw_status status = author_outcome_on(self, sight, &one.more, sight->day, &found);
        if (status != CW_OK)
            return status;
        tries++;
        if (found.status == EVAL_UNKNOWN || (found.status >= 0 && !out->sight))
            *out = one;
        if (found.status == EVAL_UNKNOWN)
            return CW_OK;
    }
    return CW_OK;
}

static cw_status put_fact(author_boundaries *self, const author_group *group, base_str field)
{
    choice chosen;
    if (is_tested_missing(group, field) || is_tested_without(self, group, field))
        return CW_OK;
    cw_status status = choose(self, group, field, &chosen);
    if (status != CW_OK || !chosen.sight)
        return status;
    return author_put_block(self, chosen.sight, &chosen.more, chosen.sight->day, AUTHOR_BLOCK_FACT, "without %.*s",
                            (int)chosen.read->path.length, chosen.read->path.at);
}

/* The fields of a rule, each once. */
typedef struct fields { base_str at[FACTS_MOST]; int count; base_map known; } fields;

static bool is_new(author_boundaries *self, fields *all, base_str field)
{
    void *existing;
    if (base_map_add(&all->known, field, self, &existing))
        return !existing;
    self->arena.failed = true;
    return false;
}

cw_status author_put_missing_facts(author_boundaries *self, const author_group *group)
{
    fields all = {.count = 0};
    cw_status status = CW_OK;
    base_map_init(&all.known, &self->arena);
    for (const author_sight *sight = group->first; sight; sight = sight->next)
        for (const author_read *at = is_decided(sight) ? sight->reads : NULL; at; at = at->next) {
            if (!is_new(self, &all, at->field))
                continue;
            if (all.count < FACTS_MOST)
                all.at[all.count++] = at->field;
            else
                self->left_out++;
        }
    for (int i = 0; i < all.count && status == CW_OK; i++)
        status = put_fact(self, group, all.at[i]);
    return self->arena.failed ? CW_ERR_NOMEM : status;
}

/* SPDX-License-Identifier: MIT */
/* Blocks for birthdays on which a comparison of an age turns, and for facts that are not known. */
#include "author/boundaries.h"

/* Of one rule so many comparisons of ages and so many facts are taken: the first ones that tests come upon. */
enum { AGES_MOST = 4, FACTS_MOST = 12 };

/* ---- birthdays ---- */

static bool same_age(const author_age *a, const author_age *b)
{
    return a->years == b->years && base_str_equal(a->text, b->text);
}

/* How far the day on which the age was asked for lies behind the birthday. False: no such birthday. */
static bool offset_of(const author_age *age, int64_t *offset)
{
    int64_t birthday;
    if (!base_day_add_months(age->born, age->years * 12, &birthday))
        return false;
    *offset = age->at - birthday;
    return true;
}

static bool born_on_leap_day(const author_age *age)
{
    base_civil civil = base_day_to_civil(age->born);
    return civil.month == 2 && civil.day == 29;
}

/* Which of the days before, on and after tests stand on: bits 0 to 2, and for those born on 29 February bits 3 to 5. */
static unsigned find_tested(const author_group *group, const author_age *age)
{
    unsigned tested = 0;
    int64_t offset;
    for (const author_sight *sight = group->first; sight; sight = sight->next)
        for (const author_age *at = sight->ages; at; at = at->next)
            if (same_age(at, age) && offset_of(at, &offset) && offset >= -1 && offset <= 1)
                tested |= (born_on_leap_day(at) ? 8u : 1u) << (offset + 1);
    return tested;
}

static const char *const side_words[] = {"the day before", "the day on which", "the day after"};

static const char *whose(const author_age *age)
{
    return age->id.length > 0 ? age->id.at : "somebody";
}

/* Whether the comparison is still made, so far from the birthday: nothing that is not asked turns on it. */
static cw_status still_asks(author_boundaries *self, const author_sight *sight, const author_age *age, const author_more *more,
                            int64_t day, int64_t wanted, bool *asks)
{
    bool ran;
    author_sight *moved = NULL;
    int64_t offset;
    *asks = false;
    cw_status status = author_trial_begin(self, sight->setup, more, day, &ran);
    const cw_finding *finding = status == CW_OK && ran ? author_finding_like(self, sight) : NULL;
    if (finding)
        status = author_see(self, sight->setup, finding, day, &moved);
    author_trial_end(self);
    for (const author_age *at = moved ? moved->ages : NULL; at; at = at->next)
        *asks |= same_age(at, age) && base_str_equal(at->born_path, age->born_path) && offset_of(at, &offset) && offset == wanted;
    return status;
}

/* Born so that the day on which the age is asked for is the day before, the birthday, and the day after. */
static cw_status put_plain(author_boundaries *self, const author_sight *sight, const author_age *age, int side, bool *asks)
{
    int64_t born;
    if (!base_day_add_months(age->at, -age->years * 12, &born))
        return CW_OK;
    const author_more more = author_more_days(self, age->born_path, born + 1 - side, (base_str){0}, 0);
    cw_status status = still_asks(self, sight, age, &more, sight->day, side - 1, asks);
    if (status != CW_OK || !*asks)
        return status;
    return author_put_block(self, sight, &more, sight->day, AUTHOR_BLOCK_BIRTHDAY, "%s %s turns %d", side_words[side], whose(age),
                            (int)age->years);
}

/* The first 29 February from which the birthday falls after the day on which the age was asked for: earlier the case may not be open. */
static bool leap_birth(const author_age *age, int64_t *birthday, int64_t *out)
{
    enum { AWAY = 8 };
    int64_t year = base_day_to_civil(age->at).year - age->years;
    for (int i = 0; i <= AWAY; i++) {
        base_civil civil = {year + i, 2, 29};
        if (!base_civil_valid(civil) || !base_day_add_months(base_civil_to_day(civil), age->years * 12, birthday) ||
            *birthday <= age->at)
            continue;
        *out = base_civil_to_day(civil);
        return true;
    }
    return false;
}

/* In most years there is no 29 February: then these are the last of February but one, the last, and 1 March, where a reading has to
 * say which is the birthday. */
static cw_status put_leap(author_boundaries *self, const author_sight *sight, const author_age *age, int side, bool *asks)
{
    int64_t born, birthday;
    bool moves_fact = age->at_path.length > 0;
    if (!(age->on_judged_day || moves_fact) || !leap_birth(age, &birthday, &born))
        return CW_OK;
    int64_t at = birthday + side - 1, day = moves_fact ? sight->day + at - age->at : at;
    base_civil civil = base_day_to_civil(at);
    const author_more more = author_more_days(self, age->born_path, born, moves_fact ? age->at_path : (base_str){0}, at);
    cw_status status = still_asks(self, sight, age, &more, day, side - 1, asks);
    if (status != CW_OK || !*asks)
        return status;
    return author_put_block(self, sight, &more, day, AUTHOR_BLOCK_BIRTHDAY, "%s born on 29 February, on %d %s %d years later",
                            whose(age), civil.day, civil.month == 2 ? "February" : "March", (int)age->years);
}

/* Puts a birth and a day where a block asks for them; *asks tells whether the comparison is made there. */
typedef cw_status put_birth(author_boundaries *self, const author_sight *sight, const author_age *age, int side, bool *asks);

/* In the simplest test that still makes the comparison then. */
static cw_status put_side(author_boundaries *self, const author_group *group, const author_age *age, put_birth *put, int side)
{
    int tries = 0;
    bool asks = false;
    cw_status status = CW_OK;
    for (const author_sight *sight = group->first; sight; sight = sight->next)
        for (const author_age *at = sight->ages; at && !asks && status == CW_OK && tries < AUTHOR_TRIES_MOST; at = at->next)
            if (same_age(at, age)) {
                status = put(self, sight, at, side, &asks);
                tries++;
            }
    return status;
}

static cw_status put_age(author_boundaries *self, const author_group *group, const author_age *age)
{
    unsigned tested = find_tested(group, age);
    cw_status status = CW_OK;
    for (int side = 0; side < 3 && status == CW_OK; side++)
        if (!(tested >> side & 1))
            status = put_side(self, group, age, put_plain, side);
    for (int side = 0; side < 3 && status == CW_OK; side++)
        if (!(tested >> (side + 3) & 1))
            status = put_side(self, group, age, put_leap, side);
    return status;
}

cw_status author_put_birthdays(author_boundaries *self, const author_group *group)
{
    const author_age *done[AGES_MOST];
    int count = 0;
    cw_status status = CW_OK;
    for (const author_sight *sight = group->first; sight; sight = sight->next)
        for (const author_age *at = sight->ages; at && status == CW_OK && count < AGES_MOST; at = at->next) {
            bool known = false;
            for (int i = 0; i < count; i++)
                known |= same_age(done[i], at);
            if (known)
                continue;
            done[count++] = at;
            status = put_age(self, group, at);
        }
    return status;
}

/* ---- missing facts ---- */

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
        int outcome;
        const author_read *read = is_decided(sight) ? read_of(sight, field) : NULL;
        if (!read)
            continue;
        choice one = {.sight = sight, .read = read, .more = author_more_without(self, read->path)};
        cw_status status = author_outcome_on(self, sight, &one.more, sight->day, &outcome);
        if (status != CW_OK)
            return status;
        tries++;
        if (outcome == EVAL_UNKNOWN || (outcome >= 0 && !out->sight))
            *out = one;
        if (outcome == EVAL_UNKNOWN)
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

/* SPDX-License-Identifier: MIT */
/* Blocks for comparisons that turn on a day: of a date with another one, and of an age with a number, which turns on a birthday.
 * Tests stand on the day before, on it, and on the day after; also where the days count from the 31st or from 29 February. */
#include "author/boundaries.h"

/* Of one rule so many comparisons of each kind are taken: the first ones that tests come upon. */
enum { TURNS_MOST = 4 };

static bool same_turn(const author_turn *a, const author_turn *b)
{
    return a->kind == b->kind && a->years == b->years && base_str_equal(a->text, b->text);
}

static bool is_leap_day(int64_t day)
{
    base_civil civil = base_day_to_civil(day);
    return civil.month == 2 && civil.day == 29;
}

/* ---- trying ---- */

/* A try: what is changed, the day that is judged, and how far from its turn the comparison then is. */
typedef struct attempt { author_more more; int64_t day, offset; } attempt;

/* Whether the comparison is still made there: nothing that is not asked turns on it. */
static cw_status still_compares(author_boundaries *self, const author_sight *sight, const author_turn *turn, const attempt *try, bool *asks)
{
    bool ran;
    author_sight *moved = NULL;
    *asks = false;
    cw_status status = author_trial_begin(self, sight->setup, &try->more, try->day, &ran);
    const cw_finding *finding = status == CW_OK && ran ? author_finding_like(self, sight) : NULL;
    if (finding)
        status = author_see(self, sight->setup, finding, try->day, &moved);
    author_trial_end(self);
    for (const author_turn *at = moved ? moved->turns[turn->kind] : NULL; at; at = at->next)
        *asks |= same_turn(at, turn) && base_str_equal(at->path, turn->path) && at->offset == try->offset;
    return status;
}

/* ---- dates ---- */

static const char *const date_words[] = {"on the day before it turns", "on the day it turns", "on the day after it turns"};

/* On the test's own day; where the date lies behind that, on the date, since what is still to come is not seen. */
static cw_status find_day(author_boundaries *self, const author_sight *sight, const author_turn *turn, attempt *try, int64_t moved, bool *asks)
{
    try->day = sight->day;
    cw_status status = still_compares(self, sight, turn, try, asks);
    if (status != CW_OK || *asks || moved <= sight->day)
        return status;
    try->day = moved;
    return still_compares(self, sight, turn, try, asks);
}

static cw_status put_date(author_boundaries *self, const author_sight *sight, const author_turn *turn, int offset, bool *asks)
{
    int64_t moved = turn->day + offset;
    attempt try = {.more = author_more_days(self, turn->path, moved, (base_str){0}, 0), .offset = offset};
    cw_status status = find_day(self, sight, turn, &try, moved, asks);
    if (status != CW_OK || !*asks)
        return status;
    return author_put_block(self, sight, &try.more, try.day, AUTHOR_BLOCK_TURN, "%.*s %s", (int)turn->path.length, turn->path.at,
                            date_words[1 + offset]);
}

/* The date that the other one counts from by months is moved, and the date with it. */
static cw_status put_counted(author_boundaries *self, const author_sight *sight, const author_turn *turn, bool leap, int offset, bool *asks)
{
    int64_t from, end;
    const author_anchor *anchor = &turn->from;
    if (anchor->path.length == 0 || base_str_equal(anchor->path, turn->path))
        return CW_OK;
    bool found = leap ? author_nearest_leap_day(anchor->day, &from) : author_nearest_31st(anchor->day, anchor->months, &from);
    if (!found || !base_day_add_months(from, anchor->months, &end))
        return CW_OK;
    attempt try = {.more = author_more_days(self, anchor->path, from, turn->path, end + offset), .offset = offset};
    cw_status status = find_day(self, sight, turn, &try, end + offset, asks);
    if (status != CW_OK || !*asks)
        return status;
    return author_put_block(self, sight, &try.more, try.day, leap ? AUTHOR_BLOCK_LEAP_DAY : AUTHOR_BLOCK_MONTH_END, "%.*s on %s, %.*s %s",
                            (int)anchor->path.length, anchor->path.at, leap ? "29 February" : "the 31st", (int)turn->path.length,
                            turn->path.at, date_words[1 + offset]);
}

static bool is_any(const author_turn *turn)
{
    (void)turn;
    return true;
}

static bool counts_from_31st(const author_turn *turn)
{
    return turn->from.path.length > 0 && base_day_to_civil(turn->from.day).day == 31 && base_day_to_civil(turn->day).day < 31;
}

static cw_status put_counted_from_31st(author_boundaries *self, const author_sight *sight, const author_turn *turn, int offset, bool *asks)
{
    return put_counted(self, sight, turn, false, offset, asks);
}

static bool counts_from_leap_day(const author_turn *turn)
{
    return turn->from.path.length > 0 && is_leap_day(turn->from.day);
}

static cw_status put_counted_from_leap_day(author_boundaries *self, const author_sight *sight, const author_turn *turn, int offset, bool *asks)
{
    return put_counted(self, sight, turn, true, offset, asks);
}

/* ---- ages ---- */

static const char *whose(const author_turn *age)
{
    return age->id.length > 0 ? age->id.at : "somebody";
}

static bool born_on_plain_day(const author_turn *age)
{
    return !is_leap_day(age->born);
}

/* Born so that the day on which the age is asked for is the day before, the birthday, and the day after. */
static cw_status put_birth(author_boundaries *self, const author_sight *sight, const author_turn *age, int offset, bool *asks)
{
    static const char *const words[] = {"the day before", "the day on which", "the day after"};
    int64_t born;
    if (!base_day_add_months(age->day, -age->years * 12, &born))
        return CW_OK;
    const attempt try = {author_more_days(self, age->path, born - offset, (base_str){0}, 0), sight->day, offset};
    cw_status status = still_compares(self, sight, age, &try, asks);
    if (status != CW_OK || !*asks)
        return status;
    return author_put_block(self, sight, &try.more, try.day, AUTHOR_BLOCK_BIRTHDAY, "%s %s turns %d", words[1 + offset], whose(age),
                            (int)age->years);
}

static bool born_on_leap_day(const author_turn *age)
{
    return is_leap_day(age->born);
}

/* The first 29 February from which the birthday falls after the day on which the age was asked for: earlier the case may not be open. */
static bool leap_birth(const author_turn *age, int64_t *birthday, int64_t *out)
{
    enum { AWAY = 8 };
    int64_t year = base_day_to_civil(age->day).year - age->years;
    for (int i = 0; i <= AWAY; i++) {
        base_civil civil = {year + i, 2, 29};
        if (!base_civil_valid(civil) || !base_day_add_months(base_civil_to_day(civil), age->years * 12, birthday) ||
            *birthday <= age->day)
            continue;
        *out = base_civil_to_day(civil);
        return true;
    }
    return false;
}

/* In most years there is no 29 February: then these are the last of February but one, the last, and 1 March, where a reading has to
 * say which is the birthday. */
static cw_status put_leap_birth(author_boundaries *self, const author_sight *sight, const author_turn *age, int offset, bool *asks)
{
    int64_t born, birthday;
    bool moves_fact = age->day_path.length > 0;
    if (!(age->on_judged_day || moves_fact) || !leap_birth(age, &birthday, &born))
        return CW_OK;
    int64_t at = birthday + offset;
    base_civil civil = base_day_to_civil(at);
    const attempt try = {author_more_days(self, age->path, born, moves_fact ? age->day_path : (base_str){0}, at),
                         moves_fact ? sight->day + at - age->day : at, offset};
    cw_status status = still_compares(self, sight, age, &try, asks);
    if (status != CW_OK || !*asks)
        return status;
    return author_put_block(self, sight, &try.more, try.day, AUTHOR_BLOCK_BIRTHDAY, "%s born on 29 February, on %d %s %d years later",
                            whose(age), civil.day, civil.month == 2 ? "February" : "March", (int)age->years);
}

/* ---- the ways in which days count ---- */

typedef struct way {
    author_turn_kind kind;
    int first;                   /* the first of the days around the turn that is wanted: -1 the day before, 0 the day itself */
    bool (*is)(const author_turn *turn);         /* whether the days count in this way where a test compares */
    /* A block so far from the turn; *asks tells whether the comparison is made there. */
    cw_status (*put)(author_boundaries *self, const author_sight *sight, const author_turn *turn, int offset, bool *asks);
} way;

static const way ways[] = {
    {AUTHOR_TURN_AGE, -1, born_on_plain_day, put_birth},
    {AUTHOR_TURN_AGE, -1, born_on_leap_day, put_leap_birth},
    {AUTHOR_TURN_DATE, -1, is_any, put_date},
    {AUTHOR_TURN_DATE, 0, counts_from_31st, put_counted_from_31st},
    {AUTHOR_TURN_DATE, 0, counts_from_leap_day, put_counted_from_leap_day},
};

static bool is_tested(const author_group *group, const author_turn *turn, const way *way, int offset)
{
    for (const author_sight *sight = group->first; sight; sight = sight->next)
        for (const author_turn *at = sight->turns[turn->kind]; at; at = at->next)
            if (at->offset == offset && same_turn(at, turn) && way->is(at))
                return true;
    return false;
}

/* In the simplest test that still makes the comparison then. */
static cw_status put_side(author_boundaries *self, const author_group *group, const author_turn *turn, const way *way, int offset)
{
    int tries = 0;
    bool asks = false;
    cw_status status = CW_OK;
    for (const author_sight *sight = group->first; sight; sight = sight->next)
        for (const author_turn *at = sight->turns[turn->kind]; at && !asks && status == CW_OK && tries < AUTHOR_TRIES_MOST; at = at->next)
            if (same_turn(at, turn)) {
                status = way->put(self, sight, at, offset, &asks);
                tries++;
            }
    return status;
}

static cw_status put_turn(author_boundaries *self, const author_group *group, const author_turn *turn)
{
    cw_status status = CW_OK;
    for (size_t i = 0; i < sizeof ways / sizeof ways[0]; i++)
        for (int offset = ways[i].first; offset <= 1 && ways[i].kind == turn->kind && status == CW_OK; offset++)
            if (!is_tested(group, turn, &ways[i], offset))
                status = put_side(self, group, turn, &ways[i], offset);
    return status;
}

static cw_status put_kind(author_boundaries *self, const author_group *group, author_turn_kind kind)
{
    const author_turn *done[TURNS_MOST];
    int count = 0;
    cw_status status = CW_OK;
    for (const author_sight *sight = group->first; sight; sight = sight->next)
        for (const author_turn *at = sight->turns[kind]; at && status == CW_OK && count < TURNS_MOST; at = at->next) {
            bool known = false;
            for (int i = 0; i < count; i++)
                known |= same_turn(done[i], at);
            if (known)
                continue;
            done[count++] = at;
            status = put_turn(self, group, at);
        }
    return status;
}

cw_status author_put_turns(author_boundaries *self, const author_group *group)
{
    cw_status status = CW_OK;
    for (int kind = 0; kind < AUTHOR_TURN_KINDS && status == CW_OK; kind++)
        status = put_kind(self, group, (author_turn_kind)kind);
    return status;
}

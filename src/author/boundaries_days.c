/* SPDX-License-Identifier: MIT */
/* Blocks for days: the one before, the one itself and the one after, and what falls on the 31st or on 29 February. */
#include "author/boundaries.h"

static const char *const day_words[AUTHOR_DAY_KINDS] = {
    [AUTHOR_DAY_DUE] = "the due day", [AUTHOR_DAY_FROM] = "the day of `from`", [AUTHOR_DAY_PERIOD] = "the last day of a period",
    [AUTHOR_DAY_UNTIL] = "the day of `until`", [AUTHOR_DAY_EXPIRY] = "the last day of the waiver",
    [AUTHOR_DAY_VALID_FROM] = "the first day of its validity", [AUTHOR_DAY_VALID_UNTIL] = "the last day of its validity",
    [AUTHOR_DAY_PAUSE_FIRST] = "the first day of a pause", [AUTHOR_DAY_PAUSE_LAST] = "the last day of a pause",
};
static const char *const side_words[] = {"the day before ", "", "the day after "};

/* ---- the day before, on, after ---- */

static int count_tested(author_boundaries *self, const author_sight *sight, author_day_kind kind)
{
    int count = 0;
    for (int64_t side = -1; side <= 1; side++)
        count += author_is_tested(self, sight, NULL, sight->days[kind] + side);
    return count;
}

/* A pause does nothing by itself but move the due day. */
static bool is_of_pause(author_day_kind kind)
{
    return kind == AUTHOR_DAY_PAUSE_FIRST || kind == AUTHOR_DAY_PAUSE_LAST;
}

static bool differ(author_day_kind kind, author_found a, author_found b)
{
    return a.status != b.status || (is_of_pause(kind) && a.due != b.due);
}

/* Whether what is found differs on the three days. *ran false: one of them cannot be judged. */
static cw_status differs_around(author_boundaries *self, const author_sight *sight, author_day_kind kind, bool *ran, bool *differs)
{
    author_found found[3];
    *ran = true;
    for (int side = 0; side < 3; side++) {
        cw_status status = author_outcome_on(self, sight, NULL, sight->days[kind] + side - 1, &found[side]);
        if (status != CW_OK)
            return status;
        *ran &= found[side].status >= 0;
    }
    *differs = differ(kind, found[0], found[1]) || differ(kind, found[1], found[2]);
    return CW_OK;
}

/* The test that stands on most of the days; of these the simplest in which the days differ, else the simplest. NULL: there is
 * nothing to write. */
static cw_status choose(author_boundaries *self, const author_group *group, author_day_kind kind, const author_sight **out)
{
    int most = -1, tries = 0;
    const author_sight *simplest = NULL;
    *out = NULL;
    for (const author_sight *at = group->first; at; at = at->next) {
        int count = at->days[kind] == INT64_MAX ? -1 : count_tested(self, at, kind);
        most = count > most ? count : most;
    }
    for (const author_sight *at = group->first; at && most >= 0 && most < 3 && tries < AUTHOR_TRIES_MOST; at = at->next) {
        bool ran, differs = false;
        if (at->days[kind] == INT64_MAX || count_tested(self, at, kind) < most)
            continue;
        cw_status status = differs_around(self, at, kind, &ran, &differs);
        if (status != CW_OK)
            return status;
        tries++;
        if (ran && !simplest && !is_of_pause(kind))
            simplest = at;
        if (ran && differs) {
            *out = at;
            return CW_OK;
        }
    }
    *out = simplest;
    return CW_OK;
}

static cw_status put_kind(author_boundaries *self, const author_group *group, author_day_kind kind)
{
    const author_sight *sight;
    cw_status status = choose(self, group, kind, &sight);
    for (int side = 0; side < 3 && status == CW_OK && sight; side++)
        status = author_put_block(self, sight, NULL, sight->days[kind] + side - 1, AUTHOR_BLOCK_DAY, "%s%s", side_words[side],
                                  day_words[kind]);
    return status;
}

cw_status author_put_days(author_boundaries *self, const author_group *group)
{
    cw_status status = CW_OK;
    for (int kind = 0; kind < AUTHOR_DAY_KINDS && status == CW_OK; kind++)
        status = put_kind(self, group, (author_day_kind)kind);
    return status;
}

/* ---- the 31st, 29 February ---- */

enum { MONTHS_AWAY = 24, YEARS_AWAY = 8 };

bool author_nearest_31st(int64_t day, int64_t months, int64_t *out)
{
    base_civil from = base_day_to_civil(day);
    for (int i = 0; i <= 2 * MONTHS_AWAY; i++) {
        int64_t away = i % 2 ? -(i + 1) / 2 : i / 2, month = from.year * 12 + from.month - 1 + away, end;
        if (month < 12)
            continue;
        base_civil civil = {month / 12, (int)(month % 12) + 1, 31};
        bool ends = base_civil_valid(civil) && base_day_add_months(base_civil_to_day(civil), months, &end);
        if (!ends || base_day_to_civil(end).day == 31)
            continue;
        *out = base_civil_to_day(civil);
        return true;
    }
    return false;
}

bool author_nearest_leap_day(int64_t day, int64_t *out)
{
    int64_t year = base_day_to_civil(day).year;
    for (int i = 0; i <= 2 * YEARS_AWAY; i++) {
        base_civil civil = {year + (i % 2 ? -(i + 1) / 2 : i / 2), 2, 29};
        if (!base_civil_valid(civil))
            continue;
        *out = base_civil_to_day(civil);
        return true;
    }
    return false;
}

/* What falls due on the moved date's account. */
static int64_t end_of(const author_sight *sight, bool leap)
{
    if (sight->anchor.kind != AUTHOR_DAY_PERIOD)
        return sight->days[sight->anchor.kind];
    return leap ? sight->first_end : sight->short_end;
}

/* Whether a test stands on the end, or on the day after it, of a term that counts from such a date. */
static bool stands_there(const author_sight *sight, bool leap, int after)
{
    base_civil civil = base_day_to_civil(sight->anchor.day);
    int64_t end = sight->anchor.path.length > 0 ? end_of(sight, leap) : INT64_MAX;
    if (end == INT64_MAX || sight->day != end + after)
        return false;
    return leap ? civil.month == 2 && civil.day == 29 : civil.day == 31 && base_day_to_civil(end).day < 31;
}

/* The end of the term with the date moved, seen on a day moved as far; INT64_MAX: nothing comes of it. */
static cw_status find_end(author_boundaries *self, const author_sight *sight, const author_more *more, int64_t shift, bool leap,
                          int64_t *end)
{
    bool ran;
    author_sight *moved = NULL;
    cw_status status = author_trial_begin(self, sight->setup, more, sight->day + shift, &ran);
    const cw_finding *finding = status == CW_OK && ran ? author_finding_like(self, sight) : NULL;
    if (finding && finding->subject_count == sight->id_count)
        status = author_see(self, sight->setup, finding, sight->day + shift, &moved);
    author_trial_end(self);
    *end = moved ? end_of(moved, leap) : INT64_MAX;
    return status;
}

/* A test with its date moved, and what comes of it. */
typedef struct moved { const author_sight *sight; author_more more; int64_t end; bool differs; } moved;

static cw_status move(author_boundaries *self, const author_sight *sight, bool leap, moved *out)
{
    int64_t day;
    author_found on, after;
    *out = (moved){.sight = sight, .end = INT64_MAX};
    const author_anchor *anchor = &sight->anchor;
    bool found = leap ? author_nearest_leap_day(anchor->day, &day) : author_nearest_31st(anchor->day, anchor->months, &day);
    if (anchor->path.length == 0 || !found)
        return CW_OK;
    out->more = author_more_days(self, anchor->path, day, (base_str){0}, 0);
    cw_status status = find_end(self, sight, &out->more, day - anchor->day, leap, &out->end);
    if (status != CW_OK || out->end == INT64_MAX)
        return status;
    status = author_outcome_on(self, sight, &out->more, out->end, &on);
    if (status == CW_OK)
        status = author_outcome_on(self, sight, &out->more, out->end + 1, &after);
    if (status == CW_OK && (on.status < 0 || after.status < 0))
        out->end = INT64_MAX;
    out->differs = status == CW_OK && on.status != after.status;
    return status;
}

/* The simplest test in which the day after differs from the day itself, else the simplest. */
static cw_status choose_moved(author_boundaries *self, const author_group *group, bool leap, moved *out)
{
    int tries = 0;
    *out = (moved){.end = INT64_MAX};
    for (const author_sight *at = group->first; at && tries < AUTHOR_TRIES_MOST && !out->differs; at = at->next) {
        moved one;
        if (at->anchor.path.length == 0)
            continue;
        cw_status status = move(self, at, leap, &one);
        if (status != CW_OK)
            return status;
        tries++;
        if (one.end != INT64_MAX && (out->end == INT64_MAX || one.differs))
            *out = one;
    }
    return CW_OK;
}

static cw_status put_moved(author_boundaries *self, const author_group *group, bool leap)
{
    bool tested[2] = {false, false};
    moved chosen;
    for (const author_sight *at = group->first; at; at = at->next)
        for (int after = 0; after < 2; after++)
            tested[after] |= stands_there(at, leap, after);
    if (tested[0] && tested[1])
        return CW_OK;
    cw_status status = choose_moved(self, group, leap, &chosen);
    if (status != CW_OK || chosen.end == INT64_MAX)
        return status;
    author_block_kind kind = leap ? AUTHOR_BLOCK_LEAP_DAY : AUTHOR_BLOCK_MONTH_END;
    const author_anchor *anchor = &chosen.sight->anchor;
    for (int after = 0; after < 2 && status == CW_OK; after++)
        if (!tested[after])
            status = author_put_block(self, chosen.sight, &chosen.more, chosen.end + after, kind, "%.*s on %s, %s%s", (int)anchor->path.length,
                                      anchor->path.at, leap ? "29 February" : "the 31st", side_words[1 + after], day_words[anchor->kind]);
    return status;
}

cw_status author_put_month_ends(author_boundaries *self, const author_group *group)
{
    cw_status status = put_moved(self, group, false);
    return status == CW_OK ? put_moved(self, group, true) : status;
}

/* SPDX-License-Identifier: MIT */
/* Built-in functions that ask of dates. */
#include "feel/function.h"
#include "feel/machine.h"

void feel_fn_day_of_week(feel_run *run, const feel_value *arguments, int32_t count, feel_value *out)
{
    static const char *const names[] = {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"};
    (void)run;
    (void)count;
    *out = feel_string(base_str_of(names[base_weekday(feel_day_in(&arguments[0])) - 1]));
}

void feel_fn_month_of_year(feel_run *run, const feel_value *arguments, int32_t count, feel_value *out)
{
    static const char *const names[] = {"January", "February", "March", "April", "May", "June", "July", "August",
                                        "September", "October", "November", "December"};
    (void)run;
    (void)count;
    *out = feel_string(base_str_of(names[base_day_to_civil(feel_day_in(&arguments[0])).month - 1]));
}

static int64_t day_of_year(int64_t day)
{
    base_civil first = {base_day_to_civil(day).year, 1, 1};
    return day - base_civil_to_day(first) + 1;
}

void feel_fn_day_of_year(feel_run *run, const feel_value *arguments, int32_t count, feel_value *out)
{
    (void)count;
    *out = feel_integer_value(run, day_of_year(feel_day_in(&arguments[0])));
}

/* By ISO 8601: a week belongs to the year of its Thursday. */
void feel_fn_week_of_year(feel_run *run, const feel_value *arguments, int32_t count, feel_value *out)
{
    enum { THURSDAY = 4, WEEK = 7 };
    (void)count;
    int64_t day = feel_day_in(&arguments[0]);
    *out = feel_integer_value(run, (day_of_year(day - base_weekday(day) + THURSDAY) - 1) / WEEK + 1);
}

/* By month and day, so that a birthday on 29 February passes on 1 March where the year has none. Before the
 * birth it is negative. */
void feel_fn_age(feel_run *run, const feel_value *arguments, int32_t count, feel_value *out)
{
    base_civil born = base_day_to_civil(arguments[0].as.integer);
    if (count < 2)
        feel_reads_day(run);
    base_civil on = base_day_to_civil(count == 2 ? arguments[1].as.integer : run->day);
    bool ahead = on.month < born.month || (on.month == born.month && on.day < born.day);
    *out = feel_integer_value(run, on.year - born.year - ahead);
}

/* ---- earliest and latest ---- */

typedef struct search {
    bool latest;
    feel_value best;                     /* null: none yet */
    const feel_missing *missing;
    bool mistaken;                       /* met what is no date */
} search;

static void consider(feel_run *run, search *search, const feel_value *value)
{
    if (value->kind == FEEL_UNKNOWN)
        search->missing = feel_missing_union(run, search->missing, value->as.missing);
    else if (value->kind == FEEL_DATE) {
        bool better = search->latest ? value->as.integer > search->best.as.integer
                                     : value->as.integer < search->best.as.integer;
        if (search->best.kind == FEEL_NULL || better)
            search->best = feel_unmarked(*value);
    } else if (value->kind != FEEL_NULL) {
        search->mistaken = true;
    }
}

static void consider_list(feel_run *run, search *search, const feel_value *list)
{
    uint32_t count = feel_list_count(list);
    search->missing = feel_missing_union(run, search->missing, feel_list_missing(list));
    for (uint32_t i = 0; i < count && feel_spend(run, 1); i++) {
        feel_value item;
        feel_list_item(run, list, i, &item);
        consider(run, search, &item);
    }
}

static void find_date(feel_run *run, const feel_value *arguments, int32_t count, bool latest, feel_value *out)
{
    search search = {.latest = latest, .best = feel_null()};
    for (int32_t i = 0; i < count; i++) {
        if (arguments[i].kind == FEEL_LIST)
            consider_list(run, &search, &arguments[i]);
        else
            consider(run, &search, &arguments[i]);
    }
    if (search.missing)
        *out = feel_unknown(search.missing);
    else
        *out = search.mistaken ? feel_fail(run, "only dates are earlier or later") : search.best;
}

void feel_fn_earliest(feel_run *run, const feel_value *arguments, int32_t count, feel_value *out)
{
    find_date(run, arguments, count, false, out);
}

void feel_fn_latest(feel_run *run, const feel_value *arguments, int32_t count, feel_value *out)
{
    find_date(run, arguments, count, true, out);
}

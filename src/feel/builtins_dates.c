/* SPDX-License-Identifier: MIT */
/* Built-in functions on dates and durations. */
#include "feel/function.h"
#include "feel/machine.h"
#include "feel/temporal.h"

static bool is_whole(const feel_value *value, int64_t *out)
{
    return value->kind == FEEL_NUMBER && base_decimal_to_int(value->as.number, out);
}

static feel_value date_of_parts(feel_run *run, const feel_value *arguments)
{
    int64_t year, month, day;
    if (is_whole(&arguments[0], &year) && is_whole(&arguments[1], &month) && is_whole(&arguments[2], &day) &&
        month >= 1 && month <= 12 && day >= 1 && day <= 31) {
        base_civil civil = {year, (int)month, (int)day};
        if (base_civil_valid(civil))
            return feel_date(base_civil_to_day(civil));
    }
    return feel_fail(run, "there is no such date");
}

void feel_fn_date(feel_run *run, const feel_value *arguments, int32_t count, feel_value *out)
{
    int64_t day;
    if (count == 3)
        *out = date_of_parts(run, arguments);
    else if (count == 1 && arguments[0].kind == FEEL_DATE)
        *out = arguments[0];
    else if (count == 1 && arguments[0].kind == FEEL_STRING && base_day_parse(feel_text(&arguments[0]), &day))
        *out = feel_date(day);
    else
        *out = feel_fail(run, "there is no such date");
}

void feel_fn_duration(feel_run *run, const feel_value *arguments, int32_t count, feel_value *out)
{
    (void)count;
    if (!feel_duration_parse(feel_text(&arguments[0]), out))
        *out = feel_fail(run, "the text is not a duration");
}

void feel_fn_years_and_months_duration(feel_run *run, const feel_value *arguments, int32_t count, feel_value *out)
{
    (void)run;
    (void)count;
    int64_t months = base_months_between(arguments[0].as.integer, arguments[1].as.integer);
    *out = (feel_value){.kind = FEEL_MONTHS, .as.integer = months};
}

void feel_fn_day_of_week(feel_run *run, const feel_value *arguments, int32_t count, feel_value *out)
{
    static const char *const names[] = {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"};
    (void)run;
    (void)count;
    *out = feel_string(base_str_of(names[base_weekday(arguments[0].as.integer) - 1]));
}

void feel_fn_month_of_year(feel_run *run, const feel_value *arguments, int32_t count, feel_value *out)
{
    static const char *const names[] = {"January", "February", "March", "April", "May", "June", "July", "August",
                                        "September", "October", "November", "December"};
    (void)run;
    (void)count;
    *out = feel_string(base_str_of(names[base_day_to_civil(arguments[0].as.integer).month - 1]));
}

void feel_fn_day_of_year(feel_run *run, const feel_value *arguments, int32_t count, feel_value *out)
{
    (void)count;
    base_civil first = {base_day_to_civil(arguments[0].as.integer).year, 1, 1};
    *out = feel_integer_value(run, arguments[0].as.integer - base_civil_to_day(first) + 1);
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

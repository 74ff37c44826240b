/* SPDX-License-Identifier: MIT */
#include "eval/term.h"

#include <casework/date.h>

enum { FRIDAY = 5, WORKDAYS = 5, WEEK = 7, SHORTEST_MONTH = 28 };

static bool in_calendar(int64_t day)
{
    return day >= CW_DATE_MIN && day <= CW_DATE_MAX;
}

/* More of anything than the calendar has days is beyond it. */
static bool multiply(int64_t count, int64_t by, int64_t *out)
{
    int64_t most = (int64_t)CW_DATE_MAX - CW_DATE_MIN;
    if (count < 0 || count > most || by > most) return false;
    *out = count * by;
    return *out <= most;
}

static bool give(int64_t day, int64_t *out)
{
    if (!in_calendar(day)) return false;
    *out = day;
    return true;
}

/* ---- working days ---- */

static bool is_weekend(int64_t day)
{
    return base_weekday(day) > FRIDAY;
}

/* The n-th day after the anchor that is no Saturday or Sunday. */
static int64_t weekdays_after(int64_t anchor, int64_t n)
{
    int past = base_weekday(anchor) - FRIDAY;
    if (n == 0) return anchor;
    if (past > 0) anchor -= past;
    int64_t day = anchor + n / WORKDAYS * WEEK, rest = n % WORKDAYS;
    bool over = base_weekday(day) + rest > FRIDAY;
    return day + rest + (over ? WEEK - WORKDAYS : 0);
}

static int64_t first_after(eval_calendar calendar, int64_t day)
{
    int64_t low = 0, high = calendar.count;
    while (low < high) {
        int64_t middle = low + (high - low) / 2;
        if (calendar.holidays[middle] <= day) low = middle + 1;
        else high = middle;
    }
    return low;
}

/* Each holiday on the way that is no weekend moves the day on. */
static bool add_working_days(eval_calendar calendar, int64_t anchor, int64_t n, int64_t *out)
{
    int64_t day = weekdays_after(anchor, n);
    for (int64_t i = first_after(calendar, anchor); i < calendar.count && calendar.holidays[i] <= day; i++)
        if (!is_weekend(calendar.holidays[i])) day = weekdays_after(anchor, ++n);
    return give(day, out);
}

/* ---- months ---- */

static int months_of(rules_unit unit)
{
    switch (unit) {
    case RULES_CALENDAR_QUARTER: return 3;
    case RULES_YEAR: case RULES_CALENDAR_YEAR: return 12;
    default: return 1;
    }
}

static bool is_calendar(rules_unit unit)
{
    return unit == RULES_CALENDAR_MONTH || unit == RULES_CALENDAR_QUARTER || unit == RULES_CALENDAR_YEAR;
}

static bool add_months(int64_t anchor, rules_term term, int64_t *out)
{
    int64_t months, day;
    return multiply(term.count, months_of(term.unit), &months) && base_day_add_months(anchor, months, &day) && give(day, out);
}

/* The first day of the calendar month, quarter or year in which a day lies. */
static int64_t calendar_start(int64_t day, rules_unit unit)
{
    base_civil civil = base_day_to_civil(day);
    int months = months_of(unit);
    return base_civil_to_day((base_civil){ civil.year, (civil.month - 1) / months * months + 1, 1 });
}

/* The last day of the n-th one; of the last year of the calendar too. */
static bool calendar_end(int64_t anchor, rules_term term, int64_t *out)
{
    int64_t months, next;
    int64_t start = calendar_start(anchor, term.unit);
    return multiply(term.count, months_of(term.unit), &months) && base_day_add_months(start, months, &next) && give(next - 1, out);
}

bool eval_term_add(eval_calendar calendar, int64_t anchor, rules_term term, int64_t *out)
{
    int64_t days;
    if (is_calendar(term.unit)) return calendar_end(anchor, term, out);
    if (term.unit == RULES_MONTH || term.unit == RULES_YEAR) return add_months(anchor, term, out);
    if (!multiply(term.count, term.unit == RULES_WEEK ? WEEK : 1, &days)) return false;
    if (term.unit == RULES_WORKING_DAY) return add_working_days(calendar, anchor, days, out);
    return give(anchor + days, out);
}

void eval_put_term(base_buffer *buffer, rules_term term)
{
    static const char *const words[] = {
        [RULES_DAY] = "day", [RULES_WORKING_DAY] = "working day", [RULES_WEEK] = "week", [RULES_MONTH] = "month",
        [RULES_YEAR] = "year", [RULES_CALENDAR_MONTH] = "calendar month", [RULES_CALENDAR_QUARTER] = "calendar quarter",
        [RULES_CALENDAR_YEAR] = "calendar year"
    };
    base_put_int(buffer, term.count);
    base_put_char(buffer, ' ');
    base_put(buffer, words[term.unit]);
    if (term.count != 1) base_put_char(buffer, 's');
}

/* ---- pauses ---- */

static void sift(eval_pause *heap, size_t at, size_t count)
{
    eval_pause moved = heap[at];
    for (size_t kid = 2 * at + 1; kid < count; kid = 2 * at + 1) {
        if (kid + 1 < count && heap[kid + 1].first > heap[kid].first) kid++;
        if (heap[kid].first <= moved.first) break;
        heap[at] = heap[kid];
        at = kid;
    }
    heap[at] = moved;
}

/* By first day. A heap needs no memory, and no order of the ranges makes it slow. */
static void sort(eval_pause *ranges, size_t count)
{
    for (size_t i = count / 2; i-- > 0;) sift(ranges, i, count);
    for (size_t end = count; end-- > 1;) {
        eval_pause largest = ranges[0];
        ranges[0] = ranges[end];
        ranges[end] = largest;
        sift(ranges, 0, end);
    }
}

void eval_pauses_begin(eval_pauses *pauses, int64_t anchor)
{
    sort(pauses->ranges, pauses->count);
    pauses->next = 0;
    pauses->passed = anchor;
    pauses->shift = 0;
}

int64_t eval_pauses_move(eval_pauses *pauses, int64_t day)
{
    for (; pauses->next < pauses->count; pauses->next++) {
        const eval_pause *range = &pauses->ranges[pauses->next];
        int64_t first = range->first > pauses->passed ? range->first : pauses->passed + 1;
        if (first > day + pauses->shift) break;
        if (range->last < first) continue;
        if (range->last == INT64_MAX) return INT64_MAX;
        pauses->shift += range->last - first + 1;
        pauses->passed = range->last;
    }
    return day + pauses->shift <= CW_DATE_MAX ? day + pauses->shift : INT64_MAX;
}

/* ---- periods ---- */

static bool is_months(rules_unit unit)
{
    return unit == RULES_MONTH || unit == RULES_YEAR || is_calendar(unit);
}

/* The same as eval_term_add from a day within the calendar, which was taken apart before: with calendar units the first day. */
static bool add_to_start(base_civil start, rules_term term, int64_t *end)
{
    int64_t months;
    if (!multiply(term.count, months_of(term.unit), &months)) return false;
    months += start.year * 12 + start.month - 1;
    base_civil civil = { months / 12, (int)(months % 12) + 1, start.day };
    int last = civil.day > SHORTEST_MONTH ? base_month_days(civil.year, civil.month) : SHORTEST_MONTH;
    if (civil.day > last) civil.day = last;
    return give(base_civil_to_day(civil) - is_calendar(term.unit), end);
}

/* Working days are counted on from the period before, which ended on one: the same day, at less cost. */
static bool next_end(const eval_periods *periods, int64_t *end)
{
    rules_term term = periods->term;
    if (term.unit == RULES_WORKING_DAY && periods->number > 0)
        return eval_term_add(periods->calendar, periods->unpaused, term, end);
    if (!multiply(term.count, periods->number + 1, &term.count)) return false;
    if (is_months(term.unit) && in_calendar(periods->anchor)) return add_to_start(periods->start, term, end);
    return eval_term_add(periods->calendar, periods->anchor, term, end);
}

bool eval_next_period(eval_periods *periods)
{
    int64_t end, begin = periods->number > 0 ? periods->end + 1 : periods->anchor;
    bool calendar = is_calendar(periods->term.unit);
    if (periods->number == 0 && calendar) begin = calendar_start(begin, periods->term.unit);
    if (periods->number == 0) periods->start = base_day_to_civil(begin);
    if (periods->term.count < 1 || !next_end(periods, &end)) return false;
    periods->unpaused = end;
    if (!calendar) end = eval_pauses_move(&periods->pauses, end);
    periods->begin = begin;
    periods->end = end < CW_DATE_MAX ? end : CW_DATE_MAX;
    periods->number++;
    return true;
}

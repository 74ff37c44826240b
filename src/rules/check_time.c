/* SPDX-License-Identifier: MIT */
/* The clauses that say when: valid, within, every, paused, partial. Terms are working days and calendar periods too, each
 * where it makes sense: a calendar period is no length to count from a day, and working days make no periods. */
#include "rules/check.h"

static const rules_clause *clause_of(const rules_check *check, rules_clause_kind kind)
{
    return check->from->first[kind];
}

static void tell(rules_check *check, rules_diagnostic which, rules_span at)
{
    rules_tell(check->reader, which, at, (base_str){0}, (base_str){0}, (base_str){0});
}

/* ---- valid ---- */

bool rules_read_valid(rules_cursor *cursor, int64_t *from, int64_t *until)
{
    bool begins = rules_take_word(cursor, "from");
    if (begins && !rules_expect_date(cursor, from))
        return false;
    bool ends = rules_take_word(cursor, "until");
    if (ends && !rules_expect_date(cursor, until))
        return false;
    if (!begins && !ends)
        rules_expected(cursor, "`from` or `until`", (base_str){0});
    return (begins || ends) && rules_expect_end(cursor);
}

/* What could not be read is no time at all: then no version overlaps with this one. */
static void check_valid(rules_check *check)
{
    const rules_clause *clause = clause_of(check, RULES_VALID);
    rules_rule *rule = check->rule;
    rule->valid_from = INT64_MIN;
    rule->valid_until = INT64_MAX;
    if (!clause)
        return;
    rules_cursor cursor = rules_clause_cursor(check, clause);
    bool read = rules_read_valid(&cursor, &rule->valid_from, &rule->valid_until);
    if (read && rule->valid_from > rule->valid_until)
        tell(check, RULES_TELL_VALID_ORDER, clause->word);
    if (!read) {
        rule->valid_from = INT64_MAX;
        rule->valid_until = INT64_MIN;
    }
}

/* ---- terms ---- */

static void tell_no_term(rules_check *check, rules_span at)
{
    rules_reader *reader = check->reader;
    base_nearest nearest;
    rules_begin_nearest(reader, &nearest, rules_str(reader, at));
    bool kept = base_diag_keeps(reader->feel->diag);
    for (const rules_link *link = check->draft->parameters.first; kept && link; link = link->next) {
        const rules_draft_parameter *one = link->item;
        if (one->parameter->is_term)
            base_nearest_consider(&nearest, one->parameter->name);
    }
    rules_tell(reader, RULES_TELL_NOT_A_TERM, at, rules_did_you_mean(reader, &nearest), nearest.word, (base_str){0});
}

/* As written, or the value that a parameter has here; `known` false: it has none yet. */
typedef struct found_term { rules_span at; rules_length length; rules_term term; bool known; } found_term;

static bool find_parameter(rules_check *check, found_term *found)
{
    const rules_parameter *parameter =
        rules_parameter_of(check->draft, rules_str(check->reader, found->at));
    if (parameter && !parameter->is_term && parameter->type->kind == FEEL_ANY)
        return false;                 /* it could not be read, which is told where it stands */
    if (!parameter || !parameter->is_term) {
        tell_no_term(check, found->at);
        return false;
    }
    found->length.parameter = parameter->global;
    found->term = parameter->term;
    found->known = parameter->has_value;
    return true;
}

static bool expect_term(rules_check *check, rules_cursor *cursor, found_term *found)
{
    char c = rules_peek(cursor);
    found->at.start = cursor->at;
    if (c < '0' || c > '9')
        return rules_expect_run(cursor, "", "a term such as `60 days`, or a parameter", &found->at) &&
               find_parameter(check, found);
    if (!rules_expect_term(cursor, &found->term))
        return false;
    found->at.end = cursor->at;
    found->length = (rules_length){-1, found->term};
    found->known = true;
    return true;
}

static bool is_calendar(rules_unit unit)
{
    return unit == RULES_CALENDAR_MONTH || unit == RULES_CALENDAR_QUARTER || unit == RULES_CALENDAR_YEAR;
}

static void check_within(rules_check *check)
{
    const rules_clause *clause = clause_of(check, RULES_WITHIN);
    found_term found = {0};
    if (!clause)
        return;
    rules_cursor cursor = rules_clause_cursor(check, clause);
    if (!expect_term(check, &cursor, &found))
        return;
    if (found.known && is_calendar(found.term.unit))
        tell(check, RULES_TELL_TERM_CALENDAR, found.at);
    check->rule->within = found.length;
    if (!rules_take_word(&cursor, "of"))
        rules_expected(&cursor, "`of`", BASE_STR("write `within: 30 days of ...`, with the day that it counts from"));
    else
        check->rule->anchor = rules_check_expression(check, clause, (rules_span){cursor.at, cursor.end}, &check->scope,
                                                     &feel_type_date);
}

static void check_every(rules_check *check)
{
    const rules_clause *clause = clause_of(check, RULES_EVERY);
    found_term found = {0};
    if (!clause)
        return;
    rules_cursor cursor = rules_clause_cursor(check, clause);
    if (!expect_term(check, &cursor, &found))
        return;
    if (found.known && found.term.unit == RULES_WORKING_DAY)
        tell(check, RULES_TELL_TERM_WORKING, found.at);
    if (found.known && found.term.count == 0)
        tell(check, RULES_TELL_TERM_ZERO, found.at);
    check->rule->every = found.length;
    rules_expect_end(&cursor);
}

/* ---- paused, partial ---- */

static void check_paused(rules_check *check)
{
    static const feel_type range = {.kind = FEEL_RANGE, .detail = -1, .item = &feel_type_date};
    static const feel_type ranges = {.kind = FEEL_LIST, .detail = -1, .item = &range};
    const rules_clause *clause = clause_of(check, RULES_PAUSED);
    if (clause)
        check->rule->paused = rules_check_expression(check, clause, clause->body, &check->scope, &ranges);
}

static void check_partial(rules_check *check)
{
    const rules_clause *clause = clause_of(check, RULES_PARTIAL);
    rules_span word;
    if (!clause)
        return;
    rules_cursor cursor = rules_clause_cursor(check, clause);
    if (!rules_expect_run(&cursor, "", "`owed` or `released`", &word))
        return;
    base_nearest nearest;
    rules_begin_nearest(check->reader, &nearest, rules_str(check->reader, word));
    base_nearest_consider(&nearest, BASE_STR("owed"));
    base_nearest_consider(&nearest, BASE_STR("released"));
    check->rule->partial_owed = base_str_is(nearest.word, "owed");
    if (check->rule->partial_owed || base_str_is(nearest.word, "released"))
        rules_expect_end(&cursor);
    else
        rules_tell(check->reader, RULES_TELL_BAD_CHOICE, word, rules_did_you_mean(check->reader, &nearest),
                   BASE_STR("`owed` or `released`"), nearest.word);
}

/* ---- all of them ---- */

void rules_check_time(rules_check *check)
{
    bool deadline = clause_of(check, RULES_BY) || clause_of(check, RULES_WITHIN);
    check->rule->shape = clause_of(check, RULES_EVERY) ? RULES_SHAPE_RECURRENCE
                         : deadline                    ? RULES_SHAPE_DEADLINE
                                                       : RULES_SHAPE_STATE;
    check_valid(check);
    check_within(check);
    check_every(check);
    check_paused(check);
    check_partial(check);
}

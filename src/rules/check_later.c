/* SPDX-License-Identifier: MIT */
/* Clauses that this version reads and checks and then refuses by name: they have no evaluation yet. */
#include "rules/check.h"

typedef bool check_clause(rules_check *check, const rules_clause *clause, rules_cursor *cursor);

static bool check_valid(rules_check *check, const rules_clause *clause, rules_cursor *cursor)
{
    int64_t from = INT64_MIN, until = INT64_MAX;
    bool begins = rules_take_word(cursor, "from");
    if (begins && !rules_expect_date(cursor, &from))
        return false;
    bool ends = rules_take_word(cursor, "until");
    if (ends && !rules_expect_date(cursor, &until))
        return false;
    if (!begins && !ends) {
        rules_expected(cursor, "`from` or `until`", (base_str){0});
        return false;
    }
    if (from > until)
        rules_tell(check->reader, RULES_TELL_VALID_ORDER, clause->word, (base_str){0}, (base_str){0}, (base_str){0});
    return from <= until && rules_expect_end(cursor);
}

static bool check_instrument(rules_check *check, const rules_clause *clause, rules_cursor *cursor)
{
    rules_span name;
    (void)check;
    (void)clause;
    return rules_expect_run(cursor, "-.", "the name of an instrument", &name) && rules_expect_end(cursor);
}

static bool check_target(rules_check *check, const rules_clause *clause, rules_cursor *cursor)
{
    rules_span at;
    base_decimal number, hundred = base_decimal_from_int(100);
    (void)clause;
    if (!rules_expect_run(cursor, ".", "a number of percent", &at))
        return false;
    base_str text = rules_str(check->reader, at);
    if (!base_decimal_parse(text, true, &number)) {
        rules_tell(check->reader, RULES_TELL_BAD_NUMBER, at, (base_str){0}, text, (base_str){0});
        return false;
    }
    bool fits = !base_decimal_is_zero(&number) && base_decimal_compare(&number, &hundred) <= 0;
    if (!fits)
        rules_tell(check->reader, RULES_TELL_TARGET_RANGE, at, (base_str){0}, text, (base_str){0});
    return fits && rules_expect(cursor, '%') && rules_expect_end(cursor);
}

static bool check_by(rules_check *check, const rules_clause *clause, rules_cursor *cursor)
{
    (void)cursor;
    return rules_check_expression(check, clause, clause->body, &check->scope, &feel_type_date);
}

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

static bool check_term_parameter(rules_check *check, rules_span at, bool above_zero)
{
    const rules_parameter *parameter = base_map_find(&check->draft->parameters_by_name, rules_str(check->reader, at));
    if (!parameter || !parameter->is_term) {
        tell_no_term(check, at);
        return false;
    }
    bool zero = above_zero && parameter->has_value && parameter->term.count == 0;
    if (zero)
        rules_tell(check->reader, RULES_TELL_TERM_ZERO, at, (base_str){0}, (base_str){0}, (base_str){0});
    return !zero;
}

/* A term as written, or a parameter that holds one. `above_zero`: as `every` needs it. */
static bool expect_term(rules_check *check, rules_cursor *cursor, bool above_zero)
{
    rules_reader *reader = check->reader;
    rules_span at;
    rules_term term;
    char c = rules_peek(cursor);
    at.start = cursor->at;
    if (c >= '0' && c <= '9') {
        if (!rules_expect_term(cursor, &term))
            return false;
        at.end = cursor->at;
        if (above_zero && term.count == 0)
            rules_tell(reader, RULES_TELL_TERM_ZERO, at, (base_str){0}, (base_str){0}, (base_str){0});
        return !above_zero || term.count > 0;
    }
    if (!rules_expect_run(cursor, "", "a term such as `60 days`, or a parameter", &at))
        return false;
    return check_term_parameter(check, at, above_zero);
}

static bool check_within(rules_check *check, const rules_clause *clause, rules_cursor *cursor)
{
    if (!expect_term(check, cursor, false) || !rules_expect_word(cursor, "of"))
        return false;
    return rules_check_expression(check, clause, (rules_span){cursor->at, cursor->end}, &check->scope, &feel_type_date);
}

static bool check_every(rules_check *check, const rules_clause *clause, rules_cursor *cursor)
{
    (void)clause;
    return expect_term(check, cursor, true) && rules_expect_end(cursor);
}

static bool check_paused(rules_check *check, const rules_clause *clause, rules_cursor *cursor)
{
    static const feel_type range = {.kind = FEEL_RANGE, .detail = -1, .item = &feel_type_date};
    static const feel_type ranges = {.kind = FEEL_LIST, .detail = -1, .item = &range};
    (void)cursor;
    return rules_check_expression(check, clause, clause->body, &check->scope, &ranges);
}

static bool check_partial(rules_check *check, const rules_clause *clause, rules_cursor *cursor)
{
    rules_span word;
    (void)clause;
    if (!rules_expect_run(cursor, "", "`owed` or `released`", &word))
        return false;
    base_nearest nearest;
    rules_begin_nearest(check->reader, &nearest, rules_str(check->reader, word));
    base_nearest_consider(&nearest, BASE_STR("owed"));
    base_nearest_consider(&nearest, BASE_STR("released"));
    if (base_str_is(nearest.word, "owed") || base_str_is(nearest.word, "released"))
        return rules_expect_end(cursor);
    rules_tell(check->reader, RULES_TELL_BAD_CHOICE, word, rules_did_you_mean(check->reader, &nearest),
               BASE_STR("`owed` or `released`"), nearest.word);
    return false;
}

/* ---- waived ---- */

/* The enumeration of `roles` of the host's `members`, where the host has these; else -1. */
static int32_t roles_of(const feel_schema *schema)
{
    feel_host_name members;
    feel_host_field roles;
    if (!schema->name(schema->self, BASE_STR("members"), &members) || members.type->kind != FEEL_LIST ||
        members.type->item->kind != FEEL_RECORD ||
        !schema->field(schema->self, members.type->item->detail, BASE_STR("roles"), &roles))
        return -1;
    bool words = roles.type->kind == FEEL_LIST && roles.type->item->kind == FEEL_STRING;
    return words ? roles.type->item->detail : -1;
}

static bool check_role(rules_check *check, rules_span at)
{
    const feel_schema *schema = check->reader->feel->schema;
    int32_t roles = roles_of(schema);
    base_str word = rules_str(check->reader, at), known, candidate;
    if (roles < 0 || schema->word(schema->self, roles, word, &known))
        return true;
    base_nearest nearest;
    rules_begin_nearest(check->reader, &nearest, word);
    for (int32_t i = 0; (candidate = schema->word_at(schema->self, roles, i)).length > 0; i++)
        base_nearest_consider(&nearest, candidate);
    rules_tell(check->reader, RULES_TELL_UNKNOWN_ROLE, at, rules_did_you_mean(check->reader, &nearest), word, (base_str){0});
    return false;
}

static bool check_waived(rules_check *check, const rules_clause *clause, rules_cursor *cursor)
{
    bool good = true;
    if (rules_take_word(cursor, "when"))
        return rules_check_expression(check, clause, (rules_span){cursor->at, cursor->end}, &check->period_scope,
                                      &feel_type_boolean);
    if (!rules_take_word(cursor, "by")) {
        rules_expected(cursor, "`by` and a role, or `when` and a condition", (base_str){0});
        return false;
    }
    do {
        rules_span role;
        if (!rules_expect_run(cursor, "", "a role", &role))
            return false;
        good &= check_role(check, role);
    } while (rules_take(cursor, ','));
    return good && rules_expect_end(cursor);
}

void rules_check_later(rules_check *check)
{
    static const struct { rules_clause_kind kind; check_clause *check; } rows[] = {
        {RULES_VALID, check_valid},   {RULES_INSTRUMENT, check_instrument}, {RULES_TARGET, check_target},
        {RULES_BY, check_by},         {RULES_WITHIN, check_within},         {RULES_EVERY, check_every},
        {RULES_PAUSED, check_paused}, {RULES_PARTIAL, check_partial},       {RULES_WAIVED, check_waived},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        for (const rules_clause *clause = check->from->first[rows[i].kind]; clause; clause = clause->next) {
            rules_cursor cursor = rules_clause_cursor(check, clause);
            rows[i].check(check, clause, &cursor);
            if (!check->from->change)
                rules_tell(check->reader, RULES_TELL_CLAUSE_LATER, clause->word, (base_str){0},
                           base_str_of(rules_clause_rows[clause->kind].word), (base_str){0});
        }
}

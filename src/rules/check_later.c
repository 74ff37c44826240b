/* SPDX-License-Identifier: MIT */
/* Clauses that this version reads and checks and then refuses by name: they have no evaluation yet. */
#include "rules/check.h"

typedef bool check_clause(rules_check *check, const rules_clause *clause, rules_cursor *cursor);

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

void rules_check_later(rules_check *check)
{
    static const struct { rules_clause_kind kind; check_clause *check; } rows[] = {
        {RULES_INSTRUMENT, check_instrument}, {RULES_TARGET, check_target},
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

/* SPDX-License-Identifier: MIT */
/* What is measured with a rule: `instrument`, `target`. */
#include "rules/check.h"

/* Words with dots between. */
static bool expect_instrument(rules_cursor *cursor, rules_span *name)
{
    rules_span part;
    if (!rules_expect_run(cursor, "-", "the name of an instrument", name))
        return false;
    while (cursor->at < cursor->end && cursor->reader->feel->source->text.at[cursor->at] == '.') {
        cursor->at++;
        if (!rules_expect_run(cursor, "-", "the next part of the instrument's name", &part))
            return false;
        name->end = part.end;
    }
    return true;
}

static void check_instrument(rules_check *check)
{
    const rules_clause *clause = check->from->first[RULES_INSTRUMENT];
    rules_span name;
    if (!clause)
        return;
    rules_cursor cursor = rules_clause_cursor(check, clause);
    check->rule->instrument = BASE_STR("?");         /* so that what asks for ratings is not told too */
    if (!expect_instrument(&cursor, &name))
        return;
    check->rule->instrument = rules_keep(check->reader, name);
    if (!rules_at_end(&cursor) && rules_expect_text(&cursor, &check->rule->activity))
        rules_expect_end(&cursor);
}

static bool read_target(rules_check *check, rules_cursor *cursor, rules_span *at, base_decimal *number)
{
    base_decimal hundred = base_decimal_from_int(100);
    if (!rules_expect_run(cursor, ".", "a number of percent", at))
        return false;
    base_str text = rules_str(check->reader, *at);
    if (!base_decimal_parse(text, true, number)) {
        rules_tell(check->reader, RULES_TELL_BAD_NUMBER, *at, (base_str){0}, text, (base_str){0});
        return false;
    }
    bool fits = !base_decimal_is_zero(number) && base_decimal_compare(number, &hundred) <= 0;
    if (!fits)
        rules_tell(check->reader, RULES_TELL_TARGET_RANGE, *at, (base_str){0}, text, (base_str){0});
    return fits && rules_expect(cursor, '%') && rules_expect_end(cursor);
}

static void check_target(rules_check *check)
{
    const rules_clause *clause = check->from->first[RULES_TARGET];
    rules_span at;
    if (!clause)
        return;
    rules_cursor cursor = rules_clause_cursor(check, clause);
    if (read_target(check, &cursor, &at, &check->rule->target_percent))
        check->rule->target = rules_keep(check->reader, at);
}

void rules_check_measure(rules_check *check)
{
    check_instrument(check);
    check_target(check);
}

/* SPDX-License-Identifier: MIT */
/* Versions of a rule: which one judges a state, and for whom. Those of deadlines and recurrences are with them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "table.h"

#define TWO RULE("  valid: until 2024-02-15\n  require: true\n") RULE("  valid: from 2024-02-16\n  require: false\n")
#define EACH(list, clauses) "  for: m in members[id = \"" list "\"]\n" clauses

static const row rows[] = {
    { "the day before the change", TWO, MEMBERS, "2024-02-15", "a:met" },
    { "the day of the change", TWO, MEMBERS, "2024-02-16", "a:unmet" },
    { "in whatever order they are written",
      RULE("  valid: from 2024-02-16\n  require: false\n") RULE("  valid: until 2024-02-15\n  require: true\n"), MEMBERS, "2024-02-15", "a:met" },
    { "a case that was closed before is judged by the version of that day", TWO, "\"closed\": \"2024-02-15\"", "2024-05-01", "a:met" },
    { "closed after the change", TWO, "\"closed\": \"2024-02-16\"", "2024-05-01", "a:unmet" },
    { "a closing to come", TWO, "\"closed\": \"2024-05-15\"", "2024-02-15", "a:met" },
    { "before the first", RULE("  valid: from 2024-02-16\n  for: m in members\n  require: true\n"), MEMBERS, "2024-02-15",
      "a:not_applicable{no version}" },
    { "after the last", RULE("  valid: until 2024-02-15\n  for: m in members\n  require: true\n"), MEMBERS, "2024-02-16",
      "a:not_applicable{no version}" },
    { "between two", RULE("  valid: until 2024-02-15\n  require: true\n") RULE("  valid: from 2024-02-20\n  require: true\n"), MEMBERS,
      "2024-02-17", "a:not_applicable{no version}" },
    { "before the case opened", TWO, MEMBERS, "2023-02-17", "a:not_applicable{before opening}" },
    { "each for its own subjects",
      RULE("  valid: until 2024-02-15\n" EACH("leo", "  require: true\n")) RULE("  valid: from 2024-02-16\n  for: x in members\n  require: x.id != \"mia\"\n"),
      "\"members\": [" LEO ", " MIA "]", "2024-02-16", "a(leo):met a(mia):unmet" },
    { "a version without its parameter is not judged",
      "parameter p : number\n" RULE("  valid: until 2024-02-15\n  require: p > 1\n") RULE("  valid: from 2024-02-16\n  require: true\n"), MEMBERS,
      "2024-02-16", "a:met" },
    { "nor told of where it is in force",
      "parameter p : number\n" RULE("  valid: until 2024-02-15\n  require: p > 1\n") RULE("  valid: from 2024-02-16\n  require: true\n"), MEMBERS,
      "2024-02-15", "" },
    { "a state became a deadline",
      RULE("  valid: until 2024-02-15\n  require: false\n") RULE("  valid: from 2024-02-16\n  by: date(\"2024-03-01\")\n  require: false\n"), MEMBERS,
      "2024-02-16", "a:pending@2024-03-01" },
};

static void judges(void **state)
{
    (void)state;
    judge_rows(rows, sizeof rows / sizeof rows[0]);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(judges) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

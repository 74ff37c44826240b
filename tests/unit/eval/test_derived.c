/* SPDX-License-Identifier: MIT */
/* Fields that are computed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "table.h"

#define ON(what, expression, document, finding) { what, expression, document, "2024-02-01", "a:" finding }
#define MET "met"
#define UNMET "unmet"
#define UNKNOWN(facts) "unknown[met..unmet: " facts "]"
#define CONTACT(fields) "\"record\": [" ENTRY("contact", "2024-01-15", fields) "]"
#define ONE_PLAN(fields) "\"plans\": [" PLAN("p", "\"developed\": \"2024-01-10\"" fields) "]"

static const row rows[] = {
    /* category: the first that any role belongs to */
    ON("family", "members[1].category = \"family\"", MEMBER(", \"roles\": [\"friend\", \"caseworker\", \"child\"]"), MET),
    ON("agency", "members[1].category = \"agency\"", MEMBER(", \"roles\": [\"neighbor\", \"supervisor\", \"school\"]"), MET),
    ON("formal partner", "members[1].category = \"formal_partner\"", MEMBER(", \"roles\": [\"friend\", \"casa\"]"), MET),
    ON("informal partner", "members[1].category = \"informal_partner\"", MEMBER(", \"roles\": [\"friend\"]"), MET),
    ON("no roles", "members[1].category = null", MEMBER(", \"roles\": []"), MET),
    ON("roles that are not known", "members[1].category = null", MEMBER(""), UNKNOWN("m.roles")),
    ON("documented", "some m in members satisfies documented(m.category)", MEMBER(", \"roles\": [\"friend\"]"), MET),
    ON("not documented", "some m in members satisfies documented(m.category)", MEMBER(", \"roles\": []"), UNMET),

    ON("by the roles of the day", "members[1].category = \"informal_partner\"",
       MEMBER(", \"roles\": [\"child\"], \"history\": [{\"field\": \"roles\", \"value\": [\"friend\"], \"until\": \"2024-02-01\"}]"), MET),
    ON("by roles that are not known of the day", "members[1].category = \"family\"",
       MEMBER(", \"roles\": [\"child\"], \"history\": [{\"field\": \"roles\", \"value\": null, \"until\": \"2024-02-01\"}]"), UNKNOWN("members/0/history/0.roles")),
    ON("by roles that ended on a day that is not known", "members[1].category = \"family\"",
       MEMBER(", \"roles\": [\"child\"], \"history\": [{\"field\": \"roles\", \"value\": [\"friend\"]}]"), UNKNOWN("members/0/history/0.until")),
    ON("documented by the roles of the day", "some m in members satisfies documented(m.category)",
       MEMBER(", \"roles\": [\"child\"], \"history\": [{\"field\": \"roles\", \"value\": [], \"until\": \"2024-02-01\"}]"), UNMET),

    /* active */
    ON("on the case", "members[1].active", MEMBER(", \"joined\": \"2024-02-01\""), MET),
    ON("since it was opened", "members[1].active", MEMBER(""), MET),
    ON("left today", "members[1].active", MEMBER(", \"left\": \"2024-02-01\""), UNMET),
    ON("leaves tomorrow", "members[1].active", MEMBER(", \"left\": \"2024-02-02\""), MET),
    ON("perhaps left", "members[1].active", MEMBER(", \"left\": null"), UNKNOWN("m.left")),
    ON("perhaps joined", "some m in members satisfies m.active", MEMBER(", \"joined\": null"), UNKNOWN("m.joined")),
    ON("perhaps joined, perhaps left", "some m in members satisfies m.active", MEMBER(", \"joined\": null, \"left\": null"), UNKNOWN("m.joined m.left")),
    ON("left, whenever he joined", "some m in [case] satisfies not(members[1].active)",
       MEMBER(", \"left\": \"2024-01-20\""), MET),
    ON("documented", "some m in members satisfies documented(m.active)", MEMBER(", \"joined\": \"2024-01-20\""), MET),
    ON("not documented", "some m in members satisfies documented(m.active)", MEMBER(""), UNMET),

    /* since and until */
    ON("since: developed", "plan.since = date(\"2024-01-10\")", ONE_PLAN(""), MET),
    ON("since: effective", "plan.since = date(\"2024-01-20\")", ONE_PLAN(", \"effective\": \"2024-01-20\""), MET),
    ON("since: not known", "plans[1].since = date(\"2024-01-20\")", ONE_PLAN(", \"effective\": null"), UNKNOWN("p.effective")),
    ON("until: none for the last", "plan.until = null", ONE_PLAN(""), MET),
    ON("until: the day before the next", "plans[1].until = date(\"2024-01-19\") and plans[2].until = null",
       "\"plans\": [" PLAN("p", "\"developed\": \"2024-01-10\"") ", " PLAN("q", "\"developed\": \"2024-01-20\"") "]", MET),
    ON("until: the next is developed and not yet in force", "plan.until = date(\"2024-02-29\")",
       "\"plans\": [" PLAN("p", "\"developed\": \"2024-01-10\"") ", " PLAN("q", "\"developed\": \"2024-01-20\", \"effective\": \"2024-03-01\"") "]", MET),
    ON("until: the next is not developed yet", "plan.until = null",
       "\"plans\": [" PLAN("p", "\"developed\": \"2024-01-10\"") ", " PLAN("q", "\"developed\": \"2024-02-20\"") "]", MET),
    ON("until: the next is of no known day", "plans[1].until = null",
       "\"plans\": [" PLAN("p", "\"developed\": \"2024-01-10\"") ", " PLAN("q", "\"developed\": \"2024-01-20\", \"effective\": null") "]",
       UNKNOWN("q.effective")),
    ON("until: the only plan, of no known day", "plans[1].until = null", ONE_PLAN(", \"effective\": null"), MET),
    ON("until: the next perhaps is there", "(some p in plans satisfies p.id = \"p\" and p.until = null)",
       "\"plans\": [" PLAN("p", "\"developed\": \"2024-01-10\"") ", " PLAN("q", "\"developed\": null, \"effective\": \"2024-03-01\"") "]",
       UNKNOWN("q.developed")),
    ON("until: the next perhaps is there, and another of the same day is", "(some p in plans satisfies p.id = \"p\" and p.until = date(\"2024-01-30\"))",
       "\"plans\": [" PLAN("p", "\"developed\": \"2024-01-10\"") ", " PLAN("q", "\"developed\": null, \"effective\": \"2024-01-31\"") ", "
       PLAN("r", "\"developed\": \"2024-01-31\"") "]", MET),
    ON("documented", "documented(plan.since) and not(documented(plan.until))", ONE_PLAN(""), MET),

    /* tasks */
    ON("the tasks of all objectives", "plan.tasks.id = [\"s\", \"t\", \"u\"]",
       ONE_PLAN(", \"objectives\": [{\"id\": \"o\", \"tasks\": [{\"id\": \"s\"}, {\"id\": \"t\"}]}, {\"id\": \"q\"}, {\"id\": \"r\", \"tasks\": [{\"id\": \"u\"}]}]"), MET),
    ON("no objectives", "plan.tasks = []", ONE_PLAN(""), MET),
    ON("objectives that are not known", "count(plan.tasks) = 0", ONE_PLAN(", \"objectives\": null"), UNKNOWN("p.objectives")),
    ON("tasks that are not known", "count(plan.tasks) = 0", ONE_PLAN(", \"objectives\": [{\"id\": \"o\", \"tasks\": null}]"), UNKNOWN("o.tasks")),
    ON("documented", "documented(plan.tasks)", ONE_PLAN(", \"objectives\": [{\"id\": \"o\", \"tasks\": [{\"id\": \"s\"}]}]"), MET),
    ON("not documented", "documented(plan.tasks)", ONE_PLAN(""), UNMET),

    /* kind */
    ON("kind", "some c in contacts satisfies c.kind = \"contact\" and documented(c.kind)", CONTACT(""), MET),
};

static void derives(void **state)
{
    (void)state;
    judge_rows(rows, sizeof rows / sizeof rows[0]);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(derives) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

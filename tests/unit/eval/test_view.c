/* SPDX-License-Identifier: MIT */
/* What is there on a day: the day before, on it, and after, for each kind of date. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "table.h"

#define ON(what, expression, document, day, finding) { what, expression, document, day, "a:" finding }
#define MET "met"
#define UNMET "unmet"
#define UNKNOWN(facts) "unknown[met..unmet: " facts "]"
#define TWO_PLANS "\"plans\": [" PLAN("p", "\"developed\": \"2024-02-01\"") ", " PLAN("q", "\"developed\": \"2024-03-01\", \"effective\": \"2024-03-10\"") "]"

static const row rows[] = {
    /* members: joined, else born, else from opening on */
    ON("joined", "count(members) = 1", MEMBER(", \"joined\": \"2024-03-01\", \"born\": \"2000-01-01\""), "2024-02-29", UNMET),
    ON("joined", "count(members) = 1", MEMBER(", \"joined\": \"2024-03-01\", \"born\": \"2000-01-01\""), "2024-03-01", MET),
    ON("joined", "count(members) = 1", MEMBER(", \"joined\": \"2024-03-01\", \"born\": \"2000-01-01\""), "2024-03-02", MET),
    ON("born", "count(members) = 1", MEMBER(", \"born\": \"2024-03-01\""), "2024-02-29", UNMET),
    ON("born", "count(members) = 1", MEMBER(", \"born\": \"2024-03-01\""), "2024-03-01", MET),
    ON("neither", "count(members) = 1", MEMBER(""), "2024-01-01", MET),
    ON("joined on a day that is not known", "count(members) = 1", MEMBER(", \"joined\": null"), "2024-02-01", UNKNOWN("m.joined")),
    ON("born on a day that is not known", "count(members) = 1", MEMBER(", \"born\": null"), "2024-02-01", UNKNOWN("m.born")),
    ON("some there, some not", "members.id = [\"leo\", \"mia\"]",
       "\"members\": [" LEO ", {\"id\": \"kit\", \"born\": \"2024-05-01\"}, " MIA "]", "2024-02-01", MET),
    ON("some perhaps there", "\"leo\" in members.id and not(\"kit\" in members.id)",
       "\"members\": [" LEO ", {\"id\": \"zoe\", \"joined\": null}]", "2024-02-01", MET),
    ON("some perhaps there, and it matters", "\"zoe\" in members.id",
       "\"members\": [" LEO ", {\"id\": \"zoe\", \"joined\": null}]", "2024-02-01", UNKNOWN("zoe.joined")),

    /* entries */
    ON("an entry", "count(contacts) = 1 and count(record) = 1", "\"record\": [" ENTRY("contact", "2024-03-01", "") "]", "2024-02-29", UNMET),
    ON("an entry", "count(contacts) = 1 and count(record) = 1", "\"record\": [" ENTRY("contact", "2024-03-01", "") "]", "2024-03-01", MET),
    ON("an entry's row", "count(court_orders.actions) = 0",
       "\"record\": [" ENTRY("court_order", "2024-03-01", ", \"actions\": [{\"id\": \"x\"}]") "]", "2024-02-29", MET),
    ON("entries by date, not by place", "record.kind = [\"note\", \"contact\"]",
       "\"record\": [" ENTRY("contact", "2024-03-02", "") ", " ENTRY("note", "2024-03-01", "") ", " ENTRY("note", "2024-03-03", "") "]",
       "2024-03-02", MET),

    /* plans */
    ON("a plan", "count(plans) = 0 and plan = null", TWO_PLANS, "2024-01-31", MET),
    ON("a plan", "count(plans) = 1 and plan.id = \"p\"", TWO_PLANS, "2024-02-01", MET),
    ON("developed, not yet effective", "count(plans) = 2 and plan.id = \"p\"", TWO_PLANS, "2024-03-09", MET),
    ON("effective", "plan.id = \"q\"", TWO_PLANS, "2024-03-10", MET),
    ON("effective, and developed later", "plan = null",
       "\"plans\": [" PLAN("p", "\"developed\": \"2024-02-10\", \"effective\": \"2024-02-01\"") "]", "2024-02-09", MET),
    ON("effective alone", "plan.id = \"p\"", "\"plans\": [" PLAN("p", "\"effective\": \"2024-02-01\"") "]", "2024-02-01", MET),
    ON("effective alone", "plan = null and count(plans) = 0", "\"plans\": [" PLAN("p", "\"effective\": \"2024-02-01\"") "]", "2024-01-31", MET),
    ON("two of one day: the later in the document", "plan.id = \"q\"",
       "\"plans\": [" PLAN("p", "\"developed\": \"2024-02-01\"") ", " PLAN("q", "\"developed\": \"2024-02-01\"") "]", "2024-02-01", MET),
    ON("a plan of no known day", "plan = null", "\"plans\": [" PLAN("p", "\"reason\": \"x\"") "]", "2024-02-01", UNKNOWN("p.developed")),
    ON("a plan of no known day", "count(plans) = 1", "\"plans\": [" PLAN("p", "\"developed\": null") "]", "2024-02-01", UNKNOWN("p.developed")),
    ON("an effective day that is not known", "plan = null", "\"plans\": [" PLAN("p", "\"developed\": \"2024-01-10\", \"effective\": null") "]",
       "2024-02-01", UNKNOWN("p.effective")),
    ON("not developed yet: whatever the effective day", "plan = null",
       "\"plans\": [" PLAN("p", "\"developed\": \"2024-03-10\", \"effective\": null") "]", "2024-02-01", MET),
    ON("plans are in the order of their days: one of no known day may be any of them", "plans[1].id = \"p\"",
       "\"plans\": [" PLAN("p", "\"developed\": \"2024-01-10\"") ", " PLAN("q", "\"developed\": \"2024-01-20\", \"effective\": null") "]",
       "2024-02-01", UNKNOWN("q.effective")),
    ON("perhaps there, but an older one", "plan.id = \"q\"",
       "\"plans\": [" PLAN("p", "\"developed\": null, \"effective\": \"2024-01-10\"") ", " PLAN("q", "\"developed\": \"2024-02-01\"") "]",
       "2024-02-01", MET),
    ON("perhaps there, and newer", "plan.id = \"q\"",
       "\"plans\": [" PLAN("p", "\"developed\": null, \"effective\": \"2024-02-10\"") ", " PLAN("q", "\"developed\": \"2024-02-01\"") "]",
       "2024-02-10", UNKNOWN("p.developed")),
    ON("perhaps there, and not in force yet", "plan.id = \"q\"",
       "\"plans\": [" PLAN("p", "\"developed\": null, \"effective\": \"2024-02-10\"") ", " PLAN("q", "\"developed\": \"2024-02-01\"") "]",
       "2024-02-09", MET),

    /* dates on which something was done, and planned ones */
    ON("an actual day that is to come", "plan.objectives[1].achieved = null",
       "\"plans\": [" PLAN("p", "\"developed\": \"2024-01-10\", \"objectives\": [{\"id\": \"o\", \"achieved\": \"2024-03-01\"}]") "]", "2024-02-29", MET),
    ON("an actual day", "plan.objectives[1].achieved = date(\"2024-03-01\")",
       "\"plans\": [" PLAN("p", "\"developed\": \"2024-01-10\", \"objectives\": [{\"id\": \"o\", \"achieved\": \"2024-03-01\"}]") "]", "2024-03-01", MET),
    ON("a planned day that is to come", "plan.objectives[1].target = date(\"2024-03-01\")",
       "\"plans\": [" PLAN("p", "\"developed\": \"2024-01-10\", \"objectives\": [{\"id\": \"o\", \"target\": \"2024-03-01\"}]") "]", "2024-02-01", MET),

    /* references to what is not there yet */
    ON("a member who is to come is not among those met", "count(contacts[1].with) = 1",
       "\"members\": [" LEO ", {\"id\": \"zoe\", \"joined\": \"2024-05-01\"}], \"record\": [" ENTRY("contact", "2024-02-01", ", \"with\": [\"leo\", \"zoe\"]") "]",
       "2024-02-01", MET),
    ON("a member who perhaps is there", "members[1] in contacts[1].with and count(contacts[1].with) = 2",
       "\"members\": [" LEO ", {\"id\": \"zoe\", \"joined\": null}], \"record\": [" ENTRY("contact", "2024-02-01", ", \"with\": [\"leo\", \"zoe\"]") "]",
       "2024-02-01", UNKNOWN("zoe.joined")),
    ON("one reference to who is to come", "contacts[1].by = null",
       "\"members\": [{\"id\": \"zoe\", \"joined\": \"2024-05-01\"}], \"record\": [" ENTRY("contact", "2024-02-01", ", \"by\": \"zoe\"") "]",
       "2024-02-01", MET),
    ON("one reference to who perhaps is there", "contacts[1].by = null",
       "\"members\": [{\"id\": \"zoe\", \"joined\": null}], \"record\": [" ENTRY("contact", "2024-02-01", ", \"by\": \"zoe\"") "]",
       "2024-02-01", UNKNOWN("zoe.joined")),

    /* after the record was brought up to date */
    ON("on current_to", "count(contacts) = 0", "\"current_to\": \"2024-02-01\"", "2024-02-01", MET),
    ON("after current_to: absence", "count(contacts) = 0", "\"current_to\": \"2024-02-01\"", "2024-02-02", UNKNOWN("(after current_to)")),
    ON("after current_to: absence", "some c in contacts satisfies c.mode = \"video\"",
       "\"current_to\": \"2024-02-01\", \"record\": [" ENTRY("contact", "2024-02-01", ", \"mode\": \"written\"") "]", "2024-02-02",
       UNKNOWN("(after current_to)")),
    ON("after current_to: presence", "some c in contacts satisfies c.mode = \"video\"",
       "\"current_to\": \"2024-02-01\", \"record\": [" ENTRY("contact", "2024-02-01", ", \"mode\": \"video\"") "]", "2024-02-02", MET),
    ON("after current_to: every", "every c in contacts satisfies c.mode = \"video\"",
       "\"current_to\": \"2024-02-01\", \"record\": [" ENTRY("contact", "2024-02-01", ", \"mode\": \"video\"") "]", "2024-02-02",
       UNKNOWN("(after current_to)")),
    ON("after current_to: every, with one against", "every c in contacts satisfies c.mode = \"video\"",
       "\"current_to\": \"2024-02-01\", \"record\": [" ENTRY("contact", "2024-02-01", ", \"mode\": \"written\"") "]", "2024-02-02", UNMET),
    ON("after current_to: a filter", "count(contacts[mode = \"video\"]) >= 1",
       "\"current_to\": \"2024-02-01\", \"record\": [" ENTRY("contact", "2024-02-01", ", \"mode\": \"video\"") "]", "2024-02-02", MET),
    ON("after current_to: the last", "contacts[-1].mode = \"video\"",
       "\"current_to\": \"2024-02-01\", \"record\": [" ENTRY("contact", "2024-02-01", ", \"mode\": \"video\"") "]", "2024-02-02",
       UNKNOWN("(after current_to)")),
    ON("after current_to: entries not yet dated by then", "some c in record satisfies c.kind = \"note\"",
       "\"current_to\": \"2024-02-01\", \"record\": [" ENTRY("note", "2024-02-05", "") "]", "2024-02-02", UNKNOWN("(after current_to)")),
    ON("current_to is not known", "count(contacts) = 0", "\"current_to\": null", "2024-02-02", UNKNOWN("case.current_to")),
    ON("absent, it reads as the judged day", "case.current_to = date(\"2024-02-02\")", "\"members\": []", "2024-02-02", MET),
    { "after current_to: subjects", RULE("  for: e in contacts, m in e.with\n  when: m.id = \"leo\"\n  require: true\n"),
      MEMBERS ", \"current_to\": \"2024-02-01\", \"record\": [" ENTRY("contact", "2024-02-01", ", \"with\": [\"leo\"]") "]", "2024-02-02",
      "a(record/0,leo):met a:unknown[met..unmet: (after current_to)]" },
    { "after current_to: subjects of a rule that surely does not apply",
      RULE("  for: e in contacts, m in e.with\n  when: \"kinship_care\" in case.types and m.id = \"leo\"\n  require: true\n"),
      "\"current_to\": \"2024-02-01\"", "2024-02-02", "a:not_applicable" },
    { "who perhaps is there is perhaps a subject", RULE("  for: m in members\n  require: false\n"), MEMBER(", \"joined\": null"),
      "2024-02-01", "a(m):unknown[not_applicable..unmet: m.joined]" },
};

static void sees(void **state)
{
    (void)state;
    judge_rows(rows, sizeof rows / sizeof rows[0]);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(sees) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

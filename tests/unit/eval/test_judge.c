/* SPDX-License-Identifier: MIT */
/* A case, rules and a day: the findings. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "table.h"

static const row rows[] = {
    /* states */
    { "a state that holds", RULE("  require: case.court_involved\n"), "\"court_involved\": true", "2024-02-01", "a:met" },
    { "a state that does not", RULE("  require: case.court_involved\n"), "\"court_involved\": false", "2024-02-01", "a:unmet" },
    { "a fact that is missing", RULE("  require: case.court_involved\n"), "\"members\": []", "2024-02-01",
      "a:unknown[met..unmet: case.court_involved]" },
    { "a fact that is null", RULE("  require: case.court_involved\n"), "\"court_involved\": null", "2024-02-01",
      "a:unknown[met..unmet: case.court_involved]" },
    { "none counts as no", RULE("  require: plan.vision = \"x\"\n"), "\"members\": []", "2024-02-01", "a:unmet" },
    { "does not apply", RULE("  when: case.court_involved\n  require: false\n"), "\"court_involved\": false", "2024-02-01",
      "a:not_applicable" },
    { "perhaps applies, does not hold", RULE("  when: case.court_involved\n  require: false\n"), "\"members\": []", "2024-02-01",
      "a:unknown[not_applicable..unmet: case.court_involved]" },
    { "perhaps applies, holds", RULE("  when: case.court_involved\n  require: true\n"), "\"members\": []", "2024-02-01",
      "a:unknown[met..not_applicable: case.court_involved]" },
    { "two facts are missing, each is told once",
      RULE("  when: case.court_involved\n  require: case.adult_victim_choice and case.court_involved\n"), "\"members\": []",
      "2024-02-01", "a:unknown[met..unmet: case.court_involved case.adult_victim_choice]" },
    { "what does not apply needs no facts", RULE("  when: false\n  require: case.court_involved\n"), "\"members\": []", "2024-02-01",
      "a:not_applicable" },
    { "the day before the case opened", RULE("  for: m in members\n  require: true\n"), MEMBERS, "2023-12-31",
      "a:not_applicable{before opening}" },
    { "the day on which it opened", RULE("  require: true\n"), MEMBERS, "2024-01-01", "a:met" },

    /* from and until */
    { "before `from`", RULE("  from: case.opened + @\"P10D\"\n  require: false\n"), MEMBERS, "2024-01-10", "a:pending@2024-01-11" },
    { "on `from`", RULE("  from: case.opened + @\"P10D\"\n  require: false\n"), MEMBERS, "2024-01-11", "a:pending@2024-01-11" },
    { "after `from`", RULE("  from: case.opened + @\"P10D\"\n  require: false\n"), MEMBERS, "2024-01-12", "a:unmet" },
    { "before `from`, and it holds already", RULE("  from: case.opened + @\"P10D\"\n  require: true\n"), MEMBERS, "2024-01-05", "a:met" },
    { "before `from`, it may hold", RULE("  from: case.opened + @\"P10D\"\n  require: case.court_involved\n"), MEMBERS, "2024-01-05",
      "a:unknown[met..pending: case.court_involved]" },
    { "no `from` day yet", RULE("  from: case.closed\n  require: false\n"), MEMBERS, "2024-01-05", "a:unmet" },
    { "`from` is not known", RULE("  from: case.assigned\n  require: true\n"), MEMBERS, "2024-01-05",
      "a:unknown[met..unmet: case.assigned]" },
    { "`until` and `from` are not known", RULE("  from: case.assigned\n  until: plan.review_schedule\n  require: true\n"),
      "\"plans\": [" PLAN("p", "\"developed\": \"2024-01-02\"") "]", "2024-01-05",
      "a:unknown[met..unmet: case.assigned p.review_schedule]" },
    { "on `until`", RULE("  until: case.opened + @\"P10D\"\n  require: false\n"), MEMBERS, "2024-01-11", "a:unmet" },
    { "after `until`", RULE("  until: case.opened + @\"P10D\"\n  require: false\n"), MEMBERS, "2024-01-12", "a:not_applicable{ended}" },
    { "`until` comes before `from`",
      RULE("  from: case.opened + @\"P20D\"\n  until: case.opened + @\"P10D\"\n  require: false\n"), MEMBERS, "2024-01-11",
      "a:pending@2024-01-21" },

    /* closing */
    { "closed before it was due: released", RULE("  from: case.opened + @\"P30D\"\n  require: false\n"),
      "\"closed\": \"2024-01-20\"", "2024-03-01", "a:not_applicable{released}" },
    { "closed after it was due: stays", RULE("  from: case.opened + @\"P10D\"\n  require: false\n"),
      "\"closed\": \"2024-01-20\"", "2024-03-01", "a:unmet" },
    { "a closed case is seen on its closing day", RULE("  require: count(contacts) = 1\n"),
      "\"closed\": \"2024-01-20\", \"record\": [" ENTRY("contact", "2024-01-20", "") ", " ENTRY("contact", "2024-01-21", "") "]",
      "2024-03-01", "a:met" },
    { "not closed yet on the judged day", RULE("  require: case.closed = null\n"), "\"closed\": \"2024-01-20\"", "2024-01-19", "a:met" },
    { "closed on the judged day", RULE("  require: case.closed = null\n"), "\"closed\": \"2024-01-20\"", "2024-01-20", "a:unmet" },
    { "whether it was closed is not known", RULE("  require: true\n"), "\"closed\": null", "2024-01-20",
      "a:unknown[met..unmet: case.closed]" },
    { "it cannot have been closed before it opened", RULE("  require: true\n"), "\"closed\": null", "2024-01-01", "a:met" },

    /* subjects */
    { "one finding for each", RULE("  for: m in members\n  when: m.category = \"family\"\n  require: \"child\" in m.roles\n"), MEMBERS,
      "2024-02-01", "a(leo):met a(mia):unmet a(ssw):not_applicable" },
    { "pairs", RULE("  for: m in members, n in members\n  when: m != n and m.category = \"family\" and n.category = \"family\"\n  require: m.born != null\n"),
      "\"members\": [" LEO ", " MIA "]", "2024-02-01",
      "a(leo,leo):not_applicable a(leo,mia):met a(mia,leo):unknown[met..unmet: mia.born] a(mia,mia):not_applicable" },
    { "no one, no finding", RULE("  for: m in members\n  require: true\n"), "\"members\": []", "2024-02-01", "" },
    { "a filter is judged as `when` is", RULE("  for: m in members[born < date(\"2016-01-01\")]\n  require: false\n"), MEMBERS,
      "2024-02-01",
      "a(leo):unmet a(mia):unknown[not_applicable..unmet: mia.born] a(ssw):unknown[not_applicable..unmet: ssw.born]" },
    { "a list that is not known", RULE("  for: m in plan.participants\n  require: true\n"),
      "\"plans\": [" PLAN("p", "\"developed\": \"2024-01-02\"") "]", "2024-02-01", "a:unknown[met..unmet: p.participants]" },
    { "a list of nothing", RULE("  for: m in plan.participants\n  require: true\n"), "\"plans\": []", "2024-02-01", "" },
    { "an inner list that is not known", RULE("  for: p in plans, m in p.participants\n  require: true\n"),
      "\"plans\": [" PLAN("p", "\"developed\": \"2024-01-02\"") "]", "2024-02-01", "a(p):unknown[met..unmet: p.participants]" },
    { "an inner list that is not known, of one whom the filter leaves out",
      RULE("  for: p in plans[id = \"q\"], m in p.participants\n  require: true\n"),
      "\"plans\": [" PLAN("p", "\"developed\": \"2024-01-02\"") "]", "2024-02-01", "a(p):not_applicable" },
    { "rows without an id are named by their path", RULE("  for: s in plan.signatures\n  require: s.member != null\n"),
      MEMBERS ", \"plans\": [" PLAN("p", "\"developed\": \"2024-01-02\", \"signatures\": [{\"member\": \"leo\"}, {}]") "]", "2024-02-01",
      "a(plans/0/signatures/0):met a(plans/0/signatures/1):unknown[met..unmet: plans/0/signatures/1.member]" },
    { "rows of a table",
      "table topics key topic\n  topic | covers\n  school | X-1\n  home | X-2\n" RULE("  covers: t.covers\n  for: t in topics\n  require: t.topic = \"home\"\n"),
      MEMBERS, "2024-02-01", "a(school):unmet a(home):met" },
    { "let, and a condition", "condition young(m) = m.born > date(\"2010-01-01\")\n" RULE("  for: m in members\n  let child = \"child\" in m.roles\n  when: child\n  require: young(m)\n"),
      MEMBERS, "2024-02-01", "a(leo):met a(mia):not_applicable a(ssw):not_applicable" },
    { "advice", RULE("  force: advised\n  require: false\n"), MEMBERS, "2024-02-01", "a:unmet" },
    { "a parameter without a value", "parameter p: number\n" RULE("  require: p > 1\n") "rule b\n  title: \"B\"\n  require: true\n", MEMBERS,
      "2024-02-01", "b:met" },
    { "an error", RULE("  require: 1 / count(plans) > 0\n"), MEMBERS, "2024-02-01",
      "a:unknown[met..unmet: division by zero]" },
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

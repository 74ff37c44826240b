/* SPDX-License-Identifier: MIT */
/* How each type of field reads, what absence and null mean, and what is documented. */
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
#define PAST(field, value, until) "{\"field\": \"" field "\", \"value\": " value ", \"until\": \"" until "\"}"
#define ONE_PLAN(fields) "\"plans\": [" PLAN("p", "\"developed\": \"2024-01-10\"" fields) "]"

static const row rows[] = {
    /* each type of field */
    ON("text", "members[1].name = \"Ann\"", MEMBER(", \"name\": \"Ann\""), MET),
    ON("number", "meetings[1].month = 3", "\"record\": [" ENTRY("meeting", "2024-01-15", ", \"month\": 3.0") "]", MET),
    ON("boolean", "members[1].indian_child = false", MEMBER(", \"indian_child\": false"), MET),
    ON("date", "members[1].born = date(\"2000-02-29\")", MEMBER(", \"born\": \"2000-02-29\""), MET),
    ON("term", "members[1].living = \"kin\"", MEMBER(", \"living\": \"kin\""), MET),
    ON("terms", "members[1].roles = [\"child\", \"sibling\"]", MEMBER(", \"roles\": [\"child\", \"sibling\"]"), MET),
    ON("texts", "members[1].tribes = [\"a\", \"b\"]", MEMBER(", \"tribes\": [\"a\", \"b\"]"), MET),
    ON("reference", "members[1].custodian = members[2] and members[1].custodian.name = \"Bo\"",
       "\"members\": [{\"id\": \"a\", \"custodian\": \"b\"}, {\"id\": \"b\", \"name\": \"Bo\"}]", MET),
    ON("references", "members[1].parents = [members[2]]", "\"members\": [{\"id\": \"a\", \"parents\": [\"b\"]}, {\"id\": \"b\"}]", MET),
    ON("row", "plan.safety_plan.proactive = [\"x\"]", ONE_PLAN(", \"safety_plan\": {\"proactive\": [\"x\"]}"), MET),
    ON("rows", "plan.needs.text = [\"x\", \"y\"]",
       ONE_PLAN(", \"needs\": [{\"id\": \"n\", \"text\": \"x\"}, {\"id\": \"m\", \"text\": \"y\"}]"), MET),
    ON("the case's own lists", "count(case.members) = 3 and case.plans = plans and count(case.record) = 0", MEMBERS, MET),

    /* what absence means, and null */
    ON("absent: unknown", "members[1].living = \"kin\"", MEMBER(""), UNKNOWN("m.living")),
    ON("absent: unknown list", "\"child\" in members[1].roles", MEMBER(""), UNKNOWN("m.roles")),
    ON("absent: none", "members[1].left = null", MEMBER(""), MET),
    ON("null: unknown", "members[1].left = null", MEMBER(", \"left\": null"), UNKNOWN("m.left")),
    ON("absent: no rows", "plan.needs = []", ONE_PLAN(""), MET),
    ON("null rows", "count(plan.needs) = 0", ONE_PLAN(", \"needs\": null"), UNKNOWN("p.needs")),
    ON("absent: no single row", "plan.safety_plan = null", ONE_PLAN(""), MET),
    ON("a field of what is none", "plan.safety_plan.proactive = null", ONE_PLAN(""), MET),
    ON("the case's lists, null", "count(case.plans) = 0", "\"plans\": null", UNKNOWN("case.plans")),
    ON("the name `plans`, null", "count(plans) = 0", "\"plans\": null", UNKNOWN("case.plans")),
    ON("the name `plan`, plans null", "plan = null", "\"plans\": null", UNKNOWN("case.plans")),
    ON("the name `members`, null", "count(members) = 0", "\"members\": null", UNKNOWN("case.members")),
    ON("the name `record`, null", "count(record) = 0", "\"record\": null", UNKNOWN("case.record")),
    ON("entries of a kind, record null", "count(contacts) = 0", "\"record\": null", UNKNOWN("case.record")),

    /* what absence states */
    ON("about: the whole family", "contacts[1].about.id = [\"leo\", \"mia\"]", MEMBERS ", " CONTACT(""), MET),
    ON("about, given", "contacts[1].about.id = [\"leo\"]", MEMBERS ", " CONTACT(", \"about\": [\"leo\"]"), MET),
    ON("about, null", "contacts[1].about.id = [\"leo\"]", MEMBERS ", " CONTACT(", \"about\": null"), UNKNOWN("record/0.about")),
    ON("about, where it is not known who is family", "members[1] in contacts[1].about",
       MEMBER("") ", " CONTACT(""), UNKNOWN("m.roles")),
    ON("about: who is to join is not of the family yet", "contacts[1].about = []",
       MEMBER(", \"roles\": [\"child\"], \"joined\": \"2024-05-01\"") ", " CONTACT(""), MET),
    ON("about: who perhaps joined", "count(contacts[1].about) = 1",
       MEMBER(", \"roles\": [\"child\"], \"joined\": null") ", " CONTACT(""), UNKNOWN("m.joined")),
    ON("a plan's subjects: the whole family", "plan.subjects.id = [\"leo\", \"mia\"]", MEMBERS ", " ONE_PLAN(""), MET),
    ON("recorded: the day on which it happened", "contacts[1].recorded = date(\"2024-01-15\")", CONTACT(""), MET),
    ON("what a rating is about: the case", "reviews[1].ratings[1].about = [case]",
       "\"record\": [" ENTRY("review", "2024-01-15", ", \"ratings\": [{\"item\": \"i\"}]") "]", MET),

    /* records of any kind */
    ON("a field of some entry", "(some e in record satisfies e.mode = \"video\")",
       "\"record\": [" ENTRY("note", "2024-01-10", "") ", " ENTRY("contact", "2024-01-15", ", \"mode\": \"video\"") "]", MET),
    ON("a field that another kind has", "record[1].mode = null", "\"record\": [" ENTRY("note", "2024-01-10", "") "]", MET),
    ON("one name, two kinds", "record.topic = [\"safety\", \"risk\"]",
       "\"record\": [" ENTRY("note", "2024-01-10", ", \"topic\": \"safety\"") ", " ENTRY("effort", "2024-01-15", ", \"topic\": \"risk\"") "]", MET),
    ON("a common field", "record.date = [date(\"2024-01-15\")]", CONTACT(""), MET),
    ON("what `addresses` leads to", "plan.addresses[1].mode = \"video\" and plan.addresses[2].level = \"individual\"",
       "\"plans\": [" PLAN("p", "\"developed\": \"2024-01-10\", \"addresses\": [\"e\", \"o\"], \"objectives\": [{\"id\": \"o\", \"level\": \"individual\"}]")
       "], \"record\": [" ENTRY("contact", "2024-01-05", ", \"id\": \"e\", \"mode\": \"video\"") "]", MET),
    ON("an entry of a kind not known here", "string length(record[1].kind) = 6 and record[1].text = \"x\"",
       "\"record\": [" ENTRY("seance", "2024-01-10", ", \"text\": \"x\"") "]", MET),
    ON("what it may hold", "record[1].mode = null", "\"record\": [" ENTRY("seance", "2024-01-10", "") "]", UNKNOWN("record/0.mode")),

    /* dated fields: what was so until a day */
    ON("on the last day", "members[1].living = \"home\"", MEMBER(", \"living\": \"foster\", \"history\": [" PAST("living", "\"home\"", "2024-02-01") "]"), MET),
    ON("after the last day", "members[1].living = \"foster\"", MEMBER(", \"living\": \"foster\", \"history\": [" PAST("living", "\"home\"", "2024-01-31") "]"), MET),
    ON("the earliest that still held", "members[1].living = \"kin\"", MEMBER(", \"living\": \"foster\", \"history\": ["
       PAST("living", "\"facility\"", "2024-05-01") ", " PAST("living", "\"home\"", "2024-01-31") ", " PAST("living", "\"kin\"", "2024-03-01") "]"), MET),
    ON("of another field", "members[1].living = \"foster\"", MEMBER(", \"living\": \"foster\", \"history\": [" PAST("tribes", "[]", "2024-05-01") "]"), MET),
    ON("of two fields", "members[1].tribes = [\"a\"] and members[1].living = \"home\"", MEMBER(", \"living\": \"foster\", \"history\": ["
       PAST("tribes", "[\"a\"]", "2024-05-01") ", " PAST("living", "\"home\"", "2024-02-01") "]"), MET),
    ON("a present value that is not known", "members[1].living = \"home\"", MEMBER(", \"history\": [" PAST("living", "\"home\"", "2024-02-01") "]"), MET),
    ON("an earlier value that is not known", "members[1].living = \"home\"", MEMBER(", \"living\": \"home\", \"history\": [" PAST("living", "null", "2024-02-01") "]"),
       UNKNOWN("members/0/history/0.living")),
    ON("an end that is not known", "members[1].living = \"home\"", MEMBER(", \"living\": \"foster\", \"history\": [{\"field\": \"living\", \"value\": \"home\"}]"),
       UNKNOWN("members/0/history/0.until")),
    ON("an end that is not known, and does not matter", "members[1].living = \"home\"", MEMBER(", \"living\": \"home\", \"history\": ["
       "{\"field\": \"living\", \"value\": \"home\", \"until\": null}]"), MET),
    ON("an end that is not known, before another", "members[1].living = \"home\"", MEMBER(", \"living\": \"home\", \"history\": ["
       PAST("living", "\"home\"", "2024-03-01") ", {\"field\": \"living\", \"value\": \"kin\", \"until\": null}]"), UNKNOWN("members/0/history/1.until")),
    ON("several ends that are not known", "members[1].living = \"home\"", MEMBER(", \"living\": \"home\", \"history\": ["
       "{\"field\": \"living\", \"value\": \"home\"}, {\"field\": \"living\", \"value\": \"home\"}]"), UNKNOWN("members/0/history/0.until")),
    ON("a list of words, whenever it ended", "members[1].roles = [\"child\"]", MEMBER(", \"roles\": [\"child\"], \"history\": ["
       "{\"field\": \"roles\", \"value\": [\"child\"]}]"), MET),
    ON("another list of words", "\"child\" in members[1].roles", MEMBER(", \"roles\": [\"child\"], \"history\": ["
       "{\"field\": \"roles\", \"value\": [\"parent\"]}]"), UNKNOWN("members/0/history/0.until")),
    ON("a list of texts, whenever it ended", "members[1].tribes = [\"a\"]", MEMBER(", \"tribes\": [\"a\"], \"history\": ["
       "{\"field\": \"tribes\", \"value\": [\"a\"]}]"), MET),
    ON("another list of texts", "members[1].tribes = [\"a\"]", MEMBER(", \"tribes\": [\"a\"], \"history\": ["
       "{\"field\": \"tribes\", \"value\": [\"b\"]}]"), UNKNOWN("members/0/history/0.until")),
    ON("a reference, whenever it ended", "members[1].custodian = members[2]", "\"members\": [{\"id\": \"a\", \"custodian\": \"b\", \"history\": ["
       "{\"field\": \"custodian\", \"value\": \"b\"}]}, {\"id\": \"b\"}]", MET),
    ON("an earlier reference", "members[1].custodian = members[2]", "\"members\": [{\"id\": \"a\", \"custodian\": \"a\", \"history\": ["
       PAST("custodian", "\"b\"", "2024-02-01") "]}, {\"id\": \"b\"}]", MET),
    ON("an earlier reference to who is to come", "members[1].custodian = null", "\"members\": [{\"id\": \"a\", \"custodian\": \"a\", \"history\": ["
       PAST("custodian", "\"b\"", "2024-02-01") "]}, {\"id\": \"b\", \"joined\": \"2024-05-01\"}]", MET),
    ON("a history that is not known", "members[1].living = \"home\"", MEMBER(", \"living\": \"home\", \"history\": null"), UNKNOWN("m.history")),
    ON("a history that is empty", "members[1].living = \"home\"", MEMBER(", \"living\": \"home\", \"history\": []"), MET),
    ON("of the case", "\"out_of_home_care\" in case.types", "\"history\": [" PAST("types", "[\"out_of_home_care\"]", "2024-02-01") "]", MET),
    ON("of the case, as it is now", "\"in_home_cps\" in case.types", "\"history\": [" PAST("types", "[\"out_of_home_care\"]", "2024-01-31") "]", MET),
    ON("of what a plan says of a child", "plan.children.permanency_goal = [\"reunification\"]",
       ONE_PLAN(", \"children\": [{\"permanency_goal\": \"adoption\", \"history\": [" PAST("permanency_goal", "\"reunification\"", "2024-02-01") "]}]"), MET),
    ON("who was of the family", "contacts[1].about = []", MEMBER(", \"roles\": [\"child\"], \"history\": [" PAST("roles", "[\"friend\"]", "2024-02-01") "]")
       ", " CONTACT(""), MET),

    /* documented */
    ON("what was written of the day", "some m in members satisfies documented(m.living)", MEMBER(", \"history\": [" PAST("living", "\"home\"", "2024-02-01") "]"), MET),
    ON("what is written of later days", "some m in members satisfies documented(m.living)",
       MEMBER(", \"living\": \"home\", \"history\": [" PAST("living", "null", "2024-02-01") "]"), UNMET),
    ON("what was an empty list", "some m in members satisfies documented(m.roles)",
       MEMBER(", \"roles\": [\"child\"], \"history\": [" PAST("roles", "[]", "2024-02-01") "]"), UNMET),
    ON("an end that is not known tells nothing of what is written", "some m in members satisfies documented(m.living)",
       MEMBER(", \"living\": \"home\", \"history\": [{\"field\": \"living\", \"value\": null}]"), MET),
    ON("a text", "some m in members satisfies documented(m.name)", MEMBER(", \"name\": \"Ann\""), MET),
    ON("an empty text", "some m in members satisfies documented(m.name)", MEMBER(", \"name\": \"\""), UNMET),
    ON("null", "some m in members satisfies documented(m.name)", MEMBER(", \"name\": null"), UNMET),
    ON("absent", "some m in members satisfies documented(m.name)", MEMBER(""), UNMET),
    ON("false is something", "some m in members satisfies documented(m.indian_child)", MEMBER(", \"indian_child\": false"), MET),
    ON("a day that was", "some m in members satisfies documented(m.left)", MEMBER(", \"left\": \"2024-02-01\""), MET),
    ON("a day that is to come", "some m in members satisfies documented(m.left)", MEMBER(", \"left\": \"2024-02-02\""), UNMET),
    ON("a planned day that is to come", "documented(plan.review_schedule)", ONE_PLAN(", \"review_schedule\": \"2024-09-01\""), MET),
    ON("a list", "some m in members satisfies documented(m.roles)", MEMBER(", \"roles\": [\"child\"]"), MET),
    ON("an empty list", "some m in members satisfies documented(m.roles)", MEMBER(", \"roles\": []"), UNMET),
    ON("rows", "documented(plan.needs)", ONE_PLAN(", \"needs\": [{\"id\": \"n\"}]"), MET),
    ON("no rows", "documented(plan.needs)", ONE_PLAN(", \"needs\": []"), UNMET),
    ON("a stated list is not written", "some c in contacts satisfies documented(c.about)", MEMBERS ", " CONTACT(""), UNMET),
    ON("a reference", "some c in contacts satisfies documented(c.by)", MEMBERS ", " CONTACT(", \"by\": \"ssw\""), MET),
    ON("a reference to who is to come", "some c in contacts satisfies documented(c.by)", MEMBER(", \"joined\": \"2024-05-01\"") ", " CONTACT(", \"by\": \"m\""), UNMET),
    ON("references", "some c in contacts satisfies documented(c.with)", MEMBERS ", " CONTACT(", \"with\": [\"leo\"]"), MET),
    ON("references to who is to come", "some c in contacts satisfies documented(c.with)",
       MEMBER(", \"joined\": \"2024-05-01\"") ", " CONTACT(", \"with\": [\"m\"]"), UNMET),
    ON("a field that its kind does not have", "some c in record satisfies documented(c.mode)", "\"record\": [" ENTRY("note", "2024-01-10", "") "]", UNMET),
    ON("the members", "documented(case.members)", MEMBER(""), MET),
    ON("the members who are to come", "documented(case.members)", MEMBER(", \"joined\": \"2024-05-01\""), UNMET),
    ON("of a plan that is none", "documented(plan.vision)", "\"plans\": []", UNMET),
};

static void reads(void **state)
{
    (void)state;
    judge_rows(rows, sizeof rows / sizeof rows[0]);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(reads) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

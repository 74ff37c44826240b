/* SPDX-License-Identifier: MIT */
/* What a rule set settles of fields that are absent. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "eval/view.h"
#include "table.h"

#define ON(what, items, expression, document, finding) \
    { what, items "rule a\n  title: \"A\"\n  require: " expression "\n", document, "2024-02-01", "a:" finding }
#define MET "met"
#define UNMET "unmet"
#define UNKNOWN(facts) "unknown[met..unmet: " facts "]"
#define CONTACT(fields) "\"record\": [" ENTRY("contact", "2024-01-15", fields) "]"
#define ONE_PLAN(fields) "\"plans\": [" PLAN("p", "\"developed\": \"2024-01-10\"" fields) "]"

static const row rows[] = {
    /* a value */
    ON("absent", "absent contact.mode: \"face_to_face\"\n", "contacts[1].mode = \"face_to_face\"", CONTACT(""), MET),
    ON("null stays unknown", "absent contact.mode: \"face_to_face\"\n", "contacts[1].mode = \"face_to_face\"", CONTACT(", \"mode\": null"), UNKNOWN("record/0.mode")),
    ON("what is written stays", "absent contact.mode: \"face_to_face\"\n", "contacts[1].mode = \"video\"", CONTACT(", \"mode\": \"video\""), MET),
    ON("from the record's own fields", "absent objective.target: start + duration(\"P1M\")\n", "plan.objectives[1].target = date(\"2024-02-29\")",
       ONE_PLAN(", \"objectives\": [{\"id\": \"o\", \"start\": \"2024-01-31\"}]"), MET),
    ON("from a parameter", "parameter objective_term: term = 6 months\nabsent objective.target: start + objective_term\n",
       "plan.objectives[1].target = date(\"2024-07-31\")", ONE_PLAN(", \"objectives\": [{\"id\": \"o\", \"start\": \"2024-01-31\"}]"), MET),
    ON("from what is not known", "absent objective.target: start + duration(\"P1M\")\n", "plan.objectives[1].target = date(\"2024-02-29\")",
       ONE_PLAN(", \"objectives\": [{\"id\": \"o\"}]"), UNKNOWN("o.start")),
    ON("for each record by itself", "absent member.name: id\n", "members.name = [\"leo\", \"Ann\"]",
       "\"members\": [{\"id\": \"leo\"}, {\"id\": \"a\", \"name\": \"Ann\"}]", MET),
    ON("within a quantifier", "absent member.name: id\n", "some m in members satisfies (some n in members satisfies m.name = n.id)", MEMBER(""), MET),
    ON("a list", "absent member.roles: [\"friend\"]\n", "members[1].roles = [\"friend\"] and members[1].category = \"informal_partner\"", MEMBER(""), MET),
    ON("of whom the family is", "absent member.roles: [\"child\"]\n", "contacts[1].about.id = [\"m\"]", MEMBER("") ", " CONTACT(""), MET),
    ON("a list that may hold something", "absent member.roles: if living = \"home\" then [\"child\"] else [\"friend\"]\n", "members[1].category = \"family\"",
       MEMBER(""), UNKNOWN("m.roles")),
    ON("documented asks what is written", "absent contact.mode: \"face_to_face\"\n", "some c in contacts satisfies documented(c.mode)", CONTACT(""), UNMET),
    ON("whether on the case", "absent member.left: born\n", "members[1].active", MEMBER(", \"joined\": \"2024-01-01\", \"born\": \"2023-01-01\""), UNMET),

    /* one by way of another */
    ON("by what is computed from another", "absent member.roles: [\"child\"]\nabsent member.name: if custodian.category = \"family\" then id else \"none\"\n",
       "members.name = [\"a\", \"Bo\"]", "\"members\": [{\"id\": \"a\", \"custodian\": \"b\"}, {\"id\": \"b\", \"name\": \"Bo\"}]", MET),
    ON("in a circle", "absent member.roles: if custodian.category = \"family\" then [\"child\"] else [\"friend\"]\n", "members[1].category = \"family\"",
       "\"members\": [{\"id\": \"a\", \"custodian\": \"a\"}]", UNKNOWN("a.roles")),
    ON("in a circle, of the field itself", "absent member.roles: if custodian.category = \"family\" then [\"child\"] else [\"friend\"]\n", "members[1].roles = []",
       "\"members\": [{\"id\": \"a\", \"custodian\": \"a\"}]", UNKNOWN("a.roles")),

    /* for entries of one kind, or of any */
    ON("of one kind", "absent contact.by: with[1]\n", "contacts[1].by.id = \"leo\" and (some n in notes satisfies n.by = null)",
       MEMBERS ", \"record\": [" ENTRY("contact", "2024-01-15", ", \"with\": [\"leo\"]") ", " ENTRY("note", "2024-01-15", ", \"with\": [\"leo\"]") "]", UNKNOWN("record/1.by")),
    ON("of any kind, and of one", "absent entry.text: \"any\"\nabsent contact.text: \"one\"\n", "record.text = [\"one\", \"any\"]",
       "\"record\": [" ENTRY("contact", "2024-01-15", "") ", " ENTRY("note", "2024-01-16", "") "]", MET),

    /* none, and unknown */
    ON("none", "absent task.owners: none\n", "plan.tasks[1].owners = []", ONE_PLAN(", \"objectives\": [{\"id\": \"o\", \"tasks\": [{\"id\": \"t\"}]}]"), MET),
    ON("none of a single field", "absent member.living: none\n", "members[1].living = null", MEMBER(""), MET),
    ON("roles: none", "absent member.roles: none\n", "members[1].category = null", MEMBER(""), MET),
    ON("unknown", "absent member.left: unknown\n", "members[1].left = null", MEMBER(""), UNKNOWN("m.left")),
    ON("unknown: whether on the case", "absent member.left: unknown\n", "members[1].active", MEMBER(""), UNKNOWN("m.left")),
    ON("unknown: rows", "absent plan.objectives: unknown\n", "count(plan.tasks) = 0", ONE_PLAN(""), UNKNOWN("p.objectives")),
    ON("unknown: tasks", "absent objective.tasks: unknown\n", "count(plan.tasks) = 0", ONE_PLAN(", \"objectives\": [{\"id\": \"o\"}]"), UNKNOWN("o.tasks")),
    ON("unknown: the record", "absent case.record: unknown\n", "count(contacts) = 0", "\"members\": []", UNKNOWN("case.record")),
    ON("unknown: how far the record goes", "absent case.current_to: unknown\n", "count(contacts) = 0", "\"members\": []", UNKNOWN("case.current_to")),
    ON("how far the record goes", "absent case.current_to: assigned\n", "count(contacts) = 0", "\"assigned\": \"2024-01-15\"", UNKNOWN("(after current_to)")),
    ON("how far the record goes, and that is far enough", "absent case.current_to: date(\"2024-02-01\")\n", "count(contacts) = 0", "\"members\": []", MET),
};

static void settles(void **state)
{
    (void)state;
    judge_rows(rows, sizeof rows / sizeof rows[0]);
}

/* What a report can say of it. */
static void tells_what_was_used(void **state)
{
    (void)state;
    cw_report *report = judge("language 1\nrules test \"Test\"\n"
        "absent entry.text: \"any\"\nabsent contact.text: \"one\"\nabsent member.name: id\nabsent member.living: unknown\nabsent task.text: none\n"
        "rule a\n  title: \"A\"\n  require: (some n in record satisfies n.text = \"x\") or plan.tasks[1].text = \"x\" or members[1].living = \"kin\"\n",
        "{\"format\": \"casework.case/1\", \"id\": \"c\", \"types\": [], \"opened\": \"2024-01-01\", " MEMBERS ", \"plans\": ["
        PLAN("p", "\"developed\": \"2024-01-10\", \"objectives\": [{\"id\": \"o\", \"tasks\": [{\"id\": \"t\"}, {\"id\": \"u\", \"text\": \"\"}, {\"id\": \"v\"}]}]") "], \"record\": ["
        ENTRY("contact", "2024-01-15", "") ", " ENTRY("note", "2024-01-16", "") ", " ENTRY("note", "2024-01-17", "") ", " ENTRY("note", "2024-03-17", "") "]}",
        "2024-02-01");
    static const bool used[] = { true, true, false, false, true };
    for (int32_t i = 0; i < 5; i++)
        assert_int_equal(eval_absent_used(report->view->days, i), used[i]);
    eval_report_release(report);
    report = judge("language 1\nrules test \"Test\"\nrule a\n  title: \"A\"\n  require: true\n",
                   "{\"format\": \"casework.case/1\", \"id\": \"c\", \"types\": [], \"opened\": \"2024-01-01\"}", "2024-02-01");
    assert_false(eval_absent_used(report->view->days, 0));
    eval_report_release(report);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(settles), cmocka_unit_test(tells_what_was_used) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

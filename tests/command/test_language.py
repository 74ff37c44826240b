# SPDX-License-Identifier: MIT
"""Rule files that belong together: includes, overrides, parameters set from outside, review items."""
import json
import re

from command import ROOT, CommandTest, case

import tap

STATE = """language 1
rules state "A state"
parameter adult_age = 18 in [16..21] reading A1
condition adult(m) = age(m.born) >= adult_age
rule adults
  title:   "{m.name} is an adult"
  for:     m in members
  when:    m.category = "family"
  require: adult(m)
rule plan-made
  title:   "A plan is made"
  require: count(plans) > 0
"""
COUNTY = """language 1
rules county.local "A county"
include state
override state:plan-made
  title:   "Two plans are made"
  require: count(plans) > 1
rule nobody-is-old
  title:   "{m.name} is not old"
  for:     m in members
  when:    adult(m)
  require: age(m.born) < 90
"""
REVIEW = """language 1
rules smart "Goals"
rule specific
  title:      "Goal {o.id} is specific"
  instrument: smart.review "Goals"
  for:        o in plan.objectives
  require:    rating("specific", o) = "met"
rule clear
  title:      "The plan is clear"
  instrument: smart.review "Plan"
  require:    score("clear") >= 2
"""


def review(date, *ratings):
    return {"kind": "review", "date": date, "instrument": "smart.review", "ratings": list(ratings)}


class Language(CommandTest):
    def folder_of(self, name):
        path = self.folder / name
        path.mkdir(exist_ok=True)
        return path

    def report(self, *arguments, document, status=0):
        path = self.write("case.json", document)
        output, errors = self.run_command("audit", "--as-of", "2024-03-01", "--format", "json", *arguments, path, status=status)
        self.assertEqual(errors, "")
        return json.loads(output)

    def test_an_include_is_opened_beside_the_file(self):
        self.folder_of("a")
        county = self.write("a/county.local.rules", COUNTY)
        self.write("a/state.rules", STATE)
        output, errors = self.run_command("check", county, status=1)      # of tests and sources it has none
        self.assertEqual(output, "1 rule compiled, and 2 included\n")
        self.assertNotIn("error:", errors)

    def test_only_that_file_is_opened(self):
        self.folder_of("b")
        county = self.write("b/county.rules", COUNTY)
        self.write("state.rules", STATE)
        _, errors = self.run_command("check", county, status=2)
        self.assertIn(f"{county}:3:9: error: no rule set `state` is among the files that are compiled together, nor built in", errors)

    def test_a_file_of_another_rule_set(self):
        self.folder_of("c")
        county = self.write("c/county.rules", COUNTY)
        other = self.write("c/state.rules", STATE.replace("rules state", "rules stat"))
        _, errors = self.run_command("check", county, status=2)
        self.assertIn(f"{other}: error: this file is not the rule set `state`, for whose `include` it was opened", errors)

    def test_circles(self):
        self.folder_of("d")
        one = self.write("d/one.rules", 'language 1\nrules one "x"\ninclude two\n')
        self.write("d/two.rules", 'language 1\nrules two "x"\ninclude one\n')
        _, errors = self.run_command("check", one, status=2)
        self.assertIn("two.rules:3:9: error: the rule set `one` includes itself, by way of `two`", errors)

    def test_a_built_in_pack_is_included(self):
        local = self.write("local.rules", 'language 1\nrules local "x"\ninclude us-ky\nretire us-ky:monthly-contact\n')
        before, _ = self.run_command("check", "us-ky", status=0)
        after, errors = self.run_command("check", local, status=0)
        self.assertEqual(errors, "")
        self.assertTrue(before.startswith("0 rules compiled, and ") or before.endswith(" rules compiled\n"), before)
        self.assertEqual(sum(map(int, re.findall(r"\d+", after))), sum(map(int, re.findall(r"\d+", before))) - 1)

    def test_an_override_is_judged_and_named(self):
        self.folder_of("e")
        county = self.write("e/county.rules", COUNTY)
        self.write("e/state.rules", STATE)
        report = self.report("--rules", county, document=case(), status=1)
        found = {finding["rule"]: finding for finding in report["findings"]}
        self.assertEqual(found["state:plan-made"]["status"], "unmet")
        self.assertEqual(found["state:plan-made"]["title"], "Two plans are made")
        self.assertEqual(found["state:plan-made"]["changed_by"], "county.local")
        self.assertNotIn("changed_by", found["state:adults"])

    def test_a_parameter_is_set(self):
        state = self.write("params.rules", STATE)
        document = case(members=[{"id": "kim", "roles": ["biological_parent"], "born": "2006-06-01"}])
        plain = self.report("--rules", state, document=document, status=1)
        self.assertEqual(plain["parameters"], {"state:adult_age": {"value": "18", "reading": "A1"}})
        set_to = self.report("--rules", state, "--param", "state:adult_age=17", document=document)
        self.assertEqual(set_to["parameters"], {"state:adult_age": {"value": "17", "reading": "A1", "declared": "18"}})
        self.assertIn("parameter `state:adult_age` was set to `17`; its rules say `18`", set_to["assumptions"])
        self.assertNotEqual(plain["digests"]["parameters"], set_to["digests"]["parameters"])
        self.assertEqual(plain["digests"]["rules"], set_to["digests"]["rules"])

    def test_a_parameter_is_a_list(self):
        rules = self.write("lists.rules", 'language 1\nrules lists "x"\nparameter modes : list of contact_mode = ["face_to_face", "video"]\n'
                           'parameter given : list of number\nrule a\n  title: "x"\n  for: c in contacts\n  require: c.mode in modes\n'
                           'rule b\n  title: "x"\n  require: sum(given) = 7\n')
        document = case(record=[{"kind": "contact", "date": "2024-02-01", "mode": "video"}])
        report = self.report("--rules", rules, "--param", "lists:given=[3, 4]", document=document)
        self.assertEqual([finding["status"] for finding in report["findings"]], ["met", "met"])
        self.assertEqual({name: one["value"] for name, one in report["parameters"].items()},
                         {"lists:modes": '["face_to_face", "video"]', "lists:given": "[3, 4]"})
        report = self.report("--rules", rules, "--param", "modes=[]", document=document, status=1)
        self.assertEqual([finding["status"] for finding in report["findings"]], ["unmet"])
        path = self.write("case.json", document)
        _, errors = self.run_command("audit", "--rules", rules, "--param", 'modes=["vido"]', path, status=2)
        self.assertIn("error: `vido` is not a word of `contact_mode`", errors)
        self.write("lists.tests", 'tests lists\ntest "a"\n  case: case.json\n  on: 2024-03-01\n  param given = [7]\n  expect: b met\n')
        self.assertIn("1 passed, 0 failed", self.run_command("test", self.folder / "lists.tests", status=0)[0])
        self.run_command("fmt", rules, status=0)
        self.assertIn('parameter modes : list of contact_mode = ["face_to_face", "video"]', 
                      (self.folder / "lists.rules").read_text(encoding="utf-8").replace("modes: ", "modes : "))

    def test_a_parameter_that_cannot_be_set(self):
        state = self.write("params.rules", STATE)
        path = self.write("case.json", case())
        for value, message in (("adult_age=22", "state:adult_age:1:1: error: `22` is not within [16..21]"),
                               ("adult_age=17 days", "error: the value of a parameter of type `a number` cannot be a term"),
                               ("adult_aeg=17", "help: did you mean `state:adult_age`?")):
            with self.subTest(value):
                output, errors = self.run_command("audit", "--rules", state, "--param", "state:" + value, path, status=2)
                self.assertEqual(output, "")
                self.assertIn(message, errors)
        _, errors = self.run_command("audit", "--rules", state, "--param", "adult_age", path, status=2)
        self.assertIn("`--param` takes NAME=VALUE", errors)
        _, errors = self.run_command("audit", "--param", "state:adult_age=17", path, status=2)
        self.assertIn("begins with no built-in pack and a colon", errors)

    def test_review_items(self):
        rules = self.write("smart.rules", REVIEW)
        document = case(record=[
            review("2024-02-05", {"item": "specific", "rating": "not_met", "about": ["o1"]}, {"item": "clear", "score": 1}),
            review("2024-02-20", {"item": "specific", "rating": "met", "about": ["o1"], "evidence": "read"})])
        report = self.report("--rules", rules, document=document, status=1)
        self.assertEqual([finding["status"] for finding in report["findings"]], ["met", "unmet"])
        self.assertEqual(report["findings"][0]["instrument"], "smart.review")
        self.assertEqual(report["findings"][0]["activity"], "Goals")
        self.assertEqual(report["instruments"], [{
            "name": "smart.review", "rated": 2, "met": 1, "not_met": 1, "not_rated": 0, "waived": 0, "not_applicable": 0,
            "reviewed": "2024-02-20", "scored": 0, "score": None, "open": []}])

    def test_items_that_nobody_rated(self):
        rules = self.write("smart.rules", REVIEW)
        document = case(record=[review("2024-02-20", {"item": "specific", "rating": "not_applicable", "about": ["o1"]})])
        report = self.report("--rules", rules, document=document)
        one = report["instruments"][0]
        self.assertEqual((one["rated"], one["not_rated"], one["not_applicable"]), (0, 1, 1))
        self.assertEqual(one["open"], [{"rule": "smart:clear", "activity": "Plan", "subjects": []}])
        unknown = [finding for finding in report["findings"] if finding["status"] == "unknown"]
        self.assertEqual([reason["fact"] for reason in unknown[0]["reasons"]], ['case.score("clear", smart.review)'])
        path = self.write("case.json", document)
        text, _ = self.run_command("audit", "--rules", rules, "--as-of", "2024-03-01", path, status=0)
        self.assertIn("REVIEWS\n- smart.review: 0 rated (0 met, 0 not met), 1 not rated, 1 not applicable; last review 2024-02-20\n"
                      "    open: Plan: The plan is clear [the case; smart:clear]\n", text)
        self.assertNotIn("WHAT CANNOT BE TOLD", text)
        self.assertIn("0 met, 1 not applicable, 1 to be reviewed\n", text)

    def test_what_is_not_known_of_ratings(self):
        rules = self.write("smart.rules", REVIEW)
        good = {"item": "specific", "rating": "met", "about": ["o1"]}
        later = {**review("2024-02-20", {**good, "rating": "not_met"}), "recorded": "2024-02-25"}

        def specific(*reviews, more=(), **changes):
            report = self.report("--rules", rules, "--all", *more, document=case(record=list(reviews), **changes), status=self.expected)
            finding = report["findings"][0]
            return finding["status"], [reason["fact"] for reason in finding["reasons"] if reason["kind"] == "missing"]

        self.expected = 0
        self.assertEqual(specific(review("2024-02-01", good)), ("met", []))
        self.assertEqual(specific(review("2024-02-01", good), review("2024-03-02", {**good, "rating": "not_met"})), ("met", []))
        self.assertEqual(specific(review("2024-02-01", good), later, more=["--known-at", "2024-02-24"]), ("met", []))
        self.assertEqual(specific(review("2024-02-01", good), current_to="2024-02-10")[0], "unknown")
        self.assertEqual(specific(review("2024-02-01", {**good, "about": None})), ("unknown", ["record/0/ratings/0.about"]))
        self.assertEqual(specific(review("2024-02-01", {**good, "item": None})), ("unknown", ["record/0/ratings/0.item"]))
        self.assertEqual(specific(review("2024-02-01", {**good, "rating": None})), ("unknown", ["record/0/ratings/0.rating"]))
        self.assertEqual(specific({**review("2024-02-01", good), "instrument": None}), ("unknown", ["record/0.instrument"]))
        self.assertEqual(specific({**review("2024-02-01"), "ratings": None}), ("unknown", ["record/0.ratings"]))
        self.assertEqual(specific(review("2024-02-01", {"item": "specific", "rating": "met"})), ("unknown", ['o1.rating("specific", smart.review)']))
        self.expected = 1
        self.assertEqual(specific(review("2024-02-01", good), later), ("unmet", []))

    def test_a_condition_has_the_instrument_of_who_calls_it(self):
        """Called or written out, by a `let` or not, it is the same; `not_applicable` too, but in `some`."""
        head = 'language 1\nrules smart "x"\n'
        rule = "rule {0}\n  title: \"x\"\n  instrument: {0}.review\n  for: o in plan.objectives\n{1}"
        called = self.write("called.rules", head + 'condition good(o) = rating("specific", o) = "met"\n'
                            'condition better(o) = good(o) and some p in plan.objectives satisfies good(p)\n' +
                            rule.format("smart", "  require: better(o)\n") + rule.format("other", "  let g = better(o)\n  require: g\n"))
        inner = 'rating("specific", o) = "met" and some p in plan.objectives satisfies rating("specific", p) = "met"'
        written = self.write("written.rules", head + rule.format("smart", f"  require: {inner}\n") +
                             rule.format("other", f"  let g = {inner}\n  require: g\n"))
        seen = set()
        for one in ("met", "not_met", "not_applicable", None):
            for other in ("met", "not_met", "not_applicable", None):
                record = [{**review("2024-02-01", {"item": "specific", "rating": word, "about": ["o1"]}), "instrument": name}
                          for name, word in (("smart.review", one), ("other.review", other)) if word]
                path = self.write("case.json", case(record=record))
                reports = []
                for rules in (called, written):
                    output, _ = self.run_command("audit", "--as-of", "2024-03-01", "--format", "json", "--all", "--rules", rules, path,
                                                 status=1 if "not_met" in (one, other) else 0)
                    reports.append([(finding["rule"], finding["status"], finding.get("reasons"))
                                    for finding in json.loads(output)["findings"]])
                words = {"met": "met", "not_met": "unmet", "not_applicable": "not_applicable", None: "unknown"}
                self.assertEqual(reports[0], reports[1])
                self.assertEqual({rule: status for rule, status, _ in reports[0]},
                                 {"smart:smart": words[one], "smart:other": words[other]})
                seen |= {status for _, status, _ in reports[0]}
        self.assertEqual(len(seen), 4)

    def dated(self, as_of, custom, rule="m.risk", known=None):
        """The status of a rule that wants the risk of kim to be 2, and what it hangs on."""
        rules = self.write("dated.rules", 'language 1\nrules x "x"\nfield member.risk: number dated\nfield member.tags: list of string\n'
                           'absent member.tags: ["none"]\nrule low\n  title: "x"\n  for: m in members\n  force: advised\n  require: ' + rule + " = 2\n")
        path = self.write("case.json", case(members=[{"id": "kim", "roles": ["child"], "custom": custom}]))
        more = ["--known-at", known] if known else []
        output = self.run_command("audit", "--rules", rules, "--as-of", as_of, "--format", "json", "--all", *more, path, status=0)[0]
        finding = json.loads(output)["findings"][0]
        return finding["status"], [reason.get("fact") or reason.get("message") for reason in finding["reasons"]]

    def test_what_a_custom_field_was_before(self):
        history = [{"field": "risk", "value": 2, "until": "2024-02-10"}, {"field": "other", "value": 9, "until": "2024-12-31"},
                   {"field": "risk", "value": 5, "until": "2024-01-31"}]
        for day, status in (("2024-01-31", "unmet"), ("2024-02-01", "met"), ("2024-02-10", "met"), ("2024-02-11", "unmet")):
            self.assertEqual(self.dated(day, {"risk": 7, "history": history})[0], status, day)
        self.assertEqual(self.dated("2024-03-01", {"risk": 7, "history": history}, 'as of(@"2024-02-05", m.risk)')[0], "met")
        self.assertEqual(self.dated("2024-02-05", {"risk": 7, "history": history}, known="2024-01-10")[0], "met")
        self.assertEqual(self.dated("2024-02-05", {"history": history})[0], "met")
        self.assertEqual(self.dated("2024-02-11", {"history": history}), ("unknown", ["kim.custom.risk"]))
        self.assertEqual(self.dated("2024-02-11", {"risk": 2})[0], "met")
        self.assertEqual(self.dated("2024-02-05", {"risk": 2, "history": [{"field": "risk", "value": None, "until": "2024-02-10"}]}),
                         ("unknown", ["kim.custom.risk"]))
        for wrong in ("x", [1], [{"field": "risk", "value": 2}, {"field": "risk"}], [{"field": "risk", "value": 2, "until": "soon"}],
                      [{"value": 2, "until": "2024-02-10"}], [{"field": "risk", "value": 2, "until": 3}],
                      [{"field": "risk", "value": value, "until": "2024-02-10"} for value in (1, 2)]):
            with self.subTest(wrong):
                status, reasons = self.dated("2024-02-05", {"risk": 2, "history": wrong})
                self.assertEqual(status, "unknown")
                self.assertIn("the history of custom fields is not rows of `field`, `value` and `until`", reasons[0])
        for row in ({"field": "risk", "value": 5}, {"field": "risk", "value": 5, "until": None}):
            self.assertEqual(self.dated("2024-02-05", {"risk": 2, "history": [row]}), ("unknown", ["kim.custom.risk"]))
        documented = "(if documented(m.risk) then 2 else 1)"
        self.assertEqual(self.dated("2024-02-05", {"history": history}, documented)[0], "met")
        self.assertEqual(self.dated("2024-02-11", {"history": history}, documented)[0], "unmet")

    def test_a_custom_field_that_holds_records(self):
        rules = self.write("records.rules", 'language 1\nrules x "x"\nfield task.helper: member dated\nfield task.helpers: list of member\n'
                           'field member.met: list of entry\nrule one\n  title: "x"\n  force: advised\n  for: t in plan.tasks\n'
                           '  require: t.helper.category = "agency"\nrule all\n  title: "x"\n  force: advised\n  for: t in plan.tasks\n'
                           '  require: every h in t.helpers satisfies h.category = "agency"\n'
                           'rule met\n  title: "x"\n  force: advised\n  for: m in members\n  when: documented(m.met)\n'
                           '  require: count(m.met) = 1 and m.met[1].date = @"2024-02-01"\n')

        def found(task, met=()):
            members = [{"id": "kim", "roles": ["child"], "custom": {"met": list(met)}}, {"id": "sue", "roles": ["caseworker"]},
                       {"id": "pat", "roles": ["caseworker"], "joined": "2024-06-01"}, {"id": "may", "roles": ["caseworker"], "joined": None}]
            plan = {"id": "p", "developed": "2024-01-05", "objectives": [{"id": "o", "tasks": [{"id": "t", "custom": task}]}]}
            record = [{"kind": "contact", "id": "c", "date": "2024-02-01"}, {"kind": "contact", "id": "d", "date": "2024-05-01"}]
            report = self.report("--rules", rules, "--all", document=case(members=members, plans=[plan], record=record))
            return [finding["status"] for finding in report["findings"]][:3]

        self.assertEqual(found({"helper": "sue", "helpers": ["sue", "pat"]}, ["c", "d"]), ["met", "met", "met"])
        self.assertEqual(found({"helper": "kim", "helpers": ["sue", "kim"]}, ["c", "c"]), ["unmet", "unmet", "unmet"])
        self.assertEqual(found({"helper": "pat", "helpers": []}, ["d"])[:2], ["unmet", "met"])
        self.assertEqual(found({"helper": "may", "helpers": ["may", "sue"]}, ["c"]), ["unknown", "met", "met"])
        self.assertEqual(found({"helper": "c", "helpers": ["nobody"]}, ["kim"]), ["unknown", "unknown", "unknown"])
        self.assertEqual(found({"helper": "kim", "helpers": 3, "history": [{"field": "helper", "value": "sue", "until": "2024-03-01"}]})[:2],
                         ["met", "unknown"])

    def test_what_an_absent_custom_field_means(self):
        tags = "count(m.tags)"
        self.assertEqual(self.dated("2024-02-05", {"tags": ["a", "b"]}, tags)[0], "met")
        self.assertEqual(self.dated("2024-02-05", {}, tags)[0], "unmet")
        self.assertEqual(self.dated("2024-02-05", {}, 'count(m.tags[item = "none"]) + 1')[0], "met")
        self.assertEqual(self.dated("2024-02-05", {"tags": None}, tags), ("unknown", ["kim.custom.tags"]))
        rules = self.write("absent.rules", 'language 1\nrules x "x"\nfield contact.mood: string\nfield contact.tags: list of string\n'
                           'field entry.level: number\nfield member.risk: number dated\nabsent contact.mood: none\n'
                           'absent contact.tags: none\nabsent contact.level: 3\nabsent entry.level: 4\nabsent member.risk: unknown\n'
                           'rule a\n  title: "x"\n  for: c in contacts\n'
                           '  require: c.mood = null and count(c.tags) = 0 and c.level = 3\n'
                           'rule b\n  title: "x"\n  for: e in meetings\n  require: e.level = 4\n'
                           'rule c\n  title: "x"\n  for: m in members\n  require: m.risk = 4\n')
        document = case(members=[{"id": "kim", "roles": ["child"]}],
                        record=[{"kind": "contact", "date": "2024-02-01"}, {"kind": "meeting", "date": "2024-02-01"}])
        report = self.report("--rules", rules, "--all", document=document)
        self.assertEqual([finding["status"] for finding in report["findings"]], ["met", "met", "unknown"])
        assumed = [one for one in report["assumptions"] if one.startswith("where it is absent")]
        self.assertEqual(assumed, ["where it is absent, `contact.custom.mood` is taken as none",
                                   "where it is absent, `contact.custom.tags` is taken as none",
                                   "where it is absent, `contact.custom.level` is taken as `3`",
                                   "where it is absent, `entry.custom.level` is taken as `4`"])

    def test_what_does_not_apply_is_not_reviewed(self):
        """A `when` that is null is as good as false, whether or not the item was rated."""
        for when, expected in (("plan.ends > case.opened", "not_applicable"), ("plan.ends = null", "unknown"), ("plan = null", "not_applicable")):
            rules = self.write("null.rules", 'language 1\nrules smart "x"\nrule a\n  title: "x"\n  instrument: smart.review\n'
                               f'  when: {when}\n  require: rating("team") = "met" and rating("other") = "met"\n')
            report = self.report("--rules", rules, "--all", document=case(plans=[{"id": "p", "developed": "2024-01-05", "objectives": []}]))
            self.assertEqual([finding["status"] for finding in report["findings"]], [expected], when)

    def test_many_instruments_share_a_condition(self):
        rules = self.write("many.rules", 'language 1\nrules x "x"\ncondition good(o) = rating("x", o) = "met"\n' + "".join(
            f'rule r{i}\n  instrument: i.n{i}\n  for: o in plan.objectives\n  require: good(o)\n' for i in range(300)))
        self.assertIn("300 rules compiled", self.run_command("check", rules, status=1)[0])

    def test_a_city_over_a_county_over_a_state(self):
        self.folder_of("f")
        city = self.write("f/city.rules", """language 1
rules city "A city"
include county.local
override state:plan-made
  title:   "The city's title"
  valid:   from 2024-02-01
""")
        self.write("f/county.local.rules", COUNTY)
        self.write("f/state.rules", STATE)
        report = self.report("--rules", city, document=case(), status=1)
        found = {finding["rule"]: finding for finding in report["findings"]}["state:plan-made"]
        self.assertEqual((found["status"], found["title"], found["changed_by"]), ("unmet", "The city's title", "city"))
        path = self.write("case.json", case())
        output, _ = self.run_command("audit", "--as-of", "2024-01-31", "--format", "json", "--all", "--rules", city, path, status=1)
        found = {finding["rule"]: finding for finding in json.loads(output)["findings"]}["state:plan-made"]
        self.assertEqual((found["title"], found["changed_by"]), ("Two plans are made", "county.local"))

    def test_words_that_rules_add(self):
        rules = self.write("words.rules", """language 1
rules words "Words"
value member.roles: doula in informal_partner
value member.living: houseboat
rule doula
  title:   "{m.id} is a doula on a houseboat"
  for:     m in members
  require: "doula" in m.roles and m.category = "informal_partner" and m.living = "houseboat"
""")
        document = case(members=[{"id": "ann", "roles": ["doula"], "living": "houseboat"}, {"id": "ben", "roles": ["child"], "living": "home"}])
        report = self.report("--rules", rules, "--all", document=document, status=1)
        self.assertEqual({finding["subjects"][0]["id"]: finding["status"] for finding in report["findings"]}, {"ann": "met", "ben": "unmet"})
        tests = self.write("words.tests", """tests words
test "a doula, and one who comes later"
  case:   case.json
  on:     2024-03-01
  set:    members/ben.roles = ["child", "doula"]
  set:    members/ben.living = "houseboat"
  expect: doula ann met
  expect: doula ben unmet
""")
        self.run_command("test", tests, status=0)
        path = self.write("typo.json", case(members=[{"id": "ann", "roles": ["duola"]}]))
        _, errors = self.run_command("audit", "--as-of", "2024-03-01", "--rules", rules, path, status=2)
        self.assertIn("for `roles`, found `duola`", errors)
        self.assertIn("help: did you mean `doula`?", errors)
        _, errors = self.run_command("audit", "--as-of", "2024-03-01", "--rules", self.rules, self.folder / "case.json", status=2)
        self.assertIn("found another text", errors)

    def test_custom_fields(self):
        rules = self.write("custom.rules", """language 1
rules custom "Custom fields"
field member.risk: number
field member.seen: date
field entry.tags: list of string
field contact.how: contact_mode
rule low-risk
  title:   "The risk of {m.id} is low"
  for:     m in members
  require: m.risk < 5 and documented(m.seen) and m.seen < @"2024-02-01"
rule tagged
  title:   "Contacts are tagged"
  for:     c in contacts
  require: "home" in c.tags and c.how = "telephone"
""")
        good = {"risk": 4.5, "seen": "2024-01-15", "else": {"a": [1]}}
        document = case(
            members=[{"id": "ann", "roles": ["child"], "custom": good}, {"id": "ben", "roles": ["child"], "custom": {"risk": 5, "seen": None}},
                     {"id": "cyd", "roles": ["child"]}, {"id": "dan", "roles": ["child"], "custom": {"risk": "high"}}],
            record=[{"id": "k1", "kind": "contact", "date": "2024-02-02", "custom": {"tags": ["home", "late"], "how": "telephone"}},
                    {"id": "k2", "kind": "contact", "date": "2024-02-03", "custom": {"tags": [], "how": "by foot"}}])
        report = self.report("--rules", rules, "--all", document=document, status=1)
        found = {finding["subjects"][0]["id"]: finding for finding in report["findings"]}
        self.assertEqual({name: finding["status"] for name, finding in found.items()},
                         {"ann": "met", "ben": "unmet", "cyd": "unmet", "dan": "unmet", "k1": "met", "k2": "unmet"})

    def test_custom_fields_that_are_missing(self):
        rules = self.write("custom.rules", """language 1
rules custom "Custom fields"
field member.risk: number
rule low-risk
  title:   "The risk of {m.id} is low"
  for:     m in members
  require: m.risk < 5
""")
        document = case(members=[{"id": "ann", "roles": ["child"]}, {"id": "dan", "roles": ["child"], "custom": {"risk": "high"}}])
        report = self.report("--rules", rules, document=document)
        self.assertEqual([finding["reasons"] for finding in report["findings"]], [
            [{"kind": "missing", "fact": "ann.custom.risk", "message": None}],
            [{"kind": "error", "fact": None, "message": "a custom field does not hold what its declaration says"}]])


if __name__ == "__main__":
    tap.main()

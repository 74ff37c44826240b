# SPDX-License-Identifier: MIT
"""`casework test --coverage`: what rule tests reached, and what they did not."""
import json

from command import CommandTest, case

import tap

RULES = """language 1
rules demo "A demonstration"

condition grown(m) = m.born < @"2000-01-01"

rule adults
  title:   "{m.name} is grown up"
  for:     m in members
  when:    m.category = "family"
  require: grown(m)

rule other
  title:   "Nobody asks about this one"
  from:    case.opened
  require: plan != null
"""

TESTS = """tests demo

test "grown up"
  case:   family.json
  on:     2024-05-01
  expect: adults ann met
  expect: only

test "too young"
  case:   family.json
  on:     2024-05-01
  set:    members/ann.born = "2010-01-01"
  expect: adults ann unmet
"""

UNKNOWN = """
test "nobody knows"
  case:    family.json
  on:      2024-05-01
  without: members/ann.born
  expect:  adults ann unknown missing ann.born

test "nobody knows what they are"
  case:    family.json
  on:      2024-05-01
  without: members/ann.roles
  without: members/ssw.roles
  expect:  adults ann unknown missing ann.roles
"""


class Coverage(CommandTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.write("demo.rules", RULES)
        cls.write("family.json", case())
        cls.tests = cls.write("demo.tests", TESTS)
        cls.more = cls.write("more.tests", "tests demo\n" + UNKNOWN)

    def test_text(self):
        """Of each rule four outcomes are possible: with `from` there is pending, without `when` nothing is not applicable. Each of
        four conditions (the `when`, the call of `grown`, its body, and `plan != null`) can be true, false and unknown: 20 in all.
        Reached: met, unmet, not applicable (the caseworker), and three conditions both ways."""
        output, errors = self.run_command("test", "--coverage", self.tests, status=0)
        rules = str(self.folder / "demo.rules")
        self.assertEqual(errors, "")
        self.assertEqual(output, f"""rules: demo ({rules})
2 passed, 0 failed
demo:adults ({rules}:6)
  never unknown
  line 9: never unknown: m.category = "family"
  line 10: never unknown: grown(m)
condition grown ({rules}:4)
  line 4: never unknown: m.born < @"2000-01-01"
demo:other ({rules}:12)
  never met, pending, unmet, unknown
  line 15: never true, false, unknown: plan != null
9 of 20 outcomes and ways reached
""")

    def test_more_files_reach_more(self):
        output, _ = self.run_command("test", "--coverage", self.tests, self.more, status=0)
        self.assertNotIn("demo:adults", output)
        self.assertNotIn("condition grown", output)
        self.assertIn("demo:other", output)

    def test_json(self):
        output, errors = self.run_command("test", "--coverage=json", self.tests, status=0)
        self.assertEqual(errors, "")
        document = json.loads(output)
        self.assertEqual(document["format"], "casework.coverage/1")
        adults, grown, other = document["rules"]
        self.assertEqual((adults["rule"], adults["line"]), ("demo:adults", 6))
        self.assertEqual(adults["outcomes"], {"met": 1, "not_applicable": 2, "unmet": 1, "unknown": 0})
        self.assertEqual(adults["conditions"][0], {"line": 9, "text": 'm.category = "family"', "true": 2, "false": 2, "unknown": 0})
        self.assertEqual((grown["condition"], grown["conditions"]), ("grown", [
            {"line": 4, "text": 'm.born < @"2000-01-01"', "true": 1, "false": 1, "unknown": 0}]))
        self.assertEqual(other["outcomes"], {"met": 0, "pending": 0, "unmet": 0, "unknown": 0})

    def test_lcov(self):
        output, _ = self.run_command("test", "--coverage=lcov", self.tests, status=0)
        lines = output.splitlines()
        self.assertEqual(lines[:3], ["TN:", f"SF:{self.folder / 'demo.rules'}", "FN:6,demo:adults"])
        self.assertIn("FNDA:4,demo:adults", lines)
        self.assertIn("BRDA:9,0,0,2", lines)
        self.assertIn("BRDA:9,0,2,0", lines)
        self.assertIn("BRDA:15,0,1,-", lines)
        self.assertIn("DA:9,4", lines)
        self.assertEqual(lines.count("end_of_record"), 3)

    def conditions(self, rules, test):
        """What was counted, by the text of each condition: true, false, unknown."""
        self.write("counted.rules", 'language 1\nrules counted "Counted"\n\n' + rules)
        path = self.write("counted.tests", "tests counted\n\ntest \"one\"\n  case:   visits.json\n" + test)
        document = json.loads(self.run_command("test", "--coverage=json", path, status=0)[0])
        return {site["text"]: (site["true"], site["false"], site["unknown"])
                for owner in document["rules"] for site in owner["conditions"]}

    def test_a_quantifier_over_two_lists_is_one_condition(self):
        """However it is spaced. What rests on `documented` alone is not asked to be unknown: null."""
        self.write("visits.json", case(record=[{"kind": "contact", "id": "a", "date": "2024-02-01", "with": ["ann"], "place": "residence"}]))
        counted = self.conditions("""rule paired
  title:   "Paired"
  require: some/* both */ m in members, c in contacts satisfies m in c.with and documented(c.place)
""", "  on:     2024-03-01\n  expect: paired met\n")
        self.assertEqual(sorted(counted), sorted(["some/* both */ m in members, c in contacts satisfies m in c.with and documented(c.place)",
                                                  "m in c.with and documented(c.place)", "m in c.with", "documented(c.place)"]))
        self.assertIsNone(counted["documented(c.place)"][2])
        self.assertEqual(counted["m in c.with"][2], 0)

    def test_what_filters_drop_is_counted(self):
        """Of the visits of 1, 10 and 11 February the last was by telephone, and the first too early; a quantifier asks until it is sure;
        each of three months asks for itself, of what was there on its last day: the first finds the first visit, the second
        passes that by and finds the next, the third, not over, finds none of three."""
        visit = {"kind": "contact", "by": "ssw", "with": ["ann"]}
        self.write("visits.json", case(record=[{**visit, "id": "a", "date": "2024-02-01", "mode": "face_to_face"},
                                               {**visit, "id": "b", "date": "2024-02-10", "mode": "face_to_face"},
                                               {**visit, "id": "c", "date": "2024-02-11", "mode": "telephone"}]))
        counted = self.conditions("""condition late(c) = c.date >= @"2024-02-05"

rule filtered
  title:   "Filtered"
  require: count(contacts[mode = "face_to_face" and late(item)]) = 1

rule asked
  title:   "Asked"
  require: some c in contacts satisfies c.mode = "telephone"

rule all
  title:   "All"
  require: every c in contacts satisfies c.mode != "telephone"

rule monthly
  title:   "Monthly"
  every:   1 month
  from:    case.opened
  require: some c in contacts satisfies c.date in period

rule listed
  title:   "Listed"
  for:     c in contacts[mode != "written"]
  when:    c.date > @"2024-02-10" or c.id = "a"
  require: true
""", "  on:     2024-03-20\n  expect: filtered met\n  expect: asked met\n  expect: all unmet\n  expect: monthly pending\n"
            "  expect: listed a met\n")
        self.assertEqual(counted, {
            'mode = "face_to_face" and late(item)': (1, 2, 0), 'mode = "face_to_face"': (2, 1, 0), "late(item)": (1, 1, 0),
            'c.date >= @"2024-02-05"': (1, 1, 0), 'count(contacts[mode = "face_to_face" and late(item)]) = 1': (1, 0, 0),
            'some c in contacts satisfies c.mode = "telephone"': (1, 0, 0), 'c.mode = "telephone"': (1, 2, 0),
            'every c in contacts satisfies c.mode != "telephone"': (0, 1, 0), 'c.mode != "telephone"': (2, 1, 0),
            "some c in contacts satisfies c.date in period": (2, 1, 0), "c.date in period": (2, 4, 0),
            'mode != "written"': (3, 0, 0), 'c.date > @"2024-02-10" or c.id = "a"': (2, 1, 0),
            'c.date > @"2024-02-10"': (1, 2, 0), 'c.id = "a"': (1, 1, 0)})

    def test_none_and_unknown(self):
        """`none` at the end of a clause or filter counts as false; within, it is neither. What rests on `documented` and
        parameters alone is not asked to be unknown."""
        self.write("visits.json", case(record=[{"kind": "contact", "id": "a", "date": "2024-02-01", "with": ["ann"], "mode": None}]))
        counted = self.conditions("""parameter wanted = "x"

rule closed
  title:   "Closed late"
  when:    documented(case.closed) or documented(case.opened) and wanted = "x"
  require: case.closed > @"2024-01-01"

rule none
  title:   "None within"
  require: not(case.closed > @"2024-01-02") or count(contacts[mode = "telephone"]) >= 0
""", "  on:     2024-03-20\n  expect: closed unmet\n  expect: none met\n")
        self.assertEqual(counted['case.closed > @"2024-01-01"'], (0, 1, 0))
        self.assertEqual(counted['case.closed > @"2024-01-02"'], (0, 0, 0))
        self.assertEqual(counted['not(case.closed > @"2024-01-02")'], (0, 0, 0))
        self.assertEqual(counted['mode = "telephone"'], (0, 0, 1))
        text, _ = self.run_command("test", "--coverage", str(self.folder / "counted.tests"), status=0)
        self.assertNotIn("unknown: documented", text)
        self.assertNotIn('unknown: wanted', text)

    def test_least(self):
        self.run_command("test", "--min", "40", self.tests, status=0)
        output, errors = self.run_command("test", "--min", "46", self.tests, status=1)
        self.assertEqual(errors, "casework: the tests reach less than `--min` asks for\n")
        for value in ("101", "x", "-1", ""):
            self.assertEqual(self.run_command("test", f"--min={value}", self.tests, status=2)[1],
                             f"casework: `--min` takes a number from 0 to 100, not `{value}`\n")

    def test_failures_are_not_hidden(self):
        path = self.write("failing.tests", TESTS.replace("ann met", "ann unmet"))
        output, errors = self.run_command("test", "--coverage=json", path, status=1)
        json.loads(output)
        self.assertEqual(errors, "casework: some tests failed; `casework test` alone shows them\n")

    def test_conditions_that_call_twice(self):
        """Each calls the one before it twice: gone through once each, not 2 to the power of 40 times."""
        chain = "".join(f"condition c{i} = c{i - 1} and (case.court_involved or c{i - 1})\n" for i in range(1, 40))
        self.write("chain.rules", "language 1\nrules chain \"A chain\"\ncondition c0 = case.court_involved\n" + chain +
                   "rule end\n  title: \"The end\"\n  require: c39\n")
        tests = self.write("chain.tests", "tests chain\n\ntest \"not so\"\n  case:   family.json\n  on:     2024-05-01\n"
                           "  set:    court_involved = false\n  expect: end unmet\n")
        output, _ = self.run_command("test", "--coverage", tests, status=0)
        self.assertIn("1 passed, 0 failed\n", output)

    def test_wrong_form(self):
        self.assertEqual(self.run_command("test", "--coverage=xml", self.tests, status=2)[1],
                         "casework: `--coverage` takes text, json or lcov, not `xml`\n")

    def test_only_the_tested_set_counts(self):
        """Of `adults`, which is included, only the overridden `when` and the condition that it calls count; of `own` all does:
        four outcomes (without `when` nothing is not applicable, without `from` nothing is pending: met, unmet, unknown) and one
        condition three ways. The `when` is the call, and `old` has a body: three ways each; of the
        caseworker no birthday is known."""
        local = self.write("local.rules", """language 1
rules local "Here"
include demo

condition old(m) = m.born < @"1980-01-01"

override demo:adults
  when: old(m)

rule own
  title:   "Of this file"
  require: plan != null
""")
        path = self.write("local.tests", """tests local

test "one"
  case:   family.json
  on:     2024-05-01
  expect: adults ann not_applicable
  expect: own met
""")
        output, errors = self.run_command("test", "--coverage", path, status=0)
        self.assertEqual(errors, "")
        self.assertEqual(output, f"""rules: local ({local})
1 passed, 0 failed
local:own ({local}:10)
  never unmet, unknown
  line 12: never false, unknown: plan != null
demo:adults ({local}:8)
  line 8: never true: old(m)
condition old ({local}:5)
  line 5: never true: m.born < @"1980-01-01"
6 of 12 outcomes and ways reached
""")
        output, _ = self.run_command("test", "--coverage=lcov", path, status=0)
        self.assertNotIn("demo.rules", output)


if __name__ == "__main__":
    tap.main()

# SPDX-License-Identifier: MIT
"""`casework rules`: what rules ask, in the words of their files."""
import json

from command import CommandTest

import tap

STATE = """language 1
rules state "A state"
source MAN: "The manual"

parameter term = 30 days reading A4      // of two readings
parameter limit: number

rule plan
  title:   "A plan for {case.id}"
  source:  MAN "page 3"
  covers:  M-01, M-02
  valid:   from 2020-01-01
  within:  term of case.opened
  require: (plan != null or
            case.court_involved)         // where a court sees to it
  waived:  by supervisor, caseworker
  waived:  when case.court_involved
  remedy:  "Make a plan // by {due}."

rule visits
  title:   "Visits to {m.id}"
  force:   advised
  for:     m in members[not(age(born) >= 18)]   // grown up
  let seen = contacts
  when:    count(seen) < limit
  every:   1 calendar month
  from:    case.opened
  until:   case.closed
  require: some c in seen satisfies c.date in period and c.id != "a // b"
"""

COUNTY = """language 1
rules county "A county"
include state

override state:plan
  within: 5 working days of case.opened
"""


class Rules(CommandTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.state = cls.write("state.rules", STATE)
        cls.county = cls.write("county.rules", COUNTY)

    def listed(self, path):
        output, errors = self.run_command("rules", "--format", "json", path, status=0)
        self.assertEqual(errors, "")
        document = json.loads(output)
        self.assertEqual(document["format"], "casework.rules/1")
        return {rule["rule"]: rule for rule in document["rules"]}, document["parameters"]

    def test_text(self):
        output, errors = self.run_command("rules", self.state, status=0)
        self.assertEqual(errors, "")
        self.assertTrue(output.startswith(f"""rule state:plan
  file:        {self.state}
  title:       A plan for {{case.id}}
  force:       required
  source:      MAN page 3
  covers:      M-01
  covers:      M-02
  valid_from:  2020-01-01
  within:      term of case.opened
  require:     plan != null or case.court_involved
  waived:      by supervisor, caseworker
  waived:      when case.court_involved
  remedy:      Make a plan // by {{due}}.
  parameters:  state:term
"""), output)
        self.assertTrue(output.endswith(f"""parameter state:term
  file:        {self.state}
  value:       30 days
  reading:     A4

parameter state:limit
  file:        {self.state}
  value:       none: rules that use it are not judged

"""), output)

    def test_json(self):
        rules, parameters = self.listed(self.state)
        self.assertEqual(parameters, [
            {"parameter": "state:term", "file": self.state, "value": "30 days", "reading": "A4"},
            {"parameter": "state:limit", "file": self.state, "value": None}])
        self.assertEqual(list(rules), ["state:plan", "state:visits"])
        self.assertEqual(rules["state:visits"], {
            "rule": "state:visits", "file": self.state, "title": "Visits to {m.id}", "force": "advised", "source": [], "covers": [],
            "for": ["m in members[not(age(born) >= 18)]"], "let": ["seen = contacts"], "when": "count(seen) < limit",
            "every": "1 calendar month", "partial": "released", "from": "case.opened", "until": "case.closed",
            "require": 'some c in seen satisfies c.date in period and c.id != "a // b"', "waived": [],
            "parameters": ["state:limit"]})

    def test_clauses_as_they_are_after_an_override(self):
        rules, _ = self.listed(self.county)
        plan = rules["state:plan"]
        self.assertEqual((plan["file"], plan["changed_by"], plan["within"]), (self.state, "county", "5 working days of case.opened"))
        self.assertEqual(plan["covers"], ["M-01", "M-02"])

    def test_built_in_packs_can_be_listed(self):
        rules, _ = self.listed("us-ky")
        self.assertIn("us-ky:plan-in-force", rules)

    def test_review_items_are_listed_as_they_are_written(self):
        rules, _ = self.listed(self.write("items.rules", """language 1
rules items "Items"
rule always
  instrument: review
  require: rating("always") = "met"
rule sometimes
  instrument: review "Follow progress"
  when:    count(plans) > 0 and case.court_involved
  require: rating("a") = "met" and rating("b") = "met"
"""))
        self.assertNotIn("when", rules["items:always"])
        self.assertNotIn("activity", rules["items:always"])
        self.assertEqual((rules["items:sometimes"]["when"], rules["items:sometimes"]["activity"]),
                         ("count(plans) > 0 and case.court_involved", "Follow progress"))

    def test_mistakes(self):
        _, errors = self.run_command("rules", "--format", "xml", "us-ky", status=2)
        self.assertIn("`--format` takes text, json, markdown or html, not `xml`", errors)
        broken = self.write("broken.rules", STATE.replace("case.opened", "case.openend"))
        output, errors = self.run_command("rules", broken, status=2)
        self.assertEqual(output, "")
        self.assertIn("did you mean `opened`?", errors)


if __name__ == "__main__":
    tap.main()

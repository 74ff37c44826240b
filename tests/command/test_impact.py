# SPDX-License-Identifier: MIT
"""`casework impact`: which findings change from one rule set to another."""
import json

from command import CommandTest, case

import tap

OLD = """language 1
rules demo "A demonstration"

rule adults-born
  title:   "{m.name} is grown up"
  for:     m in members
  when:    m.category = "family"
  require: m.born < @"2000-01-01"

rule plan-soon
  title:   "There is a second plan soon"
  within:  30 days of case.opened
  require: count(plans) >= 2

rule gone
  title:   "This one goes"
  require: true

rule contact
  title:   "A contact each month"
  every:   1 calendar month
  from:    case.opened
  require: some c in contacts satisfies c.date in period
"""

NEW = (OLD.replace('@"2000-01-01"', '@"1980-01-01"').replace("30 days", "60 days").replace("rule gone", "rule came")
       .replace("1 calendar month", "1 calendar quarter"))


class Impact(CommandTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.old, cls.new = cls.write("old.rules", OLD), cls.write("new.rules", NEW)
        cls.young = case("young")                       # born 1990: grown up by the old rule, not by the new one
        cls.aged = case("aged")
        cls.aged["members"][0]["born"] = "1970-01-01"   # by both
        cls.unborn = case("unborn")
        del cls.unborn["members"][0]["born"]            # by neither to be told
        cls.lines = cls.write("cases.jsonl", "\n".join(map(json.dumps, (cls.young, cls.aged, cls.unborn))))

    def test_text(self):
        """Opened on 2 January: the 60 days end on 2 March, the 30 on 1 February, so on 10 February the plan is no longer
        overdue. Of the calendar months January, cut short by the opening, is not owed; nor is the first quarter."""
        output, errors = self.run_command("impact", "--as-of", "2024-02-10", self.old, self.new, self.lines, status=1)
        self.assertEqual(errors, "")
        self.assertEqual(output, "3 of 3 cases change\n"
                                 "\ndemo:adults-born\n"
                                 "  new violation           1 finding in 1 case: young\n"
                                 "    met -> unmet: 1\n"
                                 "\ndemo:came (only in the new rules)\n"
                                 "  status changed          3 findings in 3 cases: young, aged, unborn\n"
                                 "    not_applicable -> met: 3\n"
                                 "\ndemo:contact\n"
                                 "  status changed          3 findings in 3 cases: young, aged, unborn\n"
                                 "    pending -> not_applicable: 3\n"
                                 "\ndemo:gone (only in the old rules)\n"
                                 "  status changed          3 findings in 3 cases: young, aged, unborn\n"
                                 "    met -> not_applicable: 3\n"
                                 "\ndemo:plan-soon\n"
                                 "  violation resolved      3 findings in 3 cases: young, aged, unborn\n"
                                 "    overdue -> pending: 3\n")

    def test_due_days_move(self):
        rules = "language 1\nrules demo \"d\"\nrule a\n  title: \"a\"\n  within: {} days of case.opened\n  require: false\n"
        old, new = self.write("a.rules", rules.format(30)), self.write("b.rules", rules.format(60))
        arguments = ("impact", "--as-of", "2024-01-20", old, new, self.lines)
        self.assertEqual(self.run_command(*arguments, status=1)[0],
                         "3 of 3 cases change\n\ndemo:a\n  due day moved           3 findings in 3 cases: young, aged, unborn\n")
        self.assertIn("3 findings in 3 cases: young, ...\n", self.run_command(*arguments, "--cases", "1", status=1)[0])
        self.assertIn("3 findings in 3 cases\n", self.run_command(*arguments, "--cases=0", status=1)[0])

    def test_unknown(self):
        rules = "language 1\nrules demo \"d\"\nrule a\n  title: \"a\"\n  for: m in members\n  when: m.id = \"ann\"\n  require: {}\n"
        old, new = self.write("a.rules", rules.format("m.born < @\"2020-01-01\"")), self.write("b.rules", rules.format("false"))
        lines = self.write("unborn.json", self.unborn)
        for names, says in (((old, new), "new violation"), ((new, old), "now unknown")):
            self.assertIn(f"  {says} ", self.run_command("impact", *names, "--as-of=2024-02-10", lines, status=1)[0])
        new = self.write("b.rules", rules.format("true"))
        self.assertIn("  now known ", self.run_command("impact", old, new, "--as-of=2024-02-10", lines, status=1)[0])

    def test_json(self):
        output, errors = self.run_command("impact", "--as-of", "2024-02-10", "--format", "json", self.old, self.new, self.lines, status=1)
        self.assertEqual(errors, "")
        report = json.loads(output)
        self.assertEqual({key: report[key] for key in ("format", "as_of", "old", "new", "cases", "cases_changed")},
                         {"format": "casework.impact/1", "as_of": "2024-02-10", "old": self.old, "new": self.new, "cases": 3,
                          "cases_changed": 3})
        rules = {one["rule"]: one for one in report["rules"]}
        self.assertEqual(rules["demo:adults-born"], {"rule": "demo:adults-born", "in": "both", "changes": [
            {"change": "new_violation", "findings": 1, "cases": 1, "case_ids": ["young"],
             "moves": [{"old": "met", "new": "unmet", "findings": 1}]}]})
        self.assertEqual({name: one["in"] for name, one in rules.items()},
                         {"demo:adults-born": "both", "demo:came": "new", "demo:contact": "both", "demo:gone": "old", "demo:plan-soon": "both"})

    def test_json_lines(self):
        output, _ = self.run_command("impact", "--as-of", "2024-02-10", "--format", "jsonl", self.old, self.new, self.lines, status=1)
        lines = [json.loads(line) for line in output.splitlines()]
        self.assertEqual(lines[-1], {"cases": 3, "cases_changed": 3})
        self.assertEqual([line for line in lines[:-1] if line["rule"] == "demo:adults-born"],
                         [{"case": "young", "rule": "demo:adults-born", "subjects": ["ann"], "change": "new_violation",
                           "old": {"status": "met"}, "new": {"status": "unmet"}}])
        self.assertIn({"case": "aged", "rule": "demo:plan-soon", "subjects": [], "change": "resolved",
                       "old": {"status": "overdue", "due": "2024-02-01"}, "new": {"status": "pending", "due": "2024-03-02"}}, lines)

    def test_sets_of_other_names(self):
        other = self.write("other.rules", NEW.replace("rules demo", "rules other"))
        output, _ = self.run_command("impact", "--as-of", "2024-02-10", self.old, other, self.lines, status=1)
        self.assertIn("\nadults-born\n  new violation           1 finding in 1 case: young\n", output)

    def test_nothing_changes(self):
        output, errors = self.run_command("impact", "--as-of", "2024-02-10", self.old, self.old, self.lines, status=0)
        self.assertEqual((output, errors), ("0 of 3 cases change\n", ""))
        self.assertEqual(json.loads(self.run_command("impact", "--format=json", self.old, self.old, self.lines, status=0)[0])["rules"], [])

    def test_what_cannot_be_used(self):
        missing = str(self.folder / "missing.rules")
        output, errors = self.run_command("impact", missing, self.new, self.lines, status=2)
        self.assertEqual(output, "")
        self.assertIn("missing.rules: error: cannot be opened", errors)
        bad = self.write("bad.json", "{}")
        output, errors = self.run_command("impact", "--as-of=2024-02-10", self.old, self.new, bad, self.lines, status=2)
        self.assertIn("3 of 3 cases change\n", output)
        self.assertIn("bad.json:1", errors)
        self.assertEqual(self.run_command("impact", self.old, self.new, status=2)[1],
                         "casework: impact needs two rule sets and a case file; see `casework impact -h`\n")
        self.assertEqual(self.run_command("impact", "--cases=x", self.old, self.new, bad, status=2)[1],
                         "casework: `--cases` takes a number from 0 to 9999999, not `x`\n")


if __name__ == "__main__":
    tap.main()

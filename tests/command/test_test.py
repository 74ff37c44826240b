# SPDX-License-Identifier: MIT
"""`casework test`: rule tests run, and every mistake in them told with its place."""
import shutil
from xml.etree import ElementTree

from command import ROOT, RULES, CommandTest, case

import tap

MORE_RULES = RULES + """
parameter plans_term = 30 days
parameter most_members : number

rule plan
  title:   "There is a plan"
  from:    case.opened + plans_term
  require: plan != null

rule few
  title:   "Not too many members"
  require: count(members) <= most_members
"""

PASSING = """tests demo   // the rules beside this file

test "as it stands"
  case:   family.json
  on:     2024-05-01
  expect: task-start o1 t1 met
  expect: demo:adults-born ann met
  expect: adults-born ssw not_applicable
  expect: few none
  expect: only
"""


class Tests(CommandTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rules = cls.write("demo.rules", MORE_RULES)
        cls.family = cls.write("family.json", case())

    def run_command(self, *arguments, **more):
        """The output without the lines that name the rules, which are kept in `named`."""
        output, errors = super().run_command(*arguments, **more)
        lines = output.splitlines(keepends=True)
        self.named = [line for line in lines if line.startswith(("rules: ", "# rules: "))]
        return "".join(line for line in lines if line not in self.named), errors

    def one(self, *clauses, day="2024-05-01"):
        """A file with one test on the small family; gives its path."""
        lines = ["tests demo", 'test "one"', "  case: family.json", f"  on: {day}", *("  " + line for line in clauses)]
        return self.write("one.tests", "\n".join(lines) + "\n")

    def passes(self, *clauses, **more):
        output, errors = self.run_command("test", self.one(*clauses, **more), status=0)
        self.assertEqual((output, errors), ("1 passed, 0 failed\n", ""))

    def fails(self, *clauses, found, **more):
        """The test fails and says so; gives all that is printed but explanations."""
        output, errors = self.run_command("test", "--brief", self.one(*clauses, **more), status=1)
        self.assertEqual(errors, "")
        self.assertTrue(output.startswith("failed: one (" + str(self.folder / "one.tests") + ":2)\n"), output)
        self.assertTrue(output.endswith("\n0 passed, 1 failed\n"), output)
        self.assertIn(found, output)
        return output

    def refused(self, *clauses, says):
        """Clauses from line 5 on, column 3; all that is told, place by place."""
        path = self.one(*clauses)
        output, errors = self.run_command("test", path, status=2)
        self.assertEqual(output, f"failed: one ({path}:2)\n  not run: see the errors\n0 passed, 1 failed\n")
        self.assertEqual(errors.replace(path + ":", ""), says)


class Outcomes(Tests):
    def test_all_that_is_expected(self):
        path = self.write("passing.tests", PASSING)
        self.assertEqual(self.run_command("test", path, status=0), ("1 passed, 0 failed\n", ""))

    def test_a_finding_that_differs(self):
        path = self.one("expect: task-start o1 t1 unmet")
        failed = f"failed: one ({path}:2)\n  line 5: expected task-start o1 t1 unmet\n  found task-start o1 t1 met\n"
        self.assertEqual(self.run_command("test", "--brief", path, status=1), (failed + "0 passed, 1 failed\n", ""))
        output, errors = self.run_command("test", path, status=1)
        self.assertEqual(errors, "")
        self.assertTrue(output.startswith(failed + "      Task t1 says when it starts\n"), output)
        self.assertIn("      Status: met\n", output)
        self.assertIn("      require\n        documented(t.start) ", output)
        self.assertNotIn(" \n", output)

    def test_why_nothing_applies_and_what_is_missing(self):
        path = self.one("expect: adults-born ssw met", "set: opened = \"2024-06-01\"")
        self.assertEqual(self.run_command("test", "--brief", path, status=1),
                         (f"failed: one ({path}:2)\n  line 5: expected adults-born ssw met\n"
                          "  found no such finding\n    but adults-born not_applicable\n0 passed, 1 failed\n", ""))
        path = self.one("expect: adults-born met", "set: opened = \"2024-06-01\"")
        self.assertEqual(self.run_command("test", "--brief", path, status=1),
                         (f"failed: one ({path}:2)\n  line 5: expected adults-born met\n"
                          "  found adults-born not_applicable\n      note: before opening\n0 passed, 1 failed\n", ""))
        path = self.one("expect: adults-born ann met", "without: members/ann.born")
        self.assertEqual(self.run_command("test", "--brief", path, status=1),
                         (f"failed: one ({path}:2)\n  line 5: expected adults-born ann met\n"
                          "  found adults-born ann unknown missing ann.born\n0 passed, 1 failed\n", ""))

    def test_due(self):
        self.passes("remove: plans/p1", "expect: plan pending due 2024-02-01", day="2024-02-01")
        self.passes("remove: plans/p1", "expect: plan pending", day="2024-02-01")
        self.fails("remove: plans/p1", "expect: plan pending due 2024-02-02", day="2024-02-01",
                   found="expected plan pending due 2024-02-02\n  found plan pending due 2024-02-01\n")
        self.fails("expect: plan met due 2024-02-02", found="found plan met\n")

    def test_missing_facts(self):
        without = "without: members/ann.born"
        self.passes(without, "expect: adults-born ann unknown")
        self.passes(without, "expect: adults-born ann unknown missing ann.born")
        self.fails(without, "expect: adults-born ann unknown missing ann.roles",
                   found="found adults-born ann unknown missing ann.born\n")
        self.fails(without, "expect: adults-born ann unknown missing ann.born ann.roles",
                   found="expected adults-born ann unknown missing ann.born ann.roles\n")
        self.fails("without: members/ann.born", "without: members/ann.roles",
                   "expect: adults-born ann unknown missing ann.born", found="missing ann.born ann.roles\n")
        self.passes("without: members/ann.born", "without: members/ann.roles",
                    "expect: adults-born ann unknown missing ann.born ann.roles")

    def test_none(self):
        self.passes("expect: few none", "remove: plans/p1/objectives/o1/tasks/t1", "expect: task-start none",
                    "expect: task-start o1 t1 none")
        self.fails("expect: task-start none", found="expected task-start none\n  found task-start o1 t1 met\n")
        self.fails("expect: task-start o1 t1 none", found="found task-start o1 t1 met\n")

    def test_no_such_finding(self):
        self.fails("expect: task-start o1 met", found="expected task-start o1 met\n  found no such finding\n"
                   "    but task-start o1 t1 met\n")
        self.fails("expect: adults-born ann ssw met", found="    but adults-born ann met\n    but adults-born ssw not_applicable\n")

    def test_only(self):
        bad = "remove: plans/p1/objectives/o1/tasks/t1.start"
        self.fails(bad, "expect: only", found="expected only\n  found task-start o1 t1 unmet\n")
        self.passes(bad, "expect: only", "expect: task-start o1 t1 unmet")
        output = self.fails(bad, "expect: only", "expect: task-start o1 t1 met", found="expected task-start o1 t1 met\n")
        self.assertNotIn("expected only", output)

    def test_recurrences(self):
        rules = self.write("contact.rules", 'language 1\nrules contact "Contact"\n\nrule monthly\n  title: "Monthly"\n'
                           "  every: 1 calendar month\n  from: case.opened\n  partial: owed\n"
                           '  require: some c in contacts satisfies c.date in period and c.mode = "face_to_face"\n')
        clauses = ['add: record {"id": "e1", "kind": "contact", "date": "2024-01-20", "mode": "face_to_face"}',
                   "expect: monthly overdue due 2024-02-29 missed 2"]
        path = self.one(*clauses, day="2024-04-10")
        self.assertEqual(self.run_command("test", "--rules", rules, path, status=0), ("1 passed, 0 failed\n", ""))
        path = self.one(clauses[0], "expect: monthly overdue missed 3", day="2024-04-10")
        output, _ = self.run_command("test", "--rules", rules, path, status=1)
        self.assertIn("expected monthly overdue missed 3\n  found monthly overdue due 2024-02-29 missed 2\n", output)

    def test_ids_that_are_like_other_words(self):
        rename = ['add: members {"id": "met", "roles": ["child"], "born": "2001-01-01"}',
                  'add: members {"id": "a b", "roles": ["child"], "born": "2020-01-01"}']
        self.passes(*rename, 'expect: adults-born "met" met', 'expect: adults-born "a b" unmet')
        self.fails(*rename, 'expect: adults-born "met" unmet', found='found adults-born "met" met\n')


class Changes(Tests):
    def test_set(self):
        self.passes('set: members/ann.born = "2020-01-01"', "expect: adults-born ann unmet")
        self.passes('set: members/ann.born="2020-01-01" // soon', "expect: adults-born ann unmet")
        self.passes('set: types = ["other"]', "expect: task-start o1 t1 met")
        self.passes("set: members/ann.born = null", "expect: adults-born ann unknown")
        self.passes('set: members/ssw.roles = ["child"]', 'set: members/1.born = "2020-01-01"', "expect: adults-born ssw unmet")

    def test_add(self):
        self.passes('add: plans/p1/objectives/o1/tasks {"id": "t2"}', "expect: task-start o1 t2 unmet")
        self.passes('add: plans/p1/objectives', '  {"id": "o2",   // over lines', '   "level": "individual",',
                    '   "tasks": [{"id": "t2"}]}', "expect: task-start o2 t2 unmet")
        self.passes("remove: plans/p1/objectives/o1.tasks", 'add: plans/p1/objectives/o1/tasks {"id": "t2"}',
                    "expect: task-start o1 t2 unmet", "expect: task-start o1 t1 none")
        self.passes('add: members/ssw.roles "child"', "expect: adults-born ssw unknown missing ssw.born")

    def test_remove_and_without(self):
        self.passes("remove: plans/p1", "expect: plan unmet")
        self.passes("without: plans/p1.developed", "remove: plans/p1.effective", "expect: plan unknown missing p1.developed")
        self.passes("without members/ann.born", "expect: adults-born ann unknown")

    def test_changes_are_made_in_order_and_each_test_begins_anew(self):
        path = self.write("two.tests", PASSING + """
test "changed"
  case:   family.json
  expect: adults-born ann unknown
  set:    members/ann.born = "2020-01-01"
  without: members/ann.born
  on:     2024-05-01

test "not changed any more"
  case:   family.json
  on:     2024-05-01
  expect: adults-born ann met
""")
        self.assertEqual(self.run_command("test", path, status=0), ("3 passed, 0 failed\n", ""))

    def test_known_at(self):
        rules = self.write("known.rules", 'language 1\nrules known "Known"\n\nrule seen\n  title: "Seen"\n'
                           '  require: some c in contacts satisfies c.mode = "face_to_face"\n')
        add = 'add: record {"id": "e1", "kind": "contact", "date": "2024-02-01", "recorded": "2024-03-01", "mode": "face_to_face"}'
        for clause, status in (("known at: 2024-03-01", "met"), ("known at: 2024-02-29", "unmet")):
            path = self.one(clause, add, f"expect: seen {status}")
            self.assertEqual(self.run_command("test", "--rules", rules, path, status=0), ("1 passed, 0 failed\n", ""))

    def test_parameters(self):
        self.passes("remove: plans/p1", "param plans_term = 10 days", "expect: plan unmet", day="2024-01-15")
        self.passes("remove: plans/p1", "param: plans_term = 1 month", "expect: plan pending due 2024-02-02", day="2024-01-15")
        self.passes("param most_members = 2", "expect: few met")
        self.passes("param demo:most_members = 1", "param plans_term = 1 day", "expect: few unmet")
        self.passes("expect: few none")


class Mistakes(Tests):
    def test_paths(self):
        self.refused('set: member/ann.born = "2020-01-01"', "remove: members/anne", "remove: plans/p1.reason",
                     "add: opened 1", "without: id/x", "expect: plan met", says="""5:8: error: there is no `member` in `c1`
      set: member/ann.born = "2020-01-01"
           ^^^^^^
  help: did you mean `members`?
6:19: error: nothing in `members` has the id `anne`
      remove: members/anne
                      ^^^^
  help: did you mean `ann`?
7:20: error: there is no `reason` in `p1`
      remove: plans/p1.reason
                       ^^^^^^
8:8: error: `add` puts something into a list, and `opened` is none
      add: opened 1
           ^^^^^^
9:15: error: `id` is neither a record nor a list, so it holds no `x`
      without: id/x
                  ^
""")

    def test_keys_and_words(self):
        self.refused('set: members/ann.livng = "home"', 'set: members/ann.living = "hme"', "expect: plan met",
                     'add: record {"id": "e1", "kind": "contact", "date": "2024-02-01",', '    "mod": "phone"}',
                     says="""5:8: error: `livng` is not a field of `member`
      set: members/ann.livng = "home"
           ^^^^^^^^^^^^^^^^^
  help: did you mean `living`?
6:29: error: expected `home`, `kin`, `foster`, `facility` or `other` for `living`, found `hme`
      set: members/ann.living = "hme"
                                ^^^^^
  help: did you mean `home`?
9:7: error: `mod` is not a field of `contact`
          "mod": "phone"}
          ^^^^^
  help: did you mean `mode`?
""")

    def test_what_a_change_leaves_behind(self):
        self.refused('add: members {"id": "ann"}', "expect: plan met", says="""5:23: error: the id `ann` is given twice
      add: members {"id": "ann"}
                          ^^^^^
""")
        self.refused("remove: members/ann.id", "expect: plan met", says="""2:1: error: with the changes of this test the case is not right: `members/0` has no `id`, which every `member` must have (at /members/0)
    test "one"
    ^^^^^^^^^^
""")

    def test_json(self):
        self.refused("set: types = [1,,2]", 'set: types = {"a": 1,', '     "a": 2}', "set: types =", "expect: plan met",
                     says="""5:19: error: expected a value, found `,`
      set: types = [1,,2]
                      ^
7:8: error: the key `a` is given twice in one object, first on line 6
           "a": 2}
           ^
8:15: error: expected a JSON value, found nothing but white space
      set: types =
                  ^
""")

    def test_a_word_of_a_long_enumeration(self):
        rules = self.write("long.rules", 'language 1\nrules long "Long"\n\nrule one\n  title: "One"\n'
                           '  require: some m in members satisfies "grandmother" in m.roles\n')
        _, errors = self.run_command("test", "--rules", rules, self.one("expect: plan met"), status=2)
        self.assertEqual(errors, f"""{rules}:6:40: error: `grandmother` is not a word of `role`
      require: some m in members satisfies "grandmother" in m.roles
                                           ^^^^^^^^^^^^^
  help: `src/rules/FIELDS.md` lists the words of `role`
""")

    def test_names(self):
        self.refused("param plan_term = 3 days", "param plans_term = 3", "expect: pln met", "expect: adults-born anne met",
                     says="""7:11: error: there is no rule `pln`
      expect: pln met
              ^^^
  help: did you mean `plan`?
5:9: error: there is no parameter `plan_term`
      param plan_term = 3 days
            ^^^^^^^^^
  help: did you mean `plans_term`?
6:22: error: the parameter `plans_term` holds a term, such as `30 days`
      param plans_term = 3
                         ^
""")
        self.refused("expect: adults-born anne met", says="""5:23: error: nothing that `adults-born` is about has the id `anne`
      expect: adults-born anne met
                          ^^^^
  help: did you mean `ann`?
""")
        self.refused("param plans_term = 3 working days", "expect: plan met", says="""5:22: error: with this value the rules are not right: `plans_term` cannot be used here: a term in working days is no duration, so only `within` can count it
      param plans_term = 3 working days
                         ^^^^^^^^^^^^^^
""")

    def test_words(self):
        self.refused("expext: plan met", "expect: plan mett due 2024-01-01", "expect: plan met due 2024-02-30",
                     "expect: plan", "expect: plan met on", "known on: 2024-01-01", "case: other.json", "expect: plan none due 2024-01-01",
                     says="""5:3: error: `expext` begins no clause of a test
      expext: plan met
      ^^^^^^
  help: did you mean `expect`?
6:16: error: `mett` is not a status
      expect: plan mett due 2024-01-01
                   ^^^^
  help: did you mean `met`?
7:24: error: `2024-02-30` is not a date
      expect: plan met due 2024-02-30
                           ^^^^^^^^^^
  help: the calendar has no such day
8:15: error: this expectation names no status
      expect: plan
                  ^
  help: write `met`, `unmet`, `none` or another status
9:20: error: expected `due`, `missed`, `missing` or the end of the line, found `on`
      expect: plan met on
                       ^^
10:9: error: expected `at`, found `on`
      known on: 2024-01-01
            ^^
11:3: error: `case` stands twice in this test, first on line 3
      case: other.json
      ^^^^
12:21: error: expected the end of the line, found `due`
      expect: plan none due 2024-01-01
                        ^^^
""")

    def test_what_several_rule_sets_have(self):
        other = self.write("other.rules", MORE_RULES.replace("rules demo", "rules other"))
        path = self.one("expect: plan met", "param plans_term = 3 days", "expect: demo:plan met missed 99999999999999999999")
        _, errors = self.run_command("test", "--rules", self.rules, "--rules", other, path, status=2)
        self.assertEqual(errors.replace(path + ":", ""), """7:32: error: `99999999999999999999` is not a whole number that fits
      expect: demo:plan met missed 99999999999999999999
                                   ^^^^^^^^^^^^^^^^^^^^
5:11: error: more than one rule set has a rule `plan`; write the set before it, as `set:rule`
      expect: plan met
              ^^^^
6:9: error: more than one rule set has a parameter `plans_term`; write the set before it, as `set:name`
      param plans_term = 3 days
            ^^^^^^^^^^
""")

    def test_what_newcomers_write(self):
        for clause, says in (
                ("expect: plan not applicable", "write `not_applicable`"),
                ("expect: plan violated", "statuses are met, late, pending, overdue, unmet, waived, not_applicable and unknown; "
                                          "`none`: no finding"),
                ("set: opened = 2025-12-01", 'dates stand in double quotes here, as in `"2025-12-01"`'),
                ('set: plans.p1 = 3', "a slash leads into a list: `plans/p1`"),
                ('set: plans.p1.id = "p"', "a slash leads into a list: `plans/p1`"),
                ("known_at: 2024-01-01", "write `known at:`"),
                ("param weekdays = 3", "there are `plans_term`, `most_members`")):
            with self.subTest(clause):
                path = self.one(clause, "expect: plan met")
                _, errors = self.run_command("test", path, status=2)
                self.assertIn(f"\n  help: {says}\n", errors)
                self.assertEqual(errors.count("error:"), 1, errors)

    def test_a_clause_in_the_first_column_and_one_behind_a_tab(self):
        _, errors = self.run_command("test", self.write("flat.tests", """tests demo
test "one"
  case: family.json
\ton: 2024-05-01
  expect: plan met
set: opened = "2024-01-01"
"""), status=2)
        self.assertIn("\n  help: use spaces\n", errors)
        self.assertIn("\n  help: indent this line: clauses stand below their test\n", errors)
        self.assertEqual(errors.count("error:"), 2, errors)

    def test_a_test_of_too_many_clauses(self):
        path = self.one(*["without: members/ann.born"] * 999, "expect: plan met")
        _, errors = self.run_command("test", path, status=2)
        self.assertIn(": error: this test has more than 1000 clauses\n", errors)
        self.assertIn("\n  help: make several tests of it\n", errors)

    def test_custom_fields_are_those_that_rules_declare(self):
        self.write("custom.rules", """language 1
rules custom "Fields of its own"
field member.risk: number dated
rule low
  title:   "{m.id} is low"
  for:     m in members
  when:    documented(m.risk)
  require: m.risk < 5
""")
        family = case()
        family["members"][0]["custom"] = {"risk": 4, "kept": 1}
        self.write("custom.json", family)
        text = """tests custom
test "one"
  case:   custom.json
  on:     2024-05-01
  set:    members/%s/custom.risk = 5
  set:    members/%s/custom.history = []
  expect: low %s unmet
""".replace("%s", family["members"][0]["id"])
        self.run_command("test", self.write("custom.tests", text), status=0)
        for name, help in (("rsk", "\n  help: did you mean `risk`?"), ("kept", "")):
            path = self.write("custom.tests", text.replace("custom.risk", "custom." + name))
            _, errors = self.run_command("test", path, status=2)
            self.assertIn(f": error: no rule file declares the field `{name}`\n", errors)
            self.assertIn(help, errors)

    def test_what_the_test_says_itself_is_quoted(self):
        _, errors = self.run_command("test", self.one('set: members/ann.living = "with Grandma"', "expect: plan met"), status=2)
        self.assertIn('for `living`, found "with Grandma"\n', errors)

    def test_the_first_line(self):
        path = self.write("first.tests", "test demo\n")
        _, errors = self.run_command("test", path, status=2)
        self.assertEqual(errors, f"""{path}:1:1: error: a rule-test file begins with `tests` and the name of a rule set, found `test`
    test demo
    ^^^^
""")

    def test_the_frame(self):
        path = self.write("frame.tests", 'tests demo\n\ntst "a"\n\ntest "b"\n  on: 2024-01-01\n\ntest "b"\n  case: nothere.json\n'
                          '  on: 2024-01-01\n  expect: plan met\n\ntest "c" d\n  case: family.json\n  on: 2024-05-01\n  expect: plan met\n')
        output, errors = self.run_command("test", path, status=2)
        self.assertTrue(output.endswith("0 passed, 3 failed\n"), output)
        self.assertEqual(errors.replace(path + ":", ""), """3:1: error: expected `test` and the test's name, found `tst`
    tst "a"
    ^^^^^^^
5:1: error: the test `b` has no `case`
    test "b"
    ^^^^^^^^
5:1: error: the test `b` has no `expect`
    test "b"
    ^^^^^^^^
8:1: error: two tests have the name `b`, the first on line 5
    test "b"
    ^^^^^^^^
13:10: error: expected the end of the line, found `d`
    test "c" d
             ^
9:9: error: there is no case file `nothere.json`
      case: nothere.json
            ^^^^^^^^^^^^
""")

    def test_a_base_case_with_errors_is_told_once(self):
        wrong = self.write("wrong.json", case(types=["in_home_cp"]))
        path = self.write("wrong.tests", "tests demo\n" + "".join(
            f'\ntest "{name}"\n  case: wrong.json\n  on: 2024-05-01\n  expect: plan met\n' for name in "ab"))
        output, errors = self.run_command("test", path, status=2)
        self.assertTrue(output.endswith("0 passed, 2 failed\n"), output)
        self.assertEqual(errors.count(wrong + ":1:"), 1, errors)

    def test_files_that_are_none(self):
        for content in (b"", b"language 1\n", b"\0", bytes(range(256)), b"  tests demo\n", b"tests\n", b"tests demo x\n"):
            with self.subTest(content[:12]):
                path = self.write("none.tests", content)
                output, errors = self.run_command("test", path, status=2)
                self.assertEqual(output, "0 passed, 0 failed\n")
                self.assertIn(path + ":", errors)


class Holidays(Tests):
    RULES = RULES + '''
rule soon
  title:   "Within three working days"
  within:  3 working days of case.opened
  require: false
'''

    def test_each_test_has_its_own(self):
        """Opened on Tuesday, 2 January 2024: the third working day after it is Friday the 5th, and without the 3rd Monday the 8th."""
        rules = self.write("days.rules", self.RULES.replace("rules demo", "rules days"))
        blocks = [("none", None, "05"), ("one", "2024-01-03", "08"), ("none again", None, "05"), ("a weekend too", "2024-01-06, 2024-01-03", "08"),
                  ("three", "2024-01-08,2024-01-05 , 2024-01-03", "10")]
        text = "tests days\n" + "".join(
            f'\ntest "{name}"\n  case: family.json\n  on: 2024-01-04\n' + (f"  holidays: {days}\n" if days else "") +
            f"  expect: soon pending due 2024-01-{due}\n" for name, days, due in blocks)
        path = self.write("days.tests", text)
        self.assertEqual(self.run_command("test", path, status=0), ("5 passed, 0 failed\n", ""))
        self.assertEqual(self.named, [f"rules: days ({rules})\n"])
        # Were holidays left out, the tests would fail with rules that nobody changed, and no change would go unnoticed.
        output, _ = self.run_command("test", "--mutate", path, status=1)
        self.assertIn("as `not(", output)
        self.assertNotIn("`3` as `", output)

    def test_mistakes(self):
        self.refused("holidays: 2024-01-01", "holidays: 2024-01-02", "expect: plan met", says=(
            "6:3: error: `holidays` stands twice in this test, first on line 5\n"
            "      holidays: 2024-01-02\n      ^^^^^^^^\n"))
        for days, told in (("2024-02-30", "2024-02-30"), ("2024-01-01,", "a date"), ("2024-01-01 2024-01-02", "2024-01-02"), ("", "a date")):
            _, errors = self.run_command("test", self.one(f"holidays: {days}", "expect: plan met"), status=2)
            self.assertIn(told, errors)


class Files(Tests):
    def test_the_rules_are_named(self):
        path = self.write("passing.tests", PASSING)
        self.run_command("test", path, status=0)
        self.assertEqual(self.named, [f"rules: demo ({self.rules})\n"])
        self.run_command("test", "--format", "tap", path, status=0)
        self.assertEqual(self.named, [f"# rules: demo ({self.rules})\n"])
        self.run_command("test", "--rules", self.rules, "--rules", "us-ky", path, status=1)
        self.assertEqual(self.named, [f"rules: {self.rules}\n", "rules: us-ky (built in)\n"])

    def test_rules_beside_the_file_come_before_packs(self):
        self.write("us-ky.rules", MORE_RULES.replace("rules demo", "rules us-ky"))
        path = self.write("us-ky.tests", PASSING.replace("tests demo", "tests us-ky").replace("demo:", "us-ky:"))
        self.assertEqual(self.run_command("test", path, status=0), ("1 passed, 0 failed\n", ""))

    def test_a_pack(self):
        shutil.copy(ROOT / "src/packs/us-ky/cps.json", self.folder / "cps.json")
        (self.folder / "pack").mkdir(exist_ok=True)
        path = self.write("pack/pack.tests", 'tests us-ky\n\ntest "one"\n  case: ../cps.json\n  on: 2024-06-01\n  expect: plan-in-force met\n')
        self.assertEqual(self.run_command("test", path, status=0), ("1 passed, 0 failed\n", ""))
        self.assertEqual(self.named, ["rules: us-ky (built in)\n"])

    def test_a_file_without_tests(self):
        path = self.write("empty.tests", "tests demo\n")
        for more, status, output in (((), 2, "0 passed, 0 failed\n"), ((self.one("expect: plan met"),), 0, "1 passed, 0 failed\n")):
            told = self.run_command("test", path, *more, status=status)
            self.assertEqual(told, (output, f"casework: {path}: there are no tests in this file\n"))

    def test_no_such_rules(self):
        path = self.write("nothing.tests", "tests us-kyy\n")
        output, errors = self.run_command("test", path, status=2)
        self.assertEqual(output, "0 passed, 0 failed\n")
        self.assertEqual(errors, f"{path}:1:7: error: there is no rule file `us-kyy.rules` beside this file, and no built-in pack `us-kyy`\n"
                         "    tests us-kyy\n          ^^^^^^\n  help: did you mean `us-ky`?\n")

    def test_rules_with_errors(self):
        self.write("broken.rules", MORE_RULES.replace("rules demo", "rules broken").replace("t.start", "t.strat"))
        path = self.write("broken.tests", PASSING.replace("tests demo", "tests broken"))
        output, errors = self.run_command("test", path, status=2)
        self.assertEqual(output, "0 passed, 0 failed\n")
        self.assertIn("did you mean `start`?", errors)

    def test_several_files_standard_input_and_a_filter(self):
        one = self.one("expect: plan met")
        two = self.write("passing.tests", PASSING)
        self.assertEqual(self.run_command("test", one, two, status=0), ("2 passed, 0 failed\n", ""))
        self.assertEqual(self.run_command("test", "--filter", "stands", one, two, status=0), ("1 passed, 0 failed\n", ""))
        self.assertEqual(self.run_command("test", "--filter", "nowhere", one, two, status=2),
                         ("0 passed, 0 failed\n", "casework: no test has a name that holds `nowhere`\n"))
        text = PASSING.replace("family.json", self.family).encode()
        self.assertEqual(self.run_command("test", "--rules", self.rules, "-", status=0, stdin=text), ("1 passed, 0 failed\n", ""))
        output, errors = self.run_command("test", "nothere.tests", one, status=2)
        self.assertEqual((output, errors), ("1 passed, 0 failed\n", "nothere.tests: error: cannot be opened: No such file or directory\n"))

    def test_junit(self):
        wrong = PASSING.replace("as it stands", 'as it <stands> & \\"falls\\"') + '''
test "other"
  case: family.json
  on: 2024-05-01
  expect: adults-born ann unmet
'''
        path, empty = self.write("junit.tests", wrong), self.write("empty.tests", "tests demo\n")
        output, errors = self.run_command("test", "--format", "junit", path, empty, status=1)
        root = ElementTree.fromstring(output)
        self.assertEqual((root.tag, [suite.attrib for suite in root]),
                         ("testsuites", [{"name": path, "tests": "2", "failures": "1"}, {"name": empty, "tests": "0", "failures": "0"}]))
        first, second = root[0]
        self.assertEqual(first.attrib, {"name": 'as it <stands> & "falls"', "classname": path, "file": path, "line": "3"})
        self.assertEqual(len(first), 0)
        self.assertIn("adults-born ann unmet", second[0].text)
        self.assertEqual(second[0].attrib["message"], second[0].text.splitlines()[0])

    def test_tap(self):
        path = self.write("tap.tests", PASSING.replace("as it stands", "as it stands # really") +
                          '\ntest "wrong"\n  case: family.json\n  on: 2024-05-01\n  expect: plan unmet\n')
        output, errors = self.run_command("test", "--format", "tap", path, status=1)
        self.assertEqual(errors, "")
        self.assertEqual(self.named, [f"# rules: demo ({self.rules})\n"])
        lines = output.splitlines()
        self.assertEqual(lines[:4], ["ok 1 - as it stands \\# really", "not ok 2 - wrong",
                                     f"# line {len(PASSING.splitlines()) + 5}: expected plan unmet", "# found plan met"])
        self.assertEqual(lines[-1], "1..2")
        self.assertTrue(all(line.startswith("#") for line in lines[2:-1]), output)


class Retired(CommandTest):
    def test_that_nothing_comes_of_it_can_be_tested(self):
        self.write("family.json", case())
        self.write("local.rules", 'language 1\nrules local "Local"\ninclude demo\n\nretire demo:task-start // not here\n')
        text = 'tests local\n\ntest "one"\n  case:   family.json\n  on:     2024-05-01\n'
        for rule in ("task-start", "demo:task-start"):
            self.run_command("test", self.write("local.tests", text + f"  expect: {rule} none\n"), status=0)
        for expectation, help in (("task-start o1 t1 met", "it is retired"), ("other:task-start none", ""), ("adults-borm none", "adults-born")):
            errors = self.run_command("test", self.write("local.tests", text + f"  expect: {expectation}\n"), status=2)[1]
            self.assertIn(f"error: there is no rule `{expectation.split()[0]}`", errors)
            self.assertIn(help, errors)


class Holidays(CommandTest):
    """Three working days after Friday 12 January 2024 are Wednesday the 17th; each of Monday and Tuesday off is a day more."""
    RULES = """language 1
rules soon "Soon"

rule soon
  title:   "Within three working days"
  within:  3 working days of case.opened
  require: false
"""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.write("soon.rules", cls.RULES)
        cls.write("family.json", case(opened="2024-01-12"))

    def ask(self, head, own, due, *options, status=0):
        path = self.write("soon.tests", f'tests soon\n{head}\ntest "one"\n  case: family.json\n  on: 2024-01-12\n{own}'
                                        f"  expect: soon pending due {due}\n")
        return self.run_command("test", *options, path, status=status)

    def test_where_they_are_said(self):
        given = self.write("holidays.txt", "2024-01-15\n2024-01-16  # Tuesday\n")
        both, monday, own = "holidays: 2024-01-15, 2024-01-16\n", "holidays: 2024-01-15\n", "  holidays: 2024-01-15\n"
        self.ask("", "", "2024-01-17")
        self.ask(both, "", "2024-01-19")
        self.ask(both, own, "2024-01-18")
        self.ask("", "", "2024-01-19", "--holidays", given)
        self.ask(monday, "", "2024-01-18", "--holidays", given)
        self.ask("", own, "2024-01-18", "--holidays", given)
        self.ask(both, "", "2024-01-17", status=1)
        self.assertIn("found: pending due 2024-01-19", self.ask(both, "", "2024-01-19", "--boundaries")[0])

    def test_what_is_wrong(self):
        self.assertIn("soon.tests:3:1: error: `holidays` stands twice outside of tests, first on line 2",
                      self.ask("holidays: 2024-01-15\nholidays: 2024-01-16", "", "2024-01-18", status=2)[1])
        self.assertIn("2:11: error: ", self.ask("holidays: 2024-02-30", "", "2024-01-17", status=2)[1])
        wrong = self.write("wrong.txt", "2024-01-15\nMonday\n")
        self.assertIn("wrong.txt:2: error: expected a day as YYYY-MM-DD", self.ask("", "", "2024-01-17", "--holidays", wrong, status=2)[1])
        self.assertIn("cannot be opened", self.ask("", "", "2024-01-17", "--holidays", "nowhere.txt", status=2)[1])

    def test_layout(self):
        path = self.write("layout.tests", 'tests soon\nholidays:2024-01-15 ,2024-01-16\n\ntest "one"\n  case: family.json\n  on: 2024-01-12\n'
                                          "  expect: soon pending due 2024-01-19\n")
        self.run_command("fmt", path, status=0)
        with open(path, encoding="utf-8") as file:
            self.assertIn("tests soon\nholidays: 2024-01-15, 2024-01-16\n\ntest", file.read())
        self.run_command("test", path, status=0)


if __name__ == "__main__":
    tap.main()

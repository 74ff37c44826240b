# SPDX-License-Identifier: MIT
"""`casework test --boundaries`: tests that are missing where rules turn. What is expected here is reckoned by hand."""
import re

from command import CommandTest, case

import tap

HEAD = 'language 1\nrules demo "A demonstration"\n\n'

PLAN = HEAD + """rule plan-made
  title:   "A plan in time"
  within:  1 month of case.opened
  require: plan != null
"""

LABEL = re.compile(r"// (expect: .*)  \(found: ([^;]*?)(;.*)?\)")


RULES_OF_DAYS = '''rule soon
  title:   "Within three working days"
  within:  3 working days of case.opened
  require: false
'''


def block(name, day, expect, *changes):
    """A test as it is printed: values in one column; the expectation is a comment, and takes no part in that."""
    clauses = [("case", "family.json"), ("on", day), *changes]
    width = max(len(word) for word, _ in clauses) + 2
    lines = [f"  {(word + ':').ljust(width)}{value}" for word, value in clauses]
    return "\n".join(["", f'test "{name}"', *lines, f"  // expect: {expect}", ""])


def test(name, day, *lines):
    return "\n".join(["", f'test "{name}"', "  case:   family.json", f"  on:     {day}", *(f"  {line}" for line in lines), ""])


class Boundaries(CommandTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.write("family.json", case())

    def ask(self, rules, tests, *options, status=0):
        self.write("demo.rules", rules)
        self.path = self.write("demo.tests", "tests demo\n" + tests)
        return self.run_command("test", "--boundaries", *options, self.path, status=status)

    def blocks(self, rules, tests, *options):
        output, errors = self.ask(rules, tests, *options)
        self.assertEqual(errors, "")
        return output

    def names(self, *arguments):
        return re.findall(r'^test "(.*)"$', self.blocks(*arguments), re.M)

    def test_deadline(self):
        """One month from 2 January is 2 February; from 31 January the last of February; from 29 February 29 March."""
        output = self.blocks(PLAN, test("early", "2024-01-10", "remove: plans/p1", "expect: plan-made pending"))
        removed, last, leap = ("remove", "plans/p1"), ("set", 'opened = "2024-01-31"'), ("set", 'opened = "2024-02-29"')
        self.assertEqual(output, "".join((
            block("plan-made: the day before the due day", "2024-02-01", "plan-made  (found: pending due 2024-02-02)", removed),
            block("plan-made: the due day", "2024-02-02", "plan-made  (found: pending due 2024-02-02)", removed),
            block("plan-made: the day after the due day", "2024-02-03", "plan-made  (found: overdue due 2024-02-02)", removed),
            block("plan-made: opened on the 31st, the due day", "2024-02-29", "plan-made  (found: pending due 2024-02-29)", removed, last),
            block("plan-made: opened on the 31st, the day after the due day", "2024-03-01", "plan-made  (found: overdue due 2024-02-29)",
                  removed, last),
            block("plan-made: opened on 29 February, the due day", "2024-03-29", "plan-made  (found: pending due 2024-03-29)", removed, leap),
            block("plan-made: opened on 29 February, the day after the due day", "2024-03-30",
                  "plan-made  (found: overdue due 2024-03-29)", removed, leap),
            "\n// 7 tests to be labelled: 3 on days, 2 on month ends, 2 on 29 February\n")))

    def test_the_simplest_test_is_taken(self):
        """In the first the plan is there, so nothing turns on the day; the second has more changes than the third."""
        output = self.blocks(PLAN, test("there", "2024-03-10", "expect: plan-made met") +
                             test("two changes", "2024-02-20", "remove: plans/p1", 'set:    types = ["other"]', "expect: plan-made overdue") +
                             test("one change", "2024-02-21", "remove: plans/p1", "expect: plan-made overdue"))
        self.assertEqual(output.count("  remove: plans/p1\n"), 7)
        self.assertNotIn("types", output)

    def test_what_is_tested_is_not_written(self):
        tests = "".join(test(day, day, "remove: plans/p1", f"expect: plan-made {status}") for day, status in (
            ("2024-01-20", "pending"), ("2024-02-02", "pending"), ("2024-02-03", "overdue")))
        self.assertEqual([name for name in self.names(PLAN, tests) if "opened" not in name], ["plan-made: the day before the due day"])
        # The same day with other changes stands on another boundary.
        other = tests + test("other", "2024-02-01", "remove: plans/p1", 'set:    types = ["other"]', "expect: plan-made pending")
        self.assertIn("plan-made: the day before the due day", self.names(PLAN, other))
        same = tests + test("same", "2024-02-01", "remove: plans/p1", "expect: plan-made pending")
        self.assertEqual([name for name in self.names(PLAN, same) if "opened" not in name], [])
        leap = same + test("leap", "2024-03-29", "remove: plans/p1", 'set:    opened = "2024-02-29"', "expect: plan-made pending")
        self.assertNotIn("plan-made: opened on 29 February, the due day", self.names(PLAN, leap))
        # Whatever else the test changes.
        after = same + test("after", "2024-03-30", "remove: plans/p1", 'set:    opened = "2024-02-29"', 'set:    types = ["other"]',
                            "expect: plan-made overdue")
        self.assertIn("plan-made: opened on 29 February, the due day", self.names(PLAN, after))
        self.assertNotIn("plan-made: opened on 29 February, the day after the due day", self.names(PLAN, after))

    def test_one_that_stands_on_a_day_is_taken_before_a_simpler_one(self):
        output = self.blocks(PLAN, test("simple", "2024-01-20", "remove: plans/p1", "expect: plan-made pending") +
                             test("before", "2024-02-01", "remove: plans/p1", 'set:    types = ["other"]', "expect: plan-made pending"))
        others = ("remove", "plans/p1"), ("set", 'types = ["other"]')
        self.assertTrue(output.startswith(
            block("plan-made: the due day", "2024-02-02", "plan-made  (found: pending due 2024-02-02)", *others) +
            block("plan-made: the day after the due day", "2024-02-03", "plan-made  (found: overdue due 2024-02-02)", *others)), output)

    def test_pauses_move_what_months_end_on(self):
        rules = PLAN + '  paused:  [[@"2024-01-05"..@"2024-01-06"]]\n'
        names = self.names(rules, test("early", "2024-01-10", "remove: plans/p1", "expect: plan-made pending"))
        self.assertEqual(names, ["plan-made: the day before the due day", "plan-made: the due day", "plan-made: the day after the due day"])

    def test_from_and_until(self):
        """Ten days from 2 January is the 12th, and sixty in a leap year are 2 March."""
        rules = HEAD + """rule served
  title:   "Served"
  from:    case.opened + @"P10D"
  until:   case.opened + @"P60D"
  require: "other" in case.types
"""
        output = self.blocks(rules, test("open", "2024-01-05", "expect: served pending"))
        expected = (("the day before the day of `from`", "2024-01-11", "pending due 2024-01-12"),
                    ("the day of `from`", "2024-01-12", "pending due 2024-01-12"),
                    ("the day after the day of `from`", "2024-01-13", "unmet"),
                    ("the day before the day of `until`", "2024-03-01", "unmet"),
                    ("the day of `until`", "2024-03-02", "unmet"),
                    ("the day after the day of `until`", "2024-03-03", "not_applicable"))
        for words, day, found in expected:
            self.assertIn(block(f"served: {words}", day, f"served  (found: {found})"), output)
        self.assertNotIn("31st", output)

    def test_months_of_a_sum(self):
        """A duration that is added to a date counts as a term does."""
        rules = HEAD + """rule served
  title:   "Served"
  by:      case.opened + @"P5M"
  require: "other" in case.types
"""
        output = self.blocks(rules, test("open", "2024-01-05", "expect: served pending"))
        # From 31 January the term ends on 30 June, and from 29 February on 29 July.
        for moved, named, on, after in (("2024-01-31", "the 31st", "2024-06-30", "2024-07-01"),
                                        ("2024-02-29", "29 February", "2024-07-29", "2024-07-30")):
            change = ("set", f'opened = "{moved}"')
            self.assertIn(block(f"served: opened on {named}, the due day", on, f"served  (found: pending due {on})", change), output)
            self.assertIn(block(f"served: opened on {named}, the day after the due day", after, f"served  (found: overdue due {on})", change),
                          output)

    def test_years_end_in_no_shorter_month(self):
        """But for 29 February, which is the 28th a year later."""
        output = self.blocks(PLAN.replace("1 month", "1 year"), test("open", "2024-01-10", "remove: plans/p1", "expect: plan-made pending"))
        self.assertNotIn("31st", output)
        self.assertIn(block("plan-made: opened on 29 February, the due day", "2025-02-28", "plan-made  (found: pending due 2025-02-28)",
                            ("remove", "plans/p1"), ("set", 'opened = "2024-02-29"')), output)

    def test_periods(self):
        """Of a month that ends with the calendar, and of one that is counted from the 2nd."""
        rules = HEAD + """rule calendar
  title:   "Calendar"
  every:   1 calendar month
  from:    case.opened
  partial: owed
  require: some c in contacts satisfies c.date in period

rule counted
  title:   "Counted"
  every:   1 month
  from:    case.opened
  require: some c in contacts satisfies c.date in period
"""
        output = self.blocks(rules, test("open", "2024-01-05", "expect: calendar pending", "expect: counted pending"))
        for rule, days in (("calendar", ("2024-01-30", "2024-01-31", "2024-02-01")), ("counted", ("2024-02-01", "2024-02-02", "2024-02-03"))):
            due = days[1]
            for words, day, found in (("the day before the last day", days[0], f"pending due {due}"), ("the last day", due, f"pending due {due}"),
                                      ("the day after the last day", days[2], f"overdue due {due} missed 1")):
                self.assertIn(block(f"{rule}: {words} of a period", day, f"{rule}  (found: {found})"), output)
        self.assertIn(block("counted: opened on the 31st, the last day of a period", "2024-02-29", "counted  (found: pending due 2024-02-29)",
                            ("set", 'opened = "2024-01-31"')), output)
        self.assertNotIn("calendar: opened", output)
        # Long overdue: the first period that was missed.
        output = self.blocks(rules, test("late", "2024-05-05", "expect: counted overdue"))
        self.assertIn('test "counted: the last day of a period"\n  case: family.json\n  on:   2024-02-02\n', output)
        # Of many periods the last ones are told: 37 from 31 January 2024 to February 2027, of which the 14th ends on 31 March 2025.
        output = self.blocks(rules, test("late", "2027-01-20", 'set:    current_to = "2027-12-31"', "expect: counted overdue"))
        self.assertRegex(output, r'opened on the 31st, the last day of a period"\n  case: family.json\n  on:   2025-04-30\n')

    def test_waivers_and_versions(self):
        rules = HEAD + """rule home
  title:   "At home"
  for:     m in members
  valid:   from 2024-02-01 until 2024-05-31
  require: m.living = "home"
  waived:  by caseworker
"""
        waiver = ('add:    record {"id": "w", "kind": "waiver", "date": "2024-02-01", "rule": "home", "subjects": ["ann"], '
                  '"approved_by": "ssw", "reason": "r", "expires": "2024-03-10"}')
        output = self.blocks(rules, test("waived", "2024-02-20", waiver, 'set:    members/ann.living = "kin"', "expect: home ann waived"))
        expected = (("the day before the last day of the waiver", "2024-03-09", "home ann", "waived"),
                    ("the last day of the waiver", "2024-03-10", "home ann", "waived"),
                    ("the day after the last day of the waiver", "2024-03-11", "home ann", "unmet"),
                    ("the day before the first day of its validity", "2024-01-31", "home", "not_applicable"),
                    ("the first day of its validity", "2024-02-01", "home ann", "waived"),
                    ("the day after the first day of its validity", "2024-02-02", "home ann", "waived"),
                    ("the day before the last day of its validity", "2024-05-30", "home ann", "unmet"),
                    ("the last day of its validity", "2024-05-31", "home ann", "unmet"),
                    ("the day after the last day of its validity", "2024-06-01", "home", "not_applicable"))
        found = re.findall(r'test "home ann: (.*)"\n.*\n  on: +(\S+)\n(?:  (?:add|set).*\n)+  // expect: (.*)  \(found: (\w+)', output)
        self.assertEqual(found[:9], list(expected))

    def test_birthdays(self):
        """Born on 29 February one turns 18 in a year without such a day."""
        rules = HEAD + """rule adult
  title:   "{m.id} is an adult"
  for:     m in members
  when:    m.born != null
  require: age(m.born) >= 18
"""
        output = self.blocks(rules, test("grown", "2024-05-01", "expect: adult ann met"), "--filter", "adult")
        found = re.findall(r'test "adult ann: (.*)"\n  case: .*\n  on:   (\S+)\n  set:  members/ann.born = "(\S+)"\n.*found: (\w+)', output)
        self.assertEqual(found, [
            ("the day before ann turns 18", "2024-05-01", "2006-05-02", "unmet"),
            ("the day on which ann turns 18", "2024-05-01", "2006-05-01", "met"),
            ("the day after ann turns 18", "2024-05-01", "2006-04-30", "met"),
            ("ann born on 29 February, on 27 February 18 years later", "2026-02-27", "2008-02-29", "unmet"),
            ("ann born on 29 February, on 28 February 18 years later", "2026-02-28", "2008-02-29", "unmet"),
            ("ann born on 29 February, on 1 March 18 years later", "2026-03-01", "2008-02-29", "met")])
        # 16 years after a leap year there is one.
        output = self.blocks(rules.replace("18", "16"), test("grown", "2024-05-01", "expect: adult ann met"))
        self.assertEqual(re.findall(r"born on 29 February, on (.*) 16 .*\n.*\n  on:   (.*)", output),
                         [("28 February", "2028-02-28"), ("29 February", "2028-02-29"), ("1 March", "2028-03-01")])
        # A closed case is judged as of the day on which it was closed, and no later birthday comes of it.
        tests = (test("closed", "2024-03-10", 'set:    closed = "2024-04-01"', "expect: adult ann met") +
                 test("open", "2024-05-01", 'set:    types = ["other"]', 'set:    current_to = "2027-12-31"', "expect: adult ann met"))
        births = re.findall(r"(turns 18|29 February).*\n.*\n.*\n  set:  (\w+)", self.blocks(rules, tests))
        self.assertEqual(births, [("turns 18", "closed")] * 3 + [("29 February", "types")] * 3)
        # Not older than 17: it turns on the 18th birthday as well; and one that stands on it is known by what it says.
        rules = rules.replace(">= 18", "<= 17")
        tests = test("grown", "2024-05-01", "expect: adult ann unmet")
        self.assertIn("adult ann: the day on which ann turns 18", self.names(rules, tests))
        tests += test("on the day", "2024-07-07", 'set:    members/ann.born = "2006-07-07"', "expect: adult ann unmet")
        self.assertNotIn("adult ann: the day on which ann turns 18", self.names(rules, tests))

    def test_birthdays_on_another_day(self):
        """The age on the day of opening: that day is moved where the birth cannot say it."""
        rules = HEAD + """rule adult
  title:   "{m.id} is an adult"
  for:     m in members
  require: age(m.born, case.opened) > 17
"""
        output = self.blocks(rules, test("grown", "2024-05-01", "expect: adult ann met"))
        self.assertIn('  on:   2024-05-01\n  set:  members/ann.born = "2006-01-03"\n  // expect: adult ann  (found: unmet)\n', output)
        self.assertIn('  set:  members/ann.born = "2008-02-29"\n  set:  opened = "2026-03-01"\n  // expect: adult ann  (found: met)\n', output)

    def test_missing_facts(self):
        rules = HEAD + """condition grown(m) = m.born <= @"2010-01-01"

rule parent
  title:   "Parent"
  for:     m in members
  when:    m.category = "family"
  require: grown(m) and documented(m.living)
"""
        tests = test("met", "2024-05-01", 'set:    members/ann.living = "home"', "expect: parent ann met", "expect: parent ssw not_applicable")
        output = self.blocks(rules, tests)
        found = re.findall(r'test "(.*)"\n.*\n.*\n((?:  \w+: .*\n)*)  // expect:  (.*)  \(found: (.*)\)', output)
        living = '  set:     members/ann.living = "home"\n'
        self.assertEqual(found, [
            ("parent ann: without members/ann.roles", living + "  without: members/ann.roles\n", "parent ann", "unknown missing ann.roles"),
            ("parent ann: without members/ann.born", living + "  without: members/ann.born\n", "parent ann", "unknown missing ann.born"),
            ("parent ann: without members/ann.living", "  without: members/ann.living\n", "parent ann", "unmet")])
        tests += test("born", "2024-05-02", 'set:     members/ann.living = "home"', "without: members/ann.born", "expect: parent ann unknown")
        self.assertEqual([name for name in self.names(rules, tests) if "turns" not in name],
                         ["parent ann: without members/ann.roles", "parent ann: without members/ann.living"])
        # What only an undecided test reads is not asked for.
        output, _ = self.ask(rules, test("born", "2024-05-02", "without: members/ann.born", "expect: parent ann unknown"))
        self.assertEqual(output, "")

    def test_compared_dates(self):
        """Sixty days from 2 January 2024 are 2 March. The visit is moved there; on the test's own day it would be yet to come."""
        visit = 'add:    record {"kind": "contact", "id": "v", "date": "2024-02-10", "with": ["ann"]}'
        rules = HEAD + """rule soon
  title:   "Soon"
  for:     c in contacts
  require: c.date < case.opened + @"P60D"
"""
        output = self.blocks(rules, test("early", "2024-02-12", visit, "expect: soon v met"))
        self.assertEqual(re.findall(r'test "soon v: record/v.date on the (.*)"\n.*\n  on:   (.*)\n.*\n  set:  record/v.date = "(.*)"\n'
                                    r".*found: (\w+)", output),
                         [("day before it turns", "2024-03-01", "2024-03-01", "met"), ("day it turns", "2024-03-02", "2024-03-02", "unmet"),
                          ("day after it turns", "2024-03-03", "2024-03-03", "unmet")])
        self.assertIn("3 on compared dates", output)
        self.assertNotIn("31st", output)
        # One that stands there, by whatever changes, is not written again.
        there = test("there", "2024-05-01", visit.replace("02-10", "03-01"), 'set:    types = ["other"]', "expect: soon v met")
        self.assertEqual([name for name in self.names(rules, test("early", "2024-02-12", visit, "expect: soon v met") + there) if "turns" in name],
                         ["soon v: record/v.date on the day it turns", "soon v: record/v.date on the day after it turns"])
        # In a filter, in a condition that is called, within a range, and from the other side.
        for asked, turn in (("count(contacts[date <= case.opened + @\"P60D\"]) = 1", "2024-03-02"), ("early(c)", "2024-03-02"),
                            ('c.date in [case.opened..@"2024-02-15"]', "2024-01-02"), ('@"2024-02-20" >= c.date', "2024-02-20")):
            rule = rules.replace('c.date < case.opened + @"P60D"', asked).replace(
                "\n\nrule", '\n\ncondition early(c) = c.date <= case.opened + @"P60D"\n\nrule')
            output = self.blocks(rule, test("early", "2024-02-12", visit, "expect: soon v met"))
            self.assertRegex(output, f'record/v.date on the day it turns"\n.*\n.*\n.*\n  set:  record/v.date = "{turn}"')

    def test_compared_dates_that_count_from_month_ends(self):
        """Six months from 31 August end on the last of February (29th in 2024), and from 29 February on 29 August."""
        visit = 'add:    record {"kind": "contact", "id": "v", "date": "2024-02-10", "with": ["ann"]}'
        rules = HEAD + """rule soon
  title:   "Soon"
  for:     c in contacts
  require: c.date <= case.opened + @"P6M"
"""
        output = self.blocks(rules, test("early", "2024-09-12", visit, "expect: soon v met"))
        for from_words, opened, on, after in (("the 31st", "2023-12-31", "2024-06-30", "2024-07-01"),
                                              ("29 February", "2024-02-29", "2024-08-29", "2024-08-30")):
            for words, day, found in (("on the day it turns", on, "met"), ("on the day after it turns", after, "unmet")):
                self.assertIn(block(f"soon v: opened on {from_words}, record/v.date {words}", "2024-09-12", f"soon v  (found: {found})",
                                    ("add", visit.split(":", 1)[1].strip()), ("set", f'opened = "{opened}"'),
                                    ("set", f'record/v.date = "{day}"')), output)

    def test_custom_fields(self):
        rules = HEAD.replace("\n\n", "\n\nfield member.seen: date\nfield member.risk: number\n\n", 1) + """rule seen
  title:   "Seen"
  for:     m in members
  when:    m.risk > 3
  require: m.seen <= @"2024-03-01"
"""
        tests = test("seen", "2024-05-01", 'set:    members/ann.custom = {"seen": "2024-01-01", "risk": 4}', "expect: seen ann met")
        output = self.blocks(rules, tests)
        self.assertEqual(re.findall(r'test "seen ann: (.*)"\n(?:.*\n){3,4}  // .*found: (.*)\)', output), [
            ("members/ann/custom.seen on the day before it turns", "met"), ("members/ann/custom.seen on the day it turns", "met"),
            ("members/ann/custom.seen on the day after it turns", "unmet"),
            ("without members/ann/custom.risk", "unknown missing ann.custom.risk"),
            ("without members/ann/custom.seen", "unknown missing ann.custom.seen")])
        with open(self.path, "a", encoding="utf-8") as file:
            file.write(output)
        with open(self.path, encoding="utf-8") as file:
            labelled = LABEL.sub(r"\1 \2", file.read())
        self.write("demo.tests", labelled)
        self.assertEqual(self.run_command("test", "--boundaries", self.path, status=0)[0], "")

    def test_pauses_that_move_the_due_day(self):
        """Ten days from 2 January are the 12th, and six days of pause are known from the first of them on: then the 18th."""
        rules = HEAD + """rule answered
  title:   "Answered"
  within:  10 days of case.opened
  paused:  for n in record[kind = "note"] return [n.date..n.date + @"P5D"]
  require: count(contacts) > 0
"""
        note = ("add", 'record {"kind": "note", "id": "n", "date": "2024-01-06"}')
        output = self.blocks(rules, test("late", "2024-01-20", ": ".join(note), "expect: answered overdue"))
        for words, day, due in (("day before the first", "2024-01-05", "2024-01-12"), ("first", "2024-01-06", "2024-01-18"),
                                ("day after the first", "2024-01-07", "2024-01-18")):
            self.assertIn(block(f"answered: the {words} day of a pause", day, f"answered  (found: pending due {due})", note), output)
        self.assertNotIn("last day of a pause", output)

    def test_filters_that_mean_nothing(self):
        """A name that no rule has, and a rule that no test names, are told: that nothing is missing would be wrong."""
        rules = PLAN + '\nrule other\n  title:   "Other"\n  require: plan != null\n'
        tests = test("early", "2024-01-10", "remove: plans/p1", "expect: plan-made pending")
        output, errors = self.ask(rules, tests, "--filter", "plan-mad", status=0)
        self.assertIn("7 tests to be labelled", output)
        output, errors = self.ask(rules, tests, "--filter", "plan-mode", status=2)
        self.assertEqual((output, errors), ("", f"{self.path}: error: no rule has a name that holds `plan-mode`\n"
                                                "  help: did you mean `plan-made`?\n"))
        output, errors = self.ask(rules, tests, "--filter", "other", status=2)
        self.assertEqual((output, errors), ("", f"{self.path}: error: no test names a rule whose name holds `other`, and tests are made of tests\n"
                                                "  help: write a first test of it: an `expect` that names the rule\n"))

    def test_labelled_they_pass_and_nothing_is_missing(self):
        rules = PLAN + """
rule adult
  title:   "{m.id} is an adult"
  for:     m in members
  when:    m.category = "family"
  require: age(m.born) >= 18
"""
        output = self.blocks(rules, test("both", "2024-01-10", "remove: plans/p1", "expect: plan-made pending", "expect: adult ann met"))
        with open(self.path, "a", encoding="utf-8") as file:
            file.write(output)
        self.run_command("fmt", "--check", self.path, status=0)
        # As they stand they fail.
        printed, errors = self.run_command("test", self.path, status=2)
        self.assertIn("1 passed, ", printed)
        self.assertIn("has no `expect`", errors)
        printed, errors = self.run_command("test", "--boundaries", self.path, status=2)
        self.assertEqual(printed, "")
        with open(self.path, encoding="utf-8") as file:
            labelled = LABEL.sub(r"\1 \2", file.read())
        self.write("demo.tests", labelled)
        printed, _ = self.run_command("test", self.path, status=0)
        self.assertIn(", 0 failed", printed)
        printed, errors = self.run_command("test", "--boundaries", self.path, status=0)
        self.assertEqual((printed, errors), ("", f"casework: {self.path}: no test is missing where rules turn\n"))

    def test_labels_on_other_subjects_count(self):
        """A rule not in force is found without subjects, one on subjects that are not known with fewer, one of what is to come not at
        all: with these labels nothing is missing either."""
        rules = HEAD + """rule seen
  title:   "{c.id} is seen once removed"
  valid:   from 2024-02-01 until 2024-05-31
  for:     e in removals, c in e.about
  require: some v in contacts satisfies v.date >= e.date and c in v.with
"""
        removed = 'add: record {"id": "x", "kind": "removal", "date": "2024-02-01", "about": ["ann"]}'
        output = self.blocks(rules, test("removed", "2024-02-10", removed, "expect: seen x ann unmet") +
                             test("not in force", "2024-01-31", removed.replace("02-01", "01-10"), "expect: seen not_applicable") +
                             test("last day", "2024-05-31", removed.replace("02-01", "05-31"), "expect: seen x ann unmet"))
        self.assertIn("// expect:  seen x  (found: unknown missing x.about)", output)
        self.assertIn("// expect: seen x ann  (found: none)", output)
        with open(self.path, "a", encoding="utf-8") as file:
            file.write(LABEL.sub(r"\1 \2", output))
        self.assertIn(", 0 failed", self.run_command("test", self.path, status=0)[0])
        self.assertEqual(self.run_command("test", "--boundaries", self.path, status=0)[0], "")

    def test_other_clauses_of_the_test_are_kept(self):
        rules = HEAD + "parameter term = 20 days\n\n" + PLAN.removeprefix(HEAD).replace("1 month", "term")
        output = self.blocks(rules, test("early", "2024-01-10", "known at: 2024-06-01", "remove: plans/p1", "param term = 5 days",
                                         "expect: plan-made overdue"))
        self.assertIn('test "plan-made: the due day"\n  case:     family.json\n  on:       2024-01-07\n  known at: 2024-06-01\n'
                      "  remove:   plans/p1\n  param term = 5 days\n  // expect:   plan-made  (found: pending due 2024-01-07)\n", output)

    def test_holidays_of_the_test_are_kept(self):
        """Three working days after Tuesday, 2 January 2024, of which Wednesday is none."""
        rules = HEAD + RULES_OF_DAYS
        output = self.blocks(rules, test("early", "2024-01-03", "holidays: 2024-01-03, 2024-07-04", "expect: soon pending"))
        self.assertIn('test "soon: the due day"\n  case:     family.json\n  on:       2024-01-08\n  holidays: 2024-01-03, 2024-07-04\n'
                      '  // expect:   soon  (found:', output)

    def test_names_are_unique(self):
        tests = test("plan-made: the due day", "2024-01-10", "remove: plans/p1", "expect: plan-made pending")
        self.assertIn("plan-made: the due day (2)", self.names(PLAN, tests))

    def test_filter_is_of_rules(self):
        rules = PLAN + PLAN.removeprefix(HEAD).replace("plan-made", "second").replace("rule", "\nrule")
        tests = test("both", "2024-01-10", "remove: plans/p1", "expect: plan-made pending", "expect: second pending")
        self.assertEqual({name.split(":")[0] for name in self.names(rules, tests)}, {"plan-made", "second"})
        self.assertEqual({name.split(":")[0] for name in self.names(rules, tests, "--filter", "seco")}, {"second"})
        self.assertEqual(self.ask(rules, tests, "--filter", "both", status=2)[0], "")

    def test_nothing_is_written_while_tests_fail(self):
        output, errors = self.ask(PLAN, test("wrong", "2024-01-10", "remove: plans/p1", "expect: plan-made met"), status=1)
        self.assertEqual((output, errors), ("", "casework: some tests failed; `casework test` alone shows them\n"))

    def test_stands_alone(self):
        for options in (["--mutate"], ["--coverage"], ["--format", "tap"]):
            output, errors = self.ask(PLAN, "", *options, status=2)
            self.assertEqual(output, "")
            self.assertIn("`--boundaries` prints nothing but tests", errors)


if __name__ == "__main__":
    tap.main()

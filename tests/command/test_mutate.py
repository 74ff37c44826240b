# SPDX-License-Identifier: MIT
"""`casework test --mutate`: changes to the rules that the tests do not notice."""
from command import CommandTest, case

import tap

RULES = """language 1
rules demo "A demonstration"

parameter most = 2

condition grown(m) = m.born <= @"1990-05-01" and documented(m.born)

rule adults
  title:   "{m.name} is grown up"
  for:     m in members
  when:    "biological_parent" in m.roles
  require: grown(m)

rule few
  title:   "Not too many"
  require: count(members) <= most

rule plan
  title:   "A plan in time"
  within:  30 days of case.opened
  require: plan != null
  waived:  by supervisor

rule visits
  title:   "Visits"
  every:   1 calendar month
  from:    case.opened
  until:   case.closed
  require: some c in contacts satisfies c.date in period
"""

TESTS = """tests demo

test "as it stands"
  case:   family.json
  on:     2024-02-10
  expect: adults ann met
  expect: adults ssw not_applicable
  expect: few met
"""

TESTS_OF_LOCAL = '''tests demo

test "too young"
  case:   family.json
  on:     2024-01-05
  expect: adults ann unmet
  expect: plan pending due 2024-01-09

test "old enough"
  case:   family.json
  on:     2024-01-05
  set:    members/ann.born = "1980-01-01"
  expect: adults ann met

test "a day younger"
  case:   family.json
  on:     2024-01-05
  set:    members/ann.born = "1980-01-02"
  expect: adults ann unmet
'''


class Mutate(CommandTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.path = cls.write("demo.rules", RULES)
        cls.write("family.json", case())

    def unnoticed(self, tests, status=1):
        output, errors = self.run_command("test", "--mutate", self.write("demo.tests", tests), status=status)
        self.assertEqual(errors, "")
        lines = [line.removeprefix(f"unnoticed: {self.path}:") for line in output.splitlines()]
        count = int(lines[-1].split()[0])
        self.assertEqual(lines[-1], f"{count} changes to the rules, {len(lines) - 3} of them unnoticed")
        return lines[1:-2], count

    def test_what_is_changed(self):
        """Nothing that the tests name says anything of `plan` and `visits`, so every change to them goes unnoticed."""
        lines, count = self.unnoticed(TESTS)
        for line in ("20:12: `30` as `29` in demo:plan", "20:12: `30` as `31` in demo:plan", "21:17: `!=` as `=` in demo:plan",
                     "26:14: `calendar month` as `calendar quarter` in demo:visits", "26:12: `1` as `2` in demo:visits",
                     "29:12: `some` as `every` in demo:visits",
                     "29:41: `c.date in period` as `not(c.date in period)` in demo:visits"):
            self.assertIn(line, lines)
        self.assertTrue(any(line.startswith("28:1: `until: case.closed` left out") for line in lines), lines)
        self.assertTrue(any(line.startswith("22:15: `supervisor` as `") for line in lines), lines)
        self.assertIn("6:46: `and` as `or`", lines)
        self.assertIn("6:22: `m.born <= @\"1990-05-01\" and documented(m.born)` as `(m.born <= @\"1990-05-01\")`", lines)
        self.assertGreater(count, len(lines))

    def test_what_is_noticed(self):
        lines, _ = self.unnoticed(TESTS)
        for gone in ("11:", "12:", "16:", "6:29: "):
            self.assertFalse([line for line in lines if line.startswith(gone)], gone)
        self.assertIn("4:18: `2` as `3`", lines)
        self.assertFalse([line for line in lines if line.startswith("4:18: `2` as `1`")])

    def test_a_test_more_notices_more(self):
        more = TESTS + """
test "one too many"
  case:   family.json
  on:     2024-02-10
  add:    members {"id": "leo", "roles": ["child"], "born": "2020-01-01"}
  expect: few unmet
"""
        lines, _ = self.unnoticed(more)
        self.assertNotIn("4:18: `2` as `3`", lines)

    def test_a_value_that_is_added_and_then_changed(self):
        """A case is made more than once from one test, so what the test adds must not be changed in its own text."""
        more = TESTS + "".join(f"""
test "added and changed, {number}"
  case:    family.json
  on:      2024-02-10
  add:     members {{"id": "leo", "roles": ["biological_parent"], "joined": "2024-01-01", "born": "1980-01-01"}}
  without: members/leo.born
  add:     members/leo.parents "ann"
  expect:  adults leo unmet
""" for number in range(20))
        lines, _ = self.unnoticed(more)
        self.assertNotIn("6:46: `and` as `or`", lines)

    def test_dates_and_durations(self):
        """A day, a month or a year, as they are written; what is no whole one is left alone."""
        self.write("days.rules", """language 1
rules days "Days"

parameter late = @"P10D"

rule early
  title:   "Early"
  require: plan.developed <= case.opened + @"P30D" and plan.developed < case.opened + late + @"P1Y6M" and plan != null

rule long
  title:   "Long"
  require: plan.developed <= case.opened + @"P6M"
""")
        tests = self.write("days.tests", 'tests days\n\ntest "one"\n  case:   family.json\n  on:     2024-02-10\n  expect: early met\n'
                                         "  expect: long met\n")
        output, _ = self.run_command("test", "--mutate", tests, status=1)
        for place, before, afters in (("4:18", "P10D", ("P9D", "P11D")), ("8:44", "P30D", ("P29D", "P31D")), ("12:44", "P6M", ("P5M", "P7M"))):
            for after in afters:
                self.assertIn(f'days.rules:{place}: `@"{before}"` as `@"{after}"`', output)
        self.assertNotIn('`@"P1Y6M"` as', output)

    def test_parameters_of_a_test(self):
        """A test that sets the parameter says nothing of its declared value, and all of how it is used."""
        lines, _ = self.unnoticed("""tests demo

test "a lower limit"
  case:   family.json
  on:     2024-02-10
  param most = 1
  expect: few unmet

test "the same limit"
  case:   family.json
  on:     2024-02-10
  param most = 2
  expect: few met
""")
        self.assertIn("4:18: `2` as `1`", lines)
        self.assertFalse([line for line in lines if line.startswith("16:")], lines)

    def test_what_a_filter_leaves_out_notices_nothing(self):
        more = TESTS + '''
test "one too many"
  case:   family.json
  on:     2024-02-10
  add:    members {"id": "leo", "roles": ["child"], "born": "2020-01-01"}
  expect: few unmet
'''
        path = self.write("demo.tests", more)
        for part, notices in (("o", True), ("one too", True), ("stands", False)):
            output, _ = self.run_command("test", "--mutate", "--filter", part, path, status=1)
            self.assertEqual("4:18: `2` as `3`" not in output, notices, part)

    def test_overrides_are_changed_where_they_stand(self):
        """And nothing of the rules that they override, which are included."""
        local = self.write("local.rules", '''language 1
rules local "Here"
include demo

condition old(m) = m.born <= @"1980-01-01"

override demo:plan
  within: 5 working days of case.opened
  waived: by caseworker // or nobody

override demo:adults   // both ways
  require: old(m)
''')
        path = self.write("local.tests", '''tests local

test "as it stands"
  case:   family.json
  on:     2024-01-05
  expect: plan pending
  expect: adults ssw not_applicable
''')
        output, errors = self.run_command("test", "--mutate", path, status=1)
        lines = [line.removeprefix(f"unnoticed: {local}:") for line in output.splitlines()[1:-2]]
        self.assertEqual(errors, "")
        self.assertEqual(sorted(lines), sorted([
            "5:27: `<=` as `<`", "5:27: `<=` as `>`", '5:30: `@"1980-01-01"` as `@"1979-12-31"`', '5:30: `@"1980-01-01"` as `@"1980-01-02"`',
            "8:11: `5` as `4` in demo:plan", "8:11: `5` as `6` in demo:plan",
            "9:1: `waived: by caseworker // or nobody` left out in demo:plan",
            "9:14: `caseworker` as `supervisor` in demo:plan",
            "12:12: `old(m)` as `not(old(m))` in demo:adults"]))
        noticed = TESTS_OF_LOCAL.replace("tests demo", "tests local")
        output, _ = self.run_command("test", "--mutate", self.write("local.tests", noticed), status=1)
        self.assertNotIn(":8:11:", output)
        self.assertNotIn(":5:", output)
        self.assertNotIn(":12:", output)

    def test_nothing_is_changed_while_tests_fail(self):
        output, _ = self.run_command("test", "--mutate", self.write("failing.tests", TESTS.replace("few met", "few unmet")), status=1)
        self.assertTrue(output.endswith("0 passed, 1 failed\n"), output)


if __name__ == "__main__":
    tap.main()

# SPDX-License-Identifier: MIT
"""`casework check`: rule files compiled, every problem told, and what is hardly meant."""
import json
import random
import re

from command import ROOT, RULES, CommandTest

import tap

try:
    import jsonschema
except ImportError:
    jsonschema = None


def _object(required, **properties):
    return {"type": "object", "additionalProperties": False, "required": required, "properties": properties}


_TEXT, _PLACE = {"type": "string", "minLength": 1}, {"type": "integer", "minimum": 1}
# What SARIF 2.1.0 says of the properties that are written; the standard, too, allows no others that it does not name.
SARIF = _object(
    ["version", "runs"], version={"const": "2.1.0"}, runs={"type": "array", "items": _object(
        ["tool"],
        tool=_object(["driver"], driver=_object(["name"], name=_TEXT, version=_TEXT)),
        columnKind={"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
        results={"type": "array", "items": _object(
            ["message"], ruleId=_TEXT, level={"enum": ["none", "note", "warning", "error"]},
            message=_object(["text"], text=_TEXT),
            locations={"type": "array", "items": _object(
                [], physicalLocation=_object(
                    ["artifactLocation"],
                    artifactLocation=_object([], uri={"type": "string", "pattern": r"^([\w./~-]|%[0-9A-F]{2})+$"}),
                    region=_object(["startLine"], startLine=_PLACE, startColumn=_PLACE)))})})})
SARIF["properties"]["$schema"] = {"type": "string", "pattern": r"^https://.*sarif-2\.1\.0\.json$"}

PACKS = sorted((ROOT / "src/packs").glob("*.rules"))

CLEAN = """language 1
rules demo "A demonstration"
source DOC: "A document"

rule born
  title:   "The birthday of {m.name} is known"
  source:  DOC "1"
  for:     m in members
  when:    m.category = "family"
  require: m.born != null

rule started
  title:   "Task {t.id} says when it starts"
  source:  DOC "2"
  for:     o in plan.objectives, t in o.tasks
  require: documented(t.start)
"""
TESTS = """tests demo

test "both"
  case: family.json
  on: 2024-01-01
  expect: born ann met
  expect: demo:started none
"""
RULE = """
rule more
  title:   "More of {m.name}"
  source:  DOC "3"
  for:     m in members
"""
PLAIN = 'rule plain\n  title: "x"\n  source: DOC "1"\n'


def random_part(rng, words, groups):
    """A condition on `m.living` or `count(m.roles)`, and whether it holds of values of both; adds to groups what it joins."""
    word, other, number = rng.choice(words), rng.choice(words), rng.randint(0, 5)
    text, holds = rng.choice([
        (f'm.living = "{word}"', lambda living, count: living == word),
        (f'm.living != "{word}"', lambda living, count: living != word),
        (f'm.living in ["{word}", "{other}"]', lambda living, count: living in (word, other)),
        ("m.living = null", lambda living, count: living is None),
        ("m.living != null", lambda living, count: living is not None),
        (f"count(m.roles) = {number}", lambda living, count: count == number),
        (f"count(m.roles) != {number}", lambda living, count: count != number),
        (f"count(m.roles) < {number}", lambda living, count: count < number),
        (f"count(m.roles) <= {number}", lambda living, count: count <= number),
        (f"{number} < count(m.roles)", lambda living, count: count > number),
        (f"count(m.roles) >= {number}", lambda living, count: count >= number),
        (f"count(m.roles) between {number} and 5", lambda living, count: number <= count <= 5),
    ])
    if rng.random() < 0.25:
        return f"not({text})", lambda living, count: not holds(living, count)
    if rng.random() < 0.25:
        more, also = random_part(rng, words, groups)
        join, both = rng.choice((("or", any), ("and", all)))
        groups.append((join, lambda living, count: both((holds(living, count), also(living, count)))))
        return f"({text} {join} {more})", groups[-1][1]
    return text, holds


class Check(CommandTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.clean = cls.write("clean.rules", CLEAN)
        cls.write("clean.tests", TESTS)

    def test_rules_in_order(self):
        self.assertEqual(self.run_command("check", self.clean, status=0), ("2 rules compiled\n", ""))

    def test_several_files(self):
        other = self.write("other.rules", CLEAN.replace("rules demo", "rules other"))
        self.write("other.tests", TESTS.replace("demo", "other"))
        self.assertEqual(self.run_command("check", self.clean, other, status=0), ("4 rules compiled\n", ""))

    def test_standard_input(self):
        self.assertEqual(self.run_command("check", "-", status=0, stdin=CLEAN.encode()), ("2 rules compiled\n", ""))

    def test_built_in_packs(self):
        for path in PACKS:
            output, errors = self.run_command("check", path.stem, status=0)
            self.assertRegex(output, r"^\d+ rules? compiled(, and \d+ included)?\n$")
            self.assertEqual(errors, "")

    def test_the_files_of_the_packs(self):
        self.assertGreaterEqual(len(PACKS), 2)
        for path in PACKS:
            _, errors = self.run_command("check", path, status=0)
            self.assertEqual(errors, "")

    def test_all_errors_of_all_files(self):
        text = RULES.replace("t.start)", "t.strat)").replace("m.born <", "m.bron <")
        wrong = self.write("wrong.rules", text)
        other = self.write("wrong2.rules", text.replace("rules demo", "rules other"))
        output, errors = self.run_command("check", wrong, other, status=2)
        self.assertEqual(output, "")
        for path in (wrong, other):
            self.assertIn(f"{path}:7:", errors)
            self.assertIn(f"{path}:14:", errors)
        self.assertIn("^", errors)
        self.assertIn("did you mean `born`?", errors)

    def test_a_missing_file(self):
        missing = str(self.folder / "missing.rules")
        output, errors = self.run_command("check", missing, self.rules, status=2)
        self.assertEqual(output, "")
        self.assertTrue(errors.startswith(f"{missing}: error: cannot be opened: "), errors)

    def test_a_file_that_is_no_rule_file(self):
        for name, content in (("empty.rules", b""), ("binary.rules", bytes(range(256))),
                              ("json.rules", b'{"format": "casework.case/1"}'), ("nul.rules", b"language 1\0\n")):
            with self.subTest(name):
                output, errors = self.run_command("check", self.write(name, content), status=2)
                self.assertEqual(output, "")
                self.assertIn(name, errors)


class Lint(CommandTest):
    def warnings(self, text, *others):
        """What is told of a file that compiles: the line of each warning, and its message. Text on standard input asks for no tests."""
        output, errors = self.run_anyhow("check", "-", *others, stdin=text.encode())
        self.assertRegex(output, r"^\d+ rules? compiled(, and \d+ included)?\n$", errors)
        self.assertNotIn("error:", errors)
        return [(int(line), message) for line, message in re.findall(r"^[^ ]+?:(\d+):\d+: warning: (.*)$", errors, re.M)]

    def run_anyhow(self, *arguments, stdin=b""):
        import subprocess
        from command import COMMAND
        done = subprocess.run([COMMAND, *map(str, arguments)], input=stdin, capture_output=True)
        errors = done.stderr.decode("utf-8")
        self.assertEqual(done.returncode, 1 if "warning:" in errors else 0, errors)
        return done.stdout.decode("utf-8"), errors

    def told(self, text, *messages):
        self.assertEqual([message for _, message in self.warnings(text)], list(messages), text)

    def when(self, condition, *messages):
        self.told(CLEAN + RULE + f"  when:    {condition}\n  require: m.active\n", *messages)

    def require(self, condition, *messages):
        self.told(CLEAN + RULE + f"  require: {condition}\n", *messages)

    def test_nothing(self):
        self.told(CLEAN)

    # ---- where a rule is written, and what tests it ----

    def test_no_source(self):
        self.assertEqual(self.warnings(CLEAN.replace('  source:  DOC "2"\n', "")),
                         [(12, "the rule `started` does not say in which document it is written")])

    def test_no_covers(self):
        text = CLEAN.replace('DOC "1"\n', 'DOC "1"\n  covers:  ID-1\n')
        self.told(text, "the rule `started` covers no requirement, though others of this file do")
        self.told(text.replace('DOC "2"\n', 'DOC "2"\n  covers:  ID-2\n'))

    def test_no_test(self):
        path = self.write("some.rules", CLEAN)
        self.write("some.tests", TESTS.replace("  expect: demo:started none\n", ""))
        _, errors = self.run_command("check", path, status=1)
        self.assertIn(f"{path}:12:6: warning: no test names the rule `started`\n", errors)
        self.assertIn("help: write one in `some.tests`", errors)
        self.write("some.tests", TESTS)
        self.run_command("check", path, status=0)
        self.write("some.tests", TESTS + 'test "broken"\n  expect: born\n')
        self.run_command("check", path, status=0)      # what is wrong with tests is not told here

    def test_no_tests_at_all(self):
        path = self.write("untested.rules", CLEAN)
        _, errors = self.run_command("check", path, status=1)
        self.assertEqual(errors.count("warning:"), 1)
        self.assertIn(f"{path}:5:6: warning: no rule of this file is tested: there is no `untested.tests`\n", errors)
        names = self.write("names.rules", 'language 1\nrules names "x"\nparameter p = 1\n')
        self.run_command("check", names, status=0)

    # ---- names ----

    def test_unused(self):
        head = CLEAN.replace("\nrule born", "{}\nrule born")
        for item, what in (("parameter adult = 18", "parameter `adult`"), ("condition grown(m) = age(m.born) >= 18", "condition `grown`"),
                           ("table topics key topic\n  topic | said\n  a | b", "table `topics`")):
            self.told(head.replace("{}", "\n" + item), f"nothing uses the {what}")
        self.told(head.replace("{}", "\nparameter adult = 18\ncondition grown(m) = age(m.born) >= adult"),
                  "nothing uses the parameter `adult`", "nothing uses the condition `grown`")
        self.told(CLEAN.replace("source DOC", 'source OLD: "x"\nsource DOC'), "nothing uses the source `OLD`")
        self.told(CLEAN.replace("  require: m.born", "  let day = m.born\n  require: m.born"), "nothing uses the value `day`")

    def test_used(self):
        used = 'parameter adult = 18\ncondition grown(m) = age(m.born) >= adult\ntable topics key topic\n  topic | said\n  a | b\n'
        self.told(CLEAN.replace("\nrule born", "\n" + used + "\nrule born") + RULE.replace("m in members", "m in members, t in topics") +
                  "  let name = t.said\n  require: grown(m) and name != null\n")
        self.told(CLEAN.replace("\nrule born", "\nparameter years = 18\nrule born").replace("{m.name}", "{m.name} {years}"))
        self.told(CLEAN.replace("\nrule born", "\nparameter term = 3 days\nrule born") +
                  RULE + "  within:  term of m.born\n  require: m.active\n")
        self.told(CLEAN.replace("\nrule born", "\nparameter term = 3 days\nabsent objective.target: start + term\nrule born"))
        # A text and a field of that name mention nothing.
        self.told(CLEAN.replace("\nrule born", "\nparameter born = 18\nrule born2"), "nothing uses the parameter `born`")

    def test_used_by_another_file(self):
        self.folder.joinpath("names").mkdir(exist_ok=True)
        shared = self.write("names/shared.rules", 'language 1\nrules shared "x"\nparameter adult = 18\nparameter other = 1\n')
        user = self.write("names/user.rules", CLEAN.replace("rules demo", "rules user").replace(
            "\nrule born", "include shared\nrule born").replace("m.born != null", "age(m.born) > adult"))
        self.write("names/user.tests", TESTS.replace("demo", "user"))
        self.run_command("check", user, status=0)
        self.run_command("check", user, shared, status=0)

    def test_what_an_override_takes_away_is_used(self):
        self.folder.joinpath("over").mkdir(exist_ok=True)
        state = self.write("over/state.rules", CLEAN.replace("rules demo", "rules state").replace(
            "\nrule born", "parameter adult = 18\nrule born").replace("m.born != null", "age(m.born) > adult"))
        self.write("over/state.tests", TESTS.replace("demo", "state"))
        county = self.write("over/county.rules", 'language 1\nrules county "x"\ninclude state\noverride state:born\n  require: m.active\n')
        self.folder.joinpath("over/county.tests").unlink(missing_ok=True)
        errors = self.run_command("check", county, status=1)[1]
        self.assertIn("county.rules:4:10: warning: no rule of this file is tested: there is no `county.tests`\n", errors)
        tests = 'tests county\n\ntest "one"\n  case: a.json\n  on: 2024-05-01\n  expect: {} met\n'
        self.write("over/county.tests", tests.format("started o1 t1"))
        errors = self.run_command("check", county, status=1)[1]
        self.assertIn("county.rules:4:10: warning: no test names the rule `born`\n", errors)
        self.write("over/county.tests", tests.format("born ann"))
        self.assertEqual(self.run_command("check", state, county, status=0), ("2 rules compiled\n", ""))
        self.assertEqual(self.run_command("check", county, status=0), ("0 rules compiled, and 2 included\n", ""))

    def test_readings(self):
        text = CLEAN.replace("\nrule born", "parameter adult = 18 reading A1{}\nrule born").replace("m.born != null", "age(m.born) > adult")
        told = "the parameter `adult` takes the reading `A1`, and nothing says what that is"
        self.told(text.replace("{}", ""), told)
        self.told(text.replace("{}", "  // lint:"), told)
        self.told(text.replace("{}", "  // on the day of the plan"))
        self.told(text.replace("{}", '\ndefinition A1 "the age on the day of the plan"'))
        self.told(text.replace("parameter", "// On the day of the plan\nparameter").replace("{}", ""))
        self.told(text.replace("parameter", "// Ages\n\nparameter").replace("{}", ""), told)
        self.told(text.replace("{}", "").replace(" reading A1", ""))

    # ---- days ----

    def versions(self, first, second):
        return CLEAN + f"\n{PLAIN}  {first}\n  require: plan != null\n\n{PLAIN}  {second}\n  require: plan = null\n"

    def test_gaps(self):
        told = self.warnings(self.versions("valid: until 2023-12-31", "valid: from 2024-02-01"))
        self.assertEqual(told, [(27, "no version of the rule `plain` is valid from 2024-01-01 to 2024-01-31")])
        self.told(self.versions("valid: until 2023-12-31", "valid: from 2024-01-02"), "no version of the rule `plain` is valid on 2024-01-01")
        self.told(self.versions("valid: until 2023-12-31", "valid: from 2024-01-01"))
        self.told(self.versions("valid: from 2024-01-01", "valid: until 2023-12-31"))

    def test_anchors_that_move(self):
        told = "`{}` counts from `plan`, the plan in force, so each revision of the plan moves it"
        self.require("m.active\n  from:    plan.since", told.format("from"))
        self.require("m.active\n  within:  3 days of plan.since", told.format("within"))
        self.require("m.active\n  by:      plan.ends", told.format("by"))
        self.require("m.active\n  let day = plan.since\n  by:      day", told.format("by"))
        self.told(CLEAN.replace("\nrule born", "\ncondition day = plan.since\nrule born") + RULE + "  by: day\n  require: m.active\n",
                  told.format("by"))
        for steady in ("from:    earliest(plans.since)", "until:   plan.ends", "by:      as of(case.opened, plan.since)"):
            self.require(f"m.active\n  {steady}")

    # ---- rules that never apply ----

    def test_never_applies(self):
        never = "the rule `more` never applies: "
        home, kin = 'm.living = "home"', 'm.living = "kin"'
        self.when("false", never + "what it asks for is `false`")
        self.when(f"{home} and {kin}", never + f"`{home}` and `{kin}` are never both true")
        self.when(f"{home} and m.active and {kin}", never + f"`{home}` and `{kin}` are never both true")
        self.when(f"{home} or {kin}")
        self.when(f'{home} and m.category = "family"')
        text = CLEAN + RULE.replace("in members", 'in members[living = "kin"]') + f"  when:    {home}\n  require: m.active\n"
        self.told(text, never + f'`living = "kin"` and `{home}` are never both true')
        text = CLEAN.replace("\nrule born", f"\ncondition at_home(c) = c.living = \"home\"\nrule born") + RULE
        self.told(text + f"  when:    at_home(m) and {kin}\n  require: m.active\n", never + f"`at_home(m)` and `{kin}` are never both true")
        self.told(text.rstrip("\n") + f", n in members\n  when:    at_home(n) and {kin}\n  require: m.active\n")

    def test_empty_tables(self):
        text = CLEAN.replace("\nrule born", "\ntable topics key topic\n  topic | said{}\nrule born") + RULE.replace("m in members", "m in members, t in topics")
        text += "  require: t.said != null\n"
        self.told(text.replace("{}", ""), "the rule `more` never applies, since the table `topics` has no rows")
        self.told(text.replace("{}", "\n  a | b"))

    def test_retired_before_it_begins(self):
        text = self.versions("valid: from 2024-01-01 until 2024-06-30", "valid: from 2024-07-01")
        self.told(text + "retire plain from 2023-01-01\n", "the rule `plain` is retired before it begins, so it never applies")
        self.told(text + "retire plain from 2024-02-01\n")
        self.told(text + "retire plain\n")

    def test_overrides_of_no_day(self):
        text = CLEAN + f"\n{PLAIN}  valid: from 2024-01-01\n  require: plan != null\n\noverride plain\n  valid: until {{}}\n  require: plan = null\n"
        self.told(text.replace("{}", "2023-12-31"), "this override changes nothing: the rule `plain` is valid on none of its days")
        self.told(text.replace("{}", "2024-01-01"))

    # ---- conditions that are never true ----

    def test_constants(self):
        when = "`when` of the rule `more` is the same whatever the facts are"
        require = "`require` of the rule `more` is the same whatever the facts are"
        for condition in ("true", "not(false)", "not(not(true))"):
            self.when(condition, when)
        for condition in ("true", "false", "not(true)"):
            self.require(condition, require)
        self.when("false", "the rule `more` never applies: what it asks for is `false`")
        self.when("not(m.active)")
        self.require("m.active")
        self.told(CLEAN + RULE + "  // lint: allow constant meant so\n  require: true\n")

    def test_never_true(self):
        for a, b in (('m.living = "home"', 'm.living != "home"'), ("m.living = null", 'm.living = "home"'),
                     ('m.living in ["home", "kin"]', 'm.living in ["foster", "other"]'), ("m.active", "not(m.active)"),
                     ("count(m.roles) > 2", "count(m.roles) < 1"), ("count(m.roles) > 2", "count(m.roles) = 2"),
                     ("2 < count(m.roles)", "count(m.roles) = 1.0"), ("m.born < m.joined", "m.born = m.joined"),
                     ("m.born < m.joined", "m.joined <= m.born"), ('m.born < date("2000-01-01")', 'm.born > date("2001-01-01")'),
                     ('"child" in m.roles', 'not("child" in m.roles)'), ("count(m.roles) between 3 and 5", "count(m.roles) = 6"),
                     ('(m.living = "home" or m.living = "kin")', 'm.living = "foster"'),
                     ("(some r in m.roles satisfies r = null)", "not(some r in m.roles satisfies r = null)"),
                     ('not(m.living in ["home", "kin"])', 'm.living = "kin"'),
                     ('m.born < @"2000-01-01"', 'm.born > @"2001-01-01"'), ('m.born = date("2000-01-01")', 'm.born = @"2000-01-02"')):
            with self.subTest(f"{a} and {b}"):
                shown = a.strip("()") if a.startswith("(") else a
                self.require(f"{a} and {b}", f"`{shown}` and `{b}` are never both true")
        inside = 'm.living = "home" and m.living = "kin"'
        self.require(f"some n in members satisfies n.active and ({inside})", '`m.living = "home"` and `m.living = "kin"` are never both true')
        self.told(CLEAN.replace("\nrule born", f"\ncondition strange(m) = {inside}\nrule born") + RULE + "  require: strange(m) or not(m.active)\n",
                  '`m.living = "home"` and `m.living = "kin"` are never both true')

    def test_perhaps_true(self):
        for condition in ('m.living = "home" and case.id = "kin"', 'm.living != "home" and m.living != "kin"',
                          '"child" in m.roles and "parent" in m.roles', "count(m.roles) >= 2 and count(m.roles) <= 2",
                          "m.born <= m.joined and m.joined <= m.born", 'm.living in ["home", "kin"] and m.living in ["kin", "foster"]',
                          "count(m.roles) > 1 and count(m.tribes) < 1", "m.born = m.joined and m.born >= m.joined",
                          '(m.living = "home" and m.active) or (m.living = "kin" and m.active)', "m.living = null and m.born = null",
                          '(some n in members satisfies n.living = "home") and (some n in members satisfies n.living = "kin")',
                          'm.living = "home" and as of(case.opened, m.living = "kin")', "not(m.active) and m.born != null",
                          "count(m.roles) between 3 and 5 and count(m.roles) = 5", 'm.living != "home" and m.living = null'):
            with self.subTest(condition):
                self.require(condition)

    def test_never_false(self):
        self.require('m.living != "home" or m.living != "kin"', '`m.living != "home"` and `m.living != "kin"` are never both false')
        self.require("m.active or not(m.active)", "`m.active` and `not(m.active)` are never both false")
        self.require('m.living != "home" or m.living = "kin"')

    def test_only_what_is_certain(self):
        """Random conditions on two facts, tried out on all that the facts can be; few at a time, since only so much is listed."""
        rng = random.Random(6)
        self.assertGreater(sum(self.tell_certain(rng) for _ in range(15)), 50)

    def tell_certain(self, rng):
        words, rules, never = ("home", "kin", "foster"), [], {}
        for number in range(40):
            groups = []
            parts = [random_part(rng, words, groups) for _ in range(rng.randint(2, 4))]
            join, both = rng.choice((("and", all), ("or", any)))
            groups.append((join, lambda living, count: both(holds(living, count) for _, holds in parts)))
            fixed = [{holds(living, count) for living in (*words, "other", None) for count in range(6)} == {joined == "or"}
                     for joined, holds in groups]
            rules.append(f"rule r{number}\n  title: \"x\"\n  source: DOC \"1\"\n  for: m in members\n  require: " +
                         f" {join} ".join(text for text, _ in parts) + "\n")
            never[8 + 5 * number] = (any(fixed), rules[-1])
        told = [line for line, message in self.warnings('language 1\nrules x "x"\nsource DOC: "x"\n' + "".join(rules))
                if "are never both" in message]
        for line in told:
            self.assertTrue(never[line][0], never[line][1])
        return len(told)

    def test_what_compiling_tells_is_not_told_again(self):
        self.assertEqual(len(self.warnings(CLEAN + RULE + "  require: m.active and 1 = 2\n")), 1)
        self.assertEqual(len(self.warnings(CLEAN + RULE + "  require: m.active and false\n")), 1)

    # ---- what authors allow ----

    def test_allowed(self):
        text = CLEAN.replace('  source:  DOC "2"\n', "")
        self.told(text.replace("rule started", "// lint: allow no-source\nrule started"))
        self.told(text.replace("rule started\n", "rule started  // lint: allow unused, no-source since it is ours\n"))
        told = "the rule `started` does not say in which document it is written"
        self.told(text.replace("rule started", "// lint: allow no-source\n\nrule started"), told)
        self.told(text.replace("rule started", "// lint: allow no-test\nrule started"), told)
        self.told(text.replace("rule started", "// lint: allow no-sources\nrule started"),
                  "`no-sources` is not the name of a warning that can be allowed", told)


class Formats(CommandTest):
    WRONG = CLEAN.replace("m.born !=", "m.bron !=")
    ODD = CLEAN.replace('  source:  DOC "2"\n', "")

    def check(self, form, text, status):
        path = self.write("a file.rules", text)
        self.write("a file.tests", TESTS)
        output, errors = self.run_command("check", f"--format={form}", path, status=status)
        self.assertEqual(errors, "")
        return path, json.loads(output)

    def test_json(self):
        path, document = self.check("json", self.ODD, 1)
        self.assertEqual(document, {"format": "casework.problems/1", "not_listed": 0, "problems": [
            {"severity": "warning", "code": 1052, "source": path, "line": 12, "column": 6,
             "message": "the rule `started` does not say in which document it is written",
             "help": 'add `source: CODE "place"`, and declare the code above the items'}]})
        path, document = self.check("json", self.WRONG, 2)
        self.assertEqual([(p["severity"], p["line"]) for p in document["problems"]], [("error", 10)])
        _, document = self.check("json", CLEAN, 0)
        self.assertEqual(document["problems"], [])

    def test_sarif(self):
        for text, status, level, line in ((self.ODD, 1, "warning", 12), (self.WRONG, 2, "error", 10)):
            _, document = self.check("sarif", text, status)
            self.assertEqual(document["version"], "2.1.0")
            self.assertEqual(document["$schema"], "https://json.schemastore.org/sarif-2.1.0.json")
            if jsonschema:
                jsonschema.validate(document, SARIF)
            (run,) = document["runs"]
            self.assertEqual(set(run), {"tool", "columnKind", "results"})
            self.assertEqual(run["tool"]["driver"]["name"], "casework")
            self.assertEqual(run["columnKind"], "unicodeCodePoints")
            (result,) = run["results"]
            self.assertRegex(result["ruleId"], r"^CW\d{4}$")
            self.assertEqual(result["level"], level)
            self.assertTrue(result["message"]["text"])
            (location,) = result["locations"]
            self.assertTrue(location["physicalLocation"]["artifactLocation"]["uri"].endswith("/a%20file.rules"))
            self.assertEqual(location["physicalLocation"]["region"]["startLine"], line)
            self.assertGreater(location["physicalLocation"]["region"]["startColumn"], 0)
        _, document = self.check("sarif", CLEAN, 0)
        self.assertEqual(document["runs"][0]["results"], [])
        if jsonschema:
            jsonschema.validate(document, SARIF)

    def test_text(self):
        path = self.write("text.rules", self.ODD)
        self.write("text.tests", TESTS)
        output, errors = self.run_command("check", "--format=text", path, status=1)
        self.assertEqual(output, "2 rules compiled\n")
        self.assertIn(f"{path}:12:6: warning: the rule `started`", errors)

    def test_a_missing_file(self):
        for form in ("json", "sarif"):
            output, errors = self.run_command("check", "--format", form, self.folder / "missing.rules", status=2)
            json.loads(output)
            self.assertIn("missing.rules: error: cannot be opened: ", errors)

    def test_other_formats(self):
        _, errors = self.run_command("check", "--format", "xml", self.rules, status=2)
        self.assertEqual(errors, "casework: `--format` takes text, json or sarif, not `xml`\n")


if __name__ == "__main__":
    tap.main()

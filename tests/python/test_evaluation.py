# SPDX-License-Identifier: MIT
"""Rules tested by themselves from Python, reports and findings, and batches of documents."""
import datetime
import decimal
import io
import json
import unittest
import unittest.mock

import binding
import casework

import tap

try:
    import jsonschema
except ImportError:
    jsonschema = None

date = datetime.date


class RulesByThemselves(unittest.TestCase):
    """What a rule author who knows Python writes: a rule, a case in a few lines, and what must come of it."""
    RULE = """language 1
rules visits "Visits"

rule first-visit
  title:   "{m.name} was visited in the first week"
  for:     m in members
  when:    "child" in m.roles
  require: some c in contacts satisfies c.mode = "face_to_face" and m in c.with
  by:      case.opened + @"P7D"
  remedy:  "Visit {m.name} by {due}."
"""

    @classmethod
    def setUpClass(cls):
        cls.rules = casework.Rules.from_text(cls.RULE)

    def setUp(self):
        self.case = casework.Case("c1", date(2024, 3, 1), types=["in_home_cps"])
        self.leo = self.case.members.add("leo", name="Leo", roles=["child"], joined=date(2024, 3, 1))

    def finding(self, as_of):
        report = casework.Evaluator().run(self.rules, self.case.copy().freeze(), as_of)
        self.assertEqual(len(report), 1)
        return report[0]

    def visit(self, day):
        self.case.record.add("contact", day, mode="face_to_face", with_=[self.leo])

    def test_before_on_and_after_the_day(self):
        self.assertEqual(self.finding(date(2024, 3, 8)).status, "pending")
        finding = self.finding(date(2024, 3, 9))
        self.assertEqual((finding.status, finding.due, finding.is_violation), ("overdue", date(2024, 3, 8), True))
        self.assertEqual(finding.remedy(), "Visit leo by 2024-03-08.")
        self.assertEqual(finding.remedy(names=True), "Visit Leo by 2024-03-08.")

    def test_in_time_and_late(self):
        self.visit(date(2024, 3, 8))
        self.assertEqual(self.finding(date(2024, 4, 1)).status, "met")
        self.case.record[0].date = date(2024, 3, 9)
        self.assertEqual(self.finding(date(2024, 4, 1)).status, "late")

    def test_what_is_not_known(self):
        self.case.record.add("contact", date(2024, 3, 2), with_=[self.leo])
        finding = self.finding(date(2024, 4, 1))
        self.assertEqual((finding.status, finding.best, finding.worst), ("unknown", "met", "overdue"))
        self.assertEqual([(one.kind, one.fact, one.message) for one in finding.reasons],
                         [("missing", "record/0.mode", None)])
        self.assertFalse(finding.has_more_reasons)

    def test_no_child_no_duty(self):
        self.leo.roles = ["sibling"]
        self.assertEqual(self.finding(date(2024, 4, 1)).status, "not_applicable")


class RuleTests(unittest.TestCase):
    """A test file from memory: the child is visited on the seventh day, which is in time, and on the eighth, which is late."""
    CASE = json.dumps({"format": "casework.case/1", "id": "c1", "types": ["in_home_cps"], "opened": "2025-01-01",
                       "current_to": "2025-12-31", "members": [{"id": "mia", "name": "Mia", "roles": ["child"]}]})
    TESTS = """tests visits

test "in time"
  case:   family.json
  on:     2025-01-20
  add:    record {"kind": "contact", "date": "2025-01-08", "mode": "face_to_face", "with": ["mia"]}
  expect: first-visit mia met

test "late"
  case:   family.json
  on:     2025-01-20
  add:    record {"kind": "contact", "date": "2025-01-09", "mode": "face_to_face", "with": ["mia"]}
  expect: first-visit mia met
"""

    def run_tests(self, text=TESTS, rules=None, **options):
        rules = rules or casework.Rules.from_text(RulesByThemselves.RULE)
        return casework.run_rule_tests(text, {"family.json": self.CASE}, rules, **options)

    def test_what_passes_and_what_fails(self):
        tests = self.run_tests()
        self.assertEqual([tuple(one) for one in tests], [
            ("in time", 3, True, ""),
            ("late", 9, False, "line 13: expected first-visit mia met\nfound first-visit mia late due 2025-01-08\n")])
        self.assertFalse(tests.passed)
        self.assertEqual(tests.failed, [tests[1]])
        self.assertEqual(str(tests), "late (line 9)\nline 13: expected first-visit mia met\nfound first-visit mia late due 2025-01-08\n")
        self.assertTrue(self.run_tests(filter="in time").passed)
        self.assertFalse(self.run_tests(filter="nobody").passed)
        self.assertIn("m in c.with", self.run_tests(explain=True)[1].details)

    def test_what_is_wrong_is_told_with_its_place(self):
        tests = self.run_tests(self.TESTS.replace("first-visit mia met", "first-visit mia late").replace("first-visit", "first-vist", 1),
                               name="my.tests")
        self.assertEqual([one.passed for one in tests], [False, True])
        self.assertFalse(tests.passed)
        self.assertEqual([(one.source, one.line, one.help) for one in tests.diagnostics],
                         [("my.tests", 7, "did you mean `first-visit`?")])

    def test_packs_and_holidays(self):
        text = 'tests us-ky\n\ntest "one"\n  case: family.json\n  on: 2025-01-20\n  expect: no-such-rule none\n'
        tests = casework.run_rule_tests(text, {"family.json": self.CASE}, holidays=[date(2025, 1, 1)])
        self.assertIn("no-such-rule", str(tests.diagnostics))
        with self.assertRaises(TypeError):
            casework.run_rule_tests(text, {}, "us-ky")
        with self.assertRaises(casework.LimitError):
            context = casework.Context(document_bytes=10)
            casework.run_rule_tests(text, {}, context=context)


class Compiling(unittest.TestCase):
    def test_every_error_with_its_place(self):
        text = binding.RULES.replace("plan.objectives", "plan.objectivs").replace("m.born", "m.bron")
        with self.assertRaises(casework.InputError) as raised:
            casework.Rules.from_text(text, "my.rules")
        places = [(one.source, one.line) for one in raised.exception.diagnostics]
        self.assertEqual(places, [("my.rules", 6), ("my.rules", 14)])
        self.assertIn("objectives", raised.exception.diagnostics[0].help)
        self.assertIn("my.rules:6:", str(raised.exception))
        self.assertIn("^", str(raised.exception))

    def test_names(self):
        rules = casework.Rules.from_text(binding.RULES)
        self.assertEqual(list(rules), ["demo:task-start", "demo:adults-born"])
        self.assertEqual((len(rules), rules[-1], rules[:1]), (2, "demo:adults-born", ["demo:task-start"]))
        self.assertIn("demo:task-start", rules)
        self.assertEqual((rules.find("task-start"), rules.find("nothing")), ("demo:task-start", None))
        with self.assertRaises(IndexError):
            rules[2]

    def test_packs(self):
        self.assertIn("us-ky", casework.packs())
        changed = casework.Rules.from_pack("us-ky", parameters={"us-ky:most_primary": 3})
        self.assertEqual(len(changed), len(casework.Rules.from_pack("us-ky")))
        with self.assertRaises(casework.InputError) as caught:
            casework.Rules.from_pack("us-ky", parameters={"most_primry": 3})
        self.assertIn("did you mean `most_primary`?", repr(caught.exception))
        self.assertIn("declares the parameter `most_primry`", repr(caught.exception.diagnostics))
        rules = casework.Rules.from_pack("us-ky")
        self.assertTrue(all(name.startswith("us-ky:") for name in rules))
        both = casework.Rules({"demo": binding.RULES}, packs=["us-ky"])
        self.assertEqual(len(both), len(rules) + 2)
        with self.assertRaisesRegex(casework.NotFoundError, "us-ky"):
            casework.Rules.from_pack("us-kz")
        with self.assertRaises(casework.StateError):
            casework.Rules()

    def test_parameters(self):
        text = """language 1
rules p "P"

parameter most: number = 2 in [1..5]
parameter from_day: date = @"2024-01-01"
parameter strict: boolean = true

rule few
  title:   "Few members"
  require: count(members) <= most and case.opened >= from_day and strict
"""
        case = casework.Case.read(binding.document())

        def finding(**parameters):
            rules = casework.Rules.from_text(text, parameters={f"p:{name}": value for name, value in parameters.items()})
            return casework.Evaluator().run(rules, case, binding.DAY)[0]

        plain = finding()
        self.assertEqual((plain.status, {one.declared for one in plain.parameters}), ("met", {None}))
        for given in ({"most": 1}, {"most": "1"}, {"most": decimal.Decimal("1")}, {"from_day": date(2024, 2, 1)},
                      {"strict": False}):
            changed = finding(**given)
            self.assertEqual(changed.status, "unmet", given)
            self.assertEqual([one.name for one in changed.parameters if one.declared], [f"p:{name}" for name in given])
        for wrong in ({"most": 9}, {"most": "many"}, {"least": 1}):
            with self.assertRaises(casework.InputError):
                finding(**wrong)
        with self.assertRaises(TypeError):
            finding(most=[1])
        with self.assertRaises(TypeError):
            finding(from_day=datetime.datetime(2024, 1, 1))
        self.assertEqual(casework.Rules.from_text(text).files, [("p", None)])

    def test_includes(self):
        main = 'language 1\nrules main "Main"\ninclude demo\n'
        asked = []

        def resolve(name, source):
            asked.append((name, source))
            return ("found.rules", binding.RULES)

        rules = casework.Rules.from_text(main, "main.rules", resolve=resolve)
        self.assertEqual((asked, len(rules)), ([("demo", "main.rules")], 2))
        self.assertEqual(len(casework.Rules({"a": main, "b": binding.RULES})), 2)
        for given in (None, lambda name, source: None):
            with self.assertRaises(casework.InputError):
                casework.Rules.from_text(main, resolve=given)

    def test_an_include_that_never_ends_is_asked_for_once(self):
        asked = []

        def resolve(name, source):
            asked.append(name)
            return f'language 1\nrules other{len(asked)} "Other"\n'

        with self.assertRaises(casework.InputError):
            casework.Rules.from_text('language 1\nrules main "Main"\ninclude demo\n', resolve=resolve)
        self.assertEqual(asked, ["demo"])

    def test_what_the_callers_function_raises_is_raised(self):
        def resolve(name, source):
            raise KeyError(name)

        with self.assertRaises(KeyError):
            casework.Rules.from_text('language 1\nrules main "Main"\ninclude demo\n', resolve=resolve)


class Reports(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.rules = casework.Rules.from_text(binding.RULES)
        text = json.loads(binding.document())
        del text["plans"][0]["objectives"][0]["tasks"][0]["start"]
        cls.case = casework.Case.read(json.dumps(text))
        cls.report = casework.Evaluator().run(cls.rules, cls.case, binding.DAY)

    def test_it_is_a_sequence_of_findings(self):
        self.assertEqual([one.rule for one in self.report],
                         ["demo:task-start", "demo:adults-born", "demo:adults-born"])
        self.assertEqual([one.status for one in self.report], ["unmet", "met", "not_applicable"])
        self.assertEqual((self.report[-1].status, len(self.report[:2])), ("not_applicable", 2))
        self.assertEqual([self.report.count_of(one) for one in ("met", "unmet", "waived")], [1, 1, 0])
        self.assertEqual(([one.rule for one in self.report.violations], self.report.violation_count),
                         (["demo:task-start"], 1))
        with self.assertRaises(IndexError):
            self.report[3]

    def test_what_it_was_made_from(self):
        self.assertIs(self.report.case, self.case)
        self.assertIs(self.report.rules, self.rules)
        self.assertEqual((self.report.as_of, self.report.known_at), (binding.DAY, None))
        self.assertRegex(self.report.digest("case"), r"^[0-9a-f]{64}$")
        self.assertNotEqual(self.report.digest("rules"), self.report.digest("parameters"))
        self.assertEqual(self.report.assumptions, [])

    def test_its_forms(self):
        self.assertTrue(self.report.write().startswith("Case c1 as of 2024-05-01\n"))
        parsed = json.loads(self.report.write("json"))
        self.assertEqual(parsed, json.loads(self.report.write("json_line")))
        self.assertEqual(self.report.write("json_line").count("\n"), 1)
        self.assertNotIn("Ann Example", self.report.write("json", all=True))
        self.assertIn("Ann Example", self.report.write("json", all=True, names=True))
        self.assertLess(len(parsed["findings"]), len(json.loads(self.report.write("json", all=True))["findings"]))

    def test_a_finding(self):
        finding = self.report[0]
        self.assertEqual((finding.title(), finding.remedy()),
                         ("Task t1 says when it starts", "Write down when task t1 starts."))
        self.assertEqual((finding.best, finding.worst, finding.force, finding.due), ("unmet", "unmet", "required", None))
        self.assertEqual((finding.missed, finding.perhaps_missed, finding.first_missed), (0, 0, None))
        self.assertEqual([(one.variable, one.kind, one.id) for one in finding.subjects],
                         [("o", "objective", "o1"), ("t", "task", "t1")])
        self.assertEqual(finding.subjects[1].record, self.case.find("t1"))
        self.assertEqual((finding.reasons, finding.sources, finding.covers, finding.parameters), ([], [], [], []))
        self.assertIn("documented(t.start) -> false", finding.explain())
        self.assertEqual(json.loads(finding.explain("json"))["rule"], "demo:task-start")
        self.assertEqual(repr(finding), "<Finding demo:task-start: unmet>")

    def test_what_stands_in_the_rule(self):
        case = casework.Case("c1", date(2024, 1, 2), types=["in_home_cps"]).freeze()
        report = casework.Evaluator().run(casework.Rules.from_pack("us-ky"), case, date(2024, 3, 1))
        by_rule = {one.rule: one for one in report}
        finding = by_rule["us-ky:plan-in-force"]
        self.assertIn("KYTIP-01", finding.covers)
        self.assertIn("KYTIP", [one.code for one in finding.sources])
        self.assertTrue(any(one.parameters for one in report))
        self.assertIs(finding.subjects[0].record if finding.subjects else case, case)

    def test_known_at_and_holidays(self):
        rules = casework.Rules.from_text("""language 1
rules d "D"

rule note
  title:   "There is a note"
  require: count(notes) > 0
""")
        case = casework.Case("c1", date(2024, 1, 2), types=["in_home_cps"])
        case.record.add("note", date(2024, 1, 10), recorded=date(2024, 2, 1))
        case.freeze()

        def status(**options):
            report = casework.Evaluator(**options).run(rules, case, date(2024, 3, 1))
            return report[0].status, report.known_at
        self.assertEqual(status(), ("met", None))
        self.assertEqual(status(known_at=date(2024, 1, 31)), ("unmet", date(2024, 1, 31)))
        self.assertEqual(status(known_at=date(2024, 2, 1))[0], "met")
        days = [date(2024, 1, 1), date(2024, 12, 25)]
        with_days = casework.Evaluator(holidays=iter(days)).run(rules, case, date(2024, 3, 1))
        without = casework.Evaluator().run(rules, case, date(2024, 3, 1))
        self.assertNotEqual(with_days.digest("holidays"), without.digest("holidays"))

    def test_one_evaluator_fills_one_report_again_and_again(self):
        evaluator, report = casework.Evaluator(), casework.Report()
        for day in range(1, 29):
            filled = evaluator.run(self.rules, self.case, date(2024, 5, day), report=report)
            self.assertIs(filled, report)
            self.assertEqual((report.as_of.day, len(report)), (day, 3))

    def test_limits_of_the_context(self):
        context = casework.Context(findings=1)
        with self.assertRaises(casework.LimitError):
            casework.Evaluator(context=context).run(self.rules, self.case, binding.DAY)

    def test_from_text_to_text(self):
        text = casework.Evaluator().audit_text(self.rules, binding.document(), binding.DAY)
        self.assertEqual(json.loads(text)["case"], "c1")
        self.assertTrue(casework.Evaluator().audit_text(self.rules, binding.document(), binding.DAY, "text")
                        .startswith("Case c1 as of 2024-05-01\n"))
        with self.assertRaises(casework.InputError) as raised:
            casework.Evaluator().audit_text(self.rules, "{}", binding.DAY)
        self.assertGreater(len(raised.exception.diagnostics), 0)


class Instruments(unittest.TestCase):
    RULES = """language 1
rules demo "A demonstration"

rule goals
  title:      "Goals are clear"
  instrument: demo.review "Goals"
  require:    score("goals") >= 2

rule team
  title:      "There is a team"
  instrument: demo.review "Teaming"
  require:    rating("team") = "met"
"""

    def test_tallies(self):
        rows = [{"kind": "review", "date": "2024-03-01", "instrument": "demo.review",
                 "ratings": [{"item": "goals", "score": 2.5}]}]
        report = casework.Evaluator().run(casework.Rules.from_text(self.RULES),
                                          casework.Case.read(binding.document(record=rows)), binding.DAY)
        found, = report.instruments
        self.assertEqual((found.name, found.reviewed, found.scored, found.score),
                         ("demo.review", datetime.date(2024, 3, 1), 1, decimal.Decimal("2.5")))
        self.assertEqual({word: count for word, count in found.counts.items() if count}, {"met": 1, "unknown": 1})
        self.assertEqual([(one.rule, one.activity, one.status) for one in found.open], [("demo:team", "Teaming", "unknown")])
        written = json.loads(report.write("json"))["instruments"][0]
        self.assertEqual((written["met"], written["not_rated"], written["score"]), (1, 1, "2.5"))

    def test_none(self):
        report = casework.Evaluator().run(casework.Rules.from_text(binding.RULES), casework.Case.read(binding.document()),
                                          binding.DAY)
        self.assertEqual(report.instruments, [])


class Formats(unittest.TestCase):
    """What is written, against the JSON Schemas that the library gives, by a validator of somebody else's."""

    def validator(self, name):
        schema = json.loads(casework.schema.of_format(name))
        self.assertEqual(schema["title"], name)
        if jsonschema is None:
            self.skipTest("python3-jsonschema is not installed")
        jsonschema.Draft202012Validator.check_schema(schema)
        return jsonschema.Draft202012Validator(schema)

    def check(self, validator, text):
        self.assertEqual([f"{list(one.absolute_path)}: {one.message}" for one in validator.iter_errors(json.loads(text))], [])

    def test_explanations(self):
        validator = self.validator("casework.explanation/1")
        packs = casework.Rules.from_pack(*casework.packs())
        examples = sorted((binding.ROOT / "examples/cases").glob("*.json"))
        self.assertGreater(len(examples), 0)
        for path in examples[:2]:
            case = casework.Case.read(path.read_bytes())
            for finding in list(casework.Evaluator().run(packs, case, datetime.date(2025, 3, 1)))[::7]:
                self.check(validator, finding.explain("json"))
        for wrong in ("format", "clauses", "status"):
            broken = json.loads(finding.explain("json_line"))
            del broken[wrong]
            self.assertFalse(validator.is_valid(broken))

    def test_problems(self):
        validator = self.validator("casework.problem/1")
        told = []
        take, wrong = casework._batch.take_text, ["{", "", binding.document(types=["othr"]), binding.document(members=7)]
        with unittest.mock.patch.object(casework._batch, "take_text", lambda out: told.append(take(out)) or told[-1]):
            for context in (None, casework.Context(findings=1), casework.Context(diagnostics=1)):
                evaluator = casework.Evaluator(context=context)
                list(evaluator.audit(casework.Rules.from_text(binding.RULES), wrong + [binding.document()], binding.DAY))
        lines = [line for text in told for line in text.split("\n") if line.startswith('{"format":"casework.problem/1"')]
        self.assertEqual(len(lines), 3 * len(wrong) + 1)
        for line in lines:
            self.check(validator, line)
        for key in json.loads(lines[0]):
            broken = json.loads(lines[0])
            del broken[key]
            self.assertEqual(validator.is_valid(broken), False, key)

    def test_reports_with_warnings(self):
        found, = casework.Evaluator().audit(casework.Rules.from_text(binding.RULES), [binding.document(unheard_of=1)], binding.DAY)
        self.assertIn('"warnings":[{', found.report)
        self.check(self.validator("casework.report/1"), found.report)

    def test_another_format_has_none(self):
        with self.assertRaises(casework.NotFoundError):
            casework.schema.of_format("casework.case/2")


class Batches(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.rules = casework.Rules.from_text(binding.RULES)

    def outcomes(self, documents, **options):
        return list(casework.Evaluator().audit(self.rules, documents, binding.DAY, **options))

    def test_reports_equal_those_of_single_calls(self):
        documents = [binding.document(f"c{n}") for n in range(50)]
        single = [casework.Evaluator().audit_text(self.rules, one, binding.DAY) for one in documents]
        for batch in (1, 7, 50, 1000):
            found = self.outcomes(iter(documents), batch=batch)
            self.assertEqual([one.position for one in found], list(range(50)))
            self.assertEqual([one.report for one in found], single)

    def test_bad_documents_stop_nothing(self):
        good = binding.document()
        documents = [good, "{", "", " \n ", good.encode(), good + good, "[]", '"', '{"format": "casework.case/1"}', good,
                     b"\xff", '{"a": [', good, '{"a": [,', "\n" + good.replace(', "opened"', ',\n\n "opened"'),
                     '{"members": [{"id": "x"', good, "}", good, "\ufeff" + good]
        bad = [1, 2, 3, 5, 6, 7, 8, 10, 11, 13, 15, 17]
        for batch in (1, 3, 100):
            found = self.outcomes(documents, batch=batch)
            self.assertEqual([one.position for one in found], list(range(len(documents))))
            self.assertEqual([one.position for one in found if one.error], bad)
            for one in found:
                self.assertEqual(one.report is None, one.error is not None)
                if one.report:
                    self.assertEqual(json.loads(one.report)["case"], "c1")
                else:
                    self.assertIsInstance(one.error, casework.InputError)
                    self.assertGreater(len(one.error.diagnostics), 0)

    def test_one_document_cannot_swallow_another(self):
        first = '{"format": "casework.case/1", "id": "x", "types": [], "opened": "2024-01-02", "members": ['
        last = "]}"
        found = self.outcomes([first, binding.document(), last])
        self.assertEqual([one.error is None for one in found], [False, True, False])
        for cut in ("{", "{\"a\": [", "{\"a\": [1,", "{\"a\":", "", "{}{}", binding.document() + binding.document()):
            found = self.outcomes([cut, binding.document("c2"), cut, binding.document("c3")])
            self.assertEqual([one.error is None for one in found], [False, True, False, True], cut)
            self.assertEqual([json.loads(one.report)["case"] for one in found if one.report], ["c2", "c3"])

    def test_warnings_about_good_documents(self):
        plain, odd = self.outcomes([binding.document(), binding.document(unheard_of=1)])
        self.assertEqual((len(plain.diagnostics), plain.error, odd.error), (0, None, None))
        expected = casework.Case.read(binding.document(unheard_of=1)).diagnostics
        self.assertEqual((list(odd.diagnostics), str(odd.diagnostics)), (list(expected), str(expected)))
        self.assertEqual([one.severity for one in expected], ["warning"])
        bad, = self.outcomes(["{"])
        self.assertIs(bad.diagnostics, bad.error.diagnostics)

    def test_an_error_reads_as_that_of_a_single_call(self):
        for wrong in ("{", binding.document(types=["othr"]), binding.document(opened="2024-02-31", unheard_of=2)):
            with self.assertRaises(casework.InputError) as raised:
                casework.Case.read(wrong)
            found, = self.outcomes([wrong])
            self.assertEqual((type(found.error), str(found.error)), (type(raised.exception), str(raised.exception)))
            self.assertEqual(list(found.diagnostics), list(raised.exception.diagnostics))

    def test_diagnostics_have_the_lines_of_their_own_document(self):
        wrong = "\n\n" + binding.document("c2").replace('"opened": "2024-01-02"', '\n"opened": "2024-02-31"')
        with self.assertRaises(casework.InputError) as raised:
            casework.Case.read(wrong)
        alone = raised.exception.diagnostics[0]
        for documents in ([wrong], [binding.document()] * 5 + [wrong]):
            found = self.outcomes(documents)[-1].error
            self.assertEqual(list(found.diagnostics), [alone])
            self.assertEqual(alone.line, 4)
            self.assertTrue(str(found).startswith(f"4:{alone.column}: error: {alone.message}"), str(found))

    def test_limits(self):
        context = casework.Context(findings=1)
        found = list(casework.Evaluator(context=context).audit(self.rules, [binding.document()] * 3, binding.DAY))
        self.assertTrue(all(isinstance(one.error, casework.LimitError) for one in found))

    def test_names_and_all(self):
        for options in ({}, {"names": True}, {"all": True}, {"names": True, "all": True}):
            expected = casework.Evaluator().audit_text(self.rules, binding.document(), binding.DAY, **options)
            self.assertEqual([one.report for one in self.outcomes([binding.document()], **options)], [expected])

    def test_no_more_is_taken_than_is_asked_for(self):
        taken = []

        def documents():
            for number in range(100):
                taken.append(number)
                yield binding.document(f"c{number}")

        outcomes = casework.Evaluator().audit(self.rules, documents(), binding.DAY, batch=10)
        self.assertEqual(taken, [])
        next(outcomes)
        self.assertEqual(len(taken), 10)

    def test_characters_that_python_takes_for_line_ends(self):
        odd = binding.document("c\u2028d\x85ef")
        found = self.outcomes([odd] * 3, all=True)
        self.assertEqual([one.error for one in found], [None] * 3)
        self.assertEqual({json.loads(one.report)["case"] for one in found}, {"c\u2028d\x85ef"})

    def test_what_the_documents_raise_is_raised(self):
        def documents():
            yield binding.document()
            raise KeyError("gone")

        with self.assertRaises(KeyError):
            self.outcomes(documents())
        with self.assertRaises(TypeError):
            self.outcomes([5])


class Streams(unittest.TestCase):
    def test_from_a_file_and_from_pieces(self):
        text = "".join(binding.document(f"c{n}") + "\n" for n in range(20)).encode()
        for stream in (io.BytesIO(text), [text], [text[n:n + 7] for n in range(0, len(text), 7)]):
            found = list(casework.read_cases(stream))
            self.assertEqual([(one.line, one.case.id) for one in found], [(n + 1, f"c{n}") for n in range(20)])
            self.assertTrue(all(one.case.frozen for one in found))

    def test_bad_documents_and_warnings(self):
        lines = [binding.document("a"), binding.document("b", opened="2024-02-31"), "{ oops",
                 binding.document("c", unheard_of=1)]
        found = list(casework.read_cases(io.BytesIO("\n".join(lines).encode()), source="all.jsonl"))
        self.assertEqual([one.case and one.case.id for one in found], ["a", None, None, "c"])
        self.assertEqual([one.line for one in found], [1, 2, 3, 4])
        self.assertEqual([type(one.error).__name__ for one in found], ["NoneType", "InputError", "InputError", "NoneType"])
        self.assertTrue(str(found[1].error).startswith("all.jsonl:2:"))
        self.assertEqual([one.severity for one in found[3].diagnostics], ["warning"])

    def test_words_that_are_not_known(self):
        text = binding.document(types=["a_new_type"]).encode()
        self.assertIsNone(next(casework.read_cases([text])).case)
        self.assertIsNotNone(next(casework.read_cases([text], keep_words=True)).case)

    def test_nothing(self):
        self.assertEqual(list(casework.read_cases([])), [])
        self.assertEqual(list(casework.read_cases(io.BytesIO(b" \n"))), [])


if __name__ == "__main__":
    tap.main()

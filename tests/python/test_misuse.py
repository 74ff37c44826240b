# SPDX-License-Identifier: MIT
"""What is wrong in the caller's hands: told at once, changing nothing, and never a crash."""
import copy
import datetime
import decimal
import pickle
import unittest

import binding
import casework

import tap

date = datetime.date


def pieces():
    """One of everything that can be closed, and what was handed out."""
    rules = casework.Rules.from_text(binding.RULES)
    case = casework.Case.read(binding.document(), editable=True)
    member = case.members[0]
    frozen = casework.Case.read(binding.document())
    evaluator = casework.Evaluator()
    report = evaluator.run(rules, frozen, binding.DAY)
    return rules, case, member, frozen, evaluator, report


class Closed(unittest.TestCase):
    def setUp(self):
        self.rules, self.case, self.member, self.frozen, self.evaluator, self.report = pieces()

    def refused(self, noun, *uses):
        for use in uses:
            with self.assertRaisesRegex(casework.ClosedError, f"the {noun} is closed"):
                use()

    def test_a_case_and_its_records(self):
        roles, task = self.member.roles, self.case.find("t1")
        self.case.close()
        self.case.close()
        self.assertTrue(self.case.is_closed)
        self.refused("case", lambda: self.case.id, lambda: self.case.members, lambda: self.case.write(),
                     lambda: self.case.freeze(), lambda: self.case.copy(), lambda: self.case.frozen,
                     lambda: self.case.find("ann"), lambda: self.case.__enter__(), lambda: self.member.name,
                     lambda: setattr(self.member, "name", "x"), lambda: list(roles), lambda: roles.append("child"),
                     lambda: self.member.remove(), lambda: task.owner, lambda: task.state("due"), lambda: len(roles),
                     lambda: self.evaluator.run(self.rules, self.case, binding.DAY))
        self.assertIn("closed", repr(self.member))
        self.assertIn("closed", repr(self.case))

    def test_a_report_and_its_findings(self):
        finding = self.report[0]
        self.report.close()
        self.refused("report", lambda: len(self.report), lambda: self.report[0], lambda: self.report.write(),
                     lambda: finding.rule, lambda: finding.explain(), lambda: finding.subjects,
                     lambda: self.report.as_of, lambda: self.report.digest("case"),
                     lambda: self.evaluator.run(self.rules, self.frozen, binding.DAY, report=self.report))
        self.assertIsNone(self.report.case)
        self.assertEqual((repr(self.report), repr(finding)), ("<Report (closed)>", "<Finding (ended)>"))

    def test_findings_end_when_their_report_is_filled_again(self):
        finding = self.report[0]
        self.evaluator.run(self.rules, self.frozen, binding.DAY, report=self.report)
        with self.assertRaisesRegex(casework.ClosedError, "filled again"):
            finding.status
        self.assertEqual(self.report[0].status, "met")

    def test_a_failed_run_leaves_an_empty_report(self):
        finding = self.report[0]
        with self.assertRaises(casework.NotFrozenError):
            self.evaluator.run(self.rules, self.case, binding.DAY, report=self.report)
        self.assertEqual((len(self.report), self.report.case), (0, None))
        with self.assertRaises(casework.ClosedError):
            finding.rule
        with self.assertRaises(casework.CaseworkError):
            self.report.write()

    def test_rules_evaluators_and_contexts(self):
        context = casework.Context()
        for one in (self.rules, self.evaluator, context):
            one.close()
        self.refused("rule set", lambda: len(self.rules), lambda: self.rules.find("x"),
                     lambda: casework.Evaluator().run(self.rules, self.frozen, binding.DAY))
        self.refused("evaluator", lambda: self.evaluator.run(self.rules, self.frozen, binding.DAY),
                     lambda: self.evaluator.audit(self.rules, [], binding.DAY),
                     lambda: self.evaluator.audit_text(self.rules, "{}", binding.DAY))
        self.refused("context", lambda: context.limits, lambda: casework.Case("c", binding.DAY, context=context))

    def test_parents_may_close_before_children_that_do_not_need_them(self):
        record = self.report[1].subjects[0].record
        self.rules.close()
        self.evaluator.close()
        self.assertIn("Case c1", self.report.write())
        self.assertEqual(record.id, "ann")
        self.frozen.close()
        self.assertIn("Case c1", self.report.write())
        self.refused("case", lambda: record.id, lambda: self.report[1].subjects[0].record.id)

    def test_records_keep_their_case(self):
        member = casework.Case.read(binding.document()).members[0]
        roles = casework.Case.read(binding.document()).members[0].roles
        finding = casework.Evaluator().run(self.rules, casework.Case.read(binding.document()), binding.DAY)[1]
        self.assertEqual((member.name, list(roles), finding.subjects[0].record.name),
                         ("Ann Example", ["biological_parent"], "Ann Example"))

    def test_closed_by_with(self):
        with casework.Case("c", binding.DAY) as case, casework.Evaluator() as evaluator:
            self.assertFalse(case.is_closed)
        self.assertTrue(case.is_closed and evaluator.is_closed)

    def test_closed_within_an_iteration(self):
        with self.assertRaises(casework.ClosedError):
            for _ in self.case.members:
                self.case.close()

    def test_nothing_can_be_pickled_or_copied(self):
        for one in (*pieces(), self.report[0], casework.Context()):
            for act in (pickle.dumps, copy.copy, copy.deepcopy):
                if isinstance(one, casework.Finding):
                    continue
                with self.assertRaisesRegex(TypeError, "cannot be pickled or copied"):
                    act(one)
        with self.assertRaises(TypeError):
            pickle.dumps(self.report[0])


class WrongValues(unittest.TestCase):
    def setUp(self):
        self.case = casework.Case("c1", date(2024, 1, 2), types=["in_home_cps"])
        self.member = self.case.members.add("ann", name="Ann", born=date(1990, 5, 1))

    def test_types(self):
        plan = self.case.plans.add("p1")
        rating = self.case.record.add("review", date(2024, 3, 1)).ratings.add(item="1")
        for record, name, values in (
                (self.member, "name", (5, b"Ann", ["Ann"], date(2024, 1, 1))),
                (self.member, "born", ("1990-05-01", 7, datetime.datetime(1990, 5, 1))),
                (self.member, "living", (1, True)),
                (self.member, "indian_child", (1, 0, "yes")),
                (self.member, "custodian", (5, ["ann"])),
                (rating, "score", ("3", 3.5, True, date(2024, 1, 1))),
                (plan, "participants", (["ann", 5], [None], 7))):
            for value in values:
                with self.subTest(name, value=value):
                    with self.assertRaises(TypeError):
                        setattr(record, name, value)

    def test_values(self):
        rating = self.case.record.add("review", date(2024, 3, 1)).ratings.add(item="1")
        for record, name, values in (
                (self.member, "living", ("hom", "", "HOME", "home ")),
                (self.member, "id", ("",)),
                (rating, "score", (decimal.Decimal("NaN"), decimal.Decimal("Infinity"), 10 ** 40 + 1,
                                   decimal.Decimal("1." + "1" * 40)))):
            for value in values:
                with self.subTest(name, value=value):
                    with self.assertRaises(casework.CaseworkError):
                        setattr(record, name, value)
        with self.assertRaisesRegex(casework.InvalidValueError, "`member.living` takes one of `home`, `kin`"):
            self.member.living = "Secret Street 1"

    def test_a_message_never_quotes_what_was_given(self):
        for name, value in (("living", "Secret Street 1"), ("name", "Secret\0"), ("name", "Secret\ud800"),
                            ("custodian", "Secret\0")):
            with self.assertRaises(ValueError) as raised:
                setattr(self.member, name, value)
            self.assertNotIn("Secret", str(raised.exception))
            self.assertIsNone(raised.exception.__cause__)
            self.assertTrue(raised.exception.__suppress_context__ or raised.exception.__context__ is None)

    def test_embedded_nul(self):
        for use in (lambda: setattr(self.member, "name", "A\0B"), lambda: setattr(self.member, "tribes", ["A\0"]),
                    lambda: setattr(self.member, "custodian", "a\0"), lambda: self.case.members.add("a\0b"),
                    lambda: self.case.find("ann\0"), lambda: casework.Case("c\0", date(2024, 1, 1)),
                    lambda: self.case.record.add("contact\0", date(2024, 1, 1)),
                    lambda: self.case.record.add("contact", date(2024, 1, 1), "e\0"),
                    lambda: casework.Rules.from_text(binding.RULES, "na\0me"), lambda: casework.Rules.from_pack("us-ky\0"),
                    lambda: casework.Case.read("{}", source="a\0")):
            with self.assertRaisesRegex(casework.InvalidValueError, "without NUL; there is one at index"):
                use()
        self.assertEqual((self.member.name, len(self.case.members)), ("Ann", 1))
        for use in (lambda: casework.Case.read(binding.document() + "\0"), lambda: casework.Rules.from_text("\0")):
            with self.assertRaises(casework.InputError):
                use()

    def test_lone_surrogates(self):
        for use in (lambda: setattr(self.member, "name", "A\ud800"), lambda: setattr(self.member, "tribes", ["\udfff"]),
                    lambda: self.case.find("\ud800"), lambda: self.case.members.add("\ud800"),
                    lambda: casework.Case.read("{\"id\": \"\ud800\"}"), lambda: casework.Rules.from_text("\ud800"),
                    lambda: casework.Evaluator().audit_text(casework.Rules.from_text(binding.RULES), "\ud800",
                                                            binding.DAY)):
            with self.assertRaisesRegex(casework.EncodingError, "a lone surrogate at index"):
                use()
        self.assertEqual(self.member.name, "Ann")

    def test_bytes_that_are_not_utf8(self):
        bad = binding.document().encode().replace(b"Ann Example", b"Ann \xff\xc0\xaf")
        with self.assertRaises(casework.InputError):
            casework.Case.read(bad)
        with self.assertRaises(casework.InputError):
            casework.Rules.from_text(binding.RULES.encode() + b"\xff")

    def test_records_of_another_case(self):
        other = casework.Case("c2", date(2024, 1, 2)).members.add("ann")
        for use in (lambda: setattr(self.member, "custodian", other), lambda: setattr(self.member, "parents", [other]),
                    lambda: self.member.parents.append(other), lambda: self.case.plans.add("p", subjects=[other])):
            with self.assertRaisesRegex(casework.InvalidValueError, "this one is of another"):
                use()
        self.assertEqual((self.member.state("custodian"), len(self.case.plans)), ("unknown", 0))

    def test_records_that_cannot_be_referred_to(self):
        removed = self.case.members.add("leo")
        removed.remove()
        with self.assertRaises(casework.RemovedError):
            self.member.custodian = removed
        nameless = self.case.record.add("note", date(2024, 1, 3))
        plan = self.case.plans.add("p1")
        with self.assertRaisesRegex(casework.InvalidValueError, "this one has none"):
            plan.addresses = [nameless]

    def test_references_of_the_wrong_kind_are_told_by_freezing(self):
        self.case.plans.add("p1", developed=date(2024, 1, 5))
        self.member.custodian = "p1"
        with self.assertRaises(casework.InputError):
            self.case.freeze()
        self.assertFalse(self.case.frozen)

    def test_attributes_that_are_not_there(self):
        for record in (self.member, self.case):
            with self.assertRaises(AttributeError):
                record.burn = 1
        with self.assertRaises(AttributeError):
            self.member.category
        with self.assertRaises(AttributeError):
            self.member.due = date(2024, 1, 1)

    def test_setting_to_itself(self):
        self.member.roles = ["child", "sibling"]
        self.member.roles = self.member.roles
        self.member.roles.extend(self.member.roles)
        self.assertEqual(self.member.roles, ["child", "sibling"] * 2)


class WrongCalls(unittest.TestCase):
    def test_arguments_of_evaluation(self):
        rules, case, _, frozen, evaluator, _ = pieces()
        for wrong in (lambda: evaluator.run(frozen, rules, binding.DAY), lambda: evaluator.run(rules, frozen, "2024-05-01"),
                      lambda: evaluator.run(rules, None, binding.DAY), lambda: evaluator.audit(rules, "{}", binding.DAY),
                      lambda: evaluator.audit(rules, b"{}", binding.DAY), lambda: casework.Evaluator(holidays=["x"]),
                      lambda: casework.Evaluator(known_at="today"), lambda: casework.Rules(files="x"),
                      lambda: casework.Rules(packs="us-ky"), lambda: casework.Rules({"a": 5}),
                      lambda: casework.Case("c", binding.DAY, context=5)):
            with self.assertRaises(TypeError):
                wrong()
        for wrong in (lambda: evaluator.audit(rules, [], binding.DAY, batch=0),
                      lambda: evaluator.run(rules, frozen, binding.DAY).write("html"),
                      lambda: evaluator.run(rules, frozen, binding.DAY)[0].explain("html"),
                      lambda: evaluator.run(rules, frozen, binding.DAY).count_of("good"),
                      lambda: evaluator.run(rules, frozen, binding.DAY).digest("all"),
                      lambda: casework.Case.read("{}", first_line=-1)):
            with self.assertRaises(ValueError):
                wrong()
        with self.assertRaises(casework.NotFoundError):
            evaluator.run(rules, frozen, binding.DAY).digest("rules", 7)
        with self.assertRaises(casework.NotFrozenError):
            evaluator.run(rules, case, binding.DAY)

    def test_an_empty_report(self):
        report = casework.Report()
        self.assertEqual((len(report), list(report), report.case, report.rules), (0, [], None, None))
        self.assertIs(report.as_of, casework.UNKNOWN)
        with self.assertRaises(IndexError):
            report[0]
        with self.assertRaises(casework.CaseworkError):
            report.write()

    def test_contexts(self):
        with self.assertRaisesRegex(casework.ArgumentError, "json_depth"):
            casework.Context(depth=5)
        with self.assertRaises(TypeError):
            casework.Context(json_depth="5")
        for value in (-1, 0, 2 ** 62, 2 ** 80):
            with self.assertRaises(casework.InvalidValueError):
                casework.Context(json_depth=value)
        context = casework.Context(json_depth=3)
        self.assertEqual(context.limits["json_depth"], 3)
        with self.assertRaises(casework.LimitError):
            casework.Case.read(binding.document(), context=context)


if __name__ == "__main__":
    tap.main()

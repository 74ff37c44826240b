# SPDX-License-Identifier: MIT
"""A case in Python: values, what is not known and what is none, lists, rows, references, and its life."""
import datetime
import decimal
import json
import pickle
import unittest

import binding
import casework
from casework import STATED, UNKNOWN, kinds

import tap

date = datetime.date


class CaseTest(unittest.TestCase):
    def setUp(self):
        self.case = casework.Case("c1", date(2024, 1, 2), types=["in_home_cps"])
        self.ann = self.case.members.add("ann", name="Ann Example", roles=["biological_parent"], born=date(1990, 5, 1))
        self.leo = self.case.members.add("leo", roles=["child"])


class Values(CaseTest):
    def test_each_type_reads_as_it_was_set(self):
        plan = self.case.plans.add("p1")
        review = self.case.record.add("review", date(2024, 3, 1), "r1")
        rating = review.ratings.add(item="1", score=decimal.Decimal("3.50"))
        self.case.court_involved = False
        self.ann.living = "home"
        plan.vision = "Zu Hause \U0001f3e0 \u2028"
        self.assertEqual((self.ann.name, self.ann.born, self.ann.living), ("Ann Example", date(1990, 5, 1), "home"))
        self.assertIs(self.case.court_involved, False)
        self.assertEqual(plan.vision, "Zu Hause \U0001f3e0 \u2028")
        self.assertEqual(rating.score, decimal.Decimal("3.5"))
        self.assertIsInstance(rating.score, decimal.Decimal)
        rating.score = 4
        self.assertEqual(rating.score, decimal.Decimal(4))
        rating.score = decimal.Decimal("-1E+3")
        self.assertEqual(rating.score, decimal.Decimal(-1000))

    def test_rows_by_id(self):
        self.assertEqual(self.case.members["leo"], self.leo)
        self.assertEqual(self.case.members[1], self.leo)
        with self.assertRaisesRegex(casework.NotFoundError, "no row of this id; did you mean `leo`[?]"):
            self.case.members["loe"]
        with self.assertRaises(LookupError):
            self.case.plans["p1"]

    def test_a_misspelt_attribute(self):
        with self.assertRaisesRegex(AttributeError, "`member` has no field or attribute `brn`; did you mean `born`[?]"):
            self.ann.brn
        self.assertFalse(hasattr(self.case, "nothing_like_it"))
        self.assertFalse(hasattr(self.ann, "__nothing__"))
        with self.assertRaises(AttributeError):
            self.ann.brn = date(2024, 1, 1)

    def test_dates_of_all_years(self):
        for day in (date.min, date(1582, 10, 15), date(1969, 12, 31), date(1970, 1, 1), date(2024, 2, 29), date.max):
            self.ann.born = day
            self.assertEqual(self.ann.born, day)

    def test_unknown_none_and_stated_are_three(self):
        self.assertIs(self.leo.born, UNKNOWN)
        self.assertIs(self.leo.left, None)
        self.assertIs(self.case.current_to, STATED)
        self.assertEqual([self.leo.state("born"), self.leo.state("left"), self.case.state("current_to"),
                          self.ann.state("born")], ["unknown", "none", "stated", "recorded"])

    def test_they_can_be_set(self):
        self.ann.born = UNKNOWN
        self.assertIs(self.ann.born, UNKNOWN)
        self.ann.left = date(2024, 2, 1)
        self.ann.left = None
        self.assertIs(self.ann.left, None)
        self.ann.left = UNKNOWN
        self.assertIs(self.ann.left, UNKNOWN)
        self.case.current_to = date(2024, 2, 1)
        self.case.current_to = STATED
        self.assertIs(self.case.current_to, STATED)
        self.case.current_to = UNKNOWN
        self.assertIs(self.case.current_to, UNKNOWN)
        self.ann.name = "x"
        del self.ann.name
        self.assertIs(self.ann.name, UNKNOWN)

    def test_a_fact_is_never_none(self):
        for value in (None, STATED):
            with self.assertRaisesRegex(casework.InvalidValueError, "`member.born` cannot be"):
                self.ann.born = value
        self.assertEqual(self.ann.born, date(1990, 5, 1))
        with self.assertRaises(casework.InvalidValueError):
            self.ann.left = STATED
        with self.assertRaises(casework.InvalidValueError):
            self.case.current_to = None

    def test_unknown_is_neither_true_nor_false(self):
        with self.assertRaises(TypeError):
            bool(UNKNOWN)
        self.assertFalse(STATED)
        self.assertEqual((repr(UNKNOWN), repr(STATED)), ("casework.UNKNOWN", "casework.STATED"))
        for one in (UNKNOWN, STATED):
            self.assertIs(pickle.loads(pickle.dumps(one)), one)
            self.assertIs(type(one)(), one)

    def test_a_field_whose_name_python_has(self):
        contact = self.case.record.add("contact", date(2024, 3, 1), with_=[self.ann])
        self.assertEqual(contact.with_.ids, ["ann"])
        self.assertEqual(contact.get("with").ids, ["ann"])
        contact.set("with", [self.leo])
        self.assertEqual(contact.with_, [self.leo])
        contact.clear("with")
        self.assertEqual(contact.state("with"), "unknown")

    def test_by_name(self):
        self.ann.set("name", "Anna")
        self.assertEqual(self.ann.get("name"), "Anna")
        self.ann.clear("name")
        self.assertIs(self.ann.get("name"), UNKNOWN)
        for wrong in (lambda: self.ann.get("due"), lambda: self.ann.set("category", "family"),
                      lambda: self.ann.state("nothing")):
            with self.assertRaisesRegex(casework.FieldError, "it has id, name, roles"):
                wrong()

    def test_properties_are_documented(self):
        self.assertEqual(kinds.Member.born.__doc__, "The day of birth.")
        self.assertEqual(kinds.Member.__doc__, casework.schema.kinds["member"].doc)


class Lists(CaseTest):
    def test_words(self):
        self.assertEqual(list(self.ann.roles), ["biological_parent"])
        self.ann.roles.append("caregiver")
        self.ann.roles.extend(["relative", "adult_victim"])
        self.assertEqual(self.ann.roles, ["biological_parent", "caregiver", "relative", "adult_victim"])
        self.assertEqual((len(self.ann.roles), self.ann.roles[-1], self.ann.roles[1:3]),
                         (4, "adult_victim", ["caregiver", "relative"]))
        self.assertIn("caregiver", self.ann.roles)
        self.assertNotIn("child", self.ann.roles)
        self.ann.roles = reversed(self.ann.roles)
        self.assertEqual(self.ann.roles[0], "adult_victim")
        with self.assertRaises(IndexError):
            self.ann.roles[4]

    def test_a_list_that_is_not_known_is_told_from_an_empty_one(self):
        tribes = self.ann.tribes
        self.assertEqual((len(tribes), tribes.state, repr(tribes)), (0, "unknown", "<unknown list>"))
        self.ann.tribes = []
        self.assertEqual((list(tribes), tribes.state, repr(tribes)), ([], "recorded", "[]"))
        tribes.append("Miami")
        self.assertEqual((list(tribes), repr(tribes)), (["Miami"], "['Miami']"))
        self.ann.tribes = UNKNOWN
        self.assertEqual((list(tribes), tribes.state), ([], "unknown"))
        contact = self.case.record.add("contact", date(2024, 3, 1))
        self.assertEqual(contact.about.state, "stated")
        contact.about = [self.leo]
        contact.about = STATED
        self.assertEqual(contact.about.state, "stated")

    def test_all_items_or_none(self):
        with self.assertRaises(casework.InvalidValueError):
            self.ann.roles.extend(["caregiver", "uncle"])
        self.assertEqual(self.ann.roles, ["biological_parent"])
        with self.assertRaises(casework.InvalidValueError):
            self.ann.roles = ["caregiver", "uncle"]
        self.assertEqual(self.ann.roles, ["biological_parent"])

    def test_items_leave(self):
        roles = ["child", "sibling", "relative", "caregiver", "caseworker"]
        member = self.case.members.add("roles", roles=roles)
        for index in (0, -1, 2, slice(1, 3), slice(None, None, 2), slice(3, 0, -1), slice(2, 2), slice(None)):
            expected = list(roles)
            member.roles = roles
            del expected[index]
            del member.roles[index]
            self.assertEqual((list(member.roles), member.roles.state), (expected, "recorded"))
        for index in (0, -1):
            with self.assertRaises(IndexError):
                del member.roles[index]
        self.case.members[0].parents = [member]
        del self.case.members[0].parents[0]
        self.assertEqual(self.case.members[0].parents.ids, [])

    def test_what_the_library_refuses_on_the_way_changes_nothing(self):
        context = casework.Context(string_bytes=64)
        case = casework.Case("c", date(2024, 1, 1), context=context)
        member = case.members.add("m", tribes=["one", "two"])
        for change in (lambda: member.tribes.extend(["three", "x" * 100]),
                       lambda: setattr(member, "tribes", ["three", "x" * 100])):
            with self.assertRaises(casework.LimitError):
                change()
            self.assertEqual(member.tribes, ["one", "two"])
        plan = case.plans.add("p")
        with self.assertRaises(casework.LimitError):
            plan.conditions_for_return = ["x" * 100]
        self.assertEqual(plan.conditions_for_return.state, "none")
        child = case.members.add("n")
        with self.assertRaises(casework.LimitError):
            child.tribes.append("x" * 100)
        self.assertEqual(child.tribes.state, "unknown")

    def test_a_text_is_no_list(self):
        for value in ("biological_parent", b"child", {"child": 1}, 5):
            with self.assertRaisesRegex(TypeError, "takes a list"):
                self.ann.roles = value

    def test_references(self):
        self.leo.custodian = self.ann
        self.leo.parents = ["ann"]
        self.assertEqual(self.leo.custodian, self.ann)
        self.assertEqual(self.leo.custodian.name, "Ann Example")
        self.assertEqual((list(self.leo.parents), self.leo.parents.ids), ([self.ann], ["ann"]))
        self.assertIn(self.ann, self.leo.parents)
        self.assertEqual(self.leo.reference("custodian"), "ann")
        self.assertIsNone(self.ann.reference("custodian"))

    def test_references_that_lead_nowhere(self):
        self.leo.custodian = "later"
        self.leo.parents = ["later"]
        for read in (lambda: self.leo.custodian, lambda: self.leo.parents[0], lambda: list(self.leo.parents)):
            with self.assertRaisesRegex(casework.NotFoundError, "leads nowhere"):
                read()
        self.assertEqual((self.leo.reference("custodian"), self.leo.parents.ids), ("later", ["later"]))
        later = self.case.members.add("later")
        self.assertEqual(self.leo.custodian, later)

    def test_a_reference_to_the_case_is_the_case(self):
        plan = self.case.plans.add("p1", addresses=["c1"])
        self.assertIs(plan.addresses[0], self.case)


class KeptWords(CaseTest):
    """Words that rules add to enumerations."""
    RULES = ("language 1\nrules x \"x\"\nvalue member.roles: doula in formal_partner\nvalue member.living: yurt\n"
             "rule doulas\n  title: \"t\"\n  for: m in members\n  require: \"doula\" in m.roles\n")

    def test_they_are_read_by_their_rules(self):
        rules = casework.Rules.from_text(self.RULES)
        text = ('{"format": "casework.case/1", "id": "c1", "types": ["other"], "opened": "2024-01-02", '
                '"members": [{"id": "ann", "roles": ["child", "doula"], "living": "yurt"}]}')
        with self.assertRaises(casework.InputError):
            casework.Case.read(text)
        plain = casework.Case.read(text, keep_words=True)
        case = casework.Case.read(text, rules=rules)
        self.assertEqual((len(plain.diagnostics), len(case.diagnostics)), (2, 0))
        ann = case.find("ann")
        self.assertEqual((ann.roles.state, ann.living), ("unknown", UNKNOWN))
        self.assertEqual((ann.kept_words("roles"), ann.kept_words("living")), (["child", "doula"], ["yurt"]))
        report = casework.Evaluator().run(rules, case, date(2024, 5, 1))
        self.assertEqual([one.status for one in report], ["met"])
        outcome, = casework.Evaluator().audit(rules, [text], date(2024, 5, 1))
        self.assertEqual((outcome.error, len(outcome.diagnostics)), (None, 0))
        read, = casework.read_cases([text.encode()], rules=rules)
        self.assertEqual((read.error, len(read.diagnostics)), (None, 0))
        for wrong in ("x", 1, case):
            with self.assertRaises(TypeError):
                casework.Case.read(text, rules=wrong)

    def test_they_can_be_set(self):
        self.leo.keep_word("roles", "doula")
        self.leo.keep_word("living", "yurt")
        self.assertEqual((self.leo.kept_words("roles"), self.leo.kept_words("living")), (["child", "doula"], ["yurt"]))
        self.assertEqual(self.ann.kept_words("roles"), [])
        report = casework.Evaluator().run(casework.Rules.from_text(self.RULES), self.case.freeze(), date(2024, 5, 1))
        self.assertEqual([one.status for one in report], ["unmet", "met"])
        with self.assertRaises(casework.FrozenError):
            self.leo.keep_word("roles", "other")
        with self.assertRaises(casework.FieldError):
            self.leo.kept_words("born")


class CustomFields(CaseTest):
    def test_each_type_reads_as_it_was_set(self):
        custom = self.ann.custom
        for value in ("hoch \u2028 \"x\"", True, False, decimal.Decimal("4.50"), 7, UNKNOWN, [], ["a", "b"], [1, 2], ["\x7f"]):
            custom["risk"] = value
            self.assertEqual(self.case.find("ann").custom["risk"], value)
            self.assertIs(type(custom["risk"]), decimal.Decimal if type(value) is int else type(value))
        custom["risk"] = date(2024, 1, 31)
        self.assertEqual(custom["risk"], "2024-01-31")
        self.assertIn("risk", custom)
        self.assertEqual(json.loads(self.case.write())["members"][0]["custom"], {"risk": "2024-01-31"})
        del custom["risk"]
        self.assertNotIn("risk", custom)
        self.assertEqual((custom.get("risk"), custom.get("risk", 5)), (None, 5))
        self.case.custom["unit"] = "north"
        self.assertEqual(self.case.custom["unit"], "north")

    def test_what_one_was_before(self):
        custom = self.ann.custom
        custom["risk"] = 4
        custom.set_until("risk", 3, date(2024, 1, 31))
        custom.set_until("risk", UNKNOWN, UNKNOWN)
        self.assertEqual(json.loads(self.case.write())["members"][0]["custom"], {"risk": 4, "history": [
            {"field": "risk", "value": 3, "until": "2024-01-31"}, {"field": "risk", "value": None}]})
        custom.set_until("risk", None, UNKNOWN)
        custom.set_until("risk", None, date(2024, 1, 31))
        self.assertNotIn("history", custom)

    def test_what_they_refuse(self):
        custom = self.ann.custom
        for wrong in (lambda: custom["risk"], lambda: custom.__delitem__("risk")):
            with self.assertRaises(LookupError):
                wrong()
        for value in (None, 4.5, {"a": 1}, b"x", datetime.datetime(2024, 1, 1), [None], object()):
            with self.assertRaises(TypeError):
                custom["risk"] = value
        for name, value in (("", 1), ("risk", decimal.Decimal("NaN")), ("a\0", 1), ("\ud800", 1), ("risk", "\ud800"),
                            ("risk", [["x"]])):
            with self.assertRaises(ValueError):
                custom[name] = value
        self.case.freeze()
        with self.assertRaises(casework.FrozenError):
            custom["risk"] = 1
        removed = self.case.copy().find("leo")
        removed.remove()
        for use in (lambda: removed.custom["risk"], lambda: removed.custom.__setitem__("risk", 1)):
            with self.assertRaises(casework.RemovedError):
                use()

    def test_their_names(self):
        custom = self.ann.custom
        self.assertEqual((list(custom), len(custom)), ([], 0))
        custom["risk"], custom["age"] = 4, 5
        self.assertEqual((list(custom), len(custom)), (["age", "risk"], 2))
        self.assertEqual({name: custom[name] for name in custom}, {"risk": 4, "age": 5})
        del custom["risk"]
        self.assertEqual(list(custom), ["age"])

    def test_rules_tell_them(self):
        rules = casework.Rules.from_text("language 1\nrules x \"x\"\nfield member.risk: number\nfield entry.tags: list of string\n"
                                         "rule low\n  title: \"t\"\n  for: m in members\n  require: m.risk < 4\n")
        self.assertEqual(rules.fields, [casework.CustomField("member", "risk", "number"),
                                        casework.CustomField("entry", "tags", "list of string")])
        self.assertEqual(casework.Rules.from_text(binding.RULES).fields, [])

    def test_rules_read_them(self):
        rules = casework.Rules.from_text("""language 1
rules c "C"

field member.risk: number

rule low
  title:   "The risk of {m.id} is low"
  for:     m in members
  require: m.risk < 3
""")
        self.ann.custom["risk"] = 2
        report = casework.Evaluator().run(rules, self.case.freeze(), date(2024, 5, 1))
        self.assertEqual([one.status for one in report], ["met", "unknown"])
        self.assertEqual(report[1].reasons[0].fact, "leo.custom.risk")


class Rows(CaseTest):
    def test_plan_objective_task(self):
        plan = self.case.plans.add("p1", developed=date(2024, 1, 20), subjects=[self.leo])
        objective = plan.objectives.add("o1", level="primary_family")
        task = objective.tasks.add("t1", text="Call", owners=[self.ann], due=date(2024, 6, 1))
        self.assertEqual([type(one).__name__ for one in (plan, objective, task)], ["Plan", "Objective", "Task"])
        self.assertEqual((task.owner, objective.owner, plan.owner, self.case.owner), (objective, plan, self.case, None))
        self.assertIs(task.case, self.case)
        self.assertEqual((task.kind, self.case.kind), ("task", "case"))
        self.assertEqual([one.id for one in self.case.plans[0].objectives[0].tasks], ["t1"])

    def test_rows_without_a_handle_of_their_own(self):
        plan = self.case.plans.add("p1")
        service = plan.services.add("s1", name="Housing", start=date(2024, 2, 1))
        signature = plan.signatures.add(member=self.ann, date=date(2024, 1, 20))
        self.assertIsInstance(service, kinds.Service)
        self.assertEqual((signature.member, signature.id if hasattr(signature, "id") else None), (self.ann, None))
        self.assertEqual([one.date for one in plan.signatures], [date(2024, 1, 20)])
        with self.assertRaisesRegex(casework.FieldError, "has no field"):
            plan.signatures.add("an-id")

    def test_a_plan_in_one_expression(self):
        plan = self.case.plans.add("p1", safety_plan={"proactive": ["Call"], "reactive": []}, objectives=[
            {"id": "o1", "tasks": [{"id": "t1", "owners": ["ann"]}, {"id": "t2"}]}])
        self.assertEqual([one.id for one in plan.objectives[0].tasks], ["t1", "t2"])
        self.assertEqual((plan.safety_plan.proactive, plan.safety_plan.reactive.state), (["Call"], "recorded"))

    def test_a_single_row(self):
        plan = self.case.plans.add("p1")
        self.assertIsNone(plan.safety_plan)
        plan.safety_plan = {"proactive": ["Call"]}
        with self.assertRaisesRegex(casework.InvalidValueError, "is there"):
            plan.safety_plan = {"proactive": []}
        plan.safety_plan.reactive.append("Leave")
        self.assertEqual(plan.safety_plan.reactive, ["Leave"])
        plan.safety_plan = None
        self.assertIsNone(plan.safety_plan)
        for value in (5, "x", ["x"]):
            with self.assertRaisesRegex(TypeError, "takes a mapping"):
                plan.safety_plan = value

    def test_entries(self):
        contact = self.case.record.add("contact", date(2024, 3, 1), "e1", mode="face_to_face", by="ann")
        note = self.case.record.add(kind="note", date=date(2024, 3, 2), topic="safety")
        self.assertIsInstance(contact, kinds.Contact)
        self.assertIsInstance(contact, casework.Entry)
        self.assertEqual((contact.kind, contact.id, contact.date, contact.mode), ("contact", "e1", date(2024, 3, 1),
                                                                                  "face_to_face"))
        self.assertIs(note.id, None)
        self.assertEqual([type(one).__name__ for one in self.case.record], ["Contact", "Note"])
        with self.assertRaisesRegex(casework.FieldError, "`note` has no field"):
            self.case.record.add("note", date(2024, 3, 2), mode="written")
        self.assertEqual(len(self.case.record), 2)

    def test_what_add_takes(self):
        record = self.case.record
        for wrong in (lambda: record.add("contact"), lambda: record.add("contact", date(2024, 1, 1), "x", 4),
                      lambda: record.add("contact", date(2024, 1, 1), date=date(2024, 1, 1)),
                      lambda: record.add("contact", "2024-01-01"), lambda: record.add(4, date(2024, 1, 1)),
                      lambda: self.case.members.add("x", "y"), lambda: self.case.members.add("x", id="y"),
                      lambda: self.case.members.add(5)):
            with self.assertRaises(TypeError):
                wrong()
        for wrong in (lambda: record.add("contcat", date(2024, 1, 1)), lambda: self.case.members.add(""),
                      lambda: record.add("contact", date(2024, 1, 1), "")):
            with self.assertRaises(casework.InvalidValueError):
                wrong()
        for wrong in (lambda: self.case.members.add("ann"), lambda: record.add("contact", date(2024, 1, 1), "ann")):
            with self.assertRaises(casework.DuplicateError):
                wrong()
        self.assertEqual((len(self.case.members), len(record)), (2, 0))

    def test_a_row_that_is_refused_is_not_there(self):
        with self.assertRaises(TypeError):
            self.case.members.add("new", born="1990-05-01")
        self.assertIsNone(self.case.find("new"))
        with self.assertRaises(casework.DuplicateError):
            self.case.plans.add("p1", objectives=[{"id": "o1"}, {"id": "ann"}])
        self.assertEqual(len(self.case.plans), 0)
        plan = self.case.plans.add("p1")
        with self.assertRaises(casework.DuplicateError):
            plan.objectives = [{"id": "o1"}, {"id": "ann"}]
        self.assertEqual(len(plan.objectives), 0)
        with self.assertRaises(TypeError):
            plan.objectives = ["o1"]

    def test_rows_are_replaced_only_when_they_are_gone(self):
        plan = self.case.plans.add("p1", objectives=[{"id": "o1"}])
        with self.assertRaisesRegex(casework.InvalidValueError, "has rows"):
            plan.objectives = [{"id": "o2"}]
        plan.objectives = []
        plan.objectives = [{"id": "o1"}]
        self.assertEqual([one.id for one in plan.objectives], ["o1"])
        plan.objectives = None
        self.assertEqual(plan.objectives.state, "none")

    def test_remove(self):
        task = self.case.plans.add("p1", objectives=[{"id": "o1", "tasks": [{"id": "t1"}]}]).objectives[0].tasks[0]
        owners = task.owners
        self.case.find("o1").remove()
        for use in (lambda: len(owners), lambda: task.text, lambda: setattr(task, "text", "x"), lambda: task.owners.append("ann"),
                    lambda: task.remove(), lambda: list(task.owners), lambda: task.state("text"), lambda: task.owner):
            with self.assertRaisesRegex(casework.RemovedError, "the task was removed from its case"):
                use()
        self.assertIsNone(self.case.find("t1"))
        self.assertIn("removed", repr(task))
        with self.assertRaises(casework.CaseworkError):
            self.case.remove()

    def test_equality(self):
        again = self.case.find("ann")
        self.assertIsNot(again, self.ann)
        self.assertEqual(again, self.ann)
        self.assertEqual(len({again, self.ann, self.leo}), 2)
        self.assertNotEqual(self.ann, self.leo)
        self.assertNotEqual(self.ann, "ann")
        self.assertEqual((repr(self.ann), repr(self.case)), ("<Member ann>", "<Case c1>"))
        self.assertNotIn("Example", repr(self.ann))


class Life(CaseTest):
    def test_find(self):
        self.assertIsInstance(self.case.find("ann"), casework.Member)
        self.assertIs(self.case.find("c1"), self.case)
        self.assertIsNone(self.case.find("nobody"))

    def test_freeze_and_copy(self):
        self.assertFalse(self.case.frozen)
        self.assertIs(self.case.freeze(), self.case)
        self.assertTrue(self.case.frozen)
        self.case.freeze()
        copy = self.case.copy()
        copy.find("ann").name = "Other"
        self.assertEqual((self.ann.name, copy.find("ann").name), ("Ann Example", "Other"))
        self.assertNotEqual(copy.find("ann"), self.ann)

    def test_a_frozen_case_never_changes(self):
        self.leo.parents = ["ann"]
        before = self.case.freeze().write("canonical")
        for change in (lambda: setattr(self.ann, "name", "x"), lambda: setattr(self.ann, "born", UNKNOWN),
                       lambda: self.ann.roles.append("relative"), lambda: setattr(self.leo, "parents", []),
                       lambda: self.case.members.add("new"), lambda: self.case.record.add("note", date(2024, 1, 2)),
                       lambda: self.ann.remove(), lambda: delattr(self.ann, "name"),
                       lambda: setattr(self.case, "plans", []), lambda: self.case.plans.add("p", reason="x")):
            with self.assertRaises(casework.FrozenError):
                change()
        self.assertEqual(self.case.write("canonical"), before)

    def test_freezing_tells_every_problem(self):
        self.leo.custodian = "nobody"
        self.case.closed = date(2023, 1, 1)
        with self.assertRaises(casework.InputError) as raised:
            self.case.freeze()
        self.assertEqual(len(raised.exception.diagnostics), 2)
        self.assertFalse(self.case.frozen)
        self.leo.custodian, self.case.closed = "ann", None
        self.case.freeze()

    def test_write_and_read(self):
        self.case.record.add("contact", date(2024, 3, 1), mode="video", with_=["ann", "leo"])
        for form in ("indented", "compact", "canonical"):
            again = casework.Case.read(self.case.write(form))
            self.assertEqual(again.write("canonical"), self.case.write("canonical"))
            self.assertTrue(again.frozen)
        self.assertEqual(json.loads(self.case.write())["members"][0]["name"], "Ann Example")
        with self.assertRaisesRegex(casework.ArgumentError, "indented, compact, canonical"):
            self.case.write("pretty")

    def test_read_takes_bytes_and_text(self):
        text = binding.document()
        for given in (text, text.encode(), bytearray(text.encode()), memoryview(text.encode()),
                      b"\xef\xbb\xbf" + text.encode()):
            self.assertEqual(casework.Case.read(given).id, "c1")
        for wrong in (None, 5, ["x"]):
            with self.assertRaises(TypeError):
                casework.Case.read(wrong)

    def test_reading_tells_every_problem_with_its_place(self):
        text = binding.document(opened="2024-02-30", types=["in_home_cpss"])
        with self.assertRaises(casework.InputError) as raised:
            casework.Case.read(text, source="family.json", first_line=7)
        first, second = raised.exception.diagnostics
        self.assertEqual((first.severity, first.source, first.line, first.pointer), ("error", "family.json", 7, "/types/0"))
        self.assertIn("in_home_cps", first.help)
        self.assertEqual(second.pointer, "/opened")
        self.assertGreater(first.column, 0)
        self.assertGreater(first.code, 0)
        self.assertTrue(str(raised.exception).startswith(f"family.json:7:{first.column}: error: {first.message}"))
        self.assertEqual(raised.exception.status, 3)
        self.assertIsInstance(raised.exception, ValueError)

    def test_warnings_of_a_good_document(self):
        case = casework.Case.read(binding.document(unheard_of=1))
        self.assertEqual([one.severity for one in case.diagnostics], ["warning"])
        self.assertIn("unheard_of", str(case.diagnostics))
        self.assertEqual((len(self.case.diagnostics), str(self.case.diagnostics)), (0, ""))

    def test_flags_of_reading(self):
        text = binding.document(types=["a_new_type"])
        with self.assertRaises(casework.InputError):
            casework.Case.read(text)
        case = casework.Case.read(text, keep_words=True, editable=True)
        self.assertEqual((case.types.state, case.frozen), ("unknown", False))

    def test_errors_can_be_pickled(self):
        try:
            casework.Case.read("{")
        except casework.InputError as error:
            again = pickle.loads(pickle.dumps(error))
            self.assertEqual((type(again), str(again), list(again.diagnostics)),
                             (type(error), str(error), list(error.diagnostics)))

    def test_entries_of_kinds_that_are_not_known_are_kept(self):
        case = casework.Case.read(binding.document(record=[{"kind": "rite", "date": "2024-03-01", "place": 5}]))
        self.assertEqual((case.record[0].kind, case.record[0].date), ("unrecognised_entry", date(2024, 3, 1)))


if __name__ == "__main__":
    tap.main()

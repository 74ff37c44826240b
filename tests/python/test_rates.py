# SPDX-License-Identifier: MIT
"""Rates over many cases from Python, and what misuse of them says."""
import csv
import datetime
import decimal
import fractions
import io
import json
import threading
import unittest

import binding
import casework

import tap

date = datetime.date
AS_OF = date(2024, 4, 15)
RULES = """language 1
rules demo "A demonstration"

rule contact
  title:   "A contact each month with {case.id}"
  target:  60 %
  every:   1 calendar month
  from:    case.opened
  require: some c in contacts satisfies c.date in period and c.mode = "face_to_face"

rule early
  title:   "A contact in January"
  force:   advised
  by:      date("2024-01-31")
  require: count(contacts) > 0
"""


def case(*months, unsure=()):
    """A visit in each of some months of 2024, and a contact of which it is not known what it was in others."""
    one = casework.Case("c1", date(2024, 1, 1), types=["in_home_cps"])
    for month in months:
        one.record.add("contact", date(2024, month, 10), mode="face_to_face")
    for month in unsure:
        one.record.add("contact", date(2024, month, 10))
    return one.freeze()


class Measures(unittest.TestCase):
    def setUp(self):
        self.rules = casework.Rules.from_text(RULES)
        self.evaluator = casework.Evaluator()
        self.rates = casework.Rates(self.rules)

    def add(self, one, rates=None):
        (rates or self.rates).add(self.evaluator.run(self.rules, one, AS_OF))

    def test_a_finding_tells_its_periods(self):
        report = self.evaluator.run(self.rules, case(2, unsure=[3]), AS_OF)
        self.assertEqual(report[0].periods, {"met": 1, "missed": 1, "waived": 0, "pending": 1, "unknown": 1,
                                             "perhaps_met": 1, "perhaps_missed": 1})
        self.assertIsNone(report[1].periods)

    def test_rates(self):
        self.add(case(2, unsure=[3]))
        self.add(case(1, 2, 3))
        contact, early = self.rates
        self.assertEqual(contact, casework.Rate(
            "demo:contact", "A contact each month with {case.id}", "required", "periods", casework.Share(4, 5),
            casework.Share(5, 6), casework.Share(4, 6),
            {"met": 4, "missed": 1, "waived": 0, "pending": 2, "unknown": 1, "perhaps_met": 1, "perhaps_missed": 1}, 0,
            contact.findings, decimal.Decimal(60), "reached"))
        # The one may still be met in April; of the other it cannot be told whether it was late or is overdue.
        self.assertEqual({word: n for word, n in contact.findings.items() if n}, {"pending": 1, "unknown": 1})
        self.assertEqual((early.rule, early.force, early.counted, early.known, early.target, early.verdict),
                         ("demo:early", "advised", "findings", (1, 2), None, None))
        self.assertEqual((contact.known.ratio, casework.Share(0, 0).ratio), (fractions.Fraction(4, 5), None))
        self.assertEqual((self.rates.find("early"), self.rates.find("demo:contact"), self.rates.find("none")),
                         (early, contact, None))
        self.assertEqual((len(self.rates), self.rates[-1], self.rates[:1]), (2, early, [contact]))
        with self.assertRaises(IndexError):
            self.rates[2]
        self.assertEqual((self.rates.cases, self.rates.as_of, self.rates.known_at, self.rates.since, self.rates.rules),
                         (2, AS_OF, None, None, self.rules))
        self.assertEqual([self.rates.targets(word) for word in ("reached", "missed", "unknown", "empty")], [1, 0, 0, 0])
        self.assertEqual(repr(self.rates), "<Rates of 2 cases>")

    def test_of_no_case(self):
        self.assertEqual((self.rates.cases, self.rates[0].known, self.rates[0].verdict), (0, (0, 0), "empty"))
        for day in (self.rates.as_of, self.rates.known_at, self.rates.since):
            self.assertIs(day, casework.UNKNOWN)

    def test_since(self):
        self.evaluator = casework.Evaluator(since=date(2024, 2, 1), known_at=date(2024, 4, 30))
        self.add(case(2))
        self.assertEqual(self.rates[0].known, (1, 2))
        self.assertEqual((self.rates.since, self.rates.known_at), (date(2024, 2, 1), date(2024, 4, 30)))
        report = self.evaluator.run(self.rules, case(2), AS_OF)
        self.assertEqual((report.since, report[0].missed), (date(2024, 2, 1), 2))
        self.assertIs(casework.Report().since, casework.UNKNOWN)
        self.assertIsNone(casework.Evaluator().run(self.rules, case(), AS_OF).since)

    def test_written(self):
        self.add(case(2, unsure=[3]))
        self.assertIn("50.00 %, 1 of 2 periods met", self.rates.write())
        found = json.loads(self.rates.write("json"))
        self.assertEqual((found["format"], found["cases"], found["as_of"]), ("casework.rates/1", 1, "2024-04-15"))
        self.assertEqual(json.loads(self.rates.write("json_line")), found)
        rows = list(csv.DictReader(io.StringIO(self.rates.write("csv"))))
        self.assertEqual([(row["rule"], row["numerator"], row["denominator"], row["verdict"]) for row in rows],
                         [("demo:contact", "1", "2", "unknown"), ("demo:early", "0", "1", "")])

    def test_documents(self):
        one, whole = case(2, unsure=[3]), casework.Rates(self.rules)
        self.add(one, whole)
        self.assertEqual(len(self.rates.add_document(self.evaluator, one.write(), AS_OF)), 0)
        self.assertEqual(list(self.rates), list(whole))
        warned = json.loads(one.write())
        warned["colour"] = "red"
        self.assertEqual(len(self.rates.add_document(self.evaluator, json.dumps(warned).encode(), AS_OF)), 1)
        with self.assertRaises(casework.InputError) as raised:
            self.rates.add_document(self.evaluator, "{", AS_OF)
        self.assertEqual(len(raised.exception.diagnostics), 1)
        with self.assertRaisesRegex(casework.InvalidValueError, "the days or holidays are others"):
            self.rates.add_document(self.evaluator, one.write(), date(2024, 4, 16))
        with self.assertRaises(TypeError):
            self.rates.add_document(self.rules, one.write(), AS_OF)
        with self.assertRaises(TypeError):
            self.rates.add_document(self.evaluator, 5, AS_OF)
        self.assertEqual(self.rates.cases, 2)

    def test_merged_by_threads(self):
        whole, parts = casework.Rates(self.rules), []
        cases = [case(*range(1, n % 4 + 1)) for n in range(40)]
        for one in cases:
            self.add(one, whole)

        def work(share):
            rates, evaluator = casework.Rates(self.rules), casework.Evaluator()
            for one in share:
                rates.add(evaluator.run(self.rules, one, AS_OF))
            parts.append(rates)
        threads = [threading.Thread(target=work, args=(cases[n::4],)) for n in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        for part in parts:
            self.rates.merge(part)
        self.assertEqual(self.rates.write("json"), whole.write("json"))
        alike = casework.Rates(casework.Rules.from_text(RULES))
        alike.merge(whole)
        self.assertEqual(list(alike), list(whole))


class Misuse(unittest.TestCase):
    def setUp(self):
        self.rules = casework.Rules.from_text(RULES)
        self.report = casework.Evaluator().run(self.rules, case(), AS_OF)
        self.rates = casework.Rates(self.rules)

    def test_what_does_not_fit(self):
        self.rates.add(self.report)
        others = casework.Evaluator().run(casework.Rules.from_text(RULES), case(), AS_OF)
        for report in (others, casework.Evaluator().run(self.rules, case(), date(2024, 4, 16)),
                       casework.Evaluator(since=AS_OF).run(self.rules, case(), AS_OF),
                       casework.Evaluator(holidays=[AS_OF]).run(self.rules, case(), AS_OF)):
            with self.assertRaisesRegex(casework.InvalidValueError, "other rules, days or holidays"):
                self.rates.add(report)
        with self.assertRaisesRegex(casework.InvalidValueError, "other rules, days or holidays"):
            self.rates.merge(casework.Rates(casework.Rules.from_text(binding.RULES)))
        with self.assertRaises(casework.StateError):
            self.rates.add(casework.Report())
        self.assertEqual(self.rates.cases, 1)

    def test_types_and_words(self):
        for use in (lambda: casework.Rates(RULES), lambda: self.rates.add(self.rules), lambda: self.rates.merge(self.report),
                    lambda: casework.Evaluator(since="2024-01-01"), lambda: self.rates.find(5)):
            with self.assertRaises(TypeError):
                use()
        with self.assertRaisesRegex(casework.ArgumentError, "verdict is one of reached, missed, unknown, empty"):
            self.rates.targets("perhaps")
        with self.assertRaisesRegex(casework.ArgumentError, "form is one of text, json, json_line, csv"):
            self.rates.write("xml")
        with self.assertRaisesRegex(casework.ArgumentError, "form is one of text, json, json_line$"):
            self.report.write("csv")
        with self.assertRaisesRegex(casework.ArgumentError, "takes other Rates"):
            self.rates.merge(self.rates)

    def test_closed(self):
        self.rates.add(self.report)
        self.rules.close()
        self.assertEqual((self.rates.find("contact").verdict, self.rates.cases), ("missed", 1))
        with self.assertRaisesRegex(casework.ClosedError, "the rule set is closed"):
            casework.Rates(self.rules)
        with self.rates as same:
            same.add(self.report)
        for use in (lambda: self.rates.cases, lambda: len(self.rates), lambda: self.rates.add(self.report), lambda: self.rates.write(),
                    lambda: casework.Rates(casework.Rules.from_text(RULES)).merge(self.rates)):
            with self.assertRaisesRegex(casework.ClosedError, "the rates is closed"):
                use()
        self.assertEqual(repr(self.rates), "<Rates (closed)>")
        rates = casework.Rates(casework.Rules.from_text(RULES))
        self.report.close()
        with self.assertRaisesRegex(casework.ClosedError, "the report is closed"):
            rates.add(self.report)


if __name__ == "__main__":
    tap.main()

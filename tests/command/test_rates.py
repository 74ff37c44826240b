# SPDX-License-Identifier: MIT
"""`casework rates`: how often rules are met over many cases, counted again from the reports of `casework audit`."""
import csv
import io
import json
import os
import random
import re
import subprocess
import unittest
from decimal import Decimal
from fractions import Fraction

from command import COMMAND, EXAMPLES, ROOT, CommandTest, case

import tap

try:
    import jsonschema
except ImportError:
    jsonschema = None

RULES = """language 1
rules demo "A demonstration"
version: 1.5

rule letter
  title:   "A letter is there"
  require: count(contacts) > 0

rule visits
  title:   "A visit each month to {m.id}"
  target:  75 %
  for:     m in members
  when:    "child" in m.roles
  every:   1 calendar month
  from:    case.opened
  until:   case.closed
  require: some c in contacts satisfies c.date in period and c.mode = "face_to_face"
  waived:  when case.court_involved and period = [date("2024-02-01")..date("2024-02-29")]

rule weekly
  title:   "Every 10 days"
  force:   advised
  target:  99.5 %
  every:   10 days
  from:    case.assigned
  require: some c in contacts satisfies c.date in period

rule first
  title:   "Seen within 10 days"
  within:  10 days of case.opened
  require: count(contacts) > 0

rule objectives
  title:   "Objective {o.id} has a text"
  for:     o in plan.objectives
  require: documented(o.text)
"""


def family(identifier, visits, **changes):
    """A child, from January 2024 on; a visit on the 10th of each of some months, of which only one is known to be a visit if
    the month is not negative."""
    entries = [{"kind": "contact", "date": f"2024-{abs(month):02d}-10", **({"mode": "face_to_face"} if month > 0 else {})}
               for month in visits]
    return case(identifier, opened="2024-01-01", assigned="2024-01-01", current_to=None, plans=None, record=entries,
                members=[{"id": "kim", "roles": ["child"]}], **{"court_involved": False, **changes})


# ---- counting again ----

CERTAIN = {"met": "met", "late": "missed", "overdue": "missed", "unmet": "missed", "waived": "waived", "pending": "pending"}
WORST = ("late", "unmet", "overdue")


def count_finding(finding, many, counts):
    """What a finding of a state or a deadline adds; 1 where it stands for nobody knows how many."""
    status = finding["status"]
    if status == "unknown" and finding["best"] in WORST:
        counts["missed"] += 1
    elif status == "unknown":
        if len(finding["subjects"]) < many:
            return 1
        counts["unknown"] += 1
        counts["perhaps_met"] += finding["best"] == "met"
        counts["perhaps_missed"] += finding["worst"] in WORST
    elif status != "not_applicable":
        counts[CERTAIN[status]] += 1
    return 0


def count_again(reports, rules, since=None):
    """{rule: (counts, uncounted)} from reports that list all findings. rules: {name: (shape, how many variables it has)}."""
    words = ("met", "missed", "waived", "pending", "unknown", "perhaps_met", "perhaps_missed")
    found = {name: [dict.fromkeys(words, 0), 0] for name in rules}
    for report in reports:
        for finding in report["findings"]:
            counts, (shape, many) = found[finding["rule"]][0], rules[finding["rule"]]
            if shape == "within" and since and finding["due"] and finding["due"] < since:
                continue
            if shape != "every":
                found[finding["rule"]][1] += count_finding(finding, many, counts)
            elif finding["periods"]:
                for word in words:
                    counts[word] += finding["periods"][word]
            else:
                found[finding["rule"]][1] += finding["status"] == "unknown"
    return found


def shares(counts):
    known = counts["met"], counts["met"] + counts["missed"]
    best = counts["met"] + counts["perhaps_met"], counts["met"] + counts["perhaps_met"] + counts["missed"]
    return known, best, (counts["met"], counts["met"] + counts["missed"] + counts["perhaps_missed"])


def reaches(share, target):
    return share[1] == 0 or Fraction(share[0], share[1]) * 100 >= Fraction(target)


def verdicts(counts, uncounted, target):
    """What may be said of the target: where something is uncounted, that it cannot be told may be said of any rate but one that
    misses 100 %."""
    _, best, worst = shares(counts)
    if best[1] == worst[1] == 0 and not uncounted:
        return {"empty"}
    told = "reached" if reaches(worst, target) else "unknown" if reaches(best, target) else "missed"
    return {told, "unknown"} if uncounted and not (Decimal(target) == 100 and told == "missed") else {told}


def percent(share):
    """Rounded down to hundredths."""
    if share[1] == 0:
        return None
    whole = share[0] * 10000 // share[1]
    return f"{whole // 100}.{whole % 100:02d}"


class Rates(CommandTest):
    AS_OF = ["--as-of", "2024-07-01"]

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rules = cls.write("rates.rules", RULES)

    def rates(self, *arguments, status, **more):
        return self.run_command("rates", "--rules", self.rules, *self.AS_OF, *arguments, status=status, **more)

    def written(self, *documents, name="cases.jsonl"):
        return self.write(name, "".join(json.dumps(one) + "\n" for one in documents))

    def find(self, rule, *arguments, status):
        output, _ = self.rates("--format", "json", *arguments, status=status)
        return next(one for one in json.loads(output)["rates"] if one["rule"] == "demo:" + rule)

    def test_text(self):
        """Of twelve months ten have a visit, one has a contact that perhaps was one, one is waived."""
        path = self.written(family("a", [1, 2, 3, 4, 5, 6]), family("b", [1, -3, 4, 5, 6], court_involved=True))
        output, errors = self.rates(path, status=0)
        self.assertEqual(errors, "")
        head, targets, others = output.split("\n\n")
        self.assertEqual(head, "Rates of 2 cases as of 2024-07-01\nRules: demo 1.5\n"
                               "Targets: 1 reached, 1 missed, 0 that cannot be told")
        self.assertEqual(targets.split("\n2. ")[0],
                         "TARGETS\n"
                         "1. A visit each month to {m.id}\n"
                         "   Target:   75 %, reached\n"
                         "   Rate:     100.00 %, 10 of 10 periods met\n"
                         "   Unknown:  1 period; 90.90 % at worst, 100.00 % at best\n"
                         "   Left out: 1 waived, 2 that may still be met\n"
                         "   Rule:     demo:visits")
        self.assertIn("\n   Target:   99.5 %, missed (advised)\n", targets)
        self.assertEqual(others, "OTHER RULES\n"
                                 "  Percent        Met         Of    Unknown  Rule\n"
                                 "   100.00          2          2          0  demo:letter\n"
                                 "   100.00          2          2          0  demo:first\n"
                                 "        -          0          0          0  demo:objectives\n")

    def test_exit_status(self):
        good, bad = self.written(family("a", range(1, 7)), name="good.jsonl"), self.written(family("b", [1]), name="bad.jsonl")
        unsure = self.written(family("c", [1, 2, 3, 4, -5, -6]), name="unsure.jsonl")
        self.rates(good, status=0)               # though the advised target is missed
        self.rates(bad, status=1)
        self.assertEqual(self.find("visits", unsure, status=0)["verdict"], "unknown")
        self.rates(good, "/nowhere.json", status=2)
        _, errors = self.rates(bad, self.write("broken.json", "{"), status=2)
        self.assertIn("broken.json:1", errors)

    def test_exactly_the_target(self):
        """Three of four months are 75 %."""
        path = self.written(family("a", [1, 2, 3], closed="2024-04-30"))
        found = self.find("visits", path, status=0)
        self.assertEqual((found["numerator"], found["denominator"], found["percent"], found["verdict"]), (3, 4, "75.00", "reached"))
        path = self.written(family("a", [1, 2, 3], closed="2024-04-30"), family("b", [1, 2, 3, 4, 5], closed="2024-06-30"),
                            family("c", [1, 2], closed="2024-03-31"))
        found = self.find("visits", path, status=0)
        self.assertEqual((found["numerator"], found["denominator"], found["verdict"]), (10, 13, "reached"))
        path = self.written(family("a", range(1, 6), closed="2024-06-30"), *[family(f"b{i}", [1, 2, 4], closed="2024-04-30") for i in range(9)],
                            family("c", [], closed="2024-01-31"))
        found = self.find("visits", path, status=1)
        self.assertEqual((found["numerator"], found["denominator"], found["percent"], found["verdict"]), (32, 43, "74.41", "missed"))

    def test_since(self):
        path = self.written(family("a", [1, 2, 4, 5, 6]))
        self.assertEqual(self.find("visits", "--since", "2024-03-31", path, status=0)["denominator"], 4)
        self.assertEqual(self.find("visits", "--since", "2024-04-01", path, status=0)["numerator"], 3)
        self.assertEqual(self.find("first", "--since", "2024-01-11", path, status=0)["denominator"], 1)
        self.assertEqual(self.find("first", "--since", "2024-01-12", path, status=0)["denominator"], 0)
        output, _ = self.rates("--since", "2024-04-01", path, status=0)
        self.assertTrue(output.startswith("Rates of 1 case as of 2024-07-01, since 2024-04-01\n"))

    def test_no_known_number(self):
        """Of one case it is not known since when it is assigned; of another what its plan is."""
        document = family("a", [1])
        document["assigned"] = None
        document["plans"] = [{"id": "p", "developed": "2024-01-05", "effective": None}]
        path = self.written(document)
        self.assertEqual([self.find(rule, path, status=1)["uncounted"] for rule in ("weekly", "objectives", "visits")], [1, 1, 0])
        output, _ = self.rates(path, status=1)
        self.assertIn("   Rate:     none, 0 of 0 periods met\n   Unknown:  1 finding whose periods are not known\n", output)

    def test_a_table(self):
        output, _ = self.rates("--format", "csv", self.written(family("a", [1, 2, 3])), status=1)
        rows = list(csv.DictReader(io.StringIO(output)))
        self.assertEqual([row["rule"] for row in rows], ["demo:visits", "demo:weekly", "demo:letter", "demo:first", "demo:objectives"])
        self.assertEqual((rows[0]["numerator"], rows[0]["denominator"], rows[0]["percent"], rows[0]["verdict"]), ("3", "6", "50.00", "missed"))

    def test_each_case_by_the_pack_of_its_jurisdiction(self):
        paths = [EXAMPLES / "in-home-cps-farrow.json", EXAMPLES / "in-home-mi-quinn.json", EXAMPLES / "in-home-cps-becker.json"]
        output, errors = self.run_command("rates", "--as-of", "2025-09-30", "--format", "jsonl", *paths, status=0)
        self.assertEqual(errors, "")
        found = [json.loads(line) for line in output.splitlines()]
        self.assertEqual([(one["rules"][0]["name"], one["cases"]) for one in found], [("us-ky", 2), ("us-mi", 1)])
        output, _ = self.run_command("rates", "--as-of", "2025-09-30", *paths, status=0)
        self.assertEqual(len(re.findall(r"^Rates of", output, re.MULTILINE)), 2)

    def test_wrong_usage(self):
        for arguments, says in ((["rates"], "rates needs a case file; see `casework rates -h`"),
                                (["rate"], "unknown command `rate`: did you mean `rates`?"),
                                (["rates", "--sinc", "x"], "unknown option `--sinc`: did you mean `--since`?"),
                                (["rates", "--since", "2024-02-30", "x"], "`--since` takes a day as YYYY-MM-DD, not `2024-02-30`"),
                                (["rates", "--since", "2024-03-02", "--as-of", "2024-03-01", "x"], "`--since` is after the day that is judged as of"),
                                (["rates", "--format", "xml", "x"], "`--format` takes text, json, jsonl or csv, not `xml`"),
                                (["audit", "--format", "csv", "x"], "`--format` takes text, json or jsonl, not `csv`"),
                                (["rates", "--names", "x"], "unknown option `--names`; `-h` lists the options")):
            self.assertEqual(self.run_command(*arguments, status=2), ("", f"casework: {says}\n"))
        output, _ = self.run_command("rates", "-h", status=0)
        for word in ("usage: casework rates ", "--since", "--rules", "--param", "--as-of", "--known-at", "--holidays", "csv", "Exit status"):
            self.assertIn(word, output)

    @unittest.skipUnless(jsonschema, "no jsonschema")
    def test_its_schema(self):
        done = subprocess.run([os.environ["CASEWORK_PRINT_SCHEMA"], "casework.rates/1"], capture_output=True, text=True)
        schema = json.loads(done.stdout)
        jsonschema.Draft202012Validator.check_schema(schema)
        for arguments in ([self.written(family("a", [1, -2]))], [self.written(family("b", [])), "--since", "2024-06-30", "--known-at", "2024-06-30"]):
            output, _ = self.rates("--format", "json", *arguments, status=1)
            jsonschema.Draft202012Validator(schema).validate(json.loads(output))

    def test_memory_is_flat(self):
        """What a thousand cases take more than ten is not what they hold."""
        few = self.written(*[family(f"c{i}", range(1, 7)) for i in range(10)], name="few.jsonl")
        many = self.write("many.jsonl", "".join(json.dumps(family(f"c{i}", range(1, 7))) + "\n" for i in range(3000)))
        peaks = []
        for path in (few, many):
            done = subprocess.run(["/usr/bin/env", "python3", "-c",
                                   "import resource,subprocess,sys; subprocess.run(sys.argv[1:],stdout=subprocess.DEVNULL);"
                                   "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)",
                                   COMMAND, "rates", "--rules", self.rules, *self.AS_OF, path], capture_output=True, text=True)
            peaks.append(int(done.stdout))
        if os.environ.get("CASEWORK_SANITIZED") != "yes":
            self.assertLess(peaks[1], peaks[0] + 1024)


class CountedAgain(CommandTest):
    """Every number of `casework rates`, from the reports of `casework audit --all`."""

    def shapes(self, arguments):
        """{rule: (shape, how many variables it has)} by the words of the rule files."""
        output, _ = self.run_command("rules", "--format", "json", *arguments, status=0)
        found = {}
        for rule in json.loads(output)["rules"]:
            shape = next((one for one in ("every", "within") if one in rule), "within" if "by" in rule else "state")
            found[rule["rule"]] = shape, len(rule.get("for", []))
        return found

    def recount(self, rules, path, *options, statuses=(0, 1)):
        texts = []
        for command, more in (("audit", ["--all"]), ("rates", [])):
            arguments = [COMMAND, command, "--rules", rules, "--format", "jsonl", *options, *more, path]
            done = subprocess.run(list(map(str, arguments)), capture_output=True, text=True)
            self.assertIn(done.returncode, statuses, done.stderr)
            texts.append(done.stdout)
        reports, rates = [json.loads(line) for line in texts[0].splitlines()], json.loads(texts[1])
        since = options[options.index("--since") + 1] if "--since" in options else None
        expected = count_again(reports, self.shapes([rules]), since)
        self.assertEqual(rates["cases"], len(reports))
        self.assertEqual({one["rule"] for one in rates["rates"]}, set(expected))
        for one in rates["rates"]:
            with self.subTest(one["rule"]):
                counts, uncounted = expected[one["rule"]]
                self.assertEqual((one["counts"], one["uncounted"]), (counts, uncounted))
                for share, told in zip(shares(counts), (one, one["best"], one["worst"])):
                    self.assertEqual((told["numerator"], told["denominator"], told["percent"]), (*share, percent(share)))
                if one["target"]:
                    self.assertIn(one["verdict"], verdicts(counts, uncounted, one["target"]))
                else:
                    self.assertIsNone(one["verdict"])
        return rates, done.returncode

    def test_the_examples(self):
        documents = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(EXAMPLES.glob("*.json"))]
        path = self.write("examples.jsonl", "".join(json.dumps(one) + "\n" for one in documents))
        # A pack refuses cases whose words only another one has.
        for pack in ("us-ky", "us-mi", "us-federal"):
            for options in ([], ["--since", "2025-01-01"]):
                rates, _ = self.recount(pack, path, "--as-of", "2025-09-30", *options, statuses=(0, 1, 2))
                self.assertGreater(rates["cases"], 5)

    def generated(self, chance, count):
        """Families of whom anything may be missing."""
        for i in range(count):
            document = family(f"c{i}", [month * chance.choice([1, 1, 1, -1]) for month in range(1, 13) if chance.random() < 0.8])
            if chance.random() < 0.3:
                document["closed"] = chance.choice(["2024-05-31", "2024-09-12", None])
            if chance.random() < 0.3:
                document["court_involved"] = chance.choice([True, None])
            if chance.random() < 0.2:
                document["assigned"] = chance.choice([None, "2024-03-05"])
            if chance.random() < 0.3:
                document["members"][0]["roles"] = chance.choice([[], None, ["parent"]])
                document["members"] = [one if one["roles"] is not None else {"id": one["id"]} for one in document["members"]]
            if chance.random() < 0.3:
                document["plans"] = [{"id": "p", "developed": "2024-01-05", "effective": chance.choice([None, "2024-02-01"]),
                                      "objectives": [{"id": "o", "text": "t"}, {"id": "q"}]}]
            if chance.random() < 0.2:
                document["current_to"] = "2024-06-15"
            yield document

    def test_generated_cases(self):
        chance, seen, rules = random.Random(4), set(), self.write("rates.rules", RULES)
        for round in range(6):
            target = chance.choice(["75", "80", "50", "66.7", "100"])
            rules = self.write("generated.rules", RULES.replace("target:  75 %", f"target:  {target} %"))
            path = self.write("generated.jsonl", "".join(json.dumps(one) + "\n" for one in self.generated(chance, 60)))
            options = chance.choice([[], ["--since", "2024-07-01"], ["--since", "2024-02-29"]])
            rates, status = self.recount(rules, path, "--as-of", chance.choice(["2024-12-31", "2024-08-10"]), *options)
            visits = next(one for one in rates["rates"] if one["rule"] == "demo:visits")
            self.assertEqual(status, 1 if visits["verdict"] == "missed" else 0)
            seen.add(visits["verdict"])
        self.assertGreater(len(seen), 1)


if __name__ == "__main__":
    tap.main()

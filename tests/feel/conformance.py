# SPDX-License-Identifier: MIT
"""The expression language against cases: our own in cases/*.jsonl, and the public ones of the DMN Technology Compatibility
Kit where they are at hand (`shared/feel` beside the checkout, or the folder that CASEWORK_FEEL_CASES names).

As a test it prints the counts and fails where a case is answered wrongly. By hand:

    python3 tests/feel/conformance.py --casework PATH              the counts
    python3 tests/feel/conformance.py --casework PATH --failing [PART]
                                      each failing row whose id has PART in it, with what was expected and what came
"""
import argparse
import collections
import decimal
import json
import os
import re
import subprocess
import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
import tap  # noqa: E402

HERE = Path(__file__).resolve().parent
ROOT = Path(os.environ.get("CASEWORK_ROOT", HERE.parent.parent))
PUBLIC = Path(os.environ.get("CASEWORK_FEEL_CASES", ROOT.parent / "shared/feel"))
FILES = ("open.jsonl", "extra_open.jsonl")
NOW = "2026-03-10T12:34:56+00:00"
NEAR = decimal.Decimal("1E-8")
decimal.getcontext().prec = 60

MONTHS = re.compile(r"(-?)P(?:(\d+)Y)?(?:(\d+)M)?")
DAYS = re.compile(r"(-?)P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:\.(\d*))?S)?)?")
FRACTION = re.compile(r"\.(\d*?)0*(?=$|[Z+-])")


# ---- comparing ----

def months(text):
    sign, years, rest = MONTHS.fullmatch(text).groups()
    total = 12 * int(years or 0) + int(rest or 0)
    return -total if sign else total


def nanoseconds(text):
    sign, days, hours, minutes, seconds, fraction = DAYS.fullmatch(text).groups()
    total = ((int(days or 0) * 24 + int(hours or 0)) * 60 + int(minutes or 0)) * 60 + int(seconds or 0)
    total = total * 10 ** 9 + int(((fraction or "") + "0" * 9)[:9])
    return -total if sign else total


def moment(text):
    """One spelling of a date, a time, or both: `Z` is `+00:00`, and a fraction has no zeros at its end."""
    text = FRACTION.sub(lambda found: "." + found.group(1) if found.group(1) else "", text)
    return re.sub(r"Z$", "+00:00", text)


def same(wanted, got):
    if wanted["t"] != got.get("t"):
        return False
    kind, one, other = wanted["t"], wanted.get("v"), got.get("v")
    if kind == "null":
        return True
    if kind == "number":
        return abs(decimal.Decimal(one) - decimal.Decimal(other)) <= NEAR
    if kind == "list":
        return len(one) == len(other) and all(map(same, one, other))
    if kind == "context":
        return one.keys() == other.keys() and all(same(one[key], other[key]) for key in one)
    if kind == "days and time duration":
        return nanoseconds(one) == nanoseconds(other)
    if kind == "years and months duration":
        return months(one) == months(other)
    if kind in ("date", "time", "date and time"):
        return moment(one) == moment(other)
    return one == other


def is_met(row, answer):
    """Whether an answer is what a row inside the profile expects."""
    wanted = row["expected"]
    if "refused" in wanted:
        return wanted["refused"] in answer.get("error", "")
    if "error" in wanted:
        return "error" in answer or answer["result"]["t"] == "null"
    return "result" in answer and same(wanted, answer["result"])


def is_right(row, answer):
    """The same of any row: outside the profile a refusal is right, and so is the expected value."""
    refused = not row.get("inside_profile", True) and "error" in answer
    return refused or is_met(row, answer)


# ---- running ----

def read(path):
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def run(command, rows):
    """The answers in the order of the rows, or None when the command died."""
    lines = [json.dumps({"id": number, "expr": row["expr"], "inputs": row.get("inputs", {})})
             for number, row in enumerate(rows)]
    done = subprocess.run([command, "feel", "--now", NOW, "--jsonl"], input="\n".join(lines), capture_output=True, text=True,
                          encoding="utf-8")
    if done.returncode != 0:
        return None
    answers = [json.loads(line) for line in done.stdout.split("\n") if line]
    if [answer["id"] for answer in answers] != list(range(len(rows))):
        raise ValueError("the answers are not those to the rows")
    return answers


def answers_of(command, rows):
    """One row at a time where all together kill the command, so that the one that does is seen."""
    answers = run(command, rows)
    if answers is None:
        alone = [run(command, [row]) for row in rows]
        answers = [one[0] if one else {"id": 0, "result": {"t": "the command died"}} for one in alone]
    return list(zip(rows, answers))


# ---- counting ----

def share(pairs):
    met = sum(is_met(row, answer) for row, answer in pairs)
    return f"{met} of {len(pairs)} ({100 * met / max(1, len(pairs)):.1f} %)"


def counts(name, pairs):
    """Lines that sum up a file of public cases."""
    real = [pair for pair in pairs if pair[0]["expected"].get("t", "null") != "null"]
    folders = collections.defaultdict(list)
    for row, answer in pairs:
        folders[row["dir"]].append(is_met(row, answer))
    mean = 100 * sum(sum(met) / len(met) for met in folders.values()) / max(1, len(folders))
    inside = [pair for pair in pairs if pair[0]["inside_profile"]]
    outside = [pair for pair in pairs if not pair[0]["inside_profile"]]
    yield f"{name}: all rows: {share(pairs)}"
    yield f"{name}: rows with a real value: {share(real)}"
    yield f"{name}: mean over {len(folders)} directories: {mean:.1f} %"
    yield f"{name}: inside the profile: {share(inside)}"
    refused = sum("error" in answer for _, answer in outside)
    right = sum("error" not in answer and is_met(row, answer) for row, answer in outside)
    yield (f"{name}: outside the profile: {len(outside)}, of which {refused} refused, {right} answered rightly, "
           f"{len(outside) - refused - right} answered wrongly")
    reasons = collections.Counter(reason for row, _ in outside for reason in row["outside_because"])
    for reason, count in reasons.most_common():
        yield f"{name}:   {count} for: {reason}"


def told(row, answer):
    inputs = f"  with {json.dumps(row['inputs'])}" if row.get("inputs") else ""
    outside = "" if row.get("inside_profile", True) else "  (outside the profile)"
    came = f"error: {answer['error']}" if "error" in answer else json.dumps(answer["result"])
    return f"{row['id']}{outside}\n    {row['expr']}{inputs}\n    expected {json.dumps(row['expected'])}\n    came     {came}"


def failing(pairs, part=""):
    return [told(row, answer) for row, answer in pairs if part in row["id"] and not is_right(row, answer)]


# ---- as a test ----

class Conformance(unittest.TestCase):
    def check(self, pairs, say=()):
        for line in say:
            print("# " + line)
        wrong = failing(pairs)
        self.assertEqual(len(wrong), 0, "\n".join(wrong[:40]))

    def test_own(self):
        paths = sorted((HERE / "cases").glob("*.jsonl"))
        self.assertGreater(len(paths), 5)
        for path in paths:
            with self.subTest(path.name):
                self.check(answers_of(os.environ["CASEWORK_COMMAND"], read(path)))

    def public(self, name):
        path = PUBLIC / name
        if not path.is_file():
            self.skipTest(f"no {path}: the public cases are not at hand")
        pairs = answers_of(os.environ["CASEWORK_COMMAND"], read(path))
        self.check(pairs, counts(name, pairs))

    def test_public(self):
        self.public("open.jsonl")

    def test_public_extra(self):
        self.public("extra_open.jsonl")

    def test_comparison_tells_apart(self):
        number = {"t": "number", "v": "1.5"}
        self.assertTrue(same(number, {"t": "number", "v": "1.500000001"}))
        self.assertFalse(same(number, {"t": "number", "v": "1.5000001"}))
        self.assertFalse(same(number, {"t": "string", "v": "1.5"}))
        self.assertTrue(same({"t": "time", "v": "10:00:00.500Z"}, {"t": "time", "v": "10:00:00.5+00:00"}))
        self.assertFalse(same({"t": "time", "v": "10:00:00Z"}, {"t": "time", "v": "10:00:00"}))
        self.assertTrue(same({"t": "years and months duration", "v": "P1Y"}, {"t": "years and months duration", "v": "P12M"}))
        self.assertTrue(same({"t": "days and time duration", "v": "PT36H"}, {"t": "days and time duration", "v": "P1DT12H"}))
        self.assertFalse(is_met({"expected": {"t": "null"}}, {"error": "refused"}))
        self.assertTrue(is_met({"expected": {"error": True}}, {"result": {"t": "null"}}))
        self.assertTrue(is_right({"expected": number, "inside_profile": False}, {"error": "refused"}))
        self.assertFalse(is_right({"expected": number, "inside_profile": False}, {"result": {"t": "null"}}))


# ---- by hand ----

def by_hand():
    parser = argparse.ArgumentParser(description="the expression language against cases")
    parser.add_argument("--casework", required=True, help="the casework command")
    parser.add_argument("--failing", nargs="?", const="", metavar="PART", help="print the failing rows, or those with PART in their id")
    options = parser.parse_args()
    wrong = 0
    paths = [*sorted((HERE / "cases").glob("*.jsonl")), *(PUBLIC / name for name in FILES if (PUBLIC / name).is_file())]
    for path in paths:
        pairs = answers_of(options.casework, read(path))
        lines = failing(pairs, options.failing or "")
        wrong += len(lines)
        if options.failing is not None:
            print("\n".join(lines)) if lines else None
        elif path.parent == PUBLIC:
            print("\n".join(counts(path.name, pairs)))
        else:
            print(f"{path.name}: {share(pairs)}")
    print(f"{wrong} failing")
    return 1 if wrong else 0


if __name__ == "__main__":
    if len(sys.argv) > 1:
        sys.exit(by_hand())
    tap.main()

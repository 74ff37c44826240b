# SPDX-License-Identifier: MIT
"""Every rule of a pack is tested for every outcome that it can have.

    outcomes.py PACK.rules

That the expectations hold is for `casework test` to say; this reads which of them PACK.tests names.
"""
import re
import sys
from pathlib import Path

STATUSES = ("met", "late", "pending", "overdue", "unmet", "waived", "unknown", "not_applicable")
RULE = re.compile(r"^rule (\S+)[^\n]*\n((?:[ \t].*\n|\s*\n|//.*\n)*)", re.MULTILINE)
EXPECTED = re.compile(r"^\s+expect:\s*(\S+)(.*)$", re.MULTILINE)


def wanted(body):
    """The outcomes that a rule with these clauses can have; of one that may turn out as either of two, a tuple."""
    def has(clause):
        return re.search(rf"^\s+{clause}:", body, re.MULTILINE)
    outcomes = {"met", "not_applicable", "unknown"}
    if has("by") or has("within") or has("every"):
        outcomes |= {"pending", "late", ("overdue", "unmet")}
    else:
        outcomes |= {"unmet"} | ({"pending"} if has("from") else set())
    return outcomes | ({"waived"} if has("waived") else set())


def rules_of(text):
    """Rule name -> its clauses; those of several versions together."""
    bodies = {}
    for name, body in RULE.findall(text):
        bodies[name] = bodies.get(name, "") + body
    return bodies


def tested_in(text):
    """(rule, status) of each expectation."""
    for rule, rest in EXPECTED.findall(text):
        status = next((word for word in rest.split() if word in STATUSES), None)
        yield rule.rpartition(":")[2], status


def main(path):
    rules, tested = rules_of(path.read_text(encoding="utf-8")), set(tested_in(path.with_suffix(".tests").read_text(encoding="utf-8")))
    print(f"1..{len(rules)}")
    good = bool(rules)
    for number, (rule, body) in enumerate(rules.items(), 1):
        missing = [outcome if isinstance(outcome, str) else " or ".join(outcome) for outcome in wanted(body)
                   if not any((rule, one) in tested for one in ([outcome] if isinstance(outcome, str) else outcome))]
        print(f"{'not ok' if missing else 'ok'} {number} - {path.stem}: {rule} is tested for every outcome")
        for outcome in sorted(missing):
            print(f"# no test of {rule} expects {outcome}")
        good = good and not missing
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))

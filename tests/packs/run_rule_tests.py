#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Runs a rule-test file with the casework command. Where the file stands beside the pack's own rules, it also
checks that every rule of the pack is tested for each outcome that it can have.

    run_rule_tests.py CASEWORK PACK TESTS

Prints TAP. Exit status 0 when all tests pass.
"""
import json
import os
import re
import subprocess
import sys

STATUSES = ("met", "late", "pending", "overdue", "unmet", "waived", "unknown", "not_applicable")


class Wrong(Exception):
    """A mistake in the test file, or an expectation that does not hold."""


def read_tests(path):
    """Yields (name, line, [(line, clause, text)]) for each test of the file."""
    test = None
    with open(path, encoding="utf-8") as file:
        for number, line in enumerate(file, 1):
            text = line.strip()
            if not text or text.startswith("//"):
                continue
            if not line[0].isspace():
                if test:
                    yield test
                named = re.fullmatch(r'test "(.*)"', text)
                test = (named.group(1), number, []) if named else None
                if not named and not text.startswith("tests "):
                    raise Wrong("%s:%d: expected `test \"name\"`" % (path, number))
            else:
                clause, _, rest = text.partition(":")
                test[2].append((number, clause, rest.strip()))
    if test:
        yield test


def walk(case, steps):
    """The record or list that a path names: a list's name, then an id, and so on."""
    here = case
    for step in steps:
        if isinstance(here, list):
            found = [one for one in here if one.get("id") == step]
            if not found:
                raise Wrong("no `%s` in the case" % step)
            here = found[0]
        else:
            here = here.setdefault(step, [])
    return here


def edit(case, clause, text):
    """Applies one `set`, `add`, `remove` or `without` to the document."""
    if clause == "add":
        path, value = re.fullmatch(r"(\S+) (\{.*\})", text).groups()
        walk(case, path.split("/")).append(json.loads(value))
        return
    path, _, value = text.partition(" = ")
    place, dot, field = path.rpartition(".")
    if clause == "remove" and not dot:
        steps = path.split("/")
        walk(case, steps[:-1]).remove(walk(case, steps))
        return
    record = walk(case, place.split("/")) if place else case
    if clause == "set":
        record[field] = json.loads(value)
    elif clause == "without":
        record[field] = None
    else:
        record.pop(field, None)


def audit(casework, rules, case, day):
    command = [casework, "audit", "--rules", rules, "--as-of", day, "--format", "json", "--all", "-"]
    done = subprocess.run(command, input=json.dumps(case), capture_output=True, text=True, check=False)
    if done.returncode not in (0, 1):
        raise Wrong("the audit failed: " + done.stderr.strip())
    return json.loads(done.stdout)["findings"]


def bare(rule):
    return rule.rpartition(":")[2]


def expect(findings, text):
    """Checks one expectation; gives the (rule, status) pairs that it reached."""
    if text == "only":
        found = [bare(one["rule"]) for one in findings if one["violation"] and not one.get("expected")]
        if found:
            raise Wrong("violations that the test does not name: " + ", ".join(found))
        return []
    rule, *words = text.split()
    if words == ["none"]:
        if any(bare(one["rule"]) == rule for one in findings):
            raise Wrong("expected no finding of %s" % rule)
        return []
    at = next((i for i, word in enumerate(words) if word in STATUSES), None)
    if at is None:
        raise Wrong("no status in `%s`" % text)
    subjects, status, rest = words[:at], words[at], words[at + 1:]
    found = [one for one in findings
             if bare(one["rule"]) == rule and [s["id"] for s in one["subjects"]] == subjects]
    if len(found) != 1:
        raise Wrong("expected one finding of %s %s, found %d" % (rule, " ".join(subjects), len(found)))
    one = found[0]
    one["expected"] = True
    if one["status"] != status:
        raise Wrong("expected %s, found %s %s" % (text, one["status"], json.dumps(one["reasons"])))
    if rest[:1] == ["due"] and one["due"] != rest[1]:
        raise Wrong("expected %s, found due %s" % (text, one["due"]))
    if rest[:1] == ["missing"] and [r.get("fact") for r in one["reasons"]] != rest[1:]:
        raise Wrong("expected %s, found %s" % (text, json.dumps(one["reasons"])))
    return [(rule, status)]


def run(casework, rules, folder, clauses):
    case, day, expectations, reached = None, None, [], []
    for number, clause, text in clauses:
        if clause == "case":
            with open(os.path.join(folder, text), encoding="utf-8") as file:
                case = json.load(file)
        elif clause == "on":
            day = text
        elif clause == "expect":
            expectations.append((number, text))
        elif clause in ("set", "add", "remove", "without"):
            edit(case, clause, text)
        else:
            raise Wrong("line %d: unknown clause `%s`" % (number, clause))
    findings = audit(casework, rules, case, day)
    for number, text in expectations:
        try:
            reached += expect(findings, text)
        except Wrong as wrong:
            raise Wrong("line %d: %s" % (number, wrong)) from None
    return reached


def outcomes_missing(pack, reached):
    """Each rule is to be tested met, unmet, not applicable and unknown, and with `from` pending too."""
    missing = []
    with open(pack, encoding="utf-8") as file:
        rules = re.findall(r"^rule (\S+)\n((?:[ \t].*\n)*)", file.read(), re.M)
    for rule, body in rules:
        pending = ("pending",) if re.search(r"^ +from:", body, re.M) else ()
        for status in ("met", "unmet", "not_applicable", "unknown") + pending:
            if (rule, status) not in reached:
                missing.append("%s %s" % (rule, status))
    return missing


def main():
    casework, rules, tests = sys.argv[1:4]
    folder = os.path.dirname(tests)
    reached, failed, number = set(), 0, 0
    for name, line, clauses in read_tests(tests):
        number += 1
        try:
            reached.update(run(casework, rules, folder, clauses))
            print("ok %d - %s" % (number, name))
        except Wrong as wrong:
            failed += 1
            print("not ok %d - %s\n# line %d: %s" % (number, name, line, wrong))
    pack = os.path.join(folder, rules + ".rules")
    missing = outcomes_missing(pack, reached) if os.path.exists(pack) else []
    if os.path.exists(pack):
        number += 1
        print("%s %d - every rule is tested for every outcome" % ("not ok" if missing else "ok", number))
    for one in missing:
        print("# no test reaches " + one)
    print("1..%d" % number)
    return 1 if failed or missing else 0


if __name__ == "__main__":
    sys.exit(main())

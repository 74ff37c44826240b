#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Compares the command with the oracle on random cases and rules.

compare.py CASEWORK [--cases N] [--seed S] [--rules FILE] [--folder DIR]

Each batch is one rule file, one day and many cases. The first disagreement of each batch is cut down and printed;
exit status 1 if there was any."""
import argparse
import copy
import json
import random
import re
import subprocess
import sys
import tempfile
from datetime import date
from pathlib import Path

import generate
import oracle

DAYS = [date(2024, 2, 29), date(2024, 3, 1), date(2024, 3, 31), date(2024, 6, 15), date(2023, 2, 28), date(2024, 12, 31)]


class Command:
    def __init__(self, path, folder):
        self.path, self.folder = path, Path(folder)

    def run(self, *arguments):
        return subprocess.run([self.path, *map(str, arguments)], capture_output=True, text=True)

    def audit(self, text, cases, day):
        """The reports by the case's id; None where the command told an error."""
        rules, documents = self.folder / "random.rules", self.folder / "cases.jsonl"
        rules.write_text(text)
        documents.write_text("".join(json.dumps(c) + "\n" for c in cases))
        done = self.run("audit", "--rules", rules, "--as-of", day, "--format", "jsonl", "--all", documents)
        if done.returncode not in (0, 1) or "error" in done.stderr:
            print(done.stderr[:3000] or f"exit status {done.returncode}")
            return None
        return {r["case"]: r for r in map(json.loads, done.stdout.splitlines())}

    def accepted(self, maker, count):
        """Random rules without those that the checker refuses, and how many it refused."""
        rules = [maker.rule(f"r{i}") for i in range(count)]
        path = self.folder / "check.rules"
        path.write_text(generate.rule_file(rules))
        told = self.run("check", path).stderr + self.run("check", path).stdout
        starts, line = [], generate.rule_file([]).count("\n") + 1
        for r in rules:
            starts.append(line)
            line += r.count("\n") + 1
        bad = {max(i for i, s in enumerate(starts) if s <= int(n)): m for n, m in re.findall(r":(\d+):\d+: error: (.*)", told)}
        return [r for i, r in enumerate(rules) if i not in bad], sorted(bad.values())


def engine_findings(report):
    return [{"rule": f["rule"], "subjects": [s["id"] for s in f["subjects"]], "status": f["status"], "best": f["best"] or f["status"],
             "worst": f["worst"] or f["status"], "due": f["due"], "violation": f["violation"],
             "missing": [r.get("fact") or r.get("message") or r.get("kind") for r in f["reasons"]]} for f in report["findings"]]


def key(f):
    return f["rule"], tuple(f["subjects"])


def told(f):
    return (f["status"], f["best"], f["worst"], str(f["due"]) if f["due"] else None, f["violation"])


def difference(mine, theirs, document):
    """The first finding on which they disagree, or None. A subject that a filter excludes may be listed or not."""
    keys = list(dict.fromkeys([key(f) for f in mine] + [key(f) for f in theirs]))
    for k in keys:
        a = sorted([f for f in mine if key(f) == k and f["status"] != "not_applicable"], key=told)
        b = sorted([f for f in theirs if key(f) == k and f["status"] != "not_applicable"], key=told)
        if [told(f) for f in a] != [told(f) for f in b]:
            return k, [f for f in mine if key(f) == k], [f for f in theirs if key(f) == k]
        for f in b:
            wrong = [m for m in f["missing"] if not missing_in(document, m)]
            if wrong or (f["status"] == "unknown" and not f["missing"]):
                return k, [f"not missing: {wrong}", f], a
    return None


def missing_in(document, fact):
    """Whether the document does not tell the fact, `PATH.FIELD`: a path goes down by keys, ids and positions, or is an id."""
    if not fact or "current" in fact:
        return bool(fact)
    path, field = fact.rsplit(".", 1)
    one = document
    for step in [s for s in path.split("/") if path != "case"]:
        if isinstance(one, list):
            one = next((o for i, o in enumerate(one) if o.get("id", str(i)) == step), None)
        else:
            one = one[step] if step in one else with_id(document, step)
        if one is None:
            return False
    return one.get(field) is None


def with_id(value, identifier):
    """The object with an id, wherever it is."""
    if isinstance(value, dict):
        if value.get("id") == identifier:
            return value
        value = list(value.values())
    found = [with_id(v, identifier) for v in value] if isinstance(value, list) else []
    return next((f for f in found if f is not None), None)


def smaller(document):
    """Each way to take one thing out of a document."""
    def places(value, path):
        if isinstance(value, dict):
            for k, v in value.items():
                if k not in ("format", "id", "types", "opened", "kind", "date"):
                    yield path + [k]
                yield from places(v, path + [k])
        elif isinstance(value, list):
            for i, v in enumerate(value):
                yield path + [i]
                yield from places(v, path + [i])
    for path in places(document, []):
        copied = copy.deepcopy(document)
        at = copied
        for step in path[:-1]:
            at = at[step]
        del at[path[-1]]
        yield copied


def shrink(command, text, document, day, disagree):
    """Takes things out while the two still disagree."""
    better = True
    while better:
        better = False
        for candidate in smaller(document):
            if disagree(command, text, candidate, day, True):
                document, better = candidate, True
                break
    return document


def disagree(command, text, document, day, quiet=False):
    """The difference on one case alone; what the command refuses does not count."""
    try:
        mine = oracle.evaluate(oracle.Rules(text), document, day)
    except (KeyError, TypeError):
        return None
    rules, path = command.folder / "one.rules", command.folder / "one.json"
    rules.write_text(text)
    path.write_text(json.dumps(document))
    done = command.run("audit", "--rules", rules, "--as-of", day, "--format", "jsonl", "--all", path)
    if done.returncode not in (0, 1):
        return None
    return difference(mine, engine_findings(json.loads(done.stdout)), document)


def only_rule(text, name):
    """The rule file with that rule alone."""
    head, *rules = re.split(r"(?m)^(?=rule )", text)
    return head + "".join(r for r in rules if r.split()[1] == name)


def batch(command, seed, count, text, day, cases):
    """How many cases agree; the first that does not is cut down and told."""
    reports = command.audit(text, cases, day)
    if reports is None:
        return 1, f"seed {seed}: the command refused the batch in {command.folder}"
    compiled, findings, statuses = oracle.Rules(text), 0, {}
    for document in cases:
        mine = oracle.evaluate(compiled, document, day)
        theirs = engine_findings(reports[document["id"]])
        findings += len(theirs)
        for f in theirs:
            statuses[f["status"]] = statuses.get(f["status"], 0) + 1
        found = difference(mine, theirs, document)
        if found:
            alone = only_rule(text, found[0][0].split(":")[1])
            document = shrink(command, alone, document, day, disagree)
            found = disagree(command, alone, document, day) or found
            rule = "rule " + re.split(r"(?m)^rule ", alone)[1]
            return 1, (f"seed {seed}, as of {day}, rule and subjects {found[0]}\n{rule}\ncase: {json.dumps(document)}\n"
                       f"oracle:  {found[1]}\ncommand: {found[2]}\n")
    return 0, statuses


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("casework")
    options.add_argument("--cases", type=int, default=2000)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--rules", help="a rule file instead of random rules")
    options.add_argument("--folder", help="where to write; default: a temporary folder")
    options.add_argument("--keep-going", type=int, default=1, help="stop after so many disagreements")
    options.add_argument("--null-lists", type=float, default=generate.NULL_LISTS, help="the chance of an owned list to be null")
    options.add_argument("--whole", action="store_true", help="no case whose record ends before the judged day")
    options.add_argument("--state-only", action="store_true", help="only states: all that is generated now, so it changes nothing yet")
    asked = options.parse_args()
    generate.NULL_LISTS = asked.null_lists
    folder = asked.folder or tempfile.mkdtemp(prefix="casework-oracle-")
    command, wrong, done, seed, totals, refused = Command(asked.casework, folder), 0, 0, asked.seed, {}, {}
    while done < asked.cases and wrong < asked.keep_going:
        rng = random.Random(seed)
        day, size = rng.choice(DAYS), min(40, asked.cases - done)
        if asked.rules:
            text = Path(asked.rules).read_text()
        else:
            rules, why = command.accepted(generate.RuleMaker(rng), 30)
            text = generate.rule_file(rules)
            for w in why:
                refused[w] = refused.get(w, 0) + 1
        lost = rng.choice([(0, 0), (0.1, 0.05), (0.3, 0.1)])
        cases = [generate.CaseMaker(rng, day, *lost, whole=asked.whole).case(f"c{seed}_{i}") for i in range(size)]
        failed, said = batch(command, seed, size, text, day, cases)
        wrong += failed
        if failed:
            print(said)
        else:
            for status, n in said.items():
                totals[status] = totals.get(status, 0) + n
        done, seed = done + size, seed + 1
    for message, n in sorted(refused.items(), key=lambda i: -i[1])[:12]:
        print(f"refused {n}: {message}", file=sys.stderr)
    print(f"{done} cases, {wrong} disagreements, findings agreed: {totals}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())

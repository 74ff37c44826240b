#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Compares the command with the oracle on random cases and rules.

compare.py CASEWORK [--cases N] [--seed S] [--shapes state,deadline,recurrence] [--rules FILE] [--folder DIR]

Each batch is one rule file, one day and many cases. The first disagreement of each batch is cut down and printed;
exit status 1 if there was any."""
import argparse
import copy
import json
import random
import re
import shutil
import subprocess
import sys
import tempfile
from datetime import date, timedelta
from pathlib import Path

import facts
import generate
import generate_rules
import oracle

DAYS = [date(2024, 2, 29), date(2024, 3, 1), date(2024, 3, 31), date(2024, 6, 15), date(2023, 2, 28), date(2024, 12, 31)]


class Command:
    def __init__(self, path, folder, rules=None):
        """The rule sets that a given rule file may include are laid beside it."""
        self.path, self.folder = path, Path(folder)
        for other in Path(rules).parent.glob("*.rules") if rules else []:
            shutil.copy(other, self.folder)

    def rules(self, text):
        return oracle.Rules(text, self.folder)

    def run(self, *arguments):
        return subprocess.run([self.path, *map(str, arguments)], capture_output=True, text=True)

    def audit(self, text, cases, day, known_at=None):
        """The reports by the case's id; None where the command told an error."""
        rules, documents = self.folder / "random.rules", self.folder / "cases.jsonl"
        rules.write_text(text)
        documents.write_text("".join(json.dumps(c) + "\n" for c in cases))
        done = self.run("audit", "--rules", rules, *days(day, known_at), "--format", "jsonl", "--all", documents)
        if done.returncode not in (0, 1) or "error" in done.stderr:
            print(done.stderr[:3000] or f"exit status {done.returncode}")
            return None
        return {r["case"]: r for r in map(json.loads, done.stdout.splitlines())}

    def accepted(self, maker, count, shapes=("state",), absent=()):
        """Random rules without those that the checker refuses, and how many it refused."""
        rules = [maker.rule(f"r{i}", shapes) for i in range(count)]
        path = self.folder / "check.rules"
        path.write_text(generate_rules.rule_file(rules, absent))
        told = self.run("check", path)
        told = told.stderr + told.stdout
        starts, line = [], generate_rules.rule_file([], absent).count("\n") + 1
        for r in rules:
            starts.append(line)
            line += r.count("\n") + 1
        bad = {max(i for i, s in enumerate(starts) if s <= int(n)): m for n, m in re.findall(r":(\d+):\d+: error: (.*)", told)}
        return [r for i, r in enumerate(rules) if i not in bad], sorted(bad.values())


def days(day, known_at):
    since = since_of(day)
    return ["--as-of", day] + (["--known-at", known_at] if known_at else []) + (["--since", since] if since else [])


def since_of(day):
    """The day since which periods are counted: of some batches a while ago, of others none."""
    return None if day.day == 31 else day - timedelta(days=100)


def periods_of(periods, since):
    """How many periods became what, of those that end since a day."""
    cells = [c for e, c in periods if since is None or e >= since]
    unsure = [c for c in cells if len(c) > 1]
    counts = {word: sum(c == {word} for c in cells) for word in ("met", "missed", "waived", "pending")}
    return {**counts, "unknown": len(unsure), "perhaps_met": sum("met" in c for c in unsure),
            "perhaps_missed": sum("missed" in c for c in unsure)}


def engine_findings(report):
    return [{"rule": f["rule"], "subjects": [s["id"] for s in f["subjects"]], "status": f["status"], "best": f["best"] or f["status"],
             "worst": f["worst"] or f["status"], "due": f["due"], "violation": f["violation"],
             "missed": f.get("missed", 0), "uncertain": f.get("uncertain", 0), "periods": f.get("periods"),
             "missing": [r.get("fact") or r.get("message") or r.get("kind") for r in f["reasons"]]} for f in report["findings"]]


def counted(findings, day):
    return [{**f, "periods": periods_of(f["periods"], since_of(day))} if f.get("periods") is not None else f for f in findings]


def key(f):
    return f["rule"], tuple(f["subjects"])


def told(f):
    """What must be the same. The due day of what is unknown is not told."""
    counts = (f["missed"], f["uncertain"]) if COUNTS else ()
    return (f["status"], f["best"], f["worst"], str(f["due"]) if f["due"] and f["status"] != "unknown" else None, f["violation"], *counts)


COUNTS = True


def agree(mine, theirs):
    """Whether two findings say the same. What is unknown as a whole may be not applicable where that is certain; and where
    periods that are uncertain leave several due days to choose from, any of them is right."""
    if theirs["status"] == "not_applicable" and "or_not_applicable" in mine:
        return mine["or_not_applicable"]()
    days = {str(d) if d else None for d in mine.get("dues", ())} | {str(mine["due"]) if mine["due"] else None}
    if theirs["due"] in days:
        mine = {**mine, "due": theirs["due"]}
    return told(mine) == told(theirs) and mine.get("periods") == theirs.get("periods")


def difference(mine, theirs, document):
    """The first finding on which they disagree, or None. A subject that a filter excludes may be listed or not."""
    absent = {"status": "not_applicable", "best": "not_applicable", "worst": "not_applicable", "due": None, "violation": False,
              "missed": 0, "uncertain": 0, "missing": []}
    keys = list(dict.fromkeys([key(f) for f in mine] + [key(f) for f in theirs]))
    for k in keys:
        a = sorted([f for f in mine if key(f) == k and f["status"] != "not_applicable"], key=told_text)
        b = sorted([f for f in theirs if key(f) == k and f["status"] != "not_applicable"], key=told_text)
        for x, y in zip(a + [absent] * (len(b) - len(a)), b + [absent] * (len(a) - len(b))):
            if not agree(x, y):
                return k, shown(mine, k), shown(theirs, k)
        for f in b:
            wrong = [m for m in f["missing"] if not missing_in(document, m)]
            if wrong or (f["status"] == "unknown" and not f["missing"]):
                return k, [f"not missing: {wrong}", f], a
    return None


def told_text(f):
    return str(told(f))


def shown(findings, k):
    return [{n: str(v) for n, v in f.items() if n in oracle.TOLD and n not in ("rule", "subjects")} for f in findings if key(f) == k]


def missing_in(document, fact):
    """Whether the document does not tell the fact, `PATH.FIELD`: a path goes down by keys, ids and positions, or is an id."""
    if not fact or "current" in fact:
        return bool(fact)
    if "." not in fact or " " in fact or "(" in fact:
        return True                     # the sentence of an error, or a rating
    path, field = fact.rsplit(".", 1)
    custom = path.endswith(".custom")
    path = path.removesuffix(".custom")
    one = document
    for step in [s for s in path.split("/") if path != "case"]:
        if isinstance(one, list):
            one = next((o for i, o in enumerate(one) if step in (o.get("id"), str(i))), None)
        else:
            one = one[step] if step in one else with_id(document, step)
        if one is None:
            return False
    if not custom:
        return one.get(field) is None
    held = one.get("custom") or {}
    rows = [row for row in held.get("history") or [] if row["field"] == field]
    return held.get(field) is None or any(row["value"] is None or not row.get("until") for row in rows)


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


def shrink(command, text, document, day, known_at, disagree):
    """Takes things out while the two still disagree."""
    better = True
    while better:
        better = False
        for candidate in smaller(document):
            if disagree(command, text, candidate, day, known_at, True):
                document, better = candidate, True
                break
    return document


def disagree(command, text, document, day, known_at, quiet=False):
    """The difference on one case alone; what the command refuses does not count."""
    try:
        mine = counted(oracle.evaluate(command.rules(text), document, day, known_at), day)
    except (KeyError, TypeError):
        return None
    rules, path = command.folder / "one.rules", command.folder / "one.json"
    rules.write_text(text)
    path.write_text(json.dumps(document))
    done = command.run("audit", "--rules", rules, *days(day, known_at), "--format", "jsonl", "--all", path)
    if done.returncode not in (0, 1):
        return None
    return difference(mine, engine_findings(json.loads(done.stdout)), document)


def only_rule(text, name):
    """The rule file with that rule alone."""
    head, *rules = re.split(r"(?m)^(?=rule )", text)
    if "\ninclude " in head:
        return text
    return head + "".join(r for r in rules if r.split()[1] == name)


def batch(command, seed, text, day, known_at, cases):
    """How many cases agree; the first that does not is cut down and told."""
    reports = command.audit(text, cases, day, known_at)
    if reports is None:
        return 1, f"seed {seed}: the command refused the batch in {command.folder}"
    compiled, findings, statuses = command.rules(text), 0, {}
    for document in cases:
        mine = counted(oracle.evaluate(compiled, document, day, known_at), day)
        theirs = engine_findings(reports[document["id"]])
        findings += len(theirs)
        for f in theirs:
            statuses[f["status"]] = statuses.get(f["status"], 0) + 1
        found = difference(mine, theirs, document)
        if found:
            alone = only_rule(text, found[0][0].split(":")[1])
            document = shrink(command, alone, document, day, known_at, disagree)
            found = disagree(command, alone, document, day, known_at) or found
            rule = alone[alone.index("\nrule "):] if alone.count("\nrule ") < 4 else ""
            return 1, (f"seed {seed}, as of {day}, known at {known_at}, rule and subjects {found[0]}\n{rule}\ncase: {json.dumps(document)}\n"
                       f"oracle:  {found[1]}\ncommand: {found[2]}\n")
    return 0, statuses


def told_by(command, text):
    """The schema of a rule file, and its text with that of the files that it includes."""
    rules = command.rules(text)
    return rules.schema, "\n".join([text] + [(command.folder / f"{name}.rules").read_text() for name in rules.files])


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
    options.add_argument("--shapes", default="state,deadline,recurrence", help="the kinds of rules that are made")
    options.add_argument("--plain", action="store_true", help="no absent clauses and no --known-at")
    options.add_argument("--pass-over", default="", help="reported faults of the command to pass over, by name (README.md)")
    asked = options.parse_args()
    facts.BUGS |= set(filter(None, asked.pass_over.split(",")))
    generate.NULL_LISTS = asked.null_lists
    folder = asked.folder or tempfile.mkdtemp(prefix="casework-oracle-")
    command, wrong, done, seed, totals, refused = Command(asked.casework, folder, asked.rules), 0, 0, asked.seed, {}, {}
    while done < asked.cases and wrong < asked.keep_going:
        rng = random.Random(seed)
        day, size = rng.choice(DAYS), min(40, asked.cases - done)
        known_at = day - timedelta(days=rng.choice([0, 1, 30, 90])) if rng.random() < 0.3 and not asked.plain else None
        absent = rng.sample(generate_rules.ABSENT, 8) if rng.random() < 0.4 and not asked.plain else []
        if asked.rules:
            text = Path(asked.rules).read_text()
            wanted = generate.Facts(*told_by(command, text))
        else:
            wanted = generate.Facts()
            rules, why = command.accepted(generate_rules.RuleMaker(rng), 30, tuple(asked.shapes.split(",")), absent)
            text = generate_rules.rule_file(rules, absent)
            for w in why:
                refused[w] = refused.get(w, 0) + 1
        waivable = re.findall(r"(?s)rule (\S+)\n(?:(?!\nrule ).)*?waived:  by", wanted.text or text)
        lost = rng.choice([(0, 0), (0.1, 0.05), (0.3, 0.1)])
        cases = [generate.CaseMaker(rng, day, *lost, whole=asked.whole, waivable=waivable, facts=wanted).case(f"c{seed}_{i}") for i in range(size)]
        failed, said = batch(command, seed, text, day, known_at, cases)
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

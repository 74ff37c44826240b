#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Is unknown sound? Small cases with facts removed, each completed in every way over a small set of values.

soundness.py [CASEWORK] [--cases N] [--seed S] [--folder DIR]

In the oracle a completion makes a fact known without writing it down, so that `documented` keeps its answer. With
CASEWORK the completions are written into the documents and judged by the command, for rules without `documented`.
A decided finding must be the same under every completion (`overdue` may turn out `unmet`, which has the same rank), and an unknown one stay between its best and worst; else
exit status 1. The share of unknown findings on which all completions agree is printed: what was needlessly unknown."""
import argparse
import copy
import itertools
import json
import random
import re
import sys
import tempfile
from datetime import date, timedelta

import compare
import facts
import generate
import generate_rules
import oracle
from facts import NOTHING, Case

SCHEMA = generate.SCHEMA
RATED = ["rating", "score", "item", "instrument", "about"]
BEHIND = {"category": ["roles"], "active": ["left", "joined"], "since": ["effective", "developed"], "until": ["effective", "developed"],
          "plan": ["effective", "developed"], "plans": ["developed", "effective"], "members": ["joined", "born"], "about": ["roles"],
          "tasks": ["effective", "developed"], "objectives": ["effective", "developed"], "age": ["born"], "rating": RATED, "score": RATED}
MOST = 400          # completions of one case and rule; more are sampled


def names_in(text):
    """The names on which a rule may depend: its own, those of conditions, and what is derived from them."""
    found = set(re.findall(r"\w+", re.sub(r"title:.*", "", text)))
    return found | {f for n in found for f in BEHIND.get(n, [])} | {"closed"}


def values(field, rule, case, day):
    """The small set of values that a missing fact may take."""
    said = [w for w in SCHEMA.words.get(field.target, []) if f'"{w}"' in rule]
    other = [w for w in SCHEMA.words.get(field.target, []) if w not in said][:1]
    ids = [r.data["id"] for r in case.records if "id" in r.data and (r.kind == field.target or field.target == "-1") and r.kind != "CASE"]
    if field.kind in ("REVIEW", "RATING") and field.type == "TEXT":
        return generate.ITEMS if field.name == "item" else [generate.INSTRUMENT, "another"]
    if field.type == "BOOLEAN":
        return [True, False]
    if field.type == "TERM":
        return said + other
    if field.type == "TERMS":
        return [[]] + [[w] for w in said + other] + ([said[:2]] if len(said) > 1 else [])
    if field.type == "REFERENCE":
        return ids
    if field.type == "REFERENCES":
        return [[]] + [[i] for i in ids] + ([ids] if len(ids) > 1 else [])
    if field.type == "DATE":
        days = [day, day - timedelta(days=1), day + timedelta(days=1), date(2011, 1, 1), date(2024, 2, 29), day + timedelta(days=45)]
        opened = case.root.data["opened"]
        return [str(d) for d in days if field.name != "closed" or str(d) >= opened]
    return {"TEXT": ["x", ""], "TEXTS": [[], ["north"]], "NUMBER": [0, 1, 2.5, 3]}.get(field.type, [])


def unknown_facts(case, rule, day):
    """Each fact that the document does not tell and the rule may ask for, with the values it may take."""
    asked, out = names_in(rule), []
    for record in case.records:
        for name, field in SCHEMA.fields[record.kind].items():
            held = holder(record.data, field)
            absent = name not in held
            if name not in asked or (absent and field.absence != "UNKNOWN") or (not absent and held[name] is not None):
                continue
            if field.kind == "RATING" and absent and held.get({"rating": "score", "score": "rating"}.get(name)) is not None:
                continue                        # the rating is a word or a score: this one is the other
            found = values(field, rule, case, day)
            if not absent and field.absence == "NONE" and field.type not in ("ROWS", "ROW", "REFERENCES", "TEXTS"):
                found = found + [NOTHING]
            if found:
                out.append(((record.path, name), record, absent, found))
    return out


def holder(data, field):
    """Custom fields stand in an object of their own."""
    return data.get("custom") or {} if "CUSTOM" in field.flags else data


def told_by(text):
    """The rule, and the conditions that it names, as text."""
    rule = text[text.index("\nrule "):]
    for name, line in re.findall(r"(?m)^condition (\w+)(.*)$", text):
        if re.search(rf"\b{name}\b", rule):
            rule += line
    return rule


def completions(facts, rng):
    """Every way, or a sample; and whether it was every way."""
    size = 1
    for f in facts:
        size *= len(f[3])
    keys = [f[0] for f in facts]
    if size <= MOST:
        return [dict(zip(keys, v)) for v in itertools.product(*[f[3] for f in facts])], True
    return [dict(zip(keys, [rng.choice(f[3]) for f in facts])) for _ in range(MOST // 4)], False


def settles_existence(key, record, absent):
    """Facts which, once written, would also say since when the record exists: left out of written completions."""
    return absent and (record.kind, key[1]) in (("MEMBER", "joined"), ("MEMBER", "born"), ("PLAN", "developed"))


def written(document, completion):
    """The document with the completion written into it."""
    filled = copy.deepcopy(document)
    at = {r.path: r for r in Case(filled, SCHEMA).records}
    for (path, name), value in completion.items():
        data = at[path].data
        if "CUSTOM" in SCHEMA.fields[at[path].kind][name].flags:
            data["custom"] = data = data.get("custom") or {}
        if value is NOTHING:
            del data[name]
        else:
            data[name] = value
    return filled


def by_key(findings):
    out = {}
    for f in findings:
        out.setdefault(compare.key(f), f)
    return out


class Tally:
    def __init__(self):
        self.decided = self.unknown = self.needless = self.complete = 0
        self.wrong = []

    def look(self, before, after, whole):
        """One case and rule: its findings, and those of each completion."""
        rank = oracle.RANK
        for k, f in before.items():
            if () == k[1] and f["status"] == "unknown" and any(a for a in after if k not in a):
                continue                        # a list that could not be told: its findings have other subjects
            seen = [a.get(k, {"status": "not_applicable", "best": "not_applicable", "worst": "not_applicable"}) for a in after]
            if f["status"] != "unknown":
                self.decided += 1
                bad = [s for s in seen if s["status"] not in (f["status"], f["status"].replace("overdue", "unmet"))]
            else:
                self.unknown += 1
                bad = [s for s in seen if rank[s["best"]] < rank[f["best"]] or rank[s["worst"]] > rank[f["worst"]]]
                if whole and all(s["status"] != "unknown" for s in seen):
                    self.complete += 1
                    self.needless += len({s["status"] for s in seen}) == 1
            if bad:
                self.wrong.append((f, bad[0], seen.index(bad[0])))
                return

    def say(self, what):
        share = 100 * self.needless / max(1, self.complete)
        print(f"{what}: {self.decided} decided and {self.unknown} unknown findings, {len(self.wrong)} unsound; "
              f"needlessly unknown: {self.needless} of {self.complete} fully enumerated ({share:.1f} %)")


def check_oracle(tally, text, document, day, rng):
    rules, case = oracle.Rules(text), Case(document, SCHEMA)
    ways, whole = completions(unknown_facts(case, told_by(text), day), rng)
    before = by_key(oracle.evaluate(rules, document, day))
    after = [by_key(oracle.evaluate(rules, document, day, completed=w)) for w in ways]
    tell(tally, tally.look(before, after, whole), text, document, ways)


def check_command(tally, command, text, document, day, rng):
    facts = unknown_facts(Case(document, SCHEMA), told_by(text), day)
    ways, whole = completions([f for f in facts if not settles_existence(*f[:3])], rng)
    documents = [dict(document, id="before")] + [dict(written(document, w), id=f"way{i}") for i, w in enumerate(ways)]
    reports = command.audit(text, documents, day)
    if reports is None:
        return
    before = by_key(compare.engine_findings(reports["before"]))
    after = [by_key(compare.engine_findings(reports[f"way{i}"])) for i in range(len(ways))]
    tell(tally, tally.look(before, after, whole and len(facts) == len(ways[0])), text, document, ways)


def tell(tally, _, text, document, ways):
    if tally.wrong and len(tally.wrong) != getattr(tally, "told", 0):
        tally.told = len(tally.wrong)
        before, after, index = tally.wrong[-1]
        completion = {".".join(k): "none" if v is NOTHING else v for k, v in ways[index].items()}
        print(f"unsound:\n{text[text.index(chr(10) + 'rule '):]}\ncase: {json.dumps(document)}\nbefore: {before}\nafter: {after}\ncompletion: {completion}\n")


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("casework", nargs="?")
    options.add_argument("--cases", type=int, default=300)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--shapes", default="state,deadline,recurrence", help="the kinds of rules that are made")
    options.add_argument("--pass-over", default="", help="reported faults of the command that the oracle shares (README.md)")
    options.add_argument("--folder")
    asked = options.parse_args()
    generate.NULL_LISTS = 0
    facts.BUGS |= set(filter(None, asked.pass_over.split(",")))
    mine, theirs = Tally(), Tally()
    command = compare.Command(asked.casework, asked.folder or tempfile.mkdtemp(prefix="casework-oracle-")) if asked.casework else None
    for seed in range(asked.seed, asked.seed + asked.cases):
        rng = random.Random(seed)
        day = rng.choice(compare.DAYS)
        document = generate.CaseMaker(rng, day, 0.08, 0.06, small=True, whole=True, waivable=["r0"]).case("case")
        maker = generate_rules.RuleMaker(rng, documented=command is None or seed % 2 == 0)
        rule = maker.rule("r0", tuple(asked.shapes.split(",")))
        text = generate_rules.rule_file([rule])
        if command and "error" in (lambda d: d.stdout + d.stderr)(check(command, text)):
            continue
        check_oracle(mine, text, document, day, rng)
        if command and "documented" not in rule:
            check_command(theirs, command, text, document, day, rng)
    mine.say("oracle")
    if command:
        theirs.say("command")
    return 1 if mine.wrong or theirs.wrong else 0


def check(command, text):
    path = command.folder / "check.rules"
    path.write_text(text)
    return command.run("check", path)


if __name__ == "__main__":
    sys.exit(main())

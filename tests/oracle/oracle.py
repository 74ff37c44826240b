#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""A second opinion on rule files: reads one, and judges cases by the status algorithm as it is written down,
with no thought of speed. Shares nothing with the library but the schema table.

oracle.py RULES DAY CASE.json...   prints the findings, one JSON object a line"""
import json
import sys
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import facts
from facts import Case, Host, Record, Row, names_in
from feel import (INSTRUMENT, Env, Items, Range, Term, Unknown, add_months, add_term, all_of, any_of, as_list, both, contains,
                  rated_subject, run)
from rulefile import SCHEMA, Rules

RANK = {"met": 0, "not_applicable": 1, "waived": 2, "pending": 3, "late": 4, "unmet": 5, "overdue": 5}
NEVER = date.max


def truth(v):
    """At the end of a clause nothing counts as false."""
    return v if isinstance(v, Unknown) else v is True


class Judge:
    """One rule, one case, one day. `missing` gathers what any unknown on the way was missing."""

    def __init__(self, rules, rule, host, names=(), doubt=()):
        self.rules, self.rule, self.host, self.names, self.doubt = rules, rule, host, names, doubt
        self.as_of, self.missing = host.as_of, set()
        self.scope = (*names, (INSTRUMENT, rule.instrument))
        closed = host.closed(host.as_of)
        same_day = not rule.every or "closed-on-opening-day" in facts.BUGS      # only what may be cut short tells the two apart
        self.closed_unknown = both(closed) if self.as_of > host.opened() or not same_day else None
        self.closed = None if isinstance(closed, Unknown) else closed
        self.last = min(self.as_of, self.closed or NEVER)

    def env(self, day):
        env = Env(self.host, min(day, self.last), self.rule.rules, self.scope)
        for name, tree in self.rule.lets:
            env = env.bind(name, self.lazy(name, tree))
        return env

    def lazy(self, name, tree):
        """A let is read anew on each day, seeing the lets before it."""
        def read(day):
            env = Env(self.host, day, self.rule.rules, self.scope)
            for other, body in self.rule.lets:
                if other == name:
                    break
                env = env.bind(other, self.lazy(other, body))
            return run(tree, env)
        return read

    def at(self, tree, day, **more):
        if tree is None:
            return None
        env = self.env(day)
        for name, value in more.items():
            env = env.bind(name, value)
        return run(tree, env)

    def poss(self, v):
        if isinstance(v, Unknown):
            self.missing |= v.missing
            return [True, False]
        return [v is True]

    def when(self, day, **more):
        """`when`, and the filters of `for` and whether the rated items apply with it."""
        asked = True if self.rule.when is None else truth(self.at(self.rule.when, day, **more))
        return all_of([self.filtered(day), asked, *self.items_apply(day, **more)])

    def items_apply(self, day, **more):
        """Of each item of which `require` asks for a rating whether it was not rated `not_applicable`."""
        if not self.rule.instrument:
            return []
        env = self.env(day)
        for name, value in more.items():
            env = env.bind(name, value)
        asked = self.asked(self.rule.require, env, set())
        return [truth(self.host.applies(run(arguments[0], e), rated_subject(arguments, e), e)) for arguments, e in asked]

    def asked(self, tree, env, own):
        """The arguments of each `rating` and `score`, and what they see: in a `let` and in conditions too. `own` are variables of
        the expression itself: what is asked of them has no meaning outside."""
        word = tree[0] if tree and isinstance(tree[0], str) else None
        if word in ("value", "documented"):
            return
        if word == "name" or word == "call":
            yield from self.asked_by_name(tree, env, own)
        elif word in ("some", "every", "for", "context"):
            for name, part in tree[1]:
                yield from self.asked(part, env, own)
                own = own | {name}
            yield from self.asked(tree[2], env, own) if word != "context" else ()
        elif word == "filter":
            yield from self.asked(tree[1], env, own)
            yield from self.asked(tree[2], env, own | ITEM)
        elif word == "scoped":
            yield from self.asked(tree[2], Env(env.host, env.day, tree[1], env.names), own)
        else:
            for part in tree:
                if isinstance(part, (tuple, list)):
                    yield from self.asked(part, env, own)

    def asked_by_name(self, tree, env, own):
        name, arguments = tree[1], tree[2] if tree[0] == "call" else []
        if tree[0] == "name" and name in own:
            return
        if name in ("rating", "score"):
            if not names_in(arguments) & own:
                yield arguments, env
            return
        for part in arguments:
            yield from self.asked(part, env, own)
        lets, rules = dict(self.rule.lets), env.rules.where(name)
        if tree[0] == "name" and name in lets and name in dict(env.names):
            yield from self.asked(lets[name], env, set())
        elif rules and name in rules.conditions:
            parameters, body = rules.conditions[name]
            inner, hidden = env.bare(rules), {p for p, a in zip(parameters, arguments) if names_in(a) & own}
            for parameter, argument in zip(parameters, arguments):
                inner = inner.bind(parameter, None if parameter in hidden else run(argument, env))
            yield from self.asked(body, inner, hidden)

    def filtered(self, day):
        """Whether the filters of `for` let the bound items through."""
        return all_of([truth(f if isinstance(f, Unknown) else run(f, self.env(day).item(item))) for f, item in self.doubt])

    def excused(self, day, due):
        parts = [self.at(w[1], day) if w[0] == "when" else self.waiver(w[1], day, due) for w in self.rule.waivers]
        return any_of(parts) if parts else False

    def waiver(self, roles, day, due):
        """Whether a waiver covers the day: it names the rule and the subjects, was approved by someone who held one of the
        roles then, gives a reason in writing, is dated not after the due day and has not expired."""
        env, names = self.env(min(day, due)), [f"{self.rule.rules.set}:{self.rule.name}"]
        names += [self.rule.name] if self.rules.bare_name(self.rule) else []
        entries = self.host.entries(env.day, "WAIVER")
        if isinstance(entries, Unknown):
            return entries
        found = [entries.tail] if entries.tail else []
        for w, maybe in entries.pairs():
            named, subjects = self.host.read(w, "rule", env), self.host.read_on(w, "subjects", self.last)
            when, expires = date.fromisoformat(w.data["date"]), self.host.read(w, "expires", env)
            approver = self.host.read_on(w, "approved_by", self.last)
            held = approver if approver is None or isinstance(approver, Unknown) else self.host.read_on(approver, "roles", when)
            found.append(all_of(truth(part) for part in [
                maybe or True, contains(Items(names), named), self.host.documented(w, "reason", env),
                all_of([contains(subjects, v) for _, v in self.names if isinstance(v, Record)]),
                any_of([contains(held, r) for r in roles]),
                expires if isinstance(expires, Unknown) else expires is None or day <= expires]))
        return any_of(found)

    # ---- the algorithm ----

    def judge(self):
        rule, state = self.rule, self.rule.shape() == "state"
        if self.as_of < self.host.opened() or (state and not self.closed_unknown and self.filtered(self.as_of) is False):
            return {"status": "not_applicable"}
        if state and not self.closed_unknown and not rule.in_force(self.last):
            return {"status": "not_applicable", "claimed": False}
        if any(isinstance(v, Unknown) for _, v in self.names):
            return self.no_list()
        self.from_, self.until = self.at(rule.from_, self.as_of), self.at(rule.until, self.as_of)
        anchor = self.at(rule.by or rule.within, self.as_of)
        due = self.paused(anchor) if rule.within else NEVER if anchor is None else anchor
        doubts = both(self.from_, self.until, anchor, due, self.closed_unknown)
        if doubts:
            return self.blanket(doubts)
        ends = [d for d in (self.closed, self.until) if d is not None]
        self.end = min(ends) if ends else NEVER
        if rule.every:
            return self.recurrence()
        if rule.within and anchor is not None and not rule.in_force(anchor) or rule.by and not rule.in_force(self.undated() if due == NEVER else due):
            return {"status": "not_applicable", "claimed": False}
        return self.pick(self.state() if state else self.deadline(anchor, due))

    def undated(self):
        """The day whose version judges a deadline without a due day yet."""
        return self.last if "no-due-closing" in facts.BUGS else self.as_of

    def no_list(self):
        """A list of `for` cannot be told: unknown, unless `when` excludes whatever may be in it."""
        if self.rule.shape() == "state" and not self.closed_unknown and self.when(self.as_of) is False:
            return {"status": "not_applicable"}
        return self.blanket(self.names[0][1])

    def blanket(self, doubts):
        """Unknown as a whole. Of what asks about other days it may be told that it does not apply on any of them."""
        self.missing |= doubts.missing
        return {**self.unknown("met", self.rule.worst()), "or_not_applicable": self.never_applies}

    def never_applies(self):
        """Whether `when` and the filters are false, whatever is not known: of a state on the judged day, else on each day."""
        if self.rule.shape() == "state" and not self.closed_unknown:
            return self.when(self.as_of) is False
        period = Unknown("period")
        return all(self.when(self.as_of - timedelta(days=n), period=period) is False for n in range((self.as_of - FIRST_DAY).days))

    def pick(self, found):
        ranks = {RANK[s] for s, _ in found}
        if len(ranks) == 1:
            status, due = next(((s, d) for s, d in found if s == "overdue"), found[0])
            return {"status": status, "best": status, "worst": status, "due": due, "dues": {d for s, d in found if s == status}, "missing": set()}
        names = [s for s, _ in found]
        worst = max(names, key=lambda s: (RANK[s], s == "overdue"))
        return self.unknown(min(names, key=RANK.get), worst)

    def unknown(self, best, worst):
        return {"status": "unknown", "best": best, "worst": worst, "due": None, "missing": set(self.missing)}

    def state(self):
        as_of, found = self.as_of, []
        if self.until is not None and as_of > self.until:
            return [("not_applicable", None)]
        for w in self.poss(self.when(as_of)):
            if not w:
                found.append(("not_applicable", None))
                continue
            for r in self.poss(self.at(self.rule.require, as_of)):
                if r:
                    found.append(("met", None))
                    continue
                for x in self.poss(self.excused(as_of, as_of)):
                    if x:
                        found.append(("waived", None))
                    elif self.from_ is None or self.from_ < min(as_of, self.end):
                        found.append(("unmet", None))
                    elif as_of > self.end:
                        found.append(("not_applicable", None))
                    else:
                        found.append(("pending", self.from_))
        return found

    def deadline(self, anchor, due):
        as_of, found = self.as_of, []
        if anchor is None and self.rule.within:
            return [("not_applicable", None)]
        shown = None if due == NEVER else due
        for w in self.poss(self.when(min(as_of, due, self.end))):
            if not w:
                found.append(("not_applicable", None))
                continue
            for r in self.poss(self.at(self.rule.require, min(as_of, due, self.end))):
                if r:
                    found.append(("met", shown))
                    continue
                for x in self.poss(self.excused(min(due, as_of), due)):
                    if x:
                        found.append(("waived", shown))
                    elif self.end < due:
                        found.append(("not_applicable", None) if as_of > self.end else ("pending", shown))
                    elif as_of <= due:
                        found.append(("pending", shown))
                    else:
                        found += self.after_due(shown)
        return found

    def after_due(self, due):
        found = []
        for r in self.poss(self.at(self.rule.require, self.as_of)):
            if r:
                found.append(("late", due))
                continue
            for live in self.poss(self.when(self.as_of)):
                found.append(("overdue" if live and self.as_of <= self.end else "unmet", due))
        return found

    def paused(self, anchor):
        """The due day: each paused day between the anchor and it moves it on by one."""
        if anchor is None or isinstance(anchor, Unknown):
            return anchor
        ranges, due, day = self.at(self.rule.paused, self.as_of), add_term(anchor, self.rule.term), anchor
        doubts = ranges if isinstance(ranges, Unknown) else as_list(ranges).doubts()
        if doubts:
            return doubts
        pauses = [open_ended(r) for r in as_list(ranges).items]
        while day < due:
            day += timedelta(days=1)
            held = [r for r in pauses if contains(r, day) is True]
            if any(r.high == date.max for r in held):
                return NEVER
            if held:
                due += timedelta(days=1)
        return due

    def periods(self):
        """The periods from the anchor on, both ends included."""
        term, k, begin = self.rule.every, 0, self.from_
        if term.unit.startswith("calendar"):
            unit = {"month": 1, "quarter": 3, "year": 12}[term.unit.split()[1]]
            begin = date(begin.year, (begin.month - 1) // unit * unit + 1, 1)
            while True:
                after = add_months(begin, unit * int(term.count))
                yield begin, after - timedelta(days=1)
                begin = after
        while True:
            k += 1
            end = add_term(self.from_, Term(term.count * k, term.unit))
            yield begin, end
            begin = end + timedelta(days=1)

    def recurrence(self):
        if self.from_ is None:
            return {"status": "not_applicable"}
        cells, claimed = [], False
        for b, e in self.periods():
            if b > min(self.as_of, self.end):
                break
            claimed |= self.rule.in_force(max(b, self.from_))
            if b < self.from_ or e > self.end:
                if self.rule.partial != "owed":
                    continue
                b, e = max(b, self.from_), min(e, self.end)
                if b > e:
                    continue
            if self.rule.in_force(b):
                cells.append((b, e, self.cell(b, e)))
        return {"cells": cells, "judge": self, "claimed": claimed, "status": "not_applicable"}

    def of_cells(self, cells):
        """The status of periods that were judged, perhaps by several versions."""
        rows = [[(b, e, sorted(c, key=CELLS.index)[choose]) for b, e, c in cells] for choose in (0, -1)]
        found = self.pick(self.row(rows[0]) + self.row(rows[1]))
        missed = [c for _, _, c in cells if "missed" in c]
        return {**found, "missed": sum(c == {"missed"} for c in missed), "uncertain": sum(c != {"missed"} for c in missed),
                "periods": [(e, c) for _, e, c in cells if c != {"not_owed"}]}

    def cell(self, b, e):
        found, period = set(), Range(b, e, True, True)
        first = self.when(b, period=period) if not mentions(self.rule.when, "period") else True
        for w in self.poss(all_of([first, self.when(e, period=period)])):
            if not w:
                found.add("not_owed")
                continue
            for r in self.poss(self.at(self.rule.require, e, period=period)):
                if r:
                    found.add("met")
                    continue
                for x in self.poss(self.excused(e, e)):
                    found.add("waived" if x else "pending" if self.as_of <= e else "missed")
        return found

    def row(self, row):
        owed = [(b, e, c) for b, e, c in row if c != "not_owed"]
        names = [c for _, _, c in owed]
        decided = [c for c in names if c in ("met", "missed")]
        if "missed" in names:
            period = Range(*row[-1][:2], True, True)
            live = self.as_of <= self.end and self.when(self.as_of, period=period) is not False
            status = "late" if decided[-1] == "met" else "overdue" if live else "unmet"
        elif names and names[-1] == "pending":
            status = "pending"
        else:
            status = "met" if "met" in names else "waived" if names else "not_applicable"
        due = None
        if status == "overdue":
            since = max([i for i, c in enumerate(names) if c == "met"], default=-1)
            due = next(e for i, (_, e, c) in enumerate(owed) if i > since and c == "missed")
        else:
            due = next((e for _, e, c in owed if c not in ("met", "waived")), None)
        return [(status, due)]


FIRST_DAY = date(2022, 1, 1)     # before the days of generated cases on which anything depends
CELLS = ["met", "not_owed", "waived", "pending", "missed"]


def open_ended(value):
    """A pause that has no end yet, or no beginning."""
    return value and Range(value.low or date.min, value.high or date.max, value.low_in, value.high_in)


def mentions(tree, name):
    if tree == ("name", name):
        return True
    return isinstance(tree, (tuple, list)) and any(mentions(t, name) for t in tree)


def subject_of(value):
    if isinstance(value, Row):
        return value.key
    return value.data.get("id", value.path) if isinstance(value, Record) else str(value)


def tuples(judge, loops, names=(), doubt=()):
    """Each way to bind the `for` variables, with what the filters say of it; an Unknown for a list that cannot be told."""
    if not loops:
        yield names, doubt
        return
    (name, tree), rest = loops[0], loops[1:]
    filters = []
    if judge.closed_unknown:            # nor which day's lists are asked for
        item = Unknown(*judge.closed_unknown.missing, unseen=True)
        yield from tuples(judge, rest, ((name, item),) + names, doubt)
        return
    while tree[0] == "filter" and not isinstance(tree[2][1], Decimal):
        filters.append(tree[2])
        tree = tree[1]
    value = run(tree, Env(judge.host, judge.last, judge.rule.rules, names))
    if isinstance(value, Unknown) or (names and isinstance(names[0][1], Unknown)):
        blind = value if isinstance(value, Unknown) else as_list(value).tail or next(iter(as_list(value).items), None)
        item = Unknown(*names_missing(value, names), kind=getattr(blind, "kind", None), unseen=True)
        yield from tuples(judge, rest, ((name, item),) + names, doubt + tuple((f, item) for f in filters))
        return
    for item, maybe in as_list(value).all_pairs():
        more = [(f, item) for f in filters] + ([(maybe, item)] if maybe and maybe is not item else [])
        yield from tuples(judge, rest, ((name, item),) + names, doubt + tuple(more))


def names_missing(value, names):
    """Once a list cannot be told, neither can what follows it."""
    return (value if isinstance(value, Unknown) else names[0][1]).missing


def of_versions(outcomes):
    """One finding of what the versions of a rule say of the same subjects: the first that claims them judges them; of a
    recurrence each judges its own periods."""
    claimed = [o for o in outcomes if o.get("claimed", True)] or outcomes[:1]
    if "last-version-wins" in facts.BUGS and any("or_not_applicable" in o for o in claimed) and len(claimed) > 1:
        return {**claimed[0], "or_not_applicable": lambda: any(o["or_not_applicable"]() for o in claimed if "or_not_applicable" in o)}
    if all("cells" in o for o in claimed):
        judge = claimed[-1]["judge"]        # its `when` says whether what was missed is still owed
        for o in claimed:
            judge.missing |= o["judge"].missing
        return judge.of_cells([c for o in claimed for c in o["cells"]])
    return claimed[0]


def evaluate(rules, document, as_of, known_at=None, completed=None, schema=None):
    """All findings of one case: a list of dicts with rule, subjects, status, best, worst, due, missing, violation, and
    missed and uncertain periods."""
    host = Host(Case(document, schema or rules.schema), rules, as_of, known_at, completed)
    out = []
    for set_, name in dict.fromkeys((r.rules.set, r.name) for r in rules.rules):
        versions, findings = sorted([r for r in rules.rules if (r.rules.set, r.name) == (set_, name)], key=lambda r: r.valid), {}
        for rule in versions:
            if rules.inactive & rules.names_of(rule):       # a parameter without a value
                continue
            for names, doubt in tuples(Judge(rules, rule, host), rule.loops):
                subjects = tuple(subject_of(v) for _, v in reversed(names) if not isinstance(v, Unknown))
                found = Judge(rules, rule, host, names, doubt).judge()
                found["force"] = rule.force
                findings.setdefault(subjects if len(versions) > 1 else (subjects, len(findings)), []).append(found)
        for subjects, outcomes in findings.items():
            force = outcomes[0]["force"]
            found = {"due": None, "missing": set(), "missed": 0, "uncertain": 0, **of_versions(outcomes)}
            found.update(rule=f"{set_}:{name}", subjects=list(subjects if len(versions) > 1 else subjects[0]))
            found["best"], found["worst"] = found.get("best", found["status"]), found.get("worst", found["status"])
            found["violation"] = force == "required" and found["status"] in ("unmet", "overdue")
            out.append(found)
    return out


# What a filter's condition says of its item: `item`, or a field by its bare name.
ITEM = {"item"} | {n for fields in SCHEMA.fields.values() for n in fields}
TOLD = ("rule", "subjects", "status", "best", "worst", "due", "missed", "uncertain", "periods", "violation", "missing")


def main(arguments):
    path = Path(arguments[0])
    rules, day = Rules(path.read_text(encoding="utf-8"), path.parent), date.fromisoformat(arguments[1])
    for path in arguments[2:]:
        for found in evaluate(rules, json.load(open(path, encoding="utf-8")), day):
            print(json.dumps({k: str(v) if k == "due" and v else sorted(v) if k == "missing" else v for k, v in found.items() if k in TOLD}, default=str))


if __name__ == "__main__":
    main(sys.argv[1:])

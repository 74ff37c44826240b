# SPDX-License-Identifier: MIT
"""Rule files: items, clauses, and the files that they include, override and retire from."""
import copy
import re
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

from facts import Row, Schema
from feel import Term, parse, run

DAY = timedelta(days=1)
SCHEMA = Schema()
CLAUSES = ("title", "remedy", "source", "covers", "force", "valid", "instrument", "target", "for", "when", "require", "by",
           "within", "every", "from", "until", "paused", "partial", "waived")
UNIT = r"(?:calendar\s+|working\s+)?(?:day|week|month|quarter|year)"
EXPRESSIONS = ("when", "require", "by", "from", "until", "paused")


def parse_term(text, rules):
    m = re.fullmatch(rf"(\d+)\s+({UNIT})s?", text.strip())
    owner = rules.where(text.strip())
    return Term(int(m[1]), " ".join(m[2].split())) if m else owner and owner.params[text.strip()]


def parse_literal(text, rules):
    text = text.strip()
    if re.fullmatch(r"-?[\d.]+", text):
        return Decimal(text)
    return parse_term(text, rules) if re.match(r"\d", text) else run(parse(text), None)


def logical_lines(text):
    """Items and clauses with their continuation lines joined; each with its children."""
    text = re.sub(r'("(?:[^"\\\n]|\\.)*")|//[^\n]*', lambda m: m[1] or "", text)
    text = re.sub(r"/\*.*?\*/", lambda m: " ", text, flags=re.S)
    out = []
    for line in text.split("\n"):
        if line.strip():
            depth = len(line) - len(line.lstrip(" "))
            if depth == 0:
                out.append((line.strip(), []))
            else:
                out[-1][1].append((depth, line.strip()))
    return out


def clauses_of(lines):
    """A deeper line continues the clause before it."""
    out, first = [], None
    for depth, text in lines:
        if first is not None and depth > first:
            out[-1] += "\n" + text
        else:
            first = depth
            out.append(text)
    return out


class Rule:
    def __init__(self, name, lines, rules):
        self.rules = rules
        self.name, self.force, self.partial, self.lets, self.waivers, self.versions = name, "required", "released", [], [], None
        self.loops, self.term, self.valid, self.instrument = [], None, (date.min, date.max), None
        for clause in EXPRESSIONS:
            setattr(self, "from_" if clause == "from" else clause, None)
        self.text = " ".join(text for _, text in lines)
        self.read(lines, rules)

    def read(self, lines, rules):
        """The clauses of a rule, or what an override puts in their place."""
        for text in clauses_of(lines):
            m = re.match(r"let\s+(\w+)\s*=(.*)", text, re.S)
            if m:
                self.lets = [(n, t) for n, t in self.lets if n != m[1]] + [(m[1], self.scoped(m[2], rules))]
            else:
                word, rest = text.split(":", 1)
                self.clause(word.strip(), rest.strip(), rules)

    def clause(self, word, rest, rules):
        if word in EXPRESSIONS:
            setattr(self, "from_" if word == "from" else word, self.scoped(rest, rules))
        elif word == "for" and rules is self.rules:
            self.loops = read_loops(rest)
        elif word == "within":
            m = re.fullmatch(r"(.+?)\s+of\s+(.+)", rest, re.S)
            self.term, self.within = parse_term(m[1], rules), self.scoped(m[2], rules)
        elif word == "every":
            self.every = parse_term(rest, rules)
        elif word == "valid":
            days = dict(re.findall(r"(from|until)\s+([\d-]+)", rest))
            self.valid = (date.fromisoformat(days.get("from", "0001-01-01")), date.fromisoformat(days.get("until", "9999-12-31")))
        elif word == "waived":
            self.waivers.append(("when", self.scoped(rest[4:], rules)) if rest.startswith("when") else ("by", re.findall(r"\w+", rest)[1:]))
        elif word in ("force", "partial", "instrument"):
            setattr(self, word, rest.split()[0])
        elif word not in CLAUSES or word == "for":
            raise SyntaxError(f"clause {word}")

    def scoped(self, text, rules):
        """An expression; one of another file sees the names of that file."""
        return parse(text) if rules is self.rules else ("scoped", rules, parse(text))

    def overridden(self, lines, rules):
        """What an override makes of this version: the version before its days, in them, and after them."""
        changed = copy.copy(self)
        changed.text += " " + " ".join(text for _, text in lines)
        words = {text.split(":", 1)[0].strip() for text in clauses_of(lines)}
        if words & {"by", "within", "every"}:
            changed.by = changed.within = changed.term = changed.every = None
        if "waived" in words:
            changed.waivers = []
        changed.read(lines, rules)
        first, last = changed.valid if "valid" in words else self.valid
        changed.valid = (max(first, self.valid[0]), min(last, self.valid[1]))
        before, after = copy.copy(self), copy.copy(self)
        before.valid = (self.valid[0], first - DAY if first > date.min else date.min)
        after.valid = (last + DAY if last < date.max else date.max, self.valid[1])
        parts = [before] * (first > self.valid[0]) + [changed] + [after] * (last < self.valid[1])
        return [p for p in parts if p.valid[0] <= p.valid[1]]

    within = every = None

    def shape(self):
        return "recurrence" if self.every else "deadline" if self.by or self.within else "state"

    def worst(self):
        return "unmet" if self.shape() == "state" else "overdue"

    def in_force(self, day):
        return self.valid[0] <= day <= self.valid[1]


def read_loops(text):
    """`name in expr, name in expr`: the same shape as a quantifier's."""
    return parse("some " + text + " satisfies true")[1]


class Rules:
    """One rule file. What all files have in common, custom fields, words, `absent` and the rules, stands with the first."""

    def __init__(self, text, folder=None, first=None):
        self.params, self.conditions, self.tables, self.set, self.folder, self.first = {}, {}, {}, "", folder, first or self
        self.included = []
        if first is None:
            self.files, self.absent, self.rules, self.inactive, self.schema, self.changes = {}, {}, [], set(), SCHEMA.copied(), []
        for head, lines in logical_lines(text):
            self.item(head, lines, head.split(None, 1)[0])
        for change in self.changes if first is None else []:
            self.change(*change)

    def include(self, name):
        """A rule set that lies in the same folder, read once."""
        files = self.first.files
        if name not in files:
            files[name] = Rules((Path(self.folder) / f"{name}.rules").read_text(encoding="utf-8"), self.folder, self.first)
        self.included.append(files[name])

    def where(self, name):
        """The file in which a name is declared: this one goes before those that it includes."""
        declared = (r for r in [self] + self.included if name in r.params or name in r.conditions or name in r.tables)
        return next(declared, None)

    def names_of(self, rule):
        """All names that a rule mentions, those of the conditions that it calls with them."""
        found, more = set(), set(re.findall(r"\w+", rule.text))
        while more - found:
            found |= more
            called = {n: r for n in found for r in [self, rule.rules] + self.included + rule.rules.included if n in r.conditions}
            more = {n for c, r in called.items() for n in re.findall(r"\w+", str(r.conditions[c][1]))}
        return found

    def change(self, word, name, head, lines, rules):
        """An override or retirement of a rule, which is named with its set or without."""
        out = []
        for rule in self.rules:
            if name not in (rule.name, f"{rule.rules.set}:{rule.name}") or (":" not in name and rule.rules not in rules.included):
                out.append(rule)
            elif word == "override":
                out += rule.overridden(lines, rules)
            elif "from" in head:
                last = min(rule.valid[1], date.fromisoformat(head.split()[-1]) - DAY)
                rule.valid = (rule.valid[0], last)
                out += [rule] if rule.valid[0] <= last else []
        self.rules = out

    def bare_name(self, rule):
        """Whether a rule's bare name serves: no other set has one of that name."""
        return len({r.rules.set for r in self.rules if r.name == rule.name}) == 1

    def item(self, head, lines, word):
        body = head + "".join("\n" + text for _, text in lines)
        if word == "rules":
            self.set = head.split()[1]
        elif word == "parameter":
            m = re.match(r"parameter\s+(\w+)\s*(?::\s*[\w ]+?)?\s*(?:=\s*(.*?))?\s*(?:\bin\s*\[[^\]]*\])?\s*(?:reading\s+[\w-]+)?$", body, re.S)
            self.params[m[1]] = parse_literal(m[2], self) if m[2] else None
            if not m[2]:
                self.first.inactive.add(m[1])
        elif word == "condition":
            m = re.match(r"condition\s+(\w+)\s*(?:\(([^)]*)\))?\s*=(.*)", body, re.S)
            self.conditions[m[1]] = ([p.strip() for p in m[2].split(",")] if m[2] else [], parse(m[3]))
        elif word == "table":
            m = re.match(r"table\s+(\w+)\s+key\s+(\w+)", head)
            rows = [[c.strip() for c in text.split("|")] for _, text in lines]
            cells = [dict(zip(rows[0], r)) for r in rows[1:]]
            self.tables[m[1]] = [Row(m[1], c[m[2]], c) for c in cells]
        elif word == "absent":
            m = re.match(r"absent\s+(\w+)\.(\w+)\s*:(.*)", body, re.S)
            rest = m[3].strip()
            self.first.absent[(m[1].upper(), m[2])] = rest if rest in ("none", "unknown") else ("scoped", self, parse(rest))
        elif word == "rule":
            self.first.rules.append(Rule(head.split()[1], lines, self))
        elif word in ("field", "value"):
            self.first.schema.declare(body)
        elif word == "include":
            self.include(head.split()[1])
        elif word in ("override", "retire"):
            self.first.changes.append((word, head.split()[1], head, lines, self))
        elif word not in ("language", "version:", "source", "permission", "definition"):
            raise SyntaxError(f"item {head}")

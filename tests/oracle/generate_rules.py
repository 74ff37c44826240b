# SPDX-License-Identifier: MIT
"""Random well-typed rules, the same for the same seed."""
from datetime import date, timedelta

from facts import BUGS
from generate import DECLARED, INSTRUMENT, ITEMS, SCHEMA, words

LISTS = {"member": ["members"], "plan": ["plans"], "objective": ["plan.objectives"], "task": ["plan.tasks"],
         "contact": ["contacts"], "meeting": ["meetings"], "court_order": ["court_orders"], "choice": ["choices"],
         "assessment": ["assessments"], "entry": ["record"], "court_action": [], "note": ["notes"]}
RATED = ("member", "plan", "objective")
KIND_OF = {k: k.upper() for k in LISTS}
PLANNED_ROWS = {"plan": ["objectives"], "objective": ["tasks"], "court_order": ["actions"]}
ROW_KIND = {"objectives": "objective", "tasks": "task", "actions": "court_action"}
PARAMETERS = """parameter term_days = 30 days
parameter term_months = 1 month
parameter year_term = 1 year
parameter least = 1
parameter most = 2
parameter old_enough = 12
parameter strict = true
parameter some_day = @"2024-02-29"
parameter work_days = 3 working days
parameter contact_period = 1 calendar month
parameter unset : number
"""
ABSENT = ['contact.mode: "face_to_face"', 'objective.target: start + term_months', 'member.living: "home"', 'member.roles: none',
          'objective.subjects: none', 'entry.about: none', 'meeting.about: unknown', 'objective.party: "family_of_origin"',
          'task.owners: none', 'contact.with: none', 'entry.with: unknown', 'case.court_involved: false', 'member.left: unknown',
          'member.checked_on: none', 'task.urgent_now: true', 'contact.went_well: unknown', 'member.seen_in: none',
          'entry.noted_on: date', 'meeting.noted_on: none', 'member.level: least', 'plan.stages: none', 'court_action.carried_on: some_day',
          'plan.participants: none', 'task.due: start + term_days', 'task.court_ordered: unset = 1', 'waiver.expires: unknown']
TERMS = ["30 days", "10 days", "2 weeks", "1 month", "60 days", "3 working days", "6 months", "1 year", "term_days", "term_months", "work_days"]
EVERY = ["10 days", "2 weeks", "30 days", "1 month", "1 month", "2 months", "6 months", "1 calendar month", "1 calendar month", "contact_period",
         "1 calendar quarter", "2 calendar months", "term_days", "term_months", "1 calendar year"]
VALID = ["2023-12-31", "2024-01-31", "2024-02-29", "2024-03-01", "2023-06-30"]

PREAMBLE = PARAMETERS + """
condition cps_case = "in_home_cps" in case.types
condition open_objectives = plan.objectives[dropped = null]
condition individual(m) = plan.objectives[level = "individual" and m in subjects and dropped = null]
condition done(m) = some p in plans, o in p.objectives satisfies o.level = "individual" and m in o.subjects and o.achieved != null
condition seen(m, d) = some c in contacts satisfies m in c.with and c.date >= d
condition child(m) = "child" in m.roles
condition good(x, item) = rating("goals", x) in ("met", "other") and score("safe", x) >= item
condition team_heard = rating("team") = "met"

table topics key topic
  topic           | said
  permanency      | a home
  physical_health | health
  court_order     | court
"""


class RuleMaker:
    """`documented` False keeps that operator out, for tests on documents completed from outside."""

    def __init__(self, rng, documented=True):
        self.rng, self.with_documented = rng, documented

    def fields(self, kind, *types):
        """Names of the fields of those types, `documented` aside."""
        return [n for n, f in SCHEMA.fields[KIND_OF[kind]].items() if f.type in types and n != "history"]

    def refer(self, scope, kinds=None):
        """(prefix, kind): a variable's fields, or in a filter those of its item, by their bare names."""
        found = [(f"{n}." if n else "", k) for n, k in scope if kinds is None or k in kinds]
        return self.rng.choice(found) if found else None

    def path(self, scope, types, kinds=None):
        """(path, field) of a random field of those types, seen from the scope."""
        options = []
        for name, kind in scope:
            if kind in KIND_OF and (kinds is None or kind in kinds):
                options += [((f"{name}." if name else "") + f, SCHEMA.fields[KIND_OF[kind]][f]) for f in self.fields(kind, *types)]
        for f in self.fields("plan", *types) if not any(k == "plan" for _, k in scope) else []:
            options.append(("plan." + f, SCHEMA.fields["PLAN"][f]))
        for f in SCHEMA.fields["CASE"].values():
            if f.type in types and f.name not in ("current_to", "history"):
                options.append(("case." + f.name, f))
        return self.rng.choice(options) if options else None

    def variable(self, scope, kind):
        """An expression that is one record of that kind."""
        found = [n for n, k in scope if k == kind and n]
        if kind == "plan":
            found.append("plan")
        if kind == "member":
            found += [f"{n}.by" for n, k in scope if n and k in ("contact", "meeting", "choice", "entry", "note", "court_order")]
        return self.rng.choice(found) if found else None

    def list_of(self, kind, scope, depth):
        """An expression that is a list of records of that kind, now and then filtered."""
        options = list(LISTS[kind])
        for name, owner in scope:
            for row in PLANNED_ROWS.get(owner, []):
                if ROW_KIND[row] == kind:
                    options += [(f"{name}." if name else "") + row] * 2
            if kind == "member" and owner in KIND_OF:
                options += [(f"{name}." if name else "") + f for f in self.fields(owner, "REFERENCES")
                            if SCHEMA.fields[KIND_OF[owner]][f].target == "MEMBER"]
        if kind == "objective":
            options.append("open_objectives")
            options += [f"individual({n})" for n, k in scope if k == "member" and n]
        if not options:
            return None
        base = self.rng.choice(options)
        if depth > 0 and self.rng.random() < 0.35:
            inner = [s for s in scope if s[0]] + [("", kind)]
            base += f"[{self.boolean(inner, depth - 1)}]"
        return base

    def date(self, scope, depth=1):
        r = self.rng
        x = r.random()
        if x < 0.12:
            return r.choice(['@"2024-02-29"', '@"2024-01-31"', "some_day", 'date("2023-12-31")'])
        if x < 0.2:
            return r.choice(["case.opened", "plan.since", "plan.until", "case.closed"])
        if x < 0.27 and depth > 0:
            kind = r.choice(["contact", "meeting", "entry"])
            return f"{r.choice(['earliest', 'latest'])}({self.list_of(kind, scope, 0)}.date)"
        if x < 0.31:
            return r.choice(["earliest(plans.since)", "latest(plans.developed)"])
        if x < 0.5 and depth > 0:
            step = r.choice(["term_days", "term_months", "year_term", '@"P1D"', '@"P1M"', '@"P10D"'])
            return f"{self.date(scope, depth - 1)} {r.choice('+-')} {step}"
        if x < 0.54 and depth > 0:
            return f"(if {self.boolean(scope, 0)} then {self.date(scope, 0)} else {self.date(scope, 0)})"
        return self.path(scope, ("DATE",))[0]

    def number(self, scope, depth):
        r = self.rng
        if r.random() < 0.7:
            kind = r.choice(["member", "objective", "task", "contact", "plan", "court_order", "entry"])
            found = self.list_of(kind, scope, depth)
            if found:
                return f"count({found})"
        return f"count({self.path(scope, ('TERMS',))[0]})"

    def boolean(self, scope, depth):
        r = self.rng
        if depth > 0 and r.random() < 0.55:
            return r.choice([self.junction, self.junction, self.quantified, self.quantified, self.negation, self.choice, self.earlier])(scope, depth)
        if self.instrument and r.random() < 0.25:
            return self.rated(scope, depth)
        return r.choice([self.word, self.word, self.word_in, self.word_in, self.days, self.days, self.counted, self.flag, self.nothing,
                         self.nothing, self.written, self.member_of, self.same, self.aged, self.between, self.equal_lists, self.called,
                         self.range, self.counting, self.returned, self.entered, self.typed, self.level, self.rated])(scope, depth)

    def junction(self, scope, depth):
        word = self.rng.choice([" and ", " or "])
        return "(" + word.join(self.boolean(scope, depth - 1) for _ in range(self.rng.choice([2, 2, 3]))) + ")"

    def negation(self, scope, depth):
        return f"not({self.boolean(scope, depth - 1)})"

    def choice(self, scope, depth):
        return f"(if {self.boolean(scope, depth - 1)} then {self.boolean(scope, depth - 1)} else {self.boolean(scope, depth - 1)})"

    def fresh(self, kind, scope):
        n = 1
        while any(s[0] == f"{kind[0]}x{n}" for s in scope):
            n += 1
        return f"{kind[0]}x{n}"

    def quantified(self, scope, depth):
        pairs = []
        for _ in range(self.rng.choice([1, 1, 1, 2])):
            for _ in range(5):
                kind = self.rng.choice([k for k in LISTS])
                found = self.list_of(kind, scope, depth - 1)
                if found:
                    name = self.fresh(kind, scope)
                    pairs.append(f"{name} in {found}")
                    scope = scope + [(name, kind)]
                    break
        return f"({self.rng.choice(['some', 'some', 'every'])} {', '.join(pairs)} satisfies {self.boolean(scope, depth - 1)})"

    def word(self, scope, depth):
        path, field = self.path(scope, ("TERM",)) or (None, None)
        if not path:
            return self.flag(scope, depth)
        options = words(field.target)
        x = self.rng.random()
        if x < 0.25:
            return f"{path} in [{', '.join(chr(34) + w + chr(34) for w in self.rng.sample(options, 2))}]"
        if x < 0.35 and any(k == "member" and n for n, k in scope):
            return f'{self.variable(scope, "member")}.category {self.rng.choice(["=", "!="])} "{self.rng.choice(words("CATEGORY"))}"'
        return f'{path} {self.rng.choice(["=", "=", "!="])} "{self.rng.choice(options)}"'

    def word_in(self, scope, depth):
        path, field = self.path(scope, ("TERMS",))
        word = self.rng.choice(words(field.target))
        return f'list contains({path}, "{word}")' if self.rng.random() < 0.15 else f'"{word}" in {path}'

    def days(self, scope, depth):
        return f"{self.date(scope)} {self.rng.choice(['<', '<=', '>', '>=', '=', '!='])} {self.date(scope)}"

    def between(self, scope, depth):
        return f"{self.date(scope, 0)} between {self.date(scope, 0)} and {self.date(scope, 0)}"

    def range(self, scope, depth):
        return f"{self.date(scope, 0)} in {self.rng.choice('[(')}{self.date(scope, 0)} .. {self.date(scope, 0)}{self.rng.choice('])')}"

    def counting(self, scope, depth):
        """Through whole numbers, up and down."""
        r = self.rng
        low, high = r.randint(-1, 3), r.randint(-1, 3)
        end = self.number(scope, 0) if r.random() < 0.3 else str(high)
        return f"({r.choice(['some', 'every'])} i in {low}..{end} satisfies i {r.choice(['<', '>', '=', '<='])} {self.number(scope, 0)})"

    def returned(self, scope, depth):
        kind = self.rng.choice(["member", "objective", "task", "contact", "plan"])
        found = self.list_of(kind, scope, 1)
        if not found:
            return self.counting(scope, depth)
        name = self.fresh(kind, scope)
        return f"count(for {name} in {found} return {name}) {self.rng.choice(['>', '=', '<'])} {self.rng.randint(0, 2)}"

    def entered(self, scope, depth):
        return f"{{e1: {self.boolean(scope, 0)}, e2: e1{self.rng.choice([' and ', ' or '])}{self.boolean(scope, 0)}}}.{self.rng.choice(['e1', 'e2'])}"

    def typed(self, scope, depth):
        if self.rng.random() < 0.5:
            return f"{self.path(scope, ('DATE',))[0]} instance of date"
        return f"{{e1: {self.boolean(scope, 0)}}}.e1 instance of boolean"

    def level(self, scope, depth):
        """A custom number or list of texts."""
        found = self.path(scope, ("NUMBER",))
        if found and "." in found[0] and self.rng.random() < 0.6:
            return f"{found[0]} {self.rng.choice(['<', '<=', '>', '=', '!='])} {self.rng.choice(['1', '2.5', 'least', 'most'])}"
        found, _ = self.path(scope, ("TEXTS",))
        return f'"north" in {found}'

    def rated(self, scope, depth):
        """What reviewers found, of a variable, the plan, or the case."""
        if not self.instrument:
            return self.word(scope, depth)
        r, subject = self.rng, self.variable(scope, self.rng.choice(RATED))
        given = f", {subject}" if subject and r.random() < 0.8 else ""
        item = r.choice(ITEMS)
        if r.random() < 0.4:
            return f'score("{item}"{given}) {r.choice(["<", ">=", "="])} {r.choice(["2", "3"])}'
        if r.random() < 0.3:
            return f"good({subject or 'case'}, {r.choice(['1', '3'])})" if r.random() < 0.6 else "team_heard"
        return f'rating("{item}"{given}) {r.choice(["=", "=", "!="])} "{r.choice(words("RATING_VALUE"))}"'

    def counted(self, scope, depth):
        right = self.rng.choice(["0", "1", "2", "least", "most", "3"] * 6 + ["unset"])
        if self.rng.random() < 0.1:
            right = self.number(scope, depth - 1)
        return f"{self.number(scope, depth)} {self.rng.choice(['<', '<=', '>', '>=', '=', '!='])} {right}"

    def flag(self, scope, depth):
        found = self.path(scope, ("BOOLEAN",))[0]
        if any(k == "member" and n for n, k in scope) and self.rng.random() < 0.5:
            found = self.variable(scope, "member") + ".active"
        return self.rng.choice([found, found, f"{found} = true", "strict", "cps_case"])

    def nothing(self, scope, depth):
        x = self.rng.random()
        if x < 0.15:
            return f"plan {self.rng.choice(['=', '!='])} null"
        return f"{self.path(scope, ('DATE',))[0]} {self.rng.choice(['=', '!='])} null"

    def written(self, scope, depth):
        if not self.with_documented:
            return self.nothing(scope, depth)
        found = self.path(scope, ("DATE", "TERM", "TERMS", "TEXT", "BOOLEAN", "REFERENCE", "REFERENCES", "ROWS"))[0]
        if found == "case.record" and "documented-record" in BUGS:
            found = "case.types"
        return f"documented({found})"

    def member_of(self, scope, depth):
        who = self.variable(scope, "member")
        where = self.list_of("member", scope, depth - 1)
        if not who or not where:
            return self.word_in(scope, depth)
        return f"{who} in {where}"

    def same(self, scope, depth):
        kind = self.rng.choice(["member", "plan"])
        a, b = self.variable(scope, kind), self.variable(scope, kind)
        if not a:
            return self.days(scope, depth)
        return f"{a} {self.rng.choice(['=', '!='])} {b}"

    def aged(self, scope, depth):
        who = self.variable(scope, "member")
        if not who:
            return self.counted(scope, depth)
        on = self.rng.choice(["", ", plan.since", ", case.opened", ", some_day"])
        return f"age({who}.born{on}) {self.rng.choice(['<', '>=', '='])} {self.rng.choice(['old_enough', '6', '11', '0'])}"

    def equal_lists(self, scope, depth):
        path, field = self.path(scope, ("TERMS",))
        chosen = self.rng.sample(words(field.target), self.rng.randint(1, 2))
        return f"{path} = [{', '.join(chr(34) + w + chr(34) for w in chosen)}]"

    def called(self, scope, depth):
        who = self.variable(scope, "member")
        if not who:
            return "count(open_objectives) >= least"
        return self.rng.choice([f"child({who})", f"done({who})", f"seen({who}, {self.date(scope, 0)})", f"count(individual({who})) <= most"])

    def earlier(self, scope, depth):
        """A condition as it was on an earlier day."""
        return f"as of({self.date(scope, 0)}, {self.boolean(scope, depth - 1)})"

    def in_period(self, scope, depth):
        """A condition on what happened in the period."""
        kind = self.rng.choice(["contact", "contact", "meeting", "entry"])
        name = self.fresh(kind, scope)
        inner = self.boolean(scope + [(name, kind)], max(depth - 2, 0))
        found = self.list_of(kind, [], 0)
        return self.rng.choice([f"(some {name} in {found} satisfies {name}.date in period and {inner})",
                                f"count({found}[date in period]) {self.rng.choice(['>=', '>=', '=', '<'])} {self.rng.choice(['1', 'least', '2'])}",
                                f"not(some {name} in {found} satisfies {name}.date in period and {inner})"])

    def anchor(self, scope):
        """A day not too far back, from which periods are counted."""
        found = self.date(scope, 1 if self.rng.random() < 0.3 else 0)
        return found if "born" not in found and "year_term" not in found else self.rng.choice(["case.opened", "plan.since", "earliest(plans.since)"])

    def pauses(self, scope):
        """A list of ranges of days."""
        r = self.rng
        ends = lambda: f"{r.choice('[(')}{self.anchor(scope)} .. {self.anchor(scope)}{r.choice('])')}"
        fixed = '[@"2024-01-20" .. @"2024-02-10"]'
        return "[" + ", ".join(r.choice([ends, ends, lambda: fixed])() for _ in range(r.randint(1, 2))) + "]"

    def loops(self):
        r, scope, loops = self.rng, [], []
        for _ in range(r.choice([0, 1, 1, 1, 2])):
            kind = r.choice([k for k in LISTS if k != "court_action"] + ["court_action"] * 2)
            found = self.list_of(kind, scope, 1 if r.random() < 0.3 else 0)
            if found:
                loops.append(f"{kind[0]}{len(scope)} in {found}")
                scope = scope + [(f"{kind[0]}{len(scope)}", kind)]
        return loops, scope

    def time(self, shape, scope):
        """The clauses that make a shape; versions of a rule have them in common."""
        r, lines = self.rng, []
        if shape == "deadline" and r.random() < 0.3:
            lines.append("  by:      " + self.date(scope))
        elif shape == "deadline":
            lines.append(f"  within:  {r.choice(TERMS)} of {self.date(scope)}")
            if r.random() < 0.3:
                lines.append("  paused:  " + self.pauses(scope))
        elif shape == "recurrence" or r.random() < 0.3:
            lines.append("  from:    " + (self.anchor if shape == "recurrence" else self.date)(scope))
        if r.random() < 0.2:
            lines.append("  until:   " + self.date(scope))
        return lines

    instrument = False

    def rule(self, name, shapes=("state",)):
        r, shape = self.rng, self.rng.choice(shapes)
        self.instrument = False
        loops, scope = self.loops()
        head = [f"rule {name}", f'  title:   "{name}"']
        self.instrument = shape == "state" and r.random() < 0.25
        head += [f"  instrument: {INSTRUMENT}"] * self.instrument
        if loops:
            head.append("  for:     " + ", ".join(loops))
        elif r.random() < 0.1:
            return "\n".join(head + ["  for:     t in topics", "  require: some o in plan.objectives satisfies t.topic in o.focus"]) + "\n"
        if r.random() < 0.1:
            head.append("  force:   advised")
        head += self.time(shape, scope)
        if shape == "recurrence":
            head.append("  every:   " + r.choice(EVERY))
        if r.random() < 0.2 and shapes != ("state",):
            return self.versions(head, scope, shape)
        valid = [f"  valid:   {r.choice(['from', 'until'])} {r.choice(VALID)}"] if r.random() < 0.05 and shapes != ("state",) else []
        return self.version(head + valid, scope, shape, shapes != ("state",))

    def versions(self, head, scope, shape):
        """Two or three versions, one after the other, now and then with a gap between."""
        r, days = self.rng, sorted(self.rng.sample(VALID, 2))
        gap = r.choice([0, 0, 40])
        spans = [f"until {days[0]}", f"from {date.fromisoformat(days[0]) + timedelta(days=1 + gap)}"]
        if not gap and r.random() < 0.3:
            spans = [spans[0], f"{spans[1]} until {days[1]}", f"from {date.fromisoformat(days[1]) + timedelta(days=1)}"]
        out = []
        for span in spans:
            if shape == "recurrence" and r.random() < 0.3:
                head = head[:-1] + ["  every:   " + r.choice(EVERY)]
            out.append(self.version(head + ["  valid:   " + span], scope, shape, True))
        return "\n".join(out)

    def version(self, lines, scope, shape, waived):
        """The rest of a rule: what it asks, of whom, and who excuses."""
        r, period, lines = self.rng, shape == "recurrence", list(lines)
        if r.random() < 0.25:
            lines.append(f"  let known = {self.boolean(scope, 1)}")
        if r.random() < 0.6:
            asked = self.in_period(scope, 2) if period and r.random() < 0.15 else self.boolean(scope, 2)
            lines.append("  when:    " + asked + (" and known" if "known" in lines[-1] else ""))
        if period and r.random() < 0.4:
            lines.append(f"  partial: {r.choice(['owed', 'owed', 'released'])}")
        if waived and r.random() < 0.4:
            lines.append("  waived:  by " + ", ".join(r.sample(["supervisor", "supervisor", "caseworker", "child"], r.randint(1, 2))))
        if waived and r.random() < 0.15:
            lines.append("  waived:  when " + self.boolean(scope, 1))
        asked = self.in_period(scope, 3) if period and r.random() < 0.6 else self.boolean(scope, 3)
        let = any(line.startswith("  let known") for line in lines)
        lines.append("  require: " + ("known or " if let and self.instrument and r.random() < 0.5 else "") + asked)
        return "\n".join(lines) + "\n"


def rule_file(rules, absent=()):
    head = "".join(f"{d}\n" for d in DECLARED)
    head += "".join(f"absent {a}\n" for a in absent)
    return 'language 1\nrules random "Made at random"\n\n' + PREAMBLE + head + "\n" + "\n".join(rules)

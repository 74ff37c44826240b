# SPDX-License-Identifier: MIT
"""Random small cases and random well-typed rules, the same for the same seed."""
from datetime import date, timedelta

from facts import BUGS, Schema

SCHEMA = Schema()
ROLES = ["child", "biological_parent", "stepparent", "adult_perpetrator", "person_with_problem_behavior", "identified_father",
         "person_with_access", "status_youth", "caseworker", "supervisor", "mental_health_counselor", "friend", "other_family"]
TYPES = ["in_home_cps", "in_home_status", "domestic_violence", "kinship_care", "out_of_home_care"]
FOCUS = ["maltreatment", "presenting_problem", "status_behavior", "permanency", "court_order", "independent_living",
         "physical_health", "child_witness"]
FEW = {"ROLE": ROLES, "CASE_TYPE": TYPES, "FOCUS": FOCUS,
       "TOPIC": ["safety", "planning", "participant", "partners", "relatives"],
       "MEETING_TYPE": ["family_team_meeting", "case_planning_conference", "periodic_review"]}
KINDS = ["contact", "meeting", "court_order", "choice", "note", "assessment", "waiver", "progress", "referral", "case_assignment"]
NULL_LISTS = 0.02
LATE_DAYS = [date(2024, 2, 29), date(2024, 1, 31), date(2024, 12, 31), date(2023, 2, 28), date(2024, 3, 31)]


def words(enum):
    return FEW.get(enum) or SCHEMA.words[enum]


# ---- cases ----


class CaseMaker:
    """`absent` and `null` are the chances of a fact to be left out and to be written as null."""

    def __init__(self, rng, day, absent=0.15, null=0.07, small=False, whole=False, waivable=()):
        self.rng, self.day, self.absent, self.null, self.small, self.whole = rng, day, absent, null, small, whole
        self.waivable = waivable        # names of rules that may be waived by a role
        self.counter = 0

    def id(self, letter):
        self.counter += 1
        return f"{letter}{self.counter}"

    def date(self):
        r = self.rng
        near = self.day + timedelta(days=r.choice([-400, -200, -90, -61, -60, -31, -30, -29, -7, -1, 0, 1, 2, 30, 31, 60, 200]))
        return str(r.choice([near, near, near, self.day, r.choice(LATE_DAYS)]))

    def some(self, population, most):
        return self.rng.sample(population, min(len(population), self.rng.randint(0, most)))

    def lose(self, one, *kept):
        """Facts get lost: left out, or written as null."""
        for key in list(one):
            if key not in kept and key not in ("id", "kind", "date"):
                x = self.rng.random()
                if x < self.absent:
                    del one[key]
                elif x < self.absent + self.null:
                    one[key] = None
        return one

    def lists(self, one, *keys):
        """Owned lists are only now and then unknown."""
        for key in keys:
            if self.null and self.rng.random() < NULL_LISTS:
                one[key] = None

    def maybe_date(self, one, key, chance):
        if self.rng.random() < chance:
            one[key] = self.date()

    def term(self, one, key, enum, chance=0.9):
        if self.rng.random() < chance:
            one[key] = self.rng.choice(words(enum))

    def people(self, one, key, most=2):
        one[key] = self.some([m["id"] for m in self.members], most)

    def member(self):
        r, one = self.rng, {"id": self.id("m"), "roles": self.some(ROLES, 2) or ["child"]}
        one["born"] = r.choice([self.date(), "2012-02-29", "2010-06-15", "1985-01-01", str(self.day.replace(year=self.day.year - 12, day=min(self.day.day, 28)))])
        if r.random() < 0.4:
            one["joined"] = self.date()
        self.maybe_date(one, "left", 0.2)
        self.term(one, "living", "LIVING")
        one["indian_child"] = r.random() < 0.5
        one["tribes"] = r.choice([[], ["north"]])
        one = self.lose(one)
        self.history(one, living=lambda: r.choice(words("LIVING")), roles=lambda: self.some(ROLES, 2), tribes=lambda: r.choice([[], ["north"]]))
        return one

    def history(self, one, **values):
        """Earlier values of dated fields, now and then until a day that is not known; never two until one day."""
        if self.small or self.rng.random() > 0.25:
            return
        rows, ends = [], set()
        for _ in range(self.rng.randint(1, 3)):
            field = self.rng.choice(sorted(values))
            row = {"field": field, "value": values[field](), "until": self.date()}
            if (field, row["until"]) in ends:
                continue
            ends.add((field, row["until"]))
            if self.rng.random() < self.null:
                row["value"] = None
            if self.rng.random() < self.null:
                row["until"] = None
            rows.append(row)
        one["history"] = rows
        if self.null and self.rng.random() < NULL_LISTS:
            one["history"] = None

    def waiver(self):
        """By someone who may or not, in time or too late, expired or not, for subjects that fit or not."""
        r = self.rng
        one = {"kind": "waiver", "id": self.id("w"), "date": self.date(), "reason": r.choice(["sick", "sick", "sick", "", None])}
        one["rule"] = r.choice(["", "random:"]) + r.choice(self.waivable)
        one["approved_by"] = r.choice([m["id"] for m in self.members] or [None])
        one["subjects"] = r.choice([self.subjects, self.subjects, self.some(self.subjects, 3)])
        self.maybe_date(one, "expires", 0.4)
        return self.lose(one) if r.random() < 0.4 else one

    def objective(self):
        one = {"id": self.id("o"), "level": self.rng.choice(words("OBJECTIVE_LEVEL")), "focus": self.some(FOCUS, 2), "start": self.date(), "target": self.date()}
        self.term(one, "party", "PARTY")
        self.term(one, "section", "SECTION")
        self.people(one, "subjects")
        self.maybe_date(one, "achieved", 0.2)
        self.maybe_date(one, "dropped", 0.2)
        if self.rng.random() < 0.4:
            one["text"] = self.rng.choice(["", "words"])
        one = self.lose(one)
        one["tasks"] = [self.task() for _ in range(self.rng.randint(0, 1 if self.small else 2))]
        self.lists(one, "tasks")
        self.link(one)
        return one

    def task(self):
        one = {"id": self.id("t"), "focus": self.some(FOCUS, 2), "start": self.date(), "due": self.date(), "court_ordered": self.rng.random() < 0.5}
        self.term(one, "section", "SECTION")
        self.people(one, "subjects")
        self.people(one, "owners")
        self.maybe_date(one, "completed", 0.3)
        self.maybe_date(one, "dropped", 0.2)
        one = self.lose(one)
        self.link(one)
        return one

    def link(self, one):
        if self.rng.random() < 0.5:
            self.links.append(one)

    def plan(self):
        one = {"id": self.id("p"), "developed": self.date()}
        self.people(one, "participants")
        self.maybe_date(one, "effective", 0.5)
        self.maybe_date(one, "agreement_on", 0.3)
        if self.rng.random() < 0.3:
            self.people(one, "subjects")
        one = self.lose(one) if self.rng.random() < 0.3 else one
        one["objectives"] = [self.objective() for _ in range(self.rng.randint(0, 2 if self.small else 3))]
        self.lists(one, "objectives")
        return one

    def entry(self):
        r, one = self.rng, {"kind": self.rng.choice(KINDS[:4] * 2 + KINDS), "date": self.date()}
        if r.random() < 0.8:
            one["id"] = self.id("e")
        one["by"] = r.choice([m["id"] for m in self.members] or [None])
        self.people(one, "with")
        if r.random() < 0.5:
            self.people(one, "about")
        for name, field in SCHEMA.fields[SCHEMA.kinds[one["kind"]]].items():
            if field.kind != "ENTRY" and r.random() < 0.8:
                if field.type == "TERM":
                    one[name] = r.choice(words(field.target))
                elif field.type == "TERMS":
                    one[name] = self.some(words(field.target), 2)
                elif field.type == "BOOLEAN":
                    one[name] = r.random() < 0.5
                elif field.type == "REFERENCES" and field.target == "MEMBER":
                    self.people(one, name)
        self.maybe_date(one, "vacated", 0.3) if one["kind"] == "court_order" else None
        if not self.small and r.random() < 0.3:
            one["recorded"] = str(date.fromisoformat(one["date"]) + timedelta(days=r.choice([0, 1, 5, 30, 90])))
        one = self.lose(one)
        if one["kind"] == "court_order":
            one["actions"] = [self.lose({"id": self.id("a"), "directed_to": r.choice(words("DIRECTED_TO"))}) for _ in range(r.randint(0, 2))]
            self.lists(one, "actions")
        self.link(one)
        return one

    def case(self, name):
        r, self.links = self.rng, []
        opened = r.choice([self.day - timedelta(days=n) for n in (0, 1, 30, 31, 90, 200, 400, 400, 400, -1)])
        one = {"id": name, "types": self.some(TYPES, 3) or ["in_home_cps"], "court_involved": r.random() < 0.5, "adult_victim_choice": r.random() < 0.5,
               "assigned": self.date()}
        one = self.lose(one, "types")
        one.update(format="casework.case/1", opened=str(opened))
        if r.random() < 0.12:
            one["closed"] = None if r.random() < self.null else str(max(opened, date.fromisoformat(self.date())))
        self.history(one, types=lambda: self.some(TYPES, 2))
        if r.random() < 0.25 and not self.whole:
            one["current_to"] = None if r.random() < self.null else self.date()
        self.members = [self.member() for _ in range(r.randint(0, 3))] if self.small else [self.member() for _ in range(r.randint(0, 4))]
        one["members"] = self.members
        one["plans"] = [self.plan() for _ in range(r.choice([0, 1, 1, 2] if self.small else [0, 1, 1, 2, 2, 3]))]
        one["record"] = [self.entry() for _ in range(r.randint(0, 3 if self.small else 8))]
        self.lists(one, "plans", "record", *(["members"] if not self.members else []))
        self.waivers(one)
        self.resolve(one)
        return one

    def waivers(self, one):
        if self.waivable and self.members and one["record"] is not None:
            self.subjects = [m["id"] for m in self.members] + [o["id"] for p in one["plans"] or [] for o in p["objectives"] or []]
            self.subjects += [e["id"] for e in one["record"] if "id" in e]
            one["record"] += [self.waiver() for _ in range(self.rng.randint(0, 6))]

    def resolve(self, one):
        """`addresses` lead to court actions, objectives, entries."""
        ids = [a["id"] for e in one["record"] or [] for a in e.get("actions") or []]
        ids += ids + [o["id"] for p in one["plans"] or [] for o in p["objectives"] or []] + [e["id"] for e in one["record"] or [] if "id" in e]
        for link in self.links:
            found = [i for i in self.some(sorted(set(ids)), 2) if i != link.get("id")]
            if found:
                link["addresses"] = found


# ---- rules ----

LISTS = {"member": ["members"], "plan": ["plans"], "objective": ["plan.objectives"], "task": ["plan.tasks"],
         "contact": ["contacts"], "meeting": ["meetings"], "court_order": ["court_orders"], "choice": ["choices"],
         "assessment": ["assessments"], "entry": ["record"], "court_action": [], "note": ["notes"]}
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
        return r.choice([self.word, self.word, self.word_in, self.word_in, self.days, self.days, self.counted, self.flag, self.nothing,
                         self.nothing, self.written, self.member_of, self.same, self.aged, self.between, self.equal_lists, self.called,
                         self.range, self.counting, self.returned, self.entered, self.typed])(scope, depth)

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

    def rule(self, name, shapes=("state",)):
        r, shape = self.rng, self.rng.choice(shapes)
        loops, scope = self.loops()
        head = [f"rule {name}", f'  title:   "{name}"']
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
        lines.append("  require: " + (self.in_period(scope, 3) if period and r.random() < 0.6 else self.boolean(scope, 3)))
        return "\n".join(lines) + "\n"


def rule_file(rules, absent=()):
    head = "".join(f"absent {a}\n" for a in absent)
    return 'language 1\nrules random "Made at random"\n\n' + PREAMBLE + head + "\n" + "\n".join(rules)

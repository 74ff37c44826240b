# SPDX-License-Identifier: MIT
"""Random small cases, the same for the same seed."""
import re
from datetime import date, timedelta

from facts import Schema

# What random rules add to the schema.
DECLARED = ["field member.checked_on: date dated", "field member.level: number dated", "field member.seen_in: list of place",
            "field task.urgent_now: boolean", "field objective.stays: living dated", "field contact.went_well: boolean dated",
            "field entry.noted_on: date", "field court_action.carried_on: date", "field plan.stages: list of string dated",
            "value member.roles: doula in formal_partner", "value member.living: houseboat"]
SCHEMA = Schema()
for declared in DECLARED:
    SCHEMA.declare(declared)
ROLES = ["child", "biological_parent", "stepparent", "adult_perpetrator", "person_with_problem_behavior", "identified_father",
         "person_with_access", "status_youth", "caseworker", "supervisor", "mental_health_counselor", "friend", "other_family", "doula"]
TYPES = ["in_home_cps", "in_home_status", "domestic_violence", "kinship_care", "out_of_home_care"]
FOCUS = ["maltreatment", "presenting_problem", "status_behavior", "permanency", "court_order", "independent_living",
         "physical_health", "child_witness"]
FEW = {"ROLE": ROLES, "CASE_TYPE": TYPES, "FOCUS": FOCUS,
       "TOPIC": ["safety", "planning", "participant", "partners", "relatives"],
       "MEETING_TYPE": ["family_team_meeting", "case_planning_conference", "periodic_review"]}
KINDS = ["contact", "meeting", "court_order", "choice", "note", "assessment", "waiver", "progress", "referral", "case_assignment"]
NULL_LISTS = 0.02
LATE_DAYS = [date(2024, 2, 29), date(2024, 1, 31), date(2024, 12, 31), date(2023, 2, 28), date(2024, 3, 31)]


INSTRUMENT, ITEMS = "random.review", ["goals", "team", "safe"]


def words(enum):
    return FEW.get(enum) or SCHEMA.words[enum]


class Facts:
    """What cases are made of: what rules declare, the kinds of entries that they ask for, what words they name, and what they ask
    reviewers for."""

    def __init__(self, schema=SCHEMA, text=""):
        self.schema, self.text = schema, text
        asked = [kind for kind, name in schema.kinds.items() if name in schema.entries and self.asks(self.plural(name))]
        self.kinds = KINDS + asked * 3 + ["review"] * 3 if text else KINDS[:4] * 2 + KINDS + ["review"] * 3
        named = dict.fromkeys(re.findall(r'"(\w+)"', text))
        few = {enum: [w for w in FEW.get(enum, found) if w in found] for enum, found in schema.words.items()}
        self.named = {enum: few[enum] + [w for w in named if w in found and w not in few[enum]] for enum, found in schema.words.items()}
        self.items = {}
        for rule in re.split(r"\n(?=rule |override )", text):
            items = re.findall(r'\b(?:rating|score)\("([^"]+)"', rule)
            for instrument in re.findall(r"\n  instrument:\s*([\w.-]+)", rule):
                self.items.setdefault(instrument, []).extend(i for i in items if i not in self.items.get(instrument, []))
        self.items = self.items or {INSTRUMENT: ITEMS}

    def plural(self, kind):
        return next(p for p, k in self.schema.plurals.items() if k == kind)

    def words(self, enum):
        return self.named[enum]

    def asks(self, field):
        """Whether the rules of a rule file name a field."""
        return re.search(rf"\b{field}\b", self.text)


class CaseMaker:
    """`absent` and `null` are the chances of a fact to be left out and to be written as null."""

    def __init__(self, rng, day, absent=0.15, null=0.07, small=False, whole=False, waivable=(), facts=None):
        self.facts = facts or Facts()
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
            one[key] = self.rng.choice(self.facts.words(enum))

    def people(self, one, key, most=2):
        one[key] = self.some([m["id"] for m in self.members], most)

    def member(self):
        r, one = self.rng, {"id": self.id("m"), "roles": self.some(self.facts.words("ROLE"), 2) or ["child"]}
        if r.random() < 0.3:
            one["roles"] = ["child"]
        one["born"] = r.choice([self.date(), "2012-02-29", "2010-06-15", "1985-01-01", str(self.day.replace(year=self.day.year - 12, day=min(self.day.day, 28)))])
        if r.random() < 0.4:
            one["joined"] = self.date()
        self.maybe_date(one, "left", 0.2)
        self.term(one, "living", "LIVING")
        one["indian_child"] = r.random() < 0.5
        one["tribes"] = r.choice([[], ["north"]])
        one = self.custom(self.lose(one), "MEMBER")
        self.history(one, living=lambda: r.choice(self.facts.words("LIVING")), roles=lambda: self.some(self.facts.words("ROLE"), 2), tribes=lambda: r.choice([[], ["north"]]))
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

    def custom(self, one, kind):
        """Custom fields that the rules declare, some with a history, and now and then of another type than they are meant to be."""
        mine = {name: f for name, f in self.facts.schema.fields[kind].items() if "CUSTOM" in f.flags}
        held = self.lose({name: self.custom_value(f) for name, f in mine.items()})
        if not mine or self.rng.random() < self.absent:
            return one
        if held and not self.small and self.rng.random() < 0.04:
            held[self.rng.choice(sorted(held))] = self.rng.choice([True, 3, "astray", ["astray"], [1]])
        dated = {name: (lambda f=f: self.custom_value(f)) for name, f in mine.items() if "DATED" in f.flags}
        if dated:
            self.history(held, **dated)
        one["custom"] = held
        return one

    def custom_value(self, field):
        r, type_ = self.rng, field.type
        if type_.endswith("S"):
            return [self.custom_one(type_[:-1], field) for _ in range(r.randint(0, 2))]
        return self.custom_one(type_, field)

    def custom_one(self, type_, field):
        r = self.rng
        return {"DATE": self.date, "BOOLEAN": lambda: r.random() < 0.5, "NUMBER": lambda: r.choice([0, 1, 2, 2.5, 3]),
                "TEXT": lambda: r.choice(["", "north", "south"]), "TERM": lambda: r.choice(self.facts.words(field.target))}[type_]()

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
        one = self.custom(self.lose(one), "OBJECTIVE")
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
        one = self.custom(self.lose(one), "TASK")
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
        one = self.custom(self.lose(one) if self.rng.random() < 0.3 else one, "PLAN")
        self.parts(one)
        one["objectives"] = [self.objective() for _ in range(self.rng.randint(0, 2 if self.small else 3))]
        self.lists(one, "objectives")
        return one

    def parts(self, one):
        """What the plan says of each child, and its services and needs, where the rules ask for them."""
        for name, kind in (("children", "PLAN_CHILD"), ("services", "SERVICE"), ("needs", "NEED")):
            if self.facts.asks("plan." + name) or self.facts.asks("p." + name):
                one[name] = [self.part(kind) for _ in range(self.rng.randint(0, 2))]
                self.lists(one, name)

    def part(self, kind):
        one, ids = {}, [m["id"] for m in self.members]
        for name, field in self.facts.schema.fields[kind].items():
            if "CUSTOM" in field.flags or self.rng.random() < 0.2 and name != "id":
                continue
            if field.target == "MEMBER" and ids:
                one[name] = self.some(ids, 2) if field.type == "REFERENCES" else self.rng.choice(ids)
            elif field.type in ("DATE", "TEXT", "TERM"):
                one[name] = self.id("x") if name == "id" else self.custom_one(field.type, field)
        return self.custom(self.lose(one), kind)

    def review(self, one):
        """Ratings of items by an instrument, the last ones the most."""
        r = self.rng
        instrument = r.choice(sorted(self.facts.items))
        one["instrument"] = r.choice([instrument] * 6 + ["another"])
        one["date"] = r.choice([one["date"], str(self.day - timedelta(days=7))])
        items, rows = self.facts.items[instrument] * 2, []
        for item in r.sample(items, r.randint(1, len(items) // 2 + 1)):
            row = {"item": item, "rating": r.choice(["met"] * 3 + words("RATING_VALUE")), "score": r.choice([1, 2, 3, 4.5])}
            about = self.some(self.rateable, 2) if r.random() < 0.6 else []
            if about:
                row["about"] = about
            if r.random() < 0.3:
                del row[r.choice(["rating", "score"])]
            for key in ("item", "rating", "score", "about"):
                if key in row and r.random() < self.null / 3:
                    row[key] = None
            rows.append(row)
        one["ratings"] = rows
        self.lists(one, "ratings")

    def entry(self):
        r, one = self.rng, {"kind": self.rng.choice(self.facts.kinds), "date": self.date()}
        if r.random() < 0.8:
            one["id"] = self.id("e")
        one["by"] = r.choice([m["id"] for m in self.members] or [None])
        self.people(one, "with")
        if r.random() < 0.5:
            self.people(one, "about")
        children = [m["id"] for m in self.members if "child" in (m.get("roles") or [])]
        if self.facts.text and children and r.random() < 0.5:
            one["about"] = self.some(children, 2) or children
        if one["kind"] == "review":
            self.review(one)
        if self.facts.asks("text") and r.random() < 0.5:
            one["text"] = "words"
        kind = self.facts.schema.kinds[one["kind"]]
        for name, field in self.facts.schema.fields[kind].items():
            if field.kind != "ENTRY" and "CUSTOM" not in field.flags and r.random() < 0.8:
                if field.type == "TERM":
                    one[name] = r.choice(self.facts.words(field.target))
                elif field.type == "TERMS":
                    one[name] = self.some(self.facts.words(field.target), 2)
                elif field.type == "BOOLEAN":
                    one[name] = r.random() < 0.5
                elif field.type == "REFERENCES" and field.target == "MEMBER":
                    self.people(one, name)
        self.maybe_date(one, "vacated", 0.3) if one["kind"] == "court_order" else None
        if not self.small and r.random() < 0.3:
            one["recorded"] = str(date.fromisoformat(one["date"]) + timedelta(days=r.choice([0, 1, 5, 30, 90])))
        one = self.lose(one)
        one = self.custom(one, kind)
        if one["kind"] == "court_order":
            actions = [{"id": self.id("a"), "directed_to": r.choice(words("DIRECTED_TO"))} for _ in range(r.randint(0, 2))]
            one["actions"] = [self.custom(self.lose(a), "COURT_ACTION") for a in actions]
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
        self.custom(one, "CASE")
        self.kin()
        one["plans"] = [self.plan() for _ in range(r.choice([0, 1, 1, 2] if self.small else [0, 1, 1, 2, 2, 3]))]
        self.lists(one, "plans")
        self.rateable = [m["id"] for m in self.members] + [p["id"] for p in one["plans"] or []]
        self.rateable += [o["id"] for p in one["plans"] or [] for o in p["objectives"] or []]
        one["record"] = [self.entry() for _ in range(r.randint(0, 3 if self.small else 20 if self.facts.text else 8))]
        self.lists(one, "record", *(["members"] if not self.members else []))
        self.waivers(one)
        self.resolve(one)
        return one

    def kin(self):
        """Parents and custodians among the members, where the rules ask for them."""
        ids = [m["id"] for m in self.members]
        for m in self.members:
            others = [i for i in ids if i != m["id"]]
            if self.facts.asks("parents") and self.rng.random() < 0.8:
                m["parents"] = self.some(others, 2)
            if self.facts.asks("custodian") and others and self.rng.random() < 0.5:
                m["custodian"] = self.rng.choice(others)

    def waivers(self, one):
        if self.waivable and self.members and one["record"] is not None:
            self.subjects = [m["id"] for m in self.members] + [o["id"] for p in one["plans"] or [] for o in p["objectives"] or []]
            self.subjects += [e["id"] for e in one["record"] if "id" in e]
            one["record"] += [self.waiver() for _ in range(self.rng.randint(0, 6))]

    def resolve(self, one):
        """`addresses` lead to court actions, objectives, entries."""
        meetings = [e["id"] for e in one["record"] or [] if e["kind"] == "meeting" and "id" in e]
        for p in one["plans"] or []:
            if meetings and self.facts.asks("conference") and self.rng.random() < 0.7:
                p["conference"] = self.rng.choice(meetings)
        ids = [a["id"] for e in one["record"] or [] for a in e.get("actions") or []]
        ids += [p["id"] for p in one["plans"] or []] if self.facts.text else []
        ids += ids + [o["id"] for p in one["plans"] or [] for o in p["objectives"] or []] + [e["id"] for e in one["record"] or [] if "id" in e]
        for link in self.links:
            found = [i for i in self.some(sorted(set(ids)), 2) if i != link.get("id")]
            if found:
                link["addresses"] = found

# SPDX-License-Identifier: MIT
"""The facts of a case on a day, item by item: nothing is sorted, remembered or made ready beforehand.
The schema is read from the schema table at run time."""
import copy
import re
from datetime import date
from decimal import Decimal
from pathlib import Path

from feel import Env, Items, Unknown, all_of, both, equal, negate, run, something

SCHEMA = Path(__file__).resolve().parents[2] / "src/model/schema.def"
MISSING = object()      # an absent key
BUGS = set()            # reported faults of the command that the oracle shares while compare.py is asked to pass over them


LISTS = ("ROWS", "TEXTS", "TERMS", "REFERENCES", "NUMBERS", "BOOLEANS", "DATES")
DECLARED = {"number": "NUMBER", "string": "TEXT", "boolean": "BOOLEAN", "date": "DATE"}


class Field:
    def __init__(self, cells):
        (self.kind, _, _, self.name, self.type, target, self.absence, self.time, self.flags) = cells[:9]
        self.name = self.name.strip('"')
        self.target = re.sub(r"^MODEL_(KIND|ENUM)_", "", target)


class Schema:
    """fields[KIND][name], derived[KIND], kinds["contact"] = "CONTACT", plurals["contacts"] = "CONTACT", words[ENUM]. Rules add
    custom fields and words to a copy."""

    def __init__(self, path=SCHEMA):
        self.fields, self.derived, self.kinds, self.plurals, self.words, self.category = {}, {}, {}, {}, {}, {}
        self.entries = set()
        for macro, inside in re.findall(r"^(\w+)\((.*)\)$", Path(path).read_text(), re.M):
            cells = re.findall(r'"[^"]*"|[^,\s][^,]*', inside)
            if macro in ("KIND_HANDLE", "KIND_ENTRY", "KIND_ROW", "KIND_KEPT"):
                name, kind = cells[1], cells[2].strip('"')
                self.kinds[kind] = name
                self.fields.setdefault(name, {})
                self.derived.setdefault(name, {})
                if macro == "KIND_ENTRY":
                    self.plurals[cells[3].strip('"')] = name
                    self.entries.add(name)
            elif macro == "FIELD":
                field = Field(cells)
                self.fields[field.kind][field.name] = field
            elif macro == "DERIVED":
                self.derived[cells[0]][cells[3].strip('"')] = cells[4]
            elif macro in ("WORD", "ROLE"):
                enum = "ROLE" if macro == "ROLE" else cells[0]
                self.words.setdefault(enum, []).append(cells[2 if macro == "ROLE" else 3].strip('"'))
                if macro == "ROLE":
                    self.category[cells[2].strip('"')] = cells[3].strip('"')
        for name in self.entries:
            self.fields[name] = {**self.fields["ENTRY"], **self.fields[name]}
            self.derived[name] = {**self.derived["ENTRY"], **self.derived[name]}

    def copied(self):
        return copy.deepcopy(self)

    def declare(self, text):
        """`field KIND.NAME: TYPE [dated]` or `value KIND.NAME: WORD [in CATEGORY]`."""
        m = re.fullmatch(r"(field|value)\s+(\w+)\.(\w+)\s*:\s*(list\s+of\s+)?(\w+)(?:\s+in\s+(\w+))?(\s+dated)?", text)
        word, kind, name, many, said, category, dated = m.groups()
        kind = self.kinds.get(kind, kind.upper())
        if word == "value":
            self.words[self.fields[kind][name].target].append(said)
            if category:
                self.category[said] = category
            return
        type_ = DECLARED.get(said, "TERM") + "S" * bool(many)
        target = "-1" if said in DECLARED else said.upper()
        field = Field((kind, 0, "", name, type_, target, "UNKNOWN", "PLANNED", "CUSTOM" + " DATED" * bool(dated)))
        for k in [kind] + sorted(self.entries) * (kind == "ENTRY"):
            self.fields[k][name] = field


class Record:
    """One object of the document; compared by identity."""

    def __init__(self, kind, data, owner, path):
        self.kind, self.data, self.owner, self.path = kind, data, owner, path
        self.rows = {}              # field name -> Record or list of Record

    def fact(self, field):
        return f"{self.path}.{field}" if self.path else field


class Row(dict):
    """A row of a rule file's table."""

    def __init__(self, table, key, cells):
        super().__init__(cells)
        self.table, self.key = table, key

    __eq__ = object.__eq__
    __hash__ = object.__hash__


class Case:
    def __init__(self, document, schema):
        self.schema, self.ids, self.records = schema, {}, []
        self.root = self.build("CASE", document, None, "")

    def build(self, kind, data, owner, path):
        one = Record(kind, data, owner, path)
        self.records.append(one)
        if owner is not None and "id" in data:
            self.ids[data["id"]] = one
        for name, field in self.schema.fields[kind].items():
            value = data.get(name)
            where = f"{path}/{name}" if path else name
            if field.type == "ROWS" and isinstance(value, list):
                one.rows[name] = [self.build(self.kind_of(field, v), v, one, f"{where}/{v.get('id', i)}")
                                  for i, v in enumerate(value)]
            elif field.type == "ROW" and isinstance(value, dict):
                one.rows[name] = self.build(field.target, value, one, where)
        return one

    def kind_of(self, field, value):
        return self.schema.kinds.get(value["kind"], "UNRECOGNISED_ENTRY") if field.target == "ENTRY" else field.target


class Host:
    """A case as rules see it. `completed` gives values to facts that the document does not know: (path, field)
    to a JSON value, or to None for nothing. What is written, and so `documented`, stays as it is."""

    def __init__(self, case, rules, as_of, known_at=None, completed=None):
        self.case, self.rules, self.as_of, self.known_at = case, rules, as_of, known_at
        self.schema, self.completed = case.schema, completed or {}

    # ---- what exists ----

    def exists(self, one, day):
        """True, False, or an Unknown where the day from which it exists is not known."""
        if one.kind == "CASE":
            return True
        if one.owner.kind != "CASE":
            return self.exists(one.owner, day)
        if one.kind in ("MEMBER", "PLAN"):
            since = self.first_date(one, *(("joined", "born") if one.kind == "MEMBER" else ("developed", "effective")))
            return since if isinstance(since, Unknown) else since <= min(day, self.known_at or day)
        happened = date.fromisoformat(one.data["date"])
        return False if happened > day else True if self.known_at is None else self.was_recorded(one, happened)

    def was_recorded(self, one, happened):
        """Whether an entry was recorded by known_at; one that does not say when counts as recorded on its own date."""
        raw = one.data.get("recorded", str(happened)) or self.completed.get((one.path, "recorded"))
        if raw is None:
            return Unknown(one.fact("recorded"))
        return (happened if raw is NOTHING else date.fromisoformat(raw)) <= self.known_at

    def first_date(self, one, *fields):
        """The first of the fields that is written; an explicit null is written, but not known. A member without
        either is there from the opening; when a plan without either was made is not known."""
        for field in fields:
            if field in one.data:
                raw = one.data[field] or self.completed.get((one.path, field))
                if raw is not NOTHING:
                    return date.fromisoformat(raw) if raw else Unknown(one.fact(field))
        raw = self.completed.get((one.path, fields[0]))
        if one.kind == "PLAN":
            return date.fromisoformat(raw) if raw else Unknown(one.fact(fields[0]))
        return date.min if "members-before-opening" in BUGS else self.opened()

    def there(self, records, day):
        """Those that exist, the doubtful ones as uncertain items."""
        found = [(r, self.exists(r, day)) for r in records]
        found = [(r, e) for r, e in found if e is not False]
        return Items([r for r, _ in found], [both(e) for _, e in found])

    def opened(self):
        return date.fromisoformat(self.case.root.data["opened"])

    def closed(self, day):
        """The closing day, if it has come by then; an Unknown where it is not known."""
        return self.read_on(self.case.root, "closed", day)

    # ---- names ----

    def name(self, name, day):
        root = self.case.root
        if name == "case":
            return root
        if name == "plan":
            return self.plan_in_force(day)
        if name == "members":
            return self.read_on(root, name, day)
        if name == "plans":
            return self.in_order(self.read_on(root, name, day), day)
        if name == "record":
            return self.entries(day, None)
        if name in self.schema.plurals:
            return self.entries(day, self.schema.plurals[name])
        raise SyntaxError(f"unknown name {name}")

    def entries(self, day, kind):
        if "record" in self.case.root.data and self.case.root.data["record"] is None:
            return Unknown("record", kind=kind or "ENTRY")
        found = self.there([e for e in self.case.root.rows.get("record", []) if kind in (None, e.kind)], day)
        tail = self.after_current(day)
        return Items(found.items, found.maybe, Unknown(*tail.missing, kind=kind or "ENTRY", unseen=True) if tail else None)

    def after_current(self, day):
        """Why entries may be missing: the record is whole up to current_to only."""
        raw = self.case.root.data.get("current_to", MISSING)
        if raw is None:
            return Unknown("current_to")
        return Unknown("after current_to") if raw is not MISSING and day > date.fromisoformat(raw) else None

    def in_order(self, plans, day):
        """In the order of their days: a plan whose day is not known is uncertain as soon as there is another."""
        if isinstance(plans, Unknown) or len(plans.items) < 2:
            return plans
        since = [self.read_on(p, "since", day) for p in plans.items]
        order = sorted(range(len(since)), key=lambda i: since[i] if isinstance(since[i], date) else date.max)
        return Items([plans.items[i] for i in order], [both(plans.maybe[i], since[i]) for i in order])

    def plan_in_force(self, day):
        """The latest by since, then by place in the document; unknown where a doubtful one could be later still."""
        plans = self.read_on(self.case.root, "plans", day)
        if isinstance(plans, Unknown):
            return Unknown(*plans.missing, kind="PLAN", unseen=True)
        best, best_since, doubts = None, date.min, []
        for p, maybe in plans.pairs():
            since = self.read_on(p, "since", day)
            if maybe or isinstance(since, Unknown):
                doubts.append((both(maybe, since), since))
            elif since is not None and best_since <= since <= day:
                best, best_since, doubts = p, since, [(d, s) for d, s in doubts if isinstance(s, Unknown) or s > since]
        doubt = both(*[d for d, s in doubts if isinstance(s, Unknown) or best_since <= s <= day])
        return Unknown(*doubt.missing, kind="PLAN", unseen=True) if doubt else best

    # ---- fields ----

    def has_field(self, item, name):
        if isinstance(item, Row):
            return name in item
        if isinstance(item, Unknown) and item.kind is None:       # of a kind that nobody can tell: a field of any
            return name not in self.schema.plurals and any(name in fields for k, fields in self.schema.fields.items() if k != "CASE")
        return getattr(item, "kind", None) in self.schema.fields and (name in self.schema.fields[item.kind] or name in self.schema.derived[item.kind])

    def read(self, one, name, env):
        if isinstance(one, Row):
            return one[name]
        if isinstance(one, Unknown):
            field = self.schema.fields.get(one.kind, {}).get(name)
            return Unknown(*one.missing, kind=field.target if field else "TASK" if name == "tasks" else None, unseen=one.unseen)
        return self.read_on(one, name, env.day)

    def settled(self, one, field):
        """What the rule set says it means that the field is absent; a clause about a kind of entry goes before one about all."""
        return self.rules.absent.get((one.kind, field.name), self.rules.absent.get((field.kind, field.name)))

    def raw(self, one, name, day):
        """What the document says, or said on that day of a dated field; completed where it is not known."""
        field = self.schema.fields[one.kind][name]
        raw = self.on_day(one, name, day) if "DATED" in field.flags else self.holder(one, name).get(name, MISSING)
        if raw is None or (raw is MISSING and field.absence == "UNKNOWN" and self.settled(one, field) is None):
            return self.completed.get((one.path, name), None)
        return raw

    def holder(self, one, name):
        """Where the record holds a field: custom fields stand in an object of their own."""
        return one.data.get("custom") or {} if "CUSTOM" in self.schema.fields[one.kind][name].flags else one.data

    def on_day(self, one, name, day, written=False):
        """A dated field: the value of the row with the earliest `until` not past, else the present one. A row whose `until`
        is not known may be that row: then the value is not known, unless there is one such and it says the same. What is
        `written` goes by the rows whose `until` is known."""
        data = self.holder(one, name)
        if "history" in data and data["history"] is None and not written:
            return None
        rows = [h for h in data.get("history") or [] if h["field"] == name]
        still = [h for h in rows if h.get("until") and date.fromisoformat(h["until"]) >= day]
        raw = min(still, key=lambda h: h["until"])["value"] if still else data.get(name, MISSING)
        others = [] if written else [h["value"] for h in rows if not h.get("until")]
        if data is not one.data:
            return None if others else raw
        return raw if all(o == raw for o in others) and len(others) < 2 else None

    def read_on(self, one, name, day):
        if name in self.schema.derived[one.kind]:
            return getattr(self, "derive_" + name)(one, day)
        if name not in self.schema.fields[one.kind]:
            raise SyntaxError(f"{one.kind} has no field {name}")
        if (one.kind, name) == ("CASE", "record"):
            return self.entries(day, None)
        field, raw = self.schema.fields[one.kind][name], self.raw(one, name, day)
        if raw is MISSING:
            return self.absent(one, field, day)
        if raw is None:
            return Unknown(one.fact("custom." * ("CUSTOM" in field.flags) + name), kind=field.target)
        if raw is NOTHING:
            return None
        if "CUSTOM" in field.flags:
            return self.custom_value(one, field, raw)
        return self.value(one, field, raw, day)

    def custom_value(self, one, field, raw):
        """What a custom field holds; something of another type is as good as nothing known."""
        if field.type in LISTS:
            items = [self.plain_value(field, field.type[:-1], r) for r in raw] if isinstance(raw, list) else [MISSING]
            return Unknown(f"error: {field.name}") if MISSING in items else Items(items)
        value = self.plain_value(field, field.type, raw)
        return Unknown(f"error: {field.name}") if value is MISSING else value

    def plain_value(self, field, kind, raw):
        if kind == "BOOLEAN":
            return raw if isinstance(raw, bool) else MISSING
        if kind == "NUMBER":
            return Decimal(str(raw)) if isinstance(raw, (int, float)) and not isinstance(raw, bool) else MISSING
        if not isinstance(raw, str) or (kind == "TERM" and raw not in self.schema.words[field.target]):
            return MISSING
        if kind == "DATE":
            try:
                return date.fromisoformat(raw) if len(raw) == 10 else MISSING
            except ValueError:
                return MISSING
        return raw

    def value(self, one, field, raw, day):
        kind = field.type
        if kind == "DATE":
            when = date.fromisoformat(raw)
            return None if field.time == "ACTUAL" and when > day else when
        if kind == "NUMBER":
            return Decimal(str(raw))
        if kind == "REFERENCE":
            return self.refer(raw, day)
        if kind == "REFERENCES":
            return self.there([self.case.ids[i] for i in raw], day)
        if kind == "ROWS":
            rows = one.rows[field.name]         # whoever has the owner has its rows
            return self.there(rows, day) if one.kind == "CASE" else Items(rows)
        if kind == "ROW":
            return one.rows[field.name]
        return Items(raw) if kind in ("TERMS", "TEXTS") else raw

    def refer(self, identifier, day):
        """The record of an id; one that does not exist yet is not there."""
        one = self.case.ids[identifier]
        there = self.exists(one, day)
        return there if isinstance(there, Unknown) else one if there else None

    def absent(self, one, field, day):
        settled = self.settled(one, field)
        if settled is not None:
            if settled == "none":
                return Items([]) if field.type in LISTS else None
            if settled == "unknown" or self.rules.inactive & names_in(settled):
                return Unknown(one.fact("custom." * ("CUSTOM" in field.flags) + field.name), kind=field.target)
            return run(settled, Env(self, day, self.rules).item(one))
        if field.absence == "NONE":
            return Items([]) if field.type in ("ROWS", "TEXTS", "REFERENCES") else None
        if field.name == "recorded" and "recorded-ahead" in BUGS:
            return date.fromisoformat(one.data["date"])
        if field.name == "recorded":
            return self.value(one, self.schema.fields[one.kind]["date"], one.data["date"], day)
        if field.name == "current_to":
            return self.as_of
        if field.kind == "RATING":
            return Items([self.case.root])
        return self.whole_family(day)

    def whole_family(self, day):
        """The members of the family, uncertain where the roles are not known."""
        items, maybe = [], []
        members = self.read_on(self.case.root, "members", day)
        if isinstance(members, Unknown):
            return members
        for m, doubt in members.pairs():
            family = equal(self.derive_category(m, day), "family")
            if family is not False:
                items.append(m)
                maybe.append(both(doubt, family))
        return Items(items, maybe)

    def derive_category(self, one, day):
        roles = self.read_on(one, "roles", day)
        if isinstance(roles, Unknown):
            return roles
        for category in ("family", "agency", "formal_partner", "informal_partner"):
            if any(self.schema.category[r] == category for r in roles.items):
                return category
        return None

    def derive_active(self, one, day):
        return all_of([self.exists(one, day), equal(self.read_on(one, "left", day), None)])

    def derive_since(self, one, day):
        """It is the version's own, so that it is the same on all days, also on those before it was made."""
        effective = self.read_on(one, "effective", day)
        return effective if effective is not None else self.read_on(one, "developed", date.max)

    def derive_until(self, one, day):
        """The day before the next version's since; of two on one day the later in the document is the next."""
        own, plans, best, doubts = self.derive_since(one, day), self.case.root.rows["plans"], None, []
        if own is None:
            return None
        for p, maybe in self.there(plans, day).pairs():
            since = self.derive_since(p, day)
            if p is one or since is None:
                continue
            if isinstance(own, Unknown):
                return own
            if isinstance(since, Unknown):
                doubts.append((both(since, maybe), own))
            elif since > own or (since == own and plans.index(p) > plans.index(one)):
                if maybe:
                    doubts.append((maybe, since))
                elif best is None or since < best:
                    best = since
        doubts = [d for d, since in doubts if best is None or since < best]
        return both(*doubts) or (date.fromordinal(best.toordinal() - 1) if best else None)

    def derive_tasks(self, one, day):
        out = []
        objectives = self.read_on(one, "objectives", day)
        if isinstance(objectives, Unknown):
            return Unknown(*objectives.missing, kind="TASK", unseen=objectives.unseen)
        for o in objectives.items:
            tasks = self.read_on(o, "tasks", day)
            if isinstance(tasks, Unknown):
                return tasks
            out += tasks.items
        return Items(out)

    def derive_kind(self, one, day):
        return one.data["kind"]

    # ---- what is written ----

    def documented(self, one, name, env):
        if isinstance(one, Row):
            return bool(one[name])
        if name in self.schema.derived[one.kind]:
            bare = Host(self.case, self.rules, self.as_of, self.known_at)
            value = bare.read_on(one, name, env.day)
            return not (value is None or isinstance(value, Unknown) or (isinstance(value, Items) and not value.items))
        if name not in self.schema.fields[one.kind]:
            return False
        if (one.kind, name) == ("CASE", "record"):
            return something(self.entries(env.day, None))
        field = self.schema.fields[one.kind][name]
        raw = self.on_day(one, name, env.day, written=True) if "DATED" in field.flags else self.holder(one, name).get(name)
        if raw in (None, MISSING, "", []):
            return False
        if "CUSTOM" in field.flags:
            return True
        value = self.value(one, field, raw, env.day)
        return value is not None and not (isinstance(value, Items) and not value.items)

    # ---- what reviewers rated ----

    def rated(self, item, subject, env):
        """The row of the last review that is seen, of that instrument, item and subject: a Record, or an Unknown. Of two on one
        day it is the later in the document."""
        reviews = self.entries(env.day, "REVIEW")
        if isinstance(reviews, Unknown) or reviews.tail:
            return reviews if isinstance(reviews, Unknown) else reviews.tail
        best, best_day = Unknown(f"rating {item}"), ""
        for review, maybe in reviews.pairs():
            ours = all_of([maybe or True, equal(self.read_on(review, "instrument", env.day), env.instrument())])
            rows = self.read_on(review, "ratings", env.day)
            for row in [rows] if isinstance(rows, Unknown) else rows.items:
                fits = all_of([ours, row if isinstance(row, Unknown) else self.fits(row, item, subject, env.day)])
                if fits is not False and review.data["date"] >= best_day:
                    best, best_day = row if fits is True else fits, review.data["date"]
        return best

    def fits(self, row, item, subject, day):
        """Whether a row is about an item and subject: one that does not say about what is about the case."""
        raw = self.raw(row, "about", day)
        about = Unknown(row.fact("about")) if raw is None else subject is (self.case.root) if raw is MISSING else \
            any(self.case.ids[i] is subject for i in raw)
        return all_of([about, equal(self.read_on(row, "item", day), item)])

    def rating(self, part, item, subject, env):
        """`rating` or `score` of it; of nothing there is none, and of what is not known it is not known."""
        if subject is None or isinstance(subject, Unknown):
            return subject
        row = self.rated(item, subject, env)
        return row if isinstance(row, Unknown) else self.read_on(row, part, env.day)

    def applies(self, item, subject, env):
        """Whether an item was not rated `not_applicable`. A row with a score and no word has a score for its rating. Nothing can
        be asked about nothing."""
        if subject is None or isinstance(subject, Unknown):
            return subject
        row = self.rated(item, subject, env)
        if isinstance(row, Unknown):
            return row
        if "rating" not in row.data and row.data.get("score") is not None:
            return True
        return negate(equal(self.read_on(row, "rating", env.day), "not_applicable"))


def names_in(tree):
    """The names in an expression's tree."""
    if isinstance(tree, (tuple, list)):
        return {tree[1]} if len(tree) == 2 and tree[0] == "name" else set().union(*map(names_in, tree)) if tree else set()
    return set()


NOTHING = object()      # a completed fact that turns out to be nothing

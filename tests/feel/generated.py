# SPDX-License-Identifier: MIT
"""Well-typed expressions of every construct, made up at random, against a slow evaluator that walks them: each node is made as its
text together with what Python does for it. By FEEL's standard mode, null included.

CASEWORK_FEEL_SEED and CASEWORK_FEEL_COUNT make another, or a longer, run.
"""
import decimal
import os
import random
import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
import tap  # noqa: E402
import conformance  # noqa: E402
from oracles import COUNT, DECIMAL128, SEED, boolean, number, typed  # noqa: E402

INPUTS = {"n": 7, "m": -2, "Big One": 40, "nothing": None, "yes": True, "no": False, "word": "casework", "list": [3, 1, 2, 3],
          "rows": [{"k": 1, "on": True}, {"k": 5, "on": False}, {"k": 9, "on": None}]}


def typed_value(value):
    if value is None:
        return {"t": "null"}
    if isinstance(value, bool):
        return boolean(value)
    if isinstance(value, (int, decimal.Decimal)):
        return number(decimal.Decimal(value))
    if isinstance(value, str):
        return typed("string", value)
    if isinstance(value, dict):
        return typed("context", {key: typed_value(one) for key, one in value.items()})
    return typed("list", [typed_value(one) for one in value])


def lifted(function):
    """Null of null."""
    return lambda *values: None if None in values else function(*values)


def negated(value):
    return None if value is None else not value


def conjunction(values):
    return False if False in values else None if None in values else True


def disjunction(values):
    return True if True in values else None if None in values else False


class Maker:
    """Makes pairs of a text and a function that gives its value for a dictionary of names."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.names = 0
        self.scopes = {"number": ["n", "m", "Big One"], "boolean": ["yes", "no"], "string": ["word"], "list": ["list"]}

    def pick(self, kind, depth):
        simple, compound = SIMPLE[kind], COMPOUND[kind]
        maker = self.random.choice(simple if depth <= 0 or self.random.random() < 0.15 else compound)
        return maker(self, depth - 1)

    def name(self, kind):
        name = self.random.choice(self.scopes[kind])
        return name, lambda names: names[name]

    def fresh(self):
        self.names += 1
        return f"v{self.names}"

    def within(self, kind, name, make):
        """Makes something that may use one more name."""
        self.scopes[kind].append(name)
        made = make()
        self.scopes[kind].pop()
        return made

    # ---- numbers ----

    def number_literal(self, depth):
        value = decimal.Decimal(self.random.randrange(-30, 30)).scaleb(-self.random.choice((0, 0, 1)))
        return (f"{value}" if value >= 0 else f"({value})"), lambda names: value

    def number_null(self, depth):
        return "nothing", lambda names: None

    def number_name(self, depth):
        return self.name("number")

    def arithmetic(self, depth):
        sign, apply = self.random.choice((("+", DECIMAL128.add), ("-", DECIMAL128.subtract), ("*", DECIMAL128.multiply)))
        (a, one), (b, other) = self.pick("number", depth), self.pick("number", depth)
        apply = lifted(lambda x, y, apply=apply: apply(decimal.Decimal(x), decimal.Decimal(y)))
        return f"({a} {sign} {b})", lambda names: apply(one(names), other(names))

    def division(self, depth):
        (a, one), (b, other) = self.pick("number", depth), self.pick("number", depth)
        apply = lifted(lambda x, y: None if y == 0 else DECIMAL128.divide(decimal.Decimal(x), decimal.Decimal(y)))
        return f"floor({a} / {b})", lambda names: lifted(
            lambda q: q.to_integral_value(decimal.ROUND_FLOOR))(apply(one(names), other(names)))

    def choice_of(kind):
        def choice(self, depth):
            (c, condition), (a, one), (b, other) = self.pick("boolean", depth), self.pick(kind, depth), self.pick(kind, depth)
            return f"(if {c} then {a} else {b})", lambda names: one(names) if condition(names) is True else other(names)
        return choice

    def context_of(kind):
        def context(self, depth):
            key, other = self.fresh(), self.fresh()
            a, one = self.pick("number", depth)
            b, rest = self.within("number", key, lambda: self.pick(kind, depth))
            return f"{{{key}: {a}, {other}: {b}}}.{other}", lambda names: rest({**names, key: one(names)})
        return context

    def length(self, depth):
        a, one = self.pick("string", depth)
        return f"string length({a})", lambda names: lifted(len)(one(names))

    def aggregate(self, depth):
        name, apply = self.random.choice((("count", len), ("sum", lambda v: sum(map(decimal.Decimal, v)) if v else None),
                                          ("min", lambda v: min(v) if v else None), ("max", lambda v: max(v) if v else None)))
        a, one = self.pick("list", depth)
        return f"{name}({a})", lambda names: apply(one(names))

    def index(self, depth):
        at = self.random.choice((1, 2, -1, -2, 9))
        a, one = self.pick("list", depth)

        def apply(values):
            position = at - 1 if at > 0 else len(values) + at
            return values[position] if 0 <= position < len(values) else None
        return f"{a}[{at}]", lambda names: apply(one(names))

    # ---- booleans ----

    def boolean_literal(self, depth):
        value = self.random.choice((True, False, None))
        return {True: "true", False: "false", None: "nothing"}[value], lambda names: value

    def boolean_name(self, depth):
        return self.name("boolean")

    def comparison(self, depth):
        sign, apply = self.random.choice((("<", lambda x, y: x < y), ("<=", lambda x, y: x <= y), (">", lambda x, y: x > y),
                                          (">=", lambda x, y: x >= y)))
        kind = self.random.choice(("number", "string"))
        (a, one), (b, other) = self.pick(kind, depth), self.pick(kind, depth)
        return f"({a} {sign} {b})", lambda names: lifted(apply)(one(names), other(names))

    def equality(self, depth):
        kind = self.random.choice(("number", "string", "boolean"))
        (a, one), (b, other) = self.pick(kind, depth), self.pick(kind, depth)
        if self.random.random() < 0.5:
            return f"({a} = {b})", lambda names: one(names) == other(names)
        return f"({a} != {b})", lambda names: one(names) != other(names)

    def logic(self, depth):
        sign, apply = self.random.choice((("and", conjunction), ("or", disjunction)))
        (a, one), (b, other) = self.pick("boolean", depth), self.pick("boolean", depth)
        return f"({a} {sign} {b})", lambda names: apply([one(names), other(names)])

    def negation(self, depth):
        a, one = self.pick("boolean", depth)
        return f"not({a})", lambda names: negated(one(names))

    def quantifier(self, depth):
        word, apply = self.random.choice((("some", disjunction), ("every", conjunction)))
        variable = self.fresh()
        a, items = self.pick("list", depth)
        b, test = self.within("number", variable, lambda: self.pick("boolean", depth))
        return (f"({word} {variable} in {a} satisfies {b})",
                lambda names: apply([test({**names, variable: item}) for item in items(names)]))

    def membership(self, depth):
        (a, one), (b, items) = self.pick("number", depth), self.pick("list", depth)
        return f"list contains({b}, {a})", lambda names: one(names) in items(names)

    def within_range(self, depth):
        low, high = sorted(self.random.randrange(-20, 20) for _ in range(2))
        a, one = self.pick("number", depth)
        form = self.random.choice(("between", "[]", "(]", "[)"))
        if form == "between":
            return f"({a} between {low} and {high})", lambda names: lifted(lambda x: low <= x <= high)(one(names))
        open_low, open_high = form[0] == "(", form[1] == ")"
        return (f"({a} in {form[0]}{low}..{high}{form[1]})",
                lambda names: lifted(lambda x: (low < x or (low == x and not open_low)) and
                                     (x < high or (x == high and not open_high)))(one(names)))

    def instance(self, depth):
        kind = self.random.choice(("number", "string", "boolean"))
        wanted = self.random.choice(("number", "string", "boolean"))
        a, one = self.pick(kind, depth)
        return f"({a} instance of {wanted})", lambda names: one(names) is not None and kind == wanted

    def row_test(self, depth):
        word = self.random.choice(("some", "every"))
        apply = disjunction if word == "some" else conjunction
        return f"({word} r in rows satisfies r.on)", lambda names: apply([row["on"] for row in names["rows"]])

    # ---- texts ----

    def string_literal(self, depth):
        value = "".join(self.random.choice("abcé \U0001F40E") for _ in range(self.random.randrange(5)))
        return f'"{value}"', lambda names: value

    def string_name(self, depth):
        return self.name("string")

    def joining(self, depth):
        (a, one), (b, other) = self.pick("string", depth), self.pick("string", depth)
        return f"({a} + {b})", lambda names: lifted(lambda x, y: x + y)(one(names), other(names))

    def part(self, depth):
        start, length = self.random.randrange(1, 4), self.random.randrange(1, 4)
        a, one = self.pick("string", depth)
        return f"substring({a} + \"xyz\", {start}, {length})", lambda names: lifted(
            lambda text: (text + "xyz")[start - 1:start - 1 + length])(one(names))

    # ---- lists of numbers, none of them null ----

    def list_literal(self, depth):
        values = [self.random.randrange(-9, 10) for _ in range(self.random.randrange(5))]
        return f"[{', '.join(map(str, values))}]", lambda names: list(values)

    def list_name(self, depth):
        return self.name("list")

    def filtering(self, depth):
        a, items = self.pick("list", depth)
        b, test = self.within("number", "item", lambda: self.pick("boolean", depth))
        # A bare name or literal could be read as an index.
        return f"{a}[({b}) = true]", lambda names: [item for item in items(names) if test({**names, "item": item}) is True]

    def iteration(self, depth):
        variable = self.fresh()
        a, items = self.pick("list", depth)
        b, body = self.within("number", variable, lambda: self.pick("number", depth))
        return (f"(for {variable} in {a} return if {b} = null then 0 else {b})",
                lambda names: [body({**names, variable: item}) or 0 for item in items(names)])

    def counting(self, depth):
        low, high = self.random.randrange(-3, 4), self.random.randrange(-3, 4)
        step = 1 if low <= high else -1
        return f"(for i in {low}..{high} return i * i)", lambda names: [i * i for i in range(low, high + step, step)]

    def reordering(self, depth):
        name, apply = self.random.choice((("reverse", lambda v: v[::-1]), ("distinct values", lambda v: list(dict.fromkeys(v)))))
        a, items = self.pick("list", depth)
        return f"{name}({a})", lambda names: apply(items(names))

    def sorting(self, depth):
        a, items = self.pick("list", depth)
        return f"sort({a}, function(x, y) x > y)", lambda names: sorted(items(names), reverse=True)

    def gluing(self, depth):
        (a, one), (b, other) = self.pick("list", depth), self.pick("list", depth)
        return f"concatenate({a}, {b})", lambda names: one(names) + other(names)

    def path(self, depth):
        limit = self.random.randrange(10)
        return f"rows[k > {limit}].k", lambda names: [row["k"] for row in names["rows"] if row["k"] > limit]


SIMPLE = {
    "number": (Maker.number_literal, Maker.number_name, Maker.number_name, Maker.number_null),
    "boolean": (Maker.boolean_literal, Maker.boolean_name),
    "string": (Maker.string_literal, Maker.string_name),
    "list": (Maker.list_literal, Maker.list_name),
}
COMPOUND = {
    "number": (Maker.arithmetic, Maker.arithmetic, Maker.division, Maker.choice_of("number"), Maker.context_of("number"), Maker.length,
               Maker.aggregate, Maker.index),
    "boolean": (Maker.comparison, Maker.equality, Maker.logic, Maker.logic, Maker.negation, Maker.quantifier, Maker.membership,
                Maker.within_range, Maker.instance, Maker.row_test, Maker.choice_of("boolean"), Maker.context_of("boolean")),
    "string": (Maker.joining, Maker.part, Maker.choice_of("string"), Maker.context_of("string")),
    "list": (Maker.filtering, Maker.iteration, Maker.counting, Maker.reordering, Maker.sorting, Maker.gluing, Maker.path,
             Maker.choice_of("list")),
}


class Generated(unittest.TestCase):
    def check(self, kind):
        maker = Maker(f"{SEED} {kind}")
        inputs = {name: typed_value(value) for name, value in INPUTS.items()}
        rows = []
        for at in range(COUNT):
            text, value = maker.pick(kind, 1 + at % 4)
            rows.append({"id": f"{SEED}/{kind}/{at}", "expr": text, "inputs": inputs, "expected": typed_value(value(INPUTS))})
        self.assertGreater(len({row["expr"] for row in rows}), COUNT / 4)
        wrong = conformance.failing(conformance.answers_of(os.environ["CASEWORK_COMMAND"], rows))
        self.assertEqual(len(wrong), 0, "\n".join(wrong[:5]))

    def test_numbers(self):
        self.check("number")

    def test_booleans(self):
        self.check("boolean")

    def test_strings(self):
        self.check("string")

    def test_lists(self):
        self.check("list")


if __name__ == "__main__":
    tap.main()

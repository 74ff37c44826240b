# SPDX-License-Identifier: MIT
"""Generated expressions against oracles that know nothing of the engine: Python's decimal and datetime, and truth tables.

CASEWORK_FEEL_SEED and CASEWORK_FEEL_COUNT make another, or a longer, run.
"""
import calendar
import datetime
import decimal
import itertools
import os
import random
import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
import tap  # noqa: E402
import conformance  # noqa: E402

SEED = int(os.environ.get("CASEWORK_FEEL_SEED", "20260310"))
COUNT = int(os.environ.get("CASEWORK_FEEL_COUNT", "400"))
DECIMAL128 = decimal.Context(prec=34, Emin=-6143, Emax=6144, rounding=decimal.ROUND_HALF_EVEN, clamp=1,
                             traps=[decimal.Overflow, decimal.DivisionByZero, decimal.InvalidOperation])
WORDS = {True: "true", False: "false", None: "null"}
NULL = {"t": "null"}


def typed(kind, value):
    return {"t": kind, "v": value}


def boolean(value):
    return NULL if value is None else typed("boolean", value)


def number(value):
    return typed("number", format(value, "f") if isinstance(value, decimal.Decimal) else str(value))


def numbers(values):
    return typed("list", [number(value) for value in values])


def shown(values):
    return "[" + ", ".join(map(str, values)) + "]"


class Oracles(unittest.TestCase):
    def setUp(self):
        self.random = random.Random(f"{SEED} {self.id()}")

    def check(self, cases):
        """Each case is an expression and the value that it must have."""
        rows = [{"id": f"{SEED}/{number}", "expr": text, "expected": value} for number, (text, value) in enumerate(cases)]
        self.assertGreater(len(rows), 8)
        wrong = conformance.failing(conformance.answers_of(os.environ["CASEWORK_COMMAND"], rows))
        self.assertEqual(len(wrong), 0, "\n".join(wrong[:10]))

    # ---- truth tables ----

    def test_and_or(self):
        def conjunction(values):
            return False if False in values else None if None in values else True

        def disjunction(values):
            return True if True in values else None if None in values else False

        def cases():
            for size in (2, 3):
                for values in itertools.product(WORDS, repeat=size):
                    words = [WORDS[value] for value in values]
                    listed = "[" + ", ".join(words) + "]"
                    yield " and ".join(words), boolean(conjunction(values))
                    yield " or ".join(words), boolean(disjunction(values))
                    yield f"all({listed})", boolean(conjunction(values))
                    yield f"any({listed})", boolean(disjunction(values))
                    yield f"every x in {listed} satisfies x", boolean(conjunction(values))
                    yield f"some x in {listed} satisfies x", boolean(disjunction(values))
            for a, b, c in itertools.product(WORDS, repeat=3):
                yield f"{WORDS[a]} or {WORDS[b]} and {WORDS[c]}", boolean(disjunction((a, conjunction((b, c)))))
                yield f"not({WORDS[a]} and {WORDS[b]})", boolean((lambda v: None if v is None else not v)(conjunction((a, b))))
        self.check(cases())

    # ---- numbers ----

    def decimal_of(self):
        digits = self.random.choice((1, 2, 4, 9, 18, 34))
        value = decimal.Decimal(self.random.randrange(-10 ** digits + 1, 10 ** digits))
        return value.scaleb(-self.random.choice((0, 0, 1, 2, 5, digits)), DECIMAL128)

    def test_arithmetic(self):
        operations = {"+": DECIMAL128.add, "-": DECIMAL128.subtract, "*": DECIMAL128.multiply, "/": DECIMAL128.divide}

        def cases():
            for _ in range(COUNT):
                a, b = self.decimal_of(), self.decimal_of()
                sign, operate = self.random.choice(sorted(operations.items()))
                try:
                    value = typed("number", str(operate(a, b)))
                except (decimal.DivisionByZero, decimal.InvalidOperation):
                    value = NULL
                # Whether every digit is right, and not only the first: what is near would do for a number.
                difference = "null" if value is NULL else f"= {decimal.Decimal(value['v']):f}"
                text = f"({a:f} {sign} {b:f})"
                yield text, value
                yield f"{text} {difference}" if value is not NULL else f"{text} = null", boolean(True)
        self.check(cases())

    def test_rounding(self):
        ways = {"decimal": decimal.ROUND_HALF_EVEN, "floor": decimal.ROUND_FLOOR, "ceiling": decimal.ROUND_CEILING,
                "round up": decimal.ROUND_UP, "round down": decimal.ROUND_DOWN, "round half up": decimal.ROUND_HALF_UP,
                "round half down": decimal.ROUND_HALF_DOWN}

        def cases():
            for _ in range(COUNT):
                value = decimal.Decimal(self.random.randrange(-10 ** 6, 10 ** 6)).scaleb(-self.random.randrange(5))
                name, way = self.random.choice(sorted(ways.items()))
                scale = self.random.randrange(4)
                rounded = value.quantize(decimal.Decimal(1).scaleb(-scale), rounding=way)
                yield f"{name}({value:f}, {scale})", number(rounded)
        self.check(cases())

    def test_modulo(self):
        def cases():
            for _ in range(COUNT // 4):
                a, b = self.random.randrange(-1000, 1000), self.random.randrange(-20, 20)
                yield f"modulo({a}, {b})", number(a % b) if b else {"error": True}
        self.check(cases())

    # ---- lists ----

    def test_aggregates(self):
        def cases():
            for _ in range(COUNT // 4):
                values = [decimal.Decimal(self.random.randrange(-50, 50)).scaleb(-self.random.randrange(2))
                          for _ in range(self.random.randrange(1, 7))]
                text = shown(f"{value:f}" for value in values)
                yield f"count({text})", number(len(values))
                yield f"min({text})", number(min(values))
                yield f"max({text})", number(max(values))
                yield f"sum({text})", number(sum(values))
                yield f"mean({text})", number(DECIMAL128.divide(sum(values), decimal.Decimal(len(values))))
        self.check(cases())

    def test_lists(self):
        def cases():
            for _ in range(COUNT // 4):
                a, b = ([self.random.randrange(4) for _ in range(self.random.randrange(5))] for _ in range(2))
                yield f"reverse({a})", numbers(a[::-1])
                yield f"union({a}, {b})", numbers(dict.fromkeys(a + b))
                yield f"distinct values({a})", numbers(dict.fromkeys(a))
                yield f"concatenate({a}, {b})", numbers(a + b)
                yield f"index of({a}, 2)", numbers(i for i, value in enumerate(a, 1) if value == 2)
                yield f"list contains({a}, 3)", boolean(3 in a)
                yield f"{a}[item > 1]", numbers(value for value in a if value > 1)
                yield f"sort({a}, function(x, y) x < y)", numbers(sorted(a))
                yield f"for x in {a}, y in {b} return 10 * x + y", numbers(10 * x + y for x in a for y in b)
                yield f"some x in {a}, y in {b} satisfies x = y + 2", boolean(any(x == y + 2 for x in a for y in b))
                yield f"every x in {a} satisfies some y in {b} satisfies x < y", boolean(all(any(x < y for y in b) for x in a))
        self.check(cases())

    # ---- dates ----

    def day(self):
        first, last = datetime.date(1890, 1, 1).toordinal(), datetime.date(2110, 12, 31).toordinal()
        day = datetime.date.fromordinal(self.random.randrange(first, last))
        if self.random.random() < 0.5:      # the end of a month, where mistakes are
            day = day.replace(day=calendar.monthrange(day.year, day.month)[1])
        return day

    @staticmethod
    def add_months(day, months):
        year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
        return datetime.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))

    def test_dates(self):
        def cases():
            for _ in range(COUNT // 2):
                a, b = self.day(), self.day()
                months, days = self.random.randrange(-40, 40), self.random.randrange(-900, 900)
                sign, more = ("-", -months) if months < 0 else ("+", months)
                yield f'@"{a}" {sign} @"P{more}M"', typed("date", self.add_months(a, months).isoformat())
                sign, more = ("-", -days) if days < 0 else ("+", days)
                yield f'@"{a}" {sign} @"P{more}D"', typed("date", (a + datetime.timedelta(days)).isoformat())
                apart = (a - b).days
                yield f'@"{a}" - @"{b}"', typed("days and time duration", f"{'-' * (apart < 0)}P{abs(apart)}D")
                yield f'@"{a}" < @"{b}"', boolean(a < b)
                yield f'day of week(@"{a}")', typed("string", a.strftime("%A"))
                yield f'month of year(@"{a}")', typed("string", a.strftime("%B"))
                yield f'day of year(@"{a}")', number(a.timetuple().tm_yday)
                yield f'week of year(@"{a}")', number(a.isocalendar()[1])
                yield f'[@"{a}".year, @"{a}".month, @"{a}".day, @"{a}".weekday]', numbers([a.year, a.month, a.day, a.isoweekday()])
        self.check(cases())

    def test_months_between(self):
        """The most whole months that lead from the earlier day to no day after the later one, days of the month unclamped."""
        def cases():
            for _ in range(COUNT // 4):
                a, b = self.day(), self.day()
                low, high = min(a, b), max(a, b)
                months = (high.year - low.year) * 12 + high.month - low.month - (high.day < low.day)
                sign = "-" if a > b and months else ""
                yield (f'years and months duration(@"{a}", @"{b}")',
                       typed("years and months duration", f"{sign}P{months}M"))
        self.check(cases())

    def test_moments(self):
        def cases():
            for _ in range(COUNT // 4):
                a, b = (datetime.datetime.combine(self.day(), datetime.time(*(self.random.randrange(n) for n in (24, 60, 60))))
                        for _ in range(2))
                seconds = self.random.randrange(-10 ** 6, 10 ** 6)
                sign = "-" if seconds < 0 else "+"
                later = a + datetime.timedelta(seconds=seconds)
                yield f'@"{a.isoformat()}" {sign} @"PT{abs(seconds)}S"', typed("date and time", later.isoformat())
                apart = int((a - b).total_seconds())
                yield f'@"{a.isoformat()}" - @"{b.isoformat()}"', typed("days and time duration", f"{'-' * (apart < 0)}PT{abs(apart)}S")
                yield f'@"{a.isoformat()}" >= @"{b.isoformat()}"', boolean(a >= b)
                east = self.random.randrange(-12, 13)
                zone = datetime.timezone(datetime.timedelta(hours=east))
                yield (f'@"{a.replace(tzinfo=zone).isoformat()}" = @"{a.replace(tzinfo=zone).astimezone(datetime.timezone.utc).isoformat()}"',
                       boolean(True))
        self.check(cases())


if __name__ == "__main__":
    tap.main()

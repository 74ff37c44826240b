# SPDX-License-Identifier: MIT
"""Times, durations, ranges, texts, lists that are changed, and statistics, against Python: its decimal, datetime, fractions,
statistics, its strings, lists and sets. Generated from a seed; see oracles.py for the variables that change it."""
import collections
import datetime
import decimal
import fractions
import os
import random
import statistics
import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
sys.path.insert(0, str(Path(__file__).resolve().parent))
import tap  # noqa: E402
import conformance  # noqa: E402

SEED = int(os.environ.get("CASEWORK_FEEL_SEED", "20260310"))
COUNT = int(os.environ.get("CASEWORK_FEEL_COUNT", "400"))
SECOND = 10 ** 9
DAY = 86400 * SECOND
EXACT = decimal.Context(prec=400, Emin=-999999, Emax=999999)
DECIMAL128 = decimal.Context(prec=34, Emin=-6143, Emax=6144, rounding=decimal.ROUND_HALF_EVEN, clamp=1)
LETTERS = "aZéÜßñøÿŁžαΩώςДжёЇ5-字🐎"
FAIL = {"error": True}


def typed(kind, value):
    return {"t": kind, "v": value}


def boolean(value):
    return typed("boolean", value)


def number(value):
    return typed("number", str(value))


def string(value):
    return typed("string", value)


def listed(values, one):
    return typed("list", [one(value) for value in values])


def quoted(text):
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def span(nanos):
    """A duration of so many nanoseconds, as seconds alone."""
    seconds, rest = divmod(abs(nanos), SECOND)
    return f"{'-' * (nanos < 0)}PT{seconds}" + (f".{rest:09}" if rest else "") + "S"


def truncated(fraction):
    return int(fraction) if fraction >= 0 else -int(-fraction)


def offset_text(minutes):
    return "Z" if minutes == 0 else f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"


class Moments(unittest.TestCase):
    def setUp(self):
        self.random = random.Random(f"{SEED} {self.id()}")

    def check(self, cases):
        rows = [{"id": f"{SEED}/{place}", "expr": text, "expected": value} for place, (text, value) in enumerate(cases)]
        self.assertGreater(len(rows), 50)
        wrong = conformance.failing(conformance.answers_of(os.environ["CASEWORK_COMMAND"], rows))
        self.assertEqual(len(wrong), 0, "\n".join(wrong[:10]))

    # ---- durations ----

    def nanos(self):
        size = self.random.choice((1, 1000, SECOND, 3600 * SECOND, DAY, 400 * DAY))
        return self.random.randrange(-9 * size, 9 * size) * self.random.choice((0, 1, 1, 1))

    def test_durations(self):
        def cases():
            for _ in range(COUNT):
                a, b, factor = self.nanos(), self.nanos(), self.random.choice((-3, -1, 2, 7, 24, 360))
                share = decimal.Decimal(self.random.randrange(-99, 100)).scaleb(-1)
                first, second = f'@"{span(a)}"', f'@"{span(b)}"'
                days = lambda value: typed("days and time duration", span(value))
                yield f"{first} + {second}", days(a + b)
                yield f"{first} - {second}", days(a - b)
                yield f"-{first}", days(-a)
                yield f"abs({first})", days(abs(a))
                yield f"{first} * {share}", days(truncated(a * fractions.Fraction(share)))
                yield f"{factor} * {first}", days(a * factor)
                yield f"{first} / {factor}", days(truncated(fractions.Fraction(a, factor)))
                yield f"{first} < {second}", boolean(a < b)
                yield f"{first} = {second}", boolean(a == b)
                if b:
                    ratio = DECIMAL128.divide(EXACT.create_decimal(a), EXACT.create_decimal(b))
                    yield f"{first} / {second} = {ratio:f}", boolean(True)
                whole = truncated(fractions.Fraction(a, SECOND))
                sign, rest = (-1 if whole < 0 else 1), abs(whole)
                parts = [rest // 86400, rest // 3600 % 24, rest // 60 % 60, rest % 60]
                yield "[" + ", ".join(f"{first}.{part}" for part in ("days", "hours", "minutes", "seconds")) + "]", \
                    listed((sign * part for part in parts), number)
        self.check(cases())

    def test_months(self):
        def cases():
            for _ in range(COUNT // 2):
                a, b = self.random.randrange(-300, 300), self.random.randrange(-300, 300)
                share = decimal.Decimal(self.random.randrange(-99, 100)).scaleb(-1)
                months = lambda value: typed("years and months duration", f"{'-' * (value < 0)}P{abs(value)}M")
                first, second = f'@"{months(a)["v"]}"', f'@"{months(b)["v"]}"'
                yield f"{first} + {second}", months(a + b)
                yield f"{first} - {second}", months(a - b)
                yield f"{first} * {share}", months(truncated(a * fractions.Fraction(share)))
                yield f"{first} / {share}", months(truncated(a / fractions.Fraction(share))) if share else FAIL
                yield f"{first} >= {second}", boolean(a >= b)
                sign, rest = (-1 if a < 0 else 1), abs(a)
                yield f"[{first}.years, {first}.months]", listed((sign * (rest // 12), sign * (rest % 12)), number)
        self.check(cases())

    # ---- dates and times ----

    def moment(self):
        """A Python moment, to the microsecond, and its minutes east of UTC or None."""
        base = datetime.datetime(1900, 1, 1) + datetime.timedelta(seconds=self.random.randrange(200 * 365 * 86400))
        base = base.replace(microsecond=self.random.choice((0, 0, 500000, self.random.randrange(10 ** 6))))
        return base, self.random.choice((None, 0, 60, -300, 345, -18 * 60, 18 * 60))

    @staticmethod
    def text(moment, minutes):
        return moment.isoformat() + ("" if minutes is None else offset_text(minutes))

    @staticmethod
    def instant(moment, minutes):
        return moment - datetime.timedelta(minutes=minutes or 0)

    def test_dates_and_times(self):
        micro = datetime.timedelta(microseconds=1)

        def cases():
            for _ in range(COUNT):
                (a, east), (b, other) = self.moment(), self.moment()
                if self.random.random() < 0.3:       # the same instant, or nearly, on another clock
                    other = None if east is None else self.random.choice((0, 60, -300))
                    b = self.instant(a, east) + datetime.timedelta(minutes=other or 0, seconds=self.random.randrange(-1, 2))
                first, second = f'@"{self.text(a, east)}"', f'@"{self.text(b, other)}"'
                nanos = self.nanos() // 1000 * 1000
                later = a + datetime.timedelta(microseconds=nanos // 1000)
                yield f'{first} + @"{span(nanos)}"', typed("date and time", self.text(later, east))
                yield f'@"{span(nanos)}" + {first}', typed("date and time", self.text(later, east))
                yield f'{first} - @"{span(-nanos)}"', typed("date and time", self.text(later, east))
                mixed = (east is None) != (other is None)
                apart = self.instant(a, east) - self.instant(b, other)
                yield f"{first} - {second}", FAIL if mixed else typed("days and time duration", span(apart // micro * 1000))
                x, y = (self.instant(m, e).replace(microsecond=0) for m, e in ((a, east), (b, other)))
                for sign, answer in (("=", x == y), ("!=", x != y), ("<", x < y), (">=", x >= y)):
                    yield f"{first} {sign} {second}", FAIL if mixed else boolean(answer)
                yield f"is({first}, {second})", boolean(a == b and east == other)
                yield f"string({first}) = string({self.calls(a, east)})", boolean(True)
                yield f"date({first})", typed("date", a.date().isoformat())
                yield f"time({first})", typed("time", self.text(a.time(), east))
                zone = {"t": "null"} if east is None else typed("days and time duration", span(east * 60 * SECOND))
                yield f"{first}.time offset", zone
                parts = ("year", "month", "day", "weekday", "hour", "minute", "second")
                yield "[" + ", ".join(f"{first}.{part}" for part in parts) + "]", \
                    listed((a.year, a.month, a.day, a.isoweekday(), a.hour, a.minute, a.second), number)
        self.check(cases())

    @staticmethod
    def calls(moment, minutes):
        """The same, made of its parts."""
        seconds = decimal.Decimal(moment.second) + decimal.Decimal(moment.microsecond).scaleb(-6)
        offset = "null" if minutes is None else f'@"{span(minutes * 60 * SECOND)}"'
        return (f"date and time(date({moment.year}, {moment.month}, {moment.day}), "
                f"time({moment.hour}, {moment.minute}, {seconds}, {offset}))")

    def test_times(self):
        def cases():
            for _ in range(COUNT // 2):
                a, b = self.random.randrange(DAY // 1000) * 1000, self.random.randrange(DAY // 1000) * 1000
                clock = lambda nanos: (datetime.datetime(2000, 1, 1) + datetime.timedelta(microseconds=nanos // 1000)).time()
                more = self.nanos() // 1000 * 1000
                yield f'@"{clock(a)}" + @"{span(more)}"', typed("time", clock((a + more) % DAY).isoformat())
                yield f'@"{clock(a)}+02:00" - @"{span(more)}"', typed("time", clock((a - more) % DAY).isoformat() + "+02:00")
                yield f'@"{clock(a)}" - @"{clock(b)}"', typed("days and time duration", span(a - b))
                yield f'@"{clock(a)}+02:00" - @"{clock(b)}-01:30"', typed("days and time duration", span(a - b - DAY * 7 // 48))
                yield f'@"{clock(a)}" < @"{clock(b)}"', boolean(a // SECOND < b // SECOND)
                yield f'@"{clock(a)}" - @"{clock(b)}Z"', FAIL
        self.check(cases())

    # ---- points and ranges: as the sets of quarters that lie in them ----

    def test_ranges(self):
        asked = {
            "before": lambda a, b: max(a) < min(b), "after": lambda a, b: min(a) > max(b),
            "meets": lambda a, b: max(a) == min(b), "met by": lambda a, b: min(a) == max(b),
            "overlaps": lambda a, b: bool(a & b),
            "overlaps before": lambda a, b: min(a) < min(b) and bool(a & b) and max(a) <= max(b),
            "overlaps after": lambda a, b: min(b) < min(a) and bool(a & b) and max(b) <= max(a),
            "finishes": lambda a, b: a <= b and max(a) == max(b), "finished by": lambda a, b: b <= a and max(a) == max(b),
            "includes": lambda a, b: b <= a, "during": lambda a, b: a <= b,
            "starts": lambda a, b: a <= b and min(a) == min(b), "started by": lambda a, b: b <= a and min(a) == min(b),
            "coincides": lambda a, b: a == b,
        }
        of_point = {"before": "both", "after": "both", "finishes": "first", "finished by": "second", "includes": "second",
                    "during": "first", "starts": "first", "started by": "second"}

        def some_range():
            low = self.random.randrange(4)
            high = low + self.random.randrange(1, 4)
            opens, closes = self.random.random() < 0.5, self.random.random() < 0.5
            quarters = set(range(4 * low + opens, 4 * high + 1 - closes))
            return f"{'(' if opens else '['}{low}..{high}{')' if closes else ']'}", quarters

        def cases():
            for _ in range(COUNT // 2):
                (first, a), (second, b) = some_range(), some_range()
                point = self.random.randrange(8)
                for name, holds in asked.items():
                    yield f"{name}({first}, {second})", boolean(holds(a, b))
                    if of_point.get(name) in ("first", "both"):
                        yield f"{name}({point}, {second})", boolean(holds({4 * point}, b))
                    if of_point.get(name) in ("second", "both"):
                        yield f"{name}({first}, {point})", boolean(holds(a, {4 * point}))
                yield f"{point} in {first}", boolean(4 * point in a)
                yield f"before({point}, 3)", boolean(point < 3)
        self.check(cases())

    # ---- texts ----

    def word(self, most=8):
        return "".join(self.random.choice(LETTERS) for _ in range(self.random.randrange(most)))

    def test_texts(self):
        def cases():
            for _ in range(COUNT // 2):
                text, match = self.word(), self.word(3)
                start, length = self.random.randrange(-9, 10), self.random.randrange(1, 5)
                yield f"string length({quoted(text)})", number(len(text))
                yield f"contains({quoted(text)}, {quoted(match)})", boolean(match in text)
                yield f"starts with({quoted(text)}, {quoted(match)})", boolean(text.startswith(match))
                yield f"ends with({quoted(text)}, {quoted(match)})", boolean(text.endswith(match))
                yield f"substring before({quoted(text)}, {quoted(match)})", string(text.partition(match)[0] if match and match in text else "")
                yield f"substring after({quoted(text)}, {quoted(match)})", \
                    string(text if not match else text.partition(match)[2])
                at = start - 1 if start > 0 else len(text) + start
                inside = start != 0 and 0 <= at < len(text)
                yield f"substring({quoted(text)}, {start})", string(text[at:]) if inside else FAIL
                yield f"substring({quoted(text)}, {start}, {length})", string(text[at:at + length]) if inside else FAIL
                yield f"upper case({quoted(text)})", string("".join(self.one(c, c.upper()) for c in text))
                yield f"lower case({quoted(text)})", string("".join(self.one(c, c.lower()) for c in text))
                words = [self.random.choice((None, self.word(4))) for _ in range(self.random.randrange(5))]
                items = "[" + ", ".join("null" if word is None else quoted(word) for word in words) + "]"
                yield f"string join({items}, {quoted(match)})", string(match.join(word for word in words if word is not None))
        self.check(cases())

    @staticmethod
    def one(letter, other):
        return other if len(other) == 1 else letter

    def test_numbers_as_texts(self):
        def cases():
            for _ in range(COUNT // 2):
                value = decimal.Decimal(self.random.randrange(-10 ** 9, 10 ** 9)).scaleb(-self.random.randrange(4))
                for grouping, point in ((",", "."), (" ", "."), (".", ","), (" ", ",")):
                    text = f"{value:,f}".translate({ord(","): grouping, ord("."): point})
                    yield f'number("{text}", "{grouping}", "{point}")', number(value)
                yield f'number("{value:f}")', number(value)
                plain = f"{value:f}"
                plain = plain.rstrip("0").rstrip(".") if "." in plain else plain
                yield f"string({value:f})", string("0" if plain == "-0" else plain)
        self.check(cases())

    # ---- lists and contexts ----

    def test_changed_lists(self):
        def cases():
            for _ in range(COUNT // 4):
                items = [self.random.randrange(4) for _ in range(self.random.randrange(6))]
                place, new = self.random.randrange(-7, 8), self.random.randrange(9)
                at = place - 1 if place > 0 else len(items) + place
                inside = place != 0 and 0 <= at < len(items)
                numbers = lambda values: listed(values, number)
                yield f"insert before({items}, {place}, {new})", numbers(items[:at] + [new] + items[at:]) if inside else FAIL
                yield f"remove({items}, {place})", numbers(items[:at] + items[at + 1:]) if inside else FAIL
                yield f"list replace({items}, {place}, {new})", \
                    numbers(items[:at] + [new] + items[at + 1:]) if inside else FAIL
                yield f"list replace({items}, function(item, newItem) item < newItem - 5, {new})", \
                    numbers(new if item < new - 5 else item for item in items)
                yield f"sublist({items}, {place})", numbers(items[at:]) if inside else FAIL
                counts = collections.Counter(items)
                yield f"duplicate values({items})", numbers(value for value in dict.fromkeys(items) if counts[value] > 1)
                yield f"sort({items}, function(a, b) a > b)", numbers(sorted(items, reverse=True))
                tagged = ", ".join(f"{{k: {item}, at: {index}}}" for index, item in enumerate(items))
                order = sorted(range(len(items)), key=lambda index: items[index])
                yield f"sort([{tagged}], function(a, b) a.k < b.k).at", numbers(order)
                yield f"flatten([[{new}, {items}], {items}, [[]]])", numbers([new, *items, *items])
        self.check(cases())

    def test_contexts(self):
        def some():
            return {key: self.random.randrange(5) for key in self.random.sample("abcdef", self.random.randrange(5))}

        def shown(context):
            return "{" + ", ".join(f"{key}: {value}" for key, value in context.items()) + "}"

        def held(context):
            return typed("context", {key: number(value) for key, value in context.items()})

        def cases():
            for _ in range(COUNT // 4):
                a, b, key = some(), some(), self.random.choice("abcdef")
                yield f"context merge([{shown(a)}, {shown(b)}])", held({**a, **b})
                yield f'context put({shown(a)}, "{key}", 7)', held({**a, key: 7})
                yield f'context put({{o: {shown(a)}}}, ["o", "{key}"], 7).o', held({**a, key: 7})
                yield f'get value({shown(a)}, "{key}")', number(a[key]) if key in a else {"t": "null"}
                yield f"get entries({shown(a)}).key", listed(a, string)
                yield f"get entries(context merge([{shown(a)}, {shown(b)}])).value", listed({**a, **b}.values(), number)
                yield f"context(get entries({shown(a)})) = {shown(a)}", boolean(True)
                yield f"{shown(a)} = {shown(b)}", boolean(a == b)
                yield f"string({shown(a)})", string(shown(a))
        self.check(cases())

    # ---- statistics, powers and roots: to the last digit, save a deviation's ----

    def values(self):
        places = self.random.choice((0, 0, 1, 3))
        return [decimal.Decimal(self.random.randrange(-40, 40)).scaleb(-places) for _ in range(self.random.randrange(1, 8))]

    def test_statistics(self):
        def cases():
            for _ in range(COUNT // 2):
                values = self.values()
                text = "[" + ", ".join(f"{value:f}" for value in values) + "]"
                product = decimal.Decimal(1)
                for value in values:
                    product = EXACT.multiply(product, value)
                most = collections.Counter(values).most_common(1)[0][1]
                modes = sorted(value for value, count in collections.Counter(values).items() if count == most)
                yield f"median({text})", number(statistics.median(values))
                yield f"product({text}) = {product:f}", boolean(True)
                yield f"mode({text})", listed(modes, number)
                if len(values) == 1:
                    yield f"stddev({text})", FAIL
                    continue
                squares = statistics.variance([fractions.Fraction(value) for value in values])
                deviation = EXACT.sqrt(EXACT.divide(decimal.Decimal(squares.numerator), decimal.Decimal(squares.denominator)))
                yield f"abs(stddev({text}) - {DECIMAL128.plus(deviation):f}) <= 1E-31", boolean(True)
        self.check(cases())

    def test_powers_and_roots(self):
        def cases():
            for _ in range(COUNT):
                digits = self.random.choice((1, 3, 9, 20, 34))
                value = decimal.Decimal(self.random.randrange(1, 10 ** digits)).scaleb(-self.random.randrange(12))
                exponent = self.random.randrange(-20, 40)
                yield f"sqrt({value:f}) = {DECIMAL128.sqrt(value):f}", boolean(True)
                yield f"{value:f} ** {exponent} = {DECIMAL128.plus(EXACT.power(value, exponent))}", boolean(True)
                yield f"(-{value:f}) ** {exponent} = {DECIMAL128.plus(EXACT.power(-value, exponent))}", boolean(True)
                divisor = decimal.Decimal(self.random.randrange(1, 10 ** self.random.choice((1, 5, 18)))).scaleb(-3)
                rest = fractions.Fraction(-value) % fractions.Fraction(divisor)
                rest = DECIMAL128.plus(EXACT.divide(decimal.Decimal(rest.numerator), decimal.Decimal(rest.denominator)))
                yield f"modulo(-{value:f}, {divisor:f}) = {rest:f}", boolean(True)
        self.check(cases())


if __name__ == "__main__":
    tap.main()

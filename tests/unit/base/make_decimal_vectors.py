#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Writes decimal_vectors.txt: decimal128 operations and their results by Python's decimal module.

    make_decimal_vectors.py [CASES-PER-OPERATION [SEED]] > decimal_vectors.txt

A number is written with its exact exponent as DIGITSEEXPONENT; `!` is a result that is no finite number.
The same arguments give the same file.
"""
import decimal
import random
import sys
from decimal import Decimal

FORMAT = decimal.Context(prec=34, Emax=6144, Emin=-6143, clamp=1, rounding=decimal.ROUND_HALF_EVEN, traps=[])
WIDE = decimal.Context(prec=30000, Emax=999999, Emin=-999999, traps=[])
MODES = {
    "half-even": decimal.ROUND_HALF_EVEN, "floor": decimal.ROUND_FLOOR, "ceiling": decimal.ROUND_CEILING,
    "up": decimal.ROUND_UP, "down": decimal.ROUND_DOWN, "half-up": decimal.ROUND_HALF_UP,
    "half-down": decimal.ROUND_HALF_DOWN,
}


def raw(number):
    if not number.is_finite():
        return "!"
    sign, digits, exponent = number.as_tuple()
    text = "".join(map(str, digits)).lstrip("0")
    return ("-" if sign and text else "") + (text or "0") + "E" + str(exponent)


def coefficient(rng):
    size = rng.choice((1, 1, 2, 3, 5, 9, 10, 17, 18, 19, 27, 28, 33, 34, 34))
    kind = rng.randrange(6)
    if kind == 0:
        return int("9" * size)
    if kind == 1:
        return 10 ** (size - 1)
    if kind == 2:
        return rng.choice((1, 5, 25, 125, 15, 35)) * 10 ** max(0, size - 3)
    if kind == 3:
        return int("".join(rng.choice("0059") for _ in range(size)))
    return rng.randrange(10 ** size)


def number(rng):
    exponent = rng.choice((0, 0, -1, -2, rng.randint(-9, 9), rng.randint(-40, 40), rng.randint(-6176, 6111),
                           rng.choice((-6176, -6175, -6150, -6143, 6078, 6100, 6111))))
    sign = rng.randrange(2)
    return Decimal((sign, tuple(map(int, str(coefficient(rng)))), exponent))


def near(rng, other):
    """A number whose digits meet those of `other`."""
    found = number(rng)
    exponent = other.as_tuple().exponent + rng.randint(-75, 75)
    return Decimal((found.as_tuple().sign, found.as_tuple().digits, max(-6176, min(6111, exponent))))


def pair(rng):
    a = number(rng)
    b = near(rng, a) if rng.randrange(2) else number(rng)
    if rng.randrange(12) == 0:
        b = a.copy_negate() if rng.randrange(2) else a
    return a, b


def rounded(a, scale, mode):
    if a.as_tuple().exponent >= -scale:
        return a
    return FORMAT.plus(a.quantize(Decimal((0, (1,), -scale)), rounding=MODES[mode], context=WIDE))


def halfway(rng):
    """A number that lies between two of the scale, mostly half way."""
    zeros = rng.randint(0, 20)
    digits = str(rng.choice((0, rng.randrange(100), rng.randrange(10 ** 12)))) + rng.choice("5554") + "0" * zeros
    exponent = rng.randint(-30, 10)
    return Decimal((rng.randrange(2), tuple(map(int, digits)), exponent)), -(exponent + zeros + 1)


def written(rng):
    """A text of a number, at times with more digits than are kept."""
    whole = "".join(rng.choice("0123456789") for _ in range(rng.choice((1, 1, 2, 9, 34, 35, 44, 45, 46, 80))))
    if rng.randrange(4) == 0:
        whole = "0" * rng.randint(1, 50)
    text = rng.choice(("", "-")) + whole
    if rng.randrange(2):
        part = "".join(rng.choice("0123456789") for _ in range(rng.choice((1, 2, 9, 34, 60))))
        if rng.randrange(4) == 0:
            part = rng.choice("05") + "0" * rng.randint(0, 60) + rng.choice("01")
        text += "." + part
    if rng.randrange(3) == 0:
        text += rng.choice("eE") + rng.choice(("", "+", "-")) + str(rng.choice((
            rng.randint(0, 40), rng.randint(6000, 6300), rng.randint(0, 100000000))))
    return text


def plain(number):
    """The text for people, worked out apart from the C code."""
    sign, digits, exponent = number.as_tuple()
    digits = "".join(map(str, digits)).lstrip("0")
    if not digits:
        return "0"
    while exponent < 0 and digits.endswith("0"):
        digits, exponent = digits[:-1], exponent + 1
    if exponent >= 0 and len(digits) + exponent <= 34 or -34 <= exponent < 0:
        text = format(Decimal((0, tuple(map(int, digits)), exponent)), "f")
    else:
        power = len(digits) + exponent - 1
        digits = digits.rstrip("0")
        text = digits[0] + ("." + digits[1:] if digits[1:] else "") + "E" + format(power, "+d")
    return ("-" if sign else "") + text


def whole(number):
    if number != WIDE.to_integral_value(number):
        return "!"
    value = int(number) if abs(number) < 10 ** 30 else 10 ** 30
    return str(value) if -2 ** 63 <= value < 2 ** 63 else "!"


def main():
    cases = int(sys.argv[1]) if len(sys.argv) > 1 else 400
    rng = random.Random(int(sys.argv[2]) if len(sys.argv) > 2 else 1)
    print("# Made by make_decimal_vectors.py; do not edit.")
    for _ in range(cases):
        for name, operation in (("add", FORMAT.add), ("subtract", FORMAT.subtract),
                                ("multiply", FORMAT.multiply), ("divide", FORMAT.divide)):
            a, b = pair(rng)
            print(name, raw(a), raw(b), raw(operation(a, b)))
        a, b = pair(rng)
        print("compare", raw(a), raw(b), int(WIDE.compare(a, b)))
        a, mode = number(rng), rng.choice(sorted(MODES))
        scale = rng.choice((0, 0, 1, 2, -a.as_tuple().exponent - rng.randint(0, 40), rng.randint(-6200, 6200)))
        if rng.randrange(3) == 0:
            a, scale = halfway(rng)
        print("round", raw(a), scale, mode, raw(rounded(a, scale, mode)))
        text = written(rng)
        print("parse", text, raw(FORMAT.create_decimal(text)))
        a = number(rng)
        print("write", raw(a), plain(a))
        a = Decimal((rng.randrange(2), tuple(map(int, str(rng.choice((
            rng.randrange(10 ** 19), 2 ** 63 + rng.randint(-2, 2), rng.randrange(1000)))))), rng.randint(-3, 3)))
        print("whole", raw(a), whole(a))


main()

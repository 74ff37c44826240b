# SPDX-License-Identifier: MIT
"""Every diagnostic has a number of its own, in the range of its room, and its words stand in a test."""
import os
import re
import unittest
from pathlib import Path

import tap

ROOT = Path(os.environ["CASEWORK_ROOT"])
RANGES = {"base": (1, 99), "json": (100, 199), "model": (200, 299), "codec": (300, 399), "feel": (400, 599),
          "rules": (600, 799), "eval": (800, 899), "api": (900, 999), "author": (1000, 1099)}
ROW = re.compile(r'DIAGNOSTIC\((\w+),\s*(\d+),\s*\w+,\s*((?:"(?:[^"\\]|\\.)*"|\s|PRI\w+)+)\)')


def joined(text):
    """C texts written in pieces as one, without escapes."""
    text = re.sub(r'"\s*(?:PRI\w+)?\s*"', "", text)
    return text.replace('\\"', '"').replace("\\\\", "\\")


def rows():
    for path in sorted((ROOT / "src").glob("*/diagnostics.def")):
        for name, number, words in ROW.findall(path.read_text(encoding="utf-8")):
            yield path.parent.name, name, int(number), joined(words.strip()).strip('"')


def longest_piece(words):
    """The longest run of words that no value interrupts."""
    pieces = re.split(r"%[-.*0-9]*(?:l*[diu]|s|c|X)?", words.replace("%%", "\0"))
    return max(pieces, key=len).replace("\0", "%").strip("` ;")


class Messages(unittest.TestCase):
    def test_numbers(self):
        seen = {}
        for room, name, number, _ in rows():
            low, high = RANGES[room]
            self.assertTrue(low <= number <= high, f"{room} {name} {number}")
            self.assertNotIn(number, seen, f"{name} and {seen.get(number)}")
            seen[number] = name
        self.assertGreater(len(seen), 150)

    def test_each_is_provoked(self):
        tests = "".join(joined(path.read_text(encoding="utf-8", errors="replace"))
                        for path in sorted((ROOT / "tests").rglob("*")) if path.is_file() and path.suffix != ".pyc")
        untold = [f"{room} {number} {name}: {longest_piece(words)}" for room, name, number, words in rows()
                  if longest_piece(words) not in tests]
        self.assertEqual(untold, [])


if __name__ == "__main__":
    tap.main()

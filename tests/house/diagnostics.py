# SPDX-License-Identifier: MIT
"""src/base/DIAGNOSTICS.md lists what every room's diagnostics.def has; with WRITE as argument it is written anew."""
import os
import re
import sys
import unittest
from pathlib import Path

ROOT = Path(os.environ.get("CASEWORK_ROOT", Path(__file__).resolve().parents[2]))
LIST = ROOT / "src/base/DIAGNOSTICS.md"
ROW = re.compile(r'DIAGNOSTIC\((\w+),\s*(\d+),\s*(ERROR|WARNING),\s*((?:"(?:[^"\\]|\\.)*"|\s|PRI\w+)+)\)')
ROOMS = {"base": "All of the library", "json": "JSON texts", "model": "Cases, whole", "codec": "Case documents, inputs of expressions",
         "feel": "Expressions", "rules": "Rule files", "author": "Rule tests, and what is hardly meant (the command alone)"}
HEAD = """# Diagnostics

Every kind of diagnostic: its number (`cw_diag_code`), how grave it is, and its message, where `..` stands for what is
quoted. A number never gets another meaning; words may change. Generated from the `diagnostics.def` of each room:
`python3 tests/house/diagnostics.py WRITE` after a change; a test compares.
"""


def message(text):
    """A C format as a person reads it."""
    text = re.sub(r'"\s*(?:PRI\w+)?\s*(?:"|$)', "", text.strip()[1:])
    text = text.replace('\\"', '"').replace("\\\\", "\\")
    return re.sub(r"%%|%[-.*0-9]*(?:l*[diu]|s|c|X)?", lambda found: "%" if found[0] == "%%" else "..", text)


def written():
    parts = [HEAD]
    for room, about in ROOMS.items():
        text = (ROOT / "src" / room / "diagnostics.def").read_text(encoding="utf-8")
        rows = sorted((int(number), severity.lower(), message(words)) for _, number, severity, words in ROW.findall(text))
        parts.append(f"\n## {about}\n\n| number | | message |\n| --- | --- | --- |\n")
        parts += [f"| {number} | {severity} | {words.replace('|', chr(92) + '|')} |\n" for number, severity, words in rows]
    return "".join(parts)


class Diagnostics(unittest.TestCase):
    def test_every_room_is_listed(self):
        self.assertEqual({path.parent.name for path in ROOT.glob("src/*/diagnostics.def")}, set(ROOMS))

    def test_every_row_is_read(self):
        for room in ROOMS:
            text = (ROOT / "src" / room / "diagnostics.def").read_text(encoding="utf-8")
            text = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
            self.assertEqual(len(ROW.findall(text)), text.count("DIAGNOSTIC("), room)

    def test_the_list_is_current(self):
        self.assertEqual(LIST.read_text(encoding="utf-8"), written(), "run tests/house/diagnostics.py WRITE")


if __name__ == "__main__":
    if sys.argv[1:] == ["WRITE"]:
        LIST.write_text(written(), encoding="utf-8")
    else:
        import tap
        tap.main()

# SPDX-License-Identifier: MIT
"""Files and functions stay of a size to live with, and say whose they are."""
import os
import re
import unittest
from pathlib import Path

import tap

ROOT = Path(os.environ["CASEWORK_ROOT"])
TOP = {"include", "src", "tests", "examples", "bindings", "meson.build", "meson_options.txt", "CHANGELOG.md",
       "README.md", "LICENSE"}
LONGEST_FILE = 700
LONGEST_FUNCTION = 80


def c_files(*folders):
    for folder in folders:
        yield from sorted(path for path in (ROOT / folder).rglob("*") if path.suffix in (".c", ".h"))


def long_functions(text):
    """Where a function of more than LONGEST_FUNCTION lines begins: bodies open and close in column 1."""
    start = None
    for number, line in enumerate(text.splitlines(), 1):
        if line == "{":
            start = number
        elif line == "}" and start:
            if number - start > LONGEST_FUNCTION:
                yield start
            start = None


class Layout(unittest.TestCase):
    def test_top_level(self):
        names = {path.name for path in ROOT.iterdir() if not path.name.startswith(".")}
        self.assertEqual(names - TOP - {"build"}, set())

    def test_spdx_lines(self):
        wrong = []
        for path in [*c_files("include", "src", "tests", "examples"), *(ROOT / "tests").rglob("*.py"),
                     *(ROOT / "bindings").rglob("*.py*")]:
            if "__pycache__" in path.parts:
                continue
            head = path.read_text(encoding="utf-8")[:200]
            if "SPDX-License-Identifier: MIT" not in head:
                wrong.append(path.relative_to(ROOT).as_posix())
        self.assertEqual(wrong, [])

    def test_files_are_short(self):
        wrong = [f"{path.name}: {lines}" for path in c_files("src", "examples")
                 if (lines := len(path.read_text(encoding="utf-8").splitlines())) > LONGEST_FILE]
        self.assertEqual(wrong, [])

    def test_functions_are_short(self):
        wrong = [f"{path.name}:{line}" for path in c_files("src", "examples")
                 for line in long_functions(path.read_text(encoding="utf-8"))]
        self.assertEqual(wrong, [])

    def test_every_source_is_built(self):
        wrong = []
        for path in (ROOT / "src").glob("*/*.c"):
            lists = (path.parent / "meson.build").read_text(encoding="utf-8")
            if f"'{path.name}'" not in lists:
                wrong.append(path.relative_to(ROOT).as_posix())
        for folder in (ROOT / "tests/unit", ROOT / "tests/api"):
            lists = (folder / "meson.build").read_text(encoding="utf-8")
            for path in folder.rglob("test_*.c"):
                if f"'{path.stem[5:]}'" not in lists and f"'{path.name}'" not in lists:
                    wrong.append(path.relative_to(ROOT).as_posix())
        self.assertEqual(wrong, [])

    def test_no_floating_point(self):
        words = re.compile(r"\b(float|double|math\.h)\b")
        aside = re.compile(r'/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"', re.DOTALL)
        wrong = [path.name for path in c_files("include", "src")
                 if words.search(aside.sub(" ", path.read_text(encoding="utf-8")))]
        self.assertEqual(wrong, [])

    def test_nothing_is_left_to_do(self):
        marks = re.compile(r"\b(TO" + "DO|FIX" + "ME|XX" + "X)\\b")
        wrong = [path.name for path in c_files("include", "src", "examples")
                 if marks.search(path.read_text(encoding="utf-8"))]
        self.assertEqual(wrong, [])


if __name__ == "__main__":
    tap.main()

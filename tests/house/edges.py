# SPDX-License-Identifier: MIT
"""Every #include of src/ stays within what its room may know, and every header stands alone."""
import os
import re
import subprocess
import unittest
from pathlib import Path

import tap

ROOT = Path(os.environ["CASEWORK_ROOT"])
COMPILER = os.environ["CASEWORK_CC"].split("|")

# What each room may know besides itself and the public headers.
ROOMS = {
    "base": set(),
    "json": {"base"},
    "model": {"base"},
    "feel": {"base"},
    "rules": {"base", "feel"},
    "packs": {"base", "rules"},
    "eval": {"base", "model", "feel", "rules"},
    "codec": {"base", "json", "model", "feel", "rules", "eval"},
    "author": {"base", "json", "model", "feel", "rules", "packs", "eval", "codec"},
    "api": {"base", "json", "model", "feel", "rules", "packs", "eval", "codec", "author"},
}
# Most of what rule authors need is not in the library: the command is linked with it for `test` and `fmt`.
AUTHORS = {"check.c", "fmt.c", "options.h", "outcomes.h", "rules.c", "test.c"}
# Of the C library: nothing that reads a clock, a file, the locale or the environment, or that ends the program.
LIBC = {
    "inttypes.h", "limits.h", "stdarg.h", "stdatomic.h", "stdbool.h", "stddef.h", "stdint.h", "stdio.h", "stdlib.h",
    "string.h",
}
# Of the compiler: what names a processor's own instructions, beside code that does without.
PROCESSOR = {"base/sha256_x86.c": {"cpuid.h", "immintrin.h"}}
# Programs of the build, not part of the library.
TOOLS = {"model/generate_fields.c", "packs/embed.c"}
# A part of one source file, not a header of its own.
PARTS = {"model/schema_sorted.h"}

INCLUDE = re.compile(r'^\s*#\s*include\s+([<"])([^>"]+)[>"]', re.MULTILINE)


def sources():
    for path in sorted((ROOT / "src").rglob("*")):
        if path.suffix in (".c", ".h", ".def"):
            yield path, path.relative_to(ROOT / "src").as_posix()


def public_names():
    return {path.relative_to(ROOT / "include").as_posix() for path in (ROOT / "include").rglob("*.h")}


def wrong_include(name, bracket, target, public):
    """What is wrong with one #include, or None."""
    room = name.split("/")[0]
    if bracket == "<":
        if target in public or target in LIBC or target in PROCESSOR.get(name, ()) or name in TOOLS:
            return None
        return f"{name} includes <{target}>, which is neither a public header nor an allowed part of the C library"
    other = target.split("/")[0]
    if "/" not in target:
        return f'{name} includes "{target}" without its room'
    if not (ROOT / "src" / target).is_file():
        return f'{name} includes "{target}", which is not there'
    if other != room and other not in ROOMS[room]:
        return f"{name} includes {target}: {room} may not know {other}"
    return None


class Edges(unittest.TestCase):
    def test_rooms_are_the_known_ones(self):
        rooms = {path.name for path in (ROOT / "src").iterdir() if path.is_dir()}
        self.assertEqual(rooms, set(ROOMS))

    def test_includes_stay_within_the_table(self):
        public, wrong, seen = public_names(), [], 0
        for path, name in sources():
            for bracket, target in INCLUDE.findall(path.read_text(encoding="utf-8")):
                seen += 1
                problem = wrong_include(name, bracket, target, public)
                if problem:
                    wrong.append(problem)
        self.assertGreater(seen, 100)
        self.assertEqual(wrong, [])

    def test_an_edge_outside_the_table_is_seen(self):
        public = public_names()
        self.assertIn("may not know", wrong_include("json/reader.c", '"', "model/case.h", public))
        self.assertIn("may not know", wrong_include("base/text.c", '"', "json/tree.h", public))
        self.assertIn("allowed part", wrong_include("eval/run.c", "<", "time.h", public))

    def test_programs_use_the_public_header_alone(self):
        wrong = []
        for path in sorted((ROOT / "examples").rglob("*.[ch]")):
            for bracket, target in INCLUDE.findall(path.read_text(encoding="utf-8")):
                beside = bracket == '"' and (path.parent / target).is_file()
                beside = beside or (path.name in AUTHORS and target.startswith("author/"))
                if target.startswith("casework/") or (bracket == '"' and not beside):
                    wrong.append(f"{path.name} includes {target}")
        self.assertEqual(wrong, [])


class Headers(unittest.TestCase):
    def test_internal_headers_compile_alone(self):
        headers = [name for _, name in sources() if name.endswith(".h") and name not in PARTS]
        self.assertGreater(len(headers), 20)
        for name in headers:
            with self.subTest(name):
                done = subprocess.run(
                    [*COMPILER, "-std=c11", "-Wall", "-Wextra", "-Wpedantic", "-Werror", "-fsyntax-only",
                     f"-I{ROOT / 'include'}", f"-I{ROOT / 'src'}", "-x", "c", "-"],
                    input=f'#include "{name}"\ntypedef int something;\n', text=True, capture_output=True)
                self.assertEqual(done.returncode, 0, done.stderr)


if __name__ == "__main__":
    tap.main()

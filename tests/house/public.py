# SPDX-License-Identifier: MIT
"""The public headers: clean alone as C11 and C++17, documented, and installed."""
import os
import re
import shutil
import subprocess
import unittest
from pathlib import Path

import tap

ROOT = Path(os.environ["CASEWORK_ROOT"])
COMPILER = os.environ["CASEWORK_CC"].split("|")
STRICT = ["-Wall", "-Wextra", "-Wpedantic", "-Werror", "-fsyntax-only", f"-I{ROOT / 'include'}"]


def headers():
    return sorted(path.relative_to(ROOT / "include").as_posix() for path in (ROOT / "include").rglob("*.h"))


def cxx_compiler():
    return next((name for name in ("c++", "g++", "clang++") if shutil.which(name)), None)


class Public(unittest.TestCase):
    def compile(self, command, text):
        done = subprocess.run([*command, *STRICT, "-"], input=text, text=True, capture_output=True)
        self.assertEqual(done.returncode, 0, done.stderr)

    def test_each_compiles_alone_as_c11(self):
        for name in headers():
            with self.subTest(name):
                self.compile([*COMPILER, "-std=c11", "-x", "c"], f"#include <{name}>\n#include <{name}>\nint main(void) {{ return 0; }}\n")

    def test_each_compiles_alone_as_cxx17(self):
        compiler = cxx_compiler()
        if not compiler:
            self.skipTest("no C++ compiler")
        for name in headers():
            with self.subTest(name):
                self.compile([compiler, "-std=c++17", "-x", "c++"], f"#include <{name}>\nint main() {{ return 0; }}\n")

    def test_casework_h_includes_all_others(self):
        text = (ROOT / "include/casework.h").read_text(encoding="utf-8")
        for name in headers():
            if name != "casework.h":
                self.assertIn(f"#include <{name}>", text)

    def test_all_are_installed(self):
        text = (ROOT / "include/meson.build").read_text(encoding="utf-8")
        for name in headers():
            self.assertIn(f"'{name}'", text)

    def test_generated_files_are_current(self):
        for what, path in (("fields", "include/casework/fields.h"), ("sorted", "src/model/schema_sorted.h"),
                           ("reference", "src/rules/FIELDS.md")):
            fresh = subprocess.run([os.environ["CASEWORK_GENERATE_FIELDS"], what], capture_output=True, check=True)
            self.assertTrue(fresh.stdout == (ROOT / path).read_bytes(),
                            f"{path} differs from what `generate_fields {what}` prints")

    def test_the_reference_has_the_names_that_rules_see(self):
        text = (ROOT / "src/eval/schema.c").read_text(encoding="utf-8")
        names = re.findall(r'\[EVAL_NAME_\w+\] = "(\w+)"', text)
        reference = (ROOT / "src/rules/FIELDS.md").read_text(encoding="utf-8")
        table = re.findall(r"^\| `(\w+)` \|", reference.split("## Names")[1].split("## ")[0], re.MULTILINE)
        self.assertGreater(len(names), 3)
        self.assertEqual(names, table[:len(names)])

    def test_versions_agree(self):
        text = (ROOT / "include/casework/version.h").read_text(encoding="utf-8")
        numbers = [re.search(rf"CW_VERSION_{part} = (\d+)", text).group(1) for part in ("MAJOR", "MINOR", "PATCH")]
        project = re.search(r"version: '([^']+)'", (ROOT / "meson.build").read_text(encoding="utf-8")).group(1)
        self.assertEqual(".".join(numbers), project)


if __name__ == "__main__":
    tap.main()

# SPDX-License-Identifier: MIT
"""Which library the package takes, and which it refuses."""
import os
import re
import shutil
import subprocess
import sys
import unittest

import binding

import tap

NAME = "libcasework.so.1"
SHOW = "from casework import _library\nprint(_library.path)\n"


@unittest.skipUnless(os.path.realpath(binding.SHARED).endswith(".so.1"), "tells of shared libraries as ELF has them")
class Library(unittest.TestCase):
    def setUp(self):
        self.folder = binding.FOLDER / self.id().split(".")[-1]
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)
        shutil.copytree(binding.PACKAGE / "casework", self.folder / "casework",
                        ignore=shutil.ignore_patterns("__pycache__", "lib*"))

    def run_import(self, script=SHOW, **environment):
        variables = {"PYTHONPATH": str(self.folder), "CASEWORK_LIBRARY": "", "LD_LIBRARY_PATH": "", **environment}
        return binding.run_python(script, environment=variables, cwd="/")

    def taken(self, **environment):
        done = self.run_import(**environment)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        return done.stdout.strip()

    def refused(self, **environment):
        done = self.run_import("import casework\n", **environment)
        self.assertEqual((done.returncode, done.stdout), (1, ""))
        return done.stderr[done.stderr.index("ImportError: "):]

    def library_in(self, name):
        (self.folder / name).mkdir(exist_ok=True)
        shutil.copy(binding.SHARED, self.folder / name / NAME)
        return str(self.folder / name / NAME)

    def fake(self, text, name="fake.so"):
        return binding.compile_library(self.folder / name, text)

    def test_the_variable_comes_first(self):
        self.library_in("casework")
        other = self.library_in("other")
        self.assertEqual(self.taken(CASEWORK_LIBRARY=other), other)
        self.assertEqual(self.taken(CASEWORK_LIBRARY=os.path.dirname(other)), other)
        self.assertIn("libcasework was not found", self.refused(CASEWORK_LIBRARY="/"))

    def test_then_what_is_beside_the_package(self):
        beside = self.library_in("casework")
        self.assertEqual(self.taken(LD_LIBRARY_PATH=os.path.dirname(self.library_in("system"))), beside)

    def test_then_the_soname(self):
        self.assertEqual(self.taken(LD_LIBRARY_PATH=os.path.dirname(self.library_in("system"))), NAME)

    def test_what_was_tried_is_told(self):
        alone = {**os.environ, "LD_LIBRARY_PATH": ""}
        if subprocess.run([sys.executable, "-c", f"import ctypes; ctypes.CDLL({NAME!r})"], env=alone, capture_output=True).returncode == 0:
            self.skipTest("this system has the library")
        told = self.refused()
        self.assertIn("libcasework was not found; tried", told)
        lines = [line.strip().split(": ")[0] for line in told.splitlines()[1:]]
        self.assertEqual(lines, [str(self.folder / "casework" / NAME), str(self.folder / "casework/libcasework.so"),
                                 f"{NAME} (the system's libraries)"])

    def test_a_variable_that_leads_nowhere_is_not_passed_over(self):
        self.library_in("casework")
        missing = str(self.folder / "missing.so")
        told = self.refused(CASEWORK_LIBRARY=missing)
        self.assertIn(f"{missing} (CASEWORK_LIBRARY)", told)
        self.assertNotIn("beside", told)
        self.assertNotIn(NAME, told)

    def test_another_version(self):
        for version in ("0.0.9", "0.2.0", "1.0.0", "0.1.0.1", "next", ""):
            path = self.fake(f'const char *cw_version(void) {{ return "{version}"; }}\n')
            told = self.refused(CASEWORK_LIBRARY=path)
            self.assertEqual(told, f"ImportError: {path} (CASEWORK_LIBRARY) is libcasework {version}; "
                                   "this package needs 0.1.0\n")

    def test_another_version_beside_the_package(self):
        self.fake('const char *cw_version(void) { return "9.9.9"; }\n', f"casework/{NAME}")
        self.assertIn("is libcasework 9.9.9; this package needs 0.1.0",
                      self.refused(LD_LIBRARY_PATH=os.path.dirname(self.library_in("system"))))

    def test_the_right_version_without_all_functions(self):
        path = self.fake('const char *cw_version(void) { return "0.1.0"; }\n')
        self.assertIn("has no cw_case_add_entry: it is of another version", self.refused(CASEWORK_LIBRARY=path))

    def test_something_else(self):
        path = self.fake("int other;\n")
        self.assertIn("is not libcasework: it has no cw_version", self.refused(CASEWORK_LIBRARY=path))
        (self.folder / "text.so").write_text("no library")
        self.assertIn("libcasework was not found", self.refused(CASEWORK_LIBRARY=str(self.folder / "text.so")))


class Versions(unittest.TestCase):
    def test_which_suit(self):
        from casework import _library
        kept = _library.VERSION
        try:
            for mine, others in (((0, 1, 0), {"0.1.0": True, "0.1.1": False, "0.2.0": False, "1.1.0": False}),
                                 ((1, 2, 3), {"1.2.3": True, "1.2.4": True, "1.10.0": True, "1.2.2": False,
                                              "2.2.3": False, "0.9.9": False, "1.2": False, "1.2.x": False})):
                _library.VERSION = mine
                self.assertEqual({one: _library.suits(one) for one in others}, others)
        finally:
            _library.VERSION = kept

    def test_it_is_the_headers(self):
        import casework
        text = (binding.ROOT / "include/casework/version.h").read_text(encoding="utf-8")
        numbers = [re.search(rf"CW_VERSION_{part} = (\d+)", text).group(1) for part in ("MAJOR", "MINOR", "PATCH")]
        project = (binding.PACKAGE / "pyproject.toml").read_text(encoding="utf-8")
        self.assertEqual(casework.__version__, ".".join(numbers))
        self.assertIn(f'version = "{casework.__version__}"', project)


if __name__ == "__main__":
    tap.main()

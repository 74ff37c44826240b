# SPDX-License-Identifier: MIT
"""What the library gives and takes as a linker sees it."""
import os
import re
import shutil
import subprocess
import unittest
from pathlib import Path

import tap

ROOT = Path(os.environ["CASEWORK_ROOT"])
SHARED = os.environ["CASEWORK_SHARED"]
STATIC = os.environ["CASEWORK_STATIC"]
SANITIZED = os.environ["CASEWORK_SANITIZED"] == "yes"

# All that the library takes from outside.
ALLOWED = {
    "malloc", "realloc", "calloc", "free",
    "memchr", "memcmp", "memcpy", "memmove", "memset",
    "strchr", "strcmp", "strlen", "strncmp", "strrchr", "strspn", "strcspn",
    "snprintf", "vsnprintf",
    # of the compiler, the loader, and hardened builds
    "__cxa_finalize", "__gmon_start__", "_ITM_deregisterTMCloneTable", "_ITM_registerTMCloneTable",
    "bcmp", "__stack_chk_fail", "__memcpy_chk", "__memmove_chk", "__memset_chk", "__snprintf_chk", "__vsnprintf_chk",
}
DECLARED = re.compile(r"^CW_API\b[^;{]*?\b(cw_\w+)\s*\(", re.MULTILINE)


def run(*command):
    return subprocess.run(command, check=True, text=True, capture_output=True).stdout


def exported():
    lines = run("nm", "-D", "--defined-only", SHARED).splitlines()
    names = {line.split()[-1].split("@")[0] for line in lines}
    return names - {"CASEWORK_0"}


def declared():
    names = set()
    for path in (ROOT / "include").rglob("*.h"):
        names.update(DECLARED.findall(path.read_text(encoding="utf-8")))
    return names


def mapped():
    text = (ROOT / "src/api/casework.map").read_text(encoding="utf-8")
    return re.findall(r"^\s+(\w+);$", text, re.MULTILINE)


@unittest.skipUnless(shutil.which("nm") and shutil.which("size"), "no binutils")
class Symbols(unittest.TestCase):
    def test_declared_is_mapped(self):
        self.assertGreater(len(declared()), 100)
        self.assertEqual(sorted(declared()), mapped())

    def test_declared_is_exported(self):
        names = exported()
        if SANITIZED:
            names = {name for name in names if name.startswith("cw_")}
        self.assertEqual(sorted(declared()), sorted(names))

    def test_exports_bear_the_version(self):
        for line in run("nm", "-D", "--defined-only", SHARED).splitlines():
            name = line.split()[-1]
            if name.startswith("cw_"):
                self.assertTrue(name.endswith("@@CASEWORK_0"), name)

    def test_soname(self):
        self.assertIn("libcasework.so.1", Path(os.path.realpath(SHARED)).name)
        if shutil.which("readelf"):
            self.assertIn("soname: [libcasework.so.1]", run("readelf", "-d", SHARED))

    @unittest.skipIf(SANITIZED, "a sanitizer takes more from outside")
    def test_takes_little_from_outside(self):
        taken = {line.split()[-1].split("@")[0] for line in run("nm", "-D", "--undefined-only", SHARED).splitlines()}
        self.assertEqual(sorted(taken - ALLOWED), [])

    @unittest.skipIf(SANITIZED, "a sanitizer adds data of its own")
    def test_has_no_writable_globals(self):
        writable = []
        member = "?"
        for line in run("size", "-A", STATIC).splitlines():
            words = line.split()
            if line.endswith("):") or " :" in line:
                member = words[0]
            elif len(words) == 3 and re.match(r"\.(data|bss|tdata|tbss)(\.|$)", words[0]):
                if not words[0].startswith(".data.rel.ro") and words[1] != "0":
                    writable.append(f"{member}: {words[0]} {words[1]}")
        self.assertEqual(writable, [])
        self.assertNotRegex(run("nm", STATIC), r"(?m)^\w+ C ")

    @unittest.skipIf(SANITIZED, "sanitizers use floating point themselves")
    @unittest.skipUnless(shutil.which("readelf"), "no readelf")
    def test_needs_no_library_but_libc(self):
        needed = re.findall(r"NEEDED.*\[([^\]]+)\]", run("readelf", "-d", SHARED))
        self.assertEqual([name for name in needed if not re.match(r"lib(c|gcc_s)\.|ld-|libc\.musl", name)], [])


if __name__ == "__main__":
    tap.main()

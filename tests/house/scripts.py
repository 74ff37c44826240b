# SPDX-License-Identifier: MIT
"""The scripts: their help, their refusals, and what they say on a machine that lacks something."""
import os
import shutil
import subprocess
import unittest
from pathlib import Path

import tap

ROOT = Path(os.environ["CASEWORK_ROOT"])
FOLDER = Path(os.environ["CASEWORK_BUILD"]) / "bare"
SCRIPTS = ("tests/run", "tests/fuzz/run", "examples/run", ".ci/run")


def run(script, *arguments, **more):
    return subprocess.run([str(ROOT / script), *arguments], text=True, capture_output=True, cwd="/", **more)


@unittest.skipUnless(shutil.which("bash"), "no bash")
class Scripts(unittest.TestCase):
    def bare(self, **tools):
        """A PATH with little more than a shell; each further tool is a script with that text."""
        shutil.rmtree(FOLDER, ignore_errors=True)
        FOLDER.mkdir()
        for name in ("bash", "env", "dirname", "awk", "cat", "grep", "id"):
            (FOLDER / name).symlink_to(shutil.which(name))
        for name, text in tools.items():
            path = FOLDER / name.replace("_", "-")
            path.write_text("#!/usr/bin/env bash\n" + text, encoding="utf-8")
            path.chmod(0o755)
        return {"PATH": str(FOLDER), "HOME": str(FOLDER)}

    def test_they_can_be_run(self):
        for script in SCRIPTS:
            self.assertTrue(os.access(ROOT / script, os.X_OK), script)

    def test_help(self):
        for script in ("tests/run", "tests/fuzz/run", "examples/run"):
            for option in ("-h", "--help"):
                done = run(script, option)
                self.assertEqual((done.returncode, done.stderr), (0, ""))
                self.assertTrue(done.stdout.startswith(f"usage: {script} "), done.stdout)

    def test_wrong_usage(self):
        for script, arguments in (("tests/run", ["--sanitise"]), ("tests/run", ["--cc"]),
                                  ("tests/run", ["--sanitize", "--valgrind"]), ("examples/run", ["all"]), ("tests/fuzz/run", ["all"]),
                                  ("tests/fuzz/run", ["--seconds", "ten"])):
            done = run(script, *arguments)
            self.assertEqual((done.returncode, done.stdout), (2, ""))
            self.assertTrue(done.stderr.startswith(f"{script}: "), done.stderr)

    def test_one_line_says_what_to_install(self):
        done = run("tests/run", env=self.bare())
        self.assertEqual((done.returncode, done.stdout), (1, ""))
        self.assertEqual(done.stderr, "please install what is missing: meson ninja compiler python3 pkg-config cmocka "
                                      "(meson 1.0.1 or newer)\n")

    def test_with_a_package_manager_that_may_not(self):
        done = run("examples/run", env=self.bare(apt_get="exit 1\n"))
        self.assertEqual((done.returncode, done.stdout), (1, ""))
        self.assertEqual(done.stderr.splitlines()[-1],
                         "please install what is missing: sudo apt-get install meson ninja-build gcc libc6-dev "
                         "(meson 1.0.1 or newer)")

    def test_an_old_meson_is_missing(self):
        for version, missing in (("0.61.2", True), ("1.0.0", True), ("1.0.1", False), ("1.10.0", False), ("2.0", False)):
            done = run("examples/run", env=self.bare(meson=f"echo {version}\n"))
            self.assertEqual(done.returncode, 1)
            self.assertEqual("meson" in done.stderr, missing, version)


if __name__ == "__main__":
    tap.main()

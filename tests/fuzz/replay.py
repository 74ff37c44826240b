# SPDX-License-Identifier: MIT
"""Every fuzz target on its seeds and on what was found once (corpus/TARGET), without libFuzzer."""
import os
import shutil
import subprocess
import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
import tap  # noqa: E402
import seeds  # noqa: E402

HERE = Path(__file__).resolve().parent
BUILD = Path(os.environ["CASEWORK_BUILD"])
FOLDER = BUILD / "fuzz-seeds"


class Replay(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        shutil.rmtree(FOLDER, ignore_errors=True)
        seeds.write(FOLDER)

    def replay(self, target):
        files = sorted((FOLDER / target).iterdir()) + sorted((HERE / "corpus" / target).glob("*"))
        self.assertGreater(len(files), 9)
        for start in range(0, len(files), 500):
            some = [str(path) for path in files[start:start + 500]]
            if self.run_on(target, some).returncode == 0:
                continue
            for path in some:
                done = self.run_on(target, [path])
                self.assertEqual(done.returncode, 0, f"{path}\n{done.stderr[-3000:]}")

    @staticmethod
    def run_on(target, files):
        return subprocess.run([BUILD / "tests/fuzz" / f"replay_{target}", *files], capture_output=True, text=True, errors="replace")

    def test_expression(self):
        self.replay("expression")

    def test_row(self):
        self.replay("row")

    def test_case(self):
        self.replay("case")

    def test_rules(self):
        self.replay("rules")

    def test_tests(self):
        self.replay("tests")

    def test_calls(self):
        self.replay("calls")


if __name__ == "__main__":
    tap.main()

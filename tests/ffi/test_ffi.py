# SPDX-License-Identifier: MIT
"""The library from other languages: Node through koffi, LuaJIT through its own FFI. Each builds a case, judges it and reads
the findings, and all say the same."""
import os
import shutil
import subprocess
import unittest
from pathlib import Path

import tap

HERE = Path(__file__).resolve().parent
ROOT = Path(os.environ["CASEWORK_ROOT"])
HEADERS = ROOT / "include/casework"
SHARED = os.environ["CASEWORK_SHARED"]
KOFFI = Path(os.environ["CASEWORK_BUILD"]) / "koffi"

# January and March were missed; February was not, and April has not ended.
EXPECTED = """\
no day: true true
name Léo
wrong term: impossible value
frozen: frozen
demo:monthly-contact leo overdue due 2024-03-31 missed 2
source KY item 3.1 covers REQ-1
Monthly contact with Léo
casework.report/1 c1
casework.problem/1 2
count 2
"""


def koffi():
    """The folder of koffi, fetched by npm where it is not there yet; or why there is none."""
    folder = KOFFI / "node_modules/koffi"
    if not (folder / "package.json").exists():
        if not shutil.which("npm"):
            return None, "no npm"
        KOFFI.mkdir(parents=True, exist_ok=True)
        command = ["npm", "install", "--prefix", str(KOFFI), "--no-save", "--no-audit", "--no-fund", "koffi@2"]
        try:
            done = subprocess.run(command, text=True, capture_output=True, timeout=240, cwd=KOFFI)
        except subprocess.TimeoutExpired:
            return None, "npm took too long to fetch koffi"
        if done.returncode != 0:
            return None, "npm could not fetch koffi: " + (done.stderr.strip().splitlines() or ["no word"])[0]
    return folder, None


@unittest.skipIf(os.environ["CASEWORK_SANITIZED"] == "yes", "a sanitizer must be loaded before everything else")
class Languages(unittest.TestCase):
    maxDiff = None

    def says(self, *command):
        done = subprocess.run([str(part) for part in command], text=True, encoding="utf-8", capture_output=True, timeout=120)
        self.assertEqual((done.returncode, done.stderr), (0, ""), done.stdout)
        self.assertEqual(done.stdout, EXPECTED)

    @unittest.skipUnless(shutil.which("node"), "no node")
    def test_node(self):
        folder, reason = koffi()
        if not folder:
            self.skipTest(reason)
        self.says("node", HERE / "family.js", SHARED, HEADERS, folder)

    @unittest.skipUnless(shutil.which("luajit"), "no luajit")
    def test_luajit(self):
        self.says("luajit", HERE / "family.lua", SHARED, HEADERS)


if __name__ == "__main__":
    tap.main()

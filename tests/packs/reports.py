# SPDX-License-Identifier: MIT
"""The reports of example families are those that were reviewed by hand: tests/packs/reports/FAMILY.txt.

A report that changes is read against the documents again, line by line, before its file is changed.
"""
import difflib
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(os.environ["CASEWORK_ROOT"])
DAY = "2025-09-30"  # up to which the invented records are whole


def main():
    reports = sorted((ROOT / "tests/packs/reports").glob("*.txt"))
    print(f"1..{len(reports)}")
    good = bool(reports)
    for number, path in enumerate(reports, 1):
        done = subprocess.run([os.environ["CASEWORK_COMMAND"], "audit", "--as-of", DAY, path.stem + ".json"],
                              cwd=ROOT / "examples/cases", capture_output=True)
        expected, found = path.read_text(encoding="utf-8"), done.stdout.decode("utf-8", "replace")
        same = expected == found and done.returncode in (0, 1)
        print(f"{'ok' if same else 'not ok'} {number} - {path.stem}: the report that was reviewed")
        for line in [] if same else [*difflib.unified_diff(expected.splitlines(), found.splitlines(), "reviewed", "found", lineterm="")]:
            print("# " + line)
        if done.stderr and not same:
            print("# " + done.stderr.decode("utf-8", "replace").replace("\n", "\n# "))
        good = good and same
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())

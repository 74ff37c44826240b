# SPDX-License-Identifier: MIT
"""Counts the single tests of the last run of meson from its log: `N passed, N failed, N skipped`.

Every test program prints TAP; one that printed none, or died, counts as one test.
"""
import json
import re
import sys
from pathlib import Path

LINE = re.compile(r"^(not ok|ok) \d+", re.MULTILINE)
SKIPPED = re.compile(r"^ok \d+.*# SKIP", re.MULTILINE | re.IGNORECASE)


def count(test):
    """Passed, failed and skipped of one test program."""
    output = test.get("stdout") or ""
    words = LINE.findall(output)
    skipped = len(SKIPPED.findall(output))
    passed = words.count("ok") - skipped
    failed = words.count("not ok")
    if test["result"] in ("OK", "EXPECTEDFAIL"):
        if not words:
            passed = 1
    elif test["result"] == "SKIP":
        if not words:
            skipped = 1
    elif failed == 0:
        failed = 1
    return passed, failed, skipped


def newest_log(folder):
    """The log of the last run; one under a wrapper bears the wrapper's name."""
    return max(folder.glob("testlog*.json"), key=lambda path: path.stat().st_mtime)


def main(folder):
    totals = [0, 0, 0]
    with newest_log(folder).open(encoding="utf-8") as log:
        for line in log:
            totals = [a + b for a, b in zip(totals, count(json.loads(line)))]
    print("{} passed, {} failed, {} skipped".format(*totals))
    return 1 if totals[1] or not any(totals) else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))

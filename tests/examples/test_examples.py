# SPDX-License-Identifier: MIT
"""The small examples, each of one idea: what they print, and that they end well."""
import os
import subprocess
import unittest
from pathlib import Path

import tap

FOLDER = Path(os.environ["CASEWORK_EXAMPLES"])

EXPECTED = {
    # March is not over; nobody came in March; the visit of March is entered; so is that of April.
    "edit_case": """\
2025-03-20: 0 met, 1 pending, 0 overdue
2025-04-02: 0 met, 0 pending, 1 overdue
2025-04-02: 0 met, 1 pending, 0 overdue
2025-04-30: 1 met, 0 pending, 0 overdue
""",
    "host_includes": """\
county.plans asks for state.terms
rule county.plans:plan-in-force
""",
    # The slip is told with its place; on the day after the last the case has no plan; the term of 21 days ends on 22 January.
    "rule_tests": """\
county.rules:5:28: error: a case has no field `opend`
      within:  21 days of case.opend
                               ^^^^^
  help: did you mean `opened`?
county:plan-made: overdue
failed: on the last day it is not overdue
line 6: expected plan-made pending due 2025-01-31
found plan-made overdue due 2025-01-22
passed: with a plan it is done
""",
    # The plan is due on the thirtieth day, which is in February.
    "threads": "2025-01-15: 0 violations, 1 pending\n" + "".join(
        f"2025-{month:02}-15: 1 violations, 0 pending\n" for month in range(2, 13)),
}


class Examples(unittest.TestCase):
    def test_each_prints_what_it_should(self):
        for name, expected in EXPECTED.items():
            with self.subTest(name):
                done = subprocess.run([str(FOLDER / name)], text=True, capture_output=True, timeout=60)
                self.assertEqual((done.returncode, done.stderr, done.stdout), (0, "", expected))

    def test_none_is_forgotten(self):
        sources = {path.stem for path in Path(os.environ["CASEWORK_ROOT"], "examples").glob("*.c")}
        self.assertEqual(sources - {"quickstart"}, set(EXPECTED))


if __name__ == "__main__":
    tap.main()

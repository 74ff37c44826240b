# SPDX-License-Identifier: MIT
"""The tests of a pack reach every outcome of its rules, and every way of every condition that a case can reach.

    coverage.py PACK

What no case can reach stands in unreached.tsv, with the reason. It is told what is missing there, and what should not
stand there any more; a condition that is written twice in one rule is counted twice.
"""
import os
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

ROOT = Path(os.environ.get("CASEWORK_ROOT") or Path(__file__).resolve().parents[2])
LIST = Path(__file__).with_name("unreached.tsv")
COLUMNS = ["pack", "of", "way", "condition", "reason"]
OWNER = re.compile(r"(?:condition )?(\S+) \(.*:\d+\)")
OUTCOMES = re.compile(r"  never ([a-z_, ]+)")
WAYS = re.compile(r"  line \d+: never ((?:true|false|unknown)(?:, (?:true|false|unknown))*): (.*)")
SUM = re.compile(r"\d+ of \d+ outcomes and ways reached")


def unreached(told):
    """(rule or condition, outcome or way, text of the condition) of each that `casework test --coverage` told of."""
    owner = None
    for line in told:
        if match := WAYS.fullmatch(line):
            yield from ((owner, way, match[2]) for way in match[1].split(", "))
        elif match := OUTCOMES.fullmatch(line):
            yield from ((owner, outcome, "") for outcome in match[1].split(", "))
        elif match := OWNER.fullmatch(line):
            owner = match[1]


def listed(pack):
    """The rows of a pack, and what is wrong with the list."""
    lines = [line.split("\t") for line in LIST.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    wrong = [] if lines[0] == COLUMNS else ["its first line is not that of the columns"]
    wrong += [f"not {len(COLUMNS)} columns, or one is empty: {row}" for row in lines[1:]
              if len(row) != len(COLUMNS) or not (row[1] and row[2] and row[4])]
    wrong += [f"no such pack: {row[0]}" for row in lines[1:] if not (ROOT / "src/packs" / f"{row[0]}.rules").is_file()]
    return [tuple(row[1:4]) for row in lines[1:] if row[0] == pack], wrong


def tell(number, name, found):
    print(f"{'not ok' if found else 'ok'} {number} - {name}")
    for line in found:
        print(f"# {line}")
    return not found


def main(pack):
    done = subprocess.run([os.environ["CASEWORK_COMMAND"], "test", "--coverage", ROOT / "src/packs" / f"{pack}.tests"],
                          capture_output=True, check=False, text=True, encoding="utf-8")
    told = done.stdout.splitlines()
    counted = done.returncode == 0 and any(SUM.fullmatch(line) for line in told)
    found = Counter(unreached(told))
    rows, wrong = listed(pack)
    print("1..4")
    good = [
        tell(1, f"{pack}: its tests pass, and are counted", [] if counted else [*told[-1:], *done.stderr.splitlines()]),
        tell(2, f"{pack}: its tests reach all that can be reached",
             [f"add a test, or a row to {LIST.name}: {' | '.join(one)}" for one in (found - Counter(rows)).elements()]),
        tell(3, f"{pack}: nothing is listed that is reached, or is not there",
             [f"take it out of {LIST.name}: {' | '.join(one)}" for one in (Counter(rows) - found).elements()]),
        tell(4, f"{LIST.name} is in order", wrong),
    ]
    return 0 if all(good) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))

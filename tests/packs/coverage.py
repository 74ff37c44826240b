# SPDX-License-Identifier: MIT
"""The tests of a pack reach every outcome of its rules, and every way of every condition that a case can reach.

    coverage.py PACK

What no case can reach stands in unreached.tsv, with the reason. It is told what is missing there, and what should not
stand there any more; a condition that is written twice in one rule is counted twice.
"""
import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

ROOT = Path(os.environ.get("CASEWORK_ROOT") or Path(__file__).resolve().parents[2])
LIST = Path(__file__).with_name("unreached.tsv")
COLUMNS = ["pack", "of", "way", "condition", "reason"]


def unreached(document):
    """(rule or condition, outcome or way, text of the condition) of each that no test reached; null: it is not asked for."""
    for owner in document["rules"]:
        name = owner.get("rule") or owner["condition"]
        yield from ((name, outcome, "") for outcome, count in owner.get("outcomes", {}).items() if count == 0)
        for site in owner["conditions"]:
            yield from ((name, way, " ".join(site["text"].split())) for way in ("true", "false", "unknown") if site[way] == 0)


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
    done = subprocess.run([os.environ["CASEWORK_COMMAND"], "test", "--coverage=json", ROOT / "src/packs" / f"{pack}.tests"],
                          capture_output=True, check=False, text=True, encoding="utf-8")
    counted = done.returncode == 0
    found = Counter(unreached(json.loads(done.stdout))) if counted else Counter()
    rows, wrong = listed(pack)
    print("1..4")
    good = [
        tell(1, f"{pack}: its tests pass, and are counted", [] if counted else done.stderr.splitlines()),
        tell(2, f"{pack}: its tests reach all that can be reached",
             [f"add a test, or a row to {LIST.name}: {' | '.join(one)}" for one in (found - Counter(rows)).elements()]),
        tell(3, f"{pack}: nothing is listed that is reached, or is not there",
             [f"take it out of {LIST.name}: {' | '.join(one)}" for one in (Counter(rows) - found).elements()]),
        tell(4, f"{LIST.name} is in order", wrong),
    ]
    return 0 if all(good) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))

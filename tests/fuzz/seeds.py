# SPDX-License-Identifier: MIT
"""Writes the seeds of the fuzz targets into a folder, one file each: what our own tests, packs and examples hold already.

    python3 tests/fuzz/seeds.py FOLDER
"""
import hashlib
import json
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
EXPRESSION_CLAUSE = re.compile(r"^\s+(?:when|require|until|from):\s+(.*?)\s*(?://.*)?$", re.MULTILINE)


def read(path):
    return path.read_text(encoding="utf-8")


def rows():
    for path in sorted((ROOT / "tests/feel/cases").glob("*.jsonl")):
        for line in read(path).splitlines():
            yield json.loads(line)


def expressions():
    for path in sorted((ROOT / "tests/feel").glob("*.feel")):
        for line in read(path).splitlines():
            if "=>" in line:
                yield line.split("=>")[0].strip()
    for row in rows():
        yield row["expr"]
    for path in sorted((ROOT / "src/packs").glob("*.rules")):
        yield from EXPRESSION_CLAUSE.findall(read(path))


def row_texts():
    for row in rows():
        yield json.dumps({"id": row["id"], "expr": row["expr"], "inputs": row.get("inputs", {})})


def documents():
    for folder in ("examples/cases", "src/packs", "tests/golden"):
        for path in sorted((ROOT / folder).rglob("*.json")):
            yield read(path)


def rule_files():
    for folder in ("src/packs", "tests/golden", "tests/bench"):
        for path in sorted((ROOT / folder).glob("*.rules")):
            yield read(path)
    for path in sorted((ROOT / "tests/rules").glob("*.rules")):
        yield from ("language 1\n" + part for part in read(path).split("language 1\n")[1:])


def test_files():
    """The beginning of each test file of a pack, about the target's own rules and case; and tests that hold there."""
    for path in sorted((ROOT / "src/packs").glob("*.tests")):
        blocks = read(path).split("\n\n")
        for start in range(1, min(len(blocks), 60), 6):
            text = "\n\n".join(blocks[:1] + blocks[start:start + 6])
            yield re.sub(r"case:(\s+)\S+", r"case:\1c.json", text)
    day, head = "  on:       2024-06-01\n", 'tests fuzz\nholidays: 2024-01-01\n\ntest "a"\n  case:     c.json\n'
    for clause in CLAUSES:
        yield head + day + f"  {clause}\n  expect:   known leo met\n"


CLAUSES = ["known at: 2024-03-01", "holidays: 2024-05-27, 2024-05-28", 'set:      plans/p.effective = "2024-02-02"',
           'add:      record {"id": "n", "kind": "contact", "date": "2024-04-01"}', "remove:   record/k", "without:  members/leo.born",
           "param     pace = 14 days", 'param     fuzz:first_day = @"2024-05-01"', 'param     modes = ["written", "face_to_face"]',
           "expect:   visit leo overdue due 2024-03-31 missed 3", "expect:   level leo second unknown missing leo.mentor",
           "expect:   started o t none", "expect:   only", 'set:      members/leo.custom = {"level": 3, "history": []}']

# Calls by number, as calls.c lists them, with their arguments; zeros end texts.
CALLS = ["", "\x00\x09\x00\x01\x01\x01", "\x02\x00\x00\x01\x0a\x05\x01\x04\x00\x01\x00", "\x04\x00\x00\x0a\x05\x01\x00\x01",
         "\x04\x01\x00\x0a\x05\x01\x00\x01\x06\x00\x01", "\x01\x03\x0a\x00\x00\x0b\x01\x01\x0c\x02\x02\x01", "\x07\x00\x01\x03",
         "\x07\x00\x04\x05", "\x09\x00level\x003\x00\x0a\x05\x05", "\x0a\x01", "\x08\x00\x00\x01a\x00tests fuzz\n\x00",
         "\x08\x00\x01\x00c.json\x00{}\x00\x08\x00\x01\x01\x00tests fuzz\ntest \"a\"\n  case: c.json\n  on: 2024-01-01\n  expect: only\n\x00"]


def calls():
    yield from CALLS
    yield "".join(CALLS)


TARGETS = {"expression": expressions, "row": row_texts, "case": documents, "rules": rule_files, "tests": test_files,
           "calls": calls}


def seeds(target):
    """Each once, as bytes."""
    return list(dict.fromkeys(text.encode("utf-8") for text in TARGETS[target]()))


def write(folder):
    for target in TARGETS:
        place = Path(folder) / target
        place.mkdir(parents=True, exist_ok=True)
        for seed in seeds(target):
            (place / hashlib.sha256(seed).hexdigest()[:16]).write_bytes(seed)


if __name__ == "__main__":
    write(sys.argv[1])

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


TARGETS = {"expression": expressions, "row": row_texts, "case": documents, "rules": rule_files}


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

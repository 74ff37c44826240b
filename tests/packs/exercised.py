# SPDX-License-Identifier: MIT
"""The example families together exercise every rule of every built-in pack, and each of them has a reviewed report.

A rule is exercised where it has a finding that is something else than not applicable, in the report of a family by the
pack that its document names. Rules that the shipped parameters leave aside are exercised by the same families under the
other reading: OTHER_READINGS. Of packs whose families show it, each rule is seen met and seen not met: BOTH_WAYS.
"""
import json
import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(os.environ["CASEWORK_ROOT"])
COMMAND = os.environ["CASEWORK_COMMAND"]
CASES = ROOT / "examples/cases"
DAY = "2025-09-30"  # up to which the invented records are whole
FEWEST = 20
OTHER_READINGS = {  # what they bring into play: --param
    "us-mi": ("team_period=3 months",         # team-meets-on-time: the guide names a manual for the number and does not quote it
              "planning_since_last=true"),    # planning-within-90-days and its like: A32, ninety days from the one before
}
BOTH_WAYS = {"us-federal", "us-ky", "us-mi"}
GOOD, BAD = {"met", "late", "waived"}, {"unmet", "overdue"}


def packs():
    """The names in the table of built-in packs."""
    table = re.search(r"packs\[\] = \{(.*?)\}", (ROOT / "src/packs/packs.c").read_text(encoding="utf-8"), re.DOTALL)
    return [name.replace("_", "-") for name in re.findall(r"&packs_(\w+)", table[1])]


def rules_of(pack):
    text = (ROOT / "src/packs" / f"{pack}.rules").read_text(encoding="utf-8")
    return list(dict.fromkeys(f"{pack}:{name}" for name in re.findall(r"^rule (\S+)", text, re.MULTILINE)))


def reports(files, *options, refused=None):
    """The reports of these families, judged by the pack that each document names; what was told of those that cannot be judged."""
    told = []
    for name in files:
        done = subprocess.run([COMMAND, "audit", "--as-of", DAY, "--all", "--format", "jsonl", *options, name],
                              cwd=CASES, capture_output=True, check=False)
        if done.returncode in (0, 1):
            told += [json.loads(line) for line in done.stdout.decode("utf-8").splitlines()]
        elif refused is not None:
            refused += done.stderr.decode("utf-8", "replace").splitlines()
    return told


def seen(all_reports):
    """rule -> the statuses that its findings have."""
    statuses = {}
    for report in all_reports:
        for finding in report["findings"]:
            statuses.setdefault(finding["rule"], set()).add(finding["status"])
    return statuses


def of_jurisdiction(pack, files):
    return [name for name in files if json.loads((CASES / name).read_text(encoding="utf-8")).get("jurisdiction") == pack]


def check_packs(files, told):
    """Yields (what is checked, what is wrong)."""
    for pack in packs():
        statuses = seen(told)
        mine = of_jurisdiction(pack, files)
        for option in OTHER_READINGS.get(pack, ()):
            for rule, more in seen(reports(mine, "--param", f"{pack}:{option}")).items():
                statuses.setdefault(rule, set()).update(more)
        rules = rules_of(pack)
        yield (f"{pack}: a family exercises every rule",
               [f"no family exercises {rule}" for rule in rules if not statuses.get(rule, set()) - {"not_applicable"}])
        if pack in BOTH_WAYS:
            yield (f"{pack}: every rule is seen met, and seen not met",
                   [f"no family shows {rule} {way}" for rule in rules
                    for way, wanted in (("met", GOOD), ("not met", BAD)) if not statuses.get(rule, set()) & wanted])


def check_readings(told):
    """Each reading that a pack's parameters take is named by the findings that rest on it."""
    for pack in packs():
        text = (ROOT / "src/packs" / f"{pack}.rules").read_text(encoding="utf-8")
        declared = set(re.findall(r"^parameter \w+[^\n/]*? reading (\S+)", text, re.MULTILINE))
        named = {word for report in told if any(one["rule"].startswith(f"{pack}:") for one in report["findings"])
                 for finding in report["findings"] for word in finding.get("reading", [])}
        inactive = {"MI-027"} if pack == "us-mi" else set()  # team_period, which has no value
        yield f"{pack}: findings name the readings they rest on", [f"no finding names {one}" for one in sorted(declared - named - inactive)]


def check_instruments(told):
    """Of each instrument, in the families together: items met, not met and not rated, a score, and of what is open the activity."""
    sums = {}
    for report in told:
        for tally in report.get("instruments", []):
            total = sums.setdefault(tally["name"], dict.fromkeys(("met", "not_met", "not_rated", "scored", "open"), 0))
            for key in ("met", "not_met", "not_rated", "scored"):
                total[key] += tally[key]
            total["open"] += sum(bool(item["activity"]) for item in tally["open"])
    for name, total in sums.items():
        if not name.startswith(("gateway-", "miteam-")):
            continue
        wrong = [f"{name}: no item {key}" for key in ("met", "not_met", "not_rated", "scored") if total[key] == 0]
        if total["open"] != total["not_rated"]:
            wrong.append(f"{name}: an open item names no activity")
        yield f"{name}: met, not met, not rated, and a score", wrong


def main():
    files = sorted(path.name for path in CASES.glob("*.json"))
    refused = []
    told = reports(files, refused=refused)
    reviewed = {path.stem for path in (ROOT / "tests/packs/reports").glob("*.txt")}
    checks = [
        ("each family can be judged", refused),
        (f"at least {FEWEST} families", [f"there are {len(files)}"] if len(files) < FEWEST else []),
        ("each family has a report that was reviewed", [f"no report of {name}" for name in files if Path(name).stem not in reviewed]),
        *check_packs(files, told),
        *check_readings(told),
        *check_instruments(told),
    ]
    print(f"1..{len(checks)}")
    for number, (name, wrong) in enumerate(checks, 1):
        print(f"{'not ok' if wrong else 'ok'} {number} - {name}")
        for line in wrong:
            print(f"# {line}")
    return 1 if any(wrong for _, wrong in checks) else 0


if __name__ == "__main__":
    sys.exit(main())

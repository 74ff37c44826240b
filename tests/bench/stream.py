#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Pipes a stream of typical cases, JSON Lines, into `casework audit` and tells its peak resident memory.

stream.py BENCH CASEWORK RULES [--cases N] [--most MIB]

Exit status 0; 1 when the peak is over the bar; 2 when the audit failed."""
import argparse
import os
import subprocess
import sys
import time


def mebibytes(usage):
    """ru_maxrss counts kibibytes, but on macOS bytes."""
    return usage.ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024)


def count_lines(stream):
    """The reports are counted as they come: a reader that is slower than the audit must not fill a disk or a memory."""
    count = 0
    while piece := stream.read(1 << 20):
        count += piece.count(b"\n")
    return count


def run_audit(options):
    audit = [options.casework, "audit", "--rules", options.rules, "--as-of", "2024-03-01", "--format", "jsonl", "-"]
    cases = subprocess.Popen([options.bench, "--stream", str(options.cases)], stdout=subprocess.PIPE)
    judge = subprocess.Popen(audit, stdin=cases.stdout, stdout=subprocess.PIPE)
    cases.stdout.close()
    reports = count_lines(judge.stdout)
    _, status, usage = os.wait4(judge.pid, 0)
    judge.returncode = os.waitstatus_to_exitcode(status)
    cases.wait()
    return reports, judge.returncode, usage


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("bench")
    parser.add_argument("casework")
    parser.add_argument("rules")
    parser.add_argument("--cases", type=int, default=100000)
    parser.add_argument("--most", type=int, default=64, help="mebibytes")
    options = parser.parse_args()
    start = time.monotonic()
    reports, status, usage = run_audit(options)
    peak = mebibytes(usage)
    print(f"{reports} reports in {time.monotonic() - start:.1f} s, {usage.ru_utime + usage.ru_stime:.1f} s of it the audit's own")
    print(f"peak resident memory {peak:.1f} MiB, bar {options.most} MiB{'' if peak <= options.most else '   MISSED'}")
    if status not in (0, 1) or reports != options.cases:
        print(f"stream.py: the audit ended with {status} after {reports} of {options.cases} reports", file=sys.stderr)
        return 2
    return 0 if peak <= options.most else 1


if __name__ == "__main__":
    sys.exit(main())

# SPDX-License-Identifier: MIT
"""The tests of a pack hold every boundary that `casework test --boundaries` can think of.

    boundaries.py PACK

What it prints here is to be put into PACK.tests, once the documents have said what each test must find.
"""
import os
import subprocess
import sys
from pathlib import Path


def main():
    pack = sys.argv[1]
    tests = Path(os.environ["CASEWORK_ROOT"]) / f"src/packs/{pack}.tests"
    done = subprocess.run([os.environ["CASEWORK_COMMAND"], "test", "--boundaries", tests], capture_output=True)
    missing = done.stdout.decode("utf-8", "replace")
    good = done.returncode == 0 and not missing
    print(f"1..1\n{'ok' if good else 'not ok'} 1 - {pack}: no test is missing where rules turn")
    for line in [] if good else [*missing.splitlines(), *done.stderr.decode("utf-8", "replace").splitlines()]:
        print("# " + line)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())

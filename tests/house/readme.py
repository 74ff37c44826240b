# SPDX-License-Identifier: MIT
"""What README.md shows is true: its program compiles and prints the report beside it."""
import os
import re
import subprocess
import sys
import unittest
from pathlib import Path

import tap

ROOT = Path(os.environ["CASEWORK_ROOT"])
FOLDER = Path(os.environ["CASEWORK_BUILD"]) / "readme"
COMPILER = os.environ["CASEWORK_CC"].split("|")
SANITIZED = os.environ["CASEWORK_SANITIZED"] == "yes"

MAIN = """
#include <stdlib.h>
int main(int argc, char **argv)
{
    FILE *file = argc == 2 ? fopen(argv[1], "rb") : NULL;
    char *text = malloc(1 << 20);
    if (!file || !text)
        return 1;
    print_report(text, (int64_t)fread(text, 1, 1 << 20, file));
    fclose(file);
    free(text);
    return 0;
}
"""


def blocks(language):
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


class Readme(unittest.TestCase):
    def test_opens_with_the_two_commands(self):
        lines = (ROOT / "README.md").read_text(encoding="utf-8").splitlines()
        commands = [line.split()[0] for line in lines if line.startswith("    ./")]
        self.assertEqual(commands, ["./examples/run", "./tests/run"])
        self.assertLess(lines.index(next(line for line in lines if line.startswith("    ./"))), 4)
        for command in commands:
            self.assertTrue(os.access(ROOT / command, os.X_OK), command)

    def test_its_program_prints_its_report(self):
        FOLDER.mkdir(exist_ok=True)
        source, program = FOLDER / "first.c", FOLDER / "first"
        source.write_text(blocks("c")[0] + MAIN, encoding="utf-8")
        sanitizers = ["-fsanitize=address,undefined"] if SANITIZED else []
        done = subprocess.run([*COMPILER, "-std=c11", "-Wall", "-Wextra", "-Wpedantic", "-Werror", *sanitizers,
                               f"-I{ROOT / 'include'}", str(source), os.environ["CASEWORK_STATIC"], "-o", str(program)],
                              text=True, capture_output=True)
        self.assertEqual(done.returncode, 0, done.stderr)
        case = ROOT / "examples/cases/in-home-cps-farrow.json"
        done = subprocess.run([str(program), str(case)], capture_output=True)
        self.assertEqual((done.returncode, done.stderr), (0, b""))
        self.assertEqual(done.stdout.decode("utf-8"), blocks("text")[0])

    @unittest.skipIf(SANITIZED, "a sanitizer must be loaded before everything else")
    def test_its_python_prints_the_same(self):
        program = blocks("python")[0] + "\nimport sys\nprint_report(open(sys.argv[1], 'rb').read())\n"
        environment = {**os.environ, "PYTHONPATH": str(ROOT / "bindings/python"), "PYTHONIOENCODING": "utf-8",
                       "CASEWORK_LIBRARY": os.environ["CASEWORK_SHARED"]}
        case = ROOT / "examples/cases/in-home-cps-farrow.json"
        done = subprocess.run([sys.executable, "-c", program, str(case)], capture_output=True, env=environment)
        self.assertEqual((done.returncode, done.stderr.decode("utf-8", "replace")), (0, ""))
        self.assertEqual(done.stdout.decode("utf-8"), blocks("text")[0])

    def test_its_paths_are_there(self):
        text = (ROOT / "README.md").read_text(encoding="utf-8")
        for path in re.findall(r"`((?:examples|src|tests|include)/[\w./-]*)`", text):
            self.assertTrue((ROOT / path).exists(), path)


if __name__ == "__main__":
    tap.main()

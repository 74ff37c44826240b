# SPDX-License-Identifier: MIT
"""What README.md shows is true: its programs compile and print what stands beside them, and its rule is the pack's."""
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
    int64_t length = (int64_t)fread(text, 1, 1 << 20, file);
    CALL;
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

    def build(self, name, text):
        FOLDER.mkdir(exist_ok=True)
        source, program = FOLDER / (name + ".c"), FOLDER / name
        source.write_text(text, encoding="utf-8")
        sanitizers = ["-fsanitize=address,undefined"] if SANITIZED else []
        done = subprocess.run([*COMPILER, "-std=c11", "-Wall", "-Wextra", "-Wpedantic", "-Werror", *sanitizers,
                               f"-I{ROOT / 'include'}", str(source), os.environ["CASEWORK_STATIC"], "-o", str(program)],
                              text=True, capture_output=True)
        self.assertEqual(done.returncode, 0, done.stderr)
        return program

    def test_its_program_prints_its_report(self):
        program = self.build("first", blocks("c")[0] + MAIN.replace("CALL", "print_report(text, length)"))
        case = ROOT / "examples/cases/in-home-cps-farrow.json"
        done = subprocess.run([str(program), str(case)], capture_output=True)
        self.assertEqual((done.returncode, done.stderr), (0, b""))
        self.assertEqual(done.stdout.decode("utf-8"), blocks("text")[0])

    def test_its_bad_document_is_told(self):
        call = "cw_case *one = NULL;\n    read_and_tell(text, length, &one);\n    cw_case_unref(one)"
        program = self.build("second", blocks("c")[1] + MAIN.replace("CALL", call))
        document = FOLDER / "family.json"
        document.write_text(blocks("json")[0], encoding="utf-8")
        done = subprocess.run([str(program), str(document)], capture_output=True)
        self.assertEqual((done.returncode, done.stdout), (0, b""))
        self.assertEqual(done.stderr.decode("utf-8"), blocks("diagnostics")[0])

    def test_its_rule_is_the_packs(self):
        rules = re.findall(r"^```\n(rule .*?\n)```$", (ROOT / "README.md").read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
        pack = (ROOT / "src/packs/us-ky.rules").read_text(encoding="utf-8")
        self.assertEqual(len(rules), 1)
        self.assertIn("\n" + rules[0] + "\n", pack)

    @unittest.skipIf(SANITIZED, "a sanitizer must be loaded before everything else")
    def test_its_python_prints_the_same(self):
        program = blocks("python")[0] + "\nimport sys\nprint_report(open(sys.argv[1], 'rb').read())\n"
        environment = {**os.environ, "PYTHONPATH": str(ROOT / "bindings/python"), "PYTHONIOENCODING": "utf-8",
                       "CASEWORK_LIBRARY": os.environ["CASEWORK_SHARED"]}
        case = ROOT / "examples/cases/in-home-cps-farrow.json"
        done = subprocess.run([sys.executable, "-c", program, str(case)], capture_output=True, env=environment)
        self.assertEqual((done.returncode, done.stderr.decode("utf-8", "replace")), (0, ""))
        self.assertEqual(done.stdout.decode("utf-8"), blocks("text")[0])

    def test_its_options_are_there(self):
        options = set(re.findall(r"-D(\w+)=", (ROOT / "README.md").read_text(encoding="utf-8")))
        known = set(re.findall(r"^option\('(\w+)'", (ROOT / "meson_options.txt").read_text(encoding="utf-8"), re.MULTILINE))
        self.assertTrue(options)
        self.assertEqual(options - known, set())

    def test_its_paths_are_there(self):
        text = (ROOT / "README.md").read_text(encoding="utf-8")
        for path in re.findall(r"`((?:examples|src|tests|include|bindings)/[\w./-]*)`", text):
            self.assertTrue((ROOT / path).exists(), path)


if __name__ == "__main__":
    tap.main()

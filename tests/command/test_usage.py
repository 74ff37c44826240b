# SPDX-License-Identifier: MIT
"""Help, versions, and what is said about wrong usage."""
import os
import subprocess

from command import COMMAND, CommandTest, case

import tap


class Usage(CommandTest):
    def test_help_names_every_command(self):
        for option in ("-h", "--help"):
            output, errors = self.run_command(option, status=0)
            self.assertEqual(errors, "")
            for word in ("usage: casework", "audit", "explain", "check", "fmt", "test", "rates", "--version"):
                self.assertIn(word, output)
            commands = output.split("\n\n")[2].splitlines()
            self.assertEqual([line[:11].strip() for line in commands],
                             ["audit", "explain", "check", "fmt", "test", "impact", "rates", "rules", "feel"])

    def test_help_on_each_command(self):
        for command, words in (("audit", ["--rules", "--as-of", "--format", "--names", "--all"]),
                               ("explain", ["--rules", "--as-of", "--format", "--names", "--all"]),
                               ("check", ["RULE-FILE"]),
                               ("fmt", ["--check", "FILE"]),
                               ("impact", ["--cases", "--as-of", "--format", "OLD NEW", "CASE-FILE"]),
                               ("test", ["--rules", "--filter", "--brief", "--holidays", "--format", "tap", "junit", "SET.rules", "TEST-FILE"])):
            for option in ("-h", "--help"):
                output, errors = self.run_command(command, option, status=0)
                self.assertTrue(output.startswith(f"usage: casework {command} "), output)
                self.assertEqual(errors, "")
                for word in words + ["Exit status"]:
                    self.assertIn(word, output)

    def test_version(self):
        self.assertEqual(self.run_command("--version", status=0), ("casework 0.1.0\n", ""))

    def refused(self, *arguments, says):
        output, errors = self.run_command(*arguments, status=2)
        self.assertEqual((output, errors), ("", f"casework: {says}\n"))

    def test_no_command(self):
        self.refused(says="a command is needed; see `casework -h`")

    def test_unknown_commands(self):
        self.refused("adit", says="unknown command `adit`: did you mean `audit`?")
        self.refused("frobnicate", says="unknown command `frobnicate`; see `casework -h`")
        self.refused("--verison", says="unknown option `--verison`: did you mean `--version`?")

    def test_unknown_options(self):
        self.refused("audit", "--fromat", "json", "x.json", says="unknown option `--fromat`: did you mean `--format`?")
        self.refused("explain", "--zzzzzzzz", says="unknown option `--zzzzzzzz`; `-h` lists the options")
        self.refused("check", "--rules", "x", says="unknown option `--rules`; `-h` lists the options")

    def test_values(self):
        self.refused("audit", "--as-of", "2024-02-30", "x.json",
                     says="`--as-of` takes a day as YYYY-MM-DD, not `2024-02-30`")
        self.refused("audit", "--format=xml", "x.json", says="`--format` takes text, json or jsonl, not `xml`")
        self.refused("test", "--format=json", "x.tests", says="`--format` takes text, tap or junit, not `json`")
        self.refused("audit", "x.json", "--rules", says="`--rules` needs a value")
        self.refused("audit", "--all=yes", "x.json", says="`--all` takes no value")

    def test_missing_operands(self):
        self.refused("audit", says="audit needs a case file; see `casework audit -h`")
        self.refused("explain", "x.json", says="explain needs a case file and a rule; see `casework explain -h`")
        self.refused("test", says="test needs a test file; see `casework test -h`")
        self.refused("check", says="check needs a rule file; see `casework check -h`")

    def test_control_characters_are_shown(self):
        self.refused("audit\x1b[31m", says="unknown command `audit\\u{1B}[31m`; see `casework -h`")

    def test_options_may_follow_operands_and_dashes_end_them(self):
        path = self.write("-odd.json", case())
        os.chdir(self.folder)
        output, _ = self.run_command("audit", "--as-of=2024-05-01", "--rules", "demo.rules", "--", "-odd.json", status=0)
        self.assertIn("c1", output)
        self.run_command("audit", path, "--rules", self.rules, status=0)

    def test_a_full_disk_is_told(self):
        if not os.path.exists("/dev/full"):
            self.skipTest("no /dev/full")
        with open("/dev/full", "wb") as full:
            done = subprocess.run([COMMAND, "-h"], stdout=full, stderr=subprocess.PIPE)
        self.assertEqual(done.returncode, 2)
        self.assertIn(b"casework: standard output: cannot be written", done.stderr)

    def test_a_closed_pipe_is_told(self):
        path = self.write("one.json", case())
        reader, writer = os.pipe()
        os.close(reader)
        done = subprocess.run([COMMAND, "audit", "--rules", self.rules, path], stdout=writer, stderr=subprocess.PIPE)
        os.close(writer)
        self.assertEqual(done.returncode, 2)
        self.assertIn(b"casework: standard output: cannot be written", done.stderr)


if __name__ == "__main__":
    tap.main()

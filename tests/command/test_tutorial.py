# SPDX-License-Identifier: MIT
"""The tutorial of the rule language: its files are written, its commands run, its outputs compared. With
CASEWORK_REWRITE_GOLDEN set the outputs are written into it instead."""
import os
import re
import shlex
import subprocess

from command import COMMAND, ROOT, CommandTest

import tap

TUTORIAL = ROOT / "src/rules/TUTORIAL.md"
FILE = re.compile(r"^`([\w.-]+)`:\n\n```\n(.*?)^```$", re.M | re.S)
COMMANDS = re.compile(r"^```\n(\$ casework .*?)^```$", re.M | re.S)


class Tutorial(CommandTest):
    def run_block(self, block):
        """The block with what its commands print."""
        shown = ""
        for line in re.findall(r"^\$ casework (.*)$", block, re.M):
            done = subprocess.run([COMMAND, *shlex.split(line)], cwd=self.folder, capture_output=True)
            shown += f"$ casework {line}\n{done.stdout.decode('utf-8')}{done.stderr.decode('utf-8')}"
        return shown

    def test_it_does_what_it_says(self):
        text = TUTORIAL.read_text(encoding="utf-8")
        files = FILE.findall(text)
        self.assertEqual([name for name, _ in files], ["visits.rules", "family.json", "visits.tests", "wrong.tests", "new.rules", "north.rules"])
        for name, content in files:
            self.write(name, content)
        blocks = COMMANDS.findall(text)
        self.assertEqual(len(blocks), 7)
        made = COMMANDS.sub(lambda match: f"```\n{self.run_block(match[1])}```", text)
        if os.environ.get("CASEWORK_REWRITE_GOLDEN"):
            TUTORIAL.write_text(made, encoding="utf-8")
        self.assertEqual(made, TUTORIAL.read_text(encoding="utf-8"))


if __name__ == "__main__":
    tap.main()

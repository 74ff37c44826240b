# SPDX-License-Identifier: MIT
"""The casework command as its users call it, and what its tests share."""
import json
import os
import subprocess
import sys
import unittest
from pathlib import Path

ROOT = Path(os.environ["CASEWORK_ROOT"])
sys.path.insert(0, str(ROOT / "tests"))
COMMAND = os.environ["CASEWORK_COMMAND"]
EXAMPLES = ROOT / "examples/cases"

RULES = """language 1
rules demo "A demonstration"

rule task-start
  title:   "Task {t.id} says when it starts"
  for:     o in plan.objectives, t in o.tasks
  require: documented(t.start)
  remedy:  "Write down when task {t.id} starts."

rule adults-born
  title:   "The birthday of {m.name} is known and long ago"
  for:     m in members
  when:    m.category = "family"
  require: m.born < @"2010-01-01"
"""


def case(identifier="c1", **changes):
    """A small document that meets RULES; changes replace its keys."""
    document = {
        "format": "casework.case/1", "id": identifier, "types": ["in_home_cps"], "opened": "2024-01-02",
        "current_to": "2024-12-31",
        "members": [{"id": "ann", "name": "Ann Example", "roles": ["biological_parent"], "born": "1990-05-01"},
                    {"id": "ssw", "name": "Sue Worker", "roles": ["caseworker"]}],
        "plans": [{"id": "p1", "developed": "2024-01-20", "effective": "2024-02-01", "objectives": [
            {"id": "o1", "level": "primary_family", "tasks": [
                {"id": "t1", "start": "2024-02-01", "due": "2024-06-01"}]}]}],
        "record": [],
    }
    return {key: value for key, value in {**document, **changes}.items() if value is not None}


def bad_case(identifier="c2"):
    """A case that violates RULES once."""
    document = case(identifier)
    del document["plans"][0]["objectives"][0]["tasks"][0]["start"]
    return document


class CommandTest(unittest.TestCase):
    maxDiff = None

    @classmethod
    def setUpClass(cls):
        cls.folder = Path(os.environ["CASEWORK_BUILD"]) / "command-tests" / cls.__name__
        cls.folder.mkdir(parents=True, exist_ok=True)
        cls.rules = cls.write("demo.rules", RULES)

    @classmethod
    def write(cls, name, content):
        """Writes a file of the test; a dictionary as JSON. Gives its path."""
        path = cls.folder / name
        if isinstance(content, dict):
            content = json.dumps(content)
        if isinstance(content, str):
            content = content.encode("utf-8")
        path.write_bytes(content)
        return str(path)

    def run_command(self, *arguments, status, stdin=b""):
        """Runs casework and checks its exit status; gives standard output and error."""
        done = subprocess.run([COMMAND, *map(str, arguments)], input=stdin, capture_output=True)
        output, errors = done.stdout.decode("utf-8"), done.stderr.decode("utf-8")
        self.assertEqual(done.returncode, status, f"{arguments}\n{output[:2000]}\n{errors[:2000]}")
        return output, errors

    def audit(self, *arguments, status, **more):
        return self.run_command("audit", "--rules", self.rules, "--as-of", "2024-05-01", *arguments,
                                status=status, **more)

    def audit_json(self, *arguments, status):
        output, _ = self.audit("--format", "json", *arguments, status=status)
        return json.loads(output)

# SPDX-License-Identifier: MIT
"""The Python package as its tests use it: on the library that was built, with what they share."""
import datetime
import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(os.environ["CASEWORK_ROOT"])
SHARED = os.environ["CASEWORK_SHARED"]
COMPILER = os.environ["CASEWORK_CC"].split("|")
SANITIZED = os.environ["CASEWORK_SANITIZED"] == "yes"
FOLDER = Path(os.environ["CASEWORK_BUILD"]) / "python-tests"
PACKAGE = ROOT / "bindings/python"
FOLDER.mkdir(exist_ok=True)
sys.path[:0] = [str(ROOT / "tests"), str(PACKAGE)]
os.environ["CASEWORK_LIBRARY"] = SHARED
os.environ["PYTHONPATH"] = os.pathsep.join([str(PACKAGE), str(ROOT / "tests"), str(ROOT / "tests/python")])

if SANITIZED and "LD_PRELOAD" not in os.environ:
    # The interpreter itself is not instrumented, so that the sanitizer must be there before it.
    runtime = subprocess.run([*COMPILER, "-print-file-name=libasan.so"], capture_output=True, text=True).stdout.strip()
    if not os.path.isabs(runtime):
        print("1..0 # SKIP this compiler has no sanitizer that can be loaded first")
        sys.exit(0)
    options = os.environ.get("ASAN_OPTIONS", "")
    os.environ.update(LD_PRELOAD=os.path.realpath(runtime), ASAN_OPTIONS=f"{options}:detect_leaks=0".strip(":"))
    os.execv(sys.executable, [sys.executable, *getattr(sys, "orig_argv", [sys.executable] + sys.argv)[1:]])

DAY = datetime.date(2024, 5, 1)

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


def document(identifier="c1", **changes):
    """A case document that meets RULES; changes replace its keys."""
    content = {
        "format": "casework.case/1", "id": identifier, "types": ["in_home_cps"], "opened": "2024-01-02",
        "current_to": "2024-12-31",
        "members": [{"id": "ann", "name": "Ann Example", "roles": ["biological_parent"], "born": "1990-05-01"},
                    {"id": "ssw", "name": "Sue Worker", "roles": ["caseworker"]}],
        "plans": [{"id": "p1", "developed": "2024-01-20", "effective": "2024-02-01", "objectives": [
            {"id": "o1", "level": "primary_family", "tasks": [
                {"id": "t1", "start": "2024-02-01", "due": "2024-06-01"}]}]}],
        "record": [],
    }
    content.update(changes)
    return json.dumps(content)


def run_python(script, *options, environment=None, **more):
    """Runs a script in an interpreter of its own, with warnings as errors."""
    return subprocess.run([sys.executable, "-X", "dev", "-W", "error", *options, "-c", script], text=True,
                          capture_output=True, env={**os.environ, **(environment or {})}, **more)


def compile_library(path, text):
    """Makes a shared library of a few lines of C."""
    environment = {name: value for name, value in os.environ.items() if name != "LD_PRELOAD"}
    subprocess.run([*COMPILER, "-shared", "-fPIC", "-x", "c", "-", "-o", str(path)], input=text, text=True, check=True,
                   env=environment)
    return str(path)

# SPDX-License-Identifier: MIT
"""The reference of the rule language: every example in it is compiled. What it shows as wrong is told at that line with those words."""
import re
import subprocess

from command import COMMAND, ROOT, CommandTest

import tap

README = ROOT / "src/rules/README.md"
BLOCK = re.compile(r"^(?:`([\w.-]+)`:\n\n)?```(\w*)\n(.*?)^```$", re.M | re.S)
HEAD = """language 1
rules example "An example"
source SOP: "Standards of practice"
"""
TOLD = re.compile(r"^.*?:(\d+):\d+: error: (.*)$", re.M)
EXPECTED = re.compile(r"^\s*// error: (.*)$")


def rule_of(clauses):
    """The rule that some clauses are part of."""
    words = set(re.findall(r"^  (\w+):", clauses, re.M))
    required = "" if "require" in words else "  require: true\n"
    return f"rule example\n{clauses}{required}"


def text_of(kind, body):
    return {"rules": body, "items": HEAD + body, "clauses": HEAD + rule_of(body)}[kind]


def expected_errors(text):
    """Line and message of what a block says is told, each below the line that causes it."""
    line, found = 0, []
    for number, one in enumerate(text.splitlines(), 1):
        match = EXPECTED.match(one)
        if match:
            found.append((line, match[1]))
        else:
            line = number
    return found


class Reference(CommandTest):
    def setUp(self):
        self.blocks = BLOCK.findall(README.read_text(encoding="utf-8"))

    def errors_of(self, *paths):
        done = subprocess.run([COMMAND, "check", *map(str, paths)], capture_output=True)
        return sorted((int(line), message) for line, message in TOLD.findall(done.stderr.decode("utf-8")))

    def test_every_block_says_what_it_is(self):
        kinds = {kind for _, kind, _ in self.blocks}
        self.assertEqual(kinds, {"ebnf", "rules", "items", "clauses", "wrong", "json"})

    def test_parts_of_rule_files(self):
        for index, (name, kind, body) in enumerate(self.blocks):
            if kind not in ("items", "clauses") or name:
                continue
            path = self.write(f"part{index}.rules", text_of(kind, body))
            with self.subTest(body=body):
                self.assertEqual(self.errors_of(path), [])

    def test_whole_files(self):
        files = [(name, body) for name, kind, body in self.blocks if kind == "rules"]
        self.assertEqual([name for name, _ in files], ["state.rules", "county.rules", "review.rules"])
        (self.folder / "whole").mkdir(exist_ok=True)
        paths = [self.write(f"whole/{name}", body) for name, body in files]
        self.assertEqual(self.errors_of(paths[1], paths[2]), [])

    def test_what_is_wrong(self):
        blocks = [body for _, kind, body in self.blocks if kind == "wrong"]
        self.assertGreater(len(blocks), 10)
        for index, body in enumerate(blocks):
            first = body.split(None, 1)[0]
            text = body if first == "language" else HEAD + rule_of(body) if body.startswith("  ") else HEAD + body
            expected = expected_errors(text)
            with self.subTest(body=body):
                self.assertNotEqual(expected, [])
                self.assertEqual(self.errors_of(self.write(f"wrong{index}.rules", text)), expected)

    def test_every_clause_and_item_has_an_example(self):
        text = "".join(body for _, kind, body in self.blocks if kind in ("rules", "items", "clauses"))
        clauses = re.findall(r'^CLAUSE\(\w+, "(\w+)"', (ROOT / "src/rules/clauses.def").read_text(encoding="utf-8"), re.M)
        self.assertEqual(len(clauses), 20)
        for clause in clauses:
            self.assertRegex(text, rf"(?m)^  {clause}\b", clause)
        items = re.findall(r'\{"(\w+)", (?:HEAD|ITEM)', (ROOT / "src/rules/read_file.c").read_text(encoding="utf-8"))
        self.assertGreater(len(items), 12)
        for item in items:
            self.assertRegex(text, rf"(?m)^{item}\b", item)

    def test_what_is_due_when(self):
        """The table of terms: each row as a rule and a test; the rows of working days once more with the holiday below it."""
        rows = re.findall(r"^\| `([^`|]+)` \| (\d{4}-\d\d-\d\d) \| (\d{4}-\d\d-\d\d) \|", README.read_text(encoding="utf-8"), re.M)
        self.assertEqual(len(rows), 6)
        rules, tests = HEAD.replace("rules example", "rules terms"), "tests terms\n"
        for number, (term, day, due) in enumerate(rows):
            rules += f"rule r{number}\n  within: {term} of case.opened\n  require: false\n"
            for holidays, then in [("2025-12-25", due)] + [("2025-03-10", "2025-03-13")] * ("working" in term):
                tests += (f'test "{number} {holidays}"\n  case: terms.json\n  on: {day}\n  set: opened = "{day}"\n'
                          f"  holidays: {holidays}\n  expect: r{number} pending due {then}\n")
        self.write("terms.json", {"format": "casework.case/1", "id": "c", "types": ["in_home_cps"], "opened": "2025-01-01"})
        self.write("terms.rules", rules)
        self.assertIn("8 passed, 0 failed\n", self.run_command("test", self.write("terms.tests", tests), status=0)[0])

    def test_it_is_written_for_who_never_saw_a_program(self):
        text = README.read_text(encoding="utf-8")
        self.assertEqual(re.findall(r"\bcw_\w+|\b\w+\.[ch]\b|\bNULL\b|\bstruct\b|\bpointer\b|\bslots?\b", text), [])
        self.assertIn("TUTORIAL.md", text[:600])


if __name__ == "__main__":
    tap.main()

# SPDX-License-Identifier: MIT
"""What is wrong with rule files and rule tests: each is told with its place, in words, and with what to do about it."""
import re
import subprocess

from command import COMMAND, CommandTest, case

import tap

HEAD = 'language 1\nrules one "One"\n'
RULE = "rule visit\n  for:     m in members\n  require: documented(m.born)\n"
TESTS = 'tests one\n\ntest "a test"\n  case:   case.json\n  on:     2024-03-01\n'

# What is wrong: the files, the place, the message, the help.
WRONG = [
    ("includes itself", {"one.rules": HEAD + "include one\n"},
     "one.rules:3:9", "the rule set `one` includes itself", "take out an `include` of the circle"),
    ("a circle of three",
     {"one.rules": HEAD + "include two\n", "two.rules": 'language 1\nrules two "x"\ninclude three\n',
      "three.rules": 'language 1\nrules three "x"\ninclude one\n'},
     "three.rules:3:9", "the rule set `one` includes itself, by way of `three`", "take out an `include` of the circle"),
    ("a missing include", {"one.rules": HEAD + "include us-kyy\n"},
     "one.rules:3:9", "no rule set `us-kyy` is among the files that are compiled together, nor built in", "did you mean `us-ky`?"),
    ("a rule twice", {"one.rules": HEAD + RULE + RULE},
     "one.rules:6:6", "the rule `visit` stands already on line 3 and is valid on the same days",
     "a second version needs a `valid` that does not overlap"),
    ("an override of nothing", {"one.rules": HEAD + RULE + "override visti\n  force: advised\n"},
     "one.rules:6:10", "there is no rule `visti` to be changed", "did you mean `visit`?"),
    ("an override of nothing in an included set", {"one.rules": HEAD + "include two\noverride two:vist\n  force: advised\n",
                                                    "two.rules": 'language 1\nrules two "x"\n' + RULE},
     "one.rules:4:10", "there is no rule `two:vist` to be changed", "did you mean `two:visit`?"),
    ("an override twice", {"one.rules": HEAD + RULE + "override visit\n  force: advised\noverride visit\n  force: required\n"},
     "one.rules:8:10", "the rule `visit` is overridden twice in this file, first on line 6", "put the clauses of both together"),
    ("nested too deep", {"one.rules": HEAD + "rule visit\n  require: " + "(" * 5000 + "true" + ")" * 5000 + "\n"},
     "one.rules:4:", "", ""),
    ("lists of lists", {"one.rules": HEAD + "parameter x : " + "list of " * 500 + "number\n"},
     "one.rules:3:", "", ""),
    ("no UTF-8", {"one.rules": (HEAD + "// caf").encode() + b"\xe9\n" + RULE.encode()},
     "one.rules:3:7", "the file is not valid UTF-8 at this byte", "save the file as UTF-8"),
    ("UTF-16", {"one.rules": (HEAD + RULE).encode("utf-16")},
     "one.rules:1:1", "the file is not valid UTF-8 at this byte", "it looks like UTF-16; save it as UTF-8"),
    ("an unknown word of a role", {"one.rules": HEAD + "value member.roles: doula in famly\n"},
     "one.rules:3:30", "`famly` is not a word of `category`", "did you mean `family`?"),
]
WRONG_TESTS = [
    ("an unknown rule", "  expect: visti ann met\n", ":6:11", "visti", "did you mean `visit`?"),
    ("an unknown id", "  expect: visit anne met\n", ":6:17", "anne", "did you mean `ann`?"),
    ("an unknown key", "  expct: visit ann met\n", ":6:3", "expct", "did you mean `expect`?"),
    ("an unknown record in a change", "  set:    members/anne.born = \"2010-01-01\"\n  expect: visit ann met\n", ":6:19", "anne", "did you mean `ann`?"),
    ("an unknown status", "  expect: visit ann mett\n", ":6:21", "mett", "did you mean `met`?"),
    ("an unknown parameter", "  param:  mots = 3\n  expect: visit ann met\n", ":6:11", "mots", "did you mean `most`?"),
]


class BadInput(CommandTest):
    def tell(self, *arguments):
        done = subprocess.run([COMMAND, *arguments], cwd=self.folder, capture_output=True)
        return done.returncode, done.stderr.decode("utf-8") + done.stdout.decode("utf-8", "replace")

    def put(self, files):
        for name, content in files.items():
            (self.folder / name).write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))

    def test_rule_files(self):
        for what, files, place, message, help_line in WRONG:
            self.put(files)
            status, told = self.tell("check", "one.rules")
            with self.subTest(what):
                self.assertEqual(status, 2, told)
                first = re.search(rf"^{re.escape(place)}[\d:]* error: (.*)$", told, re.M)
                self.assertIsNotNone(first, told[:2000])
                self.assertIn(message, first[1])
                self.assertRegex(told, rf"(?m)^  help: .*{re.escape(help_line)}")

    def test_rule_tests(self):
        self.put({"one.rules": HEAD + "parameter most = 2\n" + RULE})
        self.write("case.json", case())
        for what, lines, place, quoted, help_line in WRONG_TESTS:
            self.put({"one.tests": TESTS + lines})
            status, told = self.tell("test", "one.tests")
            with self.subTest(what):
                self.assertEqual(status, 2, told)
                first = re.search(rf"^one\.tests{place}[\d:]* error: (.*)$", told, re.M)
                self.assertIsNotNone(first, told[:2000])
                self.assertIn(f"`{quoted}`", first[1])
                self.assertRegex(told, rf"(?m)^  help: .*{re.escape(help_line)}")


if __name__ == "__main__":
    tap.main()

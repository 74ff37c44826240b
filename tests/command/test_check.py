# SPDX-License-Identifier: MIT
"""`casework check`: rule files compiled, every problem told."""
from command import RULES, CommandTest

import tap


class Check(CommandTest):
    def test_rules_in_order(self):
        self.assertEqual(self.run_command("check", self.rules, status=0), ("2 rules compiled\n", ""))

    def test_several_files(self):
        other = self.write("other.rules", RULES.replace("rules demo", "rules other"))
        self.assertEqual(self.run_command("check", self.rules, other, status=0), ("4 rules compiled\n", ""))

    def test_standard_input(self):
        self.assertEqual(self.run_command("check", "-", status=0, stdin=RULES.encode()), ("2 rules compiled\n", ""))

    def test_a_built_in_pack(self):
        output, errors = self.run_command("check", "us-ky", status=0)
        self.assertRegex(output, r"^\d+ rules compiled\n$")
        self.assertEqual(errors, "")

    def test_all_errors_of_all_files(self):
        text = RULES.replace("t.start)", "t.strat)").replace("m.born <", "m.bron <")
        wrong = self.write("wrong.rules", text)
        other = self.write("wrong2.rules", text.replace("rules demo", "rules other"))
        output, errors = self.run_command("check", wrong, other, status=2)
        self.assertEqual(output, "")
        for path in (wrong, other):
            self.assertIn(f"{path}:7:", errors)
            self.assertIn(f"{path}:14:", errors)
        self.assertIn("^", errors)
        self.assertIn("did you mean `born`?", errors)

    def test_a_missing_file(self):
        missing = str(self.folder / "missing.rules")
        output, errors = self.run_command("check", missing, self.rules, status=2)
        self.assertEqual(output, "")
        self.assertTrue(errors.startswith(f"{missing}: error: cannot be opened: "), errors)

    def test_a_file_that_is_no_rule_file(self):
        for name, content in (("empty.rules", b""), ("binary.rules", bytes(range(256))),
                              ("json.rules", b'{"format": "casework.case/1"}'), ("nul.rules", b"language 1\0\n")):
            with self.subTest(name):
                output, errors = self.run_command("check", self.write(name, content), status=2)
                self.assertEqual(output, "")
                self.assertIn(name, errors)


if __name__ == "__main__":
    tap.main()

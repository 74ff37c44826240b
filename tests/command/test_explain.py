# SPDX-License-Identifier: MIT
"""`casework explain`: which findings, in which form."""
import json

from command import CommandTest, bad_case, case

import tap


class Explain(CommandTest):
    def explain(self, *arguments, status=0, **more):
        return self.run_command("explain", "--rules", self.rules, "--as-of", "2024-05-01", *arguments,
                                status=status, **more)

    def test_one_rule(self):
        output, errors = self.explain(self.write("bad.json", bad_case()), "task-start")
        self.assertEqual(errors, "")
        self.assertIn("demo:task-start", output)
        self.assertIn("documented(t.start)", output)
        self.assertIn("t1", output)

    def test_the_full_name(self):
        path = self.write("bad.json", bad_case())
        self.assertEqual(self.explain(path, "task-start"), self.explain(path, "demo:task-start"))

    def test_json(self):
        path = self.write("bad.json", bad_case())
        indented, _ = self.explain("--format", "json", path, "task-start")
        line, _ = self.explain("--format", "jsonl", path, "task-start")
        self.assertEqual(json.loads(indented), json.loads(line))
        self.assertEqual(line.count("\n"), 1)

    def test_an_id_picks_the_finding(self):
        path = self.write("one.json", case())
        output, _ = self.explain("--format", "jsonl", path, "adults-born", "ann")
        self.assertEqual(len(output.splitlines()), 1)
        self.assertIn('"ann"', output)
        self.assertNotIn('"ssw"', output)

    def test_what_does_not_apply(self):
        path = self.write("one.json", case())
        without, _ = self.explain("--format", "jsonl", path, "adults-born")
        with_all, _ = self.explain("--format", "jsonl", "--all", path, "adults-born")
        by_id, _ = self.explain("--format", "jsonl", path, "adults-born", "ssw")
        self.assertEqual((len(without.splitlines()), len(with_all.splitlines())), (1, 2))
        self.assertIn("not_applicable", by_id)

    def test_a_rule_that_applies_to_nobody_is_explained(self):
        members = [{"id": "ssw", "name": "Sue Worker", "roles": ["caseworker"]}]
        output, _ = self.explain("--format", "jsonl", self.write("ssw.json", case(members=members)), "adults-born")
        self.assertIn("not_applicable", output)

    def test_names_only_when_asked_for(self):
        path = self.write("one.json", case())
        self.assertNotIn("Ann Example", self.explain(path, "adults-born")[0])
        self.assertIn("Ann Example", self.explain("--names", path, "adults-born")[0])

    def test_no_such_rule(self):
        path = self.write("one.json", case())
        output, errors = self.explain(path, "task-strat", status=2)
        self.assertEqual((output, errors),
                         ("", f"{path}:1: error: no rule `task-strat`: did you mean `demo:task-start`?\n"))
        self.assertEqual(self.explain(path, "zzzzzzzzzzz", status=2)[1],
                         f"{path}:1: error: no rule `zzzzzzzzzzz`, or more than one set has it\n")

    def test_no_such_subject(self):
        path = self.write("one.json", case())
        self.assertEqual(self.explain(path, "task-start", "t9", status=2),
                         ("", f"{path}:1: error: `demo:task-start` has no finding about that subject\n"))

    def test_violations_do_not_matter(self):
        self.explain(self.write("bad.json", bad_case()), "task-start", "t1", status=0)

    def test_standard_input_and_a_bad_case(self):
        text = json.dumps(bad_case("a")) + '\n{"x": }\n' + json.dumps(bad_case("b"))
        output, errors = self.explain("--format", "jsonl", "-", "task-start", status=2, stdin=text.encode())
        self.assertEqual(len(output.splitlines()), 2)
        self.assertIn("<stdin>:2:", errors)


if __name__ == "__main__":
    tap.main()

# SPDX-License-Identifier: MIT
"""`casework explain`: which findings, in which form."""
import json

from command import RULES, CommandTest, bad_case, case

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

    def test_review_items(self):
        rules = self.write("review.rules", """language 1
rules review "Reviews"
condition clear(o) = rating("clear", o) = "met"
rule plain
  title:      "Goal {o.id} is clear"
  instrument: demo.review
  for:        o in plan.objectives
  when:       o.dropped = null
  require:    clear(o)
""")
        path = self.write("one.json", case())
        output, _ = self.run_command("explain", "--rules", rules, "--as-of", "2024-05-01", path, "plain", "o1", status=0)
        when, rest = output.split("\nwhen\n")[1].split("\nwhen the items apply\n")
        self.assertTrue(when.startswith("  o.dropped = null -> true\n"), when)
        self.assertNotIn("clear", when)
        self.assertTrue(rest.startswith("  clear(o) -> unknown\n"), rest)
        self.assertIn("\nrequire\n  clear(o) -> unknown\n", rest)
        dropped = case()
        dropped["plans"][0]["objectives"][0]["dropped"] = "2024-03-01"
        path = self.write("dropped.json", dropped)
        output, _ = self.run_command("explain", "--rules", rules, "--as-of", "2024-05-01", "--all", path, "plain", "o1", status=0)
        self.assertIn("\nwhen\n  o.dropped = null -> false\n", output)
        self.assertNotIn("when the items apply", output)

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
                         f"{path}:1: error: no rule `zzzzzzzzzzz` among the rules that judge this case\n")
        self.assertEqual(self.explain(path, "dmo:task-start", status=2)[1],
                         f"{path}:1: error: no rule `dmo:task-start`: did you mean `demo:task-start`?\n")

    def test_more_than_one_set_has_it(self):
        path, one = self.write("one.json", case()), self.write("one.rules", RULES)
        two = self.write("two.rules", RULES.replace("rules demo", "rules other"))
        _, errors = self.run_command("explain", "--as-of", "2024-05-01", "--rules", one, "--rules", two, path, "task-start", status=2)
        self.assertEqual(errors, f"{path}:1: error: more than one set has a rule `task-start`: write `demo:task-start` or "
                         "`other:task-start`\n")

    def test_no_such_subject(self):
        path = self.write("one.json", case())
        for ids, told in [
            (["t9"], "`demo:task-start` has no finding about `t9`, only about `o1`, `t1`"),
            (["t1", "zz"], "`demo:task-start` has no finding about `zz`, only about `o1`, `t1`"),
        ]:
            self.assertEqual(self.explain(path, "task-start", *ids, status=2), ("", f"{path}:1: error: {told}\n"))
        self.assertEqual(self.explain(path, "adults-born", "an", status=2)[1],
                         f"{path}:1: error: `demo:adults-born` has no finding about `an`, only about `ann`, `ssw`\n")
        self.assertEqual(self.explain(path, "adults-born", "annn", status=2)[1],
                         f"{path}:1: error: `demo:adults-born` has no finding about `annn`: did you mean `ann`?\n")
        self.assertEqual(self.explain(path, "adults-born", "ann", "ssw", status=2)[1],
                         f"{path}:1: error: `demo:adults-born` has no finding about all of these subjects\n")

    def test_no_more_than_ten_subjects_are_listed(self):
        members = [{"id": f"member-{n}", "roles": ["caseworker"]} for n in range(11)]
        path = self.write("many.json", case(members=members))
        listed = ", ".join(f"`member-{n}`" for n in range(10))
        self.assertEqual(self.explain(path, "adults-born", "x", status=2)[1],
                         f"{path}:1: error: `demo:adults-born` has no finding about `x`, only about {listed} and others\n")

    def test_too_large_an_explanation_is_refused(self):
        path = self.write("one.json", case())
        within = " satisfies ".join(f"every {name} in [1, 2, 3, 4, 5, 6, 7, 8]" for name in "abcdef")
        rules = self.write("sums.rules", 'language 1\nrules sums "Sums"\nrule sums\n  title: "Sums"\n'
                           f"  require: {within} satisfies a + b + c + d + e + f > 0\n")
        self.assertEqual(self.run_command("explain", "--rules", rules, "--as-of", "2024-05-01", path, "sums", status=2),
                         ("", f"{path}:1: error: an explanation of `sums:sums` would take more memory than its limit allows\n"))

    def test_the_name_that_is_asked_for_is_found_and_not_shown(self):
        path = self.write("one.json", case())
        rules = self.write("ann.rules", 'language 1\nrules ann "Ann"\nrule ann\n  title: "Ann"\n  for: m in members\n'
                           '  require: starts with(m.name, "Ann E")\n')
        output, _ = self.run_command("explain", "--rules", rules, "--as-of", "2024-05-01", path, "ann", "ann", status=0)
        self.assertIn('starts with(m.name, "Ann E") -> true\n    m.name -> (a name)\n', output)
        self.assertNotIn("Example", output)

    def test_violations_do_not_matter(self):
        self.explain(self.write("bad.json", bad_case()), "task-start", "t1", status=0)

    def test_standard_input_and_a_bad_case(self):
        text = json.dumps(bad_case("a")) + '\n{"x": }\n' + json.dumps(bad_case("b"))
        output, errors = self.explain("--format", "jsonl", "-", "task-start", status=2, stdin=text.encode())
        self.assertEqual(len(output.splitlines()), 2)
        self.assertIn("<stdin>:2:", errors)


if __name__ == "__main__":
    tap.main()

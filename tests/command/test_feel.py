# SPDX-License-Identifier: MIT
"""casework feel: one expression, a prompt, rows."""
import json
import os
import sys
import unittest

import command
import tap

try:
    import pty
except ImportError:
    pty = None


class Feel(command.CommandTest):
    def feel(self, *arguments, status=0, stdin=""):
        return self.run_command("feel", "--now", "2024-03-31T10:00:00+02:00", *arguments, status=status, stdin=stdin.encode("utf-8"))

    # ---- one expression ----

    def test_value(self):
        self.assertEqual(self.feel("1 + 2"), ("3\n", ""))
        self.assertEqual(self.feel("--", "-3 ** 2"), ("9\n", ""))
        self.assertEqual(self.feel("1 / 0"), ("null\n", ""))

    def test_moment(self):
        self.assertEqual(self.feel("[today(), now()]")[0], "[2024-03-31, 2024-03-31T10:00:00+02:00]\n")
        output, _ = self.run_command("feel", "now() instance of date and time and today() > @\"2024-01-01\"", status=0)
        self.assertEqual(output, "true\n")

    def test_formats(self):
        text = '{a: @"2024-02-29", b: [1, "x"]}'
        self.assertEqual(self.feel(text)[0], '{a: 2024-02-29, b: [1, "x"]}\n')
        self.assertEqual(self.feel("--format", "json", text)[0], '{"a":"2024-02-29","b":[1,"x"]}\n')
        typed = json.loads(self.feel("--format=typed", text)[0])
        self.assertEqual(typed["v"]["a"], {"t": "date", "v": "2024-02-29"})

    def test_context(self):
        path = self.write("context.json", {"Monthly Income": 1200, "born": {"t": "date", "v": "2020-02-29"}})
        self.assertEqual(self.feel("-c", path, "Monthly Income * 12")[0], "14400\n")
        self.assertEqual(self.feel("--context", path, 'born + @"P1Y"')[0], "2021-02-28\n")

    def test_explain(self):
        self.assertEqual(self.feel("--explain", "1 + 2 > 2")[0], "1 + 2 > 2 -> true\n  1 + 2 -> 3\n")
        self.assertEqual(json.loads(self.feel("--explain", "--format", "json", "1 > 2")[0])["value"], "false")

    def test_every_null_that_comes_about_has_its_reason(self):
        for text, reason in (("1 / 0", "division by zero"), ('number("x")', "the text is not a number"),
                             ("1E6144 * 10", "the result is out of range"), ("sum([])", "there are no numbers"),
                             ("median([])", "there are no numbers"), ("max([])", "there are no items"),
                             ('substring("abc", 0)', "the text has no such part"), ("sublist([1], 5)", "the list has no such position"),
                             ("sublist([1], 1, 5)", "the list has no such part"), ("[1][2]", "the list has no item of this number"),
                             ('get value({a: 1}, "b")', "the context has no such entry"), ("date(2024, 13, 1)", "there is no such date"),
                             ('max([true])', "these values have no order"), ("sqrt(-1)", "a negative number has no square root")):
            self.assertEqual(self.feel("--explain", text)[0].split("\n")[0], f"{text} -> null ({reason})")

    def test_errors_have_a_caret(self):
        output, errors = self.feel("1 + + 2", status=2)
        self.assertEqual(output, "")
        self.assertIn("<expression>:1:5: error: ", errors)
        self.assertIn("\n    1 + + 2\n        ^", errors)

    def test_what_is_outside_the_profile_is_named(self):
        self.assertIn("`matches`", self.feel('matches("a", "a")', status=2)[1])

    def test_unknown_names_are_warned_of(self):
        path = self.write("context.json", {"income": 1})
        output, errors = self.feel("-c", path, "incom", status=1)
        self.assertEqual(output, "null\n")
        self.assertIn("did you mean `income`?", errors)

    def test_wrong_usage(self):
        for arguments, words in ((("1", "2"), "one expression"), (("--now", "soon", "1"), "`--now` takes"),
                                 (("--format", "xml", "1"), "`--format` takes"), (("--jsonl", "--explain"), "takes no other option"),
                                 (("-c", "nowhere.json", "1"), "nowhere.json"), (("--contxt", "x"), "did you mean `--context`?")):
            with self.subTest(arguments):
                output, errors = self.feel(*arguments, status=2)
                self.assertEqual(output, "")
                self.assertIn(words, errors)

    def test_wrong_context(self):
        path = self.write("wrong.json", '{"a": {"t": "date", "v": "2023-02-29"}}')
        _, errors = self.feel("-c", path, "a", status=2)
        self.assertIn("wrong.json:1:26: error: the text is not a date", errors)

    def test_help(self):
        self.assertTrue(self.feel("--help")[0].startswith("usage: casework feel "))
        self.assertIn("  feel     ", self.run_command("--help", status=0)[0])

    # ---- rows ----

    def test_rows(self):
        rows = [{"id": "a", "expr": "x + 1", "inputs": {"x": {"t": "number", "v": "1.5"}}}, {"id": 2, "expr": "1 / 0"},
                {"id": 3, "expr": "exp(1)"}, {"id": 4, "expr": '"a\u2028b"'}]
        output, errors = self.feel("--jsonl", stdin="\n".join(map(json.dumps, rows)) + "\n\n")
        answers = [json.loads(line) for line in output.split("\n")[:-1]]
        self.assertEqual(errors, "")
        self.assertEqual(answers[0], {"id": "a", "result": {"t": "number", "v": "2.5"}})
        self.assertEqual(answers[1], {"id": 2, "result": {"t": "null"}})
        self.assertEqual(sorted(answers[2]), ["error", "id"])
        self.assertIn("`exp`", answers[2]["error"])
        self.assertEqual(answers[3]["result"]["v"], "a\u2028b")

    def test_rows_of_a_file(self):
        path = self.write("rows.jsonl", '{"id":1,"expr":"1"}\n{"id":2,"expr":"today()"}')
        output, _ = self.feel("--jsonl", path)
        self.assertEqual(output, '{"id":1,"result":{"t":"number","v":"1"}}\n{"id":2,"result":{"t":"date","v":"2024-03-31"}}\n')

    def test_wrong_rows_are_told_with_their_line(self):
        output, errors = self.feel("--jsonl", stdin='{"id":1,"expr":"1"}\n{"id":2}\n{"id":3,"expr":"3"\n{"id":4,"expr":"4"}\n', status=2)
        self.assertEqual([json.loads(line)["id"] for line in output.splitlines()], [1, 4])
        self.assertIn("<stdin>:2: error: ", errors)
        self.assertIn("<stdin>:3: error: ", errors)

    # ---- the prompt ----

    def test_script(self):
        path = self.write("context.json", {"Full Name": "Ann", "n": 2})
        lines = ["1 + 2", "", "  null  ", f":context {path}", ":names", "Full Name", ":explain n > 1", ":quit", "5"]
        output, errors = self.feel(stdin="\n".join(lines))
        self.assertEqual(errors, "")
        self.assertEqual(output, 'number: 3\nnull\nFull Name\nn\nstring: "Ann"\nn > 1 -> true\n  n -> 2\n')

    def test_script_goes_on_after_errors(self):
        output, errors = self.feel(stdin=":explain\n1 +\n:expain 1\n:shoes\n:context\n2\n:explain", status=2)
        self.assertEqual(output, "number: 2\n2 -> 2\n")
        for words in ("nothing was evaluated yet", "<stdin>, line 2:1:4: error: ", "did you mean `:explain`?", "`:help` lists them",
                      "`:context` needs"):
            self.assertIn(words, errors)

    def test_script_without_a_last_newline(self):
        self.assertEqual(self.feel(stdin="1")[0], "number: 1\n")
        self.assertEqual(self.feel(stdin="")[0], "")
        self.assertIn(":context FILE", self.feel(stdin=":help")[0])

    @unittest.skipUnless(pty, "no pseudo-terminals")
    def test_terminal(self):
        answer = []

        def read(descriptor):
            data = os.read(descriptor, 1024)
            answer.append(data)
            if b"feel> " in data and len(answer) < 50 and lines:
                os.write(descriptor, lines.pop(0))
            return data

        lines = [b"1 +\n", b"1 + 1\n", b":quit\n"]
        output, sys.stdout = sys.stdout, open(os.devnull, "w")
        silent = os.dup(1)
        os.dup2(sys.stdout.fileno(), 1)
        try:
            status = pty.spawn([command.COMMAND, "feel", "--now", "2024-03-31"], read)
        finally:
            os.dup2(silent, 1)
            os.close(silent)
            sys.stdout.close()
            sys.stdout = output
        text = b"".join(answer).decode("utf-8")
        self.assertEqual(status, 0, text)
        self.assertIn("`:help`", text)
        self.assertIn("number: 2", text)
        self.assertEqual(text.count("feel> "), 3, text)


if __name__ == "__main__":
    tap.main()

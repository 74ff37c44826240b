# SPDX-License-Identifier: MIT
"""Hostile and broken input, large where size is the point. Each gives diagnostics and exit status 2, never a
crash, and takes time in proportion to its size: a quadratic reader would meet the time limit of the test."""
import json

from command import RULES, CommandTest, case

import tap

HEAD = '{"format": "casework.case/1", "id": "c1", "types": ["in_home_cps"], "opened": "2024-01-02"'


class Documents(CommandTest):
    def refused(self, name, content, *says):
        path = self.write(name, content)
        output, errors = self.audit(path, status=2)
        self.assertEqual(output, "")
        self.assertLess(len(errors), 1000000)
        for words in (f"{path}:", "error: ", *says):
            self.assertIn(words, errors[:100000])
        (self.folder / name).unlink()
        return errors

    def test_100000_nested_brackets(self):
        self.refused("lists.json", HEAD + ', "x": ' + "[" * 100000 + "]" * 100000 + "}", "nested deeper than")
        self.refused("objects.json", '{"a":' * 100000 + "1" + "}" * 100000, "nested deeper than")
        self.refused("bare.json", "[" * 100000)

    def test_unclosed_lines(self):
        path = self.write("unclosed.jsonl", '{"a": [\n' * 100000)
        output, errors = self.audit(path, status=2)
        self.assertEqual(output, "")
        self.assertIn("unclosed.jsonl:1:", errors)
        self.assertIn("unclosed.jsonl:100000:", errors)

    def test_a_string_of_100_megabytes(self):
        self.refused("string.json", HEAD + ', "x": "' + "a" * 100000000 + '"}', "longer than the limit of")

    def test_a_name_of_100_megabytes(self):
        text = HEAD + ', "members": [{"id": "m", "name": "' + "a" * 100000000 + '"}]}'
        errors = self.refused("name.json", text, "longer than the limit of")
        self.assertNotIn("aaaaa", errors)

    def test_a_million_duplicate_keys(self):
        self.refused("same.json", HEAD + ', "k": 1' * 1000000 + "}", "`k` is given twice")
        pairs = "".join(f', "k{n}": 1, "k{n}": 2' for n in range(500000))
        self.refused("pairs.json", HEAD + pairs + "}", "is given twice")

    def test_ten_thousand_bad_words(self):
        entries = ", ".join('{"kind": "contact", "date": "2024-02-02", "mode": "face_to_fac%d"}' % n
                            for n in range(10000))
        errors = self.refused("words.json", HEAD + ', "record": [' + entries + "]}", "`face_to_face`")
        self.assertRegex(errors, r"\d+ more")

    def test_ten_thousand_members_with_bad_roles(self):
        members = ", ".join('{"id": "m%d", "roles": ["chidl"]}' % n for n in range(10000))
        self.refused("roles.json", HEAD + ', "members": [' + members + "]}", "did you mean `child`?")

    def test_ten_thousand_dangling_references(self):
        tasks = ", ".join('{"id": "t%d", "owners": ["nobody%d"]}' % (n, n) for n in range(10000))
        self.refused("dangling.json", HEAD + ', "plans": [{"id": "p", "objectives": [{"id": "o", "tasks": [' + tasks + "]}]}]}")

    def test_ten_thousand_equal_ids(self):
        members = ", ".join('{"id": "m"}' for _ in range(10000))
        self.refused("ids.json", HEAD + ', "members": [' + members + "]}")

    def test_invalid_utf8(self):
        for number, wrong in enumerate((b"\xff", b"\xc0\x80", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\xe2\x82", b"\x80")):
            self.refused(f"utf8-{number}.json", HEAD.encode() + b', "x": "' + wrong + b'"}', "UTF-8")

    def test_lone_surrogates(self):
        for escape in ("\\ud800", "\\udc00", "\\ud800\\ud800", "\\ud800x"):
            self.refused("surrogate.json", HEAD + f', "x": "{escape}"}}', "surrogate")

    def test_u0000(self):
        self.refused("nul.json", HEAD + ', "x": "a\\u0000b"}', "U+0000")
        self.refused("nul-id.json", HEAD.replace('"c1"', '"c\\u0000"') + "}", "U+0000")
        self.refused("nul-byte.json", HEAD.encode() + b', "x": "a\0b"}')
        self.refused("nul-between.json", HEAD.encode() + b"\0}")

    def test_a_number_of_a_thousand_digits(self):
        digits = "7" * 1000
        self.refused("known.json", HEAD + ', "record": [{"kind": "review", "date": "2024-02-02", '
                     '"ratings": [{"item": "x", "score": ' + digits + "}]}]}")
        self.refused("date.json", HEAD.replace('"2024-01-02"', digits) + "}")
        self.refused("over.json", HEAD + ', "x": ' + "7" * 5000 + "}", "longer than the limit of 4096 characters")

    def test_a_number_of_a_thousand_digits_in_an_unknown_key_is_kept(self):
        document = HEAD + ', "x": ' + "7" * 1000 + "}"
        _, errors = self.audit(self.write("unknown.json", document), status=0)
        self.assertNotIn("error: ", errors)

    def test_truncated_documents(self):
        text = json.dumps(case(), indent=1)
        for end in range(1, len(text), 7):
            path = self.write("cut.json", text[:end])
            output, errors = self.audit(path, status=2)
            self.assertEqual(output, "")
            self.assertIn("error: ", errors)

    def test_names_and_texts_are_never_quoted(self):
        document = case(members=[{"id": "ann", "name": ["Ann Example"], "roles": ["Ann Example"]}],
                        record=[{"kind": "note", "date": "Ann Example", "text": {"Ann": "Example"}}])
        errors = self.refused("private.json", json.dumps(document))
        self.assertGreaterEqual(errors.count("error: "), 3)

    def test_things_that_are_no_case(self):
        for text in ("null", "[]", "1", '"text"', "{}", "{", "}", "x", "{\"format\": \"other/1\"}", "// no"):
            with self.subTest(text):
                self.refused("no-case.json", text)


class RuleFiles(CommandTest):
    def refused(self, name, content, *says):
        path = self.write(name, content)
        output, errors = self.run_command("check", path, status=2)
        self.assertEqual(output, "")
        self.assertLess(len(errors), 1000000)
        for words in (f"{path}:", "error: ", *says):
            self.assertIn(words, errors)
        (self.folder / name).unlink()

    def require(self, expression):
        return f'language 1\nrules x "x"\nrule r\n  title: "t"\n  require: {expression}\n'

    def test_deep_expressions(self):
        self.refused("brackets.rules", self.require("(" * 100000 + "true" + ")" * 100000))
        self.refused("lists.rules", self.require("[" * 100000 + "]" * 100000))
        self.refused("minus.rules", self.require("-" * 100000 + "1 = 1"))
        self.refused("ifs.rules", self.require("if true then " * 100000 + "1"))
        self.refused("not.rules", self.require("not(" * 100000 + "true" + ")" * 100000))
        self.refused("some.rules", self.require("some x in [1] satisfies " * 100000 + "true"))
        self.refused("comment.rules", self.require("/*" * 100000))

    def test_long_expressions(self):
        path = self.write("long.rules", self.require("not(false)" + " and not(false)" * 150))
        output, errors = self.run_command("check", path, status=1)       # it has neither source nor tests
        self.assertEqual(output, "1 rule compiled\n")
        self.assertNotIn("error:", errors)
        self.refused("longer.rules", self.require("not(false)" + " and not(false)" * 100000), "nests deeper than")

    def test_many_errors(self):
        rules = "".join(f'rule r{n}\n  title: "t"\n  require: nothing{n} = 1\n' for n in range(5000))
        self.refused("many.rules", 'language 1\nrules x "x"\n' + rules, "more")

    def test_many_rules_of_one_name(self):
        rules = 'rule r\n  title: "t"\n  require: true\n' * 5000
        self.refused("same.rules", 'language 1\nrules x "x"\n' + rules)

    def test_conditions_that_call_one_another(self):
        conditions = "".join(f"condition c{n} = c{n + 1}\n" for n in range(5000)) + "condition c5000 = c0\n"
        self.refused("circle.rules", 'language 1\nrules x "x"\n' + conditions + 'rule r\n  title: "t"\n  require: c0\n')

    def test_conditions_that_double(self):
        conditions = "condition c0 = true\n" + "".join(f"condition c{n + 1} = c{n} and c{n}\n" for n in range(64))
        path = self.write("double.rules", 'language 1\nrules x "x"\n' + conditions + 'rule r\n  title: "t"\n  require: c64\n')
        self.run_command("check", path, status=1)
        document = self.write("one.json", case())
        output, _ = self.run_command("audit", "--rules", path, "--as-of", "2024-05-01", "--format", "json", document, status=0)
        self.assertEqual(len(json.loads(output)["findings"]), 1)

    def test_a_long_line_and_a_long_name(self):
        self.refused("line.rules", "language 1" + " " * 10000000 + "x")
        self.refused("name.rules", 'language 1\nrules x "x"\nrule ' + "r" * 10000000 + "\n  zzz: 1\n")

    def test_bad_bytes(self):
        self.refused("utf8.rules", self.require('"\udcff"').encode("utf-8", "surrogateescape"))
        self.refused("nul.rules", self.require('"a\0b"'))
        self.refused("tab.rules", RULES.replace("  title", "\ttitle"))

    def test_truncated_files(self):
        start = RULES.index("rule task-start") + 20
        for end in range(1, len(RULES), 11):
            if RULES[end - 1] != "\n" or end < start:
                path = self.write("cut.rules", RULES[:end])
                output, errors = self.run_command("check", path, status=self.status_of(path))
                self.assertTrue(output or errors)

    def status_of(self, path):
        """Some beginnings of a file are whole files; none may end otherwise than in 0, 1 or 2."""
        import subprocess
        from command import COMMAND
        status = subprocess.run([COMMAND, "check", path], capture_output=True).returncode
        self.assertIn(status, (0, 1, 2))
        return status


if __name__ == "__main__":
    tap.main()

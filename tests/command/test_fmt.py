# SPDX-License-Identifier: MIT
"""`casework fmt`: rule files and rule tests in one layout."""
import os
import random
import re
import subprocess
from pathlib import Path

from command import ROOT, RULES, CommandTest

import tap

MESSY = """\ufefflanguage 1\r
rules   demo   "A demonstration"


parameter most : number=3 reading A1 // a limit
parameter least_of_all = 1    // another
// above the rule
rule task-start
   title: "Task  {t.id}"   // said
   covers: A-1 ,B-2
   for:   o in plan . objectives,t in o.tasks
   // of the requirement
   when: o.dropped=null
     and( t.start>- 1
        or count (o.tasks )>= 2 )
   require:documented( t.start ) and x[ 1 ] in[1 .. 2]
table topics key topic
   topic|said
   a|"x"
   longer | y
absent objective.target :start+6
condition c( a,b )=a   and
      b
        or a

"""

TIDY = """language 1
rules demo "A demonstration"

parameter most: number = 3 reading A1  // a limit
parameter least_of_all = 1             // another

// above the rule
rule task-start
  title:   "Task  {t.id}"  // said
  covers:  A-1, B-2
  for:     o in plan.objectives, t in o.tasks
  // of the requirement
  when:    o.dropped = null
           and (t.start > -1
              or count (o.tasks) >= 2)
  require: documented(t.start) and x[1] in [1..2]
table topics key topic
  topic  | said
  a      | "x"
  longer | y
absent objective.target: start + 6
condition c(a, b) = a and
  b
    or a
"""

MESSY_TESTS = """tests demo
test   "one"
    case: a.json
    known at: 2024-01-01
    holidays:2025-12-25,2026-01-01 ,  2026-07-04
    set: members/leo.living = {"a":  1,
        "b": 2}
    param  most=4
    param demo:least_of_all=5
    expect:  demo:task-start   "o 1"  met
"""

TIDY_TESTS = """tests demo

test "one"
  case:     a.json
  known at: 2024-01-01
  holidays: 2025-12-25, 2026-01-01, 2026-07-04
  set:      members/leo.living = {"a":  1,
            "b": 2}
  param most = 4
  param demo:least_of_all = 5
  expect:   demo:task-start "o 1" met
"""


def bare(text):
    """What white space cannot change."""
    return re.sub(r"\s+", "", text.lstrip("\ufeff"))


def strewn(rng, text):
    """A rule file with other white space, and with comments of its own, between the parts of expressions and between lines."""
    def gap(sign, indent):
        kind = rng.random()
        if kind < .2:
            return sign.group(0) + " " * rng.randint(1, 3)
        if kind < .3:
            return sign.group(0).rstrip() + rng.choice(("", "  // a note")) + "\n" + indent + " " * rng.randint(3, 12)
        return sign.group(0) + ("/* odd */ " if kind < .33 else "")

    lines = []
    for line in text.split("\n"):
        indent, body = re.match(r"( *)(.*)", line).groups()
        if indent and "|" not in body and not re.match("let|for", body):
            parts = re.split(r'("(?:\\.|[^"\\])*"|//.*$)', body)
            parts[::2] = [re.sub(r"(?<=[\w)\]]) (?:and|or|=|<=|>=|!=|<|>|then|else) ", lambda sign: gap(sign, indent), part)
                          for part in parts[::2]]
            body = "".join(parts)
        lines.append(indent + body + " " * rng.choice((0, 0, 0, 2)))
        if rng.random() < .1:
            lines.append(rng.choice(("", " " * rng.randint(0, 9) + "// strewn")))
    return "\n".join(lines)


def rule_texts():
    for folder in ("src/packs", "tests/rules", "tests/packs", "tests/bench"):
        for path in sorted((ROOT / folder).rglob("*")):
            if path.suffix in (".rules", ".tests"):
                yield path


class Fmt(CommandTest):
    def formatted(self, text):
        return self.run_command("fmt", "-", status=0, stdin=text.encode())[0]

    def test_a_rule_file(self):
        self.assertEqual(self.formatted(MESSY), TIDY)

    def test_a_file_of_tests(self):
        self.assertEqual(self.formatted(MESSY_TESTS), TIDY_TESTS)

    def test_signs_ranges_and_brackets(self):
        for before, after in (
                ("a-b", "a - b"), ("- a", "-a"), ("a - -b", "a - -b"), ("f( - a,-b )", "f(-a, -b)"),
                ("x in ]1..5[", "x in ]1..5["), ("x in ( 1..5 ]", "x in (1..5]"), ("x in (<5,[7..9])", "x in (< 5, [7..9])"),
                ("a[b=1] [2]", "a[b = 1][2]"), ("[ 1,2 ]", "[1, 2]"), ("[[1] ,[2]]", "[[1], [2]]"),
                ('@ "2024-01-01"', '@"2024-01-01"'), ("if(a)then[b]else(c)", "if (a) then [b] else (c)"),
                ("a/* why */+b", "a /* why */ + b"), ("a  // why", "a  // why"), ("not(a)or b", "not(a) or b"),
                ('"a  \\" b"=c', '"a  \\" b" = c'), ("2**-1", "2 ** -1"), ("x in[1,2]", "x in [1, 2]"),
                ("count(x)!=0", "count(x) != 0"), ("é+ü", "é + ü"), ('{a:1,"b" :2}.a', '{a: 1, "b": 2}.a'),
                ("a $ b", "a $ b"), ("every x in y satisfies-x<0", "every x in y satisfies -x < 0")):
            with self.subTest(before):
                self.assertEqual(self.formatted(f"language 1\nrules a \"b\"\ncondition c = {before}\n"),
                                 f"language 1\nrules a \"b\"\ncondition c = {after}\n")

    def test_twice_is_once_and_words_stay(self):
        for path in rule_texts():
            with self.subTest(path.relative_to(ROOT).as_posix()):
                text = path.read_text(encoding="utf-8")
                if "\t" in text:
                    continue
                output = self.formatted(text)
                self.assertEqual(bare(output), bare(text))
                self.assertEqual(self.formatted(output), output)

    def test_the_meaning_stays(self):
        """What is told of a file is told of it formatted, in the same words."""
        def told(text):
            errors = self.run_anyhow("check", self.write("meaning.rules", text))
            return re.findall(r"(?:error|warning): (.*)", errors)
        for path in (ROOT / "tests/rules").glob("*.rules"):
            for text in re.split(r"(?m)^//# .*\n", path.read_text(encoding="utf-8"))[1:]:
                text = re.sub(r"(?m)^//!.*\n", "", text)
                if "\t" in text or not text.startswith("language"):
                    continue
                with self.subTest(path.name, text=text[:200]):
                    line = re.compile(r"line \d+")
                    self.assertEqual([line.sub("", one) for one in told(self.formatted(text))],
                                     [line.sub("", one) for one in told(text)])

    def test_odd_layouts(self):
        """Blanks, breaks and comments strewn into a pack wherever they are allowed: its words and comments stay, what it compiles to is the
        same, and it is laid out once and for all."""
        comments = re.compile(r"//.*?$|/\*.*?\*/", re.M)
        for seed in range(6):
            rng = random.Random(seed)
            path = Path(self.write("odd.rules", strewn(rng, (ROOT / "src/packs/us-federal.rules").read_text(encoding="utf-8"))))
            before, listed = path.read_text(encoding="utf-8"), self.listed(path)
            self.run_command("fmt", path, status=0)
            after = path.read_text(encoding="utf-8")
            self.assertEqual(bare(after), bare(before))
            self.assertEqual(*(sorted(one.rstrip() for one in comments.findall(re.sub(r'"(?:\\.|[^"\\\n])*"', '""', text)))
                               for text in (before, after)))
            self.assertEqual(self.listed(path), listed)
            self.run_command("fmt", "--check", path, status=0)

    def listed(self, path):
        """The rules as they are compiled, wherever they stand."""
        return re.sub(r'"(line|column)":\s*\d+,?', "", self.run_command("rules", "--format", "json", path, status=0)[0])

    def run_anyhow(self, *arguments):
        return subprocess.run([os.environ["CASEWORK_COMMAND"], *arguments], capture_output=True).stderr.decode("utf-8")

    def test_the_shipped_packs(self):
        packs = [path for path in rule_texts() if "packs" in path.parts]
        self.assertGreaterEqual(len(packs), 4)
        self.assertEqual(self.run_command("fmt", "--check", *packs, status=0), ("", ""))

    def test_in_place_and_check(self):
        path, tidy = self.write("messy.rules", MESSY), self.write("tidy.rules", RULES)
        self.assertEqual(self.run_command("fmt", "--check", path, tidy, status=1), (f"{path}\n", ""))
        self.assertEqual(Path(path).read_bytes(), MESSY.encode())
        self.assertEqual(self.run_command("fmt", path, tidy, status=0), (f"{path}\n", ""))
        self.assertEqual(Path(path).read_bytes(), TIDY.encode())
        self.assertEqual(self.run_command("fmt", path, tidy, status=0), ("", ""))
        self.assertEqual(self.run_command("fmt", "--check", "-", status=1, stdin=MESSY.encode()), ("<stdin>\n", ""))

    def test_what_cannot_be_laid_out(self):
        for name, content, says in (("tab.rules", b"language 1\n\trules a \"b\"\n", "tab"), ("open.rules", b"language 1\n/* a\n", "comment"),
                                    ("bytes.rules", b"language \xff\n", "UTF-8")):
            with self.subTest(name):
                path = self.write(name, content)
                output, errors = self.run_command("fmt", path, status=2)
                self.assertEqual(output, "")
                self.assertIn(says, errors)
                self.assertEqual(Path(path).read_bytes(), content)


if __name__ == "__main__":
    tap.main()

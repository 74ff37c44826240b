# SPDX-License-Identifier: MIT
"""`python -m casework audit` does what the command `casework audit` does: the same output, messages and exit status."""
import contextlib
import datetime
import json
import os
import subprocess
import sys
import tempfile
import unittest

import binding

import tap

COMMAND = os.environ.get("CASEWORK_COMMAND")
PARAMETER = 'parameter day: date = @"2010-01-01"\n\n'
EXAMPLES = binding.ROOT / "examples/cases"


class CommandTest(unittest.TestCase):
    maxDiff = None

    @classmethod
    def setUpClass(cls):
        cls.holder = tempfile.TemporaryDirectory(dir=binding.FOLDER)
        cls.addClassCleanup(cls.holder.cleanup)
        cls.folder = cls.holder.name
        cls.rules = cls.write("demo.rules", binding.RULES)
        bad = json.loads(binding.document("c2"))
        del bad["plans"][0]["objectives"][0]["tasks"][0]["start"]
        cls.clean, cls.bad = cls.write("clean.json", binding.document()), cls.write("bad.json", json.dumps(bad))
        cls.unknown = cls.write("unknown.json", binding.document("c3", members=[{"id": "leo", "roles": ["child"]}]))
        cls.lines = cls.write("all.jsonl", "\n".join([
            binding.document("a"), binding.document("b", opened="2024-02-31"), json.dumps(bad), "{ oops",
            binding.document("d", unheard_of=1), '{"format": "casework.case/1", "id": "d', binding.document("e")]))

    @classmethod
    def write(cls, name, content):
        path = os.path.join(cls.folder, name)
        with open(path, "wb") as file:
            file.write(content if isinstance(content, bytes) else content.encode("utf-8"))
        return path

    def run_python(self, *arguments, stdin=b"", **more):
        done = subprocess.run([sys.executable, "-X", "dev", "-W", "error", "-m", "casework", *arguments], input=stdin,
                              capture_output=True, **more)
        return done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8")

    def audit(self, *arguments, **more):
        return self.run_python("audit", "--rules", self.rules, "--as-of", "2024-05-01", *arguments, **more)


@unittest.skipUnless(COMMAND and os.path.exists(COMMAND), "the command was not built")
class Same(CommandTest):
    def same(self, *arguments, stdin=b"", status):
        done = subprocess.run([COMMAND, "audit", *arguments], input=stdin, capture_output=True)
        expected = done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8")
        self.assertEqual(self.run_python("audit", *arguments, stdin=stdin), expected)
        self.assertEqual(expected[0], status)

    def test_forms_and_flags(self):
        base = ("--rules", self.rules, "--as-of", "2024-05-01")
        for form in ("text", "json", "jsonl"):
            for flags in ((), ("--names",), ("--all",), ("--names", "--all")):
                self.same(*base, "--format", form, *flags, self.clean, self.bad, self.unknown, status=1)
        self.same(*base, self.clean, self.unknown, status=0)
        self.same(*base, self.clean, status=0)

    def test_streams_with_bad_documents(self):
        base = ("--rules", self.rules, "--as-of", "2024-05-01")
        for form in ("text", "jsonl"):
            self.same(*base, "--format", form, self.lines, status=2)
            with open(self.lines, "rb") as file:
                self.same(*base, "--format", form, self.clean, "-", self.bad, stdin=file.read(), status=2)

    def test_files_that_cannot_be_read(self):
        empty, folder = self.write("empty.json", " \n"), self.folder
        missing = os.path.join(self.folder, "missing.json")
        odd = os.path.join(self.folder, "odd\x1bname.json")
        for path in (empty, folder, missing, odd):
            self.same("--rules", self.rules, "--as-of", "2024-05-01", path, self.clean, status=2)
        for path in (missing, folder):
            self.same("--rules", path, "--as-of", "2024-05-01", self.clean, status=2)

    def test_jurisdictions(self):
        for name in ("us-ky", "us-kv", "Confidential County", None):
            content = json.loads(binding.document())
            content.update({"jurisdiction": name} if name else {})
            path = self.write("jurisdiction.json", json.dumps(content))
            self.same("--as-of", "2024-05-01", path, path, status=1 if name == "us-ky" else 2)

    def test_rules(self):
        wrong = self.write("wrong.rules", binding.RULES.replace("m.born", "m.bron"))
        self.same("--rules", wrong, "--as-of", "2024-05-01", self.clean, status=2)
        for rules in (("us-ky",), ("us-ky", self.rules), ("-",)):
            arguments = [one for name in rules for one in ("--rules", name)]
            self.same(*arguments, "--as-of", "2024-05-01", self.clean, stdin=binding.RULES.encode(),
                      status=0 if rules == ("-",) else 1)
        self.same("--rules", "us-kz", "--as-of", "2024-05-01", self.clean, status=2)

    def test_parameters(self):
        text = binding.RULES.replace('@"2010-01-01"', "day").replace("rule task-start", PARAMETER + "rule task-start")
        rules = self.write("day.rules", text)
        base = ("--rules", rules, "--as-of", "2024-05-01", "--format", "json", self.clean)
        self.same(*base, status=0)
        self.same("--param", 'demo:day=@"1980-01-01"', *base, status=1)
        self.same("--param", "demo:day=5", *base, status=2)
        self.same("--param", "demo:week=5", *base, status=2)
        self.same("--param", "demo:day=5", "--as-of", "2024-05-01", self.clean, status=2)
        content = json.loads(binding.document(jurisdiction="us-ky"))
        path = self.write("ky.json", json.dumps(content))
        self.same("--param", "us-ky:contact_period=2 calendar months", "--as-of", "2024-05-01", "--format", "json", path,
                  status=1)

    def test_known_at_and_holidays(self):
        holidays = self.write("holidays", "2024-05-01 # a day\n\n# none\n2024-12-25\r\n")
        self.same("--rules", "us-ky", "--as-of=2024-05-01", "--known-at", "2024-03-01", "--holidays", holidays,
                  "--format", "json", self.clean, status=1)
        wrong = self.write("wrong-holidays", "2024-05-01\n1 May\n")
        self.same("--rules", self.rules, "--as-of", "2024-05-01", "--holidays", wrong, self.clean, status=2)

    def test_the_example_families(self):
        self.same("--as-of", "2025-09-30", *sorted(map(str, EXAMPLES.glob("*.json"))), status=1)


class Alone(CommandTest):
    def test_help(self):
        status, output, errors = self.run_python("audit", "-h")
        self.assertEqual((status, errors), (0, ""))
        for option in ("--rules", "--param", "--as-of", "--known-at", "--holidays", "--format", "--names", "--all"):
            self.assertIn(option, output)
        self.assertIn("Exit status: 0 no violations, 1 violations, 2 bad usage or input.", output)
        self.assertIn("audit", self.run_python("-h")[1])
        self.assertEqual(self.run_python("--version")[1], "casework 0.1.0\n")

    def test_bad_usage(self):
        for arguments, told in (([], "COMMAND"), (["audti"], "audti"), (["audit"], "CASE-FILE"),
                                (["audit", "--as-of", "today", self.clean], "YYYY-MM-DD"),
                                (["audit", "--as-of", "2024-02-30", self.clean], "2024-02-30"),
                                (["audit", "--known-at", "1 May", self.clean], "YYYY-MM-DD"),
                                (["audit", "--format", "xml", self.clean], "xml"),
                                (["audit", "--param", "x", self.clean], "NAME=VALUE"),
                                (["audit", "--rule", self.rules, self.clean], "--rule")):
            status, output, errors = self.run_python(*arguments)
            self.assertEqual((status, output), (2, ""), arguments)
            self.assertTrue(errors.startswith("casework: ") and errors.count("\n") == 1, errors)
            self.assertIn(told, errors)

    def test_exit_status(self):
        self.assertEqual(self.audit(self.clean)[0], 0)
        self.assertEqual(self.audit(self.unknown)[0], 0)
        self.assertEqual(self.audit(self.clean, self.bad)[0], 1)
        self.assertEqual(self.audit(self.bad, self.lines)[0], 2)

    def test_as_of_today(self):
        output = self.run_python("audit", "--rules", self.rules, "--format", "json", self.clean)[1]
        day = datetime.date.fromisoformat(json.loads(output)["as_of"])
        self.assertLess(abs((datetime.date.today() - day).days), 2)

    def test_included_rule_sets_stand_beside_the_file(self):
        self.write("state.demo.rules", binding.RULES.replace("rules demo", "rules state.demo"))
        main = self.write("main.rules", 'language 1\nrules main "Main"\ninclude state.demo\n')
        status, output, errors = self.run_python("audit", "--rules", main, "--as-of", "2024-05-01", "--format", "json",
                                                 self.bad)
        self.assertEqual((status, errors), (1, ""))
        self.assertEqual({one["rule"].split(":")[0] for one in json.loads(output)["findings"]}, {"state.demo"})
        nowhere = self.write("nowhere.rules", 'language 1\nrules main "Main"\ninclude state.other\n')
        self.assertEqual(self.run_python("audit", "--rules", nowhere, self.clean)[0], 2)

    def test_output_that_cannot_be_written(self):
        if not os.path.exists("/dev/full"):
            self.skipTest("no /dev/full")
        with open("/dev/full", "wb") as full:
            done = subprocess.run([sys.executable, "-m", "casework", "audit", "--rules", self.rules, self.clean],
                                  stdout=full, stderr=subprocess.PIPE)
        self.assertEqual(done.returncode, 2)
        self.assertTrue(done.stderr.startswith(b"casework: standard output: cannot be written: "), done.stderr)

    def test_a_reader_that_goes_away(self):
        process = subprocess.Popen([sys.executable, "-m", "casework", "audit", "--rules", self.rules, "-"],
                                   stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        process.stdout.close()
        with contextlib.suppress(BrokenPipeError):
            process.stdin.write((binding.document() + "\n").encode() * 2000)
        with contextlib.suppress(BrokenPipeError):
            process.stdin.close()
        errors = process.stderr.read()
        process.stderr.close()
        self.assertEqual((process.wait(), errors.count(b"\n")), (2, 1), errors)

    def test_an_environment_without_utf8(self):
        environment = {**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": "ascii"}
        path = self.write("names.json", binding.document(members=[{"id": "zoë", "name": "Zoë", "roles": ["child"]}]))
        status, output, errors = self.audit("--names", "--all", path, env=environment)
        self.assertEqual((status, errors), (0, ""))
        self.assertIn("Zoë", output)

    def test_many_cases_in_flat_memory(self):
        def peak(count):
            code = ("import sys\nfrom casework.__main__ import main\nmain(sys.argv[1:])\n"
                    "with open('/proc/self/status') as file:\n"
                    "    print(*[line.split()[1] for line in file if line.startswith('VmHWM:')], file=sys.stderr)\n")
            text = (binding.document() + "\n").encode() * count
            done = subprocess.run([sys.executable, "-c", code, "audit", "--rules", self.rules, "--as-of", "2024-05-01",
                                   "--format", "jsonl", "-"], input=text, capture_output=True)
            self.assertEqual(done.stdout.count(b"\n"), count)
            return int(done.stderr)

        if binding.SANITIZED or not os.path.exists("/proc/self/status"):
            self.skipTest("sanitizers keep memory; what was used is told by Linux")
        few, many = peak(1000), peak(20000)
        self.assertLess(many, few + 4096)


if __name__ == "__main__":
    tap.main()

# SPDX-License-Identifier: MIT
"""`casework audit`: which cases, which rules, which day, and the exit status."""
import datetime
import json
import os
import subprocess

from command import COMMAND, EXAMPLES, RULES, CommandTest, bad_case, case

import tap


class Audit(CommandTest):
    def test_a_clean_case(self):
        output, errors = self.audit(self.write("clean.json", case()), status=0)
        self.assertEqual(errors, "")
        self.assertIn("c1", output)
        self.assertIn("2024-05-01", output)

    def test_a_violation(self):
        output, errors = self.audit(self.write("bad.json", bad_case()), status=1)
        self.assertEqual(errors, "")
        self.assertIn("Task t1 says when it starts", output)
        self.assertIn("Write down when task t1 starts.", output)

    def test_unknown_alone_is_no_violation(self):
        members = [{"id": "ann", "name": "Ann Example", "roles": ["child"]}]
        report = self.audit_json(self.write("unknown.json", case(members=members)), status=0)
        found = [one for one in report["findings"] if one["status"] == "unknown"]
        self.assertEqual([one["rule"] for one in found], ["demo:adults-born"])
        self.assertEqual(found[0]["reasons"][0]["fact"], "ann.born")

    def test_the_json_report(self):
        report = self.audit_json(self.write("bad.json", bad_case()), status=1)
        self.assertEqual((report["format"], report["case"], report["as_of"]),
                         ("casework.report/1", "c2", "2024-05-01"))
        violations = [one for one in report["findings"] if one["violation"]]
        self.assertEqual(len(violations), 1)
        self.assertEqual(violations[0]["rule"], "demo:task-start")
        self.assertEqual(violations[0]["status"], "unmet")
        self.assertEqual(violations[0]["remedy"], "Write down when task t1 starts.")
        self.assertEqual([(one["variable"], one["kind"], one["id"]) for one in violations[0]["subjects"]],
                         [("o", "objective", "o1"), ("t", "task", "t1")])
        self.assertEqual((report["summary"]["met"], report["summary"]["unmet"]), (1, 1))

    def test_all_lists_what_does_not_apply(self):
        path = self.write("clean.json", case())
        without = {one["status"] for one in self.audit_json(path, status=0)["findings"]}
        with_all = [one for one in self.audit_json("--all", path, status=0)["findings"]
                    if one["status"] == "not_applicable"]
        self.assertNotIn("not_applicable", without)
        self.assertEqual([one["subjects"][0]["id"] for one in with_all], ["ssw"])

    def test_names_only_when_asked_for(self):
        path = self.write("old.json", case(members=[
            {"id": "ann", "name": "Ann Example", "roles": ["child"], "born": "2020-01-01"}]))
        for form in ("text", "json", "jsonl"):
            hidden, _ = self.audit("--format", form, path, status=1)
            shown, _ = self.audit("--format", form, "--names", path, status=1)
            self.assertNotIn("Ann Example", hidden)
            self.assertIn("The birthday of Ann Example is known", shown)

    def test_json_lines(self):
        path = self.write("two.jsonl", json.dumps(case("a")) + "\n" + json.dumps(bad_case("b")) + "\n")
        output, _ = self.audit("--format", "jsonl", path, status=1)
        self.assertEqual([json.loads(line)["case"] for line in output.splitlines()], ["a", "b"])

    def test_objects_one_after_another(self):
        path = self.write("two.json", json.dumps(case("a"), indent=2) + json.dumps(case("b"), indent=0))
        output, _ = self.audit("--format", "jsonl", path, status=0)
        self.assertEqual([json.loads(line)["case"] for line in output.splitlines()], ["a", "b"])

    def test_json_reports_follow_one_another(self):
        path = self.write("two.jsonl", json.dumps(case("a")) + "\n" + json.dumps(case("b")) + "\n")
        output, _ = self.audit("--format", "json", path, status=0)
        first, end = json.JSONDecoder().raw_decode(output)
        second = json.loads(output[end:])
        self.assertEqual((first["case"], second["case"]), ("a", "b"))

    def test_several_files_and_standard_input(self):
        one, two = self.write("1.json", case("a")), self.write("2.json", case("b"))
        output, _ = self.audit("--format", "jsonl", one, "-", two, status=0, stdin=json.dumps(case("c")).encode())
        self.assertEqual([json.loads(line)["case"] for line in output.splitlines()], ["a", "c", "b"])

    def test_a_byte_order_mark_is_tolerated(self):
        self.audit(self.write("bom.json", b"\xef\xbb\xbf" + json.dumps(case()).encode()), status=0)

    def test_one_bad_line_stops_nothing(self):
        lines = [json.dumps(case("a")), json.dumps(case("b", opened="2024-02-31")), json.dumps(bad_case("c")),
                 '{"format": "casework.case/1", "id": "d', json.dumps(case("e"))]
        path = self.write("mixed.jsonl", "\n".join(lines) + "\n")
        output, errors = self.audit("--format", "jsonl", path, status=2)
        self.assertEqual([json.loads(line)["case"] for line in output.splitlines()], ["a", "c", "e"])
        self.assertIn(f"{path}:2:", errors)
        self.assertIn(f"{path}:4:", errors)
        self.assertNotIn(f"{path}:3:", errors)

    def test_a_bad_file_stops_nothing(self):
        missing = str(self.folder / "missing.json")
        output, errors = self.audit(missing, self.write("clean.json", case()), status=2)
        self.assertIn("c1", output)
        self.assertTrue(errors.startswith(f"{missing}: error: cannot be opened: "), errors)

    def test_a_folder_and_an_empty_file(self):
        output, errors = self.audit(self.folder, self.write("empty.json", " \n"), status=2)
        self.assertEqual(output, "")
        self.assertIn(f"{self.folder}: error: cannot be read: ", errors)
        self.assertIn("empty.json: error: the file holds no case", errors)
        for name, text, says in (("a.rules", "language 1\nrules a \"A\"\n", "a rule file, which `--rules` takes"),
                                 ("a.tests", "tests a\n", "a file of rule tests, which `casework test` runs")):
            path = self.write(name, text)
            self.assertEqual(self.audit(path, status=2)[1], f"{path}:1: error: this is {says}, and no case\n")

    def test_warnings_do_not_change_the_exit_status(self):
        _, errors = self.audit(self.write("extra.json", case(unheard_of=1)), status=0)
        self.assertIn("warning: ", errors)
        self.assertIn("`unheard_of`", errors)


class Rules(CommandTest):
    def test_neither_rules_nor_jurisdiction(self):
        path = self.write("none.json", case())
        output, errors = self.run_command("audit", path, status=2)
        self.assertEqual(output, "")
        self.assertEqual(errors, f"{path}:1: error: the case names no jurisdiction; name the rules with `--rules`\n")

    def test_jurisdiction_is_the_default(self):
        path = self.write("ky.json", case(jurisdiction="us-ky"))
        output, _ = self.run_command("audit", "--as-of", "2024-05-01", "--format", "json", path, status=1)
        rules = {one["rule"].split(":")[0] for one in json.loads(output)["findings"]}
        self.assertEqual(rules, {"us-ky"})

    def test_jurisdiction_without_a_pack(self):
        path = self.write("near.json", case(jurisdiction="us-kv"))
        _, errors = self.run_command("audit", path, status=2)
        self.assertIn("the case's jurisdiction is no built-in pack: did you mean `us-ky`?", errors)
        path = self.write("far.json", case(jurisdiction="Confidential County"))
        _, errors = self.run_command("audit", path, status=2)
        self.assertIn(f"{path}:1: error: the case's jurisdiction is no built-in pack; name the rules", errors)
        self.assertNotIn("Confidential", errors)

    def test_rules_win_over_jurisdiction(self):
        path = self.write("ky.json", case(jurisdiction="us-ky"))
        self.assertEqual({one["rule"].split(":")[0] for one in self.audit_json(path, status=0)["findings"]}, {"demo"})

    def test_rules_are_repeatable(self):
        path = self.write("ky.json", case())
        report = self.audit_json("--rules", "us-ky", path, status=1)
        self.assertEqual({one["rule"].split(":")[0] for one in report["findings"]}, {"demo", "us-ky"})

    def test_rules_that_are_not_there(self):
        path = self.write("one.json", case())
        _, errors = self.run_command("audit", "--rules", "us-kz", path, status=2)
        self.assertEqual(errors, "casework: `us-kz` is neither a file nor a built-in pack: did you mean `us-ky`?\n")
        _, errors = self.run_command("audit", "--rules", "/nowhere/x.rules", path, status=2)
        self.assertTrue(errors.startswith("/nowhere/x.rules: error: cannot be opened: "), errors)
        _, errors = self.run_command("audit", "--rules", "us-kentucky", path, status=2)
        self.assertEqual(errors, "casework: `us-kentucky` is neither a file nor a built-in pack; `casework rules` lists the packs\n")

    def test_wrong_rules_are_told_once(self):
        rules = self.write("wrong.rules", RULES.replace("documented(t.start)", "documented(t.strat)"))
        path = self.write("two.jsonl", (json.dumps(case("a")) + "\n") * 2)
        output, errors = self.run_command("audit", "--rules", rules, path, status=2)
        self.assertEqual(output, "")
        self.assertEqual(errors.count(f"{rules}:7:"), 1, errors)
        self.assertIn("did you mean `start`?", errors)


class Days(CommandTest):
    def test_every_report_names_its_day(self):
        path = self.write("one.json", case())
        for form in ("text", "json", "jsonl"):
            output, _ = self.audit("--format", form, path, status=0)
            self.assertIn("2024-05-01", output)

    def test_the_default_is_today(self):
        path = self.write("one.json", case())
        done = subprocess.run([COMMAND, "audit", "--rules", self.rules, "--format", "json", path],
                              capture_output=True, check=True, env={**os.environ, "TZ": "UTC"})
        day = datetime.date.fromisoformat(json.loads(done.stdout)["as_of"])
        now = datetime.datetime.now(datetime.timezone.utc).date()
        self.assertLessEqual(abs((now - day).days), 1)

    def test_the_day_matters(self):
        path = self.write("late.json", bad_case())
        self.run_command("audit", "--rules", self.rules, "--as-of", "2024-05-01", path, status=1)
        self.run_command("audit", "--rules", self.rules, "--as-of", "2024-01-31", path, status=0)


REVIEWED = """language 1
rules reviewed "Review items"

rule said
  title:      "{m.name} was heard"
  instrument: files "Talk with the family"
  for:        m in members
  when:       "child" in m.roles
  require:    rating("said", m) = "met"

rule planned
  title:      "The plan is clear"
  instrument: files "Write the plan"
  require:    rating("planned") = "met"

rule team
  title:      "The team meets"
  instrument: talks "Talk with the family"
  require:    rating("team") = "met"

rule loose
  title:      "Something of no part"
  instrument: talks
  require:    rating("loose") = "met"
"""


class OpenItems(CommandTest):
    """`casework audit --open`: what a supervisor asks before a review."""

    def listed(self, *reviews, flags=(), **changes):
        members = [{"id": "leo", "name": "Leo Example", "roles": ["child"]}, {"id": "mia", "name": "Mia Example", "roles": ["child"]}]
        path = self.write("open.json", case(members=members, record=list(reviews), **changes))
        rules = self.folder / "reviewed.rules"
        rules.write_text(REVIEWED, encoding="utf-8")
        return self.run_command("audit", "--rules", rules, "--as-of", "2024-05-01", "--open", *flags, path, status=0)[0].splitlines()

    def rated(self, instrument, *ratings):
        return {"kind": "review", "date": "2024-03-01", "instrument": instrument, "ratings": list(ratings)}

    def test_by_the_part_of_the_work_over_all_instruments(self):
        self.assertEqual(self.listed(), [
            "Case c1 as of 2024-05-01: 5 review items are not rated",
            "Talk with the family: 3 open",
            "- files: leo was heard [member leo; reviewed:said]",
            "- files: mia was heard [member mia; reviewed:said]",
            "- talks: The team meets [reviewed:team]",
            "Write the plan: 1 open",
            "- files: The plan is clear [reviewed:planned]",
            "No part of the work is named: 1 open",
            "- talks: Something of no part [reviewed:loose]"])

    def test_what_was_rated_is_not_open(self):
        lines = self.listed(self.rated("files", {"item": "said", "rating": "met", "about": ["leo"]}, {"item": "planned", "rating": "not_applicable"}),
                            self.rated("talks", {"item": "team", "rating": "met"}, {"item": "loose", "rating": "met"}))
        self.assertEqual(lines, ["Case c1 as of 2024-05-01: 1 review item is not rated", "Talk with the family: 1 open",
                                 "- files: mia was heard [member mia; reviewed:said]"])

    def test_a_rating_with_another_instrument_leaves_it_open(self):
        lines = self.listed(self.rated("talks", {"item": "planned", "rating": "met"}))
        self.assertIn("- files: The plan is clear [reviewed:planned]", lines)

    def test_nothing_is_open(self):
        done = [self.rated("files", *({"item": "said", "rating": "met", "about": [who]} for who in ("leo", "mia")), {"item": "planned", "rating": "met"}),
                self.rated("talks", {"item": "team", "rating": "met"}, {"item": "loose", "rating": "met"})]
        self.assertEqual(self.listed(*done), ["Case c1 as of 2024-05-01: 0 review items are not rated"])

    def test_names_only_when_asked_for(self):
        self.assertIn("- files: Leo Example was heard [member leo; reviewed:said]", self.listed(flags=["--names"]))

    def test_cases_stand_apart_and_violations_tell(self):
        path = self.write("two.jsonl", "\n".join(json.dumps(one) for one in (case("c1"), bad_case("c2"))))
        output, _ = self.audit("--open", path, status=1)
        self.assertEqual(output.splitlines(), ["Case c1 as of 2024-05-01: 0 review items are not rated", "",
                                               "Case c2 as of 2024-05-01: 0 review items are not rated"])

    def test_it_is_text_of_open_items_alone(self):
        for more in (["--format", "json"], ["--all"]):
            _, errors = self.audit("--open", *more, self.write("clean.json", case()), status=2)
            self.assertIn("`--open` goes with neither `--format` nor `--all`", errors)


class Examples(CommandTest):
    def test_every_example_can_be_audited(self):
        paths = sorted(EXAMPLES.glob("*.json"))
        self.assertGreaterEqual(len(paths), 4)
        seen = set()
        for path in paths:
            done = subprocess.run([COMMAND, "audit", "--as-of", "2025-09-30", str(path)], capture_output=True)
            self.assertIn(done.returncode, (0, 1), done.stderr.decode())
            self.assertEqual(done.stderr, b"")
            seen.add(done.returncode)
        self.assertEqual(seen, {0, 1})

    def test_the_same_bytes_twice(self):
        path = EXAMPLES / "in-home-cps-becker.json"
        first = self.run_command("audit", "--as-of", "2025-09-30", "--format", "json", path, status=1)
        self.assertEqual(first, self.run_command("audit", "--as-of", "2025-09-30", "--format", "json", path, status=1))

    def test_quickstart_gets_the_report_of_its_document(self):
        path = EXAMPLES / "in-home-cps-farrow.json"
        from_document = subprocess.run([COMMAND, "audit", "--as-of", "2025-09-30", "--format", "json", str(path)],
                                       capture_output=True)
        built = subprocess.run([os.environ["CASEWORK_QUICKSTART"]], capture_output=True)
        self.assertEqual(built.returncode, 0, built.stderr)
        self.assertEqual(built.stdout, from_document.stdout)


if __name__ == "__main__":
    tap.main()

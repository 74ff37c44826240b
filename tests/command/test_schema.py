# SPDX-License-Identifier: MIT
"""Documents and reports against the JSON Schemas that the library gives, by a validator of somebody else's."""
import json
import os
import subprocess

from command import EXAMPLES, CommandTest, bad_case, case

import tap

try:
    import jsonschema
except ImportError:
    jsonschema = None


def schema_of(name):
    done = subprocess.run([os.environ["CASEWORK_PRINT_SCHEMA"], name], capture_output=True, check=True)
    return json.loads(done.stdout)


class Schemas(CommandTest):
    def validator(self, name):
        if jsonschema is None:
            self.skipTest("python3-jsonschema is not installed")
        schema = schema_of(name)
        jsonschema.Draft202012Validator.check_schema(schema)
        return jsonschema.Draft202012Validator(schema)

    def problems(self, name, document):
        return [f"{list(one.absolute_path)}: {one.message}" for one in self.validator(name).iter_errors(document)]

    def test_unknown_formats_have_none(self):
        done = subprocess.run([os.environ["CASEWORK_PRINT_SCHEMA"], "casework.case/9"], capture_output=True)
        self.assertEqual(done.returncode, 1)

    def test_schemas_name_their_draft(self):
        for name in ("casework.case/1", "casework.report/1"):
            self.assertEqual(schema_of(name)["$schema"], "https://json-schema.org/draft/2020-12/schema")

    def test_example_cases(self):
        for path in sorted(EXAMPLES.glob("*.json")):
            self.assertEqual(self.problems("casework.case/1", json.loads(path.read_text(encoding="utf-8"))), [])

    def test_the_schema_of_cases_accepts_what_the_reader_accepts(self):
        for changes in ({}, {"closed": "2024-06-01"}, {"unheard_of": [1, {"deep": None}]}, {"members": None},
                        {"assigned": None}, {"court_involved": True},
                        {"record": [{"kind": "note", "date": "2024-02-02", "text": "x"},
                                    {"kind": "unheard_of", "date": "2024-02-02", "any": 1}]}):
            with self.subTest(changes):
                document = case(**changes)
                self.assertEqual(self.problems("casework.case/1", document), [])
                self.audit(self.write("accepted.json", document), status=0)

    def test_the_schema_of_cases_refuses_what_is_wrong(self):
        for changes in ({"format": "casework.case/2"}, {"id": ""}, {"opened": 20240102}, {"types": ["in_home"]},
                        {"members": {}}, {"plans": [{"developed": "2024-01-01"}]}, {"court_involved": "yes"},
                        {"record": [{"kind": "note"}]}, {"opened": None}, {"types": None}):
            with self.subTest(changes):
                document = case(**changes)
                self.assertNotEqual(self.problems("casework.case/1", document), [])
                self.audit(self.write("refused.json", document), status=2)

    def test_reports(self):
        paths = [self.write("good.json", case()), self.write("bad.json", bad_case())]
        for path in paths:
            output, _ = self.audit("--format", "json", "--all", path, status=0 if path == paths[0] else 1)
            self.assertEqual(self.problems("casework.report/1", json.loads(output)), [])

    def test_reports_of_the_examples(self):
        for path in sorted(EXAMPLES.glob("*.json")):
            for day in ("2024-01-01", "2025-03-01", "2025-09-30"):
                done = subprocess.run([os.environ["CASEWORK_COMMAND"], "audit", "--as-of", day, "--format", "json",
                                       "--all", str(path)], capture_output=True)
                self.assertEqual(self.problems("casework.report/1", json.loads(done.stdout)), [])

    def test_the_schema_of_reports_refuses_what_is_wrong(self):
        output, _ = self.audit("--format", "json", self.write("bad.json", bad_case()), status=1)
        for key in ("format", "as_of", "findings", "summary"):
            report = json.loads(output)
            del report[key]
            self.assertNotEqual(self.problems("casework.report/1", report), [], key)
        report = json.loads(output)
        report["findings"][0]["status"] = "fine"
        self.assertNotEqual(self.problems("casework.report/1", report), [])


if __name__ == "__main__":
    tap.main()

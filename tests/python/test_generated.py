# SPDX-License-Identifier: MIT
"""What is generated is current, and says the same as the headers, the library and the running package."""
import ast
import ctypes
import importlib.util
import re
import subprocess
import sys
import unittest

import binding
import casework
from casework import _declarations, _fields, kinds, schema

import tap

GENERATE = binding.PACKAGE / "generate.py"
STUB = binding.PACKAGE / "casework/kinds.pyi"
SOURCES = sorted((binding.PACKAGE / "casework").glob("*.py")) + [STUB, GENERATE]


def generator():
    spec = importlib.util.spec_from_file_location("generate", GENERATE)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class Current(unittest.TestCase):
    def generate(self, *arguments):
        done = subprocess.run([sys.executable, str(GENERATE), "--check", *arguments], capture_output=True, text=True)
        self.assertEqual((done.returncode, done.stdout, done.stderr), (0, "", ""))

    def test_the_declarations_are_current(self):
        self.generate("declarations", str(binding.ROOT / "include"))

    def test_the_stub_is_current(self):
        self.generate("stub")

    def test_what_is_stale_is_told(self):
        module = generator()
        module.DECLARATIONS = binding.FOLDER / "stale.py"
        module.DECLARATIONS.write_text("stale", encoding="utf-8")
        with self.assertRaisesRegex(SystemExit, "stale.py is not current: run bindings/python/generate.py declarations"):
            module.main(["--check", "declarations", str(binding.ROOT / "include")])
        self.assertEqual(module.DECLARATIONS.read_text(encoding="utf-8"), "stale")
        module.main(["declarations", str(binding.ROOT / "include")])
        module.main(["--check", "declarations", str(binding.ROOT / "include")])


class Declarations(unittest.TestCase):
    def test_every_exported_function_and_no_other(self):
        mapped = re.findall(r"^\s+(\w+);$", (binding.ROOT / "src/api/casework.map").read_text(encoding="utf-8"),
                            re.MULTILINE)
        self.assertEqual(sorted(_declarations.FUNCTIONS), sorted(mapped))

    def test_a_few_by_hand(self):
        p, s, i4, i8 = ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int32, ctypes.c_int64
        out = ctypes.POINTER(p)
        for name, expected in {
                "cw_version": (s, ()),
                "cw_case_unref": (None, (p,)),
                "cw_case_new": (i4, (p, s, i4, out)),
                "cw_case_read": (i4, (p, s, i8, s, i8, i4, out, p)),
                "cw_record_set_date": (i4, (p, i4, i4)),
                "cw_evaluator_set_holidays": (i4, (p, ctypes.POINTER(i4), i8)),
                "cw_stream_next_case": (i4, (p, out, ctypes.POINTER(i8), p))}.items():
            self.assertEqual(_declarations.FUNCTIONS[name], expected, name)
        self.assertEqual((_declarations.CW_DATE_MIN, _declarations.CW_DATE_UNKNOWN, _declarations.CW_DATE_INVALID),
                         (-719162, -2 ** 31, -2 ** 31 + 1))

    def test_an_irregular_declaration_is_refused(self):
        module = generator()
        for text in ("struct cw_pair { int a; };", "CW_API int cw_f(void);", "CW_API int32_t cw_f(cw_pair pair);",
                     "CW_API int32_t cw_f(const char *format, ...);", "int32_t cw_f(void);",
                     "CW_API int32_t cw_f(int32_t (*callback)(void));", "typedef struct cw_a cw_b;",
                     "CW_API double cw_f(void);", "CW_API int32_t cw_f(int32_t ***a);"):
            with self.subTest(text):
                with self.assertRaises((module.HeaderError, KeyError, AttributeError)):
                    module.Headers().read(text)

    def test_what_is_regular_is_read(self):
        headers = generator().Headers()
        headers.read("""/* A comment; with { braces. */
#define CW_API something \\
    more
typedef struct cw_thing cw_thing;
typedef int32_t cw_day;
enum { CW_A = 1, CW_B, CW_C = INT32_MIN + 1, /**< Last. */ };
typedef void *(*cw_give)(void *user, size_t size);
CW_API cw_day cw_thing_day(const cw_thing *self,
                           int64_t index);
CW_API int32_t cw_thing_new(cw_give give, cw_thing **out);
static inline int32_t cw_inline(void) { return 1; }
""")
        self.assertEqual(headers.enumerations, [[("CW_A", 1), ("CW_B", 2), ("CW_C", -2 ** 31 + 1)]])
        self.assertEqual(headers.functions, {
            "cw_thing_day": ("c_int32", ["c_void_p", "c_int64"]),
            "cw_thing_new": ("c_int32", ["cw_give", "POINTER(c_void_p)"])})
        self.assertEqual(headers.callbacks, {"cw_give": ["c_void_p", "c_void_p", "c_size_t"]})


class Stub(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        tree = ast.parse(STUB.read_text(encoding="utf-8"))
        cls.classes = {one.name: one for one in tree.body if isinstance(one, ast.ClassDef)}

    def fields_of(self, name):
        body = self.classes[name].body
        found = {}
        for one, after in zip(body, body[1:] + [None]):
            if isinstance(one, ast.AnnAssign):
                found[one.target.id] = after.value.value
        return found

    def test_it_has_each_class_with_its_fields_and_their_documentation(self):
        self.assertGreater(len(kinds.BY_NAME), 50)
        for kind, made in kinds.BY_NAME.items():
            own = {name: one.__doc__ for name, one in vars(made).items() if isinstance(one, _fields.Property)}
            if issubclass(made, kinds.Entry) and made is not kinds.Entry:
                for name in vars(kinds.Entry):
                    own.pop(name, None)
            self.assertEqual(self.fields_of(made.__name__), own, kind)
            self.assertEqual(ast.get_docstring(self.classes[made.__name__]), made.__doc__)
            base = "Entry" if issubclass(made, kinds.Entry) and made is not kinds.Entry else "Record"
            self.assertEqual([one.id for one in self.classes[made.__name__].bases], [base])

    def test_every_list_of_rows_is_added_to_as_the_stub_says(self):
        for kind in schema.kinds.values():
            for field in kind.fields.values():
                if field.type == "row" and field.is_list and not field.is_derived and field.target != "entry":
                    self.assertIn(kinds.class_name(field.target) + "Rows", self.classes)
        overloads = [one for one in self.classes["EntryRows"].body if isinstance(one, ast.FunctionDef)]
        self.assertEqual(len(overloads), len(schema.enumerations["entry_kind"].words) + 1)

    def test_each_field_of_each_kind_is_there_or_computed(self):
        for kind in schema.kinds.values():
            for field in kind.fields.values():
                self.assertEqual(hasattr(kinds.BY_NAME[kind.name], kinds.attribute(field.name))
                                 and field.name in kinds.BY_NAME[kind.name]._fields, not field.is_derived, field)


class Names(unittest.TestCase):
    def test_no_field_hides_what_a_case_can_do(self):
        own = {name for made in (casework.Case, casework._handles.Handle) for name in vars(made)}
        fields = {kinds.attribute(name) for name in schema.kinds["case"].fields}
        self.assertEqual(own & fields, set())

    def test_no_field_hides_what_a_record_can_do(self):
        for kind in schema.kinds.values():
            for field in kind.fields.values():
                if not field.is_derived:
                    self.assertFalse(hasattr(casework.Record, kinds.attribute(field.name)), field.name)
        self.assertEqual([kinds.attribute(name) for name in ("with", "born", "remove", "owner")],
                         ["with_", "born", "remove_", "owner_"])

    def test_all_that_is_public_is_there(self):
        for name in casework.__all__:
            self.assertTrue(hasattr(casework, name), name)
        self.assertEqual(sorted(casework.__all__), casework.__all__)


class Sources(unittest.TestCase):
    def test_python_39(self):
        for path in SOURCES:
            ast.parse(path.read_text(encoding="utf-8"), str(path), feature_version=(3, 9))

    def test_spdx_lines_and_short_lines(self):
        for path in SOURCES + [binding.PACKAGE / "pyproject.toml"]:
            text = path.read_text(encoding="utf-8")
            self.assertIn("SPDX-License-Identifier: MIT", text[:100], path.name)
            self.assertTrue(path.suffix == ".pyi" or all(len(line) <= 130 for line in text.splitlines()), path.name)

    def test_every_public_name_is_documented(self):
        for path in (binding.PACKAGE / "casework").glob("*.py"):
            tree = ast.parse(path.read_text(encoding="utf-8"))
            self.assertTrue(ast.get_docstring(tree), path.name)
        for name in casework.__all__:
            self.assertTrue(getattr(casework, name).__doc__, name)

    def test_only_the_standard_library(self):
        allowed = set(getattr(sys, "stdlib_module_names", ()))
        if not allowed:
            self.skipTest("this Python does not list its library")
        for path in (binding.PACKAGE / "casework").glob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                names = ([one.name for one in node.names] if isinstance(node, ast.Import) else
                         [node.module] if isinstance(node, ast.ImportFrom) and not node.level else [])
                for name in names:
                    self.assertIn(name.split(".")[0], allowed | {"casework"}, path.name)


@unittest.skipUnless(importlib.util.find_spec("mypy"), "no mypy")
class Types(unittest.TestCase):
    def check(self, *arguments):
        environment = {"MYPYPATH": str(binding.PACKAGE), "PATH": "/usr/bin:/bin"}
        return subprocess.run([sys.executable, "-m", "mypy", "--strict", "--python-version", "3.9", "--cache-dir",
                               str(binding.FOLDER / "mypy"), *arguments], capture_output=True, text=True,
                              env=environment, cwd=binding.ROOT / "tests/python")

    def test_the_package_is_clean(self):
        done = self.check("-p", "casework")
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)

    def test_what_a_checker_accepts_and_refuses(self):
        done = self.check("typed.py")
        lines = (binding.ROOT / "tests/python/typed.py").read_text(encoding="utf-8").splitlines()
        expected = {number for number, line in enumerate(lines, 1) if line.endswith("# error")}
        found = {int(number) for number in re.findall(r"^typed\.py:(\d+): error", done.stdout, re.MULTILINE)}
        self.assertEqual(found, expected, done.stdout)


if __name__ == "__main__":
    tap.main()

# SPDX-License-Identifier: MIT
"""The public headers as a foreign-function interface sees them, read by clang: what any language can call."""
import json
import os
import re
import shutil
import subprocess
import sys
import unittest
from pathlib import Path

import tap

ROOT = Path(os.environ["CASEWORK_ROOT"])
sys.path.insert(0, str(ROOT / "tests/api"))
import sweep  # noqa: E402

# What parameters and results may be, once typedefs are seen through; `H` is the handle of an opaque struct.
PLAIN = {"void", "int", "long", "long long", "const char *", "char *", "const int *", "int *", "long *", "long long *", "void *",
         "H *", "const H *", "H **"}
# The one call that takes functions of the host's.
CALLBACKS = {"cw_context_new_with_allocator"}
# All that the body of a convenience is made of: one call, passed on.
INLINE = {"CompoundStmt", "ReturnStmt", "CallExpr", "DeclRefExpr", "ImplicitCastExpr", "ParmVarDecl", "ConstantExpr", "ParenExpr"}


def parse():
    command = ["clang", "-std=c11", "-x", "c", "-fsyntax-only", f"-I{ROOT / 'include'}", "-Xclang", "-ast-dump=json", "-"]
    done = subprocess.run(command, input="#include <casework.h>\n", text=True, capture_output=True)
    if done.returncode != 0:
        raise AssertionError(done.stderr)
    return json.loads(done.stdout)["inner"]


def plain(kind):
    """A type without its typedefs' names: handles are `H`."""
    kind = re.sub(r"\b(struct )?cw_(?!date\b|status\b)\w+", "H", kind)
    kind = re.sub(r"\b(cw_date|cw_status|int32_t)\b", "int", kind)
    return re.sub(r"\bint64_t\b", "long", kind)


def walk(node):
    yield node
    for child in node.get("inner", ()):
        yield from walk(child)


@unittest.skipUnless(shutil.which("clang"), "no clang")
class Foreign(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.nodes = parse()
        cls.functions = [node for node in cls.nodes if node["kind"] == "FunctionDecl" and node["name"].startswith("cw_")]
        cls.exported = [node for node in cls.functions if not node.get("inline")]

    def types(self, function):
        result = function["type"]["qualType"].split("(")[0].strip()
        parameters = [one for one in function.get("inner", ()) if one["kind"] == "ParmVarDecl"]
        return [result, *(one["type"]["qualType"] for one in parameters)]

    def test_as_many_as_the_sweep_calls(self):
        swept = {one.name for one in sweep.functions(ROOT / "include")}
        self.assertEqual({one["name"] for one in self.exported}, swept)
        self.assertGreater(len(swept), 170)

    def test_types_are_plain(self):
        wrong = []
        for function in self.exported:
            for kind in self.types(function):
                if plain(kind) not in PLAIN and function["name"] not in CALLBACKS:
                    wrong.append(f"{function['name']}: {kind}")
        self.assertEqual(wrong, [])

    def test_no_variable_arguments(self):
        self.assertEqual([one["name"] for one in self.functions if one.get("variadic")], [])

    def test_no_callbacks_but_the_allocator(self):
        taking = {one["name"] for one in self.exported if any("_function" in kind or "(*)" in kind for kind in self.types(one))}
        self.assertEqual(taking, CALLBACKS)

    def test_structs_are_opaque(self):
        known = [node["name"] for node in self.nodes if node["kind"] == "RecordDecl" and node.get("name", "").startswith("cw_")
                 and node.get("completeDefinition")]
        self.assertEqual(known, [])

    def test_no_bit_fields(self):
        self.assertEqual([node.get("name") for top in self.nodes if top.get("name", "").startswith("cw_") for node in walk(top)
                          if node.get("isBitfield")], [])

    def test_enumerations_are_only_numbers(self):
        named = [node["name"] for node in self.nodes if node["kind"] == "EnumDecl" and node.get("name", "").startswith("cw_")]
        typed = [node["name"] for node in self.nodes if node["kind"] == "TypedefDecl" and node["name"].startswith("cw_")
                 and "enum" in node["type"].get("desugaredQualType", node["type"]["qualType"])]
        self.assertEqual((named, typed), ([], []))

    def test_conveniences_pass_one_call_on(self):
        names = {one["name"] for one in self.exported}
        wrong = []
        for function in (one for one in self.functions if one.get("inline")):
            body = next(one for one in function["inner"] if one["kind"] == "CompoundStmt")
            kinds = {node["kind"] for node in walk(body)}
            called = {node["referencedDecl"]["name"] for node in walk(body)
                      if node["kind"] == "DeclRefExpr" and node["referencedDecl"]["kind"] == "FunctionDecl"}
            if len(body["inner"]) != 1 or kinds - INLINE or not called <= names:
                wrong.append(f"{function['name']}: {sorted(kinds - INLINE)} {sorted(called - names)}")
        self.assertEqual(wrong, [])
        self.assertGreater(len(self.functions) - len(self.exported), 100)


if __name__ == "__main__":
    tap.main()

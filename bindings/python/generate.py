#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Writes what the package holds of the library: casework/_declarations.py from the headers, casework/kinds.pyi from
the schema that the library tells.

    generate.py [--check] declarations HEADER-FOLDER
    generate.py [--check] stub              (CASEWORK_LIBRARY names the library)

With --check nothing is written; the exit status is 1 where a file is not what would be written.
"""
import pathlib
import re
import sys

HERE = pathlib.Path(__file__).resolve().parent
DECLARATIONS = HERE / "casework" / "_declarations.py"
STUB = HERE / "casework" / "kinds.pyi"


# ---- the headers ----

class HeaderError(Exception):
    """A declaration that is not of the regular form of these headers."""


PLAIN = {"void": "None", "int32_t": "c_int32", "int64_t": "c_int64", "size_t": "c_size_t"}
COMMENT = re.compile(r"/\*.*?\*/|//[^\n]*", re.DOTALL)
INLINE = re.compile(r"\bstatic inline\b[^{;]*\{[^{}]*\}")
DIRECTIVE = re.compile(r"^[ \t]*#(?:[^\n\\]|\\\n|\\.)*", re.MULTILINE)
ENUM = re.compile(r"enum \{(.*)\}", re.DOTALL)
OPAQUE = re.compile(r"typedef struct (\w+) (\w+)")
ALIAS = re.compile(r"typedef (\w+) (\w+)")
CALLBACK = re.compile(r"typedef (.+?)\(\*(\w+)\)\((.*)\)")
FUNCTION = re.compile(r"CW_API (.+?)(\w+)\((.*)\)")
PARAMETER = re.compile(r"(.+?)(\w+)")


class Headers:
    """All that a set of headers declares."""

    def __init__(self):
        self.opaque = set()
        self.types = dict(PLAIN)          # names of types, as ctypes spells them
        self.callbacks = {}
        self.enumerations = []            # lists of (name, value)
        self.values = {"INT32_MAX": 2 ** 31 - 1, "INT32_MIN": -2 ** 31}
        self.functions = {}               # name: (result, [parameters])

    def read(self, text):
        text = DIRECTIVE.sub(" ", COMMENT.sub(" ", text))
        text = INLINE.sub(" ", text.replace('extern "C" {', " "))
        for statement in text.split(";"):
            statement = " ".join(statement.split()).strip("} ") if "enum" not in statement else " ".join(statement.split())
            if statement:
                self.read_statement(statement)

    def read_statement(self, statement):
        for pattern, read in ((ENUM, self.read_enum), (OPAQUE, self.read_opaque), (CALLBACK, self.read_callback),
                              (ALIAS, self.read_alias), (FUNCTION, self.read_function)):
            match = pattern.fullmatch(statement)
            if match:
                read(*match.groups())
                return
        raise HeaderError("cannot read: " + statement[:80])

    def read_opaque(self, tag, name):
        if tag != name:
            raise HeaderError(f"struct {tag} has another name: {name}")
        self.opaque.add(name)

    def read_alias(self, target, name):
        self.types[name] = self.types[target]

    def read_callback(self, result, name, parameters):
        self.callbacks[name] = [self.type_of(result)] + self.parameters_of(parameters)

    def read_enum(self, body):
        members, following = [], 0
        for item in body.split(","):
            if item.strip():
                name, _, value = (part.strip() for part in item.partition("="))
                number = self.value_of(value) if value else following
                members.append((name, number))
                self.values[name], following = number, number + 1
        self.enumerations.append(members)

    def value_of(self, text):
        total = 0
        for sign, part in re.findall(r"([+-]?)\s*(\w+)", text):
            number = self.values[part] if part in self.values else int(part, 0)
            total += -number if sign == "-" else number
        return total

    def read_function(self, result, name, parameters):
        self.functions[name] = (self.type_of(result), self.parameters_of(parameters))

    def parameters_of(self, text):
        if text.strip() == "void":
            return []
        return [self.type_of(PARAMETER.fullmatch(one.strip()).group(1)) for one in text.split(",")]

    def type_of(self, text):
        stars = text.count("*")
        name = " ".join(word for word in text.replace("*", " ").split() if word != "const")
        if name in self.opaque or name == "void" and stars:
            kinds = ["", "c_void_p", "POINTER(c_void_p)"]
        elif name == "char":
            kinds = ["", "c_char_p", "POINTER(c_char_p)"]
        elif name in self.callbacks:
            kinds = [name]
        elif name in self.types:
            kinds = [self.types[name], f"POINTER({self.types[name]})"]
        else:
            kinds = []
        if stars >= len(kinds) or not kinds[stars]:
            raise HeaderError("cannot pass: " + text)
        return kinds[stars]


def headers_in_order(folder):
    """The headers as <casework.h> includes them, each after what it needs; <casework/fields.h> is for C alone."""
    names = re.findall(r"#include <(casework/\w+\.h)>", (folder / "casework.h").read_text(encoding="utf-8"))
    done = []

    def visit(name):
        if name in done:
            return
        for needed in re.findall(r"#include <(casework/\w+\.h)>", (folder / name).read_text(encoding="utf-8")):
            visit(needed)
        done.append(name)

    for name in names:
        if name != "casework/fields.h":
            visit(name)
    return done


def wrapped(start, items, end, indent="    "):
    """One line where it fits, else as many as it takes."""
    line = start + ", ".join(items) + end
    if len(line) <= 118:
        return [line]
    lines, line = [start.rstrip()], indent
    for item in items:
        if len(line) + len(item) > 116:
            lines.append(line.rstrip())
            line = indent
        line += item + ", "
    return lines + [line.rstrip(", ") + end]


def declarations(folder):
    headers = Headers()
    for name in headers_in_order(folder):
        headers.read((folder / name).read_text(encoding="utf-8"))
    lines = ["# SPDX-License-Identifier: MIT",
             '"""Generated by generate.py from include/casework/*.h: do not edit."""',
             "from ctypes import (CFUNCTYPE, POINTER, c_char_p, c_int32, c_int64, c_size_t,  # noqa: F401",
             "                    c_void_p)", ""]
    for members in headers.enumerations:
        lines += [f"{name} = {value}" for name, value in members]
    lines += ["", "# Which constants belong together.", "ENUMERATIONS = ("]
    for members in headers.enumerations:
        lines += wrapped("    (", [f'"{name}"' for name, _ in members] + ([""] if len(members) == 1 else []), "),", "     ")
    lines += [")", ""]
    for name, types in headers.callbacks.items():
        lines.append(f"{name} = CFUNCTYPE({', '.join(types)})")
    lines += ["", "# Every function: what it returns, and what it takes.", "FUNCTIONS = {"]
    for name, (result, parameters) in sorted(headers.functions.items()):
        items = [f"({', '.join(parameters)}{',' if len(parameters) == 1 else ''})"]
        lines += wrapped(f'    "{name}": ({result}, ', items, "),", "        ")
    lines += ["}", ""]
    return "\n".join(lines)


# ---- the schema ----

HEAD = '''# SPDX-License-Identifier: MIT
"""Generated by generate.py from the schema that the library tells: do not edit."""
from datetime import date as date_
from decimal import Decimal
from typing import Any, Dict, Iterable, Literal, Mapping, Optional, Type, Union, overload

from ._fields import Property
from ._lists import References, Rows, Texts, Words
from ._record import Record
from ._values import StatedType, UnknownType

'''
SIMPLE = {"text": "str", "number": "Decimal", "boolean": "bool", "date": "date_"}
GIVEN = {"number": "Union[Decimal, int]"}


def literal(enumeration):
    return "".join(part.capitalize() for part in enumeration.name.split("_")) + "Word"


class Stub:
    def __init__(self, schema, class_name, attribute):
        self.schema, self.class_name, self.attribute = schema, class_name, attribute

    def absences(self, field):
        """What else than a value a field may read as, and be set to."""
        return {"unknown": ["UnknownType"], "none": ["None", "UnknownType"],
                "stated": ["StatedType", "UnknownType"]}[field.absence]

    def target(self, field):
        return self.class_name(field.target) if field.target else "Record"

    def rows(self, field):
        return "EntryRows" if field.target == "entry" else self.class_name(field.target) + "Rows"

    def reads_as(self, field):
        if field.is_list:
            return {"text": "Texts", "word": f"Words[{literal(field.enumeration)}]" if field.type == "word" else "",
                    "reference": f"References[{self.target(field)}]",
                    "row": self.rows(field) if field.type == "row" else ""}[field.type]
        if field.type == "word":
            value = literal(field.enumeration)
        else:
            value = SIMPLE.get(field.type) or self.target(field)
        return f"Union[{', '.join([value] + self.absences(field))}]"

    def given_as(self, field):
        """What a field may be set to."""
        value = literal(field.enumeration) if field.type == "word" else GIVEN.get(field.type) or SIMPLE.get(field.type)
        if field.type == "row":
            value = "Mapping[str, Any]"
        if field.type == "reference":
            value = f"Union[{self.target(field)}, str]" if field.is_list else f"{self.target(field)}, str"
        if field.is_list:
            value = f"Iterable[{value}]"
        return f"Union[{', '.join([value] + self.absences(field))}]"

    def property_lines(self, field):
        """What it reads as, and what it takes."""
        yield from wrapped(f"    {self.attribute(field.name)}: Property[", [self.reads_as(field), self.given_as(field)], "]",
                           "        ")
        yield f'    """{field.doc}"""'

    def parameters(self, fields):
        return [f"{self.attribute(field.name)}: {self.given_as(field)} = ..." for field in fields]

    def class_lines(self, kind):
        common = {field.name for field in self.schema.kinds["entry"].fields.values()} if kind.group == "entry" else set()
        base = "Entry" if kind.group == "entry" else "Record"
        yield f"class {self.class_name(kind.name)}({base}):"
        yield f'    """{kind.doc}"""'
        for field in kind.fields.values():
            if not field.is_derived and field.name not in common:
                yield from self.property_lines(field)
        yield ""

    def add_lines(self, kind, overloaded=False):
        fields = [field for field in kind.fields.values() if not field.is_derived]
        leading = ["self"]
        if overloaded:
            leading += [f'kind: Literal["{kind.name}"]', "date: date_", "id: Optional[str] = ..."]
            fields = [field for field in fields if field.name not in ("id", "date")]
        elif kind.has_id:
            leading += ["id: str" if kind.fields["id"].is_required else "id: Optional[str] = ..."]
            fields = [field for field in fields if field.name != "id"]
        given = self.parameters(fields)
        if overloaded:
            yield "    @overload"
        yield from wrapped("    def add(", leading + (["*"] if given else []) + given,
                           f") -> {self.class_name(kind.name)}: ...", "            ")

    def row_kinds(self):
        found = []
        for kind in self.schema.kinds.values():
            for field in kind.fields.values():
                if field.type == "row" and field.is_list and not field.is_derived and field.target not in found:
                    found.append(field.target)
        return [name for name in self.schema.kinds if name in found and name != "entry"]

    def text(self):
        schema, lines = self.schema, [HEAD.rstrip("\n"), ""]
        for enumeration in schema.enumerations.values():
            lines += wrapped(f"{literal(enumeration)} = Literal[", [f'"{word}"' for word in enumeration.words], "]")
        lines.append("")
        for kind in schema.kinds.values():
            lines += self.class_lines(kind)
        for name in self.row_kinds():
            kind = schema.kinds[name]
            lines += [f"class {self.class_name(name)}Rows(Rows[{self.class_name(name)}]):", *self.add_lines(kind), ""]
        lines.append("class EntryRows(Rows[Entry]):")
        for kind in schema.kinds.values():
            if kind.name in schema.enumerations["entry_kind"].words:
                lines += self.add_lines(kind, overloaded=True)
        lines += ["    @overload",
                  "    def add(self, kind: str, date: date_, id: Optional[str] = ..., **fields: Any) -> Entry: ...",
                  "", "BY_NAME: Dict[str, Type[Record]]", ""]
        return "\n".join(lines)


def stub():
    sys.path.insert(0, str(HERE))
    from casework import kinds, schema
    return Stub(schema, kinds.class_name, kinds.attribute).text()


def main(arguments):
    check = "--check" in arguments
    arguments = [one for one in arguments if one != "--check"]
    if len(arguments) == 2 and arguments[0] == "declarations":
        path, text = DECLARATIONS, declarations(pathlib.Path(arguments[1]))
    elif arguments == ["stub"]:
        path, text = STUB, stub()
    else:
        sys.exit(__doc__)
    if not check:
        path.write_text(text, encoding="utf-8")
    elif not path.exists() or path.read_text(encoding="utf-8") != text:
        sys.exit(f"{path.name} is not current: run bindings/python/generate.py {arguments[0]}")


if __name__ == "__main__":
    main(sys.argv[1:])

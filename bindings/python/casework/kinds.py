# SPDX-License-Identifier: MIT
"""A class for each kind of record, with a property for each field, made from the schema that the library tells.

kinds.pyi beside this file says the same to type checkers; a test holds the two together.
"""
import keyword as _keyword
from typing import Any, Dict, Type

from . import schema as _schema
from ._fields import property_of as _property_of
from ._record import BY_NUMBER as _by_number
from ._record import Part as _Part
from ._record import Record

BY_NAME: Dict[str, Type[Record]] = {}
"""The classes by the name of their kind."""


def class_name(kind: str) -> str:
    """The class of a kind: CourtAction of `court_action`. Case itself adds to CaseRecord what a case can do."""
    return "CaseRecord" if kind == "case" else "".join(part.capitalize() for part in kind.split("_"))


def attribute(field: str) -> str:
    """The property of a field: its name, with `_` where Python or every record has that name already."""
    return field + "_" if _keyword.iskeyword(field) or hasattr(Record, field) else field


def _make(kind: _schema.Kind) -> Type[Record]:
    base: Any = Record if kind.name == "case" else _Part
    if kind.group == "entry":
        base = BY_NAME["entry"]
    fields = {}
    for name, field in kind.fields.items():
        made = _property_of(kind.name, field)
        if made is not None:
            fields[name] = made
    body: Dict[str, Any] = {attribute(name): one for name, one in fields.items()}
    body.update(__slots__=(), __doc__=kind.doc, __module__=__name__, _kind=kind.name, _fields=fields)
    return type(class_name(kind.name), (base,), body)


for _one in _schema.kinds.values():
    BY_NAME[_one.name] = _by_number[_one.number] = globals()[class_name(_one.name)] = _make(_one)

# SPDX-License-Identifier: MIT
"""Rule sets."""
import ctypes
import datetime
import decimal
from typing import Any, Callable, Iterable, List, Mapping, NamedTuple, Optional, Sequence, Tuple, Union, overload

from ._context import Context, pointer_of
from ._errors import Diag, Diagnostics, check, decode
from ._handles import Handle, Owner
from ._library import library, quick
from ._values import encode, encode_document, encode_number

Source = Union[str, bytes]
ParameterValue = Union[str, bool, int, decimal.Decimal, datetime.date]
Resolve = Callable[[str, str], Optional[Union[Source, Tuple[str, Source]]]]


def packs() -> List[str]:
    """The names of the built-in packs."""
    return [decode(quick.cw_pack_name_at(i)) or "" for i in range(quick.cw_pack_count())]


def _written(value: ParameterValue, what: str) -> bytes:
    """A value as rule files write it; a str is taken to be so written."""
    if isinstance(value, bool):
        return b"true" if value else b"false"
    if isinstance(value, datetime.date) and not isinstance(value, datetime.datetime):
        return f'@"{value.isoformat()}"'.encode("ascii")
    if isinstance(value, (int, decimal.Decimal)):
        return encode_number(value, what)
    return encode(value, what)


class _Builder:
    """A cw_rules_builder for the length of a `with`."""

    def __init__(self, context: Optional[int]) -> None:
        self._context = context
        self.pointer: Any = ctypes.c_void_p()

    def __enter__(self) -> "_Builder":
        check(quick.cw_rules_builder_new(self._context, ctypes.byref(self.pointer)))
        return self

    def __exit__(self, *_: Any) -> None:
        quick.cw_rules_builder_release(self.pointer)

    def add(self, name: str, text: Source) -> None:
        data = encode_document(text, "a rule file")
        check(quick.cw_rules_builder_add(self.pointer, encode(name, "the name of a rule file"), data, len(data)))

    def add_pack(self, name: str) -> None:
        check(quick.cw_rules_builder_add_pack(self.pointer, encode(name, "the name of a pack")),
              "a pack is one of " + ", ".join(packs()))

    def set_parameter(self, name: str, value: ParameterValue) -> None:
        check(quick.cw_rules_builder_set_parameter(self.pointer, encode(name, "the name of a parameter"),
                                                   _written(value, "a parameter")), "a parameter")

    def unresolved(self) -> List[Tuple[str, str]]:
        """What the last compilation did not find: the name, and the file that includes it."""
        return [(decode(quick.cw_rules_builder_unresolved_at(self.pointer, i)) or "",
                 decode(quick.cw_rules_builder_unresolved_source(self.pointer, i)) or "")
                for i in range(quick.cw_rules_builder_unresolved_count(self.pointer))]

    def add_unresolved(self, resolve: Resolve, asked: List[str]) -> bool:
        """Asks for what was not found, each name once. Whether anything was added."""
        added = False
        for name, source in self.unresolved():
            found = None if name in asked else resolve(name, source)
            asked.append(name)
            if found is not None:
                self.add(*(found if isinstance(found, tuple) else (name, found)))
                added = True
        return added


class CustomField(NamedTuple):
    """A custom field that rules declare."""
    kind: str
    """The kind of the records that have it: `member`; `entry` for entries of every kind."""
    name: str
    type: str
    """As the rules write it: `number`."""
    dated: bool = False
    """Whether its history counts."""


class Rules(Handle, Sequence[str]):
    """A compiled rule set, immutable, for any number of threads: a sequence of the full names of its rules.

    Every error of every file is told in one InputError, with line, column, caret and a suggestion.
    """
    __slots__ = ("_diagnostics",)
    _noun = "rule set"
    _diagnostics: Diagnostics

    def __init__(self, files: Union[Mapping[str, Optional[Source]], Iterable[Tuple[str, Optional[Source]]]] = (), *,
                 packs: Iterable[str] = (), parameters: Optional[Mapping[str, ParameterValue]] = None,
                 resolve: Optional[Resolve] = None, context: Optional[Context] = None) -> None:
        """Compiles rule files, given as names and texts, and built-in packs together, in this order. A file whose text is
        None is the built-in pack of that name, for another order.

        parameters: other values than the rule sets give, by full name: `{"us-ky:contact_period": "2 calendar months"}`; a
        str as rule files write it, texts in their own quotes.
        resolve: called with the name of a rule set that is included and not there, and the name of the file that
        includes it; gives its text, or a name for it and its text, or None.
        """
        if isinstance(packs, (str, bytes)) or isinstance(files, (str, bytes)):
            raise TypeError("Rules() takes files as a mapping of names to texts, and packs as a list of names")
        pointer = pointer_of(context)
        with _Builder(pointer) as builder, Diag(pointer) as diag:
            for name, text in (files.items() if isinstance(files, Mapping) else files):
                if text is None:
                    builder.add_pack(name)
                else:
                    builder.add(name, text)
            for name in packs:
                builder.add_pack(name)
            for name, value in (parameters or {}).items():
                builder.set_parameter(name, value)
            self._owner = Owner(self._compile(builder, diag, resolve), quick.cw_rules_unref)

    def _compile(self, builder: _Builder, diag: Diag, resolve: Optional[Resolve]) -> int:
        out, asked = ctypes.c_void_p(), []              # type: Tuple[ctypes.c_void_p, List[str]]
        while True:
            diag.clear()
            status = library.cw_rules_builder_compile(builder.pointer, ctypes.byref(out), diag.pointer)
            if status == 0 or resolve is None or not builder.add_unresolved(resolve, asked):
                break
        self._diagnostics = diag.check(status)
        return out.value or 0

    @classmethod
    def from_text(cls, text: Source, name: str = "rules", **options: Any) -> "Rules":
        """Compiles one rule file. Options as of Rules()."""
        return cls({name: text}, **options)

    @classmethod
    def from_pack(cls, *names: str, **options: Any) -> "Rules":
        """Compiles built-in packs: `Rules.from_pack("us-ky")`. Options as of Rules(), but for packs."""
        return cls(packs=names, **options)

    @property
    def diagnostics(self) -> Diagnostics:
        """The warnings of compiling."""
        return self._diagnostics

    def __len__(self) -> int:
        owner = self._open()
        count: int = quick.cw_rules_count(owner.pointer)
        return count

    @overload
    def __getitem__(self, index: int) -> str: ...
    @overload
    def __getitem__(self, index: slice) -> List[str]: ...

    def __getitem__(self, index: Union[int, slice]) -> Union[str, List[str]]:
        owner = self._open()
        places = range(len(self))[index]
        if isinstance(places, int):
            return decode(quick.cw_rules_name_at(owner.pointer, places)) or ""
        return [decode(quick.cw_rules_name_at(owner.pointer, i)) or "" for i in places]

    def find(self, name: str) -> Optional[str]:
        """The full name of a rule, `set:rule`, by it or by its bare name where only one set has that."""
        owner = self._open()
        index = quick.cw_rules_find(owner.pointer, encode(name, "Rules.find()"))
        return None if index < 0 else decode(quick.cw_rules_name_at(owner.pointer, index))

    @property
    def files(self) -> List[Tuple[str, Optional[str]]]:
        """The rule sets of the files that it was made of, included ones too, each with its version."""
        owner = self._open()
        return [(decode(quick.cw_rules_file_set_at(owner.pointer, i)) or "",
                 decode(quick.cw_rules_file_version_at(owner.pointer, i)))
                for i in range(quick.cw_rules_file_count(owner.pointer))]

    @property
    def fields(self) -> List[CustomField]:
        """The custom fields that the rules declare."""
        owner = self._open()
        at = owner.pointer
        return [CustomField(decode(quick.cw_schema_kind_name(quick.cw_rules_custom_kind_at(at, i))) or "",
                            decode(quick.cw_rules_custom_name_at(at, i)) or "",
                            decode(quick.cw_rules_custom_type_at(at, i)) or "", bool(quick.cw_rules_custom_dated_at(at, i)))
                for i in range(quick.cw_rules_custom_count(at))]

    def __repr__(self) -> str:
        return "<Rules (closed)>" if self.is_closed else f"<Rules: {len(self)}>"


def owner_of(rules: Optional[Rules]) -> Optional[Owner]:
    """The owner of a rule set that may be left out, to be held during a call."""
    if rules is None:
        return None
    if not isinstance(rules, Rules):
        raise TypeError(f"rules takes Rules, not {type(rules).__name__}")
    return rules._open()

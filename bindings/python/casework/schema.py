# SPDX-License-Identifier: MIT
"""The schema as the library tells it: kinds of records, their fields, and the words of enumerations.

`schema.kinds["task"].fields["due"].doc` is one sentence; `schema.enumerations["role"].words` lists what may stand.
"""
import ctypes as _ctypes
from functools import lru_cache as _lru_cache
from typing import Dict, NamedTuple, Optional

from ._errors import check as _check
from ._errors import decode
from ._errors import take_text as _take_text
from ._library import quick as _quick
from ._library import words_of as _words_of
from ._values import encode as _encode


class Word(NamedTuple):
    word: str
    number: int
    category: Optional[str]
    doc: str


class Enumeration(NamedTuple):
    name: str
    words: Dict[str, Word]
    """By spelling, in order."""


class Field(NamedTuple):
    key: int
    name: str
    type: str
    """text, number, boolean, date, word, reference or row; of a list, that of its items."""
    is_list: bool
    target: Optional[str]
    """The kind to which a reference leads or which a row has; None for any kind, and for other types."""
    enumeration: Optional[Enumeration]
    absence: str
    """What a field that is not there is: unknown, none or stated."""
    time: str
    """Of a date: actual or planned; else none."""
    is_required: bool
    is_dated: bool
    is_derived: bool
    """Computed for rules; not to be read from a record."""
    doc: str


class Kind(NamedTuple):
    number: int
    name: str
    plural: Optional[str]
    group: str
    """handle, entry or row."""
    doc: str
    fields: Dict[str, Field]
    """By name, in order."""

    @property
    def has_id(self) -> bool:
        return "id" in self.fields


_types = _words_of("CW_TYPE_TEXT", _quick.cw_type_name)
_groups = _words_of("CW_GROUP_ROW", _quick.cw_group_name)
_states = _words_of("CW_STATE_NONE", _quick.cw_state_name)
_times = _words_of("CW_TIME_NONE", _quick.cw_time_name)


def _text(data: Optional[bytes]) -> str:
    return decode(data) or ""


def _read_enumeration(index: int) -> Enumeration:
    words = {}
    for i in range(_quick.cw_schema_word_count(index)):
        one = Word(_text(_quick.cw_schema_word_at(index, i)), _quick.cw_schema_term_at(index, i),
                   decode(_quick.cw_schema_word_category(index, i)), _text(_quick.cw_schema_word_doc(index, i)))
        words[one.word] = one
    return Enumeration(_text(_quick.cw_schema_enumeration_name(index)), words)


@_lru_cache(maxsize=None)
def _read_field(key: int) -> Field:
    enumeration = _quick.cw_schema_field_enumeration(key)
    return Field(
        key, _text(_quick.cw_schema_field_name(key)), _types.get(_quick.cw_schema_field_type(key), ""),
        bool(_quick.cw_schema_field_is_list(key)),
        decode(_quick.cw_schema_kind_name(_quick.cw_schema_field_target(key))),
        _by_index[enumeration] if enumeration >= 0 else None,
        _states.get(_quick.cw_schema_field_absence(key), ""), _times.get(_quick.cw_schema_field_time(key), ""),
        bool(_quick.cw_schema_field_is_required(key)), bool(_quick.cw_schema_field_is_dated(key)),
        bool(_quick.cw_schema_field_is_derived(key)), _text(_quick.cw_schema_field_doc(key)))


def _read_kind(number: int) -> Kind:
    fields = {}
    for i in range(_quick.cw_schema_field_count(number)):
        one = _read_field(_quick.cw_schema_field_at(number, i))
        fields[one.name] = one
    return Kind(number, _text(_quick.cw_schema_kind_name(number)), decode(_quick.cw_schema_kind_plural(number)),
                _groups.get(_quick.cw_schema_kind_group(number), ""), _text(_quick.cw_schema_kind_doc(number)), fields)


_by_index = [_read_enumeration(i) for i in range(_quick.cw_schema_enumeration_count())]
enumerations: Dict[str, Enumeration] = {one.name: one for one in _by_index}
"""All enumerations by name."""
_kinds = [_read_kind(_quick.cw_schema_kind_at(i)) for i in range(_quick.cw_schema_kind_count())]
kinds: Dict[str, Kind] = {one.name: one for one in _kinds}
"""All kinds of records by name."""


def of_format(name: str) -> str:
    """The JSON Schema of a format that the library reads or writes: `casework.case/1`, `casework.report/1`,
    `casework.rates/1`, `casework.explanation/1`, `casework.problem/1`."""
    out = _ctypes.c_void_p()
    _check(_quick.cw_document_schema(None, _encode(name, "schema.of_format()"), _ctypes.byref(out)), "a format")
    return _take_text(out)

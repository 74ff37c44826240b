# SPDX-License-Identifier: MIT
"""One property class for each type of field. kinds.py makes one for each field of the schema."""
import contextlib
import ctypes
import decimal
from typing import Any, Callable, Dict, Generic, Iterable, List, Mapping, Optional, Sequence, Tuple, Type, TypeVar, overload

from . import schema
from ._declarations import CW_STATE_NONE, CW_STATE_RECORDED, CW_STATE_STATED, CW_STATE_UNKNOWN
from ._errors import CaseworkError, InvalidValueError, decode
from ._library import quick
from ._lists import FieldList, References, Rows, Texts, Words, lead, refuse
from ._record import Record, wrap
from ._values import STATED, UNKNOWN, date_of, days_of, encode, encode_number

_ABSENT = {CW_STATE_NONE: None, CW_STATE_STATED: STATED}


def _is_absence(value: Any) -> bool:
    return value is None or value is UNKNOWN or value is STATED


G = TypeVar("G")
S = TypeVar("S")


class Property(Generic[G, S]):
    """A field of a kind of record, as a property of its class: what it reads as, and what it may be set to."""

    def __init__(self, kind: str, field: schema.Field) -> None:
        self.field = field
        self.key = field.key
        self.name = field.name
        self.what = f"`{kind}.{field.name}`"
        self.__doc__ = field.doc

    @overload
    def __get__(self, record: None, _: Any = None) -> "Property[G, S]": ...
    @overload
    def __get__(self, record: Record, _: Any = None) -> G: ...

    def __get__(self, record: Optional[Record], _: Any = None) -> Any:
        if record is None:
            return self
        owner = record._open()
        state = quick.cw_record_state(record._pointer, self.key)
        if state == CW_STATE_RECORDED:
            return self.read(record)
        del owner
        if state == 0:
            raise record._removed()
        return _ABSENT.get(state, UNKNOWN)

    def __set__(self, record: Record, value: S) -> None:
        owner = record._live()
        if _is_absence(value):
            self.set_absence(record, value)
        else:
            self.write(record, value)
        del owner

    def __delete__(self, record: Record) -> None:
        owner = record._live()
        refuse(quick.cw_record_clear(record._pointer, self.key), self.what)
        del owner

    def set_absence(self, record: Record, value: Any) -> None:
        if value is UNKNOWN:
            status = quick.cw_record_set_unknown(record._pointer, self.key)
        elif self.field.absence == ("none" if value is None else "stated"):
            status = quick.cw_record_clear(record._pointer, self.key)
        else:
            meanings = {"unknown": "it is a fact, and UNKNOWN where it is not known", "none": "absent it is none: None",
                        "stated": "absent it is STATED"}
            raise InvalidValueError(f"{self.what} cannot be {value!r}: {meanings[self.field.absence]}")
        refuse(status, self.what)

    def read(self, record: Record) -> Any:
        raise NotImplementedError

    def write(self, record: Record, value: Any) -> None:
        raise NotImplementedError


class Text(Property[Any, Any]):
    def read(self, record: Record) -> Any:
        return decode(quick.cw_record_text(record._pointer, self.key))

    def write(self, record: Record, value: Any) -> None:
        refuse(quick.cw_record_set_text(record._pointer, self.key, encode(value, self.what)), self.what)


class Number(Property[Any, Any]):
    def read(self, record: Record) -> Any:
        return decimal.Decimal(decode(quick.cw_record_number(record._pointer, self.key)) or "NaN")

    def write(self, record: Record, value: Any) -> None:
        refuse(quick.cw_record_set_number(record._pointer, self.key, encode_number(value, self.what)), self.what)


class Boolean(Property[Any, Any]):
    def read(self, record: Record) -> Any:
        return quick.cw_record_boolean(record._pointer, self.key) == 1

    def write(self, record: Record, value: Any) -> None:
        if not isinstance(value, bool):
            raise TypeError(f"{self.what} takes a bool, not {type(value).__name__}")
        refuse(quick.cw_record_set_boolean(record._pointer, self.key, value), self.what)


class Date(Property[Any, Any]):
    def read(self, record: Record) -> Any:
        return date_of(quick.cw_record_date(record._pointer, self.key))

    def write(self, record: Record, value: Any) -> None:
        refuse(quick.cw_record_set_date(record._pointer, self.key, days_of(value, self.what)), self.what)


def _encode_word(field: schema.Field, what: str, value: Any) -> bytes:
    data = encode(value, what)
    enumeration = field.enumeration
    if enumeration is not None and value not in enumeration.words:
        raise InvalidValueError(f"{what} takes one of " + ", ".join(f"`{word}`" for word in enumeration.words))
    return data


class Word(Property[Any, Any]):
    def read(self, record: Record) -> Any:
        return decode(quick.cw_record_word(record._pointer, self.key))

    def write(self, record: Record, value: Any) -> None:
        data = _encode_word(self.field, self.what, value)
        refuse(quick.cw_record_set_word(record._pointer, self.key, data), self.what)


def _encode_reference(record: Record, what: str, value: Any) -> bytes:
    if not isinstance(value, Record):
        if not isinstance(value, str):
            raise TypeError(f"{what} takes a record or the id of one, not {type(value).__name__}")
        return encode(value, what)
    if value.case is not record.case:
        raise InvalidValueError(f"{what} takes a record of its own case; this one is of another")
    owner = value._live()
    data: Optional[bytes] = quick.cw_record_id(value._pointer)
    del owner
    if data is None:
        raise InvalidValueError(f"{what} takes a record that has an id; this one has none")
    return data


class Reference(Property[Any, Any]):
    def read(self, record: Record) -> Any:
        return lead(record, self.what, quick.cw_record_referenced(record._pointer, self.key))

    def write(self, record: Record, value: Any) -> None:
        data = _encode_reference(record, self.what, value)
        refuse(quick.cw_record_set_reference(record._pointer, self.key, data), self.what)


class Row(Property[Any, Any]):
    def read(self, record: Record) -> Any:
        found = quick.cw_record_row(record._pointer, self.key)
        return UNKNOWN if found is None else wrap(record.case, found)

    def write(self, record: Record, value: Any) -> None:
        if not isinstance(value, Mapping):
            raise TypeError(f"{self.what} takes a mapping of fields to values, not {type(value).__name__}")
        if quick.cw_record_state(record._pointer, self.key) == CW_STATE_RECORDED:
            raise InvalidValueError(f"{self.what} is there; set its fields, or remove it first")
        out = ctypes.c_void_p()
        refuse(quick.cw_record_make_row(record._pointer, self.key, ctypes.byref(out)), self.what)
        fill(wrap(record.case, out.value or 0), value)


def fill(row: Any, fields: Mapping[str, Any]) -> Any:
    """Sets the fields of a row that was just made, and takes it away again where one of them is refused."""
    try:
        row._set_all(dict(fields))
    except BaseException:
        row.remove()
        raise
    return row


class ListProperty(Property[Any, Any]):
    """Fields that are lists: reading gives a view whatever the state."""
    view: Type[FieldList[Any]] = FieldList

    def __get__(self, record: Optional[Record], _: Any = None) -> Any:
        if record is None:
            return self
        record._live()
        return self.view(record, self)

    def items_of(self, value: Any) -> List[Any]:
        if isinstance(value, (str, bytes, Mapping)) or not isinstance(value, Iterable):
            raise TypeError(f"{self.what} takes a list, not {type(value).__name__}")
        return list(value)

    def extend(self, record: Record, value: Any) -> None:
        raise NotImplementedError

    def remove(self, record: Record, index: int, count: int) -> None:
        raise NotImplementedError

    def add(self, record: Record, leading: Tuple[Any, ...], fields: Dict[str, Any]) -> Any:
        raise NotImplementedError


class ValueList(ListProperty):
    """Lists of texts, words and references."""

    def encode(self, record: Record, item: Any) -> bytes:
        raise NotImplementedError

    def append(self, record: Record, item: bytes) -> int:
        raise NotImplementedError

    def extend(self, record: Record, value: Any) -> None:
        owner = record._live()
        self.append_all(record, [self.encode(record, item) for item in self.items_of(value)])
        del owner

    def write(self, record: Record, value: Any) -> None:
        items = [self.encode(record, item) for item in self.items_of(value)]
        before = quick.cw_record_count(record._pointer, self.key)
        self.append_all(record, items)
        if before > 0:
            self.remove(record, 0, before)
        elif not items:
            refuse(quick.cw_record_set_empty(record._pointer, self.key), self.what)

    def append_all(self, record: Record, items: Sequence[bytes]) -> None:
        """Adds items at the end, or none where the library refuses one on the way."""
        state = quick.cw_record_state(record._pointer, self.key)
        before = quick.cw_record_count(record._pointer, self.key)
        try:
            for item in items:
                refuse(self.append(record, item), self.what)
        except BaseException:
            with contextlib.suppress(CaseworkError):       # what stopped it is what is told
                self.take_back(record, state, before)
            raise

    def take_back(self, record: Record, state: int, before: int) -> None:
        added = quick.cw_record_count(record._pointer, self.key) - before
        if added > 0:
            self.remove(record, before, added)
            if state == CW_STATE_UNKNOWN:
                quick.cw_record_set_unknown(record._pointer, self.key)
            elif state != CW_STATE_RECORDED:
                quick.cw_record_clear(record._pointer, self.key)

    def remove(self, record: Record, index: int, count: int) -> None:
        refuse(quick.cw_record_remove_items(record._pointer, self.key, index, count), self.what)


class TextList(ValueList):
    view = Texts

    def encode(self, record: Record, item: Any) -> bytes:
        return encode(item, self.what)

    def append(self, record: Record, item: bytes) -> int:
        return int(quick.cw_record_append_text(record._pointer, self.key, item))


class WordList(ValueList):
    view = Words

    def encode(self, record: Record, item: Any) -> bytes:
        return _encode_word(self.field, self.what, item)

    def append(self, record: Record, item: bytes) -> int:
        return int(quick.cw_record_append_word(record._pointer, self.key, item))


class ReferenceList(ValueList):
    view = References

    def encode(self, record: Record, item: Any) -> bytes:
        return _encode_reference(record, self.what, item)

    def append(self, record: Record, item: bytes) -> int:
        return int(quick.cw_record_append_reference(record._pointer, self.key, item))


class RowList(ListProperty):
    """Owned rows. Assigning takes a list of mappings where there are no rows yet, and [] or None to remove them."""
    view = Rows

    def write(self, record: Record, value: Any) -> None:
        items = self.items_of(value)
        for item in items:
            if not isinstance(item, Mapping):
                raise TypeError(f"{self.what} takes mappings of fields to values, not {type(item).__name__}")
        if not items:
            refuse(quick.cw_record_set_empty(record._pointer, self.key), self.what)
        elif quick.cw_record_count(record._pointer, self.key) > 0:
            raise InvalidValueError(f"{self.what} has rows; add to them, or assign [] first")
        made: List[Any] = []
        try:
            for item in items:
                made.append(self.add(record, (), dict(item)))
        except BaseException:
            for row in made:
                row.remove()
            raise

    def add(self, record: Record, leading: Tuple[Any, ...], fields: Dict[str, Any]) -> Any:
        owner = record._live()
        for name, value in zip(("id",), leading):
            if name in fields:
                raise TypeError(f"{self.what}.add() was given `{name}` twice")
            fields = {name: value, **fields}
        if len(leading) > 1:
            raise TypeError(f"{self.what}.add() takes an id alone before its named fields")
        out = ctypes.c_void_p()
        status = quick.cw_record_add_row(record._pointer, self.key, ctypes.byref(out))
        refuse(status, self.what)
        row = fill(wrap(record.case, out.value or 0), fields)
        del owner
        return row


class EntryList(RowList):
    """The running record of a case."""

    def add(self, record: Record, leading: Tuple[Any, ...], fields: Dict[str, Any]) -> Any:
        if len(leading) > 3:
            raise TypeError(f"{self.what}.add() takes a kind, a date and an id before its named fields")
        given = dict(fields)
        for name, value in zip(("kind", "date", "id"), leading):
            if name in given:
                raise TypeError(f"{self.what}.add() was given `{name}` twice")
            given[name] = value
        if "kind" not in given or "date" not in given:
            raise TypeError(f"{self.what}.add() takes a kind and a date first")
        kind, day, name = given.pop("kind"), given.pop("date"), given.pop("id", None)
        encoded = encode(kind, "the kind of an entry")
        if kind not in schema.enumerations["entry_kind"].words:
            raise InvalidValueError("the kind of an entry is one of " + ", ".join(schema.enumerations["entry_kind"].words))
        return self.add_entry(record, encoded, days_of(day, "the date of an entry"), name, given)

    def add_entry(self, record: Record, kind: bytes, day: int, name: Any, fields: Dict[str, Any]) -> Any:
        owner = record._live()
        identifier = None if name is None else encode(name, "the id of an entry")
        out = ctypes.c_void_p()
        status = quick.cw_case_add_entry(record.case._open().pointer, kind, day, identifier, ctypes.byref(out))
        refuse(status, self.what)
        row = fill(wrap(record.case, out.value or 0), fields)
        del owner
        return row


_SINGLE: Dict[str, Type[Property[Any, Any]]] = {
    "text": Text, "number": Number, "boolean": Boolean, "date": Date, "word": Word, "reference": Reference, "row": Row}
_LISTS: Dict[str, Type[Property[Any, Any]]] = {"text": TextList, "word": WordList, "reference": ReferenceList, "row": RowList}


def property_of(kind: str, field: schema.Field) -> Optional[Property[Any, Any]]:
    """The property for a field; None for what this package does not know how to read."""
    if field.is_derived:
        return None
    if field.type == "row" and field.target == "entry":
        return EntryList(kind, field)
    made = (_LISTS if field.is_list else _SINGLE).get(field.type)
    return None if made is None else made(kind, field)

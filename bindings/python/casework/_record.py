# SPDX-License-Identifier: MIT
"""What every part of a case is: a record with fields."""
import ctypes
import difflib
import json
from typing import TYPE_CHECKING, Any, Dict, List, Optional, Type

from ._custom import Custom
from ._declarations import CW_ERR_NOT_FOUND
from ._errors import ClosedError, FieldError, RemovedError, check, decode, take_text
from ._handles import Owner
from ._library import quick, words_of
from ._values import encode

if TYPE_CHECKING:
    from ._case import Case
    from ._fields import Property

STATES = words_of("CW_STATE_RECORDED", quick.cw_state_name)
BY_NUMBER: Dict[int, Type["Record"]] = {}


class Record:
    """A part of a case: the case itself, a member, plan, objective, task, entry, or a row of one of them.

    Its fields are properties, typed and documented in casework.kinds. A field reads as its value, as None (known to be
    none), as casework.UNKNOWN, or as casework.STATED where being absent says something by itself; lists and rows are
    live. `del record.field` makes it absent again. Two objects for the same record are equal.
    """
    __slots__ = ()
    _fields: Dict[str, "Property[Any, Any]"] = {}
    _kind = ""
    _pointer: int

    if TYPE_CHECKING:
        @property
        def case(self) -> "Case":
            """The case of which it is a part."""

        def _open(self) -> Owner: ...

    @property
    def kind(self) -> str:
        """The name of its kind: `task`, `contact`, `court_action`."""
        return self._kind

    @property
    def owner(self) -> Optional["Record"]:
        """The record that owns this one; None for the case."""
        owner = self._live()
        found = quick.cw_record_parent(self._pointer)
        del owner
        if found is None:
            return None
        return self.case if found == self.case._pointer else wrap(self.case, found)

    if not TYPE_CHECKING:
        def __getattr__(self, name):
            """Only for names that are none: with the field that was likely meant."""
            message = f"a record of the kind `{self._kind}` has no field or attribute `{name}`"
            near = [] if name.startswith("_") else difflib.get_close_matches(name, dir(type(self)), 1)
            raise AttributeError(message + "".join(f"; did you mean `{one}`?" for one in near))

    def _live(self) -> Owner:
        """The owner of the case's memory, to be held during a call; raises for a closed case and a removed record."""
        owner = self._open()
        if quick.cw_record_kind(self._pointer) == 0:
            raise self._removed()
        return owner

    def _removed(self) -> RemovedError:
        return RemovedError(f"the {self._kind.replace('_', ' ')} was removed from its case")

    def _property(self, name: str) -> "Property[Any, Any]":
        found = self._fields.get(name)
        if found is None:
            raise FieldError(f"a record of the kind `{self._kind}` has no field of this name; it has "
                                + ", ".join(self._fields))
        return found

    def get(self, name: str) -> Any:
        """A field by its name in the schema (`with`, where the property is called `with_`)."""
        return self._property(name).__get__(self)

    def set(self, name: str, value: Any) -> None:
        """Sets a field by its name in the schema."""
        self._property(name).__set__(self, value)

    def clear(self, name: str) -> None:
        """Makes a field absent again; what that means is the schema's."""
        self._property(name).__delete__(self)

    def state(self, name: str) -> str:
        """`recorded`, `unknown`, `none` or `stated`."""
        key = self._property(name).key
        owner = self._open()
        state = quick.cw_record_state(self._pointer, key)
        del owner
        if state == 0:
            raise self._removed()
        return STATES.get(int(state), "unknown")

    def reference(self, name: str) -> Optional[str]:
        """The id that a single reference holds, whether it leads anywhere or not; None where none is recorded."""
        key = self._property(name).key
        owner = self._live()
        found = decode(quick.cw_record_reference(self._pointer, key))
        del owner
        return found

    def keep_word(self, name: str, word: str) -> None:
        """Sets an enumerated field to a word that rules may add to the schema's (`value member.roles: doula`), or appends
        it to a list of words. The field reads as UNKNOWN; rules that declare the word read it."""
        found = self._property(name)
        owner = self._live()
        check(quick.cw_record_keep_word(self._pointer, found.key, encode(word, found.what)), found.what)
        del owner

    def kept_words(self, name: str) -> List[str]:
        """All words of a field that holds one which the schema does not know; empty where it holds none."""
        found = self._property(name)
        owner = self._live()
        out = ctypes.c_void_p()
        status = quick.cw_record_kept_words(self._pointer, found.key, ctypes.byref(out))
        del owner
        if status == CW_ERR_NOT_FOUND:
            return []
        check(status, found.what)
        words = json.loads(take_text(out))
        return words if isinstance(words, list) else [words]

    @property
    def custom(self) -> Custom:
        """Fields that rule files declare and the schema does not know, by name."""
        return Custom(self)

    def remove(self) -> None:
        """Takes the record out of its case, with all that it owns. Using it afterwards raises ClosedError."""
        owner = self._live()
        check(quick.cw_record_remove(self._pointer), "the case's own record")
        del owner

    def _set_all(self, fields: Dict[str, Any]) -> None:
        """Sets several fields, by the name of the property or of the field."""
        for name, value in fields.items():
            self._property(name[:-1] if name.endswith("_") else name).__set__(self, value)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Record):
            return NotImplemented
        return self._pointer == other._pointer and self.case is other.case

    def __hash__(self) -> int:
        return hash(self._pointer)

    def __repr__(self) -> str:
        try:
            owner = self._live()
            name = decode(quick.cw_record_id(self._pointer))
            del owner
        except ClosedError as error:
            name = f"({error})"
        return f"<{type(self).__name__} {name}>" if name else f"<{type(self).__name__}>"

    def __reduce__(self) -> Any:
        raise TypeError("a record lives in its case and cannot be pickled or copied")


class Part(Record):
    """Every record but the case's own; keeps its case alive."""
    __slots__ = ("_case", "_pointer")
    _case: "Case"

    @property
    def case(self) -> "Case":
        return self._case

    def _open(self) -> Owner:
        return self._case._open()


def wrap(case: "Case", pointer: int) -> Any:
    """The object for a record of a case, of the class of its kind."""
    made: Any = object.__new__(BY_NUMBER[quick.cw_record_kind(pointer)])
    made._case = case
    made._pointer = pointer
    return made

# SPDX-License-Identifier: MIT
"""List fields: live views of what the record holds."""
import difflib
from typing import TYPE_CHECKING, Any, Generic, Iterable, Iterator, List, Optional, Sequence, TypeVar, Union, overload

from ._errors import NotFoundError, check, decode
from ._library import quick
from ._record import Record, wrap

if TYPE_CHECKING:
    from ._fields import ListProperty

T = TypeVar("T")
W = TypeVar("W", bound=str)
R = TypeVar("R", bound=Record)


class FieldList(Sequence[T]):
    """A list field of a record. It has no items where it is not recorded: `state` says which of the two it is."""
    __slots__ = ("_record", "_field")

    def __init__(self, record: Record, field: "ListProperty") -> None:
        self._record = record
        self._field = field

    @property
    def state(self) -> str:
        """`recorded`, `unknown`, `none` or `stated`."""
        return self._record.state(self._field.name)

    def _read(self, index: int) -> T:
        raise NotImplementedError

    def __len__(self) -> int:
        owner = self._record._live()
        count: int = quick.cw_record_count(self._record._pointer, self._field.key)
        del owner
        return count

    @overload
    def __getitem__(self, index: int) -> T: ...
    @overload
    def __getitem__(self, index: slice) -> List[T]: ...

    def __getitem__(self, index: Union[int, slice]) -> Union[T, List[T]]:
        owner = self._record._live()
        places = range(len(self))[index]            # raises as a list would
        found: Union[T, List[T]] = (self._read(places) if isinstance(places, int)
                                    else [self._read(i) for i in places])
        del owner
        return found

    def __iter__(self) -> Iterator[T]:
        owner = self._record._live()
        index = 0
        while index < len(self):
            yield self._read(index)
            index += 1
        del owner

    def __eq__(self, other: object) -> bool:
        if isinstance(other, (FieldList, list, tuple)):
            return list(self) == list(other)
        return NotImplemented

    __hash__ = None                                 # type: ignore[assignment]

    def __repr__(self) -> str:
        return repr(list(self)) if self.state == "recorded" else f"<{self.state} list>"


class SettableList(FieldList[T]):
    """A list of values, not of rows."""
    __slots__ = ()

    def append(self, item: Any) -> None:
        """Adds an item at the end; the first one begins a list that was not recorded."""
        self.extend((item,))

    def extend(self, items: Iterable[Any]) -> None:
        """Adds items at the end; all of them or, where one is refused, none."""
        self._field.extend(self._record, items)

    def __delitem__(self, index: Union[int, slice]) -> None:
        owner = self._record._live()
        places = range(len(self))[index]            # raises as a list would
        if isinstance(places, int):
            places = range(places, places + 1)
        if abs(places.step) == 1:
            self._field.remove(self._record, min(places, default=0), len(places))
        else:
            for place in sorted(places, reverse=True):
                self._field.remove(self._record, place, 1)
        del owner


class Texts(SettableList[str]):
    __slots__ = ()

    def _read(self, index: int) -> str:
        return decode(quick.cw_record_text_at(self._record._pointer, self._field.key, index)) or ""


class Words(SettableList[W], Generic[W]):
    __slots__ = ()

    def _read(self, index: int) -> Any:
        return decode(quick.cw_record_word_at(self._record._pointer, self._field.key, index)) or ""


class References(SettableList[R], Generic[R]):
    """Iterates over the records to which the ids lead; takes records or ids."""
    __slots__ = ()

    @property
    def ids(self) -> List[str]:
        """The ids themselves, whether they lead anywhere or not."""
        owner = self._record._live()
        found = [self._id(i) for i in range(len(self))]
        del owner
        return found

    def _id(self, index: int) -> str:
        return decode(quick.cw_record_reference_at(self._record._pointer, self._field.key, index)) or ""

    def _read(self, index: int) -> R:
        found = quick.cw_record_referenced_at(self._record._pointer, self._field.key, index)
        return lead(self._record, self._field.what, found)      # type: ignore[no-any-return]


class Rows(FieldList[R], Generic[R]):
    """Rows that the record owns, in document order."""
    __slots__ = ()

    def _read(self, index: int) -> R:
        found = quick.cw_record_row_at(self._record._pointer, self._field.key, index)
        if found is None:
            raise IndexError(index)
        return wrap(self._record.case, found)       # type: ignore[no-any-return]

    @overload
    def __getitem__(self, index: Union[int, str]) -> R: ...
    @overload
    def __getitem__(self, index: slice) -> List[R]: ...

    def __getitem__(self, index: Union[int, str, slice]) -> Union[R, List[R]]:
        """A row by its place or by its id: `case.members["leo"]`."""
        if not isinstance(index, str):
            return super().__getitem__(index)
        ids = []
        for row in self:
            ids.append(decode(quick.cw_record_id(row._pointer)) or "")
            if ids[-1] == index:
                return row
        near = difflib.get_close_matches(index, ids, 1)
        raise NotFoundError(f"{self._field.what} has no row of this id" + "".join(f"; did you mean `{one}`?" for one in near))

    if not TYPE_CHECKING:
        def add(self, *leading, **fields):
            """Adds a row and sets its fields: `plan.objectives.add("o1", level="primary_family")`. An id comes first
            where rows have one; of an entry, its kind and date come before. Where a field is refused, no row is added."""
            return self._field.add(self._record, leading, fields)


def lead(record: Record, what: str, found: Optional[int]) -> Any:
    """The record that a reference leads to."""
    case = record.case
    if found is None:
        raise NotFoundError(f"{what} leads nowhere: the case has no record of that id; its ids are to be had as text")
    return case if found == case._pointer else wrap(case, found)


def refuse(status: int, what: str) -> None:
    """Raises for a status other than 0 of a setter, and says of which field."""
    check(status, what)

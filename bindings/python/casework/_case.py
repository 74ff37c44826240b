# SPDX-License-Identifier: MIT
"""A case: one family."""
import ctypes
import datetime
from typing import Any, Optional, Union

from . import _declarations
from ._context import Context, pointer_of
from ._errors import ArgumentError, Diag, Diagnostics, check, take_text
from ._handles import Handle, Owner
from ._library import library, quick, words_of
from ._record import Record, wrap
from ._rules import Rules, owner_of
from ._values import days_of, encode, encode_document
from .kinds import CaseRecord

_FORMS = {word: number for number, word in words_of("CW_WRITE_INDENTED", quick.cw_form_name).items()}


class Case(CaseRecord, Handle):
    """A case: make one and fill it, or read one from a document; freeze it; evaluate it.

    A frozen case never changes and may be read by any number of threads; copy() gives one that can be edited, which
    belongs to one thread at a time. Records that it handed out keep it alive, unless it is closed.
    """
    __slots__ = ("_pointer", "_diagnostics")
    _noun = "case"
    _diagnostics: Diagnostics

    def __init__(self, id: str, opened: datetime.date, *, context: Optional[Context] = None, **fields: Any) -> None:
        name, day = encode(id, "the id of a case"), days_of(opened, "`case.opened`")
        self._own(self._made(quick.cw_case_new, quick.cw_case_unref, pointer_of(context), name, day))
        self._set_all(fields)

    def _own(self, owner: Owner, diagnostics: Optional[Diagnostics] = None) -> None:
        self._owner = owner
        self._pointer = quick.cw_case_record(owner.pointer)
        self._diagnostics = Diagnostics() if diagnostics is None else diagnostics

    @classmethod
    def read(cls, document: Union[str, bytes], *, source: Optional[str] = None, first_line: int = 1,
             editable: bool = False, keep_words: bool = False, rules: Optional[Rules] = None,
             context: Optional[Context] = None) -> "Case":
        """Reads a case document; raises InputError with every problem in it, each with its place.

        source: a name for the diagnostics. editable: give it back unfrozen. keep_words: keep enumerated words that the
        schema does not know, as unknown, with a warning in `diagnostics`. rules: keep the words that these add to
        enumerations, without a warning.
        """
        data = encode_document(document, "Case.read()")
        name = None if source is None else encode(source, "source")
        if isinstance(first_line, bool) or not isinstance(first_line, int) or not 0 <= first_line < 2 ** 62:
            raise ArgumentError("first_line takes the number of a line")
        flags = _declarations.CW_READ_EDITABLE * bool(editable) + _declarations.CW_READ_KEEP_WORDS * bool(keep_words)
        out = ctypes.c_void_p()
        pointer = pointer_of(context)
        law = owner_of(rules)
        with Diag(pointer) as diag:
            diagnostics = diag.check(library.cw_case_read_for(pointer, law and law.pointer, name, first_line, data, len(data),
                                                              flags, ctypes.byref(out), diag.pointer))
        del law
        return cls._of(out.value or 0, diagnostics)

    @classmethod
    def _of(cls, pointer: int, diagnostics: Optional[Diagnostics] = None) -> "Case":
        made = cls.__new__(cls)
        made._own(Owner(pointer, quick.cw_case_unref), diagnostics)
        return made

    @property
    def case(self) -> "Case":
        return self

    def _open(self) -> Owner:
        return Handle._open(self)

    @property
    def diagnostics(self) -> Diagnostics:
        """The warnings of reading or freezing it."""
        return self._diagnostics

    @property
    def frozen(self) -> bool:
        """Whether it can no longer be changed."""
        owner = self._open()
        return bool(quick.cw_case_is_frozen(owner.pointer))

    def freeze(self) -> "Case":
        """Checks the case and makes it immutable; raises InputError with every problem, and stays editable then."""
        owner = self._open()
        with Diag() as diag:
            self._diagnostics = diag.check(quick.cw_case_freeze(owner.pointer, diag.pointer))
        return self

    def copy(self) -> "Case":
        """An editable copy, of a frozen case or of one that is being edited."""
        owner = self._open()
        out = ctypes.c_void_p()
        check(self._caller().cw_case_copy(owner.pointer, ctypes.byref(out)))
        return self._of(out.value or 0)

    def _caller(self) -> Any:
        """How to call what takes time: only a frozen case is safe from other threads while the lock is released."""
        return library if self.frozen else quick

    def write(self, form: str = "indented") -> str:
        """The case as a document: `indented` for people, `compact` on one line, or `canonical`, in which equal cases
        are equal."""
        if form not in _FORMS:
            raise ArgumentError("form is one of " + ", ".join(_FORMS))
        owner = self._open()
        out = ctypes.c_void_p()
        check(self._caller().cw_case_write(owner.pointer, _FORMS[form], ctypes.byref(out)))
        return take_text(out)

    def find(self, id: str) -> Optional[Record]:
        """The record with an id, of whatever kind; None where there is none."""
        owner = self._open()
        found = quick.cw_case_find(owner.pointer, encode(id, "Case.find()"))
        if found is None:
            return None
        return self if found == self._pointer else wrap(self, found)

    def __reduce__(self) -> Any:
        return Handle.__reduce__(self)

    def __repr__(self) -> str:
        return "<Case (closed)>" if self.is_closed else CaseRecord.__repr__(self)

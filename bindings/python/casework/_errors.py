# SPDX-License-Identifier: MIT
"""What goes wrong: one exception for each status of the library, with its diagnostics."""
import ctypes
from typing import Any, Dict, Iterable, NamedTuple, NoReturn, Optional, Sequence, Tuple, Type, Union, overload

from . import _declarations
from ._library import library, quick, words_of

_SEVERITIES = words_of("CW_SEVERITY_ERROR", quick.cw_severity_name)


class Diagnostic(NamedTuple):
    """One thing that is wrong with a document, a rule file or a case."""
    code: int
    """The stable number of this kind of problem."""
    severity: str
    """`error` or `warning`."""
    source: Optional[str]
    """The name of the text, as the caller gave it."""
    line: Optional[int]
    """From 1; None where the problem has no place in a text."""
    column: Optional[int]
    """In code points, from 1."""
    pointer: Optional[str]
    """JSON pointer into the document."""
    message: str
    """One sentence: what is wrong."""
    help: Optional[str]
    """What would mend it."""


class Diagnostics(Sequence[Diagnostic]):
    """A list of diagnostics; str() is the text for a person, with places, carets and help."""

    def __init__(self, items: Iterable[Diagnostic] = (), text: str = "", dropped: int = 0) -> None:
        self._items: Tuple[Diagnostic, ...] = tuple(items)
        self._text = text
        self.dropped = dropped
        """How many there were beyond those that are kept."""

    @overload
    def __getitem__(self, index: int) -> Diagnostic: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Diagnostic]: ...

    def __getitem__(self, index: Union[int, slice]) -> Any:
        return self._items[index]

    def __len__(self) -> int:
        return len(self._items)

    def __str__(self) -> str:
        return self._text

    def __repr__(self) -> str:
        first = f", first {self._items[0].message!r}" if self._items else ""
        return f"<Diagnostics: {len(self)}{first}>"


class CaseworkError(Exception):
    """A call of the library that failed. `status` is its number (0 for what the binding itself refuses)."""
    status = 0

    def __init__(self, message: str = "", diagnostics: Optional[Diagnostics] = None) -> None:
        super().__init__(message)
        self.diagnostics = Diagnostics() if diagnostics is None else diagnostics

    def __str__(self) -> str:
        return str(self.diagnostics).rstrip("\n") or str(self.args[0])

    def __repr__(self) -> str:
        return f"{type(self).__name__}({str(self)!r})"

    def __reduce__(self) -> Any:
        return type(self), (self.args[0], self.diagnostics)


class NoMemoryError(CaseworkError, MemoryError):
    """The library got no memory; nothing was changed."""
    status = _declarations.CW_ERR_NOMEM


class ArgumentError(CaseworkError, ValueError):
    """The call itself is wrong."""
    status = _declarations.CW_ERR_ARGUMENT


class InputError(CaseworkError, ValueError):
    """The text that was given, or the case, is wrong; the diagnostics say where and how."""
    status = _declarations.CW_ERR_INPUT


class LimitError(CaseworkError):
    """A limit of the context was reached."""
    status = _declarations.CW_ERR_LIMIT


class FrozenError(CaseworkError):
    """The case, or the context, can no longer be changed; edit a copy."""
    status = _declarations.CW_ERR_FROZEN


class NotFrozenError(CaseworkError):
    """The case is still being edited; freeze it first."""
    status = _declarations.CW_ERR_NOT_FROZEN


class NotFoundError(CaseworkError, LookupError):
    """No such name, id or position."""
    status = _declarations.CW_ERR_NOT_FOUND


class FieldError(CaseworkError, LookupError):
    """This kind of record has no such field."""
    status = _declarations.CW_ERR_FIELD


class InvalidValueError(CaseworkError, ValueError):
    """A value that the field cannot have."""
    status = _declarations.CW_ERR_VALUE


class EncodingError(CaseworkError, ValueError):
    """A text that UTF-8 cannot hold."""
    status = _declarations.CW_ERR_UTF8


class DuplicateError(CaseworkError, ValueError):
    """The id is taken."""
    status = _declarations.CW_ERR_DUPLICATE


class StateError(CaseworkError):
    """Not now: the object is not set up for this call, or done with it."""
    status = _declarations.CW_ERR_STATE


class ClosedError(CaseworkError, ValueError):
    """The object was closed, or its parent was, or its report was filled again."""


class RemovedError(ClosedError):
    """The record was removed from its case."""
    status = _declarations.CW_ERR_REMOVED


_BY_STATUS: Dict[int, Type[CaseworkError]] = {
    one.status: one for one in (NoMemoryError, ArgumentError, InputError, LimitError, FrozenError, NotFrozenError,
                                NotFoundError, FieldError, InvalidValueError, EncodingError, DuplicateError,
                                StateError, RemovedError)}


def raise_status(status: int, message: str = "", diagnostics: Optional[Diagnostics] = None) -> NoReturn:
    """Raises the exception of a status other than 0."""
    name = (quick.cw_status_name(status) or b"").decode("utf-8")
    message = f"{message}: {name}" if message else name
    raise _BY_STATUS.get(status, CaseworkError)(message, diagnostics)


def check(status: int, message: str = "") -> None:
    if status != _declarations.CW_OK:
        raise_status(status, message)


def decode(data: Optional[bytes]) -> Optional[str]:
    return None if data is None else data.decode("utf-8")


def take_text(pointer: Any) -> str:
    """The characters of a cw_text, which is released."""
    try:
        length = quick.cw_text_length(pointer)
        return ctypes.string_at(quick.cw_text_data(pointer), length).decode("utf-8") if length else ""
    finally:
        quick.cw_text_unref(pointer)


class Diag:
    """A cw_diag for the length of a `with`."""

    def __init__(self, context: Optional[int] = None) -> None:
        self._context = context
        self.pointer: Any = ctypes.c_void_p()

    def __enter__(self) -> "Diag":
        check(quick.cw_diag_new(self._context, ctypes.byref(self.pointer)))
        return self

    def __exit__(self, *_: Any) -> None:
        quick.cw_diag_unref(self.pointer)
        self.pointer = None

    def clear(self) -> None:
        quick.cw_diag_clear(self.pointer)

    def _one(self, index: int) -> Diagnostic:
        at = self.pointer
        severity = quick.cw_diag_severity(at, index)
        return Diagnostic(
            quick.cw_diag_code(at, index), _SEVERITIES.get(severity, "error"), decode(quick.cw_diag_source(at, index)),
            quick.cw_diag_line(at, index) or None, quick.cw_diag_column(at, index) or None,
            decode(quick.cw_diag_pointer(at, index)), decode(quick.cw_diag_message(at, index)) or "",
            decode(quick.cw_diag_help(at, index)))

    def read(self) -> Diagnostics:
        """All that the list holds now."""
        count = quick.cw_diag_count(self.pointer)
        if count == 0:
            return Diagnostics()
        text = ctypes.c_void_p()
        check(library.cw_diag_render(self.pointer, ctypes.byref(text)))
        return Diagnostics([self._one(i) for i in range(count)], take_text(text), quick.cw_diag_dropped(self.pointer))

    def check(self, status: int) -> Diagnostics:
        """Raises what a status other than 0 says; gives the warnings of a call that did what it should."""
        if status != _declarations.CW_OK:
            raise_status(status, diagnostics=self.read())
        return self.read()

# SPDX-License-Identifier: MIT
"""Values between Python and the library: what is unknown or stated, texts, dates, numbers."""
import datetime
import decimal
from typing import Any, ClassVar, Optional, Union

from ._declarations import CW_DATE_MAX, CW_DATE_MIN, CW_DATE_NONE
from ._errors import EncodingError, InvalidValueError

_EPOCH = datetime.date(1970, 1, 1).toordinal()


class UnknownType:
    """The type of UNKNOWN."""
    _one: ClassVar[Optional["UnknownType"]] = None

    def __new__(cls) -> "UnknownType":
        if cls._one is None:
            cls._one = super().__new__(cls)
        return cls._one

    def __repr__(self) -> str:
        return "casework.UNKNOWN"

    def __bool__(self) -> bool:
        raise TypeError("whether casework.UNKNOWN is true cannot be told; ask `value is casework.UNKNOWN`")

    def __reduce__(self) -> str:
        return "UNKNOWN"


class StatedType:
    """The type of STATED."""
    _one: ClassVar[Optional["StatedType"]] = None

    def __new__(cls) -> "StatedType":
        if cls._one is None:
            cls._one = super().__new__(cls)
        return cls._one

    def __repr__(self) -> str:
        return "casework.STATED"

    def __bool__(self) -> bool:
        return False

    def __reduce__(self) -> str:
        return "STATED"


UNKNOWN = UnknownType()
"""The value of a field that is not known. Neither true nor false: ask `value is casework.UNKNOWN`."""
STATED = StatedType()
"""The value of a field whose absence says something by itself; the field's documentation says what."""


def encode(text: Any, what: str) -> bytes:
    """UTF-8 that C reads to its end. What is wrong is told without quoting the text."""
    if not isinstance(text, str):
        raise TypeError(f"{what} takes a str, not {type(text).__name__}")
    try:
        data = text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise EncodingError(f"{what} takes Unicode text; there is a lone surrogate at index {error.start}") from None
    if b"\0" in data:
        raise InvalidValueError(f"{what} takes a text without NUL; there is one at index {text.index(chr(0))}")
    return data


def encode_document(document: Any, what: str) -> bytes:
    """The bytes of a document or rule file, given as str or bytes; the library tells what is wrong with them."""
    if isinstance(document, str):
        try:
            return document.encode("utf-8")
        except UnicodeEncodeError as error:
            raise EncodingError(f"{what} takes Unicode text; there is a lone surrogate at index {error.start}") from None
    if isinstance(document, bytes):
        return document
    if isinstance(document, (bytearray, memoryview)):
        return bytes(document)
    raise TypeError(f"{what} takes str or bytes, not {type(document).__name__}")


def days_of(day: Any, what: str) -> int:
    if not isinstance(day, datetime.date) or isinstance(day, datetime.datetime):
        raise TypeError(f"{what} takes a datetime.date, not {type(day).__name__}")
    return day.toordinal() - _EPOCH


def date_of(days: int) -> Union[datetime.date, None, UnknownType]:
    """A date of the library, its named values included."""
    if CW_DATE_MIN <= days <= CW_DATE_MAX:
        return datetime.date.fromordinal(days + _EPOCH)
    return None if days == CW_DATE_NONE else UNKNOWN


def encode_number(number: Any, what: str) -> bytes:
    if isinstance(number, bool) or not isinstance(number, (int, decimal.Decimal)):
        raise TypeError(f"{what} takes a decimal.Decimal or an int, not {type(number).__name__}")
    if isinstance(number, decimal.Decimal) and not number.is_finite():
        raise InvalidValueError(f"{what} takes a finite number")
    return str(number).encode("ascii")

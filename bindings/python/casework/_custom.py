# SPDX-License-Identifier: MIT
"""Custom fields of a record: those that rule files declare and the schema does not know."""
import ctypes
import datetime
import decimal
import json
from typing import TYPE_CHECKING, Any, Iterator

from ._declarations import CW_DATE_UNKNOWN, CW_ERR_NOT_FOUND
from ._errors import InvalidValueError, NotFoundError, check, decode, take_text
from ._library import quick
from ._values import UNKNOWN, days_of, encode, encode_number

if TYPE_CHECKING:
    from ._record import Record


def _json_of(value: Any) -> str:
    """A value as JSON text; numbers keep every digit."""
    if value is UNKNOWN:
        return "null"
    if isinstance(value, (bool, str)):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, datetime.date):
        days_of(value, "a custom field")
        return json.dumps(value.isoformat())
    if isinstance(value, (int, decimal.Decimal)):
        return encode_number(value, "a custom field").decode("ascii")
    if isinstance(value, (list, tuple)):
        if any(isinstance(one, (list, tuple)) for one in value):
            raise InvalidValueError("a custom field takes no list of lists")
        return "[" + ",".join(_json_of(one) for one in value) + "]"
    raise TypeError("a custom field takes a str, bool, int, decimal.Decimal, datetime.date, UNKNOWN or a list of these, "
                    f"not {type(value).__name__}")


class Custom:
    """The custom fields of a record by name: `member.custom["risk"] = 4`. Numbers read as decimal.Decimal, dates as the text
    that documents have, what is not known as UNKNOWN."""
    __slots__ = ("_record",)

    def __init__(self, record: "Record") -> None:
        self._record = record

    def __getitem__(self, name: str) -> Any:
        owner = self._record._live()
        out = ctypes.c_void_p()
        status = quick.cw_record_custom(self._record._pointer, encode(name, "a custom field"), ctypes.byref(out))
        del owner
        if status == CW_ERR_NOT_FOUND:
            raise NotFoundError("the record has no custom field of this name")
        check(status, "a custom field")
        found = json.loads(take_text(out), parse_float=decimal.Decimal, parse_int=decimal.Decimal)
        return UNKNOWN if found is None else found

    def __setitem__(self, name: str, value: Any) -> None:
        self._set(name, encode(_json_of(value), "a custom field"))

    def __delitem__(self, name: str) -> None:
        self[name]
        self._set(name, None)

    def _set(self, name: str, data: Any) -> None:
        owner = self._record._live()
        check(quick.cw_record_set_custom(self._record._pointer, encode(name, "a custom field"), data), "a custom field")
        del owner

    def set_until(self, name: str, value: Any, until: Any) -> None:
        """What a dated field was up to a day, UNKNOWN where that day is not known; `value` None takes it away."""
        owner = self._record._live()
        data = None if value is None else encode(_json_of(value), "a custom field")
        day = CW_DATE_UNKNOWN if until is UNKNOWN else days_of(until, "a custom field")
        key = encode(name, "a custom field")
        check(quick.cw_record_set_custom_until(self._record._pointer, key, data, day), "a custom field")
        del owner

    def __contains__(self, name: str) -> bool:
        try:
            self[name]
        except NotFoundError:
            return False
        return True

    def __len__(self) -> int:
        owner = self._record._live()
        count: int = quick.cw_record_custom_count(self._record._pointer)
        del owner
        return count

    def __iter__(self) -> Iterator[str]:
        """The names of the fields that the record holds, in order."""
        owner = self._record._live()
        names = [decode(quick.cw_record_custom_name_at(self._record._pointer, i)) or "" for i in range(len(self))]
        del owner
        return iter(names)

    def get(self, name: str, default: Any = None) -> Any:
        """The field, or `default` where the record has none of this name."""
        try:
            return self[name]
        except NotFoundError:
            return default

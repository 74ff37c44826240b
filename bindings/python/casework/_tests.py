# SPDX-License-Identifier: MIT
"""Rule tests: what `casework test` runs, from memory."""
import ctypes
import datetime
from typing import Any, Iterable, List, Mapping, NamedTuple, Optional, Sequence, Union, overload

from . import _declarations
from ._context import Context, pointer_of
from ._errors import Diag, Diagnostics, check, decode, raise_status
from ._library import library, quick
from ._rules import Rules, Source
from ._values import days_of, encode, encode_document


class RuleTest(NamedTuple):
    """What became of one test."""
    name: str
    line: int
    """On which it stands in its file."""
    passed: bool
    details: str
    """Of a test that failed, what was expected and what was found, in lines; else empty."""


class RuleTests(Sequence[RuleTest]):
    """The tests of a file in its order, and what became of each; str() tells of those that failed."""

    def __init__(self, items: Iterable[RuleTest], diagnostics: Diagnostics, sound: bool) -> None:
        self._items = tuple(items)
        self.diagnostics = diagnostics
        """What is wrong with the file, or with cases that its tests name; a test with an error in it counts as failed."""
        self._sound = sound

    @overload
    def __getitem__(self, index: int) -> RuleTest: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[RuleTest]: ...

    def __getitem__(self, index: Union[int, slice]) -> Any:
        return self._items[index]

    def __len__(self) -> int:
        return len(self._items)

    @property
    def failed(self) -> List[RuleTest]:
        return [one for one in self._items if not one.passed]

    @property
    def passed(self) -> bool:
        """Whether there were tests, all of them passed, and nothing is wrong with the file."""
        return self._sound and bool(self._items) and not self.failed

    def __str__(self) -> str:
        return str(self.diagnostics) + "".join(f"{one.name} (line {one.line})\n{one.details}" for one in self.failed)

    def __repr__(self) -> str:
        return f"<RuleTests: {len(self)}, {len(self.failed)} failed>"


def _read(pointer: Any, diag: Diag, sound: bool) -> RuleTests:
    count = quick.cw_tests_count(pointer)
    return RuleTests([RuleTest(decode(quick.cw_tests_name_at(pointer, i)) or "", quick.cw_tests_line_at(pointer, i),
                               quick.cw_tests_passed_at(pointer, i) == 1, decode(quick.cw_tests_details_at(pointer, i)) or "")
                      for i in range(count)], diag.read(), sound)


def run_rule_tests(text: Source, cases: Mapping[str, Source], rules: Optional[Rules] = None, *, name: str = "rules.tests",
                   filter: Optional[str] = None, explain: bool = False, holidays: Iterable[datetime.date] = (),
                   context: Optional[Context] = None) -> RuleTests:
    """Runs the tests of a file, given as text, with base cases by the names that the tests use.

    rules: what is tested, whatever set the file names; None: the built-in pack of that name.
    filter: only tests whose names hold this text. explain: how each finding that differs came about.
    holidays: days that are no working days in tests that do not say so themselves.
    """
    if rules is not None and not isinstance(rules, Rules):
        raise TypeError("run_rule_tests() takes Rules, or None for a built-in pack")
    data, days, place = encode_document(text, "a test file"), [days_of(day, "holidays") for day in holidays], pointer_of(context)
    wanted = None if filter is None else encode(filter, "filter")
    flags = _declarations.CW_TESTS_EXPLAIN * bool(explain)
    held = None if rules is None else rules._open()
    tests = ctypes.c_void_p()
    check(quick.cw_tests_new(place, ctypes.byref(tests)))
    try:
        for case, document in cases.items():
            bytes_of = encode_document(document, "a case")
            check(quick.cw_tests_add_case(tests, encode(case, "the name of a case"), bytes_of, len(bytes_of)))
        if days:
            check(quick.cw_tests_set_holidays(tests, (ctypes.c_int32 * len(days))(*days), len(days)))
        with Diag(place) as diag:
            status = library.cw_tests_run(tests, held and held.pointer, encode(name, "the name of a test file"), data, len(data),
                                          wanted, flags, diag.pointer)
            if status not in (_declarations.CW_OK, _declarations.CW_ERR_INPUT):
                raise_status(status, diagnostics=diag.read())
            return _read(tests, diag, status == _declarations.CW_OK)
    finally:
        quick.cw_tests_release(tests)

# SPDX-License-Identifier: MIT
"""Rates: how often each rule is met, over many cases."""
import datetime
import decimal
import fractions
from typing import Dict, List, NamedTuple, Optional, Sequence, Union, overload

from . import _declarations
from ._context import Context, pointer_of
from ._errors import ArgumentError, Diag, Diagnostics, check, decode
from ._evaluation import COUNTS, FORCES, STATUSES, Evaluator, Judged, Report, form_of
from ._library import library, quick, words_of
from ._rules import Rules
from ._values import days_of, encode, encode_document

_COUNTED = words_of("CW_COUNTED_FINDINGS", quick.cw_counted_name)
_VERDICTS = words_of("CW_TARGET_REACHED", quick.cw_target_name)


class Share(NamedTuple):
    """How many were met, and of how many."""
    numerator: int
    denominator: int

    @property
    def ratio(self) -> Optional[fractions.Fraction]:
        """The one divided by the other, exactly; None where there is nothing to divide by."""
        return fractions.Fraction(self.numerator, self.denominator) if self.denominator else None


class Rate(NamedTuple):
    """How often one rule is met."""
    rule: str
    """Its full name, `set:rule`."""
    title: str
    """As the rule has it, paths in braces."""
    force: str
    """required or advised."""
    counted: str
    """periods of a recurrence; findings of any other rule."""
    known: Share
    """Without what is unknown."""
    best: Share
    """With what is unknown, turned out as well as it may."""
    worst: Share
    """With what is unknown, turned out as badly as it may."""
    counts: Dict[str, int]
    """How many of what is counted were met, missed, waived, pending; how many are unknown, and of those perhaps_met and
    perhaps_missed."""
    uncounted: int
    """Findings that stand for nobody knows how many, and are in no rate."""
    findings: Dict[str, int]
    """How many findings have each status, whatever is counted."""
    target: Optional[decimal.Decimal]
    """How many percent are to be met; None where the rule names no target."""
    verdict: Optional[str]
    """What became of the target: reached, missed, unknown, or empty where nothing was owed; None without one."""


class Rates(Judged, Sequence[Rate]):
    """How often each rule of a set is met: a sequence with a Rate for each rule, in the order of the rules.

    What is kept are counts, whatever the number of reports added. One thread at a time adds; another that does meanwhile
    waits. Threads that share the work have Rates of their own, which are merged at the end.
    """
    __slots__ = ("_rules",)
    _noun = "rates"
    _days = quick.cw_rates_as_of, quick.cw_rates_known_at, quick.cw_rates_since

    def __init__(self, rules: Rules, *, context: Optional[Context] = None) -> None:
        if not isinstance(rules, Rules):
            raise TypeError(f"Rates() takes Rules, not {type(rules).__name__}")
        law = rules._open()
        super().__init__(self._made(quick.cw_rates_new, quick.cw_rates_unref, pointer_of(context), law.pointer))
        self._rules = rules
        del law

    def add(self, report: Report) -> None:
        """Counts the findings of a report on a case, which may then be filled again. All reports must be by the same Rules,
        as of the same day, known at the same day, counted since the same day, and with the same holidays."""
        if not isinstance(report, Report):
            raise TypeError(f"Rates.add() takes a Report, not {type(report).__name__}")
        with self._lock, report._lock:
            own, sheet = self._open(), report._open()
            status = library.cw_rates_add(own.pointer, sheet.pointer)
            del own, sheet
        check(status, "the report is of other rules, days or holidays than the rates")

    def add_document(self, evaluator: Evaluator, document: Union[str, bytes], as_of: datetime.date) -> Diagnostics:
        """Reads one case document, judges it and counts its findings, in one call. Gives the warnings about it."""
        if not isinstance(evaluator, Evaluator):
            raise TypeError(f"Rates.add_document() takes an Evaluator, not {type(evaluator).__name__}")
        data, day = encode_document(document, "Rates.add_document()"), days_of(as_of, "as_of")
        with Diag(pointer_of(evaluator._context)) as diag, self._lock, evaluator._lock:
            own, court = self._open(), evaluator._open()
            status = library.cw_rates_add_text(own.pointer, court.pointer, day, data, len(data), diag.pointer)
            del own, court
            if status == _declarations.CW_ERR_VALUE:
                check(status, "the days or holidays are others than those of the rates")
            return diag.check(status)

    def merge(self, other: "Rates") -> None:
        """Adds all that another has counted, by the same rules or by rules compiled from the same texts."""
        if not isinstance(other, Rates):
            raise TypeError(f"Rates.merge() takes Rates, not {type(other).__name__}")
        if other is self:
            raise ArgumentError("Rates.merge() takes other Rates")
        first, second = sorted((self, other), key=id)      # so that two threads that merge both ways do not wait for each other
        with first._lock, second._lock:
            own, theirs = self._open(), other._open()
            status = quick.cw_rates_merge(own.pointer, theirs.pointer)
            del own, theirs
        check(status, "the rates are of other rules, days or holidays")

    @property
    def rules(self) -> Rules:
        """The rules that they were made for."""
        return self._rules

    @property
    def cases(self) -> int:
        """How many reports were added."""
        return int(self._ask(quick.cw_rates_cases))

    def targets(self, verdict: str) -> int:
        """How many required rules have that verdict: reached, missed, unknown or empty."""
        for number, word in _VERDICTS.items():
            if word == verdict:
                return int(self._ask(quick.cw_rates_targets, number))
        raise ArgumentError("verdict is one of " + ", ".join(_VERDICTS.values()))

    def write(self, form: str = "text") -> str:
        """For a person (`text`), as casework.rates/1 (`json`, `json_line`), or as a table (`csv`)."""
        return self._text(library.cw_rates_write, form_of(form, table=True))

    def _share(self, index: int, which: int) -> Share:
        return Share(int(self._ask(quick.cw_rates_numerator_at, index, which)),
                     int(self._ask(quick.cw_rates_denominator_at, index, which)))

    def _rate(self, index: int) -> Rate:
        target, ask = decode(self._ask(quick.cw_rates_target_at, index)), self._ask
        return Rate(
            decode(ask(quick.cw_rates_rule_at, index)) or "", self._text(quick.cw_rates_title, index),
            FORCES.get(ask(quick.cw_rates_force_at, index), "required"), _COUNTED[ask(quick.cw_rates_counted_at, index)],
            self._share(index, _declarations.CW_RATE_KNOWN), self._share(index, _declarations.CW_RATE_BEST),
            self._share(index, _declarations.CW_RATE_WORST),
            {word: ask(quick.cw_rates_count_of, index, number) for number, word in COUNTS.items()},
            ask(quick.cw_rates_uncounted_at, index),
            {word: ask(quick.cw_rates_findings_of, index, number) for number, word in STATUSES.items()},
            None if target is None else decimal.Decimal(target),
            None if target is None else _VERDICTS.get(ask(quick.cw_rates_verdict_at, index), "unknown"))

    def find(self, rule: str) -> Optional[Rate]:
        """The rate of a rule by its full name, or by its bare one where only one set has it; None where there is none."""
        name = encode(rule, "Rates.find()")
        index = self._ask(lambda at: quick.cw_rules_find(quick.cw_rates_rules(at), name))
        return None if index < 0 else self._rate(index)

    def __len__(self) -> int:
        return int(self._ask(quick.cw_rates_count))

    @overload
    def __getitem__(self, index: int) -> Rate: ...
    @overload
    def __getitem__(self, index: slice) -> List[Rate]: ...

    def __getitem__(self, index: Union[int, slice]) -> Union[Rate, List[Rate]]:
        places = range(len(self))[index]
        return self._rate(places) if isinstance(places, int) else [self._rate(i) for i in places]

    def __repr__(self) -> str:
        return "<Rates (closed)>" if self.is_closed else f"<Rates of {self.cases} cases>"

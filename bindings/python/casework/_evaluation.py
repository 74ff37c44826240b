# SPDX-License-Identifier: MIT
"""Evaluation: a case, rules and a day become a report of findings."""
import ctypes
import datetime
import decimal
import threading
from typing import TYPE_CHECKING, Any, Callable, Dict, Iterable, Iterator, List, NamedTuple, Optional, Sequence, Tuple, Union
from typing import overload

from . import _declarations
from ._case import Case
from ._context import Context, pointer_of
from ._errors import ArgumentError, ClosedError, Diag, check, decode, take_text
from ._handles import Asked, Handle, LockedHandle
from ._library import library, quick, words_of
from ._record import Record, wrap
from ._rules import Rules
from ._values import UNKNOWN, UnknownType, date_of, days_of, encode_document

if TYPE_CHECKING:
    from ._batch import Outcome

STATUSES = words_of("CW_MET", quick.cw_finding_status_name)
_REASONS = words_of("CW_REASON_MISSING", quick.cw_reason_name)
FORCES = words_of("CW_FORCE_REQUIRED", quick.cw_force_name)
COUNTS = words_of("CW_COUNT_MET", quick.cw_count_name)
_DIGESTS = {word: number for number, word in words_of("CW_DIGEST_RULES", quick.cw_digest_name).items()}
FORMS = {word: number for number, word in words_of("CW_FORM_TEXT", quick.cw_form_name).items()}


def form_of(form: str, table: bool = False) -> int:
    """table: the thing can be written as a table, too."""
    known = [one for one in FORMS if table or one != "csv"]
    if form not in known:
        raise ArgumentError("form is one of " + ", ".join(known))
    return FORMS[form]


def flags_of(names: bool, all: bool = False) -> int:
    return _declarations.CW_SHOW_NAMES * bool(names) + _declarations.CW_SHOW_ALL * bool(all)


class Subject(NamedTuple):
    """What a rule was applied to."""
    variable: str
    """The rule's variable for it."""
    kind: str
    """`member`, `task` ...; for a table's row the name of the table."""
    id: str
    """Its id, its path in the document, or the key of the table's row."""
    record: Optional[Record]
    """None for a table's row."""


class Reason(NamedTuple):
    """Why a finding is unknown."""
    kind: str
    """missing, error, limit or after_current."""
    fact: Optional[str]
    """The path of the missing fact: `leo.born`."""
    message: Optional[str]


class Source(NamedTuple):
    """Where a rule is written down."""
    code: str
    text: str


class Parameter(NamedTuple):
    """A parameter that a rule uses."""
    name: str
    """The full name, `set:name`."""
    value: Optional[str]
    """As rule files write it."""
    reading: Optional[str]
    """The reading of the source that it stands for."""
    declared: Optional[str]
    """The value that its declaration gives, where the caller set another."""


class Instrument(NamedTuple):
    """What a report says of the items of one review instrument."""
    name: str
    counts: Dict[str, int]
    """How many findings of its items have each status."""
    reviewed: Union[datetime.date, None, UnknownType]
    """The day of the latest review that is seen; None where there is none."""
    scored: int
    """How many items have a score in that review."""
    score: Optional[decimal.Decimal]
    """The sum of the scores; None where no item has one."""
    open: List["Finding"]
    """The findings of its items that are not rated: pending or unknown."""


class Finding(Asked):
    """One rule applied to one subject. It ends when its report is filled again or closed."""
    __slots__ = ("_report", "_pointer", "_filling")

    def __init__(self, report: "Report", pointer: int, filling: int) -> None:
        self._report = report
        self._pointer = pointer
        self._filling = filling

    def _ask(self, function: Callable[..., Any], *arguments: Any) -> Any:
        report = self._report
        with report._lock:
            owner = report._open()
            if report._filling != self._filling:
                raise ClosedError("the finding ended when its report was filled again")
            found = function(self._pointer, *arguments)
            del owner
        return found

    def _texts(self, count: Callable[..., int], at: Callable[..., Optional[bytes]]) -> List[str]:
        return [decode(self._ask(at, i)) or "" for i in range(self._ask(count))]

    def _status(self, function: Callable[..., int]) -> str:
        return STATUSES.get(int(self._ask(function)), "unknown")

    @property
    def rule(self) -> str:
        """The full name of its rule, `set:rule`."""
        return decode(self._ask(quick.cw_finding_rule)) or ""

    @property
    def status(self) -> str:
        """met, not_applicable, waived, pending, late, unmet, overdue or unknown."""
        return self._status(quick.cw_finding_status)

    @property
    def best(self) -> str:
        """The best that an unknown finding may turn out to be; its status for a decided one."""
        return self._status(quick.cw_finding_best)

    @property
    def worst(self) -> str:
        """The worst that an unknown finding may turn out to be; its status for a decided one."""
        return self._status(quick.cw_finding_worst)

    @property
    def is_violation(self) -> bool:
        """Whether it is unmet or overdue, of a required rule."""
        return bool(self._ask(quick.cw_finding_is_violation))

    @property
    def force(self) -> str:
        """required or advised."""
        return FORCES.get(int(self._ask(quick.cw_finding_force)), "required")

    @property
    def due(self) -> Union[datetime.date, None, UnknownType]:
        """The due day; None where there is none."""
        return date_of(self._ask(quick.cw_finding_due))

    @property
    def missed(self) -> int:
        """How many periods of a recurrence were surely missed."""
        return int(self._ask(quick.cw_finding_missed))

    @property
    def perhaps_missed(self) -> int:
        """How many more periods of a recurrence were perhaps missed."""
        return int(self._ask(quick.cw_finding_perhaps_missed))

    @property
    def first_missed(self) -> Union[datetime.date, None, UnknownType]:
        """The last day of the first period that was surely missed; None where none was."""
        return date_of(self._ask(quick.cw_finding_first_missed))

    @property
    def periods(self) -> Optional[Dict[str, int]]:
        """Of a recurrence whose periods are known: how many that are owed were met, missed, waived, pending; how many are
        unknown, and of those perhaps_met and perhaps_missed. Of those that end since the day that the evaluator was
        given. None for any other finding."""
        if not self._ask(quick.cw_finding_has_periods):
            return None
        return {word: int(self._ask(quick.cw_finding_period_count, number)) for number, word in COUNTS.items()}

    @property
    def subjects(self) -> List[Subject]:
        """What the rule was applied to: none, one or several."""
        return [self._subject(i) for i in range(self._ask(quick.cw_finding_subject_count))]

    def _subject(self, index: int) -> Subject:
        variable, kind, name = (decode(self._ask(function, index)) or "" for function in (
            quick.cw_finding_subject_variable, quick.cw_finding_subject_kind, quick.cw_finding_subject_id))
        return Subject(variable, kind, name, self._ask(self._record_at, index))

    def _record_at(self, pointer: int, index: int) -> Optional[Record]:
        found, case = quick.cw_finding_subject_record(pointer, index), self._report._case
        if found is None or case is None:
            return None
        return case if found == case._pointer else wrap(case, found)

    @property
    def reasons(self) -> List[Reason]:
        """Why an unknown finding is unknown."""
        return [Reason(_REASONS.get(self._ask(quick.cw_finding_reason_kind, i), "error"),
                       decode(self._ask(quick.cw_finding_reason_fact, i)),
                       decode(self._ask(quick.cw_finding_reason_message, i)))
                for i in range(self._ask(quick.cw_finding_reason_count))]

    @property
    def has_more_reasons(self) -> bool:
        """Whether there are more reasons than are told."""
        return bool(self._ask(quick.cw_finding_has_more_reasons))

    @property
    def notes(self) -> List[str]:
        """What else there is to say, one sentence each."""
        return self._texts(quick.cw_finding_note_count, quick.cw_finding_note_at)

    @property
    def sources(self) -> List[Source]:
        """Where the rule is written down."""
        return [Source(decode(self._ask(quick.cw_finding_source_code, i)) or "",
                       decode(self._ask(quick.cw_finding_source_text, i)) or "")
                for i in range(self._ask(quick.cw_finding_source_count))]

    @property
    def covers(self) -> List[str]:
        """The ids of the requirements that the rule checks."""
        return [one for one in self._texts(quick.cw_finding_cover_count, quick.cw_finding_cover_at) if one]

    @property
    def parameters(self) -> List[Parameter]:
        """The parameters that the rule uses."""
        return [Parameter(decode(self._ask(quick.cw_finding_parameter_name, i)) or "",
                          decode(self._ask(quick.cw_finding_parameter_value, i)),
                          decode(self._ask(quick.cw_finding_parameter_reading, i)),
                          decode(self._ask(quick.cw_finding_parameter_declared, i)))
                for i in range(self._ask(quick.cw_finding_parameter_count))]

    @property
    def instrument(self) -> Optional[str]:
        """Of a review item: the instrument to which it belongs."""
        return decode(self._ask(quick.cw_finding_instrument))

    @property
    def activity(self) -> Optional[str]:
        """Of a review item: what of the work it is about."""
        return decode(self._ask(quick.cw_finding_activity))

    @property
    def target(self) -> Optional[decimal.Decimal]:
        """How many percent are to be met over many cases; None where the rule names no target."""
        found = decode(self._ask(quick.cw_finding_target))
        return None if found is None else decimal.Decimal(found)

    @property
    def changed_by(self) -> Optional[str]:
        """The rule set whose `override` gives some clauses of the rule; None where none does."""
        return decode(self._ask(quick.cw_finding_changed_by))

    def title(self, *, names: bool = False) -> str:
        """The rule's title with its values filled in; members by their ids unless names are asked for."""
        return self._text(quick.cw_finding_title, flags_of(names))

    def remedy(self, *, names: bool = False) -> str:
        """What would mend it; empty for a rule that does not say."""
        return self._text(quick.cw_finding_remedy, flags_of(names))

    def explain(self, form: str = "text", *, names: bool = False) -> str:
        """How the rule came to it: each expression with the values found; `text`, `json` or `json_line`."""
        return self._text(library.cw_finding_explain, form_of(form), flags_of(names))

    def __repr__(self) -> str:
        try:
            return f"<Finding {self.rule}: {self.status}>"
        except ClosedError:
            return "<Finding (ended)>"


class Judged(LockedHandle):
    """What was judged as of one day, knowing what was known at another, and counted since a third."""
    __slots__ = ()
    _days: Tuple[Callable[[int], int], Callable[[int], int], Callable[[int], int]]

    @property
    def as_of(self) -> Union[datetime.date, None, UnknownType]:
        """The day that was judged as of; UNKNOWN as long as nothing was judged."""
        return date_of(self._ask(self._days[0]))

    @property
    def known_at(self) -> Union[datetime.date, None, UnknownType]:
        """The day up to which what was recorded was used; None for no limit; UNKNOWN as long as nothing was judged."""
        return date_of(self._ask(self._days[1]))

    @property
    def since(self) -> Union[datetime.date, None, UnknownType]:
        """The day since which periods and due days are counted; None for all; UNKNOWN as long as nothing was judged."""
        return date_of(self._ask(self._days[2]))


class Report(Judged, Sequence[Finding]):
    """The result of an evaluation: a sequence of findings, those that do not apply included. It keeps its case and
    rules until it is filled again or closed."""
    __slots__ = ("_filling", "_case", "_rules")
    _noun = "report"
    _days = quick.cw_report_as_of, quick.cw_report_known_at, quick.cw_report_since

    def __init__(self, *, context: Optional[Context] = None) -> None:
        super().__init__(self._made(quick.cw_report_new, quick.cw_report_unref, pointer_of(context)))
        self._filling = 0
        self._case: Optional[Case] = None
        self._rules: Optional[Rules] = None

    def close(self) -> None:
        super().close()
        self._case = self._rules = None

    @property
    def case(self) -> Optional[Case]:
        """The case that was judged; None for an empty report."""
        return self._case

    @property
    def rules(self) -> Optional[Rules]:
        """The rules that were used; None for an empty report."""
        return self._rules

    @property
    def assumptions(self) -> List[str]:
        """What was taken for granted where the case says nothing, one sentence each."""
        return [decode(self._ask(quick.cw_report_assumption_at, i)) or ""
                for i in range(self._ask(quick.cw_report_assumption_count))]

    @property
    def violations(self) -> List[Finding]:
        """The findings that are violations."""
        return [one for one in self if one.is_violation]

    @property
    def violation_count(self) -> int:
        """How many findings are violations."""
        return int(self._ask(quick.cw_report_violations))

    def count_of(self, status: str) -> int:
        """How many findings have a status."""
        for number, word in STATUSES.items():
            if word == status:
                return int(self._ask(quick.cw_report_count_of, number))
        raise ArgumentError("status is one of " + ", ".join(STATUSES.values()))

    @property
    def instruments(self) -> List[Instrument]:
        """Of each review instrument whose items the rules rate."""
        with self._lock:
            at = self._open().pointer
            return [self._instrument(at, i) for i in range(quick.cw_report_instrument_count(at))]

    def _instrument(self, at: int, index: int) -> Instrument:
        score = decode(quick.cw_report_instrument_score(at, index))
        return Instrument(
            decode(quick.cw_report_instrument_name(at, index)) or "",
            {word: quick.cw_report_instrument_count_of(at, index, number) for number, word in STATUSES.items()},
            date_of(quick.cw_report_instrument_reviewed(at, index)), quick.cw_report_instrument_scored(at, index),
            None if score is None else decimal.Decimal(score),
            [Finding(self, quick.cw_report_instrument_open_at(at, index, i), self._filling)
             for i in range(quick.cw_report_instrument_open_count(at, index))])

    def digest(self, what: str, index: int = 0) -> str:
        """What it was made from, as SHA-256 in hexadecimal: `rules` (a file by its index), `parameters`, `holidays` or
        `case`."""
        if what not in _DIGESTS:
            raise ArgumentError("what is one of " + ", ".join(_DIGESTS))
        return self._text(library.cw_report_digest, _DIGESTS[what], index)

    def write(self, form: str = "text", *, names: bool = False, all: bool = False) -> str:
        """The report for a person (`text`) or as casework.report/1 (`json`, `json_line`). all: list also what is not
        applicable or harmlessly unknown."""
        return self._text(library.cw_report_write, form_of(form), flags_of(names, all))

    def __len__(self) -> int:
        return int(self._ask(quick.cw_report_count))

    @overload
    def __getitem__(self, index: int) -> Finding: ...
    @overload
    def __getitem__(self, index: slice) -> List[Finding]: ...

    def __getitem__(self, index: Union[int, slice]) -> Union[Finding, List[Finding]]:
        with self._lock:
            owner = self._open()
            places = range(quick.cw_report_count(owner.pointer))[index]
            if isinstance(places, int):
                return Finding(self, quick.cw_report_at(owner.pointer, places), self._filling)
            return [Finding(self, quick.cw_report_at(owner.pointer, i), self._filling) for i in places]

    def __repr__(self) -> str:
        return "<Report (closed)>" if self.is_closed else f"<Report: {len(self)} findings>"


class Evaluator(Handle):
    """Judges cases by rules. It holds working memory, so one evaluator serves one thread at a time (another that uses it
    meanwhile waits); rules and frozen cases are shared freely. The library runs without the interpreter's lock."""
    __slots__ = ("_lock", "_context")
    _noun = "evaluator"

    def __init__(self, *, known_at: Optional[datetime.date] = None, holidays: Iterable[datetime.date] = (),
                 since: Optional[datetime.date] = None, context: Optional[Context] = None) -> None:
        """known_at: use only what was recorded up to a day. holidays: days that are no working days; Saturdays and
        Sundays never are. since: of the periods of recurrences count those that end on or after a day (Finding.periods,
        Rates); statuses are of the whole time."""
        known = None if known_at is None else days_of(known_at, "known_at")
        first = None if since is None else days_of(since, "since")
        days = [days_of(day, "holidays") for day in holidays]
        self._owner = self._made(quick.cw_evaluator_new, quick.cw_evaluator_unref, pointer_of(context))
        self._lock = threading.Lock()
        self._context = context
        if known is not None:
            check(quick.cw_evaluator_set_known_at(self._owner.pointer, known))
        if first is not None:
            check(quick.cw_evaluator_set_since(self._owner.pointer, first))
        if days:
            array = (ctypes.c_int32 * len(days))(*days)
            check(quick.cw_evaluator_set_holidays(self._owner.pointer, array, len(days)))

    def run(self, rules: Rules, case: Case, as_of: datetime.date, *, report: Optional[Report] = None) -> Report:
        """Judges a frozen case as of a day. Gives a new report, or fills one again, whose findings then end."""
        if not isinstance(rules, Rules) or not isinstance(case, Case):
            raise TypeError("Evaluator.run() takes Rules, a Case and a datetime.date")
        day = days_of(as_of, "as_of")
        if report is None:
            report = Report(context=self._context)
        with self._lock, report._lock:
            own, law, whole, sheet = self._open(), rules._open(), case._open(), report._open()
            report._filling += 1
            report._case = report._rules = None
            status = library.cw_evaluator_run(own.pointer, law.pointer, whole.pointer, day, sheet.pointer)
            if status == _declarations.CW_OK:
                report._case, report._rules = case, rules
            del own, law, whole, sheet
        check(status)
        return report

    def audit_text(self, rules: Rules, document: Union[str, bytes], as_of: datetime.date, form: str = "json_line", *,
                   names: bool = False, all: bool = False) -> str:
        """Reads one case document, judges it and writes the report, in one call."""
        data, day = encode_document(document, "Evaluator.audit_text()"), days_of(as_of, "as_of")
        out, how, flags = ctypes.c_void_p(), form_of(form), flags_of(names, all)
        with Diag(pointer_of(self._context)) as diag, self._lock:
            own, law = self._open(), rules._open()
            diag.check(library.cw_evaluator_audit_text(own.pointer, law.pointer, day, data, len(data), how, flags,
                                                       ctypes.byref(out), diag.pointer))
            del own, law
        return take_text(out)

    def audit(self, rules: Rules, documents: Iterable[Union[str, bytes]], as_of: datetime.date, *, names: bool = False,
              all: bool = False, batch: int = 256) -> Iterator["Outcome"]:
        """Judges any number of case documents and gives an Outcome for each, in order, in flat memory.

        `batch` documents go into the library in one call, which runs without the interpreter's lock; a bad document
        stops nothing.
        """
        from ._batch import audit
        return audit(self, rules, documents, as_of, names=names, all=all, batch=batch)

# SPDX-License-Identifier: MIT
"""Many case documents: read one after another from a stream, or judged batch by batch."""
import bisect
import ctypes
import datetime
import json
from typing import Any, BinaryIO, Dict, Iterable, Iterator, List, NamedTuple, Optional, Tuple, Union

from . import _declarations
from ._case import Case
from ._context import Context, pointer_of
from ._errors import CaseworkError, Diag, Diagnostic, Diagnostics, InputError, LimitError, check, raise_status, take_text
from ._evaluation import Evaluator, flags_of
from ._handles import Handle, Owner
from ._library import library, quick
from ._rules import Rules
from ._values import days_of, encode, encode_document

BATCH_BYTES = 4 << 20
BLOCK = 65536
_MARK = b"\xef\xbb\xbf"
_PROBLEM = '{"format":"casework.problem/'


class _Stream(Handle):
    """A cw_stream; used by one generator alone."""
    __slots__ = ()
    _noun = "stream"

    def __init__(self, context: Optional[int], source: Optional[bytes] = None, flags: int = 0) -> None:
        self._owner = self._made(quick.cw_stream_new, quick.cw_stream_release, context, source, flags)

    def feed(self, data: bytes) -> None:
        check(library.cw_stream_feed(self._open().pointer, data, len(data)))

    def finish(self) -> None:
        check(quick.cw_stream_finish(self._open().pointer))


# ---- reading ----

class Read(NamedTuple):
    """One document of a stream."""
    line: int
    """The line on which it begins."""
    case: Optional[Case]
    """Frozen; None for a bad document."""
    error: Optional[CaseworkError]
    """What is wrong with a bad document."""
    diagnostics: Diagnostics
    """The same, or the warnings about a good one."""


def _blocks(stream: Union[BinaryIO, Iterable[bytes]]) -> Iterator[bytes]:
    read = getattr(stream, "read1", None) or getattr(stream, "read", None)
    if read is None:
        yield from stream
        return
    while True:
        block = read(BLOCK)
        if not block:
            return
        yield block


def _next_read(stream: _Stream, diag: Diag) -> Optional[Read]:
    out, line = ctypes.c_void_p(), ctypes.c_int64()
    diag.clear()
    status = library.cw_stream_next_case(stream._open().pointer, ctypes.byref(out), ctypes.byref(line), diag.pointer)
    if status == _declarations.CW_OK:
        case = Case._of(out.value or 0, diag.read())
        return Read(line.value, case, None, case.diagnostics)
    if status == _declarations.CW_ERR_NOT_FOUND:
        return None
    try:
        raise_status(status, diagnostics=diag.read())
    except (InputError, LimitError) as error:
        return Read(line.value, None, error, error.diagnostics)


def read_cases(stream: Union[BinaryIO, Iterable[bytes]], *, source: Optional[str] = None, keep_words: bool = False,
               context: Optional[Context] = None) -> Iterator[Read]:
    """Reads the case documents of a binary file, or of pieces of bytes that end anywhere: JSON Lines, or objects one after
    another. One document is in memory at a time, and a bad one stops nothing."""
    name = None if source is None else encode(source, "source")
    pointer = pointer_of(context)
    flags = _declarations.CW_READ_KEEP_WORDS * bool(keep_words)
    with _Stream(pointer, name, flags) as reader, Diag(pointer) as diag:
        for block in _blocks(stream):
            reader.feed(encode_document(block, "read_cases()") if not isinstance(block, bytes) else block)
            yield from iter(lambda: _next_read(reader, diag), None)
        reader.finish()
        yield from iter(lambda: _next_read(reader, diag), None)


# ---- judging ----

class Outcome(NamedTuple):
    """What became of one document of a batch."""
    position: int
    """Which of the documents, from 0."""
    report: Optional[str]
    """The report, casework.report/1 on one line with its end; None for a bad document."""
    error: Optional[CaseworkError]
    """What is wrong with a bad document, with its own line numbers."""


class _Batch:
    """Some documents, joined so that none can run into the next: each begins a line with its brace and ends with one."""

    def __init__(self, first: int) -> None:
        self.first, self.next = first, first
        self.pieces: List[bytes] = []
        self.indexes: List[int] = []           # of the documents in `pieces`
        self.starts: List[int] = []            # the lines on which they begin
        self.lead: Dict[int, int] = {}         # the line of each document on which its brace stands
        self.alone: Dict[int, bytes] = {}      # documents that are judged by themselves
        self.line, self.size = 1, 0

    def add(self, data: bytes) -> None:
        if data.startswith(_MARK):
            data = data[len(_MARK):]
        text = data.strip(b" \t\r\n")
        self.size += len(data)
        if text[:1] == b"{" and text[-1:] == b"}":
            self.lead[self.next] = data[:len(data) - len(data.lstrip(b" \t\r\n"))].count(b"\n") + 1
            self.indexes.append(self.next)
            self.starts.append(self.line)
            self.pieces.append(text)
            self.line += text.count(b"\n") + 1
        else:
            self.alone[self.next] = data
        self.next += 1

    def bytes(self) -> bytes:
        return b"\n".join(self.pieces) + b"\n"


def _gather(documents: Iterable[Union[str, bytes]], most: int) -> Iterator[_Batch]:
    batch = _Batch(0)
    for document in documents:
        batch.add(encode_document(document, "Evaluator.audit()"))
        if batch.next - batch.first == most or batch.size >= BATCH_BYTES:
            yield batch
            batch = _Batch(batch.next)
    if batch.next > batch.first:
        yield batch


def _judge(evaluator: Evaluator, how: Tuple[Rules, int, int], batch: _Batch) -> Iterator[Tuple[int, str]]:
    """The lines of a batch, each with the line on which its document begins."""
    rules, day, flags = how
    most = len(batch.pieces) + 1
    numbers, count = (ctypes.c_int64 * most)(), ctypes.c_int64()
    with evaluator._lock, _Stream(pointer_of(evaluator._context)) as stream:
        own, law = evaluator._open(), rules._open()
        at = stream._open().pointer
        check(quick.cw_stream_set_audit(at, own.pointer, law.pointer, day, _declarations.CW_FORM_JSON_LINE, flags))
        stream.feed(batch.bytes())
        stream.finish()
        found: List[Tuple[int, str]] = []
        while True:
            out = ctypes.c_void_p()
            status = library.cw_stream_next_reports(at, most, ctypes.byref(out), numbers, ctypes.byref(count))
            if status == _declarations.CW_ERR_NOT_FOUND:
                break
            check(status)
            # Not splitlines(): a report may hold other characters that Python takes for the end of a line.
            found.extend(zip(numbers[:count.value], (line + "\n" for line in take_text(out).split("\n"))))
        del own, law
    return iter(found)


def _problem(line: str, start: int) -> CaseworkError:
    """The error that the line of a bad document tells, with the line numbers of the document itself."""
    problem = json.loads(line)
    items, texts = [], []
    for one in problem["diagnostics"]:
        place = None if one["line"] is None else one["line"] - start + 1
        items.append(Diagnostic(one["code"], one["severity"], None, place, one["column"], one["pointer"],
                                one["message"], one["help"]))
        at = "" if place is None else f"{place}:{one['column']}: "
        texts.append(f"{at}{one['severity']}: {one['message']}\n")
        texts += [f"  help: {one['help']}\n"] if one["help"] else []
    diagnostics = Diagnostics(items, "".join(texts), problem["dropped"])
    kind = LimitError if problem["status"] == "limit" else InputError
    return kind("the document is wrong", diagnostics)


def _judge_alone(evaluator: Evaluator, how: Tuple[Rules, datetime.date, bool, bool], index: int, data: bytes) -> Outcome:
    rules, as_of, names, all = how
    try:
        return Outcome(index, evaluator.audit_text(rules, data, as_of, names=names, all=all), None)
    except (InputError, LimitError) as error:
        return Outcome(index, None, error)


def _outcomes(evaluator: Evaluator, how: Tuple[Rules, datetime.date, bool, bool], batch: _Batch) -> Iterator[Outcome]:
    rules, as_of, names, all = how
    lines: Dict[int, List[str]] = {}
    if batch.pieces:
        for number, line in _judge(evaluator, (rules, days_of(as_of, "as_of"), flags_of(names, all)), batch):
            at = bisect.bisect_right(batch.starts, number) - 1
            lines.setdefault(at, []).append(line)
    for at, index in enumerate(batch.indexes):
        if len(lines.get(at, ())) != 1:        # several values, or none: told as a document by itself
            batch.alone[index] = b"\n" * (batch.lead[index] - 1) + batch.pieces[at]
    places = {index: at for at, index in enumerate(batch.indexes)}
    for index in range(batch.first, batch.next):
        if index in batch.alone:
            yield _judge_alone(evaluator, how, index, batch.alone[index])
        elif lines[places[index]][0].startswith(_PROBLEM):
            start = batch.starts[places[index]] - batch.lead[index] + 1
            yield Outcome(index, None, _problem(lines[places[index]][0], start))
        else:
            yield Outcome(index, lines[places[index]][0], None)


def audit(evaluator: Evaluator, rules: Rules, documents: Iterable[Union[str, bytes]], as_of: datetime.date, *,
          names: bool, all: bool, batch: int) -> Iterator[Outcome]:
    if isinstance(documents, (str, bytes)):
        raise TypeError("Evaluator.audit() takes documents, not one document")
    if isinstance(batch, bool) or not isinstance(batch, int) or batch < 1:
        raise ValueError("batch takes a number of documents, 1 or more")
    days_of(as_of, "as_of")
    evaluator._open()
    rules._open()
    how = (rules, as_of, names, all)
    return (one for some in _gather(documents, batch) for one in _outcomes(evaluator, how, some))

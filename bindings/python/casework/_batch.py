# SPDX-License-Identifier: MIT
"""Many case documents: read one after another from a stream, or judged batch by batch."""
import ctypes
import datetime
import json
from typing import Any, BinaryIO, Iterable, Iterator, List, NamedTuple, Optional, Union

from . import _declarations
from ._case import Case
from ._context import Context, pointer_of
from ._errors import CaseworkError, Diag, Diagnostic, Diagnostics, InputError, LimitError, check, raise_status, take_text
from ._evaluation import Evaluator, flags_of
from ._handles import Handle
from ._library import library, quick
from ._rules import Rules, owner_of
from ._values import days_of, encode, encode_document

BATCH_BYTES = 4 << 20
BLOCK = 65536
_PROBLEM = '{"format":"casework.problem/'
_WARNINGS = ',"warnings":[{"severity":'


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
               rules: Optional[Rules] = None, context: Optional[Context] = None) -> Iterator[Read]:
    """Reads the case documents of a binary file, or of pieces of bytes that end anywhere: JSON Lines, or objects one after
    another. One document is in memory at a time, and a bad one stops nothing."""
    name = None if source is None else encode(source, "source")
    pointer = pointer_of(context)
    flags = _declarations.CW_READ_KEEP_WORDS * bool(keep_words)
    with _Stream(pointer, name, flags) as reader, Diag(pointer) as diag:
        law = owner_of(rules)
        check(quick.cw_stream_set_rules(reader._open().pointer, law and law.pointer))     # which holds them
        del law
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
    diagnostics: Diagnostics = Diagnostics()
    """The same, or the warnings about a good one."""


def _gather(documents: Iterable[Union[str, bytes]], most: int) -> Iterator[List[bytes]]:
    batch: List[bytes] = []
    size = 0
    for document in documents:
        batch.append(encode_document(document, "Evaluator.audit()"))
        size += len(batch[-1])
        if len(batch) == most or size >= BATCH_BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _judge(evaluator: Evaluator, rules: Rules, day: int, flags: int, batch: List[bytes]) -> List[str]:
    """The line of each document of a batch."""
    lines: List[str] = []
    count = ctypes.c_int64()
    with evaluator._lock, _Stream(pointer_of(evaluator._context)) as stream:
        own, law = evaluator._open(), rules._open()
        at = stream._open().pointer
        check(quick.cw_stream_set_audit(at, own.pointer, law.pointer, day, _declarations.CW_FORM_JSON_LINE, flags))
        for document in batch:
            check(quick.cw_stream_feed_document(at, document, len(document)))
        while len(lines) < len(batch):
            out = ctypes.c_void_p()
            check(library.cw_stream_next_reports(at, len(batch), ctypes.byref(out), None, ctypes.byref(count)))
            # Not splitlines(): a report may hold other characters that Python takes for the end of a line.
            lines += take_text(out).split("\n")[:-1]
        del own, law
    return lines


def _diagnostics(found: Any, key: str) -> Diagnostics:
    items = [Diagnostic(one["code"], one["severity"], None, one["line"] or None, one["column"] or None, one["pointer"],
                        one["message"], one["help"]) for one in found[key]]
    return Diagnostics(items, found["text"], found["dropped"])


def _outcome(position: int, line: str) -> Outcome:
    if line.startswith(_PROBLEM):
        problem = json.loads(line)
        kind = LimitError if problem["status"] == "limit" else InputError
        error = kind("the document is wrong", _diagnostics(problem, "diagnostics"))
        return Outcome(position, None, error, error.diagnostics)
    at = line.rfind(_WARNINGS)           # within a text the quotes would stand behind a backslash
    warnings = Diagnostics() if at < 0 else _diagnostics(json.loads("{" + line[at + 1:]), "warnings")
    return Outcome(position, line + "\n", None, warnings)


def _outcomes(evaluator: Evaluator, rules: Rules, day: int, flags: int, batches: Iterable[List[bytes]]) -> Iterator[Outcome]:
    position = 0
    for batch in batches:
        for line in _judge(evaluator, rules, day, flags, batch):
            yield _outcome(position, line)
            position += 1


def audit(evaluator: Evaluator, rules: Rules, documents: Iterable[Union[str, bytes]], as_of: datetime.date, *,
          names: bool, all: bool, batch: int) -> Iterator[Outcome]:
    if isinstance(documents, (str, bytes)):
        raise TypeError("Evaluator.audit() takes documents, not one document")
    if isinstance(batch, bool) or not isinstance(batch, int) or batch < 1:
        raise ValueError("batch takes a number of documents, 1 or more")
    day, flags = days_of(as_of, "as_of"), flags_of(names, all)
    evaluator._open()
    rules._open()
    return _outcomes(evaluator, rules, day, flags, _gather(documents, batch))

# SPDX-License-Identifier: MIT
"""`python -m casework audit`: judges case files as the command `casework audit` does."""
import argparse
import datetime
import os
import re
import sys
from typing import Any, BinaryIO, Dict, Iterator, List, NoReturn, Optional, Sequence, Tuple

import casework
from casework import _values

CLEAN, VIOLATIONS, BAD = 0, 1, 2
FORMS = {"text": "text", "json": "json", "jsonl": "json_line"}
CASE_FILES = "JSON or JSON Lines, `-` for standard input; each may hold any number of cases"
SET_NAME = re.compile(r"[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*")


class Failure(Exception):
    """What stops the whole run, told in one line."""


# ---- telling ----

def shown(text: str) -> str:
    """A name on a terminal: control characters and broken bytes as \\u{..}."""
    return "".join(c if c.isprintable() else f"\\u{{{ord(c):X}}}" for c in text)


def put_error(text: str) -> None:
    sys.stderr.write(text.encode(sys.stderr.encoding or "utf-8", "backslashreplace").decode(sys.stderr.encoding or "utf-8"))
    sys.stderr.flush()


def tell(text: str) -> int:
    put_error(f"casework: {shown(text)}\n")
    return BAD


def tell_at(file: str, line: int, text: str) -> int:
    place = f"{shown(file)}:{line}" if line else shown(file)
    put_error(f"{place}: error: {shown(text)}\n")
    return BAD


def reason(error: OSError) -> str:
    return error.strerror or "it cannot be used"


def distance(one: str, other: str) -> int:
    """How many letters must change to make one word the other."""
    line = list(range(len(other) + 1))
    for i, letter in enumerate(one):
        diagonal, line[0] = line[0], i + 1
        for j, against in enumerate(other):
            best = min(diagonal + (letter != against), line[j + 1] + 1, line[j] + 1)
            diagonal, line[j + 1] = line[j + 1], best
    return line[-1]


def near_pack(name: str) -> Optional[str]:
    slips = 0 if len(name) < 3 else 1 if len(name) < 6 else 2 if len(name) < 12 else 3
    return next((pack for pack in casework.packs() if len(name) <= 64 and distance(name, pack) <= slips), None)


# ---- files ----

def shown_name(path: str) -> str:
    return "<stdin>" if path == "-" else path


def read_file(path: str) -> bytes:
    try:
        if path == "-":
            return sys.stdin.buffer.read()
        with open(path, "rb") as file:
            return file.read()
    except FileNotFoundError as error:
        raise Failure(f"{shown(path)}: error: cannot be opened: {reason(error)}") from None
    except OSError as error:
        raise Failure(f"{shown(shown_name(path))}: error: cannot be read: {reason(error)}") from None


def blocks(file: BinaryIO, path: str, failed: List[int]) -> Iterator[bytes]:
    """The pieces of a file; a failure to read ends them and is told."""
    while True:
        try:
            block = file.read1(65536) if hasattr(file, "read1") else file.read(65536)
        except OSError as error:
            failed.append(tell_at(shown_name(path), 0, f"cannot be read: {reason(error)}"))
            return
        if not block:
            return
        yield block


def source_name(path: str) -> str:
    """A name for diagnostics: what a file's name holds beside UTF-8 is shown escaped."""
    return shown_name(path).encode("utf-8", "backslashreplace").decode("utf-8")


# ---- options ----

def day(text: str) -> datetime.date:
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text, re.ASCII):
        raise argparse.ArgumentTypeError(f"a day is written YYYY-MM-DD, not `{text}`")
    try:
        return datetime.date(int(text[:4]), int(text[5:7]), int(text[8:]))
    except ValueError:
        raise argparse.ArgumentTypeError(f"there is no day `{text}`") from None


def parameter(text: str) -> Tuple[str, str]:
    name, equals, value = text.partition("=")
    if not name or not equals:
        raise argparse.ArgumentTypeError(
            f"`--param` takes NAME=VALUE, such as us-ky:contact_period=\"1 calendar month\", not `{text}`")
    return name, value


class Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        tell(f"{message}; see `{self.prog} -h`")
        sys.exit(BAD)


def parser() -> Parser:
    top = Parser(prog="python -m casework", allow_abbrev=False, description="Case plans judged by the rules of policy.")
    top.add_argument("--version", action="version", version=f"casework {casework.__version__}")
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")
    audit = commands.add_parser(
        "audit", allow_abbrev=False, help="judge cases and print a report of each",
        description="Judges each case by its rules and prints a report.",
        epilog="Exit status: 0 no violations, 1 violations, 2 bad usage or input.")
    audit.add_argument("files", nargs="+", metavar="CASE-FILE", help=CASE_FILES)
    audit.add_argument("--rules", action="append", default=[], metavar="FILE|PACK",
                       help="a rule file or a built-in pack; may be repeated; default: the pack of the case's jurisdiction")
    audit.add_argument("--param", action="append", default=[], type=parameter, metavar="NAME=VALUE",
                       help="give a parameter another value, as rule files write it; may be repeated")
    audit.add_argument("--as-of", type=day, metavar="YYYY-MM-DD", help="the day to judge as of; default: today")
    audit.add_argument("--known-at", type=day, metavar="YYYY-MM-DD", help="use only what was recorded up to this day")
    audit.add_argument("--holidays", metavar="FILE",
                       help="days that are no working days, one YYYY-MM-DD a line; # begins a comment")
    audit.add_argument("--format", choices=sorted(FORMS), default="text", help="default: text")
    audit.add_argument("--names", action="store_true", help="print members' names, not their ids")
    audit.add_argument("--all", action="store_true",
                       help="also list what is not applicable, and what is unknown but harmless")
    return top


def read_holidays(path: str) -> List[datetime.date]:
    days = []
    for number, line in enumerate(read_file(path).split(b"\n"), 1):
        text = line.split(b"#")[0].strip(b" \t\r").decode("utf-8", "replace")
        if text:
            try:
                days.append(day(text))
            except argparse.ArgumentTypeError:
                place = f"{shown(shown_name(path))}:{number}"
                raise Failure(f"{place}: error: expected a day as YYYY-MM-DD, or nothing") from None
    return days


# ---- rules ----

def included(name: str, source: str) -> Optional[Tuple[str, bytes]]:
    """The file of a rule set that is included: NAME.rules in the folder of the file that includes it, and no other."""
    path = os.path.join(os.path.dirname(source), name + ".rules")
    if source == "<stdin>" or not SET_NAME.fullmatch(name) or not os.path.isfile(path):
        return None
    return path, read_file(path)


def compile_rules(names: Sequence[str], parameters: Dict[str, str]) -> casework.Rules:
    files: List[Tuple[str, Optional[bytes]]] = []
    for name in names:
        if name in casework.packs():
            files.append((name, None))
            continue
        near = near_pack(name)
        if name != "-" and near and not os.path.exists(name):
            raise Failure(f"casework: `{shown(name)}` is neither a file nor a built-in pack: did you mean `{near}`?")
        files.append((source_name(name), read_file(name)))
    rules = casework.Rules(files, parameters=parameters, resolve=included)
    put_error(str(rules.diagnostics))
    return rules


class RuleSets:
    """The rules of --rules, or those of each case's jurisdiction, each compiled when it is first asked for."""

    def __init__(self, names: Sequence[str], parameters: Sequence[Tuple[str, str]]) -> None:
        self.parameters = dict(parameters)
        for name, value in self.parameters.items():
            if not names and not any(name.startswith(pack + ":") for pack in casework.packs()):
                raise Failure(f"casework: `--param {shown(name)}={shown(value)}` begins with no built-in pack and a colon; "
                              "`--rules` names other rules")
        self.given = compile_rules(names, self.parameters) if names else None
        self.by_pack: Dict[str, Optional[casework.Rules]] = {}

    def of(self, case: casework.Case, file: str, line: int) -> Optional[casework.Rules]:
        if self.given is not None:
            return self.given
        name = case.jurisdiction
        if name is _values.UNKNOWN:
            tell_at(file, line, "the case names no jurisdiction; name the rules with `--rules`")
            return None
        if name not in casework.packs():
            near = near_pack(str(name))
            hint = f": did you mean `{near}`? `--rules` names other rules" if near else "; name the rules with `--rules`"
            tell_at(file, line, f"the case's jurisdiction is no built-in pack{hint}")
            return None
        return self.of_pack(str(name), file, line)

    def of_pack(self, name: str, file: str, line: int) -> Optional[casework.Rules]:
        if name not in self.by_pack:
            try:
                own = {key: value for key, value in self.parameters.items() if key.startswith(name + ":")}
                self.by_pack[name] = compile_rules([name], own)
            except casework.CaseworkError as error:
                put_error(f"{error}\n")
                self.by_pack[name] = None
        if self.by_pack[name] is None:
            tell_at(file, line, "the rules of the case's jurisdiction cannot be used")
        return self.by_pack[name]


# ---- judging ----

class Audit:
    def __init__(self, options: Any) -> None:
        self.options = options
        self.as_of = options.as_of or datetime.date.today()
        self.evaluator = casework.Evaluator(
            known_at=options.known_at, holidays=read_holidays(options.holidays) if options.holidays else ())
        self.report = casework.Report()
        self.rules = RuleSets(options.rules, options.param)
        self.reports = 0

    def put(self, text: str) -> None:
        if self.options.format == "text" and self.reports > 0:
            sys.stdout.buffer.write(b"\n")
        sys.stdout.buffer.write(text.encode("utf-8"))
        self.reports += 1

    def judge(self, one: casework.Read, file: str) -> int:
        put_error(str(one.diagnostics))
        if one.case is None:
            return BAD if len(one.diagnostics) else tell_at(file, one.line, str(one.error))
        with one.case as case:
            rules = self.rules.of(case, file, one.line)
            if rules is None:
                return BAD
            try:
                report = self.evaluator.run(rules, case, self.as_of, report=self.report)
            except casework.LimitError as error:
                return tell_at(file, one.line, f"the case cannot be judged: {error}")
            self.put(report.write(FORMS[self.options.format], names=self.options.names, all=self.options.all))
            return VIOLATIONS if report.violation_count else CLEAN

    def judge_file(self, path: str) -> int:
        try:
            file = sys.stdin.buffer if path == "-" else open(path, "rb")
        except IsADirectoryError as error:
            return tell_at(shown_name(path), 0, f"cannot be read: {reason(error)}")
        except OSError as error:
            return tell_at(shown_name(path), 0, f"cannot be opened: {reason(error)}")
        status, found, failed = CLEAN, False, []            # type: int, bool, List[int]
        try:
            for one in casework.read_cases(blocks(file, path, failed), source=source_name(path)):
                status, found = max(status, self.judge(one, shown_name(path))), True
        finally:
            if path != "-":
                file.close()
        if not found and not failed:
            failed.append(tell_at(shown_name(path), 0, "the file holds no case"))
        return max([status] + failed)

    def run(self) -> int:
        return max(self.judge_file(path) for path in self.options.files)


def main(arguments: Optional[Sequence[str]] = None) -> int:
    options = parser().parse_args(arguments)
    try:
        status = Audit(options).run()
        sys.stdout.flush()
        return status
    except Failure as error:
        put_error(f"{error}\n")
    except casework.InputError as error:
        put_error(f"{error}\n")
    except casework.CaseworkError as error:
        tell(str(error))
    except OSError as error:
        tell(f"standard output: cannot be written: {reason(error)}")
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())      # so that nothing is written at the end
    return BAD


if __name__ == "__main__":
    sys.exit(main())

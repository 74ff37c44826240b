# SPDX-License-Identifier: MIT
"""Is a child-welfare case plan what policy requires, as of any day; if not, why, and what would mend it?

A case document and rules become a report of findings:

    rules = casework.Rules.from_pack("us-ky")
    case = casework.Case.read(document)
    for finding in casework.Evaluator().run(rules, case, datetime.date(2025, 9, 30)).violations:
        print(finding.rule, finding.due, finding.remedy())

libcasework is found by the environment variable CASEWORK_LIBRARY, beside this package, or by its soname.
"""
from . import kinds, schema
from ._batch import Outcome, Read, read_cases
from ._case import Case
from ._context import Context
from ._errors import (ArgumentError, CaseworkError, ClosedError, Diagnostic, Diagnostics, DuplicateError, EncodingError,
                      FieldError, FrozenError, InputError, InvalidValueError, LimitError, NoMemoryError, NotFoundError,
                      NotFrozenError, RemovedError, StateError)
from ._evaluation import Evaluator, Finding, Instrument, Parameter, Reason, Report, Source, Subject
from ._library import VERSION as _version
from ._rates import Rate, Rates, Share
from ._record import Record
from ._rules import CustomField, Rules, packs
from ._tests import RuleTest, RuleTests, run_rule_tests
from ._values import STATED, UNKNOWN, StatedType, UnknownType
from .kinds import Entry, Member, Objective, Plan, Task

__version__ = ".".join(map(str, _version))
__all__ = [
    "ArgumentError", "Case", "CaseworkError", "ClosedError", "Context", "CustomField", "Diagnostic", "Diagnostics",
    "DuplicateError", "EncodingError", "Entry", "Evaluator", "FieldError", "Finding", "FrozenError", "InputError",
    "Instrument", "InvalidValueError", "LimitError", "Member", "NoMemoryError", "NotFoundError", "NotFrozenError",
    "Objective", "Outcome", "Parameter", "Plan", "Rate", "Rates", "Read", "Reason", "Record", "RemovedError",
    "Report", "RuleTest", "RuleTests", "Rules", "STATED", "Share", "Source", "StateError", "StatedType", "Subject",
    "Task", "UNKNOWN", "UnknownType", "kinds", "packs", "read_cases", "run_rule_tests", "schema"]

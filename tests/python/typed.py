# SPDX-License-Identifier: MIT
"""For the type checker alone: what it must accept, and behind each `# error` what it must refuse."""
import datetime
import fractions
from typing import Dict, List, Optional, Union

import casework
from casework import UNKNOWN, kinds


def accepted(case: casework.Case) -> None:
    member: casework.Member = case.members.add("ann", name="Ann", roles=["child"], born=datetime.date(2020, 1, 1))
    born: Union[datetime.date, casework.UnknownType] = member.born
    left: Union[datetime.date, None, casework.UnknownType] = member.left
    member.born = UNKNOWN
    member.left = None
    member.roles = ["child", "sibling"]
    member.roles.append("relative")
    member.custodian = member
    member.parents = ["ann", member]
    names: List[str] = [role for role in member.roles]
    if born is not UNKNOWN and left is not None:
        del member.name
    contact: kinds.Contact = case.record.add("contact", datetime.date(2024, 3, 1), mode="video", with_=[member])
    plan = case.plans.add("p", safety_plan={"proactive": []}, objectives=[{"id": "o"}])
    task: casework.Task = plan.objectives[0].tasks.add("t", due=datetime.date(2024, 6, 1))
    owner: casework.Member = task.owners[0]
    found: Optional[casework.Record] = case.find("ann")
    entry: casework.Entry = case.record[0]
    rules = casework.Rules.from_text("", packs=["us-ky"])
    report: casework.Report = casework.Evaluator(known_at=datetime.date.today()).run(rules, case, datetime.date.today())
    statuses: List[str] = [finding.status for finding in report]
    with case as same, report:
        same.freeze().copy()
    for outcome in casework.Evaluator().audit(rules, [b"", ""], datetime.date.today()):
        line: Optional[str] = outcome.report
    rates = casework.Rates(rules)
    rates.add(report)
    rates.merge(casework.Rates(rules))
    verdict: Optional[str] = rates[0].verdict
    ratio: Optional[fractions.Fraction] = rates[0].worst.ratio
    periods: Optional[Dict[str, int]] = report[0].periods
    many: List[casework.Rate] = rates[1:]
    print(verdict, ratio, periods, many)
    casework.schema.kinds["task"].fields["due"].doc.upper()
    print(names, contact.mode, owner, found, entry.date, statuses, line)


def refused(case: casework.Case, member: casework.Member) -> None:
    member.born = "2020-01-01"  # error
    member.born = None  # error
    member.living = "castle"  # error
    member.roles = ["uncle"]  # error
    member.roles.append(5)
    member.custodian = 5  # error
    member.age  # error
    member.category  # error
    case.members.add()  # error
    case.members.add("x", born="2020")  # error
    case.record.add("contact", "2024-01-01")  # error
    case.plans[0].developed.year  # error
    case.plans[0].safety_plan.proactive  # error
    casework.Evaluator().run(case, case, datetime.date.today())  # error
    casework.Case.read(5)  # error
    casework.Rates(case)  # error
    kinds.Contact.mode = 5  # error

# SPDX-License-Identifier: MIT
"""`casework rules --html` and `--markdown`: a handbook that says what the rules say. Expected words come from what a clause means."""
import base64
import hashlib
import json
import os
import re
import shutil
import subprocess
import unittest
from html.parser import HTMLParser

from command import ROOT, CommandTest

import tap

HEAD = 'language 1\nrules s "A set"\n'

# Clauses of a rule, and lines that a fact of it must have: the label, then what stands below it.
SAID = {
    "compared": ("""
  for:     t in plan.tasks
  when:    t.start >= @"2024-01-31" and t.due < t.start
  require: t.section != "family"
""", {"For": ["each task `t` of the plan in force"],
      "Applies": ["when all of these hold:", "the start of the task is on or after 2024-01-31",
                  "the due day of the task is before the start of the task"],
      "Asks": ['that the section of the task is not "family"'], "When": ["always"]}),
    "numbers": ("""
  for:     m in meetings
  require: m.month <= 3 or m.month > most
""", {"Asks": ["that at least one of these holds:", "the month of the meeting is at most 3",
               "the month of the meeting is more than [2](#parameter:s:most)"]}),
    "none": ("""
  for:     o in plan.objectives
  when:    plan != null
  require: o.dropped = null and o.achieved != null and o.target = null
""", {"Applies": ["when a plan is in force"],
      "Asks": ["that all of these hold:", "the objective was not dropped", "the objective was achieved",
               "there is no value for the target day of the objective"]}),
    "denied": ("""
  for:     m in members
  when:    not(m.active) and not("child" in m.roles)
  require: not(documented(m.born)) and not(m.living = "home" or m.living = "kin")
""", {"Applies": ["when all of these hold:", "the member is not active on the case", 'the roles of the member do not include "child"'],
      "Asks": ["that all of these hold:", "the date of birth of the member is not documented", "none of these holds:",
               'the place where the member lives is "home"', 'the place where the member lives is "kin"']}),
    "true": ("""
  for:     m in members
  require: m.active = true and m.indian_child != true and case.court_involved = false and strict = false
""", {"Asks": ["that all of these hold:", "the member is active on the case", "the member is not an American Indian child",
               "no court is involved in the case", "the parameter `strict` is false (here it is [false](#parameter:s:strict))"]}),
    "some": ("""
  for:     m in members
  require: some c in contacts satisfies m in c.with and "caseworker" in c.by.roles
""", {"Asks": ["that there is a contact for which all of these hold:", "the member is among the participants of the contact",
               'the person who carried out the contact has the role "caseworker"']}),
    "no-some": ("""
  for:     m in members
  require: not(some c in contacts satisfies c.private)
""", {"Asks": ["that there is no contact for which the person was seen alone in the contact"]}),
    "every": ("""
  for:     t in plan.tasks
  require: every w in t.owners satisfies w.category = "family" or w.category = "agency"
""", {"Asks": ["that for every owner of the task, at least one of these holds:", 'the category of the owner is "family"',
               'the category of the owner is "agency"']}),
    "not-every": ("""
  for:     t in plan.tasks
  require: not(every w in t.owners satisfies w.active)
""", {"Asks": ["that it is not so that for every owner of the task, the owner is active on the case"]}),
    "two-at-once": ("""
  require: some a in assessments, f in a.findings satisfies f.type = "need" and a.safe
""", {"Asks": ["that there is an assessment and a finding of the assessment for which all of these hold:",
               'the type of the finding is "need"', "the assessment found the children safe"]}),
    "another-of-its-kind": ("""
  for:     p in plans
  require: some q in plans satisfies q.developed > p.developed
""", {"For": ["each plan version `p`"],
      "Asks": ["that there is a plan version `q` for which the day on which plan version `q` was developed is after the day on "
               "which the plan version was developed"]}),
    "two-variables-of-a-kind": ("""
  for:     a in members, b in members
  require: a.born < b.born
""", {"For": ["each member `a` and each member `b`"],
      "Asks": ["that the date of birth of member `a` is before the date of birth of member `b`"]}),
    "filtered": ("""
  for:     m in members[active and "child" in roles]
  require: count(removals[m in about and date > case.opened]) = 0
""", {"For": ['each member `m` (where the member is active on the case and the member has the role "child")'],
      "Asks": ["that there is no removal (where the member is among the people whom the removal is about and the day of the removal "
               "is after the day on which the case was opened)"]}),
    "counted": ("""
  require: count(plan.objectives) >= 1 and count(plan.tasks) = 3 and count(members) > most
""", {"Asks": ["that all of these hold:", "there is at least one objective of the plan in force",
               "there are exactly 3 tasks of the plan in force", "the number of members is more than [2](#parameter:s:most)"]}),
    "aged": ("""
  for:     m in members
  require: age(m.born, plan.developed) >= 6 and age(m.born) < 18
""", {"Asks": ["that all of these hold:", "the age of the member on the day on which the plan in force was developed is at least 6",
               "the age of the member is less than 18"]}),
    "listed": ("""
  for:     m in meetings
  require: m.type in ["family_team_meeting", "case_review"]
""", {"Asks": ['that the type of the meeting is one of "family team meeting" or "case review"']}),
    "between": ("""
  for:     t in plan.tasks
  require: t.due in [@"2024-01-01"..@"2024-12-31"] and t.start between t.due and t.due
""", {"Asks": ["that all of these hold:", "the due day of the task is from 2024-01-01 to 2024-12-31, both included",
               "the start of the task is from the due day of the task to the due day of the task, both included"]}),
    "open-range": ("""
  for:     t in plan.tasks
  require: t.due in (@"2024-01-01"..@"2024-12-31"]
""", {"Asks": ['that `t.due in (@"2024-01-01"..@"2024-12-31"]`']}),
    "choice": ("""
  require: if strict then plan != null else count(contacts) >= 1
""", {"Asks": ["that this holds:", "if the parameter `strict` is true (here it is [false](#parameter:s:strict)), then a plan is in force",
               "otherwise, there is at least one contact"]}),
    "called": ("""
  for:     m in members
  when:    seen(m)
  require: count(live) >= 1 and not(seen(m))
""", {"Applies": ["when [seen](#condition:s:seen) holds for the member"],
      "Asks": ["that all of these hold:", "there is at least one objective in [live](#condition:s:live)",
               "[seen](#condition:s:seen) does not hold for the member"]}),
    "back-then": ("""
  for:     n in meetings, m in n.attendees
  require: as of(n.date, m.active and plan != null)
""", {"For": ["each meeting `n` and each attendee `m` of the meeting"],
      "Asks": ["that as things stood on the day of the meeting, all of these hold:", "the attendee is active on the case",
               "a plan is in force"]}),
    "values": ("""
  for:     m in members
  let      late = meetings[m in attendees]
  let      last = latest(late.date)
  require: last > case.opened and count(late) >= 2
""", {"Here": ["`late`: the meetings (where the member is among the attendees of the meeting)",
               "`last`: the latest day of any meeting in `late`"],
      "Asks": ["that all of these hold:", "`last` is after the day on which the case was opened", "there are at least 2 meetings in `late`"]}),
    "own-words": ("""
  for:     m in members
  require: some c in contacts satisfies string length(c.text) > 3
""", {"Asks": ["that there is a contact for which `string length(c.text) > 3` (where `c` is the contact)"]}),
    "own-words-of-a-list": ("""
  for:     m in members[string length(name) > 3], o in flatten(plans.objectives)
  require: m in o.subjects
  remedy:  "Ask {m.parents.name}, or {o.subjects.id}."
""", {"For": ["each member `m` (where `string length(name) > 3`) and each `o` of `flatten(plans.objectives)`"],
      "Asks": ["that the member is among the subjects of the objective"],
      "What to do": ["Ask `m.parents.name`, or `o.subjects.id`."]}),
    "commented": ("""
  for:     m in members
  require: string length(m.name)  // their "name"
           > /* more than "three" */ 3 and m.name != "a // b"
""", {"Asks": ["that all of these hold:", "`string length(m.name) > 3`", 'the name of the member is not "a // b"']}),
    "yes-or-no": ("""
  let      running = case.closed = null and plan != null
  require: running
""", {"Here": ["`running` is true when all of these hold:", "the case is not closed", "a plan is in force"],
      "Asks": ["that `running` is true"]}),
    "sums": ("""
  require: count(members) + 1 > most * 2 and @"P1Y" + case.opened < case.closed - @"P10D"
""", {"Asks": ["that all of these hold:", "(the number of members plus 1) is more than ([2](#parameter:s:most) times 2)",
               "1 year after the day on which the case was opened is before 10 days before the day on which the case was closed"]}),
    "some-inside": ("""
  for:     c in contacts
  require: count(contacts[some t in topics satisfies t = "planning"]) >= 1 and count(notes[some m in about satisfies m in c.with]) < 2
""", {"Asks": ["that all of these hold:", 'there is at least one contact (where there is a topic of the item (where the topic is "planning"))',
               "there is at most one note (where there is a person whom the note is about (where the person is among the participants of the "
               "contact))"]}),
    "some-inside-of-its-kind": ("""
  for:     p in plans
  require: count(meetings[some q in plans satisfies q.conference = item and q.since > p.since]) >= 1
""", {"Asks": ["that there is at least one meeting (where there is a plan version `q` (where the conference of plan version `q` is the meeting "
               "and the day from which plan version `q` is in force is after the day from which the plan version is in force))"]}),
    "begun": ("""
  for:     w in waivers
  when:    starts with(w.rule, "x_") and not(starts with(w.rule, "y"))
  require: latest(w.date, case.opened, w.expires) > case.opened and w.date = earliest([w.expires, case.opened])
""", {"Applies": ["when all of these hold:", 'the rule that the waiver names begins with "x_"'.replace("_", "\\_"),
                  'the rule that the waiver names does not begin with "y"'],
      "Asks": ["that all of these hold:", "the latest of the day of the waiver, the day on which the case was opened and the last day on which the "
               "waiver holds is after the day on which the case was opened",
               "the day of the waiver is the earlier of the last day on which the waiver holds and the day on which the case was opened"]}),
    "any-record": ("""
  for:     e in record, x in e.addresses
  require: documented(plan) and x in plan.objectives
""", {"For": ["each entry `e` and each record `x` that the entry answers"],
      "Asks": ["that all of these hold:", "the plan in force is documented", "the record is among the objectives of the plan in force"]}),
    "back-then-of-nothing-sayable": ("""
  for:     m in members
  require: as of(date("2024-01-01"), m.active) and not(if string length(m.name) > 3 then m.active else plan = null)
""", {"Asks": ["that all of these hold:", '`as of(date("2024-01-01"), m.active)`',
               "this does not hold: `if string length(m.name) > 3 then m.active else plan = null`"]}),
    "of-lists": ("""
  for:     p in plans, r in p.parenting_time
  require: every t in p.tasks satisfies not(t.section in ["family", "child_youth"]) and p.subjects = p.participants
           and age(case.opened) > 3 and documented(p.tasks.start)
""", {"For": ["each plan version `p` and each parenting time row `r` of the plan version"],
      "Asks": ["that for every task of the plan version, all of these hold:", 'the section of the task is not one of "family" or "child youth"',
               "`p.subjects = p.participants`", "`age(case.opened) > 3`", "`documented(p.tasks.start)`"]}),
    "grouped": ("""
  for:     m in members
  require: count(contacts[m in with and (private or mode = "telephone")]) >= 1
""", {"Asks": ["that there is at least one contact (where the member is among the participants of the contact and (the person was seen "
               'alone in the contact or the mode of the contact is "telephone"))']}),
    "due-within": ("""
  for:     e in removals
  within:  term of e.date
  until:   earliest(exits[date > e.date].date)
  require: plan != null
""", {"Due": ["within [60 days](#parameter:s:term) of the day of the removal; no longer owed after the earliest day of any exit (where "
              "the day of the exit is after the day of the removal)"]}),
    "due-by": ("""
  for:     o in plan.objectives
  by:      o.target
  require: documented(o.achieved)
""", {"Due": ["by the target day of the objective"]}),
    "later-of": ("""
  for:     m in members
  within:  3 working days of latest(case.opened, m.joined)
  require: plan != null
""", {"Due": ["within 3 working days of the later of the day on which the case was opened and the day on which the member joined"]}),
    "recurring": ("""
  every:   1 calendar month
  from:    earliest(plans.since)
  until:   case.closed
  partial: owed
  target:  95 %
  require: some c in contacts satisfies c.date in period
""", {"When": ["in every calendar month, counted from the earliest day from which any plan version is in force, until the day on "
               "which the case was closed; a period that is cut short is owed"],
      "Target": ["95 % of the periods, over many cases"],
      "Asks": ["that there is a contact for which the day of the contact is in the period"]}),
    "paused": ("""
  for:     e in removals
  within:  30 days of e.date
  paused:  breaks(e)
  require: plan != null
""", {"Paused": ["the clock stands still on the days of the list [breaks](#condition:s:breaks) for the removal"]}),
    "in-spans": ("""
  every:   90 days
  from:    case.opened
  require: some c in contacts satisfies c.date in period
""", {"When": ["in every period of 90 days, counted from the day on which the case was opened; a period that is cut short is not owed"]}),
    "as-an-agency-sets-it": ("""
  every:   rhythm
  from:    case.opened
  require: some c in contacts satisfies c.date in period
""", {"When": ["in every [calendar quarter](#parameter:s:rhythm), counted from the day on which the case was opened; a period that is cut short "
               "is not owed"]}),
    "from-then-on": ("""
  for:     o in court_orders
  from:    o.date + term
  require: plan != null
""", {"When": ["always, once this day has passed: [60 days](#parameter:s:term) after the day of the court order"]}),
    "excused": ("""
  require: plan != null
  waived:  by supervisor, service_region_administrator
  waived:  when case.court_involved
  remedy:  "Make a plan by {due}."
  force:   advised
  valid:   from 2024-01-01 until 2024-12-31
  source:  ACT "part 3"
  covers:  R-1, R-2
""", {"Unless": ["the record holds a waiver of it, with its reason, approved by a supervisor or service region administrator",
                 "a court is involved in the case"],
      "What to do": ["Make a plan by \\[due day\\]."], "Force": ["may: advice, never a violation"],
      "Advises": ["that a plan is in force"], "Valid": ["from 2024-01-01 until 2024-12-31"], "Written in": ["ACT, part 3"],
      "Covers": ["[R-1](#id:R-1), [R-2](#id:R-2)"]}),
    "rows": ("""
  for:     t in topics
  covers:  t.ids
  require: some e in efforts satisfies e.topic = t.topic
""", {"For": ["each row `t` of the table [topics](#table:topics:1)"],
      "Asks": ["that there is an effort for which the topic of the effort is the `topic` of the row"],
      "Covers": ["[R-8](#id:R-8), [R-9](#id:R-9)"]}),
    "rated": ("""
  instrument: review "Write the plan"
  for:     o in plan.objectives
  require: rating("clear", o) = "met" and documented(o.measure)
""", {"Asks": ["that all of these hold:", 'the reviewer\'s rating of "clear" for the objective is "met"',
               "the measure of the objective is documented"]}),
    "rated-by-a-term": ("""
  instrument: review "Write the plan"
  for:     o in plan.objectives
  when:    count(plans) > 0
  require: good(o) and score("depth") >= 3
""", {"Applies": ["when there is at least one plan version"],
      "Asks": ["that all of these hold:", "[good](#condition:s:good) holds for the objective", 'the reviewer\'s score of "depth" is at least 3']}),
    "open-parameter": ("""
  require: count(members) >= limit
""", {"Asks": ["that the number of members is at least the value of [limit](#parameter:s:limit)"],
      "Parameters": ["`limit`: no value is given, so the rule is not judged"]}),
}

SET = HEAD + """source ACT: "The act" dated 2011-03-01

// What the act asks.

parameter most = 2 reading A1              // "a few" is two
parameter term = 60 days
parameter strict = false
parameter rhythm = 1 calendar quarter
parameter limit : number
condition live = plan.objectives[achieved = null and dropped = null]
condition seen(m) = some c in contacts satisfies m in c.with
condition breaks(e) = [[e.date..e.date + @"P3D"]]
condition good(o) = rating("good", o) = "met"
absent objective.target: start + @"P6M"
definition R-5 "Words of the act."
permission R-6, R-7 "What the act allows."
table topics key topic
  topic     | ids
  education | R-8
  housing   | R-9
""" + "".join(f'rule {name}\n  title: "Rule {name}"{clauses}' for name, (clauses, _) in SAID.items())

# What makes another rule of one, as a slip of the pen would.
SLIPS = [(r"(?<![<>!])=(?!=)", "!="), (r"!=", "="), (r"<=", "<"), (r">=", ">"), (r"<(?!=)", "<="), (r">(?!=)", ">="), (r"\band\b", "or"),
         (r"\bor\b", "and"), (r"\bsome\b", "every"), (r"\bevery\b(?!:)", "some"), (r"\bnot\(", "("), (r"\bearliest\b", "latest"),
         (r"\blatest\b", "earliest"), (r"\+ ", "- "), (r"\bwith\b", "about"), (r"\bsince\b", "developed"), (r"\bdropped\b", "achieved"),
         (r"\bowed\b", "released"), (r"\b60\b", "61"), (r"\bcount\b", "sum")]

HOSTILE = HEAD + r'''source ACT: "<b>\"&amp; | *act* [x](http://evil.example)"
rule hostile
  title:   "<script>alert(1)</script> & \"q\" 'q' `c` *b* _i_ [l](javascript:x) # | \u202e\u0085\n {m.name}"
  source:  ACT "</h2><img src=x onerror=alert(1)> - www.evil.example"
  covers:  R-1
  for:     m in members
  require: m.name != "</code><script>x</script> ``` | \u202e"
  remedy:  "1. <iframe src=http://evil.example></iframe>"
definition R-2 "</td></tr></table><script>y</script> | a"
'''


class Facts:
    """What a handbook in Markdown says of each rule: label -> its line and those below it."""

    def __init__(self, text):
        self.rules = {}
        rule, label = None, None
        for line in text.splitlines():
            named = re.match(r'#+ <a id="rule:([^"]*)"></a>', line)
            fact = re.match(r"- \*\*([^*]+)\*\* ?(.*)", line)
            if line.startswith("#"):
                rule = self.rules.setdefault(named.group(1), {}) if named else None
            elif rule is not None and fact:
                label = fact.group(1)
                rule.setdefault(label, []).append(fact.group(2))
            elif rule is not None and re.match(r" +- ", line):
                rule[label].append(line.strip()[2:])


class Outline(HTMLParser):
    """A page as a reader's aid sees it; what is not well formed is an error."""
    VOID = {"meta", "br", "hr", "img", "link", "input"}

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.open, self.headings, self.ids, self.targets, self.tags, self.attributes = [], [], [], [], [], []
        self.texts, self.style = [], ""

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += [(tag, name, value) for name, value in attrs]
        self.ids += [value for name, value in attrs if name == "id"]
        self.targets += [value for name, value in attrs if name == "href"]
        if re.fullmatch(r"h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            raise AssertionError(f"</{tag}> at {self.getpos()}")

    def handle_data(self, data):
        if self.open and self.open[-1] == "style":
            self.style += data
        else:
            self.texts.append(data)


class Handbook(CommandTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.set = cls.write("s.rules", SET)
        cls.hostile = cls.write("hostile.rules", HOSTILE)

    def book(self, form, *names):
        output, errors = self.run_command("rules", f"--{form}", *names, status=0)
        self.assertEqual(errors, "")
        return output

    def outline(self, page):
        found = Outline()
        found.feed(page)
        found.close()
        self.assertEqual(found.open, [])
        return found

    def packs(self):
        output, _ = self.run_command("rules", "--format", "json", status=0)
        return [pack["pack"] for pack in json.loads(output)["packs"]]

    # ---- words ----

    def test_each_clause_in_words(self):
        said = Facts(self.book("markdown", self.set)).rules
        self.assertEqual(set(said), {f"s:{name}" for name in SAID})
        for name, (_, facts) in SAID.items():
            for label, lines in facts.items():
                with self.subTest(name, label=label):
                    self.assertEqual(said[f"s:{name}"].get(label), lines)

    def test_another_rule_has_other_words(self):
        def words(rules):
            done = subprocess.run([os.environ["CASEWORK_COMMAND"], "rules", "--markdown", "-"], input=rules.encode(), capture_output=True)
            text = re.sub(r"^```+text\n.*?\n```+$", "", done.stdout.decode(), flags=re.DOTALL | re.MULTILINE)
            return re.sub("SHA-256 `[0-9a-f]*`", "", text) if done.returncode == 0 else None

        said, tried = words(SET), 0
        start = SET.index("condition live")
        for pattern, other in SLIPS:
            for place in re.finditer(pattern, SET[start:]):
                low, high = start + place.start(), start + place.end()
                if SET[:low].count('"') % 2 or SET[SET.rindex("\n", 0, low):low].strip().startswith(("title", "remedy", "source")):
                    continue
                changed = words(SET[:low] + other + SET[high:])
                tried += changed is not None
                self.assertNotEqual(changed, said, SET[SET.rindex("\n", 0, low):SET.index("\n", high)])
        self.assertGreater(tried, 100)

    def test_no_word_that_nothing_says(self):
        said = Facts(self.book("markdown", self.set)).rules
        self.assertNotIn("Applies", said["s:rated"], "a review item without `when` applies always")
        self.assertNotIn("Unless", said["s:due-by"])
        self.assertNotIn("Parameters", said["s:due-by"])

    def test_what_stands_around_the_rules(self):
        text = self.book("markdown", self.set)
        for words in ("This is not current law", "What the act asks.", "ACT: The act, dated 2011-03-01",
                      "- **It** means the objectives of the plan in force (where the objective was not achieved and the objective was not dropped)",
                      "- **It** holds for a member `m` when there is a contact for which the member is among the participants of the contact",
                      '- **It** holds for an objective `o` when the reviewer\'s rating of "good" for the objective is "met"',
                      "| `objective.target` | it counts as 6 months after the start of the objective |",
                      '`s:most` | 2 | A1 | "a few" is two |', "`s:limit` | none: rules that use it are not judged |  |  |",
                      "[R-6](#id:R-6), [R-7](#id:R-7) | What the act allows. |", "| education | R-8 |",
                      "#### <a id=\"instrument:review:1\"></a>Write the plan"):
            self.assertIn(words, text)

    def test_the_rule_itself_is_under_its_words(self):
        text = self.book("markdown", self.set)
        for name, (clauses, _) in SAID.items():
            self.assertIn(f'```text\nrule {name}\n  title: "Rule {name}"{clauses}```\n', text)

    def test_a_rule_that_was_changed_is_shown_as_it_is(self):
        path = self.write("t.rules", 'language 1\nrules t "Another"\ninclude s\noverride s:due-by\n  by: o.target + @"P1M"\n')
        text = self.book("markdown", path)
        self.assertEqual(Facts(text).rules["s:due-by"]["Due"], ["by 1 month after the target day of the objective"])
        self.assertIn("The rule as it is after its changes:", text)
        self.assertIn('  by:          o.target + @"P1M"\n', text)

    def test_facts_that_rules_add(self):
        path = self.write("own.rules", HEAD + "field member.risk: number\nfield member.level: string dated\nabsent member.risk: none\n"
                          "rule r\n  for: m in members\n  require: m.risk < 3 and m.level = \"a\"\n")
        text = self.book("markdown", path)
        for row in ("| `member.custom.risk` | there is none |", "| `member` | `risk` | number |",
                    "| `member` | `level` | string, as it was on each day |"):
            self.assertIn(row, text)

    def test_lines_may_end_as_elsewhere(self):
        path = self.write("crlf.rules", SET.replace("\n", "\r\n"))
        self.assertEqual(Facts(self.book("markdown", path)).rules, Facts(self.book("markdown", self.set)).rules)
        self.assertIn("What the act asks.\n", self.book("markdown", path))

    def test_a_set_without_anything_around_its_rules(self):
        path = self.write("bare.rules", HEAD + "rule r\n  require: plan != null\n")
        text = self.book("markdown", path)
        self.assertIn('## <a id="source:none"></a>Rules that name no document\n\n### <a id="source:none:1"></a>Rules\n\n'
                      '#### <a id="rule:s:r"></a>r\n', text)
        for part in ("Documents", "Review items", "Terms", "Tables", "Definitions and permissions", "Facts of a case", "Parameters and readings",
                     "Index of requirements"):
            self.assertNotIn(part, text)
        self.check_page(self.book("html", path))

    def test_versions_stand_apart(self):
        path = self.write("v.rules", HEAD + "".join(
            f"rule r\n  valid: {valid}\n  require: count(plans) > {number}\n"
            for number, valid in enumerate(("until 2023-12-31", "from 2024-01-01"))))
        said = Facts(self.book("markdown", path)).rules
        self.assertEqual([said["s:r"]["Valid"], said["s:r:2"]["Valid"]], [["until 2023-12-31"], ["from 2024-01-01"]])

    # ---- packs ----

    def test_each_rule_once_and_each_id_in_the_index(self):
        indexed = set()
        for pack in self.packs():
            listed = json.loads(self.run_command("rules", "--format", "json", pack, status=0)[0])["rules"]
            page, text = self.outline(self.book("html", pack)), self.book("markdown", pack)
            names = [rule["rule"] for rule in listed]
            for name in sorted(set(names)):
                places = [place for place in page.ids if place == f"rule:{name}" or place.startswith(f"rule:{name}:")]
                self.assertEqual(len(places), names.count(name), name)
                self.assertEqual(len(re.findall(f'"rule:{re.escape(name)}(?::[0-9]+)?"', text)), names.count(name), name)
            self.assertEqual(sum(place.startswith("rule:") for place in page.ids), len(names))
            covered = {cover for rule in listed for cover in rule["covers"] if not re.fullmatch(r"\w+\.\w+", cover)}
            ids = {place[3:] for place in page.ids if place.startswith("id:")}
            self.assertEqual(covered - ids, set())
            indexed |= ids
        rows = (ROOT / "src/packs/requirements.tsv").read_text(encoding="utf-8").splitlines()
        known = {row.split("\t")[0] for row in rows}
        wanted = set()
        for path in (ROOT / "src/packs").glob("*.rules"):
            lines = [line.split("//")[0] for line in path.read_text(encoding="utf-8").splitlines()]
            wanted |= known & set(re.findall(r"[A-Z][A-Z0-9]*(?:-[A-Z0-9]+)+", "\n".join(lines)))
        self.assertGreater(len(wanted), 200)
        self.assertEqual(wanted - indexed, set())

    def test_nearly_all_of_the_packs_is_said_in_words(self):
        for pack in self.packs():
            said = Facts(self.book("markdown", pack)).rules
            lines = [line for facts in said.values() for label in ("Applies", "Asks", "Advises", "Due", "When") for line in facts.get(label, [])]
            code = [line for line in lines if re.search(r"`[^`]*[ (][^`]*`", line)]
            self.assertLess(len(code) * 20, len(lines), code)

    # ---- pages ----

    def check_page(self, page):
        found = self.outline(page)
        self.assertTrue(page.startswith("<!DOCTYPE html>\n<html lang=\"en\">"))
        self.assertEqual([found.tags.count(tag) for tag in ("main", "h1", "header", "nav", "title")], [1] * 5)
        self.assertEqual(found.headings[0], 1)
        for before, after in zip(found.headings, found.headings[1:]):
            self.assertLessEqual(after, before + 1, "a level of headings is left out")
        self.assertEqual(len(found.ids), len(set(found.ids)))
        for target in found.targets:
            self.assertTrue(target.startswith("#") and target[1:] in found.ids, target)
        self.assertEqual({"script", "img", "link", "iframe", "object", "form", "base"} & set(found.tags), set())
        self.assertEqual([one for one in found.attributes if one[1].startswith("on") or one[1] in ("style", "src")], [])
        policy = next(value for tag, name, value in found.attributes if tag == "meta" and value and "default-src" in value)
        digest = base64.b64encode(hashlib.sha256(found.style.encode()).digest()).decode()
        self.assertIn(f"default-src 'none'; style-src 'sha256-{digest}'", policy)
        self.assertEqual(found.targets[0], "#main")
        return found

    def test_pages_are_whole_and_can_be_walked(self):
        self.check_page(self.book("html", self.set))
        for pack in self.packs():
            self.check_page(self.book("html", pack))

    def test_same_rules_same_bytes(self):
        for form in ("html", "markdown"):
            self.assertEqual(self.book(form, "us-federal"), self.book(form, "us-federal"))
            self.assertEqual(self.book(form, "us-federal"), self.run_command("rules", "--format", form, "us-federal", status=0)[0])

    def test_links_of_markdown_lead_somewhere(self):
        text = self.book("markdown", "us-ky")
        places = set(re.findall(r'<a id="([^"]*)"></a>', text))
        for target in re.findall(r"\]\(#([^)]*)\)", text):
            self.assertIn(target, places)

    # ---- hostile words ----

    def test_html_escapes_all(self):
        page = self.book("html", self.hostile)
        found = self.check_page(page)
        text = "".join(found.texts)
        self.assertIn("<script>alert(1)</script> & \"q\" 'q' `c` *b* _i_ [l](javascript:x) # | \\u{202e}\\u{85}\\u{a} [member]", text)
        self.assertIn("</h2><img src=x onerror=alert(1)> - www.evil.example", text)
        self.assertIn("1. <iframe src=http://evil.example></iframe>", text)
        self.assertNotRegex(page, "[\x00-\x09\x0b-\x1f\u202a-\u202e]")

    def test_markdown_escapes_all(self):
        text = self.book("markdown", self.hostile)
        self.assertIn(r"\<script\>alert(1)\</script\> \& " + "\"q\" 'q' " + r"\`c\` \*b\* \_i\_ \[l\](javascript:x) \# \| ", text)
        self.assertIn(r"\</td\>\</tr\>\</table\>\<script\>y\</script\> \| a |", text)
        self.assertIn(r"- www\.evil.example", text)
        self.assertIn("\n````text\nrule hostile\n", text)
        self.assertNotRegex(text, "[\x00-\x09\x0b-\x1f\u202a-\u202e]")

    @unittest.skipUnless(shutil.which("cmark"), "cmark is not here")
    def test_markdown_as_commonmark_reads_it(self):
        text = self.book("markdown", self.hostile)
        page = subprocess.run(["cmark", "--unsafe"], input=text.encode(), capture_output=True, check=True).stdout.decode()
        found = Outline()
        found.feed(page)
        self.assertEqual({"script", "img", "iframe", "b", "table"} & set(found.tags), set())
        self.assertEqual([target for target in found.targets if not target.startswith("#")], [])
        shown = "".join(found.texts)
        self.assertIn("<script>alert(1)</script> & \"q\" 'q' `c` *b* _i_ [l](javascript:x) # | \\u{202e}\\u{85}\\u{a} [member]", shown)
        self.assertIn("1. <iframe src=http://evil.example></iframe>", shown)
        whole = subprocess.run(["cmark", "--unsafe"], input=self.book("markdown", self.set).encode(), capture_output=True, check=True)
        self.assertIn("<li><strong>Asks</strong> that all of these hold:\n<ul>\n<li>the objective was not dropped</li>", whole.stdout.decode())

    # ---- the small one, byte for byte ----

    def test_golden(self):
        for form, end in (("html", "html"), ("markdown", "md")):
            path = ROOT / f"tests/golden/handbook.{end}"
            book = self.run_command("rules", f"--{form}", "-", stdin=(ROOT / "tests/golden/handbook.rules").read_bytes(), status=0)[0]
            if os.environ.get("CASEWORK_REWRITE_GOLDEN"):
                path.write_text(book, encoding="utf-8")
            self.assertEqual(book, path.read_text(encoding="utf-8"))

    # ---- what else `rules` lists ----

    def test_built_in_packs(self):
        output, errors = self.run_command("rules", status=0)
        self.assertEqual(errors, "")
        self.assertIn("\n  KYTIP: Case Planning Objectives, In-Home Tip Sheet (undated)\n", output)
        document = json.loads(self.run_command("rules", "--format", "json", status=0)[0])
        self.assertEqual(document["format"], "casework.packs/1")
        for pack in document["packs"]:
            listed = json.loads(self.run_command("rules", "--format", "json", pack["pack"], status=0)[0])["rules"]
            own = {rule["rule"]: "instrument" in rule for rule in listed if rule["rule"].startswith(pack["pack"] + ":")}
            self.assertEqual((pack["rules"], pack["review_items"]), (list(own.values()).count(False), list(own.values()).count(True)))
            self.assertIn(f"{pack['pack']}  {pack['title']}\n", output)

    def test_mistakes(self):
        _, errors = self.run_command("rules", "--html", status=2)
        self.assertIn("a handbook needs a built-in pack or a rule file", errors)
        _, errors = self.run_command("rules", "--format", "pdf", "us-ky", status=2)
        self.assertIn("`--format` takes text, json, markdown or html, not `pdf`", errors)
        _, errors = self.run_command("rules", "--markdwn", "us-ky", status=2)
        self.assertIn("did you mean `--markdown`?", errors)


if __name__ == "__main__":
    tap.main()

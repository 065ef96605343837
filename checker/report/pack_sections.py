"""The sections of the document that goes to one addressee: what to put right, what is excused, what falls due."""

from collections.abc import Callable, Iterator
from itertools import groupby
from typing import NamedTuple

from checker.report.cases import Case
from checker.report.content import Report
from checker.report.document import Block, Heading, paragraph, table
from checker.report.excused import said_excuse
from checker.report.headline import shown_of
from checker.report.labels import said_responsible
from checker.report.letter_moments import due_said, said_zone
from checker.report.letter_parts import duty, subject_of
from checker.report.letter_request import to_do
from checker.report.letter_sentence import rule_title, told
from checker.report.pack_cases import Group
from checker.words.words import Words


class Telling(NamedTuple):
    """What the cells of a section say; `several`: whether the cases are those of several people."""

    report: Report
    words: Words
    several: bool


class Column(NamedTuple):
    """One column of a section: the text of its heading, its width, and what it says of a case."""

    heading: str
    width: int
    read: Callable[[Case, Telling], str]


def _subject(case: Case, telling: Telling) -> str:
    subject = subject_of(case, telling.report, telling.words)
    other = case.client_name if case.client_name and case.client_name not in subject else ""
    return f"{subject}, {other}" if other else subject


def _told(case: Case, telling: Telling) -> str:
    return told(case, telling.report, telling.words)


def _rule(case: Case, telling: Telling) -> str:
    return rule_title(case, telling.report, telling.words)


def _by(case: Case, telling: Telling) -> str:
    words = telling.words
    if case.rectify_by is None:
        return words.text("packs.no_day")
    day = words.date(case.rectify_by)
    return words.text("packs.overdue", day=day) if case.rectification == "overdue" else day


def _due(case: Case, telling: Telling) -> str:
    due = due_said(case, said_zone(case, telling.report), telling.words) if case.judged == "event" else ""
    return due or telling.words.text("packs.no_day")


def _asked(case: Case, telling: Telling) -> str:
    return to_do(case, telling.report, telling.words)


def _excuse(case: Case, telling: Telling) -> str:
    return said_excuse(case, telling.words)


def _who(case: Case, telling: Telling) -> str:
    return said_responsible(case, telling.words)


def _number(case: Case, telling: Telling) -> str:
    return case.case_id


CASE = Column("case", 19, _number)
SUBJECT = Column("subject", 24, _subject)
WHO = Column("who", 18, _who)
TOLD = Column("told", 36, _told)
BY = Column("by", 14, _by)
ASKED = Column("asked", 30, _asked)
RULE = Column("rule", 26, _rule)
DUE = Column("due", 18, _due)
EXCUSE = Column("excuse", 30, _excuse)


def by_rule(name: str, group: Group, columns: tuple[Column, ...], telling: Telling) -> Iterator[Block]:
    """A section with a part for each rule: the duty in words and where it stands, then its cases."""
    yield from _opening(name, group, telling)
    order = sorted(group.cases, key=lambda case: case.rule_id)
    parts = [list(cases) for _, cases in groupby(order, key=lambda case: case.rule_id)]
    first = {case.case_id: place for place, case in enumerate(group.cases)}
    for cases in sorted(parts, key=lambda cases: min(first[case.case_id] for case in cases)):
        title, *rest = duty(cases[0], telling.report, telling.words)
        yield Heading(title.rstrip(".。"), 3)
        yield paragraph(*rest, tone="small")
        yield _listed(cases, columns, telling)


def in_one(name: str, group: Group, columns: tuple[Column, ...], telling: Telling) -> Iterator[Block]:
    """A section with one table."""
    yield from _opening(name, group, telling)
    yield _listed(group.cases, columns, telling)


def _opening(name: str, group: Group, telling: Telling) -> Iterator[Block]:
    words = telling.words
    yield Heading(f"{words.text(f'packs.section.{name}')} ({words.number(group.total)})")
    cut = shown_of(len(group.cases), group.total, words) if len(group.cases) < group.total else ""
    yield paragraph(words.text(f"packs.about.{name}"), cut)


def _listed(cases: list[Case], columns: tuple[Column, ...], telling: Telling) -> Block:
    chosen = [column for column in columns if telling.several or column is not WHO]
    heads = [telling.words.text(f"packs.column.{column.heading}") for column in chosen]
    rows = [[column.read(case, telling) for column in chosen] for case in cases]
    return table(heads, rows, [column.width for column in chosen])

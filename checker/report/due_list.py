"""The list of what falls due, for people: a section for each responsible."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, BinaryIO

from checker.report.aligned import aligned
from checker.report.labels import said
from checker.report.table import heading
from checker.report.time_left import said_left
from checker.words.words import Words

SHOWN = ("due", "time_left", "what", "severity", "rule_id", "subject", "client", "text", "case_id")
LIMITS = (0, 0, 0, 0, 0, 40, 30, 100, 0)

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Counted:
    """What the list rests on: the audit, its moment and zone (naive UTC), and the moment from which time is counted."""

    audit: str
    as_of: datetime
    zone: str
    at: datetime
    total: int
    passed: int


def write_due(sections: Mapping[str, Sequence[Row]], counted: Counted, out: BinaryIO, words: Words) -> None:
    """Write the sections, who has something to do first before the others, and what they rest on."""
    for line in _lines(sections, counted, words):
        out.write(f"{line}\n".encode())


def _lines(sections: Mapping[str, Sequence[Row]], counted: Counted, words: Words) -> list[str]:
    as_of = words.instant(counted.as_of, counted.zone)
    lines = [words.text("due.head", audit=counted.audit, as_of=as_of, zone=counted.zone)]
    if counted.at != counted.as_of:
        lines.append(words.text("due.counted_at", at=words.instant(counted.at, counted.zone), zone=counted.zone))
    if not sections:
        return [*lines, "", words.text("due.nothing")]
    heads = [_heading(name, words) for name in SHOWN]
    rows = [_cells(row, words) for section in sections.values() for row in section]
    table = aligned([heads, *rows], limits=LIMITS)
    lines += ["", table[0]]
    begin = 1
    for who, section in sections.items():
        name = section[0]["responsible_name"]
        said_who = f"{name} ({who})" if name else who or words.label("term", "unassigned")
        lines += ["", words.text("due.section", who=said_who, n=words.number(len(section)))]
        lines += table[begin : begin + len(section)]
        begin += len(section)
    return [*lines, "", *_closing(len(rows), counted, words)]


def _closing(shown: int, counted: Counted, words: Words) -> list[str]:
    total = words.number(counted.total)
    if shown < counted.total:
        lines = [words.text("query.cut", shown=words.number(shown), total=total)]
    else:
        lines = [words.text("due.found", total=total)]
    return [*lines, words.text("due.passed", n=words.number(counted.passed))] if counted.passed else lines


def _heading(name: str, words: Words) -> str:
    return heading(words, {"due": "due_at", "client": "client_id"}.get(name, name))


def _cells(row: Row, words: Words) -> list[str]:
    own = {
        "due": said_due(row["due_at"], row["due_on"], words),
        "time_left": said_left(row["seconds_left"], row["days_left"], words),
        "what": words.text(f"due.what.{row['what']}"),
        "severity": said(words, "severity", row["severity"]),
        "subject": _named(row["subject_id"], row["subject_name"]),
        "client": row["client_name"] or row["client_id"] or "",
        "text": row["text"] or row["title"] or "",
    }
    return [own[name] if name in own else str(row[name]) for name in SHOWN]


def said_due(due_at: datetime | None, due_on: date | None, words: Words) -> str:
    """The last moment, or the last day, on the wall of its zone; a limit that midnight ends falls on the day before."""
    if due_on is None:
        return ""
    if due_at is None or due_at == datetime.combine(due_on + timedelta(days=1), datetime.min.time()):
        day = words.date(due_on)
        return day if due_at is None else words.text("due.day_end", day=day)
    return words.instant(due_at, "UTC")


def _named(id_: str, name: str | None) -> str:
    return f"{id_} {name}" if name else id_

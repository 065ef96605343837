"""Annotations of a GitHub workflow: an error for what fails the audit, a warning for what else is violated."""

from collections.abc import Iterator
from typing import BinaryIO

from checker.one_line import one_line
from checker.report.cases import Case
from checker.report.content import Report
from checker.report.encoded import text_bytes
from checker.report.headline import closing, incomplete_lines
from checker.report.labels import said
from checker.report.location import Places
from checker.report.marked import marked, total
from checker.words.words import Words

SUFFIX = ".github.txt"
# GitHub shows ten errors, ten warnings and ten notices of a step and drops the rest without a word.
SHOWN = 10
PROBLEMS = 3
_DATA = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_PROPERTY = _DATA | str.maketrans({":": "%3A", ",": "%2C"})


def write(report: Report, out: BinaryIO, words: Words) -> None:
    """The worst ten of each kind; a notice says how many there are."""
    for line in _lines(report, words):
        out.write(text_bytes(line + "\n"))


def _lines(report: Report, words: Words) -> Iterator[str]:
    problems = [one_line(line) for line in incomplete_lines(report)][:PROBLEMS]
    yield from (_command("error", line, title=words.text("ci.ended.3")) for line in problems)
    failing = list(report.cases("failing", SHOWN - len(problems)))
    worrying = list(report.cases("worrying", SHOWN))
    places = Places(report)
    yield from (_annotation("error", case, report, places, words) for case in failing)
    yield from (_annotation("warning", case, report, places, words) for case in worrying)
    sums = total(marked(report))
    figures = {
        "shown": len(failing),
        "fail": sums.fail,
        "excused": sums.waived + sums.upheld + sums.known,
        "other": sums.other,
        "warned": len(worrying),
    }
    notice = words.text("ci.notice", **{name: words.number(n) for name, n in figures.items()})
    yield _command("notice", f"{closing(report, words)}\n{notice}", title="checker")


def _annotation(kind: str, case: Case, report: Report, places: Places, words: Words) -> str:
    rule = report.rule(case.rule_id)
    title = rule.title(words.lang) if rule else case.rule_id
    place = places.of(case)
    about = ", ".join([case.rule_id, *case.clauses, case.case_id])
    text = one_line(case.text(words.lang)) or said(words, "outcome", case.outcome)
    severity = (
        said(words, "severity", case.severity) if case.effect == "violation" else said(words, "effect", case.effect)
    )
    line = {"line": str(place.line)} if place.line else {}
    return _command(kind, f"{text} ({about})", file=place.path, **line, title=f"{severity}: {one_line(title)}")


def _command(kind: str, text: str, **properties: str) -> str:
    told = ",".join(f"{name}={value.translate(_PROPERTY)}" for name, value in properties.items())
    return f"::{kind} {told}::{text.translate(_DATA)}"

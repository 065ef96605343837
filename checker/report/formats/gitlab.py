"""Code Quality of GitLab: an entry per case that is violated or cannot be judged, what fails the audit first."""

from collections.abc import Iterator
from typing import Any, BinaryIO

from checker.one_line import one_line
from checker.report.cases import Case
from checker.report.content import Report
from checker.report.encoded import json_bytes
from checker.report.excuses import excuses, objection
from checker.report.labels import said
from checker.report.location import HEADER, Place, Places
from checker.report.spool import rendered
from checker.words.words import Words

SUFFIX = ".codequality.json"
SEVERITIES = {"critical": "blocker", "high": "critical", "medium": "major", "low": "minor"}


def write(report: Report, out: BinaryIO, words: Words) -> None:
    """GitLab compares the fingerprints with the target branch's, so what is known does not show as new.

    Complete unless the report says how many entries are the most; then the last one tells how many there are."""
    out.write(b"[")
    for place, entry in enumerate(_entries(report, words)):
        out.write((b",\n" if place else b"\n") + entry)
    out.write(b"\n]\n")


def _entries(report: Report, words: Words) -> Iterator[bytes]:
    places = Places(report)
    most = report.showing.most
    yield from rendered(report.folder, "findings", lambda case: json_bytes(_of_case(case, places, words)), most)
    total = sum(report.effects.values()) + sum(line.n for line in report.unjudged)
    if most is not None and most < total:
        cut = words.text("ci.cut", shown=words.number(most), total=words.number(total))
        yield json_bytes(_entry(cut, "checker-cut", "checker-cut", "info", Place(places.path(HEADER), None)))


def _of_case(case: Case, places: Places, words: Words) -> dict[str, Any]:
    """What is excused, put right, suspected or unknown is told as information, with what excuses it."""
    excused = excuses(case, words)
    objected = objection(case, words)
    settled = bool(excused) or case.change == "resolved"
    counts = case.verdict == "violated" and case.effect == "violation" and (case.gates or not settled)
    severity = SEVERITIES.get(case.severity, "major") if counts else "info"
    text = one_line(case.text(words.lang)) or f"{said(words, 'verdict', case.verdict)}: {case.subject_id}"
    notes = [excuse.text for excuse in (*excused, *([objected] if objected else []))]
    notes += [said(words, "change", case.change)] if case.change == "resolved" else []
    return _entry(" · ".join([text, *notes]), case.rule_id, case.case_id, severity, places.of(case))


def _entry(text: str, rule: str, fingerprint: str, severity: str, place: Place) -> dict[str, Any]:
    return {
        "description": text,
        "check_name": rule,
        "fingerprint": fingerprint,
        "severity": severity,
        "location": {"path": place.path, "lines": {"begin": place.line or 1}},
    }

"""One case as a result of a SARIF log."""

from collections.abc import Callable
from typing import Any
from urllib.parse import quote

from checker.one_line import one_line
from checker.report.cases import Case
from checker.report.content import Report
from checker.report.excuses import excuses, objection
from checker.report.labels import said
from checker.report.location import Places
from checker.report.marked import compared
from checker.report.table import case_columns
from checker.words.words import Words

LEVELS = {"critical": "error", "high": "error", "medium": "warning", "low": "note"}
BASELINE_STATES = {
    "new": "new",
    "reopened": "new",
    "persisting": "unchanged",
    "revised": "updated",
    "resolved": "absent",
}
REVIEWS = {"open": "underReview", "rejected": "rejected"}
# Said in their own places of a result.
ELSEWHERE = {"case_id", "rule_id", "title", "text", "source_file"}


def result_of(report: Report, words: Words) -> Callable[[Case], dict[str, Any]]:
    """What makes the result of a case of this audit."""
    places = Places(report)
    indexes = {rule.rule_id: place for place, rule in enumerate(report.rules)}
    columns = [column for column in case_columns(report, words) if column.name not in ELSEWHERE]
    with_states = compared(report)

    def make(case: Case) -> dict[str, Any]:
        told = {column.name: column.raw(case) for column in columns}
        return {
            "ruleId": case.rule_id,
            "ruleIndex": indexes.get(case.rule_id, -1),
            **_kind(case),
            "message": {"text": message_text(_message(case, words))},
            "locations": [_location(case, places)],
            # GitHub knows an alert again by the second name only, and by lines that move unless it is given.
            "partialFingerprints": {"caseId/v1": case.case_id, "primaryLocationLineHash": f"{case.case_id}:1"},
            **({"baselineState": _state(case)} if with_states else {}),
            "suppressions": _suppressions(case, words),
            "properties": {name: value for name, value in told.items() if value not in (None, "", [])},
        }

    return make


def message_text(text: str) -> str:
    """Text of a message that shows as it stands: nothing in it is a place for an argument, or a link."""
    return text.replace("{", "{{").replace("}", "}}").replace("](", "] (")


def uri(path: str) -> str:
    """A path as a reference of a URI: relative, or `file:` where it begins at the root."""
    quoted = quote(path.encode("utf-8", "replace"), safe="/")
    return f"file://{quoted}" if path.startswith("/") else quoted


def _kind(case: Case) -> dict[str, str]:
    """SARIF allows a level only to what failed."""
    if case.verdict == "undetermined":
        return {"kind": "open", "level": "none"}
    if case.effect == "violation":
        return {"kind": "fail", "level": LEVELS.get(case.severity, "warning")}
    return {"kind": "review" if case.effect == "suspicion" else "informational", "level": "none"}


def _message(case: Case, words: Words) -> str:
    text = one_line(case.text(words.lang))
    return text or " ".join(
        [said(words, "outcome", case.outcome) or said(words, "verdict", case.verdict), case.subject_id]
    )


def _location(case: Case, places: Places) -> dict[str, Any]:
    place = places.of(case)
    physical: dict[str, Any] = {"artifactLocation": {"uri": uri(place.path)}}
    if place.line:
        physical["region"] = {"startLine": place.line}
    name = f"{case.subject_type}/{case.subject_id}"
    return {"physicalLocation": physical, "logicalLocations": [{"fullyQualifiedName": name, "kind": "member"}]}


def _state(case: Case) -> str:
    """Where one result of a run has a state, all must; what nobody compared was seen before only if it is carried."""
    if case.change == "resolved" and case.gates:
        return "unchanged"
    state = BASELINE_STATES.get(case.change, "unchanged" if case.scope == "carried" else "new")
    return "unchanged" if case.in_baseline and state == "new" else state


def _suppressions(case: Case, words: Words) -> list[dict[str, Any]]:
    """One that is not accepted would undo the others: it is left to the properties where something else excuses.

    An empty list says that nothing excuses; it may not be left out where other results have one."""
    accepted = [
        {"kind": "external", "status": "accepted", "justification": excuse.text, "properties": {"by": excuse.kind}}
        for excuse in excuses(case, words)
    ]
    objected = objection(case, words)
    if accepted or not objected:
        return accepted
    status = REVIEWS[objected.kind]
    return [
        {"kind": "external", "status": status, "justification": objected.text, "properties": {"by": "dispute"}},
    ]

"""The waiver and the dispute of one case with all that is known of them, for its explanation."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from checker.one_line import one_line
from checker.report.cases import Case
from checker.words.words import Words


def excused_lines(case: Case, manifest: Mapping[str, Any], words: Words) -> list[str]:
    """Who excused it, why and until when; who objects, and what was decided. No lines where nothing is known."""
    followed = manifest.get("followed") or {}
    disputed = ((followed.get("disputed") or {}).get("cases") or {}).get(case.case_id)
    return [*_waiver(case, followed.get("waived") or {}, words), *_dispute(disputed or {}, words)]


def said_excuse(case: Case, words: Words) -> str:
    """What stands behind the text of a violation in a list: its waiver with who, why and until when, its dispute."""
    parts = []
    if case.waiver:
        until = words.date(case.waiver_until) if case.waiver_until else ""
        told = {"id": case.waiver, "approver": case.waiver_approver, "until": until}
        parts.append(words.text("waivers.hit.waived", **told, reason=one_line(case.waiver_reason)))
    if case.dispute:
        state = words.find("dispute", case.dispute) or case.dispute
        due = words.date(case.dispute_due) if case.dispute_due else ""
        parts.append(words.text("waivers.hit.due", state=state, due=due) if due else state)
    return words.text("waivers.hit.joint").join(parts)


def _waiver(case: Case, waived: Mapping[str, Any], words: Words) -> Iterator[str]:
    if not case.waiver:
        return
    told: Mapping[str, Any] = next((one for one in waived.get("active", ()) if one["id"] == case.waiver), {})
    yield words.text("waivers.explain.waived", id=case.waiver)
    yield f"  {words.text('waivers.explain.reason')}: {one_line(case.waiver_reason)}"
    yield f"  {words.text('waivers.explain.approver')}: {case.waiver_approver}"
    until = words.date(case.waiver_until) if case.waiver_until else ""
    since = words.date(date.fromisoformat(told["granted_on"])) if told else ""
    yield f"  {words.text('waivers.explain.since')}: {since} – {until}"
    if told.get("unchanged"):
        yield f"  {words.text('waivers.explain.unchanged')}"


def _dispute(told: Mapping[str, Any], words: Words) -> Iterator[str]:
    if not told:
        return
    yield words.text("waivers.explain.disputed", state=words.label("dispute", told["state"]))
    yield from _said("objected", told["objection"], words)
    decision = told.get("decision")
    if decision:
        yield from _said(decision["says"], decision, words)
    if told.get("refused"):
        yield "  " + words.text(f"waivers.explain.refused.{told['refused']}")
    if told.get("due"):
        name = "overdue" if told["overdue"] else "due"
        yield f"  {words.text(f'waivers.explain.{name}', day=words.date(date.fromisoformat(told['due'])))}"


def _said(name: str, entry: Mapping[str, Any], words: Words) -> Iterator[str]:
    day = words.date(date.fromisoformat(entry["on"]))
    yield f"  {words.text(f'waivers.explain.{name}', by=entry['by'], day=day)}: {one_line(entry['reason'])}"
    for paper in entry["evidence"]:
        yield f"    {words.text('waivers.explain.evidence', file=paper['file'], digest=paper['sha256'])}"

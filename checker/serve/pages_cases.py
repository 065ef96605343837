"""The pages about cases: those that fit a question, listed or counted, and one with its explanation."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from starlette.responses import RedirectResponse, Response

from checker.query.answer import Answer
from checker.query.columns import SHORT
from checker.query.question import CODES
from checker.report.cases import read_case
from checker.report.due_list import said_due
from checker.report.explain import explain_case
from checker.reproduction.proof import prove_case
from checker.reproduction.said import said_proof
from checker.serve import answers
from checker.serve.asked import FILTERS, Asked, CasePageAsked, GroupsAsked, QueryAsked, split
from checker.serve.cached import etag_of, named
from checker.serve.chosen import ALL, chosen, stamp_of
from checker.serve.finding import find
from checker.serve.shelf import OnShelf, Shelf
from checker.serve.turning import turning
from checker.serve.view import View, page, view_of
from checker.store.audits import LATEST
from checker.store.naming import period_label

COLUMNS = (
    *("severity", "effect", "verdict", "outcome", "standing", "change", "rule_id", "title"),
    *("subject_type", "subject_id", "subject_name", "client_id", "client_name", "responsible_id", "responsible_name"),
    *("unit_id", "unit_name", "due_at", "due_on", "waiver", "dispute", "text", "case_id", "audit"),
)
SORTED = {
    "severity": "severity",
    "verdict": "verdict",
    "rule_id": "rule_id",
    "subject_id": "subject_id",
    "client_id": "client_name",
    "responsible_id": "responsible_name",
    "due_at": "due_at",
}
"""The columns that are shown, with what each is sorted by."""
GROUPS = (
    *("rule", "severity", "unit", "responsible", "client", "tier", "clause", "kind", "pack", "verdict", "outcome"),
    *("standing", "change", "due_month", "found_month", "audit"),
)
FLAGS = {
    "waived": "waiver",
    "disputed": "dispute",
    "baseline": "in_baseline",
    "gates": "gates",
    "implied": "implied_by",
}
WRITTEN = ("rule", "client", "responsible", "unit")
WRITTEN_MORE = ("clause", "pack", "kind", "subject", "tier", "outcome", "reason", "missing")
AS_FILTER = {long: short for short, long in SHORT.items()}


def pages_cases(shelf: Shelf) -> APIRouter:
    """/query, /cases/... and /audits/.../cases/..."""
    router = APIRouter(include_in_schema=False)

    @router.get("/query")
    def query(request: Request, asked: Annotated[QueryAsked, Query()]) -> Response:
        view, names = view_of(request), split(asked.audit)
        audits = chosen(shelf, names)
        everything = shelf.everything()
        etag = etag_of(request, view.lang, stamp_of(everything))
        told: dict[str, Any] = {"asked": asked, "audits": audits, "groups": (), "rows": (), "turn": None}
        if asked.group_by:
            counted = GroupsAsked(**asked.model_dump(exclude={"offset", "columns", "sort"}))
            found = answers.ask_groups(shelf, audits, counted, view.lang)
            told |= {"groups": [dict(zip(found.columns, row, strict=True)) for row in found.rows]}
            told |= {"keys": [name for name in found.columns if name in AS_FILTER or name in GROUPS]}
        else:
            wanted = asked.model_copy(update={"columns": list(COLUMNS)})
            found = answers.ask_cases(shelf, audits, wanted, view.lang)
            told |= {"rows": _rows(found, view), "turn": turning(asked.offset, asked.limit, found.total)}
        told |= {"found": found, "unknown": [_unknown(one, view) for one in found.unknown]}
        return named(page("query", view, told | _form(shelf, asked, audits, everything, names)), etag)

    @router.get("/cases/{case:path}")
    def anywhere(request: Request, case: str, asked: Annotated[Asked, Query()]) -> Response:
        view, place = view_of(request), find(shelf, case)
        return RedirectResponse(view.to("/audits", place.audit.audit_id, "cases", place.case_id), 302)

    @router.get("/audits/{audit}/cases/{case:path}")
    def one(request: Request, audit: str, case: str, asked: Annotated[CasePageAsked, Query()]) -> Response:
        view, place = view_of(request), find(shelf, case, audit)
        if (place.audit.audit_id, place.case_id) != (audit, case):
            return RedirectResponse(view.to("/audits", place.audit.audit_id, "cases", place.case_id), 302)
        etag = etag_of(request, view.lang, place.audit.stamp)
        folder = place.audit.folder
        read = read_case(folder, place.case_id)
        assert read is not None
        first, *blocks = explain_case(folder, read, view.lang, tabbed=True).rstrip("\n").split("\n\n")
        if asked.prove:
            blocks.append("\n".join(said_proof(prove_case(folder, read), read, view.words)))
        title, *lead = first.split("\n")
        told = {"title": title, "lead": lead, "blocks": [_block(one) for one in blocks], "case": read}
        return named(page("case", view, {"audit": audit, "proven": asked.prove, **told}), etag)

    return router


def _rows(found: Answer, view: View) -> list[dict[str, Any]]:
    rows = [dict(zip(found.columns, row, strict=True)) for row in found.rows]
    for row in rows:
        row["due"] = said_due(row["due_at"], row["due_on"], view.words)
        states = (view.words.find(name, row[name] or "") for name in ("standing", "change"))
        row["state"] = " · ".join(dict.fromkeys(state for state in states if state))
    return rows


def _unknown(one: Any, view: View) -> str:
    near = view.text("query:near", near=one.near) if one.near else ""
    return view.text(f"query:unknown.{one.name}", value=one.value) + near


def _form(
    shelf: Shelf, asked: QueryAsked, audits: list[OnShelf], everything: list[OnShelf], names: tuple[str, ...]
) -> dict[str, Any]:
    """What the form of filters offers, and what is set in it."""
    report = shelf.report(audits[-1])
    there = [(one.audit_id, period_label(*one.stored.period)) for one in everything[::-1] if one.readable]
    given = ",".join(names)
    offered = [LATEST, ALL, *(audit_id for audit_id, _ in there)]
    return {
        "filters": {name: split(getattr(asked, name)) for name in FILTERS},
        "codes": CODES,
        "flags": FLAGS,
        "written": WRITTEN,
        "written_more": WRITTEN_MORE,
        "offered_audits": there,
        "periods": dict(there),
        "given_audit": given or LATEST,
        "other_audit": given if given and given not in offered else "",
        "offered_groups": GROUPS,
        "given_group": ",".join(split(asked.group_by)),
        "sorted_by": SORTED,
        "sort": split(asked.sort),
        "as_filter": AS_FILTER,
        "lists": {
            "rule": [(rule.rule_id, rule) for rule in report.rules],
            "unit": [(group.key, group) for group in report.by_unit if group.key],
            "responsible": [(group.key, group) for group in report.by_responsible if group.key],
            "tier": [(group.key, group) for group in report.by_tier if group.key],
        },
        "damaged": sum(1 for one in everything if one.damage),
        "more_is_set": any(
            split(getattr(asked, name)) for name in FILTERS if name not in (*WRITTEN, "severity", "verdict")
        )
        or any(getattr(asked, name) is not None for name in FLAGS)
        or any(getattr(asked, name) for name in ("due_from", "due_to", "found_from", "found_to", "latest_state")),
    }


def _block(text: str) -> dict[str, Any]:
    """A section of an explanation: its title, and a table or lines; a table without a title is of labels and values."""
    lines = text.split("\n")
    titled = len(lines) > 1 and all(line.startswith("  ") for line in lines[1:])
    title, body = (lines[0], [line[2:] for line in lines[1:]]) if titled else ("", lines)
    if not all("\t" in line for line in body):
        return {"title": title, "pairs": (), "table": (), "lines": body}
    cells = [line.split("\t") for line in body]
    if titled:
        return {"title": title, "pairs": (), "table": cells, "lines": ()}
    return {
        "title": "",
        "pairs": [(one[0].rstrip(":："), " ".join(one[1:])) for one in cells],
        "table": (),
        "lines": (),
    }

"""The pages about audits: all of them, one of them, its reports."""

from collections.abc import Iterator
from typing import Annotated, Any, BinaryIO

from fastapi import APIRouter, Query, Request
from starlette.responses import RedirectResponse, Response, StreamingResponse

from checker.errors import Problem
from checker.report.changed import change_lines
from checker.report.content import Report
from checker.report.gated import gate_lines
from checker.report.headline import closing, incomplete_lines, said_as_of, said_period, said_rate
from checker.report.registry import get_format
from checker.report.verdict import exit_code, waived
from checker.serve.answers import shelf_lines, state_of
from checker.serve.asked import Asked
from checker.serve.cached import etag_of, named
from checker.serve.chosen import readable_one
from checker.serve.guard import POLICY
from checker.serve.policy import policy_of
from checker.serve.refusals import refuse
from checker.serve.reports import NAMES, Reports, content_type
from checker.serve.shelf import OnShelf, Shelf
from checker.serve.view import page, view_of
from checker.store.naming import period_label

MOST_LISTED = 15
PIECE = 1 << 18


def pages_store(shelf: Shelf, reports: Reports) -> APIRouter:
    """The list, /audits/... and the reports."""
    router = APIRouter(include_in_schema=False)

    @router.get("/")
    def audits(request: Request, asked: Annotated[Asked, Query()]) -> Response:
        view = view_of(request)
        etag = etag_of(request, view.lang, shelf.stamp())
        lines = shelf_lines(shelf)[::-1]
        rows = [{"one": one, "line": line, "state": state_of(one), **_told(one)} for one, line in lines]
        return named(page("audits", view, {"rows": rows}), etag)

    @router.get("/audits/{audit}")
    def audit(request: Request, audit: str, asked: Annotated[Asked, Query()]) -> Response:
        view, found = view_of(request), readable_one(shelf, audit)
        if found.audit_id != audit:
            return RedirectResponse(view.to("/audits", found.audit_id), 302)
        etag = etag_of(request, view.lang, found.stamp)
        report, words = shelf.report(found), view.words
        told = {
            "audit": found.audit_id,
            "r": report,
            "period": said_period(report, words),
            "as_of": said_as_of(report, words),
            "rate": said_rate(report.rate, words),
            "closing": closing(report, words),
            "lines": [*change_lines(report, words), *gate_lines(report, words)],
            "incomplete": incomplete_lines(report),
            "counted": _counted(report),
            "exit_code": exit_code(report),
            "waived": waived(report),
            "rules": sorted((one for one in report.rules if one.violated), key=lambda one: -one.violated),
            "formats": NAMES,
            "most": MOST_LISTED,
        }
        return named(page("audit", view, told), etag)

    @router.get("/audits/{audit}/report/{name}")
    def report(request: Request, audit: str, name: str, asked: Annotated[Asked, Query()]) -> Response:
        view, found = view_of(request), readable_one(shelf, audit)
        if found.audit_id != audit:
            return RedirectResponse(view.to("/audits", found.audit_id, "report", name), 302)
        if name not in NAMES:
            return refuse(request, 404, [Problem("", view.text("no_format", name=name))])
        etag = etag_of(request, view.lang, found.stamp)
        stream, size = reports.opened(found, name, view.lang)
        headers = {"content-length": str(size), "content-language": view.lang}
        if name == "html":
            headers["content-security-policy"] = policy_of(stream) or POLICY
        else:
            file = f"{found.audit_id}{get_format(name).suffix}"
            headers["content-disposition"] = f'attachment; filename="{file}"'
        return named(StreamingResponse(_pieces(stream), headers=headers, media_type=content_type(name)), etag)

    return router


def _counted(report: Report) -> dict[str, tuple[int, int]]:
    """Cases by verdict, those of the period and those carried over; of the violated only violations, as in the rate."""
    found = {verdict: (n, report.carried[verdict]) for verdict, n in report.verdicts.items()}
    lines = report.severities
    return found | {"violated": (sum(one.period for one in lines), sum(one.carried for one in lines))}


def _told(one: OnShelf) -> dict[str, Any]:
    if not one.readable:
        return {"label": one.audit_id}
    manifest = one.stored.manifest
    return {
        "label": period_label(*one.stored.period),
        "company": str(manifest.get("company") or ""),
        "zone": str(manifest["zone"]),
        "complete": bool(manifest.get("complete", True)),
        "exit_code": manifest.get("exit_code"),
        "earlier": bool(manifest.get("earlier")),
    }


def _pieces(stream: BinaryIO) -> Iterator[bytes]:
    with stream:
        while piece := stream.read(PIECE):
            yield piece

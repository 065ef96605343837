"""The API: what dashboards read. Every answer is what the command of that name writes as JSON."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from checker.auditing.counted_from import NOW
from checker.report.cases import read_case
from checker.report.explain import explain_case
from checker.report.table import case_columns, case_record
from checker.serve import answers, models
from checker.serve.asked import (
    Asked,
    AuditAsked,
    CaseAsked,
    DiffAsked,
    DueAsked,
    GroupsAsked,
    ListAsked,
    TrendAsked,
    split,
)
from checker.serve.cached import etag_of, named
from checker.serve.chosen import ALL, Clock, chosen, pair, readable_one, stamp_of
from checker.serve.finding import find
from checker.serve.reports import NAMES
from checker.serve.shelf import Shelf
from checker.serve.tongue import tongue
from checker.words.words import Words

VIOLATED = {"verdict": ["violated"]}
REFUSED: dict[int | str, dict[str, Any]] = {
    400: {"model": models.Problems, "description": "What was asked cannot be answered: a mistake in the parameters."},
    404: {"model": models.Problems, "description": "No such audit or case; the nearest is named."},
    410: {"model": models.Problems, "description": "The audit was pruned."},
    503: {"model": models.Problems, "description": "The audit or the store is damaged."},
}


def api(shelf: Shelf, clock: Clock) -> APIRouter:
    """The routes below /api."""
    router, its = APIRouter(prefix="/api", responses=REFUSED), Api(shelf, clock)
    routes: tuple[tuple[str, Callable[..., Response], type[models.Shape], str], ...] = (
        ("/audits", its.audits, models.Audits, "The audits of the store, in the order of storing"),
        ("/audits/{audit}", its.audit, models.AuditShape, "One audit and its figures"),
        ("/rules", its.rules, models.Rules, "The rules of an audit, with what became of each"),
        ("/cases", its.cases, models.Cases, "Cases that fit, page by page: `checker query`"),
        ("/violations", its.violations, models.Cases, "Violations that fit, page by page"),
        ("/groups", its.groups, models.Groups, "Cases counted: `checker query --group-by`"),
        ("/cases/{case:path}", its.case, models.CaseShape, "One case: `checker explain`"),
        ("/diff", its.diff, models.DiffShape, "What became of violations: `checker diff`"),
        ("/trend", its.trend, models.TrendShape, "Period by period: `checker trend`"),
        ("/due", its.due, models.Due, "What falls due next: `checker due`"),
    )
    for path, answer, shape, says in routes:
        router.add_api_route(path, answer, response_model=shape, summary=says)
    return router


@dataclass(frozen=True)
class Api:
    """The answers over one store."""

    shelf: Shelf
    clock: Clock

    def audits(self, request: Request, asked: Annotated[Asked, Query()]) -> Response:
        def body() -> bytes:
            lines = [answers.line_json(one, line) for one, line in answers.shelf_lines(self.shelf)]
            return answers.as_json({"total": len(lines), "audits": lines})

        return _answered(request, "", self.shelf.stamp(), body)

    def audit(self, request: Request, audit: str, asked: Annotated[Asked, Query()]) -> Response:
        found = readable_one(self.shelf, audit)
        links = {name: f"/audits/{found.audit_id}/report/{name}" for name in NAMES}

        def body() -> bytes:
            return answers.as_json(answers.audit_json(self.shelf, found, links))

        return _answered(request, "", found.stamp, body)

    def rules(self, request: Request, asked: Annotated[AuditAsked, Query()]) -> Response:
        found, lang = readable_one(self.shelf, asked.audit), _spoken(request, asked)

        def body() -> bytes:
            return answers.as_json(answers.rules_json(self.shelf, found, lang))

        return _answered(request, lang, found.stamp, body)

    def cases(self, request: Request, asked: Annotated[ListAsked, Query()]) -> Response:
        audits, lang = chosen(self.shelf, split(asked.audit)), _spoken(request, asked)

        def body() -> bytes:
            found = answers.ask_cases(self.shelf, audits, asked, lang)
            after = asked.offset + len(found.rows)
            # The audits by their ids: one that is stored meanwhile does not move the rows.
            url = request.url.include_query_params(offset=after, audit=",".join(one.audit_id for one in audits))
            follows = f"{url.path}?{url.query}" if found.rows and after < found.total else None
            about = {"offset": asked.offset, "limit": asked.limit, "next": follows}
            return answers.rows_json(found, audits, lang, about)

        return _answered(request, lang, stamp_of(audits), body)

    def violations(self, request: Request, asked: Annotated[ListAsked, Query()]) -> Response:
        return self.cases(request, asked.model_copy(update=VIOLATED))

    def groups(self, request: Request, asked: Annotated[GroupsAsked, Query()]) -> Response:
        audits, lang = chosen(self.shelf, split(asked.audit)), _spoken(request, asked)

        def body() -> bytes:
            return answers.rows_json(answers.ask_groups(self.shelf, audits, asked, lang), audits, lang, {})

        return _answered(request, lang, stamp_of(audits), body)

    def case(self, request: Request, case: str, asked: Annotated[CaseAsked, Query()]) -> Response:
        place, lang = find(self.shelf, case, asked.audit), _spoken(request, asked)

        def body() -> bytes:
            folder, words = place.audit.folder, Words(lang)
            read = read_case(folder, place.case_id)
            assert read is not None
            record = case_record(read, case_columns(self.shelf.report(place.audit), words))
            told = {"case": record, "explanation": explain_case(folder, read, lang)}
            return answers.as_json({"audit": place.audit.audit_id, "lang": lang, **told})

        return _answered(request, lang, place.audit.stamp, body)

    def diff(self, request: Request, asked: Annotated[DiffAsked, Query()]) -> Response:
        (before, after), lang = pair(self.shelf, asked.before, asked.after), _spoken(request, asked)

        def body() -> bytes:
            return answers.diff_json(answers.ask_diff(self.shelf, before, after, asked.limit, lang), lang)

        return _answered(request, lang, stamp_of((before, after)), body)

    def trend(self, request: Request, asked: Annotated[TrendAsked, Query()]) -> Response:
        audits, lang = chosen(self.shelf, [ALL]), _spoken(request, asked)

        def body() -> bytes:
            return answers.trend_json(answers.ask_trend(self.shelf, audits, asked, lang), asked, lang)

        return _answered(request, lang, stamp_of(audits), body)

    def due(self, request: Request, asked: Annotated[DueAsked, Query()]) -> Response:
        audit, lang = readable_one(self.shelf, asked.audit), _spoken(request, asked)

        def body() -> bytes:
            return answers.due_json(*answers.ask_due(audit, asked, lang, self.clock), lang)

        if asked.at == NOW:
            return Response(body(), media_type="application/json")
        return _answered(request, lang, audit.stamp, body)


def _answered(request: Request, lang: str, stamp: str, body: Callable[[], bytes]) -> Response:
    """The answer with its name; nothing is computed for a reader who has it."""
    etag = etag_of(request, lang, stamp)
    return named(Response(body(), media_type="application/json"), etag)


def _spoken(request: Request, asked: Asked) -> str:
    return tongue(asked.lang, request.headers.get("accept-language", ""))

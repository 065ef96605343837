"""Why there is no answer: as JSON below /api, as a page elsewhere."""

from collections.abc import Iterable
from datetime import date
from difflib import get_close_matches

import duckdb
from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from checker.errors import NotWrittenError, Problem, UsageError
from checker.one_line import one_line
from checker.serve.asked import MODELS
from checker.serve.cached import KEPT, NotModified
from checker.serve.chosen import ALL, PREVIOUS
from checker.serve.finding import NoCase
from checker.serve.shelf import Damaged, Gone, NoAudit, NoStore
from checker.serve.view import View, page, view_of
from checker.store.audits import LATEST
from checker.store.damage import Damage, said

API = "/api/"
VERIFY = "checker verify"


def refuse(request: Request, status: int, problems: Iterable[Problem]) -> Response:
    """The answer that says why there is none."""
    view, told = view_of(request), [_named(problem) for problem in problems]
    if request.url.path.startswith(API):
        listed = [{"where": one.where, "what": one.what, "remedy": one.remedy} for one in told]
        return JSONResponse({"problems": listed}, status, headers={"vary": "Accept-Language"})
    return page("refused", view, {"status": status, "problems": told}, status)


def answer_refusals(app: FastAPI) -> None:
    """Every way in which there is no answer, with its status."""
    app.add_exception_handler(NotModified, _not_modified)
    app.add_exception_handler(NoAudit, _no_audit)
    app.add_exception_handler(Gone, _gone)
    app.add_exception_handler(Damaged, _damaged)
    app.add_exception_handler(NoStore, _no_store)
    app.add_exception_handler(NoCase, _no_case)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(UsageError, _usage)
    app.add_exception_handler(NotWrittenError, _not_written)
    app.add_exception_handler(duckdb.Error, _unreadable)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(Exception, _fault)


def no_audit(view: View, name: str, near: list[str], several: list[str]) -> Problem:
    """An audit that is not there."""
    if name == PREVIOUS:
        return Problem("", view.text("no_previous"))
    if name in (LATEST, ALL):
        return Problem("", view.text("no_audits"))
    remedy = view.text("several", names=", ".join(several)) if several else ""
    remedy = remedy or (view.text("near", near=near[0]) if near else "")
    return Problem("", view.text("no_audit", name=name), remedy)


async def _not_modified(request: Request, error: Exception) -> Response:
    assert isinstance(error, NotModified)
    return Response(None, 304, {"etag": error.etag, "cache-control": KEPT, "vary": "Accept-Language"})


async def _no_audit(request: Request, error: Exception) -> Response:
    assert isinstance(error, NoAudit)
    return refuse(request, 404, [no_audit(view_of(request), error.name, error.near, error.several)])


async def _gone(request: Request, error: Exception) -> Response:
    assert isinstance(error, Gone)
    view, pruned = view_of(request), error.pruned
    told = view.text(
        "was_pruned", day=view.words.date(date.fromisoformat(pruned.at[:10])), by=pruned.by, why=pruned.why
    )
    return refuse(request, 410, [Problem(error.audit_id, told)])


async def _damaged(request: Request, error: Exception) -> Response:
    assert isinstance(error, Damaged)
    return refuse(request, 503, [Problem(error.audit_id, error.why, VERIFY)])


async def _no_store(request: Request, error: Exception) -> Response:
    assert isinstance(error, NoStore)
    return refuse(request, 503, [Problem(str(error.store), view_of(request).text("no_store"))])


async def _no_case(request: Request, error: Exception) -> Response:
    assert isinstance(error, NoCase)
    return refuse(request, 404, error.problems)


async def _invalid(request: Request, error: Exception) -> Response:
    """Parameters of the wrong type, and those that nobody knows, with the nearest that is known."""
    assert isinstance(error, RequestValidationError)
    view, known = view_of(request), {name for model in MODELS for name in model.model_fields}
    problems = []
    for one in error.errors():
        name = str(one["loc"][-1] if isinstance(one["loc"][-1], str) else one["loc"][1])
        if one["type"] == "extra_forbidden":
            likely = get_close_matches(name, known, n=1)
            remedy = view.text("meant", near=likely[0]) if likely else ""
            problems.append(Problem(name, view.text("not_asked"), remedy))
        else:
            # What it should be is told by the library, in English; a number or a name of ours reads in any language.
            problems.append(Problem(name, view.text("not_understood", value=one["input"], why=one["msg"])))
    return refuse(request, 400, problems)


async def _usage(request: Request, error: Exception) -> Response:
    """A mistake in the question; where a file of the store is at fault, or something is lacking here, it says so."""
    assert isinstance(error, UsageError)
    lang = view_of(request).lang
    damaged = any(isinstance(one, Damage) or "checker verify" in one.remedy for one in error.problems)
    status = 503 if damaged else 501 if "/report/" in request.url.path else 400
    return refuse(request, status, [said(one, lang) for one in error.problems])


async def _not_written(request: Request, error: Exception) -> Response:
    assert isinstance(error, NotWrittenError)
    return refuse(request, 501, error.problems)


async def _unreadable(request: Request, error: Exception) -> Response:
    return refuse(request, 503, [Problem("", one_line(str(error).partition("\n")[0]), VERIFY)])


async def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    view = view_of(request)
    return refuse(request, error.status_code, [Problem("", view.text("no_page", name=request.url.path))])


async def _fault(request: Request, error: Exception) -> Response:
    return refuse(request, 500, [Problem("", type(error).__name__)])


def _named(problem: Problem) -> Problem:
    """By the name of the parameter where a command would name its option."""
    if not problem.where.startswith("--"):
        return problem
    where = problem.where.removeprefix("--").replace("-", "_")
    return Problem(where, problem.what, problem.remedy.replace("--", ""))

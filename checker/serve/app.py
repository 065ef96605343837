"""The whole server as one application: pages, API, and the guard before them."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from anyio.to_thread import current_default_thread_limiter
from fastapi import FastAPI, Request
from starlette.exceptions import HTTPException
from starlette.responses import Response

import checker
from checker.serve.api import api
from checker.serve.cached import etag_of, named
from checker.serve.chosen import Clock
from checker.serve.guard import App, Names, guarded
from checker.serve.opened_api import without_validation_error
from checker.serve.pages_cases import pages_cases
from checker.serve.pages_over_time import pages_over_time
from checker.serve.pages_store import pages_store
from checker.serve.refusals import answer_refusals
from checker.serve.reports import Reports
from checker.serve.shelf import Shelf
from checker.serve.view import shipped

STATIC = {
    "colours.css": "text/css; charset=utf-8",
    "serve.css": "text/css; charset=utf-8",
    "serve.js": "text/javascript; charset=utf-8",
    "icon.svg": "image/svg+xml",
}
AT_ONCE = 6
"""So many questions are worked on at one time; further ones wait for their turn."""
DESCRIPTION = """\
What stored audits found, as `checker audit` stored it. Read-only: GET and HEAD. Answers hold what the commands of the
same name write as JSON. Each answer has an ETag; an audit never changes, so If-None-Match is answered with 304 quickly.
"""


def create_app(store: Path, folder: Path, names: Names, clock: Clock) -> App:
    """The application over a store. `folder`: where reports are written; `clock`: what time it is, naive UTC."""
    shelf = Shelf(store)
    # FastAPI's own pages of documentation load scripts from elsewhere: they are off.
    app = FastAPI(
        title="Compliance checker",
        version=checker.__version__,
        description=DESCRIPTION,
        openapi_url="/api/openapi.json",
        docs_url=None,
        redoc_url=None,
        lifespan=_few_at_once,
        redirect_slashes=False,
    )
    app.include_router(api(shelf, clock))
    app.include_router(pages_store(shelf, Reports(shelf, folder)))
    app.include_router(pages_cases(shelf))
    app.include_router(pages_over_time(shelf, clock))
    app.add_api_route("/static/{name}", _static, include_in_schema=False)
    answer_refusals(app)
    without_validation_error(app)
    return guarded(app, names)


def _static(request: Request, name: str) -> Response:
    if name not in STATIC:
        raise HTTPException(404)
    etag = etag_of(request, "", name)
    return named(Response(shipped(name), media_type=STATIC[name]), etag)


@asynccontextmanager
async def _few_at_once(app: FastAPI) -> AsyncIterator[None]:
    current_default_thread_limiter().total_tokens = AT_ONCE
    yield

"""Answers that a browser may keep as long as what they were made of stands: each names its state (ETag)."""

from functools import cache
from importlib.resources import files

from starlette.requests import Request
from starlette.responses import Response

import checker
from checker.store.canonical import digest

KEPT = "private, no-cache"
"""Kept, but asked for again each time: an audit never changes, but it may be pruned, and then nobody may see it."""


class NotModified(Exception):
    """The browser has it already; `etag` names what it has."""

    def __init__(self, etag: str) -> None:
        super().__init__(etag)
        self.etag = etag


def etag_of(request: Request, lang: str, stamp: str) -> str:
    """Names an answer by its address, its language, what it was made of, and who made it.

    Raises NotModified where the browser holds that one: then nothing need be computed."""
    told = "\n".join([made_by(), request.url.path, request.url.query, lang, stamp])
    etag = f'"{digest(told.encode())[:32]}"'
    held = [one.strip().removeprefix("W/") for one in request.headers.get("if-none-match", "").split(",")]
    if etag in held:
        raise NotModified(etag)
    return etag


def named(response: Response, etag: str) -> Response:
    """The response with its name."""
    response.headers["etag"] = etag
    response.headers["cache-control"] = KEPT
    response.headers["vary"] = "Accept-Language"
    return response


@cache
def made_by() -> str:
    """This version, its pages and its report."""
    pages = [files("checker.serve").joinpath("pages"), files("checker.report").joinpath("page")]
    shipped = sorted((one for page in pages for one in page.iterdir() if one.is_file()), key=lambda one: one.name)
    return digest(b"\n".join([checker.__version__.encode(), *(one.read_bytes() for one in shipped)]))

"""One page as somebody asked for it: its language, its addresses, and the templates it is made from."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any
from urllib.parse import quote, urlencode

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from checker.report.headline import said_share
from checker.report.labels import said, said_fields
from checker.report.table import heading
from checker.report.templates import environment
from checker.serve.tongue import tongue
from checker.words.texts import LANGUAGES
from checker.words.words import Words

COLOURS = "colours.css"
OWN_NAMES = {"en": "English", "ru": "Русский", "zh": "中文"}
MENU = (("audits", "/"), ("query", "/query"), ("diff", "/diff"), ("trend", "/trend"), ("due", "/due"))
START = {"/query": {"verdict": "violated"}}
"""What the links of the menu ask for at first."""


@dataclass(frozen=True)
class View:
    """A page asked for: the words of its language, and addresses that keep the language that was asked for."""

    request: Request
    words: Words
    asked_lang: str | None

    @property
    def lang(self) -> str:
        """en, ru or zh."""
        return self.words.lang

    def to(self, *path: str, **parameters: Any) -> str:
        """The address of a page of ours: its parts, the first of them as it stands, and its parameters."""
        place = "/".join([path[0].rstrip("/"), *(quote(part, safe="") for part in path[1:])]) or "/"
        return _address(place, [*_pairs(parameters), *_pairs({"lang": self.asked_lang})])

    def here(self, **changes: Any) -> str:
        """This address with some parameters given anew; None takes one out."""
        kept = [(name, value) for name, value in self.request.query_params.multi_items() if name not in changes]
        return _address(quote(self.request.url.path), [*((n, v) for n, v in kept if v.strip()), *_pairs(changes)])

    def text(self, key: str, **values: Any) -> str:
        """A text of serve.yaml, or of another file where the key says so with a colon."""
        file, _, name = key.rpartition(":")
        return self.words.text(f"{file or 'serve'}.{name}", **values)


def view_of(request: Request, asked_lang: str | None = None) -> View:
    """The view of a request; without `asked_lang` as its address says."""
    asked = asked_lang or request.query_params.get("lang")
    lang = tongue(asked, request.headers.get("accept-language", ""))
    return View(request, Words(lang), asked if asked == lang else None)


def page(name: str, view: View, values: Mapping[str, Any], status: int = 200) -> Response:
    """The template `<name>.html` as a response; all values are escaped."""
    shown = _environment().get_template(f"{name}.html").render(v=view, lang=view.lang, **_wording(view), **values)
    return HTMLResponse(shown, status, headers={"content-language": view.lang, "vary": "Accept-Language"})


def shipped(name: str) -> bytes:
    """A file of pages/, or the report's own colours, so that both look alike."""
    if name == COLOURS:
        return files("checker.report").joinpath("page", name).read_bytes()
    return files("checker.serve").joinpath("pages", name).read_bytes()


def _wording(view: View) -> dict[str, Any]:
    words = view.words
    return {
        "t": view.text,
        "to": view.to,
        "here": view.here,
        "term": lambda name: words.label("term", name),
        "head": lambda name: heading(words, name),
        "said": lambda kind, code: said(words, kind, code),
        "fields": lambda names: said_fields(words, names),
        "number": words.number,
        "date": words.date,
        "instant": words.instant,
        "share": lambda rate: said_share(rate, words),
        "menu": [(name, view.to(path, **START.get(path, {})), path) for name, path in MENU],
        "path": view.request.url.path,
        "languages": [(name, OWN_NAMES[name], view.here(lang=name)) for name in LANGUAGES],
    }


@cache
def _environment() -> Any:
    return environment(lambda name: shipped(name).decode())


def _pairs(parameters: dict[str, Any]) -> Iterable[tuple[str, str]]:
    for name, value in parameters.items():
        for one in value if isinstance(value, list | tuple) else [value]:
            if one is not None and one != "":
                yield name, str(one)


def _address(place: str, parameters: Iterable[tuple[str, str]]) -> str:
    query = urlencode(list(parameters))
    return f"{place}?{query}" if query else place

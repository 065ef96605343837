"""The page's style and scripts: files of ours joined, and the libraries beside them, each named by its hash."""

import base64
import hashlib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

STYLES = ("colours.css", "layout.css", "parts.css", "table.css", "printed.css")
SCRIPTS = (
    *("dom.js", "stored.js", "language.js", "theme.js", "views.js", "labels.js", "choices.js", "filters.js", "rows.js"),
    *("table.js", "evidence.js", "detail.js", "keys.js", "printed.js", "main.js"),
)


def style() -> str:
    """All style sheets: the library's first, so that ours have the last word; then those of the charts."""
    charts = [_read("page", "charts.css")] if _is_there("page", "charts.css") else []
    return "\n".join([_read("vendor", "tabulator.min.css"), *(_read("page", name) for name in STYLES), *charts])


@cache
def scripts() -> tuple[str, ...]:
    """The scripts in the order in which they run: libraries, charts, ours."""
    ours = "\n".join(_read("page", name) for name in SCRIPTS)
    own = f'"use strict";\n(() => {{\n{ours}\n}})();\n'
    charts = [_read("vendor", _charts_library()), _read("page", "charts.js")] if has_charts() else []
    return _read("vendor", "tabulator.min.js"), *charts, own


def has_charts() -> bool:
    """Whether the charts' script and library are shipped."""
    return _is_there("page", "charts.js") and bool(_charts_library())


def hashes(shipped: Sequence[str]) -> str:
    """The scripts as a content security policy names them."""
    digests = (hashlib.sha256(script.encode()).digest() for script in shipped)
    return " ".join(f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests)


def template(name: str) -> str:
    """A template of the page."""
    return _read("page", name)


def _charts_library() -> str:
    names = (entry.name for entry in files("checker.report").joinpath("vendor").iterdir())
    return min((name for name in names if name.startswith("echarts") and name.endswith(".js")), default="")


def _is_there(folder: str, name: str) -> bool:
    return files("checker.report").joinpath(folder, name).is_file()


def _read(folder: str, name: str) -> str:
    return files("checker.report").joinpath(folder, *name.split("/")).read_text("utf-8")

"""A document as a page for printing: nothing but text and style, A4, with its number and foot on every page."""

from functools import cache
from importlib.resources import files
from typing import Any

from checker.report.document import Document, Heading, Paragraph, Signatures, Table
from checker.report.templates import environment

HUNDRED = 100
WIDTHS = "\n".join(f"col.w{share} {{ width: {share}%; }}" for share in range(1, HUNDRED + 1))


def print_html(document: Document) -> str:
    """The whole page. Texts are escaped, and nothing in it can run or be fetched."""
    from markupsafe import Markup

    shown = _environment().get_template("document.html")
    before, between, after = _around(document.page)
    number = f"{css_string(before)} counter(page) {css_string(between)} counter(pages) {css_string(after)}"
    style = f"{_shipped('print.css')}\n{WIDTHS}"
    foot = Markup(css_string(document.foot))
    return str(shown.render(document=document, style=Markup(style), foot=foot, page=Markup(number), shares=shares))


def css_string(text: str) -> str:
    """Text as a string of a style sheet: all but letters and figures are written by number."""
    return '"' + "".join(one if one.isalnum() else f"\\{ord(one):x} " for one in text) + '"'


def shares(table: Table) -> list[int]:
    """The widths of the columns in whole hundredths of the line."""
    total = sum(table.widths)
    return [max(1, width * HUNDRED // total) for width in table.widths]


def _around(page: str) -> tuple[str, str, str]:
    before, _, rest = page.partition("{page}")
    between, _, after = rest.partition("{pages}")
    return before, between, after


@cache
def _environment() -> Any:
    found = environment(_shipped)
    kinds = {"heading": Heading, "paragraph": Paragraph, "table": Table, "signatures": Signatures}
    found.tests.update({name: (lambda block, kind=kind: isinstance(block, kind)) for name, kind in kinds.items()})
    return found


def _shipped(name: str) -> str:
    return files("checker.report").joinpath("print", name).read_text("utf-8")

"""The coverage of the clauses as a table, as JSON, and as one page with search and filters that works offline."""

import base64
import hashlib
import json
from collections.abc import Sequence
from importlib.resources import files
from typing import Any

from checker.errors import Problem, UsageError, nearest
from checker.report.templates import environment
from checker.rulebook.book import RuleBook
from checker.rulebook.coverage import Placed
from checker.rulebook.coverage_totals import Total, fates, totals
from checker.words.width import columns
from checker.words.words import Words

COLUMNS = ("clause_id", "locator", "basis", "checkability", "became", "rule_ids", "title", "why")
FORMATS = ("table", "json", "html")
FILTERS = ("pack", "source", "became", "checkability")


def coverage_page(book: RuleBook, placed: Sequence[Placed], format_: str, lang: str, only_totals: bool = False) -> str:
    """Every clause with what it became and why; the table ends with the totals. UsageError: no such format."""
    words = Words(lang)
    if format_ == "json":
        return _json([_total_record(one) for one in totals(placed)] if only_totals else _records(placed, lang))
    if format_ == "html":
        return _html(book, placed, words)
    if format_ != "table":
        raise UsageError(Problem("--format", f"unknown format '{format_}'", nearest(format_, FORMATS)))
    listed = [] if only_totals else [_table(placed, words), ""]
    return "\n".join([*listed, words.text("coverage.totals"), _totals_table(placed, words), _summary(placed, words)])


def _table(placed: Sequence[Placed], words: Words) -> str:
    rows = [
        [
            item.clause.id,
            item.clause.locator,
            said_code(words, "basis", item.clause.basis),
            said_code(words, "checkability", item.clause.checkability),
            said_fate(item, words),
            " ".join(item.rule_ids),
            item.clause.title[words.lang],
            item.why,
        ]
        for item in placed
    ]
    return columns([[words.find("heading", name) or name for name in COLUMNS], *rows])


def _totals_table(placed: Sequence[Placed], words: Words) -> str:
    shown = fates(placed)
    heads = [words.label("heading", "pack"), *(words.text(f"coverage.{name}") for name in ("regulation", "chapter"))]
    rows = [[*heads, words.text("coverage.total"), *(_fate(fate, words) for fate in shown)]]
    for one in totals(placed):
        names = [one.pack, one.source, one.chapter]
        rows.append([*names, str(one.clauses), *(str(one.became[fate]) for fate in shown)])
    sums = [sum(item.became == fate for item in placed) for fate in shown]
    rows.append([words.text("coverage.everything"), "", "", str(len(placed)), *map(str, sums)])
    return columns(rows)


def _summary(placed: Sequence[Placed], words: Words) -> str:
    automatic = [item for item in placed if item.clause.checkability == "automatic"]
    counts = {"total": len(placed), "checked": sum(item.is_checked for item in placed)}
    counts |= {"automatic": len(automatic), "automatic_checked": sum(item.is_checked for item in automatic)}
    return words.text("coverage.summary", **{name: words.number(n) for name, n in counts.items()})


def _records(placed: Sequence[Placed], lang: str) -> list[dict[str, Any]]:
    return [
        {
            "clause_id": item.clause.id,
            "pack": item.pack,
            "source": item.clause.source,
            "chapter": item.chapter,
            "locator": item.clause.locator,
            "basis": item.clause.basis,
            "checkability": item.clause.checkability,
            "became": item.became,
            "into": item.into or None,
            "rule_ids": list(item.rule_ids),
            "title": item.clause.title[lang],
            "why": item.why,
        }
        for item in placed
    ]


def _total_record(one: Total) -> dict[str, Any]:
    names = {"pack": one.pack, "source": one.source or None, "chapter": one.chapter or None}
    return {"level": one.level, **names, "clauses": one.clauses, "became": dict(one.became)}


def _json(rows: list[dict[str, Any]]) -> str:
    return json.dumps(rows, ensure_ascii=False, indent=2)


def _html(book: RuleBook, placed: Sequence[Placed], words: Words) -> str:
    style, script = _shipped("plain.css") + _shipped("coverage.css"), _shipped("coverage.js")
    titles = {name: getattr(entry.rule.title, words.lang) for name, entry in book.rules.items()}
    page: str = (
        environment(_shipped)
        .get_template("coverage.html")
        .render(
            lang=words.lang,
            style=style,
            script=script,
            script_hash=base64.b64encode(hashlib.sha256(script.encode()).digest()).decode(),
            text=lambda key, **values: words.text(f"coverage.{key}", **values),
            head=lambda name: words.find("heading", name) or words.text(f"coverage.{name}"),
            code=lambda kind, value: said_code(words, kind, value),
            fate=lambda name: _fate(name, words),
            placed=placed,
            titles=titles,
            packs={name: getattr(pack.title, words.lang) for name, pack in book.packs.items()},
            summary=_summary(placed, words),
            totals=totals(placed),
            fates=fates(placed),
            filters={name: list(dict.fromkeys(_filter(item, name) for item in placed)) for name in FILTERS},
        )
    )
    return page


def _filter(item: Placed, name: str) -> str:
    return str(getattr(item if name in ("pack", "became") else item.clause, name))


def said_fate(item: Placed, words: Words) -> str:
    """What a clause became, with the clause that it was merged into."""
    said = _fate(item.became, words)
    return f"{said} ({words.text('coverage.into', clause=item.into)})" if item.into else said


def said_code(words: Words, kind: str, code: str) -> str:
    """The label of a code of the register, else the code."""
    return words.find(kind, code) or code


def _fate(name: str, words: Words) -> str:
    return words.find("became", name) or words.text(f"coverage.{name}")


def _shipped(name: str) -> str:
    return files("checker.report").joinpath("page", name).read_text("utf-8")

"""The report as a workbook: real dates and numbers, one sheet a subject, filters and frozen headings, links."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, BinaryIO

from checker.report import sheets
from checker.report import workbook_lists as lists
from checker.report.content import Report
from checker.report.overview import overview
from checker.report.sheets import MOST_LINKS, Workbook, workbook
from checker.report.workbook_cases import PRINTED, write_cases
from checker.report.workbook_groups import write_groups
from checker.words.words import Words

SUFFIX = ".xlsx"
BINARY = True
Writer = Callable[[Workbook, str], tuple[int, int]]


def write(report: Report, out: BinaryIO, words: Words) -> None:
    """Summary, violations, other cases, by responsible, by unit, rules and what they lack, coverage, the rest."""
    title = words.text("workbook.title", company=str(report.manifest.get("company") or ""))
    with workbook(out, words, report.as_of, sheets.ROW_LIMIT, title) as book:
        summary = book.named(words.text("report.sheet.summary"))
        written = [(name, *write_sheet(book, name)) for name, write_sheet in _sheets(report, words)]
        book.pairs(summary, title, _first_sheet(book, report, written, words))


def _sheets(report: Report, words: Words) -> Iterator[tuple[str, Writer]]:
    def of(name: str) -> str:
        return words.text(f"report.sheet.{name}")

    for name, which in (("violations", "violated"), ("others", "not_violated")):
        yield of(name), partial(write_cases, which=which, report=report, words=words)
    for by, groups in (("responsible", report.by_responsible), ("unit", report.by_unit)):
        yield of(f"by_{by}"), partial(write_groups, by=by, groups=groups, report=report, words=words)
    listed: list[tuple[str, Callable[..., tuple[int, int]]]] = [
        (words.text("report.rules"), lists.write_rules),
        (of("unchecked"), lists.write_unchecked),
        (of("parameters"), lists.write_parameters),
        (of("coverage"), lists.write_coverage),
        (words.label("term", "escalations"), lists.write_escalations),
        (words.text("report.readings.sheet"), lists.write_readings),
        (words.label("term", "quarantine"), lists.write_quarantine),
        (of("inputs"), lists.write_inputs),
    ]
    for name, write_list in listed:
        if write_list is not lists.write_readings or report.readings is not None:
            yield name, partial(write_list, report=report, words=words)


def _first_sheet(
    book: Workbook, report: Report, written: list[tuple[str, int, int]], words: Words
) -> Iterator[list[Any]]:
    """The figures, then what the workbook holds."""
    yield from overview(report, words)
    yield [words.text("workbook.sheets")]
    yield ["", words.text("workbook.rows")]
    for name, rows, parts in written:
        split = words.text("workbook.parts", n=parts) if parts > 1 else None
        yield [book.link(name, name), rows, split]
    yield ["", words.text("workbook.printed", n=len(PRINTED))]
    if any(rows > MOST_LINKS for _, rows, _ in written[:2]):
        yield ["", words.text("workbook.links", most=words.number(MOST_LINKS))]

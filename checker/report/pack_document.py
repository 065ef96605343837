"""The document that goes to the head of a unit or to a person: their figures, what is asked of them, where to sign."""

from collections.abc import Iterator

from checker.one_line import one_line
from checker.report import pack_cases, pack_sections
from checker.report.content import Report
from checker.report.document import Block, Document, Heading, Paragraph, Signatures, paragraph, table
from checker.report.figures import Group as Figures
from checker.report.headline import incomplete_lines, said_as_of, said_period, said_rate, said_share, shown_of
from checker.report.letter_request import objection
from checker.report.notices import notice_lines, said_addressee, said_reader
from checker.report.pack_sections import Telling
from checker.report.table import heading
from checker.report.unchecked import said_idle, said_not_run
from checker.report.unread import HEADS, unread_rows
from checker.report.verdict import waived
from checker.words.words import Words

PEOPLE = 500
QUARANTINED = 500
FIGURES = ("met", "violated", "pending", "undetermined", "carried")
SECTIONS = (
    (pack_cases.TO_DO, pack_sections.by_rule, ("SUBJECT", "WHO", "TOLD", "BY", "CASE")),
    (pack_cases.SUSPECTED, pack_sections.by_rule, ("SUBJECT", "WHO", "TOLD", "CASE")),
    (pack_cases.PENDING, pack_sections.in_one, ("RULE", "SUBJECT", "WHO", "DUE")),
    (pack_cases.EXCUSED, pack_sections.in_one, ("RULE", "SUBJECT", "WHO", "EXCUSE", "CASE")),
    (pack_cases.UNKNOWN, pack_sections.in_one, ("RULE", "SUBJECT", "WHO", "ASKED", "CASE")),
    (pack_cases.ADVICE, pack_sections.by_rule, ("SUBJECT", "WHO", "TOLD")),
    (pack_cases.SETTLED, pack_sections.in_one, ("RULE", "SUBJECT", "WHO", "TOLD", "CASE")),
)


def pack_document(report: Report, words: Words, most: int = pack_cases.MOST) -> Document:
    """The matters of the addressee alone; lists that are cut say so."""
    title = words.text("packs.title")
    foot = words.text("packs.foot", whose=said_addressee(report, words), audit=report.audit_id)
    blocks = tuple(_blocks(report, words, most))
    return Document(
        words.lang, one_line(f"{title}: {said_addressee(report, words)}"), one_line(foot), page(words), blocks
    )


def page(words: Words) -> str:
    """The number of a page, with its two places left open."""
    return words.text("packs.page", page="{page}", pages="{pages}")


def signatures(words: Words) -> Signatures:
    """Drawn up by, received by: each with name, signature and day."""
    below = tuple(words.text(f"packs.sign.{name}") for name in ("name", "signature", "day"))
    who = tuple(words.text(f"packs.sign.{name}") for name in ("drawn_up", "received"))
    return Signatures(who, (below[0], below[1], below[2]))


def _blocks(report: Report, words: Words, most: int) -> Iterator[Block]:
    groups = pack_cases.grouped(report.cases("not_met"), most)
    telling = Telling(report, words, report.addressed is None or report.addressed.by == "unit")
    yield Heading(words.text("packs.title"), 1)
    yield from _head(report, words)
    yield from _figures(report, groups, words)
    if telling.several and len(report.by_responsible) > 1:
        yield from _people(report, words)
    for name, laid_out, columns in SECTIONS:
        if groups[name].total:
            chosen = tuple(getattr(pack_sections, column) for column in columns)
            yield from laid_out(name, groups[name], chosen, telling)
    yield from _escalations(report, words)
    yield from _nobodys(report, words)
    listed = [case for group in groups.values() for case in group.cases]
    if lines := objection(listed, report, words):
        yield Heading(lines[0])
        yield paragraph(*lines[1:])
    yield signatures(words)


def _head(report: Report, words: Words) -> Iterator[Block]:
    company = str(report.manifest.get("company") or "")
    yield Paragraph((words.text("letter.to", name=said_reader(report, words)),), "strong")
    period, as_of = said_period(report, words), said_as_of(report, words)
    about = words.text("report.header", company=company, period=period, as_of=as_of, audit=report.audit_id)
    yield paragraph(about, tone="small")
    yield paragraph(*notice_lines(report, words), tone="notice")


def _figures(report: Report, groups: dict[str, pack_cases.Group], words: Words) -> Iterator[Block]:
    carried = sum(line.carried for line in report.severities)
    rows = [
        [words.label("term", "rate"), said_rate(report.rate, words)],
        [words.text("packs.figures.violated"), words.number(report.rate.violated)],
        [words.text("packs.figures.carried"), words.number(carried)],
        *([words.text(f"packs.section.{name}"), words.number(groups[name].total)] for name, *_ in SECTIONS),
        [words.text("packs.figures.waived"), words.number(waived(report))],
    ]
    yield table([words.text("packs.figures.title"), words.label("term", "total")], rows, [60, 40], [1])
    if not groups[pack_cases.TO_DO].total:
        yield paragraph(words.text("packs.nothing"), tone="strong")


def _people(report: Report, words: Words) -> Iterator[Block]:
    listed: tuple[Figures, ...] = report.by_responsible[:PEOPLE]
    yield Heading(words.text("packs.section.people"))
    if len(listed) < len(report.by_responsible):
        yield paragraph(shown_of(len(listed), len(report.by_responsible), words))
    heads = [words.label("heading", "responsible"), *(said_count(name, words) for name in FIGURES)]
    rows = [
        [
            one.name or one.key or words.label("term", "unassigned"),
            *(words.number(getattr(one, name)) for name in FIGURES),
            said_share(one.rate, words),
        ]
        for one in listed
    ]
    yield table([*heads, words.text("report.column.rate")], rows, [26, 12, 12, 12, 14, 12, 12], range(1, 7))


def said_count(name: str, words: Words) -> str:
    """The heading of a column that counts."""
    return words.find("verdict", name) or heading(words, name)


def _escalations(report: Report, words: Words) -> Iterator[Block]:
    if report.escalations:
        yield Heading(f"{words.label('term', 'escalations')} ({words.number(len(report.escalations))})")
        yield paragraph(words.text("packs.about.escalations"))
        yield paragraph(*(one.text(words.lang) for one in report.escalations))


def _nobodys(report: Report, words: Words) -> Iterator[Block]:
    """What stands in the document of nobody alone: what kept the audit from judging, and what could not be read."""
    if report.addressed is None or report.addressed.key:
        return
    lines = [*incomplete_lines(report), *said_idle(report, words), said_not_run(report, words)]
    if any(lines):
        yield Heading(words.text("report.not_judged"))
        yield paragraph(*lines)
    if report.quarantine_count:
        yield Heading(f"{words.label('term', 'quarantine')} ({words.number(report.quarantine_count)})")
        if report.quarantine_count > QUARANTINED:
            yield paragraph(shown_of(QUARANTINED, report.quarantine_count, words))
        rows = unread_rows(report, words, QUARANTINED)
        yield table([heading(words, name) for name in HEADS], rows, [20, 26, 30, 24])

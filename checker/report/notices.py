"""What a reader has to know of a report before anything else: whose matters it holds, that names were taken out."""

from collections.abc import Iterator

from checker.one_line import one_line
from checker.report.content import Report
from checker.words.words import Words


def notice_lines(report: Report, words: Words) -> Iterator[str]:
    """Nothing for a whole report with its names."""
    if report.addressed is not None:
        yield words.text("packs.only", whose=said_addressee(report, words))
    redacted = report.manifest.get("redacted")
    if redacted:
        yield words.text("redaction.notice")
        yield words.text("redaction.keyed" if redacted.get("keyed") else "redaction.unkeyed")


def said_addressee(report: Report, words: Words) -> str:
    """The unit or the person whose matters these are, or that they are nobody's."""
    whose = report.addressed
    if whose is None or not whose.key:
        return words.text("packs.nobody")
    return one_line(f"{whose.name} ({whose.key})" if whose.name else whose.key)


def said_reader(report: Report, words: Words) -> str:
    """To whom the document goes: the person, or the head of the unit as far as that is known."""
    whose = report.addressed
    if whose is None or not whose.key:
        return words.text("packs.to_supervision")
    if whose.by == "responsible":
        return said_addressee(report, words)
    head = f"{whose.head_name} ({whose.head_id})" if whose.head_name else whose.head_id
    unit = said_addressee(report, words)
    return one_line(words.text("packs.to_head" if head else "packs.to_unknown_head", head=head or "", unit=unit))

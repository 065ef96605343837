"""What could not be read of the snapshot, line by line, for people."""

from itertools import islice

from checker.one_line import one_line
from checker.report.content import Report
from checker.report.headline import shown_of
from checker.report.labels import said, said_fields
from checker.report.plain import said_source
from checker.words.words import Words

HEADS = ("source", "column", "raw", "reason")


def unread_rows(report: Report, words: Words, most: int) -> list[list[str]]:
    """The first cells and rows in quarantine, at most so many, in the columns of HEADS."""
    return [
        [
            said_source(line.file, line.row),
            said_fields(words, [f"{line.entity}.{line.column}"]) if line.column else "",
            one_line(line.raw or ""),
            said(words, "reason", line.reason),
        ]
        for line in islice(report.quarantine(), most)
    ]


def unread_title(report: Report, words: Words, shown: int) -> str:
    """What it is called, and how many of how many are shown."""
    return f"{words.label('term', 'quarantine')}, {shown_of(shown, report.quarantine_count, words)}"

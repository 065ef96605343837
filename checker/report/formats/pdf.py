"""The report on paper: the summary, or the matters of one addressee, with page numbers and a place to sign.

An installed browser prints it: it has the fonts of every script and sets CJK and Cyrillic well, which no library does
without fonts or system libraries of its own."""

from typing import BinaryIO

from checker.report.browser import find_browser, printed
from checker.report.content import Report
from checker.report.documents import document_of
from checker.report.print_html import print_html
from checker.words.words import Words

SUFFIX = ".pdf"
BINARY = True


def ready() -> None:
    """Raises NotWrittenError where no browser is found."""
    find_browser()


def write(report: Report, out: BinaryIO, words: Words) -> None:
    """The same bytes for the same report from the same browser with the same fonts."""
    out.write(printed(print_html(document_of(report, words)), report.as_of, find_browser()))

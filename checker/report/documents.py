"""Which document a report is on paper."""

from checker.report.content import Report
from checker.report.document import Document
from checker.report.pack_document import pack_document
from checker.report.summary_document import summary_document
from checker.words.words import Words


def document_of(report: Report, words: Words) -> Document:
    """The matters of the addressee where there is one, else the summary of the audit."""
    return pack_document(report, words) if report.addressed else summary_document(report, words)

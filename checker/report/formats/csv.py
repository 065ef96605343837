"""The cases as CSV: codes as stored, instants in the case's zone with their offset."""

from typing import BinaryIO

from checker.report.content import Report
from checker.report.csv_rows import write_csv
from checker.report.table import case_columns
from checker.words.words import Words

SUFFIX = ".csv"


def write(report: Report, out: BinaryIO, words: Words) -> None:
    """Every stored case, worst first; headings are the stable names of the columns."""
    columns = case_columns(report, words)
    rows = ([column.raw(case) for column in columns] for case in report.cases())
    write_csv(out, [column.name for column in columns], rows)

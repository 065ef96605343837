"""One case a line, each a JSON object with its evidence."""

from typing import BinaryIO

from checker.report.content import Report
from checker.report.encoded import json_bytes
from checker.report.table import case_columns, case_record
from checker.words.words import Words

SUFFIX = ".jsonl"


def write(report: Report, out: BinaryIO, words: Words) -> None:
    """Every stored case, worst first."""
    columns = case_columns(report, words)
    for case in report.cases():
        out.write(json_bytes(case_record(case, columns)) + b"\n")

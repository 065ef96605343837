"""One case a line, each a JSON object with its evidence."""

import json
from typing import BinaryIO

from checker.report.content import Report
from checker.report.table import case_columns, case_record
from checker.words.words import Words

SUFFIX = ".jsonl"


def write(report: Report, out: BinaryIO, words: Words) -> None:
    """Every stored case, worst first."""
    columns = case_columns(report, words)
    for case in report.cases():
        out.write(json.dumps(case_record(case, columns), ensure_ascii=False, allow_nan=False).encode() + b"\n")

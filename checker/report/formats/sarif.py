"""SARIF 2.1.0: every rule, and every case that is violated or cannot be judged, what fails the audit first."""

from typing import BinaryIO

from checker.report.content import Report
from checker.report.encoded import json_bytes
from checker.report.sarif_log import write_log
from checker.report.sarif_result import result_of
from checker.report.sarif_run import run_of
from checker.report.spool import rendered
from checker.words.words import Words

SUFFIX = ".sarif"


def write(report: Report, out: BinaryIO, words: Words) -> None:
    """Complete unless the report says how many results are the most; then the run tells how many there are."""
    make = result_of(report, words)
    total = sum(report.effects.values()) + sum(line.n for line in report.unjudged)
    shown = total if report.showing.most is None else min(report.showing.most, total)
    cut = "" if shown == total else words.text("ci.cut", shown=words.number(shown), total=words.number(total))
    results = rendered(report.folder, "findings", lambda case: json_bytes(make(case)), report.showing.most)
    write_log(out, run_of(report, words, shown, total, cut), results)

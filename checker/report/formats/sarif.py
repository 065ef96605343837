"""SARIF 2.1.0: every rule, and every case that is violated or cannot be judged, what fails the audit first."""

from typing import BinaryIO

from checker.report.content import Report
from checker.report.encoded import json_bytes
from checker.report.sarif_result import result_of
from checker.report.sarif_run import run_of
from checker.report.spool import rendered
from checker.words.words import Words

SUFFIX = ".sarif"
SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def write(report: Report, out: BinaryIO, words: Words) -> None:
    """Complete unless the report says how many results are the most; then the run tells how many there are."""
    make = result_of(report, words)
    total = sum(report.effects.values()) + sum(line.n for line in report.unjudged)
    shown = total if report.showing.most is None else min(report.showing.most, total)
    head = b'{"$schema": ' + json_bytes(SCHEMA) + b', "version": "2.1.0", "runs": [{'
    out.write(head)
    for name, value in run_of(report, words, shown, total).items():
        out.write(b"\n" + json_bytes(name) + b": " + json_bytes(value) + b",")
    out.write(b'\n"results": [')
    pieces = rendered(report.folder, "findings", lambda case: json_bytes(make(case)), report.showing.most)
    for place, piece in enumerate(pieces):
        out.write((b",\n" if place else b"\n") + piece)
    out.write(b"\n]}]}\n")

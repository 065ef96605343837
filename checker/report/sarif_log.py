"""A SARIF log with one run, written as its results come."""

from collections.abc import Iterable, Mapping
from typing import Any, BinaryIO

from checker.report.encoded import json_bytes

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def write_log(out: BinaryIO, run: Mapping[str, Any], results: Iterable[bytes]) -> None:
    """A property of the run a line, then a result a line."""
    out.write(b'{"$schema": ' + json_bytes(SCHEMA) + b', "version": "2.1.0", "runs": [{')
    for name, value in run.items():
        out.write(b"\n" + json_bytes(name) + b": " + json_bytes(value) + b",")
    out.write(b'\n"results": [')
    for place, result in enumerate(results):
        out.write((b",\n" if place else b"\n") + result)
    out.write(b"\n]}]}\n")

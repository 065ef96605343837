"""The report as one page that works offline: figures as tables, cases with search and sorting by a script of ours."""

import base64
import hashlib
from functools import cache
from importlib.resources import files
from itertools import islice
from typing import Any, BinaryIO

from checker.report.changed import change_lines
from checker.report.content import Report
from checker.report.figures import VERDICTS
from checker.report.gated import gate_lines
from checker.report.headline import closing, incomplete_lines, said_as_of, said_period, said_rate, said_share, shown_of
from checker.report.labels import said, said_fields
from checker.report.ledger import reading_lines
from checker.report.page_data import page_data
from checker.report.readings import HEADINGS, judged, not_judged, said_other, said_value
from checker.report.resting import said_resting
from checker.report.set_parameters import HEADINGS as PARAMETERS
from checker.report.set_parameters import said_heading as parameter_heading
from checker.report.set_parameters import set_parameters
from checker.report.summary import input_files
from checker.report.table import heading
from checker.report.unchecked import HEADINGS as LACKING
from checker.report.unchecked import lacking_rows, said_not_run
from checker.report.unchecked import said_heading as unchecked_heading
from checker.report.waiver_lines import waiver_lines
from checker.words.words import Words

SUFFIX = ".html"
LISTED = 1000


def write(report: Report, out: BinaryIO, words: Words) -> None:
    """All cases are in the file; lists of the quarantine and of persons are cut at 1,000 lines and say so."""
    template = _environment().get_template("page.html")
    for piece in template.generate(**_values(report, words)):
        out.write(piece.encode())


def _values(report: Report, words: Words) -> dict[str, Any]:
    style, script = _shipped("page.css"), _shipped("page.js")
    return {
        "r": report,
        "lang": words.lang,
        "title": words.text("report.page.title", company=report.manifest.get("company") or ""),
        "style": style,
        "script": script,
        "script_hash": base64.b64encode(hashlib.sha256(script.encode()).digest()).decode(),
        "period": said_period(report, words),
        "as_of": said_as_of(report, words),
        "rate": said_rate(report.rate, words),
        "resting": said_resting(report, words),
        "judged": judged(report.readings),
        "not_judged": not_judged(report.readings, words),
        "reading_heads": ("rule_id", "param", "in_force", "other", *HEADINGS),
        "idle": said_not_run(report, words),
        "unchecked_title": words.text("unchecked.title"),
        "lacking": list(lacking_rows(report, words)),
        "lacking_heads": [unchecked_heading(name, words) for name in LACKING],
        "parameters": set_parameters(report, words),
        "parameter_heads": [parameter_heading(name, words) for name in PARAMETERS],
        "closing": closing(report, words),
        "gates": [*change_lines(report, words), *gate_lines(report, words)],
        "excuses": waiver_lines(report.manifest, words),
        "excuses_title": words.text("waivers.report.title"),
        "incomplete": incomplete_lines(report),
        "verdicts": VERDICTS,
        "listed": LISTED,
        "quarantine": list(islice(report.quarantine(), LISTED)),
        "files": input_files(report),
        "data": page_data(report, words),
        **_wording(words),
    }


def _wording(words: Words) -> dict[str, Any]:
    return {
        "text": lambda key, **values: words.text(f"report.{key}", **values),
        "term": lambda name: words.label("term", name),
        "head": lambda name: heading(words, name),
        "said": lambda kind, code: said(words, kind, code),
        "fields": lambda names: said_fields(words, names),
        "number": words.number,
        "readings": lambda rule: reading_lines({}, rule.readings, words),
        "other": lambda line: said_other(line, words),
        "value": lambda line: said_value(line.in_force, line.unit, words),
        "share": lambda rate: said_share(rate, words),
        "cut": lambda shown, total: shown_of(shown, total, words),
    }


@cache
def _environment() -> Any:
    from jinja2 import Environment, FunctionLoader, StrictUndefined

    return Environment(
        loader=FunctionLoader(_shipped),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _shipped(name: str) -> str:
    return files("checker.report").joinpath("page", name).read_text("utf-8")

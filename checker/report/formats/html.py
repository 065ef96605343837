"""The report as one page that works offline: figures, charts, all cases with their evidence, three languages.

Texts and figures stand in the file in the language asked for, so that it can be read without its script; the
cases are packed as columns (page_data.py)."""

from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import islice
from typing import Any, BinaryIO

from checker.report.content import Report
from checker.report.figures import VERDICTS
from checker.report.headline import incomplete_lines
from checker.report.page_blocks import Part, block, blocks
from checker.report.page_charts import charts_block
from checker.report.page_data import page_data, safe_json
from checker.report.page_first import first_rows, first_total
from checker.report.page_lines import page_lines, page_words
from checker.report.page_script import hashes, scripts, style, template
from checker.report.page_wording import Wording
from checker.report.readings import HEADINGS, judged
from checker.report.summary import input_files
from checker.report.templates import environment
from checker.report.verdict import exit_code
from checker.words.words import Words

SUFFIX = ".html"
LISTED = 1000


def write(report: Report, out: BinaryIO, words: Words) -> None:
    """All cases are in the file; lists of the quarantine and of persons are cut at 1,000 lines and say so.

    Cases are packed some thousands at a time; the engine sorts them within a limit of its own."""
    page = _environment().get_template("page.html")
    for piece in page.generate(**_values(report, words)):
        out.write(piece.encode("utf-8", "replace"))


def _values(report: Report, words: Words) -> dict[str, Any]:
    wording = Wording(words.lang)
    shipped = scripts()
    return {
        "r": report,
        "lang": words.lang,
        "w": wording,
        "style": style(),
        "scripts": shipped,
        "script_hashes": hashes(shipped),
        "charts": charts_block(report),
        "verdicts": VERDICTS,
        "listed": LISTED,
        "files": input_files(report),
        "quarantine": list(islice(report.quarantine(), LISTED)),
        "first": first_rows(report, words, LISTED),
        "first_total": first_total(report),
        "data": blocks(page_data(report, words.lang)),
        "texts": _texts(wording),
        "incomplete": incomplete_lines(report),
        "exit_code": exit_code(report),
        "became": Counter(clause.became for clause in report.clauses).most_common(),
        "judged": judged(report.readings),
        "reading_heads": ("rule_id", "param", "in_force", "other", *HEADINGS),
        **page_lines(report, wording),
        **page_words(wording),
    }


def _texts(wording: Wording) -> Iterator[str]:
    """What the marked texts are in every language; asked for last, when all of them have been met."""
    yield block(Part("marked", safe_json(wording.texts)))


@cache
def _environment() -> Any:
    return environment(template)

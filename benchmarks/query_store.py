"""What a supervisor asks of a year of audits with a million violations each, and how long the answer takes.

Whole commands are measured, from the start of Python to the last line, as multiples of `python -c pass`. They are asked
one after the other, the first time apart: then the files are in memory, as they are for who works with them.
"""

import sys
from collections.abc import Sequence
from pathlib import Path
from statistics import median

from benchmarks.pack import MEMORY_LIMIT, Line
from benchmarks.process import CHECKER, Spent, spend
from benchmarks.stored_audits import stored_audits

VIOLATIONS = 1_000_000
LIMIT = 75.0
ALL = ("--audit", "all")
PERSON = "Иванов Пётр Ильич"
UNITS = "SELECT unit_id, count(*) AS n FROM cases WHERE verdict = 'violated' GROUP BY ALL ORDER BY n DESC LIMIT 10"

# What is asked, the command, and whether the limit holds for it: texts of a year are gigabytes, and no index is kept.
QUESTIONS: tuple[tuple[str, tuple[str, ...], bool], ...] = (
    ("a person's grave cases", ("query", "--responsible", PERSON, "--severity", "high"), True),
    ("the same, of the year", ("query", *ALL, "--responsible", PERSON, "--severity", "high"), True),
    (
        "a rule's cases of one month, of the year",
        ("query", *ALL, "--rule", "trade-duty-03", "--due-from", "2025-06-01", "--due-to", "2025-06-30"),
        True,
    ),
    ("units by violations, of the year", ("query", *ALL, "--verdict", "violated", "--group-by", "unit"), True),
    ("months by violations, of the year", ("query", *ALL, "--group-by", "due_month"), True),
    ("how many are new, of the year", ("query", *ALL, "--change", "new", "--count"), True),
    ("rules in their latest state", ("query", *ALL, "--latest-state", "--group-by", "rule"), True),
    ("a word in the texts", ("query", "--text", "обязанность 17"), True),
    ("the same, of the year", ("query", *ALL, "--text", "обязанность 17"), False),
    ("what falls due", ("due",), True),
    ("what of it within three days", ("due", "--within", "3"), True),
    ("trend of the year", ("trend",), True),
    ("trend by responsible", ("trend", "--by", "responsible"), True),
    ("a --sql over the year", ("query", *ALL, "--sql", UNITS), True),
)


def query_store(build: Path, scale: float, rounds: int) -> list[Line]:
    """A line for each question: median of the ratios of all rounds, seconds, and the highest memory of all."""
    store = stored_audits(build, max(1, round(VIOLATIONS * scale)))
    lines = []
    highest = 0.0
    for what, words, judged in QUESTIONS:
        ask = [*CHECKER, *words, "--store", str(store)]
        _answered(ask)
        pairs = [(_answered(ask), spend([sys.executable, "-c", "pass"])) for _ in range(rounds)]
        ratio = median(ours.wall / bare.wall for ours, bare in pairs)
        seconds = median(ours.wall for ours, _ in pairs)
        figure = f"{ratio:.0f} ({seconds:.2f} s)"
        lines.append(Line(f"{what} / python -c pass", figure, f"{LIMIT:.0f}" if judged else "", ratio <= LIMIT))
        highest = max(highest, *(ours.memory for ours, _ in pairs))
    fits = highest <= MEMORY_LIMIT
    return [*lines, Line("memory of the dearest question, MB", f"{highest:.0f}", f"{MEMORY_LIMIT:.0f}", fits)]


def _answered(ask: Sequence[str]) -> Spent:
    """What a question cost that was answered; one that was not must not look cheap."""
    spent = spend(ask)
    if spent.code != 0:
        raise RuntimeError(f"{' '.join(ask)} ended with exit code {spent.code}")
    return spent

"""What became of the violations of each rule: how many fail the audit, and what excuses the others."""

from typing import NamedTuple

from checker.report.content import Report
from checker.report.stored import batches, opened


class Marked(NamedTuple):
    """Violations of one rule, both scopes. `fail` counts those that fail the audit.

    `waived`, `upheld` and `known` (in the baseline) share out the excused ones, `other` are the rest: carried over, of
    less severity than counts, tolerated by a budget, or of a rule whose effect is no violation."""

    rule_id: str
    violated: int
    fail: int
    waived: int
    upheld: int
    known: int
    other: int
    disputed: int


_MARKED = """
SELECT rule_id, count(*), count(*) FILTER (gates), count(*) FILTER (excuse = 'waived'),
  count(*) FILTER (excuse = 'upheld'), count(*) FILTER (excuse = 'known'), count(*) FILTER (excuse = '' AND NOT gates),
  count(*) FILTER (dispute = 'open')
FROM (SELECT *, CASE WHEN gates THEN '' WHEN waiver <> '' THEN 'waived' WHEN dispute = 'upheld' THEN 'upheld'
  WHEN in_baseline THEN 'known' ELSE '' END AS excuse FROM cases WHERE verdict = 'violated')
GROUP BY rule_id ORDER BY rule_id
"""


def marked(report: Report) -> dict[str, Marked]:
    """By rule id; rules without violations are not in it."""
    with opened(report.folder) as connection:
        return {line.rule_id: line for batch in batches(connection, _MARKED, Marked) for line in batch}


def total(lines: dict[str, Marked]) -> Marked:
    """The sums over all rules; its rule id is empty."""
    sums = [sum(counts) for counts in list(zip(*lines.values(), strict=True))[1:]]
    return Marked("", *sums) if sums else Marked("", 0, 0, 0, 0, 0, 0, 0)


def compared(report: Report) -> bool:
    """Whether the audit says of its cases what they are to earlier ones."""
    with opened(report.folder) as connection:
        return connection.execute("SELECT count(*) FROM cases WHERE change <> ''").fetchone() != (0,)

"""What an audit comes to: its rate, what makes it incomplete, and the exit code."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from checker.auditing.completeness import shortcomings
from checker.auditing.record import verdict_counts
from checker.auditing.settled import Settled
from checker.cases.engine import DuckDBEngine
from checker.cases.judge import Ran
from checker.errors import EXIT_INCOMPLETE, EXIT_OK, EXIT_VIOLATIONS, Problem

FAILING = "SELECT COUNT(*) > 0 FROM marked WHERE gates"
WAIVED = """
SELECT COUNT(*) FROM marked WHERE verdict = 'violated' AND scope = 'period' AND (waiver <> '' OR dispute = 'upheld')
    AND rule_id IN (SELECT UNNEST($1::VARCHAR[]))
"""
RATED = """
SELECT CAST(COALESCE(SUM(n) FILTER (WHERE verdict = 'met'), 0) AS BIGINT),
    CAST(COALESCE(SUM(n) FILTER (WHERE verdict = 'violated'), 0) AS BIGINT)
FROM tally WHERE scope = 'period' AND rule_id IN (SELECT UNNEST($1::VARCHAR[]))
"""


@dataclass(frozen=True)
class Conclusion:
    """The rate with its denominators, the counts, the shortcomings, and the exit code that follows from them.

    `waived`: violations of the period that a waiver, or a dispute decided for the person, excuses.
    """

    rate: Mapping[str, Any]
    counts: Mapping[str, Mapping[str, int]]
    problems: tuple[Problem, ...]
    exit_code: int
    waived: int


def conclude(settled: Settled, engine: DuckDBEngine, ran: Mapping[str, Ran]) -> Conclusion:
    """An incomplete audit outranks violations: it must read neither as clean nor as merely dirty."""
    counts = verdict_counts(engine)
    problems = shortcomings(settled, ran, counts)
    ((failing,),) = engine.execute(FAILING)
    code = EXIT_INCOMPLETE if problems else EXIT_VIOLATIONS if failing else EXIT_OK
    rate, waived = _rate(settled, engine)
    return Conclusion(rate, counts, tuple(problems), code, waived)


def _rate(settled: Settled, engine: DuckDBEngine) -> tuple[dict[str, Any], int]:
    """Met of met and violated, scope period, rules whose effect is a violation; indicators judge nothing."""
    rated = [entry.rule for entry in settled.rules if entry.rule.effect == "violation"]
    names = [rule.id for rule in rated if rule.kind != "indicator"]  # type: ignore[attr-defined]
    ((met, violated),) = engine.execute(RATED, [names])
    ((waived,),) = engine.execute(WAIVED, [names])
    shares = {"rate": _share(met, violated), "rate_after_waivers": _share(met, violated - waived)}
    return {"met": met, "violated": violated, **shares}, waived


def _share(met: int, violated: int) -> float | None:
    return round(met / (met + violated), 6) if met + violated else None

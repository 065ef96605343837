"""What an audit comes to: its rate, what makes it incomplete, and the exit code."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from checker.auditing.completeness import at_or_above, shortcomings
from checker.auditing.record import verdict_counts
from checker.auditing.settled import Settled
from checker.cases.engine import DuckDBEngine
from checker.cases.judge import Ran
from checker.errors import EXIT_INCOMPLETE, EXIT_OK, EXIT_VIOLATIONS, Problem

FAILING = (
    "SELECT DISTINCT severity FROM \"case\" WHERE verdict = 'violated' AND scope = 'period' AND effect = 'violation'"
)
RATED = """
SELECT CAST(COALESCE(SUM(n) FILTER (WHERE verdict = 'met'), 0) AS BIGINT),
    CAST(COALESCE(SUM(n) FILTER (WHERE verdict = 'violated'), 0) AS BIGINT)
FROM tally WHERE scope = 'period' AND rule_id IN (SELECT UNNEST($1::VARCHAR[]))
"""


@dataclass(frozen=True)
class Conclusion:
    """The rate with its denominators, the counts, the shortcomings, and the exit code that follows from them."""

    rate: Mapping[str, Any]
    counts: Mapping[str, Mapping[str, int]]
    problems: tuple[Problem, ...]
    exit_code: int


def conclude(settled: Settled, engine: DuckDBEngine, ran: Mapping[str, Ran]) -> Conclusion:
    """An incomplete audit outranks violations: it must read neither as clean nor as merely dirty."""
    counts = verdict_counts(engine)
    problems = shortcomings(settled, ran, counts)
    failing = any(at_or_above(severity, settled.fail_on) for (severity,) in engine.execute(FAILING))
    code = EXIT_INCOMPLETE if problems else EXIT_VIOLATIONS if failing else EXIT_OK
    return Conclusion(_rate(settled, engine), counts, tuple(problems), code)


def _rate(settled: Settled, engine: DuckDBEngine) -> dict[str, Any]:
    """Met of met and violated, scope period, rules whose effect is a violation; indicators judge nothing."""
    rated = [entry.rule for entry in settled.rules if entry.rule.effect == "violation"]
    names = [rule.id for rule in rated if rule.kind != "indicator"]  # type: ignore[attr-defined]
    ((met, violated),) = engine.execute(RATED, [names])
    rate = round(met / (met + violated), 6) if met + violated else None
    return {"met": met, "violated": violated, "rate": rate, "rate_after_waivers": rate}

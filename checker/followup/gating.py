"""Which violations fail the audit, and why the others do not."""

from collections.abc import Mapping
from typing import Any

from checker.cases.engine import DuckDBEngine
from checker.followup.budgets import NO_BUDGET, limit_of
from checker.followup.setting import Setting
from checker.kinds.rule import SEVERITIES

NAME = "gating"
COLUMNS = ("gates",)
NEWS = ("new", "reopened")
# A revision that found a violation is news too: no audit has told of it before.
IS_NEWS = """(list_contains($news::VARCHAR[], change)
        OR change = 'revised' AND first_seen IS NOT DISTINCT FROM CAST($as_of AS TIMESTAMP))"""
EXCUSES = ("below", "waived", "upheld", "in_baseline", "not_new")

# A violation of an earlier period has failed the audit of that period, unless no audit has seen it violated so far.
COUNTED = f"""
CREATE OR REPLACE TEMP TABLE counted AS SELECT case_id, rule_id, severity, CASE
    WHEN NOT list_contains($grave::VARCHAR[], severity) THEN 'below'
    WHEN waiver <> '' THEN 'waived'
    WHEN dispute = 'upheld' THEN 'upheld'
    WHEN in_baseline THEN 'in_baseline'
    WHEN $new_only AND NOT {IS_NEWS} THEN 'not_new'
    ELSE '' END AS excuse
FROM marked WHERE verdict = 'violated' AND effect = 'violation'
    AND (scope = 'period' OR {IS_NEWS})
"""
BY_RULE = "SELECT rule_id, COUNT(*) FROM counted WHERE excuse = '' AND severity <> $1 GROUP BY rule_id ORDER BY rule_id"
JUDGED = """
SELECT rule_id, CAST(SUM(n) AS BIGINT) FROM tally WHERE scope = 'period' AND verdict IN ('met', 'violated')
GROUP BY rule_id
"""
MARKED = """
CREATE OR REPLACE TABLE mark_gating AS SELECT case_id, TRUE AS gates FROM counted
WHERE excuse = '' AND (severity = $1 OR NOT list_contains($2::VARCHAR[], rule_id))
"""


def create(engine: DuckDBEngine, setting: Setting) -> dict[str, Any] | None:
    """Make `mark_gating`: violations at or above --fail-on that nothing excuses and no budget tolerates.

    Those at home in the period, and those of earlier periods that no audit has told before. Facts: `gating`, how
    many; `excused`, how many others by the first excuse of EXCUSES that holds; `tolerated`, the rules inside their
    budgets with `n` and `limit`, and `exceeded`, those beyond.
    """
    grave = [] if setting.fail_on == "none" else SEVERITIES[SEVERITIES.index(setting.fail_on) :]
    given = {"grave": list(grave), "news": list(NEWS), "new_only": setting.new_only, "as_of": setting.as_of}
    engine.execute(COUNTED, given)
    inside, beyond = _budgets(engine, setting)
    engine.execute(MARKED, [NO_BUDGET, list(inside)])
    ((gating,),) = engine.execute("SELECT COUNT(*) FROM mark_gating")
    excused = dict(engine.execute("SELECT excuse, COUNT(*) FROM counted WHERE excuse <> '' GROUP BY excuse"))
    return {
        "fail_on": setting.fail_on,
        "new_only": setting.new_only,
        "gating": gating,
        "excused": {name: excused.get(name, 0) for name in EXCUSES},
        "tolerated": inside,
        "exceeded": beyond,
    }


def _budgets(engine: DuckDBEngine, setting: Setting) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
    """Rules with violations and a budget: those inside it, and those beyond."""
    budgets = setting.policy.budgets
    if not budgets:
        return {}, {}
    names = {rule.id: (rule.id, *rule.formerly) for rule in setting.rules}
    judged = dict(engine.execute(JUDGED))
    inside: dict[str, Any] = {}
    beyond: dict[str, Any] = {}
    for rule_id, n in engine.execute(BY_RULE, [NO_BUDGET]):
        limit = limit_of(budgets, names.get(rule_id, (rule_id,)), judged.get(rule_id, 0))
        if limit is not None:
            (inside if n <= limit else beyond)[rule_id] = {"n": n, "limit": limit}
    return inside, beyond

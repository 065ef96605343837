"""What had fallen due before anybody looked: violations that are no news in the first audit of a store."""

from typing import Any

from checker.cases.engine import DuckDBEngine
from checker.followup.setting import Setting

# The local day of the last permitted moment. A state that has no moment of its own is judged at as_of: what counts is
# when its subject came to be and, where nobody knows, it has stood for longer than anybody can say.
FIRST = """
CREATE OR REPLACE TABLE mark_changes AS
SELECT m.case_id, MIN(CASE WHEN m.is_old OR CAST(m.moment + to_seconds(COALESCE(z.offset_s, 0)) AS DATE) < $day
    THEN 'persisting' ELSE 'new' END) AS change, CAST($as_of AS TIMESTAMP) AS first_seen
FROM (
    SELECT *, judged = 'state' AND moment IS NULL AS is_old FROM (
        SELECT case_id, judged, zone, CASE
            WHEN judged = 'state' AND COALESCE(due_at >= $as_of, TRUE) THEN opened_at
            WHEN due_inclusive THEN due_at ELSE due_at - to_microseconds(1) END AS moment
        FROM marked WHERE verdict = 'violated')) AS m
LEFT JOIN zone_span AS z ON z.zone = m.zone AND z.from_utc <= m.moment AND m.moment < z.until_utc
GROUP BY m.case_id
"""
PLAIN = """
CREATE OR REPLACE TABLE mark_changes AS
SELECT case_id, 'new' AS change, CAST($as_of AS TIMESTAMP) AS first_seen FROM marked WHERE verdict = 'violated'
GROUP BY case_id
"""
COUNTED = """
SELECT m.effect = 'violation', c.change, COUNT(*) FROM marked AS m JOIN mark_changes AS c ON c.case_id = m.case_id
GROUP BY ALL
"""


def mark_first(engine: DuckDBEngine, setting: Setting) -> dict[str, Any]:
    """Make `mark_changes` of a first audit: all violations are new, but those that fell due before the backlog's day.

    Gives how many are `new` and, with a backlog, its day and how many it holds: of rules whose effect is a violation.
    """
    if setting.backlog is None:
        engine.execute(PLAIN, {"as_of": setting.as_of})
    else:
        engine.execute(FIRST, {"as_of": setting.as_of, "day": setting.backlog})
    counts = {change: n for is_violation, change, n in engine.execute(COUNTED) if is_violation}
    told: dict[str, Any] = {"new": counts.get("new", 0)}
    if setting.backlog is not None:
        told["backlog"] = {"before": setting.backlog.isoformat(), "violations": counts.get("persisting", 0)}
    return told

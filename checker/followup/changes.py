"""Since when a violation is known, and what has become of it: new, persisting, reopened, revised, resolved."""

from typing import Any

from checker.cases.engine import DuckDBEngine
from checker.followup.backlog import mark_first
from checker.followup.setting import Setting
from checker.followup.since_then import counted

NAME = "changes"
COLUMNS = ("change", "first_seen")

# In how many audits after each one a rule ran.
RAN_AFTER = """
CREATE OR REPLACE TEMP TABLE ran_after AS
SELECT r.rule_id, p.place, COUNT(*) FILTER (r.place > p.place) AS n
FROM before_rule AS r CROSS JOIN (SELECT DISTINCT place FROM before_rule) AS p GROUP BY ALL
"""
# What was said of a case before. `was`: open, cured, void or met, as it was settled last. A case of state that was in
# no list of a later audit though its rule ran there was met by then: audits in which it could not be judged, like those
# in which the rule did not run, say nothing.
KNOWN = """
CREATE OR REPLACE TEMP VIEW known AS
SELECT b.case_id, b.rule_id, b.is_state, b.is_violation, b.last, b.first_seen,
    CASE WHEN b.is_state AND COALESCE(a.n, 0) > CASE WHEN b.unsure IS NULL THEN 0
        ELSE len(list_filter(b.unsure, lambda p: p > b.settled_at)) END THEN 'met' ELSE b.settled END AS was
FROM (
    SELECT *, COALESCE(final_place, place) AS settled_at, CASE WHEN final <> '' THEN final ELSE 'open' END AS settled
    FROM before_case WHERE final <> '' OR first_seen IS NOT NULL) AS b
LEFT JOIN ran_after AS a ON a.rule_id = b.rule_id AND a.place = b.settled_at
"""
CHANGE = """
CASE WHEN verdict <> 'violated' THEN CASE
        WHEN was = '' OR was = verdict THEN ''
        WHEN judged = 'event' THEN 'revised'
        WHEN was = 'met' THEN ''
        WHEN verdict = 'met' THEN 'resolved'
        ELSE 'persisting' END
    WHEN was = '' THEN 'new'
    WHEN was = 'met' THEN CASE WHEN judged = 'event' THEN 'revised' WHEN seen THEN 'reopened' ELSE 'new' END
    WHEN standing = 'cured' OR (was = 'cured' AND standing <> 'open') THEN 'resolved'
    WHEN was IN ('cured', 'void') AND standing = 'open' THEN 'reopened'
    ELSE 'persisting' END
"""
MARKED = f"""
CREATE OR REPLACE TABLE mark_changes AS
SELECT case_id, MIN(change) AS change, MIN(found_at) AS first_seen, MIN(was) AS was, MIN(last) AS last
FROM (
    SELECT *, {CHANGE} AS change,
        COALESCE(first_seen, CASE WHEN verdict = 'violated' THEN CAST($as_of AS TIMESTAMP) END) AS found_at
    FROM (
        SELECT m.case_id, m.judged, m.verdict, m.standing, k.first_seen, k.first_seen IS NOT NULL AS seen,
            COALESCE(k.was, '') AS was, COALESCE(k.last, '') AS last
        FROM marked AS m LEFT JOIN known AS k ON k.case_id = m.case_id))
WHERE change <> '' OR found_at IS NOT NULL GROUP BY case_id
"""


def create(engine: DuckDBEngine, setting: Setting) -> dict[str, Any] | None:
    """Make `mark_changes`: what every kept case is to all that earlier audits said, and when it was first violated.

    Facts: `against`, the last earlier audit, and what `since_then.counted` counts; in a first audit None, and what
    `mark_first` gives.
    """
    if not setting.earlier:
        return {"against": None, **mark_first(engine, setting)}
    engine.execute(RAN_AFTER)
    engine.execute(KNOWN)
    engine.execute(MARKED, {"as_of": setting.as_of})
    return {"against": setting.earlier[-1].name, **counted(engine, len(setting.earlier) - 1)}

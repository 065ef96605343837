"""By when a violation is to be put right, and whether it was."""

from typing import Any

from checker.cases.engine import DuckDBEngine
from checker.followup.found import create_found_again
from checker.followup.put_right import create_put_right
from checker.followup.setting import Setting

NAME = "rectified"
COLUMNS = ("rectify_by", "rectification")
STATES = ("due", "overdue", "in_time", "late")

# A record that has disappeared was not put right; what a waiver or an upheld dispute excuses is owed by nobody.
OWED = """
CREATE OR REPLACE TEMP TABLE owed AS
SELECT c.case_id, c.severity, c.standing, c.done_at,
    COALESCE(a.found_at, c.first_seen, $as_of::TIMESTAMP) AS found_at,
    CASE WHEN list_contains($of_unit::VARCHAR[], c.rule_id) THEN COALESCE(u.calendar, 'company') ELSE 'company' END
        AS calendar
FROM {cases} AS c LEFT JOIN calendar_unit AS u ON u.unit_id = c.unit_id
    LEFT JOIN found_again AS a ON a.case_id = c.case_id
WHERE c.verdict = 'violated' AND c.effect = 'violation' AND c.standing <> 'void' AND c.waiver = ''
    AND c.dispute <> 'upheld'
"""
# Calendars begin more than a year back: what was found before that is long overdue, whatever the day.
DEADLINES = """
CREATE OR REPLACE TEMP TABLE deadline AS
WITH days AS (SELECT * FROM calendar_day WHERE starts_at < ends_at),
    begun AS (SELECT calendar, MIN(starts_at) AS starts_at FROM days GROUP BY calendar),
    found AS (
        SELECT DISTINCT o.calendar, o.severity, o.found_at, GREATEST(o.found_at, b.starts_at) AS counted_from
        FROM owed AS o JOIN begun AS b ON b.calendar = o.calendar),
    allowed AS (SELECT UNNEST($severities::VARCHAR[]) AS severity, UNNEST($days::INTEGER[]) AS days)
SELECT f.calendar, f.severity, f.found_at, w.day, w.ends_at
FROM found AS f
JOIN allowed AS a ON a.severity = f.severity
JOIN days AS d ON d.calendar = f.calendar AND d.starts_at <= f.counted_from AND f.counted_from < d.ends_at
JOIN days AS w ON w.calendar = f.calendar AND w.is_working AND w.working_index = d.working_index + a.days
"""
MARKED = """
CREATE OR REPLACE TABLE mark_rectified AS
SELECT o.case_id, d.day AS rectify_by, CASE
    WHEN o.standing = 'cured' THEN CASE WHEN o.done_at >= d.ends_at THEN 'late' ELSE 'in_time' END
    WHEN $as_of::TIMESTAMP >= d.ends_at THEN 'overdue' ELSE 'due' END AS rectification
FROM owed AS o LEFT JOIN deadline AS d
    ON d.calendar = o.calendar AND d.severity = o.severity AND d.found_at = o.found_at
"""


PUT_RIGHT = """
SELECT COUNT(*) FILTER (d.ends_at IS NULL OR $as_of::TIMESTAMP < d.ends_at),
    COUNT(*) FILTER ($as_of::TIMESTAMP >= d.ends_at)
FROM owed AS o LEFT JOIN deadline AS d
    ON d.calendar = o.calendar AND d.severity = o.severity AND d.found_at = o.found_at
"""


def create(engine: DuckDBEngine, setting: Setting) -> dict[str, Any] | None:
    """Make `mark_rectified`: the last local day on which a violation is put right in time, and how it stands.

    The working days of its severity follow the local day of the audit that first found it (or found it again), on the
    calendar that the rule counts by. Facts: how many violations are in each of STATES, and `gone`: how many states that
    were violated are not any more, by whether the day had passed when this audit saw that.
    """
    moment = {"as_of": setting.as_of}
    create_found_again(engine, setting)
    create_put_right(engine, setting)
    _owe(engine, setting, "put_right")
    (gone,) = engine.execute(PUT_RIGHT, moment)
    _owe(engine, setting, "marked")
    engine.execute(MARKED, moment)
    counted = dict(engine.execute("SELECT rectification, COUNT(*) FROM mark_rectified GROUP BY rectification"))
    return {
        **{state: counted.get(state, 0) for state in STATES},
        "gone": dict(zip(("in_time", "late"), gone, strict=True)),
    }


def _owe(engine: DuckDBEngine, setting: Setting, cases: str) -> None:
    """What is to be put right among these cases, and by when: the tables `owed` and `deadline`."""
    of_unit = [rule.id for rule in setting.rules if rule.calendar == "unit"]
    engine.execute(OWED.format(cases=cases), {"as_of": setting.as_of, "of_unit": of_unit})
    days = setting.policy.rectification.days
    engine.execute(DEADLINES, {"severities": list(days), "days": list(days.values())})

"""Which violations a waiver in force excuses, and what became of every waiver."""

from datetime import date
from typing import Any

from checker.cases.engine import DuckDBEngine
from checker.followup.setting import Setting
from checker.waivers.applying import Fate, Ground, apply
from checker.waivers.approval import standings
from checker.waivers.entry import Waiver
from checker.waivers.facts import waiver_facts
from checker.waivers.matching import promised, waivable_sql

NAME = "waived"
COLUMNS = ("waiver", "waiver_reason", "waiver_approver", "waiver_until")
# The last permitted moment on the wall of the case's zone: a window up to midnight is due on the day before.
_MOMENT = "c.due_at - to_microseconds(CASE WHEN c.due_inclusive THEN 0 ELSE 1 END)"
_DUE_ON = f"{_MOMENT} + to_seconds(COALESCE(z.offset_s, 0))"
_ZONED = f"zone_span AS z ON z.zone = c.zone AND z.from_utc <= {_MOMENT} AND {_MOMENT} < z.until_utc"
_MARK = """
CREATE OR REPLACE TABLE mark_waived AS
SELECT c.case_id, w.waiver, w.waiver_reason, w.waiver_approver, w.waiver_until FROM waiver_chosen AS c JOIN (
    SELECT UNNEST($1::VARCHAR[]) AS waiver, UNNEST($2::VARCHAR[]) AS waiver_reason,
        UNNEST($3::VARCHAR[]) AS waiver_approver, UNNEST($4::DATE[]) AS waiver_until
) AS w ON w.waiver = c.waiver
"""


def create(engine: DuckDBEngine, setting: Setting) -> dict[str, Any] | None:
    """Make `mark_waived`: violations of both scopes, each with the waiver in force on the local day of `as_of`.

    Facts where there is a file of waivers: those of `waiver_facts`. `{"off": true}` where nothing is to be waived.
    """
    waivers = setting.waivers.entries
    if not waivers:
        engine.execute("CREATE OR REPLACE TABLE waiver_chosen (case_id VARCHAR, waiver VARCHAR)")
    fates = _applied(engine, setting, waivers) if waivers else []
    engine.execute(_MARK, _columns(waivers))
    if setting.no_waivers:
        return {"off": True}
    return None if setting.files.waivers is None else waiver_facts(fates, setting.day)


def _applied(engine: DuckDBEngine, setting: Setting, waivers: tuple[Waiver, ...]) -> list[Fate]:
    engine.execute(waivable_sql(f"marked AS c LEFT JOIN {_ZONED}", _DUE_ON), [promised(waivers)])
    policy = setting.policy
    ground = Ground(
        day=setting.day,
        rules={rule.id: tuple(rule.formerly) for rule in setting.rules},
        standings=standings(engine.execute, waivers, policy.waivers, policy.role_map, setting.zone),
    )
    return apply(engine.execute, waivers, ground)


def _columns(waivers: tuple[Waiver, ...]) -> list[list[str] | list[date]]:
    return [
        [waiver.id for waiver in waivers],
        [waiver.reason for waiver in waivers],
        [waiver.approver for waiver in waivers],
        [waiver.expires_on for waiver in waivers],
    ]

"""Whether an approver may waive: known, employed and of a sufficient role on the day of granting."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from checker.rulebook.waiver_policy import WaiverPolicy
from checker.schema.history import history_select
from checker.waivers.entry import Waiver
from checker.waivers.matching import Run

UNKNOWN, LEFT, OWN, LEVEL = "approver_unknown", "approver_left", "approver_is_responsible", "approver_role"
"""Why a waiver is not honoured; the last two for single cases."""

_HELD = """
SELECT w.waiver, e.id, e.left_on, h.value FROM (
    SELECT UNNEST($1::VARCHAR[]) AS waiver, UNNEST($2::VARCHAR[]) AS approver, UNNEST($3::TIMESTAMP[]) AS moment
) AS w LEFT JOIN employee AS e ON e.id = w.approver
LEFT JOIN ({held}) AS h ON h.entity_id = e.id AND (h.valid_from_at IS NULL OR h.valid_from_at <= w.moment)
    AND (h.valid_until_at IS NULL OR h.valid_until_at > w.moment)
"""


@dataclass(frozen=True)
class Standing:
    """What an approver may do under one waiver: `refusal` where nothing, else the severities he may waive."""

    refusal: str
    severities: tuple[str, ...] = ()


def standings(
    run: Run, waivers: Iterable[Waiver], policy: WaiverPolicy, role_map: Mapping[str, str], zone: str
) -> dict[str, Standing]:
    """The standing of each waiver's approver, from the tables employee and field_change.

    The role is the one held at the end of the day of granting, today's where there is no log of it.
    """
    listed = list(waivers)
    days = [waiver.granted_on for waiver in listed]
    ends = [datetime.combine(day + timedelta(days=1), time(), ZoneInfo(zone)).astimezone(UTC) for day in days]
    moments = [end.replace(tzinfo=None) - timedelta(microseconds=1) for end in ends]
    sql = _HELD.format(held=history_select("employee", "role", "enum"))
    rows = run(sql, [[one.id for one in listed], [one.approver for one in listed], moments]) if listed else []
    granted = dict(zip((one.id for one in listed), days, strict=True))
    found: dict[str, Standing] = {}
    for waiver, employee, left_on, role in rows:
        if employee is None:
            found[waiver] = Standing(UNKNOWN)
        elif left_on is not None and left_on < granted[waiver]:
            found[waiver] = Standing(LEFT)
        else:
            found[waiver] = Standing("", policy.may_waive(role_map.get(role, role)))
    return found

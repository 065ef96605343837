"""Moments in a letter: to the clock of the person, and midnights as the days that they end."""

from collections.abc import Mapping
from datetime import UTC, date, time, timedelta
from zoneinfo import ZoneInfo

from checker.report.cases import Case
from checker.report.content import Report
from checker.words.words import Words


def said_zone(case: Case, report: Report) -> str:
    """The zone in which the person reads a clock: that of the unit by the policy, else that of the case."""
    policy = (report.manifest.get("configuration") or {}).get("policy") or {}
    unit = (policy.get("units") or {}).get(case.unit_id or "")
    zone = unit.get("time_zone") if isinstance(unit, Mapping) else None
    return str(zone or case.zone or report.zone)


def due_said(case: Case, zone: str, words: Words) -> str:
    """The last permitted moment, standing alone; '' for none."""
    last = _last_day(case, zone)
    if last is not None:
        return words.text("letter.day_end", day=words.date(last))
    return words.instant(case.due_at, zone, offset=True) if case.due_at else ""


def due_within(case: Case, zone: str, words: Words) -> str:
    """The last permitted moment as a sentence mentions it; '' for none."""
    last = _last_day(case, zone)
    if last is not None:
        return words.date(last)
    return words.instant(case.due_at, zone) if case.due_at else ""


def opened_within(case: Case, zone: str, words: Words) -> dict[str, str]:
    """Of a window of whole days, its first day instead of a midnight: `opened_at`, or nothing."""
    if case.opened_at is None or _last_day(case, zone) is None:
        return {}
    local = case.opened_at.replace(tzinfo=UTC).astimezone(ZoneInfo(zone))
    return {"opened_at": words.date(local.date())} if local.time() == time() else {}


def _last_day(case: Case, zone: str) -> date | None:
    """Of a midnight that is itself out of time, the day that ends there."""
    if case.due_at is None or case.due_inclusive:
        return None
    local = case.due_at.replace(tzinfo=UTC).astimezone(ZoneInfo(zone))
    return local.date() - timedelta(days=1) if local.time() == time() else None

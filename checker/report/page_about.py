"""The page about the audit itself: with what it was made, by which calendar and parameters, from which files."""

import json
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from checker.report.content import Report
from checker.report.readings import said_value
from checker.words.words import Words


def about_rows(report: Report, words: Words) -> Iterator[tuple[str, str]]:
    """Label and value of what identifies the audit; only what is known."""
    told = report.manifest
    yield words.text("page.about.company"), str(told.get("company") or "")
    if told.get("taken_at"):
        taken_at = datetime.fromisoformat(str(told["taken_at"])).replace(tzinfo=None)
        yield words.text("page.about.taken_at"), words.instant(taken_at, report.zone, offset=True)
    yield words.text("page.about.zone"), report.zone
    changes = (told.get("followed") or {}).get("changes") or {}
    if changes.get("against"):
        yield words.text("page.about.compared"), str(changes["against"])
    packs = [str(pack.get("name", "")) for pack in (told.get("rules") or {}).get("packs") or ()]
    if packs:
        yield words.text("page.about.packs"), ", ".join(packs)
    versions = told.get("versions") or {}
    yield words.text("page.about.versions"), ", ".join(f"{name} {version}" for name, version in versions.items())
    flags = (told.get("configuration") or {}).get("flags") or {}
    given = [f"{name} = {_plain(value)}" for name, value in flags.items() if value not in (None, False, [], "")]
    if given:
        yield words.text("page.about.flags"), ", ".join(given)


def calendar_rows(report: Report, words: Words) -> Iterator[tuple[str, str, str, str]]:
    """Whose calendar, its working days, hours and holidays; the company's first."""
    policy = (report.manifest.get("configuration") or {}).get("policy") or {}
    calendar = policy.get("working_calendar") or {}
    if not calendar:
        return
    yield words.text("page.about.company"), *_calendar(calendar, words)
    zones = policy.get("units") or {}
    for unit, own in (calendar.get("units") or {}).items():
        zone = (zones.get(unit) or {}).get("time_zone")
        yield f"{unit} ({zone})" if zone else str(unit), *_calendar({**calendar, **own}, words)


def parameter_rows(report: Report, words: Words) -> Iterator[tuple[str, str, str, str]]:
    """Every parameter that the audit had: its name, a value, and the days between which that holds."""
    parameters = (report.manifest.get("configuration") or {}).get("parameters") or {}
    for name, dated in parameters.items():
        for one in dated if isinstance(dated, list) else ():
            value = one.get("value")
            said = words.text("page.about.not_set") if value is None else said_value(json.dumps(value), "", words)
            yield str(name), said, _day(one.get("since"), words), _day(one.get("until"), words)


def _calendar(calendar: Mapping[str, Any], words: Words) -> tuple[str, str, str]:
    from babel.dates import get_day_names

    names = get_day_names("abbreviated", locale=words.lang)
    days = [names[int(day) - 1] for day in calendar.get("weekdays") or () if str(day).isdigit() and 0 < int(day) < 8]
    hours = calendar.get("hours")
    spans = ", ".join("–".join(map(str, span)) for span in hours) if isinstance(hours, list) else _plain(hours or "")
    return ", ".join(days), spans, _plain(calendar.get("public_holidays") or "")


def _day(stored: Any, words: Words) -> str:
    return words.date(date.fromisoformat(str(stored))) if stored else ""


def _plain(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)

"""A calendar in one line: its zone, its days and hours, and how many days differ."""

from itertools import groupby

from checker.calendars.config import COUNTRIES
from checker.calendars.resolve import COMPANY, UNIT_KEY
from checker.calendars.rules import Calendar
from checker.calendars.wall import Intervals, wall_text
from checker.words.words import Words


def calendar_line(key: str, calendar: Calendar, words: Words) -> str:
    """`of the company, Europe/Moscow: Mon–Fri 09:00-18:00; official days RU; ...`."""
    name = "company" if key == COMPANY else "unit" if key.startswith(UNIT_KEY) else "zone"
    said = words.text(f"calendars.{name}", unit=key.removeprefix(UNIT_KEY)) if name == "unit" else ""
    said = said or words.text(f"calendars.{name}")
    parts = [_week(calendar, words)]
    if calendar.public_holidays in COUNTRIES:
        parts.append(words.text("calendars.official", country=calendar.public_holidays))
    days = {
        "holidays": len(calendar.holidays),
        "extra": len(calendar.extra_workdays),
        "special": len(calendar.special_hours),
    }
    parts += [words.text(f"calendars.{kind}", count=words.number(n)) for kind, n in days.items() if n]
    if calendar.closes_at is not None:
        parts.append(words.text("calendars.closes", time=wall_text(calendar.closes_at)))
    return words.text("calendars.line", name=said, zone=calendar.zone, says=words.text("calendars.joint").join(parts))


def _week(calendar: Calendar, words: Words) -> str:
    """Weekdays with equal hours that follow one another, together."""
    days = [(day, calendar.hours[day - 1]) for day in sorted(calendar.weekdays)]
    spans = []
    for hours, group in groupby(days, key=lambda item: item[1]):
        numbers = [day for day, _ in group]
        for _, run in groupby(enumerate(numbers), key=lambda item: item[1] - item[0]):
            found = [day for _, day in run]
            first, last = (words.text(f"calendars.day_{day}") for day in (found[0], found[-1]))
            spans.append(f"{first if len(found) == 1 else f'{first}–{last}'} {_hours(hours)}".strip())
    return ", ".join(spans) or words.text("calendars.never")


def _hours(intervals: Intervals) -> str:
    return " ".join(f"{wall_text(opens)}-{wall_text(closes)}" for opens, closes in intervals)

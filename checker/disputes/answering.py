"""By when an objection is to be answered."""

from datetime import date, timedelta

from checker.calendars.rules import Calendar

# A calendar that has fewer working days than this asks for no answer that could be dated.
FURTHEST = timedelta(days=3660)


def answer_due(calendar: Calendar, objected_on: date, days: int) -> date | None:
    """The last day for the answer: the working day that is `days` after the objection, whose own day is not counted."""
    day, left = objected_on, days
    while left:
        day += timedelta(days=1)
        if day - objected_on > FURTHEST:
            return None
        left -= calendar.is_working(day)
    return day

"""The Russian production calendar: days off on Monday to Friday, and working Saturdays."""

from datetime import date

_OFF = {
    2023: "0102 0103 0104 0105 0106 0223 0224 0308 0501 0508 0509 0612 1106",
    2024: "0101 0102 0103 0104 0105 0108 0223 0308 0429 0430 0501 0509 0510 0612 1104 1230 1231",
    2025: "0101 0102 0103 0106 0107 0108 0501 0502 0508 0509 0612 0613 1103 1104 1231",
    2026: "0101 0102 0105 0106 0107 0108 0109 0223 0309 0501 0511 0612 1104 1231",
}
_WORKED = {2024: "0427 1102 1228", 2025: "1101"}
# Earlier years matter only for the dates of old cards: the fixed holidays are enough.
_EVERY_YEAR = "0101 0102 0103 0104 0105 0106 0107 0108 0223 0308 0501 0509 0612 1104"


def _days(year: int, marks: str) -> frozenset[date]:
    return frozenset(date(year, int(mark[:2]), int(mark[2:])) for mark in marks.split())


def days_off(year: int) -> frozenset[date]:
    """Working weekdays on which nobody works."""
    return _days(year, _OFF.get(year, _EVERY_YEAR))


def working_saturdays(year: int) -> frozenset[date]:
    """Weekend days that are worked in exchange for a day off."""
    return _days(year, _WORKED.get(year, ""))

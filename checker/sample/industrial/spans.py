"""Months, quarters, halves and years of the sample as first and last days."""

from checker.sample.industrial.house import House
from checker.sample.times import day_date, day_number, month_starts, next_month

Span = tuple[int, int]


def months(house: House, before: int = 1) -> list[Span]:
    """The months of the span, and so many before it."""
    return [(start, next_month(start) - 1) for start in month_starts(house.first - 31 * before + 5, house.last)]


def longer(house: House, size: int) -> list[Span]:
    """Quarters (3), halves (6) or years (12) that touch the span, and the one before them."""
    found = []
    for start in month_starts(house.first - 31 * size + 5, house.last):
        if (day_date(start).month - 1) % size == 0:
            last = start
            for _ in range(size):
                last = next_month(last)
            found.append((start, last - 1))
    return found


def quarter_of(day: int) -> Span:
    """The quarter of a day."""
    told = day_date(day)
    first = day_number(told.replace(month=(told.month - 1) // 3 * 3 + 1, day=1))
    return first, next_month(first + 62) - 1


def mark(start: int) -> str:
    """Year and month as text, for keys."""
    return f"{day_date(start):%y%m}"

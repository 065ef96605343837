"""The days that a sample covers, and the moment of its export."""

from datetime import date
from functools import cached_property

from checker.sample.times import DAY, HOUR, day_number

# The export runs at night on the first day of 2026: the year and its last quarter are over and can be judged.
LAST_DAY = date(2025, 12, 31)


class Span:
    """What follows from the number of months of a sample."""

    months: int

    @cached_property
    def first(self) -> int:
        """First day of the span."""
        months = LAST_DAY.year * 12 + LAST_DAY.month - self.months
        return day_number(date(months // 12, months % 12 + 1, 1))

    @cached_property
    def last(self) -> int:
        """Last day of the span."""
        return day_number(LAST_DAY)

    @cached_property
    def taken(self) -> int:
        """Moment of the export."""
        return (self.last + 1) * DAY + 3 * HOUR

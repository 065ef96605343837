"""Working days of the company and working seconds of its units, on the company's wall clock."""

from bisect import bisect_right
from collections.abc import Set
from dataclasses import dataclass
from datetime import date

from checker.sample.production_calendar import days_off, working_saturdays
from checker.sample.times import DAY, MINUTE, day_date

Interval = tuple[int, int]


@dataclass(frozen=True)
class WorkingDays:
    """Which days of [first, last] are worked, and the next worked day after each."""

    first: int
    worked: tuple[bool, ...]
    later: tuple[int, ...]

    def is_working(self, day: int) -> bool:
        """True on a working day."""
        return self.worked[day - self.first]

    def after(self, day: int, count: int = 1) -> int:
        """The `count`-th working day after `day`, which itself is never counted."""
        for _ in range(count):
            day = self.later[day - self.first]
        return day

    def roll(self, day: int) -> int:
        """The day itself if it is worked, else the next working day."""
        return day if self.worked[day - self.first] else self.later[day - self.first]

    def before(self, day: int, count: int = 1) -> int:
        """The `count`-th working day before `day`."""
        for _ in range(count):
            day -= 1
            while not self.worked[day - self.first]:
                day -= 1
        return day

    def between(self, first: int, last: int) -> list[int]:
        """Working days of [first, last]."""
        return [day for day in range(first, last + 1) if self.worked[day - self.first]]


def working_days(first: int, last: int) -> WorkingDays:
    """The company's working days from Monday to Friday, by the Russian production calendar."""
    years = {day_date(first).year, day_date(last).year}
    off = frozenset().union(*(days_off(year) for year in range(min(years), max(years) + 1)))
    extra = frozenset().union(*(working_saturdays(year) for year in range(min(years), max(years) + 1)))
    return days_worked(first, last, off, extra)


def days_worked(first: int, last: int, off: Set[date], extra: Set[date]) -> WorkingDays:
    """Monday to Friday of [first, last] without the days `off`, and the weekend days `extra`."""
    worked, later = [], []
    for number in range(first, last + 1):
        day = day_date(number)
        worked.append(day in extra or (day.weekday() < 5 and day not in off))
    following = last + 1
    for number in range(last, first - 1, -1):
        later.append(following)
        if worked[number - first]:
            following = number
    return WorkingDays(first, tuple(worked), tuple(reversed(later)))


@dataclass(frozen=True)
class UnitClock:
    """Opening hours of one unit; every moment is one of the company's wall clock."""

    days: WorkingDays
    opens: int
    closes: int
    shift: int
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def at(self, day: int, share: float) -> int:
        """The moment at this share of the unit's opening hours on that day."""
        return day * DAY + self.opens + int(share * (self.closes - self.opens))

    def due(self, moment: int, seconds: int) -> int:
        """The moment at which `seconds` of working time after `moment` are used up; a closing moment stays one."""
        place = bisect_right(self.ends, moment)
        start = max(moment, self.starts[place])
        while seconds > self.ends[place] - start:
            seconds -= self.ends[place] - start
            place += 1
            start = self.starts[place]
        return start + seconds

    def day_start(self, day: int) -> int:
        """The first instant of a local day of the unit, on the company's clock."""
        return day * DAY - self.shift


def unit_clock(days: WorkingDays, hours: tuple[Interval, ...], shift: int, first: int, last: int) -> UnitClock:
    """The clock of a unit open at `hours` (local minutes of the day) whose wall clock is `shift` seconds ahead."""
    spans = [(opens * MINUTE - shift, closes * MINUTE - shift) for opens, closes in hours]
    starts = [day * DAY + opens for day in days.between(first, last) for opens, _ in spans]
    ends = [day * DAY + closes for day in days.between(first, last) for _, closes in spans]
    return UnitClock(days, spans[0][0], spans[-1][1], shift, tuple(starts), tuple(ends))

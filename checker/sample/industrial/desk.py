"""One place of work: the house, the open tables and chance; and when people get things done."""

from dataclasses import dataclass
from typing import Any

from checker.sample.industrial.house import House
from checker.sample.industrial.luck import Luck
from checker.sample.industrial.people import People
from checker.sample.industrial.rows import Rows
from checker.sample.times import DAY, HOUR

OPENS = 9 * HOUR
OFFICE = 8 * HOUR + 1_800


@dataclass(frozen=True)
class Desk:
    """Everything at hand while the rows of one subject are made."""

    house: House
    people: People
    rows: Rows
    luck: Luck

    def add(self, table: str, **cells: Any) -> bool:
        """Write one row; False where it begins after the export."""
        return self.rows.put(table, cells)

    def of(self, *names: object) -> "Desk":
        """The same place of work with the chance of another subject."""
        return Desk(self.house, self.people, self.rows, self.house.luck(*names))

    def at(self, day: int, early: float = 0.0, late: float = 1.0) -> int:
        """A moment in the working hours of the day, or of the next day that is worked."""
        share = early + (late - early) * self.luck.draw()
        return self.house.days.roll(day) * DAY + OPENS + int(share * OFFICE)

    def in_workdays(self, moment: int, most: int, weight: float = 1.0, never: float = 0.4) -> int | None:
        """When something is done that has `most` working days after the day of `moment`; late or never if it slips."""
        day = self.house.days.roll(moment // DAY)
        if self.luck.slips(weight):
            if self.luck.draw() < never:
                return None
            return self.at(self.house.days.after(day, most + self.luck.between(1, 6)))
        if most == 0 or self.luck.draw() < 0.3:
            late = moment % DAY - OPENS
            if day == moment // DAY and late < OFFICE - 1_200:
                return max(moment, day * DAY + OPENS) + 300 + int(self.luck.draw() * (OFFICE - max(late, 0) - 600))
            return moment + 600 if most == 0 else self.at(self.house.days.after(day))
        return self.at(self.house.days.after(day, self.luck.between(1, most)), late=0.95)

    def in_hours(self, moment: int, most: float, weight: float = 1.0, never: float = 0.4) -> int | None:
        """When something is done that has `most` hours by the clock; late or never if it slips."""
        if self.luck.slips(weight):
            return None if self.luck.draw() < never else moment + int(most * HOUR * (1.05 + 2.5 * self.luck.draw()))
        return moment + 240 + int((most * HOUR - 300) * 0.9 * self.luck.draw() ** 2)

    def in_days(self, moment: int, most: int, weight: float = 1.0, never: float = 0.4) -> int | None:
        """When something is done that has `most` days; on a working day if there is one; late or never if it slips."""
        day = moment // DAY
        if self.luck.slips(weight):
            return None if self.luck.draw() < never else self.at(day + most + self.luck.between(2, 2 + most))
        done = self.at(day + self.luck.between(1, max(1, most - 1)))
        if done // DAY <= day + most:
            return done
        return moment + int((most * DAY - (moment % DAY)) * 0.9 * self.luck.draw())

    def by_day(self, first: int, last: int, weight: float = 1.0) -> int | None:
        """When something is done between two days, on a working day; late or never if it slips."""
        if self.luck.slips(weight):
            return None if self.luck.draw() < 0.4 else self.at(last + self.luck.between(2, 12))
        days = self.house.days.between(first, last)
        return self.at(self.luck.pick(days)) if days else first * DAY + OPENS + 600

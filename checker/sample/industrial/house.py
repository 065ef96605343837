"""What the whole sample shares: its seed, its span, its working days and its units."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from random import Random

from checker.calendars.public import public_year
from checker.sample.clocks import WorkingDays, days_worked
from checker.sample.industrial.luck import Luck
from checker.sample.industrial.provinces import PROVINCES, Province
from checker.sample.span import LAST_DAY, Span
from checker.sample.times import day_date, day_number

COMPANY = "江南橡胶科技股份有限公司"
COMPANY_UNIT = "U-0"
BASE = "U-PB"
BRANCHES = ("U-B1", "U-B2")
ZONE = "Asia/Shanghai"
FOUNDED = day_number(date(2008, 3, 3))
CLIENTS_OF_A_UNIT = 340
CLIENTS_OF_A_SELLER = 42
LEAD_DAYS = 45


@dataclass(frozen=True)
class House(Span):
    """Arguments of a sample and what follows from them. `share`: part of the duties that is not kept."""

    seed: int
    months: int
    share: float
    noise: float
    clients: int

    @cached_property
    def run_in(self) -> int:
        """First day of regular work in the export, some weeks before the span: windows across its edge are whole."""
        return self.first - LEAD_DAYS

    @cached_property
    def days(self) -> WorkingDays:
        """Working days by the Chinese calendar, from the founding to well after the export."""
        years = range(day_date(FOUNDED).year - 2, LAST_DAY.year + 3)
        off = {day for year in years for day in public_year("CN", year).off}
        on = {day for year in years for day in public_year("CN", year).on}
        return days_worked(FOUNDED - 400, self.last + 400, off, on)

    @cached_property
    def work_days(self) -> list[int]:
        """Working days from the run-in to the end of the span."""
        return self.days.between(self.run_in, self.last)

    @cached_property
    def years_told(self) -> list[int]:
        """The years for which yearly papers are kept."""
        return list(range(day_date(self.first).year - 1, LAST_DAY.year + 1))

    @cached_property
    def provinces(self) -> tuple[Province, ...]:
        """Where the company has units with clients: one province for every few hundred clients, four at least."""
        return PROVINCES[: max(4, min(len(PROVINCES), -(-self.clients // CLIENTS_OF_A_UNIT)))]

    @cached_property
    def sellers_of_a_unit(self) -> int:
        """Number of sales specialists of each unit."""
        return max(2, -(-self.clients // (len(self.provinces) * CLIENTS_OF_A_SELLER)))

    def chance(self, *names: object) -> Random:
        """A stream of its own for this name."""
        return Random("/".join(str(name) for name in (self.seed, *names)))

    def luck(self, *names: object) -> Luck:
        """Chance for one subject, with the company's carefulness."""
        return Luck(self.chance(*names), self.share)

    def seen(self, moment: int | None) -> bool:
        """True for a moment that the export can know."""
        return moment is not None and moment <= self.taken


def unit_id(province: Province) -> str:
    """The unit that answers for a province."""
    return f"U-{province.id}"

"""The periods that stored audits judged: alike in length, and which audits speak for each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from checker.errors import Problem, UsageError, nearest
from checker.query.facts import Facts

LENGTHS = ("day", "week", "month", "quarter", "half_year", "year")
MONTHS = {1: "month", 3: "quarter", 6: "half_year", 12: "year"}
OTHER = "other"
ALL = "all"


@dataclass(frozen=True)
class Period:
    """Local days [start, end), and the audits of them, oldest knowledge first.

    `counted`: those of them that speak for some rule."""

    start: date
    end: date
    audits: tuple[Facts, ...]
    counted: tuple[Facts, ...] = ()

    @property
    def label(self) -> str:
        """`2026-10`, `2026`, `2026-Q4` or `2026-10-05..2026-10-11`, as `checker audit --period` reads it."""
        length, last = length_of(self.start, self.end), self.end - timedelta(days=1)
        if length == "month":
            return f"{self.start:%Y-%m}"
        if length == "quarter":
            return f"{self.start:%Y}-Q{(self.start.month + 2) // 3}"
        return f"{self.start:%Y}" if length == "year" else f"{self.start.isoformat()}..{last.isoformat()}"

    @property
    def as_of(self) -> datetime:
        """The latest moment up to which one of them knew, naive UTC."""
        return self.audits[-1].as_of

    @property
    def complete(self) -> bool:
        """Whether the audits that count could judge all that was to be judged."""
        return all(audit.complete for audit in self.counted)


def length_of(start: date, end: date) -> str:
    """One of LENGTHS, or OTHER."""
    if end - start == timedelta(days=1):
        return "day"
    if end - start == timedelta(days=7) and start.weekday() == 0:
        return "week"
    months = (end.year - start.year) * 12 + end.month - start.month
    aligned = start.day == end.day == 1 and months in MONTHS and (start.month - 1) % months == 0
    return MONTHS[months] if aligned else OTHER


def periods(audits: Sequence[Facts], length: str | None, last: int) -> tuple[tuple[Period, ...], Mapping[str, int]]:
    """The last periods (0: all) of one length, by default that of the audit that knows most; and how many audits of
    other lengths are left out. Raises UsageError: an unknown length."""
    known = (*LENGTHS, OTHER, ALL)
    if length is not None and length not in known:
        raise UsageError(Problem("--length", f"unknown length '{length}'", nearest(length, known)))
    wanted = length or length_of(audits[-1].start, audits[-1].end)
    found: dict[tuple[date, date], list[Facts]] = {}
    left_out: dict[str, int] = {}
    for audit in audits:
        own = length_of(audit.start, audit.end)
        if wanted in (own, ALL):
            found.setdefault((audit.start, audit.end), []).append(audit)
        else:
            left_out[own] = left_out.get(own, 0) + 1
    ordered = [Period(*days, tuple(of)) for days, of in sorted(found.items(), key=lambda one: one[0])]
    return tuple(ordered[-last:] if last else ordered), left_out


def of_one_company(audits: Sequence[Facts], company: str | None) -> list[Facts]:
    """The audits of the company, which must be named where there are several. Raises UsageError."""
    companies = sorted({audit.company for audit in audits})
    if company is None:
        if len(companies) > 1:
            listed = ", ".join(f"'{one}'" for one in companies)
            raise UsageError(Problem("--store", "holds audits of several companies", f"--company says which: {listed}"))
        return list(audits)
    found = [audit for audit in audits if audit.company == company]
    if not found:
        raise UsageError(Problem("--company", f"no audit of '{company}'", nearest(company, companies)))
    return found

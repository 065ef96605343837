"""What is asked of an audit, settled against the snapshot: moment, period, policy."""

import re
from calendar import monthrange
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from checker.cases.verdicts import Period
from checker.errors import Problem, UsageError, nearest
from checker.followup.setting import Files
from checker.rulebook.policy import FAIL_ON, Policy
from checker.snapshot.header import instant
from checker.snapshot.model import Snapshot

_MONTH = re.compile(r"^(\d{4})-(\d{2})$")
_QUARTER = re.compile(r"^(\d{4})-Q([1-4])$")
_YEAR = re.compile(r"^(\d{4})$")


@dataclass(frozen=True)
class Request:
    """The options of `checker audit`, as given."""

    snapshot: Path
    rules: tuple[Path, ...] = ()
    period: str | None = None
    since: str | None = None
    until: str | None = None
    as_of: str | None = None
    config: Path | None = None
    store: Path = Path("audits")
    select: tuple[str, ...] = ()
    basis: str | None = None
    readings: bool = False
    fail_on: str | None = None
    max_undetermined: float | None = None
    keep_all: bool = False
    chain: str = "durable"
    engine: str = "duckdb"
    memory: str = ""
    threads: int = 0
    files: Files = field(default_factory=Files)
    no_waivers: bool = False
    new_only: bool = False
    backlog: str | None = None
    trust_snapshot_policy: bool = False
    parameters: tuple[str, ...] = ()
    argv: tuple[str, ...] = field(default=(), compare=False)


def settle_moment(request: Request, snapshot: Snapshot) -> datetime:
    """`as_of` as naive UTC: the flag, else taken_at of the snapshot. UsageError: neither is there, or it lies after."""
    taken = snapshot.header.taken_at
    if request.as_of is None:
        if taken is None:
            remedy = "add taken_at to snapshot.yaml, or give --as-of"
            raise UsageError(Problem("snapshot.yaml", "does not say when the snapshot was taken", remedy))
        return taken
    try:
        moment = instant(request.as_of.replace("T", " "), snapshot.header.time_zone)
    except ValueError:
        problem = Problem("--as-of", f"'{request.as_of}' is not a moment", "write 2026-10-31 or '2026-10-31 18:00'")
        raise UsageError(problem) from None
    if taken is not None and moment > taken:
        remedy = f"the snapshot was taken at {taken} UTC; name an earlier moment"
        raise UsageError(Problem("--as-of", f"{request.as_of} lies after the snapshot, which cannot know it", remedy))
    return moment


def settle_period(request: Request, as_of: datetime, zone: str) -> Period:
    """The period asked for; without one, the last month that was over at as_of."""
    local = as_of.replace(tzinfo=UTC).astimezone(ZoneInfo(zone)).date()
    if request.since or request.until:
        period = _span(request)
    elif request.period is None:
        end = local.replace(day=1)
        period = Period((end - timedelta(days=1)).replace(day=1), end)
    else:
        period = parse_period(request.period)
    if period.start > local:
        remedy = "nothing of it can be known yet; name an earlier period or a later --as-of"
        raise UsageError(Problem("--period", f"{period.name} begins after as_of ({local})", remedy))
    return period


def parse_period(text: str) -> Period:
    """2026-10, 2026-Q4, 2026, or 2026-10-05..2026-10-11 (last day included)."""
    if month := _MONTH.match(text):
        year, number = int(month[1]), int(month[2])
        if 1 <= number <= 12 and year >= 1:
            start = date(year, number, 1)
            return Period(start, start + timedelta(days=monthrange(year, number)[1]))
    if quarter := _QUARTER.match(text):
        year, first = int(quarter[1]), 3 * int(quarter[2]) - 2
        return Period(date(year, first, 1), date(year + first // 10, (first + 3) % 12 or 12, 1))
    if year_only := _YEAR.match(text):
        return Period(date(int(year_only[1]), 1, 1), date(int(year_only[1]) + 1, 1, 1))
    first_day, dots, last_day = text.partition("..")
    if dots:
        return _days(first_day, last_day, "--period")
    remedy = "write 2026-10, 2026-Q4, 2026 or 2026-10-05..2026-10-11"
    raise UsageError(Problem("--period", f"'{text}' is not a period", remedy))


def _span(request: Request) -> Period:
    if not (request.since and request.until):
        raise UsageError(Problem("--from", "--from and --to go together", "give both, or --period"))
    if request.period:
        raise UsageError(Problem("--period", "--period and --from/--to exclude each other", "give one of them"))
    return _days(request.since, request.until, "--from/--to")


def _days(first: str, last: str, where: str) -> Period:
    try:
        start, end = date.fromisoformat(first.strip()), date.fromisoformat(last.strip())
    except ValueError as error:
        raise UsageError(Problem(where, str(error), "write days as 2026-10-05")) from None
    if end < start:
        raise UsageError(Problem(where, f"{last} lies before {first}", "give the first day first"))
    return Period(start, end + timedelta(days=1))


def settle_backlog(request: Request, as_of: datetime, zone: str) -> date | None:
    """The day before which violations are no news in a store's first audit: none after that of `as_of` in the zone."""
    if request.backlog is None:
        return None
    try:
        day = date.fromisoformat(request.backlog.strip())
    except ValueError:
        raise UsageError(Problem("--backlog", f"'{request.backlog}' is not a day", "write it as 2026-10-05")) from None
    known = as_of.replace(tzinfo=UTC).astimezone(ZoneInfo(zone)).date()
    if day > known:
        raise UsageError(Problem("--backlog", f"{day} lies after {known}, the day of judgement", "check the year"))
    return day


def settle_fail_on(request: Request, policy: Policy) -> str:
    """The lowest severity whose violations fail the audit."""
    chosen = request.fail_on or policy.fail_on or "low"
    if chosen not in FAIL_ON:
        raise UsageError(Problem("--fail-on", f"unknown severity '{chosen}'", nearest(chosen, FAIL_ON)))
    return chosen

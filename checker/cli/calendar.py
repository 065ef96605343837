"""`checker calendar`: the days of a calendar, and the ledger of open and closed time between two moments."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from checker.cli.policy_file import discovered
from checker.errors import Problem, UsageError

if TYPE_CHECKING:
    from checker.calendars.resolve import Resolved
    from checker.calendars.rules import Calendar

app = typer.Typer(no_args_is_help=True, help="Working days and opening hours: what the clocks of the rules count.")

Unit = Annotated[str | None, typer.Option("--unit", help="Id of the unit; without it, the company.")]
Config = Annotated[Path | None, typer.Option("--config", help="The auditor's policy; else ./compliance.yaml.")]
Snapshot = Annotated[Path | None, typer.Option("--snapshot", help="Folder of a snapshot, for the zones of its units.")]
Lang = Annotated[str, typer.Option("--lang", help="en, ru or zh.")]
Year = Annotated[str | None, typer.Option("--year", help="As in 2026.")]
Month = Annotated[str | None, typer.Option("--month", help="As in 2026-05.")]
Begin = Annotated[str, typer.Argument(metavar="A", help="Local time of the unit, as in '2026-10-05 10:00'.")]
End = Annotated[str, typer.Argument(metavar="B", help="Local time of the unit; a bare date is its first instant.")]


@app.command()
def show(
    year: Year = None,
    month: Month = None,
    unit: Unit = None,
    config: Config = None,
    snapshot: Snapshot = None,
    lang: Lang = "en",
) -> None:
    """The days of a month or a year: kind, opening hours, length."""
    from checker.calendars.render import days_text

    first, last = _range(year, month)
    typer.echo(days_text(*_calendar(unit, config, snapshot), first, last, lang), nl=False)


@app.command()
def explain(
    begin: Begin,
    end: End,
    unit: Unit = None,
    config: Config = None,
    snapshot: Snapshot = None,
    lang: Lang = "en",
) -> None:
    """Every open and closed stretch between two moments, with its reason and the sums."""
    from checker.calendars.render import ledger_text

    key, calendar = _calendar(unit, config, snapshot)
    since, until = _instant(begin, "A", calendar.zone), _instant(end, "B", calendar.zone)
    if until < since:
        raise UsageError(Problem("B", f"{end} lies before {begin}", "give the earlier moment first"))
    typer.echo(ledger_text(key, calendar, since, until, lang), nl=False)


def _calendar(unit: str | None, config: Path | None, snapshot: Path | None) -> "tuple[str, Calendar]":
    from checker.calendars.resolve import COMPANY, resolve_calendars
    from checker.rulebook.policy import load_policy

    policy = load_policy(config or discovered())
    units, zone = _units(snapshot)
    resolved: Resolved = resolve_calendars(policy, units, policy.time_zone or zone or "UTC")
    if unit is not None and unit not in resolved.unit_calendar:
        raise UsageError(_unknown_unit(unit, resolved))
    key = COMPANY if unit is None else resolved.unit_calendar[unit]
    return key, resolved.calendars[key]


def _unknown_unit(unit: str, resolved: "Resolved") -> Problem:
    from checker.errors import nearest

    remedy = nearest(unit, resolved.unit_calendar) or "name the snapshot that holds it with --snapshot"
    return Problem("--unit", f"no unit has the id '{unit}'", remedy)


def _units(snapshot: Path | None) -> tuple[dict[str, str | None], str | None]:
    if snapshot is None:
        return {}, None
    from tempfile import TemporaryDirectory

    import duckdb

    from checker.snapshot import read_snapshot

    with TemporaryDirectory() as work:
        read = read_snapshot(snapshot, Path(work))
        if "org_unit" not in read.tables:
            return {}, read.header.time_zone
        table = str(Path(work) / "org_unit.parquet")
        units = duckdb.connect().execute("SELECT id, time_zone FROM read_parquet($1)", [table]).fetchall()
        return dict(units), read.header.time_zone


def _range(year: str | None, month: str | None) -> tuple[date, date]:
    if (year is None) == (month is None):
        raise UsageError(Problem("--year, --month", "one of the two is wanted", "write --month 2026-05 or --year 2026"))
    try:
        if month is None:
            return date(int(year or ""), 1, 1), date(int(year or ""), 12, 31)
        first = datetime.strptime(month, "%Y-%m").replace(tzinfo=UTC).date()
    except ValueError:
        where, given = ("--year", year) if month is None else ("--month", month)
        raise UsageError(Problem(where, f"'{given}' cannot be read", "write 2026 or 2026-05")) from None
    return first, (first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


def _instant(text: str, where: str, zone: str) -> datetime:
    from checker.calendars.zones import to_utc

    try:
        given = datetime.fromisoformat(text.strip())
    except ValueError:
        raise UsageError(Problem(where, f"'{text}' is not a moment", "write it as in '2026-10-05 10:00'")) from None
    if given.tzinfo is not None:
        return given.astimezone(UTC).replace(tzinfo=None)
    return to_utc(given, zone)

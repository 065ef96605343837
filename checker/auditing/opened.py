"""The engine of an audit: the world as it was known, ready to be judged, and shut in."""

from pathlib import Path

from checker.auditing.settled import Settled
from checker.auditing.world import company_calendars
from checker.cases.carried import create_earlier
from checker.cases.engine import DuckDBEngine
from checker.cases.streams import streams_of
from checker.cases.world import create_calendars, create_periods, create_tables
from checker.schema.model import load_schema


def open_engine(settled: Settled, work: Path, streams: int | None = None) -> DuckDBEngine:
    """Canonical tables cut to as_of, calendars, period bounds and earlier cases; no file or network beyond `work`.

    `streams`: how many will work on it side by side; None for as many as judging takes.
    """
    request, snapshot = settled.request, settled.snapshot
    many = streams or streams_of(request.threads)
    calendars = company_calendars(snapshot, settled.policy, settled.world, settled.period.start)
    engine = DuckDBEngine(work, memory=request.memory, threads=request.threads, streams=many)
    create_tables(engine, load_schema(), {name: snapshot.path(name) for name in snapshot.tables}, settled.as_of)
    create_calendars(engine, calendars)
    create_periods(engine, settled.period, sorted({settled.world.zone, *calendars.zones()}))
    create_earlier(engine, [audit.cases for audit in settled.before])
    engine.shut_in()
    return engine

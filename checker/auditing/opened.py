"""The engine of an audit: the world as it was known, ready to be judged, and shut in."""

from pathlib import Path

from checker.auditing.settled import Settled
from checker.auditing.world import company_calendars
from checker.cases.before import EarlierAudit
from checker.cases.carried import create_earlier
from checker.cases.engine import DuckDBEngine
from checker.cases.streams import streams_of
from checker.cases.world import create_calendars, create_periods, create_tables
from checker.query.audits import telling_damage
from checker.schema.model import load_schema


def open_engine(settled: Settled, work: Path, streams: int | None = None) -> DuckDBEngine:
    """Canonical tables cut to as_of, calendars, period bounds and earlier cases; no file or network beyond `work`
    and the folders of earlier audits.

    UsageError: the files of an earlier audit are damaged.
    `streams`: how many will work on it side by side; None for as many as judging takes.
    """
    request, snapshot = settled.request, settled.snapshot
    many = streams or streams_of(request.threads)
    calendars = company_calendars(snapshot, settled.policy, settled.world, settled.period.start)
    before = [EarlierAudit(audit.folder.resolve(), audit.as_of) for audit in settled.before]
    readable = [audit.folder for audit in before]
    engine = DuckDBEngine(work, readable, memory=request.memory, threads=request.threads, streams=many)
    create_tables(engine, load_schema(), {name: snapshot.path(name) for name in snapshot.tables}, settled.as_of)
    create_calendars(engine, calendars)
    create_periods(engine, settled.period, sorted({settled.world.zone, *calendars.zones()}))
    renamed = {former: entry.rule.id for entry in settled.rules for former in entry.rule.formerly}
    with telling_damage(readable):
        create_earlier(engine, before, work, renamed)
    engine.shut_in()
    return engine

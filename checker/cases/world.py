"""The known world on an engine: canonical tables cut to what was known at as_of, calendars, periods."""

from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, date, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

from checker.calendars.build import Calendars
from checker.calendars.relations import RELATIONS, create_relations
from checker.cases.engine import DuckDBEngine
from checker.cases.verdicts import Period
from checker.schema.model import Entity, Schema


def create_tables(engine: DuckDBEngine, schema: Schema, delivered: Mapping[str, Path], as_of: datetime) -> None:
    """Every entity as a relation; those not delivered are empty, rows entered after as_of do not exist yet."""
    for entity in schema.entities.values():
        if entity.name in delivered:
            source = str(delivered[entity.name]).replace("'", "''")
            known = _known(entity, as_of)
            engine.execute(f"CREATE VIEW \"{entity.name}\" AS SELECT * FROM read_parquet('{source}'){known}")
        else:
            columns = ", ".join(f'"{name}" {type_}' for name, type_ in entity.columns.items())
            engine.execute(f'CREATE TABLE "{entity.name}" ({columns})')


def _known(entity: Entity, as_of: datetime) -> str:
    if entity.entered is None:
        return ""
    column = f'"{entity.entered}"'
    return f" WHERE {column} IS NULL OR {column} <= TIMESTAMP '{as_of.isoformat(sep=' ')}'"


def create_calendars(engine: DuckDBEngine, calendars: Calendars, wanted: Collection[str] = RELATIONS) -> None:
    """The calendar relations, those asked for among the costly ones, and the zone of each calendar."""
    create_relations(engine.connection, calendars, wanted)
    engine.execute("CREATE OR REPLACE TABLE calendar_zone AS SELECT DISTINCT calendar, zone FROM calendar_day")


def create_periods(engine: DuckDBEngine, period: Period, zones: Sequence[str]) -> None:
    """The bounds of the period as instants, in each zone in use."""
    engine.execute("CREATE OR REPLACE TABLE period_bound (zone VARCHAR, starts_at TIMESTAMP, ends_at TIMESTAMP)")
    for zone in zones:
        bounds = [_midnight(period.start, zone), _midnight(period.end, zone)]
        engine.execute("INSERT INTO period_bound VALUES (?, ?, ?)", [zone, *bounds])


def _midnight(day: date, zone: str) -> datetime:
    local = datetime.combine(day, time(), tzinfo=ZoneInfo(zone))
    return local.astimezone(UTC).replace(tzinfo=None)

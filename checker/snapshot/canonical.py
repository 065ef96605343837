"""Typed rows to the canonical table: all columns of the schema, UTC, ordered by key."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

import duckdb

from checker.schema.model import Entity
from checker.snapshot import sql_text
from checker.snapshot.zone import utc_sql


def write_canonical(
    con: duckdb.DuckDBPyConnection, entity: Entity, staged: Path, given: Sequence[str], file: str, zone: str, path: Path
) -> tuple[int, dict[str, int]]:
    """Write the rows that were not refused; returns how many, and the non-empty cells of each delivered column."""
    kept = f"(SELECT * FROM read_parquet({sql_text.text(staged)}){_without_dropped(con)})"
    facts = _facts(con, entity, kept, given)
    selected = [
        f"{_value(name, entity, given, facts.moments, zone)} AS {sql_text.name(name)}" for name in entity.fields
    ]
    selected.append(f"coalesce(origin_file, {sql_text.text(file)}) AS source_file")
    selected.append("CAST(coalesce(origin_row, source_row) AS BIGINT) AS source_row, bare_dates, unreadable")
    # sorted before the empty columns are added: sorting carries every column along
    order = ", ".join(f"{sql_text.name(key)} NULLS FIRST" for key in entity.key if key in given)
    emptied = 'coalesce(list_transform(bad, lambda f: f."column"), []) AS unreadable'
    sql = f"SELECT {', '.join(selected)} FROM (SELECT * EXCLUDE (bad), {emptied} FROM {kept} ORDER BY {order})"
    con.execute(f"COPY ({sql}) TO {sql_text.text(path)} (FORMAT parquet)")
    return facts.rows, facts.filled


def _without_dropped(con: duckdb.DuckDBPyConnection) -> str:
    dropped = con.execute("SELECT count(*) FROM dropped").fetchall()[0][0]
    return " ANTI JOIN dropped USING (source_row)" if dropped else ""


class _Facts:
    """Counts over the kept rows; `moments` gives first, last and the number of zoned cells of each timestamp column."""

    def __init__(self, rows: int) -> None:
        self.rows = rows
        self.filled: dict[str, int] = {}
        self.moments: dict[str, tuple[datetime | None, datetime | None, int]] = {}


def _facts(con: duckdb.DuckDBPyConnection, entity: Entity, kept: str, given: Sequence[str]) -> _Facts:
    asked = ["count(*)"]
    for name in given:
        column = sql_text.name(name)
        asked.append(f"count({column})")
        if entity.fields[name].type == "timestamp":
            asked += [
                f"min({column})",
                f"max({column})",
                f"count(*) FILTER (list_contains(zoned, {sql_text.text(name)}))",
            ]
    answer = iter(con.execute(f"SELECT {', '.join(asked)} FROM {kept}").fetchall()[0])
    facts = _Facts(next(answer))
    for name in given:
        facts.filled[name] = next(answer)
        if entity.fields[name].type == "timestamp":
            facts.moments[name] = (next(answer), next(answer), next(answer))
    return facts


def _value(
    name: str,
    entity: Entity,
    given: Sequence[str],
    moments: Mapping[str, tuple[datetime | None, datetime | None, int]],
    zone: str,
) -> str:
    kind = entity.fields[name].duckdb_type
    if name not in given:
        return f"CAST(NULL AS {kind})"
    column = sql_text.name(name)
    first, last, zoned = moments.get(name, (None, None, 0))
    if first is None or last is None:
        return f"CAST({column} AS {kind})"
    local = utc_sql(column, zone, first, last)
    if zoned:
        local = f"CASE WHEN list_contains(zoned, {sql_text.text(name)}) THEN {column} ELSE {local} END"
    return f"CAST({local} AS {kind})"

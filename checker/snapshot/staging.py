"""Texts of a file to typed columns, with a list of what could not be typed in each row."""

from collections.abc import Mapping
from pathlib import Path

import duckdb

from checker.schema.model import Entity
from checker.snapshot import sql_text
from checker.snapshot.columns import ColumnMap
from checker.snapshot.origin import origin_sql
from checker.snapshot.readers.raw import RawTable
from checker.snapshot.typing import Column, bare_sql, fault_sql, placeholder_sql, value_sql, zoned_sql


def stage(con: duckdb.DuckDBPyConnection, entity: Entity, table: RawTable, columns: ColumnMap, path: Path) -> None:
    """Write one typed row per row that was read.

    Columns: source_row, the delivered fields (timestamps local unless named in `zoned`), bare_dates, zoned, origin_file
    and origin_row (where an importer named the row's own source, else NULL), and `bad`, the cells that hold no value of
    their type as {column, raw, reason}; those that the reader itself refused have no reason here.
    """
    cells = columns.columns
    texts = [f"{sql_text.stripped(f'c{place}')} AS t{place}" for place in cells.values()]
    values = [f"{value_sql(column, f't{place}')} AS v{place}" for column, place in cells.items()]
    emptied = "string_split(nullif(emptied, ''), ' ')" if table.tells_emptied else "CAST(NULL AS VARCHAR[])"
    texts.append(f"{emptied} AS emptied")
    sql = f"SELECT source_row, {', '.join([*texts, *origin_sql(table.header)])} FROM ({table.sql})"
    sql = f"SELECT *, {', '.join(values)} FROM ({sql})"
    fields = [f"{_field_sql(name, cells)} AS {sql_text.name(name)}" for name in entity.fields if _is_given(name, cells)]
    moments = {column: place for column, place in cells.items() if column.type == "timestamp" and column.field}
    bare = _names({c.name: f"v{p} IS NOT NULL AND {bare_sql(f't{p}')}" for c, p in moments.items()})
    zoned = _names({c.name: f"v{p} IS NOT NULL AND {zoned_sql(f't{p}')}" for c, p in moments.items()})
    fields += [
        f"{bare} AS bare_dates",
        f"{zoned} AS zoned",
        "origin_file, origin_row",
        f"{_bad(cells, table.tells_emptied)} AS bad",
    ]
    sql = f"SELECT source_row, {', '.join(fields)} FROM ({sql})"
    con.execute(f"COPY ({sql}) TO {sql_text.text(path)} (FORMAT parquet)")


def _is_given(name: str, cells: Mapping[Column, int]) -> bool:
    return any(column.name == name or column.name.startswith(f"{name}.") for column in cells)


def _field_sql(name: str, cells: Mapping[Column, int]) -> str:
    own = next((f"v{place}" for column, place in cells.items() if column.name == name), None)
    keys = {c: place for c, place in cells.items() if c.name.startswith(f"{name}.")}
    if not keys:
        return str(own)
    pairs = ", ".join(f"{sql_text.text(c.name.partition('.')[2])}, {_key_value(c, place)}" for c, place in keys.items())
    folded = f"json_merge_patch('{{}}', json_object({pairs}))"
    merged = f"CAST(json_merge_patch(coalesce({own or 'NULL'}, '{{}}'), {folded}) AS VARCHAR)"
    some = " OR ".join(f"v{place} IS NOT NULL" for place in keys.values())
    return f"CASE WHEN {own or 'NULL'} IS NOT NULL OR {some} THEN {merged} END"


def _key_value(column: Column, place: int) -> str:
    """A key keeps the text that was written if it is of its type; lists and booleans become JSON's own."""
    if column.type in ("list<text>", "boolean"):
        return f"v{place}"
    return f"CASE WHEN v{place} IS NOT NULL THEN t{place} END"


def _names(conditions: Mapping[str, str]) -> str:
    """SQL: the names whose condition holds."""
    if not conditions:
        return "CAST([] AS VARCHAR[])"
    arms = ", ".join(f"CASE WHEN {test} THEN {sql_text.text(name)} END" for name, test in conditions.items())
    some = " OR ".join(f"({test})" for test in conditions.values())
    return f"CASE WHEN {some} THEN list_filter([{arms}], lambda n: n IS NOT NULL) ELSE CAST([] AS VARCHAR[]) END"


def _bad(cells: Mapping[Column, int], tells_emptied: bool) -> str:
    """SQL: the cells without a value of their type; NULL or an empty list where there are none."""
    tests = {column: _untyped(column, place) for column, place in cells.items() if column.can_fail}
    faults = [
        (test, f"t{cells[column]}", fault_sql(column, f"t{cells[column]}"), column) for column, test in tests.items()
    ]
    if tells_emptied:
        faults += [(f"list_contains(emptied, '{place}')", "NULL", "NULL", column) for column, place in cells.items()]
    if not faults:
        return 'CAST([] AS STRUCT("column" VARCHAR, raw VARCHAR, reason VARCHAR)[])'
    arms = (
        f"CASE WHEN {test} THEN {{'column': {sql_text.text(column.name)}, 'raw': {raw}, 'reason': {reason}}} END"
        for test, raw, reason, column in faults
    )
    some = " OR ".join([*(f"({test})" for test in tests.values()), *(["emptied IS NOT NULL"] if tells_emptied else [])])
    return f"CASE WHEN {some} THEN list_filter([{', '.join(arms)}], lambda f: f IS NOT NULL) END"


def _untyped(column: Column, place: int) -> str:
    return f"t{place} IS NOT NULL AND v{place} IS NULL AND NOT {placeholder_sql(f't{place}')}"

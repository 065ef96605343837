"""Rows without a key and rows with the same key: which are refused."""

from collections.abc import Sequence
from pathlib import Path

import duckdb

from checker.schema.model import Entity
from checker.snapshot import quarantine, sql_text


def refuse_rows(con: duckdb.DuckDBPyConnection, entity: Entity, file: str, staged: Path, given: Sequence[str]) -> None:
    """Fill the temporary table `dropped` (source_row) and the quarantine.

    A row whose identifier is empty is refused. Of rows equal in every delivered field the first is kept; rows that
    share the key and differ are all refused, because nothing tells which is right. A validity date in a key may be
    empty.
    """
    source = f"read_parquet({sql_text.text(staged)})"
    keys = [sql_text.name(key) for key in entity.key if key in given]
    con.execute("CREATE OR REPLACE TEMP TABLE dropped (source_row BIGINT, raw VARCHAR, reason VARCHAR, detail VARCHAR)")
    con.execute(
        f"INSERT INTO dropped SELECT source_row, NULL, 'missing_key', '{entity.key[0]} is empty' FROM {source}"
        f" WHERE {keys[0]} IS NULL"
    )
    _refuse_duplicates(con, source, keys, [sql_text.name(name) for name in given])
    select = f"SELECT source_row AS row, '{entity.key[0]}' AS \"column\", raw, reason, TRUE AS refused, detail"
    quarantine.add(con, entity.name, file, f"{select} FROM dropped")


def _refuse_duplicates(con: duckdb.DuckDBPyConnection, source: str, keys: Sequence[str], fields: Sequence[str]) -> None:
    listed = ", ".join(keys)
    con.execute(
        f"CREATE OR REPLACE TEMP TABLE repeated AS SELECT {listed}, row_number() OVER () AS grp FROM"
        f" (SELECT {listed} FROM {source} WHERE {keys[0]} IS NOT NULL GROUP BY ALL HAVING count(*) > 1)"
    )
    if not con.execute("SELECT count(*) FROM repeated").fetchall()[0][0]:
        return
    same = " AND ".join(f"s.{key} IS NOT DISTINCT FROM r.{key}" for key in keys)
    cells = ", ".join(f"CAST(to_json(s.{name}) AS VARCHAR)" for name in [*fields, "bare_dates"])
    whole = f"md5(CAST(to_json([{cells}]) AS VARCHAR))"
    shown = " || ', ' || ".join(f"coalesce(CAST(s.{key} AS VARCHAR), '')" for key in keys)
    con.execute(
        "INSERT INTO dropped WITH member AS (SELECT s.source_row, coalesce(s.origin_row, s.source_row) AS shown_row,"
        f" r.grp, {shown} AS raw, {whole} AS whole"
        f" FROM {source} s JOIN repeated r ON {same}), groups AS (SELECT grp, count(DISTINCT whole) AS kinds,"
        " min(source_row) AS first, min_by(shown_row, source_row) AS shown_first,"
        " array_to_string(list_slice(list_sort(list(shown_row)), 1, 5), ', ') AS listed,"
        " count(*) AS n FROM member GROUP BY grp)"
        " SELECT source_row, raw, CASE WHEN kinds > 1 THEN 'conflicting_duplicates' ELSE 'duplicate_row' END,"
        " CASE WHEN kinds > 1 THEN 'rows ' || listed || CASE WHEN n > 5 THEN ' and ' || (n - 5) || ' more' ELSE '' END"
        " ELSE 'same as row ' || shown_first END"
        " FROM member JOIN groups USING (grp) WHERE kinds > 1 OR source_row > first"
    )

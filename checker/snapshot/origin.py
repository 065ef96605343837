"""Rows that an importer brought along: the file and row of the original stand for those of the snapshot's own file."""

from collections.abc import Sequence
from pathlib import Path

import duckdb

from checker.snapshot import sql_text

FILE, ROW = "source_file", "source_row"


def origin_sql(header: Sequence[str]) -> tuple[str, str]:
    """SQL for origin_file and origin_row of a raw row; NULL unless both columns were delivered and filled."""
    places = {heading.lower(): place for place, heading in enumerate(header)}
    if FILE not in places or ROW not in places:
        return "CAST(NULL AS VARCHAR) AS origin_file", "CAST(NULL AS BIGINT) AS origin_row"
    file, row = sql_text.stripped(f"c{places[FILE]}"), f"TRY_CAST(c{places[ROW]} AS BIGINT)"
    given = f"{file} IS NOT NULL AND {row} IS NOT NULL"
    return f"CASE WHEN {given} THEN {file} END AS origin_file", f"CASE WHEN {given} THEN {row} END AS origin_row"


def name_origins(con: duckdb.DuckDBPyConnection, entity: str, staged: Path) -> None:
    """Put the original file and row into the entity's entries of the quarantine."""
    con.execute(
        "UPDATE quarantine SET file = s.origin_file, row = s.origin_row"
        f" FROM read_parquet({sql_text.text(staged)}) AS s"
        " WHERE quarantine.entity = $entity AND quarantine.row = s.source_row AND s.origin_row IS NOT NULL",
        {"entity": entity},
    )

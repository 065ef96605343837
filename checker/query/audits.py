"""Stored audits opened side by side for a query."""

from collections.abc import Iterator, Mapping, Sequence, Set
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb

from checker.errors import Problem, UsageError
from checker.query.columns import DAYS
from checker.tables import EMPTY_MARKS

TABLES = ("cases", "rules")
ADDED = {"implied_by": "''"} | EMPTY_MARKS
"""Columns of cases that audits of earlier versions lack, with SQL of what they would hold."""
NO_NAMES = "SELECT ''::VARCHAR AS id, ''::VARCHAR AS entity, ''::VARCHAR AS name WHERE false"
ONE_NAME_EACH = "SELECT entity, id, min(name) AS name FROM people GROUP BY entity, id"
ONE_OF_EACH = "SELECT DISTINCT ON (rule_id) * FROM all_rules ORDER BY rule_id, filename DESC"


@contextmanager
def opened(folders: Sequence[Path]) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection with the views `cases`, `rules` (one row a rule), `all_rules`, `people` and `names` of the folders.

    `cases` have beside their own columns `audit`, `filename`, `file_row_number` and `place`, the number of the folder.
    Raises UsageError: a folder is no stored audit, or a file of it cannot be read."""
    lacking = [path for folder in folders for path in _files([folder], *TABLES) if not path.is_file()]
    if lacking or not folders:
        where = str(lacking[0].parent) if lacking else "--store"
        raise UsageError(Problem(where, "no stored audit here", "name another with --store or --audit"))
    with duckdb.connect() as connection:
        connection.execute("SET parquet_metadata_cache = true")
        with telling_damage(folders):
            connection.execute(f"CREATE VIEW cases AS {cases_in(connection, _files(folders, 'cases'))}")
            rules = parquet(_files(folders, "rules"))
            connection.execute(f"CREATE VIEW all_rules AS SELECT *, filename FROM {rules}")
            connection.execute(f"CREATE VIEW rules AS {ONE_OF_EACH}")
            people = [file for file in _files(folders, "people") if file.is_file()]
            connection.execute(f"CREATE VIEW people AS {f'FROM {parquet(people)}' if people else NO_NAMES}")
            connection.execute(f"CREATE VIEW names AS {ONE_NAME_EACH}")
            yield connection


def cases_in(connection: Any, files: Sequence[Path]) -> str:
    """SELECT of the cases in these files, in the columns of today."""
    sql = f"SELECT name, count(*) FROM parquet_schema({listed(files)}) GROUP BY name"
    found = dict(connection.execute(sql).fetchall())
    lacked = {name for name in (*ADDED, *DAYS) if found.get(name, 0) < len(files)}
    audit = "parse_filename(parse_dirpath(filename)) AS audit"
    place = f"{audit}, filename, file_row_number, file_index AS place"
    marked = f"SELECT {_with(ADDED, lacked, found)}, {place} FROM {parquet(files)} c"
    # Days are computed from marks.
    return f"SELECT {_with(DAYS, lacked, found)} FROM ({marked}) c" if lacked & DAYS.keys() else marked


def _with(columns: Mapping[str, str], lacked: Set[str], found: Mapping[str, int]) -> str:
    """All columns, and those that some or all of the files lack."""
    some = [f"coalesce(c.{name}, {sql}) AS {name}" for name, sql in columns.items() if name in lacked & found.keys()]
    none = [f"{sql} AS {name}" for name, sql in columns.items() if name in lacked - found.keys()]
    return ", ".join([f"* REPLACE ({', '.join(some)})" if some else "*", *none])


def parquet(files: Sequence[Path]) -> str:
    """SQL of the rows in Parquet files; a column that some of them lack is NULL there."""
    return f"read_parquet({listed(files)}, union_by_name = true)"


@contextmanager
def telling_damage(folders: Sequence[Path]) -> Iterator[None]:
    """Faults of the engine that name a file of these folders become UsageErrors."""
    try:
        yield
    except duckdb.Error as error:
        damaged = next((folder for folder in folders if str(folder) in str(error)), None)
        if damaged is None:
            raise
        what = f"cannot be read: {str(error).splitlines()[0]}"
        raise UsageError(Problem(str(damaged), what, "`checker verify` shows what is damaged")) from error


def _files(folders: Sequence[Path], *tables: str) -> list[Path]:
    return [folder / f"{table}.parquet" for table in tables for folder in folders]


def listed(files: Sequence[Path]) -> str:
    """The paths as a list in SQL."""
    return f"[{', '.join(_literal(file) for file in files)}]"


def _literal(file: Path) -> str:
    """A path as SQL, with nothing in it that stands for other paths."""
    text = "".join(f"[{character}]" if character in "[*?" else character for character in str(file))
    return "'" + text.replace("'", "''") + "'"

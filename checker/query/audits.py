"""Stored audits opened side by side for a query."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import duckdb

from checker.errors import Problem, UsageError
from checker.tables import EMPTY_MARKS

TABLES = ("cases", "rules")
ADDED = {"implied_by": "''"} | EMPTY_MARKS
NO_NAMES = "CREATE VIEW names AS SELECT ''::VARCHAR AS id, ''::VARCHAR AS entity, ''::VARCHAR AS name WHERE false"
SOME_NAMES = "CREATE VIEW names AS SELECT entity, id, min(name) AS name FROM people GROUP BY entity, id"


@contextmanager
def opened(folders: Sequence[Path]) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection with `cases` (with the column `audit`), `rules` (one row a rule) and `names` of all the folders.

    Raises UsageError: a folder is no stored audit."""
    lacking = [
        path for folder in folders for path in (folder / f"{table}.parquet" for table in TABLES) if not path.is_file()
    ]
    if lacking or not folders:
        where = str(lacking[0].parent) if lacking else "--store"
        raise UsageError(Problem(where, "no stored audit here", "name another with --store or --audit"))
    with duckdb.connect() as connection:
        found = connection.read_parquet(_files(folders, "cases"), filename=True, union_by_name=True)
        found.create_view("all_cases")
        # Audits stored by earlier versions lack some columns.
        known = [f"coalesce({name}, {empty}) AS {name}" for name, empty in ADDED.items() if name in found.columns]
        added = [f"{empty} AS {name}" for name, empty in ADDED.items() if name not in found.columns]
        listed = ", ".join([f"* REPLACE ({', '.join(known)})" if known else "*", *added])
        connection.execute(
            f"CREATE VIEW cases AS SELECT {listed}, parse_filename(parse_dirpath(filename)) AS audit FROM all_cases"
        )
        connection.read_parquet(_files(folders, "rules"), filename=True, union_by_name=True).create_view("all_rules")
        connection.execute(
            "CREATE VIEW rules AS SELECT DISTINCT ON (rule_id) * FROM all_rules ORDER BY rule_id, filename DESC"
        )
        people = [folder for folder in folders if (folder / "people.parquet").is_file()]
        if people:
            connection.read_parquet(_files(people, "people"), union_by_name=True).create_view("people")
        connection.execute(SOME_NAMES if people else NO_NAMES)
        yield connection


def _files(folders: Sequence[Path], table: str) -> list[str]:
    return [str(folder / f"{table}.parquet") for folder in folders]

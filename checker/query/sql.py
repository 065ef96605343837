"""`checker query --sql`: a SELECT over the documented views, on an engine that can do nothing else."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb

from checker.errors import Problem, UsageError
from checker.query.answer import Answer
from checker.query.audits import NO_NAMES, cases_in, parquet, telling_damage
from checker.query.facts import Facts, moment, oldest_first
from checker.query.heeding import heeding
from checker.query.statement import WHERE, Statement, checked, said
from checker.query.views import AUDITS, TABLES, VIEWS

COMPUTING = {"due_local": "timezone(c.zone, timezone('UTC', c.due_at))"}
OF_AUDIT = "parse_filename(parse_dirpath(filename)) AS audit"


def ask(folders: Sequence[Path], sql: str, top: int = 0) -> Answer:
    """The rows of one SELECT over the views, at most `top` (0: all); without an order of its own, by their values.

    Raises UsageError: anything but such a SELECT, or one that the engine refuses."""
    read = [folder.resolve() for folder in folders]
    with _shut_in(read) as connection, telling_damage(read):
        statement = checked(connection, sql)
        try:
            return heeding(connection, lambda: _answer(connection, statement, top))
        except duckdb.Error as error:
            if any(str(folder) in str(error) for folder in read):
                raise
            raise UsageError(Problem(WHERE, said(error))) from None


def _answer(connection: Any, statement: Statement, top: int) -> Answer:
    names = _answered(connection, statement)
    total = connection.execute("SELECT count(*) FROM answer").fetchone()
    rows = connection.execute(f"FROM answer{f' LIMIT {top:d}' if top else ''}").fetchall()
    return Answer(names, rows, int(total[0]) if total else 0)


def _answered(connection: Any, statement: Statement) -> tuple[str, ...]:
    """Make the table `answer`; the names of its columns, which are told apart by numbers where they are alike."""
    described = connection.execute(f"DESCRIBE SELECT * FROM (\n{statement.text}\n)").fetchall()
    places = range(len(described))
    listed = ", ".join(_shown(f"c{place}", str(described[place][1])) for place in places)
    given = ", ".join(f"c{place}" for place in places)
    order = "" if statement.ordered else " ORDER BY ALL"
    connection.execute(
        f"CREATE TEMP TABLE answer AS SELECT {listed} FROM (\n{statement.text}\n) AS asked({given}){order}"
    )
    names: list[str] = []
    for column, *_ in described:
        taken = sum(name == column for name in names)
        names.append(f"{column}_{taken + 1}" if taken else column)
    return tuple(names)


def _shown(column: str, kind: str) -> str:
    """Moments with a zone are told in UTC, as text."""
    return f"CAST({column} AS VARCHAR) AS {column}" if "WITH TIME ZONE" in kind else column


@contextmanager
def _shut_in(folders: Sequence[Path]) -> Iterator[Any]:
    """A connection with the views. It reads the files of these audits, spills to a folder of its own, and no more."""
    audits = oldest_first(folders)
    quiet: dict[str, Any] = {"python_enable_replacements": "false", "autoinstall_known_extensions": "false"}
    quiet["autoload_known_extensions"] = "false"
    with (
        TemporaryDirectory(prefix="checker-") as spill,
        telling_damage(folders),
        duckdb.connect(config=quiet) as connection,
    ):
        connection.execute("SET parquet_metadata_cache = true")
        connection.execute("SET TimeZone = 'UTC'")
        connection.execute(f"SET temp_directory = {_text(spill)}")
        files = _create_views(connection, audits)
        connection.execute(f"SET allowed_paths = [{', '.join(_text(str(file)) for file in files)}]")
        connection.execute("SET enable_external_access = false")
        connection.execute("SET lock_configuration = true")
        yield connection


def _create_views(connection: Any, audits: Sequence[Facts]) -> list[Path]:
    """Make the views; the files that they read."""
    files = [audit.folder / "cases.parquet" for audit in audits]
    own = ", ".join(f"{COMPUTING[name]} AS {name}" if name in COMPUTING else f'c."{name}"' for name in VIEWS["cases"])
    connection.execute(f"CREATE VIEW cases AS SELECT {own} FROM ({cases_in(connection, files)}) c")
    for table in TABLES:
        files += _create_view(connection, table, audits)
    people = _there(audits, "people")
    named = f"SELECT entity, id, min(name) AS name FROM {parquet(people)} GROUP BY entity, id"
    connection.execute(f"CREATE VIEW names AS {named if people else NO_NAMES}")
    _create_audits(connection, audits)
    return [*files, *people]


def _create_view(connection: Any, table: str, audits: Sequence[Facts]) -> list[Path]:
    files = _there(audits, table)
    there: set[str] = set()
    if files:
        there = {str(row[0]) for row in connection.execute(f"DESCRIBE FROM {parquet(files)}").fetchall()}
    listed = ", ".join(
        f'"{name}"' if name in there else OF_AUDIT if files and name == "audit" else f'CAST(NULL AS {kind}) AS "{name}"'
        for name, kind in VIEWS[table].items()
    )
    connection.execute(f"CREATE VIEW {table} AS SELECT {listed} {f'FROM {parquet(files)}' if files else 'WHERE false'}")
    return files


def _create_audits(connection: Any, audits: Sequence[Facts]) -> None:
    connection.execute(f"CREATE TABLE audits ({', '.join(f'{name} {kind}' for name, kind in AUDITS.items())})")
    for place, audit in enumerate(audits, start=1):
        row = _audit_row(place, audit)
        connection.execute(
            f"INSERT INTO audits VALUES ({', '.join('?' * len(AUDITS))})", [row[name] for name in AUDITS]
        )


def _audit_row(place: int, audit: Facts) -> dict[str, Any]:
    told = audit.manifest
    taken = told.get("taken_at")
    plain = ("exit_code", "met", "violated", "rate", "rate_after_waivers")
    return {
        "audit": audit.audit,
        "place": place,
        "company": audit.company,
        "period_start": audit.start,
        "period_end": audit.end,
        "as_of": audit.as_of,
        "taken_at": moment(str(taken)) if taken else None,
        "zone": audit.zone,
        "complete": audit.complete,
        "waived": (told.get("counts") or {}).get("waived"),
        **{name: told.get(name) for name in plain},
    }


def _there(audits: Sequence[Facts], table: str) -> list[Path]:
    found = [audit.folder / f"{table}.parquet" for audit in audits]
    return [file for file in found if file.is_file()]


def _text(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"

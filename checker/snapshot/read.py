"""A snapshot folder to canonical tables, quarantine and facts."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from checker.errors import Problem
from checker.schema.model import Entity, load_schema
from checker.snapshot import quarantine
from checker.snapshot.canonical import write_canonical
from checker.snapshot.columns import ColumnMap, map_columns
from checker.snapshot.enum_values import explain_unknown_values, open_values
from checker.snapshot.files import find_files
from checker.snapshot.header import HEADER_FILE, Header, read_header
from checker.snapshot.keys import refuse_rows
from checker.snapshot.model import FileFacts, Note, Progress, Snapshot, TableFacts, silent
from checker.snapshot.origin import name_origins
from checker.snapshot.readers import READERS
from checker.snapshot.readers.csv_scan import file_facts
from checker.snapshot.readers.raw import RawTable, UnreadableError
from checker.snapshot.sql_text import WHITE, text
from checker.snapshot.staging import stage

MEMORY = "600MB"
MOSTLY = 0.5
"""Share of refused rows above which a table is a problem."""


@dataclass
class _Reading:
    """What has been gathered so far."""

    con: duckdb.DuckDBPyConnection
    work: Path
    header: Header
    tables: dict[str, TableFacts] = field(default_factory=dict)
    files: list[FileFacts] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)

    @property
    def scratch(self) -> Path:
        return self.work / "scratch"


def read_snapshot(folder: Path, work: Path, progress: Progress = silent) -> Snapshot:
    """Read the snapshot in `folder` and write its canonical tables to `work` (earlier ones there are replaced).

    Raises UsageError when the folder is no snapshot. Everything else that is wrong stands in the quarantine, in
    `problems` (the audit is incomplete) or in `notes`. Memory stays bounded whatever the size of the files.
    """
    header = read_header(folder)
    found = find_files(folder, tuple(READERS))
    _clear(work)
    with _connect(work, header) as con:
        reading = _Reading(con, work, header, problems=[*found.problems], notes=[*_header_notes(header), *found.notes])
        reading.files.append(file_facts(folder / HEADER_FILE))
        for done, (entity, (path, ending)) in enumerate(sorted(found.files.items())):
            progress(path.name, done, len(found.files))
            _read_file(reading, load_schema().entities[entity], path, ending)
        progress("", len(found.files), len(found.files))
        count = quarantine.write(con, work / "quarantine.parquet")
    shutil.rmtree(work / "scratch", ignore_errors=True)
    return Snapshot(
        folder,
        work,
        header,
        dict(sorted(reading.tables.items())),
        tuple(sorted(reading.files, key=lambda facts: facts.name)),
        count,
        tuple(sorted(reading.problems)),
        tuple(sorted(reading.notes)),
    )


def _clear(work: Path) -> None:
    scratch = work / "scratch"
    shutil.rmtree(scratch, ignore_errors=True)
    scratch.mkdir(parents=True)
    for name in (*load_schema().entities, "quarantine"):
        (work / f"{name}.parquet").unlink(missing_ok=True)


def _connect(work: Path, header: Header) -> duckdb.DuckDBPyConnection:
    con = duckdb.connect(config={"memory_limit": MEMORY, "temp_directory": str(work / "scratch" / "spill")})
    # To look for expressions that repeat takes longer than to type a small table, and large ones gain nothing.
    con.execute("SET disabled_optimizers = 'common_subexpressions'")
    con.execute("CREATE TEMP TABLE placeholder (value VARCHAR)")
    if header.placeholders:
        con.executemany("INSERT INTO placeholder VALUES (?)", [[value] for value in header.placeholders])
    con.execute("SET VARIABLE placeholders = (SELECT coalesce(list(value), CAST([] AS VARCHAR[])) FROM placeholder)")
    con.execute(f"SET VARIABLE white = {text(WHITE)}")
    quarantine.create(con)
    return con


def _header_notes(header: Header) -> list[Note]:
    notes = []
    if not header.time_zone_given:
        notes.append(
            Note("no_time_zone", "", "", f"no time_zone in {HEADER_FILE}: local times are read as {header.time_zone}")
        )
    if header.taken_at is None:
        notes.append(Note("no_taken_at", "", "", f"no taken_at in {HEADER_FILE}: name the moment with --as-of"))
    return notes


def _read_file(reading: _Reading, entity: Entity, path: Path, ending: str) -> None:
    try:
        opened = READERS[ending](reading.con, path, reading.scratch)
    except UnreadableError as error:
        reading.files.append(error.facts)
        reading.problems.append(Problem(path.name, error.what, error.remedy))
        return
    reading.files.append(opened.facts)
    columns = map_columns(entity, opened.table, path.name)
    reading.notes.extend(columns.notes)
    reading.problems.extend(columns.problems)
    if columns.is_usable:
        _read_table(reading, entity, path.name, opened.table, columns)


def _read_table(reading: _Reading, entity: Entity, file: str, table: RawTable, columns: ColumnMap) -> None:
    con, staged = reading.con, reading.scratch / "staged.parquet"
    try:
        stage(con, entity, table, columns, staged)
    except duckdb.Error as error:
        reading.problems.append(Problem(file, f"cannot be read: {str(error).splitlines()[0]}", "export the file again"))
        return
    given = [name for name in entity.fields if name in columns.exported()]
    quarantine.add_cells(con, entity.name, file, staged, table)
    explain_unknown_values(con, entity)
    refuse_rows(con, entity, file, staged, given)
    path = reading.work / f"{entity.name}.parquet"
    rows, filled = write_canonical(con, entity, staged, given, file, reading.header.time_zone, path)
    refused = quarantine.refused_rows(con, entity.name)
    reading.tables[entity.name] = TableFacts(entity.name, rows, refused, columns.exported(), filled)
    reading.problems.extend(_mostly_refused(con, entity.name, file, rows, refused))
    name_origins(con, entity.name, staged)
    reading.notes.extend(open_values(con, entity, path, given, reading.header))


def _mostly_refused(
    con: duckdb.DuckDBPyConnection, entity: str, file: str, rows: int, refused: int
) -> Iterator[Problem]:
    if refused > MOSTLY * (rows + refused):
        yield Problem(file, f"{refused} of {rows + refused} rows were refused", "see the quarantine and export again")
    garbled = quarantine.rows_with(con, entity, "not_utf8")
    if garbled > MOSTLY * (rows + refused):
        yield Problem(file, f"{garbled} of {rows + refused} rows are not UTF-8", "export the file in UTF-8")

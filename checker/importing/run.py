"""An export and its profile to a snapshot folder."""

from dataclasses import dataclass
from pathlib import Path

from checker.errors import IncompleteError, Problem, UsageError, nearest
from checker.importing.load import fields_of, moment_problem
from checker.importing.profile import Profile
from checker.importing.snapshot_folder import snapshot_folder, write_header, write_table
from checker.importing.source import SourceTable
from checker.importing.tables import Counts, TableReading, bind
from checker.schema.model import load_schema


@dataclass(frozen=True)
class Imported:
    """A snapshot that was written, and what became of the rows of every source."""

    folder: Path
    counts: tuple[Counts, ...]


def import_snapshot(
    source: Path, profile: Profile, out: Path, taken_at: str | None = None, replace: bool = False
) -> Imported:
    """Write the export in `source` (a folder, or its only file) as a snapshot to `out`; all of it or nothing.

    UsageError where profile and export do not fit, IncompleteError where a file is broken, NotWrittenError for `out`.
    """
    problem = moment_problem(taken_at, "--taken-at") if taken_at is not None else None
    if problem:
        raise UsageError(problem)
    readings = _bound(profile, _files(source, profile))
    with snapshot_folder(out, replace) as folder:
        problems: list[Problem] = []
        for entity in dict.fromkeys(reading.table.entity for reading in readings):
            own = [reading for reading in readings if reading.table.entity == entity]
            names = {name for reading in own for name in reading.table.columns}
            fields = [name for name in fields_of(load_schema().entities[entity]) if name in names]
            try:
                write_table(folder, entity, fields, own)
            except IncompleteError as error:
                problems += [problem for problem in error.problems if problem not in problems]
        if problems:
            raise IncompleteError(problems)
        write_header(folder, _facts(profile, taken_at, readings))
    return Imported(out, tuple(reading.counts for reading in readings))


def _files(source: Path, profile: Profile) -> dict[str, Path]:
    """The file of each name in the profile. A single file stands for the only one that the profile reads."""
    names = list(dict.fromkeys(table.from_ for table in profile.tables))
    if source.is_file():
        if len(names) > 1:
            remedy = f"name the folder that holds {', '.join(names)}"
            raise UsageError(Problem(str(source), "the profile reads several files", remedy))
        return {names[0]: source}
    if not source.is_dir():
        raise UsageError(Problem(str(source), "no such file or folder", "name the export"))
    lying = sorted(path.name for path in source.iterdir() if path.is_file())
    absent = [name for name in names if name not in lying]
    if absent:
        raise UsageError(Problem(str(source), f"has no file '{name}'", nearest(name, lying)) for name in absent)
    return {name: source / name for name in names}


def _bound(profile: Profile, files: dict[str, Path]) -> list[TableReading]:
    readings: list[TableReading] = []
    problems: list[Problem] = []
    for table in profile.tables:
        path = files[table.from_]
        writing = profile.file(table.from_ if table.from_ in profile.files else path.name)
        try:
            readings.append(bind(table, SourceTable(path, writing)))
        except UsageError as error:
            problems += error.problems
    if problems:
        raise UsageError(dict.fromkeys(problems))
    return readings


def _facts(profile: Profile, taken_at: str | None, readings: list[TableReading]) -> dict[str, str | None]:
    facts = profile.snapshot
    files = ", ".join(dict.fromkeys(reading.source.name for reading in readings))
    return {
        "taken_at": taken_at or facts.taken_at,
        "time_zone": facts.time_zone,
        "company": facts.company,
        "company_unit_id": facts.company_unit_id,
        "source": f"{files}, by the profile {profile.profile}",
    }

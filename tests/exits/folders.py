"""Snapshot folders of the stages with one column or table taken away, and audits of them by the command."""

import csv
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from pathlib import Path
from unittest.mock import patch

from checker.cli import run
from checker.snapshot import read_snapshot
from checker.snapshot.model import Snapshot, silent
from tests.packs.fuzz_sp2 import one_book
from tests.planted.audits import audit_arguments
from tests.planted.loader import tables
from tests.planted.plant_files import Stage, read_planted

from .spoiling import EMPTIED


@cache
def filled(stage: str) -> frozenset[str]:
    """The tables with rows and the columns with values of a stage, as `entity` and `entity.column`."""
    found = tables(read_planted().stage(stage), read_planted())
    rows = [(entity, row) for entity, listed in found.items() for row in listed]
    columns = {f"{entity}.{name}" for entity, row in rows for name, value in row.items() if value not in ("", None)}
    return frozenset(columns | {entity for entity, _ in rows})


def spoiled_folder(whole: Path, name: str, mode: str, folder: Path) -> Path:
    """A copy of a snapshot without the values of `entity.column`, or the rows of `entity`; deleted: without either."""
    shutil.copytree(whole, folder)
    entity, _, column = name.partition(".")
    path = folder / f"{entity}.csv"
    if not column and mode != EMPTIED:
        path.unlink()
        return folder
    with path.open(encoding="utf-8", newline="") as file:
        head, *rows = list(csv.reader(file))
    if not column:
        rows = []
    elif mode == EMPTIED:
        rows = [[("" if place == column else cell) for place, cell in zip(head, row, strict=True)] for row in rows]
    else:
        rows = [[cell for place, cell in zip(head, row, strict=True) if place != column] for row in rows]
        head = [place for place in head if place != column]
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([head, *rows])
    return folder


@contextmanager
def unchanged_files_read(whole: Snapshot, entity: str) -> Iterator[None]:
    """The pipeline reading the file of the entity alone and taking the others as they were read with the whole."""

    def read(folder: Path, work: Path, progress: Callable[[str, int, int], None] = silent) -> Snapshot:
        if not (folder / f"{entity}.csv").exists():
            return read_snapshot(folder, work, progress)
        alone = shutil.copytree(folder, work.parent / "alone", ignore=lambda _, names: set(names) & others)
        found = read_snapshot(alone, work, progress)
        kept = {name: facts for name, facts in whole.tables.items() if name != entity}
        for name in kept:
            shutil.copyfile(whole.path(name), work / f"{name}.parquet")
        files = {facts.name: facts for facts in (*whole.files, *found.files)}
        return replace(
            found,
            folder=folder,
            tables=dict(sorted((kept | dict(found.tables)).items())),
            files=tuple(files[name] for name in sorted(files)),
        )

    others = {f"{name}.csv" for name in whole.tables} - {f"{entity}.csv"}
    with patch("checker.pipeline.read_snapshot", read):
        yield


def audit_code(stage: Stage, folder: Path, store: Path, *options: str) -> int:
    """The exit code of `checker audit` over a folder of the stage, in this process."""
    arguments = [*audit_arguments(stage, folder, store), "--chain", "python", "--threads", "1", *options]
    with one_book():
        return run(arguments)

"""The folder of an imported snapshot: written aside, put in its place in one step."""

import csv
import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import yaml

from checker.errors import NotWrittenError, Problem
from checker.importing.tables import TableReading

HEADER_FILE = "snapshot.yaml"
ORIGIN = ("source_file", "source_row")


@contextmanager
def snapshot_folder(out: Path, replace: bool) -> Iterator[Path]:
    """A folder to write to, which becomes `out` when all went well and leaves nothing behind otherwise.

    NotWrittenError where `out` is there already; with `replace` a snapshot that stands there gives way.
    """
    if out.exists() and not (replace and (out / HEADER_FILE).is_file()):
        remedy = "name another folder" if replace else "name a new folder, or give --replace for a snapshot"
        raise NotWrittenError(Problem(str(out), "is there already", remedy))
    aside = out.with_name(f".{out.name}.{os.getpid()}")
    try:
        aside.mkdir(parents=True)
        yield aside
        if out.exists():
            shutil.rmtree(out)
        aside.rename(out)
    except OSError as error:
        raise NotWrittenError(Problem(str(out), f"cannot be written: {error}", "name a folder to write in")) from None
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def write_table(folder: Path, entity: str, fields: Sequence[str], readings: Sequence[TableReading]) -> None:
    """One canonical CSV out of every source of the entity, each row with the file and row it came from."""
    # bytes that are not of the source's encoding go through as they are; the snapshot's quarantine names them
    with (folder / f"{entity}.csv").open("w", encoding="utf-8", errors="surrogateescape", newline="") as stream:
        rows = csv.writer(stream, lineterminator="\r\n")
        rows.writerow([*fields, *ORIGIN])
        for reading in readings:
            for row in reading.rows():
                rows.writerow([*(row.texts.get(name, "") for name in fields), row.file, row.row])


def write_header(folder: Path, facts: Mapping[str, str | None]) -> None:
    """snapshot.yaml with the facts that are known."""
    known = {name: value for name, value in facts.items() if value is not None}
    text = yaml.safe_dump(known, allow_unicode=True, sort_keys=False, width=1000)
    (folder / HEADER_FILE).write_text(text, encoding="utf-8")

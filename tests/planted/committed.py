"""The committed snapshot folders of the stages that the heads name: `python -m tests.planted.folders` writes them.

That of SP-2 holds every table of its company; one of the industrial company those tables that have rows or are read by
the rules of its stage.
"""

from datetime import datetime
from pathlib import Path

from checker.kinds.query import compile_rule
from checker.rulebook.book import load_book
from checker.rulebook.plain_world import plain_world
from tests.exits.reading import columns_read

from .folders import ALL, columns, delivered, write_facts, write_snapshot, write_table
from .loader import tables
from .plant_files import COMPANIES, FIXTURES, Planted, Stage, read_planted


def committed() -> list[tuple[Planted, str, str]]:
    """Company, folder of fixtures/ and stage of everything that is committed."""
    heads = [read_planted(company) for company in COMPANIES]
    return [(planted, *pair) for planted in heads for pair in planted.head.get("committed", {}).items()]


def write_committed(planted: Planted, stage: Stage, folder: Path) -> Path:
    """Write what is committed of a stage; returns the folder."""
    if planted.head["delivered"] != ALL:
        return write_snapshot(stage, folder, planted)
    folder.mkdir(parents=True, exist_ok=True)
    found, read = tables(stage, planted), _tables_read(planted, stage)
    for entity in delivered(planted):
        if entity not in stage.lacks and (entity in read or found.get(entity)):
            write_table(folder / f"{entity}.csv", columns(entity, stage), found.get(entity, []))
    write_facts(stage, folder, planted)
    return folder


def _tables_read(planted: Planted, stage: Stage) -> set[str]:
    book = load_book(list(planted.packs(stage)))
    world = plain_world(book, datetime(2026, 10, 1))
    queries = (compile_rule(entry.rule, book.relations, world) for entry in book.rules.values())
    return {column.partition(".")[0] for query in queries for column in columns_read(book, query, world)}


def main() -> None:
    """Write every committed folder anew; tables that are no longer part of it go."""
    for planted, name, stage in committed():
        for old in (FIXTURES / name).glob("*.csv"):
            old.unlink()
        write_committed(planted, planted.stage(stage), FIXTURES / name)

"""Exports as files: the same tables written in two ways."""

import gzip
import random
from pathlib import Path

from tests.story.company import COLUMNS, Company


def write_plainly(company: Company, folder: Path) -> None:
    """One CSV for each table, rows in the order in which they came to be."""
    for table, lines in _tables(company, folder).items():
        (folder / f"{table}.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")


def write_otherwise(company: Company, folder: Path) -> None:
    """Another export of the same: rows and columns in another order, packed, files and columns under other names."""
    dice = random.Random(company.taken_at)
    for table, (head, *rows) in _tables(company, folder, turned=True).items():
        dice.shuffle(rows)
        text = "\n".join([head.replace("unit_id", "branch_id").upper(), *rows]) + "\n"
        (folder / f"{table.upper()}.csv.gz").write_bytes(gzip.compress(text.encode("utf-8"), mtime=0))


def _tables(company: Company, folder: Path, turned: bool = False) -> dict[str, list[str]]:
    folder.mkdir(parents=True)
    head = f"taken_at: {company.taken_at}\ntime_zone: Europe/Moscow\ncompany: Полюс\ncompany_unit_id: u-co\n"
    (folder / "snapshot.yaml").write_text(head, encoding="utf-8")
    found = {}
    for table, rows in company.tables.items():
        columns = ["id", *(name for name in COLUMNS[table] if (table, name) not in company.lacking)]
        if turned:
            columns.reverse()
        lines = [",".join({"id": key, **cells}.get(name, "") for name in columns) for key, cells in rows.items()]
        found[table] = [",".join(columns), *lines]
    return found

"""A finished sample as plain rows."""

import csv
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from checker.sample.generate import Order, generate

Row = dict[str, str]


@dataclass(frozen=True)
class Made:
    """Where a sample lies, its tables and its truth."""

    folder: Path
    truth_file: Path
    counts: dict[str, int]

    def rows(self, table: str) -> list[Row]:
        """All rows of a table."""
        return read(self.folder / f"{table}.csv")

    @property
    def tables(self) -> dict[str, list[Row]]:
        """All tables."""
        return {path.stem: read(path) for path in sorted(self.folder.glob("*.csv"))}

    @property
    def truth(self) -> list[Row]:
        """What was broken."""
        return read(self.truth_file)


def read(path: Path) -> list[Row]:
    """Rows of a CSV file."""
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def make(folder: Path, clients: int, share: float, **options: Any) -> Made:
    """Write a sample; `options` are those of an order."""
    truth = folder.parent / "truth.csv"
    seed = options.pop("seed", 11)
    return Made(folder, truth, generate(Order(clients, seed, folder, truth, share=share, **options)))

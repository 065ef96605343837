"""An example of the project run in process: import, audit, and the cases that came out."""

import csv
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from checker.auditing.request import Request
from checker.importing.load import load_profile
from checker.importing.run import Imported, import_snapshot
from checker.pipeline import Audited, audit

EXAMPLES = Path(__file__).parents[2] / "examples"


@dataclass(frozen=True)
class Cases:
    """Every case of one audit, as mappings of columns."""

    audited: Audited
    rows: tuple[dict[str, Any], ...]

    def of(self, rule: str) -> list[dict[str, Any]]:
        """The cases of one rule; the rule must have run."""
        status = self.audited.stored.manifest["counts"]["by_rule"][rule]["status"]
        assert status == "ran", f"{rule}: {status}"
        return [row for row in self.rows if row["rule_id"] == rule]

    def counts(self, rule: str) -> dict[str, int]:
        """Cases by verdict, violations by outcome."""
        return dict(Counter(row["outcome"] or row["verdict"] for row in self.of(rule)))

    def subjects(self, rule: str, *results: str) -> set[str]:
        """The subjects whose verdict or outcome is one of these."""
        return {row["subject_id"] for row in self.of(rule) if {row["verdict"], row["outcome"]} & set(results)}

    def quarantine(self) -> list[tuple[Any, ...]]:
        """Entity, file, row, reason and detail of everything refused."""
        path = self.audited.stored.folder / "quarantine.parquet"
        return duckdb.sql(f"SELECT entity, file, row, reason, detail FROM read_parquet('{path}')").fetchall()


def imported(example: str, source: Path, folder: Path) -> Imported:
    """The data of an example as a snapshot in `folder`."""
    return import_snapshot(source, load_profile(EXAMPLES / example / "profile.yaml"), folder)


def judged(example: str, snapshot: Path, period: str, as_of: str | None, store: Path) -> Cases:
    """An imported snapshot judged by the rules of its example."""
    rules = (EXAMPLES / example / "rules.yaml",)
    request = Request(snapshot, rules, period, as_of=as_of, store=store, keep_all=True, chain="python", threads=1)
    audited = audit(request)
    table = duckdb.sql(f"SELECT * FROM read_parquet('{audited.stored.folder / 'cases.parquet'}')")
    return Cases(audited, tuple(dict(zip(table.columns, row, strict=True)) for row in table.fetchall()))


def reference(folder: Path) -> dict[str, Any]:
    """The published answers that lie beside a data set."""
    found: dict[str, Any] = json.loads((folder / "ref.json").read_text(encoding="utf-8"))
    return found


def rows_of(path: Path, delimiter: str = ",") -> Iterator[dict[str, str]]:
    """The rows of a source file, read with nothing of the project."""
    with path.open(encoding="utf-8", newline="") as stream:
        yield from csv.DictReader(stream, delimiter=delimiter)

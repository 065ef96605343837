"""A store to which one audit after another is added, each of its own export of a small company in Moscow."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb

from checker.auditing.request import Request
from checker.pipeline import audit
from tests.small_pack import PACK, write_pack, write_snapshot

COLUMNS = ("verdict", "scope", "standing", "change")
DATE_RULE = """\
  - id: small-date
    clauses: [small-3]
    title: {en: Date known, ru: Дата известна, zh: 日期已知}
    severity: low
    basis: explicit
    kind: required_fields
    subject: client
    fields: [created_at]
"""


@dataclass
class InTurn:
    """A folder with the rule file and the store; `pack` may change between audits."""

    folder: Path
    pack: str = PACK
    named: dict[str, Path] = field(default_factory=dict)

    def audit(
        self, as_of: str, period: str, inquiries: str = "", clients: str = "", **options: Any
    ) -> dict[str, tuple[str, ...]]:
        """Audit an export taken at nine in the evening of a day in Moscow; the stored cases by rule and subject.

        Rows of a table are parted by blanks; a table without any is exported empty, and None is not exported.
        """
        tables = {
            "inquiry": _table("id,channel,received_at,answered_at,responsible_id", inquiries),
            "client": _table("id,name,phone,created_at", clients),
        }
        home = self.folder / f"export-{len(self.named)}"
        home.mkdir()
        header = f"taken_at: {as_of} 21:00:00\ntime_zone: Europe/Moscow\ncompany: Проба\n"
        snapshot = write_snapshot(home, header, **{name: text or "" for name, text in tables.items()})
        for name in (name for name, text in tables.items() if text is None):
            (snapshot / f"{name}.csv").unlink()
        rules = write_pack(self.folder, self.pack)
        given = {"max_undetermined": 1.0, "chain": "python", "threads": 1, **options}
        done = audit(Request(snapshot, (rules,), period, store=self.store, **given))
        self.named[done.stored.audit_id] = done.stored.folder
        self.last, self.notes, self.exit_code = done.stored.folder, done.notes, done.exit_code
        return cases(done.stored.folder)

    @property
    def store(self) -> Path:
        return self.folder / "audits"

    def facts(self) -> dict[str, Any]:
        """What the last audit tells of changes."""
        manifest = json.loads((self.last / "manifest.json").read_text(encoding="utf-8"))
        return dict(manifest["followed"]["changes"])

    def first_seen(self, case: str) -> str:
        """The local day as of which a case of the last audit was first seen violated."""
        moment = cases(self.last, ("first_seen",))[case][0]
        assert isinstance(moment, datetime)
        return f"{moment:%Y-%m-%d}"


def _table(head: str, rows: str | None) -> str | None:
    return None if rows is None else "\n".join([head, *(row.replace("_", " ") for row in rows.split())]) + "\n"


def cases(folder: Path, columns: tuple[str, ...] = COLUMNS) -> dict[str, tuple[Any, ...]]:
    """The stored cases of an audit by rule and subject."""
    query = f"SELECT rule_id || '/' || subject_id, {', '.join(columns)} FROM read_parquet($1) ORDER BY 1"
    rows = duckdb.connect().execute(query, [str(folder / "cases.parquet")]).fetchall()
    found: Mapping[str, tuple[Any, ...]] = {row[0]: row[1:] for row in rows}
    assert len(found) == len(rows)
    return dict(found)

"""The hand-made audit with marks on its violations: waived, disputed, known, compared; three of ten fail it."""

from datetime import date
from pathlib import Path
from typing import Any

import duckdb
from stored_audit import make_audit

from checker.tables import EMPTY_MARKS, MARKS

HOSTILE = 'Agreed | <b>with</b> "them"\n::error::x ]]> `rm` [a](http://evil) @everyone'
WAIVED, OPEN, KNOWN, CARD, UPHELD = (
    "a100000000000001",
    "a200000000000002",
    "a100000000000013",
    "b500000000000005",
    "b600000000000006",
)
CALL, RESOLVED, SUSPICION, MARGIN, ADVICE = (
    "c700000000000007",
    "c800000000000008",
    "d100000000000010",
    "d200000000000011",
    "d300000000000012",
)
FAILING = {OPEN, CARD, MARGIN}
SET: dict[str, dict[str, Any]] = {
    WAIVED: {
        "change": "new",
        "waiver": "w-1",
        "waiver_reason": HOSTILE,
        "waiver_approver": "e9",
        "waiver_until": date(2026, 12, 31),
    },
    OPEN: {"change": "persisting", "dispute": "open", "dispute_due": date(2026, 11, 10), "gates": True},
    KNOWN: {"change": "revised", "in_baseline": True, "dispute": "rejected"},
    CARD: {"change": "new", "gates": True},
    UPHELD: {"change": "reopened", "dispute": "upheld"},
    CALL: {"change": "new", "in_baseline": True},
    RESOLVED: {"change": "resolved"},
    MARGIN: {"dispute": "rejected", "gates": True},
}


def marked_audit(store: Path, marks: dict[str, dict[str, Any]] | None = None, **manifest: Any) -> Path:
    """The folder of the audit, each case with the columns of MARKS."""
    folder = make_audit(store, **manifest)
    path = folder / "cases.parquet"
    with duckdb.connect() as connection:
        empty = ", ".join(f'{value} AS "{name}"' for name, value in EMPTY_MARKS.items())
        connection.execute(f"CREATE TABLE t AS SELECT *, {empty} FROM '{path}'")
        for case_id, values in (SET if marks is None else marks).items():
            assert values.keys() <= MARKS.keys()
            told = ", ".join(f'"{name}" = ?' for name in values)
            connection.execute(f"UPDATE t SET {told} WHERE case_id = ?", [*values.values(), case_id])
        connection.execute(f"COPY (SELECT * FROM t ORDER BY case_id) TO '{path}' (FORMAT parquet)")
    return folder

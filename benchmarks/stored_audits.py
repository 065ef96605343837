"""A store of monthly audits made up in SQL, as large as a year of a big company: what queries are measured over.

Nothing was judged. Columns, spread, lengths of texts and evidence, order and parts of the files are as `checker audit`
stores them, and the same numbers give the same rows.
"""

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb

from checker.auditing.record import CASES_ORDER, READ_TOGETHER
from checker.query.columns import DAYS
from checker.query.views import ESCALATIONS, QUARANTINE
from checker.store.canonical import digest
from checker.store.chain import append_link
from checker.tables import CASES, CLAUSES, MARKS, PEOPLE, RULES, TALLIED_MARKS, TALLIES

YEAR = 2025
MONTHS = 12
LAST_AS_OF = datetime(YEAR, 12, 19, 15)
"""The last audit is one of the running month, with much that is not due yet."""
SQL = Path(__file__).parent / "store_sql"
EMPTY_TABLES = {"clauses": CLAUSES, "escalations": ESCALATIONS, "quarantine": QUARANTINE}
ORDERED = {"rules": "rule_id", "tallies": "ALL", "people": "entity, id, name"}


def stored_audits(build: Path, violations: int) -> Path:
    """The store with so many violations in each of its audits; made once."""
    store = build / f"stored-{violations}"
    if not (store / "chain.jsonl").exists():
        aside = build / f"stored-{violations}.unfinished"
        aside.mkdir(parents=True, exist_ok=True)
        for month in range(1, MONTHS + 1):
            _store_audit(aside, month, violations)
        aside.rename(store)
    return store


def _store_audit(store: Path, month: int, violations: int) -> None:
    start, end = date(YEAR, month, 1), date(YEAR + month // 12, month % 12 + 1, 1)
    last = month == MONTHS
    as_of = LAST_AS_OF if last else datetime(end.year, end.month, 5)
    name = f"{start:%Y-%m}_{as_of:%Y%m%dT%H%M%SZ}_{month:010x}"
    folder = store / name
    folder.mkdir()
    with duckdb.connect() as connection:
        connection.execute(f"SET temp_directory = '{store / 'spilled'}'")
        connection.execute("SET memory_limit = '4GB'")
        connection.execute("SET enable_progress_bar = false")
        variables = {"month": month, "violations": violations, "waiting": violations // 20 if last else 0}
        for key, value in variables.items():
            connection.execute(f"SET VARIABLE {key} = {value:d}")
        for key, moment in {"starts_at": start, "ends_at": end, "as_of": as_of}.items():
            connection.execute(f"SET VARIABLE {key} = TIMESTAMP '{moment}'")
        for file in sorted(SQL.glob("*.sql")):
            connection.execute(file.read_text(encoding="utf-8"))
        _write(connection, folder)
    content = json.dumps(_manifest(name, start, end, as_of), ensure_ascii=False).encode()
    (folder / "manifest.json").write_bytes(content)
    append_link(store, name, digest(content))


def _write(connection: Any, folder: Path) -> None:
    """The relations of the SQL as the files of an audit."""
    listed = {"rules": RULES, "tallies": TALLIES | TALLIED_MARKS, "people": PEOPLE}
    for table, columns in listed.items():
        named = ", ".join(f'CAST("{name}" AS {kind}) AS "{name}"' for name, kind in columns.items())
        _copy(connection, f"SELECT {named} FROM {table} ORDER BY {ORDERED[table]}", folder / f"{table}.parquet")
    for table, columns in EMPTY_TABLES.items():
        named = ", ".join(f'CAST(NULL AS {kind}) AS "{name}"' for name, kind in columns.items())
        _copy(connection, f"SELECT {named} WHERE false", folder / f"{table}.parquet")
    cases = ", ".join(f'CAST("{name}" AS {kind}) AS "{name}"' for name, kind in (CASES | MARKS).items())
    days = ", ".join(f"{sql} AS {name}" for name, sql in DAYS.items())
    _copy(
        connection,
        f"SELECT c.*, {days} FROM (SELECT {cases} FROM told) c ORDER BY {CASES_ORDER}",
        folder / "cases.parquet",
        f", ROW_GROUP_SIZE {READ_TOGETHER}",
    )


def _copy(connection: Any, sql: str, target: Path, parts: str = "") -> None:
    connection.execute(f"COPY ({sql}) TO '{target}' (FORMAT parquet, COMPRESSION zstd{parts})")


def _manifest(name: str, start: date, end: date, as_of: datetime) -> dict[str, Any]:
    told = as_of.replace(tzinfo=UTC).isoformat()
    return {
        "audit_id": name,
        "period": {"start": start.isoformat(), "end": end.isoformat()},
        "as_of": told,
        "taken_at": (as_of + timedelta(hours=1)).replace(tzinfo=UTC).isoformat(),
        "zone": "Europe/Moscow",
        "company": "АО «Пример»",
        "outputs": {},
        "complete": True,
        "exit_code": 1,
        "rules": {"packs": [{"name": "trade"}], "formerly": {}},
        "counts": {"waived": 0},
    }

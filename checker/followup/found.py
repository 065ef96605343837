"""Violations that were put right and came back: when that was found."""

import json
from datetime import datetime
from pathlib import Path

from checker.cases.engine import DuckDBEngine
from checker.followup.setting import Setting

REOPENED = "SELECT case_id FROM read_parquet('{file}') WHERE change = 'reopened'"


def create_found_again(engine: DuckDBEngine, setting: Setting) -> None:
    """Make `found_again` (case_id, found_at): as of when a case was found reopened last, by this audit or before it."""
    engine.execute("CREATE OR REPLACE TEMP TABLE found_again (case_id VARCHAR PRIMARY KEY, found_at TIMESTAMP)")
    for folder in setting.earlier:
        if "change" in columns_of(engine, folder):
            _add(engine, REOPENED.format(file=cases_file(folder)), _as_of(folder))
    _add(engine, "SELECT case_id FROM marked WHERE change = 'reopened'", setting.as_of)


def cases_file(folder: Path) -> str:
    """The cases of a stored audit, as text between quotes of SQL."""
    return str(folder.resolve() / "cases.parquet").replace("'", "''")


def columns_of(engine: DuckDBEngine, folder: Path) -> set[str]:
    """The columns of the cases of a stored audit: those of earlier versions have fewer."""
    described = engine.execute(f"SELECT column_name FROM (DESCRIBE SELECT * FROM read_parquet('{cases_file(folder)}'))")
    return {name for (name,) in described}


def _add(engine: DuckDBEngine, cases: str, as_of: datetime) -> None:
    engine.execute(
        f"INSERT OR REPLACE INTO found_again SELECT DISTINCT case_id, CAST($1 AS TIMESTAMP) FROM ({cases})", [as_of]
    )


def _as_of(folder: Path) -> datetime:
    told = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    return datetime.fromisoformat(told["as_of"])

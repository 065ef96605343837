"""Which violations the baseline holds."""

from typing import Any

from checker.cases.engine import DuckDBEngine
from checker.followup.setting import Setting

NAME = "known"
COLUMNS = ("in_baseline",)


def create(engine: DuckDBEngine, setting: Setting) -> dict[str, Any] | None:
    """Make `mark_known`."""
    engine.execute("CREATE OR REPLACE TABLE mark_known AS SELECT case_id, in_baseline FROM marked LIMIT 0")
    return None

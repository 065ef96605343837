"""Which violations somebody objects to."""

from typing import Any

from checker.cases.engine import DuckDBEngine
from checker.followup.setting import Setting

NAME = "disputed"
COLUMNS = ("dispute", "dispute_due")


def create(engine: DuckDBEngine, setting: Setting) -> dict[str, Any] | None:
    """Make `mark_disputed`."""
    engine.execute("CREATE OR REPLACE TABLE mark_disputed AS SELECT case_id, dispute, dispute_due FROM marked LIMIT 0")
    return None

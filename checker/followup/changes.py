"""Since when a violation is known, and whether it is new."""

from typing import Any

from checker.cases.engine import DuckDBEngine
from checker.followup.setting import Setting

NAME = "changes"
COLUMNS = ("change", "first_seen")


def create(engine: DuckDBEngine, setting: Setting) -> dict[str, Any] | None:
    """Make `mark_changes`."""
    engine.execute(
        "CREATE OR REPLACE TABLE mark_changes AS "
        "SELECT case_id, '' AS change, NULL::TIMESTAMP AS first_seen FROM marked LIMIT 0"
    )
    return None

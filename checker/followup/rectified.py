"""By when a violation is to be put right, and whether it was."""

from typing import Any

from checker.cases.engine import DuckDBEngine
from checker.followup.setting import Setting

NAME = "rectified"
COLUMNS = ("rectify_by", "rectification")


def create(engine: DuckDBEngine, setting: Setting) -> dict[str, Any] | None:
    """Make `mark_rectified`."""
    engine.execute(
        "CREATE OR REPLACE TABLE mark_rectified AS SELECT case_id, rectify_by, rectification FROM marked LIMIT 0"
    )
    return None

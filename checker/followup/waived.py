"""Which violations a waiver in force excuses."""

from typing import Any

from checker.cases.engine import DuckDBEngine
from checker.followup.setting import Setting

NAME = "waived"
COLUMNS = ("waiver", "waiver_reason", "waiver_approver", "waiver_until")


def create(engine: DuckDBEngine, setting: Setting) -> dict[str, Any] | None:
    """Make `mark_waived`."""
    engine.execute(
        "CREATE OR REPLACE TABLE mark_waived AS "
        "SELECT case_id, waiver, waiver_reason, waiver_approver, waiver_until FROM marked LIMIT 0"
    )
    return None

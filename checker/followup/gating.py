"""Which violations fail the audit."""

from typing import Any

from checker.cases.engine import DuckDBEngine
from checker.followup.setting import Setting
from checker.kinds.rule import SEVERITIES

NAME = "gating"
COLUMNS = ("gates",)


def create(engine: DuckDBEngine, setting: Setting) -> dict[str, Any] | None:
    """Make `mark_gating`: violations of the period at or above --fail-on that nothing excuses."""
    grave = [] if setting.fail_on == "none" else SEVERITIES[SEVERITIES.index(setting.fail_on) :]
    engine.execute(
        "CREATE OR REPLACE TABLE mark_gating AS SELECT case_id, TRUE AS gates FROM marked WHERE verdict = 'violated' "
        "AND scope = 'period' AND effect = 'violation' AND list_contains($1::VARCHAR[], severity) AND waiver = '' "
        "AND dispute <> 'upheld' AND NOT in_baseline",
        [list(grave)],
    )
    return None

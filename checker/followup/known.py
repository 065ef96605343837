"""Which violations the baseline holds, and what became of its entries."""

from collections import Counter
from typing import Any

from checker.baselines.compared import GONE, NOT_JUDGED, VIOLATED, Judged, compared
from checker.cases.engine import DuckDBEngine
from checker.followup.setting import Setting

NAME = "known"
COLUMNS = ("in_baseline",)
RAN = "SELECT rule_id FROM ran_now"
MARKED = """
CREATE OR REPLACE TABLE mark_known AS SELECT case_id, TRUE AS in_baseline FROM marked
WHERE verdict = 'violated' AND case_id IN (SELECT UNNEST($1::VARCHAR[]))
"""


def create(engine: DuckDBEngine, setting: Setting) -> dict[str, Any] | None:
    """Make `mark_known`: violations whose case stands in the baseline. They stay violated, and fail no audit.

    Facts, where there is a baseline: `entries`, how many of them are `violated`, `gone` (to be pruned) and `not_judged`
    in this audit; `unknown_rules`, entries by rule that no loaded rule has ever been called; `renamed`, old ids of
    rules in use.
    """
    entries = setting.baseline
    engine.execute(MARKED, [[entry.case_id for entry in entries]])
    if setting.files.baseline is None:
        return None
    ran = {name for (name,) in engine.execute(RAN)}
    states = {name for rule in setting.rules if rule.is_state and rule.id in ran for name in (rule.id, *rule.formerly)}
    found = compared(engine.connection, entries, Judged(states, setting.unread), "marked")
    counted = Counter(found.values())
    named = Counter(entry.rule_id for entry in entries)
    renamed = {old: rule.id for rule in setting.rules for old in rule.formerly if old in named}
    return {
        "entries": len(entries),
        **{state: counted[state] for state in (VIOLATED, GONE, NOT_JUDGED)},
        "unknown_rules": {name: n for name, n in sorted(named.items()) if name not in setting.rule_names},
        "renamed": dict(sorted(renamed.items())),
    }

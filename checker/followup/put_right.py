"""States that were violated and are no longer there: put right between two audits, in time or late."""

from checker.cases.engine import DuckDBEngine
from checker.followup.found import cases_file, columns_of
from checker.followup.setting import Setting
from checker.tables import EMPTY_MARKS

# Of a state nobody knows when it was put right, only that it is now.
GONE = """
CREATE OR REPLACE TEMP TABLE gone_state AS SELECT k.case_id, k.first_seen, b.place
FROM known AS k JOIN before_case AS b ON b.case_id = k.case_id
WHERE k.is_state AND k.is_violation AND k.was = 'open' AND k.last <> 'void'
    AND k.rule_id IN (SELECT rule_id FROM ran_now) AND k.case_id NOT IN (SELECT case_id FROM marked)
"""
TOLD = """
INSERT INTO put_right SELECT c.case_id, c.rule_id, c.severity, c.effect, 'violated', 'open', c.unit_id, NULL,
    g.first_seen, {waiver}, {dispute}
FROM read_parquet('{file}') AS c JOIN gone_state AS g ON g.case_id = c.case_id AND g.place = $1
"""


def create_put_right(engine: DuckDBEngine, setting: Setting) -> None:
    """Make `put_right`: the cases as an earlier audit told them last, with the columns that `rectified` reads."""
    engine.execute(
        "CREATE OR REPLACE TEMP TABLE put_right AS SELECT case_id, rule_id, severity, effect, verdict, standing, "
        "unit_id, done_at, first_seen, waiver, dispute FROM marked LIMIT 0"
    )
    if not setting.earlier:
        return
    engine.execute(GONE)
    for (place,) in engine.execute("SELECT DISTINCT place FROM gone_state ORDER BY place"):
        folder = setting.earlier[place]
        there = columns_of(engine, folder)
        marks = {name: f"c.{name}" if name in there else EMPTY_MARKS[name] for name in ("waiver", "dispute")}
        engine.execute(TOLD.format(file=cases_file(folder), **marks), [place])

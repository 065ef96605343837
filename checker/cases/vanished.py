"""States that were violated and whose subject is no longer in the data: nobody can say that they were put right."""

from collections.abc import Iterable

from checker.cases.engine import DuckDBEngine
from checker.cases.evidence import quoted

# A state that the last audit in which its rule ran does not speak of was met by then.
CANDIDATES = """
CREATE OR REPLACE TEMP TABLE vanishing AS
SELECT b.case_id, b.rule_id, b.subject_type, b.subject_id, b.place FROM before_case AS b
WHERE b.is_state AND b.first_seen IS NOT NULL AND b.final IN ('open', '') AND b.last <> 'void'
    AND list_contains($1::VARCHAR[], b.rule_id)
    AND b.place >= (SELECT MAX(r.place) FROM before_rule AS r WHERE r.rule_id = b.rule_id)
    AND b.case_id NOT IN (SELECT case_id FROM kept)
"""
TABLES = "SELECT DISTINCT table_name FROM duckdb_columns() WHERE column_name = 'id' ORDER BY table_name"
TYPES = "SELECT DISTINCT subject_type FROM vanishing ORDER BY subject_type"


def vanished_sql(engine: DuckDBEngine, rules: Iterable[str]) -> str:
    """SELECT of case_id, rule_id, place, standing `lost`: such states of these rules, with who told them last."""
    engine.execute(CANDIDATES, [list(rules)])
    tables = {name for (name,) in engine.execute(TABLES)}
    parts = [_of_type(name) for (name,) in engine.execute(TYPES) if name in tables]
    return " UNION ALL ".join(parts) or "SELECT case_id, rule_id, place, 'lost' AS standing FROM vanishing WHERE FALSE"


def _of_type(name: str) -> str:
    table = '"' + name.replace('"', '""') + '"'
    return (
        f"SELECT case_id, rule_id, place, 'lost' AS standing FROM vanishing WHERE subject_type = {quoted(name)} "
        f"AND subject_id NOT IN (SELECT id FROM {table} WHERE id IS NOT NULL)"
    )

"""Cases of earlier audits: looked at again, and what became of those whose case is no longer there."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from checker.cases.engine import DuckDBEngine
from checker.tables import CASES, TALLIES

OPEN = "verdict IN ('violated', 'undetermined')"
GONE = {
    "scope": "'carried'",
    "standing": "CASE WHEN s.verdict = 'not_applicable' THEN 'void' ELSE 'lost' END",
}
# What follows from what is asked anew in every audit; older ones do not even have the column.
TOLD = {"implied_by": "''"}


def create_earlier(engine: DuckDBEngine, files: Sequence[Path]) -> None:
    """Event cases that were violated or undetermined when they were last judged; `files` in the order of knowledge."""
    columns = ", ".join(f'"{name}" {type_}' for name, type_ in CASES.items())
    engine.execute(f"CREATE TABLE told ({columns}, place BIGINT)")
    for place, file in enumerate(files):
        source = str(file).replace("'", "''")
        listed = ", ".join(TOLD.get(name, f'"{name}"') for name in CASES)
        engine.execute(
            f"INSERT INTO told SELECT {listed}, {place} FROM read_parquet('{source}') WHERE judged = 'event'"
        )
    engine.execute(
        f"CREATE TABLE earlier AS SELECT * EXCLUDE (place, turn) FROM (SELECT *, "
        f"ROW_NUMBER() OVER (PARTITION BY case_id ORDER BY place DESC) AS turn FROM told) WHERE turn = 1 AND {OPEN}"
    )
    engine.execute("DROP TABLE told")
    engine.execute("CREATE TABLE seen (case_id VARCHAR, verdict VARCHAR)")


def note_seen(engine: DuckDBEngine) -> None:
    """Remember which earlier cases the rule judged now still has."""
    engine.execute(
        "INSERT INTO seen SELECT j.case_id, j.verdict FROM judged AS j JOIN earlier AS e ON e.case_id = j.case_id"
    )


def keep_gone(engine: DuckDBEngine, rules: Iterable[str]) -> None:
    """Earlier cases of these rules that are not judged any more, each a finding of its own.

    `lost`: the subject, or what made the duty arise, is no longer in the data. `void`: the rule no longer binds it.
    """
    chosen = ", ".join(f'{GONE.get(name, f"e.{name}")} AS "{name}"' for name in CASES)
    where = "(s.case_id IS NULL OR s.verdict = 'not_applicable') AND e.rule_id IN (SELECT UNNEST($1::VARCHAR[]))"
    source = f"FROM earlier AS e LEFT JOIN seen AS s ON s.case_id = e.case_id WHERE {where}"
    engine.execute(f"INSERT INTO kept BY NAME SELECT {chosen} {source}", [list(rules)])
    told = {name: f"e.{name}" for name in TALLIES} | {"scope": "'carried'", "n": "COUNT(*)"}
    columns = ", ".join(f'{text} AS "{name}"' for name, text in told.items())
    engine.execute(f'INSERT INTO "tally" SELECT {columns} {source} GROUP BY ALL', [list(rules)])

"""Cases of earlier audits: looked at again, and what became of those whose case is no longer there."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from checker.cases.before import CASES as FILE
from checker.cases.before import EarlierAudit, create_before
from checker.cases.engine import DuckDBEngine
from checker.cases.evidence import quoted
from checker.cases.vanished import vanished_sql
from checker.tables import CASES, TALLIES

# What was violated once is looked at for good: if it is met now, that may change again. `is_open`: it was not settled
# as met when it was last judged; `was_violated`: the last verdict that settled something found a violation.
EARLIER = """
CREATE VIEW earlier AS SELECT case_id, rule_id, subject_id, place, last <> 'met' AS is_open,
    final IN ('open', 'cured', 'void') OR (final = '' AND first_seen IS NOT NULL) AS was_violated, due_at
FROM before_case
WHERE NOT is_state AND (first_seen IS NOT NULL OR last IN ('open', 'cured', 'void', 'lost', 'undetermined'))
"""
# Kept whatever is said of them now: what is carried, and what was a violation when it was last told.
KEPT = (
    "verdict <> 'not_applicable' AND (case_id IN (SELECT case_id FROM earlier WHERE {of_rule} AND was_violated AND "
    "is_open) OR (scope = 'carried' AND case_id IN (SELECT case_id FROM earlier WHERE {of_rule} AND is_open)))"
)
GONE = """
CREATE OR REPLACE TEMP TABLE gone AS
SELECT DISTINCT e.case_id, e.rule_id, e.place, CASE WHEN s.case_id IS NULL THEN 'lost' ELSE 'void' END AS standing
FROM earlier AS e LEFT JOIN seen AS s ON s.case_id = e.case_id
WHERE e.is_open AND (s.case_id IS NULL OR s.verdict = 'not_applicable') AND list_contains($1::VARCHAR[], e.rule_id)
UNION ALL {vanished}
"""
# What follows from what is asked anew in every audit; older ones do not even have the column.
TOLD = {"scope": "'carried'", "standing": "g.standing", "rule_id": "g.rule_id", "implied_by": "''"}


def create_earlier(
    engine: DuckDBEngine,
    audits: Sequence[EarlierAudit] = (),
    work: Path | None = None,
    renamed: Mapping[str, str] | None = None,
) -> None:
    """`earlier`: event cases that were violated once, or undetermined when last judged. The rest as `create_before`."""
    create_before(engine, audits, work, renamed or {})
    engine.execute("CREATE TABLE earlier_file (place INTEGER, path VARCHAR)")
    for place, audit in enumerate(audits):
        engine.execute("INSERT INTO earlier_file VALUES (?, ?)", [place, str(audit.folder / FILE)])
    engine.execute(EARLIER)
    engine.execute("CREATE TABLE seen (case_id VARCHAR, verdict VARCHAR)")


def kept_again(rule_id: str) -> str:
    """SQL of the condition on judged rows of a rule that chooses earlier cases to be kept, whatever their verdict."""
    return KEPT.format(of_rule=f"rule_id = {quoted(rule_id)}")


def note_seen(engine: DuckDBEngine, rule_id: str) -> None:
    """Remember which earlier cases the rule judged now still has."""
    engine.execute(
        "INSERT INTO seen SELECT j.case_id, j.verdict FROM judged AS j "
        f"JOIN earlier AS e ON e.case_id = j.case_id AND e.rule_id = {quoted(rule_id)}"
    )


def keep_gone(engine: DuckDBEngine, rules: Iterable[str]) -> None:
    """Earlier cases of these rules that are not judged any more, each a finding of its own, as it was told last.

    `lost`: the subject, or what made the duty arise, is no longer in the data; of a state only where its subject is
    not. `void`: the rule no longer binds it.
    """
    ran = list(rules)
    engine.execute(GONE.format(vanished=vanished_sql(engine, ran)), [ran])
    chosen = ", ".join(f'{TOLD.get(name, f"e.{name}")} AS "{name}"' for name in CASES)
    for place, path in engine.execute(
        "SELECT place, path FROM earlier_file WHERE place IN (SELECT place FROM gone) ORDER BY place"
    ):
        engine.execute(
            f"INSERT INTO kept BY NAME SELECT {chosen} FROM read_parquet({quoted(path)}) AS e "
            f"JOIN gone AS g ON g.case_id = e.case_id AND g.place = {place}"
        )
    told = {name: f"k.{name}" for name in TALLIES} | {"n": "COUNT(*)"}
    columns = ", ".join(f'{text} AS "{name}"' for name, text in told.items())
    engine.execute(
        f'INSERT INTO "tally" SELECT {columns} FROM kept AS k JOIN gone AS g ON g.case_id = k.case_id GROUP BY ALL'
    )

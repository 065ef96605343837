"""One rule judged in two worlds: which violations vanish in the other one, which appear, what else changes."""

from dataclasses import dataclass

from checker.cases.evaluation import Evaluation
from checker.cases.evidence import quoted
from checker.cases.keeping import OUTCOME
from checker.kinds.query import CaseQuery

OURS = "reading_ours"
THEIRS = "reading_theirs"
# What is compared: cases at home in the period, and violations wherever they are, so that one which only moves to
# another period is told from one that vanishes.
_KEPT = "verdict <> 'not_applicable' AND (home OR verdict = 'violated')"
_PAIRS = """
SELECT COALESCE(o.case_id, t.case_id) AS case_id, COALESCE(o.subject, t.subject) AS subject,
    COALESCE(o.home, FALSE) AS home, COALESCE(t.home, FALSE) AS home_then,
    COALESCE(o.verdict = 'violated', FALSE) AS violated, COALESCE(t.verdict = 'violated', FALSE) AS violated_then,
    o.told IS DISTINCT FROM t.told AS differs
FROM {ours} AS o FULL JOIN {theirs} AS t ON t.case_id = o.case_id
"""
_COUNTED = f"""
SELECT COUNT(*) FILTER (home AND violated), COUNT(*) FILTER (vanishes), COUNT(*) FILTER (appears),
    COUNT(*) FILTER (differs AND (home OR home_then) AND NOT vanishes AND NOT appears),
    COUNT(*) FILTER (home_then AND violated_then),
    COALESCE(LIST(case_id ORDER BY case_id) FILTER (vanishes), []),
    COALESCE(LIST(subject ORDER BY subject) FILTER (appears), [])
FROM (SELECT *, home AND violated AND NOT violated_then AS vanishes, home_then AND violated_then AND NOT violated
    AS appears FROM ({_PAIRS}) AS p) AS p
"""


@dataclass(frozen=True)
class Flips:
    """What another reading does to the cases of a rule that are at home in the period.

    `violated` and `violated_then`: violations under ours and under the other. `changed`: cases whose verdict, outcome,
    severity or period differs otherwise. `vanished_ids` are case ids, `appeared_subjects` subjects, `id[@occurrence]`.
    """

    violated: int
    vanished: int
    appeared: int
    changed: int
    violated_then: int
    vanished_ids: list[str]
    appeared_subjects: list[str]


class Doubled(Exception):
    """Two cases of the rule have one key under the other reading."""


def keep_ours(evaluation: Evaluation, query: CaseQuery) -> None:
    """Judge a rule as the audit did and keep what `flips` compares with. Raises duckdb.Error."""
    evaluation.build(query.tree)
    evaluation.engine.execute(f"CREATE OR REPLACE TEMP TABLE {_ours(query)} AS {_rows(evaluation, query)}")


def keep_nothing(evaluation: Evaluation, query: CaseQuery) -> None:
    """A rule that says nothing as things are has no cases to compare with."""
    columns = "case_id VARCHAR, verdict VARCHAR, home BOOLEAN, subject VARCHAR, told VARCHAR"
    evaluation.engine.execute(f"CREATE OR REPLACE TEMP TABLE {_ours(query)} ({columns})")


def flips(evaluation: Evaluation, query: CaseQuery) -> Flips:
    """Judge a rule in another world and compare with what was kept. Raises duckdb.Error, Doubled."""
    engine = evaluation.engine
    evaluation.build(query.tree)
    engine.execute(f"CREATE OR REPLACE TEMP TABLE {THEIRS} AS {_rows(evaluation, query)}")
    ((doubled,),) = engine.execute(f"SELECT COUNT(*) > COUNT(DISTINCT case_id) FROM {THEIRS}")
    if doubled:
        raise Doubled(f"two cases of {query.rule.id} have one key")
    (row,) = engine.execute(_COUNTED.format(ours=_ours(query), theirs=THEIRS))
    return Flips(*row)


def _ours(query: CaseQuery) -> str:
    return f'"{OURS}_{query.rule.id}"'


def _rows(evaluation: Evaluation, query: CaseQuery) -> str:
    subject = "j.subject_id || CASE WHEN j.occurrence = '' THEN '' ELSE '@' || j.occurrence END"
    told = f"concat_ws({quoted(' ')}, j.verdict, {OUTCOME}, j.severity, COALESCE(j.scope = 'period', FALSE))"
    return (
        f"SELECT case_id, verdict, home, subject, told FROM (SELECT j.case_id, j.verdict, {subject} AS subject, "
        f"COALESCE(j.scope = 'period', FALSE) AS home, {told} AS told "
        f"FROM ({evaluation.judging(query, query.tree)}) AS j) AS c WHERE {_KEPT}"
    )

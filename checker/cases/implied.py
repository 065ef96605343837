"""Violations that follow from another one about the same thing: they stay judged, and are not counted as news."""

from collections.abc import Mapping, Sequence

from checker.cases.engine import DuckDBEngine

# What was made good in the end explains nothing that is still open. What was done in time for the other duty, late or
# not validly, explains nothing of it either; what was forbidden explains whatever follows.
_MARK = """
UPDATE kept SET implied_by = found.first FROM (
    SELECT f.rule_id, f.case_id, FIRST(i.case_id ORDER BY i.rule_id, i.case_id) AS first
    FROM (SELECT UNNEST($1::VARCHAR[]) AS follows, UNNEST($2::VARCHAR[]) AS implies) AS pair
    JOIN kept AS f ON f.rule_id = pair.follows AND f.verdict = 'violated'
    JOIN kept AS i ON i.rule_id = pair.implies AND i.verdict = 'violated' AND i.effect = 'violation'
        AND i.subject_type = f.subject_type AND i.subject_id = f.subject_id
        AND (i.occurrence = f.occurrence OR i.occurrence = '' OR f.occurrence = '')
        AND i.standing = f.standing AND (i.done_at IS NULL OR i.outcome = 'not_allowed' OR i.done_at >= f.due_at)
    GROUP BY ALL
) AS found WHERE kept.rule_id = found.rule_id AND kept.case_id = found.case_id
"""


def mark_implied(engine: DuckDBEngine, implied_by: Mapping[str, Sequence[str]]) -> None:
    """Give the kept violations of these rules the id of the first violation, by rule and case, that implies them.

    `implied_by`: rule to the rules that imply it. One implies another of the same subject, and of the same occurrence
    where both have one; in the period or carried, since only such cases are kept.
    """
    pairs = [(follows, implies) for follows, names in implied_by.items() for implies in names]
    if pairs:
        engine.execute(_MARK, [list(side) for side in zip(*pairs, strict=True)])

"""How many violations came, stayed and went since the last audit."""

from checker.cases.engine import DuckDBEngine

# `was`: as it was settled last; `last`: what the last audit that spoke of it said.
HERE = """
SELECT COUNT(*) FILTER (m.verdict = 'violated' AND c.change = 'new'),
    COUNT(*) FILTER (m.verdict = 'violated' AND c.change = 'reopened'),
    COUNT(*) FILTER (m.verdict = 'violated' AND c.change = 'persisting' AND m.standing = 'open'),
    COUNT(*) FILTER (c.change = 'revised' AND c.last <> m.verdict),
    COUNT(*) FILTER (c.change = 'resolved' AND c.was = 'open'),
    COUNT(*) FILTER (c.was = 'open' AND CASE WHEN m.verdict = 'violated'
        THEN m.standing IN ('void', 'lost') AND c.last NOT IN ('void', 'lost')
        ELSE c.change = 'persisting' AND c.last = 'open' END)
FROM marked AS m JOIN mark_changes AS c ON c.case_id = m.case_id
WHERE m.effect = 'violation'
"""
# An open violation of which nothing is kept now: a state that is met or gone, or a rule that did not run this time.
GONE = """
SELECT COUNT(*) FILTER (runs), COUNT(*) FILTER (NOT runs AND ran_last AND last = 'open') FROM (
    SELECT k.last, k.rule_id IN (SELECT rule_id FROM ran_now) AS runs,
        k.rule_id IN (SELECT rule_id FROM before_rule WHERE place = $1) AS ran_last
    FROM known AS k
    WHERE k.is_violation AND k.was = 'open' AND k.last <> 'void' AND (k.is_state OR k.last <> 'lost')
        AND k.case_id NOT IN (SELECT case_id FROM marked))
"""
COUNTS = ("new", "reopened", "persisting", "revised", "resolved", "not_judged")


def counted(engine: DuckDBEngine, last: int) -> dict[str, int]:
    """Violations by what became of them since they were judged last; `last` is the place of the last earlier audit.

    `persisting`: open then and now; `resolved`: open then, cured or met now; `revised`: a past verdict that settled
    something is another now; `not_judged`: open then, of which nobody can say now whether it still is.
    """
    (found,) = engine.execute(HERE)
    ((resolved, not_judged),) = engine.execute(GONE, [last])
    counts = dict(zip(COUNTS, found, strict=True))
    return {**counts, "resolved": counts["resolved"] + resolved, "not_judged": counts["not_judged"] + not_judged}

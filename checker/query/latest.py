"""Each case once: as the last audit that looked at it left it.

An audit looks at a case when it runs the rule for the same company and the case is one of state, or an event that was
violated or undetermined when it was last judged (it is carried on), or an event that was pending or met and falls due
in the audit's period. What an audit looked at and did not keep was met, or is no obligation any more: it is not shown
in an older state.
"""

from collections.abc import Sequence
from typing import Any

from checker.query.columns import expression
from checker.query.facts import Facts

NEWEST = "newest_state"
WAITING = "c.verdict IN ('pending', 'met') AND c.judged <> 'state' AND c.due_at IS NOT NULL"
_RUNS = """
CREATE TEMP TABLE run AS
SELECT DISTINCT a.place, a.company, a.first, a.past, coalesce(f.former, r.rule_id) AS rule_id
FROM all_rules r JOIN known_audit a ON a.audit = parse_filename(parse_dirpath(r.filename))
LEFT JOIN (SELECT place, rule_id, unnest([rule_id, former]) AS former FROM renamed) f USING (place, rule_id)
WHERE r.status = 'ran'
"""
# Audits and rules of which a later audit ran the rule as well.
_OUTDATED = """
CREATE TEMP TABLE outdated AS
SELECT a.place, n.rule_id
FROM known_audit a JOIN (SELECT company, rule_id, max(place) AS place FROM run GROUP BY ALL) n
ON n.company = a.company AND n.place > a.place
"""
# Events of outdated audits that no later audit looked at: not due in a later period, and not told of anew.
_STANDING = f"""
CREATE TEMP TABLE still_standing AS
WITH waiting AS (
    SELECT c.place, c.file_row_number, c.case_id, c.rule_id, {{due_on}} AS due_on
    FROM cases c JOIN outdated o ON o.place = c.place AND o.rule_id = c.rule_id WHERE {WAITING}
), unseen AS (
    SELECT w.* FROM waiting w JOIN known_audit a ON a.place = w.place WHERE NOT EXISTS (
        SELECT 1 FROM run b WHERE b.rule_id = w.rule_id AND b.company = a.company AND b.place > w.place
            AND w.due_on >= b.first AND w.due_on < b.past)
)
SELECT u.place, u.file_row_number FROM unseen u
WHERE NOT EXISTS (SELECT 1 FROM cases d WHERE d.case_id = u.case_id AND d.place > u.place)
"""
# Audits with a rule that no later one ran.
_SPEAKING = """
SELECT DISTINCT a.place FROM all_rules r JOIN known_audit a ON a.audit = parse_filename(parse_dirpath(r.filename))
ANTI JOIN outdated o ON o.place = a.place AND o.rule_id = r.rule_id
"""
_STILL = "(SELECT s.place, s.file_row_number FROM still_standing s)"


def latest_state(connection: Any, audits: Sequence[Facts]) -> str:
    """SQL over `c` that only the last word on each case fits; `audits` in the order in which they were opened."""
    connection.execute(
        "CREATE TEMP TABLE known_audit (place BIGINT, audit VARCHAR, company VARCHAR, first DATE, past DATE)"
    )
    connection.execute("CREATE TEMP TABLE renamed (place BIGINT, rule_id VARCHAR, former VARCHAR)")
    for place, audit in enumerate(audits):
        row = [place, audit.audit, audit.company, audit.start, audit.end]
        connection.execute("INSERT INTO known_audit VALUES (?, ?, ?, ?, ?)", row)
        for rule, names in audit.formerly.items():
            for former in names:
                connection.execute("INSERT INTO renamed VALUES (?, ?, ?)", [place, rule, former])
    connection.execute(_RUNS)
    connection.execute(_OUTDATED)
    newest = "NOT EXISTS (SELECT 1 FROM outdated o WHERE o.place = c.place AND o.rule_id = c.rule_id)"
    waiting = f"SELECT 1 FROM cases c SEMI JOIN outdated o USING (place, rule_id) WHERE {WAITING} LIMIT 1"
    if connection.execute(waiting).fetchone() is None:
        return f"{_read(connection, _SPEAKING)} AND {newest}"
    connection.execute(_STANDING.format(due_on=expression("due_on", "en")))
    held = f"{_SPEAKING} UNION SELECT place FROM still_standing"
    return f"{_read(connection, held)} AND ({newest} OR (c.place, c.file_row_number) IN {_STILL})"


def _read(connection: Any, held: str) -> str:
    """That a case lies in one of these audits: the files of the others are not opened."""
    places = ", ".join(str(place) for (place,) in connection.execute(f"{held} ORDER BY 1").fetchall())
    return f"c.place IN ({places})" if places else "false"

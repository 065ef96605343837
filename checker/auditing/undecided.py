"""Cases that are undetermined for want of what nobody expects: they count against nobody, and a rule of nothing else
did not run."""

from collections.abc import Mapping
from dataclasses import replace

from checker.auditing.expected import excused
from checker.auditing.settled import Settled
from checker.auditing.weakened import weakened
from checker.cases.engine import DuckDBEngine
from checker.cases.judge import Ran
from checker.expressions.world import World
from checker.kinds.query import CaseQuery
from checker.schema.model import load_schema

UNDECIDED = """
SELECT rule_id, CAST(SUM(n) AS BIGINT) FROM tally GROUP BY rule_id
HAVING SUM(n) FILTER (verdict IN ('met', 'violated', 'pending')) IS NULL
    AND SUM(n) FILTER (verdict = 'undetermined') > 0
ORDER BY rule_id
"""
MISSING = """
SELECT rule_id, missing, CAST(COUNT(*) FILTER (scope = 'period') AS BIGINT) FROM kept
WHERE verdict = 'undetermined' GROUP BY ALL ORDER BY ALL
"""


def for_want_of_data(
    engine: DuckDBEngine, settled: Settled, queries: Mapping[str, CaseQuery], ran: Mapping[str, Ran]
) -> dict[str, Ran]:
    """What became of the rules of such cases; those that did not run have none left in the engine's tables.

    A rule did not run when none of its cases is decided or still to come, and all that they miss was not delivered (or
    is a figure of a view that does without it) and is not expected. What else they miss is told case by case.
    """
    missing: dict[str, list[tuple[frozenset[str], int]]] = {}
    for rule_id, names, n in engine.execute(MISSING):
        missing.setdefault(rule_id, []).append((frozenset(name for name in names if name), n))
    undecided = dict(engine.execute(UNDECIDED))
    not_expected, world = settled.policy.not_expected, settled.world
    found: dict[str, Ran] = {}
    for rule_id, told in missing.items() if not_expected else ():
        lacking = weakened(settled.book, queries[rule_id], world)
        wanted = [(_wanted(names, lacking, world), n) for names, n in told]
        if rule_id in undecided and all(excused(names, not_expected) for names, _ in wanted):
            reason = ", ".join(sorted(lacking.union(*(names for names, _ in wanted))))
            found[rule_id] = replace(ran[rule_id], status="not_run", reason=reason, cases=undecided[rule_id])
        else:
            n = sum(n for names, n in wanted if excused(names, not_expected))
            found[rule_id] = replace(ran[rule_id], excused=n)
    _take_out(engine, [name for name, result in found.items() if result.status == "not_run"])
    return found


def _wanted(missing: frozenset[str], lacking: frozenset[str], world: World) -> frozenset[str]:
    """What would have to be delivered for a case to be decided; nothing where something delivered is in its way.

    `lacking` is what its rule does without: a figure of a view that stays empty waits for all of it.
    """
    tables = missing & load_schema().names
    if any(world.delivered(name) for name in tables):
        return frozenset()
    return tables | lacking if missing - tables else tables


def _take_out(engine: DuckDBEngine, rules: list[str]) -> None:
    for table in ("kept", "tally"):
        engine.execute(f'DELETE FROM "{table}" WHERE rule_id IN (SELECT UNNEST($1::VARCHAR[]))', [rules])

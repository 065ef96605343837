"""What the charts add up: cases by rule, unit and tier, under rules whose effect is a violation."""

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from checker.report.figures import Rate
from checker.report.stored import batches


class Count(NamedTuple):
    """Cases of one rule, unit and tier ('' where none is known). `violated` and `carried` tell the two scopes apart.

    `open`: those among both that are still to be put right."""

    rule_id: str
    unit_id: str
    tier: str
    met: int
    violated: int
    carried: int
    open: int


class Sum(NamedTuple):
    """Counts added up."""

    met: int = 0
    violated: int = 0
    carried: int = 0
    open: int = 0

    @property
    def violations(self) -> int:
        """Of the period and carried over."""
        return self.violated + self.carried

    @property
    def rate(self) -> Rate:
        """Met among judged, scope period."""
        return Rate(self.met, self.violated)


_SCOPED = "coalesce(sum(n) FILTER (scope = '{scope}' AND verdict = '{verdict}'), 0)::BIGINT"
_COUNTS = f"""
SELECT rule_id, unit_id, tier, sum(c.met)::BIGINT, sum(c.violated)::BIGINT, sum(c.carried)::BIGINT,
  sum(c.still)::BIGINT
FROM (
  SELECT rule_id, coalesce(unit_id, '') AS unit_id, coalesce(tier, '') AS tier,
    {_SCOPED.format(scope="period", verdict="met")} AS met,
    {_SCOPED.format(scope="period", verdict="violated")} AS violated,
    {_SCOPED.format(scope="carried", verdict="violated")} AS carried, 0 AS still
  FROM tallies GROUP BY ALL
  UNION ALL
  SELECT rule_id, coalesce(unit_id, ''), coalesce(tier, ''), 0, 0, 0, count(*)
  FROM cases WHERE verdict = 'violated' AND standing = 'open' GROUP BY ALL
) c JOIN rules USING (rule_id) WHERE effect = 'violation'
GROUP BY ALL HAVING sum(c.met + c.violated + c.carried) > 0 ORDER BY ALL
"""


def counts(connection: Any) -> tuple[Count, ...]:
    """All of them, in the order of their keys."""
    return tuple(count for batch in batches(connection, _COUNTS, Count) for count in batch)


def added(counted: Iterable[Count], key: Callable[[Count], Any]) -> dict[Any, Sum]:
    """Sums by key, in the order in which the keys come."""
    found: dict[Any, Sum] = {}
    for count in counted:
        before = found.get(key(count), Sum())
        found[key(count)] = Sum(
            before.met + count.met,
            before.violated + count.violated,
            before.carried + count.carried,
            before.open + count.open,
        )
    return found

"""The figures of an audit: counts by verdict, severity, rule and person, and the rate with its denominators."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Any, NamedTuple

from checker.report.stored import batches


@dataclass(frozen=True)
class Rate:
    """Obligations met among those judged."""

    met: int
    violated: int

    @property
    def judged(self) -> int:
        """The denominator: met and violated."""
        return self.met + self.violated

    @property
    def share(self) -> Fraction | None:
        """Between 0 and 1; None where nothing was judged."""
        return Fraction(self.met, self.judged) if self.judged else None

    def shown(self, places: int = 1) -> float | None:
        """A share cut, never rounded up: all of it shows only where nothing was violated."""
        if self.share is None:
            return None
        scale: int = 10 ** (places + 2)
        return (self.share * scale).__floor__() / scale


class Group(NamedTuple):
    """Cases of one person, unit or tier under rules whose effect is a violation; `carried` are older violations."""

    key: str
    name: str | None
    met: int
    violated: int
    pending: int
    undetermined: int
    carried: int

    @property
    def rate(self) -> Rate:
        """Met among judged, scope period."""
        return Rate(self.met, self.violated)


class Unjudged(NamedTuple):
    """Cases of one rule that the data cannot decide, for one reason and one set of missing fields."""

    rule_id: str
    reason: str
    missing: list[str]
    n: int


class Severity(NamedTuple):
    """Violations of one severity: at home in the period, carried from earlier ones, and those still open among both."""

    severity: str
    period: int
    carried: int
    open: int


class Implied(NamedTuple):
    """Violations that follow from another one about the same thing, by scope; `all`: with suspicions and advice."""

    period: int
    carried: int
    all: int


VERDICTS = ("met", "violated", "pending", "undetermined", "not_applicable")
EFFECTS = ("violation", "suspicion", "advice")
SEVERITIES = ("critical", "high", "medium", "low")

_GROUP = """
SELECT coalesce(t.{column}, '') AS key, any_value(n.name) AS name,
  {counts},
  coalesce(sum(t.n) FILTER (t.scope = 'carried' AND t.verdict = 'violated'), 0)::BIGINT AS carried
FROM tallies t JOIN rules r USING (rule_id) LEFT JOIN names n ON n.entity = '{entity}' AND n.id = t.{column}
WHERE r.effect = 'violation'
GROUP BY coalesce(t.{column}, '') HAVING met + violated + pending + undetermined + carried > 0
ORDER BY violated DESC, carried DESC, key
"""
_COUNTS = ", ".join(
    f"coalesce(sum(t.n) FILTER (t.scope = 'period' AND t.verdict = '{verdict}'), 0)::BIGINT AS {verdict}"
    for verdict in VERDICTS[:4]
)
_SEVERITY = """
SELECT severity, count(*) FILTER (scope = 'period'), count(*) FILTER (scope = 'carried'),
  count(*) FILTER (standing = 'open')
FROM cases WHERE verdict = 'violated' AND effect = 'violation' GROUP BY severity
"""
_IMPLIED = """
SELECT count(*) FILTER (effect = 'violation' AND scope = 'period'),
  count(*) FILTER (effect = 'violation' AND scope = 'carried'), count(*)
FROM cases WHERE verdict = 'violated' AND implied_by <> ''
"""
_UNJUDGED = """
SELECT rule_id, coalesce(reason, ''), coalesce(missing, []), count(*) AS n FROM cases
WHERE verdict = 'undetermined' GROUP BY ALL ORDER BY n DESC, rule_id, 2, 3
"""


def groups(connection: Any, column: str, entity: str) -> tuple[Group, ...]:
    """Figures by `responsible_id`, `unit_id` or `tier`, most violations first; '' where none is known."""
    sql = _GROUP.format(column=column, entity=entity, counts=_COUNTS)
    return tuple(group for batch in batches(connection, sql, Group) for group in batch)


def severities(connection: Any) -> tuple[Severity, ...]:
    """Violations by severity, the gravest first; every severity has its line."""
    found = {line.severity: line for batch in batches(connection, _SEVERITY, Severity) for line in batch}
    return tuple(found.get(name, Severity(name, 0, 0, 0)) for name in SEVERITIES)


def implied(connection: Any) -> Implied:
    """Violations that follow from another."""
    return Implied(*connection.execute(_IMPLIED).fetchone())


def unjudged(connection: Any) -> tuple[Unjudged, ...]:
    """What the data could not decide, by rule, reason and missing fields, the most frequent first."""
    return tuple(line for batch in batches(connection, _UNJUDGED, Unjudged) for line in batch)


def verdicts(connection: Any, scope: str) -> dict[str, int]:
    """Cases of a scope by verdict, rules of every effect."""
    found = dict(
        connection.execute("SELECT verdict, sum(n)::BIGINT FROM tallies WHERE scope = ? GROUP BY 1", [scope]).fetchall()
    )
    return {verdict: int(found.get(verdict, 0)) for verdict in VERDICTS}


def violated_by_effect(connection: Any) -> dict[str, int]:
    """Violated cases of both scopes by the effect of their rule."""
    found = dict(
        connection.execute("SELECT effect, count(*) FROM cases WHERE verdict = 'violated' GROUP BY 1").fetchall()
    )
    return {effect: int(found.get(effect, 0)) for effect in EFFECTS}


def rate(connection: Any) -> Rate:
    """Met and violated, scope period, effect violation."""
    sql = """SELECT coalesce(sum(n) FILTER (verdict = 'met'), 0)::BIGINT,
                    coalesce(sum(n) FILTER (verdict = 'violated'), 0)::BIGINT
             FROM tallies JOIN rules USING (rule_id) WHERE scope = 'period' AND effect = 'violation'"""
    met, violated = connection.execute(sql).fetchone()
    return Rate(met, violated)

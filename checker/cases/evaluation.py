"""Rules evaluated: the rows of a rule's query on the engine, with the verdict and the scope of each case."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlglot import exp

from checker.cases.engine import DuckDBEngine
from checker.cases.evidence import quoted
from checker.cases.materialised import Materialised
from checker.cases.verdicts import scope_sql, verdict_sql
from checker.expressions.engines import generate
from checker.expressions.world import World
from checker.kinds.query import CaseQuery, compile_rule
from checker.kinds.relations import Relations
from checker.kinds.rule import Rule


@dataclass
class Evaluation:
    """Rules over the tables on an engine, in one world. `views` are the packs' views in building order."""

    engine: DuckDBEngine
    relations: Relations
    views: Mapping[str, exp.Query]
    world: World
    carries: bool = field(init=False)
    bounds: dict[str, list[datetime]] = field(init=False)
    materialised: Materialised = field(init=False)

    def __post_init__(self) -> None:
        self.materialised = Materialised(self.relations, self.views, self.world)
        self.bounds = {name: bounds for name, *bounds in self.engine.execute("SELECT * FROM period_bound")}
        ((self.carries,),) = self.engine.execute("SELECT COUNT(*) > 0 FROM earlier")

    def compile(self, rule: Rule, where: str = "") -> CaseQuery:
        """The rule's query. UsageError names the mistakes in its expressions."""
        return compile_rule(rule, self.relations, self.world, where)

    def build(self, tree: exp.Expr, stream: DuckDBEngine | None = None) -> None:
        """Materialise the views and history tables that a tree reads, once."""
        self.materialised.provide(stream or self.engine, tree)

    def reads(self, query: CaseQuery) -> set[str]:
        """The views and history tables that a rule reads, itself or through others."""
        return self.materialised.read_by(query.rule.id, query.tree)

    def unmade(self, names: set[str]) -> set[str]:
        """Those of these views and history tables that are not there yet."""
        return self.materialised.unmade(names)

    def forget(self, later: Iterable[CaseQuery]) -> None:
        """Give back the views and history tables that no later rule reads."""
        self.materialised.forget(self.engine, ((query.rule.id, query.tree) for query in later))

    def within(self, world: World) -> "Evaluation":
        """The same rules in another world, on what is built already: give back first what that world changes."""
        other = Evaluation(self.engine, self.relations, self.views, world)
        other.materialised.made = self.materialised.made
        return other

    def give_back(self, names: Iterable[str]) -> None:
        """Drop these of the views and history tables that are built."""
        self.materialised.drop(self.engine, names)

    def judging(self, query: CaseQuery, tree: exp.Query) -> str:
        """The SQL of the query's rows with case_id, verdict, scope, tier and as_of."""
        rule, as_of = query.rule, self.world.as_of
        oldest = (rule.formerly or [rule.id])[0]
        moment = f"TIMESTAMP '{as_of.isoformat(sep=' ')}'"
        identity = (
            f"{quoted(oldest)} || chr(31) || r.subject_type || chr(31) || r.subject_id || chr(31) || r.occurrence"
        )
        verdict = verdict_sql(as_of, query.inclusive and not query.at_once)
        of_rule = f"e.case_id = j.case_id AND e.rule_id = {quoted(rule.id)}"
        earlier = f"LEFT JOIN earlier AS e ON {of_rule} " if self.carries else ""
        starts, ends, bound = self._bounds(query)
        scope = scope_sql(rule.is_state, query.inclusive, self.carries, starts, ends)
        tier = "c.tier" if self.tiered else "CAST(NULL AS VARCHAR)"
        client = "LEFT JOIN client AS c ON c.id = j.client_id" if self.tiered else ""
        return (
            f"SELECT j.*, {scope} AS scope, {tier} AS tier, {moment} AS as_of "
            f"FROM (SELECT r.*, substr(sha256({identity}), 1, 16) AS case_id, {verdict} AS verdict "
            f"FROM ({generate(tree)}) AS r WHERE r.opened_at IS NULL OR r.opened_at <= {moment}) AS j "
            f"{bound}{earlier}{client}"
        )

    @property
    def tiered(self) -> bool:
        """Whether the clients' tiers are known."""
        return "client.tier" not in self.world.unfilled and self.world.delivered("client.tier")

    def _bounds(self, query: CaseQuery) -> tuple[str, str, str]:
        """The period's bounds in the zone of a case, and the join that they need: none where all cases share a zone."""
        zone = next(column for column in query.tree.selects if column.alias == "zone").unalias()
        if not (isinstance(zone, exp.Literal) and zone.name in self.bounds):
            return "p.starts_at", "p.ends_at", "LEFT JOIN period_bound AS p ON p.zone = j.zone "
        starts, ends = (f"TIMESTAMP '{moment.isoformat(sep=' ')}'" for moment in self.bounds[zone.name])
        return starts, ends, ""

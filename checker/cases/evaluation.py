"""Rules evaluated: the rows of a rule's query on the engine, with the verdict and the scope of each case."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from sqlglot import exp

from checker.cases.engine import DuckDBEngine
from checker.cases.evidence import quoted
from checker.cases.materialised import Reads, is_plain
from checker.cases.verdicts import scope_sql, verdict_sql
from checker.expressions.engines import generate
from checker.expressions.macros import expand
from checker.expressions.world import World
from checker.kinds.query import CaseQuery, compile_rule
from checker.kinds.relations import Relations, history_tables
from checker.kinds.rule import Rule
from checker.schema.history import history_select


@dataclass
class Evaluation:
    """Rules over the tables on an engine, in one world. `views` are the packs' views in building order.

    `built` are the views and history tables that are materialised on the engine now.
    """

    engine: DuckDBEngine
    relations: Relations
    views: Mapping[str, exp.Query]
    world: World
    built: set[str] = field(default_factory=set, init=False)
    carries: bool = field(init=False)
    reads: Reads = field(init=False)

    def __post_init__(self) -> None:
        histories = history_tables(self.relations.schema)
        self.reads = Reads(self.views, lambda name: name in self.views or name in histories)
        ((self.carries,),) = self.engine.execute("SELECT COUNT(*) > 0 FROM earlier")

    def compile(self, rule: Rule, where: str = "") -> CaseQuery:
        """The rule's query. UsageError names the mistakes in its expressions."""
        return compile_rule(rule, self.relations, self.world, where)

    def build(self, tree: exp.Expr) -> None:
        """Materialise the views and history tables that a tree reads, once."""
        histories = history_tables(self.relations.schema)
        for table in tree.find_all(exp.Table):
            name = table.name
            if name in self.built or (name not in self.views and name not in histories):
                continue
            if name not in self.views:
                self.built.add(name)
                self._build_history(name, *histories[name])
                continue
            view = expand(self.views[name], self.world)
            self.build(view)
            assert isinstance(view, exp.Query)
            if is_plain(view) and view.args["from_"].this.name in self.views:
                self.engine.create_view(name, view)
            else:
                self.built.add(name)
                self.engine.create_table(name, view)

    def _build_history(self, name: str, entity: str, field_name: str) -> None:
        type_ = self.relations.schema.entities[entity].fields[field_name].type
        self.engine.execute(f'CREATE TEMP TABLE "{name}" AS {history_select(entity, field_name, type_)}')

    def judging(self, query: CaseQuery, tree: exp.Query) -> str:
        """The SQL of the query's rows with case_id, verdict, scope, tier and as_of."""
        rule, as_of = query.rule, self.world.as_of
        oldest = (rule.formerly or [rule.id])[0]
        moment = f"TIMESTAMP '{as_of.isoformat(sep=' ')}'"
        identity = (
            f"{quoted(oldest)} || chr(31) || r.subject_type || chr(31) || r.subject_id || chr(31) || r.occurrence"
        )
        verdict = verdict_sql(as_of, query.inclusive and not query.at_once)
        earlier = "LEFT JOIN earlier AS e ON e.case_id = j.case_id " if self.carries else ""
        starts, ends, bound = self._bounds(query)
        scope = scope_sql(rule.is_state, query.inclusive, self.carries, starts, ends)
        tiered = "client.tier" not in self.world.unfilled and self.world.delivered("client.tier")
        tier = "c.tier" if tiered else "CAST(NULL AS VARCHAR)"
        client = "LEFT JOIN client AS c ON c.id = j.client_id" if tiered else ""
        return (
            f"SELECT j.*, {scope} AS scope, {tier} AS tier, {moment} AS as_of "
            f"FROM (SELECT r.*, substr(sha256({identity}), 1, 16) AS case_id, {verdict} AS verdict "
            f"FROM ({generate(tree)}) AS r WHERE r.opened_at IS NULL OR r.opened_at <= {moment}) AS j "
            f"{bound}{earlier}{client}"
        )

    def _bounds(self, query: CaseQuery) -> tuple[str, str, str]:
        """The period's bounds in the zone of a case, and the join that they need: none where all cases share a zone."""
        zone = next(column for column in query.tree.selects if column.alias == "zone").unalias()
        known = {name: bounds for name, *bounds in self.engine.execute("SELECT * FROM period_bound")}
        if not (isinstance(zone, exp.Literal) and zone.name in known):
            return "p.starts_at", "p.ends_at", "LEFT JOIN period_bound AS p ON p.zone = j.zone "
        starts, ends = (f"TIMESTAMP '{moment.isoformat(sep=' ')}'" for moment in known[zone.name])
        return starts, ends, ""

    def forget(self, later: Iterable[CaseQuery]) -> None:
        """Give back the views and history tables that no later rule reads."""
        needed = self.reads.needed((self.reads.of(query.rule.id, query.tree) for query in later), self.built)
        self.give_back(self.built - needed)

    def within(self, world: World) -> "Evaluation":
        """The same rules in another world, on what is built already: give back first what that world changes."""
        other = Evaluation(self.engine, self.relations, self.views, world)
        other.built = self.built
        return other

    def give_back(self, names: Iterable[str]) -> None:
        """Drop these of the views and history tables that are built."""
        for name in sorted(self.built.intersection(names)):
            self.engine.execute(f'DROP TABLE IF EXISTS "{name}"')
            self.built.discard(name)

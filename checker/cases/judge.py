"""Judging: every rule's query on the engine, its cases and tallies collected in two tables."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from time import perf_counter

import duckdb
from sqlglot import exp

from checker.cases.carried import note_seen
from checker.cases.engine import DuckDBEngine
from checker.cases.evidence import quoted
from checker.cases.keeping import kept_sql
from checker.cases.materialised import Materialised
from checker.cases.telling import create_kept, name_cases
from checker.cases.verdicts import scope_sql, verdict_sql
from checker.expressions.engines import generate
from checker.expressions.world import World
from checker.kinds.query import CaseQuery, compile_rule
from checker.kinds.relations import Relations
from checker.kinds.rule import Rule
from checker.tables import TALLIES

Progress = Callable[[str, int, int], None]


NOT_MET = ("violated", "pending", "undetermined")


@dataclass(frozen=True)
class Ran:
    """What became of one rule: ran, not_run, inactive or failed, with the reason and its run time in milliseconds."""

    rule_id: str
    status: str
    reason: str = ""
    milliseconds: float = 0.0


@dataclass
class Judgement:
    """One evaluation of rules over the tables on an engine. `views` are the packs' views in building order.

    `kept` are the verdicts whose cases are kept row by row; all are tallied.
    """

    engine: DuckDBEngine
    relations: Relations
    views: Mapping[str, exp.Query]
    world: World
    kept: tuple[str, ...] = NOT_MET
    told: list[CaseQuery] = field(default_factory=list)
    carries: bool = field(init=False)
    bounds: dict[str, list[datetime]] = field(init=False)
    materialised: Materialised = field(init=False)

    def __post_init__(self) -> None:
        self.materialised = Materialised(self.relations, self.views, self.world)
        ((self.carries,),) = self.engine.execute("SELECT COUNT(*) > 0 FROM earlier")
        self.bounds = {name: bounds for name, *bounds in self.engine.execute("SELECT * FROM period_bound")}
        create_kept(self.engine)
        listed = ", ".join(f'"{column}" {type_}' for column, type_ in TALLIES.items())
        self.engine.execute(f"CREATE OR REPLACE TABLE tally ({listed})")

    def compile(self, rule: Rule, where: str = "") -> CaseQuery:
        """The rule's query. UsageError names the mistakes in its expressions."""
        return compile_rule(rule, self.relations, self.world, where)

    def run(self, query: CaseQuery, pack: str, stream: DuckDBEngine | None = None) -> Ran:
        """Judge one rule and add its cases and tallies. A failure of the engine is the rule's failure, never a pass.

        `stream`: a connection of its own to the same tables, for rules that are judged side by side.
        """
        begun = perf_counter()
        rule, engine = query.rule, stream or self.engine
        try:
            self.materialised.provide(engine, query.tree)
            self._judge(engine, query)
            _check_keys(engine, rule)
            if self.carries:
                note_seen(engine)
            _tally(engine, query)
            self._keep(engine, query, pack)
            self.told.append(query)
            engine.execute("DROP TABLE IF EXISTS told_again; DROP TABLE judged")
        except (duckdb.Error, UnicodeDecodeError) as error:
            return Ran(rule.id, "failed", str(error).splitlines()[0])
        except DoubledCase as error:
            return Ran(rule.id, "failed", str(error))
        return Ran(rule.id, "ran", "", (perf_counter() - begun) * 1000)

    def tell(self) -> None:
        """Give the cases kept so far a name, "case": the columns of cases.parquet, texts included."""
        name_cases(self.engine, self.told, self.world.as_of)

    def forget(self, later: Iterable[CaseQuery]) -> None:
        """Give back the views and history tables that no later rule reads."""
        self.materialised.forget(self.engine, ((query.rule.id, query.tree) for query in later))

    def _judge(self, engine: DuckDBEngine, query: CaseQuery) -> None:
        narrow = ", ".join((*_NARROW, "case_id")) if self.carries else ", ".join(_NARROW)
        judging = self._judging(query, query.tree)
        engine.execute(f"CREATE OR REPLACE TEMP TABLE judged AS SELECT {narrow} FROM ({judging})")

    def _judging(self, query: CaseQuery, tree: exp.Query) -> str:
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
        if not (isinstance(zone, exp.Literal) and zone.name in self.bounds):
            return "p.starts_at", "p.ends_at", "LEFT JOIN period_bound AS p ON p.zone = j.zone "
        starts, ends = (f"TIMESTAMP '{moment.isoformat(sep=' ')}'" for moment in self.bounds[zone.name])
        return starts, ends, ""

    def _keep(self, engine: DuckDBEngine, query: CaseQuery, pack: str) -> None:
        verdicts = (*self.kept, "met") if query.rule.keeps_met else self.kept
        kept = f"verdict IN ({', '.join(quoted(verdict) for verdict in verdicts)})"
        chosen = f"scope IS NOT NULL AND ({kept} OR (scope = 'carried' AND verdict <> 'not_applicable'))"
        tree = query.tree if "met" in verdicts else self._again(engine, query, chosen)
        rows = kept_sql(query, pack, self.relations, self._judging(query, tree), chosen)
        engine.execute(f"INSERT INTO kept {rows}")

    def _again(self, engine: DuckDBEngine, query: CaseQuery, chosen: str) -> exp.Query:
        """The query over the subjects of the chosen cases alone: what is told at length is computed for few."""
        if not query.row_by_row:
            return query.tree
        subject, key = query.rule.subject, query.rule.key
        named = {column.name for column in query.tree.find_all(exp.Column)}
        columns = ", ".join(f's."{name}"' for name in self.relations.columns(subject) or () if name in named)
        engine.execute(
            f'CREATE OR REPLACE TEMP TABLE told_again AS SELECT {columns} FROM "{subject}" AS s '
            f'WHERE CAST(s."{key}" AS VARCHAR) IN (SELECT subject_id FROM judged WHERE {chosen})'
        )
        return query.over("told_again")


def _check_keys(engine: DuckDBEngine, rule: Rule) -> None:
    key = "subject_type, subject_id, occurrence"
    ((suspected,),) = engine.execute(f"SELECT COUNT(*) > COUNT(DISTINCT hash({key})) FROM judged")
    doubled = suspected and engine.execute(
        f"SELECT subject_id, occurrence FROM judged GROUP BY {key} HAVING COUNT(*) > 1 ORDER BY ALL LIMIT 1"
    )
    if doubled:
        raise DoubledCase(f"two cases of {rule.id} have one key: {' @ '.join(map(str, doubled[0]))}")


def _tally(engine: DuckDBEngine, query: CaseQuery) -> None:
    reason = "CASE WHEN verdict IN ('not_applicable', 'undetermined') THEN gate_reason ELSE '' END"
    engine.execute(
        f"INSERT INTO tally SELECT {quoted(query.rule.id)}, scope, verdict, {reason}, responsible_id, "
        "COALESCE(unit_id, ''), COALESCE(tier, ''), COUNT(*) FROM judged WHERE scope IS NOT NULL GROUP BY ALL"
    )


class DoubledCase(Exception):
    """A rule whose cases cannot be told apart."""


# What counts and keys need of every case; the rest is read again for the few that are kept.
_NARROW = (
    "subject_type", "subject_id", "occurrence", "verdict", "scope", "gate_reason", "responsible_id", "unit_id", "tier",
)  # fmt: skip

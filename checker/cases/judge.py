"""Judging: every rule's query on the engine, its cases and tallies collected in two tables."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from time import perf_counter

import duckdb
from sqlglot import exp

from checker.cases.carried import note_seen
from checker.cases.engine import DuckDBEngine
from checker.cases.evidence import evidence_sql, missing_sql, quoted, source_sql
from checker.cases.materialised import Reads
from checker.cases.texts import texts_sql
from checker.cases.verdicts import STANDING, scope_sql, verdict_sql
from checker.expressions.engines import generate
from checker.expressions.macros import expand
from checker.expressions.world import World
from checker.kinds.query import CaseQuery, compile_rule
from checker.kinds.relations import Relations, history_tables
from checker.kinds.rule import Rule
from checker.schema.history import history_select
from checker.tables import CASES, TALLIES

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
    built: set[str] = field(default_factory=set)
    carries: bool = field(init=False)
    reads: Reads = field(init=False)

    def __post_init__(self) -> None:
        histories = history_tables(self.relations.schema)
        self.reads = Reads(self.views, lambda name: name in self.views or name in histories)
        ((self.carries,),) = self.engine.execute("SELECT COUNT(*) > 0 FROM earlier")
        for name, columns in (("case", CASES), ("tally", TALLIES)):
            listed = ", ".join(f'"{column}" {type_}' for column, type_ in columns.items())
            self.engine.execute(f'CREATE TABLE "{name}" ({listed})')

    def compile(self, rule: Rule, where: str = "") -> CaseQuery:
        """The rule's query. UsageError names the mistakes in its expressions."""
        return compile_rule(rule, self.relations, self.world, where)

    def run(self, query: CaseQuery, pack: str) -> Ran:
        """Judge one rule and add its cases and tallies. A failure of the engine is the rule's failure, never a pass."""
        begun = perf_counter()
        rule = query.rule
        try:
            self._build(query.tree)
            self._judge(query)
            self._check_keys(rule)
            if self.carries:
                note_seen(self.engine)
            self._tally(query)
            self._keep(query, pack)
            self.engine.execute("DROP VIEW judging; DROP TABLE judged")
        except duckdb.Error as error:
            return Ran(rule.id, "failed", str(error).splitlines()[0])
        except DoubledCase as error:
            return Ran(rule.id, "failed", str(error))
        return Ran(rule.id, "ran", "", (perf_counter() - begun) * 1000)

    def forget(self, later: Iterable[CaseQuery]) -> None:
        """Give back the views and history tables that no later rule reads."""
        needed = self.reads.needed((self.reads.of(query.rule.id, query.tree) for query in later), self.built)
        for name in sorted(self.built - needed):
            self.engine.execute(f'DROP TABLE IF EXISTS "{name}"')
        self.built &= needed

    def _build(self, tree: exp.Expr) -> None:
        """Materialise the views and history tables that a tree reads, once."""
        histories = history_tables(self.relations.schema)
        for table in tree.find_all(exp.Table):
            name = table.name
            if name in self.built or (name not in self.views and name not in histories):
                continue
            self.built.add(name)
            if name in self.views:
                view = expand(self.views[name], self.world)
                self._build(view)
                assert isinstance(view, exp.Query)
                self.engine.create_table(name, view)
            else:
                self._build_history(name, *histories[name])

    def _build_history(self, name: str, entity: str, field_name: str) -> None:
        type_ = self.relations.schema.entities[entity].fields[field_name].type
        self.engine.execute(f'CREATE TEMP TABLE "{name}" AS {history_select(entity, field_name, type_)}')

    def _judge(self, query: CaseQuery) -> None:
        rule, as_of = query.rule, self.world.as_of
        oldest = (rule.formerly or [rule.id])[0]
        moment = f"TIMESTAMP '{as_of.isoformat(sep=' ')}'"
        identity = (
            f"{quoted(oldest)} || chr(31) || r.subject_type || chr(31) || r.subject_id || chr(31) || r.occurrence"
        )
        verdict = verdict_sql(as_of, query.inclusive and not query.at_once)
        earlier = "LEFT JOIN earlier AS e ON e.case_id = j.case_id " if self.carries else ""
        self.engine.execute(
            f"CREATE OR REPLACE TEMP VIEW judging AS SELECT j.*, "
            f"{scope_sql(rule.is_state, query.inclusive, self.carries)} AS scope, c.tier, {moment} AS as_of "
            f"FROM (SELECT r.*, substr(sha256({identity}), 1, 16) AS case_id, {verdict} AS verdict "
            f"FROM ({generate(query.tree)}) AS r WHERE r.opened_at IS NULL OR r.opened_at <= {moment}) AS j "
            f"LEFT JOIN period_bound AS p ON p.zone = j.zone {earlier}LEFT JOIN client AS c ON c.id = j.client_id"
        )
        narrow = ", ".join((*_NARROW, "case_id")) if self.carries else ", ".join(_NARROW)
        self.engine.execute(f"CREATE OR REPLACE TEMP TABLE judged AS SELECT {narrow} FROM judging")

    def _check_keys(self, rule: Rule) -> None:
        key = "subject_type, subject_id, occurrence"
        ((suspected,),) = self.engine.execute(f"SELECT COUNT(*) > COUNT(DISTINCT hash({key})) FROM judged")
        doubled = suspected and self.engine.execute(
            f"SELECT subject_id, occurrence FROM judged GROUP BY {key} HAVING COUNT(*) > 1 ORDER BY ALL LIMIT 1"
        )
        if doubled:
            raise DoubledCase(f"two cases of {rule.id} have one key: {' @ '.join(map(str, doubled[0]))}")

    def _tally(self, query: CaseQuery) -> None:
        reason = "CASE WHEN verdict IN ('not_applicable', 'undetermined') THEN gate_reason ELSE '' END"
        self.engine.execute(
            f"INSERT INTO tally SELECT {quoted(query.rule.id)}, scope, verdict, {reason}, responsible_id, "
            "COALESCE(unit_id, ''), COALESCE(tier, ''), COUNT(*) FROM judged WHERE scope IS NOT NULL GROUP BY ALL"
        )

    def _keep(self, query: CaseQuery, pack: str) -> None:
        verdicts = (*self.kept, "met") if query.rule.keeps_met else self.kept
        kept = f"j.verdict IN ({', '.join(quoted(verdict) for verdict in verdicts)})"
        again = "(j.scope = 'carried' AND j.verdict <> 'not_applicable')"
        texts = texts_sql(query)
        columns = _case_columns(query, pack, self.relations) | dict(texts.sentences)
        chosen = ", ".join(f'{columns[name]} AS "{name}"' for name in CASES)
        raw = (
            f"SELECT j.*, {_OUTCOME} AS outcome, {_REASON} AS reason, {_OFFSET} AS offset_s, {_OVERDUE} AS overdue_s "
            f"FROM judging AS j WHERE j.scope IS NOT NULL AND ({kept} OR {again})"
        )
        first = f"SELECT k.*, {missing_sql(query, self.relations)} AS missing FROM ({raw}) AS k"
        pieces = "".join(f", {sql} AS {column}" for column, sql in texts.pieces.items())
        second = f"SELECT k.*, {_TOLD} AS told, {source_sql()} AS source_json{pieces} FROM ({first}) AS k"
        self.engine.execute(f'INSERT INTO "case" SELECT {chosen} FROM ({second}) AS k')


class DoubledCase(Exception):
    """A rule whose cases cannot be told apart."""


# What counts and keys need of every case; the rest is read again for the few that are kept.
_NARROW = (
    "subject_type", "subject_id", "occurrence", "verdict", "scope", "gate_reason", "responsible_id", "unit_id", "tier",
)  # fmt: skip
_OUTCOME = "CASE WHEN j.verdict <> 'violated' THEN '' WHEN j.gate <> '' THEN j.gate_reason ELSE j.wrong END"
_TOLD = "CASE WHEN k.verdict = 'violated' THEN k.outcome ELSE k.verdict END"
_REASON = (
    "CASE WHEN j.gate <> '' THEN j.gate_reason WHEN j.verdict <> 'undetermined' THEN '' "
    "WHEN j.due_at IS NULL THEN 'due_unknown' ELSE 'act_unknown' END"
)
# Whole seconds, never rounded up.
_OVERDUE = "CAST(floor(epoch(COALESCE(j.done_at, j.as_of)) - epoch(j.due_at)) AS BIGINT)"
_OFFSET = (
    "COALESCE((SELECT MAX(z.offset_s) FROM zone_span AS z WHERE z.zone = j.zone "
    "AND z.from_utc <= COALESCE(j.due_at, j.as_of) AND COALESCE(j.due_at, j.as_of) < z.until_utc), 0)"
)


def _case_columns(query: CaseQuery, pack: str, relations: Relations) -> dict[str, str]:
    rule = query.rule
    constant = {
        "rule_id": quoted(rule.id),
        "pack": quoted(pack),
        "kind": quoted(rule.kind),  # type: ignore[attr-defined]
        "basis": quoted(rule.basis),
        "effect": quoted(rule.effect),
        "judged": quoted("state" if rule.is_state else "event"),
        "due_inclusive": "TRUE" if query.inclusive else "FALSE",
        "measure": quoted(query.measure),
    }
    computed = {
        "clauses": "string_split(k.clauses, ' ')",
        "standing": STANDING,
        "evidence": evidence_sql(query, relations),
        "unit_id": "COALESCE(k.unit_id, '')",
        "tier": "COALESCE(k.tier, '')",
        "client_id": "COALESCE(k.client_id, '')",
    }
    return {name: f"k.{name}" for name in CASES} | constant | computed

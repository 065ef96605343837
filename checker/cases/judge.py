"""Judging: every rule's query on the engine, its cases and tallies collected in two tables."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from time import perf_counter

import duckdb
from sqlglot import exp

from checker.cases.carried import kept_again, note_seen
from checker.cases.engine import DuckDBEngine
from checker.cases.evaluation import Evaluation
from checker.cases.evidence import quoted
from checker.cases.keeping import kept_sql
from checker.cases.telling import create_kept, name_cases
from checker.kinds.query import CaseQuery
from checker.kinds.rule import Rule
from checker.tables import TALLIES

Progress = Callable[[str, int, int], None]


NOT_MET = ("violated", "pending", "undetermined")


@dataclass(frozen=True)
class Ran:
    """What became of one rule: ran, not_run, inactive or failed, with the reason and its run time in milliseconds.

    `cases`: of a rule that is not_run, those that arose and could not be decided for want of data; none are kept.
    `excused`: of a rule that ran, those of the period that are undetermined for want of what nobody expects.
    """

    rule_id: str
    status: str
    reason: str = ""
    milliseconds: float = 0.0
    cases: int = 0
    excused: int = 0


@dataclass
class Judgement(Evaluation):
    """One evaluation of rules, with cases and tallies kept.

    `kept` are the verdicts whose cases are kept row by row; all are tallied.
    """

    kept: tuple[str, ...] = NOT_MET
    told: list[CaseQuery] = field(default_factory=list, init=False)

    def __post_init__(self) -> None:
        super().__post_init__()
        create_kept(self.engine)
        listed = ", ".join(f'"{column}" {type_}' for column, type_ in TALLIES.items())
        self.engine.execute(f"CREATE OR REPLACE TABLE tally ({listed})")

    def run(self, query: CaseQuery, pack: str, stream: DuckDBEngine | None = None) -> Ran:
        """Judge one rule and add its cases and tallies. A failure of the engine is the rule's failure, never a pass.

        `stream`: a connection of its own to the same tables, for rules that are judged side by side.
        """
        begun = perf_counter()
        rule, engine = query.rule, stream or self.engine
        try:
            self.build(query.tree, engine)
            columns = self._judge(engine, query)
            _check_keys(engine, rule, columns)
            _tally(engine, rule, columns)
            self._keep(engine, query, pack)
            if self.carries:
                note_seen(engine, rule.id)
            self.told.append(query)
            engine.execute("DROP TABLE IF EXISTS told_again; DROP TABLE judged")
        except (duckdb.Error, UnicodeDecodeError) as error:
            return self._failed(engine, rule, str(error).splitlines()[0])
        except DoubledCase as error:
            return self._failed(engine, rule, str(error))
        return Ran(rule.id, "ran", "", (perf_counter() - begun) * 1000)

    def tell(self) -> None:
        """Give the cases kept so far a name, "case": the columns of cases.parquet, texts included."""
        name_cases(self.engine, self.told, self.world.as_of)

    def _failed(self, engine: DuckDBEngine, rule: Rule, reason: str) -> Ran:
        """What the rule had added before it failed is taken out again."""
        for table in ("kept", "tally"):
            engine.execute(f'DELETE FROM "{table}" WHERE rule_id = $1', [rule.id])
        return Ran(rule.id, "failed", reason)

    def _judge(self, engine: DuckDBEngine, query: CaseQuery) -> dict[str, str]:
        """Make the table `judged`; how each column is read from it: one that never differs as its value."""
        selects = {column.alias: column.unalias() for column in query.tree.selects}
        columns = {name: selects[name].sql("duckdb") for name in _ALIKE if _is_constant(selects[name])}
        columns = {name: name for name in _NARROW} | columns | ({} if self.tiered else {"tier": "''"})
        narrow = [name for name in _NARROW if columns[name] == name] + ["case_id"] * self.carries
        judging = self.judging(query, query.tree)
        engine.execute(f"CREATE OR REPLACE TEMP TABLE judged AS SELECT {', '.join(narrow)} FROM ({judging})")
        return columns

    def _keep(self, engine: DuckDBEngine, query: CaseQuery, pack: str) -> None:
        verdicts = (*self.kept, "met") if query.rule.keeps_met else self.kept
        kept = f"verdict IN ({', '.join(quoted(verdict) for verdict in verdicts)})"
        again = f" OR ({kept_again(query.rule.id)})" if self.carries else ""
        chosen = f"scope IS NOT NULL AND ({kept}{again})"
        tree = query.tree if "met" in verdicts else self.again(engine, query, chosen)
        rows = kept_sql(query, pack, self.relations, self.judging(query, tree), chosen)
        engine.execute(f"INSERT INTO kept {rows}")

    def again(self, engine: DuckDBEngine, query: CaseQuery, chosen: str) -> exp.Query:
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


def _check_keys(engine: DuckDBEngine, rule: Rule, columns: Mapping[str, str]) -> None:
    key = ", ".join(name for name in _KEY if columns[name] == name)  # all cases of a rule are of one type
    ((suspected,),) = engine.execute(f"SELECT COUNT(*) > COUNT(DISTINCT hash({key})) FROM judged")
    said = ", ".join(columns[name] for name in _KEY)
    doubled = suspected and engine.execute(
        f"SELECT {said} FROM judged GROUP BY {key} HAVING COUNT(*) > 1 ORDER BY {key} LIMIT 1"
    )
    if doubled:
        raise DoubledCase(f"two cases of {rule.id} have one key: {' @ '.join(map(str, doubled[0]))}")


def _tally(engine: DuckDBEngine, rule: Rule, columns: Mapping[str, str]) -> None:
    reason = f"CASE WHEN verdict IN ('not_applicable', 'undetermined') THEN {columns['gate_reason']} ELSE '' END"
    people = f"{columns['responsible_id']}, COALESCE({columns['unit_id']}, ''), COALESCE({columns['tier']}, '')"
    engine.execute(
        f"INSERT INTO tally SELECT {quoted(rule.id)}, scope, verdict, {reason}, {people}, COUNT(*) FROM judged "
        "WHERE scope IS NOT NULL GROUP BY ALL"
    )


def _is_constant(value: exp.Expr) -> bool:
    return isinstance(value.this if isinstance(value, exp.Cast) else value, (exp.Literal, exp.Null))


class DoubledCase(Exception):
    """A rule whose cases cannot be told apart."""


# What many rules say of all their cases alike; such a column is not written.
_ALIKE = ("occurrence", "gate_reason", "unit_id")
# What counts and keys need of every case; the rest is read again for the few that are kept.
_NARROW = ("subject_id", "verdict", "scope", "responsible_id", "tier", *_ALIKE)
_KEY = ("subject_id", "occurrence")

"""Stages judged in this process: opened once, then any rules of any rule book over them, again and again."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

from checker.auditing.judging import compiled
from checker.auditing.opened import open_engine
from checker.auditing.request import Request
from checker.auditing.settled import Settled, settle
from checker.cases.engine import DuckDBEngine
from checker.cases.judge import Judgement
from checker.expressions.world import World
from checker.rulebook.book import RuleBook
from checker.snapshot.model import Snapshot
from checker.tables import VERDICTS

from .audits import COLUMNS, Audit, Case, case_of
from .empties import read_filled
from .folders import write_snapshot
from .plant_files import RULES as PACKS
from .plant_files import Planted, Stage

RULES = PACKS / "sp2.yaml"
FOUND = f"SELECT {COLUMNS} FROM kept WHERE scope = 'period'"
MADE = """
SELECT CASE WHEN table_type = 'VIEW' THEN 'VIEW' ELSE 'TABLE' END, table_name FROM information_schema.tables
WHERE table_catalog = 'temp' OR table_name IN ('kept', 'tally')
"""


@dataclass(frozen=True)
class Opened:
    """A stage ready to be judged: the settled audit, and the engine that holds its tables."""

    stage: Stage
    settled: Settled
    engine: DuckDBEngine
    zone: ZoneInfo


def read_stage(stage: Stage, planted: Planted, work: Path) -> Snapshot:
    """Write the stage as a folder and read it."""
    folder = write_snapshot(stage, work / "snapshot", planted)
    return read_filled(folder, work / "canonical")


def open_stage(stage: Stage, planted: Planted, snapshot: Snapshot, book: RuleBook) -> Opened:
    """Load the tables and calendars of a stage that was read."""
    last_day = date.fromisoformat(stage.end) - timedelta(days=1)
    work = snapshot.work.parent
    request = Request(
        snapshot=snapshot.folder,
        rules=planted.packs(stage),
        period=f"{stage.start}..{last_day}",
        as_of=stage.as_of,
        config=snapshot.folder / "compliance.yaml",
        store=work / "store",
        threads=1,
    )
    settled = settle(request, book, snapshot)
    return Opened(stage, settled, open_engine(settled, work), ZoneInfo(str(planted.head["header"]["time_zone"])))


def rules_of(stage: Stage, book: RuleBook) -> list[str]:
    """The rules that cite a clause which is declared in the stage."""
    return [name for name, entry in book.rules.items() if any(stage.judges(ref.id) for ref in entry.rule.clauses)]


def judge_rules(
    opened: Opened, book: RuleBook, rules: Iterable[str], world: Callable[[World], World] = lambda world: world
) -> Audit:
    """Every case of these rules in the stage, and what became of each rule. AssertionError: one failed."""
    engine = opened.engine
    clear(engine)
    entries = [book.rules[name] for name in rules]
    views = {name: view.tree for name, view in book.views.items()}
    judgement = Judgement(engine, book.relations, views, world(opened.settled.world), VERDICTS)
    queries, ran = compiled(book, judgement, entries)
    for entry in entries:
        if entry.rule.id in queries:
            ran[entry.rule.id] = judgement.run(queries[entry.rule.id], entry.pack)
    failed = [result for result in ran.values() if result.status == "failed"]
    assert failed == []
    cited = {entry.rule.id: frozenset(ref.id for ref in entry.rule.clauses) for entry in entries}
    return Audit(_cases(opened), tuple((name, cited[name], result.status) for name, result in ran.items()))


def clear(engine: DuckDBEngine) -> None:
    """Take away what judging left on the engine."""
    for type_, name in engine.execute(MADE):
        engine.execute(f'DROP {type_} IF EXISTS "{name}"')


def _cases(opened: Opened) -> tuple[Case, ...]:
    return tuple(case_of(row, opened.zone) for row in opened.engine.execute(FOUND))


def shifted(name: str, step: Decimal) -> Callable[[World], World]:
    """The world with every value of a numeric parameter moved by `step`."""

    def moved(world: World) -> World:
        values = tuple(replace(value, value=value.value + step) for value in world.parameters[name])
        return replace(world, parameters={**world.parameters, name: values})

    return moved

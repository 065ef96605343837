"""Where rules are tried: an engine with every table, empty, that checks names and types and computes nothing."""

import atexit
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

from checker.calendars.build import build_calendars
from checker.cases.carried import create_earlier
from checker.cases.engine import DuckDBEngine
from checker.cases.judge import Judgement
from checker.cases.keeping import kept_sql
from checker.cases.verdicts import Period
from checker.cases.world import create_calendars, create_periods, create_tables
from checker.errors import UsageError
from checker.expressions.world import World
from checker.kinds.query import CaseQuery
from checker.kinds.relations import Relations
from checker.rulebook.entries import BookRule, RuleBook
from checker.rulebook.plain_world import plain_world
from checker.rulebook.policy import Policy
from checker.rulebook.reads import views_by_parameter
from checker.schema.model import load_schema

MOMENT = datetime(2024, 6, 15, 9)


@dataclass
class Bench:
    """The rules of one book in a world where all is delivered and every parameter has its default."""

    book: RuleBook
    engine: DuckDBEngine
    _compiled: dict[str, CaseQuery | UsageError] = field(default_factory=dict)

    @cached_property
    def world(self) -> World:
        """What the rules are compiled against."""
        return plain_world(self.book, MOMENT)

    @cached_property
    def relations(self) -> Relations:
        """What the rules may read."""
        return self.book.relations

    @cached_property
    def readers(self) -> Mapping[str, frozenset[str]]:
        """The views that read each parameter, themselves or through others."""
        return views_by_parameter(self.book)

    @cached_property
    def _judgement(self) -> Judgement:
        self.engine.execute('DROP TABLE IF EXISTS "case"; DROP TABLE IF EXISTS "tally"')
        return Judgement(self.engine, self.relations, self.book.trees, self.world)

    def compiled(self, entry: BookRule) -> CaseQuery:
        """The rule's query. UsageError with the mistakes in its expressions, each time it is asked for."""
        name = entry.rule.id
        if name not in self._compiled:
            self._compiled.clear()  # the checks of one rule come one after another
            try:
                self._compiled[name] = self._judgement.compile(entry.rule, f"{entry.where}: {name}")
            except UsageError as error:
                self._compiled[name] = error
        found = self._compiled[name]
        if isinstance(found, UsageError):
            raise found
        return found

    def refusal(self, query: CaseQuery, entry: BookRule) -> str:
        """What the engine finds wrong with the names and types of a rule's cases; empty when nothing."""
        judgement = self._judgement
        try:
            judgement.build(query.tree)
            tree = judgement.again(judgement.engine, query, "TRUE")
            cases = kept_sql(query, entry.pack, self.relations, judgement.judging(query, tree), "TRUE")
            judgement.engine.execute(f"PREPARE bound AS INSERT INTO kept {cases}")
            judgement.engine.execute("DEALLOCATE bound")
        except (duckdb.Error, UnicodeDecodeError) as error:
            return str(error).splitlines()[0]
        return ""

    def clear(self) -> None:
        """Take away the views of this book."""
        self._judgement.give_back(list(self._judgement.materialised.made))
        for (name,) in self.engine.execute("SELECT view_name FROM duckdb_views() WHERE temporary AND NOT internal"):
            self.engine.execute(f'DROP VIEW "{name}"')


_benches: list[Bench] = []


def bench_of(book: RuleBook) -> Bench:
    """The bench of the book asked for last, on the one engine of this process."""
    if not _benches or _benches[-1].book is not book:
        engine = _benches[-1].engine if _benches else _engine()
        while _benches:
            _benches.pop().clear()
        _benches.append(Bench(book, engine))
    return _benches[-1]


def _engine() -> DuckDBEngine:
    """Every table there is, without a row."""
    engine = DuckDBEngine(_folder(), threads=1)
    # Nothing is ever computed: to look for the quickest way to do it would be work for nothing.
    engine.execute("PRAGMA disable_optimizer")
    create_tables(engine, load_schema(), {}, MOMENT)
    create_calendars(engine, build_calendars(Policy(), {}, "UTC", MOMENT.date(), MOMENT.date()))
    create_periods(engine, Period(date(2024, 6, 1), date(2024, 7, 1)), ["UTC"])
    create_earlier(engine, [])
    engine.execute("CREATE TEMP TABLE judged (subject_id VARCHAR, verdict VARCHAR, scope VARCHAR)")
    return engine


def _folder() -> Path:
    """Made when it is needed: a process that works for another is told where only after this was imported."""
    made = TemporaryDirectory(prefix="checker-lint-")

    def close() -> None:
        while _benches:
            _benches.pop().engine.close()
        made.cleanup()

    atexit.register(close)
    return Path(made.name)

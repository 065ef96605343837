"""The packs' views and the histories of fields as relations on an engine: each made once, when first read."""

from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import Future
from dataclasses import dataclass, field
from threading import Lock

from sqlglot import exp

from checker.cases.engine import DuckDBEngine
from checker.expressions.macros import expand
from checker.expressions.world import World
from checker.kinds.relations import Relations, history_tables
from checker.schema.history import history_select


def is_plain(view: exp.Query) -> bool:
    """Whether a view only picks rows and columns of one relation, so that reading it costs less than keeping it."""
    return isinstance(view, exp.Select) and not view.args.get("distinct") and view.find(*_COSTLY) is None


TABLE, VIEW = "TABLE", "VIEW"
_COSTLY = (exp.With, exp.Join, exp.Group, exp.Window, exp.Subquery, exp.SetOperation, exp.AggFunc)


@dataclass
class Materialised:
    """What the rules read beside canonical tables. Several streams may ask at once; the first makes, others wait."""

    relations: Relations
    views: Mapping[str, exp.Query]
    world: World
    made: dict[str, Future[str]] = field(default_factory=dict)
    lock: Lock = field(default_factory=Lock)
    reads: "Reads" = field(init=False)

    def __post_init__(self) -> None:
        self.histories = history_tables(self.relations.schema)
        self.reads = Reads(self.views, lambda name: name in self.views or name in self.histories)

    def provide(self, engine: DuckDBEngine, tree: exp.Expr) -> None:
        """Make what the tree reads and nobody has made. Raises what the making of any of it raised."""
        for table in tree.find_all(exp.Table):
            name = table.name
            if name not in self.views and name not in self.histories:
                continue
            with self.lock:
                first = name not in self.made
                making = self.made.setdefault(name, Future())
            if not first:
                making.result()
                continue
            try:
                making.set_result(self._make(engine, name))
            except BaseException as error:
                making.set_exception(error)
                raise

    def read_by(self, name: str, tree: exp.Expr) -> set[str]:
        """What the tree of this name needs to be made, itself or through views."""
        return self.reads.needed([self.reads.of(name, tree)], set())

    def unmade(self, names: Iterable[str]) -> set[str]:
        """Those of these names that are not made yet."""
        return {name for name in names if (making := self.made.get(name)) is None or not making.done()}

    def forget(self, engine: DuckDBEngine, later: Iterable[tuple[str, exp.Expr]]) -> None:
        """Give back what none of these named trees reads."""
        with self.lock:
            kept = {name for name in self.made if self._kind(name) == TABLE}
            needed = self.reads.needed((self.reads.of(name, tree) for name, tree in later), kept)
            idle = [name for name, making in self.made.items() if name not in needed and making.done()]
        self.drop(engine, idle)

    def drop(self, engine: DuckDBEngine, names: Iterable[str]) -> None:
        """Give back these of what was made."""
        with self.lock:
            dropped = [(name, self._kind(name)) for name in sorted(names) if name in self.made]
            for name, _ in dropped:
                del self.made[name]
        for name, kind in dropped:
            if kind:
                engine.execute(f'DROP {kind} IF EXISTS "{name}"')

    def _kind(self, name: str) -> str:
        """What a name is by now; empty while it is being made or when that failed."""
        making = self.made[name]
        return making.result() if making.done() and making.exception() is None else ""

    def _make(self, engine: DuckDBEngine, name: str) -> str:
        if name not in self.views:
            entity, field_name = self.histories[name]
            type_ = self.relations.schema.entities[entity].fields[field_name].type
            engine.execute(f'CREATE OR REPLACE TABLE "{name}" AS {history_select(entity, field_name, type_)}')
            return TABLE
        view = expand(self.views[name], self.world)
        self.provide(engine, view)
        assert isinstance(view, exp.Query)
        if is_plain(view) and view.args["from_"].this.name in self.views:
            engine.create_view(name, view)
            return VIEW
        engine.create_table(name, view)
        return TABLE


@dataclass
class Reads:
    """What each rule and each view reads among `known` names; the tree of a name is walked once."""

    views: Mapping[str, exp.Expr]
    known: Callable[[str], bool]
    found: dict[str, frozenset[str]] = field(default_factory=dict)

    def of(self, name: str, tree: exp.Expr) -> frozenset[str]:
        """The known names that this tree names itself."""
        if name not in self.found:
            self.found[name] = frozenset(table.name for table in tree.find_all(exp.Table) if self.known(table.name))
        return self.found[name]

    def needed(self, direct: Iterable[frozenset[str]], kept: set[str]) -> set[str]:
        """The names that `direct` readers need, themselves or through views that are not `kept` as tables."""
        open_, seen = [name for names in direct for name in names], set[str]()
        while open_:
            name = open_.pop()
            if name not in seen:
                seen.add(name)
                if name not in kept and name in self.views:
                    open_.extend(self.of(f"view {name}", self.views[name]))
        return seen

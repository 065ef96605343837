"""The SQL of rules, views and histories in one setting, written once for all examples that share it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from sqlglot import exp

from checker.auditing.runnable import cannot_run, inactive
from checker.cases.evaluation import Evaluation
from checker.cases.materialised import is_plain
from checker.cases.told import told_sql
from checker.expressions.engines import generate
from checker.expressions.macros import expand
from checker.expressions.world import World
from checker.kinds.relations import history_tables
from checker.rulebook.entries import BookRule, RuleBook
from checker.schema.history import history_select

CASE = ("subject_type", "subject_id", "occurrence", "scope")
DETAILS = ("verdict", "outcome", "due_at", "done_at", "reason", "responsible_id", "clauses", "severity", "missing")
FIGURES = ("opened_at", "measured", "limit_value", "due_inclusive")
ASKS_DELIVERY = ("EXPORTED", "ITEM")
COLUMNS = (*CASE, *DETAILS, *FIGURES)


@dataclass(frozen=True)
class Part:
    """SQL and the relations it reads. `named_only`: it is not materialised, but evaluated wherever it is read."""

    sql: str
    reads: frozenset[str]
    named_only: bool = False


class Known:
    """The SQL of views in every setting so far: settings that differ in nothing that a view asks after share it."""

    def __init__(self, views: Mapping[str, exp.Query]) -> None:
        self._views = views
        self._asked: dict[str, tuple[frozenset[str], bool]] = {}
        self._parts: dict[tuple[object, ...], Part] = {}

    def view(self, name: str, world: World, compiled: Callable[[str], Part]) -> Part:
        """The part of a view in a world, `compiled` where it is not known yet."""
        if name not in self._asked:
            self._asked[name] = _asked(self._views[name])
        parameters, deliveries = self._asked[name]
        values = [(asked, world.parameters.get(asked)) for asked in sorted(parameters)]
        exported = sorted((table, sorted(columns)) for table, columns in world.exported.items()) if deliveries else ""
        key = (name, world.zone, world.offsets, repr(values), str(exported))
        if key not in self._parts:
            self._parts[key] = compiled(name)
        return self._parts[key]


def _asked(tree: exp.Query) -> tuple[frozenset[str], bool]:
    """The parameters that a view asks for, and whether it asks what was delivered."""
    calls = list(tree.find_all(exp.Anonymous))
    names = {call.name.upper() for call in calls}
    parameters = frozenset(call.expressions[0].name for call in calls if call.name.upper() == "PARAM")
    return parameters, not names.isdisjoint(ASKS_DELIVERY)


@dataclass
class Script(Evaluation):
    """One evaluation whose SQL is kept: each rule and view is compiled when an example first needs it."""

    book: RuleBook = field(kw_only=True)
    known: "Known" = field(kw_only=True)
    _derived: dict[str, Part] = field(default_factory=dict, init=False)
    _rules: dict[str, Part | None] = field(default_factory=dict, init=False)

    @cached_property
    def histories(self) -> dict[str, tuple[str, str]]:
        """Name of each history table -> (entity, field)."""
        return history_tables(self.relations.schema)

    def rule(self, entry: BookRule, where: str) -> Part | None:
        """The SQL of a rule's cases, with COLUMNS; None where it cannot run. UsageError for mistakes in the rule."""
        name = entry.rule.id
        if name not in self._rules:
            query = self.compile(entry.rule, where)
            idle = inactive(entry, self.world, self.book.parameters) or cannot_run(self.book, query, self.world)
            sql = "" if idle else told_sql(query, self.relations, self.judging(query, query.tree), COLUMNS)
            self._rules[name] = None if idle else Part(f"{sql} ORDER BY k.subject_id, k.occurrence", _read(query.tree))
        return self._rules[name]

    def derived(self, name: str) -> Part | None:
        """The SQL of a view or a history table; None for every other relation."""
        if name not in self._derived:
            if name in self.histories:
                entity, column = self.histories[name]
                type_ = self.relations.schema.entities[entity].fields[column].type
                reads = frozenset({entity, "field_change"})
                self._derived[name] = Part(history_select(entity, column, type_), reads)
            elif name in self.views:
                self._derived[name] = self.known.view(name, self.world, self._view)
        return self._derived.get(name)

    def _view(self, name: str) -> Part:
        tree = expand(self.views[name], self.world)
        assert isinstance(tree, exp.Query)
        named_only = is_plain(tree) and tree.args["from_"].this.name in self.views
        return Part(generate(tree), _read(tree), named_only)

    def reached(self, names: Iterable[str]) -> set[str]:
        """These relations and all that they are derived from."""
        waiting, seen = list(names), set[str]()
        while waiting:
            name = waiting.pop()
            if name not in seen:
                seen.add(name)
                part = self.derived(name)
                waiting.extend(part.reads if part else ())
        return seen


def _read(tree: exp.Expr) -> frozenset[str]:
    return frozenset(table.name for table in tree.find_all(exp.Table))

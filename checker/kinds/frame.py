"""The frame of a case query: the author's expressions resolved against the subject, and what every kind adds."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from sqlglot import exp

from checker.errors import Problem, UsageError, nearest
from checker.expressions.syntax import parse_condition
from checker.expressions.world import World
from checker.kinds.relations import Relations
from checker.kinds.rule import Rule
from checker.kinds.unreadable import NAMING, asking, has_member, unless
from checker.schema.model import DUCKDB_TYPES

DECISIVE = (
    "when", "starts", "ends", "due_at", "due.anchor", "figure", "holds", "met", "act", "fields", "on", "throughout",
    "numerator", "denominator",
)  # fmt: skip
KEY_CASTS = ("integer", "decimal", "boolean", "date", "timestamp")
OPENED, MARK, DUE, DONE, CALENDAR = "s.k_opened", "s.k_mark", "s.k_due", "s.k_done", "s.k_calendar"


@dataclass(frozen=True)
class Fact:
    """A value that a case rests on: what it is called, and the raw column that carries it.

    `decisive`: without its column no case of the rule could be told; `optional`: shown, and an empty one says nothing.
    """

    entity: str
    name: str
    column: str
    decisive: bool = False
    optional: bool = False


@dataclass(frozen=True)
class Item:
    """One of several things owed: its name and a three-valued condition in SQL (NULL: unknown).

    `ways` are the tables and columns (`table.column`) that tell it: of one way all must be delivered, else the item can
    never be known. No ways: it always can.
    """

    name: str
    holds: str
    ways: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True)
class Parts:
    """What a kind adds to the frame, as SQL over the subject `s`: times, the three-valued `met`, and figures.

    Each may use those before it: `opened_at`, `mark` (a step towards the due moment; sees OPENED), `due_at` (MARK),
    `steps` (named columns of `s`; DUE), `done_at` (the steps), `met` and the rest (DONE).
    `inclusive` says whether the last permitted moment is itself in time; `at_once` that nothing is waited for: the case
    is judged at its due moment itself. `wrong` names the outcome of a violation; `items` are the several things owed,
    for the evidence. `relation` replaces the subject where cases are not its rows, `keys` replace key columns of the
    query, `entity` says what its source row belongs to, and rows `beyond` are judged though `when` does not hold.
    `gates` (condition, verdict, reason, missing) are asked after the rule's own.
    """

    met: str
    opened_at: str = "CAST(NULL AS TIMESTAMP)"
    mark: str = "CAST(NULL AS BIGINT)"
    due_at: str = "AS_OF()"
    inclusive: bool = False
    done_at: str = "CAST(NULL AS TIMESTAMP)"
    measured: str = "CAST(NULL AS DOUBLE)"
    limit: str = "CAST(NULL AS DOUBLE)"
    measure: str = ""
    wrong: str = "''"
    items: Sequence[Item] = ()
    relation: str | None = None
    at_once: bool = False
    entity: str | None = None
    beyond: str = "FALSE"
    keys: Mapping[str, str] = field(default_factory=dict)
    steps: Mapping[str, str] = field(default_factory=dict)
    gates: Sequence[tuple[str, str, str, str]] = ()


@dataclass
class Frame:
    """Resolves the expressions of one rule. Collects the joins and the facts that they need.

    `needs` are tables and columns without which no case can be told.
    """

    rule: Rule
    relations: Relations
    world: World
    where: str = ""
    joins: dict[str, str] = field(default_factory=dict)
    carried: dict[str, str] = field(default_factory=dict)
    facts: dict[str, Fact] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    needs: set[str] = field(default_factory=set)
    placed: set[str] = field(default_factory=set)

    def expression(
        self, text: str, key: str = "", shown: bool = True, other: str | None = None, as_empty: bool = False
    ) -> str:
        """The author's text as SQL over `s` and its references, and over rows `o` of the relation `other`.

        Mistakes are collected; `shown` columns become facts. Whether a cell is empty is unknown where it held something
        that cannot be read; `as_empty`: it is empty.
        """
        try:
            tree = parse_condition(text, f"{self.where}: {key}" if key else self.where)
        except UsageError as error:
            self.problems.extend(error.problems)
            return "NULL"
        known = None if shown else dict(self.facts)
        asked = [] if as_empty or key in NAMING else [(node, self._cells(read)) for node, read in asking(tree)]
        tree = exp.Paren(this=tree).transform(
            lambda node: self._resolve(node, key, other) if isinstance(node, exp.Column) else node, copy=False
        )
        for node, tests in asked:
            node.replace(unless(node.copy(), tests))
        if known is not None:
            self.facts = known
        return str(tree.sql(dialect="duckdb", copy=False))

    def exported(self, column: str) -> bool:
        """Whether the column of the subject was delivered (what views and expressions yield always is)."""
        own = column in (self.relations.columns(self.rule.subject) or ()) or self._is_key(column)
        if self.rule.subject in self.relations.views or not own:
            return True
        return self.world.delivered(f"{self.rule.subject}.{column}")

    def unless_unreadable(self, column: str, holds: str) -> str:
        """The condition, but unknown in rows whose cell of the subject's column held something that cannot be read."""
        columns = self.relations.columns(self.rule.subject) or ()
        if "unreadable" not in columns or column not in columns:
            return holds
        return f"CASE WHEN HAS_MEMBER(s.unreadable, '{column}') THEN CAST(NULL AS BOOLEAN) ELSE {holds} END"

    def _cells(self, columns: Sequence[exp.Column]) -> list[exp.Expr]:
        """For each of these columns whose cells may have been unreadable: that it was."""
        tests: dict[str, exp.Expr] = {}
        for listed, names in (self._unreadable(column.table, column.name) for column in columns):
            if listed is not None:
                tests |= {f"{listed.name} {one.sql()}": one for one in has_member(listed, names)}
        return list(tests.values())

    def _unreadable(self, table: str, name: str) -> tuple[exp.Column | None, tuple[str, ...]]:
        """The column that lists what could not be read, and under which names the cell stands there."""
        own = self.relations.columns(self.rule.subject) or ()
        if table in ("", "s"):
            told = "unreadable" in own and name in own and name not in self.rule.adds
            return (exp.column("unreadable", table="s") if told else None), (name,)
        if self._is_key(f"{table}.{name}"):
            return (exp.column("unreadable", table="s") if "unreadable" in own else None), (table, f"{table}.{name}")
        target = self.relations.target(self.rule.subject, f"{table}_id")
        if target is None or f"{table}_id" not in own or "unreadable" not in (self.relations.columns(target) or ()):
            return None, ()
        carried = f"ref_{table}__unreadable"
        self.carried[carried] = f"ref_{table}.unreadable"
        return exp.column(carried, table="s"), (name,)

    def _is_key(self, name: str) -> bool:
        column, _, key = name.partition(".")
        return self.relations.key_type(self.rule.subject, column, key) is not None

    def subject_rows(self) -> str:
        """The subject with the referenced columns asked for so far, for a kind that gives its own relation."""
        self.placed.update(self.carried)
        return f"(SELECT s.*{self.carried_columns(())} FROM {self.rule.subject} AS s {' '.join(self.joins.values())})"

    def carried_columns(self, placed: Collection[str]) -> str:
        """Referenced columns, without those placed already, each begun by a comma."""
        return "".join(f", {source} AS {name}" for name, source in self.carried.items() if name not in placed)

    def ways(self, names: Sequence[str | None]) -> tuple[tuple[str, ...], ...]:
        """The columns of the subject, any one of which tells an item; none where one is always there."""
        columns = self.relations.columns(self.rule.subject) or ()
        own = all(name in columns or (name is not None and self._is_key(name)) for name in names)
        if self.rule.subject in self.relations.views or not own:
            return ()
        return tuple((f"{self.rule.subject}.{name}",) for name in names)

    def beside(self, text: str, relation: str, key: str) -> str:
        """The author's text as SQL over rows `o` of a relation; plain names are its columns."""
        try:
            tree = parse_condition(text, f"{self.where}: {key}")
        except UsageError as error:
            self.problems.extend(error.problems)
            return "NULL"
        tree = tree.transform(
            lambda n: self._other(n.name, relation, key) if isinstance(n, exp.Column) else n, copy=False
        )
        return f"({tree.sql(dialect='duckdb', copy=False)})"

    def _other(self, name: str, relation: str, key: str) -> exp.Expr:
        columns = self.relations.columns(relation) or ()
        if columns and name not in columns:
            what = f"'{relation}' has no column '{name}'"
            self.problems.append(Problem(f"{self.where}: {key}", what, nearest(name, columns)))
        return exp.column(name, table="o")

    def _resolve(self, node: exp.Column, key: str, other: str | None) -> exp.Expr:
        name, table = node.name, node.table
        if table == "o" and other is not None:
            return self._other(name, other, key)
        if not table and name in self.rule.adds:
            return exp.column(self.rule.adds[name], table="s")
        if not table:
            return self._own(name, key)
        if table == "s":
            return self._own(name, key)
        type_ = self.relations.key_type(self.rule.subject, table, name)
        return self._referenced(table, name, key) if type_ is None else self._key_of(table, name, type_, key)

    def _key_of(self, column: str, name: str, type_: str, key: str) -> exp.Expr:
        """A key of a JSON column as a value of its own type; the facts name it column.key."""
        carried = f"key_{column}__{name}"
        text = f"JSON_TEXT(s.{column}, '{name}')"
        self.carried[carried] = f"CAST({text} AS {DUCKDB_TYPES[type_]})" if type_ in KEY_CASTS else text
        entity = self.relations.entity_of(self.rule.subject) or self.rule.subject
        fact = Fact(entity, f"{column}.{name}", carried, self._decides(key), key == "evidence")
        self._rests_on(f"{column}.{name}", fact)
        return exp.column(carried, table="s")

    def _own(self, name: str, key: str) -> exp.Expr:
        columns = self.relations.columns(self.rule.subject) or ()
        if name not in columns:
            what = f"'{self.rule.subject}' has no column '{name}'"
            self.problems.append(Problem(f"{self.where}: {key}", what, nearest(name, columns)))
        entity = self.relations.entity_of(self.rule.subject) or self.rule.subject
        self._rests_on(name, Fact(entity, name, name, self._decides(key), key == "evidence"))
        return exp.column(name, table="s")

    def _referenced(self, reference: str, name: str, key: str) -> exp.Expr:
        column = f"{reference}_id"
        target = self.relations.target(self.rule.subject, column)
        if column not in (self.relations.columns(self.rule.subject) or ()) or target is None:
            what = f"'{reference}.{name}': '{self.rule.subject}' has no reference '{column}'"
            self.problems.append(
                Problem(f"{self.where}: {key}", what, "name a column that ends in _id without its ending")
            )
            return exp.null()
        columns = self.relations.columns(target) or ()
        if name not in columns:
            what = f"'{target}' has no column '{name}'"
            self.problems.append(Problem(f"{self.where}: {key}", what, nearest(name, columns)))
        alias = f"ref_{reference}"
        carried = f"{alias}__{name}"
        self.joins[alias] = f'LEFT JOIN "{target}" AS {alias} ON {alias}.id = s.{column}'
        self.carried[carried] = f"{alias}.{name}"
        self._rests_on(f"{reference}.{name}", Fact(target, name, carried, self._decides(key), key == "evidence"))
        return exp.column(carried, table="s")

    def _rests_on(self, name: str, fact: Fact) -> None:
        """Note a fact; what one place merely shows another may need."""
        known = self.facts.get(name, fact)
        decisive, optional = known.decisive or fact.decisive, known.optional and fact.optional
        self.facts[name] = replace(known, decisive=decisive, optional=optional)

    def _decides(self, key: str) -> bool:
        return key in DECISIVE and self.rule.subject not in self.relations.views

"""Look-ups of the calendar as joins: a scalar subquery that finds at most one row costs an engine far more."""

from collections.abc import Iterator

from sqlglot import exp

# Aliases of the macros' relations; in each look-up conditions pin at most one row of each.
ALIASES = ("z__", "k__", "w__", "h__", "u__")


def join_lookups(tree: exp.Expr) -> exp.Expr:
    """The tree with look-ups in the columns and conditions of a SELECT replaced by left joins, where that is safe.

    A look-up stays a subquery where a join could change the rows or the meaning of a name: beside grouped columns, in
    join conditions, under an unqualified star or beside unqualified columns, and where it reads tables further out.
    """
    for select in list(tree.find_all(exp.Select)):
        if not _lookup_of(select.parent) and _open_to_joins(select):
            _Host(select).join()
    return tree


class _Host:
    """One SELECT that takes look-ups in as joins."""

    def __init__(self, select: exp.Select) -> None:
        self.select = select
        self.names = set(_sources(select))
        self.joined: dict[str, exp.Expr] = {}

    def join(self) -> None:
        for lookup in _innermost_first(self.select):
            if _may_move(lookup, self.select) and _free(lookup) <= self.names:
                self._move(lookup)

    def _move(self, lookup: exp.Subquery) -> None:
        said = lookup.sql(dialect="duckdb")
        if said not in self.joined:
            self.joined[said] = self._joins(lookup.this)
        lookup.replace(self.joined[said].copy())

    def _joins(self, inner: exp.Select) -> exp.Expr:
        """Add the tables of a look-up to the host; what it looks up, over their new aliases."""
        first = inner.args["from_"].this
        steps = [(first, inner.args["where"].this)]
        steps += [(join.this, join.args["on"]) for join in inner.args.get("joins") or []]
        renamed = {table.alias: f"{table.alias}{len(self.joined)}" for table, _ in steps}
        for table, condition in steps:
            source = exp.to_table(table.name, alias=renamed[table.alias])
            self.select.join(source, on=_renamed(condition, renamed), join_type="left", copy=False)
            self.names.add(renamed[table.alias])
        return exp.paren(_renamed(inner.expressions[0].this, renamed), copy=False)


def _lookup_of(node: exp.Expr | None) -> exp.Select | None:
    """The SELECT of a look-up; None for any other node."""
    inner = node.this if isinstance(node, exp.Subquery) else None
    source = inner.args.get("from_") if isinstance(inner, exp.Select) else None
    if source is None or source.this.alias not in ALIASES or not isinstance(inner, exp.Select):
        return None
    return inner if isinstance(inner.expressions[0], exp.Max) else None


def _open_to_joins(select: exp.Select) -> bool:
    bare = any(isinstance(column, exp.Star) for column in select.expressions)
    return bool(select.args.get("from_")) and not bare and not _unqualified(select)


def _unqualified(select: exp.Select) -> bool:
    return any(not column.table for column in _own(select) if isinstance(column, exp.Column))


def _own(select: exp.Select) -> Iterator[exp.Expr]:
    """The nodes of a SELECT itself, without those of the queries inside it."""
    return select.walk(prune=lambda node: isinstance(node, exp.Query) and node is not select)


def _innermost_first(select: exp.Select) -> list[exp.Subquery]:
    """The look-ups of a SELECT, with those inside other look-ups before them."""
    found: list[exp.Subquery] = []

    def visit(node: exp.Expr) -> None:
        for child in list(node.iter_expressions()):
            if isinstance(child, exp.Subquery) and _lookup_of(child):
                visit(child.this)
                found.append(child)
            elif not isinstance(child, exp.Query):
                visit(child)

    visit(select)
    return found


def _may_move(lookup: exp.Subquery, select: exp.Select) -> bool:
    """Whether it stands where joined columns may stand, and holds no subquery that stays."""
    if lookup.this.find(exp.Subquery) is not None:
        return False
    aggregated = False
    node = lookup.parent
    while node is not None and node is not select:
        if isinstance(node, (exp.Join, exp.Group, exp.Having, exp.Qualify, exp.Order, exp.Window)):
            return False
        aggregated |= isinstance(node, (exp.AggFunc, exp.Where))
        node = node.parent
    return aggregated or not _aggregates(select)


def _aggregates(select: exp.Select) -> bool:
    """Whether the SELECT gathers rows: grouping, distinct, or an aggregate of its own."""
    if select.args.get("group") or select.args.get("distinct"):
        return True
    return any(isinstance(node, exp.AggFunc) and not isinstance(node.parent, exp.Window) for node in _own(select))


def _sources(select: exp.Select) -> Iterator[str]:
    for clause in [select.args["from_"], *(select.args.get("joins") or [])]:
        yield clause.this.alias_or_name


def _free(lookup: exp.Subquery) -> set[str]:
    """The tables that a look-up reads beyond its own."""
    own = set(_sources(lookup.this))
    return {column.table for column in lookup.find_all(exp.Column)} - own


def _renamed(tree: exp.Expr, names: dict[str, str]) -> exp.Expr:
    def place(node: exp.Expr) -> exp.Expr:
        if isinstance(node, exp.Column) and node.table in names:
            return exp.column(node.name, table=names[node.table])
        return node

    return tree.copy().transform(place, copy=False)

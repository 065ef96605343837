"""Views whose rows are rows of their entity hand on what could not be read there: `unreadable`, without being told."""

from collections.abc import Collection, Iterator, Mapping

from sqlglot import exp

UNREADABLE = "unreadable"


def source_of_rows(tree: exp.Query, columns: Collection[str], tellers: Collection[str]) -> str:
    """The alias of the relation of which each row of a view is one row, '' where it is of none.

    `tellers` are the relations of the view's entity that have the column: the entity itself, and views of it. The row's
    `id` is that relation's, as it is selected or as a join equates it.
    """
    if not isinstance(tree, exp.Select) or UNREADABLE in columns or tree.args.get("group") or tree.args.get("distinct"):
        return ""
    id_ = next((one.unalias() for one in tree.selects if one.alias_or_name == "id"), None)
    if not isinstance(id_, exp.Column):
        return ""
    sources = dict(_sources(tree))
    found = [alias for alias, name in sources.items() if name in tellers]
    if id_.table in found:
        return id_.table
    joined = [alias for alias in found if _equated(tree, id_, alias)]
    return joined[0] if len(joined) == 1 else ""


def handing_on(tree: exp.Query, alias: str) -> exp.Query:
    """The view with the column `unreadable` of that relation; as it is without an alias."""
    return (
        tree.select(exp.column(UNREADABLE, table=alias), copy=True) if alias and isinstance(tree, exp.Select) else tree
    )


def _sources(tree: exp.Select) -> Iterator[tuple[str, str]]:
    own: Mapping[str, object] = {cte.alias: cte for cte in tree.find_all(exp.CTE)}
    begin = tree.args.get("from_")
    for one in [begin.this if begin else None, *(join.this for join in tree.args.get("joins") or ())]:
        if isinstance(one, exp.Table) and one.name not in own:
            yield one.alias_or_name, one.name


def _equated(tree: exp.Select, id_: exp.Column, alias: str) -> bool:
    """Whether a join says that the id of that relation is the id of the row."""
    pair = {(id_.table, id_.name), (alias, "id")}
    return any(
        {(side.table, side.name) for side in (equal.this, equal.expression) if isinstance(side, exp.Column)} == pair
        for join in tree.args.get("joins") or ()
        for equal in _all_of(join.args.get("on"))
        if isinstance(equal, exp.EQ)
    )


def _all_of(condition: exp.Expr | None) -> list[exp.Expr]:
    if condition is None:
        return []
    whole = condition.unnest()
    return [*_all_of(whole.left), *_all_of(whole.right)] if isinstance(whole, exp.And) else [whole]

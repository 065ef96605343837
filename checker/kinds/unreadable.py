"""Cells that held something unreadable, where a condition asks whether a cell is empty: that cannot be told of them."""

from collections.abc import Iterator, Sequence

from sqlglot import exp

NAMING = ("key", "occurrence", "window", "client", "unit", "responsible", "severity_when", "clauses", "evidence")
"""Keys of a rule that only name a case or grade it: no verdict comes from them."""
# What makes a known answer of an empty cell.
_ASKS = (exp.Coalesce, exp.NullSafeEQ, exp.NullSafeNEQ)
_FUNCTIONS = ("FILLED", "ITEM", "HAS_MEMBER", "LIST_SIZE")


def asking(tree: exp.Expr) -> list[tuple[exp.Expr, list[exp.Column]]]:
    """The outermost parts of a condition that ask whether something is empty, each with the columns that it reads."""
    found = [node for node in tree.walk() if _asks(node)]
    inner = {id(below) for node in found for below in node.walk() if below is not node}
    return [(node, list(node.find_all(exp.Column))) for node in found if id(node) not in inner]


def unless(node: exp.Expr, tests: Sequence[exp.Expr]) -> exp.Expr:
    """The part, but unknown where any of the tests holds."""
    if not tests:
        return node
    return exp.Case(ifs=[exp.If(this=exp.or_(*tests), true=exp.Null())], default=node)


def has_member(listed: exp.Column, names: Sequence[str]) -> Iterator[exp.Expr]:
    """One test for each name: it stands in the list."""
    for name in names:
        yield exp.Anonymous(this="HAS_MEMBER", expressions=[listed.copy(), exp.Literal.string(name)])


def _asks(node: exp.Expr) -> bool:
    if isinstance(node, exp.Is):
        return isinstance(node.expression, exp.Null)
    return isinstance(node, _ASKS) or (isinstance(node, exp.Anonymous) and node.name.upper() in _FUNCTIONS)

"""Conditions whose answer is known without a row: constants, and parts that exclude one another."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from sqlglot import exp

from checker.expressions.conjuncts import conjuncts

Literal = str | Decimal
COMPARED: dict[type[exp.Expr], tuple[str, str]] = {
    exp.GT: (">", "<"), exp.GTE: (">=", "<="), exp.LT: ("<", ">"), exp.LTE: ("<=", ">="),
}  # fmt: skip


def constant(tree: exp.Expr) -> bool | None:
    """Whether a condition is true of every row, or false of every row; None where rows decide, or may be unknown."""
    tree = tree.unnest()
    if isinstance(tree, exp.Boolean):
        return bool(tree.this)
    if isinstance(tree, exp.Not):
        inner = constant(tree.this)
        return None if inner is None else not inner
    if isinstance(tree, exp.And):
        return _all(conjuncts(tree))
    if isinstance(tree, exp.Or):
        return _any([part.unnest() for part in tree.flatten()])
    return _compared(tree)


def exclude(conditions: Iterable[exp.Expr]) -> bool:
    """Whether no row with known values can meet all of these: a column would need two values at once."""
    found: dict[str, _Allowed] = {}
    for condition in conditions:
        for column, narrow in _narrowed(condition):
            found.setdefault(column, _Allowed()).narrow(narrow)
    return any(allowed.is_empty for allowed in found.values())


def _all(conditions: list[exp.Expr]) -> bool | None:
    answers = [constant(condition) for condition in conditions]
    if False in answers or exclude(conditions):
        return False
    return True if all(answers) else None


def _any(conditions: list[exp.Expr]) -> bool | None:
    answers = [constant(condition) for condition in conditions]
    empty = {part.this.sql() for part in conditions if _asks_null(part)}
    filled = {part.this.this.sql() for part in conditions if isinstance(part, exp.Not) and _asks_null(part.this)}
    if True in answers or empty & filled:
        return True
    return None if None in answers else False


def _asks_null(tree: exp.Expr) -> bool:
    return isinstance(tree, exp.Is) and isinstance(tree.expression, exp.Null)


def _compared(tree: exp.Expr) -> bool | None:
    """Two constants compared."""
    if not isinstance(tree, (exp.EQ, exp.NEQ, *COMPARED)):
        return None
    left, right = _literal(tree.this), _literal(tree.expression)
    if left is None or right is None or type(left) is not type(right):
        return None
    if isinstance(tree, (exp.EQ, exp.NEQ)):
        return (left == right) == isinstance(tree, exp.EQ)
    holds = {">": left > right, ">=": left >= right, "<": left < right, "<=": left <= right}  # type: ignore[operator]
    return holds[COMPARED[type(tree)][0]]


def _literal(tree: exp.Expr) -> Literal | None:
    tree = tree.unnest()
    sign = -1 if isinstance(tree, exp.Neg) else 1
    tree = tree.this.unnest() if isinstance(tree, exp.Neg) else tree
    if not isinstance(tree, exp.Literal):
        return None
    if tree.is_string:
        return tree.name
    try:
        return sign * Decimal(tree.name)
    except InvalidOperation:
        return None


@dataclass
class _Narrow:
    """What one condition leaves of a column: these values, all but these, or a range with one end."""

    only: frozenset[Literal] | None = None
    but: frozenset[Literal] = frozenset()
    compare: str = ""
    limit: Decimal = Decimal(0)


@dataclass
class _Allowed:
    """What all conditions together leave of a column."""

    only: frozenset[Literal] | None = None
    but: frozenset[Literal] = frozenset()
    ends: list[tuple[str, Decimal]] = field(default_factory=list)

    def narrow(self, narrow: _Narrow) -> None:
        """Take one more condition into account."""
        if narrow.only is not None:
            self.only = narrow.only if self.only is None else self.only & narrow.only
        self.but |= narrow.but
        self.ends += [(narrow.compare, narrow.limit)] if narrow.compare else []

    @property
    def is_empty(self) -> bool:
        """Whether nothing is left."""
        if self.only is not None:
            return not any(self._inside(value) for value in self.only - self.but)
        above = max(((limit, sign == ">") for sign, limit in self.ends if sign[0] == ">"), default=None)
        below = min(((limit, sign != "<") for sign, limit in self.ends if sign[0] == "<"), default=None)
        if above is None or below is None:
            return False
        return above[0] > below[0] or (above[0] == below[0] and (above[1] or not below[1]))

    def _inside(self, value: Literal) -> bool:
        if not isinstance(value, Decimal):
            return True
        tests = {">": value.__gt__, ">=": value.__ge__, "<": value.__lt__, "<=": value.__le__}
        return all(tests[sign](limit) is True for sign, limit in self.ends)


def _narrowed(tree: exp.Expr) -> Iterator[tuple[str, _Narrow]]:
    """The column that a condition speaks of, and what it leaves of it; nothing for conditions of other shapes."""
    tree = tree.unnest()
    turned = isinstance(tree, exp.Not)
    tree = tree.this.unnest() if isinstance(tree, exp.Not) else tree
    if isinstance(tree, exp.In) and isinstance(tree.this, exp.Column) and tree.expressions:
        values = [_literal(member) for member in tree.expressions]
        if None not in values:
            known = frozenset(value for value in values if value is not None)
            yield tree.this.sql(), _Narrow(but=known) if turned else _Narrow(only=known)
    elif isinstance(tree, (exp.EQ, exp.NEQ, *COMPARED)):
        yield from _by_value(tree, turned)


def _by_value(tree: exp.Expr, turned: bool) -> Iterator[tuple[str, _Narrow]]:
    left, right = tree.this.unnest(), tree.expression.unnest()
    swapped = isinstance(right, exp.Column)
    column, value = (right, _literal(left)) if swapped else (left, _literal(right))
    if not isinstance(column, exp.Column) or value is None:
        return
    if isinstance(tree, (exp.EQ, exp.NEQ)):
        same = isinstance(tree, exp.EQ) != turned
        yield column.sql(), _Narrow(only=frozenset({value})) if same else _Narrow(but=frozenset({value}))
    elif isinstance(value, Decimal) and not turned:
        yield column.sql(), _Narrow(compare=COMPARED[type(tree)][swapped], limit=value)

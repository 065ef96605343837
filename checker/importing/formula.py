"""Sums that an export does not hold: + - * / over its columns."""

from collections.abc import Callable, Iterator, Mapping
from decimal import ROUND_HALF_EVEN, Decimal, DivisionByZero, InvalidOperation, localcontext
from functools import cache
from typing import TYPE_CHECKING

from checker.importing.numbers import PLACES

if TYPE_CHECKING:
    from sqlglot import exp

Operation = Callable[[Decimal, Decimal], Decimal]
_OPERATIONS: dict[str, Operation] = {
    "add": lambda a, b: a + b,
    "sub": lambda a, b: a - b,
    "mul": lambda a, b: a * b,
    "div": lambda a, b: a / b,
}


@cache
def parse_formula(text: str) -> "exp.Expr":
    """The formula as a tree; headings with blanks stand in double quotes. Raises ValueError outside + - * / ( )."""
    import sqlglot
    from sqlglot import exp
    from sqlglot.errors import SqlglotError

    try:
        tree = sqlglot.parse_one(text, dialect="duckdb")
    except SqlglotError:
        raise ValueError(f"'{text}' is no formula; write it like price * quantity") from None
    for node in tree.walk():
        is_number = isinstance(node, exp.Literal) and not node.is_string
        is_plain = is_number or isinstance(node, (exp.Column, exp.Identifier, exp.Paren, exp.Neg))
        if not is_plain and node.key not in _OPERATIONS:
            raise ValueError(f"'{node.sql()}' has no place in a formula; it knows + - * / ( ) and columns")
    return tree


def columns_of(text: str) -> Iterator[str]:
    """The headings that a formula reads."""
    from sqlglot import exp

    yield from dict.fromkeys(column.name for column in parse_formula(text).find_all(exp.Column))


def calculate(text: str, values: Mapping[str, Decimal]) -> Decimal | None:
    """The formula over these values, exact up to canonical places; None where it has no value."""
    with localcontext() as context:
        context.prec = 40
        try:
            result = _value(parse_formula(text), values)
            return result if _places(result) <= PLACES else result.quantize(Decimal(10) ** -PLACES, ROUND_HALF_EVEN)
        except (DivisionByZero, InvalidOperation):
            return None


def _value(node: "exp.Expr", values: Mapping[str, Decimal]) -> Decimal:
    if node.key == "column":
        return values[node.name]
    if node.key == "literal":
        return Decimal(node.name)
    if node.key in ("paren", "neg"):
        inner = _value(node.this, values)
        return -inner if node.key == "neg" else inner
    return _OPERATIONS[node.key](_value(node.this, values), _value(node.expression, values))


def _places(number: Decimal) -> int:
    exponent = number.as_tuple().exponent
    return -exponent if isinstance(exponent, int) else 0

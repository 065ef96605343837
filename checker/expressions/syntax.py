"""Text of a condition or view to a syntax tree, refusing everything outside the closed subset."""

import re
from collections.abc import Iterator
from functools import lru_cache

import sqlglot
from sqlglot import exp
from sqlglot.errors import SqlglotError

from checker.errors import Problem, UsageError, nearest
from checker.expressions.catalogue import FUNCTIONS
from checker.expressions.plain_tree import without_marks

MAX_LENGTH = 20_000
MAX_DEPTH = 80
PARAMETER = re.compile(r"\$([a-z][a-z0-9_]*(?:\.[a-z0-9_]+)*)|'(?:[^']|'')*'")

_ROW_NODES: tuple[type[exp.Expr], ...] = (
    exp.Column, exp.Identifier, exp.Literal, exp.Boolean, exp.Null, exp.Paren, exp.Neg, exp.And, exp.Or, exp.Not,
    exp.EQ, exp.NEQ, exp.GT, exp.GTE, exp.LT, exp.LTE, exp.Is, exp.In, exp.Between, exp.Like,
    exp.NullSafeEQ, exp.NullSafeNEQ,
    exp.Add, exp.Sub, exp.Mul, exp.Div, exp.Case, exp.If, exp.Coalesce, exp.Least, exp.Greatest, exp.Abs,
    exp.Lower, exp.Upper, exp.Trim, exp.Length, exp.Cast, exp.DataType, exp.DPipe, exp.Anonymous, exp.Array, exp.Tuple,
    exp.StartsWith, exp.Concat, exp.Nullif, exp.AddMonths, exp.DataTypeParam,
)  # fmt: skip
_VIEW_NODES: tuple[type[exp.Expr], ...] = (
    *_ROW_NODES,
    exp.Select, exp.From, exp.Join, exp.Where, exp.Group, exp.Having, exp.With, exp.CTE, exp.Union, exp.Except,
    exp.Subquery, exp.Table, exp.TableAlias, exp.Alias, exp.Exists, exp.Distinct, exp.Star,
    exp.Window, exp.Order, exp.Ordered,
    exp.RowNumber, exp.Lead, exp.Lag, exp.Min, exp.Max, exp.Sum, exp.Count, exp.Explode, exp.WindowSpec,
)  # fmt: skip
_CAST_TYPES = {"TEXT", "VARCHAR", "DATE", "TIMESTAMP", "TIMESTAMPNTZ", "BIGINT", "INT", "DOUBLE", "BOOLEAN", "DECIMAL"}


def parse_condition(text: str, where: str = "") -> exp.Expr:
    """A row condition or value as a tree. UsageError when it leaves the subset."""
    try:
        return _condition(text).copy()
    except UsageError:
        return _parse(text, where, _ROW_NODES)


@lru_cache(maxsize=4096)
def _condition(text: str) -> exp.Expr:
    """The tree of a text, parsed once: rules say the same few hundred things again and again."""
    return _parse(text, "", _ROW_NODES)


def parse_view(text: str, where: str = "") -> exp.Query:
    """One SELECT (or UNION ALL of SELECTs) as a tree. UsageError when it leaves the subset."""
    tree = _parse(text, where, _VIEW_NODES)
    if not isinstance(tree, exp.Query):
        raise UsageError(Problem(where, "a view is one SELECT", "begin it with SELECT or WITH"))
    return tree


def _parse(text: str, where: str, allowed: tuple[type[exp.Expr], ...]) -> exp.Expr:
    if len(text) > MAX_LENGTH:
        raise UsageError(Problem(where, f"expression longer than {MAX_LENGTH} characters", "split it into views"))
    try:
        trees = sqlglot.parse(_parameters_as_calls(text), dialect="duckdb")
    except (SqlglotError, RecursionError) as error:
        problem = Problem(where, f"cannot be parsed: {_first_line(error)}", "see docs/writing_rules.md")
        raise UsageError(problem) from None
    if len(trees) != 1 or trees[0] is None:
        raise UsageError(Problem(where, "expected exactly one expression", "remove the semicolon"))
    tree = trees[0]
    problems = [Problem(where, what, remedy) for what, remedy in _refusals(tree, allowed)]
    if problems:
        raise UsageError(dict.fromkeys(problems))
    return without_marks(tree)


def _parameters_as_calls(text: str) -> str:
    """`$sp2.reply_minutes` becomes PARAM('sp2.reply_minutes'); text in quotes stays as it is."""
    return PARAMETER.sub(lambda m: f"PARAM('{m.group(1)}')" if m.group(1) else m.group(0), text)


def _refusals(tree: exp.Expr, allowed: tuple[type[exp.Expr], ...]) -> Iterator[tuple[str, str]]:
    depths: dict[int, int] = {}
    for node in tree.walk():  # parents come before what they hold
        depths[id(node)] = depth = depths.get(id(node.parent), 0) + _is_deeper(node)
        if depth > MAX_DEPTH:
            yield f"nested deeper than {MAX_DEPTH}", "split it into views"
            return
        if isinstance(node, exp.Anonymous):
            if node.name.upper() not in FUNCTIONS:
                yield f"unknown function '{node.name}'", nearest(node.name.upper(), FUNCTIONS)
        elif not isinstance(node, allowed):
            yield f"'{node.key}' is not part of the expression language", "see docs/writing_rules.md for what is"
        else:
            yield from _misuse(node)


def _misuse(node: exp.Expr) -> Iterator[tuple[str, str]]:
    """Allowed nodes in a form that is not allowed."""
    if isinstance(node, exp.DataType) and node.this.name not in _CAST_TYPES:
        yield f"cast to {node.this.name} is not allowed", nearest(node.this.name, _CAST_TYPES)
    elif isinstance(node, exp.Join) and node.side not in ("", "LEFT"):
        yield f"{node.side} JOIN is not allowed", "use JOIN or LEFT JOIN"
    elif isinstance(node, (exp.EQ, exp.NEQ)) and isinstance(node.expression, exp.Null):
        yield "'= NULL' is never true", "write IS NULL"
    elif isinstance(node, exp.Table) and (node.args.get("db") or not isinstance(node.this, exp.Identifier)):
        yield "a table is named plainly, without schema, file or function", "name a canonical table or a view"


def _is_deeper(node: exp.Expr) -> bool:
    """Whether a node stands a level below what holds it: long chains of AND, OR and || are flat to the reader."""
    return node.parent is not None and not isinstance(node.parent, (exp.And, exp.Or, exp.DPipe))


def _first_line(error: BaseException) -> str:
    return re.sub(r"\x1b\[[0-9;]*m", "", str(error)).strip().splitlines()[0].rstrip(".")

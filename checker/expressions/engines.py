"""A portable tree to the SQL of one engine."""

from functools import cache

from sqlglot import exp
from sqlglot.errors import ErrorLevel

from checker.expressions.catalogue import PORTABLE
from checker.expressions.loose_joins import hide_loose_joins
from checker.expressions.plain_tree import plain_tree


def generate(tree: exp.Expr, engine: str = "duckdb") -> str:
    """SQL text of a fully expanded tree, every identifier quoted."""
    lowered = tree.copy().transform(lambda node: _lower(node, engine), copy=False)
    if engine == "duckdb":
        hide_loose_joins(lowered)
    return lowered.sql(dialect=engine, copy=False, identify=True, comments=False, unsupported_level=ErrorLevel.RAISE)


def _lower(node: exp.Expr, engine: str) -> exp.Expr:
    if not (isinstance(node, exp.Anonymous) and node.name.upper() in PORTABLE):
        return node
    lowered = [argument.transform(lambda part: _lower(part, engine), copy=False) for argument in node.expressions]
    arguments = dict(zip("abcd", lowered, strict=False))

    def place(part: exp.Expr) -> exp.Expr:
        if not (isinstance(part, exp.Placeholder) and part.name in arguments):
            return part
        argument = arguments[part.name].copy()
        return exp.paren(argument, copy=False) if isinstance(argument, (exp.Binary, exp.Unary)) else argument

    return exp.paren(_template(node.name.upper(), engine).copy().transform(place, copy=False), copy=False)


@cache
def _template(name: str, engine: str) -> exp.Expr:
    return plain_tree(PORTABLE[name][engine], engine)

"""Trees from templates: texts of ours with named places."""

from functools import cache

from sqlglot import exp

from checker.expressions.plain_tree import plain_tree


@cache
def _template(text: str) -> exp.Expr:
    return plain_tree(text)


def fill(text: str, **values: exp.Expr) -> exp.Expr:
    """A template with `:name` places filled by trees."""

    def place(node: exp.Expr) -> exp.Expr:
        if isinstance(node, exp.Placeholder) and node.name in values:
            return _grouped(values[node.name].copy())
        return node

    return exp.paren(_template(text).copy().transform(place, copy=False), copy=False)


def _grouped(tree: exp.Expr) -> exp.Expr:
    return exp.paren(tree, copy=False) if isinstance(tree, (exp.Binary, exp.Unary)) else tree

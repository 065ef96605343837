"""Text of our own as a tree, without the parser's marks, which would be copied with every node."""

from typing import TypeVar

import sqlglot
from sqlglot import exp

Tree = TypeVar("Tree", bound=exp.Expr)


def plain_tree(text: str, engine: str = "duckdb") -> exp.Expr:
    """One expression or query, written in the dialect of an engine."""
    return without_marks(sqlglot.parse_one(text, dialect=engine))


def without_marks(tree: Tree) -> Tree:
    """The tree itself, without comments and without the places in the text that its nodes came from."""
    for node in tree.walk():
        node.comments = None
        node._meta = None
    return tree

"""Comparisons between relations that only a third one ties together, hidden from DuckDB's choice of join order.

DuckDB may take `a.at >= p.since` for a reason to join `a` and `p` first, every row of the one with half the rows of the
other, where equalities lead from `a` to `p` by way of a third relation.
"""

from sqlglot import exp

from checker.expressions.conjuncts import conjuncts

INEQUALITIES = (exp.LT, exp.LTE, exp.GT, exp.GTE)


def hide_loose_joins(tree: exp.Expr) -> exp.Expr:
    """The tree itself, which holds for the same rows.

    Where three and more relations are joined, an inequality of two that no equality joins does not pass for a
    comparison any more.
    """
    for select in list(tree.find_all(exp.Select)):
        joined = [join for join in select.args.get("joins") or () if not join.args.get("side")]
        if len(joined) < 2:
            continue
        conditions = [join.args.get("on") for join in joined] + [getattr(select.args.get("where"), "this", None)]
        parts = [part for condition in conditions if condition is not None for part in conjuncts(condition)]
        tied = {_relations(part) for part in parts if isinstance(part, exp.EQ)}
        for part in parts:
            if isinstance(part, INEQUALITIES) and len(_relations(part)) == 2 and _relations(part) not in tied:
                part.replace(exp.Coalesce(this=part.copy(), expressions=[exp.false()]))
    return tree


def _relations(part: exp.Expr) -> frozenset[str]:
    return frozenset(column.table for column in part.find_all(exp.Column))

"""What a condition demands at once."""

from sqlglot import exp


def conjuncts(condition: exp.Expr) -> list[exp.Expr]:
    """The conditions that an AND joins, in their order; the condition itself where it is no AND."""
    condition = condition.unnest()
    if not isinstance(condition, exp.And):
        return [condition]
    return [inner for part in condition.flatten() for inner in conjuncts(part)]

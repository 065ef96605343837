"""Exposure: whether a window is owed at all, and how much of it."""

from sqlglot import exp

from checker.expressions.plain_tree import plain_tree
from checker.kinds.counterpart import counterparts
from checker.kinds.frame import Frame
from checker.kinds.windows import Windowed

FIRST, LAST = "CAST('0001-01-01' AS TIMESTAMP)", "CAST('9999-12-31' AS TIMESTAMP)"
Gates = list[tuple[str, str, str, str]]


def exposure(frame: Frame, rule: Windowed) -> tuple[dict[str, str], Gates, str]:
    """Steps, gates that answer for windows not owed, and the share of the window that is owed (1: all of it)."""
    steps, gates = _held_throughout(frame, rule) if rule.throughout else ({}, [])
    if rule.days == "working":
        gates.append(("s.k_days = 0", "not_applicable", "no_working_time", ""))
    if rule.partial == "skip" and (rule.owed_from or rule.owed_until):
        begins, ends = rule.owed(frame)
        gates.append((f"({begins} > s.k_from OR {ends} < s.k_until)", "not_applicable", "condition_false", ""))
    share = "1"
    if rule.minus or rule.partial == "prorate":
        steps["k_free"] = _free_days(frame, rule)
        gates.append(("s.k_free <= 0", "not_applicable", "absence", ""))
        share = "(CAST(s.k_free AS DOUBLE) / s.k_days)" if rule.partial == "prorate" else "1"
    return steps, gates, share


def _held_throughout(frame: Frame, rule: Windowed) -> tuple[dict[str, str], Gates]:
    """How many stretches of the window, up to as_of, broke the condition or leave it unknown."""
    tree = plain_tree(frame.expression(rule.throughout or "TRUE", "throughout"))
    entity = frame.relations.entity_of(rule.subject) or ""
    fields = frame.relations.schema.entities[entity].fields if entity else {}
    plain = {node.name for node in tree.find_all(exp.Column) if node.table == "s"}
    past = sorted(name for name in plain if name in fields and fields[name].history)
    holds = tree.transform(lambda node: _from_history(node, past), copy=False).sql(dialect="duckdb")
    steps = {
        "k_broken": _stretches(entity, past, f"NOT {holds}"),
        "k_unsure": _stretches(entity, past, f"{holds} IS NULL"),
    }
    missing = " ".join(f"{entity}.{name}" for name in sorted(plain))
    return steps, [
        ("s.k_broken > 0", "not_applicable", "condition_false", ""),
        ("s.k_unsure > 0", "undetermined", "condition_unknown", missing),
    ]


def _from_history(node: exp.Expr, past: list[str]) -> exp.Expr:
    if isinstance(node, exp.Column) and node.table == "s" and node.name in past:
        return exp.column("value", table=f"h_{node.name}")
    return node


def _stretches(entity: str, past: list[str], condition: str) -> str:
    """The number of stretches with unchanging values within the window for which the condition is true."""
    if not past:
        return f"CASE WHEN {condition} THEN 1 ELSE 0 END"
    tables = [f"{entity}_{name}_history AS h_{name}" for name in past]
    joined = tables[0] + "".join(
        f" JOIN {table} ON h_{name}.entity_id = h_{past[0]}.entity_id"
        for table, name in zip(tables[1:], past[1:], strict=True)
    )
    begins = ", ".join(["s.k_from", *(f"COALESCE(h_{name}.valid_from_at, {FIRST})" for name in past)])
    ends = ", ".join(
        ["s.k_until", "ADD_MICROS(AS_OF(), 1)", *(f"COALESCE(h_{name}.valid_until_at, {LAST})" for name in past)]
    )
    return (
        f"(SELECT COUNT(*) FROM {joined} WHERE h_{past[0]}.entity_id = s.id "
        f"AND GREATEST({begins}) < LEAST({ends}) AND {condition})"
    )


def _free_days(frame: Frame, rule: Windowed) -> str:
    """Days of the window (with `days: working` the working ones) within the bounds and not taken away."""
    begins, ends = rule.owed(frame)
    within = (
        "d.calendar = s.k_own AND d.day >= s.k_day AND d.day <= s.k_last_day "
        f"AND COALESCE(d.starts_at >= {begins}, TRUE) AND COALESCE(d.ends_at <= {ends}, TRUE)"
    )
    within += " AND d.is_working" if rule.days == "working" else ""
    free = f"(SELECT COUNT(*) FROM calendar_day AS d WHERE {within})"
    if rule.minus is None:
        return free
    taken = counterparts(frame, rule.minus.of, "minus", rule.minus.on, rule.minus.where)
    first, last = (frame.beside(text, rule.minus.of, "minus") for text in (rule.minus.starts, rule.minus.ends))
    away = (
        f"(SELECT COUNT(DISTINCT d.day) FROM calendar_day AS d "
        f"JOIN {taken.rows} ON d.day >= {first} AND d.day <= {last} WHERE {within} AND {taken.tied} AND {taken.counts})"
    )
    return f"({free} - {away})"

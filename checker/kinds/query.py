"""A rule as one query: the frame, the kind's parts, and the raw columns from which verdicts are made."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlglot import exp

from checker.errors import Problem, UsageError, nearest
from checker.expressions.macros import expand
from checker.expressions.plain_tree import plain_tree
from checker.expressions.world import World
from checker.kinds.frame import DONE, DUE, OPENED, Fact, Frame, Item, Parts
from checker.kinds.relations import Relations
from checker.kinds.rule import Rule

RAW_COLUMNS = (
    "subject_type", "subject_id", "occurrence", "window_at", "client_id", "responsible_id", "unit_id", "zone",
    "opened_at", "due_at", "done_at", "gate", "gate_reason", "gate_missing", "doubts", "met", "measured", "limit_value",
    "wrong", "severity", "clauses", "source_file", "source_row",
)  # fmt: skip


@dataclass(frozen=True)
class CaseQuery:
    """One rule compiled: `tree` yields RAW_COLUMNS, then the facts as f_<n> and the items as i_<n> (three-valued).

    `entity` is what the source row of a case belongs to; without the tables and columns of `needs` no case can be told.
    `row_by_row`: each case follows from one row of the subject, whose key column gives subject_id.
    """

    rule: Rule
    tree: exp.Query
    inclusive: bool
    measure: str
    facts: tuple[Fact, ...]
    items: tuple[Item, ...]
    at_once: bool = False
    counts_work: bool = False
    entity: str = ""
    needs: frozenset[str] = frozenset()
    row_by_row: bool = False

    def over(self, relation: str) -> exp.Query:
        """The query over the rows of a relation with the subject's columns, instead of all rows of the subject."""

        def replaced(node: exp.Expr) -> exp.Expr:
            innermost = isinstance(node, exp.Table) and node.name == self.rule.subject and node.alias == "s"
            return exp.to_table(relation, alias="s") if innermost else node

        tree = self.tree.transform(replaced)
        assert isinstance(tree, exp.Query)
        return tree


def compile_rule(rule: Rule, relations: Relations, world: World, where: str = "") -> CaseQuery:
    """The case query of a rule. UsageError names every mistake in its expressions."""
    frame = Frame(rule, relations, world, where or rule.id)
    columns = relations.columns(rule.subject)
    if columns is None:
        problem = Problem(frame.where, f"unknown subject '{rule.subject}'", nearest(rule.subject, relations.names()))
        raise UsageError(problem)
    for name in rule.evidence:
        frame.expression(name, "evidence")
    frame.problems += _unknown_needs(frame)
    text, parts = _text(frame, _keys(frame, columns))
    if frame.problems:
        raise UsageError(dict.fromkeys(frame.problems))
    tree = expand(plain_tree(text), world)
    assert isinstance(tree, exp.Query)
    return CaseQuery(
        rule,
        tree,
        parts.inclusive,
        parts.measure,
        tuple(frame.facts.values()),
        tuple(parts.items),
        parts.at_once,
        parts.mark != Parts.mark,
        parts.entity or relations.entity_of(rule.subject) or rule.subject,
        frozenset(frame.needs) | frozenset(rule.needs),
        parts.relation is None and "subject_id" not in parts.keys and rule.key in columns,
    )


def _unknown_needs(frame: Frame) -> list[Problem]:
    entities = frame.relations.schema.entities
    known = [*entities, *(f"{entity.name}.{name}" for entity in entities.values() for name in entity.fields)]
    return [
        Problem(f"{frame.where}: needs", f"'{name}' is no table or column", nearest(name, known))
        for name in frame.rule.needs
        if name not in known
    ]


def _text(frame: Frame, keys: dict[str, str]) -> tuple[str, Parts]:
    rule = frame.rule
    scope = f"COALESCE({frame.expression(rule.when, 'when')}, TRUE)" if rule.when else ""
    parts: Parts = rule.parts(frame)  # type: ignore[attr-defined]
    met = _proven(frame, parts.met)
    gate, told_by_gate = _gates(frame, parts.gates)
    columns = {
        **keys,
        **parts.keys,
        **told_by_gate,
        "doubts": _doubts(frame),
        "met": met,
        "measured": parts.measured,
        "limit_value": parts.limit,
    }
    columns |= {"wrong": parts.wrong, "opened_at": OPENED, "due_at": DUE, "done_at": DONE}
    chosen = ", ".join(f"{columns[name]} AS {name}" for name in RAW_COLUMNS)
    shown = "".join(f", s.{fact.column} AS f_{i}" for i, fact in enumerate(frame.facts.values()))
    owed = "".join(f", {item.holds} AS i_{i}" for i, item in enumerate(parts.items))
    carried = frame.carried_columns(frame.placed)
    calendar = f"CALENDAR_OF({keys['unit_id']})" if rule.calendar == "unit" else "'company'"
    source = f"SELECT s.*{carried} FROM {parts.relation or rule.subject} AS s {' '.join(frame.joins.values())}"
    stages = {"k_calendar": calendar, "k_opened": parts.opened_at, "k_mark": parts.mark, "k_due": parts.due_at}
    for name, expression in stages.items():
        where = f"WHERE {scope} OR {parts.beyond}" if scope and name == "k_calendar" else ""
        source = f"SELECT s.*, {expression} AS {name} FROM ({source}) AS s {where}"
    for level in _levels(parts.steps):
        steps = ", ".join(f"{expression} AS {name}" for name, expression in level.items())
        source = f"SELECT s.*, {steps} FROM ({source}) AS s"
    source = f"SELECT s.*, {parts.done_at} AS k_done FROM ({source}) AS s"
    if gate:
        source = f"SELECT s.*, {gate} AS k_gate FROM ({source}) AS s"
    return f"SELECT {chosen}{shown}{owed} FROM ({source}) AS s{_in_force(rule)}", parts


def _in_force(rule: Rule) -> str:
    """Only obligations that arose while the rule was in force; without a start, it is the day of as_of that counts."""
    day = f"COALESCE(LOCAL_DAY({OPENED}), AS_OF_DAY())"
    tests = [f"{day} >= DATE '{rule.since}'"] if rule.since else []
    tests += [f"{day} <= DATE '{rule.until}'"] if rule.until else []
    return f" WHERE {' AND '.join(tests)}" if tests else ""


def _levels(steps: Mapping[str, str]) -> list[dict[str, str]]:
    """The steps in the fewest stages in which none reads a step of its own stage."""
    levels: list[dict[str, str]] = []
    for name, expression in steps.items():
        if not levels or any(f"s.{earlier}" in expression for earlier in levels[-1]):
            levels.append({})
        levels[-1][name] = expression
    return levels


def _keys(frame: Frame, columns: Sequence[str]) -> dict[str, str]:
    rule, relations = frame.rule, frame.relations
    entity = relations.entity_of(rule.subject) or rule.subject
    client = "s.id" if entity == "client" else "s.client_id" if "client_id" in columns else "CAST(NULL AS TEXT)"
    plain = {name: f"s.{name}" for name in ("source_file", "source_row") if name in columns}
    unit = "s.unit_id" if "unit_id" in columns else "CAST(NULL AS TEXT)"
    zone = "ZONE_OF(s.k_calendar)" if (rule.zone or rule.calendar) == "unit" else "HOUSE_ZONE()"
    return {
        "subject_type": f"'{rule.reported_as or entity}'",
        "subject_id": f"CAST({frame.expression(rule.key, 'key', shown=False)} AS TEXT)",
        "occurrence": f"COALESCE(CAST({frame.expression(rule.occurrence, 'occurrence', shown=False)} AS TEXT), '')"
        if rule.occurrence
        else "''",
        "window_at": frame.expression(rule.window, "window", shown=False)
        if rule.window and rule.window_is_moment
        else "CAST(NULL AS TIMESTAMP)",
        "client_id": frame.expression(rule.client, "client", shown=False) if rule.client else client,
        "responsible_id": _responsible(frame),
        "unit_id": frame.expression(rule.unit, "unit", shown=False) if rule.unit else unit,
        "zone": zone,
        "severity": _severity(frame),
        "clauses": _clauses(frame),
        "source_file": plain.get("source_file", "CAST(NULL AS TEXT)"),
        "source_row": plain.get("source_row", "CAST(NULL AS BIGINT)"),
    }


def _responsible(frame: Frame) -> str:
    """Who answers for a case: of a column with a history the holder at the due moment, else what the row says."""
    rule, schema = frame.rule, frame.relations.schema
    if not rule.responsible:
        return "''"
    said = frame.expression(rule.responsible, "responsible", shown=False)
    column = schema.entities[rule.subject].fields.get(rule.responsible) if rule.subject in schema.entities else None
    if column is None or not column.history:
        return f"COALESCE({said}, '')"
    held = f"h.entity_id = s.id AND HELD_AT(h, COALESCE({DUE}, AS_OF()))"
    return f"COALESCE((SELECT MAX(h.value) FROM {rule.subject}_{column.name}_history AS h WHERE {held}), '')"


def _severity(frame: Frame) -> str:
    branches = "".join(
        f"WHEN {frame.expression(lowered.when, 'severity_when')} THEN '{lowered.severity}' "
        for lowered in frame.rule.severity_when
    )
    return f"CASE {branches}ELSE '{frame.rule.severity}' END" if branches else f"'{frame.rule.severity}'"


def _clauses(frame: Frame) -> str:
    """The clauses that a case answers, separated by blanks in the order of the rule."""
    quoted_always = "'" + " ".join(ref.id for ref in frame.rule.clauses if ref.when is None) + "'"
    extra = [
        f"CASE WHEN {frame.expression(ref.when, 'clauses')} THEN ' {ref.id}' ELSE '' END"
        for ref in frame.rule.clauses
        if ref.when is not None
    ]
    return f"TRIM({' || '.join([quoted_always, *extra])})" if extra else quoted_always


def _gates(frame: Frame, own: Sequence[tuple[str, str, str, str]]) -> tuple[str, dict[str, str]]:
    """The number of the first gate whose condition is true, else 0; its verdict, reason and missing field by number.

    No text for the number where there are no gates.
    """
    unknown_scope = ("undetermined", "scope_unknown", "")
    gates: list[tuple[str, tuple[str, str, str]]] = []
    for i, gate in enumerate(frame.rule.gates):
        plain = frame.expression(gate.when, f"gates[{i}]", as_empty=True)
        known = plain if gate.verdict == "undetermined" else frame.expression(gate.when, f"gates[{i}]")
        gates.append((known, (gate.verdict, gate.reason, " ".join(gate.missing))))
        if known != plain:
            gates.append((f"{known} IS NULL AND {plain} IS NOT NULL", unknown_scope))
    if frame.rule.when:
        gates.append((f"{frame.expression(frame.rule.when, 'when')} IS NULL", unknown_scope))
    gates += [(condition, (verdict, reason, missing)) for condition, verdict, reason, missing in own]
    tests = "".join(f"WHEN {condition} THEN {number} " for number, (condition, _) in enumerate(gates, 1))
    columns = {name: _by_gate([values[i] for _, values in gates]) for i, name in enumerate(_GATE)}
    return (f"CASE {tests}ELSE 0 END" if tests else ""), columns


_GATE = ("gate", "gate_reason", "gate_missing")


def _by_gate(values: Sequence[str]) -> str:
    arms = "".join(f"WHEN {number} THEN '{value}' " for number, value in enumerate(values, 1) if value)
    return f"CASE s.k_gate {arms}ELSE '' END" if arms else "''"


def _proven(frame: Frame, met: str) -> str:
    """`met`, unknown instead of false where an `unknown` condition holds."""
    if not frame.rule.unknown:
        return met
    doubts = " OR ".join(frame.expression(item.when, "unknown") for item in frame.rule.unknown)
    return f"CASE WHEN {met} OR NOT COALESCE({doubts}, TRUE) THEN {met} END"


def _doubts(frame: Frame) -> str:
    """The names of what the holding `unknown` conditions lack, separated by blanks."""
    doubts = [(frame.expression(item.when, "unknown"), " ".join(item.missing)) for item in frame.rule.unknown]
    listed = [f"CASE WHEN COALESCE({when}, TRUE) THEN ' {missing}' ELSE '' END" for when, missing in doubts]
    return " || ".join(listed) or "''"

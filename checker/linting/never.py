"""Rules that can never say anything: out of force, a condition that no row meets, a gate that answers for all."""

from collections.abc import Iterator

from sqlglot import exp

from checker.errors import Problem, UsageError
from checker.expressions.conjuncts import conjuncts
from checker.expressions.syntax import parse_condition
from checker.kinds.rule import Rule
from checker.linting.bench import Bench
from checker.linting.truth import constant, exclude
from checker.rulebook.entries import BookRule

# Fields of kinds that say whether the duty was done.
ANSWERS = ("holds", "met")


def never_decided(bench: Bench, entry: BookRule) -> Iterator[Problem]:
    """Every rule has rows to judge, and every answer of it is possible."""
    rule = entry.rule
    for what, remedy in (*_out_of_force(rule), *_scope(rule), *_gates(rule), *_answers(rule)):
        yield Problem(entry.where, f"{rule.id}: {what}", remedy)


def _out_of_force(rule: Rule) -> Iterator[tuple[str, str]]:
    if rule.since and rule.until and rule.until < rule.since:
        yield f"is never in force: until {rule.until} is before since {rule.since}", "turn the days round"


def _scope(rule: Rule) -> Iterator[tuple[str, str]]:
    tree = _parsed(rule.when)
    if tree is not None and constant(tree) is False:
        yield f"never applies: no row meets when: {rule.when}", "correct the condition"


def _gates(rule: Rule) -> Iterator[tuple[str, str]]:
    """Each gate can answer for some rows, and leaves some to what comes after it."""
    scope = _parsed(rule.when)
    if scope is not None and constant(scope) is False:
        return
    within = conjuncts(scope) if scope is not None else []
    told: dict[str, int] = {}
    for number, gate in enumerate(rule.gates):
        tree = _parsed(gate.when)
        if tree is None:
            continue
        own = conjuncts(tree)
        if constant(tree) is True or {part.sql() for part in own} <= {part.sql() for part in within}:
            yield f"gates[{number}] always answers, so that nothing after it is asked", "narrow its condition"
        elif constant(tree) is False or exclude([*within, *own]):
            yield f"gates[{number}] never answers: no row in scope meets {gate.when}", "correct the condition"
        elif tree.sql() in told:
            yield f"gates[{number}] never answers: gates[{told[tree.sql()]}] asks the same before", "take one out"
        told.setdefault(tree.sql(), number)


def _answers(rule: Rule) -> Iterator[tuple[str, str]]:
    """An answer that is always the same leaves the other to a gate."""
    for name in ANSWERS:
        text = getattr(rule, name, None)
        tree = _parsed(text) if isinstance(text, str) else None
        answer = None if tree is None else constant(tree)
        verdict = "violated" if answer else "met"
        if answer is not None and verdict not in {gate.verdict for gate in rule.gates}:
            yield f"is never {verdict}: {name} is always {str(answer).lower()}", "correct it, or let a gate say so"


def _parsed(text: str | None) -> exp.Expr | None:
    """The condition as a tree; mistakes in it are told by another check."""
    try:
        return parse_condition(text) if text else None
    except UsageError:
        return None

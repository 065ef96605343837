"""What must be so by the instants, figures and answers of a case alone, where the rows behind them are not stored."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from checker.kinds.rule import Rule
from checker.report.cases import Case
from checker.reproduction.difference import Difference

# Kinds whose answer is that of all the things owed.
BY_ITEMS = ("precedence", "reference", "required_fields", "transition", "unique")
# Kinds whose answer is a comparison of the figure with its limit.
BY_FIGURE = {"cadence": "at least", "continuity": "at most"}
NOT_CURED = ("not_allowed", "invalid")
OF_DATES = ("due_unknown", "act_unknown")
# Verdicts that an earlier condition of a rule may give without a reason; asked of the rule itself where it is stored.
UNREASONED = frozenset({"met", "pending"})


def contradictions(case: Case, evidence: Mapping[str, Any], as_of: datetime, rule: Rule | None) -> list[Difference]:
    """Whatever of the case does not follow from the rest of it; `rule` is the stored one, None where there is none."""
    gates = UNREASONED if rule is None else {gate.verdict for gate in rule.gates if not gate.reason}
    gated = (case.reason or "") not in ("", *OF_DATES)
    found = list(_figures(case, evidence))
    if not gated and (wrong := _verdict(case, evidence, as_of)) and case.verdict not in {*wrong, *gates}:
        found.append(Difference("verdict", case.verdict, "/".join(sorted(wrong))))
    return [*found, *_outcome(case, gated), *_standing(case)]


def _verdict(case: Case, evidence: Mapping[str, Any], as_of: datetime) -> set[str]:
    """The verdicts that are possible."""
    met = _met(case, evidence)
    if met == {True}:
        return {"met"}
    often = {"met"} if True in met else set()
    if case.due_at is None:
        return {"undetermined", *often, *(("violated", "pending") if case.judged == "state" else ())}
    later = set() if as_of < case.due_at else {"violated", "undetermined"}
    sooner = {"pending"} if as_of <= case.due_at else set()
    return {*often, *later, *sooner}


def _met(case: Case, evidence: Mapping[str, Any]) -> set[bool | None]:
    """What the act may be: done, not done, unknown."""
    items = [one.get("holds") for one in evidence.get("items") or () if isinstance(one, Mapping)]
    if case.kind in BY_ITEMS and items:
        return {False if False in items else None if None in items else True}
    if case.kind in BY_FIGURE and case.measured is not None and case.limit_value is not None:
        enough = case.measured >= case.limit_value
        if BY_FIGURE[case.kind] == "at most":
            enough = case.measured <= case.limit_value
        return {True} if enough else {False, None}
    return {True, False, None}


def _figures(case: Case, evidence: Mapping[str, Any]) -> Iterator[Difference]:
    if case.kind == "deadline" and case.measure == "seconds" and case.opened_at is not None:
        for name, moment in (("limit_value", case.due_at), ("measured", case.done_at)):
            stored = getattr(case, name)
            follows = None if moment is None else (moment - case.opened_at).total_seconds()
            if stored is not None and stored != follows:
                yield Difference(name, stored, follows)
    items = [one for one in evidence.get("items") or () if isinstance(one, Mapping)]
    gaps = float(sum(one.get("holds") is False for one in items))
    if case.kind == "required_fields" and items and case.measured is not None and case.measured != gaps:
        yield Difference("measured", case.measured, gaps)


def _outcome(case: Case, gated: bool) -> Iterator[Difference]:
    follows = case.outcome
    if case.verdict != "violated":
        follows = ""
    elif gated:
        follows = case.reason or ""
    elif case.kind == "deadline":
        follows = _of_deadline(case)
    elif case.kind == "precedence" and case.outcome == "late" and case.done_at is None:
        follows = "absent"
    if follows != case.outcome:
        yield Difference("outcome", case.outcome, follows)


def _of_deadline(case: Case) -> str:
    if case.done_at is None or case.due_at is None:
        return "absent"
    in_time = case.done_at <= case.due_at if case.due_inclusive else case.done_at < case.due_at
    return "invalid" if in_time else "late"


def _standing(case: Case) -> Iterator[Difference]:
    follows = ""
    if case.verdict == "violated":
        follows = "cured" if case.done_at is not None and case.outcome not in NOT_CURED else "open"
    if case.standing != follows:
        yield Difference("standing", case.standing, follows)

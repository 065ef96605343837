"""Running the examples of rules: every case expected, nothing else."""

import atexit
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from checker.auditing.request import parse_period
from checker.cases.verdicts import Period
from checker.errors import CheckerError, nearest
from checker.examples.calendar_sets import CalendarSets
from checker.examples.ground import Ground
from checker.examples.player import Played, Player
from checker.examples.script import DETAILS
from checker.kinds.rule import Example
from checker.rulebook.book import BookRule, RuleBook

ALWAYS_SHOWN = ("verdict", "outcome", "due_at", "done_at", "reason", "missing")
ALWAYS = Period(date(1900, 1, 1), date(2200, 1, 1))


@dataclass(frozen=True)
class Outcome:
    """One example run: the differences between what was expected and what came out; none: it passes."""

    rule_id: str
    example: str
    differences: tuple[str, ...]
    where: str = ""


def run_examples(book: RuleBook, entry: BookRule) -> list[Outcome]:
    """All examples of one rule, in their order."""
    outcomes = []
    for where, example in examples_of(entry):
        try:
            differences = compare(example.expect, judge_example(book, entry, example))
        except CheckerError as error:
            differences = [str(problem) for problem in error.problems]
        outcomes.append(Outcome(entry.rule.id, example.name, tuple(differences), where))
    return outcomes


def examples_of(entry: BookRule) -> Iterator[tuple[str, Example]]:
    """The examples of a rule, each with its place."""
    for number, example in enumerate(entry.examples):
        yield entry.examples_at[number] if number < len(entry.examples_at) else entry.where, example


def judge_example(book: RuleBook, entry: BookRule, example: Example) -> dict[str, dict[str, Any]]:
    """Every case of the example by its key (subject, or subject@occurrence), not applicable ones too."""
    return cases_by_key(play_example(book, entry, example), example.zone)


def play_example(book: RuleBook, entry: BookRule, example: Example) -> Played:
    """The example played on the ground of this process. UsageError for mistakes in the rule or the example."""
    period = parse_period(example.period) if example.period else ALWAYS
    where = f"{entry.where}: {entry.rule.id}: {example.name}"
    return _player(book).play(entry, example, period, where)


def cases_by_key(played: Played, zone: str) -> dict[str, dict[str, Any]]:
    """Cases with their details in local time of a zone; `*` stands for a rule without cases, with its status."""
    if played.status == "not_run":
        return {"*": {"verdict": "not_run"}}
    if played.status != "ran":
        return {"*": {"verdict": played.status, "reason": played.reason}}
    found = {}
    for case in played.cases:
        key = f"{case['subject_id']}@{case['occurrence']}" if case["occurrence"] else case["subject_id"]
        found[key] = {name: _shown(case[name], zone) for name in DETAILS}
    return found


def compare(expected: Mapping[str, Any], found: Mapping[str, Mapping[str, Any]]) -> list[str]:
    """One line for every case that is not as expected: what was expected of it, and what became of it."""
    differences = []
    for key, wanted in expected.items():
        detail = {"verdict": wanted} if isinstance(wanted, str) else dict(wanted)
        case = found.get(key)
        differences += [f"{key}: {mistake}" for mistake in _mistakes(detail)]
        if detail.get("verdict") == "none":
            differences += [f"{key}: expected no case; found {_said(case, ())}"] if case else []
        elif case is None:
            differences.append(f"{key}: expected {_said(detail, detail)}; found no case")
        elif any(str(value) != str(case[name]) for name, value in detail.items() if name in case):
            differences.append(f"{key}: expected {_said(detail, detail)}; found {_said(case, detail)}")
    differences += [
        f"{key}: not expected; found {_said(case, ())}" for key, case in found.items() if key not in expected
    ]
    return differences


def _mistakes(detail: Mapping[str, Any]) -> list[str]:
    return [f"'{name}' is no detail of a case; {nearest(name, DETAILS)}" for name in detail if name not in DETAILS]


def _said(case: Mapping[str, Any], asked: Collection[str]) -> str:
    """The verdict, what else was asked for, and what a reader needs to see why."""
    shown = [name for name in DETAILS if name in asked or (name in ALWAYS_SHOWN and case.get(name) not in (None, ""))]
    return ", ".join(
        str(case.get(name)) if name == "verdict" else f"{name} {case.get(name) or 'empty'}" for name in shown
    )


_players: list[Player] = []


def _player(book: RuleBook) -> Player:
    """The player of the book asked for last, on the one ground of this process."""
    if not _players or _players[-1].book is not book:
        ground = _players[-1].ground if _players else Ground()
        calendars = _players.pop().calendars if _players else CalendarSets(ground)
        _players.append(Player(book, ground, calendars))
    return _players[-1]


@atexit.register
def _leave_the_ground() -> None:
    while _players:
        _players.pop().ground.close()


def _shown(value: Any, zone: str) -> Any:
    if not isinstance(value, datetime):
        return " ".join(value) if isinstance(value, list) else value
    local = value.replace(tzinfo=UTC).astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    return local.isoformat(sep=" ")

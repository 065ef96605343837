"""Rules whose examples leave out what a reader must see."""

from collections.abc import Iterator

from checker.errors import Problem
from checker.linting.bench import Bench
from checker.rulebook.entries import BookRule

WANTED = {"met", "violated"}


def unshown(bench: Bench, entry: BookRule) -> Iterator[Problem]:
    """Every rule that judges shows a case that is met and one that is violated: a rule may else never fail."""
    kind: str = entry.rule.kind  # type: ignore[attr-defined]
    lacking = WANTED - _verdicts(entry)
    if lacking and kind != "indicator":
        names = ", ".join(sorted(lacking))
        yield Problem(entry.where, f"{entry.rule.id}: no example shows {names}", "add one that a reader can follow")


def _verdicts(entry: BookRule) -> set[str]:
    wanted = [value for example in entry.examples for value in example.expect.values()]
    return {value if isinstance(value, str) else str(value.get("verdict")) for value in wanted}

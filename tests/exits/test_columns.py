"""Deleting or emptying a column or a table that the pack reads never turns the violations of a rule into silence.

By default every fifth column; `pytest tests/exits --long` takes them all.
"""

from collections.abc import Callable
from datetime import datetime
from functools import cache

import pytest

from checker.kinds.query import compile_rule
from checker.rulebook.book import load_book
from checker.rulebook.plain_world import plain_world
from tests.planted.audits import Audit
from tests.planted.judging import RULES, Opened, judge_rules
from tests.planted.plant_files import Stage, read_planted

from .excused import EXCUSED
from .reading import columns_read
from .spoiling import DELETED, MODES, accuses, has_violations, spoiled

PLANTED = read_planted()
BOOK = load_book([RULES])
# The stage in which a rule has violations; most have some in december.
HOME = {
    "sp2-quote-template": "parameters",
    "sp2-standard-on-file": "bare",
    "sp2-appendix-on-file": "bare",
    "sp2-sci-method-on-file": "bare",
    "sp2-norms-set": "january-late",
    "sp2-revenue-receipts-plan": "january-late",
    "sp2-retention-report": "january-late",
    "sp2-quarterly-survey": "bare",
    "sp2-revenue-plan": "years",
    "sp2-profitability": "years",
    "sp2-active-clients": "years",
    "sp2-sci": "years",
    "sp2-extra-survey": "years",
}
SAMPLE = 5

Open = Callable[[Stage], Opened]


@cache
def reads() -> dict[str, frozenset[str]]:
    """What each rule reads, as `entity.column` and `entity`; no keys, for a table without its key is refused."""
    world = plain_world(BOOK, datetime(2025, 1, 20))
    found = {}
    for name, entry in BOOK.rules.items():
        columns = columns_read(BOOK, compile_rule(entry.rule, BOOK.relations, world), world)
        columns = frozenset(column for column in columns if not column.endswith(".id"))
        found[name] = columns | {column.partition(".")[0] for column in columns}
    return found


def targets() -> list[tuple[str, str]]:
    """(stage, column or table) of everything that is read by a rule at home in that stage."""
    return sorted({(HOME.get(rule, "december"), name) for rule, names in reads().items() for name in names})


@pytest.mark.parametrize("rule", list(BOOK.rules))
def test_each_rule_has_violations_at_home(rule: str, audited: Callable[[Stage], Audit]) -> None:
    assert has_violations(audited(PLANTED.stage(HOME.get(rule, "december"))), rule)


TARGETS = targets()


@pytest.mark.parametrize("target", TARGETS, ids=" ".join)
def test_what_is_taken_away_does_not_silence_a_rule(
    target: tuple[str, str], opened: Open, pytestconfig: pytest.Config
) -> None:
    if TARGETS.index(target) % SAMPLE and not pytestconfig.getoption("--long", default=False):
        pytest.skip("only with --long")
    stage, name = target
    rules = [rule for rule, names in reads().items() if name in names and HOME.get(rule, "december") == stage]
    # An empty table says that nothing happened; only a store that remembers its rows can object.
    for mode in MODES if "." in name else (DELETED,):
        with spoiled(opened(PLANTED.stage(stage)), name, mode) as world:
            found = judge_rules(opened(PLANTED.stage(stage)), BOOK, rules, world)
        silent = {rule for rule in rules if not accuses(found, rule)}
        assert silent == {rule for rule in rules if (rule, name) in EXCUSED}, mode

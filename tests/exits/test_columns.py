"""Deleting or emptying a column or a table that the pack reads never turns the violations of a rule into silence.

By default a part of them; `pytest tests/exits --long` takes them all.
"""

from collections.abc import Callable

import pytest

from tests.planted.audits import Audit
from tests.planted.judging import Opened, judge_rules
from tests.planted.plant_files import Stage, read_planted

from .excused import EXCUSED
from .spoiling import DELETED, MODES, accuses, has_violations, spoiled
from .targets import BOOK, part, reads

PLANTED = read_planted()
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
EVERY = 24

Open = Callable[[Stage], Opened]


def targets() -> list[tuple[str, str]]:
    """(stage, column or table) of everything that is read by a rule at home in that stage; no keys, for a table without
    its key is refused."""
    found = {(HOME.get(rule, "december"), name) for rule, names in reads().items() for name in names}
    return sorted(target for target in found if not target[1].endswith(".id"))


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "target" in metafunc.fixturenames:
        metafunc.parametrize("target", part(targets(), metafunc.config, EVERY), ids=" ".join)


@pytest.mark.parametrize("rule", list(BOOK.rules))
def test_each_rule_has_violations_at_home(rule: str, audited: Callable[[Stage], Audit]) -> None:
    assert has_violations(audited(PLANTED.stage(HOME.get(rule, "december"))), rule)


def test_what_is_taken_away_does_not_silence_a_rule(target: tuple[str, str], opened: Open) -> None:
    stage, name = target
    rules = [rule for rule, names in reads().items() if name in names and HOME.get(rule, "december") == stage]
    # An empty table says that nothing happened; only a store that remembers its rows can object.
    for mode in MODES if "." in name else (DELETED,):
        with spoiled(opened(PLANTED.stage(stage)), name, mode) as world:
            found = judge_rules(opened(PLANTED.stage(stage)), BOOK, rules, world)
        silent = {rule for rule in rules if not accuses(found, rule)}
        assert silent == {rule for rule in rules if (rule, name) in EXCUSED}, mode

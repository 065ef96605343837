"""Flips of other readings over the planted December, worked out from the plants, not from the program."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import pytest

from checker.auditing.other_readings import Compared, compare_readings
from checker.cases.judge import Ran
from checker.expressions.world import DatedValue, World
from checker.pipeline import silent
from checker.rulebook.book import RuleBook

from .audits import Audit
from .judging import Opened, clear, judge_rules
from .plant_files import Stage, read_planted

DECEMBER = read_planted().stage("december")


@dataclass(frozen=True)
class Flip:
    """What another reading of a rule does in December, by subject. `moved`: what enters or leaves the month."""

    rule: str
    says: str
    vanished: frozenset[str] = frozenset()
    appeared: frozenset[str] = frozenset()
    changed: int = 0
    moved: int = 0


FLIPS = (
    # By calendar time a reply is due thirty minutes after the receipt. What came before opening, into a break or before
    # a weekend or holiday and was answered within thirty working minutes is late then. q-over-edge (29 November, 17:40)
    # is due in November instead of December; q-next-year (28 December, a second too late for that day) is due in
    # December instead of January.
    Flip(
        "sp2-reply-30min",
        "calendar",
        appeared=frozenset(
            {"q-fri-in", "q-at-close-in", "q-night", "q-kgd-in", "q-kgd-early", "q-vvo-in", "q-vvo-holiday"}
        ),
        changed=2,
        moved=1,
    ),
    # With a working day more, what was set on approval, or paid, in the first instant of the next day is in time;
    # v-november, issued on Friday 29 November, is due on 2 December instead.
    Flip(
        "sp2-invoice-on-approval",
        "within one working day",
        vanished=frozenset({"v-midnight", "v-saturday-out", "v-paid-late", "v-first-midnight"}),
        changed=1,
    ),
    # A next contact on the day of the contact, or before it, is a date too.
    Flip("sp2-prospect-next-date", "any date", vanished=frozenset({"b-same-day", "b-past"})),
)


@pytest.fixture(scope="module")
def compared(opened: Callable[[Stage], Opened], book: RuleBook) -> dict[tuple[str, str], Compared]:
    """The other readings of the rules of FLIPS in December."""
    stage = opened(DECEMBER)
    clear(stage.engine)
    chosen = {flip.rule for flip in FLIPS}
    settled = replace(stage.settled, rules=tuple(e for e in stage.settled.rules if e.rule.id in chosen))
    found = compare_readings(settled, stage.engine, {name: Ran(name, "ran") for name in chosen}, silent)
    return {(one.alternative.entry.rule.id, one.alternative.choice.says): one for one in found}


@pytest.mark.parametrize("flip", FLIPS, ids=lambda flip: flip.rule)
def test_flips_of_the_planted_december(
    flip: Flip,
    compared: dict[tuple[str, str], Compared],
    audited: Callable[[Stage], Audit],
) -> None:
    found = compared[flip.rule, flip.says].flips
    assert found is not None
    ours = [case for case in audited(DECEMBER).cases if case.rule_id == flip.rule and case.verdict == "violated"]
    assert found.violated == len(ours)
    assert flip.vanished <= {case.subject_id for case in ours}
    assert (found.vanished, found.changed) == (len(flip.vanished), flip.changed)
    assert set(found.appeared_subjects) == flip.appeared
    assert found.violated_then == found.violated - len(flip.vanished) + len(flip.appeared) + flip.moved


@pytest.mark.parametrize("flip", FLIPS, ids=lambda flip: flip.rule)
def test_they_are_the_cases_of_an_audit_under_that_reading(
    flip: Flip,
    compared: dict[tuple[str, str], Compared],
    audited: Callable[[Stage], Audit],
    opened: Callable[[Stage], Opened],
    book: RuleBook,
) -> None:
    choice = compared[flip.rule, flip.says].alternative.choice

    def read_so(world: World) -> World:
        return replace(world, parameters={**world.parameters, choice.reading.param: (DatedValue(choice.value),)})

    ours = {
        case.subject_id for case in audited(DECEMBER).cases if (case.rule_id, case.verdict) == (flip.rule, "violated")
    }
    then = judge_rules(opened(DECEMBER), book, [flip.rule], read_so)
    theirs = {case.subject_id for case in then.cases if case.verdict == "violated"}
    assert flip.vanished <= ours - theirs
    assert flip.appeared <= theirs - ours
    assert compared[flip.rule, flip.says].flips is not None
    assert compared[flip.rule, flip.says].flips.violated_then == len(theirs)  # type: ignore[union-attr]


def test_sentences_are_not_judged(compared: dict[tuple[str, str], Compared]) -> None:
    assert compared["sp2-invoice-on-approval", "at the moment of issue"].status == "no_value"

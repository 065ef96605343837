"""What is wrong with waivers beyond their file: rules that do not exist, approvers that may not; what ends soon."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from checker.errors import Problem, nearest
from checker.kinds.rule import SEVERITIES
from checker.waivers.applying import CHANGED, Fate
from checker.waivers.approval import LEFT, LEVEL, OWN, UNKNOWN, Standing
from checker.waivers.entry import Waiver
from checker.waivers.reading import Waivers

REFUSED = {
    UNKNOWN: "{approver} is no employee of the snapshot",
    LEFT: "{approver} had left the company before it was granted",
    OWN: "{approver} answers for {n} of its violations himself",
    LEVEL: "the role of {approver} may not waive {n} of its violations",
}
REMEDY = "somebody else has to approve it: `waivers` in compliance.yaml says which roles may, by severity"


@dataclass(frozen=True)
class Known:
    """What waivers are held against. `rules`: every rule, now or formerly called so, with its severity; `fates`: of an
    audit, None without one; `standings`: of the employees of a snapshot, None without one."""

    day: date
    rules: Mapping[str, str]
    fates: Iterable[Fate] | None = None
    standings: Mapping[str, Standing] | None = None


def mistakes(waivers: Waivers, known: Known) -> Iterator[Problem]:
    """What an audit would not honour, of waivers that have not expired."""
    fates = {fate.waiver.id: fate for fate in known.fates or ()}
    for waiver in waivers.entries:
        if waiver.standing(known.day) != "expired":
            for what, remedy in _wrong(waiver, fates.get(waiver.id), known):
                yield Problem(waivers.places[waiver.id], f"{waiver.id}: {what}", remedy)


def _wrong(waiver: Waiver, fate: Fate | None, known: Known) -> Iterator[tuple[str, str]]:
    for pattern in waiver.rule:
        plain = "*" not in pattern and "?" not in pattern
        if not any(waiver.model_copy(update={"rule": (pattern,)}).speaks_of(rule) for rule in known.rules):
            remedy = nearest(pattern, known.rules) if plain else ""
            yield f"there is no rule '{pattern}'", remedy or "name the rules with --rules"
    refused = dict(fate.refused) if fate else {}
    standing = known.standings.get(waiver.id) if known.standings else None
    if standing and standing.refusal:
        refused = {standing.refusal: 0}
    for reason, n in sorted(refused.items()):
        if reason != CHANGED:
            yield REFUSED[reason].format(approver=waiver.approver, n=n), REMEDY
    if standing and not refused and not (fate and fate.fits) and not _may_any(waiver, standing, known):
        yield f"the role of {waiver.approver} may waive none of its rules", REMEDY


def _may_any(waiver: Waiver, standing: Standing, known: Known) -> bool:
    graded = [severity for rule, severity in known.rules.items() if waiver.speaks_of(rule)]
    lowest = min(graded, key=SEVERITIES.index, default="low")
    return lowest in standing.severities


def warnings(waivers: Waivers, known: Known) -> Iterator[Problem]:
    """What is worth knowing: an end within 30 days, what has expired, what does nothing any more."""
    fates = {fate.waiver.id: fate for fate in known.fates or ()}
    for waiver in waivers.entries:
        for what, remedy in _noted(waiver, fates.get(waiver.id), known.day):
            yield Problem(waivers.places[waiver.id], f"{waiver.id}: {what}", remedy)


def _noted(waiver: Waiver, fate: Fate | None, day: date) -> Iterator[tuple[str, str]]:
    if waiver.standing(day) == "expired":
        still = f" and would still excuse {fate.fits} violations" if fate and fate.fits else ""
        yield f"expired on {waiver.expires_on}{still}", "grant it anew, or take it out"
        return
    if waiver.is_expiring(day):
        yield f"expires on {waiver.expires_on}, in {(waiver.expires_on - day).days} days", ""
    if fate and waiver.standing(day) == "in_force" and not fate.fits:
        yield "excuses nothing in the latest audit", "take it out where it is no longer wanted"
    if fate and CHANGED in fate.refused:
        n = fate.refused[CHANGED]
        yield f"the evidence of {n} of its violations has changed since it was granted", "look at them again"

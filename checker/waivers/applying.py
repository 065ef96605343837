"""Waivers laid over violations: which one excuses which, and which do nothing, with the reason."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from checker.waivers.approval import LEVEL, OWN, Standing
from checker.waivers.entry import Waiver
from checker.waivers.fingerprint import fingerprint
from checker.waivers.matching import Run, match, promised

CHANGED = "changed"
_HIT = """
CREATE OR REPLACE TABLE waiver_hit AS SELECT s.case_id, s.waiver, a.place, CASE WHEN a.refusal <> '' THEN a.refusal
    WHEN s.responsible_id = a.approver OR (s.subject_type = 'employee' AND s.subject_id = a.approver) THEN '{own}'
    WHEN NOT list_contains(string_split(a.severities, ' '), s.severity) THEN '{level}' ELSE '' END AS refusal
FROM spoken_of AS s JOIN (
    SELECT UNNEST($1::VARCHAR[]) AS waiver, UNNEST($2::INTEGER[]) AS place, UNNEST($3::VARCHAR[]) AS refusal,
        UNNEST($4::VARCHAR[]) AS approver, UNNEST($5::VARCHAR[]) AS severities
) AS a ON a.waiver = s.waiver
"""
_EVIDENCE = "SELECT case_id, outcome, evidence FROM waivable WHERE list_contains($1::VARCHAR[], case_id)"
_CHANGE = """
UPDATE waiver_hit SET refusal = $1 WHERE (waiver, case_id) IN (
    SELECT (UNNEST($2::VARCHAR[]), UNNEST($3::VARCHAR[])))
"""
_CHOSEN = """
CREATE OR REPLACE TABLE waiver_chosen AS
SELECT case_id, arg_min(waiver, place) AS waiver FROM waiver_hit WHERE refusal = '' AND place IS NOT NULL GROUP BY ALL
"""


@dataclass(frozen=True)
class Ground:
    """What decides beside the waivers: the local day, the rules judged with their former ids, the approvers."""

    day: date
    rules: Mapping[str, tuple[str, ...]]
    standings: Mapping[str, Standing]


@dataclass(frozen=True)
class Fate:
    """What became of one waiver: violations that it speaks of, of those that it is honoured for, and that it marks.

    `refused`: why it is not honoured for how many, `changed` among the reasons. `knows_rules`: the audit has rules of
    which it speaks.
    """

    waiver: Waiver
    fits: int = 0
    honoured: int = 0
    marked: int = 0
    refused: Mapping[str, int] = field(default_factory=dict)
    knows_rules: bool = True


def apply(run: Run, waivers: Iterable[Waiver], ground: Ground) -> list[Fate]:
    """Make `waiver_chosen` (case_id, waiver) from `waivable`, and tell what became of every waiver, in their order.

    `waivable`: the violations with the columns of `matching.COLUMNS`, due_on, outcome and evidence. Of several waivers
    in force that fit a case the one that expires last is chosen, then the first by id.
    """
    listed = list(waivers)
    in_force = [waiver for waiver in listed if waiver.standing(ground.day) == "in_force"]
    last_first = sorted(in_force, key=lambda waiver: (-waiver.expires_on.toordinal(), waiver.id))
    places = {waiver.id: place for place, waiver in enumerate(last_first)}
    _hit(run, listed, places, ground)
    _compare(run, listed)
    run(_CHOSEN, [])
    hits: dict[str, dict[str, int]] = {}
    for name, refusal, n in run("SELECT waiver, refusal, COUNT(*) FROM waiver_hit GROUP BY ALL ORDER BY ALL", []):
        hits.setdefault(name, {})[refusal] = n
    marked: dict[str, int] = dict(run("SELECT waiver, COUNT(*) FROM waiver_chosen GROUP BY ALL", []))
    return [_fate(waiver, hits.get(waiver.id, {}), marked.get(waiver.id, 0), ground) for waiver in listed]


def _fate(waiver: Waiver, hits: Mapping[str, int], marked: int, ground: Ground) -> Fate:
    refused = {reason: n for reason, n in hits.items() if reason}
    knows = any(waiver.speaks_of(rule, formerly) for rule, formerly in ground.rules.items())
    return Fate(waiver, sum(hits.values()), hits.get("", 0), marked, refused, knows)


def _hit(run: Run, waivers: Sequence[Waiver], places: Mapping[str, int], ground: Ground) -> None:
    """Make `waiver_hit`: the violations that each waiver speaks of, with why it is not honoured for one."""
    match(run, waivers, ground.rules)
    who = [ground.standings[one.id] for one in waivers]
    told = [[one.id for one in waivers], [places.get(one.id) for one in waivers], [one.refusal for one in who]]
    levels = [" ".join(one.severities) for one in who]
    run(_HIT.format(own=OWN, level=LEVEL), [*told, [one.approver for one in waivers], levels])


def _compare(run: Run, waivers: Sequence[Waiver]) -> None:
    """Mark the hits whose evidence no longer says what it said when the waiver was granted."""
    now = {case: fingerprint(*said) for case, *said in run(_EVIDENCE, [promised(waivers)])}
    then = [(one.id, case, said) for one in waivers for case, said in one.fingerprints.items()]
    changed = [(name, case) for name, case, said in then if now.get(case, said) != said]
    if changed:
        run(_CHANGE, [CHANGED, *(list(side) for side in zip(*changed, strict=True))])

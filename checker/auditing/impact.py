"""What a changed rule, parameter or policy would have done to a stored audit: judged again, compared, not stored."""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from checker.auditing.impact_choice import Choice, Chosen, StoredRule, choose, stored_rules
from checker.auditing.impact_compared import Counts, Flips, Sides
from checker.auditing.inputs_again import SNAPSHOT, inputs_again
from checker.auditing.judging import judge
from checker.auditing.opened import open_engine
from checker.auditing.places import Places
from checker.auditing.record import write_people
from checker.auditing.repeated import request_again
from checker.auditing.request import Request
from checker.auditing.settled import Settled, settle
from checker.cases.judge import Ran
from checker.errors import IncompleteError, Problem
from checker.followup.setting import Files
from checker.rulebook.book import load_book, shipped_rules
from checker.snapshot import read_snapshot
from checker.store.as_known import store_as_known
from checker.store.audits import StoredAudit
from checker.store.checked import SAME
from checker.tables import TALLIES

Progress = Callable[[str, int, int], None]
RETIRED = "retired"


@dataclass(frozen=True)
class Change:
    """What is asked to be different: other rules, another policy, parameters as name=value; the rest stays."""

    rules: tuple[Path, ...] = ()
    config: Path | None = None
    parameters: tuple[str, ...] = ()


@dataclass(frozen=True)
class RuleImpact:
    """One rule judged again. `status_before` is '' where the audit did not know the rule; `status` of one that is no
    longer there is RETIRED. `why` as in Chosen; `rated`: whether it counts in the rate, before and after."""

    rule_id: str
    titles: Mapping[str, str]
    why: tuple[tuple[str, str], ...]
    status_before: str
    status: str
    reason: str
    rated: tuple[bool, bool]
    before: Counts
    after: Counts
    flips: Flips

    @property
    def moves(self) -> int:
        """How many violations are others."""
        return self.flips.vanished + self.flips.appeared + self.flips.changed


@dataclass(frozen=True)
class Impact:
    """What the change does to one audit; `zone` is the company's.

    `met` and `violated`: of all rules that count in the rate, before and after. `lacking` are earlier audits that it
    knew and that are gone: what it carried over from them is not compared.
    """

    audit_id: str
    period: tuple[date, date]
    as_of: datetime
    zone: str
    choice: Choice
    rules: tuple[RuleImpact, ...]
    met: tuple[int, int]
    violated: tuple[int, int]
    lacking: tuple[str, ...] = ()

    @property
    def moves(self) -> int:
        """How many violations are others."""
        return sum(rule.moves for rule in self.rules)

    @property
    def failed(self) -> tuple[RuleImpact, ...]:
        """Rules that could not be judged again: nothing is known of them."""
        return tuple(rule for rule in self.rules if rule.status == "failed")


def impact_on(
    audit: StoredAudit, store: Path, change: Change, places: Places, progress: Progress, shown: int
) -> Impact:
    """The impact on one stored audit, with at most `shown` examples of each sort.

    IncompleteError: its snapshot is not there or was changed since. UsageError: the change is a mistake."""
    found = places.of(audit)
    _check_snapshot(audit, found)
    with TemporaryDirectory(prefix="checker-") as folder:
        work = Path(folder).resolve()
        lacking = store_as_known(audit, store, work / "store")
        settled = _settled(audit, found, change, work, progress)
        stored = stored_rules(audit.folder)
        choice = choose(settled, audit.manifest, stored)
        rules: tuple[RuleImpact, ...] = ()
        if choice.chosen or choice.gone:
            again = work / "again"
            ran = _judged(settled, choice.chosen, work, again, progress)
            rules = _compared(audit, again, choice, stored, ran, shown)
    met, violated = _rated(audit.manifest, rules, "met"), _rated(audit.manifest, rules, "violated")
    zone = str(audit.manifest["zone"])
    return Impact(audit.audit_id, audit.period, audit.as_of, zone, choice, rules, met, violated, tuple(lacking))


def _check_snapshot(audit: StoredAudit, places: Places) -> None:
    wrong = [file for file in inputs_again(audit, places) if file.part == SNAPSHOT and file.state != SAME]
    if not wrong:
        return
    listed = ", ".join(f"{file.name} ({file.state})" for file in wrong)
    where = str(places.snapshot or audit.audit_id)
    what = f"the snapshot of {audit.audit_id} is not what was judged: {listed}"
    raise IncompleteError(Problem(where, what, "say where it is with --audit and --snapshot"))


def _settled(audit: StoredAudit, places: Places, change: Change, work: Path, progress: Progress) -> Settled:
    """The audit as asked for then, but for the change; its own policy is read from its manifest."""
    policy = work / "policy.yaml"
    told = audit.manifest["configuration"].get("policy") or {}
    policy.write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")
    asked = request_again(audit, places, work / "store")
    request: Request = replace(
        asked,
        rules=change.rules or places.rules or (shipped_rules(),),
        config=change.config or policy,
        parameters=(*asked.parameters, *change.parameters),
        files=Files(),
        keep_all=True,
        readings=False,
        trust_snapshot_policy=asked.trust_snapshot_policy and change.config is not None,
    )
    book = load_book(list(request.rules))
    return settle(request, book, read_snapshot(request.snapshot, work / "canonical", progress))


def _judged(settled: Settled, chosen: Iterable[Chosen], work: Path, target: Path, progress: Progress) -> dict[str, Ran]:
    """The chosen rules judged; their cases and tallies as tables of an audit."""
    target.mkdir()
    settled = replace(settled, rules=tuple(one.entry for one in chosen))
    engine = open_engine(settled, work)
    try:
        ran = judge(settled, engine, progress)
        engine.write("SELECT * EXCLUDE (owing) FROM kept", target / "cases.parquet")
        engine.write(f"SELECT {', '.join(TALLIES)} FROM tally", target / "tallies.parquet")
        write_people(engine, target / "people.parquet")
    finally:
        engine.close()
    return ran


def _compared(
    audit: StoredAudit,
    again: Path,
    choice: Choice,
    stored: Mapping[str, StoredRule],
    ran: Mapping[str, Ran],
    shown: int,
) -> tuple[RuleImpact, ...]:
    """Every rule judged again, then those that are no longer there."""
    renamed = {one.stored_id: one.entry.rule.id for one in choice.chosen if one.stored_id}
    renamed |= {rule.rule_id: rule.rule_id for rule in choice.gone}
    sides = Sides(audit.folder, again, renamed, shown)
    try:
        before = sides.counts(audit.folder, renamed)
        after = sides.counts(again, {})
        nothing = Counts()
        found = []
        for one in choice.chosen:
            rule, known = one.entry.rule, stored.get(one.stored_id)
            result = ran[rule.id]
            found.append(
                RuleImpact(
                    rule.id,
                    rule.title.model_dump(),
                    one.why,
                    known.status if known else "",
                    result.status,
                    result.reason,
                    (known.rated if known else False, _counts_in_rate(one)),
                    before.get(rule.id, nothing) if known else nothing,
                    after.get(rule.id, nothing),
                    sides.flips(rule.id),
                )
            )
        for gone in choice.gone:
            counts, flips = before.get(gone.rule_id, nothing), sides.flips(gone.rule_id)
            rated = (gone.rated, False)
            found.append(
                RuleImpact(gone.rule_id, gone.titles, (), gone.status, RETIRED, "", rated, counts, nothing, flips)
            )
        return tuple(found)
    finally:
        sides.close()


def _counts_in_rate(one: Chosen) -> bool:
    rule = one.entry.rule
    return rule.effect == "violation" and rule.kind != "indicator"  # type: ignore[attr-defined]


def _rated(manifest: Mapping[str, Any], rules: Iterable[RuleImpact], name: str) -> tuple[int, int]:
    """Cases of all rules that count in the rate, before and after."""
    before = after = int(manifest.get(name) or 0)
    for rule in rules:
        after -= getattr(rule.before, name) if rule.rated[0] else 0
        after += getattr(rule.after, name) if rule.rated[1] else 0
    return before, after

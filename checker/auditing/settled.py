"""An audit settled: what was asked, against what, over which period and as of when."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from checker.auditing.in_force import in_force
from checker.auditing.inputs import inputs_digest, inputs_of
from checker.auditing.request import Request, settle_backlog, settle_fail_on, settle_moment, settle_period
from checker.auditing.runnable import selected
from checker.auditing.settled_policy import overrides, with_snapshot_policy
from checker.auditing.world import build_world, company_zone
from checker.cases.verdicts import Period
from checker.expressions.world import World
from checker.followup.budgets import budget_mistakes
from checker.followup.loaded import Loaded, load_files
from checker.followup.setting import Setting
from checker.rulebook.book import BookRule, RuleBook
from checker.rulebook.policy import Policy, key_places, load_policy
from checker.snapshot.model import Snapshot
from checker.store.audits import StoredAudit, earlier, same_moment


@dataclass(frozen=True)
class Settled:
    """Everything that an audit judges by.

    `before` are the store's earlier audits, oldest knowledge first; `beside` those as of the same moment that were
    stored before this one: another try at it, or another period. `inputs` is the digest of what it is made from, and
    `made_from` that itself.
    """

    request: Request
    book: RuleBook
    rules: tuple[BookRule, ...]
    snapshot: Snapshot
    policy: Policy
    world: World
    period: Period
    fail_on: str
    before: tuple[StoredAudit, ...]
    beside: tuple[StoredAudit, ...]
    made_from: Mapping[str, Any]
    inputs: str
    notes: tuple[str, ...]
    backlog: date | None = None
    loaded: Loaded = field(default_factory=Loaded)

    @property
    def as_of(self) -> datetime:
        """The moment of judgement, naive UTC."""
        return self.world.as_of

    @property
    def follow(self) -> Setting:
        """What decides about the life of its violations."""
        return Setting(
            as_of=self.as_of,
            period=(self.period.start, self.period.end),
            zone=self.world.zone,
            earlier=tuple(audit.folder for audit in self.before),
            policy=self.policy,
            fail_on=self.fail_on,
            files=self.request.files,
            new_only=self.request.new_only,
            backlog=self.backlog,
            rules=tuple(entry.rule for entry in self.rules),
            rule_names=frozenset(
                name for entry in self.book.rules.values() for name in (entry.rule.id, *entry.rule.formerly)
            ),
            unread=frozenset(name for name, facts in self.snapshot.tables.items() if facts.refused),
            baseline=self.loaded.baseline,
            waivers=self.loaded.waivers,
            disputes=self.loaded.disputes,
            no_waivers=self.request.no_waivers,
        )

    @property
    def last(self) -> tuple[Mapping[str, Any], ...]:
        """The manifests that this audit may not fall behind: of the same moment, and of earlier ones back to the last
        that was complete. An incomplete one must not become the measure of the next."""
        earlier = [audit for audit in self.before if audit.as_of < self.as_of]
        whole = [audit.as_of for audit in earlier if audit.manifest.get("complete", True)]
        since = [audit for audit in earlier if not whole or audit.as_of >= whole[-1]]
        return tuple(audit.manifest for audit in (*since, *self.beside))


def settle(request: Request, book: RuleBook, snapshot: Snapshot) -> Settled:
    """The request settled against the snapshot. UsageError for what contradicts it."""
    policy, notes = with_snapshot_policy(load_policy(request.config), snapshot.header.policy, request)
    known = (entry.rule for entry in book.rules.values())
    wrong = budget_mistakes(policy.budgets, known, key_places(request.config, "budgets"))
    loaded = load_files(request.files, policy, wrong)
    as_of = settle_moment(request, snapshot)
    period = settle_period(request, as_of, company_zone(snapshot, policy))
    placed = key_places(request.config, "parameters")
    world = build_world(book, snapshot, policy, as_of, period.start, overrides(request.parameters), placed)
    rules = in_force(selected(book, request, policy.packs), policy.applied_packs, book.packs)
    packs = {entry.pack for entry in rules}
    company = snapshot.header.company
    before = earlier(request.store, (period.start, period.end), as_of, packs, company)
    if not request.readings:  # a case that another reading moves to this period must be known where it was
        world = replace(world, home=_home(period), carries=bool(before))
    made_from = inputs_of(request, book, snapshot, policy, world.zone)
    inputs = inputs_digest(made_from, period, as_of)
    beside = same_moment(request.store, as_of, packs, company, inputs)
    return Settled(
        request=request,
        book=book,
        rules=tuple(rules),
        snapshot=snapshot,
        policy=policy,
        world=world,
        period=period,
        fail_on=settle_fail_on(request, policy),
        before=tuple(before),
        beside=tuple(beside),
        made_from=made_from,
        inputs=inputs,
        notes=(*notes, *_backlog_notes(request, before)),
        backlog=settle_backlog(request, as_of, world.zone),
        loaded=loaded,
    )


def _backlog_notes(request: Request, before: Sequence[StoredAudit]) -> list[str]:
    """A backlog is for a store's first audit; later ones are told that it counts for nothing."""
    if request.backlog is None or not before:
        return []
    return [f"--backlog {request.backlog}: the store has earlier audits, which say what is new; ignored"]


def _home(period: Period) -> tuple[datetime, datetime]:
    """Instants that hold the period in every zone of the world."""
    start, end = (datetime.combine(day, time()) for day in (period.start, period.end))
    return start - timedelta(days=1), end + timedelta(days=1)

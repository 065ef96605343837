"""An audit settled: what was asked, against what, over which period and as of when."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from checker.auditing.in_force import in_force
from checker.auditing.request import Request, settle_fail_on, settle_moment, settle_period
from checker.auditing.runnable import selected
from checker.auditing.settled_policy import overrides, with_snapshot_policy
from checker.auditing.world import build_world, company_zone
from checker.cases.verdicts import Period
from checker.expressions.world import World
from checker.rulebook.book import BookRule, RuleBook
from checker.rulebook.policy import Policy, load_policy
from checker.snapshot.model import Snapshot
from checker.store.audits import StoredAudit, earlier


@dataclass(frozen=True)
class Settled:
    """Everything that an audit judges by. `before` are the store's earlier audits, oldest knowledge first."""

    request: Request
    book: RuleBook
    rules: tuple[BookRule, ...]
    snapshot: Snapshot
    policy: Policy
    world: World
    period: Period
    fail_on: str
    before: tuple[StoredAudit, ...]
    notes: tuple[str, ...]

    @property
    def as_of(self) -> datetime:
        """The moment of judgement, naive UTC."""
        return self.world.as_of

    @property
    def last(self) -> Mapping[str, Any] | None:
        """The manifest of the store's last audit before this one."""
        return self.before[-1].manifest if self.before else None


def settle(request: Request, book: RuleBook, snapshot: Snapshot) -> Settled:
    """The request settled against the snapshot. UsageError for what contradicts it."""
    policy, notes = with_snapshot_policy(load_policy(request.config), snapshot.header.policy, request)
    as_of = settle_moment(request, snapshot)
    period = settle_period(request, as_of, company_zone(snapshot, policy))
    world = build_world(book, snapshot, policy, as_of, period.start, overrides(request.parameters))
    rules = in_force(selected(book, request, policy.packs), policy.applied_packs, book.packs)
    packs = {entry.pack for entry in rules}
    before = earlier(request.store, (period.start, period.end), as_of, packs, snapshot.header.company)
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
        notes=tuple(notes),
    )

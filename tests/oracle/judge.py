"""The oracle: every core clause of SP-2 over one world and one period."""

from collections.abc import Callable
from datetime import date

from .periods import Period, Verdict, period_of
from .sp2_contacts import next_contacts, results_recorded
from .sp2_indicators import indicators
from .sp2_invoice import decision_asked, lapse, on_approval
from .sp2_lists import lists_approved
from .sp2_newcomers import newcomers
from .sp2_payment_look import daily_looks
from .sp2_refusal import reasons, refusals
from .sp2_reply import replies
from .sp2_survey import quarterly_survey
from .sp2_territory import clients_by_territory
from .world import World

FAMILIES: tuple[Callable[[World, Period], list[Verdict]], ...] = (
    clients_by_territory,
    lists_approved,
    results_recorded,
    next_contacts,
    quarterly_survey,
    replies,
    newcomers,
    on_approval,
    daily_looks,
    decision_asked,
    refusals,
    reasons,
    lapse,
    indicators,
)


def judge(world: World, start: str | date, end: str | date) -> list[Verdict]:
    """Sorted rows (clause, subject, window start as local text or None, state) of the period [start, end)."""
    period = period_of(world, date.fromisoformat(str(start)), date.fromisoformat(str(end)))
    found = [row for family in FAMILIES for row in family(world, period)]
    return sorted(found, key=lambda row: (row[0], row[1], row[2] or "", row[3]))

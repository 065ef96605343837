"""The limits of the SP-2 rules, and how each is moved by its smallest step: a second, a day of a count, a unit."""

import shutil
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from checker.rulebook.book import RuleBook, load_book

from .judging import RULES


@dataclass(frozen=True)
class Move:
    """One limit: a parameter that is moved by `step`, or an expression of the pack and what it becomes.

    `at` is the view or rule in which `old` is looked for; {n} in `new` is the step, 1 or -1. `rules` are those limited.
    """

    rules: str
    parameter: str = ""
    step: str = "1"
    at: str = ""
    old: str = ""
    new: str = ""

    @property
    def name(self) -> str:
        """What is moved, in short."""
        return self.parameter or f"{self.at}: {self.old}"


def seconds(rules: str, at: str, instant: str, context: str = "") -> Move:
    """A move of an instant by one second; `context` is a longer text that holds it, where it stands more than once."""
    old = context or instant
    return Move(rules, at=at, old=old, new=old.replace(instant, f"ADD_SECONDS({instant}, {{n}})"))


def counted(rules: str, parameter: str, step: str = "1") -> Move:
    """A move of a parameter by its unit."""
    return Move(rules, parameter=parameter, step=step)


ENTRY_LIMIT = "WORKDAY_END(k.day, PARAM('sp2.result_entry_days', k.day))"
MOVES = (
    seconds("prospect-result client-result prospect-interest client-interest", "sp2_contacts", ENTRY_LIMIT),
    seconds("prospect-next-date offer-next-date client-next-date inquiry-next-date", "sp2_next_dates", ENTRY_LIMIT),
    seconds("idle-inquiry-next-date", "sp2_idle_inquiries", "WORKDAY_END(d.day, d.days)"),
    counted("interest-invoiced", "sp2.invoice_after_interest_days"),
    seconds("reply-30min", "sp2_replies", "q.answered_at", "THEN q.answered_at END AS replied_at"),
    seconds("inquiry-result", "sp2_inquiry_talks", "WORKDAY_END(d.day, d.days)"),
    Move(
        "website-owner",
        at="sp2_appointment_months",
        old="SUM(CASE WHEN o.owner_id IS NULL THEN 1 ELSE 0 END) AS gap_days",
        new="SUM(CASE WHEN o.owner_id IS NULL THEN 1 ELSE 0 END) + ({n}) AS gap_days",
    ),
    counted("website-deputy", "sp2.mailbox_min_deputies"),
    seconds("workup-before-invoice", "sp2-workup-before-invoice", "DAY_END(issued_on)"),
    counted("workup-invoiced", "sp2.invoice_after_workup_days"),
    seconds(
        "invoice-on-approval",
        "sp2_issued_invoices",
        "WORKDAY_END(k.rolled_on, PARAM('sp2.on_approval_days', i.issued_on))",
    ),
    Move("invoice-record", at="sp2-invoice-record", old="amount > 0", new="amount > 0.01 * ({n})"),
    seconds("invoice-decision-asked", "sp2_unpaid_invoices", "WORKDAY_END(w.waited_on, w.grace)"),
    counted("invoice-decision-asked", "sp2.no_payment_days"),
    seconds("invoice-agreed-kept invoice-lapse", "sp2_invoice_clocks", "DAY_END(w.lapse_on)"),
    seconds("invoice-lapse", "sp2_invoice_clocks", "WORKDAY_END(w.lapse_on, w.grace)"),
    counted("invoice-lapse", "sp2.lapse_days"),
    seconds("invoice-refused-declined invoice-refusal-reason", "sp2_refusals", "WORKDAY_END(r.refused_on, r.lag)"),
    seconds("prospect-list-approved", "sp2_worked_clients", "w.moment_at", "d.decided_at <= w.moment_at"),
    seconds("lapsed-client-task", "sp2_lapsed_invoices", "WORKDAY_END(l.day, l.days)"),
    seconds("new-client-status", "sp2_first_comers", "WORKDAY_END(d.day, d.status_days)"),
    seconds("new-client-card", "sp2_first_comers", "WORKDAY_END(d.day, d.card_days)"),
    Move(
        "payment-look",
        at="sp2_payment_looks",
        old="LOCAL_DAY(l.accessed_at, z.zone)",
        new="LOCAL_DAY(ADD_SECONDS(l.accessed_at, {n}), z.zone)",
    ),
    seconds("quarterly-survey", "sp2_survey_quarters", "DAY_START(q.limit_on)"),
    counted("quarterly-survey", "sp2.survey_min_responses"),
    counted("extra-survey", "sp2.extra_survey_days"),
    counted("extra-survey", "sp2.activity_drop_pct"),
    seconds("survey-recommendations", "sp2_completed_surveys", "DAY_END(a.rolled_on)"),
    seconds("survey-report", "sp2_completed_surveys", "DAY_END(r.rolled_on)"),
    seconds("retention-report", "sp2_retention_periods", "DAY_START(p.limit_on)"),
    counted("norms-set", "sp2.kpi_set_days"),
    Move(
        "revenue-plan",
        at="sp2_figures",
        old="CASE n.indicator WHEN 'revenue' THEN n.plan_value",
        new="CASE n.indicator WHEN 'revenue' THEN n.plan_value + 0.01 * ({n})",
    ),
    Move(
        "revenue-receipts-plan",
        at="sp2_revenue_plans",
        old="p.revenue_plan = p.receipts_plan END",
        new="p.revenue_plan + 0.01 * ({n}) = p.receipts_plan END",
    ),
    counted("profitability", "sp2.profitability_min", "0.00000001"),
    counted("active-clients", "sp2.activity_min", "0.000001"),
    counted("sci", "sp2.sci_target", "0.00000001"),
    seconds(
        "client-territory departure-agreed departure-approved",
        "sp2_departures",
        "p.moment_at",
        "d.decided_at <= p.moment_at",
    ),
    Move(
        "task-business-plan",
        at="sp2_plan_tasks",
        old="d.plan_on <= COALESCE(p.period_end_on, p.expires_on)",
        new="d.plan_on <= ADD_DAYS(COALESCE(p.period_end_on, p.expires_on), {n})",
    ),
    seconds("monthly-plan", "sp2_monthly_plans", "n.starts_at", "n.starts_at AS due_at"),
    Move(
        "plan-report",
        at="sp2_retention_tasks",
        old="ELSE r.filed_at <= t.created_at",
        new="ELSE r.filed_at <= ADD_SECONDS(t.created_at, {n})",
    ),
    Move(
        "plan-period",
        at="sp2-plan-period",
        old="valid: period_start_on IS NULL OR period_start_on <= period_end_on",
        new='valid: "period_start_on IS NULL OR period_start_on <= ADD_DAYS(period_end_on, {n})"',
    ),
    counted("retention-offer", "sp2.retention_quote_days"),
)
# Rules that have no limit to move, with the reason.
UNLIMITED = {
    "sp2-standard-on-file": "an edition is the right one or not",
    "sp2-appendix-on-file": "a paper is on file or not",
    "sp2-sci-method-on-file": "a paper is on file or not",
    "sp2-inquiry-registered": "fields are filled or not",
    "sp2-prospect-list-kept": "a list has members or not",
    "sp2-report-author": "an author is one of those named or not",
    "sp2-report-source": "a source is 1C or not",
    "sp2-task-ground": "a ground is one of the four or not",
    "sp2-quote-template": "a template is named or not",
    "sp2-quote-author": "an author is of marketing or not",
    "sp2-quote-tailored": "an offer is for the segment of its addressee or not",
    "sp2-plan-clients": "clients are named or not",
}


def moved_book(move: Move, direction: int, folder: Path) -> RuleBook:
    """The pack with the expression of the move replaced. AssertionError: the pack has no such expression any more."""
    shutil.copytree(RULES.parent, folder / "rules")
    for path in sorted((folder / "rules" / "sp2").glob("*.yaml")):
        text = path.read_text(encoding="utf-8")
        start = max(text.find(f"\n  {move.at}:\n"), text.find(f"\n  - id: {move.at}\n"))
        if start >= 0:
            head, rest = text[: start + 1], text[start + 1 :]
            assert move.old in _own(rest), f"{move.at} has no '{move.old}'"
            path.write_text(head + rest.replace(move.old, move.new.format(n=direction), 1), encoding="utf-8")
            return load_book([folder / "rules" / "sp2.yaml"])
    raise AssertionError(f"no view or rule {move.at}")


def _own(text: str) -> str:
    """The text up to the next view or rule."""
    lines = text.splitlines(keepends=True)
    ends = [number for number, line in enumerate(lines[1:], start=1) if line[:3] not in ("   ", "\n") and line.strip()]
    return "".join(lines[: ends[0]] if ends else lines)


def step(move: Move, direction: int) -> Decimal:
    """By how much a parameter is moved."""
    return Decimal(move.step) * direction

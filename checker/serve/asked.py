"""What pages and the API may be asked: the filters of `checker query` and its sisters, as parameters of an address."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from checker.query.question import Question

MOST = 1000
Lang = Literal["en", "ru", "zh"]


def _several(says: str) -> Any:
    return Field(default_factory=list, description=says)


class Asked(BaseModel):
    """Parameters of an address. Unknown ones are refused; empty ones, as a form sends them, count as not given."""

    model_config = ConfigDict(extra="forbid")

    lang: Lang | None = Field(None, description="en, ru or zh; else as Accept-Language says.")

    @model_validator(mode="before")
    @classmethod
    def _without_blanks(cls, given: Any) -> Any:
        return {name: kept for name, value in given.items() if (kept := _filled(value)) not in ("", [])}


class Selection(Asked):
    """Filters over cases that query, trend and due share. Several values, with commas or repeated, mean any of them."""

    rule: list[str] = _several("Rule id; * stands for any letters.")
    pack: list[str] = _several("Rule pack.")
    severity: list[str] = _several("low, medium, high, critical.")
    responsible: list[str] = _several("Person's id, a part of the name, or 'unassigned'.")
    unit: list[str] = _several("Unit's id or a part of the name.")
    tier: list[str] = _several("Client tier.")

    def filters(self, *names: str) -> Mapping[str, tuple[str, ...]]:
        """The filters that are set, as a question holds them."""
        found = {name: split(getattr(self, name)) for name in names}
        return {name: values for name, values in found.items() if values}


class CasesAsked(Selection):
    """Which cases, of which audits: the filters of `checker query` under their own names."""

    audit: list[str] = _several("'latest' (if nothing is named), 'all', ids or the beginning of ids.")
    clause: list[str] = _several("Clause id; * stands for any letters.")
    kind: list[str] = _several("Kind of rule.")
    basis: list[str] = _several("explicit, interpreted.")
    effect: list[str] = _several("violation, suspicion, advice.")
    client: list[str] = _several("Client's id or a part of the name.")
    verdict: list[str] = _several("violated, undetermined, pending, met.")
    outcome: list[str] = _several("late, absent ...")
    reason: list[str] = _several("Why it is undetermined.")
    missing: list[str] = _several("Unknown field, as entity.field.")
    standing: list[str] = _several("open, cured, void, lost.")
    scope: list[str] = _several("period, carried.")
    change: list[str] = _several("new, persisting, reopened, revised, resolved.")
    rectification: list[str] = _several("due, overdue, in_time, late.")
    dispute: list[str] = _several("open, upheld, rejected.")
    subject: list[str] = _several("Subject's id, type:id, or a part of the name.")
    implied: bool | None = Field(None, description="Only cases that follow from another violation, or no such.")
    waived: bool | None = Field(None, description="Only violations under a waiver, or no such.")
    disputed: bool | None = Field(None, description="Only violations that were objected to, or no such.")
    baseline: bool | None = Field(None, description="Only violations of the baseline, or no such.")
    gates: bool | None = Field(None, description="Only violations that fail the audit, or no such.")
    due_from: date | None = Field(None, description="First local due day.")
    due_to: date | None = Field(None, description="Last local due day.")
    found_from: date | None = Field(None, description="First local day on which it was first found.")
    found_to: date | None = Field(None, description="Last local day on which it was first found.")
    text: list[str] = _several("Part of the description, in any language; all must be there.")
    latest_state: bool = Field(False, description="Of several audits: each case once, as last looked at.")

    def question(self, lang: str, **more: Any) -> Question:
        """The same question as `checker query` would ask."""
        return Question(
            filters=self.filters(*FILTERS),
            text=tuple(self.text),
            implied=self.implied,
            waived=self.waived,
            disputed=self.disputed,
            in_baseline=self.baseline,
            gates=self.gates,
            due_from=self.due_from,
            due_to=self.due_to,
            found_from=self.found_from,
            found_to=self.found_to,
            latest_state=self.latest_state,
            lang=lang,
            **more,
        )


FILTERS = (
    *("rule", "clause", "pack", "kind", "severity", "basis", "effect", "client", "tier", "unit", "responsible"),
    *("verdict", "outcome", "reason", "missing", "standing", "scope", "change", "rectification", "dispute", "subject"),
)
"""The filters of a question that take values, in the order of `checker query`."""


class ListAsked(CasesAsked):
    """A page of cases."""

    sort: list[str] = _several("Columns to sort by, descending with a leading minus; else the worst first.")
    columns: list[str] = _several("Columns to show.")
    offset: int = Field(0, ge=0, description="So many cases are passed over.")
    limit: int = Field(100, ge=1, le=MOST, description="At most so many cases.")


class GroupsAsked(CasesAsked):
    """Cases counted by columns."""

    group_by: list[str] = _several("Columns to count by: rule, unit, responsible, severity, audit ...")
    sort: list[str] = _several("Columns of the answer to sort by, descending with a leading minus.")
    limit: int = Field(100, ge=1, le=MOST, description="At most so many groups.")


class QueryAsked(ListAsked):
    """The page of cases: listed or, with `group_by`, counted."""

    group_by: list[str] = _several("Columns to count by.")
    limit: int = Field(50, ge=1, le=MOST, description="At most so many rows.")


class TrendAsked(Selection):
    """Violations and the rate from period to period."""

    by: Literal["rule", "unit", "tier", "responsible", "severity", "pack", "kind", "clause"] | None = Field(
        None, description="A line for each."
    )
    clause: list[str] = _several("Clause id; * stands for any letters.")
    kind: list[str] = _several("Kind of rule.")
    basis: list[str] = _several("explicit, interpreted.")
    length: Literal["day", "week", "month", "quarter", "half_year", "year", "other", "all"] | None = Field(
        None, description="Length of the periods; else that of the newest audit's."
    )
    last: int = Field(0, ge=0, description="Only so many last periods; 0 for all.")
    company: str | None = Field(None, description="Whose audits, where the store holds those of several companies.")


class DueAsked(Selection):
    """What falls due."""

    audit: str = Field("latest", description="'latest', an audit's id or the beginning of one.")
    effect: list[str] = _several("violation, suspicion, advice.")
    client: list[str] = _several("Client's id or a part of the name.")
    what: list[Literal["act", "rectification", "answer"]] = _several("What is due; everything if nothing is named.")
    within: int | None = Field(None, ge=0, description="Due within so many local days; 0: today.")
    at: str | None = Field(None, description="Moment from which time is counted, or 'now'; else the audit's own.")
    limit: int = Field(100, ge=1, le=MOST, description="At most so many.")


class DiffAsked(Asked):
    """Two audits to compare."""

    before: str = Field("previous", description="An audit's id or the beginning of one; 'previous' is that before B.")
    after: str = Field("latest", description="The audit to compare it with.")
    limit: int = Field(20, ge=1, le=MOST, description="At most so many cases of each change.")


class AuditAsked(Asked):
    """One audit."""

    audit: str = Field("latest", description="'latest', an audit's id or the beginning of one.")


class CaseAsked(Asked):
    """One case."""

    audit: str = Field("all", description="'all' (the newest that holds it), 'latest', or an id.")


class CasePageAsked(Asked):
    """One case of one audit; `prove`: its verdict is derived again."""

    prove: bool = False


def split(values: list[str]) -> tuple[str, ...]:
    """Values of a repeated parameter, each of which may hold several with commas between."""
    return tuple(part.strip() for value in values for part in value.split(",") if part.strip())


def _filled(value: Any) -> Any:
    if isinstance(value, list):
        return [one for one in value if str(one).strip()]
    return value.strip() if isinstance(value, str) else value


MODELS = (ListAsked, GroupsAsked, TrendAsked, DueAsked, DiffAsked, AuditAsked, CaseAsked)

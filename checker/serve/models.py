"""The shapes of the API's answers, for its OpenAPI page."""

from collections.abc import Mapping
from typing import Any, Literal, Optional

from pydantic import BaseModel, ConfigDict, Field, create_model

from checker.query.columns import COLUMNS, COUNTS, GROUPS
from checker.query.due import COLUMNS as DUE_COLUMNS
from checker.query.trend_figures import BY
from checker.query.trend_lines import FLAT
from checker.tables import CASES, MARKS

TYPES: dict[str, Any] = {
    "VARCHAR": str,
    "VARCHAR[]": list[str],
    "DOUBLE": float,
    "BIGINT": int,
    "BOOLEAN": bool,
}
"""What JSON holds for a column of that type; moments and days are ISO text."""
OWN: dict[str, Any] = {
    **dict.fromkeys((*COUNTS, "met", "judged_cases", "waived", "days_left"), int),
    **dict.fromkeys(("rate", "rate_after_waivers", "seconds_left"), float),
    "audits": list[str],
    "complete": bool,
}


class Shape(BaseModel):
    """An object of the API; names may be added to it, none is taken away."""

    model_config = ConfigDict(extra="allow")


class ProblemShape(Shape):
    """One mistake: where, what, and how to put it right."""

    where: str
    what: str
    remedy: str


class Problems(Shape):
    """Why there is no answer."""

    problems: list[ProblemShape]


class Days(Shape):
    """Local days, from `start` up to and without `end`."""

    start: str
    end: str


class RateShape(Shape):
    """Met among those judged (met and violated), scope period, effect violation; `value` null where none was."""

    met: int
    violated: int
    judged: int | None = None
    value: float | None


class PrunedShape(Shape):
    """When, by whom and why an audit was taken out of the store."""

    at: str
    by: str
    why: str


class AuditLine(Shape):
    """One audit of the store; what a damaged or pruned one does not tell is null."""

    audit_id: str
    state: Literal["ok", "damaged", "pruned"]
    company: str | None
    period: Days | None
    as_of: str | None = Field(description="What was known, UTC.")
    zone: str | None
    complete: bool | None
    exit_code: int | None
    rate: RateShape | None
    verdicts: dict[str, int] | None = Field(description="Cases by verdict, both scopes.")
    size: int = Field(description="Bytes.")
    ended: str = Field(description="When it was stored; '' where nobody noted.")
    damage: str | None
    pruned: PrunedShape | None


class Audits(Shape):
    """The audits in the order of storing."""

    total: int
    audits: list[AuditLine]


class Summary(Shape):
    """The figures, as in `checker report --format json`."""

    exit_code: int
    rate: RateShape
    rate_after_waivers: float | None
    waived: int
    rules: dict[str, int]
    period: dict[str, int]
    carried: dict[str, int]
    violated_by_effect: dict[str, int]
    violations_by_severity: list[dict[str, Any]]
    by_responsible: list[dict[str, Any]]
    by_unit: list[dict[str, Any]]
    by_tier: list[dict[str, Any]]
    cases: int
    quarantined: int


class AuditShape(Shape):
    """One audit; `reports`: format to the address of its report."""

    audit_id: str
    company: str | None
    period: Days
    as_of: str
    taken_at: str | None
    zone: str
    complete: bool
    incomplete: list[ProblemShape]
    versions: dict[str, str]
    exit_code: int
    summary: Summary
    reports: dict[str, str]


class Unknowns(Shape):
    """A value of a filter that names nobody and nothing in these audits, and the nearest that is known."""

    filter: str
    value: str
    near: str


class Page(Shape):
    """Rows under `columns`: `shown` of `total`."""

    total: int
    shown: int
    lang: Literal["en", "ru", "zh"]
    columns: list[str]


def _row(name: str, says: str, columns: Mapping[str, Any]) -> type[BaseModel]:
    fields: dict[str, Any] = {one: (Optional[kind], None) for one, kind in columns.items()}  # noqa: UP045  a type at run time
    return create_model(name, __base__=Shape, __doc__=says, **fields)


def _typed(names: tuple[str, ...]) -> dict[str, Any]:
    return {name: OWN.get(name) or TYPES.get({**CASES, **MARKS}.get(name, ""), str) for name in names}


CaseRow = _row("CaseRow", "A case, in the columns that were asked for.", _typed(tuple(COLUMNS)))
GroupRow = _row(
    "GroupRow", "Cases counted; `clauses` holds one clause.", {**_typed((*GROUPS, *COUNTS)), "clauses": str}
)
DueRow = _row("DueRow", "What falls due.", {**_typed(DUE_COLUMNS), "time_left": str})
TrendRow = _row(
    "TrendRow", "The figures of a key in a period.", _typed((*FLAT, "title", *(column for column, *_ in BY.values())))
)


class Cases(Page):
    """A page of cases; `next` is the address of the following one, null at the end."""

    audits: list[str]
    offset: int
    limit: int
    next: str | None
    unknown: list[Unknowns]
    rows: list[CaseRow]  # type: ignore[valid-type]


class Groups(Page):
    """Cases counted by columns."""

    audits: list[str]
    unknown: list[Unknowns]
    rows: list[GroupRow]  # type: ignore[valid-type]


class TrendShape(Page):
    """A row for each key and period."""

    by: str | None
    zone: str
    left_out: dict[str, int]
    rows: list[TrendRow]  # type: ignore[valid-type]


class Due(Page):
    """What falls due first stands first; `passed`: acts that fell due between the audit and `at`."""

    audit: str
    as_of: str
    at: str
    passed: int
    rows: list[DueRow]  # type: ignore[valid-type]


class SideShape(Shape):
    """An audit that was compared."""

    audit_id: str
    company: str | None
    period: Days
    as_of: str
    zone: str | None


class DiffShape(Shape):
    """What became of violations from one audit to another; `counts`: change and effect to how many."""

    before: SideShape
    after: SideShape
    counts: dict[str, dict[str, int]]
    by_rule: list[dict[str, Any]]
    by_unit: list[dict[str, Any]]
    total: int
    shown: int
    cases: list[dict[str, Any]]


class RuleShape(Shape):
    """A rule with what became of it in the audit, scope period."""

    rule_id: str
    pack: str
    kind: str
    severity: str
    basis: str
    effect: str
    title: str
    words: str | None
    clauses: list[str]
    status: str
    met: int
    violated: int
    pending: int
    undetermined: int
    not_applicable: int


class Rules(Shape):
    """The rules of an audit."""

    lang: Literal["en", "ru", "zh"]
    audit: str
    total: int
    rules: list[RuleShape]


class CaseShape(Shape):
    """One case with its evidence, and its explanation as `checker explain` gives it."""

    audit: str
    lang: Literal["en", "ru", "zh"]
    case: dict[str, Any]
    explanation: str

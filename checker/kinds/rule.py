"""What every rule says, whatever its kind."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, ClassVar, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, field_validator, model_validator

Identifier = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$")]
Word = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]
WordOrNone = Annotated[str, StringConstraints(pattern=r"^([a-z][a-z0-9_]*)?$")]
Named = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_.|]*$")]
ClauseId = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$")]
Severity = Literal["low", "medium", "high", "critical"]
Basis = Literal["explicit", "interpreted"]
Effect = Literal["violation", "suspicion", "advice"]
BASES: tuple[str, ...] = ("explicit", "interpreted", "literal")
SEVERITIES: tuple[str, ...] = ("low", "medium", "high", "critical")


class Strict(BaseModel):
    """Data from a rule file: unknown keys are errors, values do not change."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Text(Strict):
    """One text in the three languages of the readers."""

    en: str
    ru: str
    zh: str


class Alternative(Strict):
    """Another way to read the text; `value`: what the parameter would be under it, where a value says the same."""

    says: str
    value: str | list[str] | None = None

    @model_validator(mode="after")
    def _something(self) -> "Alternative":
        if "value" in self.model_fields_set and self.value is None:
            raise ValueError("value is empty; give the parameter's value under this reading, or leave the key out")
        return self

    def __str__(self) -> str:
        if self.value is None:
            return self.says
        return f"{self.says} (= {self.value if isinstance(self.value, str) else ', '.join(self.value) or '[]'})"


def _said_alone(alternative: Any) -> Any:
    return {"says": alternative} if isinstance(alternative, str) else alternative


class Reading(Strict):
    """A place where the text leaves room: the parameter that carries it, our reading, the others."""

    param: str
    ours: str
    other: list[Annotated[Alternative, BeforeValidator(_said_alone, json_schema_input_type=str | Alternative)]] = []

    @property
    def others(self) -> list[str]:
        """The other readings as texts."""
        return [alternative.says for alternative in self.other]


class ClauseRef(Strict):
    """A clause a rule checks; with `when`, only those cases answer it for which the condition holds."""

    id: ClauseId
    when: str | None = None


class Gate(Strict):
    """An earlier answer: where `when` is true the case has this verdict. Gates are asked in their order."""

    when: str
    verdict: Literal["met", "not_applicable", "undetermined", "pending", "violated"]
    reason: WordOrNone = ""
    missing: list[Named] = []


class Unknown(Strict):
    """Where `when` is true, an act that was not found proves nothing: violated becomes undetermined."""

    when: str
    missing: list[Named]


class Lowered(Strict):
    """A severity that a condition changes."""

    when: str
    severity: Severity


class Example(Strict):
    """A case a reader can follow: rows given, verdicts expected, nothing else. Without a `period` all are judged."""

    name: str
    as_of: str
    given: dict[str, list[dict[str, Any]]]
    expect: dict[str, Any]
    lacks: list[str] = []
    parameters: dict[str, Any] = {}
    calendar: dict[str, Any] | None = None
    zone: str = "UTC"
    period: str | None = None


class Rule(Strict):
    """One checkable obligation. The fields here are common to all kinds; docs/writing_rules.md explains each.

    `adds`: names that a kind adds to the columns of the subject, with the columns that carry them.
    `keeps_met`: cases that are met are kept row by row, since their figure is the point.
    `implied_by`: rules of the same pack of whose violations one of this rule follows, where both are about one thing.
    `window_is_moment`: `window` is an instant to be shown, not the kind of window that cases are.
    """

    judged_by_default: ClassVar[str] = "event"
    adds: ClassVar[Mapping[str, str]] = {}
    window_is_moment: ClassVar[bool] = True
    keeps_met: ClassVar[bool] = False

    id: Identifier
    formerly: list[Identifier] = []
    clauses: list[ClauseRef] = Field(min_length=1)
    title: Text
    severity: Severity
    severity_when: list[Lowered] = []
    basis: Basis
    effect: Effect = "violation"
    readings: list[Reading] = []
    since: date | None = None
    until: date | None = None
    subject: str
    reported_as: Word | None = None
    key: str = "id"
    when: str | None = None
    gates: list[Gate] = []
    unknown: list[Unknown] = []
    occurrence: str | None = None
    window: str | None = None
    responsible: str | None = None
    client: str | None = None
    unit: str | None = None
    calendar: Literal["company", "unit"] = "company"
    zone: Literal["company", "unit"] | None = None
    judged: Literal["event", "state"] | None = None
    implied_by: list[Identifier] = []
    tolerates: list[Named] = []
    needs: list[Named] = []
    evidence: list[str] = []
    examples: list[Example] = []

    @field_validator("clauses", mode="before")
    @classmethod
    def _plain_clauses(cls, value: Any) -> Any:
        if isinstance(value, list):
            return [{"id": item} if isinstance(item, str) else item for item in value]
        return value

    @property
    def is_state(self) -> bool:
        """Whether cases are judged in every audit at as_of rather than in one home period."""
        return (self.judged or self.judged_by_default) == "state"

    def rests_on(self, basis: str) -> bool:
        """Whether the rule is of one of BASES; `literal`: explicit in the text, and no reading of ours is in it."""
        if basis == "literal":
            return self.basis == "explicit" and not self.readings
        return self.basis == basis

"""Declared escalations: read, checked, and in an order in which none builds on a later one."""

from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from string import Formatter
from typing import Annotated, Any, Literal, Self

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from checker.errors import Problem, UsageError
from checker.escalation.conditions import Condition, misfits

FACTS: Mapping[str, Mapping[str, type]] = {
    "rule_count": {"rule": str, "violations": int, "open": int},
    "overdue_count": {"overdue": int, "critical": int},
}
"""Kinds of facts that the counts give, with the types of their fields."""

TOTAL = {"total": int}
MOST_RULES = 60
PLACEHOLDERS = {"person", "rule", "count", "start", "end"}

Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_-]*$", max_length=60)]


class Text(BaseModel):
    """One text in the three languages."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    en: str
    ru: str
    zh: str


class Addressed(BaseModel):
    """The closing sentence: whom the conclusion is for, or that the data do not say."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    known: Text
    unknown: Text


class Escalation(BaseModel):
    """One step of the chain. It `watches` a kind of fact or an escalation above it, or `counts` such findings."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    id: Name
    title: Text
    watches: Name | None = None
    counts: Name | None = None
    when: Condition | None = None
    conclusion: Name
    addressee: Literal["head"]
    text: Text

    @model_validator(mode="after")
    def _one_source(self) -> Self:
        if (self.watches is None) == (self.counts is None):
            raise ValueError("an escalation has either `watches` or `counts`")
        for text in (self.text.en, self.text.ru, self.text.zh):
            unknown = {name for _, name, _, _ in Formatter().parse(text) if name is not None} - PLACEHOLDERS
            if unknown:
                raise ValueError(f"unknown placeholder {', '.join(sorted(unknown))} in '{text}'")
        return self


class Definitions(BaseModel):
    """A pack of escalations."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    pack: Name
    addressees: dict[Literal["head"], Addressed]
    escalations: list[Escalation]

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        problems = list(_problems(self.escalations))
        rules = len(self.escalations) * 3 + len(FACTS)
        if rules > MOST_RULES:
            problems.append(f"too many escalations: they need {rules} rules of the engine, which takes {MOST_RULES}")
        if problems:
            raise ValueError("; ".join(problems))
        return self


@cache
def load_definitions() -> Definitions:
    """The escalations that come with the checker. Raises UsageError."""
    source = files(__package__).joinpath("escalations.yaml")
    return read_definitions(source.read_text(encoding="utf-8"), "escalations.yaml")


def read_definitions(text: str, where: str) -> Definitions:
    """Escalations from YAML. Raises UsageError with every mistake."""
    try:
        told: Any = yaml.safe_load(text)
        return Definitions.model_validate(told)
    except yaml.YAMLError as error:
        raise UsageError(Problem(where, f"is not YAML: {error}")) from error
    except ValidationError as error:
        mistakes = [(".".join(str(step) for step in one["loc"]), one["msg"]) for one in error.errors()]
        raise UsageError(Problem(f"{where}: {place}".rstrip(": "), what) for place, what in mistakes) from error


def _problems(escalations: list[Escalation]) -> Iterator[str]:
    """Unknown sources, names twice, conditions that do not fit; sources must stand above, so there are no circles."""
    kinds: dict[str, Mapping[str, type]] = dict(FACTS)
    for one in escalations:
        if one.id in kinds:
            yield f"the name '{one.id}' is taken"
        source = one.watches or one.counts or ""
        if source not in kinds or (one.counts and one.counts in FACTS):
            yield f"{one.id}: '{source}' is not {'an escalation' if one.counts else 'a fact or an escalation'} above it"
        fields = TOTAL if one.counts else kinds.get(source, {})
        if one.when is not None:
            yield from (f"{one.id}: {misfit}" for misfit in misfits(one.when, fields))
        kinds[one.id] = {} if one.counts else fields

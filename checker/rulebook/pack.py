"""The shape of a rule file."""

from datetime import date
from typing import Any, Literal

from pydantic import Field, model_validator

from checker.kinds import AnyRule
from checker.kinds.rule import Strict, Text, Word

Became = Literal["rule", "indicator", "advice", "merged", "inactive", "embodied", "not_checked"]


class Dated(Strict):
    """A parameter's value from one day to another, both inclusive."""

    value: Any
    since: date | None = None
    until: date | None = None


class Parameter(Strict):
    """A number or word that a regulation fixes or that we set where it is open. `unit` names time, money or share.

    `one_of`: the only texts that a parameter of type text takes; without it, any.
    `policy`: the part of the auditor's policy that fills the list, one text a line (see rulebook/policy_lists.py).
    """

    value: Any = None
    values: list[Dated] = []
    unit: str = ""
    type: Literal["number", "text", "boolean", "list"] = "number"
    one_of: list[str] = []
    policy: Literal["permission_matrix", "approval_authority"] | None = None
    says: Text
    clauses: list[str] = []

    @model_validator(mode="after")
    def _one(self) -> "Parameter":
        if self.value is not None and self.values:
            raise ValueError("give either value or values")
        if self.one_of and self.type != "text":
            raise ValueError("one_of is for parameters of type text")
        unknown = [text for text in (self.value, *(dated.value for dated in self.values)) if not self.takes(text)]
        if unknown:
            raise ValueError(f"'{unknown[0]}' is none of {', '.join(self.one_of)}")
        return self

    def takes(self, text: Any) -> bool:
        """Whether one_of, where it is given, names a text; no value at all is always taken."""
        return not self.one_of or text is None or text in self.one_of


class View(Strict):
    """A named SELECT in the closed subset. `of` is the entity of its rows; `why` says why no kind says it alone."""

    why: str
    of: str | None = None
    tolerates: list[str] = []
    select: str


class Placement(Strict):
    """What became of clauses that no rule of the pack cites."""

    clauses: list[str] = Field(min_length=1)
    as_: Literal["merged", "inactive", "embodied", "not_checked"] = Field(alias="as")
    into: str | None = None
    why: str


class Part(Strict):
    """What a rule file may hold beside its head; a large pack is an index with parts of this shape."""

    parameters: dict[str, Parameter] = {}
    views: dict[Word, View] = {}
    rules: list[AnyRule] = []
    placed: list[Placement] = []


class Pack(Part):
    """One rule file: a regulation turned into parameters, views, rules, and reasons for the clauses without a rule."""

    pack: str
    title: Text
    registers: list[str] = []
    missing_sources: list[Text] = []
    parts: list[str] = []

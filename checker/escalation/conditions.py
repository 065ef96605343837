"""Conditions on one fact: comparisons of its fields with constants, joined by and / or."""

from collections.abc import Iterator, Mapping
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, StrictBool, StrictInt, StrictStr, model_validator

Value = int | str | bool
Constant = StrictBool | StrictInt | StrictStr
Comparison = Annotated[dict[str, Constant], Field(min_length=1, max_length=1)]

ORDERINGS = ("gt", "gte", "lt", "lte")


class Condition(BaseModel):
    """Exactly one of its parts. A comparison with a field that the fact lacks is false; `ex` asks whether it has it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    all_of: list["Condition"] | None = Field(None, alias="and", min_length=1)
    any_of: list["Condition"] | None = Field(None, alias="or", min_length=1)
    eq: Comparison | None = None
    neq: Comparison | None = None
    gt: Comparison | None = None
    gte: Comparison | None = None
    lt: Comparison | None = None
    lte: Comparison | None = None
    ex: str | None = None

    @model_validator(mode="after")
    def _one_part(self) -> Self:
        if len(self.model_fields_set) != 1 or getattr(self, next(iter(self.model_fields_set))) is None:
            raise ValueError("a condition has exactly one part: and, or, eq, neq, gt, gte, lt, lte or ex")
        return self

    @property
    def parts(self) -> list["Condition"]:
        """The conditions that `and` or `or` joins."""
        return self.all_of or self.any_of or []

    def leaves(self) -> Iterator["Condition"]:
        """Its comparisons and questions, without what joins them."""
        if not self.parts:
            yield self
        for part in self.parts:
            yield from part.leaves()

    def leaf(self) -> tuple[str, str, Value | None]:
        """Of a leaf: operator, field, constant (None for `ex`)."""
        operator = next(iter(self.model_fields_set))
        if operator == "ex":
            return operator, str(self.ex), None
        ((field, constant),) = getattr(self, operator).items()
        return operator, field, constant


def misfits(condition: Condition, fields: Mapping[str, type]) -> Iterator[str]:
    """What in a condition does not fit facts with these typed fields, in words."""
    for leaf in condition.leaves():
        operator, field, constant = leaf.leaf()
        if field not in fields:
            yield f"the fact has no field '{field}' (it has: {', '.join(sorted(fields)) or 'none'})"
        elif constant is not None and type(constant) is not fields[field]:
            yield f"'{field}' is {fields[field].__name__} and is compared with {constant!r}"
        elif operator in ORDERINGS and fields[field] is not int:
            yield f"'{operator}' orders numbers; '{field}' is {fields[field].__name__}"

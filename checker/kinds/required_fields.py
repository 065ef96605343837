"""Required fields: these fields (or one of these) are filled, validly, when a condition holds."""

from typing import ClassVar, Literal

from pydantic import Field, model_validator

from checker.kinds.deadline import start_instant
from checker.kinds.frame import OPENED, Frame, Item, Parts
from checker.kinds.rule import Rule, Strict


class Required(Strict):
    """One item owed: a `field`, one of several (`any`), or a `check` of its own; `valid` and `when` narrow it."""

    name: str | None = None
    field: str | None = None
    any: list[str] = []
    check: str | None = None
    valid: str | None = None
    when: str | None = None

    @model_validator(mode="after")
    def _one(self) -> "Required":
        if sum((self.field is not None, bool(self.any), self.check is not None)) != 1:
            raise ValueError("give exactly one of field, any, check")
        if self.check is not None and self.name is None:
            raise ValueError("a check needs a name")
        return self

    @property
    def label(self) -> str:
        """What the item is called in a finding."""
        return self.name or self.field or "|".join(self.any)


class RequiredFields(Rule):
    """Every item of `fields` is filled: with `starts` and `due_at` by then, with `starts` alone at that moment."""

    judged_by_default: ClassVar[str] = "state"

    kind: Literal["required_fields"]
    fields: list[str | Required] = Field(min_length=1)
    starts: str | None = None
    due_at: str | None = None
    inclusive: bool = False

    def parts(self, frame: Frame) -> Parts:
        """All items must hold; the measured figure is the number of gaps known."""
        items = [_item(frame, _as_required(entry), f"fields[{i}]") for i, entry in enumerate(self.fields)]
        gaps = " + ".join(f"CASE WHEN NOT ({item.holds}) THEN 1 ELSE 0 END" for item in items)
        at_once = self.starts is not None and self.due_at is None
        due = frame.expression(self.due_at, "due_at") if self.due_at else OPENED if at_once else Parts.due_at
        return Parts(
            met=f"({' AND '.join(item.holds for item in items)})",
            opened_at=start_instant(frame, self.starts) if self.starts else Parts.opened_at,
            due_at=due,
            inclusive=self.inclusive or at_once,
            at_once=at_once,
            measured=f"({gaps})",
            limit="0",
            measure="count",
            wrong="'absent'",
            items=items,
        )


def _as_required(entry: "str | Required") -> Required:
    return Required(field=entry) if isinstance(entry, str) else entry


def _item(frame: Frame, required: Required, key: str) -> Item:
    if required.check is not None:
        holds = frame.expression(required.check, key)
    else:
        ways = [_filled(frame, name, key) for name in (required.any or [required.field or ""])]
        holds = f"({' OR '.join(ways)})"
    if required.valid:
        holds = f"({holds} AND {frame.expression(required.valid, key)})"
    if required.when:
        holds = f"(NOT {frame.expression(required.when, key)} OR {holds})"
    return Item(required.label, holds, frame.ways(required.any or [required.field] if required.check is None else []))


def _filled(frame: Frame, name: str, key: str) -> str:
    """Filled: text beyond blanks and placeholders, a list with members, any value of another type."""
    expression = frame.expression(name, key)
    if not frame.exported(name):
        return "CAST(NULL AS BOOLEAN)"
    type_ = frame.relations.type_of(frame.rule.subject, name) or "text"
    if type_ == "list<text>":
        return f"(LIST_SIZE({expression}) > 0)"
    is_text = type_ in ("text", "enum", "json")
    return frame.unless_unreadable(name, f"FILLED({expression})" if is_text else f"({expression} IS NOT NULL)")

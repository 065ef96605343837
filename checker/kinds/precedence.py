"""Precedence: before an act, something happened."""

from typing import Literal

from pydantic import Field

from checker.kinds.counterpart import between, note_found
from checker.kinds.frame import DUE, MARK, Frame, Item, Parts
from checker.kinds.required_act import Asked, RequiredAct, ask
from checker.kinds.rule import Rule, Word


class Precedence(Rule):
    """Every one of `requires` happened before the act at `before` (at the same moment is in time, unless `strict`).

    While the act has not happened the case is met when all is there already, else pending, at home with as_of.
    """

    kind: Literal["precedence"]
    before: str
    requires: list[RequiredAct] = Field(min_length=1)
    strict: bool = False
    outcome: Word | None = None

    def parts(self, frame: Frame) -> Parts:
        """What is lacking is late when it came after the act, incomplete when some of it is there, else unapproved."""
        act, last = between(frame, self.subject, "s", self.before.strip(), frame.expression(self.before, "act"))
        bound = DUE if self.strict else f"LEAST(COALESCE({MARK}, AS_OF()), AS_OF())"
        asked = [ask(frame, act, f"requires[{i}]", bound, self.strict) for i, act in enumerate(self.requires)]
        steps: dict[str, str] = {}
        for i, answer in enumerate(asked):
            steps |= {f"k_item_{i}": answer.in_time, f"k_late_{i}": answer.at_last, f"k_when_{i}": answer.afterwards}
            if answer.row:
                steps[f"k_row_{i}"] = answer.row
                note_found(frame, self.requires[i].of, f"k_row_{i}")
        items = [Item(self.requires[i].name, f"s.k_item_{i}", _ways(answer)) for i, answer in enumerate(asked)]
        return Parts(
            met=f"({' AND '.join(item.holds for item in items)})",
            mark=f"CASE WHEN {act} <= AS_OF() THEN {last} END",
            due_at=f"CASE WHEN {act} <= AS_OF() THEN {act} ELSE ADD_MICROS(AS_OF(), 1) END",
            inclusive=True,
            at_once=True,
            steps=steps,
            done_at=_done_at(len(asked)),
            wrong=self._wrong(items),
            items=items,
        )

    def _wrong(self, items: list[Item]) -> str:
        approvals = all(act.of == "approval" for act in self.requires)
        lacking = self.outcome or ("unapproved" if approvals else "absent")
        some = " OR ".join(f"COALESCE({item.holds}, FALSE)" for item in items)
        return f"CASE WHEN s.k_done IS NOT NULL THEN 'late' WHEN {some} THEN 'incomplete' ELSE '{lacking}' END"


def _done_at(number: int) -> str:
    """When the last of what was lacking came, where all of it came at last."""
    came = " AND ".join(f"s.k_late_{i}" for i in range(number))
    moments = [f"CASE WHEN s.k_item_{i} THEN NULL ELSE s.k_when_{i} END" for i in range(number)]
    latest = moments[0] if number == 1 else f"GREATEST({', '.join(moments)})"
    return f"CASE WHEN {came} THEN {latest} END"


def _ways(answer: Asked) -> tuple[tuple[str, ...], ...]:
    return (answer.ways,) if answer.ways else ()

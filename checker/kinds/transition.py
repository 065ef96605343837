"""Transition: a status moves only along allowed steps, with what each step requires."""

from typing import ClassVar, Literal

from pydantic import Field

from checker.errors import Problem, nearest
from checker.kinds.frame import Fact, Frame, Item, Parts
from checker.kinds.rule import Rule, Strict, Word

ANY = "any"
NO_TEXT = "CAST(NULL AS TEXT)"


class StepNeeds(Strict):
    """What the steps `to` (and `from`) some values require: `holds` of the subject and of the names a move adds."""

    name: str
    to: list[str] = Field(min_length=1)
    came_from: list[str] = Field(default=[], alias="from")
    holds: str


class Transition(Rule):
    """Every change of `field` goes from one value to one that `steps` allows after it (`any`: after every value).

    `initial` are the values that may come first, out of an empty field; without it such a change cannot be told.
    Changes come from the change log; each is a case.
    """

    adds: ClassVar[dict[str, str]] = {
        "moved_at": "k_moved_at",
        "moved_from": "k_moved_from",
        "moved_to": "k_moved_to",
        "moved_by_id": "k_moved_by_id",
    }

    kind: Literal["transition"]
    field: Word
    steps: dict[str, list[str]] = Field(min_length=1)
    initial: list[str] = []
    requires: list[StepNeeds] = []

    def parts(self, frame: Frame) -> Parts:
        """A step that is not allowed, or allowed and incomplete; an unknown value on either side leaves it open."""
        entity = frame.relations.entity_of(self.subject) or self.subject
        self._check(frame, entity)
        frame.needs.update(("field_change", f"{entity}.{self.field}"))
        for name in ("moved_from", "moved_to"):
            frame.facts[name] = Fact(entity, self.field, f"k_{name}")
        needs = [Item(need.name, _needed(frame, need, i)) for i, need in enumerate(self.requires)]
        items = [Item(self.field, f"({self._allowed()})"), *needs]
        return Parts(
            met=f"({' AND '.join(item.holds for item in items)})",
            relation=self._relation(entity),
            due_at="s.k_moved_at",
            inclusive=True,
            at_once=True,
            keys={"occurrence": "CAST(s.k_change_id AS TEXT)"},
            wrong=f"CASE WHEN {items[0].holds} THEN 'incomplete' ELSE 'not_allowed' END",
            items=items,
        )

    def _check(self, frame: Frame, entity: str) -> None:
        """The field has a history, and the values named are among those it may hold."""
        fields = frame.relations.schema.entities[entity].fields if entity in frame.relations.schema.entities else {}
        past = [name for name, column in fields.items() if column.history]
        if self.field not in past:
            what = f"'{entity}' keeps no history of '{self.field}'"
            frame.problems.append(Problem(f"{frame.where}: field", what, nearest(self.field, past)))
            return
        column = fields[self.field]
        named = [*self.steps, *(value for values in self.steps.values() for value in values), *self.initial]
        for value in dict.fromkeys(named):
            if column.values and not column.open and value not in (*column.values, ANY):
                what = f"'{value}' is no value of {entity}.{self.field}"
                frame.problems.append(Problem(f"{frame.where}: steps", what, nearest(value, column.values)))

    def _allowed(self) -> str:
        after = "s.k_moved_from"
        ways = [
            f"({'TRUE' if before == ANY else f'{after} = {_quoted(before)}'} AND s.k_moved_to IN ({_listed(values)}))"
            for before, values in self.steps.items()
            if values
        ]
        allowed = " OR ".join(ways) or f"({after} IS NULL AND NULL)"
        first = f"s.k_moved_to IN ({_listed(self.initial)})" if self.initial else "CAST(NULL AS BOOLEAN)"
        return f"CASE WHEN {after} IS NULL AND s.k_is_first THEN {first} ELSE {allowed} END"

    def _relation(self, entity: str) -> str:
        """A row for every change of value, as the log tells it: from what, to what, when, by whom."""
        order = "CASE WHEN h.valid_from_at IS NULL THEN 0 ELSE 1 END, h.valid_from_at"
        span = f"OVER (PARTITION BY h.entity_id ORDER BY {order})"
        history = (
            f"SELECT h.entity_id, h.value, h.valid_from_at, h.change_id, LAG(h.value) {span} AS before, "
            f"ROW_NUMBER() {span} AS place FROM {entity}_{self.field}_history AS h"
        )
        return (
            "(SELECT s.*, h.before AS k_moved_from, h.value AS k_moved_to, h.valid_from_at AS k_moved_at, "
            "h.change_id AS k_change_id, h.place = 2 AS k_is_first, f.changed_by_id AS k_moved_by_id "
            f"FROM {self.subject} AS s JOIN ({history}) AS h ON h.entity_id = s.id "
            "LEFT JOIN field_change AS f ON f.id = h.change_id "
            "WHERE h.valid_from_at IS NOT NULL AND h.valid_from_at <= AS_OF() "
            "AND NOT COALESCE(h.value = h.before, FALSE))"
        )


def _needed(frame: Frame, need: StepNeeds, i: int) -> str:
    applies = f"s.k_moved_to IN ({_listed(need.to)})"
    if need.came_from:
        applies += f" AND s.k_moved_from IN ({_listed(need.came_from)})"
    return f"(NOT ({applies}) OR {frame.expression(need.holds, f'requires[{i}].holds')})"


def _listed(values: list[str]) -> str:
    return ", ".join(_quoted(value) for value in values)


def _quoted(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"

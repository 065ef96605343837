"""Unique: no two rows are the same thing."""

from typing import ClassVar, Literal

from pydantic import Field

from checker.kinds.counterpart import note_found
from checker.kinds.frame import Frame, Item, Parts
from checker.kinds.rule import Rule


class Unique(Rule):
    """No other row `among` those compared has the same `fields`, taken without case and surplus blanks."""

    judged_by_default: ClassVar[str] = "state"

    kind: Literal["unique"]
    fields: list[str] = Field(min_length=1)
    among: str | None = None

    def parts(self, frame: Frame) -> Parts:
        """Each row that shares its key is a case of its own. Blanks and placeholders never collide: unknown."""
        keys = [f"k_key_{i}" for i in range(len(self.fields))]
        for text in self.fields:
            frame.expression(text, "fields")
        blank = " OR ".join(f"s.{key} IS NULL" for key in keys)
        sure, possible = "s.k_same_sure", "s.k_same_possible"
        met = f"CASE WHEN {blank} THEN NULL WHEN {sure} > 0 THEN FALSE WHEN {possible} > 0 THEN NULL ELSE TRUE END"
        note_found(frame, self.subject, "k_twin")
        return Parts(
            met=met,
            relation=self._relation(frame, keys),
            measured=f"CAST({sure} + 1 AS DOUBLE)",
            limit="1",
            measure="count",
            wrong="'duplicate'",
            items=[Item(text, met) for text in self.fields],
        )

    def _relation(self, frame: Frame, keys: list[str]) -> str:
        """The subject's rows with their keys, how many others share them (surely, possibly), and one of those."""
        own = frame.beside(self.key, self.subject, "key")
        texts = [f"CAST({frame.beside(text, self.subject, 'fields')} AS TEXT)" for text in self.fields]
        normal = "".join(
            f", CASE WHEN FILLED({text}) THEN TIDY({text}) END AS {key}" for text, key in zip(texts, keys, strict=True)
        )
        among = frame.beside(self.among, self.subject, "among") if self.among else "TRUE"
        keyed = f"SELECT o.*{normal}, {among} AS k_among, CAST({own} AS TEXT) AS k_own FROM {self.subject} AS o"
        group = f"OVER (PARTITION BY {', '.join(f'o.{key}' for key in keys)})"
        counted = {
            "k_same_sure": f"SUM({_SURE}) {group} - {_SURE}",
            "k_same_possible": f"SUM({_POSSIBLE}) {group} - {_POSSIBLE}",
            "k_least": f"MIN(CASE WHEN o.k_among THEN o.k_own END) {group}",
            "k_most": f"MAX(CASE WHEN o.k_among THEN o.k_own END) {group}",
        }
        figures = "".join(f", {expression} AS {name}" for name, expression in counted.items())
        filled = " AND ".join(f"u.{key} IS NOT NULL" for key in keys)
        other = "CASE WHEN u.k_least = u.k_own THEN u.k_most ELSE u.k_least END"
        twin = f"CASE WHEN u.k_same_sure > 0 AND {filled} THEN {other} END"
        return f"(SELECT u.*, {twin} AS k_twin FROM (SELECT o.*{figures} FROM ({keyed}) AS o) AS u)"


_SURE = "CASE WHEN o.k_among THEN 1 ELSE 0 END"
_POSSIBLE = "CASE WHEN COALESCE(o.k_among, TRUE) THEN 1 ELSE 0 END"

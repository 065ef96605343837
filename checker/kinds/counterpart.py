"""Counterparts: rows of another relation that belong to a subject, seen as `o` beside the subject `s`."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from checker.errors import Problem, nearest
from checker.kinds.frame import Fact, Frame

NUMBER = re.compile(r"\(*\d+\)*")
NO_MOMENT = "CAST(NULL AS TIMESTAMP)"


@dataclass(frozen=True)
class Counterparts:
    """Rows `o` of a relation as SQL: `rows` goes after FROM.

    `tied`: the row belongs to the subject. `counts`: three-valued, the author's condition. `keyed`: the subject's own
    part of the tie is known. The rows have k_at and k_last: when they happened, and of a mere day its last microsecond.
    `ways`: the table and the columns that must be delivered to know them. `garbled`: when a row happened could not be
    read; '' where that cannot be told.
    """

    rows: str
    tied: str
    counts: str
    keyed: str
    ways: tuple[str, ...]
    garbled: str = ""

    def happened(self, condition: str) -> str:
        """Three-valued: a condition on the moment of a row, which is not known where it could not be read."""
        return (
            f"CASE WHEN {self.garbled} THEN CAST(NULL AS BOOLEAN) ELSE {condition} END" if self.garbled else condition
        )

    def figure(self, condition: str, what: str = "COUNT(*)") -> str:
        """A figure over the rows of the subject for which the condition is true."""
        return f"(SELECT {what} FROM {self.rows} WHERE {self.tied} AND {condition})"

    def enough(self, least: str, condition: str = "TRUE", distinct: str | None = None) -> str:
        """Three-valued: at least so many rows (or distinct values) count and meet the condition.

        A row whose value is empty is surely one, and possibly one more.
        """
        holds = f"({self.counts} AND {condition})"
        sure, possible = f"COUNT(CASE WHEN {holds} THEN 1 END)", "COUNT(*)"
        if distinct:
            known = f"COUNT(DISTINCT CASE WHEN {holds} THEN {distinct} END)"
            sure = f"GREATEST({known}, CASE WHEN {sure} > 0 THEN 1 ELSE 0 END)"
            possible = f"COUNT(DISTINCT {distinct}) + COUNT(*) - COUNT({distinct})"
        likely = f"COALESCE({holds}, TRUE)"
        reached = "CASE WHEN {sure} >= {least} THEN TRUE WHEN {possible} >= {least} THEN NULL ELSE FALSE END"
        if NUMBER.fullmatch(least):
            # One look at the rows: what an engine spends on planning grows steeply with their number.
            return self.known(self.figure(likely, reached.format(sure=sure, possible=possible, least=least)))
        figures = {"sure": self.figure(likely, sure), "possible": self.figure(likely, possible)}
        return self.known(reached.format(least=least, **figures))

    def known(self, holds: str) -> str:
        """The three-valued condition, unknown where the tie or the rows are."""
        delivered = "".join(f"EXPORTED('{name}') AND " for name in self.ways)
        return f"CASE WHEN {delivered}{self.keyed} THEN {holds} ELSE CAST(NULL AS BOOLEAN) END"


def counterparts(
    frame: Frame,
    relation: str,
    key: str,
    on: Mapping[str, str],
    where: str | None = None,
    at: str | None = None,
    extra: str = "",
) -> Counterparts:
    """The rows of `relation` whose columns equal the subject's expressions (`on`), dated by `at`.

    `extra` are more columns for the rows as SQL over `o` and k_at, each begun by a comma. Mistakes are collected.
    """
    columns = frame.relations.columns(relation)
    if columns is None:
        remedy = nearest(relation, frame.relations.names())
        frame.problems.append(Problem(f"{frame.where}: {key}", f"unknown relation '{relation}'", remedy))
        columns = ()
    own = {name: frame.expression(text, "on") for name, text in on.items()}
    tied = [f"{frame.beside(name, relation, 'on')} = {value}" for name, value in own.items()]
    keyed = [f"{value} IS NOT NULL" for value in own.values()]
    first, last = _moments(frame, relation, at) if at else (NO_MOMENT, NO_MOMENT)
    rows = f"SELECT o.*, {first} AS k_at, {last} AS k_last FROM {relation} AS o"
    rows = f"SELECT o.*{extra} FROM ({rows}) AS o" if extra else rows
    return Counterparts(
        rows=f"({rows}) AS o",
        tied=" AND ".join(tied) or "TRUE",
        counts=frame.expression(where, f"{key}.where", other=relation) if where else "TRUE",
        keyed=f"({' AND '.join(keyed) or 'TRUE'})",
        ways=_ways(frame, relation, [*on, *([at] if at in columns else [])]),
        garbled=f"HAS_MEMBER(o.unreadable, '{at}')" if at in columns and "unreadable" in columns else "",
    )


def note_found(frame: Frame, relation: str, column: str) -> None:
    """Show a column of `s` that holds the key of a row found, as evidence."""
    entity = frame.relations.entity_of(relation) or relation
    frame.facts[f"{relation} found"] = Fact(entity, "id", column, optional=True)


def moment(frame: Frame, text: str, key: str) -> str:
    """A moment of the subject; a date counts from its midnight."""
    expression = frame.expression(text, key)
    is_day = frame.relations.type_of(frame.rule.subject, text.strip()) == "date"
    return f"DAY_START({expression})" if is_day else expression


def _ways(frame: Frame, relation: str, names: list[str]) -> tuple[str, ...]:
    """The table and its columns that must be delivered; of a view nothing, which says itself what it needs."""
    if relation not in frame.relations.schema.entities:
        return ()
    return (relation, *(f"{relation}.{name}" for name in names))


def _moments(frame: Frame, relation: str, at: str) -> tuple[str, str]:
    """The first and the last moment at which a row may have happened."""
    return between(frame, relation, "o", at.strip().removeprefix("o."), frame.beside(at, relation, "at"))


def between(frame: Frame, relation: str, alias: str, column: str, expression: str) -> tuple[str, str]:
    """The first and the last moment of an expression: one instant, or the day where a day is all we know."""
    if frame.relations.type_of(relation, column) == "date":
        return f"DAY_START({expression})", f"ADD_MICROS(DAY_END({expression}), -1)"
    columns = frame.relations.columns(relation) or ()
    if column not in columns or "bare_dates" not in columns:
        return expression, expression
    day = f"ADD_MICROS(CLOCK_START({alias}.{column}), -1)"
    return expression, f"CASE WHEN HAS_MEMBER({alias}.bare_dates, '{column}') THEN {day} ELSE {expression} END"

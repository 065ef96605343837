"""Absence: between two moments, something does not happen."""

from typing import Literal

from pydantic import Field

from checker.kinds.counterpart import Counterparts, counterparts, moment, note_found
from checker.kinds.frame import DUE, OPENED, Fact, Frame, Parts
from checker.kinds.rule import Rule, Word

NO_TEXT = "CAST(NULL AS TEXT)"


class Absence(Rule):
    """No row of `event` that belongs to the subject (`on`) and meets `where` happens `at` a moment of [starts, ends).

    `per: event`: each such row is a case, violated inside the span and met outside it; `by` names the column of the
    event that says who did it. `per: subject`: each subject is one, due at the end of its span.
    """

    kind: Literal["absence"]
    event: Word
    on: dict[Word, str] = Field(min_length=1)
    at: str
    where: str | None = None
    starts: str
    ends: str | None = None
    per: Literal["event", "subject"] = "event"
    by: Word | None = None

    def parts(self, frame: Frame) -> Parts:
        """An event of which only the day is known is inside or outside when the whole day is, else unknown."""
        rows = counterparts(frame, self.event, "event", self.on, self.where, self.at)
        frame.needs.update(rows.ways)
        starts = moment(frame, self.starts, "starts")
        ends = moment(frame, self.ends, "ends") if self.ends else "CAST(NULL AS TIMESTAMP)"
        build = self._per_event if self.per == "event" else self._per_subject
        return build(frame, rows, starts, ends)

    def _per_subject(self, frame: Frame, rows: Counterparts, starts: str, ends: str) -> Parts:
        """Home is the period of the first forbidden event, else of the end of the span, else of as_of."""
        inside = _inside("o.k_at", "o.k_last", starts, ends)
        forbidden = f"({rows.counts} AND {inside} AND o.k_at <= AS_OF())"
        possible = f"COALESCE({forbidden}, TRUE)"
        first = rows.figure(forbidden, "MIN(o.k_at)")
        undated = rows.figure(f"{possible} AND o.k_at IS NULL")
        running = f"CASE WHEN {undated} > 0 THEN AS_OF() ELSE ADD_MICROS(AS_OF(), 1) END"
        due = f"COALESCE({first}, {rows.figure(possible, 'MIN(o.k_at)')}, {ends}, {running})"
        steps = {"k_some": rows.enough("1", f"({inside} AND o.k_at <= AS_OF())"), "k_count": rows.figure(forbidden)}
        if "id" in (frame.relations.columns(self.event) or ()):
            steps["k_first"] = rows.figure(forbidden, "MIN(o.id)")
            note_found(frame, self.event, "k_first")
        return Parts(
            met=f"CASE WHEN AS_OF() < {DUE} THEN FALSE ELSE NOT s.k_some END",
            opened_at=starts,
            due_at=f"CASE WHEN {OPENED} IS NOT NULL THEN {due} END",
            steps=steps,
            done_at=first,
            measured="CAST(s.k_count AS DOUBLE)",
            limit="0",
            measure="count",
            wrong="'not_allowed'",
        )

    def _per_event(self, frame: Frame, rows: Counterparts, starts: str, ends: str) -> Parts:
        """An event that names nobody is a case too, which cannot be told."""
        entity = frame.relations.entity_of(self.event) or self.event
        frame.facts["event at"] = Fact(entity, self.at, "k_at")
        columns = frame.relations.columns(self.event) or ()
        plain: dict[str, str] = {name: f"s.k_event_{name}" for name in ("source_file", "source_row") if name in columns}
        carried = {"k_event_id": frame.beside("id", self.event, "event")}
        carried |= {f"k_event_{name}": f"o.{name}" for name in plain}
        carried["k_event_by"] = frame.beside(self.by, self.event, "by") if self.by else NO_TEXT
        listed = "".join(f", {expression} AS {name}" for name, expression in carried.items())
        own = frame.expression(self.key, "key", shown=False)
        nobody = " OR ".join(f"o.{name} IS NULL" for name in self.on)
        relation = (
            f"(SELECT s.*, o.k_at, o.k_last, {rows.counts} AS k_counts, {own} IS NULL AS k_nobody{listed} "
            f"FROM {rows.rows} LEFT JOIN {frame.subject_rows()} AS s ON {rows.tied} "
            f"WHERE COALESCE({rows.counts}, TRUE) AND COALESCE(o.k_at <= AS_OF(), TRUE) "
            f"AND ({own} IS NOT NULL OR {nobody}))"
        )
        keys = {"subject_type": f"'{entity}'", "subject_id": "CAST(s.k_event_id AS TEXT)"}
        keys |= {"occurrence": f"COALESCE(CAST({own} AS TEXT), '')", **plain}
        keys |= {"responsible_id": "COALESCE(s.k_event_by, '')"} if self.by else {}
        return Parts(
            met=f"NOT (s.k_counts AND {_inside('s.k_at', 's.k_last', starts, ends)})",
            relation=relation,
            beyond="s.k_nobody",
            due_at="s.k_at",
            inclusive=True,
            at_once=True,
            done_at="s.k_at",
            wrong="'not_allowed'",
            keys=keys,
            entity=entity,
            gates=[
                ("s.k_nobody", "undetermined", "reference_missing", " ".join(f"{entity}.{name}" for name in self.on))
            ],
        )


def _inside(first: str, last: str, starts: str, ends: str) -> str:
    """Three-valued: the whole of [first, last] lies in [starts, ends), none of it, or it cannot be told."""
    outside = f"{last} < {starts} OR COALESCE({first} >= {ends}, FALSE)"
    return f"CASE WHEN {outside} THEN FALSE WHEN {first} >= {starts} AND COALESCE({last} < {ends}, TRUE) THEN TRUE END"

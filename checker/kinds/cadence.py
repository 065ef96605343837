"""Cadence: at least so many events in every window."""

from typing import Literal

from checker.kinds.counterpart import Counterparts, counterparts, note_found
from checker.kinds.exposure import exposure
from checker.kinds.frame import Frame, Parts
from checker.kinds.rule import Word
from checker.kinds.windows import Windowed


class Cadence(Windowed):
    """At least `at_least` rows of `event` that belong to the subject (`on`) and meet `where` happen in every window.

    With `distinct` it is different values of that expression that are counted. No `on`: events of the whole company.
    """

    kind: Literal["cadence"]
    event: Word
    on: dict[Word, str] = {}
    at: str
    where: str | None = None
    at_least: str = "1"
    distinct: str | None = None

    def parts(self, frame: Frame) -> Parts:
        """A case for every window begun, met as soon as what is known by as_of is enough."""
        rows = counterparts(frame, self.event, "event", self.on, self.where, self.at)
        frame.needs.update(rows.ways)
        distinct = frame.beside(self.distinct, self.event, "distinct") if self.distinct else None
        steps, gates, share = exposure(frame, self)
        least = f"({frame.expression(self.at_least, 'at_least')} * {share})"
        inside = rows.happened(self._inside(frame))
        counted = f"({rows.counts} AND {inside})"
        steps["k_limit"] = least
        steps["k_enough"] = rows.enough("s.k_limit", inside, distinct)
        steps["k_count"] = rows.figure(counted, f"COUNT(DISTINCT {distinct})" if distinct else "COUNT(*)")
        steps["k_last_at"] = rows.figure(counted, "MAX(o.k_at)")
        if "id" in (frame.relations.columns(self.event) or ()):
            steps["k_found"] = rows.figure(counted, "MIN(o.id)")
            note_found(frame, self.event, "k_found")
        relation = self.windows(frame, self._openings(frame, rows))
        return Parts(
            met="s.k_enough",
            relation=relation,
            opened_at="s.k_from",
            due_at="s.k_until",
            steps=steps,
            gates=gates,
            keys=window_keys(),
            done_at="CASE WHEN s.k_enough THEN s.k_last_at END",
            measured="CAST(s.k_count AS DOUBLE)",
            limit="CAST(s.k_limit AS DOUBLE)",
            measure="count",
            wrong="CASE WHEN s.k_count = 0 THEN 'absent' ELSE 'below' END",
        )

    def _inside(self, frame: Frame) -> str:
        """In the window and known; events given by days are compared with its days, whatever the zone."""
        if frame.relations.type_of(self.event, self.at.strip()) == "date":
            day = frame.beside(self.at, self.event, "at")
            return f"COALESCE({day} >= s.k_day AND {day} <= s.k_last_day AND o.k_at <= AS_OF(), FALSE)"
        return "COALESCE(o.k_at >= s.k_from AND o.k_at < s.k_until AND o.k_at <= AS_OF(), FALSE)"

    def _openings(self, frame: Frame, rows: Counterparts) -> str:
        """Rolling windows open anew on the day after each event."""
        key = frame.expression(self.key, "key", shown=False)
        is_day = frame.relations.type_of(self.event, self.at.strip()) == "date"
        day = frame.beside(self.at, self.event, "at") if is_day else "LOCAL_DAY(o.k_at)"
        return (
            f"SELECT {key} AS k_key, ADD_DAYS({day}, 1) AS k_day FROM {{source}} AS s JOIN {rows.rows} ON {rows.tied} "
            f"WHERE {rows.counts} AND o.k_at <= AS_OF() AND {day} >= s.k_anchor"
        )


def window_keys() -> dict[str, str]:
    """The keys of a case that is a window: its local first day tells it from the others."""
    return {"occurrence": "COALESCE(CAST(s.k_day AS TEXT), '')", "window_at": "s.k_from"}

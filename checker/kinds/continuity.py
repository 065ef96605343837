"""Continuity: spans cover the whole time."""

from typing import Literal

from checker.kinds.cadence import window_keys
from checker.kinds.counterpart import counterparts
from checker.kinds.exposure import exposure
from checker.kinds.frame import DUE, Fact, Frame, Parts
from checker.kinds.rule import Word
from checker.kinds.windows import Windowed

FOREVER, EVER = "CAST('9999-12-31' AS TIMESTAMP)", "CAST('0001-01-01' AS TIMESTAMP)"


class Continuity(Windowed):
    """The rows of `spans` that belong to the subject (`on`) and meet `where` cover each window from end to end.

    A span runs from `begins` to `finishes`: instants, or days both inclusive. An empty end is unknown; `open_ended`:
    it means that the span still runs.
    """

    kind: Literal["continuity"]
    spans: Word
    on: dict[Word, str] = {}
    begins: str
    finishes: str
    where: str | None = None
    open_ended: bool = False

    def parts(self, frame: Frame) -> Parts:
        """Measured are the seconds left uncovered; the first gap is among the facts."""
        steps, gates, _ = exposure(frame, self)
        relation = self._relation(frame)
        for name, column in (("gap from", "k_gap_from"), ("gap until", "k_gap_until")):
            frame.facts[name] = Fact(self.spans, name, column, optional=True)
        covered = "CASE WHEN s.k_uncovered = 0 THEN TRUE WHEN s.k_uncovered_at_least = 0 THEN NULL ELSE FALSE END"
        return Parts(
            met=f"CASE WHEN AS_OF() < {DUE} THEN FALSE ELSE {covered} END",
            relation=relation,
            opened_at="s.k_from",
            due_at="s.k_until",
            steps=steps,
            gates=gates,
            keys=window_keys(),
            measured="CAST(s.k_uncovered AS DOUBLE) / 1000000",
            limit="0",
            measure="seconds",
            wrong="CASE WHEN s.k_spans = 0 THEN 'absent' ELSE 'gap' END",
        )

    def _relation(self, frame: Frame) -> str:
        """The windows, each with the microseconds that its sure spans leave uncovered, and those that all would."""
        windows = self.windows(frame)
        key = frame.expression(self.key, "key", shown=False)
        sure = self._gaps(frame, f"(SELECT s.*, {key} AS k_key FROM {windows} AS s)", possible=False)
        possible = self._gaps(frame, f"(SELECT s.*, {key} AS k_key FROM {windows} AS s)", possible=True)
        whole = "MICROS_BETWEEN(s.k_from, s.k_until)"
        return (
            f"(SELECT s.*, COALESCE(g.spans, 0) AS k_spans, COALESCE(g.uncovered, {whole}) AS k_uncovered, "
            f"COALESCE(m.uncovered, {whole}) AS k_uncovered_at_least, "
            "CASE WHEN g.k_key IS NULL THEN s.k_from ELSE g.gap_from END AS k_gap_from, "
            "CASE WHEN g.k_key IS NULL THEN s.k_until ELSE g.gap_until END AS k_gap_until "
            f"FROM {windows} AS s LEFT JOIN ({sure}) AS g ON g.k_key = {key} AND g.k_day = s.k_day "
            f"LEFT JOIN ({possible}) AS m ON m.k_key = {key} AND m.k_day = s.k_day)"
        )

    def _gaps(self, frame: Frame, windows: str, possible: bool) -> str:
        """Per window with a span: how many, what they leave uncovered, and the first gap."""
        begins, ends, counts, rows, tied = self._span(frame, possible)
        clipped = (
            f"SELECT s.k_key, s.k_day, s.k_from, s.k_until, "
            f"GREATEST({begins}, s.k_from) AS a, LEAST({ends}, s.k_until) AS b "
            f"FROM {windows} AS s JOIN {rows} ON {tied} AND {counts} AND {begins} < s.k_until AND {ends} > s.k_from"
        )
        window = (
            "OVER (PARTITION BY c.k_key, c.k_day ORDER BY c.a, c.b ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)"
        )
        before = f"COALESCE(MAX(c.b) {window}, c.k_from)"
        ordered = f"SELECT c.*, {before} AS reached FROM ({clipped}) AS c"
        gap = "CASE WHEN c.reached < c.a THEN MICROS_BETWEEN(c.reached, c.a) ELSE 0 END"
        end = "CASE WHEN MAX(c.b) < MAX(c.k_until) THEN {} END"
        return (
            "SELECT c.k_key, c.k_day, COUNT(*) AS spans, "
            f"SUM({gap}) + MICROS_BETWEEN(MAX(c.b), MAX(c.k_until)) AS uncovered, "
            f"COALESCE(MIN(CASE WHEN c.reached < c.a THEN c.reached END), {end.format('MAX(c.b)')}) AS gap_from, "
            f"COALESCE(MIN(CASE WHEN c.reached < c.a THEN c.a END), {end.format('MAX(c.k_until)')}) AS gap_until "
            f"FROM ({ordered}) AS c GROUP BY c.k_key, c.k_day"
        )

    def _span(self, frame: Frame, possible: bool) -> tuple[str, str, str, str, str]:
        rows = counterparts(frame, self.spans, "spans", self.on, self.where)
        frame.needs.update(rows.ways)
        begins, ends = (
            self._edge(frame, text, key) for text, key in ((self.begins, "begins"), (self.finishes, "finishes"))
        )
        if self.open_ended:
            ends = f"COALESCE({ends}, {FOREVER})"
        if possible:
            return (
                f"COALESCE({begins}, {EVER})",
                f"COALESCE({ends}, {FOREVER})",
                f"COALESCE({rows.counts}, TRUE)",
                rows.rows,
                rows.tied,
            )
        return begins, ends, rows.counts, rows.rows, rows.tied

    def _edge(self, frame: Frame, text: str, key: str) -> str:
        expression = frame.beside(text, self.spans, key)
        if frame.relations.type_of(self.spans, text.strip()) != "date":
            return expression
        return f"DAY_START({expression})" if key == "begins" else f"DAY_END({expression})"

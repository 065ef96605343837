"""Reference: a counterpart row exists, satisfies a condition, and sums agree."""

from typing import ClassVar, Literal

from pydantic import Field

from checker.kinds.counterpart import Counterparts, counterparts, note_found
from checker.kinds.deadline import start_instant
from checker.kinds.frame import DUE, Frame, Item, Parts
from checker.kinds.rule import Rule, Strict, Word


class Agreement(Strict):
    """The sum of an expression over the counterparts (`o.column`) equals one of the subject, within a tolerance."""

    name: str
    sum: str
    equals: str
    tolerance: str = "0"


class Reference(Rule):
    """At least `at_least` rows of `counterpart` belong to the subject (`on`) and meet `condition` (by `due_at`)."""

    judged_by_default: ClassVar[str] = "state"

    kind: Literal["reference"]
    counterpart: Word
    on: dict[Word, str] = Field(min_length=1)
    condition: str | None = None
    at: str | None = None
    at_least: str = "1"
    agree: list[Agreement] = []
    starts: str | None = None
    due_at: str | None = None
    inclusive: bool = False

    def parts(self, frame: Frame) -> Parts:
        """Too few rows are absent or late, sums that differ a mismatch; a row that may count makes it unknown."""
        rows = counterparts(frame, self.counterpart, "counterpart", self.on, self.condition, self.at)
        frame.needs.update(rows.ways)
        least = frame.expression(self.at_least, "at_least")
        in_time = rows.happened(self._in_time())
        counted = f"({rows.counts} AND {in_time})"
        steps = {"k_found": rows.enough(least, in_time), "k_count": rows.figure(counted)}
        for i, agreement in enumerate(self.agree):
            steps |= _sums(frame, rows, agreement, counted, i)
        agrees = " AND ".join(f"s.k_agrees_{i}" for i in range(len(self.agree))) or "TRUE"
        if "id" in (frame.relations.columns(self.counterpart) or ()):
            steps["k_counterpart"] = rows.figure(rows.counts, "MIN(o.id)")
            note_found(frame, self.counterpart, "k_counterpart")
        items = [Item(self.counterpart, "s.k_found")]
        items += [Item(agreement.name, f"s.k_agrees_{i}") for i, agreement in enumerate(self.agree)]
        return Parts(
            met=f"(s.k_found AND {agrees})",
            opened_at=start_instant(frame, self.starts) if self.starts else Parts.opened_at,
            due_at=frame.expression(self.due_at, "due_at") if self.due_at else Parts.due_at,
            inclusive=self.inclusive,
            steps=steps,
            done_at=self._done_at(rows, least, agrees),
            measured="CAST(s.k_sum_0 AS DOUBLE)" if self.agree else "CAST(s.k_count AS DOUBLE)",
            limit="CAST(s.k_equals_0 AS DOUBLE)" if self.agree else f"CAST({least} AS DOUBLE)",
            measure="" if self.agree else "count",
            wrong="CASE WHEN s.k_found OR s.k_found IS NULL THEN 'mismatch' "
            "WHEN s.k_done IS NULL THEN 'absent' ELSE 'late' END",
            items=items,
        )

    def _in_time(self) -> str:
        if self.at is None:
            return "TRUE"
        due = f" AND o.k_at {'<=' if self.inclusive else '<'} {DUE}" if self.due_at else ""
        return f"COALESCE(o.k_at <= AS_OF(){due}, FALSE)"

    def _done_at(self, rows: Counterparts, least: str, agrees: str) -> str:
        """When enough rows were there: the first of one, the last of several."""
        if self.at is None:
            return Parts.done_at
        known = f"({rows.counts} AND o.k_at <= AS_OF())"
        when = rows.figure(known, "MIN(o.k_at)" if self.at_least == "1" else "MAX(o.k_at)")
        return f"CASE WHEN {agrees} AND {rows.figure(known)} >= {least} THEN {when} END"


def _sums(frame: Frame, rows: Counterparts, agreement: Agreement, counted: str, i: int) -> dict[str, str]:
    """Steps of one agreement; a row that may count, or whose amount is empty, leaves the sum unknown."""
    key = f"agree[{i}]"
    amount = frame.expression(agreement.sum, f"{key}.sum", other=frame.rule.counterpart)  # type: ignore[attr-defined]
    equals = frame.expression(agreement.equals, f"{key}.equals")
    within = frame.expression(agreement.tolerance, f"{key}.tolerance")
    total = rows.figure(counted, f"COALESCE(SUM({amount}), 0)")
    unsure = rows.figure(f"COALESCE({counted}, TRUE) AND ({counted} IS NULL OR {amount} IS NULL)")
    agrees = rows.known(f"CASE WHEN {unsure} > 0 THEN NULL ELSE ABS({total} - {equals}) <= {within} END")
    return {f"k_sum_{i}": total, f"k_equals_{i}": equals, f"k_agrees_{i}": agrees}

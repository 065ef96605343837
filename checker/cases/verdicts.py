"""Verdicts: the one place where a case's columns become met, violated, pending or undetermined."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True)
class Period:
    """The local days [start, end) whose obligations are judged."""

    start: date
    end: date

    @property
    def name(self) -> str:
        """2026-10 for a calendar month, else first and last day."""
        following = date(self.start.year + self.start.month // 12, self.start.month % 12 + 1, 1)
        if self.start.day == 1 and self.end == following:
            return f"{self.start:%Y-%m}"
        return f"{self.start.isoformat()}..{self.end.isoformat()}"


def verdict_sql(as_of: datetime, inclusive: bool) -> str:
    """The verdict over raw columns of alias r.

    A gate answers first; then enough done in time is met; an unknown due moment or an unknown act is undetermined;
    nothing is violated before the last permitted moment has passed (inclusive: as_of after it, windows: at or after).
    """
    over = f"TIMESTAMP '{as_of.isoformat(sep=' ')}' {'>' if inclusive else '>='} r.due_at"
    return (
        "CASE WHEN r.gate <> '' THEN r.gate WHEN r.met THEN 'met' WHEN r.due_at IS NULL THEN 'undetermined' "
        f"WHEN NOT ({over}) THEN 'pending' WHEN r.met IS NULL THEN 'undetermined' ELSE 'violated' END"
    )


def scope_sql(state: bool, inclusive: bool, carries: bool, starts: str, ends: str) -> str:
    """The scope over alias j (case_id, verdict), the bounds of the period in SQL and earlier cases e; NULL: none.

    An event case is at home in the period that holds its last permitted moment; one that cannot be dated is in every
    period. Cases of earlier audits that were violated or undetermined are carried; without any (`carries` false) there
    is no e.
    """
    if state:
        return "'period'"
    inside = f"j.due_at >= {starts} AND j.due_at < {ends}"
    if not inclusive:
        inside = f"j.due_at > {starts} AND j.due_at <= {ends}"
    carried = "WHEN e.case_id IS NOT NULL THEN 'carried' " if carries else ""
    return f"CASE WHEN j.due_at IS NULL OR ({inside}) THEN 'period' {carried}END"


# What was forbidden, or done but not validly, cures nothing by the moment at which it was done.
STANDING = (
    "CASE WHEN k.verdict <> 'violated' THEN '' "
    "WHEN k.done_at IS NOT NULL AND k.outcome NOT IN ('not_allowed', 'invalid') THEN 'cured' ELSE 'open' END"
)

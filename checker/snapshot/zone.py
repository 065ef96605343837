"""Local time of a zone to UTC in SQL, exactly as zoneinfo does with fold=0."""

from datetime import date, datetime, timedelta
from itertools import pairwise

from checker.calendars.zones import EPOCH, zone_spans


def utc_sql(column: str, zone: str, first: datetime, last: datetime) -> str:
    """SQL for the naive UTC instant of a local TIMESTAMP column whose values lie in [first, last]."""
    spans = zone_spans(zone, date(first.year - 1, 12, 1), date(last.year + 1, 1, 31))
    breaks: list[datetime] = []
    offsets = [spans[0].offset_s]
    for before, after in pairwise(spans):
        # the earlier offset holds through a repeated hour, and through a skipped one
        kept_s = max(before.offset_s, after.offset_s)
        at = EPOCH + timedelta(microseconds=after.from_us, seconds=kept_s)
        if at <= first:
            offsets = [after.offset_s]
        elif at <= last:
            breaks.append(at)
            offsets.append(after.offset_s)
    if offsets == [0]:
        return column
    return f"{column} - to_seconds({_choice(column, breaks, offsets)})"


def _choice(column: str, breaks: list[datetime], offsets: list[int]) -> str:
    """Nested halves, so that long ranges cost few comparisons per row."""
    if not breaks:
        return str(offsets[0])
    half = len(breaks) // 2
    before = _choice(column, breaks[:half], offsets[: half + 1])
    after = _choice(column, breaks[half + 1 :], offsets[half + 1 :])
    return f"CASE WHEN {column} < TIMESTAMP '{breaks[half]}' THEN {before} ELSE {after} END"

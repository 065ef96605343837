"""A row of figures as one line of bars."""

from collections.abc import Sequence

BLOCKS = "▁▂▃▄▅▆▇█"
PLAIN = "_.-~=+*#"
GAPS = {BLOCKS: " ", PLAIN: " "}


def sparkline(values: Sequence[float | None], bars: str, *, from_zero: bool) -> str:
    """A bar for each figure, the highest for the greatest; a blank where there is none.

    The lowest bar stands for zero, or else for the least figure; figures that are all alike get the lowest."""
    known = [value for value in values if value is not None]
    if not known:
        return GAPS[bars] * len(values)
    least, greatest = min([*known, 0.0] if from_zero else known), max(known)
    return "".join(GAPS[bars] if value is None else bars[_height(value, least, greatest, bars)] for value in values)


def _height(value: float, least: float, greatest: float, bars: str) -> int:
    """Only the greatest reaches the top, and only the least lies at the bottom."""
    if greatest == least:
        return 0
    share = (value - least) / (greatest - least)
    if value in (least, greatest):
        return round(share) * (len(bars) - 1)
    return min(max(1, int(share * len(bars))), len(bars) - 2)

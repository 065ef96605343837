"""The trend as a drawing: where its bars and the points of its line stand."""

from collections.abc import Sequence
from dataclasses import dataclass

from checker.query.trend import Figures

STEP, HEIGHT, TOP, BOTTOM, SIDE = 64, 150, 14, 22, 8
MOST = 36


@dataclass(frozen=True)
class Mark:
    """One period: its bar of violations, and the height of its point of the rate, None where nothing was judged."""

    label: str
    x: float
    width: float
    bar_top: float
    bar_height: float
    violated: int
    rate_x: float
    rate_y: float | None
    share: float | None


@dataclass(frozen=True)
class Chart:
    """A drawing of so many units; `lines` are the points of the rate, broken where there is none."""

    width: int
    height: int
    base: float
    marks: tuple[Mark, ...]
    lines: tuple[str, ...]


def chart(labels: Sequence[str], figures: Sequence[Figures | None]) -> Chart | None:
    """Bars from zero, the rate between the least and the whole; None where there are less than two periods."""
    pairs = list(zip(labels, figures, strict=True))[-MOST:]
    if len(pairs) < 2:
        return None
    most = max([one.violated for _, one in pairs if one] or [0]) or 1
    shares = [None if one is None or one.rate.share is None else float(one.rate.share) for _, one in pairs]
    least = min([share for share in shares if share is not None] or [0.0])
    span, base = HEIGHT - TOP - BOTTOM, HEIGHT - BOTTOM
    marks = []
    for place, ((label, told), share) in enumerate(zip(pairs, shares, strict=True)):
        high = span * (told.violated if told else 0) / most
        rate_y = None if share is None else round(TOP + (span - 6) * (1 - share) / ((1 - least) or 1), 1)
        x = SIDE + place * STEP + STEP / 5
        marks.append(
            Mark(
                label,
                x=round(x, 1),
                width=round(STEP * 3 / 5, 1),
                bar_top=round(base - high, 1),
                bar_height=round(high, 1),
                violated=told.violated if told else 0,
                rate_x=round(x + STEP * 3 / 10, 1),
                rate_y=rate_y,
                share=share,
            )
        )
    return Chart(len(pairs) * STEP + 2 * SIDE, HEIGHT, base, tuple(marks), tuple(_lines(marks)))


def _lines(marks: Sequence[Mark]) -> list[str]:
    runs: list[list[str]] = [[]]
    for mark in marks:
        if mark.rate_y is None:
            runs.append([])
        else:
            runs[-1].append(f"{mark.rate_x},{mark.rate_y}")
    return [" ".join(run) for run in runs if len(run) > 1]

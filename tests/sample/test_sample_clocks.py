"""Working time of units on the company's wall clock, worked out by hand."""

from datetime import datetime, timedelta

import pytest

from checker.sample.times import moment_text
from checker.sample.world import World

WORLD = World(1, 3, 0.0, 0.0)
HALF_AN_HOUR = 1800


def _moment(text: str) -> int:
    return int((datetime.fromisoformat(text) - datetime(1970, 1, 1)) / timedelta(seconds=1))


@pytest.mark.parametrize(
    ("unit", "received", "due"),
    [
        # Moscow, 09:00 to 18:00: Friday 17:50 is due on Monday 09:20, Friday 17:30 at the close of Friday.
        ("U-MSK", "2025-10-03T17:50:00", "2025-10-06T09:20:00"),
        ("U-MSK", "2025-10-03T17:30:00", "2025-10-03T18:00:00"),
        ("U-MSK", "2025-10-03T18:00:00", "2025-10-06T09:30:00"),
        ("U-MSK", "2025-10-07T03:00:00", "2025-10-07T09:30:00"),
        # Vladivostok is seven hours ahead: its 17:50 is 10:50 in Moscow, its Monday 09:20 is 02:20.
        ("U-VVO", "2025-10-03T10:50:00", "2025-10-06T02:20:00"),
        # Kaliningrad is one hour behind: it closes at 19:00 of Moscow.
        ("U-KGD", "2025-10-03T18:30:00", "2025-10-03T19:00:00"),
        # Yekaterinburg opens at 08:30 of its own, 06:30 of Moscow.
        ("U-EKB", "2025-10-07T05:00:00", "2025-10-07T07:00:00"),
        # Irkutsk rests from 13:00 to 14:00 of its own, 08:00 to 09:00 of Moscow.
        ("U-IRK", "2025-10-07T07:50:00", "2025-10-07T09:20:00"),
        ("U-IRK", "2025-10-07T07:30:00", "2025-10-07T08:00:00"),
        # Friday 31 October is followed by the working Saturday of 1 November, that by Wednesday the 5th.
        ("U-MSK", "2025-10-31T17:45:00", "2025-11-01T09:15:00"),
        ("U-MSK", "2025-11-01T17:45:00", "2025-11-05T09:15:00"),
    ],
)
def test_half_an_hour_of_working_time(unit: str, received: str, due: str) -> None:
    assert moment_text(WORLD.clocks[unit].due(_moment(received), HALF_AN_HOUR)) == due


@pytest.mark.parametrize(("unit", "start"), [("U-VVO", "2025-10-02T17:00:00"), ("U-KGD", "2025-10-03T01:00:00")])
def test_a_local_day_begins_at_its_own_midnight(unit: str, start: str) -> None:
    """3 October begins in Vladivostok at 17:00 of Moscow the day before, in Kaliningrad at 01:00."""
    day = _moment("2025-10-03T00:00:00") // 86_400
    assert moment_text(WORLD.clocks[unit].day_start(day)) == start


def test_the_span_ends_with_the_year() -> None:
    assert moment_text(WORLD.taken) == "2026-01-01T03:00:00"
    assert moment_text(WORLD.first * 86_400) == "2025-10-01T00:00:00"
    assert moment_text(World(1, 14, 0.0, 0.0).first * 86_400) == "2024-11-01T00:00:00"

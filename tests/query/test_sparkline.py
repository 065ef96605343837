"""Figures as one line of bars."""

import pytest

from checker.report.sparkline import BLOCKS, PLAIN, sparkline


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([0, 50, 100], "▁▅█"),
        # Only nothing lies at the bottom, and only the most reaches the top.
        ([0, 1, 99, 100], "▁▂▇█"),
        ([100, 100, 100], "███"),
        ([0, 0, 0], "▁▁▁"),
        ([3, None, 6], "▅ █"),
        ([None, None], "  "),
        ([], ""),
    ],
)
def test_counts_stand_on_zero(values: list[float | None], expected: str) -> None:
    assert sparkline(values, BLOCKS, from_zero=True) == expected


@pytest.mark.parametrize(("values", "expected"), [([0.90, 0.95, 0.92], "▁█▄"), ([0.9, 0.9], "▁▁"), ([None, 0.9], " ▁")])
def test_shares_stand_on_the_least_of_them(values: list[float | None], expected: str) -> None:
    assert sparkline(values, BLOCKS, from_zero=False) == expected


def test_signs_for_terminals_without_blocks() -> None:
    assert sparkline([0, 50, 100, None], PLAIN, from_zero=True) == "_=# "
    assert len(PLAIN) == len(BLOCKS)

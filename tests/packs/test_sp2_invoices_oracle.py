"""Rules on surveys, invoices, payments and indicators say what the independent oracle says of small random worlds."""

import pytest

from tests.packs.fuzz_sp2 import differences

WORLDS = {
    "survey": range(900, 906),
    "invoices": range(900, 908),
    "looks": range(900, 906),
    "indicators": range(900, 906),
}


@pytest.mark.parametrize(("topic", "seed"), [(topic, seed) for topic, seeds in WORLDS.items() for seed in seeds])
def test_random_worlds_are_judged_alike(topic: str, seed: int) -> None:
    found, _ = differences(topic, seed)
    assert found == []

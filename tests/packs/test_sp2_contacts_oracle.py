"""Territories, lists, contacts, inquiries and first-time clients of SP-2 agree with the oracle on random worlds."""

import pytest

from tests.packs.fuzz_sp2 import differences

SEEDS = 10


@pytest.mark.parametrize("topic", ["territory", "lists", "contacts", "inquiries", "newcomers"])
def test_the_rules_agree_with_the_oracle(topic: str) -> None:
    compared = 0
    for seed in range(1000, 1000 + SEEDS):
        found, agreed = differences(topic, seed)
        assert not found
        compared += agreed
    assert compared > 0

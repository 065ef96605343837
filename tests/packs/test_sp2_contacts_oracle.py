"""Territories, lists, contacts, inquiries and first-time clients of SP-2 agree with the oracle on random worlds."""

import pytest

from tests.packs.fuzz_sp2 import differences

SEEDS = {False: range(1004, 1008), True: range(1000, 1010)}
"""Worlds of each topic; with `--long` the more."""


@pytest.mark.parametrize("topic", ["territory", "lists", "contacts", "inquiries", "newcomers"])
def test_the_rules_agree_with_the_oracle(topic: str, request: pytest.FixtureRequest) -> None:
    compared = 0
    for seed in SEEDS[request.config.getoption("--long")]:
        found, agreed = differences(topic, seed)
        assert not found
        compared += agreed
    assert compared > 0

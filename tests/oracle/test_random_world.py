"""The random worlds: reproducible, far-reaching, consistent over adjacent periods, and writable as a snapshot."""

import csv
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest
import yaml

from .judge import judge
from .random_world import TOPICS, random_period, random_world
from .world import Row, World
from .write_world import write_world

SEEDS = {"contacts": 90, "looks": 20, "inquiries": 30, "invoices": 50}
# What each topic reaches within its first seeds.
REACHED = {
    "territory": {"sp2-1b": "suv", "sp2-1c": "sv", "sp2-1d": "sv"},
    "lists": {"sp2-3a": "suv"},
    "contacts": {"sp2-4a": "nsuvp", "sp2-13a": "nsuvp", "sp2-18b": "suvp"},
    "survey": {"sp2-9a": "suvp"},
    "inquiries": {"sp2-16d": "nsuvp", "sp2-16e": "suv"},
    "newcomers": {"sp2-17c": "suvp", "sp2-17d": "suvp"},
    "invoices": {"sp2-19c": "nsuv", "sp2-21a": "nsuvp", "sp2-21c": "nsuv", "sp2-23a": "nsuvp"},
    "looks": {"sp2-20a": "nsuvp"},
    "indicators": {"sp2-s4-2": "sup", "sp2-s4-3": "suvp"},
}


@pytest.mark.parametrize("topic", TOPICS)
def test_every_state_is_reached(topic: str) -> None:
    reached: dict[str, set[str]] = {}
    for seed in range(SEEDS.get(topic, 40)):
        world = random_world(seed, topic)
        for clause, subject, _, state in judge(world, *random_period(seed, world)):
            if subject != "*":
                reached.setdefault(clause, set()).add(state[0])
    for clause, letters in REACHED[topic].items():
        assert set(letters) <= reached[clause], clause


@pytest.mark.parametrize("topic", TOPICS)
def test_adjacent_periods_report_each_dated_row_once(topic: str) -> None:
    for seed in range(4):
        world = random_world(seed, topic)
        first, middle, last = (world.today + timedelta(days=days) for days in (-90, 0, 60))
        whole, before, after = judge(world, first, last), judge(world, first, middle), judge(world, middle, last)
        undated = Counter(before) & Counter(after) & Counter(whole)
        assert Counter(before) + Counter(after) - undated == Counter(whole)
        assert all(row[2] is None and row[3] == "undetermined" for row in undated)


def test_the_same_seed_gives_the_same_world() -> None:
    assert random_world(7) == random_world(7)
    assert random_world(7, "lists") != random_world(8, "lists")


def test_a_world_is_written_as_a_snapshot(tmp_path: Path) -> None:
    header = {"time_zone": "Europe/Moscow", "company": "Äö", "working_calendar": {"holidays": ["2024-03-08"]}}
    rows: list[Row] = [{"id": "1", "client_ids": ["a", "b"]}, {"id": "2", "flag": True, "note": None}]
    world = World(header, {"lead_list": rows, "task": [], "client": []}, "2024-03-01 10:00:00.000001")
    write_world(world, tmp_path, {"task": ["id", "kind"]})
    with (tmp_path / "lead_list.csv").open(encoding="utf-8", newline="") as file:
        assert list(csv.reader(file)) == [
            ["id", "client_ids", "flag", "note"],
            ["1", "a;b", "", ""],
            ["2", "", "true", ""],
        ]
    assert (tmp_path / "task.csv").read_text(encoding="utf-8").split() == ["id,kind"]
    assert (tmp_path / "client.csv").read_text(encoding="utf-8").split() == ["id"]
    facts = yaml.safe_load((tmp_path / "snapshot.yaml").read_text(encoding="utf-8"))
    assert facts == {"taken_at": "2024-03-01 10:00:00.000001", "time_zone": "Europe/Moscow", "company": "Äö"}
    policy = yaml.safe_load((tmp_path / "compliance.yaml").read_text(encoding="utf-8"))
    assert policy == {"working_calendar": {"holidays": ["2024-03-08"]}}

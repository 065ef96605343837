"""What is stored beside the cases for fast answers: days, order, and counts of what is open and excused."""

import shutil
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import duckdb
import pytest

from checker.query.answer import answer
from checker.query.due import DueQuestion, fall_due
from checker.query.facts import facts_of
from checker.query.question import Question
from checker.query.trend import TrendQuestion, trend
from tests.story.play import Played

KEYS = ("rule_id", "scope", "verdict", "reason", "responsible_id", "unit_id", "tier")
NEVER = datetime(9999, 1, 1)
ADDED = {"cases": ("due_on", "found_on"), "tallies": ("open", "excused")}


def rows(file: Path) -> Iterator[dict[str, Any]]:
    with duckdb.connect() as connection:
        found = connection.execute("SELECT * FROM read_parquet($1)", [str(file)])
        names = [column[0] for column in found.description or ()]
        yield from (dict(zip(names, row, strict=True)) for row in found.fetchall())


def folders(story: Played) -> list[Path]:
    return [story.stored(name) for name in story.audits]


def on_the_wall(moment: datetime | None, zone: str) -> date | None:
    return None if moment is None else moment.replace(tzinfo=UTC).astimezone(ZoneInfo(zone)).date()


def test_days_are_those_of_the_wall_of_the_case(story: Played) -> None:
    """A window that ends at midnight is due on the day before."""
    zones, exclusive = set(), 0
    for folder in folders(story):
        for case in rows(folder / "cases.parquet"):
            last = case["due_at"] and case["due_at"] - timedelta(microseconds=0 if case["due_inclusive"] else 1)
            assert case["due_on"] == on_the_wall(last, case["zone"])
            assert case["found_on"] == on_the_wall(case["first_seen"], case["zone"])
            zones.add(case["zone"])
            exclusive += case["due_at"] is not None and not case["due_inclusive"]
    assert len(zones) > 1
    assert exclusive


def test_cases_stand_by_rule_then_by_when_they_fall_due(story: Played) -> None:
    for folder in folders(story):
        stored = [
            (case["rule_id"], case["due_at"] or NEVER, case["case_id"]) for case in rows(folder / "cases.parquet")
        ]
        assert stored == sorted(stored)


def test_tallies_count_what_is_open_and_what_is_excused(story: Played) -> None:
    opened = excused = 0
    for folder in folders(story):
        told: dict[str, Counter[tuple[str, ...]]] = {"open": Counter(), "excused": Counter()}
        for case in rows(folder / "cases.parquet"):
            key = tuple(case[name] or "" for name in KEYS)
            if case["verdict"] == "violated" and case["standing"] == "open":
                told["open"][key] += 1
            of_period = case["verdict"] == "violated" and case["scope"] == "period"
            if of_period and (case["waiver"] or case["dispute"] == "upheld"):
                told["excused"][key] += 1
        for tally in rows(folder / "tallies.parquet"):
            key = tuple(tally[name] or "" for name in KEYS)
            assert (tally["open"], tally["excused"]) == (told["open"].pop(key, 0), told["excused"].pop(key, 0))
            assert tally["n"] >= max(1, tally["open"], tally["excused"])
            opened, excused = opened + tally["open"], excused + tally["excused"]
        assert not +told["open"]
        assert not +told["excused"]
    assert opened
    assert excused


@pytest.fixture(scope="module")
def earlier(story: Played, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The audits as an earlier version stored them: without what was added, the cases by their id."""
    store = tmp_path_factory.mktemp("earlier")
    for folder in folders(story):
        shutil.copytree(folder, store / folder.name)
        for table, added in ADDED.items():
            source, target = folder / f"{table}.parquet", store / folder.name / f"{table}.parquet"
            order = "case_id" if table == "cases" else "ALL"
            select = f"SELECT * EXCLUDE ({', '.join(added)}) FROM read_parquet('{source}') ORDER BY {order}"
            with duckdb.connect() as connection:
                connection.execute(f"COPY ({select}) TO '{target}' (FORMAT parquet)")
    return [store / folder.name for folder in folders(story)]


@pytest.mark.parametrize("by", [None, "rule", "responsible", "unit", "tier", "severity", "clause"])
def test_the_trend_over_audits_of_an_earlier_version_is_the_same(
    story: Played, earlier: list[Path], by: str | None
) -> None:
    now = folders(story)
    mixed = [*earlier[:3], *now[3:]]
    expected = trend(now, TrendQuestion(by))
    assert any(one.figures[-1] and one.figures[-1].open for one in expected.series)
    for read in (earlier, mixed):
        assert trend(read, TrendQuestion(by)).series == expected.series


@pytest.mark.parametrize(
    "asked",
    [
        Question(group_by=("due_month", "verdict")),
        Question(group_by=("found_on",)),
        Question(due_from=date(2026, 2, 10), due_to=date(2026, 4, 2), columns=("case", "due", "found", "audit")),
        Question(found_to=date(2026, 3, 1), sort=("-found",), columns=("case", "due_on", "found_on")),
        Question(filters={"severity": ("high",)}, latest_state=True),
    ],
)
def test_answers_over_audits_of_an_earlier_version_are_the_same(
    story: Played, earlier: list[Path], asked: Question
) -> None:
    now = folders(story)
    expected = answer(now, asked)
    assert expected.rows
    for read in (earlier, [*earlier[:2], *now[2:]]):
        assert answer(read, asked) == expected


def test_what_falls_due_in_an_audit_of_an_earlier_version_is_the_same(story: Played, earlier: list[Path]) -> None:
    for old, new in zip(earlier, folders(story), strict=True):
        facts = facts_of(new)
        found = fall_due(facts, DueQuestion(facts.as_of))
        again = fall_due(facts_of(old), DueQuestion(facts.as_of))
        assert (again.total, again.passed) == (found.total, found.passed)
        assert sorted(map(str, again.rows)) == sorted(map(str, found.rows))

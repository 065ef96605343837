"""A sample without breaches keeps SP-2, and one with breaches breaks exactly what its truth file says."""

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml

from checker.sample.production_calendar import days_off, working_saturdays
from tests.oracle.judge import judge
from tests.oracle.world import World

from .conftest import Maker
from .made import Made

PERIOD = ("2025-10-01", "2026-01-01")
WINDOWED = ("sp2-1b", "sp2-1c", "sp2-1d", "sp2-20a", "sp2-21c", "sp2-21d", "sp2-23a", "sp2-9a")
OFTEN_BROKEN = (
    *("1b", "3a", "4a", "6a", "13a", "15a", "16d", "16e", "17c", "17d", "18b", "19c"),
    *("20a", "21a", "21c", "21d", "23a", "2b", "11a", "17a", "19a", "19b", "21b"),
)
REGISTER = Path(__file__).parents[2] / "rules" / "clauses" / "sp2.yaml"

Found = tuple[str, str, str, str]


def _header(sample: Made) -> dict[str, Any]:
    header: dict[str, Any] = yaml.safe_load((sample.folder / "snapshot.yaml").read_text(encoding="utf-8"))
    header |= yaml.safe_load((sample.folder / "compliance.yaml").read_text(encoding="utf-8"))
    calendar = header["working_calendar"]
    assert calendar.pop("public_holidays") == "RU"
    years = range(2019, 2027)
    calendar["holidays"] = [str(day) for year in years for day in days_off(year)]
    calendar["extra_workdays"] = [str(day) for year in years for day in working_saturdays(year)]
    return header


def _judged(sample: Made) -> list[Found]:
    header = _header(sample)
    rows = judge(World(header, sample.tables, str(header["taken_at"])), *PERIOD)
    return [(clause, subject, _window(clause, start or ""), state) for clause, subject, start, state in rows]


def _window(clause: str, start: str) -> str:
    """The window where one subject can have several; elsewhere the subject alone tells."""
    return start.replace(" ", "T") if clause in WINDOWED or clause.startswith("sp2-s4") else ""


def test_a_company_without_breaches_keeps_the_standard(made: Maker) -> None:
    states = Counter(state for _, _, _, state in _judged(made(9, 0.0)))
    assert states["satisfied"] > 150
    assert set(states) <= {"satisfied", "not_applicable", "pending"}
    assert made(9, 0.0).truth == []


@pytest.mark.parametrize("seed", [3, 4])
def test_the_truth_file_names_every_breach_and_no_other(made: Maker, seed: int) -> None:
    sample = made(9, 0.4, seed=seed)
    judged = _judged(sample)
    core = {clause for clause, _, _, _ in judged}
    found = {row for row in judged if row[3] in ("violated", "undetermined")}
    planted = {
        (row["clause"], row["subject_id"], _window(row["clause"], row["window_at"]), row["expected"])
        for row in sample.truth
        if row["clause"] in core and row["expected"] in ("violated", "undetermined")
    }
    assert len(planted) > 40
    assert found == planted


def test_truth_names_clauses_of_the_register_and_subjects_of_the_sample(made: Maker) -> None:
    clauses = {clause["id"] for clause in yaml.safe_load(REGISTER.read_text(encoding="utf-8"))["clauses"]}
    sample = made(60, 0.3)
    ids = {name: {row["id"] for row in rows} for name, rows in sample.tables.items()}
    for row in sample.truth:
        assert row["clause"] in clauses, row
        subject = row["subject_id"].split("/")[0]
        assert row["subject_type"] == "company" or subject == "*" or subject in ids[row["subject_type"]], row


def test_most_kinds_of_obligation_are_broken_somewhere(made: Maker) -> None:
    clauses = {row["clause"] for row in made(310, 0.3).truth}
    for clause in OFTEN_BROKEN:
        assert f"sp2-{clause}" in clauses, clause

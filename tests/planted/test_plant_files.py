"""The plants themselves: their notation, and that they declare what the specification asks for."""

import csv
from collections import Counter
from pathlib import Path

import pytest
import yaml

from .committed import committed, write_committed
from .folders import write_snapshot
from .loader import expectations, expected, tables
from .notation import cell, change_row, each, expanded, filled_in, moment
from .plant_files import FIXTURES, Planted, read_planted

PLANTED = read_planted()
INDUSTRIAL = read_planted("industrial")
EXACT = PLANTED.exact
ALL_STAGES = [(planted, stage) for planted in (PLANTED, INDUSTRIAL) for stage in planted.stages]
DECLARED = [(stage, entry) for stage in PLANTED.stages for entry in expectations(stage, PLANTED)]


def test_moments_and_cells() -> None:
    assert moment("2024-12-03 10:30") == "2024-12-03 10:30:00"
    assert moment("2024-12-03") == "2024-12-03"
    assert [cell("null"), cell(["a", "b"]), cell([]), cell(" - ")] == ["", "a;b", "", " - "]


def test_a_row_refers_to_its_own_cells_through_others() -> None:
    row = {
        "id": "t-{who}",
        "who": "x",
        "at": "2024-12-03 10:30",
        "_year": "2024",
        "from": "{_year}-01-01",
        "same": "{at}",
        "void": "{nothing}",
    }
    assert filled_in(row) == {
        "id": "t-x",
        "who": "x",
        "at": "2024-12-03 10:30:00",
        "from": "2024-01-01",
        "same": "2024-12-03 10:30:00",
        "void": "",
    }


def test_each_combines_named_lists() -> None:
    combinations = list(each({"a": ["1", "2"], "b": "letters"}, {"letters": ["x"]}))
    assert combinations == [{"a": "1", "b": "x"}, {"a": "2", "b": "x"}]
    assert expanded({"k": ["{a}-{own}"]}, {"a": "1"}) == {"k": ["1-{own}"]}
    assert list(each(None, {})) == [{}]


def test_a_change_in_one_line() -> None:
    row = change_row("client c-1 needs:  > two words at 2024-12-04 23:59:59", "k")
    assert (row["entity_id"], row["field"], row["old_value"], row["new_value"]) == ("c-1", "needs", "", "two words")
    assert (
        change_row("a b c: d > e at 2024-01-02 10:00 (effective 2024-01-01 10:00)", "k")["effective_at"]
        == "2024-01-01 10:00:00"
    )
    with pytest.raises(ValueError, match="not a change"):
        change_row("client c-1 needs", "k")


@pytest.mark.parametrize("planted", [PLANTED, INDUSTRIAL], ids=lambda planted: planted.company)
def test_every_file_is_read(planted: Planted) -> None:
    assert planted.unread == ()


def test_ids_are_unique_in_every_stage() -> None:
    for planted, stage in ALL_STAGES:
        for entity, rows in tables(stage, planted).items():
            keys = Counter((row["id"], row.get("valid_from_on", "")) for row in rows)
            assert [key for key, count in keys.items() if count > 1] == [], (stage.name, entity)


def test_no_case_is_declared_twice() -> None:
    for planted, stage in ALL_STAGES:
        exact = [entry for entry in expectations(stage, planted) if entry.exact]
        keys = Counter((entry.clause, entry.rule, entry.subjects, entry.window) for entry in exact)
        assert [key for key, count in keys.items() if count > 1] == [], stage.name
        assert len(expected(stage, planted)) == len(exact) or planted is not PLANTED


def test_only_clauses_with_exact_semantics_are_exact() -> None:
    assert {entry.clause for _, entry in DECLARED if entry.exact} == EXACT


def test_every_clause_that_obliges_has_a_breach_or_repeats_one_that_has() -> None:
    register = yaml.safe_load((FIXTURES.parent / "rules" / "clauses" / "sp2.yaml").read_text(encoding="utf-8"))[
        "clauses"
    ]
    binding = {
        clause["id"]
        for clause in register
        if clause["checkability"] != "not_checkable" and clause["modality"] not in ("definition", "permission")
    }
    planted = {entry.clause for _, entry in DECLARED if "violated" in entry.verdicts} | set(PLANTED.head["merged"])
    assert sorted(binding - planted) == []


@pytest.mark.parametrize("clause", sorted(EXACT - {"sp2-1b", "sp2-1c", "sp2-1d", "sp2-3a"}))
def test_exact_clauses_show_every_state(clause: str) -> None:
    shown = {verdict for _, entry in DECLARED if entry.clause == clause for verdict in entry.verdicts}
    assert shown >= {"met", "violated", "pending", "undetermined"}


@pytest.mark.parametrize("clause", ["sp2-1b", "sp2-1c", "sp2-1d", "sp2-3a"])
def test_clauses_without_waiting_time_show_every_state_but_pending(clause: str) -> None:
    shown = {verdict for _, entry in DECLARED if entry.clause == clause for verdict in entry.verdicts}
    assert shown == {"met", "violated", "undetermined"}


def test_a_folder_holds_what_the_stage_delivers(tmp_path: Path) -> None:
    folder = write_snapshot(PLANTED.stage("gap-columns"), tmp_path / "snapshot", PLANTED)
    with (folder / "interaction.csv").open(encoding="utf-8", newline="") as file:
        header, *rows = list(csv.reader(file))
    assert "outcome" not in header
    assert "next_contact_on" not in header
    assert len(rows) == len(tables(PLANTED.stage("gap-columns"), PLANTED)["interaction"])
    facts = yaml.safe_load((folder / "snapshot.yaml").read_text(encoding="utf-8"))
    assert facts == {
        "company": "АО «Пример»",
        "company_unit_id": "company",
        "time_zone": "Europe/Moscow",
        "taken_at": "2025-01-20 00:00",
    }
    lacking = write_snapshot(PLANTED.stage("gap-subjects"), tmp_path / "lacking", PLANTED)
    assert not (lacking / "invoice.csv").exists()
    assert (lacking / "approval.csv").exists()


@pytest.mark.parametrize(("planted", "name", "stage"), committed(), ids=lambda value: str(value)[:20])
def test_the_committed_snapshot_is_that_of_its_stage(planted: Planted, name: str, stage: str, tmp_path: Path) -> None:
    again = write_committed(planted, planted.stage(stage), tmp_path / name)
    folder = FIXTURES / name
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == {
        path.name: path.read_bytes() for path in again.iterdir()
    }
    assert sum(path.stat().st_size for path in folder.iterdir()) < 1_000_000

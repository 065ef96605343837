"""What is odd without being refused, and how `checker data` shows it."""

import json
from pathlib import Path

import pytest
from snapshot_folder import HEADER, read_files
from typer.testing import CliRunner

from checker.cli.data import app
from checker.errors import UsageError
from checker.snapshot.describe import describe, missing_tables
from checker.snapshot.validate import validate

FILES = {
    "inquiry_csv": "id,client_id,received_at,answered_at,due_at,content\n"
    "1,c1,2026-10-01,2026-11-01 00:00,2027-01-01,\n"
    "2,c9,2026-11-01 00:01,,,\n"
    "3,,2026-12-01,,,\n",
    "client_csv": "id\nc1\n",
    "field_change_csv": "id,entity,entity_id,field,new_value,changed_at\n"
    "1,client,c1,statsu,x,2026-01-01\n2,klient,c1,status,x,2026-01-01\n3,client,c1,status,x,\n",
    "absence_csv": "id\n",
}


def test_notes(tmp_path: Path) -> None:
    notes = validate(read_files(tmp_path, **FILES))
    assert [(n.code, n.entity, n.column, n.count, n.rows) for n in notes] == [
        ("broken_reference", "inquiry", "client_id", 1, (3,)),
        ("empty_column", "inquiry", "content", 3, ()),
        ("empty_table", "absence", "", 0, ()),
        ("future", "inquiry", "received_at", 2, (3, 4)),
        ("undated_change", "field_change", "changed_at", 1, (4,)),
        ("unknown_entity", "field_change", "entity", 1, (3,)),
        ("unknown_field", "field_change", "field", 1, (2,)),
    ]


def test_a_table_may_be_taken_at_another_moment(tmp_path: Path) -> None:
    header = HEADER + "tables: {inquiry: {taken_at: 2026-12-02}}\n"
    assert "future" not in {n.code for n in validate(read_files(tmp_path, header, **FILES))}


def test_a_summary_of_each_table(tmp_path: Path) -> None:
    snapshot = read_files(tmp_path, **FILES)
    found = {summary.entity: summary for summary in describe(snapshot)}
    inquiry = found["inquiry"]
    assert (inquiry.rows, inquiry.refused, inquiry.empty) == (3, 0, ("content",))
    assert inquiry.filled == ("id", "client_id", "received_at", "answered_at", "due_at")
    assert "channel" in inquiry.missing
    assert (str(inquiry.first_at), str(inquiry.last_at)) == ("2026-10-01 00:00:00", "2026-12-01 00:00:00")
    assert (found["absence"].first_at, "client" in missing_tables(snapshot)) == (None, False)


def test_validate_ends_with_3_when_something_was_refused(tmp_path: Path) -> None:
    read_files(tmp_path, client_csv="id,name\n1,a\n2\n3,b\n")
    result = CliRunner().invoke(app, ["validate", str(tmp_path / "export")])
    assert result.exit_code == 3
    assert "too_few_fields" in result.stdout
    assert "0 problems, 1 in quarantine, 0 notes" in result.stdout


def test_validate_ends_with_0_on_a_clean_snapshot_with_notes(tmp_path: Path) -> None:
    read_files(tmp_path, client_csv="id,nmae\n1,a\n")
    result = CliRunner().invoke(app, ["validate", str(tmp_path / "export"), "--format", "json"])
    assert result.exit_code == 0
    assert [note["code"] for note in json.loads(result.stdout)["notes"]] == ["unknown_column"]


def test_validate_says_what_it_cut(tmp_path: Path) -> None:
    read_files(tmp_path, client_csv="id,name\n" + "".join(f"{n},a\n" for n in range(20)) + "x\ny\nz\n")
    folder = str(tmp_path / "export")
    assert "shown 2 of 3" in CliRunner().invoke(app, ["validate", folder, "--limit", "2"]).stdout
    complete = CliRunner().invoke(app, ["validate", folder, "--limit", "2", "--format", "json"])
    assert len(json.loads(complete.stdout)["quarantine"]) == 3


def test_inspect_shows_tables(tmp_path: Path) -> None:
    read_files(tmp_path, **FILES)
    folder = str(tmp_path / "export")
    result = CliRunner().invoke(app, ["inspect", folder])
    assert result.exit_code == 0
    assert "tables not delivered" in result.stdout
    data = json.loads(CliRunner().invoke(app, ["inspect", folder, "--tables-only", "--format", "json"]).stdout)
    assert [table["entity"] for table in data["tables"]] == ["absence", "client", "field_change", "inquiry"]


def test_no_snapshot_is_a_usage_error(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["validate", str(tmp_path)])
    assert isinstance(result.exception, UsageError)
    with pytest.raises(UsageError):
        raise result.exception

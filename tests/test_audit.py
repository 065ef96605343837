"""An audit from the command line to the stored tables, worked out by hand."""

from datetime import datetime
from pathlib import Path

import duckdb
import pytest

from checker.cli import run
from tests.small_pack import CLIENTS, INQUIRIES, PACK, write_pack, write_snapshot


def audit(folder: Path, *options: str) -> int:
    arguments = ["audit", str(folder / "snapshot"), "--rules", str(folder / "small.yaml"), "--store", str(folder / "s")]
    return run([*arguments, "--chain", "python", "--quiet", *options])


def cases(folder: Path, audit_prefix: str = "") -> dict[str, tuple[object, ...]]:
    (path,) = (folder / "s").glob(f"{audit_prefix}*/cases.parquet")
    query = f"SELECT subject_id, rule_id, verdict, outcome, due_at, scope, standing FROM '{path}'"
    return {row[0]: row[1:] for row in duckdb.connect().execute(query).fetchall()}


def test_verdicts_at_the_limit_and_beyond(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_pack(tmp_path)
    write_snapshot(tmp_path)
    assert audit(tmp_path, "--period", "2024-03", "--keep-all") == 1
    found = cases(tmp_path)
    assert found["q1"][1:3] == ("met", "")
    assert found["q2"][1:3] == ("violated", "late")
    # Friday 17:50 with nine to six: ten minutes on Friday, twenty on Monday; Moscow is three hours ahead of UTC.
    assert found["q3"][1:4] == ("violated", "absent", datetime(2024, 3, 4, 6, 20))
    assert "q4" not in found
    assert found["q5"][1] == "pending"
    assert found["c1"][1] == "met"
    assert found["c2"][1:3] == ("violated", "absent")
    assert "violations: 3" in capsys.readouterr().out


def test_repeating_an_audit_stores_nothing_new(tmp_path: Path) -> None:
    write_pack(tmp_path)
    write_snapshot(tmp_path)
    audit(tmp_path, "--period", "2024-03")
    before = {path: path.read_bytes() for path in (tmp_path / "s").rglob("*") if path.is_file()}
    assert audit(tmp_path, "--period", "2024-03") == 1
    assert {path: path.read_bytes() for path in (tmp_path / "s").rglob("*") if path.is_file()} == before


def test_order_of_rows_changes_no_byte_of_the_cases(tmp_path: Path) -> None:
    stored = []
    for name, turn in (("one", 1), ("two", -1)):
        folder = tmp_path / name
        folder.mkdir()
        head, *rows = INQUIRIES.splitlines()
        write_pack(folder)
        write_snapshot(folder, inquiry="\n".join([head, *rows[::turn]]) + "\n")
        audit(folder, "--period", "2024-03")
        stored.append({key: row for key, row in cases(folder).items()})
    assert stored[0] == stored[1]


def test_months_tile(tmp_path: Path) -> None:
    """q3 is due on Monday 4 March; the rest on 1 and 5 March: each event case has one home."""
    write_pack(tmp_path)
    write_snapshot(tmp_path)
    homes: dict[str, list[str]] = {}
    for first, last in (("2024-03-01", "2024-03-03"), ("2024-03-04", "2024-03-04"), ("2024-03-05", "2024-03-31")):
        folder = tmp_path / first
        folder.mkdir()
        (folder / "small.yaml").write_text((tmp_path / "small.yaml").read_text(encoding="utf-8"), encoding="utf-8")
        write_snapshot(folder)
        audit(folder, "--period", f"{first}..{last}", "--keep-all", "--select", "small-reply")
        for subject in cases(folder):
            homes.setdefault(subject, []).append(first)
    assert homes == {"q1": ["2024-03-01"], "q2": ["2024-03-01"], "q3": ["2024-03-04"], "q5": ["2024-03-05"]}


def test_earlier_cases_are_carried_cured_and_lost(tmp_path: Path) -> None:
    write_pack(tmp_path)
    write_snapshot(tmp_path)
    audit(tmp_path, "--period", "2024-03")
    later = "taken_at: 2024-04-05 12:00:00\ntime_zone: Europe/Moscow\ncompany: Проба\n"
    answered = INQUIRIES.replace("q3,fax,2024-03-01 17:50:00,,", "q3,fax,2024-03-01 17:50:00,2024-03-08 10:00:00,")
    gone = "\n".join(line for line in answered.splitlines() if not line.startswith("q2")) + "\n"
    write_snapshot(tmp_path, header=later, inquiry=gone)
    assert audit(tmp_path, "--period", "2024-04") == 1
    found = cases(tmp_path, "2024-04")
    assert found["q3"][1:3] + found["q3"][4:] == ("violated", "late", "carried", "cured")
    assert found["q2"][1] == "violated"
    assert found["q2"][4:] == ("carried", "lost")
    assert found["c2"][4:] == ("period", "open")


def test_emptied_column_and_lost_table_are_incomplete(tmp_path: Path) -> None:
    write_pack(tmp_path)
    write_snapshot(tmp_path)
    audit(tmp_path, "--period", "2024-03")
    later = "taken_at: 2024-04-05 12:00:00\ntime_zone: Europe/Moscow\ncompany: Проба\n"
    emptied = "\n".join(
        ",".join([*line.split(",")[:1], "", *line.split(",")[2:]]) for line in INQUIRIES.splitlines()[1:]
    )
    write_snapshot(tmp_path, header=later, inquiry=f"{INQUIRIES.splitlines()[0]}\n{emptied}\n")
    assert audit(tmp_path, "--period", "2024-04") == 3
    (tmp_path / "snapshot" / "inquiry.csv").unlink()
    assert audit(tmp_path, "--period", "2024-04") == 3


def test_another_try_as_of_the_same_moment_cannot_lose_a_table(tmp_path: Path) -> None:
    write_pack(tmp_path)
    write_snapshot(tmp_path)
    assert audit(tmp_path, "--period", "2024-03") == 1
    (tmp_path / "snapshot" / "inquiry.csv").rename(tmp_path / "inquiry.csv")
    assert audit(tmp_path, "--period", "2024-03") == 3
    assert audit(tmp_path, "--period", "2024-03", "--keep-all") == 3
    assert audit(tmp_path, "--period", "2024-02") == 3
    stored = sorted(path.name for path in (tmp_path / "s").iterdir())
    assert audit(tmp_path, "--period", "2024-02") == 3
    (tmp_path / "inquiry.csv").rename(tmp_path / "snapshot" / "inquiry.csv")
    assert sorted(path.name for path in (tmp_path / "s").iterdir()) == stored


def test_a_repeated_audit_does_not_look_at_what_was_stored_after_it(tmp_path: Path) -> None:
    write_pack(tmp_path)
    snapshot = write_snapshot(tmp_path)
    (snapshot / "inquiry.csv").rename(tmp_path / "inquiry.csv")
    first = audit(tmp_path, "--period", "2024-03")
    (tmp_path / "inquiry.csv").rename(snapshot / "inquiry.csv")
    audit(tmp_path, "--period", "2024-03")
    stored = sorted(path.name for path in (tmp_path / "s").iterdir())
    (snapshot / "inquiry.csv").unlink()
    assert audit(tmp_path, "--period", "2024-03") == first
    assert sorted(path.name for path in (tmp_path / "s").iterdir()) == stored


def test_a_cell_that_cannot_be_read_is_unknown(tmp_path: Path) -> None:
    card = "  - id: small-date\n    clauses: [small-3]\n    title: {en: Date, ru: Дата, zh: 日期}\n    severity: low\n"
    card += "    basis: explicit\n    kind: required_fields\n    subject: client\n    fields: [name, created_at]\n"
    write_pack(tmp_path, PACK + card)
    inquiry = INQUIRIES.replace("q3,fax,2024-03-01 17:50:00,,", "q3,fax,2024-03-01 17:50:00,Monday,")
    clients = "id,name,phone,created_at\nc1,Лилия,1,soon\nc2,-,1,soon\nc3,Роза,1,\n"
    write_snapshot(tmp_path, inquiry=inquiry, client=clients)
    assert audit(tmp_path, "--period", "2024-03", "--select", "small-reply", "--select", "small-date") == 3
    found = cases(tmp_path)
    assert {subject: found[subject][1] for subject in ("q2", "q3", "c1", "c2", "c3")} == {
        "q2": "violated",
        "q3": "undetermined",
        "c1": "undetermined",
        "c2": "violated",
        "c3": "violated",
    }


def test_table_never_delivered_is_not_run_in_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_pack(tmp_path)
    snapshot = write_snapshot(tmp_path, client=CLIENTS.replace("c2,ООО Лилия,-,", "c2,ООО Лилия,1,"))
    (snapshot / "inquiry.csv").unlink()
    assert audit(tmp_path, "--period", "2024-03") == 0
    assert "1 not run" in capsys.readouterr().out


def test_fail_on_and_select_narrow_the_exit_code(tmp_path: Path) -> None:
    write_pack(tmp_path)
    write_snapshot(tmp_path)
    assert audit(tmp_path, "--period", "2024-03", "--fail-on", "critical") == 0
    assert audit(tmp_path, "--period", "2024-03", "--select", "small-card", "--fail-on", "medium") == 0
    assert audit(tmp_path, "--period", "2024-03", "--select", "small-card") == 1


def test_the_number_of_threads_changes_no_byte(tmp_path: Path) -> None:
    root = Path(__file__).resolve().parents[1]
    snapshot = root / "fixtures" / "sp2"
    stored = {}
    for threads in ("1", "2"):
        store = tmp_path / threads
        arguments = ["audit", str(snapshot), "--config", str(snapshot / "compliance.yaml"), "--store", str(store)]
        arguments += ["--rules", str(root / "rules" / "sp2.yaml")]
        assert run([*arguments, "--period", "2024-12", "--keep-all", "--threads", threads, "--quiet"]) == 3
        (folder,) = store.glob("2024-12*")
        stored[threads] = {name: (folder / f"{name}.parquet").read_bytes() for name in ("cases", "tallies", "rules")}
    assert stored["1"] == stored["2"]

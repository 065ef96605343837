"""A user's mistakes: a clear message, the right exit code, nothing half-written, no traceback."""

from collections.abc import Callable
from pathlib import Path

import pytest

from checker.cli import run
from tests.small_pack import CLIENTS, HEADER, INQUIRIES, PACK, write_pack, write_snapshot

Capture = pytest.CaptureFixture[str]


def audit(folder: Path, *options: str) -> int:
    arguments = ["audit", str(folder / "snapshot"), "--rules", str(folder / "small.yaml"), "--store", str(folder / "s")]
    return run([*arguments, "--chain", "python", *options])


def stored(folder: Path) -> list[Path]:
    return [path for path in (folder / "s").glob("*") if path.is_dir()] if (folder / "s").exists() else []


BAD_RULES = {
    "unknown field": (lambda text: text.replace("severity: high", "severty: high"), "did you mean 'severity'"),
    "wrong type": (lambda text: text.replace("fields: [name,", "fields: {name: 1} #"), "fields"),
    "duplicate key": (lambda text: text.replace("severity: low", "severity: low\n    severity: high"), "given twice"),
    "unknown kind": (lambda text: text.replace("kind: deadline", "kind: deadlin"), "did you mean 'deadline'"),
    "bad duration": (lambda text: text.replace("within: $small.reply", "within: 30 minuts"), "not a unit of time"),
    "unknown parameter": (lambda text: text.replace("within: $small.reply", "within: $small.rply"), "small.r"),
    "unknown column": (lambda text: text.replace("met_by: answered_at", "met_by: answerd_at"), "answered_at"),
    "unknown table": (lambda text: text.replace("subject: client", "subject: clint"), "did you mean 'client'"),
    "hostile function": (
        lambda text: text.replace("channel in ('email', 'fax')", "read_text('/etc/passwd') = channel"),
        "unknown function 'read_text'",
    ),
    "second statement": (
        lambda text: text.replace("channel in ('email', 'fax')", '"true; DROP TABLE client"'),
        "one expression",
    ),
    "dangling clause": (
        lambda text: text.replace("rules:\n", "registers: [clauses/none.yaml]\nrules:\n", 1),
        "clause register cannot be read",
    ),
    "hostile reason": (
        lambda text: text.replace(
            "    responsible: responsible_id",
            "    gates: [{when: channel = 'fax', verdict: met, reason: \"x' OR (SELECT 1) = 1 --\"}]",
        ),
        "pattern",
    ),
    "no YAML": (lambda text: text + "\n  - [", "not valid YAML"),
}


@pytest.mark.parametrize("name", BAD_RULES)
def test_bad_rule_file(tmp_path: Path, capsys: Capture, name: str) -> None:
    spoil, wanted = BAD_RULES[name]
    assert spoil(PACK) != PACK
    write_pack(tmp_path, spoil(PACK))
    write_snapshot(tmp_path)
    assert audit(tmp_path, "--period", "2024-03") == 2
    message = capsys.readouterr().err
    assert wanted in message
    assert "small.yaml" in message or name == "dangling clause"
    assert "Traceback" not in message
    assert not stored(tmp_path)


def test_all_mistakes_of_all_rules_at_once(tmp_path: Path, capsys: Capture) -> None:
    spoiled = PACK.replace("met_by: answered_at", "met_by: answerd_at").replace("subject: client", "subject: clint")
    write_pack(tmp_path, spoiled)
    write_snapshot(tmp_path)
    assert audit(tmp_path, "--period", "2024-03") == 2
    message = capsys.readouterr().err
    assert "answerd_at" in message
    assert "clint" in message


BAD_OPTIONS = {
    "as_of after taken_at": (["--as-of", "2024-03-06"], "lies after the snapshot"),
    "as_of no moment": (["--as-of", "yesterday"], "not a moment"),
    "period after as_of": (["--period", "2024-04"], "begins after as_of"),
    "period nonsense": (["--period", "March"], "not a period"),
    "period backwards": (["--period", "2024-03-05..2024-03-01"], "lies before"),
    "from without to": (["--from", "2024-03-01"], "go together"),
    "unknown severity": (["--fail-on", "hihg"], "did you mean 'high'"),
    "selects nothing": (["--select", "small-rply"], "did you mean 'small-reply'"),
    "unknown format": (["--format", "xslx"], "xlsx"),
    "unknown language": (["--lang", "de"], "ru"),
    "unknown option": (["--perod", "2024-03"], "--perod"),
    "unknown parameter": (["--set", "small.rply=1"], "did you mean 'small.reply'"),
    "parameter no number": (["--set", "small.reply=soon"], "not a number"),
    "no config": (["--config", "nowhere.yaml"], "cannot be read"),
}


@pytest.mark.parametrize("name", BAD_OPTIONS)
def test_bad_options(tmp_path: Path, capsys: Capture, name: str) -> None:
    options, wanted = BAD_OPTIONS[name]
    write_pack(tmp_path)
    write_snapshot(tmp_path)
    assert audit(tmp_path, *options) == 2
    message = capsys.readouterr().err
    assert wanted in message
    assert "Traceback" not in message


def test_no_taken_at_needs_as_of(tmp_path: Path, capsys: Capture) -> None:
    write_pack(tmp_path)
    write_snapshot(tmp_path, header="time_zone: Europe/Moscow\n")
    assert audit(tmp_path, "--period", "2024-03") == 2
    assert "--as-of" in capsys.readouterr().err
    assert audit(tmp_path, "--period", "2024-03", "--as-of", "2024-03-05 12:00") == 1


def not_a_snapshot(folder: Path) -> None:
    (folder / "snapshot" / "snapshot.yaml").unlink()


def a_file(folder: Path) -> None:
    for path in (folder / "snapshot").iterdir():
        path.unlink()
    (folder / "snapshot").rmdir()
    (folder / "snapshot").write_text("id\n", encoding="utf-8")


def bad_zone(folder: Path) -> None:
    (folder / "snapshot" / "snapshot.yaml").write_text(HEADER.replace("Moscow", "Moskow"), encoding="utf-8")


@pytest.mark.parametrize("spoil", [not_a_snapshot, a_file, bad_zone])
def test_not_a_snapshot(tmp_path: Path, capsys: Capture, spoil: Callable[[Path], None]) -> None:
    write_pack(tmp_path)
    write_snapshot(tmp_path)
    spoil(tmp_path)
    assert audit(tmp_path, "--period", "2024-03") == 2
    assert "Traceback" not in capsys.readouterr().err
    assert not stored(tmp_path)


def test_garbage_bytes_are_quarantined_not_swallowed(tmp_path: Path) -> None:
    write_pack(tmp_path)
    snapshot = write_snapshot(tmp_path)
    with (snapshot / "inquiry.csv").open("ab") as file:
        file.write(b"q9,em\xff\xfeail,2024-03-01 10:00:00,,e1\n")
    code = audit(tmp_path, "--period", "2024-03")
    assert code in (1, 3)
    import duckdb

    (path,) = (tmp_path / "s").glob("*/quarantine.parquet")
    rows = duckdb.connect().execute(f"SELECT entity, row FROM '{path}'").fetchall()
    assert ("inquiry", 7) in rows


def test_missing_column_and_empty_table(tmp_path: Path) -> None:
    write_pack(tmp_path)
    write_snapshot(tmp_path, client="id,name\nc1,Ромашка\n", inquiry=INQUIRIES.splitlines()[0] + "\n")
    # Neither phone nor e-mail was delivered: the one card cannot be judged, which is more than five per cent.
    assert audit(tmp_path, "--period", "2024-03") == 3


def test_wrong_date_is_quarantined(tmp_path: Path) -> None:
    write_pack(tmp_path)
    write_snapshot(tmp_path, inquiry=INQUIRIES.replace("2024-03-01 10:30:01", "2024-02-30 10:30:01"), client=CLIENTS)
    audit(tmp_path, "--period", "2024-03")
    import duckdb

    (path,) = (tmp_path / "s").glob("*/quarantine.parquet")
    row = duckdb.connect().execute(f"SELECT \"column\", raw, row FROM '{path}'").fetchone()
    assert row == ("answered_at", "2024-02-30 10:30:01", 3)


def test_unwritable_store(tmp_path: Path, capsys: Capture) -> None:
    write_pack(tmp_path)
    write_snapshot(tmp_path)
    (tmp_path / "s").write_text("in the way", encoding="utf-8")
    code = audit(tmp_path, "--period", "2024-03")
    assert code in (2, 4)
    assert "Traceback" not in capsys.readouterr().err


def test_unknown_command(capsys: Capture) -> None:
    assert run(["adit"]) == 2
    assert "did you mean 'audit'" in capsys.readouterr().err

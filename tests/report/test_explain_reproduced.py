"""A verdict derived again from its audit's folder alone, and every way of doctoring that folder noticed.

The small snapshot: q2 was answered a second after its 30 minutes of working time, q3 never, c2 has no telephone.
"""

import json
import shutil
from pathlib import Path
from typing import Any

import duckdb
import pytest

from checker.cases.engine import DuckDBEngine
from checker.cli import run
from checker.reproduction.proof import DIFFERS, FOLLOWS, REPRODUCED, Proof, prove
from checker.store.canonical import folder_hashes
from tests.cli.running import command
from tests.small_pack import INQUIRIES, write_pack, write_snapshot

Q1, Q2, Q3, Q5, C2 = "q1", "q2", "q3", "q5", "c2"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with one audit of which every case is kept; its rules and its snapshot are gone."""
    folder = tmp_path_factory.mktemp("made")
    inquiries = INQUIRIES + "q6,email,,2024-03-01 10:10:00,e1\nq7,email,2024-03-02,2024-03-02 12:00:00,e2\n"
    pack, snapshot = write_pack(folder), write_snapshot(folder, inquiry=inquiries)
    options = ["--rules", str(pack), "--period", "2024-03", "--store", str(folder / "store"), "--keep-all", "-q"]
    assert run(["audit", str(snapshot), *options, "--chain", "python"]) in (1, 3)
    pack.unlink()
    shutil.rmtree(snapshot)
    return folder / "store"


@pytest.fixture
def folder(made: Path, tmp_path: Path) -> Path:
    """The audit's folder alone, to be doctored."""
    (one,) = (path for path in made.iterdir() if path.is_dir() and (path / "manifest.json").is_file())
    return shutil.copytree(one, tmp_path / one.name)


@pytest.fixture(autouse=True)
def _nothing_else_is_read(made: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No rule book, no snapshot."""

    def refused(*_: Any, **__: Any) -> None:
        raise AssertionError("read something that is not in the audit")

    for name in (
        "checker.rulebook.book.load_book",
        "checker.snapshot.read.read_snapshot",
        "checker.snapshot.read_snapshot",
    ):
        monkeypatch.setattr(name, refused)


def case_of(folder: Path, subject: str) -> str:
    sql = "SELECT case_id FROM read_parquet(?) WHERE subject_id = ?"
    (row,) = duckdb.execute(sql, [str(folder / "cases.parquet"), subject]).fetchall()
    return str(row[0])


def proved(folder: Path, subject: str) -> Proof:
    return prove(folder, case_of(folder, subject))


def doctor(folder: Path, subject: str, column: str, value: str) -> None:
    """One column of one case set to a value in SQL, and the seal of the manifest made to fit."""
    path = folder / "cases.parquet"
    with duckdb.connect() as connection:
        connection.execute(f"CREATE TABLE c AS FROM read_parquet('{path}')")
        connection.execute(f'UPDATE c SET "{column}" = {value} WHERE subject_id = ?', [subject])
        connection.execute(f"COPY c TO '{path}' (FORMAT parquet)")
    seal(folder)


def seal(folder: Path) -> None:
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    manifest["outputs"] = {name: sha for name, sha in folder_hashes(folder).items() if name.endswith(".parquet")}
    (folder / "manifest.json").write_text(json.dumps(manifest), "utf-8")


@pytest.mark.parametrize("subject", [Q1, Q2, Q3, Q5, "q6", "q7", "c1", C2])
def test_every_verdict_is_reproduced(folder: Path, subject: str) -> None:
    """Met, late, absent, pending, undetermined, an instant given as a day, and fields."""
    assert proved(folder, subject) == Proof(REPRODUCED)


@pytest.mark.parametrize(
    ("subject", "column", "value", "name", "follows"),
    [
        (Q2, "verdict", "'met'", "verdict", "violated"),
        (Q1, "verdict", "'violated'", "verdict", "met"),
        (Q5, "verdict", "'violated'", "verdict", "pending"),
        (C2, "verdict", "'met'", "verdict", "violated"),
        (Q2, "outcome", "'absent'", "outcome", "late"),
        (Q3, "standing", "'cured'", "standing", "open"),
        (Q2, "severity", "'low'", "severity", "high"),
        (Q2, "limit_value", "3600.0", "limit_value", 1800.0),
        (C2, "measured", "0.0", "measured", 1.0),
        (Q2, "due_inclusive", "FALSE", "due_inclusive", True),
        (Q2, "clauses", "['small-9']", "clauses", ["small-1"]),
    ],
)
def test_a_doctored_column_is_noticed(
    folder: Path, subject: str, column: str, value: str, name: str, follows: Any
) -> None:
    doctor(folder, subject, column, value)
    proof = proved(folder, subject)
    assert proof.outcome == DIFFERS
    assert {one.name: one.follows for one in proof.differences}[name] == follows


@pytest.mark.parametrize(
    ("subject", "old", "new", "name", "follows"),
    [
        (Q2, "2024-03-01 07:30:01", "2024-03-01 07:29:00", "verdict", "met"),
        (Q1, "2024-03-01 07:30:00", "2024-03-01 07:31:00", "verdict", "violated"),
        (Q2, "2024-03-01 07:00:00", "2024-03-01 06:00:00", "due_at", None),
        (Q2, '"value":"email"', '"value":"phone"', "verdict", "not_applicable"),
        (C2, '"holds":false', '"holds":true', "items.phone|email", False),
        (C2, '"value":"-"', '"value":"+7 495 000-00-00"', "verdict", "met"),
    ],
)
def test_a_doctored_fact_is_noticed(folder: Path, subject: str, old: str, new: str, name: str, follows: Any) -> None:
    """Moments are UTC here: 10:30:01 in Moscow is 07:30:01."""
    doctor(folder, subject, "evidence", f"replace(evidence, '{old}', '{new}')")
    proof = proved(folder, subject)
    assert proof.outcome == DIFFERS
    found = {one.name: one.follows for one in proof.differences}
    assert name in found
    assert follows is None or found[name] == follows


def test_a_doctored_rule_is_noticed(folder: Path) -> None:
    """An hour instead of half an hour: q2 was in time."""
    manifest = folder / "manifest.json"
    told = json.loads(manifest.read_text("utf-8"))
    told["configuration"]["parameters"]["small.reply"][0]["value"] = 60
    manifest.write_text(json.dumps(told), "utf-8")
    proof = proved(folder, Q2)
    assert {one.name: one.follows for one in proof.differences}["verdict"] == "met"


def test_a_case_moved_to_another_subject_is_noticed(folder: Path) -> None:
    doctor(folder, Q2, "subject_id", "'q9'")
    assert [one.name for one in proved(folder, "q9").differences] == ["case_id"]


def test_a_file_changed_without_its_seal_is_noticed(folder: Path) -> None:
    with duckdb.connect() as connection:
        path = folder / "rules.parquet"
        connection.execute(f"CREATE TABLE r AS FROM read_parquet('{path}')")
        connection.execute(f"COPY (SELECT * FROM r ORDER BY rule_id DESC) TO '{path}' (FORMAT parquet)")
    proof = proved(folder, Q2)
    assert (proof.outcome, proof.unsealed, proof.differences) == (DIFFERS, ("rules.parquet",), ())


def test_an_audit_of_an_earlier_version_is_checked_by_its_figures(folder: Path) -> None:
    """It stored no definition of its rules."""
    path = folder / "rules.parquet"
    with duckdb.connect() as connection:
        connection.execute(f"CREATE TABLE r AS SELECT * EXCLUDE (definition, digest) FROM read_parquet('{path}')")
        connection.execute(f"COPY r TO '{path}' (FORMAT parquet)")
    seal(folder)
    assert proved(folder, Q2) == Proof(FOLLOWS)
    doctor(folder, Q2, "outcome", "'absent'")
    assert [(one.name, one.follows) for one in proved(folder, Q2).differences] == [("outcome", "late")]


def test_the_command_says_so_and_ends_well(made: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ended = command(capsys, "explain", "small-reply/q2", "--store", str(made))
    assert ended.code == 0
    assert ended.out.endswith(
        "Derived again from what is stored\n"
        "  Reproduced: the stored rule, applied to the stored facts, gives this verdict, its times and its figures.\n"
    )


@pytest.mark.parametrize(
    ("lang", "loud", "line"),
    [
        ("en", "!!! NOT CONFIRMED", "Outcome: stored Not done, but what is stored gives Late"),
        (
            "ru",
            "!!! НЕ ПОДТВЕРЖДЕНО",
            "Результат: сохранено «Не выполнено», а по сохранённым данным выходит «С опозданием»",
        ),
        ("zh", "!!! 未能确认", "结果：存档为“未完成”，依存档数据应为“逾期完成”"),
    ],
)
def test_the_command_is_loud_about_a_doctored_case(
    made: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], lang: str, loud: str, line: str
) -> None:
    store = shutil.copytree(made, tmp_path / "store")
    (one,) = (path for path in store.iterdir() if (path / "manifest.json").is_file())
    doctor(one, Q2, "outcome", "'absent'")
    ended = command(capsys, "explain", "small-reply/q2", "--store", str(store), "--lang", lang)
    assert ended.code == 3
    assert ended.out.startswith(loud)
    assert line in ended.out
    assert line in ended.err


def test_a_manifest_made_to_fit_does_not_fit_the_chain(made: Path, tmp_path: Path) -> None:
    """A changed text contradicts nothing; that the manifest was sealed anew is seen beside the chain of the store."""
    store = shutil.copytree(made, tmp_path / "store")
    (one,) = (path for path in store.iterdir() if (path / "manifest.json").is_file())
    assert proved(one, Q2) == Proof(REPRODUCED)
    doctor(one, Q2, "text_en", "'all is well'")
    assert proved(one, Q2) == Proof(DIFFERS, (), ("manifest.json",))
    (store / "chain.jsonl").write_bytes(b"?\n")
    assert proved(one, Q2) == Proof(DIFFERS, (), ("chain.jsonl",))


def test_no_letter_is_written_on_doctored_evidence(
    made: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store = shutil.copytree(made, tmp_path / "store")
    (one,) = (path for path in store.iterdir() if (path / "manifest.json").is_file())
    doctor(one, Q3, "outcome", "'late'")
    for options in (["small-reply/q3"], ["--responsible", "e2"]):
        ended = command(capsys, "explain", *options, "--as-person", "--store", str(store))
        assert (ended.code, ended.out) == (3, "")


def test_a_forged_type_of_a_fact_never_becomes_sql(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Stored evidence is data: a fact of the type `TIMESTAMP), (SELECT ...` is not laid out at all."""
    laid = []
    execute = DuckDBEngine.execute

    def noting(engine: DuckDBEngine, sql: str, *bound: Any) -> Any:
        laid.append(sql)
        return execute(engine, sql, *bound)

    monkeypatch.setattr(DuckDBEngine, "execute", noting)
    forged = "TIMESTAMP) AS x, (SELECT content FROM read_text(''/etc/hostname'')"
    evidence = f"""replace(evidence, '"type":"timestamp"', '"type":"{forged}"')"""
    doctor(folder, Q2, "evidence", evidence)
    assert proved(folder, Q2).outcome in (FOLLOWS, DIFFERS)
    assert not [sql for sql in laid if "read_text" in sql]

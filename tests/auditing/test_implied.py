"""An audit in which one unanswered inquiry breaks three rules: judged three times, counted once."""

import json
from pathlib import Path
from typing import Any

import duckdb
import pytest

from checker.cli import run
from tests.small_pack import INQUIRIES, PACK, write_pack, write_snapshot

# q3 (fax, no answer) breaks all three. q4 came by telephone, so that nothing but its note is owed. q6 was due in
# February. q2 was late by a second and is done.
MORE = """\
  - id: small-noted
    clauses: [small-3]
    title: {en: Answer noted, ru: Ответ записан, zh: 记录答复}
    severity: low
    basis: explicit
    kind: required_fields
    subject: inquiry
    when: received_at < TIMESTAMP '2024-03-05'
    implied_by: [small-reply]
    fields: [answered_at]
    responsible: responsible_id
  - id: small-thanked
    clauses: [small-4]
    title: {en: Client thanked, ru: Клиента благодарят, zh: 致谢客户}
    severity: low
    basis: explicit
    kind: deadline
    subject: inquiry
    when: channel = 'fax'
    starts: received_at
    within: 1 day
    implied_by: [small-noted, small-reply]
    met_by: answered_at
    responsible: responsible_id
"""
BOOK = PACK + MORE
ROWS = INQUIRIES + "q6,email,2024-02-01 10:00:00,,e2\n"
APRIL = "taken_at: 2024-04-05 12:00:00\ntime_zone: Europe/Moscow\ncompany: Проба\n"


def audited(folder: Path, *options: str, period: str = "2024-03") -> int:
    given = ["audit", str(folder / "snapshot"), "--rules", str(folder / "small.yaml"), "--store", str(folder / "s")]
    return run([*given, "--chain", "python", "--quiet", "--period", period, *options])


def stored(folder: Path, period: str = "2024-03") -> dict[str, str]:
    """What follows from what: `rule/subject` to the same of the case it follows from."""
    (path,) = (folder / "s").glob(f"{period}*/cases.parquet")
    select = "SELECT c.rule_id || '/' || c.subject_id, i.rule_id || '/' || i.subject_id"
    joined = f"'{path}' c JOIN '{path}' i ON i.case_id = c.implied_by"
    return dict(duckdb.connect().execute(f"{select} FROM {joined} ORDER BY 1").fetchall())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_pack(tmp_path, BOOK)
    write_snapshot(tmp_path, inquiry=ROWS)
    return tmp_path


def test_what_follows_is_marked_and_judged_all_the_same(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert audited(folder) == 1
    printed = capsys.readouterr().out
    assert stored(folder) == {"small-noted/q3": "small-reply/q3", "small-thanked/q3": "small-noted/q3"}
    # Violated: replies to q2 and q3, notes of q3, q4 and q6, thanks for q3, the card of c2.
    assert "violations: 7 (2 follow from another; 0 excused; 0 carried over)" in printed
    assert "Worst violations first, shown 5 of 5" in printed
    assert "Left out of this list: 2 that follow from another" in printed


def test_a_carried_violation_of_an_earlier_audit_implies(folder: Path) -> None:
    """In February the reply to q3 is not at home yet, so that its note stands alone."""
    audited(folder, period="2024-02")
    assert stored(folder, "2024-02") == {"small-noted/q6": "small-reply/q6"}
    audited(folder)
    assert stored(folder)["small-noted/q6"] == "small-reply/q6"


def test_one_failure_is_one_fact_for_escalations(folder: Path) -> None:
    """e2 answers for q3, q4 and q6: five violations, two of which follow."""
    from checker.escalation.facts import read_dossiers

    audited(folder)
    (path,) = (folder / "s").glob("*/cases.parquet")
    (found,) = [dossier for dossier in read_dossiers(path) if dossier.person == "e2"]
    counted = {str(fact.fields["rule"]): fact.fields["violations"] for fact in found.facts}
    assert counted == {"small-noted": 2, "small-reply": 1}


def test_query_and_explain_tell_what_follows(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    audited(folder)
    capsys.readouterr()
    store = ["--store", str(folder / "s")]
    for option, number in (("--implied", "2"), ("--no-implied", "6")):
        run(["query", *store, option, "--count"])
        assert capsys.readouterr().out.strip() == number
    run(["explain", "small-noted/q3", *store, "--lang", "ru"])
    line = capsys.readouterr().out.splitlines()[2]
    assert line.startswith("следует из ")
    assert line.endswith(" по правилу small-reply")


def test_a_store_of_an_earlier_version_is_read_and_carried_on(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    audited(folder)
    (path,) = (folder / "s").glob("*/cases.parquet")
    with duckdb.connect() as connection:
        connection.execute(f"CREATE TABLE old AS SELECT * EXCLUDE (implied_by) FROM '{path}'")
        connection.execute(f"COPY old TO '{path}' (FORMAT parquet)")
    capsys.readouterr()
    store = ["--store", str(folder / "s")]
    run(["query", *store, "--no-implied", "--count"])
    assert capsys.readouterr().out.strip() == "8"
    run(["report", "latest", *store, "--format", "json"])
    told: dict[str, Any] = json.loads(capsys.readouterr().out)
    assert told["summary"]["implied"] == {"period": 0, "carried": 0, "all": 0}
    assert {case["implied_by"] for case in told["cases"]} == {""}
    write_snapshot(folder, APRIL, inquiry=ROWS)
    audited(folder, period="2024-04")
    assert stored(folder, "2024-04")["small-noted/q3"] == "small-reply/q3"

"""From cases to escalations: what counts, at which number, for whom, in which words."""

from datetime import date
from pathlib import Path

import duckdb
import pytest
from some_cases import rule_count, violations, write_cases

from checker.errors import IncompleteError, NotWrittenError, UsageError
from checker.escalation.facts import Dossier, Fact, check_dossiers
from checker.escalation.parquet import COLUMNS, write_escalations
from checker.escalation.rows import EscalationRow, Person
from checker.escalation.stage import escalate

OCTOBER = (date(2026, 10, 1), date(2026, 11, 1))
PEOPLE = [Person("e1", "u1", "h1", "Иванов"), Person("e2", "u1", "h1"), Person("h1", "u1", "", "Петрова")]


@pytest.fixture(params=["durable", "python"])
def chain(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def run(folder: Path, chain: str, *cases: list[dict[str, str]], people: list[Person] = PEOPLE) -> list[EscalationRow]:
    path = write_cases(folder / "cases.parquet", [case for some in cases for case in some])
    return escalate(path, people, OCTOBER, chain=chain)


def about(rows: list[EscalationRow]) -> set[tuple[str, str, str, int]]:
    return {(row.escalation, row.subject_id, row.rule_id, row.count) for row in rows}


def test_three_violations_of_one_rule_are_for_the_head_and_two_are_not(tmp_path: Path, chain: str) -> None:
    rows = run(tmp_path, chain, violations("e1", "reply", 3), violations("e2", "reply", 2))
    assert about(rows) == {("repeated-violation", "e1", "reply", 3)}
    (row,) = rows
    assert (row.conclusion, row.addressee_id, row.unit_id) == ("head_must_act", "h1", "u1")
    assert row.case_ids == ("e1/reply/000", "e1/reply/001", "e1/reply/002")
    assert (row.period_start, row.period_end) == OCTOBER
    assert row.reasoner == chain
    assert row.subject_type == "employee"


def test_two_and_two_of_different_rules_are_nothing(tmp_path: Path, chain: str) -> None:
    assert run(tmp_path, chain, violations("e1", "reply", 2), violations("e1", "call", 2)) == []


def test_two_rules_violated_repeatedly_lead_to_an_appraisal_and_one_does_not(tmp_path: Path, chain: str) -> None:
    rows = run(
        tmp_path,
        chain,
        violations("e1", "reply", 3),
        violations("e1", "call", 4),
        violations("e1", "card", 2),
        violations("e2", "reply", 9),
    )
    assert about(rows) == {
        ("repeated-violation", "e1", "reply", 3),
        ("repeated-violation", "e1", "call", 4),
        ("repeated-violation", "e2", "reply", 9),
        ("repeated-on-several-rules", "e1", "", 2),
    }
    (appraisal,) = [row for row in rows if row.conclusion == "appraisal"]
    assert appraisal.case_ids == tuple(
        sorted([f"e1/call/{n:03}" for n in range(4)] + [f"e1/reply/{n:03}" for n in range(3)])
    )


@pytest.mark.parametrize(
    "changed",
    [
        {"verdict": "undetermined"},
        {"verdict": "pending"},
        {"effect": "suspicion"},
        {"effect": "advice"},
        {"scope": "carried"},
        {"responsible_id": ""},
        {"implied_by": "e1/call/000"},
    ],
)
def test_only_violations_of_the_period_by_a_known_person_count(tmp_path: Path, changed: dict[str, str]) -> None:
    cases = violations("e1", "reply", 2) + violations("e1", "reply", 5, first=2, **changed)
    assert run(tmp_path, "python", cases) == []


def test_a_cured_violation_still_counts(tmp_path: Path) -> None:
    cases = violations("e1", "reply", 2) + violations("e1", "reply", 1, first=2, standing="cured")
    assert about(run(tmp_path, "python", cases)) == {("repeated-violation", "e1", "reply", 3)}


def test_no_head_is_said_and_does_not_silence_the_escalation(tmp_path: Path, chain: str) -> None:
    own = [Person("e1", "u1", "e1")]
    for people in ([], own):
        (row,) = run(tmp_path, chain, violations("e1", "reply", 3), people=people)
        assert row.addressee_id == ""
        assert row.text_en.endswith("the data name nobody.")


def test_the_texts_name_person_rule_number_and_head(tmp_path: Path) -> None:
    path = write_cases(tmp_path / "cases.parquet", violations("e1", "reply", 3))
    titles = {"reply": {"en": "Answer in {30} minutes", "ru": "Ответ за 30 минут"}}
    (row,) = escalate(path, PEOPLE, OCTOBER, titles, chain="python")
    assert row.text_en == (
        "Иванов, rule “Answer in {30} minutes”: violations from 2026-10-01 to 2026-10-31: 3. "
        "The head of the unit must act: Петрова."
    )
    assert "«Ответ за 30 минут»: нарушений с 2026-10-01 по 2026-10-31: 3." in row.text_ru
    assert "“reply”" in row.text_zh


def test_ids_depend_on_what_is_escalated_and_on_nothing_else(tmp_path: Path) -> None:
    cases = violations("e1", "reply", 3) + violations("e1", "call", 3) + violations("e2", "reply", 3)
    first = {row.escalation_id: row for row in run(tmp_path, "python", cases)}
    second = run(tmp_path, "durable", cases[::-1] + violations("e1", "reply", 1, first=3), people=[])
    assert len(first) == 4
    assert [row.escalation_id for row in second] == sorted(first)
    assert all(len(name) == 16 and int(name, 16) >= 0 for name in first)
    november = escalate(tmp_path / "cases.parquet", [], (date(2026, 11, 1), date(2026, 12, 1)), chain="python")
    assert not first.keys() & {row.escalation_id for row in november}


def test_the_order_of_cases_and_people_never_shows(tmp_path: Path, chain: str) -> None:
    cases = [case for person in ("e3", "e1", "e2") for case in violations(person, "reply", 3)]
    forwards, backwards = (
        run(tmp_path, chain, some, people=people) for some, people in ((cases, PEOPLE), (cases[::-1], PEOPLE[::-1]))
    )
    assert forwards == backwards
    for name, rows in (("one", forwards), ("two", backwards[::-1])):
        write_escalations(tmp_path / name, rows)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


def test_the_file_has_the_agreed_columns_even_without_rows(tmp_path: Path) -> None:
    write_escalations(tmp_path / "empty.parquet", [])
    described = duckdb.sql(f"DESCRIBE FROM '{tmp_path / 'empty.parquet'}'").fetchall()
    assert [(name, kind) for name, kind, *_ in described] == list(COLUMNS.items())
    assert " ".join(COLUMNS) == (
        "escalation_id escalation pack conclusion subject_type subject_id addressee_id unit_id rule_id count "
        "period_start period_end case_ids reasoner text_en text_ru text_zh"
    )


def test_the_file_holds_the_rows(tmp_path: Path) -> None:
    rows = run(tmp_path, "python", violations("e1", "reply", 3), violations("o'\"张伟", "reply", 4))
    write_escalations(tmp_path / "escalations.parquet", rows)
    read = duckdb.sql(f"SELECT * FROM '{tmp_path / 'escalations.parquet'}'").fetchall()
    assert [tuple(tuple(cell) if isinstance(cell, list) else cell for cell in row) for row in read] == [
        tuple(getattr(row, name) for name in COLUMNS) for row in rows
    ]
    assert {row[5] for row in read} == {"e1", "o'\"张伟"}


def test_a_file_that_cannot_be_written_is_a_clear_error(tmp_path: Path) -> None:
    with pytest.raises(NotWrittenError, match="could not be written"):
        write_escalations(tmp_path / "no" / "such" / "folder.parquet", [])


def test_cases_that_cannot_be_read_leave_the_audit_incomplete(tmp_path: Path) -> None:
    (tmp_path / "cases.parquet").write_bytes(b"not parquet")
    with pytest.raises(IncompleteError, match="escalation"):
        escalate(tmp_path / "cases.parquet", [], OCTOBER)


def test_an_unknown_chain_is_answered_with_the_nearest(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="did you mean 'durable'"):
        run(tmp_path, "durabel", violations("e1", "reply", 3))


@pytest.mark.parametrize(
    "fields",
    [
        {"violations": float("nan")},
        {"violations": float("inf")},
        {"violations": 3.0},
        {"violations": True},
        {"violations": 2**60},
        {"rule": "a\ud800"},
        {"rule": "x" * 2000},
        {"rule": 7},
        {"person": "e1"},
    ],
)
def test_facts_of_another_shape_are_refused(fields: dict[str, object]) -> None:
    check_dossiers([Dossier("e1", (rule_count("reply", 3),))])
    with pytest.raises(IncompleteError, match="cannot be used"):
        check_dossiers([Dossier("e1", (Fact("rule_count", fields),))])  # type: ignore[arg-type]

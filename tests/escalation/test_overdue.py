"""What was not put right in time is a fact for the head; what is excused counts against nobody."""

from datetime import date
from pathlib import Path

import duckdb
import pytest
from some_cases import DEFAULTS, dossier, rule_count, violations

from checker.escalation.definitions import load_definitions
from checker.escalation.facts import Fact, read_dossiers
from checker.escalation.findings import Finding
from checker.escalation.process import run_durable
from checker.escalation.python_chain import run_python
from checker.escalation.rows import EscalationRow, Person
from checker.escalation.stage import escalate
from checker.tables import EMPTY_MARKS, MARKS

OCTOBER = (date(2026, 10, 1), date(2026, 11, 1))
PEOPLE = [Person("e1", "u1", "h1", "Иванов"), Person("h1", "u1", "", "Петрова")]
OVERDUE = {"rectification": "overdue", "severity": "high"}


@pytest.fixture(params=["durable", "python"])
def chain(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def write(path: Path, cases: list[dict[str, str]]) -> Path:
    """cases.parquet with marks; '' or none where a case does not say."""
    columns = {name: "VARCHAR" for name in ("case_id", "rule_id", "responsible_id", "severity", *DEFAULTS)} | MARKS
    with duckdb.connect() as connection:
        connection.execute(f"CREATE TABLE cases ({', '.join(f'{name} {type_}' for name, type_ in columns.items())})")
        for case in cases:
            row = {"severity": "low", **case}
            values = ["?" if name in row else EMPTY_MARKS[name] for name in columns]
            given = [row[name] for name in columns if name in row]
            connection.execute(f"INSERT INTO cases VALUES ({', '.join(values)})", given)
        connection.sql("FROM cases").write_parquet(str(path))
    return path


def run(folder: Path, chain: str, *cases: list[dict[str, str]]) -> list[EscalationRow]:
    path = write(folder / "cases.parquet", [case for some in cases for case in some])
    return escalate(path, PEOPLE, OCTOBER, chain=chain)


def about(rows: list[EscalationRow]) -> set[tuple[str, str, str, int]]:
    return {(row.escalation, row.subject_id, row.rule_id, row.count) for row in rows}


def test_two_of_one_person_are_for_the_head_and_one_is_not(tmp_path: Path, chain: str) -> None:
    """Of any rule and any period; e2 has one overdue and one that is still due."""
    rows = run(
        tmp_path,
        chain,
        violations("e1", "reply", 1, **OVERDUE),
        violations("e1", "card", 1, **OVERDUE, scope="carried"),
        violations("e2", "reply", 1, **OVERDUE),
        violations("e2", "card", 1, rectification="due"),
    )
    assert about(rows) == {("overdue-rectification", "e1", "", 2)}
    (row,) = rows
    assert (row.conclusion, row.addressee_id, row.unit_id) == ("head_must_act", "h1", "u1")
    assert row.case_ids == ("e1/card/000", "e1/reply/000")
    assert row.text_en == (
        "Иванов: violations that were to be put right by now and were not: 2. The head of the unit must act: Петрова."
    )
    assert row.text_ru.startswith("Иванов: нарушений, срок устранения которых прошёл, а они не устранены: 2.")
    assert row.reasoner == chain


def test_one_critical_is_enough(tmp_path: Path, chain: str) -> None:
    rows = run(tmp_path, chain, violations("e1", "reply", 1, rectification="overdue", severity="critical"))
    assert about(rows) == {("overdue-rectification", "e1", "", 1)}


@pytest.mark.parametrize(
    "changed",
    [
        {"rectification": "due"},
        {"rectification": "in_time", "standing": "cured"},
        {"rectification": "late", "standing": "cured"},
        {"rectification": ""},
        {"waiver": "w1"},
        {"dispute": "upheld"},
        {"effect": "suspicion"},
        {"verdict": "undetermined"},
        {"implied_by": "e1/call/000"},
        {"responsible_id": ""},
    ],
)
def test_what_does_not_count(tmp_path: Path, changed: dict[str, str]) -> None:
    cases = violations("e1", "reply", 2, **{**OVERDUE, "scope": "carried", **changed})
    assert run(tmp_path, "python", cases) == []


@pytest.mark.parametrize(
    ("changed", "counts"), [({"waiver": "w1"}, 2), ({"dispute": "upheld"}, 2), ({"dispute": "open"}, 3)]
)
def test_excused_violations_make_nobody_a_repeater(
    tmp_path: Path, chain: str, changed: dict[str, str], counts: int
) -> None:
    cases = violations("e1", "reply", 2) + violations("e1", "reply", 1, first=2, **changed)
    expected = {("repeated-violation", "e1", "reply", 3)} if counts == 3 else set()
    assert about(run(tmp_path, chain, cases)) == expected


def test_overdue_and_repeated_are_two_findings(tmp_path: Path, chain: str) -> None:
    rows = run(tmp_path, chain, violations("e1", "reply", 3, **OVERDUE), violations("e1", "card", 3))
    assert about(rows) == {
        ("overdue-rectification", "e1", "", 3),
        ("repeated-violation", "e1", "reply", 3),
        ("repeated-violation", "e1", "card", 3),
        ("repeated-on-several-rules", "e1", "", 2),
    }


def test_the_facts_of_a_person_stand_in_one_order(tmp_path: Path) -> None:
    cases = violations("e2", "b", 1, **OVERDUE) + violations("e1", "b", 1, **OVERDUE) + violations("e1", "a", 1)
    found = read_dossiers(write(tmp_path / "cases.parquet", cases))
    assert [(one.person, [fact.kind for fact in one.facts]) for one in found] == [
        ("e1", ["rule_count", "rule_count", "overdue_count"]),
        ("e2", ["rule_count", "overdue_count"]),
    ]
    assert [fact.fields.get("rule") for fact in found[0].facts] == ["a", "b", None]
    assert found[0].facts[2] == Fact("overdue_count", {"overdue": 1, "critical": 0}, ("e1/b/000",))


@pytest.mark.parametrize(("overdue", "critical"), [(0, 0), (1, 0), (1, 1), (2, 0), (2, 1), (400, 400)])
def test_both_reasoners_conclude_the_same(overdue: int, critical: int) -> None:
    fact = Fact("overdue_count", {"overdue": overdue, "critical": critical})
    people = [dossier("e1", rule_count("reply", 3), fact), dossier("e2", fact)]
    late = overdue >= 2 or critical >= 1
    expected = [
        {Finding("repeated-violation", 0)} | ({Finding("overdue-rectification", 1)} if late else set()),
        {Finding("overdue-rectification", 0)} if late else set(),
    ]
    assert run_python(load_definitions(), people) == expected
    assert run_durable(load_definitions(), people) == expected

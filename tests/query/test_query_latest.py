"""Several audits: a case once for each, or once in its latest state."""

from pathlib import Path

import pytest
from small_store import case, rule, store_audit

from checker.query.answer import answer, count
from checker.query.question import Question

# What January and February say of each case, and what is its latest state with both asked.
JANUARY = [
    case("a1"),  # carried on, put right in February
    case("a2"),  # February found that it was met after all: not kept
    case("a3", "old"),  # its rule was retired
    case("b1", "card", judged="state"),  # filled by February: not kept
    case("b2", "card", judged="state"),  # still empty in February
    case("c1", verdict="undetermined"),  # known by February, and met
    case("d1", verdict="pending", due_at="2026-01-31 20:00:00"),  # nobody looked at it again
    case("d2", verdict="pending", due_at="2026-02-10 12:00:00"),  # due in February's period, and met
    case("d3", verdict="pending"),  # its clock had not begun; begun or not, February looked at it
    case("d4", "old", verdict="pending", due_at="2026-02-10 12:00:00"),  # due in February, but its rule did not run
    case("e1", verdict="met", due_at="2026-01-10 12:00:00"),  # --keep-all
]
FEBRUARY = [
    case("a1", scope="carried", standing="cured"),
    case("b2", "card", judged="state", severity="low"),
    case("f1"),
]
RULES = [rule(), rule("card"), rule("old")]
LATEST = {
    ("a1", "cured", "2"),
    ("a3", "open", "1"),
    ("b2", "open", "2"),
    ("d1", "", "1"),
    ("d4", "", "1"),
    ("e1", "", "1"),
    ("f1", "open", "2"),
}


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """January, stored after February: what counts is what they knew."""
    store = tmp_path_factory.mktemp("latest")
    retired = [rule(), rule("card"), rule("old", "not_run")]
    february = store_audit(store, "2026-02", "2026-03-01 00:00:00", FEBRUARY, rules=retired)
    january = store_audit(store, "2026-01", "2026-02-01 00:00:00", JANUARY, rules=RULES)
    return [february, january]


def states(folders: list[Path], **asked: object) -> set[tuple[str, str, str]]:
    question = Question(columns=("case", "standing", "audit"), latest_state=True, **asked)  # type: ignore[arg-type]
    rows = answer(folders, question).rows
    assert len(rows) == count(folders, question).total
    return {(case_id, standing, audit[6]) for case_id, standing, audit in rows}


def test_without_it_a_case_stands_once_for_each_audit(folders: list[Path]) -> None:
    assert count(folders, Question()).total == len(JANUARY) + len(FEBRUARY)


def test_latest_state(folders: list[Path]) -> None:
    assert states(folders) == LATEST


def test_filters_look_at_the_latest_state(folders: list[Path]) -> None:
    assert states(folders, filters={"standing": ("open",)}) == {
        ("a3", "open", "1"),
        ("b2", "open", "2"),
        ("f1", "open", "2"),
    }
    assert states(folders, filters={"severity": ("low",)}) == {("b2", "open", "2")}
    assert states(folders, filters={"standing": ("cured",), "severity": ("high",)}) == {("a1", "cured", "2")}


def test_groups_count_the_latest_state(folders: list[Path]) -> None:
    found = answer(folders, Question(group_by=("rule",), latest_state=True))
    # rule, cases, violated, undetermined, pending, open
    assert set(found.rows) == {("reply", 4, 2, 0, 1, 1), ("card", 1, 1, 0, 0, 1), ("old", 2, 1, 0, 1, 1)}


def test_one_audit_is_its_own_latest_state(folders: list[Path]) -> None:
    assert len(states([folders[1]])) == len(JANUARY)


def test_another_company_says_nothing_of_it(tmp_path: Path) -> None:
    ours = store_audit(tmp_path, "2026-01", "2026-02-01 00:00:00", [case("a1")], company="А")
    theirs = store_audit(tmp_path, "2026-02", "2026-03-01 00:00:00", [case("a2")], company="Б")
    assert {row[0] for row in states([ours, theirs])} == {"a1", "a2"}


def test_a_rule_under_its_new_name_looked_at_the_cases_of_the_old_one(tmp_path: Path) -> None:
    before = store_audit(tmp_path, "2026-01", "2026-02-01 00:00:00", [case("a1")])
    later = [case("b1", "answer", scope="carried")]
    formerly = {"answer": ["reply"]}
    after = store_audit(tmp_path, "2026-02", "2026-03-01 00:00:00", later, rules=[rule("answer")], formerly=formerly)
    assert states([before, after]) == {("b1", "open", "2")}


def test_a_case_told_of_anew_is_not_shown_in_its_older_state(tmp_path: Path) -> None:
    """Its due moment was moved out of the later period, so only its id tells that it was looked at."""
    waiting = case("a1", verdict="pending", due_at="2026-01-31 20:00:00")
    first = store_audit(tmp_path, "2026-01", "2026-01-15 00:00:00", [waiting])
    later = store_audit(tmp_path, "2026-02", "2026-03-01 00:00:00", [case("a1", due_at="2026-02-05 00:00:00")])
    assert states([first, later]) == {("a1", "open", "2")}


def test_audits_of_earlier_versions_lack_columns(tmp_path: Path) -> None:
    import duckdb

    old = store_audit(tmp_path, "2026-01", "2026-02-01 00:00:00", [case("a1", change="new")])
    new = store_audit(tmp_path, "2026-02", "2026-03-01 00:00:00", [case("a2", change="new", waiver="w")])
    path = old / "cases.parquet"
    kept = f"SELECT * EXCLUDE (change, first_seen, waiver, gates, implied_by) FROM read_parquet('{path}')"
    duckdb.execute(f"CREATE OR REPLACE TABLE kept AS {kept}")
    duckdb.execute(f"COPY kept TO '{path}' (FORMAT parquet)")
    shown = Question(columns=("case", "change", "waiver", "gates", "implied_by", "found"), sort=("case",))
    assert answer([old, new], shown).rows == [("a1", "", "", False, "", None), ("a2", "new", "w", True, "", None)]
    assert answer([old], Question(columns=("case",), waived=False)).total == 1
    assert answer([old, new], Question(filters={"change": ("new",)})).total == 1

"""The SQL written by hand from the clauses and the pack of rules give the same rows."""

from pathlib import Path

import pytest

from benchmarks.child import SAME_CLAUSES, silent
from benchmarks.compare import CLAUSES, differences
from benchmarks.data import Sample, sample
from benchmarks.hand import judge_by_hand
from benchmarks.stage import engine_of, settled_audit
from checker.auditing.judging import judge
from checker.cases.engine import DuckDBEngine

CLIENTS_300 = 300 / 122_000


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Sample:
    """A sample of 300 clients."""
    return sample(CLIENTS_300, tmp_path_factory.mktemp("sample"))


@pytest.fixture(scope="module")
def judged(found: Sample) -> DuckDBEngine:
    """Both ways of judging side by side on one engine."""
    settled = settled_audit(found, Path("no-store"), SAME_CLAUSES, keep_all=True)
    engine = engine_of(settled)
    judge_by_hand(settled, engine)
    ran = judge(settled, engine, silent)
    assert {name: result.reason for name, result in ran.items() if result.status != "ran"} == {}
    return engine


def test_pack_and_hand_give_the_same_rows(judged: DuckDBEngine) -> None:
    apart = differences(judged)
    assert (apart.pack_only, apart.hand_only) == ([], [])
    assert apart.hand > 5_000


def test_every_compared_clause_has_rows(judged: DuckDBEngine) -> None:
    seen = {name for (name,) in judged.execute("SELECT DISTINCT clause FROM found")}
    assert set(CLAUSES) - seen == set()


def test_hand_finds_what_the_generator_broke(judged: DuckDBEngine, found: Sample) -> None:
    truth = str(found.folder.parent / "truth.csv")
    judged.execute("CREATE TEMP TABLE planted (clause VARCHAR, subject_id VARCHAR)")
    for line in Path(truth).read_text(encoding="utf-8").splitlines()[1:]:
        clause, _, subject = line.split(",")[:3]
        judged.execute("INSERT INTO planted VALUES ($1, $2)", [clause, subject])
    missed = judged.execute(
        "SELECT clause, subject_id FROM planted WHERE list_contains($1, clause) EXCEPT "
        "SELECT clause, subject_id FROM found WHERE verdict IN ('violated', 'undetermined')",
        [list(CLAUSES)],
    )
    assert missed == []


def test_a_row_on_one_side_alone_is_a_difference(judged: DuckDBEngine) -> None:
    judged.execute("BEGIN")
    judged.execute("DELETE FROM found WHERE clause = 'sp2-9a'")
    judged.execute("UPDATE found SET verdict = 'violated' WHERE clause = 'sp2-s4-2'")
    apart = differences(judged)
    judged.execute("ROLLBACK")
    assert {row[0] for row in apart.pack_only} == {"sp2-9a", "sp2-s4-2"}
    assert {row[0] for row in apart.hand_only} == {"sp2-s4-2"}

"""A view that looks only at what may count gives the same cases, carried ones among them, as one that looks at all."""

from datetime import datetime
from pathlib import Path

import duckdb
import pytest

from checker.auditing.request import Request
from checker.expressions.engines import generate
from checker.expressions.macros import EXPANSIONS, expand, literal
from checker.expressions.plain_tree import plain_tree
from checker.expressions.world import World
from checker.pipeline import audit

SNAPSHOT = Path(__file__).parents[2] / "fixtures" / "sp2"
SCOPED = ("sp2-new-client-status", "sp2-new-client-card", "sp2-client-territory", "sp2-departure-*")
PERIODS = {"2024-11": "2024-12-05", "2024-12-01..2024-12-15": "2024-12-18", "2024-12-16..2025-01-15": "2025-01-20"}
HOME = (datetime(2024, 9, 30), datetime(2024, 11, 2))


def periods_judged(store: Path) -> list[Path]:
    """The cases of three periods in a row, each audit carrying on what those before it left."""
    return [
        audit(
            Request(
                SNAPSHOT,
                config=SNAPSHOT / "compliance.yaml",
                store=store,
                select=SCOPED,
                period=period,
                as_of=as_of,
                keep_all=True,
                chain="python",
            )
        ).stored.cases
        for period, as_of in PERIODS.items()
    ]


def test_what_is_left_out_is_missed_by_no_audit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scoped = periods_judged(tmp_path / "scoped")
    monkeypatch.setitem(EXPANSIONS, "IN_SCOPE", lambda arguments, world: literal(True))
    whole = periods_judged(tmp_path / "whole")
    for ours, theirs in zip(scoped, whole, strict=True):
        assert ours.read_bytes() == theirs.read_bytes()
    carried = "SELECT DISTINCT rule_id FROM read_parquet(?) WHERE scope = 'carried'"
    rules = {rule for (rule,) in duckdb.execute(carried, [str(scoped[-1])]).fetchall()}
    assert {"sp2-new-client-card", "sp2-client-territory"} <= rules


@pytest.mark.parametrize(
    ("due", "carries", "counts"),
    [
        ("2024-09-29 23:59:59", False, False),
        ("2024-09-30 00:00:00", False, True),
        ("2024-11-02 00:00:00", False, True),
        ("2024-11-02 00:00:01", False, False),
        ("2024-11-02 00:00:01", True, True),
        (None, False, True),
    ],
)
def test_the_margin_is_a_day_and_carried_subjects_count_whenever(due: str | None, carries: bool, counts: bool) -> None:
    world = World(datetime(2024, 12, 1), "UTC", (), {}, home=HOME, carries=carries)
    said = "CAST(NULL AS TIMESTAMP)" if due is None else f"CAST('{due}' AS TIMESTAMP)"
    tree = expand(plain_tree(f"SELECT IN_SCOPE({said}, 'c1') AS counts"), world)
    with duckdb.connect() as connection:
        connection.execute("CREATE TABLE earlier AS SELECT 'c1' AS subject_id")
        assert connection.execute(generate(tree)).fetchone() == (counts,)


def test_without_a_period_everything_counts() -> None:
    world = World(datetime(2024, 12, 1), "UTC", (), {})
    assert expand(plain_tree("SELECT IN_SCOPE(x, y) AS counts"), world).sql() == "SELECT TRUE AS counts"

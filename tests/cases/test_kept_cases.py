"""A case that is not met reads the same whether met ones are kept beside it, or only such cases are told at length."""

from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

import duckdb
import pytest

from checker.auditing.judging import judge
from checker.auditing.opened import open_engine
from checker.cases.engine import DuckDBEngine
from checker.cases.judge import Judgement
from checker.cli import run
from checker.expressions.world import World
from checker.kinds.query import CaseQuery, compile_rule
from checker.pipeline import silent
from checker.rulebook.book import RuleBook, load_book
from checker.tables import CASES, TALLIES
from tests.planted.judging import RULES, Opened, open_stage, read_stage
from tests.planted.plant_files import read_planted
from tests.small_pack import write_pack, write_snapshot

STAGE = "december"
# More than one rule over many rows, so that a narrowed reading of the wrong rows cannot go unseen.
LEAST_NARROWED = 100

# The last order of a client is judged by the sum over all of them: its own row alone would tell another figure.
SUMS = """
pack: small
title: {en: Small, ru: Малый, zh: 小}
rules:
  - id: small-sum
    clauses: [small-1]
    title: {en: Orders add up, ru: Сумма заказов, zh: 订单合计}
    severity: low
    basis: explicit
    kind: reference
    subject: sales_order
    when: number = 'last'
    counterpart: sales_order
    on: {client_id: client_id}
    agree: [{name: total_amount, sum: o.total_amount, equals: "100"}]
"""
ORDERS = """\
id,number,client_id,total_amount
o1,first,c1,60
o2,last,c1,50
o3,first,c2,60
o4,last,c2,40
"""


class Judged(NamedTuple):
    """What an audit keeps: every case as (column, value) pairs by its id, and the tallies in order."""

    cases: dict[str, dict[str, Any]]
    tallies: list[tuple[Any, ...]]


@pytest.fixture(scope="module")
def book() -> RuleBook:
    return load_book([RULES])


@pytest.fixture(scope="module")
def opened(book: RuleBook, tmp_path_factory: pytest.TempPathFactory) -> Opened:
    planted = read_planted()
    stage = planted.stage(STAGE)
    work = tmp_path_factory.mktemp(STAGE)
    return open_stage(stage, planted, read_stage(stage, planted, work), book)


def judged(opened: Opened, *, keep_all: bool) -> Judged:
    settled = replace(opened.settled, request=replace(opened.settled.request, keep_all=keep_all))
    engine = open_engine(settled, settled.snapshot.work.parent)
    failed = [result for result in judge(settled, engine, silent).values() if result.status in ("failed", "not_run")]
    assert failed == []
    rows = engine.execute(f'SELECT {listed(CASES)} FROM "case"')
    tallies = engine.execute(f'SELECT {listed(TALLIES)} FROM "tally" ORDER BY ALL')
    engine.close()
    cases = {row[0]: dict(zip(CASES, row, strict=True)) for row in rows}
    assert len(cases) == len(rows)
    return Judged(cases, tallies)


def listed(columns: dict[str, str]) -> str:
    return ", ".join(f'"{name}"' for name in columns)


def narrowed_rules(book: RuleBook, world: World) -> set[str]:
    """Rules that are asked again over a part of their subject's rows."""
    rules = [entry.rule for entry in book.rules.values() if not entry.rule.keeps_met]
    return {rule.id for rule in rules if compile_rule(rule, book.relations, world).row_by_row}


def test_a_rule_that_failed_beside_others_is_judged_again_alone(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = judged(opened, keep_all=False)
    fallen, keep = set[str](), Judgement._keep

    def falls_once(self: Judgement, engine: DuckDBEngine, query: CaseQuery, pack: str) -> None:
        keep(self, engine, query, pack)
        if query.rule.id.startswith("sp2-invoice") and query.rule.id not in fallen:
            fallen.add(query.rule.id)
            raise duckdb.OutOfMemoryException("no room")

    monkeypatch.setattr(Judgement, "_keep", falls_once)
    assert judged(opened, keep_all=False) == whole
    assert len(fallen) > 1


def test_every_case_that_is_not_met_is_told_alike(opened: Opened, book: RuleBook) -> None:
    whole, narrowed = judged(opened, keep_all=True), judged(opened, keep_all=False)
    keeping = {name for name, entry in book.rules.items() if entry.rule.keeps_met}
    wanted = {
        name: case for name, case in whole.cases.items() if case["verdict"] != "met" or case["rule_id"] in keeping
    }
    assert narrowed.cases.keys() == wanted.keys()
    for name, case in wanted.items():
        assert narrowed.cases[name] == case, (case["rule_id"], case["subject_id"])
    assert narrowed.tallies == whole.tallies

    again = narrowed_rules(book, opened.settled.world)
    told = [case for case in narrowed.cases.values() if case["rule_id"] in again]
    assert len(told) > LEAST_NARROWED
    assert {case["verdict"] for case in told} >= {"violated", "undetermined"}
    assert all(case["text_en"] and case["text_ru"] and case["text_zh"] and case["evidence"] for case in told)


def test_other_rows_of_the_subject_still_speak(tmp_path: Path) -> None:
    write_pack(tmp_path, SUMS)
    snapshot = write_snapshot(tmp_path, sales_order=ORDERS)
    told = {}
    for name, options in (("whole", ["--keep-all"]), ("narrowed", [])):
        store = tmp_path / name
        arguments = ["audit", str(snapshot), "--rules", str(tmp_path / "small.yaml"), "--store", str(store), *options]
        assert run([*arguments, "--period", "2024-03", "--chain", "python", "--quiet"]) == 1
        (path,) = store.glob("*/cases.parquet")
        rows = duckdb.connect().execute(f"SELECT {listed(CASES)}, subject_id, measured FROM '{path}'").fetchall()
        told[name] = {row[-2]: row for row in rows}
    assert set(told["whole"]) == {"o2", "o4"}
    assert set(told["narrowed"]) == {"o2"}
    assert told["narrowed"]["o2"][-1] == 110
    assert told["narrowed"]["o2"] == told["whole"]["o2"]

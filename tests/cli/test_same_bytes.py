"""The same inputs give the same bytes, whatever process, hash seed, number of threads, folder, zone and language."""

import os
import subprocess
import sys
from pathlib import Path

import duckdb

from checker.baselines.file import HEADER

from .months import audit_month, content, stored

ROOT = Path(__file__).parents[2]
RULES = ("sp2-reply-30min", "sp2-inquiry-registered", "sp2-monthly-plan", "sp2-client-territory", "sp2-revenue-plan")
MONTHS = {10: "2024-12-05", 11: "2025-01-10"}
WORLDS = (
    ({"PYTHONHASHSEED": "1", "TZ": "Asia/Shanghai", "LC_ALL": "C", "LANG": "C"}, "1"),
    ({"PYTHONHASHSEED": "2", "TZ": "America/New_York", "LC_ALL": "ru_RU.UTF-8", "PYTHONUTF8": "1"}, "3"),
)
WAIVERS = """\
waivers:
  - id: w-1
    rule: sp2-monthly-plan
    responsible: e-sales-head
    reason: the plans of the quarter are approved together
    approver: e-director
    granted_on: 2024-12-01
    expires_on: 2025-06-30
"""
DISPUTES = """\
disputes:
  - {{case: {one}, says: objected, by: e-keeper, on: 2024-12-06, reason: the client asked to be called later}}
  - {{case: {two}, says: objected, by: e-msk-head, on: 2024-12-06, reason: the client moved}}
  - {{case: {two}, says: upheld, by: e-director, on: 2024-12-20, reason: the move is on file}}
"""


def audit(folder: Path, world: int, month: int, *options: str) -> None:
    changed, threads = WORLDS[world]
    at = folder / f"world-{world}"
    at.mkdir(exist_ok=True)
    words = ["audit", str(ROOT / "fixtures/sp2"), "--rules", str(ROOT / "rules/sp2.yaml"), "--store", "store"]
    words += ["--config", str(ROOT / "fixtures/sp2/compliance.yaml"), "--threads", threads, "--as-of", MONTHS[month]]
    words += ["--period", f"2024-{month + 1}", "--quiet", *(f"--select={rule}" for rule in RULES), *options]
    done = subprocess.run(
        [sys.executable, "-m", "checker", *words],
        cwd=at,
        env={**os.environ, "PYTHONPATH": str(ROOT), **changed},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode in (1, 3), done.stderr


def violated(folder: Path, rule: str) -> tuple[str, str]:
    """Case and subject of a violation that November found."""
    path = stored(folder / "world-0" / "store", 11) / "cases.parquet"
    query = (
        f"SELECT case_id, subject_type || ':' || subject_id FROM '{path}' WHERE rule_id = $1 AND verdict = 'violated'"
    )
    found = duckdb.connect().execute(f"{query} ORDER BY case_id", [rule]).fetchall()
    return found[0][0], found[0][1]


def test_two_months_with_waivers_disputes_and_a_baseline(tmp_path: Path) -> None:
    audit(tmp_path, 0, 10)
    known, subject = violated(tmp_path, "sp2-inquiry-registered")
    disputed, upheld = violated(tmp_path, "sp2-reply-30min")[0], violated(tmp_path, "sp2-client-territory")[0]
    files = {
        "waivers.yaml": WAIVERS,
        "disputes.yaml": DISPUTES.format(one=disputed, two=upheld),
        "baseline.csv": f"{HEADER}\n{known},sp2-inquiry-registered,{subject},,2024-12-05,known for years\n",
    }
    options = ["--new-only"]
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
        options += [f"--{Path(name).stem}", str(tmp_path / name)]
    audit(tmp_path, 0, 11, *options)
    audit(tmp_path, 1, 10)
    audit(tmp_path, 1, 11, *options)
    for month in (11, 12):
        one, two = (stored(tmp_path / f"world-{world}" / "store", month) for world in (0, 1))
        assert one.name == two.name
        assert content(one) == content(two)
    marks = "SUM(CAST(waiver <> '' AS INT)), SUM(CAST(dispute <> '' AS INT)), SUM(CAST(in_baseline AS INT))"
    path = stored(tmp_path / "world-0" / "store", 12) / "cases.parquet"
    (counts,) = duckdb.connect().execute(f"SELECT {marks} FROM '{path}'").fetchall()
    assert min(counts) > 0, "waivers, disputes and the baseline marked nothing: the test compares too little"


def test_the_chain_holds_nothing_of_the_run(tmp_path: Path) -> None:
    """Two stores of the same audits have the same chain, so that their last hashes can be compared."""
    for store in ("one", "two"):
        audit_month(tmp_path, 3, store=store)
    one, two = ((tmp_path / store / "chain.jsonl").read_bytes() for store in ("one", "two"))
    assert one == two

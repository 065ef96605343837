"""Budgets from the command line: what they tolerate, beside a baseline too, and what is refused."""

from pathlib import Path

import pytest

from tests.cli.running import Ended, command
from tests.small_pack import PACK, write_pack, write_snapshot

Capsys = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working folder, with a pack and a snapshot in which q2 and q3 (replies) and c2 (a card) are violated."""
    monkeypatch.chdir(tmp_path)
    write_pack(tmp_path)
    write_snapshot(tmp_path)
    return tmp_path


def audit(capsys: Capsys, *options: str) -> Ended:
    where = ["snapshot", "--rules", "small.yaml", "--store", "s", "--period", "2024-03"]
    return command(capsys, "audit", *where, "--chain", "python", "--quiet", *options)


def test_budgets_and_the_baseline_meet(folder: Path, capsys: Capsys) -> None:
    """q2 is in the baseline, q3 alone is left for the budget; c2 has none."""
    audit(capsys)
    command(capsys, "baseline", "create", "latest", "--store", "s")
    lines = Path("baseline.csv").read_text().splitlines()
    Path("baseline.csv").write_text("".join(f"{line}\n" for line in lines if "inquiry:q2" in line or "case_id" in line))
    (folder / "compliance.yaml").write_text("budgets: {small-reply: {count: 1}}\n", encoding="utf-8")
    ended = audit(capsys)
    assert ended.code == 1
    assert "Fails because of 1 violation; 1 in the baseline, 1 within budgets" in ended.out
    assert "Within its budget: small-reply 1 of 1" in ended.out
    assert audit(capsys, "--fail-on", "medium").code == 0
    (folder / "compliance.yaml").write_text("budgets: {small-reply: {count: 0}, '*': {count: 5}}\n", encoding="utf-8")
    ended = audit(capsys)
    assert ended.code == 1
    assert "Beyond its budget: small-reply 1 of 0" in ended.out


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "{small-replly: {count: 1}}",
            "compliance.yaml:1:11: unknown rule 'small-replly'; did you mean",
        ),
        ("{tiny-*: {count: 1}}", "compliance.yaml:1:11: no rule fits 'tiny-*'"),
        ("{small-reply: {count: 1, share: 0.1}}", "compliance.yaml:1:11: 'small-reply': a budget is either"),
    ],
)
def test_a_budget_that_no_rule_has_is_a_mistake(folder: Path, capsys: Capsys, text: str, told: str) -> None:
    (folder / "compliance.yaml").write_text(f"budgets: {text}\n", encoding="utf-8")
    ended = audit(capsys)
    assert ended.code == 2
    assert told in ended.err


def test_a_critical_rule_has_no_budget(folder: Path, capsys: Capsys) -> None:
    write_pack(folder, PACK.replace("severity: high", "severity: critical"))
    (folder / "compliance.yaml").write_text("budgets: {small-reply: {count: 9}}\n", encoding="utf-8")
    ended = audit(capsys)
    assert ended.code == 2
    assert "a critical rule has no budget" in ended.err
    (folder / "compliance.yaml").write_text("budgets: {small-*: {count: 9}}\n", encoding="utf-8")
    ended = audit(capsys)
    assert ended.code == 1
    assert "Fails because of 2 violations; 1 within budgets" in ended.out


def test_an_incomplete_audit_outranks_whatever_is_tolerated(folder: Path, capsys: Capsys) -> None:
    (folder / "compliance.yaml").write_text(
        "budgets: {small-*: {count: 9}}\nmust_run: [small-card]\n", encoding="utf-8"
    )
    write_snapshot(folder, client="id,name\nc1,ООО Ромашка\n")
    ended = audit(capsys)
    assert ended.code == 3
    assert "Incomplete, whatever was found: No violation fails the audit; 2 within budgets" in ended.out


def test_verbose_says_what_is_tolerated_and_the_days_where_the_policy_sets_them(folder: Path, capsys: Capsys) -> None:
    (folder / "compliance.yaml").write_text(
        "budgets: {small-reply: {count: 3}, small-c*: {share: 0.02}}\nrectification: {high: 4}\n", encoding="utf-8"
    )
    where = ("snapshot", "--rules", "small.yaml", "--period", "2024-03", "--chain", "python", "--out", "report.txt")
    ended = command(capsys, "audit", *where, "--verbose")
    assert "checker: tolerated: small-reply 3, small-c* 2%" in ended.err
    assert "checker: working days to put a violation right: Critical 3, High 4, Medium 10, Low 20" in ended.err

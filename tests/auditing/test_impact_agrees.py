"""What `rules impact` foretells is what a real audit with the same change says: every month, every sort of change."""

import json
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import duckdb
import pytest

from checker.cli import run
from tests.cli.months import arguments, audit_month, stored
from tests.cli.running import command
from tests.small_pack import PACK, write_pack

MONTHS = (3, 4, 5, 6)
SORTS = ("vanished", "appeared", "changed")
COMPARED = "outcome, severity, effect, standing, scope, responsible_id, due_at"
CARD = PACK.index("  - id: small-card")
NEW = (
    PACK[CARD:].replace("small-card", "small-mail").replace("[name, {any: [phone, email]}]", "[email]")
    + "    effect: advice\n"
)
CHANGES: dict[str, tuple[str, list[str]]] = {
    "longer": (PACK, ["--set", "small.reply=600"]),
    "shorter": (PACK, ["--set", "small.reply=10"]),
    "other fields": (PACK.replace("{any: [phone, email]}", "email"), []),
    "other condition": (PACK.replace("in ('email', 'fax')", "= 'email'"), []),
    "other severity": (PACK.replace("severity: low", "severity: critical"), []),
    "an advice": (PACK + "    effect: advice\n", []),
    "removed": (PACK[:CARD], []),
    "new": (PACK + NEW, []),
    "renamed": (PACK.replace("- id: small-reply", "- id: small-answer\n    formerly: [small-reply]"), []),
    "renamed and other": (
        PACK.replace("- id: small-reply", "- id: small-answer\n    formerly: [small-reply]").replace("30,", "600,"),
        [],
    ),
    "renamed without saying so": (PACK.replace("small-reply", "small-answer"), []),
    "policy": (PACK, ["--config"]),
}
POLICY = "working_calendar:\n  weekdays: [1, 2, 3, 4, 5, 6, 7]\n  hours: [['00:00', '24:00']]\n"


@pytest.fixture(scope="module")
def months(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Four months audited; none of the tests changes them."""
    folder = tmp_path_factory.mktemp("months")
    for month in MONTHS:
        assert audit_month(folder, month) in (0, 1, 3)
    return folder


def options(name: str, folder: Path) -> list[str]:
    """The options of a change, its files written."""
    text, given = CHANGES[name]
    if given == ["--config"]:
        policy = folder / "policy.yaml"
        policy.write_text(POLICY, encoding="utf-8")
        return ["--config", str(policy)]
    return [*(["--rules", str(write_pack(folder, text))] if text != PACK else []), *given]


def real(months: Path, month: int, changed: Sequence[str], folder: Path) -> Path:
    """The month audited with the change, in a store that knows the months before as they were."""
    store = shutil.copytree(months / "s", folder / f"real-{month}")
    lines = (store / "chain.jsonl").read_bytes().splitlines(keepends=True)
    (store / "chain.jsonl").write_bytes(b"".join(lines[: MONTHS.index(month)]))
    for later in MONTHS[MONTHS.index(month) :]:
        shutil.rmtree(stored(store, later))
    asked = arguments(months, month, store="unused")
    asked[asked.index("--store") + 1] = str(store)
    if "--rules" in changed:
        asked[asked.index("--rules") + 1] = changed[1]
        changed = changed[2:]
    assert run([*asked, *changed]) in (0, 1, 3)
    return stored(store, month)


def table(folder: Path, name: str, sql: str) -> list[Any]:
    source = f"read_parquet('{folder / name}.parquet')"
    return duckdb.sql(f"SELECT {sql.format(f=source)}").fetchall()


def counts(folder: Path) -> dict[str, dict[str, int]]:
    """Cases of the period by rule and verdict, as an audit stored them."""
    found: dict[str, dict[str, int]] = {}
    counted = "rule_id, verdict, CAST(SUM(n) AS INTEGER) FROM {f} WHERE scope = 'period' GROUP BY ALL"
    for rule, verdict, n in table(folder, "tallies", counted):
        if verdict != "not_applicable":
            found.setdefault(rule, dict.fromkeys(("met", "violated", "pending", "undetermined"), 0))[verdict] = n
    return found


def violations(folder: Path) -> dict[str, tuple[Any, ...]]:
    kept = "case_id, " + COMPARED + " FROM {f} WHERE verdict = 'violated'"
    return {case_id: tuple(rest) for case_id, *rest in table(folder, "cases", kept)}


@pytest.mark.parametrize("name", CHANGES)
def test_it_agrees_with_a_real_audit(
    months: Path, name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    changed = options(name, tmp_path)
    asked = ["--store", str(months / "s"), "--format", "json", "--examples", "1000", "-q"]
    ended = command(capsys, "rules", "impact", *changed, *asked)
    assert ended.code == 0, ended.err
    foretold = json.loads(ended.out)["audits"]
    assert len(foretold) == len(MONTHS)
    for month, told in zip(MONTHS, foretold, strict=True):
        before, after = stored(months / "s", month), real(months, month, changed, tmp_path)
        manifest = json.loads((after / "manifest.json").read_text("utf-8"))
        assert told["after"] == {key: manifest[key] for key in ("met", "violated", "rate")}, month
        ran = counts(after)
        judged = {rule["rule_id"]: rule["after"] for rule in told["rules"] if rule["status"] == "ran"}
        assert {rule: ran[rule] for rule in judged if rule in ran} == {r: n for r, n in judged.items() if r in ran}
        assert [rule for rule, n in judged.items() if rule not in ran and any(n.values())] == []
        was, became = violations(before), violations(after)
        moved = {
            "vanished": was.keys() - became.keys(),
            "appeared": became.keys() - was.keys(),
            "changed": {case for case in was.keys() & became.keys() if was[case] != became[case]},
        }
        listed = {
            sort: {flip["case_id"] for rule in told["rules"] for flip in rule["examples"][sort]} for sort in SORTS
        }
        assert listed == moved, (month, name)


def test_every_sort_of_change_moves_something(months: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Otherwise the comparison above would prove nothing."""
    still = {"renamed"}
    for name in CHANGES.keys() - still:
        (tmp_path / name).mkdir()
        asked = [*options(name, tmp_path / name), "--store", str(months / "s"), "--exit-code", "-q"]
        assert command(capsys, "rules", "impact", *asked).code == 1, name

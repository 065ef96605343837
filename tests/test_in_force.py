"""Rules in force: since, until and the auditor's applies_from, by the day on which the obligation arose."""

from pathlib import Path

import pytest

from checker.cli import run
from tests.small_pack import PACK, write_pack, write_snapshot
from tests.test_audit import audit, cases


def replies(folder: Path, *options: str) -> set[str]:
    audit(folder, "--period", "2024-03", "--keep-all", "--select", "small-reply", *options)
    return set(cases(folder))


@pytest.mark.parametrize(
    ("line", "judged"),
    [
        ("since: 2024-03-01", {"q1", "q2", "q3", "q5"}),
        ("since: 2024-03-02", {"q5"}),
        ("until: 2024-03-01", {"q1", "q2", "q3"}),
        ("until: 2024-02-29", set()),
    ],
)
def test_both_days_are_inclusive(tmp_path: Path, line: str, judged: set[str]) -> None:
    write_pack(tmp_path, PACK.replace("    kind: deadline", f"    {line}\n    kind: deadline"))
    write_snapshot(tmp_path)
    assert replies(tmp_path) == judged


def test_pack_applies_from_the_day_the_auditor_names(tmp_path: Path) -> None:
    write_pack(tmp_path)
    write_snapshot(tmp_path)
    (tmp_path / "compliance.yaml").write_text("applied_packs: {small: {applies_from: 2024-03-02}}\n", encoding="utf-8")
    assert replies(tmp_path, "--config", str(tmp_path / "compliance.yaml")) == {"q5"}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("applied_packs: {smal: {applies_from: 2024-03-02}}\n", "did you mean 'small'"),
        ("applied_packs: {small: {applies_from: March}}\n", "not a date"),
    ],
)
def test_mistakes_are_named(tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, wanted: str) -> None:
    write_pack(tmp_path)
    snapshot = write_snapshot(tmp_path)
    config = tmp_path / "compliance.yaml"
    config.write_text(text, encoding="utf-8")
    options = ["--rules", str(tmp_path / "small.yaml"), "--config", str(config), "--store", str(tmp_path / "s")]
    assert run(["audit", str(snapshot), *options]) == 2
    assert wanted in capsys.readouterr().err

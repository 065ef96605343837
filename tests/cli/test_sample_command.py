"""`checker sample`: which company is written, with which defaults."""

import csv
from pathlib import Path

import pytest
import yaml

from .running import command


def _header(folder: Path) -> str:
    return str(yaml.safe_load((folder / "snapshot.yaml").read_text(encoding="utf-8"))["time_zone"])


def test_the_trading_company_is_the_default(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name, more in (("a", []), ("b", ["--company", "trading", "--months", "3", "--noise", "0", "--lang", "ru"])):
        ended = command(capsys, "sample", "--out", str(tmp_path / name), "--clients", "3", *more)
        assert (ended.code, ended.out.splitlines()[0]) == (0, str(tmp_path / name))
    assert _header(tmp_path / "a") == "Europe/Moscow"
    for path in (tmp_path / "a").iterdir():
        assert path.read_bytes() == (tmp_path / "b" / path.name).read_bytes()


def test_the_industrial_company_is_chinese_and_spans_a_year(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "maker"
    ended = command(capsys, "sample", "--company", "industrial", "--out", str(out), "--clients", "5", "--lang", "zh")
    assert ended.code == 0
    assert "of 5 clients" in ended.err
    assert _header(out) == "Asia/Shanghai"
    assert (tmp_path / "truth" / "maker.csv").is_file()
    policy = yaml.safe_load((out / "compliance.yaml").read_text(encoding="utf-8"))
    assert policy["packs"] == ["xbb_crm", "service_handbook", "key_accounts"]
    assert policy["working_calendar"]["public_holidays"] == "CN"
    with (out / "backup.csv").open(encoding="utf-8", newline="") as stream:
        months = {row["started_at"][:7] for row in csv.DictReader(stream)}
    assert {f"2025-{month:02}" for month in range(1, 13)} <= months


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--company", "bank"], "--company: unknown company 'bank'; trading or industrial"),
        (["--company", "industrial", "--lang", "ru"], "--lang: no industrial sample in 'ru'; zh is the only language"),
        (["--lang", "en"], "--lang: no trading sample in 'en'; ru is the only language"),
        (["--company", "industrial", "--months", "25"], "--months: 25 is out of range"),
    ],
)
def test_a_wrong_order_writes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], options: list[str], said: str
) -> None:
    ended = command(capsys, "sample", "--out", str(tmp_path / "a"), *options)
    assert ended.code == 2
    assert said in ended.err
    assert list(tmp_path.iterdir()) == []

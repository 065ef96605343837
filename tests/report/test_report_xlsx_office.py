"""The workbook opened by LibreOffice, where it is there: what it shows is what was stored."""

import csv
import shutil
import subprocess
from pathlib import Path

import pytest

from checker.report.content import read_report
from checker.report.registry import write

OFFICE = shutil.which("soffice")
ALL_SHEETS = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"

pytestmark = pytest.mark.skipif(OFFICE is None, reason="LibreOffice (soffice) is not installed")


@pytest.fixture(scope="module")
def folder(audit: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("office")
    for lang in ("en", "zh"):
        write("xlsx", read_report(audit), made / f"{lang}.xlsx", lang)
    command = [str(OFFICE), f"-env:UserInstallation={(made / 'profile').as_uri()}", "--headless", "--convert-to"]
    subprocess.run(
        [*command, ALL_SHEETS, "--outdir", str(made), *(str(made / f"{lang}.xlsx") for lang in ("en", "zh"))],
        check=True,
        capture_output=True,
        timeout=180,
    )
    return made


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_violation_is_shown_with_its_moments_and_figures(folder: Path) -> None:
    shown = {row["Case"]: row for row in rows(folder / "en-Violations.csv")}
    assert len(shown) == 10
    assert shown["a200000000000002"]["Due"] == "2026-10-08 09:30:00"
    assert shown["d200000000000011"]["Measured"] == "-12.5"


def test_nothing_was_calculated(folder: Path) -> None:
    shown = {row["Case"]: row for row in rows(folder / "en-Violations.csv")}
    assert shown["b500000000000005"]["Client's name"] == '=HYPERLINK("http://evil","x")'
    assert not any(
        "Err:" in path.read_text("utf-8") or "#N" in path.read_text("utf-8") for path in folder.glob("*.csv")
    )


def test_figures_and_names_in_chinese(folder: Path) -> None:
    summary = (folder / "zh-摘要.csv").read_text("utf-8")
    assert "93.4%" in summary
    assert "王丽" in (folder / "zh-按责任人.csv").read_text("utf-8")

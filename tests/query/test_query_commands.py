"""The commands query, explain and report as a user types them."""

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest
import typer
from stored_audit import AUDIT_ID
from typer.testing import CliRunner

from checker.cli.explain import explain
from checker.cli.query import query
from checker.cli.report import report
from checker.errors import CheckerError

app = typer.Typer()
for command in (query, explain, report):
    app.command()(command)


def run(*arguments: str) -> tuple[int, str]:
    done = CliRunner().invoke(app, list(arguments))
    if isinstance(done.exception, CheckerError):
        raise done.exception
    return done.exit_code, done.stdout


def asked(store: Path, *arguments: str) -> tuple[int, str]:
    return run("query", "--store", str(store), *arguments)


def test_count(store: Path) -> None:
    assert asked(store, "--count", "--severity", "high,critical", "--verdict", "violated") == (0, "5\n")
    assert asked(store, "--count", "--severity", "high", "--severity", "critical") == (0, "8\n")


def test_exit_code_only_when_asked(store: Path) -> None:
    assert asked(store, "--count", "--rule", "sp2-margin")[0] == 0
    assert asked(store, "--count", "--rule", "sp2-margin", "--exit-code")[0] == 1
    assert asked(store, "--count", "--rule", "sp2-margin", "--verdict", "met", "--exit-code")[0] == 0


def test_table_says_what_it_cuts(store: Path) -> None:
    _, text = asked(store, "--top", "2", "--lang", "ru")
    assert text.splitlines()[-1] == "показано 2 из 13; все строки: --top 0"
    assert len(text.splitlines()) == 1 + 2 + 2


def test_json(store: Path) -> None:
    _, text = asked(
        store, "--format", "json", "--responsible", "Иванов", "--severity", "high", "--columns", "case,due_at"
    )
    document = json.loads(text)
    assert (document["total"], document["shown"]) == (3, 3)
    assert document["rows"][0] == {"case_id": "a100000000000001", "due_at": "2026-10-05T09:30:00"}


def test_jsonl_and_csv(store: Path) -> None:
    _, lines = asked(store, "--format", "jsonl", "--columns", "case")
    assert len(lines.splitlines()) == 13
    _, table = asked(store, "--format", "csv", "--client", "c3,c4", "--columns", "client_name,text")
    rows = list(csv.DictReader(io.StringIO(table, newline="")))
    assert {row["client_name"] for row in rows} == {'\'=HYPERLINK("http://evil","x")', "'+7 912 000-00-00"}


def test_xlsx(store: Path, tmp_path: Path) -> None:
    target = tmp_path / "rows.xlsx"
    asked(store, "--format", "xlsx", "--out", str(target), "--group-by", "rule")
    sheet = openpyxl.load_workbook(target).worksheets[0]
    assert sheet.max_row == 1 + 6
    assert sum(row[1] for row in sheet.iter_rows(min_row=2, values_only=True)) == 13


@pytest.mark.parametrize(
    "arguments", [["--format", "xml"], ["--due-from", "soon"], ["--audit", "nope"], ["--lang", "de"], ["--rule", "x"]]
)
def test_mistakes_are_usage_errors(store: Path, arguments: list[str]) -> None:
    with pytest.raises(CheckerError) as caught:
        asked(store, *arguments)
    assert caught.value.exit_code == 2


def test_explain(store: Path) -> None:
    code, text = run("explain", "a2", "--store", str(store), "--lang", "zh")
    assert code == 0
    assert text.startswith("违规 · 未完成 · 未整改")


def test_report_writes_several_formats_into_a_folder(store: Path, tmp_path: Path) -> None:
    target = tmp_path / "out"
    code, _ = run("report", "--store", str(store), "--format", "html,xlsx", "--format", "json", "--out", str(target))
    assert code == 0
    assert sorted(path.name for path in target.iterdir()) == [f"{AUDIT_ID}.{end}" for end in ("html", "json", "xlsx")]


def test_report_on_stdout(store: Path) -> None:
    code, text = run("report", "latest", "--store", str(store))
    assert code == 0
    assert text.splitlines()[-1].endswith("exit 1")


def test_commands_import_nothing_heavy() -> None:
    heavy = "duckdb", "jinja2", "xlsxwriter", "babel", "rich.console", "checker.query.answer"
    code = "import sys, checker.cli.query, checker.cli.explain, checker.cli.report\n"
    code += f"print([name for name in {heavy!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"

"""Rules that did not run: one line on the screen, a page of what they lack, everything for machines."""

import io
import json
from pathlib import Path
from typing import Any

import duckdb
import openpyxl
import pytest
from stored_audit import make_audit

from checker.report.content import read_report
from checker.report.formats import console, html
from checker.report.registry import write
from checker.report.unchecked import lacking, said_not_run
from checker.words.words import Words

# 300 rules want contracts, 100 of them approvals too, and 12 a column of the requests, which are there.
MANY = """
SELECT * FROM '{rules}' WHERE status <> 'not_run' UNION ALL
SELECT * EXCLUDE (n) REPLACE ('idle-' || n AS rule_id, CASE WHEN n < 200 THEN 'contract, contract.signed_at'
  WHEN n < 300 THEN 'approval, contract' ELSE 'inquiry.channel' END AS status_reason)
FROM (SELECT * FROM '{rules}' WHERE status = 'not_run'), range(312) AS numbers(n)
"""


@pytest.fixture(scope="module")
def idle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An audit in which 312 rules did not run; contracts are not expected."""
    configuration = {"flags": {"fail_on": "low"}, "policy": {"not_expected": ["contract"]}}
    problems = [{"where": f"rule-{n}", "what": "must run", "remedy": ""} for n in range(25)]
    folder = make_audit(
        tmp_path_factory.mktemp("store"), configuration=configuration, complete=False, incomplete=problems
    )
    rules = folder / "rules.parquet"
    with duckdb.connect() as connection:
        connection.execute(f"CREATE TABLE t AS {MANY.format(rules=rules)}")
        connection.execute(f"COPY t TO '{rules}' (FORMAT parquet)")
    return folder


def printed(folder: Path, lang: str, module: Any = console) -> str:
    out = io.BytesIO()
    module.write(read_report(folder), out, Words(lang))
    return out.getvalue().decode()


def test_what_is_lacking_is_counted_by_table_and_column(idle: Path) -> None:
    """A column of a table that is not there counts with the table."""
    found = [(line.name, line.expected, len(line.rules)) for line in lacking(read_report(idle))]
    assert found == [("contract", False, 300), ("approval", True, 100), ("inquiry.channel", True, 12)]


@pytest.mark.parametrize(
    ("lang", "wanted"),
    [
        ("en", "312 rules not run: the snapshot has no data of 2 tables and 1 column (contract, approval, inquiry."),
        ("ru", "Не выполнено: 312 правил; в снимке нет данных: 2 таблицы и 1 столбец (contract, approval, inquiry.ch"),
        ("zh", "312条规则未执行：快照中缺少2张表及1个列的数据（contract, approval, inquiry.channel）；详见"),
    ],
)
def test_one_line_on_the_screen_and_no_row(idle: Path, lang: str, wanted: str) -> None:
    text = printed(idle, lang)
    assert text.count(wanted) == 1
    assert "idle-" not in text
    assert "sp2-reply-30min" in text


def test_more_than_a_handful_of_names_are_counted(tmp_path: Path) -> None:
    folder = make_audit(tmp_path)
    rules = folder / "rules.parquet"
    with duckdb.connect() as connection:
        names = "array_to_string(list_transform(range(9), lambda n: 't' || n), ', ')"
        connection.execute(
            f"CREATE TABLE t AS SELECT * REPLACE (CASE status WHEN 'not_run' THEN {names} ELSE status_reason END AS "
            f"status_reason) FROM '{rules}'"
        )
        connection.execute(f"COPY t TO '{rules}' (FORMAT parquet)")
    assert "9 tables (t0, t1, t2, t3, t4, t5 and 3 more)" in said_not_run(read_report(folder), Words("en"))


def test_problems_beyond_ten_are_counted(idle: Path) -> None:
    lines = [line for line in printed(idle, "en").splitlines() if line.startswith("INCOMPLETE")]
    assert len(lines) == 11
    assert lines[-1] == "INCOMPLETE: shown 10 of 25"
    assert printed(idle, "en", html).count("must run") == 25


def test_json_holds_every_rule_under_what_it_lacks(idle: Path, tmp_path: Path) -> None:
    write("json", read_report(idle), tmp_path / "r.json")
    data = json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))
    told = data["summary"]["not_run"]
    assert told["rules"] == 312
    assert [(line["name"], line["expected"], len(line["rules"])) for line in told["lacking"]] == [
        ("contract", False, 300),
        ("approval", True, 100),
        ("inquiry.channel", True, 12),
    ]
    assert sum(rule["status"] == "not_run" for rule in data["rules"]) == 312


def test_the_workbook_has_a_sheet_of_it(idle: Path, tmp_path: Path) -> None:
    write("xlsx", read_report(idle), tmp_path / "r.xlsx", "ru")
    head, first, *rest = openpyxl.load_workbook(tmp_path / "r.xlsx")["Не проверено"].values
    assert head[0] == "Таблица или столбец"
    assert first[:4] == ("contract", "Договор", "Нет", 300)
    assert first[4].startswith("idle-0, idle-1, ")
    assert len(rest) == 2


def test_the_page_names_what_is_lacking_and_folds_the_rules_away(idle: Path) -> None:
    page = printed(idle, "en", html)
    rules, _, unchecked = page.partition('<section id="unchecked">')
    unchecked = unchecked.partition("</section>")[0]
    assert "<code>idle-" not in rules
    assert unchecked.count("<code>idle-") == 312
    assert unchecked.index("<details>") < unchecked.index("<code>idle-")
    assert "<td>inquiry.channel</td>" in unchecked


def test_where_all_rules_ran_nothing_is_said(tmp_path: Path) -> None:
    folder = make_audit(tmp_path)
    rules = folder / "rules.parquet"
    with duckdb.connect() as connection:
        connection.execute(f"CREATE TABLE t AS SELECT * FROM '{rules}' WHERE status <> 'not_run'")
        connection.execute(f"COPY t TO '{rules}' (FORMAT parquet)")
    assert said_not_run(read_report(folder), Words("en")) == ""
    assert "not run" not in printed(folder, "en")
    assert 'id="unchecked"' not in printed(folder, "en", html)

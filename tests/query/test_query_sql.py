"""`checker query --sql`: what it answers, and that it can do nothing but read the views."""

import json
import socket
from datetime import date, datetime
from pathlib import Path
from typing import Any

import duckdb
import pytest
from small_store import case, rule, store_audit, tally

from checker.errors import UsageError
from checker.query import sql as asking
from checker.query.sql import ask
from checker.query.statement import Statement
from checker.query.views import VIEWS
from tests.cli.running import command

JANUARY = [
    case("a1", zone="Asia/Vladivostok", due_at="2026-01-20 20:00:00", responsible_id="e1", text_en="Late; really."),
    case("a2", "card", due_at="2026-01-31 21:00:00", due_inclusive=False, zone="Europe/Moscow", waiver="w1"),
    case("a3", verdict="undetermined", reason="field_empty", missing=["inquiry.channel"]),
]
FEBRUARY = [case("a1", scope="carried", change="persisting", first_seen="2026-01-31 21:00:00", zone="Europe/Moscow")]
RULES = [rule(), rule("card", clauses=["card-1", "card-2"])]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two months, and a file beside them that nobody may read."""
    folder = tmp_path_factory.mktemp("it's a store")
    counts: dict[str, Any] = {
        "counts": {"waived": 1},
        "rate": 0.98,
        "rate_after_waivers": 0.99,
        "met": 98,
        "violated": 2,
    }
    store_audit(folder, "2026-01", "2026-02-01 00:00:00", JANUARY, [tally(98)], RULES, **counts)
    store_audit(folder, "2026-02", "2026-03-01 00:00:00", FEBRUARY, [tally(5)], [rule()])
    (folder / "secret.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    duckdb.sql("SELECT 1 AS a").write_parquet(str(folder / "secret.parquet"))
    return folder


@pytest.fixture(scope="module")
def folders(store: Path) -> list[Path]:
    return sorted(path for path in store.iterdir() if path.is_dir())


def rows(folders: list[Path], sql: str, top: int = 0) -> list[tuple[Any, ...]]:
    return ask(folders, sql, top).rows


ANSWERED = [
    ("SELECT verdict, count(*) FROM cases GROUP BY ALL ORDER BY 2", [("undetermined", 1), ("violated", 3)]),
    ("FROM cases SELECT DISTINCT case_id", [("a1",), ("a2",), ("a3",)]),
    # Without an order of its own an answer is in the order of its values.
    ("SELECT unnest([3, 1, 2])", [(1,), (2,), (3,)]),
    ("SELECT unnest([3, 1, 2]) AS n ORDER BY n DESC", [(3,), (2,), (1,)]),
    ("WITH waived AS (SELECT * FROM cases WHERE waiver <> '') SELECT rule_id FROM waived", [("card",)]),
    ("SELECT case_id FROM cases EXCEPT SELECT case_id FROM cases WHERE standing = 'open'", [("a3",)]),
    ("WITH RECURSIVE n AS (SELECT 1 AS i UNION ALL SELECT i + 1 FROM n WHERE i < 3) FROM n", [(1,), (2,), (3,)]),
    ("SELECT sum(n) FROM tallies t JOIN audits a USING (audit) WHERE a.place = 2", [(5,)]),
    ("SELECT name FROM names WHERE entity = 'employee' AND id = 'e1'", [("Иванов Пётр",)]),
    ("SELECT count(*) FROM rules", [(3,)]),
    ("SELECT unnest(clauses) AS c FROM rules WHERE rule_id = 'card'", [("card-1",), ("card-2",)]),
    ("SELECT i FROM range(2) t(i)", [(0,), (1,)]),
    ("SELECT case_id FROM cases QUALIFY row_number() OVER (PARTITION BY case_id ORDER BY audit) = 2", [("a1",)]),
    ("VALUES (1), (2)", [(1,), (2,)]),
    ("SELECT count(*) FROM cases; -- that is all", [(4,)]),
    ("SELECT text_en FROM cases WHERE text_en LIKE '%;%'", [("Late; really.",)]),
    ("SELECT DISTINCT missing FROM cases WHERE len(missing) > 0", [(["inquiry.channel"],)]),
    ("SELECT count(*) FROM escalations", [(0,)]),
    ("SELECT TIMESTAMPTZ '2026-01-01 03:00+03' AS t", [("2026-01-01 00:00:00+00",)]),
]


@pytest.mark.parametrize(("sql", "expected"), ANSWERED)
def test_answers(folders: list[Path], sql: str, expected: list[tuple[Any, ...]]) -> None:
    assert rows(folders, sql) == expected


def test_the_views_are_those_that_are_documented(folders: list[Path]) -> None:
    for view, columns in VIEWS.items():
        assert [row[:2] for row in rows(folders, f"DESCRIBE {view}")] == list(columns.items()), view


def test_local_days_are_computed(folders: list[Path]) -> None:
    """20:00 UTC is six in the morning of the next day in Vladivostok; what midnight ends is due on the day before."""
    sql = "SELECT case_id, due_on, due_local FROM cases WHERE scope = 'period' AND due_at IS NOT NULL ORDER BY 1"
    assert rows(folders, sql) == [
        ("a1", date(2026, 1, 21), datetime(2026, 1, 21, 6)),
        ("a2", date(2026, 1, 31), datetime(2026, 2, 1)),
    ]
    assert rows(folders, "SELECT found_on FROM cases WHERE scope = 'carried'") == [(date(2026, 2, 1),)]


def test_audits_are_numbered_by_what_they_knew(folders: list[Path]) -> None:
    sql = "SELECT place, period_start, period_end, as_of, company, zone, met, violated, waived, rate FROM audits"
    first, second = rows([folders[1], folders[0]], f"{sql} ORDER BY place")
    assert first == (
        *(1, date(2026, 1, 1), date(2026, 2, 1), datetime(2026, 2, 1), "К", "Europe/Moscow"),
        *(98, 2, 1, 0.98),
    )
    assert second[:4] == (2, date(2026, 2, 1), date(2026, 3, 1), datetime(2026, 3, 1))
    assert second[6:] == (None, None, 0, None)


REFUSED = [
    ("INSERT INTO audits SELECT * FROM audits", "is no SELECT but INSERT"),
    ("UPDATE audits SET company = ''", "is no SELECT but UPDATE"),
    ("DELETE FROM audits", "is no SELECT but DELETE"),
    ("CREATE TABLE t AS SELECT 1", "is no SELECT but CREATE"),
    ("DROP VIEW cases", "is no SELECT but DROP"),
    ("ALTER TABLE audits ADD COLUMN a INT", "is no SELECT but ALTER"),
    ("COPY audits TO '{there}/out.csv'", "is no SELECT but COPY"),
    ("COPY (SELECT 1) TO '{there}/out.parquet'", "is no SELECT but COPY"),
    ("EXPORT DATABASE '{there}/out'", "is no SELECT but EXPORT"),
    ("ATTACH '{there}/out.db'", "is no SELECT but ATTACH"),
    ("PRAGMA database_list", "--sql"),
    ("PRAGMA enable_profiling", "is no SELECT"),
    ("CALL pragma_version()", "is no SELECT but CALL"),
    ("SET lock_configuration = false", "is no SELECT but"),
    ("RESET memory_limit", "is no SELECT"),
    ("INSTALL httpfs", "is no SELECT but LOAD"),
    ("LOAD httpfs", "is no SELECT but LOAD"),
    ("PREPARE p AS SELECT 1", "is no SELECT but PREPARE"),
    ("BEGIN", "is no SELECT but TRANSACTION"),
    ("EXPLAIN SELECT 1", "is no SELECT but EXPLAIN"),
    ("SELECT 1; SELECT 2", "holds 2 statements"),
    ("SELECT 1; DROP VIEW cases", "holds 2 statements"),
    ("SELECT 1) AS a; DROP VIEW cases; SELECT (1", "Parser Error"),
    ("", "is empty"),
    (";", "holds no statement"),
    ("-- nothing", "holds no statement"),
    ("SELECT FROM WHERE", "Parser Error"),
    ("WITH x AS (DELETE FROM audits RETURNING *) SELECT * FROM x", "--sql"),
    ("SELECT * FROM read_csv('{there}/secret.csv')", "read_csv() may not stand in FROM"),
    ("SELECT * FROM read_parquet('{there}/secret.parquet')", "read_parquet() may not stand in FROM"),
    ("SELECT (SELECT content FROM read_text('{there}/secret.csv'))", "read_text() may not stand in FROM"),
    ("SELECT * FROM cases WHERE case_id IN (SELECT file FROM glob('/*'))", "glob() may not stand in FROM"),
    ("SELECT * FROM '{there}/secret.csv'", "there is no view"),
    ('SELECT * FROM "{there}/secret.parquet"', "there is no view"),
    ("SELECT * FROM 'http://127.0.0.1:{port}/a.csv'", "there is no view"),
    ("SELECT * FROM read_csv('http://127.0.0.1:{port}/a.csv')", "read_csv() may not stand in FROM"),
    ("SELECT * FROM duckdb_settings()", "duckdb_settings() may not stand in FROM"),
    ("SELECT * FROM information_schema.tables", "there is no view 'tables'"),
    ("SELECT * FROM main.cases", "the view cases stands in no main; write cases"),
    ("SELECT * FROM query('SELECT 1')", "query() may not stand in FROM"),
    ("SELECT * FROM query_table('audits')", "query_table() may not stand in FROM"),
    ("SELECT * FROM nothing", "there is no view 'nothing'"),
    ("SELECT * FROM tally", "did you mean 'tallies'?"),
    ("SELECT rule FROM cases", '"rule_id"'),
    ("SELECT getenv('HOME')", "getenv"),
    ("SELECT * FROM cases WHERE rule_id = ?", "--sql"),
]


@pytest.mark.parametrize(("sql", "said"), REFUSED)
def test_anything_else_is_a_mistake(
    store: Path, folders: list[Path], capsys: pytest.CaptureFixture[str], sql: str, said: str
) -> None:
    before = sorted(path.relative_to(store) for path in store.rglob("*"))
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0)
        text = sql.format(there=str(store).replace("'", "''"), port=server.getsockname()[1])
        ended = command(capsys, "query", "--store", str(store), "--audit", "all", "--sql", text)
        with pytest.raises(BlockingIOError):
            server.accept()
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.startswith("checker: --sql: ")
    assert said in ended.err
    assert sorted(path.relative_to(store) for path in store.rglob("*")) == before


FORBIDDEN = [
    "SELECT * FROM read_csv('{there}/secret.csv')",
    "SELECT * FROM read_parquet('{there}/secret.parquet')",
    "SELECT * FROM read_text('{there}/chain.jsonl')",
    "SELECT * FROM glob('{there}/*.csv')",
    "SELECT * FROM read_csv('http://127.0.0.1:9/a.csv')",
]


@pytest.mark.parametrize("sql", FORBIDDEN)
def test_the_engine_itself_is_shut_in(
    store: Path, folders: list[Path], sql: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the list of what a statement may hold is passed by, files and the network are still out of reach."""
    monkeypatch.setattr(asking, "checked", lambda connection, text: Statement(text, ordered=True))
    with pytest.raises((UsageError, duckdb.Error)) as caught:
        rows(folders, sql.format(there=str(store.resolve()).replace("'", "''")))
    said = str(caught.value)
    assert any(word in said.lower() for word in ("permission", "disabled", "not exist", "httpfs")), said


@pytest.mark.parametrize(
    "sql", ["SET enable_external_access = true", "SET lock_configuration = false", "ATTACH '{there}/out.db'"]
)
def test_the_engine_cannot_be_opened_again(store: Path, folders: list[Path], sql: str) -> None:
    with asking._shut_in(folders) as connection, pytest.raises(duckdb.Error):
        connection.execute(sql.format(there=str(store).replace("'", "''")))
    assert not (store / "out.db").exists()


def test_python_variables_are_no_tables(folders: list[Path]) -> None:
    secret = duckdb.sql("SELECT 1 AS a")
    with pytest.raises(UsageError, match="there is no view 'secret'"):
        rows(folders, "SELECT * FROM secret")
    assert secret is not None


def test_columns_of_one_name_are_told_apart(folders: list[Path]) -> None:
    found = ask(folders, "SELECT 1 AS a, 2 AS a, 3 AS b")
    assert (found.columns, found.rows) == (("a", "a_1", "b"), [(1, 2, 3)])


def test_top_cuts_and_the_total_is_told(store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["query", "--store", str(store), "--sql", "SELECT unnest(range(5)) AS n"]
    assert command(capsys, *asked, "--top", "2").out.splitlines() == [
        "n",
        "0",
        "1",
        "",
        "shown 2 of 5; --top 0 shows all",
    ]
    assert command(capsys, *asked, "--count").out == "5\n"
    told = json.loads(command(capsys, *asked, "--top", "1", "--format", "json").out)
    assert (told["total"], told["shown"], told["rows"], told["sql"]) == (5, 1, [{"n": 0}], asked[-1])
    assert command(capsys, *asked, "--exit-code").code == 1
    assert command(capsys, "query", "--store", str(store), "--sql", "FROM cases WHERE false", "--exit-code").code == 0


def test_what_was_asked_for_stays_as_it_is(store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Neither headings nor codes are put into words, whatever the language."""
    sql = "SELECT verdict, count(*) AS cases FROM cases GROUP BY ALL"
    said = command(capsys, "query", "--store", str(store), "--audit", "all", "--sql", sql, "--lang", "ru").out
    assert [line.split() for line in said.splitlines()[:3]] == [
        *(["verdict", "cases"], ["undetermined", "1"], ["violated", "3"]),
    ]


def test_a_statement_may_come_from_stdin(
    store: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    import io

    monkeypatch.setattr("sys.stdin", io.StringIO("SELECT count(*) AS n\nFROM cases\n"))
    said = command(capsys, "query", "--store", str(store), "--sql", "-", "--format", "csv").out
    assert said.split() == ["n", "1"]


@pytest.mark.parametrize(
    ("asked", "named"),
    [
        (["--rule", "reply"], "--rule"),
        (["--sort", "rule", "--columns", "rule"], "--columns, --sort"),
        (["--waived"], "--waived"),
        (["--baseline"], "--baseline"),
        (["--found-from", "2026-01-01"], "--found-from"),
        (["--text", "late"], "--text"),
    ],
)
def test_it_does_not_go_with_filters(
    store: Path, capsys: pytest.CaptureFixture[str], asked: list[str], named: str
) -> None:
    ended = command(capsys, "query", "--store", str(store), "--sql", "SELECT 1", *asked)
    assert ended.code == 2
    assert f"does not go with {named};" in ended.err


def test_audits_of_earlier_versions_lack_columns_and_tables(tmp_path: Path) -> None:
    old = store_audit(tmp_path, "2026-01", "2026-02-01 00:00:00", [case("a1", change="new", implied_by="a0")])
    path = old / "cases.parquet"
    with duckdb.connect() as connection:
        kept = f"SELECT * EXCLUDE (change, first_seen, waiver, gates, implied_by) FROM read_parquet('{path}')"
        connection.execute(f"CREATE TABLE kept AS {kept}")
        connection.execute(f"COPY kept TO '{path}' (FORMAT parquet)")
    for table in ("clauses", "escalations", "people", "quarantine"):
        (old / f"{table}.parquet").unlink()
    new = store_audit(tmp_path, "2026-02", "2026-03-01 00:00:00", [case("a2", change="new", waiver="w1")])
    shown = "SELECT case_id, change, waiver, gates, implied_by, found_on FROM cases ORDER BY case_id"
    assert rows([old, new], shown) == [("a1", "", "", False, "", None), ("a2", "new", "w1", True, "", None)]
    for view, columns in VIEWS.items():
        assert len(ask([old], f"SELECT * FROM {view}").columns) == len(columns)
    assert rows([old], "SELECT count(*) FROM escalations") == [(0,)]

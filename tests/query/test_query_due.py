# ruff: noqa: E501  tables as they are printed
"""`checker due` over seven things that fall due, each worked out by hand.

The audit knows what was so at 09:00 in Moscow (06:00 UTC) on 3 February 2026.
"""

import csv
import io
import json
from pathlib import Path

import duckdb
import pytest
from small_store import case, rule, store_audit

from tests.cli.running import command

MOSCOW, VLADIVOSTOK = "Europe/Moscow", "Asia/Vladivostok"
WAITING = {"verdict": "pending", "rectification": "", "text_en": "Wait.", "text_ru": "Ждать.", "text_zh": "等待。"}
CASES = [
    # 09:30 in Moscow, half an hour from now.
    case("p1", due_at="2026-02-03 06:30:00", zone=MOSCOW, responsible_id="e1", client_id="c1", tier="key", **WAITING),
    # Until midnight in Moscow, which is not included: due on the third.
    case("p2", due_at="2026-02-03 21:00:00", due_inclusive=False, zone=MOSCOW, responsible_id="e2", **WAITING),
    # 10:00 in Vladivostok on the fourth; there it is still the third now.
    case("p3", due_at="2026-02-04 00:00:00", zone=VLADIVOSTOK, responsible_id="e1", unit_id="u1", **WAITING),
    case("p4", "card", due_at=None, zone=MOSCOW, severity="low", **WAITING),
    case("r1", rectify_by="2026-02-02", rectification="overdue", zone=MOSCOW, responsible_id="e1"),
    # As late as p2, and graver.
    case("r2", rectify_by="2026-02-03", rectification="due", zone=MOSCOW, responsible_id="e2", severity="critical"),
    case("a1", dispute="open", dispute_due="2026-02-05", responsible_id="e2"),
    # Put right late, decided, done: nothing of these falls due.
    case("x1", rectify_by="2026-01-20", rectification="late", standing="cured"),
    case("x2", dispute="rejected", dispute_due="2026-02-01"),
    case("x3", verdict="met", due_at="2026-02-04 00:00:00"),
]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("due")
    rules = [rule(), rule("card")]
    store_audit(folder, "2026-02", "2026-02-03 06:00:00", CASES, rules=rules)
    return folder


def listed(capsys: pytest.CaptureFixture[str], store: Path, *asked: str) -> list[dict[str, str]]:
    ended = command(capsys, "due", "--store", str(store), "--format", "csv", *asked)
    assert ended.code == 0, ended.err
    return list(csv.DictReader(io.StringIO(ended.out)))


def ids(capsys: pytest.CaptureFixture[str], store: Path, *asked: str) -> str:
    return " ".join(row["case_id"] for row in listed(capsys, store, *asked))


def test_what_is_too_late_first_stands_first(store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert ids(capsys, store) == "r1 p1 r2 p2 p3 a1 p4"


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        (["--what", "act"], "p1 p2 p3 p4"),
        (["--what", "rectification,answer"], "r1 r2 a1"),
        (["--within", "0"], "r1 p1 r2 p2"),
        (["--within", "1"], "r1 p1 r2 p2 p3"),
        (["--within", "2"], "r1 p1 r2 p2 p3 a1"),
        (["--within", "99999999999999999999"], "r1 p1 r2 p2 p3 a1"),
        # Midnight in Moscow, where the fourth begins, is 07:00 of the fourth in Vladivostok.
        (["--within", "0", "--at", "2026-02-04"], "r1 p1 r2 p2 p3"),
        (["--responsible", "иванов"], "r1 p1 p3"),
        (["--responsible", "unassigned"], "p4"),
        (["--responsible", "王丽", "--responsible", "unassigned"], "r2 p2 a1 p4"),
        (["--unit", "Моск"], "p3"),
        (["--client", "ромашка"], "p1"),
        (["--tier", "key"], "p1"),
        (["--rule", "car*"], "p4"),
        (["--pack", "p", "--severity", "critical,low"], "r2 p4"),
        (["--effect", "advice"], ""),
        (["--top", "2"], "r1 p1"),
    ],
)
def test_questions(store: Path, capsys: pytest.CaptureFixture[str], asked: list[str], expected: str) -> None:
    assert ids(capsys, store, *asked) == expected


def test_days_moments_and_what_is_left(store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told = {row["case_id"]: row for row in listed(capsys, store)}
    shown = {
        name: tuple(row[column] for column in ("due_at", "due_on", "seconds_left", "days_left", "time_left"))
        for name, row in told.items()
    }
    assert shown == {
        "r1": ("", "2026-02-02", "", "-1", "1 d ago"),
        "p1": ("2026-02-03T09:30:00", "2026-02-03", "1800.0", "0", "30 min"),
        "r2": ("", "2026-02-03", "", "0", "today"),
        "p2": ("2026-02-04T00:00:00", "2026-02-03", "54000.0", "0", "15 h"),
        "p3": ("2026-02-04T10:00:00", "2026-02-04", "64800.0", "1", "18 h"),
        "a1": ("", "2026-02-05", "", "2", "2 d"),
        "p4": ("", "", "", "", "not yet known"),
    }
    assert told["p1"]["responsible_name"] == "Иванов Пётр"
    assert told["p1"]["client_name"] == "ООО «Ромашка»"
    assert told["p3"]["unit_name"] == "Москва"
    assert told["p4"]["title"] == "card en"


TABLES = {
    "en": """\
What falls due, by audit AUDIT, known as of 3 Feb 2026, 09:00 (Europe/Moscow)

Due                Time left      What                      Severity  Rule ID  Subject  Client         Description  Case

Иванов Пётр (e1): 3
2 Feb 2026         1 d ago        To be put right           High      reply    q-r1                    reply en     r1
3 Feb 2026, 09:30  30 min         To be done                High      reply    q-p1     ООО «Ромашка»  Wait.        p1
4 Feb 2026, 10:00  18 h           To be done                High      reply    q-p3                    Wait.        p3

王丽 (e2): 3
3 Feb 2026         today          To be put right           Critical  reply    q-r2                    reply en     r2
3 Feb 2026, 24:00  15 h           To be done                High      reply    q-p2                    Wait.        p2
5 Feb 2026         2 d            Objection to be answered  High      reply    q-a1                    reply en     a1

Unassigned: 1
                   not yet known  To be done                Low       card     q-p4                    Wait.        p4

to do: 7
""",
    "ru": """\
Что предстоит, по проверке AUDIT, по состоянию на 03.02.2026, 09:00 (Europe/Moscow)

Срок               Осталось         Что                     Значимость   Код правила  Объект  Клиент         Описание  Случай

Иванов Пётр (e1): 3
02.02.2026         1 дн. назад      Устранить               Высокая      reply        q-r1                   reply ru  r1
03.02.2026, 09:30  30 мин           Выполнить               Высокая      reply        q-p1    ООО «Ромашка»  Ждать.    p1
04.02.2026, 10:00  18 ч             Выполнить               Высокая      reply        q-p3                   Ждать.    p3
""",
    "zh": """\
即将到期事项，依据审计 AUDIT，截至 2026年2月3日 09:00（Europe/Moscow）

截止时间            剩余时间  事项        严重程度  规则编号  对象  客户           说明      案例编号

Иванов Пётр (e1)：3
2026年2月2日        1天前     待整改      高        reply     q-r1                 reply zh  r1
2026年2月3日 09:30  30分钟    待完成      高        reply     q-p1  ООО «Ромашка»  等待。    p1
2026年2月4日 10:00  18小时    待完成      高        reply     q-p3                 等待。    p3
""",
}


@pytest.mark.parametrize("lang", ["en", "ru", "zh"])
def test_the_list_for_people(store: Path, capsys: pytest.CaptureFixture[str], lang: str) -> None:
    (audit,) = (path.name for path in store.iterdir() if path.is_dir())
    said = command(capsys, "due", "--store", str(store), "--lang", lang).out.replace(audit, "AUDIT")
    expected = TABLES[lang]
    assert said.splitlines()[: expected.count("\n")] == expected.splitlines()


@pytest.mark.parametrize("lang", ["en", "ru", "zh"])
def test_columns_stand_under_one_another(store: Path, capsys: pytest.CaptureFixture[str], lang: str) -> None:
    from rich.cells import cell_len

    lines = command(capsys, "due", "--store", str(store), "--lang", lang).out.splitlines()
    rows = [line for line in lines if "q-" in line]
    assert len(rows) == 7
    assert len({cell_len(line[: line.index(" q-")]) for line in rows}) == 1


def test_time_counted_from_another_moment(store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ended = command(capsys, "due", "--store", str(store), "--what", "act", "--at", "2026-02-03 10:00", "--top", "1")
    lines = ended.out.splitlines()
    assert lines[1] == "Time left is counted from 3 Feb 2026, 10:00 (Europe/Moscow), not from the audit."
    assert "30 min ago" in ended.out
    assert lines[-2] == "shown 1 of 4; --top 0 shows all"
    assert lines[-1] == (
        "acts that fell due after the audit and before that moment: 1; "
        "whether they were done, only a later audit can say"
    )


@pytest.mark.parametrize(("at", "passed"), [("2026-02-03 09:30", 0), ("2026-02-03 09:30:01", 1), ("2026-02-04", 2)])
def test_a_limit_has_passed_when_it_is_over(
    store: Path, capsys: pytest.CaptureFixture[str], at: str, passed: int
) -> None:
    """At 09:30 the limit of p1, which is included, has not passed; at midnight that of p2, which is not, has."""
    ended = command(capsys, "due", "--store", str(store), "--at", at, "--format", "json")
    assert json.loads(ended.out)["passed"] == passed


def test_json_says_what_it_rests_on(store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (audit,) = (path.name for path in store.iterdir() if path.is_dir())
    told = json.loads(command(capsys, "due", "--store", str(store), "--top", "1", "--format", "json").out)
    assert {name: told[name] for name in ("total", "shown", "audit", "as_of", "at", "passed")} == {
        **{"total": 7, "shown": 1, "audit": audit, "passed": 0},
        **{"as_of": "2026-02-03T06:00:00Z", "at": "2026-02-03T06:00:00Z"},
    }


@pytest.mark.parametrize(
    ("lang", "said"), [("en", "Nothing falls due."), ("ru", "Ничего не предстоит."), ("zh", "无即将到期事项。")]
)
def test_nothing_falls_due(store: Path, capsys: pytest.CaptureFixture[str], lang: str, said: str) -> None:
    ended = command(capsys, "due", "--store", str(store), "--effect", "advice", "--lang", lang)
    assert (ended.code, ended.out.splitlines()[-1], ended.err) == (0, said, "")


def test_a_name_that_nobody_has(store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ended = command(capsys, "due", "--store", str(store), "--responsible", "Ивонов", "--lang", "ru")
    assert ended.code == 0
    assert ended.err == ("checker: --responsible: в этих проверках нет ответственного «Ивонов»; возможно, «Иванов»?\n")


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (["--what", "acts"], "--what: unknown 'acts'; did you mean 'act'?"),
        (["--rule", "replay"], "--rule: unknown rule 'replay'; did you mean 'reply'?"),
        (["--severity", "hig"], "--severity: unknown severity 'hig'; did you mean 'high'?"),
        (["--at", "soon"], "--at: 'soon' is not a moment; write 2026-10-31, '2026-10-31 18:00' or now"),
        (["--at", "2026-02-03 08:59"], "--at: lies before the audit's own moment, 2026-02-03 06:00:00 UTC"),
        (["--format", "xml"], "--format: unknown format 'xml'"),
        (["--audit", "2025"], "audit: '2025' is not in the store"),
        (["--within", "-1"], "--within"),
    ],
)
def test_mistakes(store: Path, capsys: pytest.CaptureFixture[str], asked: list[str], said: str) -> None:
    ended = command(capsys, "due", "--store", str(store), *asked)
    assert (ended.code, ended.out) == (2, "")
    assert said in ended.err


def test_an_audit_of_an_earlier_version_has_acts_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Before violations were put right and disputed by the checker, their columns were not there."""
    folder = store_audit(tmp_path, "2026-02", "2026-02-03 06:00:00", CASES, rules=[rule(), rule("card")])
    path = folder / "cases.parquet"
    kept = f"SELECT * EXCLUDE (rectify_by, rectification, dispute, dispute_due) FROM read_parquet('{path}')"
    with duckdb.connect() as connection:
        connection.execute(f"CREATE TABLE kept AS {kept}")
        connection.execute(f"COPY kept TO '{path}' (FORMAT parquet)")
    assert ids(capsys, tmp_path) == "p1 p2 p3 p4"


def test_many_rows_are_read_as_few_are(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Beyond PICKED rows another way of reading takes over; two things may fall due of one case."""
    twice = {"rectify_by": "2026-02-09", "rectification": "due", "dispute": "open", "dispute_due": "2026-02-08"}
    cases = [case(f"{n:06x}", client_id="c1", **twice) for n in range(2600)]
    store_audit(tmp_path, "2026-02", "2026-02-03 06:00:00", cases)
    everything = listed(capsys, tmp_path)
    assert [row["what"] for row in everything] == ["answer"] * 2600 + ["rectification"] * 2600
    assert everything[:300] == listed(capsys, tmp_path, "--top", "300")
    assert everything[2599]["case_id"] == everything[5199]["case_id"] == "000a27"
    assert everything[0]["client_name"] == "ООО «Ромашка»"

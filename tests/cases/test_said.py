"""What SQL says of moments, spans and figures is what the words say one by one; some of it by hand."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from random import Random
from typing import Any

import duckdb
import pytest

from checker.cases.said import duration, figure, instant, limit
from checker.cases.texts import texts_sql
from checker.words.labels import labels
from checker.words.sentences import OTHER, case_text, templates
from checker.words.texts import LANGUAGES
from checker.words.words import Words

DICE = Random(20261123)
NBSP = "\u00a0"
START = datetime(2024, 1, 1)
MOMENTS = [
    START,
    START + timedelta(hours=10, minutes=30),
    START + timedelta(seconds=1),
    START + timedelta(microseconds=250000),
    START + timedelta(days=59, seconds=86399, microseconds=999999),
    *(START + timedelta(seconds=DICE.randrange(10**8), microseconds=DICE.choice([0, 0, 1, 120])) for _ in range(200)),
    *(START + timedelta(minutes=DICE.randrange(10**6)) for _ in range(100)),
]
SPANS = [0, 1, 59, 60, 61, 3599, 3600, 86399, 86400, 86401, 90061, 86_400_000, 10**9, -1, -90061]
SPANS += [DICE.randrange(10**7) for _ in range(200)]


KINDS = labels("rule_kind")
DUE = datetime(2024, 3, 6)
USUAL = {
    "subject_id": "'q1'",
    "responsible_id": "'e1'",
    "opened_at": "NULL::TIMESTAMP",
    "due_at": "TIMESTAMP '2024-03-05 21:00:00'",
    "done_at": "TIMESTAMP '2024-03-05 21:00:00'",
    "due_inclusive": "FALSE",
    "measured": "0.0",
    "limit_value": "NULL::DOUBLE",
    "measure": "''",
    "reason": "NULL::VARCHAR",
    "missing": "[]::VARCHAR[]",
    "owing": "[]::VARCHAR[]",
    "offset_s": "10800",
}


def said(sql: Callable[[str, str], str], lang: str, type_: str, values: Sequence[Any]) -> list[str]:
    engine = duckdb.connect()
    engine.execute(f"CREATE TABLE given (place INTEGER, it {type_})")
    engine.executemany("INSERT INTO given VALUES (?, ?)", [list(pair) for pair in enumerate(values)])
    return [row[0] for row in engine.execute(f"SELECT {sql('it', lang)} FROM given ORDER BY place").fetchall()]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_moments_as_the_words_say_them(lang: str) -> None:
    words = Words(lang)
    assert said(instant, lang, "TIMESTAMP", MOMENTS) == [words.instant(moment, "UTC") for moment in MOMENTS]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_spans_as_the_words_say_them(lang: str) -> None:
    assert said(duration, lang, "BIGINT", SPANS) == [Words(lang).duration(span) for span in SPANS]


@pytest.mark.parametrize(
    ("lang", "written"),
    [
        ("en", ["1 Jan 2024, 00:00", "1 Mar 2024, 10:30:01", "1 d 1 h 1 min 1 s", "1,157 d 9 h 46 min 40 s"]),
        ("ru", ["01.01.2024, 00:00", "01.03.2024, 10:30:01", "1 дн. 1 ч 1 мин 1 с", f"1{NBSP}157 дн. 9 ч 46 мин 40 с"]),
        ("zh", ["2024年1月1日 00:00", "2024年3月1日 10:30:01", "1天1小时1分钟1秒", "1,157天9小时46分钟40秒"]),
    ],
)
def test_by_hand(lang: str, written: list[str]) -> None:
    moments = [START, datetime(2024, 3, 1, 10, 30, 1)]
    assert said(instant, lang, "TIMESTAMP", moments) + said(duration, lang, "BIGINT", [90061, 10**8]) == written


@pytest.mark.parametrize(
    ("lang", "written"),
    [
        ("en", ["0", "-1", "999", "1,000", "100,000", "0.7", "-0.5", "1,234.5", "0.96658", "-1,234,567.25"]),
        ("ru", ["0", "-1", "999", "1~000", "100~000", "0,7", "-0,5", "1~234,5", "0,96658", "-1~234~567,25"]),
        ("zh", ["0", "-1", "999", "1,000", "100,000", "0.7", "-0.5", "1,234.5", "0.96658", "-1,234,567.25"]),
    ],
)
def test_figures_keep_every_decimal(lang: str, written: list[str]) -> None:
    figures = [0.0, -1.0, 999.0, 1000.0, 100000.0, 0.7, -0.5, 1234.5, 0.96658, -1234567.25]
    assert said(figure, lang, "DOUBLE", figures) == [one.replace("~", NBSP) for one in written]


@pytest.mark.parametrize("value", [1e-7, 1e15, -1e21])
def test_what_has_no_plain_digits_stays_as_it_is(value: float) -> None:
    assert [float(one) for one in said(figure, "ru", "DOUBLE", [value])] == [value]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_is_not_known_is_not_said(lang: str) -> None:
    assert said(instant, lang, "TIMESTAMP", [None]) == said(figure, lang, "DOUBLE", [None]) == [None]
    assert said(duration, lang, "BIGINT", [None]) == [""]


@pytest.mark.parametrize(("lang", "day"), [("en", "31 Dec 2023"), ("ru", "31.12.2023"), ("zh", "2023年12月31日")])
def test_a_limit_at_midnight_is_the_day_that_ends_there(lang: str, day: str) -> None:
    later = START + timedelta(seconds=1)
    assert said(limit, lang, "TIMESTAMP", [START, later]) == [day, Words(lang).instant(later, "UTC")]


@pytest.mark.parametrize(
    ("done", "told"),
    [
        (
            "2024-03-06 00:00:00",
            (
                "T. Q q1: done 6 Mar 2024, 00:00; due by 5 Mar 2024; less than a second late.",
                "T. Q q1: выполнено 06.03.2024, 00:00; срок — до 05.03.2024; опоздание менее секунды.",
                "T。Q q1：实际完成于2024年3月6日 00:00，应于2024年3月5日前完成，逾期不足1秒。",
            ),
        ),
        (
            "2024-03-07 01:00:05",
            (
                "T. Q q1: done 7 Mar 2024, 01:00:05; due by 5 Mar 2024; 1 d 1 h 5 s late.",
                "T. Q q1: выполнено 07.03.2024, 01:00:05; срок — до 05.03.2024; опоздание 1 дн. 1 ч 5 с.",
                "T。Q q1：实际完成于2024年3月7日 01:00:05，应于2024年3月5日前完成，逾期1天1小时5秒。",
            ),
        ),
    ],
)
def test_a_late_act_in_each_language(done: str, told: tuple[str, ...]) -> None:
    """Due is the fifth of March in Moscow, to its end; moments are kept in UTC."""
    given = f"TIMESTAMP '{done}' - to_hours(3) AS done_at, TIMESTAMP '2024-03-05 21:00:00' AS due_at"
    assert texts_of("deadline", "violated", "late", given) == told


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("known", [True, False], ids=["known", "unknown"])
def test_sql_tells_what_the_sentences_tell(kind: str, known: bool) -> None:
    """Every sentence, with the fields and the reason known and not."""
    given = "['f'] AS owing, ['m'] AS missing, 'r' AS reason" if known else ""
    for outcome in templates(kind).keys() - {OTHER}:
        verdict = outcome if outcome in ("met", "pending", "undetermined") else "violated"
        expected = []
        for lang in LANGUAGES:
            values = {"rule_title": "T", "subject_label": "Q", "subject": "q1", "responsible": "e1"}
            values |= {"overdue": Words(lang).text("sentences.instantly"), "measured": "0"}
            values |= {"due_at": Words(lang).instant(DUE, "UTC"), "done_at": Words(lang).instant(DUE, "UTC")}
            if known:
                values |= {"fields": f"F {lang}", "missing": f"M {lang}", "reason": "R"}
            expected.append(case_text(lang, kind, outcome, values))
        assert texts_of(kind, verdict, outcome, "TRUE AS due_inclusive", given) == tuple(expected), outcome


def texts_of(kind: str, verdict: str, outcome: str, *given: str) -> tuple[str, ...]:
    """The texts of one case in Moscow, in each language; `given` replaces columns of USUAL."""
    columns = USUAL | {"kind": f"'{kind}'", "verdict": f"'{verdict}'", "outcome": f"'{outcome}'"}
    for lang in LANGUAGES:
        columns |= {f"title_{lang}": "'T'", f"subject_{lang}": "'Q'", f"text_{lang}": "NULL::VARCHAR"}
        columns |= {f"outcome_{lang}": f"'{outcome}'", f"reason_{lang}": "CASE WHEN reason = 'r' THEN 'R' END"}
        columns[f"names_{lang}"] = f"MAP {{'f': 'F {lang}', 'm': 'M {lang}'}}"
    for part in ", ".join(filter(None, given)).split(", "):
        if part:
            value, _, name = part.rpartition(" AS ")
            columns[name] = value
    source = f"SELECT {', '.join(f'{value} AS {name}' for name, value in columns.items())}"
    sql = texts_sql([kind], datetime(2024, 4, 1), ["subject_id"], source)
    (row,) = duckdb.connect().execute(f"SELECT text_en, text_ru, text_zh FROM ({sql})").fetchall()
    return tuple(row)

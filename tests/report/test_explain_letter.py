"""The letter to the person who answers for a case: what it says, and what it must not say."""

import json
import re
from datetime import date, datetime
from pathlib import Path

import pytest
from case_shapes import CALL, REPLY
from stored_audit import make_audit
from stored_cases import CASES, PEOPLE
from test_explain_follows import LATE, made

from checker.report.cases import Case
from checker.report.content import Report, read_report
from checker.report.letter import letter
from checker.report.letter_request import to_do
from checker.report.marks import said_marks
from checker.words.texts import texts
from checker.words.words import Words

LANGUAGES = ("en", "ru", "zh")
LATE_REPLY = """\
To: Иванов Иван Иванович (Москва)
Subject: Request answered within 30 minutes — Inquiry Q-1 ООО «Ромашка»

Dear Иванов Иван Иванович,

The CRM records as of 1 Nov 2026, 09:00 show something for which you are recorded as responsible and which does not \
meet the rules. Here is what was found and what is asked of you.

What the rule asks
  In words: Request answered within 30 minutes
  Basis: §3 оп. 16 — Reply in half an hour
  Basis: §3 оп. 16 — Or say when

What the records show
  Inquiry Q-1: done 5 Oct 2026, 09:31; due by 5 Oct 2026, 09:30; 1 min late.
  Client:      ООО «Ромашка»
  Opened:      5 Oct 2026, 09:00 (UTC+3)
  Due:         5 Oct 2026, 09:30 (UTC+3)
  Done:        5 Oct 2026, 09:31 (UTC+3)
  Overdue by:  1 min

What to do
  It has been done in the meantime, so nothing is left to do about it. Please keep to the time limit in future.

If you see it differently
  Please reply to this letter with your reasons and what proves them, and name the case number. An answer will follow \
within 10 working days.

Case number: a100000000000001
"""


def test_the_whole_letter(audit: Path) -> None:
    assert letter(audit, "a100000000000001") == LATE_REPLY


@pytest.mark.parametrize(
    ("lang", "lines"),
    [
        (
            "ru",
            [
                "Кому: 王丽 (Владивосток)",
                "Здравствуйте, 王丽!",
                "  Заявка Q-2: не выполнено; срок был до 08.10.2026, 09:30.",
                "  Выполнено:  пока не выполнено",
                "  Просим устранить это как можно скорее.",
                "Номер случая: a200000000000002",
            ],
        ),
        (
            "zh",
            [
                "收件人：王丽（Владивосток）",
                "王丽，您好！",
                "  询价 Q-2：未完成；应于2026年10月8日 09:30前完成。",
                "  请尽快整改。",
                "案例编号：a200000000000002",
            ],
        ),
    ],
)
def test_other_languages_and_the_clock_of_the_person(audit: Path, lang: str, lines: list[str]) -> None:
    """Q-2 was due at 23:30 UTC, which is 09:30 of the next day in Vladivostok."""
    found = letter(audit, "a200000000000002", lang).splitlines()
    assert [line for line in lines if line not in found] == []


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("row", CASES, ids=lambda row: str(row["case_id"]))
def test_no_codes_and_no_other_people(audit: Path, row: dict[str, object], lang: str) -> None:
    # The made-up clauses are called after their ids in these two languages.
    text = re.sub(r"(Пункт|条款) sp2-\w+", "", letter(audit, str(row["case_id"]), lang))
    assert not any(ord(one) < 32 and one != "\n" for one in text)
    assert re.findall(r"\bsp2-[a-z0-9]+|\$|\b[a-z]+_[a-z_]+\b", text) == []
    others = [one["name"] for one in PEOPLE if one["entity"] == "employee" and one["id"] != row["responsible_id"]]
    assert [name for name in others if name in text] == []


def test_facts_of_other_people_stay_out(tmp_path: Path) -> None:
    base = {"file": "x.csv", "row": 2, "id": "Q-1"}
    facts = [
        {**base, "entity": "inquiry", "field": "channel", "type": "enum", "value": "email"},
        {**base, "entity": "inquiry", "field": "responsible_id", "type": "text", "value": "e7"},
        {**base, "entity": "inquiry", "field": "subject_text", "type": "text", "value": "call Петрова"},
        {"entity": "employee", "id": None, "field": "left_on", "type": "date", "value": "2026-10-01"},
    ]
    folder = make_audit(tmp_path, cases=[{**CASES[0], "evidence": json.dumps({"facts": facts})}])
    text = letter(folder, "a100000000000001")
    assert "Email" in text
    assert [part for part in ("e7", "Петрова", "1 Oct 2026") if part in text] == []


def test_no_russian_word_tells_a_gender() -> None:
    """Past tenses and short adjectives about the reader would; what was done is said impersonally."""
    said = [str(leaf["ru"]) for leaf in texts("letter").values()]
    told = re.compile(
        r"\b(Вы|вы) \w+(л|ла|ен|на)\b|\b(должен|должна|обязан|обязана|согласен|согласна|уважаем\w+)\b", re.I
    )
    assert [text for text in said if told.search(text)] == []


@pytest.mark.parametrize(
    ("marks", "says"),
    [
        ({"rectify_by": date(2026, 11, 10), "rectification": "due"}, "Please put this right by 10 Nov 2026"),
        ({"rectify_by": date(2026, 10, 20), "rectification": "overdue"}, "was to be put right by 20 Oct 2026"),
        ({"waiver": "w-1", "waiver_until": date(2026, 12, 31)}, "An exception applies until 31 Dec 2026"),
        ({"dispute": "open", "dispute_due": date(2026, 11, 12)}, "an answer is due by 12 Nov 2026"),
        (
            {"dispute": "open", "rectify_by": date(2026, 11, 10), "rectification": "due"},
            "the finding stands as before. Please put this right by 10 Nov 2026",
        ),
        ({"dispute": "upheld"}, "Your objection was accepted"),
        ({"effect": "suspicion"}, "Please look at the record"),
        ({"outcome": "not_allowed"}, "can no longer be undone"),
        ({"verdict": "pending", "due_at": datetime(2026, 11, 30)}, "Please see to it by 30 Nov 2026, 03:00"),
        (
            {"verdict": "undetermined", "missing": ["inquiry.received_at"]},
            "complete or correct in the records: Received",
        ),
    ],
)
def test_what_is_asked(audit: Path, marks: dict[str, object], says: str) -> None:
    open_ = {**LATE, "outcome": "absent", "standing": "open", "done_at": None}
    report: Report = read_report(audit)
    assert says in to_do(_marked(made(REPLY, **{**open_, **_of_case(marks)}), marks), report, Words("en"))


def _of_case(marks: dict[str, object]) -> dict[str, object]:
    return {name: value for name, value in marks.items() if name not in MARKS}


def _marked(one: Case, marks: dict[str, object]) -> Case:
    return one._replace(**{**MARKS, **{name: value for name, value in marks.items() if name in MARKS}})  # type: ignore[arg-type]


MARKS: dict[str, object] = {
    "change": "",
    "first_seen": None,
    "rectify_by": None,
    "rectification": "",
    "waiver": "",
    "waiver_reason": "",
    "waiver_approver": "",
    "waiver_until": None,
    "dispute": "",
    "dispute_due": None,
    "in_baseline": False,
    "gates": False,
}


@pytest.mark.parametrize(
    ("lang", "lines"),
    [
        (
            "en",
            [
                "Since the last audit: Persisting; first found 1 Oct 2026, 09:00",
                "To be put right by 10 Nov 2026: To be put right",
                "In the baseline: it was known before and fails nothing",
            ],
        ),
        (
            "ru",
            [
                "С прошлой проверки: Сохраняется; выявлено впервые 01.10.2026, 09:00",
                "Устранить до 10.11.2026 включительно: Подлежит устранению",
                "В базовом перечне: известно заранее и на итог не влияет",
            ],
        ),
        (
            "zh",
            [
                "较上次检查：持续；首次发现于2026年10月1日 09:00",
                "整改期限：2026年11月10日（含当日）；待整改",
                "基线内：此前已知，不影响检查结论",
            ],
        ),
    ],
)
def test_marks_in_three_languages(lang: str, lines: list[str]) -> None:
    marks = {
        "change": "persisting",
        "first_seen": datetime(2026, 10, 1, 6),
        "rectify_by": date(2026, 11, 10),
        "rectification": "due",
        "in_baseline": True,
    }
    assert said_marks(_marked(made(CALL), marks), Words(lang)) == lines


def test_an_unmarked_case_has_no_lines() -> None:
    assert said_marks(_marked(made(REPLY), {}), Words("en")) == []

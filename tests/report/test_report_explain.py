"""What `explain` says, from stored evidence alone."""

import json
from pathlib import Path

import pytest
from stored_audit import make_audit
from stored_cases import CASES

from checker.report.explain import explain


def sections(text: str) -> dict[str, list[str]]:
    blocks = [block.splitlines() for block in text.strip().split("\n\n")]
    return {block[0]: block[1:] for block in blocks}


def test_everything_about_a_late_reply(audit: Path) -> None:
    text = explain(audit, "a100000000000001")
    found = sections(text)
    assert text.startswith("VIOLATED · LATE · CURED — Request answered within 30 minutes\n")
    assert "  In words: Request answered within 30 minutes" in found["Rule"]
    assert "  sp2-16d · sp2 §3 оп. 16 · Reply in half an hour" in found["Clauses it rests on"]
    assert "    Paraphrase of sp2-16e." in found["Clauses it rests on"]
    assert "Responsible:  Иванов Иван Иванович (e1)" in text
    assert "Due:         5 Oct 2026, 09:30 (UTC+3), that moment included" in text
    assert "Limit:       30 min" in text
    assert "Measured:    31 min" in text
    assert "Overdue by:  1 min" in text
    assert found["Facts"][1].split("  ")[0] == ""
    assert "inquiry.csv:2" in found["Facts"][1]
    assert found["Clock (only the time that counts)"][-1].endswith("31 min")
    assert found["Arithmetic"] == ["  1860 s > 1800 s"]
    assert found["It rests on our reading of the text"] == [
        "  sp2.reply_clock: Working time (also possible: Calendar time)"
    ]


def test_what_could_not_be_known(audit: Path) -> None:
    lines = sections(explain(audit, "c900000000000009"))["What could not be known"]
    assert "interaction.client_id" in lines[0]
    assert "interaction.started_at" in lines[0]


def test_a_window_ends_before_its_last_moment(audit: Path) -> None:
    text = explain(audit, "c700000000000007")
    assert "12 Oct 2026, 00:00 (UTC+10), that moment not included" in text


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("ru", ["НАРУШЕНО · С ОПОЗДАНИЕМ", "Срок:", "Факты", "05.10.2026, 09:30", "Рабочее время", "Эл. почта"]),
        ("zh", ["违规 · 逾期完成", "截止时间:", "事实", "2026年10月5日 09:30", "工作时间", "电子邮件"]),
    ],
)
def test_other_languages(audit: Path, lang: str, words: list[str]) -> None:
    text = explain(audit, "a100000000000001", lang)
    assert [word for word in words if word not in text] == []


@pytest.mark.parametrize("case_id", [str(case["case_id"]) for case in CASES])
@pytest.mark.parametrize("lang", ["en", "ru", "zh"])
def test_every_case_can_be_explained(audit: Path, case_id: str, lang: str) -> None:
    text = explain(audit, case_id, lang)
    assert case_id in text
    assert not any(ord(one) < 32 and one != "\n" for one in text)


@pytest.mark.parametrize("evidence", ["", "{", "[]", '{"facts": null, "clock": {}, "readings": 3}', '{"facts": [1]}'])
def test_broken_evidence_is_tolerated(tmp_path: Path, evidence: str) -> None:
    folder = make_audit(tmp_path, cases=[{**CASES[0], "evidence": evidence}])
    assert explain(folder, "a100000000000001").startswith("VIOLATED")


def test_the_comparison_is_shown_where_none_is_stored(audit: Path) -> None:
    assert sections(explain(audit, "a100000000000013"))["Arithmetic"] == [
        "  done 1 Nov 2026, 01:29:59 > due 31 Oct 2026, 23:59:59",
        "  measured 1 h 59 min 59 s > limit 30 min",
    ]
    assert sections(explain(audit, "a400000000000004"))["Arithmetic"] == [
        "  not done by 1 Nov 2026, 09:00 < due 1 Nov 2026, 10:00"
    ]


def test_items_and_values_of_views(tmp_path: Path) -> None:
    fact = {"entity": "inquiry", "id": "Q-1", "file": "inquiry.csv", "row": 2, "type": ""}
    evidence = {
        "facts": [
            {**fact, "field": "waited_on", "value": "2025-11-03"},
            {**fact, "field": "waited_until", "value": "2025-11-03 21:00:00"},
            {**fact, "field": "is_last", "value": "true"},
            {**fact, "field": "comment", "type": "text", "value": "2025-11-03"},
        ],
        "items": [{"name": "channel", "holds": False}, {"name": "odd", "holds": None}],
    }
    found = sections(
        explain(make_audit(tmp_path, cases=[{**CASES[0], "evidence": json.dumps(evidence)}]), "a1" + "0" * 13 + "1")
    )
    assert [line.split() for line in found["What is asked for"]] == [["Channel", "no"], ["odd", "unknown"]]
    values = [line.split("  ") for line in found["Facts"][1:]]
    shown = [[part.strip() for part in line if part.strip()][2] for line in values]
    assert shown == ["3 Nov 2025", "4 Nov 2025, 00:00", "yes", "2025-11-03"]

"""`--redact`: no name, contact, number of a record or free text in any format, and the same codes everywhere."""

import json
from collections.abc import Iterator
from hashlib import sha256
from html import unescape
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from opened_page import Page
from told_audit import IVANOV, PHONE, ROMASHKA, WANG, XIAOMING, Secrets, text_of

from checker.errors import UsageError
from checker.report.content import Report, read_report
from checker.report.packs import write_packs
from checker.report.redacted import redacted
from checker.report.redaction_codes import Codes
from checker.report.registry import FORMATS, get_format
from checker.words.words import Words

HIDDEN = (IVANOV, WANG, ROMASHKA, XIAOMING, PHONE, "Петрова", "EMP-", "CLI-", "Q-1", "Q-2", "ivanov-ill", "is ill")
KEPT = ("a200000000000002", "sp2-reply-30min", "Владивосток")


@pytest.fixture(scope="module")
def hidden(told: Path) -> Iterator[Report]:
    with redacted(read_report(told)) as report:
        yield report


def written(report: Report, name: str, lang: str = "en") -> bytes:
    out = BytesIO()
    get_format(name).write(report, out, Words(lang))
    return out.getvalue()


def told_by(report: Report, name: str, lang: str = "en") -> str:
    """All that a file tells; the packed data of the page are unpacked."""
    content = written(report, name, lang)
    if name != "html":
        return text_of(content)
    page = Page(content.decode())
    blocks = [text for name in page.blocks for text in page.opened(name)]
    return "\n".join([unescape(content.decode()), *blocks])


@pytest.mark.parametrize("lang", ["en", "ru", "zh"])
@pytest.mark.parametrize("name", [name for name in FORMATS if name != "pdf"])
def test_no_format_tells_who_or_what_it_was(name: str, lang: str, hidden: Report, secrets: Secrets) -> None:
    text = told_by(hidden, name, lang)
    assert [one for one in HIDDEN if one in text] == []
    assert {one for one in secrets.told_in(text) if one not in secrets.cases} == set()


def test_what_names_nobody_stays(hidden: Report, told: Path) -> None:
    text = text_of(written(hidden, "json"))
    assert [one for one in KEPT if one not in text] == []
    record, before = json.loads(text), json.loads(written(read_report(told), "json"))
    for figure in ("rate", "period", "carried", "violations_by_severity", "unjudged", "by_unit", "waived"):
        assert record["summary"][figure] == before["summary"][figure], figure
    assert [one["case_id"] for one in record["cases"]] == [one["case_id"] for one in before["cases"]]


def case_of(report: Report, case_id: str) -> dict[str, Any]:
    cases = json.loads(written(report, "json"))["cases"]
    return next(case for case in cases if case["case_id"] == case_id)


def test_sentences_are_said_again_with_codes(hidden: Report) -> None:
    case = case_of(hidden, "a200000000000002")
    code = case["subject_id"]
    assert code.startswith("R-")
    assert f"Inquiry {code}: not done; was due by 8 Oct 2026, 09:30" in case["text"]
    assert case["responsible_id"].startswith("P-")
    assert case["client_id"].startswith("C-")


def test_facts_keep_what_can_name_nobody(hidden: Report) -> None:
    facts = {fact["field"]: fact["value"] for fact in case_of(hidden, "a200000000000002")["evidence"]["facts"]}
    ivanov = case_of(hidden, "b600000000000006")["responsible_id"]
    assert facts == {
        "channel": "email",
        "note": "…",
        "answered_by_id": ivanov,
        "left_on": "2026-10-02",
        "received_at": "2026-10-07 23:00:00",
    }


def test_waivers_are_told_without_their_reasons(hidden: Report) -> None:
    case = case_of(hidden, "b600000000000006")
    assert (case["waiver_reason"], case["waiver"][:2], case["waiver_approver"][:2]) == ("…", "W-", "P-")
    (active,) = hidden.manifest["followed"]["waived"]["active"]
    assert active == {**active, "id": case["waiver"], "approver": case["waiver_approver"], "reason": "…"}
    (refused,) = hidden.manifest["followed"]["waived"]["refused"]
    assert refused["reason"] == "approver_left", "why it was refused is a code of ours"


def test_the_quarantine_shows_where_but_not_what(hidden: Report) -> None:
    assert [(line.file, line.row, line.raw) for line in hidden.quarantine()] == [
        ("client.csv", 9, "…"),
        ("inquiry.csv", 12, "…"),
    ]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("console", "Redacted: people (P-…), clients (C-…) and records (R-…) stand as codes"),
        ("markdown", "Redacted: people (P-…), clients (C-…) and records (R-…) stand as codes"),
        ("html", "Redacted: people (P-…), clients (C-…) and records (R-…) stand as codes"),
        ("xlsx", "Redacted: people (P-…), clients (C-…) and records (R-…) stand as codes"),
        ("docx", "Redacted: people (P-…), clients (C-…) and records (R-…) stand as codes"),
    ],
)
def test_a_reader_is_told_that_names_were_taken_out(name: str, said: str, hidden: Report) -> None:
    assert said in text_of(written(hidden, name))


def test_codes_hold_for_one_audit_alone_unless_there_is_a_key(told: Path, hidden: Report, tmp_path: Path) -> None:
    def responsible(report: Report) -> str:
        return str(case_of(report, "b600000000000006")["responsible_id"])

    with redacted(read_report(told)) as again:
        assert responsible(again) == responsible(hidden), "the same audit, the same codes"
    key = tmp_path / "key"
    key.write_text("a long enough secret\n")
    with redacted(read_report(told), key) as keyed:
        first = responsible(keyed)
        assert keyed.manifest["redacted"] == {"keyed": True}
    assert first != responsible(hidden)
    other = Codes(sha256(b"a long enough secret").digest(), keyed=True)
    assert first == other.code("employee", "EMP-e1"), "the same in every audit under this key"


@pytest.mark.parametrize("content", [None, b"short"])
def test_a_key_that_cannot_be_used_is_refused(told: Path, tmp_path: Path, content: bytes | None) -> None:
    key = tmp_path / "key"
    if content is not None:
        key.write_bytes(content)
    with pytest.raises(UsageError, match="key"), redacted(read_report(told), key):
        pass


def test_names_of_files_tell_no_names_either(hidden: Report, tmp_path: Path, secrets: Secrets) -> None:
    forms = [get_format("html"), get_format("markdown")]
    names = [path.name for path in write_packs(hidden, "responsible", forms, tmp_path, "ru") if path]
    assert len(names) == 14
    assert all(name.startswith("P-") for name in names if not name.startswith("_"))
    for path in tmp_path.iterdir():
        assert [one for one in HIDDEN if one in text_of(path.read_bytes())] == []

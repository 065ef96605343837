"""`checker dispute add`, `decide` and `list`, and what an audit and its explanation make of them."""

import json
from hashlib import sha256
from pathlib import Path

import pytest

from tests.cli.running import Ended, command
from tests.waivers.company import Q2, Q3, audit, write_company


@pytest.fixture(scope="module")
def audited(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a snapshot and a stored audit of it."""
    folder = tmp_path_factory.mktemp("company")
    write_company(folder)
    audit(folder)
    return folder


@pytest.fixture
def place(audited: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder of its own."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mail.eml").write_bytes(b"Subject: answered\n")
    return tmp_path


def dispute(capsys: pytest.CaptureFixture[str], audited: Path, *arguments: str) -> Ended:
    return command(capsys, "dispute", *arguments, "--store", str(audited / "s"))


WHY = ("--reason", "It was answered by telephone")
OBJECTION = ("add", "small-reply/q2", "--by", "e1", *WHY, "--on", "2024-03-04")


def test_an_objection_and_its_decision(place: Path, audited: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ended = dispute(capsys, audited, *OBJECTION, "--evidence", "mail.eml")
    assert ended.code == 0, ended.err
    assert ended.out == f"disputes.yaml: objection to {Q2} entered; an answer is due by 18 Mar 2024\n"
    first = (place / "disputes.yaml").read_text(encoding="utf-8")
    digest = sha256(b"Subject: answered\n").hexdigest()
    assert first == (
        "disputes:\n"
        f"  - case: {Q2}  # small-reply/q2, client c1\n"
        "    says: objected\n"
        "    by: e1\n"
        "    on: 2024-03-04\n"
        '    reason: "It was answered by telephone"\n'
        "    evidence:\n"
        f"      - {{file: mail.eml, sha256: {digest}}}\n"
    )
    decided = dispute(capsys, audited, "decide", Q2, "--upheld", "--by", "e9", *WHY, "--on", "2024-03-05")
    assert decided.out == f"disputes.yaml: the objection to {Q2} is decided: Objection accepted\n"
    assert decided.err.startswith("Not checked here: whether e9 is employed")
    assert (place / "disputes.yaml").read_text(encoding="utf-8").startswith(first)
    dispute(capsys, audited, "add", Q3, "--by", "e2", *WHY, "--on", "2024-03-05")
    rows = json.loads(dispute(capsys, audited, "list", "--as-of", "2024-03-19", "--format", "json").out)["rows"]
    told = [(row["case_id"], row["dispute"], row["by"], row["due"], row["decided_by"]) for row in rows]
    assert told == [(Q2, "upheld", "e1", None, "e9"), (Q3, "open", "e2", "2024-03-19", "")]
    said = dispute(capsys, audited, "list", "--as-of", "2024-03-20", "--lang", "zh").out
    assert "disputes.yaml：申诉 2 项，处理中 1 项，逾期未答复 1 项" in said
    only = dispute(capsys, audited, "list", "--as-of", "2024-03-19", "--state", "open", "--format", "jsonl").out
    assert [json.loads(line)["case_id"] for line in only.splitlines()] == [Q3]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["add", "small-reply/q1", "--by", "e1", *WHY], "no stored case 'small-reply/q1'"),
        (["add", Q2, "--by", "", *WHY], "--by: is empty"),
        (["add", Q2, "--by", "e1", *WHY, "--on", "yesterday"], "--on: 'yesterday' is not a day"),
        (["add", Q2, "--by", "e1", *WHY, "--evidence", "gone.eml"], "--evidence: gone.eml cannot be read"),
        (["decide", Q2, "--upheld", "--by", "e9", *WHY], "there is no open objection to decide"),
        (["decide", Q2, "--by", "e9", *WHY], "--upheld, --rejected: neither is given"),
        (["decide", Q2, "--by", "e9", "--upheld", "--rejected", *WHY], "--upheld, --rejected: both are given"),
        (["add", Q2, "--by", "e1", *WHY, "--on", "9999-12-31"], "--on: 9999-12-31 is still to come"),
        (["list", "--state", "closed"], "cannot be read"),
    ],
)
def test_what_cannot_be_entered(
    place: Path, audited: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    ended = dispute(capsys, audited, *arguments)
    assert (ended.code, ended.out) == (2, "")
    assert said in ended.err
    assert not (place / "disputes.yaml").exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["add", Q2, "--by", "e1", *WHY, "--on", "2024-03-05"], "the objection before it is not decided yet"),
        (["decide", Q2, "--upheld", "--by", "e5", *WHY, "--on", "2024-03-05"], "e5 objected himself"),
        (["decide", Q2, "--upheld", "--by", "e1", *WHY, "--on", "2024-03-05"], "e1 answers for the case himself"),
        (
            ["decide", Q2, "--rejected", "--by", "e9", *WHY, "--on", "2024-03-03"],
            "2024-03-03 lies before the entry above",
        ),
        (["list", "--state", "closed"], "unknown state 'closed'"),
    ],
)
def test_what_does_not_follow(
    place: Path, audited: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    dispute(capsys, audited, "add", Q2, "--by", "e5", *WHY, "--on", "2024-03-04")
    before = (place / "disputes.yaml").read_bytes()
    ended = dispute(capsys, audited, *arguments)
    assert ended.code == 2
    assert said in ended.err
    assert (place / "disputes.yaml").read_bytes() == before


def test_an_upheld_dispute_excuses_and_an_open_one_does_not(
    place: Path, audited: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Judged are 2 met and 3 violated; without q2, whose objection is accepted, 2 of 4 are met."""
    write_company(place)
    dispute(capsys, audited, *OBJECTION)
    dispute(capsys, audited, "decide", Q2, "--upheld", "--by", "e9", *WHY, "--on", "2024-03-05")
    dispute(capsys, audited, "add", Q3, "--by", "e2", *WHY, "--on", "2024-03-05")
    found = audit(place)
    marks = {name: (one["dispute"], one["gates"]) for name, one in found.marks.items()}
    assert marks == {"q2": ("upheld", False), "q3": ("open", True), "c2": ("", True)}
    assert (found.manifest["rate"], found.manifest["rate_after_waivers"]) == (0.4, 0.5)
    assert "Disputes: open 1, accepted 1, rejected 0" in capsys.readouterr().out
    said = command(capsys, "explain", Q2, "--store", str(place / "s")).out
    assert "Dispute: Objection accepted\n  e1 objected on 4 Mar 2024: It was answered by telephone\n" in said
    assert "  e9 accepted the objection on 5 Mar 2024: It was answered by telephone\n" in said
    waits = command(capsys, "explain", Q3, "--store", str(place / "s"), "--lang", "ru").out
    assert "Возражение: Оспаривается\n  05.03.2024 возразил(а) e2: It was answered by telephone\n" in waits
    assert "  ответ нужен до 19.03.2024 включительно\n" in waits


def test_a_decision_of_a_stranger_leaves_the_objection_open(
    place: Path, audited: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_company(place)
    dispute(capsys, audited, *OBJECTION)
    dispute(capsys, audited, "decide", Q2, "--upheld", "--by", "Ivanov", *WHY, "--on", "2024-03-05")
    found = audit(place)
    assert (found.marks["q2"]["dispute"], found.marks["q2"]["gates"]) == ("open", True)
    told = capsys.readouterr().out
    assert f"Decisions not honoured, taken by somebody who is no employee in the data: {Q2}" in told
    said = command(capsys, "explain", Q2, "--store", str(place / "s"), "--lang", "ru").out
    assert "решение не учтено: того, кто его вынес, нет среди сотрудников в данных" in said

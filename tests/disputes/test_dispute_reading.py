"""The ledger of disputes is read strictly, and only grows: an objection, then its decision."""

from datetime import date

import pytest

from checker.disputes.reading import disputes_of
from checker.errors import UsageError

CASE = "0123456789abcdef"


def entry(says: str = "objected", by: str = "e1", on: str = "2024-03-04", case: str = CASE, more: str = "") -> str:
    return f"  - {{case: {case}, says: {says}, by: {by}, on: {on}, reason: x{more}}}\n"


def problems(*entries: str) -> list[str]:
    with pytest.raises(UsageError) as found:
        disputes_of("disputes:\n" + "".join(entries), "disputes.yaml")
    return [str(problem) for problem in found.value.problems]


def test_a_ledger_as_it_is_written() -> None:
    digest = "ab" * 32
    text = "disputes:\n" + entry(more=f", evidence: [{{file: mail.eml, sha256: {digest}}}]") + entry("upheld", "e9")
    objected, upheld = disputes_of(text, "disputes.yaml").entries
    assert (objected.case, objected.says, objected.by, objected.on) == (CASE, "objected", "e1", date(2024, 3, 4))
    assert [(paper.file, paper.sha256) for paper in objected.evidence] == [("mail.eml", digest)]
    assert (upheld.says, upheld.by, upheld.evidence) == ("upheld", "e9", [])


@pytest.mark.parametrize("text", ["", "# nothing\n", "disputes:\n", "disputes: []\n"])
def test_a_ledger_may_be_empty(text: str) -> None:
    assert disputes_of(text, "disputes.yaml").entries == ()


def test_the_same_case_may_be_disputed_again_after_a_rejection() -> None:
    text = entry() + entry("rejected", "e9") + entry(on="2024-03-05") + entry("upheld", "e8", "2024-03-05")
    assert len(disputes_of("disputes:\n" + text, "disputes.yaml").entries) == 4


def test_all_mistakes_are_told_with_their_places() -> None:
    wrong = "  - {case: 0123, says: maybe, by: '', on: 4.3.2024, raeson: x, evidence: [{file: a, sha256: zz}]}\n"
    told = problems(wrong)
    assert [one.split(":")[1:4] for one in told] == [
        ["2", "5", " field 'reason' is missing; add it"],
        ["2", "6", " 'case'"],
        ["2", "18", " 'says'"],
        ["2", "31", " 'by'"],
        ["2", "39", " 'on'"],
        ["2", "53", " unknown field 'raeson'; did you mean 'reason'?"],
        ["2", "85", " 'sha256'"],
    ]


@pytest.mark.parametrize(
    ("entries", "said"),
    [
        ([entry("upheld", "e9")], "2:30: case 0123456789abcdef: there is no open objection to decide"),
        ([entry(), entry()], "3:30: case 0123456789abcdef: the objection before it is not decided yet"),
        ([entry(), entry("rejected", "e9"), entry("upheld", "e8")], "4:30: case 0123456789abcdef: there is no open"),
        (
            [entry(), entry("upheld", "e9"), entry()],
            "4:30: case 0123456789abcdef: was decided for the objector already",
        ),
        ([entry(), entry("upheld", "e1")], "3:44: case 0123456789abcdef: e1 objected himself; somebody else decides"),
        (
            [entry(), entry("upheld", "e9", "2024-03-03")],
            "3:52: case 0123456789abcdef: 2024-03-03 lies before the entry above it (2024-03-04)",
        ),
    ],
)
def test_what_does_not_follow_from_what_was_said_before(entries: list[str], said: str) -> None:
    (problem,) = problems(*entries)
    assert problem.startswith(f"disputes.yaml:{said}")


def test_other_cases_are_another_matter() -> None:
    other = "f" * 16
    text = entry() + entry(case=other, on="2024-03-01") + entry("upheld", "e1", "2024-03-02", case=other)
    with pytest.raises(UsageError, match="f" * 16 + ": e1 objected himself"):
        disputes_of("disputes:\n" + text, "disputes.yaml")


@pytest.mark.parametrize("text", ["- x\n", "x\n"])
def test_a_file_of_another_shape(text: str) -> None:
    with pytest.raises(UsageError, match=r"disputes\.yaml:1:1: the file is no mapping"):
        disputes_of(text, "disputes.yaml")

"""One letter about all that a person has left to put right."""

from pathlib import Path

import pytest

from checker.errors import UsageError
from checker.report.addressee import cases_left
from checker.report.letter import letter_of_all


def left(audit: Path, who: str) -> list[str]:
    return sorted(case.case_id for case in cases_left(audit, who)[0])


@pytest.mark.parametrize("who", ["e1", "Иванов", "иван иваныч"[:4]])
def test_open_and_lost_violations_of_one_person(audit: Path, who: str) -> None:
    """Of Иванов: b6 is open and c8 lost; a1 is cured, a13 void, a4 pending."""
    assert left(audit, who) == ["b600000000000006", "c800000000000008"]


def test_a_recommendation_is_no_debt(audit: Path) -> None:
    assert left(audit, "e2") == ["a200000000000002", "c700000000000007"]


def test_the_letter_names_every_case_by_rule(audit: Path) -> None:
    cases, addressee = cases_left(audit, "e2")
    text = letter_of_all(audit, cases, addressee, "ru")
    assert text.startswith(
        "Кому: 王丽 (Владивосток)\nТема: открытые вопросы на 01.11.2026, 16:00\n\nЗдравствуйте, 王丽!\n"
    )
    assert "закреплена за Вами: 2." in text
    assert "  - Заявка Q-2: не выполнено; срок был до 08.10.2026, 09:30." in text
    assert text.index("Случай a200000000000002.") < text.index("Случай c700000000000007.")


def test_nothing_left_is_said(audit: Path) -> None:
    _, addressee = cases_left(audit, "e2")
    assert "nothing for which you are recorded as responsible is left to put right" in letter_of_all(
        audit, [], addressee
    )


@pytest.mark.parametrize(("who", "says"), [("Никто", "answers for no stored case"), ("", "answers for no stored case")])
def test_somebody_unknown(audit: Path, who: str, says: str) -> None:
    with pytest.raises(UsageError, match=says):
        cases_left(audit, who)

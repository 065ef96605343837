"""Filters over the life of a violation, and over several audits."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from small_store import case, rule, store_audit, tally

from checker.errors import UsageError
from checker.query.answer import answer, count
from checker.query.question import Question

MARKED = [
    case("a1", change="new", first_seen="2026-01-31 21:00:00", zone="Europe/Moscow", rectify_by="2026-02-10",
         rectification="due", responsible_id="e1", client_id="c1", text_en="Late by a minute.",
         text_ru="Счёт опоздал."),
    case("a2", change="persisting", first_seen="2025-12-31 21:00:00", zone="UTC", rectification="overdue",
         waiver="w1", waiver_reason="ill", gates=False, responsible_id="e2"),
    case("a3", change="reopened", first_seen="2026-01-31 22:30:00", zone="Asia/Vladivostok", dispute="open",
         dispute_due="2026-02-05", tier="key"),
    case("a4", change="revised", in_baseline=True, gates=False, dispute="rejected", first_seen="2026-01-15 12:00:00"),
    case("a5", verdict="undetermined", reason="field_empty", missing=["inquiry.channel"]),
    case("a6", "card", verdict="pending", due_at="2026-02-03 09:00:00", unit_id="u1"),
]  # fmt: skip
RULES = [rule(), rule("card")]


@pytest.fixture(scope="module")
def audit(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One audit of the six."""
    return store_audit(tmp_path_factory.mktemp("marks"), "2026-01", "2026-01-31 21:00:00", MARKED, rules=RULES)


FILTERED = [
    ({"filters": {"change": ("new", "reopened")}}, "a1 a3"),
    ({"filters": {"change": ("persisting",)}}, "a2"),
    ({"filters": {"rectification": ("due", "overdue")}}, "a1 a2"),
    ({"filters": {"dispute": ("open",)}}, "a3"),
    ({"filters": {"reason": ("field_empty",)}}, "a5"),
    ({"filters": {"missing": ("inquiry.channel",)}}, "a5"),
    ({"waived": True}, "a2"),
    ({"waived": False, "filters": {"verdict": ("violated",)}}, "a1 a3 a4"),
    ({"disputed": True}, "a3 a4"),
    ({"in_baseline": True}, "a4"),
    ({"gates": True}, "a1 a3"),
    ({"gates": False, "filters": {"verdict": ("violated",)}}, "a2 a4"),
    # a1 was found at midnight of 1 February in Moscow, a3 on 1 February at 08:30 in Vladivostok.
    ({"found_from": date(2026, 2, 1)}, "a1 a3"),
    ({"found_to": date(2026, 1, 14)}, "a2"),
    ({"found_from": date(2026, 1, 1), "found_to": date(2026, 1, 31)}, "a4"),
    ({"text": ("СЧЕТ",)}, "a1"),
    ({"text": ("late by", "опоздал")}, "a1"),
    ({"text": (".*",)}, ""),
    ({"filters": {"client": ("ромашка",)}}, "a1"),
    ({"filters": {"responsible": ("петр",)}}, "a1"),
    ({"filters": {"unit": ("моск",)}}, "a6"),
    ({"filters": {"clause": ("card-*",)}}, "a6"),
    ({"filters": {"clause": ("card-1", "reply-*"), "verdict": ("pending", "undetermined")}}, "a5 a6"),
]


@pytest.mark.parametrize(("asked", "expected"), FILTERED)
def test_filters(audit: Path, asked: dict[str, Any], expected: str) -> None:
    found = answer([audit], Question(columns=("case",), **asked))
    assert {row[0] for row in found.rows} == set(expected.split())
    assert found.total == len(found.rows) == count([audit], Question(**asked)).total


def test_composed_and_decomposed_letters_are_alike(audit: Path) -> None:
    assert answer([audit], Question(text=("счe\u0308т".replace("e", "е"),))).total == 1
    assert answer([audit], Question(filters={"responsible": ("Пе\u0308тр",)})).total == 1


def test_found_days_are_local_columns_and_groups(audit: Path) -> None:
    found = answer([audit], Question(columns=("case", "found", "found_on"), filters={"change": ("new", "reopened")}))
    shown = {row[0]: (f"{row[1]:%m-%d %H:%M}", row[2]) for row in found.rows}
    assert shown == {"a1": ("02-01 00:00", date(2026, 2, 1)), "a3": ("02-01 08:30", date(2026, 2, 1))}
    months = answer([audit], Question(group_by=("found_month",), filters={"verdict": ("violated",)}))
    assert {row[0]: row[1] for row in months.rows} == {"2025-12": 1, "2026-01": 1, "2026-02": 2}


@pytest.mark.parametrize(
    ("filters", "near"),
    [
        ({"responsible": ("Иваноф",)}, "Иванов"),
        ({"client": ("Ромажка",)}, "«Ромашка»"),
        ({"unit": ("u-1",)}, "u1"),
        ({"tier": ("kay",)}, "key"),
        ({"reason": ("field_emty",)}, "field_empty"),
        ({"missing": ("inquiry.chanel",)}, "inquiry.channel"),
        ({"subject": ("q-a11",)}, "q-a1"),
        ({"subject": ("inquiry:q-a11",)}, "inquiry:q-a1"),
        ({"subject": ("client:q-a1",)}, "inquiry:q-a1"),
        ({"client": ("Ъ",)}, ""),
    ],
)
def test_what_nothing_is_called_is_told_with_the_nearest(
    audit: Path, filters: dict[str, tuple[str, ...]], near: str
) -> None:
    found = answer([audit], Question(filters=filters))
    assert (found.total, [one.near for one in found.unknown]) == (0, [near])
    assert count([audit], Question(filters=filters)).unknown == found.unknown


def test_a_name_that_is_known_is_no_hint_though_nothing_fits(audit: Path) -> None:
    asked = Question(filters={"responsible": ("Иванов", "unassigned"), "rule": ("card",), "tier": ("key",)})
    assert answer([audit], asked).unknown == ()


def test_a_pattern_that_fits_no_rule_is_a_mistake(audit: Path) -> None:
    with pytest.raises(UsageError, match="unknown rule 'reply-\\*'"):
        answer([audit], Question(filters={"rule": ("reply-*",)}))
    assert answer([audit], Question(filters={"rule": ("re*",)})).total == 5


def test_many_rows_are_read_as_few_are(tmp_path: Path) -> None:
    """Beyond PICKED rows another way of reading takes over; the order and the values are the same."""
    cases = [case(f"{n:06x}", due_at=f"2026-01-{1 + n % 28:02} 10:00:00", client_id="c1") for n in range(5200)]
    folder = store_audit(tmp_path, "2026-01", "2026-02-01 00:00:00", cases)
    columns = ("case", "due", "client_name", "title")
    everything = answer([folder], Question(columns=columns))
    few = answer([folder], Question(columns=columns, top=300))
    assert (everything.total, len(everything.rows), few.total, len(few.rows)) == (5200, 5200, 5200, 300)
    assert everything.rows[:300] == few.rows
    assert few.rows[0][2:] == ("ООО «Ромашка»", "reply en")
    assert [row[1].day for row in few.rows] == [1] * 186 + [2] * 114


def test_rows_are_the_worst_first_whatever_is_cut(tmp_path: Path) -> None:
    cases = [
        case("a1", severity="low"),
        case("a2", severity="critical", due_at="2026-01-09 00:00:00"),
        case("a3", severity="critical", due_at="2026-01-08 00:00:00"),
        case("a4", severity="critical", verdict="undetermined"),
        case("a5", severity="high", verdict="pending"),
        case("a6", severity="critical", due_at=None),
    ]
    folder = store_audit(tmp_path, "2026-01", "2026-02-01 00:00:00", cases, [tally(3)])
    worst = ["a3", "a2", "a6", "a1", "a4", "a5"]
    for top in range(1, 7):
        assert [row[0] for row in answer([folder], Question(columns=("case",), top=top)).rows] == worst[:top]

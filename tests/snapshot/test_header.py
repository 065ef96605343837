"""The header of a snapshot is read strictly and says everything that is wrong at once."""

from datetime import datetime
from pathlib import Path

import pytest

from checker.errors import UsageError
from checker.snapshot.header import parse_header, read_header


def problems(text: str) -> list[str]:
    with pytest.raises(UsageError) as caught:
        parse_header(text)
    return [str(problem) for problem in caught.value.problems]


def test_facts_and_policy_are_kept_apart() -> None:
    header = parse_header(
        "taken_at: 2026-11-01 12:00\ntime_zone: Europe/Moscow\ncompany: Завод\nsource: 1C\n"
        'tables: {client: {taken_at: "2026-10-31T12:00+00:00"}}\n'
        "working_calendar: {hours: [[09:00, 18:00]]}\nplaceholders: [-, Нет]\n"
    )
    assert header.taken_at == datetime(2026, 11, 1, 9)
    assert header.tables == {"client": datetime(2026, 10, 31, 12)}
    assert header.taken("client") == datetime(2026, 10, 31, 12)
    assert header.taken("invoice") == datetime(2026, 11, 1, 9)
    assert (header.company, header.source, header.time_zone_given) == ("Завод", "1C", True)
    assert header.policy["working_calendar"] == {"hours": [["09:00", "18:00"]]}
    assert header.placeholders == ("-", "нет")


def test_an_empty_header_is_utc_without_a_moment() -> None:
    header = parse_header("")
    assert (header.taken_at, header.time_zone, header.time_zone_given) == (None, "UTC", False)


def test_a_repeated_hour_means_the_first() -> None:
    assert parse_header("taken_at: 2026-10-25 02:30\ntime_zone: Europe/Berlin").taken_at == datetime(
        2026, 10, 25, 0, 30
    )


def test_a_duplicate_key_is_refused_with_its_place() -> None:
    assert problems("company: a\nsource: b\ncompany: c\n") == [
        "snapshot.yaml:3:1: key 'company' is given twice; keep one of them"
    ]


def test_all_mistakes_come_at_once() -> None:
    found = problems(
        "taken_att: x\ntaken_at: yesterday\ntime_zone: Europe/Moscw\ntables: {clint: {taken_at: 2026-01-01}}"
    )
    assert "snapshot.yaml:1:1: unknown key 'taken_att'; did you mean 'taken_at'?" in found
    assert any("'yesterday' is no instant" in line for line in found)
    assert any("'Europe/Moscw'" in line and "Europe/Moscow" in line for line in found)
    assert any("unknown entity 'clint'; did you mean 'client'?" in line for line in found)


@pytest.mark.parametrize(
    "text", ["- a\n", "taken_at: [1]\n", "a: b: c\n", "tables: x\n", "? [a]\n: b\n", "x: &a [*a]\n"]
)
def test_odd_documents_are_usage_errors(text: str) -> None:
    assert problems(text)


def test_unsafe_tags_make_no_objects() -> None:
    assert problems("!!python/object/apply:os.system ['true']\n")


def test_what_is_no_snapshot(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text("id\n")
    for path in (tmp_path / "missing", file, tmp_path):
        with pytest.raises(UsageError) as caught:
            read_header(path)
        assert caught.value.problems[0].remedy
    (tmp_path / "snapshot.yaml").write_bytes(b"company: \xff")
    with pytest.raises(UsageError, match="UTF-8"):
        read_header(tmp_path)

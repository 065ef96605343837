"""`checker calendar`: what it prints and what it refuses."""

import sys
from pathlib import Path
from types import ModuleType

import pytest
from calendar_questions import Policy
from typer.testing import CliRunner

from checker.cli.calendar import app
from checker.errors import UsageError

POLICY = Policy(
    working_calendar={"public_holidays": "RU", "special_hours": {"2024-12-28": [["09:00", "12:00"]]}},
    units={"vvo": {"time_zone": "Asia/Vladivostok"}},
    time_zone="Europe/Moscow",
)


@pytest.fixture(autouse=True)
def policy(monkeypatch: pytest.MonkeyPatch) -> list[Path | None]:
    asked: list[Path | None] = []

    def load_policy(path: Path | None) -> Policy:
        asked.append(path)
        return POLICY

    module = ModuleType("checker.rulebook.policy")
    module.load_policy = load_policy  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "checker.rulebook", ModuleType("checker.rulebook"))
    monkeypatch.setitem(sys.modules, "checker.rulebook.policy", module)
    return asked


def _printed(*arguments: str) -> list[str]:
    result = CliRunner().invoke(app, list(arguments))
    assert result.exception is None, result.exception
    return [" ".join(line.split()) for line in result.output.splitlines()]


def _refused(*arguments: str) -> str:
    result = CliRunner().invoke(app, list(arguments))
    assert isinstance(result.exception, UsageError)
    return str(result.exception)


def test_explain_prints_the_ledger_and_its_sums() -> None:
    lines = _printed("explain", "2024-11-01 17:30", "2024-11-02 10:00")
    assert lines[0] == "Calendar of the company, Europe/Moscow"
    assert lines[3:] == [
        "1 Nov 2024 17:30 1 Nov 2024 18:00 open 30 min working hours",
        "1 Nov 2024 18:00 2 Nov 2024 09:00 closed 15 h outside hours",
        "2 Nov 2024 09:00 2 Nov 2024 10:00 open 1 h transferred working day",
        "",
        "Open in all 1 h 30 min",
        "Closed in all 15 h",
    ]


def test_times_are_local_to_the_unit_unless_they_say_otherwise() -> None:
    local = _printed("explain", "2024-11-01 17:30", "2024-11-01 18:30", "--unit", "vvo")
    assert local == _printed("explain", "2024-11-01T07:30Z", "2024-11-01T08:30Z", "--unit", "vvo")
    assert local[0] == "Calendar of the company, in the zone of the unit, Asia/Vladivostok"


def test_show_prints_the_days_of_a_month() -> None:
    lines = _printed("show", "--month", "2024-12", "--lang", "ru")
    assert len(lines) == 3 + 31 + 3
    assert lines[3 + 27] == "28.12.2024 сб рабочий день по переносу, особые часы 09:00-12:00 3 ч"
    assert lines[-2] == "Рабочих дней 21"


def test_show_prints_the_days_of_a_year() -> None:
    lines = _printed("show", "--year", "2024", "--lang", "zh")
    assert len(lines) == 3 + 366 + 3
    assert lines[-2] == "工作日数 248"


def test_show_says_where_official_knowledge_ends() -> None:
    assert "statutory holidays only" in _printed("show", "--year", "2090")[1]


def test_the_configuration_is_read_from_the_named_file(policy: list[Path | None]) -> None:
    _printed("show", "--month", "2024-12", "--config", "compliance.yaml")
    assert policy == [Path("compliance.yaml")]


def test_mistakes() -> None:
    assert "one of the two is wanted" in _refused("show")
    assert "one of the two is wanted" in _refused("show", "--year", "2024", "--month", "2024-05")
    assert "'2024-13' cannot be read" in _refused("show", "--month", "2024-13")
    assert "'x' cannot be read" in _refused("show", "--year", "x")
    assert "did you mean 'vvo'" in _refused("show", "--year", "2024", "--unit", "vv")
    assert "'noon' is not a moment" in _refused("explain", "noon", "2024-11-01")
    assert "lies before" in _refused("explain", "2024-11-02", "2024-11-01")
    assert "unknown language" in _refused("show", "--year", "2024", "--lang", "de")
